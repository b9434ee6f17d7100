package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"duban/calendar"
)

// reception is the leaders' reception day, on the 15th or the working day
// after, which three leaders have in turn; the clerk keeps the roster.
func reception() Step {
	s := step("r")
	s.Finish = nil
	s.Recur = &Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "15", Shift: calendar.ShiftAfter, Until: calendar.On(2026, 6, 30)},
		Ahead: 2, Roster: []Ref{"post:leader", "post:land", "post:law"}}
	return s
}

func askSwap(s *scene, who, on, with string) AskSwap {
	return AskSwap{Header: s.because(who, "r", "出差"), On: *day(on), With: *day(with)}
}

func TestRoster_LetsTheOccurrencesGoRound(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.sleep("2026-04-15 09:00")
	for key, lead := range map[string]Ref{"r#2026-01-15": "post:leader", "r#2026-02-24": "post:land", "r#2026-03-16": "post:law", "r#2026-04-15": "post:leader"} {
		assert.Equal(t, lead, s.step(key).Lead, key)
	}
	assert.Equal(t, Ref("post:clerk"), s.step("r").Lead)
}

func TestSwap_NeedsTheOtherAndThePrincipalLeader(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.do(askSwap(s, "land", "2026-02-24", "2026-03-16"))
	assert.Equal(t, []Duty{{GoalID: "g1", Step: "r", Kind: DutyApprove, Round: 1, Who: "post:law", Since: s.now, DueAt: s.step("r").Approval(1).DueAt}},
		s.g.Duties())
	agree := func(who string) DecideApproval {
		h := s.as(who, "r")
		h.Round = 1
		return DecideApproval{Header: h, Agree: true}
	}
	s.refuses(CodePending, askSwap(s, "law", "2026-03-16", "2026-04-15"))
	s.refuses(CodeNotYourTurn, agree("principal"))
	s.do(agree("law")).do(agree("principal"))
	assert.Equal(t, Agreed, s.step("r").Approval(1).Outcome)
	s.sleep("2026-03-16 09:00")
	assert.Equal(t, Ref("post:law"), s.step("r#2026-02-24").Lead)
	assert.Equal(t, Ref("post:land"), s.step("r#2026-03-16").Lead)
	s.sleep("2026-04-15 09:00")
	assert.Equal(t, Ref("post:leader"), s.step("r#2026-04-15").Lead, "the others keep their turns")
}

func TestSwap_OfADayThatHasComeHandsItsStepOver(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.sleep("2026-01-14 09:00")
	s.do(AcceptStep{s.as("leader", "r#2026-01-15")})
	s.do(askSwap(s, "clerk", "2026-01-15", "2026-02-24")) // the keeper of the roster asks both
	h := s.as("leader", "r")
	h.Round = 1
	s.do(DecideApproval{Header: h, Agree: true})
	h = s.as("land", "r")
	h.Round = 1
	s.do(DecideApproval{Header: h, Agree: true})
	h = s.as("principal", "r")
	h.Round = 1
	s.do(DecideApproval{Header: h, Agree: true})
	s.status("r#2026-01-15", StepOpen)
	assert.Equal(t, Ref("post:land"), s.step("r#2026-01-15").Lead)
	s.sleep("2026-02-24 09:00")
	assert.Equal(t, Ref("post:leader"), s.step("r#2026-02-24").Lead)
}

func TestSwap_IsRefusedWhereItMeansNothing(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception(), step("s1"))
	s.refuses(CodeNotOnRoster, askSwap(s, "leader", "2026-01-14", "2026-02-24"))
	s.refuses(CodeNotOnRoster, askSwap(s, "leader", "2026-01-15", "2026-07-15"))
	s.refuses(CodeUnchanged, askSwap(s, "leader", "2026-01-15", "2026-04-15"))
	s.refuses(CodeNotYours, askSwap(s, "leader", "2026-02-24", "2026-03-16"))
	s.refuses(CodeNotYours, askSwap(s, "stranger", "2026-01-15", "2026-02-24"))
	s.refuses(CodeReasonRequired, AskSwap{Header: s.as("leader", "r"), On: *day("2026-01-15"), With: *day("2026-02-24")})
	s.refuses(CodeStepStatus, AskSwap{Header: s.because("clerk", "s1", "出差")})
	s.accept("s1").refuses(CodeNoRoster, AskSwap{Header: s.because("clerk", "s1", "出差")})
	s.sleep("2026-01-15 09:00")
	s.do(SubmitStep{Header: s.as("leader", "r#2026-01-15")})
	s.refuses(CodeNotOnRoster, askSwap(s, "clerk", "2026-01-15", "2026-02-24"))
}

func TestSwap_EndsWhenItsDayIsHandedInOrTheSeriesEnds(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.sleep("2026-01-15 09:00")
	s.do(askSwap(s, "leader", "2026-01-15", "2026-02-24")).do(SubmitStep{Header: s.as("leader", "r#2026-01-15")})
	assert.Equal(t, Dropped, s.step("r").Approval(1).Outcome)
	s.do(askSwap(s, "land", "2026-02-24", "2026-03-16"))
	s.do(Cancel{s.because("leader", "r", "不再安排")})
	assert.Equal(t, Dropped, s.step("r").Approval(2).Outcome)
}

func TestSwap_WhatIsHandedOverStaysSwapped(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.do(askSwap(s, "land", "2026-02-24", "2026-03-16"))
	for _, who := range []string{"law", "principal"} {
		h := s.as(who, "r")
		h.Round = 1
		s.do(DecideApproval{Header: h, Agree: true})
	}
	s.do(Handover{Header: s.because("supervisor", "", "调离"), From: "post:land", To: "post:other"})
	s.sleep("2026-03-16 09:00")
	assert.Equal(t, Ref("post:other"), s.step("r#2026-03-16").Lead)
	assert.Equal(t, []Ref{"post:leader", "post:other", "post:law"}, s.step("r").Recur.Roster)
}
