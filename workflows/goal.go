package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// GoalState is what a goal's workflow starts with and carries across runs.
type GoalState struct {
	Goal     plan.Goal         `json:"goal"` // zero but for its id when it waits to be issued
	Calendar calendar.Calendar `json:"calendar"`
	Recent   []store.Outcome   `json:"recent,omitempty"` // the last commands, for requests that are sent again
	Loop     int               `json:"loop,omitempty"`   // version of the loop that the run follows
}

// Goal is one running goal. It changes only through the updates of commands
// and through its one timer, and lets other goals know what concerns them.
func Goal(ctx workflow.Context, st GoalState) error {
	g := &goal{}
	g.goalLoop = goalLoop{of: g, now: st.Goal, dates: st.Calendar, recent: st.Recent, version: st.Loop}
	return g.run(ctx)
}

type (
	goalLoop   = loop[plan.Goal, plan.Command, plan.Change, store.Outcome]
	goalAnswer = activities.Answer[plan.Goal, store.Outcome]
)

// goal is a running goal inside its workflow.
type goal struct {
	goalLoop
	telling int // messages to other goals under way
}

func (g *goal) commands(ctx workflow.Context) error {
	for _, register := range []func(workflow.Context, *goalLoop) error{
		ofGoal[plan.IssueGoal], ofGoal[plan.AcceptStep], ofGoal[plan.SubmitStep], ofGoal[plan.DecideApproval],
		ofGoal[plan.ReturnStep], ofGoal[plan.WithdrawStep], ofGoal[plan.AskExtension], ofGoal[plan.AskTransfer],
		ofGoal[plan.SetDue], ofGoal[plan.AssignStep], ofGoal[plan.UrgeStep], ofGoal[plan.Suspend], ofGoal[plan.Resume],
		ofGoal[plan.Cancel], ofGoal[plan.CloseOut], ofGoal[plan.Archive], ofGoal[plan.Recalendar],
		ofGoal[plan.TransferSeat], ofGoal[plan.DelegateSeat], ofGoal[plan.AddSigner], ofGoal[plan.RemoveSigner],
		ofGoal[plan.CopyStep], ofGoal[plan.ReadCopy], ofGoal[plan.Comment], ofGoal[plan.Instruct], ofGoal[plan.AddSteps],
		ofGoal[plan.Handover], ofGoal[plan.UpstreamDone], ofGoal[plan.ReportQuantity],
		ofGoal[plan.AddGroup], ofGoal[plan.AskSwap],
	} {
		if err := register(ctx, &g.goalLoop); err != nil {
			return err
		}
	}
	return nil
}

// ofGoal registers the update of one command of goals.
func ofGoal[T plan.Command](ctx workflow.Context, l *goalLoop) error {
	return handle(ctx, l, func(t T) plan.Command { return t })
}

func (*goal) sent(c plan.Command) (name, id string, brings *calendar.Calendar) {
	if again, ok := c.(plan.Recalendar); ok {
		brings = &again.Calendar
	}
	return string(c.Name()), c.Head().ID, brings
}

func (g *goal) seq() int64     { return g.now.Seq }
func (g *goal) finished() bool { return g.now.Finished() }

func (g *goal) decide(ctx workflow.Context, c plan.Command) (plan.Change, error) {
	return plan.Decide(g.now, c, workflow.Now(ctx), &g.dates)
}

func (g *goal) wake(ctx workflow.Context) (plan.Change, bool) {
	return plan.Wake(g.now, workflow.Now(ctx), &g.dates)
}

func (g *goal) nextWake(workflow.Context) (time.Time, bool) {
	return plan.NextWake(g.now, &g.dates)
}

func (*goal) record(ctx workflow.Context, c plan.Change) (goalAnswer, error) {
	var rec activities.Record
	err := write(ctx, RecordName, c, &rec)
	return goalAnswer(rec), err
}

func (g *goal) nowhere() plan.Change {
	return plan.Change{GoalID: g.now.ID, Goal: plan.Goal{ID: g.now.ID, Calendar: g.now.Calendar}}
}

func (*goal) after(c plan.Change) plan.Goal { return c.Goal }

// told lets other goals know, in the background, what a change means to them.
// The workflow does not end, nor start a new run, before it is told.
func (g *goal) told(ctx workflow.Context, c plan.Change, rec goalAnswer) {
	if rec.Nobody || len(c.Signals) == 0 && len(c.Awaits) == 0 {
		return
	}
	g.telling++
	workflow.Go(ctx, func(ctx workflow.Context) {
		defer func() { g.telling-- }()
		tidings := activities.Tidings{Goal: c.GoalID, Signals: c.Signals, Awaits: c.Awaits}
		err := workflow.ExecuteActivity(patience(ctx, time.Minute), TellName, tidings).Get(ctx, nil)
		if err != nil {
			workflow.GetLogger(ctx).Error("other goals were not told", "goal", c.GoalID, "error", err)
		}
	})
}

func (*goal) wants() bool                  { return false } // everything comes to a goal by itself
func (*goal) serve(workflow.Context) error { return nil }
func (g *goal) busy() bool                 { return g.telling > 0 }

func (g *goal) carry() (string, any) {
	return GoalWorkflow, GoalState{Goal: g.now, Calendar: g.dates, Recent: g.recent, Loop: Loop}
}
