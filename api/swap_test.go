package api

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func TestSwap_ChangesTheDaysOfTwoLeaders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		series := storetest.Step("reception")
		series.Lead, series.LeadUnit, series.Finish = x.refs["inspector"], x.office.ID, nil
		series.Stages = []plan.Stage{{Key: "officer", Name: "督查员", Rule: plan.AnySign, Signers: []plan.Ref{x.refs["officer"]}}}
		series.Recur = &plan.Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "15", Shift: calendar.ShiftAfter}, Ahead: 2,
			Roster: []plan.Ref{x.refs["vice"], x.refs["head"]}}
		g := storetest.Goal(store.NewID(), series)
		g.Line = plan.Line{Head: x.refs["head"], Supervisor: x.refs["officer"], Leader: x.refs["vice"], Principal: x.refs["mayor"]}
		x.goal = x.running(g)
		draft := obj{"year": 2026, "title": "计划", "goals": []obj{{"title": "接访", "lead_unit": x.office.ID, "steps": []obj{{"title": "接访日", "lead": x.refs["inspector"],
			"recur": obj{"every": "month", "on": "15", "shift": "after", "roster": []string{"post:nobody"}}}}}}}
		require.Contains(t, string(x.ask("supervisor", "POST", "/api/v1/plans", draft).Body), "/goals/0/steps/0/recur/roster/0")
		require.Equal(t, []string{"/with not-on-roster"}, x.refuses("vice", "reception", "ask-swap", obj{"on": "2026-03-16", "with": "2026-03-17", "reason": "出差"}))
		x.do("vice", "reception", "ask-swap", obj{"on": "2026-03-16", "with": "2026-04-15", "reason": "出差"})
		inbox := x.ask("head", "GET", "/api/v1/inbox", nil)
		require.Contains(t, string(inbox.Body), `"duty":"approve"`)
		for _, who := range []string{"head", "mayor"} {
			x.do(who, "reception", "decide", obj{"agree": true, "round": 1})
		}
		x.at("2026-04-15 09:00", x.goal)
		g, err := s.Goal(context.Background(), x.goal)
		require.NoError(t, err)
		require.Equal(t, x.refs["head"], g.Step("reception#2026-03-16").Lead)
		require.Equal(t, x.refs["vice"], g.Step("reception#2026-04-15").Lead)
	})
}
