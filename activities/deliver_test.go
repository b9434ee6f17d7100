package activities

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/notify"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

var timing = Timing{Digest: 8*60 + 30, QuietFrom: 20 * 60, QuietTo: 7*60 + 30}

// at is a time of day in Shanghai on a day of March 2026; the 2nd is a Monday.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, calendar.Zone)
}

func TestParcels_OneDigestAndWhatIsUrgent(t *testing.T) {
	plain := store.NoticeItem{ID: "n1", Kind: plan.NoticeAssigned, GoalTitle: "扩大园区", At: at(2, 7, 0)}
	red := store.NoticeItem{ID: "n2", Kind: plan.NoticeOverdue, Colour: plan.Red, At: at(2, 7, 0)}
	today := store.NoticeItem{ID: "n3", Kind: plan.NoticeReminder, Rung: "due-today", At: at(2, 7, 0)}
	back := store.NoticeItem{ID: "n4", Kind: plan.NoticeReturned, At: at(1, 7, 0)}
	for name, c := range map[string]struct {
		now     time.Time
		notices []store.NoticeItem
		want    [][]string
	}{
		"the digest holds everything":      {at(2, 8, 30), []store.NoticeItem{plain, red}, [][]string{{"digest:2026-03-02", "n1", "n2"}}},
		"late by an hour it still goes":    {at(2, 9, 45), []store.NoticeItem{plain}, [][]string{{"digest:2026-03-02", "n1"}}},
		"nothing to say, nothing sent":     {at(2, 8, 30), nil, nil},
		"the rest of the day, urgent only": {at(2, 14, 0), []store.NoticeItem{plain, red, today}, [][]string{{"n2"}, {"n3"}}},
		"the last day of an assessment is": {at(2, 14, 0), []store.NoticeItem{{ID: "c1", CourseID: "c", Kind: "assessment-urge", Rung: "self/due-today", At: at(2, 8, 40)},
			{ID: "c2", CourseID: "c", Kind: "assessment-phase", At: at(2, 9, 0)}}, [][]string{{"c1"}}},
		"what came back is urgent":        {at(2, 7, 45), []store.NoticeItem{{ID: "n5", Kind: plan.NoticeReturned, At: at(2, 7, 40)}}, [][]string{{"n5"}}},
		"an old one waits for the digest": {at(2, 14, 0), []store.NoticeItem{back}, nil},
		"quiet in the evening":            {at(2, 21, 0), []store.NoticeItem{red}, nil},
		"quiet in the early morning":      {at(2, 7, 0), []store.NoticeItem{red}, nil},
		"a Sunday":                        {at(1, 10, 0), []store.NoticeItem{red}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got [][]string
			for _, p := range Parcels(c.notices, c.now, timing, calendar.Default()) {
				got = append(got, p.Keys)
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestDeliver_SendsOnceAndTriesAgainWhatFailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		got, broken := 0, true
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			got++
			if broken {
				w.WriteHeader(http.StatusBadGateway)
			}
		}))
		defer srv.Close()
		out, err := notify.New("", true)
		require.NoError(t, err)
		a := &Activities{Store: s, Notify: out}
		ctx, user := t.Context(), store.User{Username: "chenyu", Name: "陈雨", PasswordAt: at(1, 9, 0)}
		goal := storetest.Goal(store.NewID(), storetest.Step("s1"))
		goal.CreatedAt, goal.UpdatedAt = at(1, 9, 0), at(1, 9, 0)
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
			if err := store.CreateUser(tx, &user); err != nil {
				return err
			}
			for i := range 3 {
				n := store.NoticeRow{ID: fmt.Sprintf("%s/%d", goal.ID, i), GoalID: goal.ID, Seq: 1, N: i, Ref: plan.UserRef(user.ID), Kind: plan.NoticeAssigned, StepKey: "s1", At: at(2, 7, i)}
				if err := tx.Create(&n).Error; err != nil {
					return err
				}
			}
			row, err := store.RowOfGoal(goal, "")
			if err != nil {
				return err
			}
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
			return store.CreateChannel(tx, &store.Channel{UserID: user.ID, Kind: "webhook", Target: srv.URL, Secret: "s"})
		}))
		round := func(now time.Time) int {
			n, err := a.Deliver(ctx, now)
			require.NoError(t, err)
			return n
		}
		require.Zero(t, round(at(2, 8, 30)), "the other side does not take it")
		failures, err := s.DeliveryFailures(ctx, 10)
		require.NoError(t, err)
		require.Len(t, failures, 4, "the digest's key and its three notices")
		require.Zero(t, round(at(2, 8, 30)), "not before a minute has passed")
		require.Equal(t, 1, got)
		broken = false
		require.Equal(t, 1, round(at(2, 8, 32)))
		require.Zero(t, round(at(2, 8, 33)), "nothing twice")
		require.Zero(t, round(at(3, 8, 30)), "nothing new, no digest")
		require.Equal(t, 2, got)
	})
}
