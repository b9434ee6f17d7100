package workflows

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/plan"
	"duban/store"
)

// StartOptions says how a goal's workflow is started: once, under its id, and
// without any time limit.
func StartOptions(goal string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: GoalID(goal), TaskQueue: TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// Reconcile starts, from its rows, the workflow of every open goal that has
// none running, and returns how many it started. The record is the truth; the
// engine follows it. It is safe to repeat and to run beside a live system.
func Reconcile(ctx context.Context, c client.Client, s *store.Store) (started int, err error) {
	ids, err := s.OpenGoals(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		again, err := reconcile(ctx, c, s, id)
		if err != nil {
			return started, fmt.Errorf("goal %s: %w", id, err)
		}
		if again {
			started++
		}
	}
	return started, nil
}

func reconcile(ctx context.Context, c client.Client, s *store.Store, id string) (bool, error) {
	about, err := c.DescribeWorkflowExecution(ctx, GoalID(id), "")
	var missing *serviceerror.NotFound
	switch {
	case errors.As(err, &missing):
	case err != nil:
		return false, err
	case about.WorkflowExecutionInfo.Status == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING:
		return false, nil
	}
	state, err := StateOf(ctx, s, id)
	if err != nil {
		return false, err
	}
	_, err = c.ExecuteWorkflow(ctx, StartOptions(id), GoalWorkflow, state)
	return err == nil, err
}

// StateOf reads from the record what the workflow of a running goal starts
// with.
func StateOf(ctx context.Context, s *store.Store, id string) (GoalState, error) {
	g, err := s.Goal(ctx, id)
	if err != nil {
		return GoalState{}, err
	}
	cal, err := s.CalendarNamed(ctx, g.Calendar)
	if err != nil {
		return GoalState{}, fmt.Errorf("calendar %s: %w", g.Calendar, err)
	}
	return GoalState{Goal: g, Calendar: *cal, Loop: Loop}, nil
}

// BlankState is what the workflow of a goal that is about to be issued starts
// with: the issue itself arrives as its first update.
func BlankState(id string) GoalState { return GoalState{Goal: plan.Goal{ID: id}, Loop: Loop} }
