package plan

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func told(r Rehearsal, kinds ...string) []string {
	var list []string
	for _, h := range r.Happenings {
		for _, k := range kinds {
			if h.Kind == k {
				list = append(list, local(&h.At)+" "+h.Kind+" "+h.Goal+"/"+h.Step+h.Rung)
			}
		}
	}
	return list
}

func kindsOf(r Rehearsal) map[ConflictKind][]string {
	m := map[ConflictKind][]string{}
	for _, c := range r.Conflicts {
		m[c.Kind] = append(m[c.Kind], c.Goal+"/"+c.Step)
	}
	return m
}

func TestRehearse_GivesListsAlsoWhereNothingHappens(t *testing.T) {
	b, err := json.Marshal(Rehearse(nil, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{}))
	require.NoError(t, err)
	assert.Contains(t, string(b), `"happenings":[],"load":[],"conflicts":[]`)
}

func TestRehearse_PlaysAPlanThroughTheYear(t *testing.T) {
	other := goalOf(step("a"))
	other.ID, other.Steps[0].WaitsFor = "g2", []string{"g1/s1"}
	r := Rehearse([]Goal{goalOf(step("s1"), step("s2", "s1")), other}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{})
	assert.Equal(t, []string{
		"2026-03-02 09:00 open g1/s1",
		"2026-03-16 17:30 close g1/s1", // on the day: no rung, everything at once
		"2026-03-16 17:30 open g1/s2", "2026-03-16 17:30 open g2/a",
		"2026-03-30 17:30 close g1/s2", "2026-03-30 17:30 close g2/a",
	}, sorted(told(r, "open", "close", "rung", "late")))
	assert.Empty(t, r.Conflicts)
	assert.Equal(t, 3, r.Finished)
	assert.Equal(t, "2026-12-31 23:59", local(&r.Until))
	assert.Contains(t, r.Load, Load{Ref: "post:clerk", Year: 2026, Week: 14, Due: 2, Notices: 6})
	assert.Equal(t, Rehearse([]Goal{goalOf(step("s1"))}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{}),
		Rehearse([]Goal{goalOf(step("s1"))}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{}), "the same again")
}

func sorted(list []string) []string {
	for i := range list {
		for j := i; j > 0 && list[j] < list[j-1]; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

func TestRehearse_LateWorkClimbsTheLadder(t *testing.T) {
	a := Assumption{LateWorkdays: 5, AcceptAfter: 3, ReviewAfter: 1, CloseAfter: 2}
	r := Rehearse([]Goal{goalOf(step("s1"))}, beijing("2026-03-02 09:00"), calendar.Default(), a)
	assert.Equal(t, []string{
		"2026-03-02 09:00 open g1/s1",
		"2026-03-04 17:30 late g1/s1respond-late",
		"2026-03-05 08:30 reminder g1/s1remind-7",
		"2026-03-11 08:30 reminder g1/s1remind-3",
		"2026-03-13 08:30 reminder g1/s1remind-1",
		"2026-03-16 08:30 reminder g1/s1due-today",
		"2026-03-16 17:30 rung g1/s1rung-1",
		"2026-03-19 17:30 rung g1/s1rung-2",
		"2026-03-23 17:30 submit g1/s1",
		"2026-03-24 17:30 done g1/s1",
		"2026-03-26 17:30 close g1/s1",
	}, told(r, "open", "late", "reminder", "rung", "submit", "done", "close"))
	assert.Equal(t, 500, r.Points)
}

func TestRehearse_FindsTheConflicts(t *testing.T) {
	late, season, own, never := step("late", "s1"), step("season", "s1"), step("own"), step("never")
	late.Finish, late.By = nil, day("2026-03-10")
	season.OpensOn = day("2026-03-10")
	own.Lead, own.Stages = "post:supervisor", []Stage{{Key: "k", Name: "K", Rule: AnySign, Signers: []Ref{"user:clerk"}}}
	never.WaitsFor = []string{"far/away"}
	r := Rehearse([]Goal{goalOf(step("s1"), late, season, own, never)}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{})
	assert.Equal(t, map[ConflictKind][]string{OpensLate: {"g1/late"}, WindowMissed: {"g1/season"}, NeverOpens: {"g1/never"}}, kindsOf(r))

	many := goalOf()
	for i := range 6 {
		many.Steps = append(many.Steps, step(fmt.Sprint("s", i)))
	}
	r = Rehearse([]Goal{many}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{})
	require.Len(t, r.Conflicts, 1)
	assert.Equal(t, Conflict{Kind: Overload, Ref: "post:clerk", On: day("2026-03-16"), N: 6}, r.Conflicts[0])
	assert.Empty(t, Rehearse([]Goal{many}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{MaxPerWeek: 6}).Conflicts)

	r = Rehearse([]Goal{goalOf(step("s1")), goalOf()}, beijing("2027-12-25 09:00"), calendar.Default(), Assumption{})
	assert.Equal(t, map[ConflictKind][]string{BeyondCalendar: {"g1/s1"}, Stuck: {"g1/"}}, kindsOf(r))
	r = Rehearse([]Goal{goalOf(step("s1"))}, beijing("2027-03-01 09:00"), calendar.Default(), Assumption{})
	assert.Equal(t, map[ConflictKind][]string{InProvisional: {"g1/s1"}}, kindsOf(r))
}

func TestRehearse_GoesOnFromRunningGoalsAndTellsReports(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly(), step("s1"))
	s.sleep("2026-03-02 09:00")
	before := jsonOf(t, s.g)
	r := Rehearse([]Goal{s.g}, s.now, s.cal, Assumption{Until: day("2026-06-30")})
	assert.Equal(t, []string{"2026-03-20 08:30 report g1/r#2026-03-27", "2026-04-21 08:30 report g1/r#2026-04-28",
		"2026-05-21 08:30 report g1/r#2026-05-28"}, told(r, "report"))
	assert.Equal(t, before, jsonOf(t, s.g), "nothing is changed")
	assert.Equal(t, "2026-06-30 23:59", local(&r.Until))
}

func TestMondayOf_IsTheFirstDayOfTheWeek(t *testing.T) {
	for d := *day("2024-12-20"); d.Before(*day("2027-01-20")); d = d.AddDays(1) {
		year, week := d.Start().ISOWeek()
		monday := mondayOf(year, week)
		assert.Equal(t, time.Monday, monday.Weekday())
		assert.True(t, !d.Before(monday) && d.Before(monday.AddDays(7)), d)
	}
}

func BenchmarkRehearse(b *testing.B) {
	var goals []Goal
	for i := range 60 {
		var steps []Step
		for j := range 15 {
			s := step(fmt.Sprint("s", j))
			if j%3 > 0 {
				s.After = []string{fmt.Sprint("s", j-1)}
			}
			s.Finish = workdays(10 + (i+j)%40)
			s.Stages = append(s.Stages, Stage{Key: "leader", Name: "分管领导", Rule: AnySign, Signers: []Ref{"post:leader"}})
			steps = append(steps, s)
		}
		g := goalOf(steps...)
		g.ID, g.Number = fmt.Sprint("g", i), fmt.Sprint(i)
		goals = append(goals, g)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := Rehearse(goals, beijing("2026-01-05 09:00"), calendar.Default(), Assumption{LateWorkdays: 4, ReviewAfter: 1})
		b.ReportMetric(float64(len(r.Happenings)), "happenings")
	}
}
