package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io/fs"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"duban/api"
	"duban/assess"
	"duban/sheet"
)

// decideQuarter plays from the moderation to the archive.
func (w *stage) decideQuarter(id string, goals map[string]string) {
	w.moderateQuarter(id)
	w.publishQuarter(id)
	w.reviewQuarter(id, goals["B"])
	w.exports(id)
	w.moveQuarter(id)
	mayor := w.as("mayor")
	w.pass(morning(2026, 9, 1))
	require.Equal(w.t, assess.PhaseFinal, mayor.course(id).Phase)
	w.pass(morning(2026, 11, 2))
	require.Equal(w.t, assess.PhaseArchived, mayor.course(id).Phase)
	require.NotEmpty(w.t, w.as("cadre0").courseEvents(id))
}

// grade is the result of a cadre: points and grade.
func (w *stage) grade(id, name string) string {
	res := w.as("leader").card(id, w.user(name)).Result
	return res.Total.String() + " " + res.Grade
}

// moderateQuarter raises one cadre by five points, and no other way.
func (w *stage) moderateQuarter(id string) {
	t, leader := w.t, w.as("leader")
	grade := func(name string) string { return w.grade(id, name) }
	require.Equal(t, []string{"74.884 qualified", "40.9 unqualified", "94.6 excellent"}, []string{grade("cadre0"), grade("cadre1"), grade("cadre2")})
	require.Equal(t, "not-found", w.as("cadre0").ask("GET", "/courses/"+id+"/moderation", nil).code())
	moderate := func(name string, body obj) answer { return leader.about(id, "moderation", w.user(name), body) }
	require.Equal(t, []string{"/reason:reason-required"}, moderate("cadre1", obj{"points": 5000}).faults(t))
	require.Equal(t, "quota", moderate("cadre0", obj{"grade": "excellent", "reason": "表现突出"}).code())
	require.Equal(t, []string{"/points:out-of-range"}, moderate("cadre1", obj{"points": 5001, "reason": "抢险"}).faults(t))
	var table api.ModerationView
	a := moderate("cadre1", obj{"points": 5000, "grade": "basically-qualified", "reason": "抢险救灾，集体研究"})
	require.Equal(t, 200, a.status, "%s", a.body)
	a.into(t, &table)
	i := slices.IndexFunc(table.Rows, func(r api.ModerationRow) bool { return r.Assessed.Subject == w.user("cadre1") })
	m := table.Rows[i].Moderations[0]
	require.Equal(t, []string{"unqualified", "basically-qualified", "40.9", "5", "姓名leader", "抢险救灾，集体研究"}, []string{m.Before, m.After, m.Total.String(), m.Points.String(), m.By.Name, m.Reason})
	require.Equal(t, "45.9 basically-qualified", grade("cadre1"))
	s := slices.IndexFunc(table.Seats, func(x api.SeatsView) bool { return x.Seats.Assessed == 3 })
	require.Equal(t, "0.6", table.Seats[s].Seats.Exact.String(), "20 % of three, the rounding shown")
	require.Equal(t, 1, table.Seats[s].Seats.Seats)
	require.Equal(t, 1, table.Seats[s].Taken)
}

// publishQuarter makes the results public: to each their own points.
func (w *stage) publishQuarter(id string) {
	t, leader, mayor := w.t, w.as("leader"), w.as("mayor")
	require.Equal(t, "assess-role", leader.ask("POST", "/courses/"+id+"/publish", obj{}).code())
	require.Empty(t, w.as("cadre0").results(id).Rows, "not public yet")
	mayor.must(200, "POST", "/courses/"+id+"/publish", obj{})
	public := w.as("cadre0").results(id)
	require.Len(t, public.Rows, 5)
	for _, r := range public.Rows {
		other := r.Kind == assess.Cadre && r.Subject != string(w.user("cadre0"))
		require.Equal(t, other, r.Total == nil, "points of others stay theirs: %+v", r)
	}
	require.Empty(t, public.Ranked, "rankings are off unless the cycle says so")
}

// reviewQuarter plays two reviews. One succeeds: of the two days by which the
// goal was late, one was an extension nobody entered. The other does not.
func (w *stage) reviewQuarter(id, goal string) {
	t := w.t
	cadre0, cadre1, reviewer := w.as("cadre0"), w.as("cadre1"), w.as("reviewer")
	late := "order/rule/late"
	require.Equal(t, "-4", cadre0.card(id, w.user("cadre0")).lines()[late])
	require.Equal(t, 201, cadre0.about(id, "reviews", w.user("cadre0"), obj{"grounds": "延期已经领导同意"}).status)
	require.Equal(t, "asked-already", cadre0.about(id, "reviews", w.user("cadre0"), obj{"grounds": "再问"}).code())
	require.Equal(t, 201, cadre1.about(id, "reviews", w.user("cadre1"), obj{"grounds": "不是我经手"}).status)
	require.Equal(t, "not-found", cadre1.ask("POST", "/courses/"+id+"/cases/1/decide", obj{"outcome": "upheld", "reason": "不成立"}).code())
	factID := goal + "/s1#days-late~post:" + w.posts["cadre0"]
	put := obj{"outcome": "altered", "corrections": []obj{{"before": factID, "after": obj{"value": 1000, "note": "获准延期1天"}}}, "reason": "经查属实"}
	put["check"] = true
	var would api.DecidedCase
	reviewer.must(200, "POST", "/courses/"+id+"/cases/1/decide", put).into(t, &would)
	require.Equal(t, "76.884", would.Would.Total.String())
	delete(put, "check")
	reviewer.must(200, "POST", "/courses/"+id+"/cases/1/decide", put)
	reviewer.must(200, "POST", "/courses/"+id+"/cases/2/decide", obj{"outcome": "upheld", "reason": "按在岗天数分摊，计算无误"})
	require.Equal(t, "76.884 qualified", w.grade(id, "cadre0"))
	after := cadre0.card(id, w.user("cadre0"))
	require.Equal(t, "-2", after.lines()[late])
	require.Len(t, after.Corrections, 1)
	require.Len(t, after.Changes, 1, "a correction shows as a difference")
	require.Equal(t, assess.Points(2000), after.Changes[0].Points)
	require.Equal(t, "no-appeal", cadre1.about(id, "appeals", w.user("cadre1"), obj{"grounds": "不服"}).code())
}

// moveQuarter imports the holidays of the next year: the open dates move as
// the preview foresaw.
func (w *stage) moveQuarter(id string) {
	t := w.t
	before, err := w.store.Course(t.Context(), id)
	require.NoError(t, err)
	var preview api.CalendarPreview
	w.as("officer").must(200, "POST", "/calendars/import", obj{"text": notice2027}).into(t, &preview)
	course, err := w.store.Course(t.Context(), id)
	require.NoError(t, err)
	active, err := w.store.ActiveCalendar(t.Context())
	require.NoError(t, err)
	require.Equal(t, active.Version, course.Calendar, "a notice of holidays reaches assessments too")
	var moves []assess.Move
	for _, c := range preview.Courses {
		moves = append(moves, c.Moves...)
	}
	require.Equal(t, before.Moves(&course), moves, "the dates moved as was foreseen")
}

// exports reads the score sheet, the bulletin and the notice of a result.
func (w *stage) exports(id string) {
	t, cadre := w.t, w.as("cadre1")
	require.Equal(t, "not-found", cadre.ask("GET", "/courses/"+id+"/score-sheet", nil).code())
	columns := []sheet.Column{{Name: "name", ZH: "考核对象"}, {Name: "path", ZH: "部分和指标"}, {Name: "points", ZH: "计入总分"}, {Name: "grade", ZH: "等次"}, {Name: "total", ZH: "得分"}, {Name: "remark", ZH: "备注"}}
	read := func(p *person, path string) []sheet.Row {
		a := p.must(200, "GET", "/courses/"+id+path, nil)
		table, err := sheet.Read(bytes.NewReader(a.body), sheet.Ask{Columns: columns, Rows: 1000, Loose: true})
		require.NoError(t, err)
		return table.Rows
	}
	totals := map[string]string{}
	for _, row := range read(w.as("leader"), "/score-sheet") {
		if row.Fields["path"] == "总分" {
			totals[row.Fields["name"]] = row.Fields["points"]
		}
	}
	require.Equal(t, map[string]string{"姓名cadre0": "76.884", "姓名cadre1": "45.9", "姓名cadre2": "94.6", "单位agri": "66", "单位donghe": "92"}, totals)
	for _, row := range read(cadre, "/bulletin-sheet") {
		if strings.HasPrefix(row.Fields["name"], "姓名") {
			require.Empty(t, row.Fields["total"], "points of people are not public")
		}
		if row.Fields["name"] == "单位agri" {
			require.Equal(t, []string{"66", "不合格", "一票否决"}, []string{row.Fields["total"], row.Fields["grade"], row.Fields["remark"]})
		}
	}
	doc := cadre.must(200, "GET", "/courses/"+id+"/bulletin", nil)
	z, err := zip.NewReader(bytes.NewReader(doc.body), int64(len(doc.body)))
	require.NoError(t, err)
	text, err := fs.ReadFile(z, "word/document.xml")
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(text, new(struct{ XMLName xml.Name })), "Word opens nothing that is no XML")
	require.Contains(t, string(text), "姓名cadre2")
	require.NotContains(t, string(text), "94.6")
	letter := string(cadre.must(200, "GET", "/courses/"+id+"/letters/"+string(w.user("cadre1")), nil).body)
	for _, said := range []string{"45.9 分", "基本合格", "抢险救灾，集体研究", "等次由不合格调整为基本合格", "申请复核", "内作出决定"} {
		require.Contains(t, letter, said)
	}
	require.Equal(t, "not-found", cadre.ask("GET", "/courses/"+id+"/letters/"+string(w.user("cadre2")), nil).code())
}
