package plan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func handover(s *scene, from, to Ref) Command {
	return Handover{Header: s.because("supervisor", "", "离任"), From: from, To: to}
}

func TestHandover_MovesEverythingThatIsToCome(t *testing.T) {
	a, b, done := step("s1"), step("s2", "s1"), step("s0")
	for _, s := range []*Step{&a, &b, &done} {
		s.Lead, s.Co = "user:clerk", []Ref{"post:other", "user:clerk"}
	}
	b.Stages = []Stage{{Key: "k", Name: "K", Rule: AllSign, Signers: []Ref{"user:clerk", "post:head"}}}
	b.Lead, b.Head = "post:law", "user:clerk"
	s := issued(t, "2026-03-02 09:00", a, b, done)
	s.finish("s0").closeOut("s0")
	s.do(CopyStep{Header: s.as("supervisor", "s1"), To: []Ref{"user:clerk"}})
	assert.Equal(t, []Part{{"s1", "lead"}, {"s1", "co"}, {"s1", "copy"}, {"s2", "co"}, {"s2", "head"}, {"s2", "signer"}}, s.g.Involves("user:clerk"))

	s.refuses(CodeRole, by(handover(s, "user:clerk", "user:land"), people["clerk"]))
	s.refuses(CodeUnchanged, handover(s, "user:clerk", "user:clerk"))
	s.refuses(CodeRequired, handover(s, "", "user:clerk"))
	s.refuses(CodeUnknown, handover(s, "user:clerk", "x"))
	s.refuses(CodeUnchanged, handover(s, "user:nobody", "user:land"))
	s.do(handover(s, "user:clerk", "user:land"))
	assert.Empty(t, s.g.Involves("user:clerk"))
	assert.Equal(t, Ref("user:land"), s.step("s1").Lead)
	assert.Equal(t, []Ref{"post:other", "user:land"}, s.step("s1").Co)
	assert.Equal(t, []Ref{"user:land", "post:head"}, s.step("s2").Stages[0].Signers)
	assert.Equal(t, Ref("user:clerk"), s.step("s0").Lead, "what is over stays as it was")
	s.do(AcceptStep{s.as("land", "s1")})
	s.refuses(CodeNotYours, SubmitStep{Header: s.as("clerk", "s1")})
}

func TestHandover_NothingIsDoubled(t *testing.T) {
	s := panel(t, AllSign, 0, "")
	s.do(handover(s, "post:finance", "post:land"))
	assert.Equal(t, []Ref{"post:land", "post:law"}, s.waiting())
	assert.Equal(t, []Ref{"post:land", "post:law"}, s.step("s1").Stages[0].Signers)
	s.sign("land", "s1", true).do(handover(s, "post:law", "post:land")).status("s1", StepDone) // the heir has agreed already
}

func TestHandover_NeverMakesSomebodyJudgeTheirOwnWork(t *testing.T) {
	s := panel(t, AnySign, 0, "")
	s.do(handover(s, "post:finance", "post:clerk"))
	assert.Equal(t, []Ref{"post:supervisor", "post:land", "post:law"}, s.waiting())
	s.do(handover(s, "post:land", "user:clerk"))
	assert.Equal(t, []Ref{"post:supervisor", "post:law"}, s.waiting())
	s.do(WithdrawStep{s.as("clerk", "s1")}).submit("s1")
	assert.NotContains(t, s.waiting(), Ref("post:clerk"))
}

func TestHandover_DuringASuspensionIsSettledAfterIt(t *testing.T) {
	for _, whole := range []string{"", "s1"} {
		s := panel(t, AllSign, 0, "").sign("land", "s1", true)
		s.do(Suspend{s.because("leader", whole, "停")})
		s.do(handover(s, "post:law", "post:land")).do(handover(s, "post:finance", "post:land")).status("s1", StepSuspended)
		s.do(Resume{s.as("leader", whole)}).status("s1", StepDone)
	}
}

func TestHandover_OfTheLineAndOfASuspendedGoal(t *testing.T) {
	s := goalIn[GoalSuspended](t)
	s.do(handover(s, "post:leader", "post:principal"))
	assert.Equal(t, Ref("post:principal"), s.g.Line.Leader)
	for _, status := range []GoalStatus{GoalArchived, GoalCancelled} {
		s = goalIn[status](t)
		s.refuses(CodeGoalEnded, handover(s, "post:leader", "post:principal"))
	}
	require.False(t, slices.ContainsFunc(s.g.Steps, func(s Step) bool { return !s.Ended() }))
}
