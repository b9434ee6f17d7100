package e2e_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

// carryCourse decides and records one command of an assessment, under the lock
// of the town, and serves what it wants.
func (e *carrier) carryCourse(ctx context.Context, id string, c assess.Command) (client.WorkflowUpdateHandle, error) {
	e.one.Lock()
	defer e.one.Unlock()
	if done, ok, err := e.stage.store.CourseDone(ctx, id, c.Head().ID); ok || err != nil {
		return carried{outcome: done}, err
	}
	change, err := e.decideCourse(ctx, id, c)
	if workflows.CourseRefusalOf(err) != nil {
		return carried{err: err}, nil
	}
	if err != nil {
		return nil, err
	}
	outcome := store.CourseOutcome{CourseID: id, Seq: change.Seq, Command: change.Command, Name: change.Name, Fingerprint: change.Fingerprint}
	return carried{outcome: outcome}, e.recordCourse(ctx, change)
}

func (e *carrier) decideCourse(ctx context.Context, id string, c assess.Command) (assess.Change, error) {
	course, cal, err := e.course(ctx, id)
	if err != nil {
		return assess.Change{}, err
	}
	return assess.Decide(course, c, e.stage.time(), cal)
}

func (e *carrier) course(ctx context.Context, id string) (assess.Course, *calendar.Calendar, error) {
	course, err := e.stage.store.Course(ctx, id)
	if err != nil && !store.Missing(err) {
		return course, nil, err
	}
	cal, err := e.stage.store.ActiveCalendar(ctx)
	if course.Calendar != "" {
		cal, err = e.stage.store.CalendarNamed(ctx, course.Calendar)
	}
	return course, cal, err
}

// recordCourse writes a change, and what the course wants after it until it
// wants nothing more.
func (e *carrier) recordCourse(ctx context.Context, c assess.Change) error {
	for {
		rec, err := e.stage.acts.RecordCourse(ctx, c)
		if err == nil && rec.Status != activities.Recorded {
			err = fmt.Errorf("recorded as %q", rec.Status)
		}
		if err != nil {
			return err
		}
		got, err := e.stage.acts.Serve(ctx, c.CourseID)
		if err != nil {
			return err
		}
		head := assess.Header{ID: fmt.Sprintf("serve:%d", c.Seq+1), Actor: assess.System()}
		var cmd assess.Command
		switch {
		case got.Freeze != nil:
			got.Freeze.Header = head
			cmd = *got.Freeze
		case got.Tally != nil:
			got.Tally.Header = head
			cmd = *got.Tally
		default:
			return nil
		}
		if c, err = e.decideCourse(ctx, c.CourseID, cmd); err != nil {
			return err
		}
	}
}

// nextCourse is the first moment before another at which time alone changes
// an assessment, and which.
func (w *stage) nextCourse(before time.Time) (time.Time, string) {
	w.t.Helper()
	id := ""
	ids, err := w.store.OpenCourses(w.t.Context())
	require.NoError(w.t, err)
	for _, one := range ids {
		course, cal, err := w.engine.course(w.t.Context(), one)
		require.NoError(w.t, err)
		if at, ok := assess.NextWake(course, cal); ok && at.Before(before) {
			before, id = at, one
		}
	}
	return before, id
}

func (w *stage) wakeCourse(id string) {
	w.t.Helper()
	course, cal, err := w.engine.course(w.t.Context(), id)
	require.NoError(w.t, err)
	if change, due := assess.Wake(course, w.time(), cal); due {
		w.engine.one.Lock()
		defer w.engine.one.Unlock()
		require.NoError(w.t, w.engine.recordCourse(context.WithoutCancel(w.t.Context()), change))
	}
}

// hire gives the town another unit, if it is not there, and somebody with a
// post of their own in it.
func (w *stage) hire(name, unit string, kind store.UnitKind, grade store.Grade, role plan.Role) {
	w.t.Helper()
	require.NoError(w.t, w.store.Write(w.t.Context(), func(tx *store.Tx) error {
		if w.units[unit] == "" {
			u := store.Unit{Code: unit, Name: "单位" + unit, Kind: kind, Active: true}
			if err := store.CreateUnit(tx, &u); err != nil {
				return err
			}
			w.units[unit] = u.ID
		}
		return w.person(tx, name, unit, grade, role)
	}))
}

// moves lets somebody leave their post after a day and take another.
func (w *stage) moves(name, post string, last calendar.Date) {
	w.t.Helper()
	holders, err := w.store.Holders(w.t.Context(), w.posts[name], w.users[name])
	require.NoError(w.t, err)
	require.NoError(w.t, w.store.Write(w.t.Context(), func(tx *store.Tx) error {
		if _, err := store.EndHolder(tx, holders[0].ID, last); err != nil {
			return err
		}
		return store.AppointHolder(tx, &store.Holder{PostID: w.posts[post], UserID: w.users[name], From: last.AddDays(1)})
	}))
}
