package api

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// ledgerColumn is a column of the ledger 台账: its head, and what a line says
// in it.
type ledgerColumn struct {
	sheet.Column
	say func(w ledgerWords, l *store.LedgerLine) any
}

// ledgerColumns are the columns in the order in which offices keep them. A
// sheet to fill in uses the same heads.
var ledgerColumns = []ledgerColumn{
	{sheet.Column{Name: "number", ZH: "编号", EN: "Number", Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return l.GoalNumber }},
	{sheet.Column{Name: "report", ZH: "来源报告", EN: "Report", Width: 18}, func(_ ledgerWords, l *store.LedgerLine) any { return l.Detail.Basis.Report }},
	{sheet.Column{Name: "section", ZH: "来源章节", EN: "Section", Width: 18}, func(_ ledgerWords, l *store.LedgerLine) any { return l.Detail.Basis.Section }},
	{sheet.Column{Name: "text", ZH: "原文", EN: "Sentence", Width: 36}, ledgerWords.text},
	{sheet.Column{Name: "goal", ZH: "事项", EN: "Goal", Width: 24}, func(_ ledgerWords, l *store.LedgerLine) any { return l.GoalTitle }},
	{sheet.Column{Name: "task", ZH: "任务", EN: "Step", Width: 28}, func(_ ledgerWords, l *store.LedgerLine) any { return l.Step.Title }},
	{sheet.Column{Name: "kind", ZH: "类型", EN: "Kind", Width: 14}, func(w ledgerWords, l *store.LedgerLine) any { return word(w.lang, "goalKind", l.GoalKind) }},
	{sheet.Column{Name: "target", ZH: "目标值", EN: "Target", Width: 10}, ledgerWords.target},
	{sheet.Column{Name: "measure", ZH: "计量单位", EN: "Unit of measure", Width: 10}, ledgerWords.measure},
	{sheet.Column{Name: "lead_unit", ZH: "牵头单位", EN: "Lead unit", Width: 14}, func(w ledgerWords, l *store.LedgerLine) any { return w.names.unit(leadUnitOf(l)) }},
	{sheet.Column{Name: "co_units", ZH: "配合单位", EN: "Units taking part", Width: 18}, ledgerWords.coUnits},
	{sheet.Column{Name: "leader", ZH: "分管领导", EN: "Leader in charge", Width: 18}, func(w ledgerWords, l *store.LedgerLine) any { return w.who(l.Detail.Leader) }},
	{sheet.Column{Name: "lead", ZH: "责任人", EN: "Responsible", Width: 18}, func(w ledgerWords, l *store.LedgerLine) any { return w.who(l.Step.Lead) }},
	{sheet.Column{Name: "contact", ZH: "联络人", EN: "Contact", Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return nameOf(l.Step.AcceptedBy) }},
	{sheet.Column{Name: "registered", ZH: "立项日期", EN: "Registered", Kind: sheet.Day, Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return dayOf(l.Detail.Registered) }},
	{sheet.Column{Name: "assigned", ZH: "交办日期", EN: "Assigned", Kind: sheet.Day, Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return dayOf(l.Step.OpenedAt) }},
	{sheet.Column{Name: "accepted", ZH: "签收日期", EN: "Accepted", Kind: sheet.Day, Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return dayOf(l.Step.AcceptedAt) }},
	{sheet.Column{Name: "due", ZH: "完成时限", EN: "Due", Kind: sheet.Day, Width: 12}, ledgerWords.due},
	{sheet.Column{Name: "stage", ZH: "阶段目标", EN: "Next stage", Width: 20}, ledgerWords.stage},
	{sheet.Column{Name: "status", ZH: "状态", EN: "Status", Width: 10}, func(w ledgerWords, l *store.LedgerLine) any { return word(w.lang, "stepStatus", l.Step.Status) }},
	{sheet.Column{Name: "progress", ZH: "当前进展", EN: "Progress", Width: 36}, ledgerWords.progress},
	{sheet.Column{Name: "problems", ZH: "存在问题", EN: "Problems", Width: 32}, ledgerWords.problems},
	{sheet.Column{Name: "next", ZH: "下步措施", EN: "Next", Width: 32}, ledgerWords.next},
	{sheet.Column{Name: "evidence", ZH: "佐证材料", EN: "Evidence", Width: 24}, ledgerWords.evidence},
	{sheet.Column{Name: "light", ZH: "灯色", EN: "Light", Width: 8}, func(w ledgerWords, l *store.LedgerLine) any { return word(w.lang, "light", l.Light) }},
	{sheet.Column{Name: "urged", ZH: "催办次数", EN: "Urged", Kind: sheet.Number, Width: 10}, func(_ ledgerWords, l *store.LedgerLine) any { return l.Step.Urged }},
	{sheet.Column{Name: "extensions", ZH: "延期记录", EN: "Extensions", Width: 36}, ledgerWords.extensions},
	{sheet.Column{Name: "opinions", ZH: "审核意见", EN: "Opinions", Width: 36}, ledgerWords.opinions},
	{sheet.Column{Name: "done", ZH: "办结日期", EN: "Done", Kind: sheet.Day, Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return dayOf(l.Step.DoneAt) }},
	{sheet.Column{Name: "closed", ZH: "销号日期", EN: "Closed out", Kind: sheet.Day, Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return dayOf(l.Step.ClosedAt) }},
	{sheet.Column{Name: "closed_by", ZH: "销号人", EN: "Closed out by", Width: 12}, func(_ ledgerWords, l *store.LedgerLine) any { return nameOf(l.Step.ClosedBy) }},
	{sheet.Column{Name: "scores", ZH: "考核得分", EN: "Points", Width: 28}, ledgerWords.scores},
}

func ledgerHeads() []sheet.Column {
	heads := make([]sheet.Column, len(ledgerColumns))
	for i, c := range ledgerColumns {
		heads[i] = c.Column
	}
	return heads
}

// row is a line as cells.
func (w ledgerWords) row(l *store.LedgerLine) []any {
	cells := make([]any, len(ledgerColumns))
	for i, c := range ledgerColumns {
		cells[i] = c.say(w, l)
	}
	return cells
}

// leadUnitOf is who leads a step, and its goal where the step does not say.
func leadUnitOf(l *store.LedgerLine) string {
	if l.Step.LeadUnit != "" {
		return l.Step.LeadUnit
	}
	return l.GoalUnit
}

func nameOf(p *plan.Person) any {
	if p == nil {
		return nil
	}
	return p.Name
}

func dayOf(at *time.Time) calendar.Date {
	if at == nil {
		return calendar.Date{}
	}
	return calendar.DateOf(*at)
}

func (w ledgerWords) who(ref plan.Ref) string {
	if ref == "" {
		return ""
	}
	return w.names.full(ref)
}

// join puts words into one text, as the language does.
func (w ledgerWords) join(parts []string) string {
	if w.lang == english {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "、")
}

// lines puts sentences under each other.
func lines(parts []string) string { return strings.Join(parts, "\n") }

// in puts words in brackets.
func (w ledgerWords) in(text string) string {
	if w.lang == english {
		return " (" + text + ")"
	}
	return "（" + text + "）"
}

// text is what the report says: of the step's measures, else of its goal.
func (w ledgerWords) text(l *store.LedgerLine) any {
	var parts []string
	for _, m := range l.Detail.Measures {
		text := m.Text
		if text == "" {
			text = m.Title
		}
		if !strings.HasPrefix(text, m.Marker) {
			text = m.Marker + text
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return l.Detail.Basis.Text
	}
	return lines(parts)
}

func targetOf(l *store.LedgerLine) *plan.Target {
	if l.Step.Target != nil {
		return l.Step.Target
	}
	return l.Detail.Target
}

func (w ledgerWords) target(l *store.LedgerLine) any {
	if t := targetOf(l); t != nil {
		return sheet.Milli(t.Milli)
	}
	return nil
}

func (w ledgerWords) measure(l *store.LedgerLine) any {
	if t := targetOf(l); t != nil {
		return t.Unit
	}
	return nil
}

func (w ledgerWords) coUnits(l *store.LedgerLine) any {
	var parts []string
	for _, id := range l.Detail.CoUnits {
		parts = append(parts, w.names.unit(id))
	}
	return w.join(parts)
}

// due is the day by which the step must be done; of one that has not opened,
// its fixed day.
func (w ledgerWords) due(l *store.LedgerLine) any {
	if l.Step.DueAt == nil && l.Step.By != nil {
		return *l.Step.By
	}
	return dayOf(l.Step.DueAt)
}

// amount writes thousandths as people do: 12.5.
func amount(milli int64) string { return strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64) }

func (w ledgerWords) stage(l *store.LedgerLine) any {
	p := l.Detail.Facts.Stage
	if p == nil {
		return nil
	}
	if w.lang == english {
		return fmt.Sprintf("%s %s by %s", amount(p.Milli), l.Step.Target.Unit, p.By)
	}
	return fmt.Sprintf("%s前%s%s", p.By, amount(p.Milli), l.Step.Target.Unit)
}

// progress is the quantity so far, and what was last said.
func (w ledgerWords) progress(l *store.LedgerLine) any {
	var parts []string
	if t := l.Step.Target; t != nil && t.Milli > 0 {
		parts = append(parts, fmt.Sprintf("%s / %s%s%s", amount(l.Step.Total), amount(t.Milli), t.Unit, w.in(fmt.Sprintf("%d%%", l.Step.Total*100/t.Milli))))
	}
	if o := l.Detail.Facts.Told; o != nil {
		parts = append(parts, o.Text+w.in(o.By.Name+" "+calendar.DateOf(o.At).String()))
	}
	return lines(parts)
}

// remark is a sentence, with whose turn it is and until when.
func (w ledgerWords) remark(r plan.Remark) string {
	text := messages.of(plan.Code(r.Cause)).sentence(w.lang, r.Params)
	var parts []string
	for _, ref := range r.Who {
		parts = append(parts, w.names.full(ref))
	}
	if r.DueAt != nil {
		parts = append(parts, map[string]string{chinese: "时限 ", english: "due "}[w.lang]+calendar.DateOf(*r.DueAt).String())
	}
	if len(parts) == 0 {
		return text
	}
	return text + w.in(w.join(parts))
}

func (w ledgerWords) problems(l *store.LedgerLine) any {
	var parts []string
	for _, r := range l.Detail.Facts.Problems {
		parts = append(parts, w.remark(r))
	}
	return lines(parts)
}

func (w ledgerWords) next(l *store.LedgerLine) any {
	if r := l.Detail.Facts.Next; r != nil {
		return w.remark(*r)
	}
	return nil
}

// evidence names what was handed in, each once, with how often when several.
func (w ledgerWords) evidence(l *store.LedgerLine) any {
	count := map[string]int{}
	var order []string
	for _, e := range l.Detail.Facts.Evidence {
		if !slices.Contains(order, e.Name) {
			order = append(order, e.Name)
		}
		count[e.Name]++
	}
	for i, name := range order {
		if n := count[name]; n > 1 {
			order[i] = fmt.Sprintf("%s×%d", name, n)
		}
	}
	return w.join(order)
}

// extensions tells old and new day, who allowed it, and why.
func (w ledgerWords) extensions(l *store.LedgerLine) any {
	var parts []string
	for _, x := range l.Detail.Facts.Extensions {
		from, to := dayOf(x.Old).String(), ""
		if x.New != nil {
			to = x.New.String()
		}
		text := from + " → " + to + w.in(x.By.Name+" "+calendar.DateOf(x.At).String())
		if x.Reason != "" {
			text += map[string]string{chinese: "：", english: ": "}[w.lang] + x.Reason
		}
		parts = append(parts, text)
	}
	return lines(parts)
}

func (w ledgerWords) opinions(l *store.LedgerLine) any {
	var parts []string
	for _, o := range l.Detail.Facts.Opinions {
		text := o.By.Name + w.in(o.Stage) + " " + word(w.lang, "outcome", o.Outcome) + " " + calendar.DateOf(o.At).String()
		if o.Text != "" {
			text += map[string]string{chinese: "：", english: ": "}[w.lang] + o.Text
		}
		parts = append(parts, text)
	}
	return lines(parts)
}

// scores tell what the step brought whom in assessments whose results are
// public.
func (w ledgerWords) scores(l *store.LedgerLine) any {
	var parts []string
	for _, x := range l.Detail.Scores {
		name := w.names.title(plan.Ref(x.Subject))
		if unit := assess.Ref(x.Subject).Body(); unit != "" {
			name = w.names.unit(unit)
		}
		points := assess.Points(x.Points).String()
		if x.Points > 0 {
			points = "+" + points
		}
		parts = append(parts, x.Course+" "+name+" "+points)
	}
	return lines(parts)
}
