package activities_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// Open goals and courses get the calendar; one that fails keeps no other from
// it, and the next try passes over those that have it.
func TestRedate_ReachesEveryOpenGoalAndCourse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		hours, err := calendar.ParseHours("08:00-12:00,14:00-17:00")
		require.NoError(t, err)
		next, err := calendar.Default().WithHours(hours)
		require.NoError(t, err)
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error { return store.ActivateCalendar(tx, next, "") }))

		a := &activities.Activities{Store: s}
		for _, id := range []string{"g1", "g2"} {
			recordAll(t, a, story(t, id)[:2])
		}
		for _, id := range []string{"q1", "q2"} {
			recordCourse(t, a, storetest.CourseStory(t, id))
		}
		ended, err := s.Course(ctx, "q2")
		require.NoError(t, err)
		cancelled, err := assess.Decide(ended, assess.CancelCourse{Header: assess.Header{ID: "end", Actor: storetest.Holds("mayor"), Reason: "不办了"}},
			ended.UpdatedAt, calendar.Default())
		require.NoError(t, err)
		recordCourse(t, a, []assess.Change{cancelled})

		var asked []string
		away := errors.New("the engine is away")
		a.Send = func(ctx context.Context, id string, c plan.Command) error {
			asked = append(asked, "goal "+id)
			if id == "g1" && len(asked) == 1 {
				return away
			}
			g, err := s.Goal(ctx, id)
			require.NoError(t, err)
			change, err := plan.Decide(g, c, storetest.Monday.AddDate(0, 0, 1), calendar.Default())
			require.NoError(t, err)
			recordAll(t, a, []plan.Change{change})
			return nil
		}
		a.SendCourse = func(ctx context.Context, id string, c assess.Command) error {
			asked = append(asked, "course "+id)
			was, err := s.Course(ctx, id)
			require.NoError(t, err)
			require.Equal(t, "作息调整", c.Head().Reason)
			change, err := assess.Decide(was, c, was.UpdatedAt, calendar.Default())
			require.NoError(t, err)
			recordCourse(t, a, []assess.Change{change})
			return nil
		}
		env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
		env.RegisterActivity(a.Redate)
		_, err = env.ExecuteActivity(a.Redate, next.Version, "作息调整")
		require.ErrorContains(t, err, "goal g1: the engine is away")
		require.Equal(t, []string{"goal g1", "goal g2", "course q1"}, asked)
		_, err = env.ExecuteActivity(a.Redate, next.Version, "作息调整")
		require.NoError(t, err)
		require.Equal(t, []string{"goal g1"}, asked[3:])
		_, err = env.ExecuteActivity(a.Redate, next.Version, "作息调整")
		require.NoError(t, err)
		require.Len(t, asked, 4, "all have it")
	})
}
