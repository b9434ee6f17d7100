package api

import (
	"bytes"
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"duban/assess"
	"duban/calendar"
	"duban/files"
	"duban/store"
	"duban/store/storetest"
)

// newCycle starts a draft and returns it.
func (w *town) newCycle(body map[string]any) CycleView {
	w.t.Helper()
	a := w.ask("supervisor", "POST", "/api/v1/cycles", body)
	require.Equal(w.t, 201, a.Status, "%s", a.Body)
	var v CycleView
	a.json(&v)
	return v
}

// importIndicators sends a sheet of indicators to a draft.
func (w *town) importIndicators(v CycleView, body, more string) answer {
	w.t.Helper()
	return w.ask("supervisor", "POST", "/api/v1/cycles/"+v.Draft.ID+"/indicators?version="+itoa(int(v.Draft.Version))+more, body,
		func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
}

var quarterOne = map[string]any{"title": "一季度考核", "period": map[string]any{"kind": "quarter", "year": 2026, "n": 1}}

func TestImportIndicators_NamesEveryFaultByItsCell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		v := w.newCycle(quarterOne)
		head := []string{"评分表编码", "评分表名称", "指标编码", "指标名称", "上级指标编码", "权重%", "满分", "评分岗位", "规则编码", "规则", "事实", "算法", "分值", "分档"}
		bad := workbook(t, head,
			[]string{"cadre", "干部", "work", "工作实绩", "", "60"},
			[]string{"cadre", "", "on-time", "按时完成", "work", "50", "一百", "", "rate", "按时率", "按时", "按率", "100"},
			[]string{"cadre", "", "order", "办理规范", "work", "40", "100", "", "late", "逾期扣分", "逾期天数", "按件", "-10"},
			[]string{"cadre", "", "conduct", "德能勤廉", "", "40", "100", "没有的岗位:100"},
			[]string{"cadre", "", "extra", "其他", "nowhere", "10", "100", "clerk:50"},
		)
		p := w.importIndicators(v, bad, "").problem()
		var faults []string
		for _, e := range p.Errors {
			faults = append(faults, e.Pointer+" "+e.Code)
		}
		for _, want := range []string{"/rows/3/full bad-format", "/rows/3/fact unknown", "/rows/3/weight assess-weights",
			"/rows/5/scorers unknown-post", "/rows/6/parent assess-dangling"} {
			require.Contains(t, faults, want)
		}
		var now CycleView
		w.ask("supervisor", "GET", "/api/v1/cycles/"+v.Draft.ID, nil).json(&now)
		require.Equal(t, v.Draft.Cycle.Sheets, now.Draft.Cycle.Sheets, "one fault, and nothing is taken")
		for _, e := range p.Errors {
			require.NotEmpty(t, e.Params["column"], "the sheet's own head of %s", e.Pointer)
		}
		require.Equal(t, v.Draft.Version, now.Draft.Version)
	})
}

func TestImportIndicators_TakesWhatTheSheetToFillInShows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		v := w.newCycle(quarterOne)
		a := w.ask("supervisor", "GET", "/api/v1/cycles/sheet", nil)
		require.Equal(t, 200, a.Status)
		require.Equal(t, string(CodeSheetEmpty), w.importIndicators(v, string(a.Body), "").problem().Errors[0].Code, "an empty sheet holds nothing")
		example := slices.Clone(indicatorExample)
		for i, row := range example {
			example[i] = slices.Clone(row)
			for j, cell := range row {
				if cell == "岗位编码甲:50；岗位编码乙:50" {
					example[i][j] = "clerk:100"
				}
			}
		}
		var head []string
		for _, c := range indicatorColumns {
			head = append(head, c.ZH)
		}
		body := workbook(t, append([][]string{head}, example...)...)
		var checked, taken CycleView
		w.importIndicators(v, body, "&check=true").json(&checked)
		require.Equal(t, v.Draft.Version, checked.Draft.Version, "only checked")
		w.importIndicators(v, body, "").json(&taken)
		sheets := taken.Draft.Cycle.Sheets
		require.Len(t, sheets, 4, "those of the sheet, and those of the default")
		order := sheets[0].Indicators[0].Children[1]
		require.Equal(t, []assess.Points{-10 * assess.Point, -5 * assess.Point}, []assess.Points{order.Rules[0].Points, order.Rules[1].Points})
		require.Equal(t, []int64{0, 1000}, []int64{order.Rules[0].Free, order.Rules[1].Free})
		require.Equal(t, 60*assess.Point, order.Rules[0].Cap)
		require.Equal(t, assess.PostRef(w.post.ID), sheets[0].Indicators[1].Scorers[0].Who)
		require.True(t, sheets[0].Indicators[1].Blind)
		require.Equal(t, assess.Band{From: 90 * assess.Percent, Points: 80 * assess.Point}, sheets[3].Indicators[0].Rules[0].Bands[1])
		require.Equal(t, string(CodeStaleVersion), w.importIndicators(v, body, "").problem().Code)
		f, err := excelize.OpenReader(bytes.NewReader(a.Body))
		require.NoError(t, err)
		require.Equal(t, []string{"指标", "示例", "说明"}, f.GetSheetList())
	})
}

func TestCycle_BeginsWithIndicatorsAndFormulasThatFit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		v := w.newCycle(quarterOne)
		require.Equal(t, assess.DefaultFormulas(), v.Draft.Cycle.Formulas)
		require.Len(t, v.Draft.Cycle.Sheets, 3)
		w.ask("supervisor", "POST", "/api/v1/cycles/"+v.Draft.ID+"/assessed", map[string]any{"version": v.Draft.Version, "kinds": []string{"cadre", "unit"}}).json(&v)
		require.Equal(t, []string{assess.StaffFormula, assess.BodyFormula}, []string{v.Draft.Cycle.Assessed[0].Formula, v.Draft.Cycle.Assessed[1].Formula})
		for _, p := range v.Problems {
			require.NotContains(t, p.Pointer, "/formula", "%+v", p)
		}
		c := v.Draft.Cycle
		c.Title = "  "
		p := w.ask("supervisor", "PUT", "/api/v1/cycles/"+v.Draft.ID, map[string]any{"version": v.Draft.Version, "cycle": c}).problem()
		require.Equal(t, "/cycle/title", p.Errors[0].Pointer)
		require.Equal(t, "/title", w.ask("supervisor", "POST", "/api/v1/cycles", map[string]any{"title": " ", "period": quarterOne["period"]}).problem().Errors[0].Pointer)
	})
}

func TestCycleIndicators_AreTakenInAsTheyWereGivenOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		v := w.newCycle(quarterOne)
		c := v.Draft.Cycle
		c.Sheets = assess.DefaultSheets([]assess.Ref{assess.PostRef(w.post.ID), assess.UserRef(w.users["evaluator"].ID)}, []assess.Ref{assess.PostRef(w.post.ID)})
		rule := &c.Sheets[0].Indicators[0].Children[1].Rules[0]
		rule.Free, rule.Per, rule.Count, rule.Scope, rule.Twice = 1500, 2000, assess.Started, assess.OfUnit, assess.Urged
		a := w.ask("supervisor", "PUT", "/api/v1/cycles/"+v.Draft.ID, map[string]any{"version": v.Draft.Version, "cycle": c})
		require.Equal(t, 200, a.Status, "%s", a.Body)
		a.json(&v)
		out := w.ask("supervisor", "GET", "/api/v1/cycles/"+v.Draft.ID+"/indicators", nil)
		require.Equal(t, 200, out.Status)
		require.Equal(t, disposition("attachment", "指标表.xlsx"), out.Header.Get("Content-Disposition"))
		taken := w.importIndicators(v, string(out.Body), "")
		require.Equal(t, 200, taken.Status, "%s", taken.Body)
		taken.json(&v)
		require.Equal(t, c.Sheets, v.Draft.Cycle.Sheets)
	})
}

func TestCycle_IsCopiedForAnotherPeriod(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		v := w.newCycle(quarterOne)
		c := v.Draft.Cycle
		c.Formulas = []assess.Formula{{Key: "f", Title: "公式", Parts: []assess.Part{{Key: "p", Title: "部分", Weight: assess.Whole, Sheet: "s"}}}}
		c.Settings.Grace = 3
		a := w.ask("supervisor", "PUT", "/api/v1/cycles/"+v.Draft.ID, map[string]any{"version": v.Draft.Version, "cycle": c})
		require.Equal(t, 200, a.Status, "%s", a.Body)
		a.json(&v)
		w.ask("supervisor", "POST", "/api/v1/cycles/"+v.Draft.ID+"/assessed", map[string]any{"version": v.Draft.Version, "kinds": []string{"cadre", "unit"}}).json(&v)
		require.Equal(t, []assess.Ref{assess.UserRef(w.users["cadre"].ID), assess.UnitRef(w.office.ID)}, []assess.Ref{v.Draft.Cycle.Assessed[0].Subject, v.Draft.Cycle.Assessed[1].Subject})
		require.Equal(t, w.post.ID, v.Draft.Cycle.Assessed[0].Tenures[0].Post, "as the posts were held")
		next := w.newCycle(map[string]any{"title": "二季度考核", "period": map[string]any{"kind": "quarter", "year": 2026, "n": 2}, "copy": v.Draft.ID})
		require.Equal(t, calendar.On(2026, 6, 30), next.Draft.Cycle.Settings.AsOf)
		require.Equal(t, 3, next.Draft.Cycle.Settings.Grace)
		require.Equal(t, c.Formulas, next.Draft.Cycle.Formulas)
		require.Len(t, next.Draft.Cycle.Assessed, 2)
		require.Equal(t, "f", next.Draft.Cycle.Assessed[1].Formula)
		sim := w.ask("evaluator", "POST", "/api/v1/cycles/"+next.Draft.ID+"/simulate", map[string]any{"period": map[string]any{"kind": "quarter", "year": 2026, "n": 1}})
		require.Equal(t, 200, sim.Status, "%s", sim.Body)
		require.Equal(t, string(CodeForbidden), w.ask("cadre", "GET", "/api/v1/cycles", nil).problem().Code)
	})
}

func TestCopiedCycle_AssessesWhomTheLastDidAndWhoIsNew(t *testing.T) {
	made := func(id string, at time.Time) store.Unit {
		return store.Unit{ID: id, Code: id, Name: id, Kind: store.UnitStation, Active: true, CreatedAt: at}
	}
	old, fresh := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	reg := &register{units: []store.Unit{made("agri", old), made("left-out", old), made("new", fresh)}}
	last := assess.Cycle{Period: assess.Period{Kind: assess.Quarter, Year: 2026, N: 1}, Settings: assess.DefaultSettings(),
		Assessed: []assess.Assessed{{Subject: assess.UnitRef("agri"), Kind: assess.Unit, Staff: "unit", Formula: "f", Group: "一组", Head: assess.PostRef("boss")}}}
	last.Settings.AsOf = last.Period.To()
	by := calendar.On(2026, 4, 20)
	last.Settings.Self = assess.Window{By: &by}
	c := copiedCycle(last, assess.Period{Kind: assess.Quarter, Year: 2026, N: 2}, reg)
	require.Equal(t, []assess.Assessed{
		{Subject: assess.UnitRef("agri"), Name: "agri", Kind: assess.Unit, Staff: "unit", Formula: "f", Group: "一组", Head: assess.PostRef("boss")},
		{Subject: assess.UnitRef("new"), Name: "new", Kind: assess.Unit, Staff: "unit", Formula: "f"},
	}, c.Assessed)
	require.Equal(t, calendar.On(2026, 7, 20), *c.Settings.Self.By)
	require.Equal(t, calendar.On(2026, 4, 20), *last.Settings.Self.By, "the last one keeps its days")
}

func TestAssessment_DutiesAndNoticesReachWhomTheyConcern(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.underAssessment()
		var box InboxPage
		w.ask("cadre", "GET", "/api/v1/inbox", nil).json(&box)
		require.Len(t, box.Courses, 1)
		require.Equal(t, []any{assess.DutySelf, 1, "二月考核"}, []any{box.Courses[0].Duty, box.Courses[0].Count, box.Courses[0].Title})
		box = InboxPage{}
		w.ask("evaluator", "GET", "/api/v1/inbox", nil).json(&box)
		require.Empty(t, box.Courses, "nothing to score yet")
		var told NoticePage
		w.ask("cadre", "GET", "/api/v1/notices", nil).json(&told)
		require.Equal(t, int64(2), told.Unread)
		require.Equal(t, []string{"assessment-phase", "assessment-issued"}, []string{string(told.Items[0].Kind), string(told.Items[1].Kind)})
		require.Equal(t, id, told.Items[0].CourseID)
		require.Equal(t, 204, w.ask("cadre", "POST", "/api/v1/notices/read", map[string]any{"ids": []string{told.Items[0].ID}}).Status)
		w.ask("cadre", "GET", "/api/v1/notices?unread=true", nil).json(&told)
		require.Len(t, told.Items, 1)
		for name := range map[string]bool{"cadre": true, "other": true} {
			self := "/api/v1/courses/" + id + "/selves/user:" + w.users[name].ID
			require.Equal(t, 200, w.ask(name, "POST", self, map[string]any{"summary": "总结"}).Status)
		}
		require.Equal(t, 200, w.ask("supervisor", "POST", "/api/v1/courses/"+id+"/advance", map[string]any{}).Status)
		w.ask("evaluator", "GET", "/api/v1/inbox", nil).json(&box)
		require.Equal(t, 2, box.Courses[0].Count, "one line for all of them")
	})
}

func TestAssessment_EvidenceIsSeenByThoseWhoScore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		folder := t.TempDir()
		var w *town
		disk, err := files.OpenDisk(folder, func() time.Time { return w.now })
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, disk.Close()) })
		keeper, err := files.NewKeeper(disk, filepath.Join(folder, "partial"), calendar.Zone)
		require.NoError(t, err)
		w = withEngine(t, s, func(d *Deps) { d.Files = keeper })
		id := w.underAssessment()
		mine := w.handIn("cadre", store.NewID(), "总结.txt", "总结").get("id")
		foreign := w.handIn("other", store.NewID(), "他的.txt", "他的").get("id")
		send := func(file string) answer {
			return w.ask("cadre", "POST", "/api/v1/courses/"+id+"/selves/user:"+w.users["cadre"].ID, map[string]any{"summary": "总结",
				"items": []any{map[string]any{"sheet": "s", "indicator": "i", "evidence": []string{file}}}})
		}
		p := send(foreign).problem()
		require.Equal(t, "/items/0/evidence/0 unknown-attachment", p.Errors[0].Pointer+" "+p.Errors[0].Code)
		a := send(mine)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		for as, status := range map[string]int{"cadre": 200, "evaluator": 200, "supervisor": 200, "audit-admin": 200, "other": 404, "system-admin": 404} {
			require.Equal(t, status, w.ask(as, "GET", "/api/v1/attachments/"+mine, nil).Status, as)
		}
		w.now = w.now.AddDate(0, 1, 0)
		_, _, err = SweepEvidence(context.Background(), s, keeper, w.now)
		require.NoError(t, err)
		kept, err := s.AttachmentUses(context.Background(), mine)
		require.NoError(t, err)
		require.Len(t, kept, 1, "what an assessment names is never swept")
	})
}

func TestAssessment_NobodySeesWhatIsNotTheirs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.underAssessment()
		course := "/api/v1/courses/" + id
		card := course + "/cards/user:" + w.users["cadre"].ID
		for as, status := range map[string]int{"cadre": 200, "evaluator": 200, "supervisor": 200, "leader": 200, "audit-admin": 200, "deputy": 200,
			"other": 404, "nobody": 404, "system-admin": 404, "security-admin": 404, "": 401} {
			require.Equal(t, status, w.ask(as, "GET", card, nil).Status, "card as %s", as)
		}
		for _, path := range []string{"/moderation", "/score-sheet"} {
			require.Equal(t, 404, w.ask("cadre", "GET", course+path, nil).Status, path)
		}
		for _, name := range []string{"cadre", "other"} {
			w.ask(name, "POST", course+"/selves/user:"+w.users[name].ID, map[string]any{"summary": "总结"})
		}
		w.ask("supervisor", "POST", course+"/advance", map[string]any{})
		score := map[string]any{"items": []any{map[string]any{"sheet": "s", "indicator": "i", "points": 88000}}}
		require.Equal(t, 200, w.ask("evaluator", "POST", course+"/scores/user:"+w.users["cadre"].ID, score).Status)
		for as, want := range map[string]int{"evaluator": 1, "audit-admin": 1, "leader": 0, "cadre": 0, "other": 0} {
			var page struct{ Items []assess.Event }
			w.ask(as, "GET", course+"/timeline?limit=200", nil).json(&page)
			n := 0
			for _, e := range page.Items {
				n += len(e.Detail.Evaluations)
			}
			require.Equal(t, want, n, "points in the timeline of %s before scoring is over", as)
		}
		key := store.NewID()
		again := func(points int) answer {
			body := map[string]any{"items": []any{map[string]any{"sheet": "s", "indicator": "i", "points": points}}}
			return w.ask("evaluator", "POST", course+"/scores/user:"+w.users["other"].ID, body, func(r *http.Request) { r.Header.Set("Idempotency-Key", key) })
		}
		require.Equal(t, 200, again(90000).Status)
		require.Equal(t, 200, again(90000).Status, "sent again, it happens once")
		require.Equal(t, "idempotency-reuse", again(80000).problem().Code)
	})
}

func TestAudit_HasWhatWasDoneInAnAssessment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.underAssessment()
		subject := "user:" + w.users["cadre"].ID
		require.Equal(t, 200, w.ask("cadre", "POST", "/api/v1/courses/"+id+"/selves/"+subject, map[string]any{"summary": "总结"}).Status)
		require.NotEqual(t, 200, w.ask("supervisor", "POST", "/api/v1/courses/"+id+"/publish", map[string]any{}).Status)
		var found struct {
			Items   []store.AuditEntry
			Names   map[string]AuditName
			Results map[string]string
		}
		w.ask("audit-admin", "GET", "/api/v1/audit?kind=selfAssess", nil).json(&found)
		require.Len(t, found.Items, 1)
		e := found.Items[0]
		require.Equal(t, []string{"ok", "course:" + id, subject, w.users["cadre"].Name}, []string{e.Result, e.Object, e.Detail, e.UserName})
		require.Equal(t, "二月考核", found.Names[e.Object].Title)
		w.ask("cadre", "GET", "/api/v1/audit", nil)
		w.ask("audit-admin", "GET", "/api/v1/audit?result=forbidden", nil).json(&found)
		require.NotEmpty(t, found.Results["forbidden"])
	})
}

func TestCourse_TellsThoseWhoRunItWhoseSelfAssessmentIsMissing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.underAssessment()
		missing := func(who string) []string {
			var v CourseView
			w.ask(who, "GET", "/api/v1/courses/"+id, nil).json(&v)
			names := []string{}
			for _, a := range v.Missing {
				names = append(names, a.Name)
			}
			return names
		}
		cadre, other := w.users["cadre"], w.users["other"]
		require.Equal(t, []string{cadre.Name, other.Name}, missing("supervisor"))
		require.Empty(t, missing("cadre"), "nobody's business")
		require.Equal(t, 200, w.ask("cadre", "POST", "/api/v1/courses/"+id+"/selves/user:"+cadre.ID, map[string]any{"summary": "总结"}).Status)
		require.Equal(t, []string{other.Name}, missing("supervisor"))
	})
}
