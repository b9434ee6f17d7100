package assess

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func TestValidate_PassesTheTown(t *testing.T) {
	require.Empty(t, Validate(town(), calendar.Default()))
}

func TestValidate_NamesEveryProblemWithItsPlace(t *testing.T) {
	leaf := func(c *Cycle) *Indicator { return &c.Sheets[0].Indicators[0].Children[1] }
	for _, x := range []struct {
		name   string
		change func(c *Cycle)
		want   []string
	}{
		{"no period", func(c *Cycle) { c.Period.N = 3 }, []string{"/period/n out-of-range 0"}},
		{"weights of a level", func(c *Cycle) { c.Sheets[0].Indicators[0].Children[1].Weight = 10 * Percent }, []string{"/sheets/0/indicators/0/children weights 90"}},
		{"weights of parts", func(c *Cycle) { c.Formulas[2].Parts[0].Weight = 35 * Percent }, []string{"/formulas/2/parts weights 105"}},
		{"weights of scorers", func(c *Cycle) { c.Sheets[1].Indicators[0].Scorers[0].Weight = 50 * Percent }, []string{"/sheets/1/indicators/0/scorers weights 50"}},
		{"a weight below nothing", func(c *Cycle) { c.Sheets[1].Indicators[0].Weight = -1 },
			[]string{"/sheets/1/indicators/0/weight out-of-range 100", "/sheets/1/indicators weights 0"}},
		{"no full mark", func(c *Cycle) { leaf(c).Full = 0 }, []string{"/sheets/0/indicators/0/children/1/full out-of-range 1000", "/sheets/0/indicators/0/children/1/base out-of-range 0"}},
		{"a base above the top", func(c *Cycle) { leaf(c).Base = 101 * Point }, []string{"/sheets/0/indicators/0/children/1/base out-of-range 100"}},
		{"rules and scorers", func(c *Cycle) { c.Sheets[1].Indicators[0].Rules = leaf(c).Rules }, []string{"/sheets/1/indicators/0/scorers conflict"}},
		{"nothing scores it", func(c *Cycle) { leaf(c).Rules = nil }, []string{"/sheets/0/indicators/0/children/1/rules required"}},
		{"a measure beside other rules", func(c *Cycle) { leaf(c).Rules[0].Op = Share }, []string{"/sheets/0/indicators/0/children/1/rules/0/op conflict"}},
		{"unknown fact", func(c *Cycle) { leaf(c).Rules[0].Fact = "mood" }, []string{"/sheets/0/indicators/0/children/1/rules/0/fact unknown mood"}},
		{"unknown op", func(c *Cycle) { leaf(c).Rules[0].Op = "guess" }, []string{"/sheets/0/indicators/0/children/1/rules/0/op unknown guess"}},
		{"bands out of order", func(c *Cycle) { c.Sheets[2].Indicators[1].Rules[0].Bands[1].From = Whole }, []string{"/sheets/2/indicators/1/rules/0/bands/1/from order"}},
		{"one key twice", func(c *Cycle) { leaf(c).Key = "work" }, []string{"/sheets/0/indicators/0/children/1/key duplicate work"}},
		{"children and rules", func(c *Cycle) { c.Sheets[0].Indicators[0].Rules = leaf(c).Rules }, []string{"/sheets/0/indicators/0/children conflict"}},
		{"a sheet that is not there", func(c *Cycle) { c.Formulas[1].Parts[0].Sheet = "nowhere" }, []string{"/formulas/1/parts/0/sheet dangling nowhere"}},
		{"a part of nothing", func(c *Cycle) { c.Formulas[1].Parts[0].Sheet = "" }, []string{"/formulas/1/parts/0/sheet required"}},
		{"a sheet for nobody", func(c *Cycle) { c.Sheets = append(c.Sheets, c.Sheets[1]); c.Sheets[3].Key = "spare" }, []string{"/sheets/3 not-used"}},
		{"a formula for nobody", func(c *Cycle) { c.Assessed[2].Tenures[1].Formula = "" }, []string{"/formulas/1 not-used"}},
		{"a bonus that takes", func(c *Cycle) { c.Formulas[0].Extras[0].Rules[0].Points = -1 }, []string{"/formulas/0/extras/0/rules/0/points conflict"}},
		{"a bonus with a weight", func(c *Cycle) { c.Formulas[0].Extras[0].Weight = 1 }, []string{"/formulas/0/extras/0 conflict"}},
		{"grades that do not fall", func(c *Cycle) { c.GradeSets[0].Grades[1].From = 90 * Point }, []string{"/grade_sets/0/grades/1/from order"}},
		{"a quota on the last grade", func(c *Cycle) { c.GradeSets[0].Grades[3].Quota = &Quota{Rounding: Down} }, []string{"/grade_sets/0/grades/3/quota conflict"}},
		{"staff without grades", func(c *Cycle) { c.Assessed[0].Staff = "temp" }, []string{"/assessed/0/staff no-grades"}},
		{"appeals nobody decides", func(c *Cycle) { c.Line.Appeal = nil }, []string{"/line/appeal required"}},
		{"somebody twice", func(c *Cycle) { c.Assessed[1].Subject = c.Assessed[0].Subject }, []string{"/assessed/1/subject duplicate user:li"}},
		{"a unit that is a person", func(c *Cycle) { c.Assessed[0].Kind = Unit }, []string{"/assessed/0/head required", "/assessed/0/subject conflict", "/assessed/0/tenures conflict"}},
		{"a village that is a unit", func(c *Cycle) { c.Assessed[8].Kind = Unit }, []string{"/assessed/8/subject conflict"}},
		{"one post twice at a time", func(c *Cycle) {
			c.Assessed[1].Tenures[1].Post, c.Assessed[1].Tenures[1].From = "safety-clerk", day("2026-06-30")
		}, []string{"/assessed/1/tenures/1/from duplicate safety-clerk"}},
		{"a tenure that ends before it begins", func(c *Cycle) { c.Assessed[1].Tenures[0].To = day("2020-01-01") }, []string{"/assessed/1/tenures/0/to date-order"}},
		{"only they could score themselves", func(c *Cycle) { c.Assessed[6].Head = PostRef("eval-a") }, []string{"/assessed/6/subject own-line"}},
		{"no office, no group", func(c *Cycle) { c.Line.Office, c.Line.Group = "", nil }, []string{"/line/office required", "/line/group required"}},
		{"a unit as chair", func(c *Cycle) { c.Line.Chair = UnitRef("agri") }, []string{"/line/chair unknown unit:agri"}},
		{"no day of the freeze", func(c *Cycle) { c.Settings.AsOf = calendar.Date{} }, []string{"/settings/as_of required"}},
		{"frozen before it begins", func(c *Cycle) { c.Settings.AsOf = day("2025-12-31") }, []string{"/settings/as_of date-order"}},
		{"beyond the calendar", func(c *Cycle) { c.Settings.AsOf = day("2031-01-01") }, []string{"/settings/as_of beyond-calendar 2031"}},
		{"no window", func(c *Cycle) { c.Settings.Self = Window{} }, []string{"/settings/self required"}},
		{"two windows", func(c *Cycle) { d := day("2027-02-01"); c.Settings.Self.By = &d }, []string{"/settings/self/by conflict"}},
		{"no public notice", func(c *Cycle) { c.Settings.Public.N = 0 }, []string{"/settings/public out-of-range 1000"}},
		{"a ladder to nobody", func(c *Cycle) { c.Settings.Ladder.Rungs[0].To = nil }, []string{"/settings/ladder/rungs/0/to required"}},
		{"text that is none", func(c *Cycle) { c.Title = "a\x00" }, []string{"/title not-utf8"}},
		{"a title too long", func(c *Cycle) { c.Title = strings.Repeat("长", 201) }, []string{"/title too-long 200"}},
		{"a key with a slash", func(c *Cycle) { c.GradeSets[2].Grades[0].Key = "a/b" }, []string{"/grade_sets/2/grades/0/key unknown a/b"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := town()
			x.change(&c)
			require.Equal(t, x.want, problems(Validate(c, calendar.Default())))
		})
	}
}

func problems(list []Problem) []string {
	var out []string
	for _, p := range list {
		s := p.Pointer + " " + string(p.Code)
		for _, k := range []string{"value", "sum", "max", "year"} {
			if v := p.Params[k]; v != "" {
				s += " " + v
			}
		}
		out = append(out, s)
	}
	return out
}

func TestValidate_NamesAllProblemsAtOnce(t *testing.T) {
	c := town()
	c.Title, c.Line.Chair, c.Formulas[1].Parts[0].Weight = "", "", 1
	require.Equal(t, []string{"/title required", "/formulas/1/parts weights 0.001", "/line/chair required"}, problems(Validate(c, calendar.Default())))
	require.NotEmpty(t, Validate(Cycle{Period: Period{Year, 2026, 0}}, calendar.Default()))
}

func TestSimulate_ShowsWhatACycleWouldDo(t *testing.T) {
	c := town()
	at := func(s string) string { return s } // facts of 2025, the period before
	facts := []Fact{
		fact(OnTime, PostRef("clerk-li"), at("2025-03-03"), 1000, 1000),
		fact(OnTime, PostRef("clerk-zhao"), at("2025-12-31"), 0, 1000),
		fact(Quantity, UnitRef("agri"), at("2025-10-01"), 50, 100),
		fact(Quantity, UnitRef("safety"), at("2025-10-02"), 100, 100),
		fact(OnTime, PostRef("clerk-qian"), at("2024-12-31"), 0, 1000), // before that period
	}
	sim, err := Simulate(c, Period{Year, 2025, 0}, facts, calendar.Default())
	require.NoError(t, err)
	require.Empty(t, sim.Problems)
	total := map[Ref]Points{}
	for _, r := range sim.Results {
		total[r.Subject] = r.Total
	}
	// li: on time 50/70, order 20/70 of 100. zhao: order only. qian: order is all there is.
	require.Equal(t, Hundred, total[UserRef("li")])
	require.Equal(t, Points(28_571), total[UserRef("zhao")])
	require.Equal(t, Hundred, total[UserRef("qian")])
	require.Equal(t, 50*Point, total[UnitRef("agri")])
	rate := sim.Items[slices.IndexFunc(sim.Items, func(i ItemEffect) bool { return i.Path == "staff/yearly/work/on-time" })]
	require.Equal(t, ItemEffect{Path: "staff/yearly/work/on-time", Title: "按时完成率", Rule: "rate", Subjects: 6,
		Affected: []Ref{UserRef("li")}, Least: 0, Most: 71_429}, rate)
	var idle, awaits []string
	for _, i := range sim.Idle {
		idle = append(idle, i.Path+"#"+i.Rule)
	}
	for _, i := range sim.Awaits {
		awaits = append(awaits, i.Path)
	}
	require.Contains(t, idle, "staff/yearly/work/order#late", "nobody was late: the rule decides nothing")
	require.Contains(t, idle, "body/economy/hazard#rectified")
	require.NotContains(t, idle, "staff/yearly/work/on-time#rate")
	require.Equal(t, []string{"staff/yearly/conduct", "plain/yearly/conduct", "body/party/party"}, awaits)
	require.Contains(t, sim.Spread, Bucket{From: 50 * Point, To: 55 * Point, Count: 1})
	require.Contains(t, sim.Grades, GradeCount{Set: "civil-servant", Grade: "incompetent", Count: 1})

	c.Sheets[0].Indicators[0].Weight = 50 * Percent
	sim, err = Simulate(c, Period{Year, 2025, 0}, facts, calendar.Default())
	require.NoError(t, err)
	require.Equal(t, []string{"/sheets/0/indicators weights 90"}, problems(sim.Problems))
	require.Equal(t, Hundred, total[UserRef("li")], "simulated in proportion all the same")
}

func TestSimulate_AnythingAtAllWithoutPanic(t *testing.T) {
	for _, c := range []Cycle{{}, {Period: Period{Year, 2026, 0}}, {Period: Period{Year, 2026, 0}, Assessed: []Assessed{{Subject: "user:x", Formula: "?"}}}} {
		_, err := Simulate(c, Period{Year, 2025, 0}, nil, calendar.Default())
		require.NoError(t, err)
	}
}
