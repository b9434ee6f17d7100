package api

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/calendar"
	"duban/store"
	"duban/store/storetest"
)

// What the preview lists of a course is what the import makes of it.
func TestPreviewCalendar_ListsTheDatesOfAssessmentsThatMove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		w.write(func(tx *store.Tx) error { return store.ActivateCalendar(tx, calendar.Default(), "") })
		id := w.underAssessment()
		before, err := s.Course(context.Background(), id)
		require.NoError(t, err)
		require.Equal(t, assess.PhaseSelf, before.Phase)
		// A day of the window, worked so far, becomes a holiday.
		off := calendar.DateOf(*before.DueAt)
		body := map[string]any{"notice": map[string]any{"year": 2026, "days": []any{map[string]any{"name": "补假", "date": off.String(), "isOffDay": true}}}}

		a := w.ask("supervisor", "POST", "/api/v1/calendars/preview", body)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		var preview CalendarPreview
		a.json(&preview)
		require.Empty(t, preview.Changes)
		require.Len(t, preview.Courses, 1)
		found := preview.Courses[0]
		require.Equal(t, []any{id, "二月考核", assess.PhaseSelf}, []any{found.CourseId, found.Title, found.Phase})

		cal, err := calendar.Default().With(preview.Year)
		require.NoError(t, err)
		_, err = w.courseSaid(context.Background(), id, assess.RecalendarCourse{Header: assess.Header{ID: store.NewID(), Actor: assess.System()}, Calendar: *cal})
		require.NoError(t, err)
		after, err := s.Course(context.Background(), id)
		require.NoError(t, err)
		require.Equal(t, before.Moves(&after), found.Moves)
		require.Equal(t, assess.Move{Date: assess.DatePhase, Old: before.DueAt, New: after.DueAt}, found.Moves[0])
		require.True(t, after.DueAt.After(*before.DueAt))
	})
}

func TestPreviewCalendar_RefusesAYearThatIsNotNextToTheLoadedOnes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.write(func(tx *store.Tx) error { return store.ActivateCalendar(tx, calendar.Default(), "") })
		for _, c := range []struct {
			body map[string]any
			code string
		}{
			{map[string]any{"text": "1月1日放假。", "year": 1800}, "out-of-range"},
			{map[string]any{"text": "国务院办公厅关于1800年部分节假日安排的通知。1月1日放假。"}, "notice-year-range"},
			{map[string]any{"text": "1月1日放假。", "year": 2000}, "notice-year-gap"},
			{map[string]any{"text": "1月1日放假。", "year": 2100}, "notice-year-gap"},
		} {
			a := w.ask("supervisor", "POST", "/api/v1/calendars/preview", c.body)
			require.Equal(t, 422, a.Status, "%v %s", c.body, a.Body)
			found := a.problem().Errors
			require.Len(t, found, 1)
			require.Equal(t, []string{"/year", c.code}, []string{found[0].Pointer, found[0].Code})
		}
	})
}
