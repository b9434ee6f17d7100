package activities

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/sdk/activity"

	"duban/assess"
	"duban/plan"
)

// Redate sends the calendar of a version to every open goal and course that
// rests on another. It is safe to repeat and goes on where it stopped, because
// those that have the calendar are passed over. One that fails keeps no other
// from being dated again.
func (a *Activities) Redate(ctx context.Context, version, reason string) error {
	cal, err := a.Store.CalendarNamed(ctx, version)
	if err != nil {
		return fmt.Errorf("calendar %s: %w", version, err)
	}
	goals, err := a.Store.GoalsOnOtherCalendar(ctx, version)
	if err != nil {
		return err
	}
	courses, err := a.Store.CoursesOnOtherCalendar(ctx, version)
	if err != nil {
		return err
	}
	var failed error
	for i, id := range goals {
		h := system("redate", id, version)
		h.Reason = reason
		if err := a.Send(ctx, id, plan.Recalendar{Header: h, Calendar: *cal}); err != nil {
			failed = errors.Join(failed, fmt.Errorf("goal %s: %w", id, err))
		}
		activity.RecordHeartbeat(ctx, i)
	}
	for i, id := range courses {
		h := assess.Header{ID: system("redate", "course", id, version).ID, Actor: assess.System(), Reason: reason}
		if err := a.SendCourse(ctx, id, assess.RecalendarCourse{Header: h, Calendar: *cal}); err != nil {
			failed = errors.Join(failed, fmt.Errorf("course %s: %w", id, err))
		}
		activity.RecordHeartbeat(ctx, len(goals)+i)
	}
	return failed
}
