package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
)

// The people of the tests. Each holds the post that is named after them.
var (
	Cadre     = plan.Actor{User: "u-cadre", Name: "陈干部", Posts: []string{"cadre"}, Units: []string{"agri"}, Roles: []plan.Role{plan.Cadre}}
	Colleague = plan.Actor{User: "u-colleague", Name: "周同事", Posts: []string{"colleague"}, Units: []string{"town"}, Roles: []plan.Role{plan.Cadre}}
	Officer   = plan.Actor{User: "u-officer", Name: "孙督查", Posts: []string{"officer"}, Units: []string{"office"}, Roles: []plan.Role{plan.Supervisor}}
	Leader    = plan.Actor{User: "u-leader", Name: "李镇长", Posts: []string{"leader"}, Units: []string{"office"}, Roles: []plan.Role{plan.Leader}}
	Stranger  = plan.Actor{User: "u-stranger", Name: "吴旁人", Posts: []string{"stranger"}, Units: []string{"other"}, Roles: []plan.Role{plan.Cadre}}
)

// Monday is 09:00 on a working day of an official year.
var Monday = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// Step is work of the cadre's with ten working days, approved by the
// supervision officer and then the leader.
func Step(key string, after ...string) plan.Step {
	budget := calendar.Budget{N: 10, Unit: calendar.Workday}
	return plan.Step{
		Key: key, Title: "步骤 " + key, Kind: plan.Work, Lead: plan.PostRef("cadre"), LeadUnit: "agri", After: after, Finish: &budget,
		Stages: []plan.Stage{
			{Key: "officer", Name: "督查员审核", Rule: plan.AnySign, Signers: []plan.Ref{plan.PostRef("officer")}},
			{Key: "leader", Name: "领导审批", Rule: plan.AnySign, Signers: []plan.Ref{plan.PostRef("leader")}},
		},
	}
}

// Goal is a draft that can be issued.
func Goal(id string, steps ...plan.Step) plan.Goal {
	return plan.Goal{
		ID: id, PlanID: "plan-1", Year: 2026, Number: "2026-" + id, Title: "农业结构调整 " + id, Kind: "general", LeadUnit: "agri",
		Line:     plan.Line{Head: plan.PostRef("head"), Supervisor: plan.PostRef("officer"), Leader: plan.PostRef("leader")},
		Settings: plan.DefaultSettings(), Steps: steps,
	}
}

// Life is a goal at the mercy of random people at random times.
type Life struct {
	Goal     plan.Goal
	Now      time.Time
	Calendar *calendar.Calendar
	n        int
}

// NewLife starts with a random draft that is not issued yet.
func NewLife(t *rapid.T, id string) *Life {
	count := rapid.IntRange(1, 4).Draw(t, "steps")
	steps := make([]plan.Step, count)
	for i := range steps {
		s := Step(fmt.Sprintf("s%d", i+1))
		for j := range i {
			if rapid.IntRange(0, 2).Draw(t, "after") == 0 {
				s.After = append(s.After, steps[j].Key)
			}
		}
		s.Lead = rapid.SampledFrom([]plan.Ref{"post:cadre", "post:colleague", "user:u-cadre"}).Draw(t, "lead")
		if rapid.Bool().Draw(t, "together") {
			s.Co = []plan.Ref{"post:stranger"}
			s.Stages[0].Rule, s.Stages[0].Signers = plan.AllSign, []plan.Ref{"post:officer", "post:stranger"}
		}
		if rapid.IntRange(0, 2).Draw(t, "inspects") == 0 {
			s.Kind = plan.Inspection
		}
		s.Finish = &calendar.Budget{N: rapid.IntRange(1, 40).Draw(t, "days"), Unit: rapid.SampledFrom([]calendar.Unit{calendar.Workday, calendar.Day, calendar.Hour}).Draw(t, "unit")}
		steps[i] = s
	}
	return &Life{Goal: Goal(id, steps...), Now: Monday, Calendar: calendar.Default()}
}

// Next tries something: what time has done if anything, else what somebody
// asks. ok is false when it was refused. The goal becomes what the change
// says.
func (l *Life) Next(t *rapid.T) (plan.Change, bool) {
	if l.Goal.Seq == 0 {
		return l.do(plan.IssueGoal{Header: l.header(Officer, ""), Goal: l.Goal})
	}
	l.Now = l.Now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 1, 61, 24 * 60, 9 * 24 * 60}).Draw(t, "minutes")) * time.Minute)
	if c, due := plan.Wake(l.Goal, l.Now, l.Calendar); due {
		l.Goal = c.Goal
		return c, true
	}
	return l.do(l.command(t))
}

func (l *Life) do(c plan.Command) (plan.Change, bool) {
	before := l.Goal
	if c.Name() == plan.NameIssue {
		before = plan.Goal{}
	}
	change, err := plan.Decide(before, c, l.Now, l.Calendar)
	if err != nil {
		return plan.Change{}, false
	}
	l.Goal = change.Goal
	return change, true
}

func (l *Life) header(a plan.Actor, step string) plan.Header {
	l.n++
	return plan.Header{ID: fmt.Sprintf("%s-%d", l.Goal.ID, l.n), Fingerprint: "f", Actor: a, Step: step, Reason: "理由"}
}

// command is mostly what the goal waits for, sometimes something else.
func (l *Life) command(t *rapid.T) plan.Command {
	step := rapid.SampledFrom(l.Goal.Steps).Draw(t, "step")
	aside := []plan.Command{
		plan.Suspend{Header: l.header(Leader, step.Key)}, plan.Resume{Header: l.header(Leader, step.Key)},
		plan.Suspend{Header: l.header(Leader, "")}, plan.Resume{Header: l.header(Leader, "")},
		plan.AskExtension{Header: l.header(Cadre, step.Key), NewDue: calendar.DateOf(l.Now).AddDays(60), Progress: "过半"},
		plan.AskTransfer{Header: l.header(Cadre, step.Key), To: "post:colleague", ToUnit: "town"},
		plan.SetDue{Header: l.header(Leader, step.Key), On: calendar.DateOf(l.Now).AddDays(45)},
		plan.AssignStep{Header: l.header(Officer, step.Key), Lead: "post:colleague", LeadUnit: "town", Co: []plan.Ref{"post:cadre"}},
		plan.UrgeStep{Header: l.header(Officer, step.Key)}, plan.WithdrawStep{Header: l.header(Cadre, step.Key)},
		plan.Cancel{Header: l.header(Leader, step.Key)},
		plan.Recalendar{Header: l.header(plan.System(), ""), Calendar: *calendar.Default()},
	}
	duties := l.Goal.Duties()
	if len(duties) == 0 || rapid.IntRange(0, 3).Draw(t, "aside") == 0 {
		return rapid.SampledFrom(aside).Draw(t, "command")
	}
	d := rapid.SampledFrom(duties).Draw(t, "duty")
	h := l.header(holder(d.Who), d.Step)
	h.Round = d.Round
	switch d.Kind {
	case plan.DutyAccept:
		return plan.AcceptStep{Header: h}
	case plan.DutySubmit:
		return l.submission(t, h)
	case plan.DutyCloseOut:
		return plan.CloseOut{Header: h}
	}
	if s := l.Goal.Step(d.Step); rapid.IntRange(0, 5).Draw(t, "back") == 0 {
		back := plan.ReturnStep{Header: h, Direct: rapid.Bool().Draw(t, "direct")}
		if len(s.After) > 0 {
			back.To = s.After[0]
		}
		return back
	}
	return plan.DecideApproval{Header: h, Agree: rapid.IntRange(0, 5).Draw(t, "agree") > 0}
}

// submission hands in what a step asks for; an inspection finds hazards, and
// finds those again that it has found before.
func (l *Life) submission(t *rapid.T, h plan.Header) plan.Command {
	h.Round = 0
	c := plan.SubmitStep{Header: h, Content: plan.Submission{Note: "已完成"}}
	switch s := l.Goal.Step(h.Step); {
	case s.Kind == plan.Inspection && rapid.IntRange(0, 3).Draw(t, "looks") > 0:
		c = HandIn(h, Checked("p1", Hazard("h-"+s.Key+"-1", "exit"), Hazard("h-"+s.Key+"-2")))
		if l.Goal.Hazard("h-"+s.Key+"-1") != nil {
			c.Steps = nil
		}
	case s.Kind == plan.Reinspection:
		item := ""
		if of := l.Goal.Hazard(s.Hazard); len(of.Items) > 0 {
			item = of.Items[0]
		}
		c.Content.Verdicts = []plan.Verdict{{Item: item, Passed: rapid.Bool().Draw(t, "passed"), Remark: "仍有问题"}}
	}
	return c
}

func holder(r plan.Ref) plan.Actor {
	for _, a := range []plan.Actor{Cadre, Colleague, Officer, Leader, Stranger} {
		if r.User() == a.User || r.Post() == a.Posts[0] {
			return a
		}
	}
	return Officer
}
