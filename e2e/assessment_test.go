package e2e_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/api"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// The story of an assessment: one quarter of a small town, from its indicators
// to its archive. What everybody gets is worked out by hand in TestStory_.

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
