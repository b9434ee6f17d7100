package api

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func TestGoalOrder_SaysWhatTheRecordKnows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.write(func(tx *store.Tx) error {
			return store.PutSetting(tx, store.OfficeName.Key(), json.RawMessage(`"清溪镇人民政府"`), w.users["supervisor"].ID)
		})
		g := storetest.Goal(store.NewID())
		g.Number, g.Title, g.LeadUnit, g.CoUnits = "2026-07", "农业<b>结构</b>调整", w.office.ID, []string{w.office.ID}
		g.Basis = plan.Basis{Report: "2025年政府工作报告.docx", Section: "2026年工作安排", Text: "调整优化种植结构一百亩"}
		g.Target = &plan.Target{Milli: 100_500, Unit: "亩"}
		day := calendar.On(2026, 6, 30)
		first, second := storetest.Step("s1"), storetest.Step("s2", "s1")
		first.Title, first.Lead, first.By, first.Finish, first.Evidence = "流转土地", plan.PostRef(w.post.ID), &day, nil, []string{"合同", "照片"}
		second.Title, second.Lead = "种植", plan.PostRef(w.post.ID)
		g.Steps = []plan.Step{first, second}
		w.running(g)
		w.decided(g.ID, plan.Instruct{Header: plan.Header{ID: store.NewID(), Fingerprint: "f", Actor: storetest.Leader}, Text: "抓紧办理，月底前见效"})
		a := w.ask("supervisor", "GET", "/api/v1/goals/"+g.ID+"/order", nil)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		require.Equal(t, "text/html", a.Header.Get("Content-Type"))
		require.Contains(t, a.Header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'nonce-")
		page := string(a.Body)
		for _, want := range []string{"清溪镇人民政府", "<h1>督办单</h1>", "编号：2026-07", "党政办：", "根据《2025年政府工作报告》“2026年工作安排”", "党政办配合",
			"农业&lt;b&gt;结构&lt;/b&gt;调整", "100.5亩", "调整优化种植结构一百亩", "干事 人员cadre", "2026年6月30日", "合同、照片", "启动后10个工作日内", "2026年3月4日",
			"收到任务后2个工作日内签收", "3个工作日内提出转办", "抓紧办理，月底前见效（李镇长，2026年3月4日）", "size: A4; margin: 37mm 26mm 35mm 28mm"} {
			require.Contains(t, page, want)
		}
		require.NotContains(t, page, "<script")
		require.NotContains(t, page, "style=")
		if folder := os.Getenv("DUBAN_PAPERS"); folder != "" { // to look at it
			require.NoError(t, os.WriteFile(folder+"/order.html", a.Body, 0o600))
		}
		require.Equal(t, 404, w.ask("supervisor", "GET", "/api/v1/goals/none/order", nil).Status)
	})
}
