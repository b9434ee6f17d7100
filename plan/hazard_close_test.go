package plan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHazard_IsClosedOutAsAWholeOnly(t *testing.T) {
	s := found(t, faulty())
	closed := func(key string) error {
		return Permit(s.g, CloseOut{s.as("supervisor", key)}, s.now, s.cal)
	}
	done := func(key, who string) { s.do(SubmitStep{Header: s.as(who, key)}).sign("supervisor", key, true) }
	for _, at := range []struct {
		act    func()
		closes []string // what may be closed out after it
		told   bool     // that something is to be closed out
	}{
		{func() { done("h2-listing", "clerk") }, nil, false},
		{func() { done("h2-rectify", "finance") }, nil, false},
		{func() {
			s.judge("h2-reinspect", Verdict{Item: "fire", Passed: true}).sign("supervisor", "h2-reinspect", true)
		}, nil, false},
		{func() {
			s.do(SubmitStep{Header: s.as("clerk", "h2-accept")}).sign("head", "h2-accept", true).sign("land", "h2-accept", true)
		}, []string{"h2-listing", "h2-rectify", "h2-reinspect", "h2-accept"}, true},
	} {
		at.act()
		told := slices.ContainsFunc(s.last.Notices, func(n Notice) bool { return n.Kind == NoticeCloseOut })
		assert.Equal(t, at.told, told)
		var closes, waits []string
		for _, step := range s.g.HazardSteps("h2") {
			if step.Status != StepDone {
				continue
			}
			if err := closed(step.Key); err == nil {
				closes = append(closes, step.Key)
			} else {
				assert.Equal(t, CodeHazardOpen, CodeOf(err))
			}
		}
		for _, w := range Why(s.g, s.now, s.cal) {
			if w.Cause == WaitsForCloseOut {
				waits = append(waits, w.Step)
			}
		}
		assert.Equal(t, at.closes, closes)
		assert.Equal(t, at.closes, waits)
	}
	s.closeOut("h2-accept")
	assert.Equal(t, HazardClosed, s.state("h2"))
}

func TestHazard_IsClosedOutByTheRulesItWasSentUnder(t *testing.T) {
	s := found(t, blocked()).mend("h1-rectify")
	s.refuses(CodeHazardOpen, CloseOut{s.as("supervisor", "h1-rectify")})
	old := s.as("supervisor", "h1-rectify")
	old.Rules = RulesAskFigures
	s.do(CloseOut{old}).status("h1-rectify", StepClosed)
}
