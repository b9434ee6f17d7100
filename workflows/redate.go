package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// patience retries until the world is back.
func patience(ctx workflow.Context, once time.Duration) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: once,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	})
}

// Redate gives every open goal and course the calendar of a version, for the
// reason given; each re-dates itself and records what changed.
func Redate(ctx workflow.Context, version, reason string) error {
	ctx = workflow.WithHeartbeatTimeout(patience(ctx, time.Hour), time.Minute)
	return workflow.ExecuteActivity(ctx, RedateName, version, reason).Get(ctx, nil)
}
