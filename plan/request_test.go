package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func TestTransfer_NotOursWithinThreeWorkingDays(t *testing.T) {
	s := one(t).at("2026-03-05 17:00")
	s.refuses(CodeReasonRequired, AskTransfer{Header: s.as("clerk", "s1"), To: "post:other"})
	s.refuses(CodeRequired, AskTransfer{Header: s.because("clerk", "s1", "不归我")})
	s.refuses(CodeUnchanged, AskTransfer{Header: s.because("clerk", "s1", "不归我"), To: "post:clerk"})
	s.refuses(CodeUnknown, AskTransfer{Header: s.because("clerk", "s1", "不归我"), To: "post:other", ToHead: "x"})
	s.do(AskTransfer{Header: s.because("clerk", "s1", "不归我"), To: "post:other", ToUnit: "u2", ToHead: "post:land"})
	s.refuses(CodePending, asked[NameAskTransfer](s, "s1"))
	s.do(DecideApproval{Header: roundOf(s.as("head", "s1"), 1), Agree: true}) // the unit's leader signs first
	s.do(DecideApproval{Header: roundOf(s.as("supervisor", "s1"), 1), Agree: true})
	st := s.step("s1")
	assert.Equal(t, Ref("post:other"), st.Lead)
	assert.Equal(t, "u2", st.LeadUnit)
	assert.Equal(t, Ref("post:land"), st.Head)
	assert.Equal(t, "2026-03-09 17:30", local(&st.RespondBy.Due), "the new lead has its own time to accept")

	s.at("2026-03-11 09:00") // three working days of the new lead's
	s.refuses(CodeNotYours, asked[NameAskTransfer](s, "s1"))
	c := AskTransfer{Header: s.because("other", "s1", "也不归我"), To: "post:finance"}
	require.NoError(t, Permit(s.g, c, beijing("2026-03-10 17:30"), s.cal))
	assert.Equal(t, "2026-03-10T09:30:00.000Z", s.refuses(CodeWindowClosed, c).Params["until"])
}

func TestAssign_GivesTheStepToAnotherWhoMustAccept(t *testing.T) {
	s := one(t).accept("s1")
	s.refuses(CodeReasonRequired, AssignStep{Header: s.as("supervisor", "s1"), Lead: "post:other"})
	s.refuses(CodeUnchanged, AssignStep{Header: s.because("supervisor", "s1", "调整"), Lead: "post:clerk"})
	s.refuses(CodeRequired, AssignStep{Header: s.because("supervisor", "s1", "调整")})
	s.refuses(CodeUnknown, AssignStep{Header: s.because("supervisor", "s1", "调整"), Lead: "post:other", LeadHead: "x"})
	s.refuses(CodeTooMany, AssignStep{Header: s.because("supervisor", "s1", "调整"), Lead: "post:other", Co: make([]Ref, MaxItems+1)})
	s.do(asked[NameAskExtension](s, "s1"))
	s.do(AssignStep{Header: s.because("supervisor", "s1", "调整"), Lead: "post:other", LeadUnit: "u2", Co: []Ref{"post:law"}})
	s.status("s1", StepOpen)
	assert.Equal(t, Dropped, s.step("s1").Approval(1).Outcome, "what the old lead asked for is moot")
	s.refuses(CodeNotYours, AcceptStep{s.as("clerk", "s1")})
	s.do(AcceptStep{s.as("other", "s1")})
	assert.Equal(t, "2026-03-16 17:30", local(s.step("s1").DueAt), "the date stays")
}

func TestUrge_EachOfThoseWaitedForOnceADay(t *testing.T) {
	s := one(t).accept("s1").at("2026-03-04 09:00")
	s.do(UrgeStep{s.as("supervisor", "s1")})
	assert.Equal(t, Ref("post:clerk"), s.last.Notices[0].To)
	s.at("2026-03-04 17:00").refuses(CodeAskedToday, UrgeStep{s.as("leader", "s1")})
	s.submit("s1").do(UrgeStep{s.as("supervisor", "s1")}) // now somebody else is waited for
	assert.Equal(t, Ref("post:head"), s.last.Notices[0].To)
	s.at("2026-03-05 00:01").do(UrgeStep{s.as("supervisor", "s1")})
	assert.Equal(t, 3, s.step("s1").Urged)
}

func TestSubmit_AsksForWhatTheStepNeeds(t *testing.T) {
	st := step("s1")
	st.Evidence, st.Target = []string{"合同", "照片"}, &Target{Milli: 100_000, Unit: "亩"}
	s := issued(t, "2026-03-02 09:00", st)
	submit := func(c Submission) Command { return SubmitStep{Header: s.as("clerk", "s1"), Content: c} }
	err := s.try(submit(Submission{Evidence: []Evidence{{Name: "合同", File: "f1"}, {Name: "照片"}}})).(*Error)
	assert.Equal(t, CodeInvalid, err.Code)
	assert.Equal(t, []string{"/content/evidence evidence-missing", "/content/quantity quantity-missing"}, codesAt(err.Problems))
	assert.Equal(t, "照片", err.Problems[0].Params["evidence"])
	both := []Evidence{{Name: "合同", File: "f1"}, {Name: "照片", Text: "见附件"}}
	for _, q := range []Target{{Milli: 1, Unit: "户"}, {Milli: -1, Unit: "亩"}, {Milli: MaxMilli + 1, Unit: "亩"}} {
		s.refuses(CodeUnknown, submit(Submission{Evidence: both, Quantity: &q}))
	}
	s.refuses(CodeTooLong, submit(Submission{Note: string(make([]rune, 0)) + longText(), Evidence: both, Quantity: &Target{Milli: 1, Unit: "亩"}}))
	s.refuses(CodeTooMany, submit(Submission{Evidence: make([]Evidence, MaxItems+1), Quantity: &Target{Milli: 1, Unit: "亩"}}))
	s.refuses(CodeTooMany, submit(Submission{Evidence: both, Figures: make([]Figure, MaxItems+1), Quantity: &Target{Milli: 1, Unit: "亩"}}))
	s.do(submit(Submission{Evidence: both, Quantity: &Target{Milli: 12_500, Unit: "亩"}})).status("s1", StepReview)

	s = one(t)
	s.refuses(CodeUnknown, SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Quantity: &Target{Milli: 1, Unit: "亩"}}})
}

func longText() string {
	long := make([]rune, MaxText+1)
	for i := range long {
		long[i] = '长'
	}
	return string(long)
}

func TestSubmit_APublicNoticeStaysPublicForItsTime(t *testing.T) {
	st := step("s1")
	st.Kind, st.MinPublic, st.Finish = PublicNotice, workdays(10), workdays(15)
	s := issued(t, "2026-02-09 09:00", st)
	s.refuses(CodeStepStatus, SubmitStep{Header: s.as("clerk", "s1")})
	s.accept("s1").at("2026-02-28 10:00")
	e := s.refuses(CodeTooEarly, SubmitStep{Header: s.as("clerk", "s1")})
	assert.Equal(t, stamp(beijing("2026-02-28 17:30")), e.Params["earliest"], "ten working days round the festival, the worked Saturday the last")
	s.at("2026-02-28 17:30").submit("s1")
}

func TestReasons_AreCheckedOnEveryCommand(t *testing.T) {
	for name, make := range asked {
		if name == NameIssue || name == NameRecalendar || name == NameHandover || name == NameUpstreamDone || name == NameReportQuantity {
			continue
		}
		s := inStatus[map[Name]StepStatus{NameAccept: StepOpen, NameWithdraw: StepReview, NameDecide: StepReview, NameReturn: StepReview,
			NameTransfer: StepReview, NameDelegate: StepReview, NameAddSigner: StepReview, NameRemoveSigner: StepReview,
			NameCloseOut: StepDone, NameResume: StepSuspended}[name].or(StepActive)](t)
		k := "s2"
		if name == NameAskSwap {
			s, k = issued(t, "2026-01-05 09:00", reception()), "r"
		}
		if name == NameArchive {
			s, k = goalIn[GoalClosed](t), ""
		}
		if name == NameRemoveSigner {
			s.do(asked[NameAddSigner](s, k))
		}
		if name == NameRead {
			s.do(asked[NameCopy](s, k))
		}
		c := make(s, k)
		require.NoError(t, Permit(s.g, c, s.now, s.cal), name)
		s.refuses(CodeTooLong, withReason(c, longText()))
		s.refuses(CodeNotUTF8, withReason(c, "a\x00"))
	}
}

func (s StepStatus) or(other StepStatus) StepStatus {
	if s == "" {
		return other
	}
	return s
}

func withReason(c Command, reason string) Command {
	h := c.Head()
	h.Reason = reason
	return withHead(c, h)
}

func TestCloseOut_IsNeverTheSubmitters(t *testing.T) {
	own := step("s1")
	own.Lead = "post:supervisor"
	s := issued(t, "2026-03-02 09:00", own)
	s.do(SubmitStep{Header: s.as("supervisor", "s1")}).sign("head", "s1", true)
	s.refuses(CodeOwnSubmission, CloseOut{s.as("supervisor", "s1")})
	deputy := people["other"]
	deputy.For = []Principal{{User: "supervisor", Name: "Supervisor", Posts: []string{"supervisor"}}}
	h := s.as("other", "s1")
	h.Actor = deputy
	s.refuses(CodeOwnSubmission, CloseOut{h})
	second := people["law"]
	second.Roles = []Role{Supervisor}
	h.Actor = second
	s.do(CloseOut{h})
	assert.Equal(t, GoalConcluded, s.g.Status)
}

func TestCloseOut_OfTheGoalNamesTheOpenSteps(t *testing.T) {
	s := two(t).finish("s1").closeOut("s1").finish("s2")
	assert.Equal(t, "s2", s.refuses(CodeOpenSteps, CloseOut{s.as("supervisor", "")}).Params["steps"])
	s.closeOut("s2").closeOut("")
	assert.Equal(t, GoalClosed, s.g.Status)
}

func TestArchive_FollowsByItselfAfterThirtyWorkingDays(t *testing.T) {
	s := goalIn[GoalClosed](t)
	next, ok := NextWake(s.g, s.cal)
	require.True(t, ok)
	assert.Equal(t, "2026-04-14 17:30", local(&next))
	s.sleep("2026-05-01 09:00")
	assert.Equal(t, GoalArchived, s.g.Status)
	_, ok = NextWake(s.g, s.cal)
	assert.False(t, ok)
	assert.True(t, s.g.Finished())
}

func TestSeason_OpensAStepOnItsDay(t *testing.T) {
	st := step("s1")
	st.OpensOn = day("2026-04-20")
	s := issued(t, "2026-03-02 09:00", st)
	s.status("s1", StepPending)
	next, ok := NextWake(s.g, s.cal)
	require.True(t, ok)
	assert.Equal(t, "2026-04-20 08:30", local(&next))
	s.sleep("2026-04-20 09:00")
	s.status("s1", StepOpen)
}

func TestIssue_RefusesWhatDoesNotValidateAndTheUnentitled(t *testing.T) {
	s := goalIn[""](t)
	s.refuses(CodeRole, IssueGoal{Header: s.as("clerk", ""), Goal: goalOf(step("s1"))})
	s.refuses(CodeRequired, IssueGoal{Header: s.as("leader", ""), Goal: goalOf()})
	_, err := Decide(Goal{}, SubmitStep{Header: s.as("clerk", "s1")}, s.now, s.cal)
	assert.Equal(t, CodeNotIssued, CodeOf(err))
	dirty := goalOf(step("s1"))
	dirty.Steps[0].Status, dirty.Steps[0].Round, dirty.Hash, dirty.Progress = StepClosed, 7, "x", 1000
	s.do(IssueGoal{Header: s.as("leader", ""), Goal: dirty}).status("s1", StepOpen)
	assert.Zero(t, s.step("s1").Round)
	assert.Zero(t, s.g.Progress)
	assert.Empty(t, s.g.Hash)
}

func TestMay_SaysForEveryCommandWhetherAndWhyNot(t *testing.T) {
	s := one(t).submit("s1")
	s.do(asked[NameUrge](s, "s1"))
	for person, actor := range people {
		for _, p := range May(s.g, actor, s.now, s.cal) {
			h := Header{Actor: actor, Step: p.Step, Round: p.Round, Reason: "理由"}
			assert.Equal(t, p.Allowed, p.Why == nil, "%s %s", person, p.Command)
			c := withHead(asked[p.Command](s, p.Step), h)
			if err := Permit(s.g, c, s.now, s.cal); p.Allowed {
				assert.NoError(t, err)
			} else {
				assert.Equal(t, p.Why, err)
			}
		}
	}
	var open []Name
	for _, p := range May(s.g, people["head"], s.now, s.cal) {
		if p.Allowed {
			open = append(open, p.Command)
		}
	}
	assert.Equal(t, []Name{NameComment, NameDecide, NameReturn, NameTransfer, NameDelegate, NameAddSigner, NameCopy, NameComment}, open)
}

func TestCalendar_BeyondItEveryCommandAnswersPlainly(t *testing.T) {
	s := one(t).accept("s1")
	s.now = beijing("2028-02-01 09:00")
	s.do(SubmitStep{Header: s.as("clerk", "s1")})
	assert.Nil(t, s.step("s1").Approval(1).DueAt, "no review date where no calendar is loaded")
	s = one(t)
	s.cal = mustCalendar(t, 2028)
	c := asked[NameAskTransfer](s, "s1")
	assert.Equal(t, "2026", s.refuses(CodeBeyondCalendar, c).Params["year"])
}

func mustCalendar(t testing.TB, year int) *calendar.Calendar {
	y, err := calendar.Statutory(year)
	require.NoError(t, err)
	c, err := calendar.New(calendar.DefaultHours(), y)
	require.NoError(t, err)
	return c
}
