package api

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"duban/calendar"
	"duban/plan"
	"duban/sheet"
	"duban/store"
	"duban/templates"
)

// A ledger that an office keeps in Excel becomes a draft: a row is a step, and
// rows under one number or name are a goal. Every fault is told with its cell,
// and while there is one nothing is stored.

// filled are the columns of the ledger that a sheet may fill in, with the heads
// by which offices know them. Every other column follows from the record.
var filled = map[string][]string{
	"number": {"事项编号"}, "report": {"来源"}, "section": {"章节"}, "text": {"报告原文", "来源原文"},
	"goal": {"督办事项", "重点工作", "工作事项", "目标任务", "事项名称"}, "task": {"工作任务", "任务内容", "具体任务", "工作举措", "步骤"},
	"kind": {"类别"}, "target": {"目标", "目标数量"}, "measure": {"单位"},
	"lead_unit": {"责任单位", "承办单位", "牵头部门", "牵头（责任）单位"}, "co_units": {"配合部门", "协办单位", "配合（协办）单位"},
	"lead": {"责任岗位", "承办人", "责任人员", "承办岗位"}, "due": {"完成时间", "办理时限", "完成期限", "截止日期", "办结时限"}, "evidence": {"佐证材料要求"},
}

const mostLedgerRows = 5000

// ImportLedger starts a draft from a ledger.
func (s *server) ImportLedger(ctx context.Context, r ImportLedgerRequestObject) (ImportLedgerResponseObject, error) {
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	table, err := sheet.Read(r.Body, sheet.Ask{Columns: ledgerAsk(), Must: []string{"task"}, Rows: mostLedgerRows, Loose: true})
	if err != nil {
		return nil, refuseSheet(err, ledgerAsk(), lang)
	}
	name := filepath.Base(r.Params.Filename)
	if r.Params.Filename == "" {
		name = "台账.xlsx"
	}
	p := store.Plan{Year: r.Params.Year, Title: r.Params.Title, Report: clip(name, plan.MaxTitle)}
	if p.Year == 0 {
		p.Year = calendar.DateOf(s.now()).Year + 1
	}
	if p.Title == "" {
		p.Title = clip(strings.TrimSuffix(name, filepath.Ext(name)), plan.MaxTitle)
	}
	known, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	in := cells{table: table, columns: ledgerHeads(), lang: lang}
	reader := ledgerReader{cells: in, registers: known, year: p.Year}
	if p.Goals = reader.goals(); len(reader.problems) > 0 {
		return nil, &plan.Error{Code: plan.CodeInvalid, Problems: reader.problems}
	}
	view, err := s.newPlan(ctx, p, r.Params.IdempotencyKey)
	view.Notes = append(view.Notes, fieldProblems(passedOver(table), reader.lang)...)
	return ImportLedger201JSONResponse(view), err
}

// ledgerAsk are all columns, with every head that means one which may be
// filled in.
func ledgerAsk() []sheet.Column {
	heads := ledgerHeads()
	for i := range heads {
		heads[i].Also = filled[heads[i].Name]
	}
	return heads
}

// passedOver names the columns that were not taken.
func passedOver(t *sheet.Table) []plan.Problem {
	var list []plan.Problem
	for _, head := range t.Unknown {
		list = append(list, plan.Problem{Pointer: "/columns/" + head, Code: CodeColumnPassed, Params: named([]string{"column", head})})
	}
	for _, c := range ledgerColumns {
		if _, ok := filled[c.Name]; !ok && t.Cell(1, c.Name) != "" {
			list = append(list, plan.Problem{Pointer: "/columns/" + c.Name, Code: CodeColumnDerived, Params: named([]string{"column", c.ZH})})
		}
	}
	return list
}

// ledgerReader reads rows into goals and collects what is wrong with cells.
type ledgerReader struct {
	cells
	registers
	year int
}

// goals groups the rows. A row without number and name goes on with the goal
// above it, as merged cells do.
func (l *ledgerReader) goals() []plan.Goal {
	var goals []plan.Goal
	at := map[string]int{}
	current := -1
	for _, r := range l.table.Rows {
		number, title := l.text(r, "number", plan.MaxTitle), l.text(r, "goal", plan.MaxTitle)
		if l.table.Cell(1, "goal") == "" {
			title = l.text(r, "task", plan.MaxTitle) // a ledger of tasks: each is a goal of one step
		}
		kind := l.kind(r)
		key := number
		if key == "" {
			key = title
		}
		switch i, known := at[key]; {
		case key == "" && current < 0:
			l.fault(r, "goal", plan.CodeRequired)
			continue
		case key == "":
		case known:
			current = i
			if number != "" && title != "" && title != goals[i].Title {
				l.fault(r, "goal", CodeOtherGoal, "number", number, "title", goals[i].Title)
			}
		default:
			if title == "" {
				l.fault(r, "goal", plan.CodeRequired)
				title = number
			}
			goals = append(goals, l.goal(r, number, title, kind))
			current = len(goals) - 1
			at[key] = current
		}
		l.step(r, &goals[current])
	}
	if len(goals) > mostGoals {
		l.problems = append(l.problems, plan.Problem{Pointer: "/rows", Code: plan.CodeTooMany, Params: named([]string{"max", strconv.Itoa(mostGoals)})})
	}
	return goals
}

// mostGoals is what a draft may hold, by the contract.
const mostGoals = 500

// goal is what the first row of a goal says of it.
func (l *ledgerReader) goal(r sheet.Row, number, title, kind string) plan.Goal {
	lead, co := l.unitsOf(r)
	return plan.Goal{
		Number: number, Title: title, Kind: kind, LeadUnit: lead, CoUnits: co,
		Basis: plan.Basis{Report: l.text(r, "report", plan.MaxTitle), Section: l.text(r, "section", plan.MaxTitle), Text: l.text(r, "text", plan.MaxText)},
	}
}

// step adds the step of a row to its goal; a row without a task only speaks of
// the goal.
func (l *ledgerReader) step(r sheet.Row, g *plan.Goal) {
	title := l.text(r, "task", plan.MaxTitle)
	if title == "" {
		for _, column := range []string{"lead", "due", "evidence"} {
			if r.Fields[column] != "" {
				l.fault(r, "task", plan.CodeRequired)
				break
			}
		}
		return
	}
	if len(g.Steps) >= plan.MaxSteps {
		l.fault(r, "task", plan.CodeTooMany, "max", strconv.Itoa(plan.MaxSteps))
		return
	}
	s := plan.Step{Title: title, By: l.due(r), Target: l.target(r), Evidence: l.evidence(r)}
	unit, _ := l.unitsOf(r)
	if unit == "" {
		unit = g.LeadUnit
	}
	s.Lead = l.who(l.registers, r, "lead", unit)
	if s.Lead == "" {
		s.LeadUnit = unit
	}
	g.Steps = append(g.Steps, s)
}

// text is a cell of at most so many characters.
func (l *ledgerReader) text(r sheet.Row, column string, most int) string {
	text := r.Fields[column]
	if len([]rune(text)) > most && !l.told(r, column) {
		l.fault(r, column, plan.CodeTooLong, "max", strconv.Itoa(most))
	}
	return text
}

func (l *ledgerReader) kind(r sheet.Row) string {
	text := r.Fields["kind"]
	if text == "" {
		return ""
	}
	for kind, w := range pageWords["goalKind"] {
		if text == kind || text == w[chinese] || strings.EqualFold(text, w[english]) {
			return kind
		}
	}
	var kinds []string
	for _, kind := range templates.Kinds {
		kinds = append(kinds, word(l.lang, "goalKind", kind))
	}
	l.fault(r, "kind", CodeNoKind, "value", text, "kinds", strings.Join(kinds, comma[l.lang]))
	return ""
}

var comma = map[string]string{chinese: "、", english: ", "}

// split takes a list apart, however people write it.
func split(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;；\n\r/", r) })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// unitsOf are the units of a row: of several in the column of the lead, the
// first leads (practice), the others take part.
func (l *ledgerReader) unitsOf(r sheet.Row) (lead string, co []string) {
	find := func(column, text string) string {
		id := unitNamed(l.units, text)
		if id == "" && !l.told(r, column) {
			l.fault(r, column, unitCode(l.units, text), "value", text)
		}
		return id
	}
	for i, text := range split(r.Fields["lead_unit"]) {
		if id := find("lead_unit", text); i == 0 {
			lead = id
		} else if id != "" {
			co = append(co, id)
		}
	}
	for _, text := range split(r.Fields["co_units"]) {
		if id := find("co_units", text); id != "" && !slices.Contains(co, id) && id != lead {
			co = append(co, id)
		}
	}
	return lead, co
}

func (l *ledgerReader) due(r sheet.Row) *calendar.Date {
	text := r.Fields["due"]
	if text == "" {
		return nil
	}
	day, ok := l.table.Day(text, l.year)
	if !ok {
		l.fault(r, "due", CodeNoDay, "value", text, "example", fmt.Sprintf("%d-06-30", l.year))
		return nil
	}
	return &day
}

func (l *ledgerReader) target(r sheet.Row) *plan.Target {
	text := r.Fields["target"]
	if text == "" {
		return nil
	}
	milli, unit, ok := sheet.Quantity(text)
	if !ok || milli <= 0 || milli > plan.MaxMilli {
		l.fault(r, "target", CodeNoNumber, "value", text)
		return nil
	}
	if given := r.Fields["measure"]; given != "" {
		unit = given
	}
	if unit == "" {
		l.fault(r, "measure", plan.CodeRequired)
	}
	return &plan.Target{Milli: milli, Unit: unit}
}

func (l *ledgerReader) evidence(r sheet.Row) []string {
	var list []string
	for _, name := range split(r.Fields["evidence"]) {
		name, _, _ = strings.Cut(name, "×") // as an export counts them
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if len(list) > plan.MaxItems {
		l.fault(r, "evidence", plan.CodeTooMany, "max", strconv.Itoa(plan.MaxItems))
	}
	return list
}
