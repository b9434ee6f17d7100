package workflows_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"gorm.io/gorm"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
)

// end cancels the goal, so that a story need not be told to its end.
func end(w *town, after time.Duration) {
	w.at(after, plan.Cancel{Header: plan.Header{ID: "end", Actor: leader(), Reason: "故事到此为止"}})
}

func issued(id string) plan.IssueGoal {
	return plan.IssueGoal{Header: head("issue", supervisor(), ""), Goal: exampleGoal(id)}
}

func TestUpdates_OfTwoAtOnceTheSecondIsDecidedAgainUnderTheLock(t *testing.T) {
	w := newTown(t)
	goal := exampleGoal("g1")
	goal.Steps[0].Stages = []plan.Stage{{Key: "any", Name: "或签", Rule: plan.AnySign, Signers: []plan.Ref{"post:p-sup", "post:p-lead"}}}
	changes := past(t, w.store, monday,
		plan.IssueGoal{Header: head("1", supervisor(), ""), Goal: goal}, plan.SubmitStep{Header: head("2", cadre(), "a")})
	first := plan.DecideApproval{Header: head("3", supervisor(), "a"), Agree: true}
	second := plan.DecideApproval{Header: head("4", leader(), "a"), Agree: true}
	first.Round, second.Round = 1, 1
	w.at(time.Hour, first, second)
	end(w, 2*time.Hour)
	w.run(stateAfter(changes[1]))

	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"decide", "decide", "cancel"}, w.accepted, "both passed the validator")
	require.Equal(t, []string{"decide: ok", "decide: stale-round", "cancel: ok"}, w.calls)
	require.Equal(t, 1, count(w.happened("g1"), plan.Signed))
	g := w.stored("g1")
	require.Equal(t, "u-sup", g.Step("a").Approval(1).Final.By.User)
}

func TestUpdates_ADoubleClickHappensOnce(t *testing.T) {
	w := newTown(t)
	accept := plan.AcceptStep{Header: head("2", cadre(), "a")}
	w.at(0, issued("g1"))
	w.at(time.Hour, accept, accept) // at once, under other update ids
	w.at(2*time.Hour, accept)       // and later
	end(w, 3*time.Hour)
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})

	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"issue: ok", "accept: ok", "accept: ok", "accept: ok", "cancel: ok"}, w.calls)
	require.Equal(t, 1, count(w.happened("g1"), plan.StepAccepted))
	require.EqualValues(t, 2, w.outcomes["2"].Seq)
}

func TestRecord_FallsBackToAnActivityThatIsTriedUntilTheDatabaseIsBack(t *testing.T) {
	var tries []string
	down := func(ctx context.Context, c plan.Change, record func() (activities.Record, error)) (activities.Record, error) {
		info := activity.GetInfo(ctx)
		switch {
		case c.Name != plan.NameAccept:
			return record()
		case info.IsLocalActivity:
			tries = append(tries, "local")
			return activities.Record{}, errors.New("the database is away")
		case info.Attempt < 9:
			tries = append(tries, "regular")
			return activities.Record{}, errors.New("the database is still away")
		}
		tries = append(tries, "recorded")
		return record()
	}
	w := newTownOn(t, storetest.SQLite(t), down)
	w.at(0, issued("g1"))
	w.at(time.Hour, plan.AcceptStep{Header: head("2", cadre(), "a")}, plan.SubmitStep{Header: head("3", cadre(), "a")})
	end(w, 24*time.Hour)
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})

	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"local", "regular", "regular", "regular", "regular", "regular", "regular", "regular", "regular", "recorded"}, tries)
	require.Equal(t, []string{"issue: ok", "accept: ok", "submit: ok", "cancel: ok"}, w.calls, "in order: the second waited for the first")
	w.stored("g1")
}

// The local activity commits and its process dies before Temporal knows: the
// change comes again, by the fall-back or by the caller sending it again.
func TestRecord_AdoptsWhatWasCommittedButNotAnswered(t *testing.T) {
	lost := func(ctx context.Context, c plan.Change, record func() (activities.Record, error)) (activities.Record, error) {
		rec, err := record()
		if activity.GetInfo(ctx).IsLocalActivity {
			return activities.Record{}, errors.New("the answer was lost")
		}
		require.Equal(t, activities.Already, rec.Status)
		return rec, err
	}
	w := newTownOn(t, storetest.SQLite(t), lost)
	w.at(0, issued("g1"))
	w.at(time.Hour, plan.AcceptStep{Header: head("2", cadre(), "a")})
	end(w, 2*time.Hour)
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"issue: ok", "accept: ok", "cancel: ok"}, w.calls)
	require.EqualValues(t, 3, w.stored("g1").Seq)
}

func TestRecord_AdoptsItsOwnCommandSentAgainAfterACrash(t *testing.T) {
	w := newTown(t)
	accept := plan.AcceptStep{Header: head("2", cadre(), "a")}
	changes := past(t, w.store, monday, issued("g1"), accept) // committed; then the process died
	w.at(time.Hour, accept)
	w.at(2*time.Hour, plan.SubmitStep{Header: head("3", cadre(), "a")})
	end(w, 3*time.Hour)
	w.run(stateAfter(changes[0])) // the workflow never heard of it

	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"accept: ok", "submit: ok", "cancel: ok"}, w.calls)
	require.Equal(t, store.Outcome{GoalID: "g1", Seq: 2, Command: "2", Name: plan.NameAccept}, w.outcomes["2"])
	g := w.stored("g1")
	require.EqualValues(t, 4, g.Seq)
	require.Equal(t, monday.Add(time.Minute), *g.Step("a").AcceptedAt, "as it was recorded, not as it was decided again")
}

func TestRecord_FollowsTheRecordWhenItIsBehind(t *testing.T) {
	for name, c := range map[string]struct {
		next plan.Command
		want string
		seq  int64
	}{
		"what is still possible happens": {plan.SubmitStep{Header: head("3", cadre(), "a")}, "submit: ok", 3},
		"what is no longer is refused":   {plan.AcceptStep{Header: head("3", cadre(), "a")}, "accept: step-status", 2},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			changes := past(t, w.store, monday, issued("g1"), plan.AcceptStep{Header: head("2", cadre(), "a")})
			w.at(time.Hour, c.next)
			end(w, 2*time.Hour)
			w.run(stateAfter(changes[0]))
			require.NoError(t, w.GetWorkflowError())
			require.Equal(t, []string{c.want, "cancel: ok"}, w.calls)
			require.EqualValues(t, c.seq+1, w.stored("g1").Seq)
		})
	}
}

// The caller of a command that was committed but not answered gets the answer
// from the record; the workflow hears of it with the next command.
func TestUpdates_WhoSawMoreOfTheRecordIsBelieved(t *testing.T) {
	w := newTown(t)
	changes := past(t, w.store, monday, issued("g1"), plan.SubmitStep{Header: head("2", cadre(), "a")})
	w.RegisterDelayedCallback(func() {
		w.sendSeeing(plan.WithdrawStep{Header: head("3", cadre(), "a")}, 2) // impossible in what the workflow knows
		w.sendSeeing(plan.WithdrawStep{Header: head("4", cadre(), "a")}, 2) // impossible after the first
	}, time.Hour)
	end(w, 2*time.Hour)
	w.run(stateAfter(changes[0]))
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"withdraw: ok", "withdraw: step-status", "cancel: ok"}, w.calls)
	require.EqualValues(t, 4, w.stored("g1").Seq)
}

func TestGoal_FindsItsIssueInTheRecord(t *testing.T) {
	w := newTown(t)
	past(t, w.store, monday, issued("g1")) // committed; then the process died, and nobody asks again
	end(w, time.Hour)
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"cancel: ok"}, w.calls, "it lives on, where an empty workflow ends")
}

func TestRecord_FollowsARecordThatWasPutBack(t *testing.T) {
	w := newTown(t)
	changes := past(t, storetest.SQLite(t), monday, issued("g1"), plan.AcceptStep{Header: head("2", cadre(), "a")},
		plan.SubmitStep{Header: head("3", cadre(), "a")})
	past(t, w.store, monday, issued("g1")) // what the backup held
	w.at(time.Hour, plan.UrgeStep{Header: head("4", supervisor(), "a")})
	w.at(2*time.Hour, plan.AcceptStep{Header: head("5", cadre(), "a")})
	end(w, 3*time.Hour)
	w.run(stateAfter(changes[2]))
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"urge: ok", "accept: ok", "cancel: ok"}, w.calls)
	require.EqualValues(t, 4, w.stored("g1").Seq)
}

func TestRecord_TakesOverACalendarItMissed(t *testing.T) {
	w := newTown(t)
	hours, err := calendar.ParseHours("08:00-12:00,14:00-17:00")
	require.NoError(t, err)
	next, err := calendar.Default().WithHours(hours)
	require.NoError(t, err)
	require.NoError(t, w.store.Write(t.Context(), func(tx *gorm.DB) error { return store.ActivateCalendar(tx, next, "") }))
	changes := past(t, w.store, monday, issued("g1"),
		plan.Recalendar{Header: plan.Header{ID: "2", Actor: plan.System()}, Calendar: *next}) // committed; then the process died
	w.at(time.Hour, plan.AcceptStep{Header: head("3", cadre(), "a")})
	w.at(2*time.Hour, plan.SubmitStep{Header: head("4", cadre(), "a")})
	end(w, 3*time.Hour)
	w.run(stateAfter(changes[0]))
	require.NoError(t, w.GetWorkflowError())
	require.Equal(t, []string{"accept: ok", "submit: ok", "cancel: ok"}, w.calls)
	g := w.stored("g1")
	require.Equal(t, next.Version, g.Calendar)
	events, _, err := w.store.Timeline(t.Context(), "g1", "a", store.Page{Size: 50})
	require.NoError(t, err)
	i := slices.IndexFunc(events, func(e plan.Event) bool { return e.Type == plan.StepSubmitted })
	due := *events[i].Detail.ReviewBy
	ends, err := next.EndOf(calendar.DateOf(due))
	require.NoError(t, err)
	require.Equal(t, ends.UTC(), due, "the review is due when the office closes by the new hours")
}
