package workflows_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/worker"
	"duban/workflows"
)

// town is a goal's workflow in the time-skipping environment, on a real
// database.
type town struct {
	*testsuite.TestWorkflowEnvironment
	t        *testing.T
	store    *store.Store
	n        int
	accepted []string // the updates that passed the validator, in order
	calls    []string // what every update came to, in order
	outcomes map[string]store.Outcome
	onAccept func(name string) // called when an update has passed the validator
}

func newTown(t *testing.T) *town { return newTownOn(t, storetest.SQLite(t), nil) }

// recorder stands between the workflow and Record, to break what can break.
type recorder func(ctx context.Context, c plan.Change, record func() (activities.Record, error)) (activities.Record, error)

func newTownOn(t *testing.T, s *store.Store, between recorder) *town {
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetStartTime(monday)
	env.SetTestTimeout(20 * time.Second)
	a := &activities.Activities{Store: s}
	worker.Register(env, a)
	if between != nil {
		env.RegisterActivityWithOptions(func(ctx context.Context, c plan.Change) (activities.Record, error) {
			return between(ctx, c, func() (activities.Record, error) { return a.Record(ctx, c) })
		}, activity.RegisterOptions{Name: workflows.RecordName, DisableAlreadyRegisteredCheck: true})
	}
	return &town{TestWorkflowEnvironment: env, t: t, store: s, outcomes: map[string]store.Outcome{}}
}

// at sends a command some time after the start and notes what it came to.
func (w *town) at(after time.Duration, commands ...plan.Command) {
	w.RegisterDelayedCallback(func() {
		for _, c := range commands {
			w.send(c)
		}
	}, after)
}

func (w *town) send(c plan.Command) { w.sendSeeing(c, 0) }

// sendSeeing sends a command of somebody who has seen the record up to a
// change.
func (w *town) sendSeeing(c plan.Command, seen int64) {
	w.n++
	name := string(c.Name())
	w.UpdateWorkflow(name, fmt.Sprintf("u%d", w.n), &testsuite.TestUpdateCallback{
		OnAccept: func() {
			w.accepted = append(w.accepted, name)
			if w.onAccept != nil {
				w.onAccept(name)
			}
		},
		OnReject: func(err error) { w.calls = append(w.calls, name+": "+string(code(err))) },
		OnComplete: func(result any, err error) {
			w.calls = append(w.calls, name+": "+string(code(err)))
			if outcome, ok := result.(store.Outcome); ok && err == nil {
				w.outcomes[c.Head().ID] = outcome
			}
		},
	}, c, seen)
}

func code(err error) plan.Code {
	if err == nil {
		return "ok"
	}
	if r := workflows.RefusalOf(err); r != nil {
		return r.Code
	}
	return plan.Code(err.Error())
}

func (w *town) run(state workflows.GoalState) {
	w.ExecuteWorkflow(workflows.GoalWorkflow, state)
}

// stored returns the goal of the record, after checking its chain.
func (w *town) stored(id string) plan.Goal {
	w.t.Helper()
	g, err := w.store.Goal(w.t.Context(), id)
	require.NoError(w.t, err)
	broken, err := w.store.VerifyChain(w.t.Context(), id)
	require.NoError(w.t, err)
	require.Nil(w.t, broken)
	return g
}

// happened lists the types of a goal's events.
func (w *town) happened(id string) []plan.EventType {
	w.t.Helper()
	events, _, err := w.store.Timeline(w.t.Context(), id, "", store.Page{Size: 200})
	require.NoError(w.t, err)
	var types []plan.EventType
	for _, e := range events {
		types = append(types, e.Type)
	}
	return types
}

func count[T comparable](list []T, what T) int {
	return len(slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x != what }))
}

// past writes a goal's first changes straight to the record, as a process
// that died since had done, and returns them.
func past(t *testing.T, s *store.Store, at time.Time, commands ...plan.Command) []plan.Change {
	t.Helper()
	var g plan.Goal
	var changes []plan.Change
	cal := calendar.Default()
	for i, c := range commands {
		change, err := plan.Decide(g, c, at.Add(time.Duration(i)*time.Minute), cal)
		require.NoError(t, err)
		rec, err := (&activities.Activities{Store: s}).Record(t.Context(), change)
		require.NoError(t, err)
		require.Equal(t, activities.Recorded, rec.Status)
		if again, ok := c.(plan.Recalendar); ok {
			cal = &again.Calendar
		}
		g = change.Goal
		changes = append(changes, change)
	}
	return changes
}

func stateAfter(c plan.Change) workflows.GoalState {
	return workflows.GoalState{Goal: c.Goal, Calendar: *calendar.Default(), Loop: workflows.Loop}
}
