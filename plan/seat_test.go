package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (s *scene) round() *Approval { return s.step("s1").Approval(s.step("s1").Round) }

func (s *scene) waiting() []Ref { return s.round().Stage().refs() }

func TestTransfer_HandsASeatOverForGood(t *testing.T) {
	s := panel(t, AllSign, 0, "")
	s.refuses(CodeReasonRequired, TransferSeat{Header: s.as("finance", "s1"), To: "post:head"})
	for to, code := range map[Ref]Code{"": CodeRequired, "x": CodeUnknown, "post:clerk": CodeOwnSubmission, "user:clerk": CodeOwnSubmission, "post:land": CodeDuplicate} {
		s.refuses(code, TransferSeat{Header: s.because("finance", "s1", "出差"), To: to})
	}
	s.do(TransferSeat{Header: s.because("finance", "s1", "出差"), To: "post:head"})
	assert.Equal(t, []Ref{"post:head", "post:land", "post:law"}, s.waiting())
	assert.Equal(t, []Notice{{GoalID: "g1", Seq: s.g.Seq, To: "post:head", Kind: NoticeApprove, Step: "s1", At: s.now, DueAt: s.step("s1").DueAt}}, s.last.Notices)
	s.refuses(CodeNotYourTurn, DecideApproval{Header: s.as("finance", "s1"), Agree: true})
	s.do(WithdrawStep{s.as("clerk", "s1")}) // nobody has decided yet
	s.submit("s1").do(TransferSeat{Header: s.because("finance", "s1", "出差"), To: "post:head"})
	s.sign("head", "s1", true).sign("land", "s1", true).sign("law", "s1", true).status("s1", StepDone)
	seat := s.round().Stages[0].Seats[0]
	assert.Equal(t, Passed, seat.Outcome)
	assert.Equal(t, "finance", seat.By.User)
	assert.Equal(t, Ref("post:finance"), s.round().Stages[0].Seats[1].From)
}

func TestTransfer_AnOverseerFreesAStuckSeatButNotOnTheirOwnWork(t *testing.T) {
	s := panel(t, AllSign, 0, "")
	s.refuses(CodeUnknown, TransferSeat{Header: s.because("supervisor", "s1", "病假")})
	s.do(TransferSeat{Header: s.because("supervisor", "s1", "病假"), From: "post:law", To: "post:head"})
	assert.Equal(t, []Ref{"post:finance", "post:land", "post:head"}, s.waiting())
	s.refuses(CodeNotYourTurn, TransferSeat{Header: s.because("finance", "s1", "替他"), From: "post:land", To: "post:leader"})

	own := step("s1")
	own.Lead = "post:supervisor"
	s = issued(t, "2026-03-02 09:00", own)
	s.do(SubmitStep{Header: s.as("supervisor", "s1")})
	s.refuses(CodeOwnSubmission, TransferSeat{Header: s.because("supervisor", "s1", "换人"), From: "post:head", To: "post:other"})
}

func TestDelegate_ComesBackWithAdvice(t *testing.T) {
	for _, advice := range []bool{true, false} {
		s := panel(t, AnySign, 0, "")
		s.do(DelegateSeat{Header: s.as("finance", "s1"), To: "post:head"})
		assert.Equal(t, []Ref{"post:head", "post:land", "post:law"}, s.waiting())
		s.refuses(CodeNotYourTurn, DecideApproval{Header: s.as("finance", "s1"), Agree: true})
		s.refuses(CodeNotYourTurn, ReturnStep{Header: s.because("head", "s1", "退")})
		s.refuses(CodeNotYourTurn, AddSigner{Header: s.as("head", "s1"), Who: "post:other"})
		s.sign("head", "s1", advice).status("s1", StepReview) // advice decides nothing, even where one signature is enough
		assert.Equal(t, Ref("post:finance"), s.last.Notices[0].To)
		assert.Equal(t, []Ref{"post:finance", "post:land", "post:law"}, s.waiting())
		s.sign("finance", "s1", true).status("s1", StepDone)
	}
	s := panel(t, AllSign, 0, "")
	s.do(DelegateSeat{Header: s.as("finance", "s1"), To: "post:head"})
	s.do(DelegateSeat{Header: s.as("head", "s1"), To: "post:other"}) // and further
	s.do(TransferSeat{Header: s.because("other", "s1", "转"), To: "post:principal"})
	assert.Equal(t, []Ref{"post:principal", "post:land", "post:law"}, s.waiting())
	s.sign("principal", "s1", true).sign("head", "s1", true)
	assert.Equal(t, []Ref{"post:finance", "post:land", "post:law"}, s.waiting())
	s.do(DelegateSeat{Header: s.as("finance", "s1"), To: "post:leader"})
	s.do(RemoveSigner{Header: s.as("finance", "s1"), Who: "post:leader"}) // taken back
	assert.Equal(t, []Ref{"post:finance", "post:land", "post:law"}, s.waiting())
}

// TestAddSigner_CountsOnlyTogether adds head to the finance seat, before or
// after; then the signers sign in the order given.
func TestAddSigner_CountsOnlyTogether(t *testing.T) {
	type sign struct {
		who   string
		agree bool
	}
	for name, c := range map[string]struct {
		rule    Rule
		after   bool
		waiting []Ref
		signs   []sign
		want    []StepStatus
	}{
		"before, any": {AnySign, false, []Ref{"post:head", "post:land", "post:law"},
			[]sign{{"head", true}, {"finance", true}}, []StepStatus{StepReview, StepDone}},
		"after, any": {AnySign, true, []Ref{"post:finance", "post:land", "post:law"},
			[]sign{{"finance", true}, {"head", true}}, []StepStatus{StepReview, StepDone}},
		"after, any, another is faster": {AnySign, true, []Ref{"post:finance", "post:land", "post:law"},
			[]sign{{"finance", true}, {"land", true}}, []StepStatus{StepReview, StepDone}},
		"before, any, rejected": {AnySign, false, []Ref{"post:head", "post:land", "post:law"},
			[]sign{{"head", false}}, []StepStatus{StepReturned}},
		"after, any, rejected": {AnySign, true, []Ref{"post:finance", "post:land", "post:law"},
			[]sign{{"finance", true}, {"head", false}}, []StepStatus{StepReview, StepReturned}},
		"before, all": {AllSign, false, []Ref{"post:head", "post:land", "post:law"},
			[]sign{{"land", true}, {"law", true}, {"head", true}, {"finance", true}}, []StepStatus{StepReview, StepReview, StepReview, StepDone}},
		"after, all": {AllSign, true, []Ref{"post:finance", "post:land", "post:law"},
			[]sign{{"finance", true}, {"land", true}, {"law", true}, {"head", true}}, []StepStatus{StepReview, StepReview, StepReview, StepDone}},
		"before, sequential": {Sequential, false, []Ref{"post:head"},
			[]sign{{"head", true}, {"finance", true}, {"land", true}, {"law", true}}, []StepStatus{StepReview, StepReview, StepReview, StepDone}},
		"after, sequential": {Sequential, true, []Ref{"post:finance"},
			[]sign{{"finance", true}, {"head", true}, {"land", true}, {"law", true}}, []StepStatus{StepReview, StepReview, StepReview, StepDone}},
		"after, ratio": {Vote, true, []Ref{"post:finance", "post:land", "post:law"},
			[]sign{{"finance", true}, {"land", true}, {"head", true}}, []StepStatus{StepReview, StepReview, StepDone}},
	} {
		t.Run(name, func(t *testing.T) {
			s := panel(t, c.rule, 50, "")
			s.refuses(CodeOwnSubmission, AddSigner{Header: s.as("finance", "s1"), Who: "post:clerk"})
			s.do(AddSigner{Header: s.as("finance", "s1"), Who: "post:head", After: c.after})
			assert.Equal(t, c.waiting, s.waiting())
			for i, sign := range c.signs {
				s.sign(sign.who, "s1", sign.agree).status("s1", c.want[i])
			}
		})
	}
}

func TestRemoveSigner_ByWhoAddedItOrAnOverseer(t *testing.T) {
	s := panel(t, AnySign, 0, "")
	s.refuses(CodeNotYourTurn, RemoveSigner{Header: s.as("finance", "s1"), Who: "post:land"})
	s.do(AddSigner{Header: s.as("finance", "s1"), Who: "post:head", After: true})
	s.do(AddSigner{Header: s.as("land", "s1"), Who: "post:other"})
	s.refuses(CodeRole, RemoveSigner{Header: s.as("law", "s1"), Who: "post:head"})
	s.refuses(CodeRole, RemoveSigner{Header: s.as("finance", "s1"), Who: "post:other"})
	s.refuses(CodeUnknown, RemoveSigner{Header: s.as("finance", "s1"), Who: "post:law"})
	s.do(RemoveSigner{Header: s.as("supervisor", "s1"), Who: "post:other"})
	assert.Equal(t, []Ref{"post:finance", "post:land", "post:law"}, s.waiting())
	s.sign("finance", "s1", true).status("s1", StepReview)
	s.do(RemoveSigner{Header: s.as("finance", "s1"), Who: "post:head"}).status("s1", StepDone) // nothing is missing any more
}

func TestRemoveSigner_TakesWhatHangsOnItAlong(t *testing.T) {
	s := panel(t, AnySign, 0, "")
	s.do(AddSigner{Header: s.as("finance", "s1"), Who: "post:head"})
	s.do(AddSigner{Header: s.as("head", "s1"), Who: "post:other"})
	s.do(AddSigner{Header: s.as("other", "s1"), Who: "post:leader", After: true})
	s.do(DelegateSeat{Header: s.as("other", "s1"), To: "post:principal"})
	assert.Equal(t, []Ref{"post:principal", "post:land", "post:law"}, s.waiting())
	s.do(RemoveSigner{Header: s.as("finance", "s1"), Who: "post:head"})
	assert.Equal(t, []Ref{"post:finance", "post:land", "post:law"}, s.waiting())
	for _, seat := range s.round().Stages[0].Seats {
		assert.Equal(t, seat.Added != nil, seat.Outcome == Dropped, seat.Ref)
	}
}

func TestAddSigner_ASeatMovesWithWhatHangsOnIt(t *testing.T) {
	s := panel(t, AllSign, 0, "")
	s.do(AddSigner{Header: s.as("finance", "s1"), Who: "post:head", After: true})
	s.do(AddSigner{Header: s.as("finance", "s1"), Who: "post:other"})
	s.do(TransferSeat{Header: s.because("supervisor", "s1", "病假"), From: "post:finance", To: "post:principal"})
	assert.Equal(t, []Ref{"post:other", "post:land", "post:law"}, s.waiting())
	s.sign("other", "s1", true)
	assert.Equal(t, []Ref{"post:principal", "post:land", "post:law"}, s.waiting())
	s.sign("principal", "s1", true)
	assert.Equal(t, []Ref{"post:head", "post:land", "post:law"}, s.waiting())
}

func TestCopy_IsReadOnce(t *testing.T) {
	s := one(t)
	s.refuses(CodeRequired, CopyStep{Header: s.as("clerk", "s1")})
	s.refuses(CodeUnknown, CopyStep{Header: s.as("clerk", "s1"), To: []Ref{"x"}})
	s.refuses(CodeTooMany, CopyStep{Header: s.as("clerk", "s1"), To: make([]Ref, MaxItems+1)})
	s.do(CopyStep{Header: s.as("clerk", "s1"), To: []Ref{"post:law", "post:leader", "post:law"}})
	assert.Len(t, s.last.Notices, 2)
	s.refuses(CodeUnchanged, CopyStep{Header: s.as("clerk", "s1"), To: []Ref{"post:law"}})
	s.refuses(CodeNotYours, ReadCopy{s.as("other", "s1")})
	s.at("2026-03-03 10:00").do(ReadCopy{s.as("law", "s1")})
	s.refuses(CodeUnchanged, ReadCopy{s.as("law", "s1")})
	assert.Equal(t, "law", s.step("s1").Copies[0].Read.User)
	assert.Equal(t, "2026-03-03 10:00", local(s.step("s1").Copies[0].ReadAt))
	assert.Nil(t, s.step("s1").Copies[1].Read)
	s.do(Comment{Header: s.as("law", "s1"), Text: "已阅"}) // who was sent it may speak
}

func TestComment_ReachesThoseMentioned(t *testing.T) {
	s := one(t)
	s.refuses(CodeRequired, Comment{Header: s.as("clerk", "s1"), Text: " "})
	s.refuses(CodeTooLong, Comment{Header: s.as("clerk", "s1"), Text: longText()})
	s.refuses(CodeUnknown, Comment{Header: s.as("clerk", "s1"), Text: "看", Mentions: []Ref{"x"}})
	s.do(Comment{Header: s.as("clerk", "s1"), Text: "请看", Mentions: []Ref{"post:law", "user:land", "post:law"}})
	require.Len(t, s.last.Notices, 2)
	assert.Equal(t, NoticeMention, s.last.Notices[0].Kind)
	assert.Equal(t, "请看", s.last.Events[0].Detail.Text)
}

func TestInstruct_AsksForStepsThatTheOfficerAdds(t *testing.T) {
	s := one(t)
	s.refuses(CodeRequired, Instruct{Header: s.as("leader", "s1")})
	s.do(Instruct{Header: s.as("leader", "s1"), Text: "举一反三，全面排查", Asks: true, To: []Ref{"post:law"}})
	assert.Len(t, s.last.Notices, 3)
	seq := s.g.Seq
	duties := s.g.Duties()
	assert.Equal(t, Duty{GoalID: "g1", Step: "s1", Kind: DutyAddSteps, Who: "post:supervisor", Since: s.now}, duties[len(duties)-1])

	add := func(in int64, goal string, steps ...Step) Command {
		return AddSteps{Header: s.as("supervisor", "s1"), Instruction: in, Goal: goal, Steps: steps}
	}
	bad := step("x")
	bad.Lead = ""
	late := step("y")
	late.Finish, late.By = nil, day("2026-03-01")
	for code, c := range map[Code]Command{
		CodeRequired: add(seq, ""), CodeUnknown: add(99, "", step("x")), CodeDuplicate: add(seq, "", step("s1")),
		CodeDangling: add(seq, "", step("x", "s9")), CodeCycle: add(seq, "", step("x", "y"), step("y", "x")), CodeDateOrder: add(seq, "", late),
	} {
		s.refuses(code, c)
	}
	assert.Equal(t, []string{"/steps/0/lead required"}, codesAt(s.try(add(seq, "", bad)).(*Error).Problems))
	assert.Equal(t, "/instruction", s.refuses(CodeRequired, add(0, "g2")).Problems[0].Pointer)
	assert.Equal(t, CodeTooMany, firstCode(s.try(add(seq, "", make([]Step, MaxSteps)...))))

	before := s.g
	known := jsonOf(t, before)
	s.do(add(seq, "", step("x"), step("y", "s1", "x")))
	assert.Equal(t, known, jsonOf(t, before), "the goal before stays as it was")
	s.status("x", StepOpen).status("y", StepPending)
	assert.Equal(t, "instruction:2", s.step("x").Origin)
	assert.Equal(t, []string{"x", "y"}, s.g.Instruction(seq).Steps)
	assert.Equal(t, Ref("post:leader"), s.last.Notices[0].To)
	s.finish("s1").finish("x").status("y", StepOpen)

	s.do(Instruct{Header: s.as("leader", ""), Text: "另立一项", Asks: true})
	s.do(add(s.g.Seq, "g7"))
	assert.False(t, s.g.Instructions[1].Waits())
}

func TestAddSteps_TheLeadOfAnInspectionAddsWhatItFound(t *testing.T) {
	check := step("s1")
	check.Kind = Inspection
	s := issued(t, "2026-03-02 09:00", check, step("s2")).accept("s1")
	s.refuses(CodeRole, AddSteps{Header: s.as("clerk", "s2"), Steps: []Step{step("fix")}})
	fix := step("fix")
	fix.Kind = Rectification
	s.do(AddSteps{Header: s.as("clerk", "s1"), Steps: []Step{fix}})
	assert.Equal(t, "inspection:s1", s.step("fix").Origin)
	s.finish("s1").closeOut("s1").finish("s2").closeOut("s2")
	assert.Equal(t, GoalRunning, s.g.Status, "what was found has to be mended")
}
