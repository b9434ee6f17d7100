package workflows

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// CourseRefusal turns a refusal of the assessment's rules into an error that
// travels through Temporal whole; CourseRefusalOf turns it back. Other errors
// stay as they are.
func CourseRefusal(err error) error {
	var refusal *assess.Error
	if !errors.As(err, &refusal) {
		return err
	}
	return temporal.NewNonRetryableApplicationError(refusal.Error(), string(refusal.Code), nil, *refusal)
}

// CourseRefusalOf returns the refusal that an update came back with, or nil
// when err is something else.
func CourseRefusalOf(err error) *assess.Error {
	var refusal *assess.Error
	if errors.As(err, &refusal) {
		return refusal
	}
	var app *temporal.ApplicationError
	if !errors.As(err, &app) || !app.HasDetails() {
		return nil
	}
	refusal = &assess.Error{}
	if app.Details(refusal) != nil || refusal.Code == "" {
		return nil
	}
	return refusal
}

// CourseStartOptions says how a course's workflow is started: once, under its
// id, and without any time limit.
func CourseStartOptions(id string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: CourseID(id), TaskQueue: TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// CourseUpdateOptions say how a command travels, as UpdateOptions do for goals.
func CourseUpdateOptions(id string, cmd assess.Command, seen int64) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID: cmd.Head().ID, WorkflowID: CourseID(id), UpdateName: string(cmd.Name()), Args: []any{cmd, seen},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

// IssueCycle starts a course's workflow together with its first command.
func IssueCycle(ctx context.Context, c client.Client, cmd assess.IssueCycle, cal *calendar.Calendar) (store.CourseOutcome, error) {
	id := cmd.Cycle.ID
	state := CourseState{Course: assess.Course{ID: id}, Calendar: *cal}
	handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: c.NewWithStartWorkflowOperation(CourseStartOptions(id), CourseWorkflow, state),
		UpdateOptions:          CourseUpdateOptions(id, cmd, 0),
	})
	var outcome store.CourseOutcome
	if err == nil {
		err = handle.Get(ctx, &outcome)
	}
	if refusal := CourseRefusalOf(err); refusal != nil {
		return outcome, refusal
	}
	return outcome, err
}

// SendCourse has a command carried out by a course's workflow and waits until
// it is recorded; a refusal comes back as *assess.Error. A course whose
// workflow is lost is started again from its rows first.
func SendCourse(ctx context.Context, c client.Client, s *store.Store, id string, cmd assess.Command) (store.CourseOutcome, error) {
	known, err := s.Course(ctx, id)
	if err != nil {
		return store.CourseOutcome{}, err
	}
	outcome, err := updateCourse(ctx, c, id, cmd, known.Seq)
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) && !known.Finished() {
		var state CourseState
		if state, err = CourseStateOf(ctx, s, id); err != nil {
			return store.CourseOutcome{}, err
		}
		if _, err = c.ExecuteWorkflow(ctx, CourseStartOptions(id), CourseWorkflow, state); err != nil {
			return store.CourseOutcome{}, err
		}
		outcome, err = updateCourse(ctx, c, id, cmd, state.Course.Seq)
	}
	if refusal := CourseRefusalOf(err); refusal != nil {
		return outcome, refusal
	}
	return outcome, err
}

func updateCourse(ctx context.Context, c client.Client, id string, cmd assess.Command, seen int64) (store.CourseOutcome, error) {
	var outcome store.CourseOutcome
	handle, err := c.UpdateWorkflow(ctx, CourseUpdateOptions(id, cmd, seen))
	if err == nil {
		err = handle.Get(ctx, &outcome)
	}
	return outcome, err
}

// CourseStateOf reads from the record what the workflow of a running course
// starts with.
func CourseStateOf(ctx context.Context, s *store.Store, id string) (CourseState, error) {
	c, err := s.Course(ctx, id)
	if err != nil {
		return CourseState{}, err
	}
	cal, err := s.CalendarNamed(ctx, c.Calendar)
	if err != nil {
		return CourseState{}, fmt.Errorf("calendar %s: %w", c.Calendar, err)
	}
	return CourseState{Course: c, Calendar: *cal}, nil
}

// ReconcileCourses starts, from its rows, the workflow of every open course
// that has none running, and returns how many it started. It is safe to repeat
// and to run beside a live system.
func ReconcileCourses(ctx context.Context, c client.Client, s *store.Store) (started int, err error) {
	ids, err := s.OpenCourses(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		about, err := c.DescribeWorkflowExecution(ctx, CourseID(id), "")
		var missing *serviceerror.NotFound
		switch {
		case errors.As(err, &missing):
		case err != nil:
			return started, fmt.Errorf("course %s: %w", id, err)
		case about.WorkflowExecutionInfo.Status == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING:
			continue
		}
		state, err := CourseStateOf(ctx, s, id)
		if err == nil {
			_, err = c.ExecuteWorkflow(ctx, CourseStartOptions(id), CourseWorkflow, state)
		}
		if err != nil {
			return started, fmt.Errorf("course %s: %w", id, err)
		}
		started++
	}
	return started, nil
}
