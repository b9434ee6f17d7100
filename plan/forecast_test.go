package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func slipsOf(slips []Slip) map[string]string {
	told := map[string]string{}
	for _, s := range slips {
		told[s.Goal+"/"+s.Step] = local(s.Due) + " → " + local(s.NewDue)
	}
	return told
}

func TestForecast_AMovedDateKnocksOnWithinAndBetweenGoals(t *testing.T) {
	fixed := step("s3", "s2")
	fixed.Finish, fixed.By = nil, day("2026-04-10")
	s := issued(t, "2026-03-02 09:00", step("s1"), step("s2", "s1"), fixed, step("s4")).accept("s1")
	next := step("a")
	next.WaitsFor = []string{"g1/s2", "far/away"}
	other := goalOf(next, step("b", "a"))
	other.ID = "g2"
	goals := []Goal{s.g, other}
	slips := Forecast(goals, []Moved{{Goal: "g1", Step: "s1", To: *day("2026-03-30")}}, s.now, s.cal)
	assert.Equal(t, map[string]string{
		"g1/s1": "2026-03-16 17:30 → 2026-03-30 17:30",
		"g1/s2": "2026-03-30 17:30 → 2026-04-14 17:30", // over Qingming
		"g1/s3": "2026-04-10 17:30 → 2026-04-16 17:30", // its fixed day is no more
		"g2/a":  "2026-04-14 17:30 → 2026-04-28 17:30",
		"g2/b":  "2026-04-28 17:30 → 2026-05-14 17:30", // over May Day, with a worked Saturday
	}, slipsOf(slips))
	assert.Equal(t, 10, slips[0].Workdays)
	assert.True(t, slips[0].Moved)
	assert.True(t, slips[2].Late)
	assert.Equal(t, "2026-04-14 17:30", local(slips[2].NewOpens))
	assert.Empty(t, Forecast(goals, nil, s.now, s.cal))
	assert.Empty(t, Forecast(goals, []Moved{{Goal: "g1", Step: "s1", To: *day("2026-03-16")}}, s.now, s.cal))
}

func TestForecast_StartsFromHowThingsStand(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", step("s1"), step("s2", "s1"), step("s3", "s2")).accept("s1").at("2026-03-20 09:00")
	spans := Schedule([]Goal{s.g}, s.now, s.cal)
	assert.Equal(t, s.now, spans["g1/s1"].Due, "overdue: at once")
	assert.Equal(t, s.now, spans["g1/s2"].Opens)
	s.finish("s1").at("2026-03-24 09:00").submit("s2")
	spans = Schedule([]Goal{s.g}, s.now, s.cal)
	assert.Equal(t, s.now, spans["g1/s3"].Opens, "handed in: it goes on when it is agreed")
	late := issued(t, "2027-12-20 09:00", step("s1"), step("s2", "s1"))
	spans = Schedule([]Goal{late.g}, late.now, late.cal)
	assert.True(t, spans["g1/s1"].Due.IsZero(), "beyond the calendar nothing is guessed")
}

func TestForecast_ACircleDoesNotHang(t *testing.T) {
	a, b := step("s1", "s2"), step("s2", "s1")
	Schedule([]Goal{goalOf(a, b)}, beijing("2026-03-02 09:00"), calendar.Default())
}

func TestWarnings_PointAtProvisionalDatesUncoveredMeasuresAndMissedWindows(t *testing.T) {
	now := beijing("2026-03-02 09:00")
	g := goalOf(step("s1"), step("s2", "s1"), step("s3"), step("s4", "s1"), step("s5", "s1"))
	require.Empty(t, Warnings(g, now, calendar.Default()))
	g.Measures = []Measure{{Key: "m1", Title: "一是"}, {Key: "m2", Title: "二是"}}
	g.Steps[0].Measures = []string{"m1"}
	g.Steps[1].Finish, g.Steps[1].By = nil, day("2027-02-10")
	g.Steps[2].OpensOn = day("2027-03-01")
	g.Steps[3].Finish, g.Steps[3].By = nil, day("2026-03-10")
	g.Steps[4].OpensOn = day("2026-03-10")
	assert.Equal(t, []string{
		"/measures/1 uncovered", "/steps/1/by provisional", "/steps/2/opens_on provisional", "/steps/3/by opens-late", "/steps/4/opens_on season-begun",
	}, codesAt(Warnings(g, now, calendar.Default())))

	g = goalOf(step("s1"), step("s2"))
	g.Steps[0].Finish, g.Steps[0].By = nil, day("2026-01-05")
	told := Warnings(g, now, calendar.Default())
	require.Equal(t, []string{"/steps/0/by day-passed"}, codesAt(told))
	run := issued(t, "2026-03-02 09:00", g.Steps...)
	assert.Equal(t, run.step("s1").Clock.Due.In(calendar.Zone).Format("2006-01-02"), told[0].Params["due"], "what is told is what happens")

	g = goalOf(step("s1"))
	assert.Equal(t, []string{"/steps/0/finish provisional"}, codesAt(Warnings(g, beijing("2027-03-01 09:00"), calendar.Default())))
	assert.Equal(t, []string{"/steps/0/finish beyond-calendar"}, codesAt(Warnings(g, beijing("2027-12-25 09:00"), calendar.Default())))
	assert.Equal(t, "2028", Warnings(g, beijing("2027-12-25 09:00"), calendar.Default())[0].Params["year"])
	s := issued(t, "2026-12-25 09:00", step("s1"))
	assert.Equal(t, []string{"/steps/0/clock/due provisional"}, codesAt(Warnings(s.g, s.now, s.cal)))
	s.finish("s1").closeOut("s1")
	assert.Empty(t, Warnings(s.g, s.now, s.cal))
}
