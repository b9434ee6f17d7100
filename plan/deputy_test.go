package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// deputy is somebody who may act for the head today, for some kinds of goal.
func deputy(kinds ...string) Actor {
	a := people["other"]
	a.For = []Principal{{User: "head", Name: "Head", Posts: []string{"head"}, Delegation: "d1", Kinds: kinds}}
	return a
}

func TestDeputy_ActsForSomebodyAndBothAreNamed(t *testing.T) {
	s := one(t).submit("s1")
	s.do(by(DecideApproval{Header: s.as("", "s1"), Agree: true}, deputy()))
	seat := s.round().Stages[0].Seats[0]
	assert.Equal(t, Person{User: "other", Name: "Other", As: "post:head", For: "head", ForName: "Head"}, *seat.By)
	assert.Equal(t, *seat.By, s.last.Events[0].By)
}

func TestDeputy_OnlyForTheKindsOfTheStandingRule(t *testing.T) {
	for _, c := range []struct {
		kinds []string
		may   bool
	}{{nil, true}, {[]string{"general"}, true}, {[]string{"safety-check", "general"}, true}, {[]string{"safety-check"}, false}} {
		s := one(t).submit("s1")
		err := s.try(by(DecideApproval{Header: s.as("", "s1"), Agree: true}, deputy(c.kinds...)))
		assert.Equal(t, c.may, err == nil, c.kinds)
	}
}

func TestDeputy_TakesOnPendingWorkAsTheLeadAndTheOfficer(t *testing.T) {
	s := one(t)
	a := people["other"]
	a.For = []Principal{{User: "clerk", Name: "Clerk", Posts: []string{"clerk"}}}
	s.do(by(AcceptStep{s.as("", "s1")}, a)).do(by(SubmitStep{Header: s.as("", "s1")}, a))
	assert.Equal(t, "clerk", s.round().By.For)
	s.refuses(CodeOwnSubmission, by(DecideApproval{Header: s.as("", "s1"), Agree: true},
		Actor{User: "clerk", Name: "Clerk", Posts: []string{"head"}})) // who was acted for is not free to approve
	s.sign("head", "s1", true)
	a.For = []Principal{{User: "supervisor", Name: "Supervisor", Posts: []string{"supervisor"}}}
	s.refuses(CodeOwnSubmission, by(CloseOut{s.as("", "s1")}, a)) // nor who acted
	s.closeOut("s1")
}

func TestDeputy_UsesTheirOwnSeatBeforeTheOther(t *testing.T) {
	st := step("s1")
	st.Stages = []Stage{{Key: "k", Name: "K", Rule: AllSign, Signers: []Ref{"post:other", "post:head"}}}
	s := issued(t, "2026-03-02 09:00", st).submit("s1")
	s.do(by(DecideApproval{Header: s.as("", "s1"), Agree: true}, deputy()))
	assert.Empty(t, s.round().Stages[0].Seats[0].By.For)
	s.do(by(DecideApproval{Header: s.as("", "s1"), Agree: true}, deputy()))
	assert.Equal(t, "head", s.round().Stages[0].Seats[1].By.For)
	s.status("s1", StepDone)
}

func TestPerson_IsTheSameAsWhoeverActsForThem(t *testing.T) {
	a, b := Person{User: "a"}, Person{User: "b"}
	forA := Person{User: "b", For: "a"}
	assert.True(t, a.Same(a))
	assert.False(t, a.Same(b))
	assert.True(t, forA.Same(a))
	assert.True(t, a.Same(forA))
	assert.True(t, forA.Same(b))
	assert.True(t, forA.Same(Person{User: "c", For: "b"}))
	assert.False(t, System().Self().Same(System().Self()), "time is nobody")
	assert.False(t, Person{}.Same(Person{}))
	assert.Equal(t, Ref("post:p"), PostRef("p"))
	assert.Equal(t, "u", UserRef("u").User())
}
