package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func hazard(level Level) Hazard {
	h := Hazard{Key: "hazard-1", Title: "消防通道堵塞", Place: "某某鞋厂", Level: level,
		Responsible: Post{Ref: "post:owner", Unit: "factory"}, Reinspector: Post{Ref: "post:checker"}}
	if level == MajorLevel {
		h.Officers = []Post{{Ref: "post:officer-a"}, {Ref: "post:officer-b"}}
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
func inspected(t *testing.T, h Hazard) *story {
	s, template := checked(t)
	s.finish("scope")
	s.finish("plan")
	s.at("2026-03-25 09:00")
	const inspection = "inspect-plants#2026-03-25"
	require.NotNil(t, s.g.Step(inspection), keys(s.g))
	s.accept(inspection)
	steps, problems := HazardSteps(template, s.g, h, Choices{})
	require.Empty(t, problems)
	s.do(plan.AddSteps{Header: s.as("office:safety", inspection), Steps: steps})
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
	steps, problems := HazardSteps(template, s.g, hazard(GeneralLevel), Choices{})
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
	s := inspected(t, hazard(GeneralLevel))
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
	s := inspected(t, hazard(GeneralLevel))
	s.finish("hazard-1-rectify")
	s.accept("hazard-1-reinspect")
	s.do(s.submission("hazard-1-reinspect"))
	h := s.as("supervisor", "hazard-1-reinspect")
	h.Reason = "通道仍被占用"
	s.do(plan.ReturnStep{Header: h, To: "hazard-1-rectify"})
	require.Equal(t, plan.StepReturned, s.g.Step("hazard-1-rectify").Status)
	require.Equal(t, plan.StepPending, s.g.Step("hazard-1-reinspect").Status)
	s.do(s.submission("hazard-1-rectify"))
	s.do(plan.DecideApproval{Header: s.as("supervisor", "hazard-1-rectify"), Agree: true})
	s.finish("hazard-1-reinspect")
}

func TestHazardSteps_AMajorHazardHasItsWholeChain(t *testing.T) {
	s, template := checked(t)
	steps, problems := HazardSteps(template, s.g, hazard(MajorLevel), Choices{})
	require.Empty(t, problems)
	require.Equal(t, []string{"hazard-1-county", "hazard-1-listing", "hazard-1-five", "hazard-1-rectify", "hazard-1-reinspect", "hazard-1-accept"},
		keys(plan.Goal{Steps: steps}))
	require.Equal(t, []string{"责任落实", "措施落实", "资金落实", "时限落实", "预案落实"}, steps[2].Evidence)
	require.Equal(t, &calendar.Budget{N: 30, Unit: calendar.Day}, steps[3].Finish)
	require.Equal(t, []string{"hazard-1-listing", "hazard-1-rectify"}, steps[4].After)

	h := inspected(t, hazard(MajorLevel))
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
	for failures, principal := range map[int64]bool{0: false, 1: false, 2: true, 3: true} {
		h := inspected(t, hazard(GeneralLevel))
		h.finish("hazard-1-rectify")
		c := h.submission("hazard-1-reinspect")
		c.Content.Figures = []plan.Figure{{Field: "failures", Milli: failures * 1000}}
		h.do(c)
		h.do(plan.DecideApproval{Header: h.as("supervisor", "hazard-1-reinspect"), Agree: true})
		done := h.g.Step("hazard-1-reinspect").Status == plan.StepDone
		require.Equal(t, principal, !done, failures)
	}
}

func TestHazardSteps_RepeatedHazardsSaySo(t *testing.T) {
	s, template := checked(t)
	h := hazard(GeneralLevel)
	h.Repeated = true
	steps, _ := HazardSteps(template, s.g, h, Choices{})
	require.Equal(t, "复查：某某鞋厂·消防通道堵塞（重复隐患）", steps[1].Title)
}

func TestHazardSteps_Refuses(t *testing.T) {
	s, template := checked(t)
	tests := map[string]struct {
		level  Level
		change func(*Hazard)
		want   string
	}{
		"re-inspection by the person responsible":          {GeneralLevel, func(h *Hazard) { h.Reinspector = h.Responsible }, "/hazard/reinspector same-person"},
		"acceptance by the person responsible":             {MajorLevel, func(h *Hazard) { h.Officers[1] = h.Responsible }, "/hazard/officer-second same-person"},
		"one officer in two places":                        {MajorLevel, func(h *Hazard) { h.Officers[1] = h.Officers[0] }, "/hazard/officers same-person"},
		"a major hazard with one officer":                  {MajorLevel, func(h *Hazard) { h.Officers = h.Officers[:1] }, "/hazard/officers out-of-range"},
		"nobody responsible":                               {GeneralLevel, func(h *Hazard) { h.Responsible = Post{} }, "/hazard/responsible required"},
		"a hazard without a title":                         {GeneralLevel, func(h *Hazard) { h.Title = "" }, "/hazard/title required"},
		"a hazard without a key":                           {GeneralLevel, func(h *Hazard) { h.Key = "" }, "/hazard/key required"},
		"a level of its own":                               {"huge", func(*Hazard) {}, "/hazard/level unknown"},
		"the supervision officer's stand-in for oneself":   {GeneralLevel, func(h *Hazard) { h.Reinspector, h.Responsible = Post{}, Post{Ref: "post:supervisor"} }, "/choices/posts/reinspector same-person"},
		"an officer who also hands the acceptance in":      {MajorLevel, func(h *Hazard) { h.Officers[0] = Post{Ref: "post:office:safety"} }, "/steps/5/stages/0/signers no-approver"},
		"a step of the goal that does not exist to follow": {GeneralLevel, func(h *Hazard) { h.After = []string{"nothing"} }, "/item/after/0 dangling"},
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
