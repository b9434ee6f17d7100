package e2e_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"

	"duban/activities"
	"duban/calendar"
	"duban/embedded"
	"duban/notify"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/worker"
	"duban/workflows"
)

var record = flag.Bool("record", false, "record new histories into workflows/histories")

// engine is a real Temporal server and a worker on a record of its own.
type engine struct {
	t      *testing.T
	store  *store.Store
	client client.Client
	n      int
}

func newEngine(t *testing.T) *engine {
	s := storetest.SQLite(t)
	server, err := embedded.Start(t.Context(), embedded.Options{Dir: t.TempDir()})
	require.NoError(t, err)
	t.Cleanup(server.Stop)
	c, err := client.Dial(client.Options{HostPort: server.HostPort(), Namespace: server.Namespace()})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	out, err := notify.New("", false)
	require.NoError(t, err)
	w := worker.New(c, s, out, sdk.Options{})
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return &engine{t: t, store: s, client: c}
}

var (
	cadre      = plan.Actor{User: "u-cadre", Name: "陈雨", Posts: []string{"cadre"}, Roles: []plan.Role{plan.Cadre}}
	supervisor = plan.Actor{User: "u-super", Name: "孙丽", Posts: []string{"supervisor"}, Roles: []plan.Role{plan.Supervisor}}
	leader     = plan.Actor{User: "u-leader", Name: "李健", Posts: []string{"leader"}, Roles: []plan.Role{plan.Leader}}
)

func (e *engine) head(a plan.Actor, step string) plan.Header {
	e.n++
	return plan.Header{ID: "c" + time.Duration(e.n).String(), Actor: a, Step: step, Reason: "因为需要"}
}

func (e *engine) goal(id string) plan.Goal {
	budget := calendar.Budget{N: 10, Unit: calendar.Workday}
	step := func(key string, after ...string) plan.Step {
		return plan.Step{Key: key, Title: "步骤" + key, Kind: plan.Work, Lead: "post:cadre", LeadUnit: "office", After: after, Weight: 50, Finish: &budget,
			Stages: []plan.Stage{{Key: "s", Name: "督查员审核", Rule: plan.AnySign, Signers: []plan.Ref{"post:supervisor"}},
				{Key: "l", Name: "领导审批", Rule: plan.AnySign, Signers: []plan.Ref{"post:leader"}}}}
	}
	return plan.Goal{ID: id, PlanID: "p", Year: 2026, Number: id, Title: "扩大园区", Kind: "general", LeadUnit: "office", Settings: plan.DefaultSettings(),
		Line: plan.Line{Supervisor: "post:supervisor", Leader: "post:leader"}, Steps: []plan.Step{step("a"), step("b", "a")}}
}

func (e *engine) issue(g plan.Goal) {
	_, err := workflows.Issue(e.t.Context(), e.client, plan.IssueGoal{Header: e.head(supervisor, ""), Goal: g}, calendar.Default())
	require.NoError(e.t, err)
}

func (e *engine) send(goal string, commands ...plan.Command) {
	for _, c := range commands {
		_, err := workflows.Send(e.t.Context(), e.client, e.store, goal, c)
		require.NoError(e.t, err, "%s", c.Name())
	}
}

// keep writes the history so far of a goal or course, under a name that is not taken.
func (e *engine) keep(id, name string) {
	path := filepath.Join("../workflows/histories", name+".json")
	if _, err := os.Stat(path); err == nil {
		return
	}
	events := e.client.GetWorkflowHistory(e.t.Context(), id, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	var h historypb.History
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(e.t, err)
		h.Events = append(h.Events, event)
	}
	text, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(&h)
	require.NoError(e.t, err)
	require.NoError(e.t, os.WriteFile(path, text, 0o644))
}

// TestHistories_ARealEngineCarriesGoalsThrough runs goals and courses on a real server;
// with -record their histories are kept for TestHistories_Replay. An existing
// history is never written anew: give new ones new names.
func TestHistories_ARealEngineCarriesGoalsThrough(t *testing.T) {
	e := newEngine(t)
	e.chain()
	e.aside()
	e.awake()
	e.hazard()
	e.figure()
	e.assessed()
	e.assessedLate()
	if *record {
		e.keep(workflows.GoalID("chain"), "2026-11-chain-timer-left")
		e.keep(workflows.GoalID("aside"), "2026-11-aside-timer-left")
		e.keep(workflows.GoalID("awake"), "2026-11-awake-timer-left")
		e.keep(workflows.GoalID("hazard"), "2026-11-hazard")
		e.keep(workflows.GoalID("figure"), "2026-11-figure")
		e.keep(workflows.CourseID("assessed"), "2026-11-course")
		e.keep(workflows.CourseID("assessed-late"), "2026-11-course-late")
	}
}

// chain is the whole chain of work, with a return, to the archive.
func (e *engine) chain() {
	e.issue(e.goal("chain"))
	agree := func(a plan.Actor, step string) plan.Command {
		return plan.DecideApproval{Header: e.head(a, step), Agree: true}
	}
	e.send("chain",
		plan.AcceptStep{Header: e.head(cadre, "a")}, plan.SubmitStep{Header: e.head(cadre, "a")},
		agree(supervisor, "a"), plan.ReturnStep{Header: e.head(leader, "a"), Direct: true},
		plan.SubmitStep{Header: e.head(cadre, "a")}, agree(leader, "a"), plan.CloseOut{Header: e.head(supervisor, "a")},
		plan.SubmitStep{Header: e.head(cadre, "b")}, agree(supervisor, "b"), agree(leader, "b"),
		plan.CloseOut{Header: e.head(supervisor, "b")}, plan.CloseOut{Header: e.head(supervisor, "")}, plan.Archive{Header: e.head(supervisor, "")})
	e.finished("chain", plan.GoalArchived)
}

// aside is what happens beside the chain.
func (e *engine) aside() {
	e.issue(e.goal("aside"))
	cal, err := calendar.Default().With(calendar.Year{Year: 2027, Status: calendar.Official, Off: []calendar.Date{{Year: 2027, Month: 1, Day: 1}}})
	require.NoError(e.t, err)
	by := calendar.DateOf(time.Now()).AddDays(30)
	e.send("aside",
		plan.AcceptStep{Header: e.head(cadre, "a")}, plan.Comment{Header: e.head(leader, "a"), Text: "抓紧"},
		plan.Suspend{Header: e.head(leader, "a")}, plan.Resume{Header: e.head(leader, "a")},
		plan.AskExtension{Header: e.head(cadre, "a"), NewDue: by, Progress: "过半"},
		plan.DecideApproval{Header: withRound(e.head(supervisor, "a"), 1), Agree: true},
		plan.DecideApproval{Header: withRound(e.head(leader, "a"), 1), Agree: true},
		plan.UrgeStep{Header: e.head(supervisor, "a")}, plan.AssignStep{Header: e.head(leader, "a"), Lead: "user:u-other"},
		plan.Recalendar{Header: e.head(plan.System(), ""), Calendar: *cal},
		plan.Suspend{Header: e.head(leader, "")}, plan.Resume{Header: e.head(leader, "")}, plan.Cancel{Header: e.head(leader, "")})
	e.finished("aside", plan.GoalCancelled)
}

func withRound(h plan.Header, round int) plan.Header {
	h.Round = round
	return h
}

// awake was recorded weeks ago and starts from its rows: the clock has to
// catch up at once.
func (e *engine) awake() {
	ctx, at, cal := e.t.Context(), time.Now().AddDate(0, 0, -40), calendar.Default()
	change, err := plan.Decide(plan.Goal{}, plan.IssueGoal{Header: e.head(supervisor, ""), Goal: e.goal("awake")}, at, cal)
	require.NoError(e.t, err)
	require.NoError(e.t, e.store.Write(ctx, func(tx *store.Tx) error { return store.ActivateCalendar(tx, cal, "") }))
	rec, err := (&activities.Activities{Store: e.store}).Record(ctx, change)
	require.NoError(e.t, err)
	require.Equal(e.t, activities.Recorded, rec.Status)
	// The workflow is lost: the first command starts it again.
	e.send("awake", plan.Comment{Header: e.head(leader, "a"), Text: "怎么还没有签收？"}, plan.Cancel{Header: e.head(leader, "")})
	g := e.finished("awake", plan.GoalCancelled)
	require.NotEmpty(e.t, g.Step("a").Reached, "the clock caught up")
}

// hazard is found by an inspection, rectified, not passed, rectified once more
// and passed.
func (e *engine) hazard() {
	g := e.goal("hazard")
	g.Steps = g.Steps[:1]
	g.Steps[0].Kind, g.Steps[0].Weight = plan.Inspection, 100
	e.issue(g)
	mend := func() plan.Command {
		return plan.SubmitStep{Header: e.head(storetest.Colleague, "h1-rectify")}
	}
	agree := func(step string) plan.Command {
		return plan.DecideApproval{Header: e.head(storetest.Officer, step), Agree: true}
	}
	judge := func(passed bool) plan.Command {
		return plan.SubmitStep{Header: e.head(storetest.Stranger, "h1-reinspect"),
			Content: plan.Submission{Verdicts: []plan.Verdict{{Item: "exit", Passed: passed, Remark: "仍堵塞"}}}}
	}
	e.send("hazard", storetest.HandIn(e.head(cadre, "a"), storetest.Checked("p1", storetest.Hazard("h1", "exit"))),
		mend(), agree("h1-rectify"), judge(false), mend(), agree("h1-rectify"), judge(true), agree("h1-reinspect"),
		plan.CloseOut{Header: e.head(storetest.Officer, "h1-reinspect")},
		plan.AddGroup{Header: e.head(supervisor, ""), Group: "house", Steps: []plan.Step{storetest.Step("house-1")}},
		plan.Cancel{Header: e.head(leader, "")})
	g = e.finished("hazard", plan.GoalCancelled)
	require.Equal(e.t, plan.HazardClosed, g.Standing("h1").State)
}

// figure was handed in before figures were asked for, came back, and was handed
// in again under the rules that ask for it.
func (e *engine) figure() {
	g := e.goal("figure")
	g.Steps = g.Steps[:1]
	g.Steps[0].Weight = 100
	g.Steps[0].Stages[1].When = &plan.Condition{Field: "area_ha", Op: ">", Milli: 35_000}
	e.issue(g)
	submit := func(figures ...plan.Figure) plan.SubmitStep {
		c := plan.SubmitStep{Header: e.head(cadre, "a"), Content: plan.Submission{Figures: figures}}
		c.Rules = plan.RulesAskFigures
		return c
	}
	old := submit()
	old.Rules = plan.RulesFirst
	e.send("figure", old, plan.ReturnStep{Header: e.head(supervisor, "a")})
	_, err := workflows.Send(e.t.Context(), e.client, e.store, "figure", submit())
	require.Equal(e.t, plan.CodeInvalid, plan.CodeOf(workflows.RefusalOf(err)), "%v", err)
	e.send("figure", submit(plan.Figure{Field: "area_ha", Milli: 36_000}),
		plan.DecideApproval{Header: e.head(supervisor, "a"), Agree: true}, plan.DecideApproval{Header: e.head(leader, "a"), Agree: true},
		plan.CloseOut{Header: e.head(supervisor, "a")}, plan.CloseOut{Header: e.head(supervisor, "")}, plan.Archive{Header: e.head(supervisor, "")})
	e.finished("figure", plan.GoalArchived)
}

// finished waits for the end of a goal's workflow and checks its record.
func (e *engine) finished(goal string, status plan.GoalStatus) plan.Goal {
	ctx, cancel := context.WithTimeout(e.t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(e.t, e.client.GetWorkflow(ctx, workflows.GoalID(goal), "").Get(ctx, nil))
	g, err := e.store.Goal(ctx, goal)
	require.NoError(e.t, err)
	require.Equal(e.t, status, g.Status)
	broken, err := e.store.VerifyChain(ctx, goal)
	require.NoError(e.t, err)
	require.Nil(e.t, broken)
	return g
}
