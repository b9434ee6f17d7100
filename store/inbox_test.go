package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func inboxKeys(items []store.InboxItem) []string {
	var keys []string
	for _, i := range items {
		keys = append(keys, fmt.Sprintf("%s/%s/%s/%d", i.GoalID, i.Step, i.Duty, i.Round))
	}
	return keys
}

func inbox(t *testing.T, s *store.Store, a plan.Actor) []store.InboxItem {
	t.Helper()
	items, next, err := s.Inbox(ctx, a, storetest.Monday, store.Page{Size: 200})
	require.NoError(t, err)
	require.Empty(t, next)
	return items
}

func TestInbox_FollowsTheChainOfWork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := storetest.Goal("g1", storetest.Step("a"), storetest.Step("b", "a"))
		for _, c := range []struct {
			command plan.Command
			cadre   []string
			officer []string
			leader  []string
		}{
			{issue(g), []string{"g1/a/accept/0"}, nil, nil},
			{plan.AcceptStep{Header: by(storetest.Cadre, "a", "1")}, []string{"g1/a/submit/0"}, nil, nil},
			{plan.SubmitStep{Header: by(storetest.Cadre, "a", "2")}, nil, []string{"g1/a/approve/1"}, nil},
			{plan.ReturnStep{Header: by(storetest.Officer, "a", "3")}, []string{"g1/a/submit/0"}, nil, nil},
			{plan.SubmitStep{Header: by(storetest.Cadre, "a", "4")}, nil, []string{"g1/a/approve/2"}, nil},
			{plan.DecideApproval{Header: by(storetest.Officer, "a", "5"), Agree: true}, nil, nil, []string{"g1/a/approve/2"}},
			{plan.DecideApproval{Header: by(storetest.Leader, "a", "6"), Agree: true}, []string{"g1/b/accept/0"}, []string{"g1/a/close-out/0"}, nil},
			{plan.CloseOut{Header: by(storetest.Officer, "a", "7")}, []string{"g1/b/accept/0"}, nil, nil},
			{plan.Suspend{Header: by(storetest.Leader, "", "8")}, nil, nil, nil},
			{plan.Resume{Header: by(storetest.Leader, "", "9")}, []string{"g1/b/accept/0"}, nil, nil},
			{plan.Cancel{Header: by(storetest.Leader, "b", "10")}, nil, []string{"g1//close-out/0"}, nil},
			{plan.CloseOut{Header: by(storetest.Officer, "", "11")}, nil, nil, nil},
		} {
			g = chapter(t, s, g, c.command)
			name := c.command.Name()
			require.Equal(t, c.cadre, inboxKeys(inbox(t, s, storetest.Cadre)), "the cadre after %s", name)
			require.Equal(t, c.officer, inboxKeys(inbox(t, s, storetest.Officer)), "the officer after %s", name)
			require.Equal(t, c.leader, inboxKeys(inbox(t, s, storetest.Leader)), "the leader after %s", name)
			require.Empty(t, inbox(t, s, storetest.Stranger))
		}
	})
}

func TestInbox_SaysWhyAStepCameBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := returned(t, s, "g1")
		items := inbox(t, s, storetest.Cadre)
		require.Len(t, items, 1)
		item := items[0]
		require.Equal(t, "缺少照片", item.Returned.Text)
		require.Equal(t, "步骤 a", item.StepTitle)
		require.Equal(t, g.Step("a").DueAt, item.StepDueAt)
		require.Equal(t, g.Number, item.GoalNumber)
		require.Equal(t, plan.LightGreen, item.Light)
		require.Equal(t, g.Step("a").Last.At, item.Since)
	})
}

func TestInbox_SaysWhatARoundAsksAndSinceWhen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := storetest.Goal("g1", storetest.Step("a"))
		later := calendar.DateOf(storetest.Monday.AddDate(0, 3, 0))
		g = chapter(t, s, g, issue(g), plan.AskExtension{Header: by(storetest.Cadre, "a", "1"), NewDue: later, Progress: "过半"})
		asked := g.Step("a").Rounds[0].At
		require.Nil(t, inbox(t, s, storetest.Cadre)[0].AskedAt)
		require.Equal(t, asked, *inbox(t, s, storetest.Officer)[0].AskedAt)
		pass := plan.DecideApproval{Header: by(storetest.Officer, "a", "2"), Agree: true}
		pass.Round = 1
		chapter(t, s, g, pass)
		item := inbox(t, s, storetest.Leader)[0]
		require.Equal(t, plan.OfExtension, item.Subject)
		require.Equal(t, asked, *item.AskedAt, "when it was asked for, not when the seat's turn came")
		require.True(t, item.Since.After(asked))
	})
}

func TestInbox_ShowsADeputyWhatTheyStandInFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		returned(t, s, "g1")
		deputy := storetest.Stranger
		deputy.For = []plan.Principal{{User: "u-cadre", Name: "陈干部", Posts: []string{"cadre"}}}
		items := inbox(t, s, deputy)
		require.Len(t, items, 1)
		require.Equal(t, "陈干部", items[0].ActingFor)
		deputy.For[0].Kinds = []string{"safety-check"}
		require.Empty(t, inbox(t, s, deputy), "the standing rule covers another kind of goal")
	})
}

// seed records goals whose steps fall due on few different days, so that
// pages end between equals, for two posts. It returns all their steps.
func seed(t *testing.T, s *store.Store, goals int) []plan.Step {
	t.Helper()
	var all []plan.Step
	for i := range goals {
		var steps []plan.Step
		for k := range 5 {
			step := storetest.Step(fmt.Sprintf("s%d", k))
			step.Finish = &calendar.Budget{N: 3 + (i+k)%3, Unit: calendar.Workday}
			if k == 1 {
				step.Lead, step.LeadUnit = "post:colleague", "town"
			}
			if k == 4 {
				step.After = []string{"s0"} // without a due date yet
			}
			steps = append(steps, step)
		}
		g := storetest.Goal(fmt.Sprintf("g%02d", i), steps...)
		g = chapter(t, s, g, issue(g), plan.SubmitStep{Header: by(storetest.Cadre, "s2", "submit")})
		all = append(all, g.Steps...)
	}
	return all
}

func TestInbox_WalksEachLineOnceWhatBitesFirstOnTop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seed(t, s, 13)
		for _, a := range []plan.Actor{storetest.Cadre, storetest.Colleague, storetest.Officer} {
			whole := inbox(t, s, a)
			require.GreaterOrEqual(t, len(whole), 13)
			require.True(t, slices.IsSortedFunc(whole, func(x, y store.InboxItem) int { return due(x.DueAt).Compare(due(y.DueAt)) }))
			for _, size := range []int{1, 7, len(whole), len(whole) + 1} {
				require.Equal(t, inboxKeys(whole), walk(t, size, func(p store.Page) ([]string, string, error) {
					items, next, err := s.Inbox(ctx, a, storetest.Monday, p)
					return inboxKeys(items), next, err
				}))
			}
		}
	})
}

func due(at *time.Time) time.Time {
	if at == nil {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return *at
}
