package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// naive answers from the lists alone, day by day: the model the fast
// arithmetic is held against.
type naive map[Date]bool

func naiveOf(c *Calendar) naive {
	n := naive{}
	first, last := c.Span()
	for d := first; !d.After(last); d = d.AddDays(1) {
		n[d] = d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	}
	for _, y := range c.Years {
		for _, d := range y.Off {
			n[d] = false
		}
		for _, d := range y.Worked {
			n[d] = true
		}
	}
	return n
}

func TestWorkday_RoundTheHolidays(t *testing.T) {
	// w worked, r rest; from the first day on.
	for name, c := range map[string]struct{ first, days string }{
		"new year 2025":           {"2024-12-31", "?rwwr"},
		"spring festival 2025":    {"2025-01-24", "wrwwrrrrrrrrwwwwrw"},
		"qingming 2025":           {"2025-04-03", "wrrrw"},
		"labour day 2025":         {"2025-04-25", "wrwwwwrrrrrwwwwrr"},
		"dragon boat 2025":        {"2025-05-30", "wrrrw"},
		"national day 2025":       {"2025-09-26", "wrwwwrrrrrrrrwwwrw"},
		"new year 2026":           {"2025-12-31", "wrrrwwwwwwrr"},
		"spring festival 2026":    {"2026-02-13", "wwrrrrrrrrrwwwwwrw"},
		"qingming 2026":           {"2026-04-03", "wrrrw"},
		"labour day 2026":         {"2026-04-30", "wrrrrrwwwwrw"},
		"dragon boat 2026":        {"2026-06-18", "wrrrw"},
		"mid-autumn 2026":         {"2026-09-18", "wrwwwwwrrrwww"},
		"national day 2026":       {"2026-09-30", "wrrrrrrrwwwrw"},
		"new year 2027":           {"2026-12-31", "wrrrw"},
		"spring festival 2027":    {"2027-02-04", "wrrrrw"},
		"qingming 2027":           {"2027-04-02", "wrrrw"},
		"labour day 2027":         {"2027-04-30", "wrrw"},
		"dragon boat 2027":        {"2027-06-08", "wrw"},
		"mid-autumn 2027":         {"2027-09-14", "wrw"},
		"national day 2027":       {"2027-09-30", "wrrrw"},
		"the end of what's known": {"2027-12-30", "ww?"},
	} {
		t.Run(name, func(t *testing.T) {
			d := day(t, c.first)
			for _, want := range c.days {
				worked, err := Default().Workday(d)
				switch want {
				case '?':
					assert.Equal(t, ErrBeyond{d}, err)
				default:
					require.NoError(t, err)
					assert.Equal(t, want == 'w', worked, "%s %s", d, d.Weekday())
				}
				d = d.AddDays(1)
			}
		})
	}
}

func TestWorkdays_OfWholeYears(t *testing.T) {
	c := Default()
	for year, want := range map[int]int{2025: 248, 2026: 248, 2027: 254} {
		n, err := c.Workdays(On(year, time.January, 1), On(year, time.December, 31)) // 1 January is off
		require.NoError(t, err)
		assert.Equal(t, want, n, year)
	}
}

func TestAddWorkdays_GoldenTable(t *testing.T) {
	c := Default()
	for _, row := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-13", 1, "2026-02-14"}, // Friday: the make-up Saturday is worked
		{"2026-02-14", 1, "2026-02-24"}, // the Spring Festival is jumped
		{"2026-02-13", 5, "2026-02-27"},
		{"2026-02-13", 6, "2026-02-28"}, // the second make-up Saturday
		{"2026-02-13", 7, "2026-03-02"},
		{"2026-02-18", 1, "2026-02-24"}, // an event within the holiday
		{"2026-02-24", -1, "2026-02-14"},
		{"2026-02-20", -1, "2026-02-14"},
		{"2026-02-24", -2, "2026-02-13"},
		{"2026-02-18", 0, "2026-02-24"},
		{"2026-02-24", 0, "2026-02-24"},
		{"2026-04-30", 1, "2026-05-06"},
		{"2026-05-08", 1, "2026-05-09"},
		{"2026-05-09", 1, "2026-05-11"},
		{"2026-09-24", 5, "2026-10-09"}, // Mid-Autumn, three days, National Day, two days
		{"2026-09-30", 1, "2026-10-08"},
		{"2026-10-09", 1, "2026-10-10"},
		{"2026-10-10", 1, "2026-10-12"},
		{"2025-09-26", 1, "2025-09-28"}, // the make-up Sunday before National Day 2025
		{"2025-09-30", 1, "2025-10-09"},
		{"2025-10-09", 2, "2025-10-11"},
		{"2025-01-24", 1, "2025-01-26"},
		{"2025-01-27", 1, "2025-02-05"},
		{"2025-12-31", 1, "2026-01-04"}, // a Sunday worked
		{"2026-12-31", 1, "2027-01-04"}, // official into provisional
		{"2027-01-04", -1, "2026-12-31"},
		{"2026-11-24", 60, "2027-02-19"},
		{"2027-02-04", 1, "2027-02-09"},
	} {
		got, err := c.AddWorkdays(day(t, row.from), row.n)
		require.NoError(t, err)
		assert.Equal(t, row.want, got.String(), "%s %+d", row.from, row.n)
	}
}

func TestArithmetic_RefusesBeyondTheLoadedYears(t *testing.T) {
	c := Default()
	refused := func(err error, missing string) {
		t.Helper()
		var beyond ErrBeyond
		require.ErrorAs(t, err, &beyond)
		assert.Equal(t, missing, beyond.Date.String())
	}
	_, err := c.AddWorkdays(day(t, "2027-12-31"), 1)
	refused(err, "2028-01-01")
	_, err = c.AddWorkdays(day(t, "2025-01-02"), -1)
	refused(err, "2024-12-31")
	_, err = c.AddWorkdays(day(t, "2035-05-05"), 1)
	refused(err, "2035-05-05")
	_, err = c.AddWorkdays(day(t, "2026-01-01"), 5000)
	refused(err, "2028-01-01")
	_, err = c.NextWorkday(day(t, "2028-01-01"))
	refused(err, "2028-01-01")
	_, err = c.PrevWorkday(day(t, "2025-01-01"))
	refused(err, "2024-12-31")
	_, err = c.Workdays(day(t, "2026-01-01"), day(t, "2028-01-01"))
	refused(err, "2028-01-01")
	_, err = c.Workdays(day(t, "2024-01-01"), day(t, "2026-01-01"))
	refused(err, "2024-01-01")
	_, err = c.EndOf(day(t, "2028-01-01"))
	refused(err, "2028-01-01")
	_, err = c.Due(at(t, "2027-12-20 10:00"), Budget{20, Workday})
	refused(err, "2028-01-01")
	_, err = c.Due(at(t, "2027-12-20 10:00"), Budget{20, Day})
	refused(err, "2028-01-09")
	_, err = c.AddWork(at(t, "2027-12-31 10:00"), 7*time.Hour)
	refused(err, "2028-01-01")
	_, err = c.Worked(at(t, "2027-12-31 10:00"), at(t, "2028-01-01 10:00"))
	refused(err, "2028-01-01")
	_, err = new(Calendar).Workday(day(t, "2026-01-05"))
	refused(err, "2026-01-05")
	_, err = c.Workday(Date{Year: 2026, Month: 1})
	assert.NoError(t, err, "a day nobody validated must not panic")
}

func anyDay(c *Calendar) *rapid.Generator[Date] {
	first, last := c.Span()
	return rapid.Custom(func(t *rapid.T) Date {
		return first.AddDays(rapid.IntRange(0, first.DaysUntil(last)).Draw(t, "day"))
	})
}

func TestWorkdays_AgreeWithCountingDayByDay(t *testing.T) {
	c := Default()
	model := naiveOf(c)
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDay(c).Draw(t, "a"), anyDay(c).Draw(t, "b")
		want := 0
		for d := a; d.Before(b); {
			if d = d.AddDays(1); model[d] {
				want++
			}
		}
		for d := b; d.Before(a); {
			if d = d.AddDays(1); model[d] {
				want--
			}
		}
		got, err := c.Workdays(a, b)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}

func TestAddWorkdays_LawsHold(t *testing.T) {
	c := Default()
	model := naiveOf(c)
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(c).Draw(t, "d")
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		got, err := c.AddWorkdays(d, n)
		if err != nil {
			assert.ErrorAs(t, err, new(ErrBeyond))
			return
		}
		assert.True(t, model[got], "lands on the rest day %s", got)
		counted, err := c.Workdays(d, got)
		require.NoError(t, err)
		switch {
		case n > 0:
			assert.True(t, got.After(d))
			assert.Equal(t, n, counted, "adding, then counting")
		case n < 0:
			assert.True(t, got.Before(d))
			if !model[d] {
				counted-- // counting back from a rest day begins at the working day before it
			}
			assert.Equal(t, n, counted, "going back, then counting")
		case model[d]:
			assert.Equal(t, d, got)
		default:
			next, err := c.AddWorkdays(d, 1)
			require.NoError(t, err)
			assert.Equal(t, next, got)
		}
		if later, err := c.AddWorkdays(d.AddDays(1), n); err == nil && n != 0 {
			assert.False(t, later.Before(got), "a later event never ends sooner")
		}
		if longer, err := c.AddWorkdays(d, n+1); err == nil && n > 0 {
			assert.True(t, longer.After(got), "a longer period ends later")
		}
	})
}

// anyCalendar draws consecutive years with arbitrary days off and worked.
func anyCalendar() *rapid.Generator[*Calendar] {
	return rapid.Custom(func(t *rapid.T) *Calendar {
		first := rapid.IntRange(2024, 2030).Draw(t, "first")
		var years []Year
		for year := first; year <= first+rapid.IntRange(0, 3).Draw(t, "more"); year++ {
			y := Year{Year: year, Status: rapid.SampledFrom([]Status{Official, Provisional}).Draw(t, "status")}
			from := On(year-1, time.December, 1)
			for _, i := range rapid.SliceOfDistinct(rapid.IntRange(0, 395), rapid.ID).Draw(t, "days") {
				d := from.AddDays(i)
				if d.Year > year {
					continue
				}
				if d.Weekend() && i%2 == 0 {
					y.Worked = append(y.Worked, d)
				} else {
					y.Off = append(y.Off, d)
				}
			}
			years = append(years, y)
		}
		c, err := New(DefaultHours(), years...)
		require.NoError(t, err)
		return c
	})
}

func TestCalendar_AnyYearsAnswerLikeTheModelAlsoAfterJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCalendar().Draw(t, "calendar")
		b, err := json.Marshal(c)
		require.NoError(t, err)
		var back Calendar
		require.NoError(t, json.Unmarshal(b, &back))
		require.NoError(t, back.Validate())
		assert.Equal(t, c.Version, back.Version)
		for d, want := range naiveOf(c) {
			if d.Year < c.Years[0].Year {
				continue // a December that is not loaded
			}
			got, err := back.Workday(d)
			require.NoError(t, err)
			require.Equal(t, want, got, "%s", d)
		}
		d, n := anyDay(c).Draw(t, "d"), rapid.IntRange(-50, 50).Draw(t, "n")
		x, errX := c.AddWorkdays(d, n)
		y, errY := back.AddWorkdays(d, n)
		assert.Equal(t, x, y)
		assert.Equal(t, errX, errY)
	})
}
