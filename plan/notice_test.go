package plan

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// heard lists who heard what of the last change.
func (s *scene) heard() []string {
	var list []string
	for _, n := range s.last.Notices {
		list = append(list, fmt.Sprintf("%s %s %s", n.To, n.Kind, n.Step))
	}
	slices.Sort(list)
	return list
}

func TestNotices_ReachThoseWhoHaveToActOrWereWaiting(t *testing.T) {
	st := step("s1")
	st.Stages = append(st.Stages, Stage{Key: "leader", Name: "领导", Rule: AnySign, Signers: []Ref{"post:leader"}})
	s := issued(t, "2026-03-02 09:00", st, step("s2", "s1"))
	for _, c := range []struct {
		what string
		do   func() Command
		want []string
	}{
		{"accept", func() Command { return AcceptStep{s.as("clerk", "s1")} }, nil},
		{"submit", func() Command { return SubmitStep{Header: s.as("clerk", "s1")} }, []string{"post:head approve s1"}},
		{"agree", func() Command { return DecideApproval{Header: s.as("head", "s1"), Agree: true} }, []string{"post:leader approve s1"}},
		{"return", func() Command { return ReturnStep{Header: s.because("leader", "s1", "补"), Direct: true} }, []string{"post:clerk returned s1"}},
		{"urge", func() Command { return UrgeStep{s.as("supervisor", "s1")} }, []string{"post:clerk urged s1"}},
		{"submit again", func() Command { return SubmitStep{Header: s.as("clerk", "s1")} }, []string{"post:leader approve s1"}},
		{"agree at last", func() Command { return DecideApproval{Header: s.as("leader", "s1"), Agree: true} },
			[]string{"post:clerk assigned s2", "post:clerk decided s1", "post:supervisor close-out s1"}},
		{"close out", func() Command { return CloseOut{s.as("supervisor", "s1")} }, []string{"post:clerk ended s1"}},
		{"set due", func() Command { return SetDue{Header: s.because("leader", "s2", "定"), On: *day("2026-04-30")} }, []string{"post:clerk redated s2"}},
		{"assign", func() Command { return AssignStep{Header: s.because("supervisor", "s2", "调"), Lead: "post:other"} },
			[]string{"post:clerk assigned s2", "post:other assigned s2"}},
	} {
		s.do(c.do())
		assert.Equal(t, c.want, s.heard(), c.what)
	}
}

func TestNotices_TellOfAWholeGoalOnce(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", step("s1"), step("s2"), step("s3"))
	assert.Len(t, s.heard(), 3, "three pieces of work")
	s.do(Suspend{s.because("leader", "", "停")})
	assert.Equal(t, []string{"post:clerk stopped ", "post:head stopped "}, s.heard())
	s.do(Resume{s.as("leader", "")})
	assert.Equal(t, []string{"post:clerk stopped ", "post:head stopped "}, s.heard())
	s.do(Cancel{s.because("leader", "s3", "不做")})
	assert.Equal(t, []string{"post:clerk stopped s3"}, s.heard())
	s.do(Cancel{s.because("leader", "", "不做")})
	assert.Equal(t, []string{"post:clerk stopped ", "post:head stopped ", "post:supervisor stopped "}, s.heard())
}

func TestNotices_APartThatIsAgreedIsToldOnce(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", acquired()).hand(20_000, true).sign("head", "s1", true)
	assert.Equal(t, []string{"post:clerk decided s1"}, s.heard())
}
