package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func hazard(level plan.HazardLevel) plan.Hazard {
	h := plan.Hazard{Key: "hazard-1", Title: "消防通道堵塞", PlaceName: "某某鞋厂", Level: level,
		Responsible: "post:owner", Reinspector: "post:checker"}
	if level == plan.MajorHazard {
		h.Officers = []plan.Ref{"post:officer-a", "post:officer-b"}
	}
	return h
}

// checked is an issued goal of safety checks.
func checked(t *testing.T) (*story, Template) {
	template := kind(t, SafetyCheck)
	goal, choices := example(t, template, "places", "30")
	return issued(t, "2026-03-02 09:00", applied(t, template, goal, choices)), template
}

// inspected is that goal at its first inspection of factories, to which the
// steps of a hazard are added by whoever inspects.
func inspected(t *testing.T, h plan.Hazard) *story {
	s, template := checked(t)
	s.finish("scope")
	s.finish("plan")
	s.at("2026-03-25 09:00")
	const inspection = "inspect-plants#2026-03-25"
	require.NotNil(t, s.g.Step(inspection), keys(s.g))
	s.accept(inspection)
	steps, problems := HazardSteps(template, s.g, h, Choices{})
	require.Empty(t, problems)
	list, err := Checklists()
	require.NoError(t, err)
	check := plan.Check{Place: "p1", PlaceName: "某某鞋厂", Checklist: "factory@1", Inspectors: []plan.Inspector{
		{Ref: "post:office:safety", User: "a"}, {Ref: "post:second", User: "b"}}, Hazards: []plan.Hazard{h}}
	figure := int64(8000)
	for _, l := range list {
		for _, item := range l.Items {
			if l.Key == "factory" {
				check.Results = append(check.Results, plan.ItemResult{Item: item.Key, Outcome: plan.ItemPasses, Milli: &figure, Photos: []plan.Photo{{File: "f"}}})
			}
		}
	}
	c := s.submission(inspection)
	c.Content.Checks, c.Checklists, c.Steps = []plan.Check{check}, list, steps
	s.do(c)
	return s
}

func TestSafety_EveryInspectionIsSignedByASecondInspector(t *testing.T) {
	s, _ := checked(t)
	n := 0
	for _, st := range s.g.Steps {
		if st.Kind == plan.Inspection {
			require.Equal(t, []string{"second", "head"}, stages(&st), st.Key)
			require.Equal(t, plan.AllSign, st.Stages[0].Rule)
			require.NotEqual(t, st.Lead, st.Stages[0].Signers[0])
			require.NotNil(t, st.Recur, st.Key)
			n++
		}
	}
	require.Equal(t, 6, n)
	require.Equal(t, "2", kind(t, SafetyCheck).number(t, "inspectors"))
}

func (t Template) number(tb testing.TB, key string) string {
	n := t.Number(key)
	require.NotNil(tb, n, key)
	return n.Value.String()
}

func TestSafety_TakesTheFieldsThatTheReportNames(t *testing.T) {
	template := kind(t, SafetyCheck)
	goal, choices := example(t, template, "places", "30")
	goal.Measures = []plan.Measure{{Key: "m", Title: "夯实社会管理", Text: "强化安全生产“一岗双责”制,深化厂矿企业、道路交通、森林防火的安全专项整治。"}}
	goal = applied(t, template, goal, choices)
	for key, want := range map[string]bool{"plants": true, "traffic": true, "forest": true, "building": false, "food": false, "schools": false} {
		require.Equal(t, want, goal.Step("inspect-"+key) != nil, key)
	}
	require.Equal(t, []string{"m"}, goal.Step("duty").Measures)
}

func TestHazardSteps_AGeneralHazardHasSevenDays(t *testing.T) {
	s, template := checked(t)
	steps, problems := HazardSteps(template, s.g, hazard(plan.GeneralHazard), Choices{})
	require.Empty(t, problems)
	require.Equal(t, []string{"hazard-1-rectify", "hazard-1-reinspect", "hazard-1-accept"}, keys(plan.Goal{Steps: steps}))
	require.Equal(t, plan.Rectification, steps[0].Kind)
	require.Equal(t, &calendar.Budget{N: 7, Unit: calendar.Day}, steps[0].Finish)
	require.Equal(t, "一般隐患整改：某某鞋厂·消防通道堵塞", steps[0].Title)
	require.Equal(t, plan.Ref("post:owner"), steps[0].Lead)
	require.Equal(t, plan.Reinspection, steps[1].Kind)
	require.Equal(t, plan.Ref("post:checker"), steps[1].Lead)
	require.Equal(t, plan.PostRef("office:safety"), steps[2].Lead)
}

func TestHazardSteps_JoinTheRunningGoal(t *testing.T) {
	s := inspected(t, hazard(plan.GeneralHazard))
	progress := s.g.Progress
	rectify := s.g.Step("hazard-1-rectify")
	require.Equal(t, plan.StepOpen, rectify.Status)
	require.Equal(t, "inspection:inspect-plants#2026-03-25", rectify.Origin)
	require.Equal(t, "2026-04-01", calendar.DateOf(*rectify.DueAt).String(), "seven days from the 25th")
	for _, key := range []string{"rectify", "reinspect", "accept"} {
		s.finish("hazard-1-" + key)
	}
	require.Greater(t, s.g.Progress, progress, "the goal's progress follows from its hazards")
}

func TestHazardSteps_AFailedReinspectionGoesBackToWhoeverRectifies(t *testing.T) {
	s := inspected(t, hazard(plan.GeneralHazard))
	s.finish("hazard-1-rectify")
	c := s.submission("hazard-1-reinspect")
	c.Content.Verdicts = []plan.Verdict{{Remark: "通道仍被占用"}}
	s.do(c)
	require.Equal(t, plan.StepReturned, s.g.Step("hazard-1-rectify").Status)
	require.Equal(t, plan.StepPending, s.g.Step("hazard-1-reinspect").Status)
	s.do(s.submission("hazard-1-rectify"))
	s.do(plan.DecideApproval{Header: s.as("supervisor", "hazard-1-rectify"), Agree: true})
	s.finish("hazard-1-reinspect")
}

func TestHazardSteps_AMajorHazardHasItsWholeChain(t *testing.T) {
	s, template := checked(t)
	steps, problems := HazardSteps(template, s.g, hazard(plan.MajorHazard), Choices{})
	require.Empty(t, problems)
	require.Equal(t, []string{"hazard-1-county", "hazard-1-listing", "hazard-1-five", "hazard-1-rectify", "hazard-1-reinspect", "hazard-1-accept"},
		keys(plan.Goal{Steps: steps}))
	require.Equal(t, []string{"责任落实", "措施落实", "资金落实", "时限落实", "预案落实"}, steps[2].Evidence)
	require.Equal(t, &calendar.Budget{N: 30, Unit: calendar.Day}, steps[3].Finish)
	require.Equal(t, []string{"hazard-1-listing", "hazard-1-rectify"}, steps[4].After)

	h := inspected(t, hazard(plan.MajorHazard))
	h.accept("hazard-1-five")
	four := h.submission("hazard-1-five")
	four.Content.Evidence = four.Content.Evidence[:4]
	refusal := (*plan.Error)(nil)
	require.ErrorAs(t, h.try(four), &refusal)
	require.Equal(t, plan.CodeEvidenceMissing, refusal.Problems[0].Code)
	require.Equal(t, "预案落实", refusal.Problems[0].Params["evidence"])

	for _, key := range []string{"five", "county", "listing", "rectify", "reinspect"} {
		h.finish("hazard-1-" + key)
	}
	h.do(h.submission("hazard-1-accept"))
	h.do(plan.DecideApproval{Header: h.as("officer-a", "hazard-1-accept"), Agree: true})
	require.Equal(t, plan.StepReview, h.g.Step("hazard-1-accept").Status, "one officer is not enough")
	h.do(plan.DecideApproval{Header: h.as("officer-b", "hazard-1-accept"), Agree: true})
	h.do(plan.DecideApproval{Header: h.as("leader", "hazard-1-accept"), Agree: true})
	require.Equal(t, plan.StepDone, h.g.Step("hazard-1-accept").Status)
}

func TestHazardSteps_FailingTooOftenGoesToThePrincipalLeader(t *testing.T) {
	for failures, principal := range []bool{false, false, true, true} {
		h := inspected(t, hazard(plan.GeneralHazard))
		for range failures {
			h.finish("hazard-1-rectify")
			c := h.submission("hazard-1-reinspect")
			c.Content.Verdicts = []plan.Verdict{{Remark: "通道仍被占用"}}
			h.do(c)
		}
		h.finish("hazard-1-rectify")
		h.do(h.submission("hazard-1-reinspect"))
		h.do(plan.DecideApproval{Header: h.as("supervisor", "hazard-1-reinspect"), Agree: true})
		done := h.g.Step("hazard-1-reinspect").Status == plan.StepDone
		require.Equal(t, principal, !done, failures)
	}
}

func TestHazardSteps_RepeatedHazardsSaySo(t *testing.T) {
	s, template := checked(t)
	h := hazard(plan.GeneralHazard)
	h.Repeats = &plan.Repeat{Goal: "g0", Hazard: "h1"}
	steps, _ := HazardSteps(template, s.g, h, Choices{})
	require.Equal(t, "复查：某某鞋厂·消防通道堵塞（重复隐患）", steps[1].Title)
	require.Equal(t, "hazard-1", steps[1].Hazard)
}

func TestHazardSteps_TakeTheDaysThatTheGoalWasMadeWith(t *testing.T) {
	template := kind(t, SafetyCheck)
	goal, choices := example(t, template, "places", "30")
	choices.Numbers = map[string]string{"general-days": "5", "inspectors": "3", "major-days": "30"}
	goal = applied(t, template, goal, choices)
	require.Equal(t, map[string]string{"general-days": "5", "inspectors": "3"}, goal.Numbers, "those that differ")
	require.Equal(t, 3, goal.Settings.Inspectors)
	require.Equal(t, 2, goal.Settings.Failures)
	steps, problems := HazardSteps(template, goal, hazard(plan.GeneralHazard), Choices{})
	require.Empty(t, problems)
	require.Equal(t, &calendar.Budget{N: 5, Unit: calendar.Day}, steps[0].Finish)
	goal.Numbers["major-days"], goal.Numbers["nothing"] = "999", "1"
	steps, problems = HazardSteps(template, goal, hazard(plan.MajorHazard), Choices{})
	require.Empty(t, problems, "what is no number of the template does not keep a hazard from being dealt with")
	require.Equal(t, 30, steps[3].Finish.N)
	steps, _ = HazardSteps(template, goal, hazard(plan.GeneralHazard), Choices{Numbers: map[string]string{"general-days": "2"}})
	require.Equal(t, &calendar.Budget{N: 2, Unit: calendar.Day}, steps[0].Finish)
}

func TestHazardOf_IsWhatAGroupDealsWith(t *testing.T) {
	s, template := checked(t)
	for _, level := range []plan.HazardLevel{plan.GeneralHazard, plan.MajorHazard} {
		h := hazard(level)
		h.PlaceName = ""
		steps, problems := HazardSteps(template, s.g, h, Choices{})
		require.Empty(t, problems)
		got := HazardOf(h.Category(), Item{Key: h.Key, Title: h.Title}, steps)
		require.Equal(t, &h, got)
	}
	spot := hazard(plan.GeneralHazard)
	spot.Spot, spot.Reinspector, spot.PlaceName = true, "", ""
	steps, _ := HazardSteps(template, s.g, spot, Choices{})
	require.Equal(t, &spot, HazardOf("hazard-spot", Item{Key: spot.Key, Title: spot.Title}, steps))
	require.Nil(t, HazardOf("house", Item{Key: "h"}, []plan.Step{{Kind: plan.Work}}))
}

func TestHazardSteps_Refuses(t *testing.T) {
	s, template := checked(t)
	tests := map[string]struct {
		level  plan.HazardLevel
		change func(*plan.Hazard)
		want   string
	}{
		"re-inspection by the person responsible":     {plan.GeneralHazard, func(h *plan.Hazard) { h.Reinspector = h.Responsible }, "/hazard/reinspector same-person"},
		"acceptance by the person responsible":        {plan.MajorHazard, func(h *plan.Hazard) { h.Officers[1] = h.Responsible }, "/hazard/officers/1 same-person"},
		"one officer in two places":                   {plan.MajorHazard, func(h *plan.Hazard) { h.Officers[1] = h.Officers[0] }, "/hazard/officers/1 same-person"},
		"a major hazard with one officer":             {plan.MajorHazard, func(h *plan.Hazard) { h.Officers = h.Officers[:1] }, "/hazard/officers two-officers"},
		"nobody responsible":                          {plan.GeneralHazard, func(h *plan.Hazard) { h.Responsible = "" }, "/hazard/responsible required"},
		"a hazard without a title":                    {plan.GeneralHazard, func(h *plan.Hazard) { h.Title = "" }, "/hazard/title required"},
		"a hazard without a key":                      {plan.GeneralHazard, func(h *plan.Hazard) { h.Key = "" }, "/hazard/key required"},
		"a level of its own":                          {"huge", func(*plan.Hazard) {}, "/hazard/level unknown"},
		"nobody to inspect again":                     {plan.GeneralHazard, func(h *plan.Hazard) { h.Reinspector = "" }, "/hazard/reinspector required"},
		"an officer who also hands the acceptance in": {plan.MajorHazard, func(h *plan.Hazard) { h.Officers[0] = "post:office:safety" }, "/steps/5/stages/0/signers no-approver"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := hazard(test.level)
			test.change(&h)
			steps, problems := HazardSteps(template, s.g, h, Choices{})
			require.Empty(t, steps)
			require.Contains(t, codes(problems), test.want)
		})
	}
}
