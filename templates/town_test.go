package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func TestTown_AgreementsCountTowardsATarget(t *testing.T) {
	template := kind(t, TownManagement)
	goal, choices := example(t, template, "shops", "250")
	goal = applied(t, template, goal, choices)
	signed := goal.Step("agreements")
	require.Equal(t, &plan.Target{Milli: 250_000, Unit: "份"}, signed.Target)
	require.Equal(t, []plan.Planned{
		{By: calendar.On(2026, 3, 31), Milli: 100_000},
		{By: calendar.On(2026, 6, 30), Milli: 250_000},
	}, signed.Planned)
}

func TestTown_PatrolsRecurEveryWeek(t *testing.T) {
	template := kind(t, TownManagement)
	goal, choices := example(t, template, "shops", "250")
	goal = applied(t, template, goal, choices)
	days, err := goal.Step("patrol").Recur.Occurrences(calendar.Default(), calendar.On(2026, 9, 20), calendar.On(2026, 10, 10))
	require.NoError(t, err)
	var list []string
	for _, d := range days {
		list = append(list, d.String())
	}
	require.Equal(t, []string{"2026-09-24", "2026-09-30", "2026-10-09"}, list, "on Fridays, before a holiday when it falls on one")
}

func TestTown_ReceptionDaysOnHolidaysMoveOrAreCancelled(t *testing.T) {
	template := kind(t, TownManagement)
	for rule, want := range map[string][]string{
		"":       {"2026-01-15", "2026-02-24", "2026-03-16"},
		"move":   {"2026-01-15", "2026-02-24", "2026-03-16"},
		"cancel": {"2026-01-15"},
	} {
		goal, choices := example(t, template, "reception_holiday", rule)
		goal.Measures = []plan.Measure{{Key: "m", Title: "严格实行党政领导信访日接待制度"}}
		goal = applied(t, template, goal, choices)
		require.Nil(t, goal.Step("agreements"), "the report does not speak of them")
		var series *plan.Step
		for i := range goal.Steps {
			if goal.Steps[i].Title == "领导接访日" {
				require.Nil(t, series)
				series = &goal.Steps[i]
			}
		}
		require.Equal(t, []string{"m"}, series.Measures)
		days, err := series.Recur.Occurrences(calendar.Default(), calendar.On(2026, 1, 1), calendar.On(2026, 3, 31))
		require.NoError(t, err)
		var list []string
		for _, d := range days {
			list = append(list, d.String())
		}
		require.Equal(t, want, list, rule)
	}
}

func TestTown_AReceptionDayOpensByItself(t *testing.T) {
	template := kind(t, TownManagement)
	goal, choices := example(t, template)
	goal.Measures = []plan.Measure{{Key: "m", Title: "严格实行党政领导信访日接待制度"}}
	s := issued(t, "2026-03-02 09:00", applied(t, template, goal, choices))
	s.finish("roster")
	s.at("2026-03-16 09:00")
	occurrence := s.g.Step("reception#2026-03-16")
	require.NotNil(t, occurrence, "15 March is a Sunday: %v", keys(s.g))
	require.Equal(t, plan.StepOpen, occurrence.Status)
	s.finish("reception#2026-03-16")
	for _, w := range states(t, s.g, "2026-03-16") {
		require.NotEmpty(t, w)
	}
	require.NotContains(t, states(t, s.g, "2026-03-16"), "reception#2026-03-16")
}

// running is an issued town-management goal.
func running(t *testing.T) (*story, Template) {
	template := kind(t, TownManagement)
	goal, choices := example(t, template, "shops", "250")
	return issued(t, "2026-03-02 09:00", applied(t, template, goal, choices)), template
}

func TestTown_AFindingIsTalkedOverOrderedCheckedAndSettled(t *testing.T) {
	s, template := running(t)
	posts := map[string]Post{"responsible": {Ref: "post:shopkeeper"}, "reinspector": {Ref: "post:other"}}
	steps, problems := Add(template, s.g, "finding", Item{Key: "finding-1", Title: "占道经营"}, Choices{Posts: posts})
	require.Empty(t, problems)
	require.Len(t, steps, 4)
	require.Equal(t, "谈话提醒：占道经营", steps[0].Title)
	require.Equal(t, plan.Rectification, steps[1].Kind)
	require.Equal(t, []string{"finding-1-talk"}, steps[1].After)
	require.Equal(t, plan.Ref("post:shopkeeper"), steps[1].Lead)
	require.Equal(t, plan.Reinspection, steps[2].Kind)
	require.NotEqual(t, steps[1].Lead, steps[2].Lead)
	require.Equal(t, plan.PostRef("office:management"), steps[0].Lead, "as the goal's steps have it")
	require.Equal(t, []plan.Ref{plan.PostRef("leader")}, steps[3].Stages[1].Signers, "from the goal's line")
}

func TestTown_AHouseHasThreeVisitsAndTheLimitsOfThePlace(t *testing.T) {
	s, template := running(t)
	steps, problems := Add(template, s.g, "house", Item{Key: "house-7", Title: "张三建房", After: []string{"house-rules"}},
		Choices{Numbers: map[string]string{"decision-days": "7"}})
	require.Equal(t, []string{"/choices/posts/office:village role-unfilled", "/choices/posts/office:land role-unfilled"}, codes(problems),
		"no step of the goal is led by them")
	var titles []string
	for _, st := range steps {
		titles = append(titles, st.Title)
	}
	require.Equal(t, []string{"村级讨论与公示：张三建房", "申请审查到场与审批决定：张三建房", "定点放线到场：张三建房", "竣工核查到场：张三建房"}, titles)
	require.Equal(t, plan.PublicNotice, steps[0].Kind)
	require.Equal(t, &calendar.Budget{N: 5, Unit: calendar.Workday}, steps[0].MinPublic)
	require.Equal(t, &calendar.Budget{N: 7, Unit: calendar.Workday}, steps[1].Finish, "the place decides in seven days")
	require.Contains(t, steps[1].Evidence, "申请到场勘查表", "no decision without the first visit")
	require.Equal(t, []string{"house-rules"}, steps[0].After)

	_, problems = Add(template, s.g, "house", Item{Key: "house-8", Title: "李四建房"},
		Choices{Numbers: map[string]string{"decision-days": "21", "village-notice-min": "3"}})
	require.Subset(t, codes(problems), []string{"/choices/numbers/decision-days out-of-range", "/choices/numbers/village-notice-min out-of-range"})
}

func TestTown_PetitionsHaveTheTimesOfTheRegulations(t *testing.T) {
	s, template := running(t)
	steps, _ := Add(template, s.g, "petition", Item{Key: "petition-1", Title: "来访"}, Choices{})
	require.Equal(t, &calendar.Budget{N: 15, Unit: calendar.Day}, steps[0].Finish)
	require.Equal(t, &calendar.Budget{N: 60, Unit: calendar.Day}, steps[1].Finish)
}

func TestTown_WhatAPatrolFindsIsDealtWithAsAFinding(t *testing.T) {
	s, template := running(t)
	h := hazard(plan.GeneralHazard)
	require.True(t, template.DealsWithHazards(h))
	steps, problems := HazardSteps(template, s.g, h, Choices{})
	require.Empty(t, problems)
	require.Equal(t, []string{"hazard-1-talk", "hazard-1-correct", "hazard-1-recheck", "hazard-1-settle"}, keys(plan.Goal{Steps: steps}))
	require.Equal(t, plan.Ref("post:owner"), steps[1].Lead)
	require.Equal(t, plan.Ref("post:checker"), steps[2].Lead)
	require.False(t, kind(t, General).DealsWithHazards(h))
}

func TestAdd_RefusesWhatMeansNothing(t *testing.T) {
	s, template := running(t)
	tests := map[string]struct {
		group string
		item  Item
		want  string
	}{
		"a group that does not exist": {"dance", Item{Key: "a", Title: "b"}, "/group unknown"},
		"an item without a key":       {"finding", Item{Title: "b"}, "/item/key required"},
		"an item without a title":     {"finding", Item{Key: "a", Title: " "}, "/item/title required"},
		"a step that does not exist":  {"finding", Item{Key: "a", Title: "b", After: []string{"nothing"}}, "/item/after/0 dangling"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			steps, problems := Add(template, s.g, test.group, test.item, Choices{})
			require.Empty(t, steps)
			require.Contains(t, codes(problems), test.want)
		})
	}
	t.Run("a re-check by the person responsible", func(t *testing.T) {
		same := Post{Ref: "post:shopkeeper"}
		steps, problems := Add(template, s.g, "finding", Item{Key: "a", Title: "b"}, Choices{Posts: map[string]Post{"responsible": same, "reinspector": same}})
		require.Empty(t, steps)
		require.Equal(t, []string{"/choices/posts/reinspector same-person"}, codes(problems))
	})
	t.Run("a key in use", func(t *testing.T) {
		g := s.g.Clone()
		g.Steps = append(g.Steps, plan.Step{Key: "finding-1-talk"})
		steps, problems := Add(template, g, "finding", Item{Key: "finding-1", Title: "b"}, Choices{})
		require.Empty(t, steps)
		require.Equal(t, []string{"/item/key duplicate"}, codes(problems))
	})
	t.Run("another version of the goal's template", func(t *testing.T) {
		template.Version++
		steps, problems := Add(template, s.g, "finding", Item{Key: "a", Title: "b"}, Choices{})
		require.Empty(t, steps)
		require.Equal(t, []string{"/template conflict"}, codes(problems))
	})
}

func TestAdd_ServesGoalsOfOtherKinds(t *testing.T) {
	s, _ := running(t)
	safety := kind(t, SafetyCheck)
	steps, problems := HazardSteps(safety, s.g, hazard(plan.GeneralHazard), Choices{Posts: map[string]Post{"lead": {Ref: "post:lead"}}})
	require.Equal(t, []string{"/choices/posts/office:safety role-unfilled"}, codes(problems))
	require.Len(t, steps, 3)
}
