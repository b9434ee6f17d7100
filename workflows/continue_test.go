package workflows_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store/storetest"
	"duban/workflows"
)

// carried returns what a run handed to the next one.
func carried(t *testing.T, w *town) workflows.GoalState {
	t.Helper()
	var again *workflow.ContinueAsNewError
	require.ErrorAs(t, w.GetWorkflowError(), &again)
	require.Equal(t, workflows.GoalWorkflow, again.WorkflowType.Name)
	var st workflows.GoalState
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(again.Input, &st))
	return st
}

func TestContinueAsNew_CarriesTheGoalAndTheLastCommands(t *testing.T) {
	s := storetest.SQLite(t)
	w := newTownOn(t, s, nil)
	accept := plan.AcceptStep{Header: head("2", cadre(), "a")}
	submit := plan.SubmitStep{Header: head("3", cadre(), "a")}
	w.at(0, issued("g1"))
	w.at(time.Hour, accept)
	w.at(2*time.Hour, submit)
	w.onAccept = func(name string) { // the suggestion arrives while a command is under way
		w.SetContinueAsNewSuggested(name == "submit")
	}
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.Equal(t, []string{"issue: ok", "accept: ok", "submit: ok"}, w.calls, "what was under way is finished first")
	st := carried(t, w)
	require.Equal(t, w.stored("g1"), st.Goal)
	require.Equal(t, calendar.Default().Version, st.Calendar.Version)
	require.Len(t, st.Recent, 3)

	next := newTownOn(t, s, nil)
	next.SetStartTime(monday.Add(2*time.Hour + time.Minute))
	next.at(time.Hour, accept, submit) // a caller who never got the answers
	next.at(2*time.Hour, plan.DecideApproval{Header: head("4", supervisor(), "a"), Agree: true})
	end(next, 3*time.Hour)
	next.run(st)
	require.NoError(t, next.GetWorkflowError())
	require.Equal(t, []string{"accept: ok", "submit: ok", "decide: ok", "cancel: ok"}, next.calls)
	require.EqualValues(t, 2, next.outcomes["2"].Seq)
	require.EqualValues(t, 3, next.outcomes["3"].Seq)
	require.EqualValues(t, 5, next.stored("g1").Seq, "nothing happened twice")
}

func TestContinueAsNew_ComesLongBeforeTheServersLimitOfUpdates(t *testing.T) {
	s := storetest.SQLite(t)
	changes := past(t, s, monday, issued("g1"), plan.SubmitStep{Header: head("2", cadre(), "a")})
	answers := 0
	quick := func(ctx context.Context, c plan.Change, record func() (activities.Record, error)) (activities.Record, error) {
		answers++ // no database: two thousand commands are about Temporal here
		return activities.Record{Status: activities.Recorded}, nil
	}
	w := newTownOn(t, s, quick)
	i := 0
	var again func() // hand in, take back, hand in …
	again = func() {
		var c plan.Command = plan.WithdrawStep{Header: head(fmt.Sprintf("c%d", i), cadre(), "a")}
		if i%2 == 1 {
			c = plan.SubmitStep{Header: head(fmt.Sprintf("c%d", i), cadre(), "a")}
		}
		w.send(c)
		if i++; i < 2000 {
			w.RegisterDelayedCallback(again, time.Second)
		}
	}
	w.RegisterDelayedCallback(again, time.Second)
	w.run(stateAfter(changes[1]))
	st := carried(t, w)
	require.Less(t, answers, 1990, "the server takes 2,000 in one run")
	require.Greater(t, answers, 1000)
	require.EqualValues(t, answers+2, st.Goal.Seq)
	require.Len(t, st.Recent, 64)
}

func TestGoal_CatchesUpAfterDaysWithoutAWorker(t *testing.T) {
	w := newTown(t)
	changes := past(t, w.store, monday, issued("g1"), plan.AcceptStep{Header: head("2", cadre(), "a")})
	w.SetStartTime(monday.AddDate(0, 0, 13)) // nobody was awake for the first reminders
	w.at(time.Minute, plan.SubmitStep{Header: head("3", cadre(), "a")})
	end(w, time.Hour)
	w.run(stateAfter(changes[1]))
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"submit: ok", "cancel: ok"}, w.calls)
	types := w.happened("g1")
	require.Equal(t, 1, count(types, plan.RungReached), "one notice, of what holds now")
	g := w.stored("g1")
	marks := g.Step("a").Reached
	require.Greater(t, len(marks), 1)
	for i, m := range marks {
		require.Equal(t, i < len(marks)-1, m.Skipped, "%s", m.Key)
	}
}
