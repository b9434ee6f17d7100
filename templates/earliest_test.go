package templates

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
)

func TestEarliest_SaysWhichStepsLieBeyondTheCalendar(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	goal = applied(t, template, goal, choices)
	_, last := calendar.Default().Span()
	days, err := Earliest(goal, last.AddDays(-30), calendar.Default())
	require.ErrorAs(t, err, new(calendar.ErrBeyond))
	require.Contains(t, days, "pre-notice")
	require.NotContains(t, days, "scheme-notice")
	require.NotContains(t, days, "filing")
	_, err = EarliestFiling(goal, last.AddDays(-30), calendar.Default())
	require.True(t, errors.As(err, new(calendar.ErrBeyond)))
}

func TestEarliest_LeavesOutWhatWasCancelled(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	goal = applied(t, template, goal, choices)
	goal.Step("scheme-notice").Status = plan.StepCancelled
	days, err := Earliest(goal, day(t, "2026-03-02"), calendar.Default())
	require.NoError(t, err)
	require.NotContains(t, days, "scheme-notice")
	require.Equal(t, "2026-03-02", days["filing"].String(), "what waited for it may open")
}

func TestEarliest_SeriesEndWithTheirLastOccurrence(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal = applied(t, template, goal, choices)
	days, err := Earliest(goal, day(t, "2026-01-05"), calendar.Default())
	require.NoError(t, err)
	require.Equal(t, "2026-12-31", days["report"].String())
}

func TestExpected_TakesAllTheTimeGiven(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal = applied(t, template, goal, choices)
	days, err := Expected(goal, day(t, "2026-01-05"), calendar.Default())
	require.NoError(t, err)
	require.Equal(t, "2026-01-19", days["scheme"].String())
	require.Equal(t, "2026-12-10", days["measure-1"].String())
	require.Equal(t, "2026-12-25", days["summary"].String())
}

func TestExpected_KnowsTheClockOfAStepThatRuns(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	s := issued(t, "2026-01-05 09:00", applied(t, template, goal, choices))
	days, err := Expected(s.g, day(t, "2026-01-09"), s.cal)
	require.NoError(t, err)
	require.Equal(t, "2026-01-19", days["scheme"].String(), "not ten days from today")
	s.do(s.submission("scheme"))
	days, err = Expected(s.g, day(t, "2026-01-09"), s.cal)
	require.NoError(t, err)
	require.Equal(t, "2026-01-09", days["scheme"].String(), "only the approval is missing")
}

// No step is through before those that it waits for, before its season, or
// later when everybody hurries; a later start never helps.
func TestEarliest_KeepsItsLaws(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	cal := calendar.Default()
	rapid.Check(t, func(t *rapid.T) {
		template := list[rapid.IntRange(0, len(list)-1).Draw(t, "kind")]
		goal, choices := template.Example(2026, rapid.SampledFrom(template.exampleFigures()).Draw(t, "figures"))
		goal, _ = Apply(template, goal, choices)
		from := calendar.On(2026, 1, 1).AddDays(rapid.IntRange(0, 200).Draw(t, "from"))
		days, err := Earliest(goal, from, cal)
		if err != nil {
			t.Fatal(err)
		}
		later, err := Earliest(goal, from.AddDays(rapid.IntRange(0, 60).Draw(t, "later")), cal)
		if err != nil {
			t.Fatal(err)
		}
		expected, _ := Expected(goal, from, cal)
		for _, s := range goal.Steps {
			got := days[s.Key]
			for _, key := range s.After {
				if got.Before(days[key]) && s.Recur == nil {
					t.Fatalf("%s on %s before %s on %s", s.Key, got, key, days[key])
				}
			}
			if s.OpensOn != nil && got.Before(*s.OpensOn) || got.Before(from) && s.Recur == nil {
				t.Fatalf("%s on %s", s.Key, got)
			}
			if e, ok := expected[s.Key]; ok && e.Before(got) {
				t.Fatalf("%s expected on %s, earliest %s", s.Key, e, got)
			}
			if later[s.Key].Before(got) {
				t.Fatalf("%s gains by waiting", s.Key)
			}
		}
	})
}
