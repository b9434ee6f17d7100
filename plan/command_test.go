package plan

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// inStatus builds a goal whose step s2 is in each status; s1 precedes it.
var inStatus = map[StepStatus]func(t testing.TB) *scene{
	StepPending: func(t testing.TB) *scene { return two(t, "s1") },
	StepOpen:    func(t testing.TB) *scene { return two(t) },
	StepActive:  func(t testing.TB) *scene { return two(t).accept("s2") },
	StepReview:  func(t testing.TB) *scene { return two(t).submit("s2") },
	StepReturned: func(t testing.TB) *scene {
		return two(t).submit("s2").sign("head", "s2", false)
	},
	StepDone:      func(t testing.TB) *scene { return two(t).finish("s2") },
	StepClosed:    func(t testing.TB) *scene { return two(t).finish("s2").closeOut("s2") },
	StepCancelled: func(t testing.TB) *scene { s := two(t); return s.do(Cancel{s.because("leader", "s2", "不做了")}) },
	StepSuspended: func(t testing.TB) *scene {
		s := two(t).accept("s2")
		return s.do(Suspend{s.because("leader", "s2", "等批复")})
	},
}

var everyStatus = []StepStatus{StepPending, StepOpen, StepActive, StepReview, StepReturned, StepDone, StepClosed, StepCancelled, StepSuspended}

func two(t testing.TB, after ...string) *scene {
	return issued(t, "2026-03-02 09:00", step("s1"), step("s2", after...))
}

// asked is every command as the person who should be asking gives it.
var asked = map[Name]func(s *scene, step string) Command{
	NameAccept:   func(s *scene, k string) Command { return AcceptStep{s.as("clerk", k)} },
	NameSubmit:   func(s *scene, k string) Command { return SubmitStep{Header: s.as("clerk", k)} },
	NameWithdraw: func(s *scene, k string) Command { return WithdrawStep{s.as("clerk", k)} },
	NameDecide:   func(s *scene, k string) Command { return DecideApproval{Header: s.as("head", k), Agree: true} },
	NameReturn:   func(s *scene, k string) Command { return ReturnStep{Header: s.because("head", k, "缺材料")} },
	NameCloseOut: func(s *scene, k string) Command { return CloseOut{s.as("supervisor", k)} },
	NameCancel:   func(s *scene, k string) Command { return Cancel{s.because("leader", k, "不做了")} },
	NameSuspend:  func(s *scene, k string) Command { return Suspend{s.because("supervisor", k, "等批复")} },
	NameResume:   func(s *scene, k string) Command { return Resume{s.as("supervisor", k)} },
	NameUrge:     func(s *scene, k string) Command { return UrgeStep{s.as("supervisor", k)} },
	NameAskExtension: func(s *scene, k string) Command {
		return AskExtension{Header: s.because("clerk", k, "雨季"), NewDue: *day("2026-06-30"), Progress: "过半"}
	},
	NameAskTransfer: func(s *scene, k string) Command {
		return AskTransfer{Header: s.because("clerk", k, "不归我办"), To: "post:other"}
	},
	NameSetDue: func(s *scene, k string) Command {
		return SetDue{Header: s.because("leader", k, "定了"), On: *day("2026-06-30")}
	},
	NameAssign: func(s *scene, k string) Command {
		return AssignStep{Header: s.because("supervisor", k, "调整"), Lead: "post:other"}
	},
	NameTransfer: func(s *scene, k string) Command {
		return TransferSeat{Header: s.because("head", k, "出差"), To: "post:land"}
	},
	NameDelegate:  func(s *scene, k string) Command { return DelegateSeat{Header: s.as("head", k), To: "post:land"} },
	NameAddSigner: func(s *scene, k string) Command { return AddSigner{Header: s.as("head", k), Who: "post:land"} },
	NameRemoveSigner: func(s *scene, k string) Command {
		return RemoveSigner{Header: s.as("head", k), Who: "post:land"}
	},
	NameCopy:           func(s *scene, k string) Command { return CopyStep{Header: s.as("clerk", k), To: []Ref{"post:law"}} },
	NameRead:           func(s *scene, k string) Command { return ReadCopy{s.as("law", k)} },
	NameComment:        func(s *scene, k string) Command { return Comment{Header: s.as("clerk", k), Text: "在办"} },
	NameInstruct:       func(s *scene, k string) Command { return Instruct{Header: s.as("leader", k), Text: "抓紧"} },
	NameUpstreamDone:   func(s *scene, _ string) Command { return upstream("g2", "a") },
	NameReportQuantity: func(s *scene, k string) Command { return ReportQuantity{Header: s.as("clerk", k), Milli: 1} },
	NameHandover:       func(s *scene, _ string) Command { return handover(s, "post:clerk", "post:other") },
	NameAddSteps: func(s *scene, k string) Command {
		return AddSteps{Header: s.as("supervisor", k), Steps: []Step{step("new")}}
	},
	NameAddGroup: func(s *scene, _ string) Command {
		return AddGroup{Header: s.as("supervisor", ""), Group: "house", Steps: []Step{step("house-1")}}
	},
	NameAskSwap: func(s *scene, k string) Command {
		return AskSwap{Header: s.because("clerk", k, "出差"), On: *day("2026-04-15"), With: *day("2026-05-15")}
	},
	NameArchive: func(s *scene, k string) Command { return Archive{s.as("supervisor", k)} },
	NameIssue: func(s *scene, _ string) Command {
		return IssueGoal{Header: s.as("supervisor", ""), Goal: goalOf(step("s1"))}
	},
	NameRecalendar: func(s *scene, _ string) Command {
		return Recalendar{Header: s.as("supervisor", ""), Calendar: *calendars[1]}
	},
}

func TestCommands_AreAllowedInExactlyTheseStatusesOfAStep(t *testing.T) {
	allowed := map[Name][]StepStatus{
		NameAccept:       {StepOpen},
		NameSubmit:       {StepOpen, StepActive, StepReturned},
		NameWithdraw:     {StepReview},
		NameDecide:       {StepReview},
		NameReturn:       {StepReview},
		NameCloseOut:     {StepDone},
		NameCancel:       {StepPending, StepOpen, StepActive, StepReview, StepReturned, StepSuspended},
		NameSuspend:      {StepPending, StepOpen, StepActive, StepReview, StepReturned},
		NameResume:       {StepSuspended},
		NameUrge:         {StepOpen, StepActive, StepReview, StepReturned},
		NameAskExtension: {StepOpen, StepActive, StepReturned},
		NameAskTransfer:  {StepOpen, StepActive},
		NameSetDue:       {StepOpen, StepActive, StepReview, StepReturned},
		NameAssign:       {StepPending, StepOpen, StepActive, StepReturned},
		NameTransfer:     {StepReview},
		NameDelegate:     {StepReview},
		NameAddSigner:    {StepReview},
		NameCopy:         everyStatus,
		NameComment:      everyStatus,
		NameInstruct:     everyStatus,
		NameAddSteps:     everyStatus,
	}
	for name, statuses := range allowed {
		for status, build := range inStatus {
			t.Run(string(name)+" of a step that is "+string(status), func(t *testing.T) {
				s := build(t).status("s2", status)
				c := asked[name](s, "s2")
				may := Permit(s.g, c, s.now, s.cal)
				err := s.try(c)
				want := CodeStepStatus
				for _, ok := range statuses {
					if ok == status {
						want = ""
					}
				}
				assert.Equal(t, want, firstCode(err), "%v", err)
				assert.Equal(t, want, firstCode(may), "Permit")
			})
		}
	}
}

// goalIn builds a goal of one step in each status.
var goalIn = map[GoalStatus]func(t testing.TB) *scene{
	"": func(t testing.TB) *scene {
		return &scene{t: t, now: beijing("2026-03-02 09:00"), cal: calendar.Default()}
	},
	GoalRunning: func(t testing.TB) *scene { return one(t) },
	GoalSuspended: func(t testing.TB) *scene {
		s := one(t)
		return s.do(Suspend{s.because("leader", "", "机构改革")})
	},
	GoalConcluded: func(t testing.TB) *scene { return one(t).finish("s1").closeOut("s1") },
	GoalClosed:    func(t testing.TB) *scene { return one(t).finish("s1").closeOut("s1").closeOut("") },
	GoalArchived: func(t testing.TB) *scene {
		s := one(t).finish("s1").closeOut("s1").closeOut("")
		return s.do(Archive{s.as("supervisor", "")})
	},
	GoalCancelled: func(t testing.TB) *scene { s := one(t); return s.do(Cancel{s.because("leader", "", "不做了")}) },
}

func one(t testing.TB) *scene { return issued(t, "2026-03-02 09:00", step("s1")) }

func TestCommands_AreAllowedInExactlyTheseStatusesOfAGoal(t *testing.T) {
	no, ended, susp := CodeNotIssued, CodeGoalEnded, CodeGoalSuspended
	want := map[Name]map[GoalStatus]Code{
		NameIssue: {"": "", GoalRunning: CodeAlreadyIssued, GoalSuspended: CodeAlreadyIssued, GoalConcluded: CodeAlreadyIssued,
			GoalClosed: CodeAlreadyIssued, GoalArchived: CodeAlreadyIssued, GoalCancelled: CodeAlreadyIssued},
		NameCloseOut:   {"": no, GoalRunning: CodeOpenSteps, GoalSuspended: susp, GoalConcluded: "", GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
		NameArchive:    {"": no, GoalRunning: ended, GoalSuspended: ended, GoalConcluded: ended, GoalClosed: "", GoalArchived: ended, GoalCancelled: ended},
		NameSuspend:    {"": no, GoalRunning: "", GoalSuspended: susp, GoalConcluded: ended, GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
		NameResume:     {"": no, GoalRunning: CodeUnchanged, GoalSuspended: "", GoalConcluded: ended, GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
		NameCancel:     {"": no, GoalRunning: "", GoalSuspended: "", GoalConcluded: ended, GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
		NameRecalendar: {"": no, GoalRunning: "", GoalSuspended: "", GoalConcluded: "", GoalClosed: "", GoalArchived: ended, GoalCancelled: ended},
	}
	for name, row := range want {
		for status, build := range goalIn {
			t.Run(string(name)+" of a goal that is "+string(status), func(t *testing.T) {
				s := build(t)
				require.Equal(t, status, s.g.Status)
				assert.Equal(t, row[status], firstCode(s.try(asked[name](s, ""))))
			})
		}
	}
	said := map[Name]map[GoalStatus]Code{
		NameHandover: {"": no, GoalArchived: ended, GoalCancelled: ended, GoalConcluded: CodeUnchanged, GoalClosed: CodeUnchanged},
		NameUpstreamDone: {"": no, GoalRunning: CodeUnchanged, GoalSuspended: CodeUnchanged, GoalConcluded: ended, GoalClosed: ended,
			GoalArchived: ended, GoalCancelled: ended},
		NameComment:  {"": no, GoalArchived: ended, GoalCancelled: ended},
		NameInstruct: {"": no, GoalArchived: ended, GoalCancelled: ended},
		NameAddSteps: {"": no, GoalSuspended: susp, GoalConcluded: ended, GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
		NameAddGroup: {"": no, GoalSuspended: susp, GoalConcluded: ended, GoalClosed: ended, GoalArchived: ended, GoalCancelled: ended},
	}
	for name, row := range said {
		for status, build := range goalIn {
			s := build(t)
			assert.Equal(t, row[status], firstCode(s.try(asked[name](s, ""))), "%s of a goal that is %s", name, status)
		}
	}
	for name, make := range asked {
		if _, ofGoal := want[name]; ofGoal || said[name] != nil || name == NameCopy || name == NameRead {
			continue
		}
		t.Run(string(name)+" needs a step", func(t *testing.T) {
			s := one(t)
			s.refuses(CodeNoStep, make(s, ""))
			s.refuses(CodeNoStep, make(s, "s9"))
		})
		t.Run(string(name)+" of a step whose goal is suspended", func(t *testing.T) {
			s := goalIn[GoalSuspended](t)
			s.refuses(CodeGoalSuspended, make(s, "s1"))
		})
		t.Run(string(name)+" of a step whose goal has ended", func(t *testing.T) {
			s := goalIn[GoalClosed](t)
			s.refuses(CodeGoalEnded, make(s, "s1"))
		})
	}
}

func TestCommands_BelongToTheRightPeople(t *testing.T) {
	in := map[Name]StepStatus{NameAccept: StepOpen, NameSubmit: StepActive, NameWithdraw: StepReview, NameDecide: StepReview, NameReturn: StepReview,
		NameCloseOut: StepDone, NameCancel: StepActive, NameSuspend: StepActive, NameResume: StepSuspended, NameUrge: StepActive,
		NameAskExtension: StepActive, NameAskTransfer: StepActive, NameSetDue: StepActive, NameAssign: StepActive,
		NameTransfer: StepReview, NameDelegate: StepReview, NameAddSigner: StepReview, NameCopy: StepActive, NameComment: StepActive,
		NameInstruct: StepActive, NameAddSteps: StepActive}
	who := map[Name][]string{
		NameAccept: {"clerk"}, NameSubmit: {"clerk"}, NameWithdraw: {"clerk"}, NameAskExtension: {"clerk"}, NameAskTransfer: {"clerk"},
		NameDecide: {"head"}, NameReturn: {"head"}, NameCloseOut: {"supervisor"},
		NameCancel: {"leader", "principal"}, NameSetDue: {"leader", "principal"},
		NameSuspend: {"supervisor", "leader", "principal"}, NameResume: {"supervisor", "leader", "principal"},
		NameTransfer: {"head", "supervisor", "leader", "principal"}, NameDelegate: {"head"}, NameAddSigner: {"head"},
		NameCopy: {"clerk", "head", "supervisor", "leader", "principal"}, NameComment: {"clerk", "head", "supervisor", "leader", "principal"},
		NameInstruct: {"leader", "principal"}, NameAddSteps: {"supervisor", "leader", "principal"},
		NameUrge: {"supervisor", "leader", "principal"}, NameAssign: {"supervisor", "leader", "principal"},
	}
	for name, status := range in {
		for person := range people {
			t.Run(string(name)+" by "+person, func(t *testing.T) {
				s := inStatus[status](t)
				c := by(asked[name](s, "s2"), people[person])
				if t, ok := c.(TransferSeat); ok && person != "head" {
					t.From = "post:head"
					c = t
				}
				err := s.try(c)
				for _, ok := range who[name] {
					if ok == person {
						require.NoError(t, err)
						return
					}
				}
				assert.Contains(t, []Code{CodeRole, CodeNotYours, CodeNotYourTurn, CodeOwnSubmission}, CodeOf(err), "%v", err)
			})
		}
	}
}

// by gives a command to another actor.
func by(c Command, a Actor) Command {
	h := c.Head()
	h.Actor = a
	return withHead(c, h)
}

// withHead gives a command another header.
func withHead(c Command, h Header) Command {
	v := reflect.New(reflect.TypeOf(c)).Elem()
	v.Set(reflect.ValueOf(c))
	v.FieldByName("Header").Set(reflect.ValueOf(h))
	return v.Interface().(Command)
}
