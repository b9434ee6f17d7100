package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func TestInbox_SaysWhatWasSaidAndAskedBesideTheWork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := storetest.Goal("g1", storetest.Step("a"), storetest.Step("b"))
		later := calendar.DateOf(storetest.Monday.AddDate(0, 3, 0))
		chapter(t, s, g, issue(g),
			plan.Instruct{Header: by(storetest.Leader, "", "1"), Text: "抓紧办"},
			plan.Instruct{Header: by(storetest.Leader, "a", "2"), Text: "三日内报进度"},
			plan.UrgeStep{Header: by(storetest.Officer, "a", "3")},
			plan.AskExtension{Header: by(storetest.Cadre, "a", "4"), NewDue: later, Progress: "过半"})
		items := map[string]store.InboxItem{}
		for _, i := range inbox(t, s, storetest.Cadre) {
			items[i.Step] = i
		}
		require.Equal(t, "三日内报进度", items["a"].Instructed.Text)
		require.Equal(t, "李镇长", items["a"].Instructed.By.Name)
		require.Equal(t, 1, items["a"].Urged)
		require.Len(t, items["a"].Asked, 1)
		require.Equal(t, plan.OfExtension, items["a"].Asked[0].Subject)
		require.Equal(t, "抓紧办", items["b"].Instructed.Text, "said of the goal as a whole")
		require.Zero(t, items["b"].Urged)
		require.Empty(t, items["b"].Asked)
	})
}

func TestNotices_SayWhoSaidWhat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := storetest.Goal("g1", storetest.Step("a"))
		chapter(t, s, g, issue(g),
			plan.Instruct{Header: by(storetest.Leader, "a", "1"), Text: "三日内报进度"},
			plan.UrgeStep{Header: by(storetest.Officer, "a", "2")})
		found, _, err := s.Notices(t.Context(), storetest.Cadre, store.NoticeQuery{}, store.Page{Size: 50})
		require.NoError(t, err)
		said := map[plan.NoticeKind][]string{}
		for _, n := range found {
			said[n.Kind] = []string{n.By, n.Text}
		}
		require.Equal(t, []string{"李镇长", "三日内报进度"}, said[plan.NoticeInstruct])
		require.Equal(t, []string{"孙督查", "缺少照片"}, said[plan.NoticeUrged])
		require.Empty(t, said[plan.NoticeAssigned][0], "opened by time or by its goal")
	})
}
