package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDue_GoldenTable(t *testing.T) {
	c := Default()
	for _, row := range []struct {
		start string
		n     int
		unit  Unit
		want  string
	}{
		{"2026-02-13 08:00", 1, Workday, "2026-02-14 17:30"}, // whenever on the day: it is not counted
		{"2026-02-13 23:59", 1, Workday, "2026-02-14 17:30"},
		{"2026-02-13 10:00", 20, Workday, "2026-03-19 17:30"},
		{"2026-09-30 10:00", 3, Workday, "2026-10-10 17:30"},
		{"2026-12-28 10:00", 5, Workday, "2027-01-05 17:30"},
		{"2026-02-13 10:00", 1, Day, "2026-02-14 17:30"},
		{"2026-02-13 10:00", 2, Day, "2026-02-24 17:30"}, // the 15th rests: the next working day
		{"2026-02-13 10:00", 7, Day, "2026-02-24 17:30"},
		{"2026-02-13 10:00", 15, Day, "2026-02-28 17:30"}, // a Saturday worked
		{"2026-02-13 10:00", 16, Day, "2026-03-02 17:30"},
		{"2026-09-01 10:00", 30, Day, "2026-10-08 17:30"}, // 1 October
		{"2026-12-02 10:00", 30, Day, "2027-01-04 17:30"}, // 1 January
		{"2026-02-13 16:30", 2, Hour, "2026-02-14 09:30"},
		{"2026-02-14 16:30", 2, Hour, "2026-02-24 09:30"},
		{"2026-02-18 16:30", 24, Hour, "2026-02-27 15:30"}, // three days and four and a half hours
	} {
		got, err := c.Due(at(t, row.start), Budget{row.n, row.unit})
		require.NoError(t, err)
		assert.Equal(t, row.want, got.Format("2006-01-02 15:04"), "%s %d %s", row.start, row.n, row.unit)
	}
}

func TestBudget_RefusesWhatIsNoPeriod(t *testing.T) {
	for _, b := range []Budget{{}, {0, Day}, {-1, Workday}, {MaxBudget + 1, Hour}, {3, "week"}, {3, ""}} {
		var p Problem
		require.ErrorAs(t, b.Validate(), &p, b)
		_, err := Default().Due(at(t, "2026-02-13 10:00"), b)
		assert.ErrorAs(t, err, &p)
	}
	assert.NoError(t, Budget{MaxBudget, Workday}.Validate())
}

func TestDue_LawsHold(t *testing.T) {
	c := Default()
	rapid.Check(t, func(t *rapid.T) {
		start := anyMoment(c).Draw(t, "start")
		b := Budget{rapid.IntRange(1, 200).Draw(t, "n"), rapid.SampledFrom([]Unit{Workday, Day, Hour}).Draw(t, "unit")}
		due, err := c.Due(start, b)
		if err != nil {
			assert.ErrorAs(t, err, new(ErrBeyond))
			return
		}
		assert.True(t, due.After(start))
		worked, err := c.Workday(DateOf(due))
		require.NoError(t, err)
		assert.True(t, worked, "never due on a rest day")
		if b.Unit != Hour {
			end, err := c.EndOf(DateOf(due))
			require.NoError(t, err)
			assert.Equal(t, end, due)
			assert.True(t, DateOf(due).After(DateOf(start)), "the day of the event is not counted")
		}
		later := start.Add(time.Duration(rapid.Int64Range(0, int64(100*time.Hour)).Draw(t, "later")))
		if after, err := c.Due(later, b); err == nil {
			assert.False(t, after.Before(due), "what begins later is never due sooner")
		}
		if longer, err := c.Due(start, Budget{b.N + 1, b.Unit}); err == nil {
			assert.False(t, longer.Before(due))
		}
	})
}

func BenchmarkAddWorkdays(b *testing.B) {
	c := Default()
	from := On(2026, time.January, 20)
	for b.Loop() {
		if _, err := c.AddWorkdays(from, 30); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAddWorkdays_AYear(b *testing.B) {
	c := Default()
	from := On(2026, time.January, 20)
	for b.Loop() {
		if _, err := c.AddWorkdays(from, 250); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDue(b *testing.B) {
	c := Default()
	start := time.Date(2026, 1, 20, 10, 0, 0, 0, Zone)
	for _, budget := range []Budget{{20, Workday}, {30, Day}, {48, Hour}} {
		b.Run(string(budget.Unit), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Due(start, budget); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWorked(b *testing.B) {
	c := Default()
	from := time.Date(2026, 1, 20, 10, 0, 0, 0, Zone)
	to := time.Date(2026, 3, 20, 16, 0, 0, 0, Zone)
	for b.Loop() {
		if _, err := c.Worked(from, to); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorkday(b *testing.B) {
	c := Default()
	d := On(2026, time.October, 10)
	for b.Loop() {
		if _, err := c.Workday(d); err != nil {
			b.Fatal(err)
		}
	}
}
