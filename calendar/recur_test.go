package calendar

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRecur_GoldenTable(t *testing.T) {
	for name, c := range map[string]struct {
		rule        string
		after, last string
		want        string
	}{
		"every Monday": {`{"every":"week","on":"mon"}`, "2026-02-09", "2026-03-09",
			"2026-02-16 2026-02-23 2026-03-02 2026-03-09"},
		"every Monday, cancelled on holidays": {`{"every":"week","on":"mon","shift":"skip"}`, "2026-02-08", "2026-03-03",
			"2026-02-09 2026-03-02"},
		"every Monday, moved after holidays: two fall on one day": {`{"every":"week","on":"mon","shift":"after"}`, "2026-02-09", "2026-03-02",
			"2026-02-24 2026-03-02"},
		"every Monday, moved before holidays": {`{"every":"week","on":"mon","shift":"before"}`, "2026-02-08", "2026-03-02",
			"2026-02-09 2026-02-14 2026-03-02"},
		"asked within the holiday": {`{"every":"week","on":"mon","shift":"after"}`, "2026-02-20", "2026-02-28", "2026-02-24"},
		"every Saturday worked":    {`{"every":"week","on":"sat","shift":"skip"}`, "2026-01-31", "2026-06-01", "2026-02-14 2026-02-28 2026-05-09"},
		"the 28th or before": {`{"every":"month","on":"28","shift":"before"}`, "2026-01-28", "2026-07-01",
			"2026-02-28 2026-03-27 2026-04-28 2026-05-28 2026-06-26"},
		"the 31st is a shorter month's last": {`{"every":"month","on":"31"}`, "2026-01-01", "2026-05-01", "2026-01-31 2026-02-28 2026-03-31 2026-04-30"},
		"the last day":                       {`{"every":"month","on":"last","shift":"after"}`, "2026-01-31", "2026-04-01", "2026-02-02 2026-02-28 2026-03-31"},
		"quarter's end": {`{"every":"quarter-end","shift":"before"}`, "2026-01-01", "2027-03-31",
			"2026-03-31 2026-06-30 2026-09-30 2026-12-31 2027-03-31"},
		"every ten days from the 5th":     {`{"every":"days","n":10,"from":"2026-01-05"}`, "2025-11-01", "2026-02-10", "2026-01-05 2026-01-15 2026-01-25 2026-02-04"},
		"moving does not move the rhythm": {`{"every":"days","n":10,"from":"2026-01-05","shift":"after"}`, "2026-01-15", "2026-02-26", "2026-01-26 2026-02-04 2026-02-14 2026-02-24"},
		"first working day":               {`{"every":"workday-of-month","n":1}`, "2026-01-01", "2026-05-31", "2026-01-04 2026-02-02 2026-03-02 2026-04-01 2026-05-06"},
		"last working day but one":        {`{"every":"workday-of-month","n":-2}`, "2026-01-31", "2026-03-31", "2026-02-27 2026-03-30"},
		"a month too short":               {`{"every":"workday-of-month","n":22}`, "2026-01-31", "2026-04-30", "2026-03-31"},
		"from and until": {`{"every":"week","on":"wed","from":"2026-03-04","until":"2026-03-18"}`, "2026-01-01", "2026-12-31",
			"2026-03-04 2026-03-11 2026-03-18"},
		"the last one is moved beyond the end": {`{"every":"month","on":"15","from":"2026-02-01","until":"2026-02-15","shift":"after"}`, "2026-01-01", "2026-12-31", "2026-02-24"},
		"ended before the loaded years do":     {`{"every":"workday-of-month","n":1,"until":"2027-12-31"}`, "2027-10-31", "2027-12-31", "2027-11-01 2027-12-01"},
		"up to the end of the loaded years":    {`{"every":"week","on":"sun","shift":"skip"}`, "2026-09-01", "2027-12-31", "2026-09-20"},
		"the loaded years open with rest days": {`{"every":"month","on":"1","shift":"after"}`, "2025-01-01", "2025-02-28", "2025-01-02 2025-02-05"},
	} {
		t.Run(name, func(t *testing.T) {
			var r Recur
			require.NoError(t, json.Unmarshal([]byte(c.rule), &r))
			require.NoError(t, r.Validate())
			got, err := r.Occurrences(Default(), day(t, c.after), day(t, c.last))
			require.NoError(t, err)
			assert.Equal(t, c.want, strings.Trim(fmt.Sprint(got), "[]"))
			b, err := json.Marshal(r)
			require.NoError(t, err)
			assert.JSONEq(t, c.rule, string(b))
		})
	}
}

func TestRecur_EndsOrRefusesBeyondTheLoadedYears(t *testing.T) {
	c := Default()
	for _, r := range []Recur{
		{Every: EveryWeek, On: "mon"}, {Every: EveryMonth, On: "last", Shift: ShiftAfter}, {Every: EveryQuarterEnd},
		{Every: EveryDays, N: 30, From: day(t, "2026-01-01"), Shift: ShiftSkip}, {Every: EveryWorkdayOfMonth, N: 1},
	} {
		_, _, err := r.Next(c, day(t, "2027-12-31"))
		assert.ErrorAs(t, err, new(ErrBeyond), "%v", r)
		_, _, err = r.Next(c, day(t, "2030-06-01"))
		assert.ErrorAs(t, err, new(ErrBeyond), "%v", r)
		r.Until = day(t, "2027-06-30")
		_, ok, err := r.Next(c, day(t, "2027-07-31"))
		assert.NoError(t, err, "%v", r)
		assert.False(t, ok)
	}
}

func TestRecur_RefusesWhatIsNoRule(t *testing.T) {
	from := day(t, "2026-01-01")
	for pointer, rules := range map[string][]Recur{
		"/every": {{}, {Every: "year"}},
		"/on": {{Every: EveryWeek}, {Every: EveryWeek, On: "monday"}, {Every: EveryMonth}, {Every: EveryMonth, On: "0"},
			{Every: EveryMonth, On: "32"}, {Every: EveryMonth, On: "-1"}, {Every: EveryMonth, On: "001"}, {Every: EveryQuarterEnd, On: "last"}},
		"/n": {{Every: EveryDays, From: from}, {Every: EveryDays, N: 401, From: from}, {Every: EveryDays, N: -1, From: from},
			{Every: EveryWorkdayOfMonth}, {Every: EveryWorkdayOfMonth, N: 24}, {Every: EveryWorkdayOfMonth, N: -24}, {Every: EveryWeek, On: "mon", N: 2}},
		"/from":  {{Every: EveryDays, N: 3}, {Every: EveryQuarterEnd, From: Date{2026, 2, 30}}},
		"/until": {{Every: EveryQuarterEnd, Until: Date{2026, 2, 30}}, {Every: EveryQuarterEnd, From: from, Until: day(t, "2025-12-31")}},
		"/shift": {{Every: EveryQuarterEnd, Shift: "sideways"}},
	} {
		for _, r := range rules {
			var p Problem
			require.ErrorAs(t, r.Validate(), &p, "%v", r)
			assert.Equal(t, pointer, p.Pointer, "%v", r)
			_, _, err := r.Next(Default(), from)
			assert.ErrorAs(t, err, &p)
		}
	}
}

func anyRecur() *rapid.Generator[Recur] {
	return rapid.Custom(func(t *rapid.T) Recur {
		from := On(2026, time.January, 1).AddDays(rapid.IntRange(0, 60).Draw(t, "from"))
		r := rapid.SampledFrom([]Recur{
			{Every: EveryWeek, On: rapid.SampledFrom(weekdayNames).Draw(t, "weekday")},
			{Every: EveryMonth, On: fmt.Sprint(rapid.IntRange(1, 31).Draw(t, "day"))},
			{Every: EveryMonth, On: "last"},
			{Every: EveryQuarterEnd},
			{Every: EveryDays, N: rapid.IntRange(1, 40).Draw(t, "n"), From: from},
			{Every: EveryWorkdayOfMonth, N: rapid.SampledFrom([]int{1, 2, 15, -1, -5}).Draw(t, "nth")},
		}).Draw(t, "rule")
		r.Shift = rapid.SampledFrom([]Shift{"", ShiftNone, ShiftBefore, ShiftAfter, ShiftSkip}).Draw(t, "shift")
		return r
	})
}

func TestRecur_StartingAnywhereGivesTheSameDays(t *testing.T) {
	c := Default()
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecur().Draw(t, "rule")
		start, last := On(2025, time.February, 1), On(2027, time.June, 30)
		all, err := r.Occurrences(c, start, last)
		require.NoError(t, err)
		after := start.AddDays(rapid.IntRange(0, 600).Draw(t, "after"))
		var want []Date
		for i, d := range all {
			if i > 0 {
				require.True(t, d.After(all[i-1]), "ascending")
			}
			if d.After(after) {
				want = append(want, d)
			}
			if r.Shift != "" && r.Shift != ShiftNone {
				worked, err := c.Workday(d)
				require.NoError(t, err)
				require.True(t, worked, "a rule that moves or cancels never lands on the rest day %s", d)
			}
		}
		got, err := r.Occurrences(c, after, last)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}
