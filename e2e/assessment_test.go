package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/api"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/sheet"
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
	officer.must(200, "PUT", "/cycles/"+v.Draft.ID, save).into(w.t, &v)
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

func (w *stage) user(name string) assess.Ref { return assess.UserRef(w.users[name]) }
func (w *stage) unit(name string) assess.Ref { return assess.UnitRef(w.units[name]) }
func (w *stage) village() assess.Ref         { return assess.VillageRef(w.units["donghe"]) }

// cardView is a scorecard as the API answers it.
type cardView struct {
	Card        assess.Scorecard
	How         map[string]string
	Notes       []struct{ Code, Path, Text string }
	Facts       []assess.Fact
	Works       []store.CourseWork
	Evaluations []assess.Evaluation
	Corrections []assess.Correction
	Changes     []assess.Difference
	Result      *assess.Result
	Provisional bool
}

func (p *person) card(course string, subject assess.Ref) cardView {
	p.t.Helper()
	var v cardView
	p.must(200, "GET", "/courses/"+course+"/cards/"+url.PathEscape(string(subject)), nil).into(p.t, &v)
	return v
}

func (p *person) course(id string) api.CourseView {
	p.t.Helper()
	var v api.CourseView
	p.must(200, "GET", "/courses/"+id, nil).into(p.t, &v)
	return v
}

// about sends a command about a subject of a course.
func (p *person) about(course, verb string, subject assess.Ref, body obj) answer {
	p.t.Helper()
	return p.ask("POST", "/courses/"+course+"/"+verb+"/"+url.PathEscape(string(subject)), body)
}

func (p *person) scores(course string, subject assess.Ref, sheet, indicator string, points assess.Points) answer {
	p.t.Helper()
	return p.about(course, "scores", subject, obj{"items": []obj{{"sheet": sheet, "indicator": indicator, "points": points}}})
}

// lines are the points of a card's lines by the end of their keys.
func (v cardView) lines() map[string]string {
	m := map[string]string{}
	for _, l := range v.Card.Lines {
		m[l.Indicator+"/"+string(l.Kind)+"/"+l.Rule] = l.Points.String()
		if l.Kind == assess.LineScore {
			delete(m, l.Indicator+"/"+string(l.Kind)+"/"+l.Rule)
			m[l.Indicator+"/"+string(l.Kind)+"/"+l.By.Name] = l.Points.String()
		}
	}
	return m
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

func TestStory_AnAssessmentFromItsIndicatorsToItsArchive(t *testing.T) {
	onStage(t, morning(2026, 4, 1), 3, func(t *testing.T, w *stage) {
		for _, x := range []struct {
			name, unit string
			kind       store.UnitKind
			grade      store.Grade
			role       plan.Role
		}{{"eval1", "party", store.UnitOffice, store.GradeMember, plan.Evaluator}, {"eval2", "party", store.UnitOffice, store.GradeMember, plan.Evaluator},
			{"panel", "party", store.UnitOffice, store.GradeMember, plan.Evaluator}, {"reviewer", "party", store.UnitOffice, store.GradeMember, plan.Cadre},
			{"window", "party", store.UnitOffice, store.GradeMember, plan.Cadre}, {"audit", "party", store.UnitOffice, store.GradeMember, plan.AuditAdmin},
			{"vhead", "donghe", store.UnitVillage, store.GradeHead, plan.Cadre}} {
			w.hire(x.name, x.unit, x.kind, x.grade, x.role)
		}
		goals := w.work()
		id := w.quarter()
		w.assessQuarter(id)
		w.followNumbers(id, goals)
		w.decideQuarter(id, goals)
		w.recompute(id)
	})
}

// assessQuarter plays from the freeze to the count.
func (w *stage) assessQuarter(id string) {
	t := w.t
	officer, eval1, eval2, panel := w.as("officer"), w.as("eval1"), w.as("eval2"), w.as("panel")
	require.True(t, w.as("cadre0").card(id, w.user("cadre0")).Provisional, "before the freeze a card says how it stands today")
	w.pass(time.Date(2026, 7, 1, 9, 0, 0, 0, calendar.Zone))
	require.Equal(t, assess.PhaseSelf, officer.course(id).Phase)
	require.Contains(t, w.as("cadre0").courseDuties(), "self-assess/1")

	var self struct {
		Given   bool
		Summary string
		Items   []obj
	}
	w.as("cadre0").must(200, "GET", "/courses/"+id+"/selves/"+string(w.user("cadre0")), nil).into(t, &self)
	require.False(t, self.Given)
	require.Contains(t, self.Summary, "按时完成", "prefilled from the facts")
	require.Equal(t, "assess-not-yours", w.as("cadre1").about(id, "selves", w.user("cadre0"), obj{"summary": "总结"}).code())
	for name, subject := range map[string]assess.Ref{"cadre0": w.user("cadre0"), "cadre1": w.user("cadre1"), "cadre2": w.user("cadre2"), "head": w.unit("agri"), "vhead": w.village()} {
		require.Equal(t, 200, w.as(name).about(id, "selves", subject, obj{"summary": "总结"}).status)
	}
	officer.must(200, "POST", "/courses/"+id+"/advance", obj{})

	// Two evaluators, blind to each other; one differs by 20 points about cadre1.
	for name, points := range map[string][2]assess.Points{"cadre0": {92, 85}, "cadre1": {80, 60}, "cadre2": {90, 90}} {
		require.Equal(t, 200, eval1.scores(id, w.user(name), "cadre", "conduct", points[0]*assess.Point).status)
		require.Empty(t, eval2.bench(id, w.user(name)).Indicators[0].Others, "blind until both are in")
		require.Equal(t, 200, eval2.scores(id, w.user(name), "cadre", "conduct", points[1]*assess.Point).status)
		require.Len(t, eval2.bench(id, w.user(name)).Indicators[0].Others, 1)
	}
	require.Equal(t, "blind-over", eval1.about(id, "scores", w.user("cadre0"), obj{"reason": "笔误", "items": []obj{{"sheet": "cadre", "indicator": "conduct", "points": 90000}}}).code())
	require.Equal(t, 200, eval1.scores(id, w.unit("agri"), "party", "party", 80*assess.Point).status)
	require.Equal(t, "assess-role", w.as("cadre0").scores(id, w.user("cadre1"), "cadre", "conduct", 1000).code())
	require.Equal(t, "auditor", w.as("audit").scores(id, w.user("cadre1"), "cadre", "conduct", 1000).code())
	require.Equal(t, "not-found", w.as("cadre0").ask("GET", "/courses/"+id+"/cards/"+string(w.user("cadre1")), nil).code(), "a card is its own")
	require.NotContains(t, w.as("cadre0").card(id, w.user("cadre0")).lines(), "conduct/score/姓名eval1", "what people scored shows when it is public")

	// An accident of the unit is entered as a fact, with a reason.
	fact := obj{"kind": "case", "tag": "accident", "subject": w.unit("agri"), "value": 1000, "at": "2026-05-08", "note": "农机伤人"}
	require.Equal(t, []string{"/reason:reason-required"}, officer.ask("POST", "/courses/"+id+"/facts", obj{"after": fact}).faults(t))
	officer.must(200, "POST", "/courses/"+id+"/facts", obj{"after": fact, "reason": "应急站通报"})

	// The village's party work is never scored: left out at the end of the grace.
	w.pass(time.Date(2026, 7, 16, 9, 0, 0, 0, calendar.Zone))
	require.Equal(t, assess.PhasePanel, officer.course(id).Phase)
	var sample api.SampleView
	panel.must(200, "GET", "/courses/"+id+"/sample", nil).into(t, &sample)
	for _, item := range sample.Items {
		subject := item.Assessed.Subject
		body := obj{"ok": true}
		if subject == w.user("cadre1") {
			body = obj{"ok": false, "reason": "以核实为准", "scores": []obj{{"sheet": "cadre", "indicator": "conduct", "points": 75000}}}
		}
		require.Equal(t, 200, panel.about(id, "sample", subject, body).status)
	}
	require.Contains(t, fmt.Sprint(sample.Items), string(w.user("cadre1")), "scorers too far apart are verified")
	require.Equal(t, assess.PhaseModeration, officer.course(id).Phase)
}

// followNumbers holds the score sheets against what was worked out by hand,
// and follows every number to its events.
func (w *stage) followNumbers(id string, goals map[string]string) {
	t, leader := w.t, w.as("leader")
	c0 := leader.card(id, w.user("cadre0"))
	require.Equal(t, map[string]string{
		"on-time/rule/rate":     "33.334", // A and C of three: 66.667 % of 50
		"order/base/":           "20",
		"order/rule/late":       "-4",                                     // B: 2 working days, −10 each, ÷100×20
		"order/rule/returned":   "-1",                                     // C: once, −5
		"conduct/score/姓名eval1": "13.8", "conduct/score/姓名eval2": "12.75", // 92 and 85, half each, ÷100×30
	}, c0.lines())
	require.Equal(t, assess.Points(74884), c0.Card.Total)
	c1 := leader.card(id, w.user("cadre1"))
	require.Equal(t, map[string]string{
		"on-time/rule/rate": "0", "order/base/": "20",
		"order/rule/late":       "-1.6", // D: late from 16 to 20 April, their post on 16 and 17: two fifths of 2 days
		"conduct/score/姓名panel": "22.5", // 75 stands instead of 80 and 60
	}, c1.lines())
	require.Equal(t, assess.Points(40900), c1.Card.Total)
	c2 := leader.card(id, w.user("cadre2"))
	require.Equal(t, map[string]string{
		"on-time/rule/rate": "50", "order/base/": "20", "order/rule/late": "-2.4", // three fifths
		"conduct/score/姓名eval1": "13.5", "conduct/score/姓名eval2": "13.5",
	}, c2.lines())
	require.Equal(t, assess.Points(94600), c2.Card.Total)
	agri := leader.card(id, w.unit("agri"))
	require.Equal(t, map[string]string{"party/score/姓名eval1": "24", "on-time/rule/rate": "42", "/veto/": "0"}, agri.lines(), "no quantity was asked: on time has all of the 70; A, C and F of five")
	require.Equal(t, assess.Points(66000), agri.Card.Total)
	require.True(t, agri.Result.Vetoed)
	require.Equal(t, "unqualified", agri.Result.Grade)
	village := leader.card(id, w.village())
	require.Equal(t, map[string]string{"on-time/rule/rate": "60", "quantity/rule/done": "32"}, village.lines(), "party was not scored: economy has all of the 100")
	require.Equal(t, assess.Points(92000), village.Card.Total)
	require.Contains(t, fmt.Sprint(village.Notes), "党建")

	for _, v := range []cardView{c0, c1, c2, agri, village} {
		w.follow(v, goals)
	}
}

// follow finds every fact that a card names, and every event behind it, in the
// record.
func (w *stage) follow(v cardView, goals map[string]string) {
	t, leader := w.t, w.as("leader")
	var sum assess.Points
	for _, l := range v.Card.Lines {
		sum += l.Points
		require.NotEmpty(t, v.How[l.Key])
		for _, use := range l.Facts {
			i := slices.IndexFunc(v.Facts, func(f assess.Fact) bool { return f.ID == use.ID })
			require.GreaterOrEqual(t, i, 0, "%s names %s", l.Key, use.ID)
			for _, e := range v.Facts[i].Events {
				found := slices.ContainsFunc(leader.timeline(e.Goal), func(x plan.Event) bool { return x.Seq == e.Seq && x.N == e.N })
				require.True(t, found, "%s: %+v", use.ID, e)
			}
			if v.Facts[i].Kind != assess.Case {
				require.NotEmpty(t, v.Facts[i].Events, use.ID)
			}
		}
	}
	require.Equal(t, v.Card.Total, sum, "the total is the sum of its lines")
}

// decideQuarter plays from the moderation to the archive.
func (w *stage) decideQuarter(id string, goals map[string]string) {
	t := w.t
	leader, mayor, reviewer := w.as("leader"), w.as("mayor"), w.as("reviewer")
	grade := func(name string) string {
		res := leader.card(id, w.user(name)).Result
		return res.Total.String() + " " + res.Grade
	}
	require.Equal(t, []string{"74.884 qualified", "40.9 unqualified", "94.6 excellent"}, []string{grade("cadre0"), grade("cadre1"), grade("cadre2")})
	require.Equal(t, "not-found", w.as("cadre0").ask("GET", "/courses/"+id+"/moderation", nil).code())
	moderate := func(name string, body obj) answer { return leader.about(id, "moderation", w.user(name), body) }
	require.Equal(t, []string{"/reason:reason-required"}, moderate("cadre1", obj{"points": 5000}).faults(t))
	require.Equal(t, "quota", moderate("cadre0", obj{"grade": "excellent", "reason": "表现突出"}).code())
	require.Equal(t, []string{"/points:out-of-range"}, moderate("cadre1", obj{"points": 5001, "reason": "抢险"}).faults(t))
	var table api.ModerationView
	a := moderate("cadre1", obj{"points": 5000, "grade": "basically-qualified", "reason": "抢险救灾，集体研究"})
	require.Equal(t, 200, a.status, "%s", a.body)
	a.into(t, &table)
	i := slices.IndexFunc(table.Rows, func(r api.ModerationRow) bool { return r.Assessed.Subject == w.user("cadre1") })
	m := table.Rows[i].Moderations[0]
	require.Equal(t, []string{"unqualified", "basically-qualified", "40.9", "5", "姓名leader", "抢险救灾，集体研究"}, []string{m.Before, m.After, m.Total.String(), m.Points.String(), m.By.Name, m.Reason})
	require.Equal(t, "45.9 basically-qualified", grade("cadre1"))
	s := slices.IndexFunc(table.Seats, func(x api.SeatsView) bool { return x.Seats.Assessed == 3 })
	require.Equal(t, "0.6", table.Seats[s].Seats.Exact.String(), "20 % of three, the rounding shown")
	require.Equal(t, 1, table.Seats[s].Seats.Seats)
	require.Equal(t, 1, table.Seats[s].Taken)

	require.Equal(t, "assess-role", leader.ask("POST", "/courses/"+id+"/publish", obj{}).code())
	require.Empty(t, w.as("cadre0").results(id).Rows, "not public yet")
	mayor.must(200, "POST", "/courses/"+id+"/publish", obj{})
	public := w.as("cadre0").results(id)
	require.Len(t, public.Rows, 5)
	for _, r := range public.Rows {
		other := r.Kind == assess.Cadre && r.Subject != string(w.user("cadre0"))
		require.Equal(t, other, r.Total == nil, "points of others stay theirs: %+v", r)
	}
	require.Empty(t, public.Ranked, "rankings are off unless the cycle says so")

	// A review that succeeds: one of the two days was an extension nobody entered.
	cadre0, cadre1 := w.as("cadre0"), w.as("cadre1")
	late := "order/rule/late"
	require.Equal(t, "-4", cadre0.card(id, w.user("cadre0")).lines()[late])
	require.Equal(t, 201, cadre0.about(id, "reviews", w.user("cadre0"), obj{"grounds": "延期已经领导同意"}).status)
	require.Equal(t, "asked-already", cadre0.about(id, "reviews", w.user("cadre0"), obj{"grounds": "再问"}).code())
	require.Equal(t, 201, cadre1.about(id, "reviews", w.user("cadre1"), obj{"grounds": "不是我经手"}).status)
	require.Equal(t, "not-found", cadre1.ask("POST", "/courses/"+id+"/cases/1/decide", obj{"outcome": "upheld", "reason": "不成立"}).code())
	factID := goals["B"] + "/s1#days-late~post:" + w.posts["cadre0"]
	put := obj{"outcome": "altered", "corrections": []obj{{"before": factID, "after": obj{"value": 1000, "note": "获准延期1天"}}}, "reason": "经查属实"}
	put["check"] = true
	var would api.DecidedCase
	reviewer.must(200, "POST", "/courses/"+id+"/cases/1/decide", put).into(t, &would)
	require.Equal(t, "76.884", would.Would.Total.String())
	delete(put, "check")
	reviewer.must(200, "POST", "/courses/"+id+"/cases/1/decide", put)
	reviewer.must(200, "POST", "/courses/"+id+"/cases/2/decide", obj{"outcome": "upheld", "reason": "按在岗天数分摊，计算无误"})
	require.Equal(t, "76.884 qualified", grade("cadre0"))
	after := cadre0.card(id, w.user("cadre0"))
	require.Equal(t, "-2", after.lines()[late])
	require.Len(t, after.Corrections, 1)
	require.Len(t, after.Changes, 1, "a correction shows as a difference")
	require.Equal(t, assess.Points(2000), after.Changes[0].Points)
	require.Equal(t, "no-appeal", cadre1.about(id, "appeals", w.user("cadre1"), obj{"grounds": "不服"}).code())

	w.exports(id)
	before, err := w.store.Course(t.Context(), id)
	require.NoError(t, err)
	var preview api.CalendarPreview
	w.as("officer").must(200, "POST", "/calendars/import", obj{"text": notice2027}).into(t, &preview)
	course, err := w.store.Course(t.Context(), id)
	require.NoError(t, err)
	active, err := w.store.ActiveCalendar(t.Context())
	require.NoError(t, err)
	require.Equal(t, active.Version, course.Calendar, "a notice of holidays reaches assessments too")
	var moves []assess.Move
	for _, c := range preview.Courses {
		moves = append(moves, c.Moves...)
	}
	require.Equal(t, before.Moves(&course), moves, "the dates moved as was foreseen")
	w.pass(morning(2026, 9, 1))
	require.Equal(t, assess.PhaseFinal, mayor.course(id).Phase)
	w.pass(morning(2026, 11, 2))
	require.Equal(t, assess.PhaseArchived, mayor.course(id).Phase)
	require.NotEmpty(t, cadre0.courseEvents(id))
}

// exports reads the score sheet, the bulletin and the notice of a result.
func (w *stage) exports(id string) {
	t, cadre := w.t, w.as("cadre1")
	require.Equal(t, "not-found", cadre.ask("GET", "/courses/"+id+"/score-sheet", nil).code())
	columns := []sheet.Column{{Name: "name", ZH: "考核对象"}, {Name: "path", ZH: "部分和指标"}, {Name: "points", ZH: "计入总分"}, {Name: "grade", ZH: "等次"}, {Name: "total", ZH: "得分"}, {Name: "remark", ZH: "备注"}}
	read := func(p *person, path string) []sheet.Row {
		a := p.must(200, "GET", "/courses/"+id+path, nil)
		table, err := sheet.Read(bytes.NewReader(a.body), sheet.Ask{Columns: columns, Rows: 1000, Loose: true})
		require.NoError(t, err)
		return table.Rows
	}
	totals := map[string]string{}
	for _, row := range read(w.as("leader"), "/score-sheet") {
		if row.Fields["path"] == "总分" {
			totals[row.Fields["name"]] = row.Fields["points"]
		}
	}
	require.Equal(t, map[string]string{"姓名cadre0": "76.884", "姓名cadre1": "45.9", "姓名cadre2": "94.6", "单位agri": "66", "单位donghe": "92"}, totals)
	for _, row := range read(cadre, "/bulletin-sheet") {
		if strings.HasPrefix(row.Fields["name"], "姓名") {
			require.Empty(t, row.Fields["total"], "points of people are not public")
		}
		if row.Fields["name"] == "单位agri" {
			require.Equal(t, []string{"66", "不合格", "一票否决"}, []string{row.Fields["total"], row.Fields["grade"], row.Fields["remark"]})
		}
	}
	doc := cadre.must(200, "GET", "/courses/"+id+"/bulletin", nil)
	z, err := zip.NewReader(bytes.NewReader(doc.body), int64(len(doc.body)))
	require.NoError(t, err)
	text, err := fs.ReadFile(z, "word/document.xml")
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(text, new(struct{ XMLName xml.Name })), "Word opens nothing that is no XML")
	require.Contains(t, string(text), "姓名cadre2")
	require.NotContains(t, string(text), "94.6")
	letter := string(cadre.must(200, "GET", "/courses/"+id+"/letters/"+string(w.user("cadre1")), nil).body)
	for _, said := range []string{"45.9 分", "基本合格", "抢险救灾，集体研究", "等次由不合格调整为基本合格"} {
		require.Contains(t, letter, said)
	}
	require.Equal(t, "not-found", cadre.ask("GET", "/courses/"+id+"/letters/"+string(w.user("cadre2")), nil).code())
}

// recompute scores everybody again from the frozen facts alone, walks the chain
// of events, and finds the same to the thousandth of a point.
func (w *stage) recompute(id string) {
	t := w.t
	course, err := w.store.Course(t.Context(), id)
	require.NoError(t, err)
	facts, err := w.store.FrozenFacts(t.Context(), id)
	require.NoError(t, err)
	counted, err := course.Count(facts)
	require.NoError(t, err)
	for i, res := range counted {
		require.Equal(t, course.Results[i].Total, res.Total)
		require.Equal(t, course.Results[i].Card, res.Card)
		require.Equal(t, res.Total, w.as("leader").card(id, res.Subject).Card.Total)
	}
	broken, err := w.store.VerifyCourse(t.Context(), id)
	require.NoError(t, err)
	require.Nil(t, broken)
}

func (p *person) bench(course string, subject assess.Ref) api.WorkbenchItem {
	p.t.Helper()
	var v api.Workbench
	p.must(200, "GET", "/courses/"+course+"/workbench", nil).into(p.t, &v)
	for _, item := range v.Items {
		if item.Assessed.Subject == subject {
			return item
		}
	}
	require.Fail(p.t, "nothing to score", "%s", subject)
	return api.WorkbenchItem{}
}

func (p *person) results(course string) api.ResultsView {
	p.t.Helper()
	var v api.ResultsView
	p.must(200, "GET", "/courses/"+course+"/results", nil).into(p.t, &v)
	return v
}

// courseDuties lists what waits for the person in assessments, as duty/count.
func (p *person) courseDuties() []string {
	p.t.Helper()
	var list struct{ Courses []store.CourseDuty }
	p.must(200, "GET", "/inbox", nil).into(p.t, &list)
	var keys []string
	for _, d := range list.Courses {
		keys = append(keys, fmt.Sprintf("%s/%d", d.Duty, d.Count))
	}
	return keys
}

func (p *person) courseEvents(id string) []assess.Event {
	p.t.Helper()
	var page struct{ Items []assess.Event }
	p.must(200, "GET", "/courses/"+id+"/timeline?limit=200", nil).into(p.t, &page)
	return page.Items
}
