package report

import (
	"sort"
	"strings"
)

// taskList is a task table (任务分解表) read as a plan.
type taskList struct {
	section *Section
	goals   []Goal
}

// column is what a column of a task table says.
type column uint8

const (
	colOther column = iota
	colNumber
	colGroup
	colTask
	colLeader
	colLead
	colCo
	colOwner
	colDue
)

// headWords name the columns; the first that matches wins.
var headWords = []struct {
	col   column
	words []string
}{
	{colNumber, []string{"序号", "编号"}},
	{colDue, []string{"时限", "完成时间", "时间节点", "期限", "完成日期", "进度"}},
	{colLeader, []string{"分管领导", "责任领导", "牵头领导", "包抓领导", "包联领导", "县级领导", "领导"}},
	{colCo, []string{"配合", "协办", "协助"}},
	{colLead, []string{"牵头单位", "责任单位", "主办单位", "责任部门", "牵头部门", "承办单位", "实施单位", "责任主体"}},
	{colOwner, []string{"责任人", "联系人", "经办人", "负责人", "联络人"}},
	{colTask, []string{"具体任务", "工作任务", "任务内容", "工作内容", "主要内容", "具体内容", "具体措施", "工作措施", "目标任务", "主要任务", "任务", "内容", "事项"}},
	{colGroup, []string{"类别", "重点工作", "领域", "板块", "分类", "项目", "目标", "工作"}},
}

// taskTable finds the first table whose head names tasks and who does them.
func (d *document) taskTable() *taskList {
	for i := 0; i < len(d.paras); i++ {
		if d.paras[i].kind != row {
			continue
		}
		head := d.columns(i)
		to := i + 1
		for to < len(d.paras) && d.paras[to].kind == row {
			to++
		}
		if head != nil {
			if goals := d.taskGoals(head, i+1, to); len(goals) > 0 {
				return &taskList{section: d.tableTitle(i, to), goals: goals}
			}
		}
		if head == nil && i+1 < to {
			continue // a caption or units line may stand in the first row
		}
		i = to - 1
	}
	return nil
}

func (d *document) cells(i int) []cell {
	p := d.paras[i]
	var out []cell
	start := p.start
	for k := p.start; k <= p.end; k++ {
		if k == p.end || d.text[k] == '\t' {
			s, e := d.trim(start, k)
			out = append(out, cell{text: d.slice(s, e), Span: Span{Start: s, End: e}})
			start = k + 1
		}
	}
	return out
}

type cell struct {
	text string
	Span
}

// columns reads a head row; nil when the row is none.
func (d *document) columns(i int) []column {
	cells := d.cells(i)
	cols := make([]column, len(cells))
	used := map[column]bool{}
	for k, c := range cells {
		cols[k] = columnOf(c.text)
		if used[cols[k]] {
			cols[k] = colOther
		}
		used[cols[k]] = true
	}
	if !used[colTask] && used[colGroup] {
		for k := range cols {
			if cols[k] == colGroup {
				cols[k] = colTask
			}
		}
		used[colTask] = true
	}
	if !used[colTask] || !(used[colLead] || used[colLeader] || used[colOwner] || used[colDue]) {
		return nil
	}
	return cols
}

func columnOf(s string) column {
	s = strings.ReplaceAll(s, " ", "")
	if len([]rune(s)) > 12 {
		return colOther
	}
	for _, h := range headWords {
		for _, w := range h.words {
			if strings.Contains(s, w) {
				return h.col
			}
		}
	}
	return colOther
}

// taskGoals reads the rows below the head: a row that only names a group
// starts a goal; else the group column does, where its cell changes.
func (d *document) taskGoals(cols []column, from, to int) []Goal {
	grouped := false
	for i := from; i < to; i++ {
		_, _, ok := d.groupRow(cols, i)
		grouped = grouped || ok
	}
	var goals []Goal
	for i := from; i < to; i++ {
		p := d.paras[i]
		if number, title, ok := d.groupRow(cols, i); ok {
			goals = append(goals, Goal{Number: number, Title: title, Measures: []Node{}, Span: Span{Start: p.start, End: p.end}})
			continue
		}
		n, group, ok := d.taskRow(cols, i)
		if !ok {
			continue
		}
		if grouped && group != "" {
			n.Title = group
		}
		if !grouped && group != "" && (len(goals) == 0 || goals[len(goals)-1].Title != group) {
			goals = append(goals, Goal{Title: group, Measures: []Node{}, Span: Span{Start: p.start}})
		}
		if len(goals) == 0 {
			goals = append(goals, Goal{Measures: []Node{}, Span: Span{Start: p.start}})
		}
		g := &goals[len(goals)-1]
		g.Measures = append(g.Measures, n)
		g.End = n.End
	}
	if len(goals) == 1 && goals[0].Title == "" {
		if t := d.tableTitle(from-1, to); t != nil {
			goals[0].Title = t.Title
		}
	}
	return goals
}

// groupRow: only the number and one more cell are filled, and not the task's.
func (d *document) groupRow(cols []column, i int) (number, title string, ok bool) {
	filled := 0
	for k, c := range d.cells(i) {
		if c.text == "" {
			continue
		}
		filled++
		switch {
		case k < len(cols) && cols[k] == colNumber:
			number = c.text
		case title == "":
			title = c.text
		}
	}
	if filled == 0 || filled > 2 || filled == 2 && number == "" {
		return "", "", false
	}
	if title == "" { // all in one cell: 一、产业发展
		m, found := d.readMark(d.paras[i].start, d.paras[i].end, atLine)
		if !found {
			return "", "", false
		}
		return strings.TrimSpace(string(d.text[m.start:m.end])), d.slice(m.body, d.paras[i].end), true
	}
	return number, title, true
}

func (d *document) taskRow(cols []column, i int) (n Node, group string, ok bool) {
	p := d.paras[i]
	t := &Task{}
	for k, c := range d.cells(i) {
		if k >= len(cols) {
			break
		}
		switch cols[k] {
		case colNumber:
			n.Marker = c.text
		case colGroup:
			group = c.text
		case colTask:
			n.Text = c.text
		case colLeader:
			t.Leader = c.text
		case colLead:
			t.LeadUnit = c.text
		case colCo:
			t.CoUnits = c.text
		case colOwner:
			t.Owner = c.text
		case colDue:
			t.Due = c.text
		}
	}
	n.Title = n.Text
	if at := strings.IndexAny(n.Text, "。；！？"); at > 0 {
		n.Title = n.Text[:at]
	}
	n.Task, n.Span = t, Span{Start: p.start, End: p.end}
	return n, group, n.Text != ""
}

// tableTitle is the heading right above the table.
func (d *document) tableTitle(i, to int) *Section {
	end := d.paras[to-1].end
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		p := d.paras[k]
		if p.kind == signed || p.kind == row || p.end-p.start > 60 {
			continue
		}
		s := strings.TrimRight(d.slice(p.start, p.end), "：:。")
		if strings.HasSuffix(s, "位") && strings.HasPrefix(s, "单位") {
			continue
		}
		return &Section{Title: s, Span: Span{Start: p.start, End: end}}
	}
	at := sort.Search(len(d.paras), func(k int) bool { return d.paras[k].kind == heading })
	if at < i {
		return &Section{Title: d.slice(d.paras[at].start, d.paras[at].end), Span: Span{Start: d.paras[at].start, End: end}}
	}
	return &Section{Span: Span{Start: d.paras[i].start, End: end}}
}
