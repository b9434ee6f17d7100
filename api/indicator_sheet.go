package api

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"duban/assess"
	"duban/plan"
	"duban/sheet"
)

// indicatorColumns are the columns of a sheet of indicators. A row is one
// indicator with its first rule; a row without an indicator adds a rule to the
// one above.
var indicatorColumns = []sheet.Column{
	{Name: "sheet", ZH: "评分表编码"}, {Name: "sheet_title", ZH: "评分表名称"}, {Name: "key", ZH: "指标编码"}, {Name: "title", ZH: "指标名称"}, {Name: "parent", ZH: "上级指标编码"}, {Name: "weight", ZH: "权重%"},
	{Name: "full", ZH: "满分"}, {Name: "base", ZH: "起始分"}, {Name: "min", ZH: "最低分"}, {Name: "max", ZH: "最高分"},
	{Name: "scorers", ZH: "评分岗位"}, {Name: "blind", ZH: "互不可见"}, {Name: "spread", ZH: "分差上限"}, {Name: "about", ZH: "涉及事实"},
	{Name: "rule", ZH: "规则编码"}, {Name: "rule_title", ZH: "规则"}, {Name: "fact", ZH: "事实"}, {Name: "tag", ZH: "标签"}, {Name: "scope", ZH: "范围"}, {Name: "op", ZH: "算法"}, {Name: "points", ZH: "分值"},
	{Name: "per", ZH: "每"}, {Name: "free", ZH: "免计"}, {Name: "count", ZH: "零头"}, {Name: "cap", ZH: "规则上限"}, {Name: "twice", ZH: "加倍条件"}, {Name: "bands", ZH: "分档"},
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
func (s *server) IndicatorsSheet(ctx context.Context, _ IndicatorsSheetRequestObject) (IndicatorsSheetResponseObject, error) {
	b, err := indicatorBook(nil, nil)
	if err != nil {
		return nil, err
	}
	s.attached(ctx, "指标表.xlsx")
	return IndicatorsSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: b, ContentLength: int64(b.Len())}, nil
}

// ImportIndicators takes the indicators of a sheet into a draft, or only
// checks them.
func (s *server) ImportIndicators(ctx context.Context, r ImportIndicatorsRequestObject) (ImportIndicatorsResponseObject, error) {
	d, err := s.draftOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	rows, err := readSheet(ctx, r.Body, indicatorColumns, "sheet", "key", "title", "weight")
	if err != nil {
		return nil, err
	}
	reg, err := s.register(ctx)
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	in := &indicatorImport{reg: reg, lang: language(ginOf(ctx).GetHeader("Accept-Language")), at: map[string]int{}}
	sheets := in.read(rows)
	probe := assess.Cycle{Period: d.Cycle.Period, Sheets: sheets}
	in.place(sheets)
	for _, p := range problemsIn(assess.Validate(probe, cal)) {
		in.tell(p)
	}
	if len(in.problems) > 0 {
		return nil, &plan.Error{Code: plan.CodeInvalid, Problems: once(in.problems)}
	}
	for _, one := range sheets {
		i := slices.IndexFunc(d.Cycle.Sheets, func(x assess.Sheet) bool { return x.Key == one.Key })
		if i < 0 {
			d.Cycle.Sheets = append(d.Cycle.Sheets, one)
		} else {
			d.Cycle.Sheets[i] = one
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
	reg      *register
	lang     string
	problems []plan.Problem
	at       map[string]int // row of every pointer that the rules may name
}

func (in *indicatorImport) fault(row int, column string, code plan.Code, params ...string) {
	in.problems = append(in.problems, plan.Problem{Pointer: rowPointer(row, column), Code: code, Params: named(append(params, "column", headOf(indicatorColumns, column, in.lang)))})
}

// indicatorNode is an indicator while its children are still to come.
type indicatorNode struct {
	assess.Indicator
	sheet, parent string
	row           int
	ruleRows      []int
}

// read makes sheets of rows.
func (in *indicatorImport) read(rows []sheet.Row) []assess.Sheet {
	var nodes []*indicatorNode
	var sheets []assess.Sheet
	for _, r := range rows {
		if r.Fields["key"] != "" {
			nodes = append(nodes, in.indicator(r))
			if i := slices.IndexFunc(sheets, func(x assess.Sheet) bool { return x.Key == r.Fields["sheet"] }); i < 0 {
				sheets = append(sheets, assess.Sheet{Key: r.Fields["sheet"], Title: r.Fields["sheet_title"]})
			} else if sheets[i].Title == "" {
				sheets[i].Title = r.Fields["sheet_title"]
			}
		}
		if r.Fields["fact"] == "" && r.Fields["op"] == "" {
			continue
		}
		if len(nodes) == 0 {
			in.fault(r.N, "key", plan.CodeRequired)
			continue
		}
		n := nodes[len(nodes)-1]
		n.Rules, n.ruleRows = append(n.Rules, in.rule(r)), append(n.ruleRows, r.N)
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
			p.Pointer, p.Params = rowPointer(row, column), maps.Clone(p.Params)
			if p.Params == nil {
				p.Params = map[string]string{}
			}
			p.Params["column"] = headOf(indicatorColumns, column, in.lang)
			in.problems = append(in.problems, p)
			return
		}
		i := strings.LastIndex(at, "/")
		at, rest = at[:i], at[i:]+rest
	}
}
