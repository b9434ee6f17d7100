package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/plan"
	"duban/store"
)

// handleCommands registers an update for every command, under its wire name.
func (g *goal) handleCommands(ctx workflow.Context) error {
	for _, register := range []func(workflow.Context, *goal) error{
		handle[plan.IssueGoal], handle[plan.AcceptStep], handle[plan.SubmitStep], handle[plan.DecideApproval],
		handle[plan.ReturnStep], handle[plan.WithdrawStep], handle[plan.AskExtension], handle[plan.AskTransfer],
		handle[plan.SetDue], handle[plan.AssignStep], handle[plan.UrgeStep], handle[plan.Suspend], handle[plan.Resume],
		handle[plan.Cancel], handle[plan.CloseOut], handle[plan.Archive], handle[plan.Recalendar],
		handle[plan.TransferSeat], handle[plan.DelegateSeat], handle[plan.AddSigner], handle[plan.RemoveSigner],
		handle[plan.CopyStep], handle[plan.ReadCopy], handle[plan.Comment], handle[plan.Instruct], handle[plan.AddSteps],
		handle[plan.Handover], handle[plan.UpstreamDone], handle[plan.ReportQuantity],
		handle[plan.AddGroup], handle[plan.AskSwap],
	} {
		if err := register(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

// handle registers the update of one command. The validator refuses before
// anything is written to the history; the handler decides again under the
// lock, because two commands may both have passed the validator.
//
// Beside the command comes the change up to which the caller has seen the
// record (0: it did not look). A process that dies between its commit and its
// answer leaves the record one change ahead: then the workflow follows the
// record before it judges.
func handle[C plan.Command](ctx workflow.Context, g *goal) error {
	var c C
	return workflow.SetUpdateHandlerWithOptions(ctx, string(c.Name()),
		func(ctx workflow.Context, c C, seen int64) (store.Outcome, error) { return g.run(ctx, c, seen) },
		workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, c C, seen int64) error {
			if _, done := g.done(c.Head().ID); done || g.behind(seen) {
				return nil
			}
			_, err := plan.Decide(g.st.Goal, c, workflow.Now(ctx), &g.st.Calendar)
			return Refusal(err)
		}})
}

// behind tells whether somebody saw more of the record than this workflow
// knows.
func (g *goal) behind(seen int64) bool { return seen > g.st.Goal.Seq }

// follow adopts the goal as it is stored.
func (g *goal) follow(ctx workflow.Context) error {
	nothing := plan.Change{GoalID: g.st.Goal.ID, Goal: plan.Goal{Calendar: g.st.Goal.Calendar}} // no change fits there: the answer is where the record stands
	rec, err := record(ctx, nothing)
	if err == nil {
		g.adopt(nothing, rec)
	}
	return err
}

// run decides a command, records it and adopts it.
func (g *goal) run(ctx workflow.Context, c plan.Command, seen int64) (store.Outcome, error) {
	if err := g.lock.Lock(ctx); err != nil {
		return store.Outcome{}, err
	}
	defer g.lock.Unlock()
	g.updates++
	if g.behind(seen) {
		if err := g.follow(ctx); err != nil {
			return store.Outcome{}, err
		}
	}
	for {
		if done, ok := g.done(c.Head().ID); ok {
			return done, nil
		}
		change, err := plan.Decide(g.st.Goal, c, workflow.Now(ctx), &g.st.Calendar)
		if err != nil {
			return store.Outcome{}, Refusal(err)
		}
		rec, err := record(ctx, change)
		if err != nil {
			return store.Outcome{}, err
		}
		if again, ok := c.(plan.Recalendar); ok && rec.Status != activities.Behind {
			g.st.Calendar = again.Calendar
		}
		if g.adopt(change, rec) {
			g.tell(ctx, change, rec)
			return rec.Outcome, nil
		}
	}
}

// adopt takes over what was recorded; false means that the record stood
// elsewhere and the decision has to be made again.
func (g *goal) adopt(change plan.Change, rec activities.Record) bool {
	switch {
	case rec.Status == activities.Recorded:
		g.st.Goal = change.Goal
	case rec.Goal != nil:
		g.st.Goal = *rec.Goal
	default:
		g.st.Goal = plan.Goal{ID: g.st.Goal.ID}
	}
	if rec.Calendar != nil {
		g.st.Calendar = *rec.Calendar
	}
	g.plan()
	if rec.Status == activities.Behind {
		return false
	}
	g.st.Recent = append(g.st.Recent, rec.Outcome)
	if over := len(g.st.Recent) - recentKept; over > 0 {
		g.st.Recent = slices.Delete(g.st.Recent, 0, over)
	}
	return true
}

// done finds a command that this workflow remembers.
func (g *goal) done(id string) (store.Outcome, bool) {
	for _, o := range g.st.Recent {
		if o.Command == id {
			return o, true
		}
	}
	return store.Outcome{}, false
}

// record writes a change: by a local activity, which is fast, and when that
// fails by a regular one, which is retried until the database is back and is
// visible meanwhile. A goal never ends because a dependency is slow.
func record(ctx workflow.Context, change plan.Change) (activities.Record, error) {
	var rec activities.Record
	quick := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 3 * time.Second,
		StartToCloseTimeout:    3 * time.Second,
		RetryPolicy:            &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	if err := workflow.ExecuteLocalActivity(quick, RecordName, change).Get(ctx, &rec); err == nil {
		return rec, nil
	}
	patient := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 1.5,
			MaximumInterval: 5 * time.Second},
	})
	err := workflow.ExecuteActivity(patient, RecordName, change).Get(ctx, &rec)
	return rec, err
}
