package e2e_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
)

func (e *engine) about(a assess.Actor, subject assess.Ref) assess.Header {
	return assess.Header{ID: e.head(supervisor, "").ID, Actor: a, Subject: subject, Reason: "因为需要"}
}

func (e *engine) sendCourse(course string, commands ...assess.Command) {
	for _, c := range commands {
		_, err := workflows.SendCourse(e.t.Context(), e.client, e.store, course, c)
		require.NoError(e.t, err, "%s", c.Name())
	}
}

// assessed is a course over a period that is past: frozen and counted by
// itself, scored, moderated, published, objected to, and cancelled because its
// windows are longer than a test.
func (e *engine) assessed() {
	_, err := workflows.IssueCycle(e.t.Context(), e.client,
		assess.IssueCycle{Header: e.about(storetest.Holds("office"), ""), Cycle: storetest.Cycle("assessed")}, calendar.Default())
	require.NoError(e.t, err)
	e.awaitPhase("assessed", assess.PhaseSelf)
	li, wang := storetest.Holds("p-agri"), assess.Actor{User: "wang", Name: "wang"}
	li.User = "li"
	e.sendCourse("assessed", assess.SelfAssess{Header: e.about(li, "user:li"), Summary: "按期完成"},
		assess.SelfAssess{Header: e.about(wang, "user:wang"), Summary: "新到岗"},
		assess.SelfAssess{Header: e.about(storetest.Holds("p-head"), "unit:agri"), Summary: "全办"},
		assess.Advance{Header: e.about(storetest.Holds("office"), "")})
	for _, scorer := range []string{"eval-a", "eval-b"} {
		for _, subject := range []assess.Ref{"user:li", "user:wang"} {
			e.sendCourse("assessed", assess.Evaluate{Header: e.about(storetest.Holds(scorer), subject),
				Items: []assess.Given{{Sheet: "cadre", Indicator: "conduct", Points: 85 * assess.Point}}})
		}
	}
	for _, subject := range e.awaitPhase("assessed", assess.PhasePanel).Sample.All() {
		e.sendCourse("assessed", assess.VerifySample{Header: e.about(storetest.Holds("panel"), subject), OK: true})
	}
	e.awaitPhase("assessed", assess.PhaseModeration)
	e.sendCourse("assessed", assess.Publish{Header: e.about(storetest.Holds("mayor"), "")},
		assess.AskReview{Header: e.about(li, "user:li"), Grounds: "打分偏低"},
		assess.CancelCourse{Header: e.about(storetest.Holds("mayor"), "")})
	e.finishedCourse("assessed")
}

// assessedLate was recorded long ago and starts from its rows: first because
// its workflow is lost and looked for, then because somebody sends a command.
func (e *engine) assessedLate() {
	ctx := e.t.Context()
	change, err := assess.Decide(assess.Course{}, assess.IssueCycle{Header: e.about(storetest.Holds("office"), ""), Cycle: storetest.Cycle("assessed-late")},
		storetest.Monday, calendar.Default())
	require.NoError(e.t, err)
	rec, err := (&activities.Activities{Store: e.store}).RecordCourse(ctx, change)
	require.NoError(e.t, err)
	require.Equal(e.t, activities.Recorded, rec.Status)

	started, err := workflows.Reconcile(ctx, e.client, e.store)
	require.NoError(e.t, err)
	require.Equal(e.t, 1, started, "the course that nobody runs")
	again, err := workflows.Reconcile(ctx, e.client, e.store)
	require.NoError(e.t, err)
	require.Zero(e.t, again, "and once it runs, no other")

	stood := e.awaitPhase("assessed-late", assess.PhaseSelf)
	hours, err := calendar.ParseHours("08:00-12:00,14:00-17:00")
	require.NoError(e.t, err)
	next, err := calendar.Default().WithHours(hours)
	require.NoError(e.t, err)
	require.NoError(e.t, e.store.Write(ctx, func(tx *store.Tx) error { return store.ActivateCalendar(tx, next, "") }))
	require.NoError(e.t, workflows.StartRedate(ctx, e.client, next.Version, "作息调整"))
	require.NoError(e.t, e.client.GetWorkflow(ctx, workflows.RedateID(next.Version), "").Get(ctx, nil))
	redated, err := e.store.Course(ctx, "assessed-late")
	require.NoError(e.t, err)
	require.Equal(e.t, next.Version, redated.Calendar)
	require.Equal(e.t, stood.Seq+1, redated.Seq)
	require.NoError(e.t, e.client.TerminateWorkflow(ctx, workflows.CourseID("assessed-late"), "", "lost"))
	e.sendCourse("assessed-late", assess.CancelCourse{Header: e.about(storetest.Holds("mayor"), "")})
	require.Equal(e.t, redated.Seq+1, e.finishedCourse("assessed-late").Seq)

	_, err = workflows.SendCourse(ctx, e.client, e.store, "assessed-late", assess.CancelCourse{Header: e.about(storetest.Holds("mayor"), "")})
	require.Equal(e.t, assess.CodePhase, assess.CodeOf(err), "what has ended is not started again")
}

// awaitPhase waits until what a course does by itself has brought it to a
// phase.
func (e *engine) awaitPhase(course string, phase assess.Phase) assess.Course {
	e.t.Helper()
	return awaitPhase(e.t, e.store, course, phase)
}

func awaitPhase(t *testing.T, s *store.Store, course string, phase assess.Phase) assess.Course {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	for {
		c, err := s.Course(ctx, course)
		require.NoError(t, err)
		if c.Phase == phase && c.Wanted == "" {
			return c
		}
		select {
		case <-ctx.Done():
			require.FailNow(t, "the course does not get there", "%s at %s, wants %q", course, c.Phase, c.Wanted)
		case <-poll.C:
		}
	}
}

// finishedCourse waits for the end of a course's workflow and checks its
// record.
func (e *engine) finishedCourse(course string) assess.Course {
	ctx, cancel := context.WithTimeout(e.t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(e.t, e.client.GetWorkflow(ctx, workflows.CourseID(course), "").Get(ctx, nil))
	c, err := e.store.Course(ctx, course)
	require.NoError(e.t, err)
	require.Equal(e.t, assess.PhaseCancelled, c.Phase)
	broken, err := e.store.VerifyCourse(ctx, course)
	require.NoError(e.t, err)
	require.Nil(e.t, broken)
	return c
}
