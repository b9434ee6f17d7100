package workflows

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/plan"
	"duban/store"
)

// Send has a command carried out by a goal's workflow and waits until it is
// recorded. A refusal comes back as *plan.Error; any other error leaves open
// what became of the command, and sending it again is safe. A goal whose
// workflow is lost is started again from its rows first.
func Send(ctx context.Context, c client.Client, s *store.Store, goal string, cmd plan.Command) (store.Outcome, error) {
	known, err := s.Goal(ctx, goal)
	if err != nil {
		return store.Outcome{}, err
	}
	outcome, err := update(ctx, c, goal, cmd, known.Seq)
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		var state GoalState
		if state, err = StateOf(ctx, s, goal); err != nil {
			return store.Outcome{}, err
		}
		if state.Goal.Finished() {
			return store.Outcome{}, &plan.Error{Code: plan.CodeGoalEnded, Params: map[string]string{"status": string(state.Goal.Status)}}
		}
		if _, err = c.ExecuteWorkflow(ctx, StartOptions(goal), GoalWorkflow, state); err != nil {
			return store.Outcome{}, err
		}
		outcome, err = update(ctx, c, goal, cmd, state.Goal.Seq)
	}
	if refusal := RefusalOf(err); refusal != nil {
		return store.Outcome{}, refusal
	}
	return outcome, err
}

func update(ctx context.Context, c client.Client, goal string, cmd plan.Command, seen int64) (store.Outcome, error) {
	var outcome store.Outcome
	handle, err := c.UpdateWorkflow(ctx, UpdateOptions(goal, cmd, seen))
	if err == nil {
		err = handle.Get(ctx, &outcome)
	}
	return outcome, err
}

// UpdateOptions say how a command travels: under its own id, so that it
// happens once, with the change up to which the sender has seen the record, so
// that a workflow that is behind follows it first, and waited for until it is
// recorded.
func UpdateOptions(goal string, cmd plan.Command, seen int64) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID: cmd.Head().ID, WorkflowID: GoalID(goal), UpdateName: string(cmd.Name()), Args: []any{cmd, seen},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

// sendWithin bounds one try of the system's own commands; activities try again.
const sendWithin = 10 * time.Second

// Sender returns the way in which activities send the system's own commands.
// What a goal refuses because nothing would change, or because it has ended,
// is done.
func Sender(c client.Client, s *store.Store) func(ctx context.Context, goal string, cmd plan.Command) error {
	return func(ctx context.Context, goal string, cmd plan.Command) error {
		ctx, cancel := context.WithTimeout(ctx, sendWithin)
		defer cancel()
		_, err := Send(ctx, c, s, goal, cmd)
		switch plan.CodeOf(err) {
		case plan.CodeUnchanged, plan.CodeGoalEnded:
			return nil
		}
		return err
	}
}

// StartRedate starts the workflow that gives every open goal the calendar of
// a version; it is safe to repeat.
func StartRedate(ctx context.Context, c client.Client, version, reason string) error {
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: RedateID(version), TaskQueue: TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}, RedateWorkflow, version, reason)
	return err
}
