package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func states(t *testing.T, g plan.Goal, today string) map[string]WindowState {
	t.Helper()
	list, err := Windows(g, day(t, today), calendar.Default())
	require.NoError(t, err)
	found := map[string]WindowState{}
	for _, w := range list {
		found[w.Step] = w.State
	}
	return found
}

func TestFarm_WarnsOfAWindowWhileThereIsTime(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template, "households", "120", "contracts", "40", "spring_mu", "800", "summer_mu", "500", "autumn_mu", "300")
	goal = applied(t, template, goal, choices)

	january := states(t, goal, "2026-01-05")
	require.Equal(t, WindowMet, january["plant-spring"])
	require.Equal(t, WindowMet, january["survey"])

	april := states(t, goal, "2026-04-01")
	require.Equal(t, WindowMissed, april["survey"])
	require.Equal(t, WindowAtRisk, april["plant-spring"], "scheme, contracts and record take fifty working days")
	require.Equal(t, WindowMet, april["plant-summer"])

	june := states(t, goal, "2026-06-10")
	require.Equal(t, WindowMissed, june["plant-spring"])
	require.Equal(t, WindowAtRisk, june["plant-summer"])
}

func TestFarm_AWindowMetIsNoLongerListed(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template, "households", "120")
	goal.Measures = []plan.Measure{{Key: "m", Title: "做好种植补贴"}}
	choices.Parts = map[string]bool{"spring": false, "summer": false, "autumn": false}
	s := issued(t, "2026-01-05 09:00", applied(t, template, goal, choices))
	require.Contains(t, states(t, s.g, "2026-01-05"), "survey")
	s.finish("survey")
	require.NotContains(t, states(t, s.g, "2026-01-05"), "survey")
}

func TestFarm_AStepOpensByItsSeason(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template, "spring_mu", "800")
	choices.Parts = map[string]bool{"transfer": false, "summer": false, "autumn": false, "subsidy": false}
	s := issued(t, "2026-01-05 09:00", applied(t, template, goal, choices))
	s.finish("survey")
	s.finish("scheme")
	require.Equal(t, plan.StepPending, s.g.Step("plant-spring").Status, "its predecessors are through, its season is not there")
	s.at("2026-03-02 09:00")
	require.Equal(t, plan.StepOpen, s.g.Step("plant-spring").Status)
}

func TestFarm_TheSubsidyListIsPublicForSevenDays(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template, "households", "10")
	goal.Measures = []plan.Measure{{Key: "m", Title: "做好种植补贴"}}
	goal = applied(t, template, goal, choices)
	require.Nil(t, goal.Step("contracts"), "the report speaks of subsidies alone")
	s := issued(t, "2026-03-10 09:00", goal)
	s.finish("declare")
	s.finish("village-check")
	s.accept("subsidy-notice")
	s.at("2026-03-16 17:00")
	require.Equal(t, plan.CodeTooEarly, plan.CodeOf(s.try(s.submission("subsidy-notice"))))
	s.at("2026-03-17 17:30")
	s.finish("subsidy-notice")
	for _, key := range []string{"township-review", "county", "paid"} {
		s.finish(key)
	}
	require.Equal(t, plan.StepDone, s.g.Step("paid").Status)
}

func TestFarm_FollowsTheReportInItsParts(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template)
	goal.Measures = []plan.Measure{{Key: "m", Title: "引进龙头企业", Text: "加快土地承包经营权流转。"}}
	got, _ := Apply(template, goal, choices)
	require.NotNil(t, got.Step("investor"))
	require.NotNil(t, got.Step("contracts"))
	require.Nil(t, got.Step("declare"))
	require.Equal(t, []string{"scheme", "investor"}, got.Step("contracts").After)
	require.NotNil(t, got.Step("plant-spring"), "parts without words follow their default")

	choices.Parts = map[string]bool{"investor": false}
	got, _ = Apply(template, goal, choices)
	require.Nil(t, got.Step("investor"), "a choice outweighs the words")
}
