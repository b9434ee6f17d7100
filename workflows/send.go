package workflows

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/client"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Issue starts a goal's workflow together with its first command, and waits
// until it is recorded. A refusal comes back as *plan.Error; any other error
// leaves open what became of it, and sending it again is safe.
func Issue(ctx context.Context, c client.Client, cmd plan.IssueGoal, cal *calendar.Calendar) (store.Outcome, error) {
	state := GoalState{Goal: plan.Goal{ID: cmd.Goal.ID}, Calendar: *cal, Loop: Loop}
	outcome, err := begin[store.Outcome](ctx, c, goals, state, UpdateOptions(cmd.Goal.ID, cmd, 0))
	if refusal := RefusalOf(err); refusal != nil {
		return store.Outcome{}, refusal
	}
	return outcome, err
}

// Send has a command carried out by a goal's workflow and waits until it is
// recorded. A refusal comes back as *plan.Error; any other error leaves open
// what became of the command, and sending it again is safe. A goal whose
// workflow is lost is started again from its rows first.
func Send(ctx context.Context, c client.Client, s *store.Store, goal string, cmd plan.Command) (store.Outcome, error) {
	known, err := s.Goal(ctx, goal)
	if err != nil {
		return store.Outcome{}, err
	}
	return SendSeeing(ctx, c, s, goal, cmd, known.Seq)
}

// SendSeeing is Send by somebody who has just read the goal, up to the change
// seen.
func SendSeeing(ctx context.Context, c client.Client, s *store.Store, goal string, cmd plan.Command, seen int64) (store.Outcome, error) {
	outcome, err := send[store.Outcome](ctx, c, s, goals, goal, UpdateOptions(goal, cmd, seen))
	if refusal := RefusalOf(err); refusal != nil {
		return store.Outcome{}, refusal
	}
	return outcome, err
}

// UpdateOptions say how a command travels to a goal.
func UpdateOptions(goal string, cmd plan.Command, seen int64) client.UpdateWorkflowOptions {
	return goals.travel(goal, string(cmd.Name()), cmd.Head().ID, cmd, seen)
}

// StateOf reads from the record what the workflow of a running goal starts
// with; a goal that has ended is refused.
func StateOf(ctx context.Context, s *store.Store, id string) (GoalState, error) {
	g, err := s.Goal(ctx, id)
	if err != nil {
		return GoalState{}, err
	}
	if g.Finished() {
		return GoalState{}, &plan.Error{Code: plan.CodeGoalEnded, Params: map[string]string{"status": string(g.Status)}}
	}
	cal, err := s.CalendarNamed(ctx, g.Calendar)
	if err != nil {
		return GoalState{}, fmt.Errorf("calendar %s: %w", g.Calendar, err)
	}
	return GoalState{Goal: g, Calendar: *cal, Loop: Loop}, nil
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

// StartRedate starts the workflow that gives everything that runs the
// calendar of a version; it is safe to repeat.
func StartRedate(ctx context.Context, c client.Client, version, reason string) error {
	_, err := c.ExecuteWorkflow(ctx, once(RedateID(version)), RedateWorkflow, version, reason)
	return err
}
