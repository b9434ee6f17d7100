package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDefault_IsValidAndACopy(t *testing.T) {
	c := Default()
	require.NoError(t, c.Validate())
	first, last := c.Span()
	assert.Equal(t, "2025-01-01", first.String())
	assert.Equal(t, "2027-12-31", last.String())
	c.Years[0].Off[0] = day(t, "2025-01-02")
	c.Hours.Spans[0].From = 0
	assert.Error(t, c.Validate(), "the version no longer names the content")
	assert.NoError(t, Default().Validate())
}

func TestDefault_2027HoldsTheStatutoryDays(t *testing.T) {
	var got []string
	for _, d := range Default().Years[2].Off {
		got = append(got, d.String())
	}
	assert.Equal(t, []string{"2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05",
		"2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03"}, got)
	assert.Empty(t, Default().Years[2].Worked)
	assert.Equal(t, Provisional, Default().Years[2].Status)
}

func TestNoticesLoaded_FitTheStatute(t *testing.T) {
	for _, y := range []Year{year2025(), year2026()} {
		n := notice{year: y.Year}
		n.compare(y)
		assert.Empty(t, n.problems, y.Year)
	}
}

func TestProvisional_FlagsWhatANoticeMayStillChange(t *testing.T) {
	c := Default()
	for s, want := range map[string]bool{
		"2026-02-17": false, "2026-12-26": false, "2026-12-27": true, "2026-12-31": true,
		"2027-01-01": true, "2027-06-30": true, "2028-01-01": true, "2025-12-31": false, "2024-06-01": true,
	} {
		assert.Equal(t, want, c.Provisional(day(t, s)), s)
	}
	y := c.Years[2]
	y.Status = Official
	c, err := c.With(y)
	require.NoError(t, err)
	assert.False(t, c.Provisional(day(t, "2026-12-31")))
	assert.False(t, c.Provisional(day(t, "2027-06-30")))
	assert.True(t, c.Provisional(day(t, "2027-12-31")), "the notice of 2028 may speak about it")
}

func TestAwaitedNotice_FromNovember(t *testing.T) {
	c := Default()
	for s, want := range map[string]int{"2026-10-31": 0, "2026-11-01": 2027, "2026-12-31": 2027, "2027-01-01": 2027, "2025-12-01": 0} {
		year, awaited := c.AwaitedNotice(day(t, s))
		assert.Equal(t, want, year, s)
		assert.Equal(t, want != 0, awaited, s)
	}
}

func TestWith_ReplacesAndAddsYearsAndNamesTheContent(t *testing.T) {
	c := Default()
	y := Year{Year: 2027, Status: Official, Off: []Date{
		day(t, "2027-02-06"), day(t, "2027-01-01"), day(t, "2026-12-31"), day(t, "2027-01-01")},
		Worked: []Date{day(t, "2026-12-27")}}
	n, err := c.With(y)
	require.NoError(t, err)
	assert.NotEqual(t, c.Version, n.Version)
	assert.Equal(t, []Date{day(t, "2026-12-31"), day(t, "2027-01-01"), day(t, "2027-02-06")}, n.Years[2].Off)
	again, err := c.With(y)
	require.NoError(t, err)
	assert.Equal(t, n.Version, again.Version, "the same content, the same version")
	y.Source = "elsewhere"
	again, err = c.With(y)
	require.NoError(t, err)
	assert.Equal(t, n.Version, again.Version, "a source changes no answer")

	worked, err := n.Workday(day(t, "2026-12-31"))
	require.NoError(t, err)
	assert.False(t, worked, "a December day in the next year's notice")
	assert.Contains(t, c.Diff(n), day(t, "2026-12-27"))
	assert.Contains(t, c.Diff(n), day(t, "2026-12-31"))
	require.NoError(t, Default().Validate(), "the old one is untouched")

	y2028, err := Statutory(2028)
	require.NoError(t, err)
	longer, err := n.With(y2028)
	require.NoError(t, err)
	_, last := longer.Span()
	assert.Equal(t, "2028-12-31", last.String())
	assert.Empty(t, n.Diff(longer), "only days loaded in both are compared")
	y2030, err := Statutory(2030)
	require.NoError(t, err)
	_, err = n.With(y2030)
	assert.Equal(t, ErrGap{2030, 2025, 2027}, err)
}

func TestNextYearsNotice_OverridesADecemberOfTheYearBefore(t *testing.T) {
	sunday := day(t, "2026-12-27")
	c, err := New(DefaultHours(),
		Year{Year: 2026, Status: Official, Worked: []Date{sunday}},
		Year{Year: 2027, Status: Official, Off: []Date{sunday}})
	require.NoError(t, err)
	worked, err := c.Workday(sunday)
	require.NoError(t, err)
	assert.False(t, worked)
}

func TestWithHours_ChangesTheVersion(t *testing.T) {
	h, err := ParseHours("09:00-12:00,13:30-18:00")
	require.NoError(t, err)
	c, err := Default().WithHours(h)
	require.NoError(t, err)
	assert.NotEqual(t, Default().Version, c.Version)
	end, err := c.EndOf(day(t, "2026-07-01"))
	require.NoError(t, err)
	assert.Equal(t, at(t, "2026-07-01 18:00"), end)
	_, err = Default().WithHours(Hours{})
	assert.Error(t, err)
}

func TestValidate_NamesEveryFault(t *testing.T) {
	c := &Calendar{Years: []Year{
		{Year: 1999, Status: "perhaps"},
		{Year: 2026, Status: Official,
			Off:    []Date{{2026, 2, 30}, day(t, "2026-05-02"), day(t, "2026-05-01"), day(t, "2027-01-01"), day(t, "2025-11-30")},
			Worked: []Date{day(t, "2026-05-02"), day(t, "2026-05-04")}},
	}}
	err := c.Validate()
	for _, fault := range []string{"year 1999 is not between", "unknown status", "2026 does not follow 1999", "no day 2026-02-30",
		"not ascending at 2026-05-01", "2027-01-01 does not belong", "2025-11-30 does not belong", "2026-05-02 is both",
		"2026-05-04 is worked anyway", "no office hours", "does not name this content"} {
		assert.ErrorContains(t, err, fault)
	}
	assert.ErrorContains(t, new(Calendar).Validate(), "no year is loaded")
}

func TestCalendar_JSONIsReadable(t *testing.T) {
	c, err := New(DefaultHours(), Year{Year: 2028, Status: Official, Off: []Date{day(t, "2028-01-01")}, Worked: []Date{day(t, "2028-01-02")}, Source: "s"})
	require.NoError(t, err)
	b, err := json.Marshal(c)
	require.NoError(t, err)
	assert.JSONEq(t, `{"version":"`+c.Version+`","hours":["08:30-12:00","14:30-17:30"],
		"years":[{"year":2028,"status":"official","off":["2028-01-01"],"worked":["2028-01-02"],"source":"s"}]}`, string(b))
}

func TestDiff_AgreesWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyCalendar().Draw(t, "a"), anyCalendar().Draw(t, "b")
		var want []Date
		modelA, modelB := naiveOf(a), naiveOf(b)
		first, last := a.Span()
		for d := first; !d.After(last); d = d.AddDays(1) {
			if b.year(d.Year) != nil && modelA[d] != modelB[d] {
				want = append(want, d)
			}
		}
		assert.Equal(t, want, a.Diff(b))
		assert.Equal(t, want, b.Diff(a))
		assert.Empty(t, a.Diff(a))
	})
}

func TestStatutory_IsThirteenDaysOfKnownYears(t *testing.T) {
	for year := 2025; year <= 2050; year++ {
		y, err := Statutory(year)
		require.NoError(t, err)
		c, err := New(DefaultHours(), y)
		require.NoError(t, err)
		all, _ := holidays(year)
		days := 0
		for _, h := range all {
			days += len(h.Days)
		}
		assert.Equal(t, 13, days)
		worked, err := c.Workday(On(year, time.October, 2))
		require.NoError(t, err)
		assert.False(t, worked)
	}
	for _, year := range []int{2024, 2051} {
		_, err := Statutory(year)
		assert.Error(t, err)
	}
}
