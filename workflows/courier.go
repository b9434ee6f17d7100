package workflows

import (
	"context"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/workflow"
)

// CourierWorkflow is the one workflow that carries notices out of the building.
const (
	CourierWorkflow = "courier"
	CourierID       = "courier"
	DeliverName     = "deliver"
)

// courierRound is how often it goes.
const courierRound = time.Minute

// Courier goes round after round for ever. A round that fails is tried again
// for as long as the next is not due: goals never wait for it.
func Courier(ctx workflow.Context) error {
	for !workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
		now := workflow.Now(ctx)
		round := workflow.WithScheduleToCloseTimeout(patience(ctx, 5*time.Minute), 10*time.Minute)
		if err := workflow.ExecuteActivity(round, DeliverName, now).Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Error("notices were not delivered in this round", "error", err)
		}
		next := now.Truncate(courierRound).Add(courierRound)
		if err := workflow.Sleep(ctx, next.Sub(workflow.Now(ctx))); err != nil {
			return err
		}
	}
	return workflow.NewContinueAsNewError(ctx, CourierWorkflow)
}

// StartCourier makes sure that the courier goes; it is safe to repeat.
func StartCourier(ctx context.Context, c client.Client) error {
	_, err := c.ExecuteWorkflow(ctx, once(CourierID), CourierWorkflow)
	return err
}
