package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// settled makes two people and a post that the first fills up to the 9th of
// March 2026 and the second from the 10th.
func settled(t *testing.T, s *store.Store) (first, second store.User, post store.Post) {
	t.Helper()
	require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
		unit := store.Unit{Code: "agri", Name: "农业办", Kind: store.UnitOffice, Active: true}
		if err := store.CreateUnit(tx, &unit); err != nil {
			return err
		}
		post = store.Post{Code: "clerk", Name: "农业专干", UnitID: unit.ID, Grade: store.GradeMember, Active: true}
		if err := store.CreatePost(tx, &post); err != nil {
			return err
		}
		first = store.User{Username: "chenyu", Name: "陈雨", UnitID: unit.ID, PasswordAt: storetest.Monday}
		second = store.User{Username: "wufeng", Name: "吴峰", UnitID: unit.ID, PasswordAt: storetest.Monday}
		for _, u := range []*store.User{&first, &second} {
			if err := store.CreateUser(tx, u); err != nil {
				return err
			}
		}
		if err := store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: first.ID, From: calendar.On(2026, 1, 1), To: calendar.On(2026, 3, 9)}); err != nil {
			return err
		}
		return store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: second.ID, From: calendar.On(2026, 3, 10)})
	}))
	return first, second, post
}

func TestBurden_CountsForWhoeverFilledThePostThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, second, post := settled(t, s)
		ref := plan.PostRef(post.ID)
		at := func(day int) time.Time { return time.Date(2026, 3, day, 10, 0, 0, 0, calendar.Zone) }
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
			for i, n := range []store.NoticeRow{
				{Ref: ref, At: at(1)}, {Ref: ref, At: at(9)}, {Ref: ref, At: at(10)},
				{Ref: plan.UserRef(second.ID), At: at(31)},
				{Ref: ref, At: time.Date(2026, 4, 1, 0, 0, 0, 0, calendar.Zone)}, {Ref: ref, At: at(1).AddDate(0, 0, -1)},
			} {
				n.ID, n.GoalID = store.NewID(), "g"
				n.Seq = int64(i)
				if err := tx.Create(&n).Error; err != nil {
					return err
				}
			}
			return nil
		}))
		for _, o := range []struct {
			key  string
			kind plan.StepKind
			day  int
		}{{"a", plan.Work, 2}, {"b", plan.Report, 2}, {"c", plan.Work, 12}} {
			g := storetest.Goal("goal-"+o.key, storetest.Step(o.key))
			g.Steps[0].GoalID, g.Steps[0].Lead, g.Steps[0].Kind = g.ID, ref, o.kind
			row, err := store.RowOfStep(&g, g.Steps[0])
			require.NoError(t, err)
			opened := store.EventRow{GoalID: g.ID, Seq: 1, At: at(o.day), Type: plan.StepOpened, StepKey: o.key, Body: "{}"}
			require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
				if err := tx.Create(&opened).Error; err != nil {
					return err
				}
				return tx.Create(&row).Error
			}))
		}
		found, err := s.Burden(ctx, 2026, time.March, "")
		require.NoError(t, err)
		require.Equal(t, []store.Burden{
			{User: first.ID, Name: "陈雨", Unit: first.UnitID, Notices: 2, Reports: 1, Steps: 1},
			{User: second.ID, Name: "吴峰", Unit: second.UnitID, Notices: 2, Steps: 1},
		}, found)
		mine, err := s.Burden(ctx, 2026, time.March, second.ID)
		require.NoError(t, err)
		require.Equal(t, found[1:], mine)
		none, err := s.Burden(ctx, 2026, time.December, first.ID)
		require.NoError(t, err)
		require.Equal(t, int64(0), none[0].Sum())
	})
}

func TestUnmanned_ListsTheWorkOfThoseWhoLeftUntilItIsHandedOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, second, post := settled(t, s)
		day := calendar.On(2026, 3, 5)
		g := storetest.Goal("g1", storetest.Step("a"), storetest.Step("b", "a"))
		g.Steps[0].Lead = plan.PostRef(post.ID)
		g.Steps[1].Lead, g.Steps[1].Stages[0].Signers = "user:somebody", []plan.Ref{plan.UserRef(first.ID)} // signs only later
		g = chapter(t, s, g, issue(g))
		unmanned := func(on calendar.Date) []store.Unmanned {
			found, err := s.Unmanned(ctx, on)
			require.NoError(t, err)
			return found
		}
		require.Empty(t, unmanned(day), "everybody is there")
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
			_, err := store.SetUserStatus(tx, first.ID, store.UserLeft, day, storetest.Monday)
			return err
		}))
		require.Equal(t, []store.Unmanned{
			{Ref: plan.UserRef(first.ID), Name: "陈雨", Goals: []string{"g1"}},
			{Ref: plan.PostRef(post.ID), Name: "农业专干", Goals: []string{"g1"}},
		}, unmanned(day), "their own, and what only they could do")
		require.Len(t, unmanned(calendar.On(2026, 3, 10)), 1, "the successor fills the post")

		g = chapter(t, s, g, plan.Handover{Header: by(storetest.Officer, "", "h1"), From: plan.UserRef(first.ID), To: plan.UserRef(second.ID)})
		chapter(t, s, g, plan.Handover{Header: by(storetest.Officer, "", "h2"), From: plan.PostRef(post.ID), To: plan.UserRef(second.ID)})
		require.Empty(t, unmanned(day))
	})
}
