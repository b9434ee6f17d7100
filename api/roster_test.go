package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// reception starts a goal whose reception day two leaders have in turn, and
// which the inspector keeps.
func (x *inspected) reception(unit string, roster ...plan.Ref) string {
	x.t.Helper()
	series := storetest.Step("reception")
	series.Lead, series.LeadUnit, series.Finish = x.refs["inspector"], unit, nil
	series.Stages = []plan.Stage{{Key: "officer", Name: "督查员", Rule: plan.AnySign, Signers: []plan.Ref{x.refs["officer"]}}}
	series.Recur = &plan.Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "15", Shift: calendar.ShiftAfter}, Ahead: 2, Roster: roster}
	g := storetest.Goal(store.NewID(), series)
	g.LeadUnit = unit
	g.Line = plan.Line{Head: x.refs["head"], Supervisor: x.refs["officer"], Leader: x.refs["vice"], Principal: x.refs["mayor"]}
	return x.running(g)
}

func (x *inspected) rosters(as, query string) (page RosterPage) {
	x.t.Helper()
	a := x.ask(as, "GET", "/api/v1/rosters"+query, nil)
	require.Equal(x.t, 200, a.Status, "%s", a.Body)
	a.json(&page)
	return page
}

func TestRosters_ShowTheDaysAndWhatChangesThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		x.goal = x.reception(x.office.ID, x.refs["vice"], x.refs["headmaster"])
		weeks := x.rosters("vice", "")
		require.Equal(t, calendar.DateOf(x.now), weeks.Today)
		require.Equal(t, "Monday", weeks.From.Weekday().String())
		require.Equal(t, 55, weeks.From.DaysUntil(weeks.To))
		days := func(as string) (list []plan.RosterTurn) {
			page := x.rosters(as, "?from=2026-03-16&to=2026-05-31")
			require.Len(t, page.Items, 1, as)
			return page.Items[0].Roster.Days
		}
		require.Equal(t, []plan.RosterTurn{
			{On: calendar.On(2026, 3, 16), Lead: x.refs["vice"], Status: plan.StepPending, Open: true},
			{On: calendar.On(2026, 4, 15), Lead: x.refs["headmaster"], Mine: true, Status: plan.StepPending, Open: true},
			{On: calendar.On(2026, 5, 15), Lead: x.refs["vice"], Status: plan.StepPending, Open: true},
		}, days("headmaster"), "who has a day sees the roster before the day has come")
		require.False(t, x.rosters("mayor", "").Items[0].Ask.Allowed)
		require.NotEmpty(t, x.rosters("mayor", "").Items[0].Ask.Why)
		require.True(t, x.rosters("vice", "").Items[0].Ask.Allowed)

		x.do("vice", "reception", "ask-swap", obj{"on": "2026-03-16", "with": "2026-04-15", "reason": "出差"})
		line := x.rosters("headmaster", "").Items[0]
		require.Equal(t, calendar.On(2026, 4, 15), line.Roster.Swap.Content.Swap.With)
		require.False(t, line.Ask.Allowed, "one request at a time")
		require.True(t, line.Decide.Allowed)
		require.False(t, x.rosters("vice", "").Items[0].Decide.Allowed)
		for _, who := range []string{"headmaster", "mayor"} {
			x.do(who, "reception", "decide", obj{"agree": true, "round": 1})
		}
		after := days("vice")
		require.Equal(t, []plan.Ref{x.refs["headmaster"], x.refs["vice"], x.refs["vice"]}, []plan.Ref{after[0].Lead, after[1].Lead, after[2].Lead})
		require.True(t, after[0].Swapped && after[1].Swapped && !after[2].Swapped)

		x.at("2026-04-15 09:00", x.goal)
		came := days("vice")
		require.Equal(t, "reception#2026-04-15", came[1].Step)
		require.Equal(t, after[1].Lead, came[1].Lead)
	})
}

func TestRosters_AreShownToThoseWhoSeeTheGoal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		x.goal = x.reception(x.village.ID, x.refs["vice"], x.refs["head"])
		require.Empty(t, x.rosters("second", "").Items, "another unit, and no day")
		require.Len(t, x.rosters("headmaster", "").Items, 1, "of the unit that leads the goal")
		page := x.rosters("mayor", "?limit=1")
		require.Len(t, page.Items, 1)
		require.Empty(t, page.Next, "goals without a roster do not count")
		for _, query := range []string{"?from=2026-03-02&to=2026-03-01", "?from=2026-03-02&to=2028-03-01", "?from=2026-02-30"} {
			require.Equal(t, 422, x.ask("mayor", "GET", "/api/v1/rosters"+query, nil).Status, query)
		}
	})
}
