package api

import (
	"context"
	"strings"
	"testing"
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

// engine carries commands out as a goal's workflow does, at the time of the
// town: the rules decide, Record writes. The real engine stands behind the
// tests of the whole program.
type engine struct {
	client.Client
	w *town
}

// withEngine lets the goals of a town run.
func withEngine(t testing.TB, s *store.Store, change ...func(*Deps)) *town {
	t.Helper()
	e := &engine{}
	e.w = newTown(t, s, append(change, func(d *Deps) { d.Temporal = e })...)
	return e.w
}

func (e *engine) UpdateWorkflow(ctx context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	if id, ok := strings.CutPrefix(o.WorkflowID, workflows.CourseID("")); ok {
		return e.w.courseSaid(ctx, id, o.Args[0].(assess.Command))
	}
	c := o.Args[0].(plan.Command)
	g, err := e.w.store.Goal(ctx, strings.TrimPrefix(o.WorkflowID, workflows.GoalID("")))
	if err != nil {
		return nil, err
	}
	change, err := plan.Decide(g, c, e.w.now, calendar.Default())
	if err != nil {
		return nil, workflows.Refusal(err)
	}
	rec, err := (&activities.Activities{Store: e.w.store}).Record(ctx, change)
	return updated{outcome: rec.Outcome}, err
}

// updated is the handle of a command that was carried out.
type updated struct {
	client.WorkflowUpdateHandle
	outcome store.Outcome
	course  store.CourseOutcome
}

func (u updated) Get(_ context.Context, into any) error {
	switch into := into.(type) {
	case *store.Outcome:
		*into = u.outcome
	case *store.CourseOutcome:
		*into = u.course
	}
	return nil
}

// at lets time pass until a moment in the town, with all that time does to a
// goal by itself.
func (w *town) at(text, goal string) {
	w.t.Helper()
	until, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Zone)
	require.NoError(w.t, err)
	for {
		g, err := w.store.Goal(context.Background(), goal)
		require.NoError(w.t, err)
		next, ok := plan.NextWake(g, calendar.Default())
		if !ok || next.After(until) {
			break
		}
		change, due := plan.Wake(g, next, calendar.Default())
		require.True(w.t, due)
		_, err = (&activities.Activities{Store: w.store}).Record(context.Background(), change)
		require.NoError(w.t, err)
	}
	w.now = plan.Moment(until)
	for name, u := range w.users { // sessions do not last that long
		w.secret[name] = w.session(u)
	}
}

// hire gives somebody a post of the same name, in a unit of the same name when
// it is that of a head.
func (w *town) hire(name string, unit store.Unit, grade store.Grade, roles ...plan.Role) plan.Ref {
	w.t.Helper()
	w.person(name, "x", roles...)
	post := store.Post{Code: name, Name: "岗位" + name, UnitID: unit.ID, Grade: grade, Active: true}
	if grade == store.GradeLeader {
		post.InCharge = []string{w.office.ID}
	}
	w.write(func(tx *store.Tx) error {
		if err := store.CreatePost(tx, &post); err != nil {
			return err
		}
		return store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: w.users[name].ID, From: calendar.On(2026, 1, 1)})
	})
	return plan.PostRef(post.ID)
}
