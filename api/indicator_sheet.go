package api

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/assess"
	"duban/plan"
	"duban/store"
)

// indicatorColumns are the columns of a sheet of indicators. A row is one
// indicator with its first rule; a row without an indicator adds a rule to the
// one above.
var indicatorColumns = []sheetColumn{
	{"sheet", "评分表编码"}, {"sheet_title", "评分表名称"}, {"key", "指标编码"}, {"title", "指标名称"}, {"parent", "上级指标编码"}, {"weight", "权重%"},
	{"full", "满分"}, {"base", "起始分"}, {"min", "最低分"}, {"max", "最高分"},
	{"scorers", "评分岗位"}, {"blind", "互不可见"}, {"spread", "分差上限"}, {"about", "涉及事实"},
	{"rule", "规则编码"}, {"rule_title", "规则"}, {"fact", "事实"}, {"tag", "标签"}, {"scope", "范围"}, {"op", "算法"}, {"points", "分值"},
	{"per", "每"}, {"free", "免计"}, {"count", "零头"}, {"cap", "规则上限"}, {"twice", "加倍条件"}, {"bands", "分档"},
}

// factWords are how a sheet names the kinds of fact.
var factWords = map[string]assess.FactKind{
	"按时完成": assess.OnTime, "逾期天数": assess.DaysLate, "被退回": assess.Returned, "被催办": assess.Urged, "督办通知": assess.RungReached,
	"延期": assess.Extended, "佐证材料": assess.EvidenceGiven, "发现隐患": assess.HazardFound, "隐患整改": assess.HazardRectified,
	"重复隐患": assess.HazardRepeated, "任务量": assess.Quantity, "质量意见": assess.Quality, "登记事项": assess.Case,
}

var (
	opWords    = map[string]assess.Op{"按件": assess.Each, "按率": assess.Share, "分档": assess.Bands, "一次": assess.Once}
	scopeWords = map[string]assess.Scope{"本人": assess.Own, "单位": assess.OfUnit}
	countWords = map[string]assess.Counting{"按比例": assess.Exact, "不足算一": assess.Started, "不足不算": assess.Full}
)

// indicatorExample is what the sheet to fill in shows.
var indicatorExample = [][]string{
	{"cadre", "干部年度考核", "work", "工作实绩", "", "60"},
	{"cadre", "", "on-time", "按时完成", "work", "50", "100", "", "", "", "", "", "", "", "rate", "按时完成率", "按时完成", "", "", "按率", "100"},
	{"cadre", "", "order", "办理规范", "work", "50", "100", "100", "", "", "", "", "", "", "late", "每逾期1个工作日扣10分", "逾期天数", "", "", "按件", "-10", "", "", "", "60"},
	{"", "", "", "", "", "", "", "", "", "", "", "", "", "", "returned", "被退回第2次起每次扣5分", "被退回", "", "", "按件", "-5", "", "1"},
	{"cadre", "", "conduct", "德能勤廉", "", "40", "100", "", "", "", "岗位编码甲:50；岗位编码乙:50", "是", "15", "质量意见"},
	{"village", "村年度考核", "hazard", "隐患整改", "", "100", "100", "", "", "", "", "", "", "", "rectified", "按期整改率分档", "隐患整改", "", "", "分档", "", "", "", "", "", "", "98:100；90:80；80:60"},
}

var indicatorHelp = [][]string{
	{"一行是一个指标和它的第一条规则；指标各列留空的行，给上一个指标再加一条规则。有下级的指标只写权重。"},
	{"同一上级的指标权重合计 100。指标要么有规则（按事实算），要么有评分岗位（由人打分），不能都有。"},
	{"事实可填：" + strings.Join(sortedKeys(factWords), "、")},
	{"算法可填：" + strings.Join(sortedKeys(opWords), "、") + "；范围可填：" + strings.Join(sortedKeys(scopeWords), "、") + "；零头可填：" + strings.Join(sortedKeys(countWords), "、")},
	{"评分岗位写“岗位编码:权重”，用分号隔开，合计 100；分档写“达到率:得分”，用分号隔开，从高到低。"},
	{"导入会替换表中写到的评分表，其他评分表不动；有一处错误就全部不导入。"},
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// IndicatorsSheet is an empty sheet to fill in, with an example.
func (s *server) IndicatorsSheet(context.Context, IndicatorsSheetRequestObject) (IndicatorsSheetResponseObject, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var names []string
	for _, c := range indicatorColumns {
		names = append(names, c.zh)
	}
	if err := f.SetSheetName(f.GetSheetName(0), "指标"); err != nil {
		return nil, err
	}
	for _, page := range []struct {
		name string
		rows [][]string
	}{{"指标", [][]string{names}}, {"示例", append([][]string{names}, indicatorExample...)}, {"说明", indicatorHelp}} {
		if _, err := f.NewSheet(page.name); err != nil {
			return nil, err
		}
		for i, row := range page.rows {
			if err := f.SetSheetRow(page.name, "A"+strconv.Itoa(i+1), &row); err != nil {
				return nil, err
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return IndicatorsSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: bytes.NewReader(b.Bytes()), ContentLength: int64(b.Len()),
	}, nil
}

// ImportIndicators takes the indicators of a sheet into a draft, or only
// checks them.
func (s *server) ImportIndicators(ctx context.Context, r ImportIndicatorsRequestObject) (ImportIndicatorsResponseObject, error) {
	d, err := s.draftOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	rows, err := readSheet(r.Body, indicatorColumns, "sheet", "key", "title", "weight")
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	in := &indicatorImport{posts: posts, at: map[string]int{}}
	sheets := in.read(rows)
	probe := assess.Cycle{Period: d.Cycle.Period, Sheets: sheets}
	in.place(sheets)
	for _, p := range problemsIn(assess.Validate(probe, cal)) {
		in.tell(p)
	}
	if len(in.problems) > 0 {
		return nil, &plan.Error{Code: plan.CodeInvalid, Problems: once(in.problems)}
	}
	for _, sheet := range sheets {
		i := slices.IndexFunc(d.Cycle.Sheets, func(x assess.Sheet) bool { return x.Key == sheet.Key })
		if i < 0 {
			d.Cycle.Sheets = append(d.Cycle.Sheets, sheet)
		} else {
			d.Cycle.Sheets[i] = sheet
		}
	}
	if !r.Params.Check {
		d.Version = r.Params.Version
		if err := s.saveCycle(ctx, &d); err != nil {
			return nil, err
		}
	}
	view, err := s.cycleView(ctx, d)
	return ImportIndicators200JSONResponse(view), err
}

// indicatorImport is one sheet being read.
type indicatorImport struct {
	posts    []store.Post
	problems []plan.Problem
	at       map[string]int // row of every pointer that the rules may name
}

func (in *indicatorImport) fault(row int, column string, code plan.Code, params ...string) {
	in.problems = append(in.problems, plan.Problem{Pointer: rowPointer(row, column), Code: code, Params: named(params)})
}

// indicatorNode is an indicator while its children are still to come.
type indicatorNode struct {
	assess.Indicator
	sheet, parent string
	row           int
	ruleRows      []int
}

// read makes sheets of rows.
func (in *indicatorImport) read(rows []sheetRow) []assess.Sheet {
	var nodes []*indicatorNode
	var sheets []assess.Sheet
	for _, r := range rows {
		if r.fields["key"] != "" {
			nodes = append(nodes, in.indicator(r))
			if i := slices.IndexFunc(sheets, func(x assess.Sheet) bool { return x.Key == r.fields["sheet"] }); i < 0 {
				sheets = append(sheets, assess.Sheet{Key: r.fields["sheet"], Title: r.fields["sheet_title"]})
			} else if sheets[i].Title == "" {
				sheets[i].Title = r.fields["sheet_title"]
			}
		}
		if r.fields["fact"] == "" && r.fields["op"] == "" {
			continue
		}
		if len(nodes) == 0 {
			in.fault(r.row, "key", plan.CodeRequired)
			continue
		}
		n := nodes[len(nodes)-1]
		n.Rules, n.ruleRows = append(n.Rules, in.rule(r)), append(n.ruleRows, r.row)
	}
	for _, n := range nodes {
		if n.parent != "" && !slices.ContainsFunc(nodes, func(o *indicatorNode) bool { return o.sheet == n.sheet && o.Key == n.parent && o != n }) {
			in.fault(n.row, "parent", assessCode(assess.CodeDangling), "value", n.parent)
		}
	}
	for i := range sheets {
		sheets[i].Indicators = in.children(nodes, sheets[i].Key, "", 0)
	}
	return sheets
}

// children builds the tree below a parent and remembers the rows.
func (in *indicatorImport) children(nodes []*indicatorNode, sheet, parent string, depth int) []assess.Indicator {
	var list []assess.Indicator
	if depth > assess.MaxDepth {
		return nil
	}
	for _, n := range nodes {
		if n.sheet == sheet && n.parent == parent {
			n.Children = in.children(nodes, sheet, n.Key, depth+1)
			list = append(list, n.Indicator)
			in.at["#"+sheet+"/"+n.Key] = n.row
			for i, row := range n.ruleRows {
				in.at["#"+sheet+"/"+n.Key+"/rules/"+strconv.Itoa(i)] = row
			}
		}
	}
	return list
}

// place maps the pointers that the rules name to rows.
func (in *indicatorImport) place(sheets []assess.Sheet) {
	var walk func(sheet, at string, list []assess.Indicator)
	walk = func(sheet, at string, list []assess.Indicator) {
		for i := range list {
			here := at + "/" + strconv.Itoa(i)
			row := in.at["#"+sheet+"/"+list[i].Key]
			in.at[here] = row
			if i == 0 {
				in.at[at] = row
			}
			for j := range list[i].Rules {
				in.at[here+"/rules/"+strconv.Itoa(j)] = in.at["#"+sheet+"/"+list[i].Key+"/rules/"+strconv.Itoa(j)]
			}
			walk(sheet, here+"/children", list[i].Children)
		}
	}
	for i := range sheets {
		at := "/sheets/" + strconv.Itoa(i)
		walk(sheets[i].Key, at+"/indicators", sheets[i].Indicators)
		in.at[at] = in.at[at+"/indicators"]
	}
}

// pointerColumns are the columns of what the rules name otherwise.
var pointerColumns = map[string]string{"who": "scorers", "children": "parent", "indicators": "weight", "": "key"}

// tell adds a problem of the sheets at its row and column; others are none of
// the sheet's.
func (in *indicatorImport) tell(p plan.Problem) {
	if !strings.HasPrefix(p.Pointer, "/sheets/") || p.Code == assessCode(assess.CodeNotUsed) {
		return
	}
	at, rest := p.Pointer, ""
	for at != "" {
		if row, ok := in.at[at]; ok && row > 0 {
			column := strings.Split(strings.TrimPrefix(rest, "/"), "/")[0]
			switch {
			case p.Code == assessCode(assess.CodeWeights) && column == "":
				column = "weight"
			case strings.Contains(at, "/rules/") && (column == "key" || column == "title"):
				column = map[string]string{"key": "rule", "title": "rule_title"}[column]
			case rest == "/title" && strings.Count(at, "/") == 2:
				column = "sheet_title"
			case rest == "/key" && strings.Count(at, "/") == 2:
				column = "sheet"
			case pointerColumns[column] != "":
				column = pointerColumns[column]
			case column == "rules":
				column = "fact"
			}
			p.Pointer = rowPointer(row, column)
			in.problems = append(in.problems, p)
			return
		}
		i := strings.LastIndex(at, "/")
		at, rest = at[:i], at[i:]+rest
	}
}
