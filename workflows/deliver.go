package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/plan"
)

// patience retries until the world is back.
func patience(ctx workflow.Context, once time.Duration) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: once,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	})
}

// tell lets other goals know, in the background, what a change means to them.
// The workflow does not end, nor start a new run, before it is told.
func (g *goal) tell(ctx workflow.Context, change plan.Change, rec activities.Record) {
	if rec.Nobody || len(change.Signals) == 0 && len(change.Awaits) == 0 {
		return
	}
	g.telling++
	workflow.Go(ctx, func(ctx workflow.Context) {
		defer func() { g.telling-- }()
		tidings := activities.Tidings{Goal: change.GoalID, Signals: change.Signals, Awaits: change.Awaits}
		err := workflow.ExecuteActivity(patience(ctx, time.Minute), TellName, tidings).Get(ctx, nil)
		if err != nil {
			workflow.GetLogger(ctx).Error("other goals were not told", "goal", change.GoalID, "error", err)
		}
	})
}

// quiet waits until nothing of this run is under way any more.
func (g *goal) quiet(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return g.telling == 0 && workflow.AllHandlersFinished(ctx) })
}

// Redate gives every open goal the calendar of a version, for the reason
// given; each goal re-dates itself and records what changed.
func Redate(ctx workflow.Context, version, reason string) error {
	ctx = workflow.WithHeartbeatTimeout(patience(ctx, time.Hour), time.Minute)
	return workflow.ExecuteActivity(ctx, RedateName, version, reason).Get(ctx, nil)
}
