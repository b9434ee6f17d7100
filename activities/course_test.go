package activities_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
	"duban/store/storetest"
)

func recordCourse(t *testing.T, a *activities.Activities, changes []assess.Change) {
	t.Helper()
	for _, c := range changes {
		rec, err := a.RecordCourse(ctx, c)
		require.NoError(t, err)
		require.Equal(t, activities.Recorded, rec.Status, "seq %d", c.Seq)
		require.Nil(t, rec.Stored, "the workflow has it already")
	}
}

// holdsCourse checks that what is stored is a course, whole, and that its
// chain holds.
func holdsCourse(t *testing.T, s *store.Store, c assess.Course) {
	t.Helper()
	got, err := s.Course(ctx, c.ID)
	require.NoError(t, err)
	require.Equal(t, text(t, c), text(t, got))
	broken, err := s.VerifyCourse(ctx, c.ID)
	require.NoError(t, err)
	require.Nil(t, broken)
}

func TestRecordCourse_AnswersRecordedOnceAndAlreadyAfterwards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := storetest.CourseStory(t, "q1")
		last := changes[len(changes)-1].Course
		recordCourse(t, a, changes)
		for _, c := range changes {
			rec, err := a.RecordCourse(ctx, c)
			require.NoError(t, err)
			require.Equal(t, activities.Already, rec.Status)
			require.Equal(t, store.CourseOutcome{CourseID: "q1", Seq: c.Seq, Command: c.Command, Name: c.Name, Fingerprint: c.Fingerprint}, rec.Outcome)
			require.Equal(t, text(t, last), text(t, rec.Stored), "the course as it is stored now")
		}
		holdsCourse(t, s, last)

		again := changes[len(changes)-1] // decided anew, for a later seq
		again.Seq++
		rec, err := a.RecordCourse(ctx, again)
		require.NoError(t, err)
		require.Equal(t, activities.Already, rec.Status)
		require.Equal(t, again.Seq-1, rec.Outcome.Seq)
	})
}

func TestRecordCourse_AnswersBehindWithTheCourseAsStored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := storetest.CourseStory(t, "q1")
		rec, err := a.RecordCourse(ctx, changes[3])
		require.NoError(t, err)
		require.Equal(t, activities.CourseRecord{Status: activities.Behind}, rec, "nothing is known of it")
		recordCourse(t, a, changes[:3])
		somebodyElse := func(c assess.Change) assess.Change {
			c.Command += "-of-somebody-else"
			return c
		}
		stored := changes[2].Course
		for name, c := range map[string]assess.Change{
			"a seq that holds another command": somebodyElse(changes[2]), "the first seq with another command": somebodyElse(changes[0]),
			"a seq beyond the next": changes[4], "nothing, only to follow": {CourseID: "q1", Course: assess.Course{Calendar: stored.Calendar}},
		} {
			rec, err := a.RecordCourse(ctx, c)
			require.NoError(t, err, name)
			require.Equal(t, activities.Behind, rec.Status, name)
			require.Equal(t, text(t, stored), text(t, rec.Stored), name)
			require.Zero(t, rec.Outcome, name)
			require.Nil(t, rec.Calendar, name)
		}
		holdsCourse(t, s, stored)
		recordCourse(t, a, changes[3:])
		holdsCourse(t, s, changes[len(changes)-1].Course)
	})
}

func TestRecordCourse_LetsOneOfManyAtOnceWin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := storetest.CourseStory(t, "q1")
		recordCourse(t, a, changes[:2])
		var all sync.WaitGroup
		var lock sync.Mutex
		seen := map[activities.RecordStatus]int{}
		for i := range 20 {
			c := changes[2]
			c.Command = fmt.Sprintf("c-%d", i/2) // every command twice
			all.Go(func() {
				rec, err := a.RecordCourse(ctx, c)
				lock.Lock()
				defer lock.Unlock()
				if err != nil {
					t.Error(err)
				}
				seen[rec.Status]++
			})
		}
		all.Wait()
		require.Equal(t, map[activities.RecordStatus]int{activities.Recorded: 1, activities.Already: 1, activities.Behind: 18}, seen)
		holdsCourse(t, s, changes[2].Course)
	})
}

func TestRecordCourse_TellsOfACalendarThatTheWorkflowMissed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := storetest.CourseStory(t, "q1")
		hours, err := calendar.ParseHours("08:00-12:00,14:00-17:00")
		require.NoError(t, err)
		next, err := calendar.Default().WithHours(hours)
		require.NoError(t, err)
		require.NoError(t, s.Write(ctx, func(tx *gorm.DB) error { return store.ActivateCalendar(tx, next, "") }))
		recordCourse(t, a, changes[:1])
		redated, err := assess.Decide(changes[0].Course, assess.RecalendarCourse{
			Header: assess.Header{ID: "redate", Actor: assess.System()}, Calendar: *next}, storetest.Monday.Add(time.Hour), calendar.Default())
		require.NoError(t, err)
		recordCourse(t, a, []assess.Change{redated})

		rec, err := a.RecordCourse(ctx, changes[1]) // of a workflow that never heard of it
		require.NoError(t, err)
		require.Equal(t, activities.Behind, rec.Status)
		require.Equal(t, next.Version, rec.Calendar.Version)
	})
}
