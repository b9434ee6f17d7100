package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func TestPark_AreaAndClassOfLandDecideWhoApproves(t *testing.T) {
	tests := []struct {
		class, area string
		state       bool
	}{
		{"basic-farmland", "0.1", true},
		{"cultivated", "35", false},
		{"cultivated", "35.001", true},
		{"other", "35.001", false},
		{"other", "70", false},
		{"other", "70.001", true},
	}
	template := kind(t, ParkExpansion)
	for _, test := range tests {
		t.Run(test.class+" "+test.area, func(t *testing.T) {
			goal, choices := example(t, template, "area_ha", test.area, "land_class", test.class)
			goal = applied(t, template, goal, choices)
			require.Equal(t, test.state, goal.Step("approval-state") != nil)
			require.Equal(t, !test.state, goal.Step("approval-province") != nil)
			signed := stages(goal.Step("filing"))
			if test.state {
				require.Equal(t, []string{"head", "supervisor", "filing-state"}, signed)
				require.Equal(t, []plan.Ref{"post:principal"}, goal.Step("filing").Stages[2].Signers)
				return
			}
			require.Len(t, signed, 4)
		})
	}
}

func TestPark_TheAreaSurveyedChangesTheApproverOfTheFiling(t *testing.T) {
	tests := map[string]struct {
		class string
		milli int64
		want  string
	}{
		"cultivated within the limit": {"cultivated", 35_000, "leader"},
		"cultivated over the limit":   {"cultivated", 35_001, "principal"},
		"other within its limit":      {"other", 70_000, "leader"},
		"other over its limit":        {"other", 70_001, "principal"},
		"no class, within the lower":  {"", 35_000, "leader"},
		"no class, over the lower":    {"", 35_001, "principal"},
	}
	template := kind(t, ParkExpansion)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			goal, choices := example(t, template, "area_ha", "10", "land_class", test.class)
			goal, _ = Apply(template, goal, choices)
			filing := *goal.Step("filing")
			filing.After, filing.Weight = nil, 100
			goal.Steps = []plan.Step{filing}
			s := issued(t, "2026-03-02 09:00", goal)
			c := s.submission("filing")
			c.Content.Figures = []plan.Figure{{Field: "area_ha", Milli: test.milli}}
			s.do(c)
			for _, who := range []string{"head", "supervisor", test.want} {
				s.do(plan.DecideApproval{Header: s.as(who, "filing"), Agree: true})
			}
			require.Equal(t, plan.StepDone, s.g.Step("filing").Status)
		})
	}
}

func TestPark_TargetIsInMu(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "36.5", "land_class", "cultivated")
	got := applied(t, template, goal, choices)
	require.Equal(t, &plan.Target{Milli: 547_500, Unit: "亩"}, got.Step("agreements").Target)

	goal.Target = &plan.Target{Milli: 600_000, Unit: "亩"}
	got = applied(t, template, goal, choices)
	require.Equal(t, goal.Target, got.Step("agreements").Target, "the report's own number counts")
	require.NotSame(t, goal.Target, got.Step("agreements").Target)
}

func TestPark_AsksForAreaAndClass(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template)
	goal, problems := Apply(template, goal, choices)
	require.ElementsMatch(t, []string{"/choices/figures/area_ha required", "/choices/figures/land_class required"}, codes(problems))
	require.Nil(t, goal.Step("agreements").Target)
	require.Empty(t, plan.Validate(goal, calendar.Default()))
}

// The notices alone make the day: ten working days and thirty days.
func TestEarliestFiling_IsKnownOnTheFirstDay(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	goal = applied(t, template, goal, choices)
	tests := map[string]struct{ from, pre, scheme string }{
		"round the Spring Festival":    {"2026-01-05", "2026-01-19", "2026-02-24"}, // day 30 is 18 February, a holiday
		"begun on a Saturday":          {"2026-03-07", "2026-03-23", "2026-04-22"},
		"begun on a make-up Saturday":  {"2026-02-28", "2026-03-13", "2026-04-13"}, // day 30 is a Sunday
		"over the National Day":        {"2026-09-21", "2026-10-12", "2026-11-11"}, // 25 to 27 September and 1 to 7 October off, 10 October worked
		"after the first week of July": {"2026-07-06", "2026-07-20", "2026-08-19"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			days, err := Earliest(goal, day(t, test.from), calendar.Default())
			require.NoError(t, err)
			require.Equal(t, test.pre, days["pre-notice"].String())
			require.Equal(t, test.scheme, days["scheme-notice"].String())
			filing, err := EarliestFiling(goal, day(t, test.from), calendar.Default())
			require.NoError(t, err)
			require.Equal(t, test.scheme, filing.String())
		})
	}
}

func TestEarliestFiling_StaysCurrentWhileTheGoalRuns(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	choices.Parts = map[string]bool{"works": false}
	s := issued(t, "2026-03-02 09:00", applied(t, template, goal, choices))
	filing := func(today string) string {
		d, err := EarliestFiling(s.g, day(t, today), s.cal)
		require.NoError(t, err)
		return d.String()
	}
	require.Equal(t, "2026-04-15", filing("2026-03-02"), "ten working days to the 16th, thirty days to the 15th")

	s.finish("demand")
	s.at("2026-03-04 09:00")
	s.accept("pre-notice") // posted two days later
	require.Equal(t, "2026-04-17", filing("2026-03-04"))
	require.Equal(t, "2026-04-17", filing("2026-03-10"), "a notice that hangs counts from its posting")

	s.at("2026-03-17 17:00")
	err := s.try(s.submission("pre-notice"))
	require.Equal(t, plan.CodeTooEarly, plan.CodeOf(err), "the tenth day is the 18th: %v", err)

	s.at("2026-03-18 17:30")
	s.finish("pre-notice")
	require.Equal(t, "2026-04-20", filing("2026-03-20"), "from the day on which the next notice can be posted")
	for _, key := range []string{"survey", "risk", "scheme"} {
		s.finish(key)
	}
	s.at("2026-03-20 09:00")
	s.accept("scheme-notice")
	s.at("2026-04-17 09:00")
	require.Equal(t, plan.CodeTooEarly, plan.CodeOf(s.try(s.submission("scheme-notice"))))
	s.at("2026-04-20 17:30")
	s.finish("scheme-notice")
	s.finish("register")
	require.Equal(t, "2026-04-20", filing("2026-04-20"))
	s.finish("agreements")
	s.finish("funds")
	s.finish("filing")
	require.Equal(t, "2026-04-20", filing("2026-06-01"), "it was filed")
}

func TestEarliestFiling_RefusesAGoalWithoutFiling(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal = applied(t, template, goal, choices)
	_, err := EarliestFiling(goal, day(t, "2026-03-02"), calendar.Default())
	require.Equal(t, plan.CodeNoStep, plan.CodeOf(err))
}
