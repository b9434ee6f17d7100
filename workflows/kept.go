package workflows

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/store"
)

// kept is a kind of running thing as the record keeps it: how the workflows of
// its kind are found, and started from their rows. S is what they start with.
type kept[S any] struct {
	workflow string
	open     func(*store.Store, context.Context) ([]string, error)
	state    func(context.Context, *store.Store, string) (S, error) // refused for what has ended
}

var (
	goals   = kept[GoalState]{GoalWorkflow, (*store.Store).OpenGoals, StateOf}
	courses = kept[CourseState]{CourseWorkflow, (*store.Store).OpenCourses, CourseStateOf}
)

// once says how a workflow is started: once, under its id, and without any
// time limit.
func once(id string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: id, TaskQueue: TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// workflowID is the id of the workflow that runs id.
func (k kept[S]) workflowID(id string) string { return k.workflow + "/" + id }

// travel says how a command travels: under its own id, so that it happens
// once, with the change up to which the sender has seen the record, so that a
// workflow that is behind follows it first, and waited for until it is
// recorded.
func (k kept[S]) travel(id, name, commandID string, command any, seen int64) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID: commandID, WorkflowID: k.workflowID(id), UpdateName: name, Args: []any{command, seen},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

// revive starts a workflow from its rows.
func (k kept[S]) revive(ctx context.Context, c client.Client, s *store.Store, id string) error {
	state, err := k.state(ctx, s, id)
	if err != nil {
		return err
	}
	_, err = c.ExecuteWorkflow(ctx, once(k.workflowID(id)), k.workflow, state)
	return err
}

// reconcile revives every open one that has no workflow running, and returns
// how many it revived.
func (k kept[S]) reconcile(ctx context.Context, c client.Client, s *store.Store) (revived int, err error) {
	ids, err := k.open(s, ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		lost, err := isLost(ctx, c, k.workflowID(id))
		if err == nil && lost {
			err = k.revive(ctx, c, s, id)
		}
		if err != nil {
			return revived, fmt.Errorf("%s %s: %w", k.workflow, id, err)
		}
		if lost {
			revived++
		}
	}
	return revived, nil
}

// isLost tells whether no workflow runs under an id.
func isLost(ctx context.Context, c client.Client, workflowID string) (bool, error) {
	about, err := c.DescribeWorkflowExecution(ctx, workflowID, "")
	if missing(err) {
		return true, nil
	}
	return err == nil && about.WorkflowExecutionInfo.Status != enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, err
}

func missing(err error) bool {
	var none *serviceerror.NotFound
	return errors.As(err, &none)
}

// send has a command carried out by its workflow and waits until it is
// recorded; a workflow that is lost is revived first.
func send[O, S any](ctx context.Context, c client.Client, s *store.Store, k kept[S], id string, o client.UpdateWorkflowOptions) (O, error) {
	outcome, err := update[O](ctx, c, o)
	if missing(err) {
		if err := k.revive(ctx, c, s, id); err != nil {
			return outcome, err
		}
		outcome, err = update[O](ctx, c, o)
	}
	return outcome, err
}

func update[O any](ctx context.Context, c client.Client, o client.UpdateWorkflowOptions) (outcome O, err error) {
	handle, err := c.UpdateWorkflow(ctx, o)
	if err == nil {
		err = handle.Get(ctx, &outcome)
	}
	return outcome, err
}

// begin starts a workflow together with its first command.
func begin[O, S any](ctx context.Context, c client.Client, k kept[S], state S, o client.UpdateWorkflowOptions) (outcome O, err error) {
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: c.NewWithStartWorkflowOperation(once(o.WorkflowID), k.workflow, state),
		UpdateOptions:          o,
	})
	if err == nil {
		err = handle.Get(ctx, &outcome)
	}
	return outcome, err
}
