package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
)

// pastCourse writes a course's first changes straight to the record, as a
// process that died since had done.
func pastCourse(t *testing.T, s *store.Store, changes []assess.Change) {
	t.Helper()
	for _, c := range changes {
		rec, err := (&activities.Activities{Store: s}).RecordCourse(t.Context(), c)
		require.NoError(t, err)
		require.Equal(t, activities.Recorded, rec.Status)
	}
}

func courseAfter(c assess.Change) workflows.CourseState {
	return workflows.CourseState{Course: c.Course, Calendar: *calendar.Default(), Loop: workflows.Loop}
}

// after sends commands some time after the start.
func (o *office) after(d time.Duration, commands ...assess.Command) {
	o.RegisterDelayedCallback(func() {
		for _, c := range commands {
			o.send(c)
		}
	}, d)
}

// endCourse cancels the course, so that a story need not be told to its end.
func endCourse(o *office, after time.Duration) {
	o.after(after, assess.CancelCourse{Header: assess.Header{ID: "end", Actor: storetest.Holds("mayor"), Reason: "故事到此为止"}})
}

// storedCourse returns the course of the record, after checking its chain.
func (o *office) storedCourse() assess.Course {
	o.t.Helper()
	c, err := o.store.Course(o.t.Context(), "q1")
	require.NoError(o.t, err)
	broken, err := o.store.VerifyCourse(o.t.Context(), "q1")
	require.NoError(o.t, err)
	require.Nil(o.t, broken)
	return c
}

func evaluates(id, scorer string, subject assess.Ref, p assess.Points) assess.Command {
	return assess.Evaluate{Header: assess.Header{ID: id, Actor: storetest.Holds(scorer), Subject: subject},
		Items: []assess.Given{{Sheet: "cadre", Indicator: "conduct", Points: p}}}
}

func TestContinueAsNew_CarriesTheCourseAndTheLastCommands(t *testing.T) {
	s := storetest.SQLite(t)
	changes := storetest.CourseStory(t, "q1")
	last := changes[len(changes)-1]
	pastCourse(t, s, changes)
	first, second := evaluates("e1", "eval-b", "user:li", 80*assess.Point), evaluates("e2", "eval-a", "user:wang", 70*assess.Point)
	o := newOffice(t, s)
	o.SetStartTime(last.Course.UpdatedAt.Add(time.Minute))
	o.after(time.Hour, first)
	o.after(2*time.Hour, second)
	o.onAccept = func(assess.Name) { o.SetContinueAsNewSuggested(len(o.calls) > 0) } // arrives while the second is under way
	o.ExecuteWorkflow(workflows.CourseWorkflow, courseAfter(last))
	require.Equal(t, []string{"evaluate: ok", "evaluate: ok"}, o.calls, "what was under way is finished first")
	var again *workflow.ContinueAsNewError
	require.ErrorAs(t, o.GetWorkflowError(), &again)
	require.Equal(t, workflows.CourseWorkflow, again.WorkflowType.Name)
	var st workflows.CourseState
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(again.Input, &st))
	require.Equal(t, o.storedCourse(), st.Course)
	require.Equal(t, calendar.Default().Version, st.Calendar.Version)
	require.Equal(t, workflows.Loop, st.Loop)
	require.Equal(t, []string{"e1", "e2"}, []string{st.Recent[0].Command, st.Recent[1].Command})

	next := newOffice(t, s)
	next.SetStartTime(st.Course.UpdatedAt.Add(time.Minute))
	next.after(time.Hour, second, first) // a caller who never got the answers
	next.after(2*time.Hour, evaluates("e3", "eval-b", "user:wang", 60*assess.Point))
	endCourse(next, 3*time.Hour)
	next.ExecuteWorkflow(workflows.CourseWorkflow, st)
	require.NoError(t, next.GetWorkflowError())
	require.Equal(t, []string{"evaluate: ok", "evaluate: ok", "evaluate: ok", "cancel-course: ok"}, next.calls)
	require.Equal(t, []int64{last.Seq + 1, last.Seq + 2, last.Seq + 3}, []int64{next.outcomes["e1"].Seq, next.outcomes["e2"].Seq, next.outcomes["e3"].Seq},
		"nothing happened twice")
}

func TestCourse_FollowsTheRecordWhenItIsBehind(t *testing.T) {
	changes := storetest.CourseStory(t, "q1")
	last := changes[len(changes)-1]
	given := func(o *office) assess.Points {
		for _, e := range o.storedCourse().Evaluations {
			if e.Scorer == "post:eval-b" {
				return e.Points
			}
		}
		return -1
	}
	for name, c := range map[string]struct {
		known int   // changes that the workflow knows
		seen  int64 // change that the caller has seen
		calls []string
		want  assess.Points
	}{
		"of whoever saw more":                             {len(changes) - 2, last.Seq, []string{"evaluate: ok", "cancel-course: ok"}, 80 * assess.Point},
		"when its own decision is no longer the next one": {len(changes) - 1, 0, []string{"evaluate: ok", "cancel-course: ok"}, 80 * assess.Point},
		"but not of whoever saw as little":                {len(changes) - 2, 0, []string{"evaluate: phase", "cancel-course: ok"}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, storetest.SQLite(t))
			pastCourse(t, o.store, changes)
			o.SetStartTime(last.Course.UpdatedAt.Add(time.Minute))
			o.RegisterDelayedCallback(func() { o.sendSeeing(evaluates("e1", "eval-b", "user:li", 80*assess.Point), c.seen) }, time.Hour)
			endCourse(o, 2*time.Hour)
			o.ExecuteWorkflow(workflows.CourseWorkflow, courseAfter(changes[c.known-1]))
			require.NoError(t, o.GetWorkflowError())
			require.Equal(t, c.calls, o.calls)
			require.Equal(t, c.want, given(o))
		})
	}
}

func TestCourse_AdoptsItsOwnCommandSentAgainAfterACrash(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	changes := storetest.CourseStory(t, "q1")
	last := changes[len(changes)-1]
	pastCourse(t, o.store, changes) // committed; then the process died
	o.SetStartTime(last.Course.UpdatedAt.Add(time.Minute))
	o.after(time.Hour, evaluates(last.Command, "eval-a", "user:li", 90*assess.Point))
	endCourse(o, 2*time.Hour)
	o.ExecuteWorkflow(workflows.CourseWorkflow, courseAfter(changes[len(changes)-2])) // the workflow never heard of it
	require.NoError(t, o.GetWorkflowError())
	require.Equal(t, []string{"evaluate: ok", "cancel-course: ok"}, o.calls)
	require.Equal(t, last.Seq, o.outcomes[last.Command].Seq)
	require.Equal(t, last.Seq+1, o.storedCourse().Seq, "nothing happened twice")
}

func TestCourse_FindsItsIssueInTheRecord(t *testing.T) {
	o := newOffice(t, storetest.SQLite(t))
	pastCourse(t, o.store, storetest.CourseStory(t, "q1")[:1]) // committed; then the process died, and nobody asks again
	endCourse(o, time.Hour)
	o.ExecuteWorkflow(workflows.CourseWorkflow,
		workflows.CourseState{Course: assess.Course{ID: "q1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.NoError(t, o.GetWorkflowError())
	require.Equal(t, []string{"cancel-course: ok"}, o.calls, "it lives on, where an empty workflow ends")
}
