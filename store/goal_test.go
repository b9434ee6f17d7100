package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// chapter carries a goal through commands, each an hour after the one before,
// and records every change.
func chapter(t *testing.T, s *store.Store, g plan.Goal, commands ...plan.Command) plan.Goal {
	t.Helper()
	now := storetest.Monday.Add(time.Duration(g.Seq) * time.Hour)
	for _, c := range commands {
		now = now.Add(time.Hour)
		before := g
		if c.Name() == plan.NameIssue {
			before = plan.Goal{}
		}
		change, err := plan.Decide(before, c, now, calendar.Default())
		require.NoError(t, err)
		rec, err := (&activities.Activities{Store: s}).Record(ctx, change)
		require.NoError(t, err)
		require.Equal(t, activities.Recorded, rec.Status)
		g = change.Goal
	}
	return g
}

func by(a plan.Actor, step, id string) plan.Header {
	return plan.Header{ID: id, Actor: a, Step: step, Reason: "缺少照片", Fingerprint: "f-" + id}
}

func issue(g plan.Goal) plan.IssueGoal {
	return plan.IssueGoal{Header: by(storetest.Officer, "", "issue-"+g.ID), Goal: g}
}

// returned is a goal whose first step was handed in and sent back.
func returned(t *testing.T, s *store.Store, id string) plan.Goal {
	t.Helper()
	g := storetest.Goal(id, storetest.Step("a"), storetest.Step("b", "a"))
	return chapter(t, s, g, issue(g),
		plan.AcceptStep{Header: by(storetest.Cadre, "a", "accept")},
		plan.SubmitStep{Header: by(storetest.Cadre, "a", "submit")},
		plan.ReturnStep{Header: by(storetest.Officer, "a", "return")})
}

// walk reads a list page by page and returns what identifies its lines.
func walk(t *testing.T, size int, read func(page store.Page) (keys []string, next string, err error)) []string {
	t.Helper()
	var all []string
	for cursor := ""; ; {
		page, err := store.PageOf(size, cursor)
		require.NoError(t, err)
		keys, next, err := read(page)
		require.NoError(t, err)
		require.LessOrEqual(t, len(keys), size)
		all = append(all, keys...)
		if next == "" {
			return all
		}
		require.NotEqual(t, cursor, next, "the cursor stands still")
		cursor = next
	}
}

func TestGoal_IsMissingUntilIssued(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Goal(ctx, "g1")
		require.True(t, store.Missing(err))
		_, ok, err := s.Done(ctx, "g1", "accept")
		require.NoError(t, err)
		require.False(t, ok)
		returned(t, s, "g1")
		done, ok, err := s.Done(ctx, "g1", "accept")
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, store.Outcome{GoalID: "g1", Seq: 2, Command: "accept", Name: plan.NameAccept, Fingerprint: "f-accept"}, done)
		_, ok, err = s.Done(ctx, "g2", "accept")
		require.NoError(t, err)
		require.False(t, ok, "a command of another goal")
	})
}

func TestGoals_WalkEachOnceInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var want []string
		for i := range 23 {
			g := storetest.Goal(fmt.Sprintf("g%02d", i), storetest.Step("a"))
			g.Number = fmt.Sprintf("2026-%02d", i/3) // some numbers twice, as in two plans
			want = append(want, g.ID)
			chapter(t, s, g, issue(g))
		}
		all := store.GoalQuery{Scope: store.Scope{All: true}}
		for _, size := range []int{1, 4, 23, 100} {
			require.Equal(t, want, walk(t, size, func(p store.Page) ([]string, string, error) {
				goals, next, err := s.Goals(ctx, all, p)
				var ids []string
				for _, g := range goals {
					ids = append(ids, g.ID)
					require.Len(t, g.Steps, 1, "goals come whole")
				}
				return ids, next, err
			}))
		}
	})
}

func TestGoals_FiltersAndScopes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mine := storetest.Goal("mine", storetest.Step("a"))
		theirs := storetest.Goal("theirs", storetest.Step("a"))
		theirs.LeadUnit, theirs.Kind, theirs.Title, theirs.Number, theirs.Year = "town", "safety-check", "100%_安全!", "S-1", 2027
		theirs.Steps[0].Lead, theirs.Steps[0].LeadUnit = "post:colleague", "town"
		chapter(t, s, mine, issue(mine))
		chapter(t, s, theirs, issue(theirs), plan.AcceptStep{Header: by(storetest.Colleague, "a", "x")})
		all := store.Scope{All: true}
		for name, c := range map[string]struct {
			query store.GoalQuery
			want  []string
		}{
			"everything":              {store.GoalQuery{Scope: all}, []string{"mine", "theirs"}},
			"a cadre sees their own":  {store.GoalQuery{Scope: store.ScopeOf(storetest.Cadre)}, []string{"mine"}},
			"another cadre":           {store.GoalQuery{Scope: store.ScopeOf(storetest.Colleague)}, []string{"theirs"}},
			"a stranger sees nothing": {store.GoalQuery{Scope: store.ScopeOf(storetest.Stranger)}, nil},
			"nobody sees nothing":     {store.GoalQuery{}, nil},
			"a leader sees all":       {store.GoalQuery{Scope: store.ScopeOf(storetest.Leader)}, []string{"mine", "theirs"}},
			"by year":                 {store.GoalQuery{Scope: all, Year: 2027}, []string{"theirs"}},
			"by unit":                 {store.GoalQuery{Scope: all, Unit: "agri"}, []string{"mine"}},
			"by kind":                 {store.GoalQuery{Scope: all, Kind: "safety-check"}, []string{"theirs"}},
			"by status":               {store.GoalQuery{Scope: all, Status: []plan.GoalStatus{plan.GoalSuspended}}, nil},
			"a per cent is a letter":  {store.GoalQuery{Scope: all, Text: "%_安"}, []string{"theirs"}},
			"an exclamation mark too": {store.GoalQuery{Scope: all, Text: "全!"}, []string{"theirs"}},
			"by part of a number":     {store.GoalQuery{Scope: all, Text: "S-"}, []string{"theirs"}},
			"filters and scope":       {store.GoalQuery{Scope: store.ScopeOf(storetest.Cadre), Year: 2027}, nil},
			"by plan":                 {store.GoalQuery{Scope: all, PlanID: "plan-2"}, nil},
		} {
			goals, _, err := s.Goals(ctx, c.query, store.Page{Size: 10})
			require.NoError(t, err, name)
			var ids []string
			for _, g := range goals {
				ids = append(ids, g.ID)
			}
			require.Equal(t, c.want, ids, name)
		}
		for _, c := range []struct {
			actor plan.Actor
			goal  string
			want  bool
		}{{storetest.Cadre, "mine", true}, {storetest.Cadre, "theirs", false}, {storetest.Leader, "theirs", true}, {storetest.Leader, "none", false}} {
			got, err := s.Visible(ctx, store.ScopeOf(c.actor), c.goal)
			require.NoError(t, err)
			require.Equal(t, c.want, got, c)
		}
	})
}

func TestTimeline_WalksEachEventOnceInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		returned(t, s, "g1")
		returned(t, s, "g2")
		for _, step := range []string{"", "a"} {
			var first []string
			for _, size := range []int{200, 1, 2, 3} {
				got := walk(t, size, func(p store.Page) ([]string, string, error) {
					events, next, err := s.Timeline(ctx, "g1", step, p)
					var keys []string
					for _, e := range events {
						require.Equal(t, "g1", e.GoalID)
						require.True(t, step == "" || e.Step == step)
						keys = append(keys, fmt.Sprintf("%03d/%02d", e.Seq, e.N))
					}
					return keys, next, err
				})
				if first == nil {
					first = got
					require.IsIncreasing(t, got)
				}
				require.Equal(t, first, got)
			}
			require.Greater(t, len(first), 5)
		}
	})
}

func TestOpenGoals_LeavesOutWhatIsOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, id := range []string{"g1", "g2", "g3"} {
			g := storetest.Goal(id, storetest.Step("a"))
			g = chapter(t, s, g, issue(g))
			if id == "g2" {
				chapter(t, s, g, plan.Cancel{Header: by(storetest.Leader, "", "x")})
			}
		}
		open, err := s.OpenGoals(ctx)
		require.NoError(t, err)
		require.Equal(t, []string{"g1", "g3"}, open)
		all, err := s.AllGoals(ctx)
		require.NoError(t, err)
		require.Len(t, all, 3)
	})
}

func TestPage_RefusesCursorsThatAreNotOurs(t *testing.T) {
	for _, cursor := range []string{"x", "!", "bnVsbA", "W10", "e30"} { // no base64, no JSON, null, [], {}
		_, err := store.PageOf(10, cursor)
		require.ErrorIs(t, err, store.ErrCursor, cursor)
	}
	for size, want := range map[int]int{-5: 1, 0: store.DefaultPageSize, 1: 1, 200: 200, 100_000: 200} {
		p, err := store.PageOf(size, "")
		require.NoError(t, err)
		require.Equal(t, want, p.Size)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		strange := store.Page{Size: 5, After: []string{"no time", "x", "y", "1"}}
		_, _, err := s.Inbox(ctx, storetest.Cadre, storetest.Monday, strange)
		require.ErrorIs(t, err, store.ErrCursor)
		strange.After = strange.After[:3]
		_, _, err = s.Ledger(ctx, store.LedgerQuery{Scope: store.Scope{All: true}}, storetest.Monday, strange)
		require.ErrorIs(t, err, store.ErrCursor)
	})
}

func exec(t *testing.T, s *store.Store, sql string, args ...any) {
	t.Helper()
	write(t, s, func(tx *gorm.DB) error {
		done := tx.Exec(sql, args...)
		require.NotZero(t, done.RowsAffected, sql)
		return done.Error
	})
}
