package workflows

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/client"

	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// IssueCycle is Issue for a course.
func IssueCycle(ctx context.Context, c client.Client, cmd assess.IssueCycle, cal *calendar.Calendar) (store.CourseOutcome, error) {
	state := CourseState{Course: assess.Course{ID: cmd.Cycle.ID}, Calendar: *cal, Loop: Loop}
	outcome, err := begin[store.CourseOutcome](ctx, c, courses, state, CourseUpdateOptions(cmd.Cycle.ID, cmd, 0))
	if refusal := CourseRefusalOf(err); refusal != nil {
		return store.CourseOutcome{}, refusal
	}
	return outcome, err
}

// SendCourse is Send for a course: a refusal comes back as *assess.Error.
func SendCourse(ctx context.Context, c client.Client, s *store.Store, id string, cmd assess.Command) (store.CourseOutcome, error) {
	known, err := s.Course(ctx, id)
	if err != nil {
		return store.CourseOutcome{}, err
	}
	outcome, err := send[store.CourseOutcome](ctx, c, s, courses, id, CourseUpdateOptions(id, cmd, known.Seq))
	if refusal := CourseRefusalOf(err); refusal != nil {
		return store.CourseOutcome{}, refusal
	}
	return outcome, err
}

// CourseSender is Sender for courses: a new calendar that a course refuses
// because nothing would change, or because it has ended, is done.
func CourseSender(c client.Client, s *store.Store) func(ctx context.Context, course string, cmd assess.Command) error {
	return func(ctx context.Context, course string, cmd assess.Command) error {
		ctx, cancel := context.WithTimeout(ctx, sendWithin)
		defer cancel()
		_, err := SendCourse(ctx, c, s, course, cmd)
		switch assess.CodeOf(err) {
		case assess.CodeUnchanged, assess.CodePhase:
			return nil
		}
		return err
	}
}

// CourseUpdateOptions say how a command travels to a course.
func CourseUpdateOptions(id string, cmd assess.Command, seen int64) client.UpdateWorkflowOptions {
	return courses.travel(id, string(cmd.Name()), cmd.Head().ID, cmd, seen)
}

// CourseStateOf is StateOf for a course.
func CourseStateOf(ctx context.Context, s *store.Store, id string) (CourseState, error) {
	c, err := s.Course(ctx, id)
	if err != nil {
		return CourseState{}, err
	}
	if c.Finished() {
		return CourseState{}, &assess.Error{Code: assess.CodePhase, Params: map[string]string{"phase": string(c.Phase)}}
	}
	cal, err := s.CalendarNamed(ctx, c.Calendar)
	if err != nil {
		return CourseState{}, fmt.Errorf("calendar %s: %w", c.Calendar, err)
	}
	return CourseState{Course: c, Calendar: *cal, Loop: Loop}, nil
}
