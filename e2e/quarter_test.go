package e2e_test

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// The story of an assessment: one quarter of a small town, from its indicators
// to its archive. What everybody gets is worked out by hand in TestStory_.

// quarterIndicators are what the quarter asks. Cadres: on time 50, order 20,
// conduct 30 by two evaluators blind to each other. Units and villages: party
// 30, economy 70, of which on time 60 and quantity 40.
func (w *stage) quarterIndicators() ([]assess.Sheet, []assess.Formula) {
	rule := func(key string, fact assess.FactKind, op assess.Op, points assess.Points) assess.Rule {
		return assess.Rule{Key: key, Title: "规则" + key, Fact: fact, Op: op, Points: points}
	}
	scorer := func(name string, share assess.Weight) assess.Scorer {
		return assess.Scorer{Who: assess.Ref(w.post(name)), Weight: share}
	}
	onTime := func(weight assess.Weight) assess.Indicator {
		return assess.Indicator{Key: "on-time", Title: "按时完成", Weight: weight, Full: assess.Hundred, Rules: []assess.Rule{rule("rate", assess.OnTime, assess.Share, assess.Hundred)}}
	}
	sheets := []assess.Sheet{
		{Key: "cadre", Title: "干部", Indicators: []assess.Indicator{onTime(50 * assess.Percent),
			{Key: "order", Title: "办理规范", Weight: 20 * assess.Percent, Full: assess.Hundred, Base: assess.Hundred, Rules: []assess.Rule{
				rule("late", assess.DaysLate, assess.Each, -10*assess.Point), rule("returned", assess.Returned, assess.Each, -5*assess.Point)}},
			{Key: "conduct", Title: "德能勤廉", Weight: 30 * assess.Percent, Full: assess.Hundred, Blind: true, Spread: 15 * assess.Point,
				Scorers: []assess.Scorer{scorer("eval1", 50*assess.Percent), scorer("eval2", 50*assess.Percent)}}}},
		{Key: "party", Title: "党建", Indicators: []assess.Indicator{{Key: "party", Title: "党建工作", Weight: assess.Whole, Full: assess.Hundred,
			Scorers: []assess.Scorer{scorer("eval1", assess.Whole)}}}},
		{Key: "economy", Title: "经济", Indicators: []assess.Indicator{onTime(60 * assess.Percent),
			{Key: "quantity", Title: "任务量", Weight: 40 * assess.Percent, Full: assess.Hundred, Rules: []assess.Rule{rule("done", assess.Quantity, assess.Share, assess.Hundred)}}}},
	}
	formulas := []assess.Formula{
		{Key: "staff", Title: "干部", Parts: []assess.Part{{Key: "work", Title: "季度考核", Weight: assess.Whole, Sheet: "cadre"}}},
		{Key: "body", Title: "党建30%+经济70%", Parts: []assess.Part{{Key: "party", Title: "党建", Weight: 30 * assess.Percent, Sheet: "party"},
			{Key: "economy", Title: "经济", Weight: 70 * assess.Percent, Sheet: "economy"}},
			Vetoes: []assess.Veto{{Key: "safety", Title: "安全生产", Fact: assess.Case, Tag: "accident"}}},
	}
	return sheets, formulas
}

// cycleView is a draft as the API answers it.
type cycleView struct {
	Draft    store.CycleDraft
	Problems []struct{ Pointer, Code string }
}

// quarter makes, fills and issues the cycle over HTTP, and returns its id.
func (w *stage) quarter() string {
	w.t.Helper()
	officer := w.as("officer")
	var v cycleView
	officer.must(201, "POST", "/cycles", obj{"title": "2026年二季度考核", "period": obj{"kind": "quarter", "year": 2026, "n": 2}}).into(w.t, &v)
	require.NotEmpty(w.t, v.Problems)
	c := v.Draft.Cycle
	c.Sheets, c.Formulas = w.quarterIndicators()
	c.Line.Panel, c.Line.Review = []assess.Ref{assess.Ref(w.post("panel"))}, []assess.Ref{assess.Ref(w.post("reviewer"))}
	for i := range c.GradeSets {
		c.GradeSets[i].Grades[0].Quota.Rounding = assess.Up
	}
	for i := range c.Staff {
		c.Staff[i].Appeal = false
	}
	c.Settings.Sample = 20 * assess.Percent
	save := obj{"version": v.Draft.Version, "cycle": c}
	saved := officer.must(200, "PUT", "/cycles/"+v.Draft.ID, save)
	v = cycleView{} // read into the old one, the default indicators would show through
	saved.into(w.t, &v)
	require.Equal(w.t, "stale-version", officer.ask("PUT", "/cycles/"+v.Draft.ID, save).code())
	officer.must(200, "POST", "/cycles/"+v.Draft.ID+"/assessed", obj{"version": v.Draft.Version, "kinds": []string{"cadre", "unit", "village"},
		"formulas": obj{"unit": "body", "village": "body"}}).into(w.t, &v)
	c = v.Draft.Cycle
	c.Assessed = slices.DeleteFunc(c.Assessed, func(a assess.Assessed) bool {
		return !slices.Contains([]assess.Ref{w.user("cadre0"), w.user("cadre1"), w.user("cadre2"), w.unit("agri"), w.village()}, a.Subject)
	})
	officer.must(200, "PUT", "/cycles/"+v.Draft.ID, obj{"version": v.Draft.Version, "cycle": c}).into(w.t, &v)
	require.Empty(w.t, v.Problems)
	require.Len(w.t, v.Draft.Cycle.Assessed, 5)
	require.Equal(w.t, "forbidden", w.as("cadre0").ask("POST", "/cycles/"+v.Draft.ID+"/issue", obj{}).code())
	officer.must(200, "POST", "/cycles/"+v.Draft.ID+"/issue", obj{"version": v.Draft.Version})
	require.Equal(w.t, "cycle-issued", officer.ask("PUT", "/cycles/"+v.Draft.ID, obj{"version": v.Draft.Version, "cycle": c}).code())
	return v.Draft.ID
}

// work lets the quarter's goals be done: A and C on time, B two working days
// late, C returned once; D late, in the hands of two; E the village's, 80 of
// 100; F on time. All are issued on 1 April and due on 16 April at 17:30.
func (w *stage) work() map[string]string {
	w.t.Helper()
	officer, leader := w.as("officer"), w.as("leader")
	village := w.goalOf("E", "vhead")
	village["lead_unit"] = w.units["donghe"]
	village["steps"].([]obj)[0]["target"] = obj{"milli": 100000, "unit": "亩"}
	ids := w.issue(w.goalOf("A", "cadre0"), w.goalOf("B", "cadre0"), w.goalOf("C", "cadre0"), w.goalOf("D", "cadre1"), village, w.goalOf("F", "cadre2"))
	goals := map[string]string{}
	for i, name := range []string{"A", "B", "C", "D", "E", "F"} {
		goals[name] = ids[i]
	}
	submit := func(name, who string, round int, content obj) {
		w.as(who).do(goals[name], "s1", "submit", obj{"content": content, "round": round})
	}
	agree := func(name string, round int) {
		officer.do(goals[name], "s1", "decide", obj{"agree": true, "round": round})
		over := leader
		if name == "E" {
			over = w.as("mayor") // nobody else is in charge of the village
		}
		over.do(goals[name], "s1", "decide", obj{"agree": true, "round": round})
	}
	done := obj{"note": "已完成"}
	for name, who := range map[string]string{"A": "cadre0", "B": "cadre0", "C": "cadre0", "D": "cadre1", "E": "vhead", "F": "cadre2"} {
		w.as(who).do(goals[name], "s1", "accept", nil)
	}
	w.pass(morning(2026, 4, 8))
	submit("C", "cadre0", 0, done)
	officer.do(goals["C"], "s1", "return", obj{"round": 1, "reason": "缺照片"})
	w.pass(morning(2026, 4, 10))
	submit("C", "cadre0", 0, done)
	agree("C", 2)
	for name, who := range map[string]string{"A": "cadre0", "F": "cadre2"} {
		submit(name, who, 0, done)
		agree(name, 1)
	}
	submit("E", "vhead", 0, obj{"note": "已完成", "quantity": obj{"milli": 80000, "unit": "亩"}})
	agree("E", 1)
	w.pass(time.Date(2026, 4, 17, 17, 40, 0, 0, calendar.Zone))
	w.moves("cadre1", "window", calendar.On(2026, 4, 17))
	w.moves("cadre2", "cadre1", calendar.On(2026, 4, 17))
	w.pass(time.Date(2026, 4, 20, 17, 30, 0, 0, calendar.Zone))
	submit("B", "cadre0", 0, done)
	agree("B", 1)
	submit("D", "cadre2", 0, done)
	agree("D", 1)
	return goals
}
