package plan

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var signers = []Ref{"post:finance", "post:land", "post:law"}

// panel is a submitted step whose only stage three people sign.
func panel(t testing.TB, rule Rule, ratio int, onReject OnReject) *scene {
	st := step("s1")
	st.Stages = []Stage{{Key: "panel", Name: "会签", Rule: rule, Ratio: ratio, OnReject: onReject, Signers: signers}}
	return issued(t, "2026-03-02 09:00", st).submit("s1")
}

// TestStage_DecidesByItsRule signs in the order finance, land, law: "+" agrees,
// "-" rejects; after each signature the table says how the round stands.
func TestStage_DecidesByItsRule(t *testing.T) {
	for _, c := range []struct {
		rule     Rule
		ratio    int
		onReject OnReject
		signs    string
		want     []Outcome // after each signature
	}{
		{AnySign, 0, VetoReject, "+", []Outcome{Agreed}},
		{AnySign, 0, VetoReject, "-", []Outcome{Rejected}},
		{AnySign, 0, CountReject, "-+", []Outcome{"", Agreed}},
		{AnySign, 0, CountReject, "---", []Outcome{"", "", Rejected}},
		{AllSign, 0, VetoReject, "+++", []Outcome{"", "", Agreed}},
		{AllSign, 0, VetoReject, "+-", []Outcome{"", Rejected}},
		{AllSign, 0, CountReject, "+-", []Outcome{"", Rejected}}, // it can no longer agree
		{Sequential, 0, VetoReject, "+++", []Outcome{"", "", Agreed}},
		{Sequential, 0, VetoReject, "+-", []Outcome{"", Rejected}},
		{Sequential, 0, CountReject, "-", []Outcome{Rejected}},
		{Vote, 60, VetoReject, "++", []Outcome{"", Agreed}},
		{Vote, 60, VetoReject, "+-", []Outcome{"", Rejected}},
		{Vote, 60, CountReject, "+-+", []Outcome{"", "", Agreed}},
		{Vote, 60, CountReject, "--", []Outcome{"", Rejected}},
		{Vote, 67, CountReject, "++-", []Outcome{"", "", Rejected}}, // 67 % of three is three
		{Vote, 1, CountReject, "--+", []Outcome{"", "", Agreed}},
		{Vote, 100, CountReject, "+++", []Outcome{"", "", Agreed}},
		{AnySign, 0, "", "-", []Outcome{Rejected}}, // veto when nothing is said
	} {
		t.Run(fmt.Sprint(c.rule, c.ratio, c.onReject, c.signs), func(t *testing.T) {
			s := panel(t, c.rule, c.ratio, c.onReject)
			for i, sign := range c.signs {
				s.sign(signers[i].Post(), "s1", sign == '+')
				assert.Equal(t, c.want[i], s.step("s1").Approval(1).Outcome, "after signature %d", i+1)
			}
			switch s.step("s1").Approval(1).Outcome {
			case Agreed:
				s.status("s1", StepDone)
			case Rejected:
				s.status("s1", StepReturned)
				assert.Equal(t, "意见", s.step("s1").Last.Text)
			}
		})
	}
}

func TestStage_ReturnAndWithdrawWithEveryRule(t *testing.T) {
	for _, rule := range []Rule{AnySign, AllSign, Sequential, Vote} {
		for _, onReject := range []OnReject{VetoReject, CountReject} {
			t.Run(fmt.Sprint(rule, onReject), func(t *testing.T) {
				s := panel(t, rule, 100, onReject)
				s.do(ReturnStep{Header: s.because("finance", "s1", "缺图")})
				s.status("s1", StepReturned)
				assert.Equal(t, Returned, s.step("s1").Approval(1).Outcome)
				e := s.refuses(CodeStaleRound, DecideApproval{Header: roundOf(s.as("land", "s1"), 1), Agree: true})
				assert.Equal(t, map[string]string{"step": "s1", "round": "1", "current": "1", "outcome": "returned", "by": "Finance",
					"at": "2026-03-02T01:00:00.000Z"}, e.Params)

				s = panel(t, rule, 100, onReject)
				s.do(WithdrawStep{s.as("clerk", "s1")}).status("s1", StepActive)
				s.submit("s1").sign("finance", "s1", true)
				if s.step("s1").Status == StepReview {
					e = s.refuses(CodeDecided, WithdrawStep{s.as("clerk", "s1")})
					assert.Equal(t, "Finance", e.Params["by"])
				}
			})
		}
	}
}

func roundOf(h Header, round int) Header { h.Round = round; return h }

func TestDecide_NamesTheWinnerToThoseWhoComeTooLate(t *testing.T) {
	s := panel(t, AnySign, 0, "").sign("land", "s1", true)
	e := s.refuses(CodeStaleRound, DecideApproval{Header: roundOf(s.as("law", "s1"), 1), Agree: true})
	assert.Equal(t, "Land", e.Params["by"])
	assert.Equal(t, "agreed", e.Params["outcome"])

	two := step("s1")
	two.Stages = []Stage{
		{Key: "a", Name: "初审", Rule: AnySign, Signers: []Ref{"post:finance", "post:land"}},
		{Key: "b", Name: "终审", Rule: AnySign, Signers: []Ref{"post:law"}},
	}
	s = issued(t, "2026-03-02 09:00", two).submit("s1").sign("finance", "s1", true)
	assert.Equal(t, "Finance", s.refuses(CodeDecided, DecideApproval{Header: s.as("land", "s1"), Agree: true}).Params["by"])
	assert.Equal(t, "Finance", s.refuses(CodeAlreadySigned, DecideApproval{Header: s.as("finance", "s1"), Agree: true}).Params["by"])
	assert.Equal(t, "终审", s.refuses(CodeNotYourTurn, DecideApproval{Header: s.as("head", "s1"), Agree: true}).Params["stage"])
}

func TestSequential_TellsTheNextSigner(t *testing.T) {
	s := panel(t, Sequential, 0, "")
	require.Equal(t, []Ref{"post:finance"}, s.step("s1").Approval(1).Stage().refs())
	s.refuses(CodeNotYourTurn, DecideApproval{Header: s.as("land", "s1"), Agree: true})
	s.sign("finance", "s1", true)
	require.Len(t, s.last.Notices, 1)
	assert.Equal(t, Ref("post:land"), s.last.Notices[0].To)
	assert.Equal(t, NoticeApprove, s.last.Notices[0].Kind)
}

func TestDecide_RefusesRejectionWithoutAReason(t *testing.T) {
	s := one(t).submit("s1")
	s.refuses(CodeReasonRequired, DecideApproval{Header: s.as("head", "s1")})
}

func TestStage_IsSkippedWhenItsConditionDoesNotHold(t *testing.T) {
	for _, c := range []struct {
		when    Condition
		figures []Figure
		holds   bool
	}{
		{Condition{Field: "area", Op: ">", Milli: 35_000}, []Figure{{Field: "area", Milli: 35_001}}, true},
		{Condition{Field: "area", Op: ">", Milli: 35_000}, []Figure{{Field: "area", Milli: 35_000}}, false},
		{Condition{Field: "area", Op: ">=", Milli: 35_000}, []Figure{{Field: "area", Milli: 35_000}}, true},
		{Condition{Field: "area", Op: "<", Milli: 35_000}, nil, true}, // what was not handed in is zero, as it was before it was asked for
		{Condition{Field: "area", Op: "<=", Milli: 0}, nil, true},
		{Condition{Field: "level", Op: "=", Text: "重大"}, []Figure{{Field: "level", Text: "重大"}}, true},
		{Condition{Field: "level", Op: "=", Text: "重大"}, []Figure{{Field: "level", Text: "一般"}}, false},
		{Condition{Field: "level", Op: "!=", Text: "重大"}, []Figure{{Field: "level", Text: "一般"}}, true},
	} {
		t.Run(fmt.Sprint(c.when, c.figures), func(t *testing.T) {
			st := step("s1")
			st.Stages = []Stage{
				{Key: "leader", Name: "领导", Rule: AnySign, Signers: []Ref{"post:leader"}, When: &c.when},
				{Key: "head", Name: "单位", Rule: AnySign, Signers: []Ref{"post:head"}},
			}
			s := issued(t, "2026-03-02 09:00", st)
			submit := SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Figures: c.figures}}
			if c.figures == nil {
				submit.Rules = RulesFirst
			}
			s.do(submit)
			want := []Ref{"post:head"}
			if c.holds {
				want = []Ref{"post:leader"}
			}
			assert.Equal(t, want, s.step("s1").Approval(1).Stage().refs())
		})
	}
}

func TestStage_IsNeverEmptyAndNeverTheLeadsOwn(t *testing.T) {
	never := &Condition{Field: "x", Op: ">", Milli: 1}
	for name, c := range map[string]struct {
		stages []Stage
		lead   Ref
		want   Ref
	}{
		"no signers":              {[]Stage{{Key: "a", Name: "A", Rule: AnySign}}, "post:clerk", "post:supervisor"},
		"every stage skipped":     {[]Stage{{Key: "a", Name: "A", Rule: AnySign, Signers: []Ref{"post:head"}, When: never}}, "post:clerk", "post:supervisor"},
		"the lead is left out":    {[]Stage{{Key: "a", Name: "A", Rule: AllSign, Signers: []Ref{"post:clerk", "post:head"}}}, "post:clerk", "post:head"},
		"the officer's own":       {[]Stage{{Key: "a", Name: "A", Rule: AnySign}}, "post:supervisor", "post:leader"},
		"the officer's own, skip": {[]Stage{{Key: "a", Name: "A", Rule: AnySign, Signers: []Ref{"post:head"}, When: never}}, "post:supervisor", "post:leader"},
	} {
		t.Run(name, func(t *testing.T) {
			st := step("s1")
			st.Stages, st.Lead = c.stages, c.lead
			s := issued(t, "2026-03-02 09:00", st)
			s.do(SubmitStep{Header: s.as(c.lead.Post(), "s1"), Content: Submission{Figures: []Figure{{Field: "x"}}}})
			assert.Equal(t, []Ref{c.want}, s.step("s1").Approval(1).Stage().refs())
			assert.True(t, s.step("s1").Approval(1).Open(), "nothing approves itself")
		})
	}
}

// chain is s1 → s2 → s3, where s3 is in review by two stages and s1, s2 are done.
func chain(t testing.TB) *scene {
	last := step("s3", "s2")
	last.Stages = []Stage{
		{Key: "finance", Name: "财政", Rule: AnySign, Signers: []Ref{"post:finance"}},
		{Key: "leader", Name: "领导", Rule: AnySign, Signers: []Ref{"post:leader"}},
	}
	s := issued(t, "2026-03-02 09:00", step("s1"), step("s2", "s1"), last)
	return s.finish("s1").finish("s2").submit("s3").sign("finance", "s3", true)
}

func TestReturn_ToTheSubmitterOrAnEarlierStepDirectOrStepwise(t *testing.T) {
	t.Run("to the submitter, stepwise", func(t *testing.T) {
		s := chain(t)
		s.do(ReturnStep{Header: s.because("leader", "s3", "重来")}).status("s3", StepReturned).submit("s3")
		assert.Equal(t, "finance", s.step("s3").Approval(2).Stage().Key)
	})
	t.Run("to the submitter, direct", func(t *testing.T) {
		s := chain(t)
		s.do(ReturnStep{Header: s.because("leader", "s3", "改一处"), Direct: true}).status("s3", StepReturned).submit("s3")
		assert.Equal(t, "leader", s.step("s3").Approval(2).Stage().Key)
		assert.Equal(t, Skipped, s.step("s3").Approval(2).Stages[0].Outcome)
		s.do(WithdrawStep{s.as("clerk", "s3")}).submit("s3")
		assert.Equal(t, "leader", s.step("s3").Approval(3).Stage().Key, "withdrawing does not forget the direct way")
	})
	t.Run("to an earlier step, stepwise", func(t *testing.T) {
		s := chain(t)
		s.do(ReturnStep{Header: s.because("leader", "s3", "数据不对"), To: "s1"})
		s.status("s1", StepReturned).status("s2", StepPending).status("s3", StepPending)
		s.finish("s1").status("s2", StepOpen).finish("s2").status("s3", StepOpen).submit("s3")
		assert.Equal(t, "finance", s.step("s3").Pending(OfSubmission).Stage().Key)
	})
	t.Run("to an earlier step, direct", func(t *testing.T) {
		s := chain(t)
		s.do(ReturnStep{Header: s.because("leader", "s3", "补一份"), To: "s1", Direct: true})
		s.status("s1", StepReturned).status("s2", StepDone).status("s3", StepPending)
		s.finish("s1").status("s3", StepOpen).submit("s3")
		assert.Equal(t, "leader", s.step("s3").Pending(OfSubmission).Stage().Key)
	})
	t.Run("only to an earlier step", func(t *testing.T) {
		s := issued(t, "2026-03-02 09:00", step("s1"), step("s2"), step("s3", "s1")).finish("s1").finish("s2").submit("s3")
		for _, to := range []string{"s2", "s3", "s9"} {
			s.refuses(CodeNotEarlier, ReturnStep{Header: s.because("head", "s3", "退"), To: to})
		}
		s.refuses(CodeReasonRequired, ReturnStep{Header: s.as("head", "s3")})
	})
	t.Run("only a submission", func(t *testing.T) {
		s := one(t)
		s.do(asked[NameAskExtension](s, "s1"))
		s.refuses(CodeStepStatus, ReturnStep{Header: roundOf(s.because("supervisor", "s1", "退"), 1)})
	})
}

func TestSubmit_RefusesStaleRound(t *testing.T) {
	s := one(t).submit("s1").sign("head", "s1", false).submit("s1").sign("head", "s1", false)
	e := s.refuses(CodeStaleRound, SubmitStep{Header: roundOf(s.as("clerk", "s1"), 1)})
	assert.Equal(t, "2", e.Params["current"])
	s.do(SubmitStep{Header: roundOf(s.as("clerk", "s1"), 2)})
}

func TestDone_EndsWhatWasStillBeingAsked(t *testing.T) {
	s := one(t).accept("s1")
	s.do(asked[NameAskExtension](s, "s1")).finish("s1")
	assert.Equal(t, Dropped, s.step("s1").Approval(1).Outcome)
	assert.Empty(t, s.g.Duties()[1:], "only the close-out is left")

	s = one(t)
	s.do(asked[NameAskTransfer](s, "s1")).submit("s1")
	assert.Equal(t, Dropped, s.step("s1").Approval(1).Outcome, "handing it in says that it is theirs")
}
