package templates

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
)

func TestApply_MakesGoalsThatCanBeIssued(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	for _, template := range list {
		for _, figures := range template.exampleFigures() {
			goal, choices := template.Example(2026, figures)
			goal, problems := Apply(template, goal, choices)
			name := fmt.Sprint(template.Kind, figures)
			require.Empty(t, plan.Validate(goal, calendar.Default()), name)
			require.Equal(t, 100, weight(goal), name)
			require.Equal(t, template.Kind, goal.Kind)
			require.Equal(t, template.ID(), goal.Template)
			for _, p := range problems {
				require.Equal(t, CodeOwnStep, p.Code, "%s: %v", name, p)
			}
		}
	}
}

// Whatever is chosen, said in the report or left open, the draft only lacks
// what its problems name, and its weights total 100.
func TestApply_NeverMakesAGoalThatCannotRun(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	cal := calendar.Default()
	rapid.Check(t, func(t *rapid.T) {
		template := list[rapid.IntRange(0, len(list)-1).Draw(t, "kind")]
		figures := template.exampleFigures()
		goal, choices := template.Example(2026, rapid.SampledFrom(figures).Draw(t, "figures"))
		for _, p := range template.Parts {
			if choices.Parts[p.Key] = rapid.Bool().Draw(t, p.Key); rapid.Bool().Draw(t, "open") {
				delete(choices.Parts, p.Key)
			}
		}
		for _, r := range template.Roles {
			if rapid.Bool().Draw(t, "without "+r.Key) {
				delete(choices.Posts, r.Key)
			}
		}
		said := []string{"完成征地任务", "水、电、路、通讯、污水处理", "发展旅游产业", "粮食产量", "落实门前三包", "安全生产一岗双责", "种植补贴"}
		goal.Measures = nil
		for i := range rapid.IntRange(0, 12).Draw(t, "measures") {
			goal.Measures = append(goal.Measures, plan.Measure{Key: "m" + itoa(i), Title: rapid.SampledFrom(said).Draw(t, "said")})
		}
		goal, problems := Apply(template, goal, choices)
		if len(goal.Steps) == 0 {
			return // everything was switched off
		}
		if found := plan.Validate(goal, cal); len(found) > 0 {
			t.Fatalf("%v", found)
		}
		if w := weight(goal); w != 100 && w != 0 {
			t.Fatalf("weights total %d", w)
		}
		for i, m := range goal.Measures {
			if !covered(goal, m.Key) && !strings.Contains(fmt.Sprint(codes(problems)), "/measures/"+itoa(i)+" uncovered") {
				t.Fatalf("measure %d is uncovered and nobody says so", i)
			}
		}
	})
}

func covered(g plan.Goal, measure string) bool {
	for _, s := range g.Steps {
		for _, m := range s.Measures {
			if m == measure {
				return true
			}
		}
	}
	return false
}

func TestApply_GivesTheSameAnswerTwice(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	for _, template := range list {
		goal, choices := template.Example(2026, nil)
		choices.Posts, choices.Figures = nil, map[string]string{"z": "1", "a": "2"}
		choices.Numbers = map[string]string{"z": "1", "a": "2"}
		choices.Parts = map[string]bool{"z": true, "a": true}
		first, problems := Apply(template, goal, choices)
		for range 20 {
			again, more := Apply(template, goal, choices)
			require.Equal(t, first, again)
			require.Equal(t, problems, more)
		}
	}
}

func TestApply_RefusesAGoalThatRuns(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal.Seq = 1
	got, problems := Apply(template, goal, choices)
	require.Equal(t, goal, got)
	require.Equal(t, []string{" already-issued"}, codes(problems))
}

func TestApply_LeavesTheGoalGivenAsItWas(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal.Steps = []plan.Step{{Key: "mine"}}
	got, _ := Apply(template, goal, choices)
	require.Equal(t, []string{"mine"}, keys(goal))
	require.Equal(t, []string{"scheme", "measure-1", "report", "summary"}, keys(got))
}

func TestApply_SaysWhoStandsInForWhom(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	delete(choices.Posts, "office:land")
	delete(choices.Posts, "office:finance")
	goal, problems := Apply(template, goal, choices)
	require.ElementsMatch(t, []string{
		"/choices/posts/office:land role-unfilled", "/choices/posts/office:finance role-unfilled",
	}, codes(problems))
	require.Equal(t, plan.PostRef("lead"), goal.Step("survey").Lead)
	require.Equal(t, "unit-lead", goal.Step("survey").LeadUnit)
	require.Empty(t, plan.Validate(goal, calendar.Default()))
}

func TestApply_TakesTheLineFromTheGoalFirst(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal.Line.Leader = "post:vice-mayor"
	goal, _ = Apply(template, goal, choices)
	require.Equal(t, plan.Ref("post:vice-mayor"), goal.Line.Leader)
	require.Equal(t, plan.PostRef("supervisor"), goal.Line.Supervisor)
}

func TestApply_ReportsWhoIsMissing(t *testing.T) {
	template := kind(t, General)
	goal, _ := example(t, template)
	goal, problems := Apply(template, goal, Choices{Year: 2026})
	require.ElementsMatch(t, []string{
		"/choices/posts/lead required", "/choices/posts/head required",
		"/choices/posts/leader required", "/choices/posts/supervisor required",
	}, codes(problems))
	require.Contains(t, codes(plan.Validate(goal, calendar.Default())), "/steps/0/lead required", "to be edited before it is issued")
}

func TestApply_NobodyApprovesTheirOwnStep(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	choices.Posts[RoleLead] = Post{Ref: "post:head"}
	got := applied(t, template, goal, choices)
	require.Equal(t, []string{"leader"}, stages(got.Step("scheme")), "the head does not sign what the head does")

	choices.Posts[RoleLead] = Post{Ref: "post:leader"}
	choices.Posts[RoleHead] = Post{Ref: "post:leader"}
	got = applied(t, template, goal, choices)
	require.Equal(t, []string{"supervisor"}, stages(got.Step("scheme")), "then the supervision officer decides")

	choices.Posts[RoleLead] = Post{Ref: "post:supervisor"}
	choices.Posts[RoleHead] = Post{Ref: "post:supervisor"}
	got = applied(t, template, goal, choices)
	require.Equal(t, []string{"leader"}, stages(got.Step("report")), "and the leader on that officer's own work")
}

func TestApply_AsksNobodyForTwoSignatures(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	choices.Posts[RoleSupervisor] = Post{Ref: "post:head"}
	got := applied(t, template, goal, choices)
	require.Equal(t, []string{"head", "leader"}, stages(got.Step("summary")))
}

func TestApply_TheHeadIsThatOfTheUnitThatDoesTheStep(t *testing.T) {
	template := kind(t, FarmRestructuring)
	goal, choices := example(t, template, "households", "10")
	choices.Posts["office:agriculture"] = Post{Ref: "post:agronomist", Unit: "agriculture", Head: "post:agriculture-head"}
	goal, _ = Apply(template, goal, choices)
	require.Equal(t, []plan.Ref{"post:agriculture-head"}, goal.Step("scheme").Stages[0].Signers)
	require.Equal(t, plan.Ref("post:agriculture-head"), goal.Step("scheme").Head)
	require.Equal(t, []plan.Ref{"post:head"}, goal.Step("contracts").Stages[0].Signers)
}

func stages(s *plan.Step) []string {
	var list []string
	for _, st := range s.Stages {
		list = append(list, st.Key)
	}
	return list
}

func TestApply_TakesNumbersWithinTheirBounds(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	choices.Numbers = map[string]string{"pre-notice-min": "15", "scheme-notice-min": "29", "cultivated-limit": "x", "nothing": "1"}
	goal, problems := Apply(template, goal, choices)
	require.ElementsMatch(t, []string{
		"/choices/numbers/scheme-notice-min out-of-range", "/choices/numbers/cultivated-limit unknown", "/choices/numbers/nothing unknown",
	}, codes(problems))
	require.Equal(t, 15, goal.Step("pre-notice").MinPublic.N)
	require.Equal(t, 30, goal.Step("scheme-notice").MinPublic.N, "the law's least cannot be undercut")
}

func TestApply_ReportsChoicesThatMeanNothing(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "viel", "land_class", "desert", "colour", "red")
	choices.Parts = map[string]bool{"dancing": true}
	choices.Posts["office:dance"] = Post{Ref: "post:dancer"}
	_, problems := Apply(template, goal, choices)
	require.Subset(t, codes(problems), []string{
		"/choices/figures/area_ha unknown", "/choices/figures/land_class unknown", "/choices/figures/colour unknown",
		"/choices/parts/dancing unknown", "/choices/posts/office:dance unknown",
	})
}

func TestApply_GivesEveryMeasureThatNoStepSpeaksOfAStepOfItsOwn(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	goal.Measures = []plan.Measure{
		{Key: "a", Title: "扩规提质", Text: "抓好园区水、电、路、通讯、污水处理等基础设施建设,确保完成园区征地任务。"},
		{Key: "b", Title: "发展旅游产业"},
	}
	got, problems := Apply(template, goal, choices)
	require.Equal(t, []string{"/measures/1 measure-step"}, codes(problems))
	require.Equal(t, "发展旅游产业", got.Step("measure-2").Title)
	require.Equal(t, []string{"b"}, got.Step("measure-2").Measures)
	for _, key := range []string{"agreements", "water", "power", "road", "communications", "sewage"} {
		require.Equal(t, []string{"a"}, got.Step(key).Measures, key)
	}

	choices.Parts = map[string]bool{"other": false}
	got, problems = Apply(template, goal, choices)
	require.Equal(t, []string{"/measures/1 uncovered"}, codes(problems))
	require.Nil(t, got.Step("measure-2"))
}

func TestApply_GivesAGoalWithoutMeasuresAStepOfItsTitle(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal.Title = strings.Repeat("长", plan.MaxTitle)
	got := applied(t, template, goal, choices)
	require.Equal(t, goal.Title, got.Step("measure-1").Title)
	require.Equal(t, []string{"measure-1"}, got.Step("summary").After)
}

func TestApply_SharesTheWeightOfTheMeasures(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	for i := range 7 {
		goal.Measures = append(goal.Measures, plan.Measure{Key: "m" + itoa(i), Title: "举措"})
	}
	got := applied(t, template, goal, choices)
	require.Equal(t, 100, weight(got))
	require.Equal(t, 15, got.Step("scheme").Weight, "whatever the number of measures")
	require.Equal(t, []string{"measure-1", "measure-2", "measure-3", "measure-4", "measure-5", "measure-6", "measure-7"}, got.Step("summary").After)
	require.Equal(t, []string{"scheme", "measure-1"}, keys(got)[:2], "in the place of the template's step")
}

func TestApply_PutsWhatALeftOutStepWaitedForInItsPlace(t *testing.T) {
	template := kind(t, ParkExpansion)
	goal, choices := example(t, template, "area_ha", "10", "land_class", "cultivated")
	got := applied(t, template, goal, choices)
	require.Equal(t, []string{"scheme-notice"}, got.Step("register").After, "no hearing")
	require.Equal(t, []string{"approval-province"}, got.Step("taking-notice").After)

	choices.Parts = map[string]bool{"taking": false}
	got = applied(t, template, goal, choices)
	require.Equal(t, []string{"demand"}, got.Step("water").After)

	choices.Parts = map[string]bool{"taking": true, "hearing": true}
	got = applied(t, template, goal, choices)
	require.Equal(t, []string{"hearing", "scheme-notice"}, got.Step("register").After)
}

func TestApply_WritesTitlesInTheLanguageChosen(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	choices.Lang = "en"
	got := applied(t, template, goal, choices)
	require.Equal(t, "Write the implementation scheme", got.Step("scheme").Title)
	require.Equal(t, []string{"implementation scheme"}, got.Step("scheme").Evidence)
	require.Equal(t, "Head of the unit", got.Step("scheme").Stages[0].Name)
}

func TestApply_CutsTitlesThatAreTooLong(t *testing.T) {
	template := kind(t, General)
	goal, choices := example(t, template)
	goal.Measures = []plan.Measure{{Key: "m", Title: strings.Repeat("长", plan.MaxTitle)}}
	template.Steps[1].Title = Text{"落实：{measure}", "{measure}"}
	got := applied(t, template, goal, choices)
	require.Len(t, []rune(got.Step("measure-1").Title), plan.MaxTitle)
}
