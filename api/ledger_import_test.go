package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// importLedger sends rows of cells as a workbook.
func (w *town) importLedger(as, query string, rows ...[]any) answer {
	w.t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(w.t, err)
		require.NoError(w.t, f.SetSheetRow("Sheet1", cell, &row))
	}
	var b bytes.Buffer
	require.NoError(w.t, f.Write(&b))
	require.NoError(w.t, f.Close())
	return w.sendLedger(as, query, b.Bytes())
}

func (w *town) sendLedger(as, query string, book []byte, change ...func(*http.Request)) answer {
	w.t.Helper()
	binary := func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") }
	return w.ask(as, "POST", "/api/v1/plans/import-ledger"+query, string(book), append(change, binary)...)
}

// twoUnits adds a village with a post that somebody holds.
func twoUnits(t *testing.T, s *store.Store) (w *town, village store.Unit, head plan.Ref) {
	w = newTown(t, s)
	village = store.Unit{Code: "qs", Name: "青石村", Kind: store.UnitVillage, Active: true}
	w.write(func(tx *store.Tx) error { return store.CreateUnit(tx, &village) })
	return w, village, w.hire("head", village, store.GradeHead, plan.Cadre)
}

func TestImportLedger_MakesADraftOfASheetAsPeopleKeepIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, village, head := twoUnits(t, s)
		a := w.importLedger("supervisor", "?year=2027&filename=2027年台账.xlsx",
			[]any{"青石镇2027年重点工作台账"},
			[]any{},
			[]any{"序号", "完成 时限", "任务*", "督办事项", "责任单位", "承办人", "目标值", "佐证材料", "类别", "灯色", "备注", "报告原文"},
			[]any{1, "6月底前", "流转土地", "农业结构调整", "党政办、青石村", "干事", "30亩", "合同、照片", "农业结构调整", "正常", "急", "调整种植结构"},
			[]any{2, 46568, "种植", nil, "qs", "岗位head 人员head"},
			[]any{},
			[]any{3, "2027/12/31", "安全检查", "安全生产", "青石村", "人员head", nil, nil, "safety-check"})
		require.Equal(t, 201, a.Status, "%s", a.Body)
		var view PlanView
		a.json(&view)
		p := view.Plan
		require.Equal(t, "2027年台账", p.Title)
		require.Equal(t, 2027, p.Year)
		require.Len(t, p.Goals, 2)
		g := p.Goals[0]
		require.Equal(t, "农业结构调整", g.Title)
		require.Equal(t, "farm-restructuring", g.Kind)
		require.Equal(t, w.office.ID, g.LeadUnit, "the first of several leads")
		require.Equal(t, []string{village.ID}, g.CoUnits)
		require.Equal(t, "调整种植结构", g.Basis.Text)
		require.Len(t, g.Steps, 2, "a row without a name goes on with the goal above")
		require.Equal(t, plan.PostRef(w.post.ID), g.Steps[0].Lead)
		require.Equal(t, calendar.On(2027, 6, 30), *g.Steps[0].By)
		require.Equal(t, plan.Target{Milli: 30_000, Unit: "亩"}, *g.Steps[0].Target)
		require.Equal(t, []string{"合同", "照片"}, g.Steps[0].Evidence)
		require.Equal(t, head, g.Steps[1].Lead)
		require.Equal(t, village.ID, g.Steps[1].LeadUnit)
		require.Equal(t, calendar.On(2027, 6, 30), *g.Steps[1].By, "a date of Excel")
		require.Equal(t, "safety-check", p.Goals[1].Kind)
		require.Equal(t, head, p.Goals[1].Steps[0].Lead, "a person's one post: the successor will have the work")
		var notes []string
		for _, n := range view.Notes {
			notes = append(notes, n.Detail)
		}
		require.Equal(t, []string{"没有导入“序号”列：台账没有这一列", "没有导入“备注”列：台账没有这一列", "没有导入“灯色”列：由系统按办理情况得出"}, notes)
	})
}

func TestImportLedger_TellsEveryFaultWithItsCellAndStoresNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, _, _ := twoUnits(t, s)
		twin := store.Post{Code: "clerk2", Name: "干事", UnitID: w.office.ID, Grade: store.GradeMember, Active: true}
		w.write(func(tx *store.Tx) error { return store.CreatePost(tx, &twin) })
		a := w.importLedger("leader", "",
			[]any{"编号", "事项", "任务", "类型", "目标值", "计量单位", "牵头单位", "配合单位", "责任人", "完成时限"},
			[]any{"", "", "没有事项", "", "", "", "", "", "", ""},
			[]any{"1", "甲", "好的", "一般", "1.2345", "", "财政所", "党政办、土地所", "张三", "近期"},
			[]any{"1", "乙", strings.Repeat("长", 201), "大事", "0", "", "", "", "", "2026-02-30"},
			[]any{"2", "", "", "", "5", "", "青石村", "", "干事", ""})
		require.Equal(t, 422, a.Status)
		p := a.problem()
		found := map[string]FieldProblem{}
		for _, e := range p.Errors {
			found[e.Pointer] = e
		}
		for pointer, code := range map[string]string{
			"/rows/2/goal": "required", "/rows/3/target": "no-number", "/rows/3/lead_unit": "unknown-unit", "/rows/3/co_units": "unknown-unit",
			"/rows/3/lead": "no-lead", "/rows/3/due": "no-day", "/rows/4/goal": "other-goal", "/rows/4/task": "too-long", "/rows/4/kind": "no-kind",
			"/rows/4/target": "no-number", "/rows/4/due": "no-day", "/rows/5/goal": "required", "/rows/5/task": "required",
		} {
			require.Equal(t, code, found[pointer].Code, pointer)
		}
		require.Len(t, p.Errors, 13, "each once: %v", p.Errors)
		due := found["/rows/3/due"]
		require.Equal(t, map[string]string{"value": "近期", "example": "2027-06-30", "sheet": "Sheet1", "cell": "J3", "row": "3", "column": "完成时限"}, due.Params)
		require.Equal(t, "看不懂的日期“近期”，请写成 2027-06-30", due.Detail)

		a = w.importLedger("leader", "", []any{"任务", "责任人"}, []any{"甲", "干事"})
		require.Equal(t, "several", a.problem().Errors[0].Code)
		var plans struct{ Items []store.Plan }
		w.ask("leader", "GET", "/api/v1/plans", nil).json(&plans)
		require.Empty(t, plans.Items)
	})
}

func TestImportLedger_RefusesWhatIsNoLedger(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		require.Equal(t, "bad-sheet", w.sendLedger("leader", "", []byte("任务\n甲")).problem().Code)
		require.Equal(t, "/rows/1/task", w.importLedger("leader", "", []any{"编号", "事项"}, []any{"1", "甲"}).problem().Errors[0].Pointer)
		detail := func(rows ...[]any) string { return w.importLedger("leader", "", rows...).problem().Errors[0].Detail }
		require.Equal(t, "缺少“任务”列", detail([]any{"编号", "事项"}, []any{"1", "甲"}))
		require.Equal(t, "表中没有内容：表头下面至少要有一行", detail([]any{"任务"}))
		require.Equal(t, "没有这个类型：民生，可以填：园区扩建、农业结构调整、城镇管理、安全检查、一般", detail([]any{"任务", "类型"}, []any{"甲", "民生"}))
		require.Equal(t, "column-twice", w.importLedger("leader", "", []any{"任务", "工作任务"}, []any{"a", "b"}).problem().Errors[0].Code)
		many := [][]any{{"任务"}}
		for range 501 {
			many = append(many, []any{store.NewID()})
		}
		require.Equal(t, "too-many", w.importLedger("leader", "", many...).problem().Errors[0].Code)
	})
}

func TestImportLedger_TakesItsTemplateAndItsExport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, g := ledgered(t, s)
		a := w.ask("supervisor", "GET", "/api/v1/ledger/template", nil)
		require.Equal(t, 200, a.Status)
		f, err := excelize.OpenReader(bytes.NewReader(a.Body))
		require.NoError(t, err)
		require.Equal(t, []string{"台账", "单位", "岗位", "类型", "填写说明"}, f.GetSheetList())
		rows, err := f.GetRows("台账")
		require.NoError(t, err)
		require.Equal(t, [][]string{{"编号", "来源报告", "来源章节", "原文", "事项", "任务", "类型", "目标值", "计量单位", "牵头单位", "配合单位", "责任人", "完成时限", "佐证材料"}}, rows)
		posts, err := f.GetRows("岗位")
		require.NoError(t, err)
		require.Equal(t, [][]string{{"干事 人员cadre"}}, posts)
		require.NoError(t, f.SetSheetRow("台账", "A2", &[]any{"A-1", "", "", "", "农业", "流转", "一般", 30, "亩", "党政办", "", "干事 人员cadre", "2027-06-30", "合同"}))
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		require.NoError(t, f.Close())
		key := func(r *http.Request) { r.Header.Set("Idempotency-Key", "ledger-00000001") }
		var first, again PlanView
		made := w.sendLedger("supervisor", "?year=2027&title=%E8%AE%A1%E5%88%92", b.Bytes(), key)
		require.Equal(t, 201, made.Status, "%s", made.Body)
		made.json(&first)
		w.sendLedger("supervisor", "?year=2027&title=%E8%AE%A1%E5%88%92", b.Bytes(), key).json(&again)
		require.Equal(t, first.Plan.ID, again.Plan.ID, "sent again, it is the same draft")
		require.Equal(t, "A-1", first.Plan.Goals[0].Number)

		// What was exported can be the beginning of next year's plan.
		w.write(func(tx *store.Tx) error {
			return store.CreateUnit(tx, &store.Unit{Code: "gone", Name: "gone", Kind: store.UnitOther, Active: true})
		})
		exported := w.ask("supervisor", "GET", "/api/v1/ledger/export?goal="+g.ID, nil)
		made = w.sendLedger("supervisor", "?year=2027", exported.Body)
		require.Equal(t, 201, made.Status, "%s", made.Body)
		var next PlanView
		made.json(&next)
		require.Len(t, next.Plan.Goals, 1)
		require.Equal(t, "=1+1", next.Plan.Goals[0].Title)
		require.Len(t, next.Plan.Goals[0].Steps, 2)
		require.Equal(t, plan.Target{Milli: 100_000, Unit: "亩"}, *next.Plan.Goals[0].Steps[0].Target)
		require.Equal(t, []string{"合同", "照片"}, next.Plan.Goals[0].Steps[0].Evidence)
	})
}
