package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (s *scene) ledger(key string) LedgerFacts {
	g := s.g
	g.Steps = nil // the ledger reads a step without its neighbours
	return LedgerOf(&g, s.step(key), s.now)
}

func causes(list []Remark) []Cause {
	var found []Cause
	for _, r := range list {
		found = append(found, r.Cause)
	}
	return found
}

func TestLedger_FollowsAStepThroughItsLife(t *testing.T) {
	first := step("s1")
	first.Evidence = []string{"合同"}
	s := issued(t, "2026-03-02 09:00", first, step("s2", "s1"))
	f := s.ledger("s1")
	require.NotNil(t, f.Next)
	assert.Equal(t, WaitsForAccept, f.Next.Cause)
	assert.Equal(t, []Ref{"post:clerk"}, f.Next.Who)
	assert.Equal(t, s.step("s1").RespondBy.Due, *f.Next.DueAt)
	assert.Empty(t, f.Problems)
	f = s.ledger("s2")
	assert.Equal(t, Remark{Cause: WaitsForSteps, Params: map[string]string{"steps": "s1"}, DueAt: nil}, *f.Next)

	s.now = beijing("2026-03-05 09:00") // two working days have gone by
	assert.Equal(t, []Cause{IsUnaccepted}, causes(s.ledger("s1").Problems))
	s.do(AcceptStep{s.as("clerk", "s1")})
	s.do(AskExtension{Header: s.because("clerk", "s1", "连日下雨"), NewDue: *day("2026-04-10"), Progress: "完成一半"})
	f = s.ledger("s1")
	assert.Equal(t, WaitsForWork, f.Next.Cause)
	assert.Equal(t, "完成一半", f.Told.Text)
	assert.Equal(t, "clerk", f.Told.By.User)
	assert.Empty(t, f.Extensions, "asked is not given")
	old := s.step("s1").Clock.Due
	for _, who := range []string{"supervisor", "leader"} {
		h := s.because(who, "s1", "属实")
		h.Round = s.step("s1").Round
		s.do(DecideApproval{Header: h, Agree: true})
	}
	f = s.ledger("s1")
	require.Len(t, f.Extensions, 1)
	assert.Equal(t, Extended{Kind: ClockExtended, Old: &old, New: day("2026-04-10"), By: f.Extensions[0].By, At: s.now, Reason: "连日下雨"}, f.Extensions[0])
	assert.Equal(t, "leader", f.Extensions[0].By.User)

	s.now = beijing("2026-04-13 09:00")
	assert.Equal(t, []Cause{IsLate}, causes(s.ledger("s1").Problems))
	s.do(SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Note: "已签", Evidence: []Evidence{{Name: "合同", Text: "三份"}}}})
	f = s.ledger("s1")
	assert.Equal(t, "已签", f.Told.Text)
	assert.Equal(t, []Evidence{{Name: "合同", Text: "三份"}}, f.Evidence)
	assert.Equal(t, WaitsForSignature, f.Next.Cause)
	assert.Equal(t, []Ref{"post:head"}, f.Next.Who)
	assert.Equal(t, "单位负责人", f.Next.Params["stage"])
	assert.Equal(t, []Cause{IsLate}, causes(f.Problems), "it was late when it was handed in")

	s.do(ReturnStep{Header: s.because("head", "s1", "缺签字页")})
	f = s.ledger("s1")
	assert.Equal(t, []Cause{WaitsForRework, IsLate}, causes(f.Problems))
	assert.Equal(t, "缺签字页", f.Problems[0].Params["reason"])
	require.Len(t, f.Opinions, 1)
	assert.Equal(t, Signature{Stage: "单位负责人", By: f.Opinions[0].By, At: s.now, Outcome: Returned, Text: "缺签字页"}, f.Opinions[0])

	s.do(SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Evidence: []Evidence{{Name: "合同", Text: "四份"}}}})
	assert.Empty(t, s.ledger("s1").Opinions, "a new submission has none yet")
	s.do(DecideApproval{Header: s.because("head", "s1", "齐了"), Agree: true})
	f = s.ledger("s1")
	assert.Equal(t, WaitsForCloseOut, f.Next.Cause)
	assert.Equal(t, []Ref{"post:supervisor"}, f.Next.Who)
	assert.Empty(t, f.Problems, "what is through has none")
	assert.Equal(t, "齐了", f.Opinions[0].Text)
	s.do(CloseOut{s.as("supervisor", "s1")})
	assert.Nil(t, s.ledger("s1").Next)

	s.do(Suspend{s.because("leader", "s2", "等批复")})
	f = s.ledger("s2")
	assert.Equal(t, []Cause{WaitsForResume}, causes(f.Problems))
	assert.Equal(t, []Ref{"post:supervisor", "post:leader"}, f.Next.Who)
}

func TestLedger_TellsTheNextStageAndWhatIsBehind(t *testing.T) {
	one := step("s1")
	one.Target = &Target{Milli: 100_000, Unit: "亩"}
	one.Finish, one.By = nil, day("2026-06-30")
	one.Planned = []Planned{{By: *day("2026-03-31"), Milli: 40_000}, {By: *day("2026-06-30"), Milli: 100_000}}
	s := issued(t, "2026-03-02 09:00", one)
	s.do(AcceptStep{s.as("clerk", "s1")})
	assert.Equal(t, one.Planned[0], *s.ledger("s1").Stage)
	s.do(ReportQuantity{Header: s.as("clerk", "s1"), Milli: 10_000, Note: "东村签了十亩"})
	assert.Equal(t, "东村签了十亩", s.ledger("s1").Told.Text)
	s.now = beijing("2026-03-31 12:00")
	assert.Equal(t, one.Planned[0], *s.ledger("s1").Stage, "the day itself still counts")
	assert.Empty(t, s.ledger("s1").Problems)
	s.now = beijing("2026-04-01 09:00")
	f := s.ledger("s1")
	assert.Equal(t, one.Planned[1], *f.Stage)
	require.Equal(t, []Cause{IsBehind}, causes(f.Problems))
	assert.Equal(t, "30", f.Problems[0].Params["points"])
	s.now = beijing("2026-07-01 09:00")
	f = s.ledger("s1")
	assert.Equal(t, one.Planned[1], *f.Stage)
	assert.Equal(t, []Cause{IsLate, IsBehind}, causes(f.Problems))
}

func TestLedger_SaysWhyAStepHasNotOpened(t *testing.T) {
	season, other := step("s1"), step("s2")
	season.OpensOn = day("2026-05-06")
	other.WaitsFor = []string{"g9/s9"}
	s := issued(t, "2026-03-02 09:00", season, other)
	assert.Equal(t, Remark{Cause: WaitsForDay, Params: map[string]string{"day": "2026-05-06"}}, *s.ledger("s1").Next)
	assert.Equal(t, Remark{Cause: WaitsForGoal, Params: map[string]string{"steps": "g9/s9"}}, *s.ledger("s2").Next)
}

// Whatever becomes of a goal, its steps can be read for the ledger.
func TestLedger_ReadsEveryStateOfAStep(t *testing.T) {
	for status, reach := range inStatus {
		s := reach(t)
		for i := range s.g.Steps {
			f := s.ledger(s.g.Steps[i].Key)
			if s.g.Steps[i].Ended() {
				assert.Nil(t, f.Next, "%s", status)
			}
		}
	}
}
