package api

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// ledgered is a town with a goal under way: its first step handed in and sent
// back once, its second waiting for the first.
func ledgered(t *testing.T, s *store.Store) (*town, plan.Goal) {
	w := newTown(t, s)
	lead := plan.PostRef(w.post.ID)
	w.write(func(tx *store.Tx) error {
		return store.CreatePlan(tx, &store.Plan{ID: "p1", Year: 2026, Title: "2026年重点工作", CreatedBy: "x", CreatedAt: w.now.AddDate(0, 0, -2), Goals: []plan.Goal{}})
	})
	g := storetest.Goal(store.NewID())
	g.Number, g.Title, g.PlanID, g.LeadUnit, g.CoUnits = "2026-07", "=1+1", "p1", w.office.ID, []string{"gone"}
	g.Basis = plan.Basis{Report: "报告.docx", Section: "2026年工作", Text: "做好一件事"}
	g.Measures = []plan.Measure{{Key: "m1", Marker: "一是", Title: "流转土地", Text: "一是流转土地一百亩"}, {Key: "m2", Marker: "二是", Title: "修路"}}
	first := storetest.Step("s1")
	first.Title, first.Lead, first.LeadUnit, first.Measures = "流转土地", lead, w.office.ID, []string{"m1"}
	first.Target = &plan.Target{Milli: 100_000, Unit: "亩"}
	second := storetest.Step("s2", "s1")
	second.Title, second.Lead, second.LeadUnit = "@种植", lead, w.office.ID
	first.Measures = append(first.Measures, "m2")
	g.Steps = []plan.Step{first, second}
	w.running(g)
	me := plan.Actor{User: w.users["cadre"].ID, Name: "陈干部", Posts: []string{w.post.ID}, Units: []string{w.office.ID}, Roles: []plan.Role{plan.Cadre}}
	h := func(a plan.Actor, reason string) plan.Header {
		return plan.Header{ID: store.NewID(), Fingerprint: "f", Actor: a, Step: "s1", Reason: reason}
	}
	w.decided(g.ID, plan.AcceptStep{Header: h(me, "")})
	w.decided(g.ID, plan.SubmitStep{Header: h(me, ""), Content: plan.Submission{Note: "签了三十亩", Quantity: &plan.Target{Milli: 30_000, Unit: "亩"},
		Evidence: []plan.Evidence{{Name: "合同", Text: "甲"}, {Name: "合同", Text: "乙"}, {Name: "照片", Text: "丙"}}}})
	w.decided(g.ID, plan.ReturnStep{Header: h(storetest.Officer, "-缺签字")})
	return w, g
}

// exported asks for the ledger as a sheet and reads it.
func (w *town) exported(as, query string, english bool) (*excelize.File, [][]string) {
	w.t.Helper()
	ask := w.ask
	a := ask(as, "GET", "/api/v1/ledger/export"+query, nil)
	if english {
		a = ask(as, "GET", "/api/v1/ledger/export"+query, nil, inEnglish)
	}
	require.Equal(w.t, 200, a.Status, "%s", a.Body)
	f, err := excelize.OpenReader(bytes.NewReader(a.Body))
	require.NoError(w.t, err)
	w.t.Cleanup(func() { _ = f.Close() })
	rows, err := f.GetRows(f.GetSheetName(0))
	require.NoError(w.t, err)
	require.Contains(w.t, a.Header.Get("Content-Disposition"), "attachment")
	return f, rows
}

// column is what a line says under a head.
func column(t testing.TB, rows [][]string, line int, head string) string {
	t.Helper()
	for i, h := range rows[0] {
		if h == head {
			if i < len(rows[line]) {
				return rows[line][i]
			}
			return ""
		}
	}
	t.Fatalf("no column %s in %v", head, rows[0])
	return ""
}

func TestLedgerExport_SaysEverythingOfALine(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, g := ledgered(t, s)
		f, rows := w.exported("supervisor", "", false)
		require.Equal(t, []string{"编号", "来源报告", "来源章节", "原文", "事项", "任务", "类型", "目标值", "计量单位", "牵头单位", "配合单位", "分管领导", "责任人", "联络人",
			"立项日期", "交办日期", "签收日期", "完成时限", "阶段目标", "状态", "当前进展", "存在问题", "下步措施", "佐证材料", "灯色", "催办次数", "延期记录", "审核意见",
			"办结日期", "销号日期", "销号人", "考核得分"}, rows[0])
		require.Len(t, rows, 3)
		for head, want := range map[string]string{
			"编号": "2026-07", "来源报告": "报告.docx", "来源章节": "2026年工作", "原文": "一是流转土地一百亩\n二是修路", "事项": "=1+1", "任务": "流转土地", "类型": "一般",
			"目标值": "100", "计量单位": "亩", "牵头单位": "党政办", "配合单位": "gone", "分管领导": "post:leader", "责任人": "干事 人员cadre", "联络人": "陈干部",
			"立项日期": "2026-03-02", "交办日期": "2026-03-04", "签收日期": "2026-03-04", "完成时限": "2026-03-18", "阶段目标": "", "状态": "已退回",
			"当前进展": "0 / 100亩（0%）\n签了三十亩（陈干部 2026-03-04）", "存在问题": "已被孙督查退回，等待修改后重新提交：-缺签字",
			"下步措施": "已被孙督查退回，等待修改后重新提交：-缺签字（干事 人员cadre、时限 2026-03-18）", "佐证材料": "合同×2、照片", "灯色": "正常", "催办次数": "0", "延期记录": "",
			"审核意见": "孙督查（督查员审核） 退回 2026-03-04：-缺签字", "办结日期": "", "销号日期": "", "销号人": "", "考核得分": "",
		} {
			require.Equal(t, want, column(t, rows, 1, head), head)
		}
		require.Equal(t, "等前面的步骤完成：流转土地", column(t, rows, 2, "下步措施"))
		require.Equal(t, "未计时", column(t, rows, 2, "灯色"))
		require.Equal(t, "做好一件事", column(t, rows, 2, "原文"), "a step that covers no measure comes from the goal's sentence")
		for _, cell := range []string{"E2", "F3"} {
			formula, err := f.GetCellFormula(f.GetSheetName(0), cell)
			require.NoError(t, err)
			require.Empty(t, formula)
		}

		_, rows = w.exported("supervisor", "", true)
		require.Equal(t, "On track", column(t, rows, 1, "Light"))
		require.Equal(t, "Returned", column(t, rows, 1, "Status"))
		require.Equal(t, "合同×2, 照片", column(t, rows, 1, "Evidence"))

		var page LedgerPage
		w.ask("supervisor", "GET", "/api/v1/ledger?detail=true&goal="+g.ID, nil).json(&page)
		require.Len(t, page.Items, 2)
		require.Equal(t, "签了三十亩", page.Items[0].Detail.Facts.Told.Text)
		require.Equal(t, "2026年工作", page.Items[0].Detail.Basis.Section)
		var plain LedgerPage
		w.ask("supervisor", "GET", "/api/v1/ledger", nil).json(&plain)
		require.Nil(t, plain.Items[0].Detail, "only when asked for")
	})
}

// assessed stores a course in which the goal's first step was in time: that is
// all there is to it.
func (w *town) assessed(g plan.Goal, phase assess.Phase) {
	w.t.Helper()
	who := assess.UserRef(w.users["cadre"].ID)
	c := assess.Course{ID: "c1", Seq: 7, Phase: phase, CreatedAt: w.now, UpdatedAt: w.now, Cycle: assess.Cycle{
		ID: "c1", Title: "2026年度考核", Period: assess.Period{Kind: assess.Year, Year: 2026}, Settings: assess.DefaultSettings(), GradeSets: assess.DefaultGradeSets(),
		Sheets: []assess.Sheet{{Key: "s", Title: "实绩", Indicators: []assess.Indicator{{Key: "i", Title: "按时完成", Weight: assess.Whole, Full: assess.Hundred,
			Rules: []assess.Rule{{Key: "r", Title: "按时完成率", Fact: assess.OnTime, Op: assess.Share, Points: assess.Hundred}}}}}},
		Formulas: []assess.Formula{{Key: "f", Title: "年度", Parts: []assess.Part{{Key: "p", Title: "实绩", Weight: assess.Whole, Sheet: "s"}}}},
		Staff:    []assess.Staff{{Type: "civil-servant", Grades: "civil-servant"}},
		Assessed: []assess.Assessed{{Subject: who, Kind: assess.Cadre, Staff: "civil-servant", Formula: "f",
			Tenures: []assess.Tenure{{Post: w.post.ID, Unit: w.office.ID, From: calendar.On(2020, 1, 1)}}}},
	}}
	row, err := store.RowOfCourse(c, "")
	require.NoError(w.t, err)
	facts, err := store.RowsOfFacts("c1", []assess.Fact{{ID: "f1", Kind: assess.OnTime, Subject: who, Value: 1000, Of: 1000, At: calendar.On(2026, 3, 18), Work: g.ID + "/s1"}})
	require.NoError(w.t, err)
	w.write(func(tx *store.Tx) error {
		if err := tx.Where("id = ?", "c1").Delete(&store.CourseRow{}).Error; err != nil {
			return err
		}
		if err := tx.Where("course_id = ?", "c1").Delete(&store.CourseFactRow{}).Error; err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return tx.Create(&facts).Error
	})
}

func TestLedgerExport_TellsPointsOnceTheyArePublic(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, g := ledgered(t, s)
		w.assessed(g, assess.PhaseModeration)
		_, rows := w.exported("leader", "", false)
		require.Empty(t, column(t, rows, 1, "考核得分"), "not before")
		w.assessed(g, assess.PhasePublic)
		for _, as := range []string{"leader", "cadre"} {
			_, rows = w.exported(as, "", false)
			require.Equal(t, "2026年度考核 人员cadre +100", column(t, rows, 1, "考核得分"), as)
			require.Empty(t, column(t, rows, 2, "考核得分"))
		}
		_, rows = w.exported("other", "", false)
		require.Len(t, rows, 3, "a colleague of the unit sees the steps")
		require.Empty(t, column(t, rows, 1, "考核得分"), "but not another's points")
	})
}

func TestLedgerExport_HoldsWhatTheCallerSees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, g := ledgered(t, s)
		for as, want := range map[string]int{"leader": 2, "supervisor": 2, "evaluator": 2, "cadre": 2} {
			_, rows := w.exported(as, "", false)
			require.Len(t, rows, want+1, as)
		}
		far := store.Unit{Code: "far", Name: "远村", Kind: store.UnitVillage, Active: true}
		w.write(func(tx *store.Tx) error { return store.CreateUnit(tx, &far) })
		stranger := w.users["other"]
		stranger.UnitID = far.ID
		w.write(func(tx *store.Tx) error { return store.UpdateUser(tx, &stranger) })
		_, rows := w.exported("other", "", false)
		require.Len(t, rows, 1, "a stranger gets the heads alone")
		_, rows = w.exported("other", "?goal="+g.ID, false)
		require.Len(t, rows, 1)

		// The same filters, the same lines as on the page.
		w.now = w.now.AddDate(0, 0, 30)
		w.secret["supervisor"] = w.session(w.users["supervisor"])
		lead := "post:" + w.post.ID
		for query, want := range map[string]int{
			"?light=red": 1, "?light=none": 1, "?light=green": 0, "?status=returned": 1, "?status=returned&status=pending": 2, "?who=" + lead: 2,
			"?who=user:" + w.users["cadre"].ID: 2, "?who=user:" + w.users["other"].ID: 0, "?unit=" + w.office.ID: 2, "?unit=" + far.ID: 0, "?kind=general": 2, "?kind=x": 0,
			"?year=2026": 2, "?year=2027": 0, "?due_from=2026-03-18&due_to=2026-03-18": 1, "?due_to=2026-03-17": 0, "?q=%40": 1, "?plan=p1": 2, "?plan=p2": 0,
		} {
			var page LedgerPage
			w.ask("supervisor", "GET", "/api/v1/ledger"+query, nil).json(&page)
			_, rows := w.exported("supervisor", query, false)
			require.Len(t, page.Items, want, query)
			require.Len(t, rows, want+1, query)
			for i, l := range page.Items {
				require.Equal(t, l.Step.Title, column(t, rows, i+1, "任务"), query)
				require.Equal(t, word(chinese, "light", l.Light), column(t, rows, i+1, "灯色"), query)
			}
		}
		require.Equal(t, 400, w.ask("supervisor", "GET", "/api/v1/ledger/export?light=pink", nil).Status/100*100, "a filter that is none is refused")
	})
}

func TestLedgerExport_WritesEveryPageOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		const all = 2*store.MaxPageSize + 8
		for i := range 8 { // steps of several goals are due at the same moments
			g := storetest.Goal(store.NewID())
			g.Number = fmt.Sprint("2026-", i)
			for k := range all / 8 {
				step := storetest.Step(fmt.Sprint("s", k))
				step.Title = fmt.Sprint(i, "/", k)
				step.Finish = &calendar.Budget{N: 10 + k%3, Unit: calendar.Workday}
				g.Steps = append(g.Steps, step)
			}
			w.running(g)
		}
		_, rows := w.exported("leader", "", false)
		require.Len(t, rows, all+1)
		seen := map[string]bool{}
		for i := range rows[1:] {
			seen[column(t, rows, i+1, "任务")] = true
		}
		require.Len(t, seen, all)
		entries, err := s.Audit(context.Background(), store.AuditQuery{Kind: "ledgerExport", Limit: 10})
		require.NoError(t, err)
		require.Len(t, entries, 1, "who took the whole ledger away stands in the audit")
		require.Equal(t, fmt.Sprint(all), entries[0].Detail)
	})
}
