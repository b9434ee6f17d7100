package templates

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

var update = flag.Bool("update", false, "write docs/templates.zh-CN.md anew from the templates")

const documented = "../docs/templates.zh-CN.md"

// The document lists what the templates say, and nothing else.
func TestDocument_IsThatOfTheTemplates(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	lists, err := Checklists()
	require.NoError(t, err)
	want := document(list, lists)
	if *update {
		require.NoError(t, os.MkdirAll("../docs", 0o755))
		require.NoError(t, os.WriteFile(documented, []byte(want), 0o644))
	}
	got, err := os.ReadFile(documented)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "run: go test ./templates -run TestDocument -update")
}

const preface = `# 模板说明

<!-- 由 go test ./templates -run TestDocument -update 从 templates/kinds/*.yaml 生成，请勿手改 -->

每类目标有一个模板。模板套用到目标后，步骤、牵头岗位、审批环节、时限、佐证材料、督办阶梯一次填好，交办前都可以修改。
模板里的每个数都是可改的设置，都写明来源：**法律**（法律、行政法规及条款）、**规范**（部门文件、标准）、**惯例**（各地不一，以本地规定为准）。
法定最低期限写在“范围”里，改不低。督查员可以在现有模板上改出新版本，新版本经过同样的检查；已交办的目标沿用交办时的版本。

报告中的举措按“对应用语”与步骤相连；没有步骤可连的举措，单列一个步骤并提示；不单列时标为“未覆盖”。系统只提出类别建议并说明依据，由人选定。

每类目标都有的角色：牵头单位承办岗位、牵头单位负责人、督查员、分管领导、主要领导。当地没有的岗位由“无此岗位时”一栏的角色代替，并在套用时提示。
`

func document(list []Template, lists []plan.Checklist) string {
	var b strings.Builder
	b.WriteString(preface)
	for _, t := range list {
		d := documenting{Builder: &b, t: t, uses: uses(t)}
		d.head()
		d.asked()
		d.steps("步骤", t.Steps)
		for _, g := range t.Added {
			d.steps("办理中加入："+g.Title.ZH+"（`"+g.Key+"`）", g.Steps)
		}
		d.numbers()
	}
	b.WriteString(listsPreface)
	for _, l := range lists {
		checklistChapter(&b, l)
	}
	return b.String()
}

const listsPreface = `
# 检查表

检查步骤逐处对照检查表登记结果。每项都写明依据；不合格时按“缺省等级”作为隐患登记，检查人员可以按现场情况改判。
督查员可以在现有检查表上改出新版本；已登记的检查沿用当时的版本。
`

// checklistChapter lists the items of one checklist.
func checklistChapter(b *strings.Builder, l plan.Checklist) {
	fmt.Fprintf(b, "\n## %s（`%s`，第 %d 版，适用场所类别 `%s`）\n\n", l.Title.ZH, l.Key, l.Version, l.Place)
	b.WriteString("| 检查项 | 依据 | 缺省等级 | 须附 |\n| --- | --- | --- | --- |\n")
	when := map[plan.Need]string{plan.NeedAlways: "", plan.NeedOnFail: "（不合格时）"}
	for _, item := range l.Items {
		var asks []string
		if item.Photo != "" {
			asks = append(asks, "照片"+when[item.Photo])
		}
		if item.Figure != "" {
			asks = append(asks, "数值："+item.Figure)
		}
		if item.Remark != "" {
			asks = append(asks, "说明"+when[item.Remark])
		}
		level := map[plan.HazardLevel]string{plan.GeneralHazard: "一般", plan.MajorHazard: "重大"}[item.Level]
		fmt.Fprintf(b, "| %s（`%s`） | %s：%s | %s | %s |\n", item.Title.ZH, item.Key, sourceKinds[SourceKind(item.Source)], item.Basis.ZH, level, dash(strings.Join(asks, "、")))
	}
}

// documenting writes the chapter of one template.
type documenting struct {
	*strings.Builder
	t    Template
	uses map[string][]string
}

func (d documenting) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func (d documenting) head() {
	d.line("\n## %s（`%s`，第 %d 版）\n", d.t.Title.ZH, d.t.Kind, d.t.Version)
	d.line("%s\n", d.t.Description.ZH)
	d.line("依据：\n")
	for _, b := range d.t.Basis {
		d.line("- %s", b.ZH)
	}
	if words := slices.Concat(d.t.Words.Strong, d.t.Words.Weak); len(words) > 0 {
		d.line("\n建议为此类的用语：%s。", strings.Join(words, " / "))
	}
	d.line("\n步骤权重来源：%s（%s）。", d.t.Weights.ZH, sourceKinds[d.t.Weights.Kind])
}

// asked is what the template asks for, and what may be left out.
func (d documenting) asked() {
	if len(d.t.Figures) > 0 {
		d.line("\n### 需要填写的数据\n\n| 数据 | 单位或取值 | 何时填 |\n| --- | --- | --- |")
		for _, f := range d.t.Figures {
			unit, when := f.Unit, "套用时，可缺"
			for i, w := range f.Words {
				if i > 0 {
					unit += "、"
				}
				unit += w.Title.ZH
			}
			if f.Required {
				when = "套用时，必填"
			}
			if f.Running {
				when = "提交时"
			}
			d.line("| %s（`%s`） | %s | %s |", f.Title.ZH, f.Key, unit, when)
		}
	}
	if len(d.t.Branches) > 0 {
		d.line("\n### 分支\n\n| 分支 | 条件 | 来源 |\n| --- | --- | --- |")
		for _, b := range d.t.Branches {
			d.line("| %s | %s | %s |", b.Title.ZH, d.conditions(b), b.Source.ZH)
		}
	}
	if len(d.t.Parts) > 0 {
		d.line("\n### 可选部分\n\n| 部分 | 缺省 | 报告中有这些用语时选用 |\n| --- | --- | --- |")
		for _, p := range d.t.Parts {
			d.line("| %s（`%s`） | %s | %s |", p.Title.ZH, p.Key, map[bool]string{true: "选", false: "不选"}[p.Default], dash(strings.Join(p.Words, " / ")))
		}
	}
	if len(d.t.Roles) > 0 {
		d.line("\n### 角色\n\n| 角色 | 无此岗位时 |\n| --- | --- |")
		for _, r := range d.t.Roles {
			d.line("| %s | %s |", r.Title.ZH, d.role(r.Instead))
		}
	}
}

func (d documenting) conditions(b Branch) string {
	var any []string
	for _, all := range b.Any {
		var both []string
		for _, c := range all {
			both = append(both, d.condition(c))
		}
		any = append(any, strings.Join(both, "且"))
	}
	return strings.Join(any, "；或 ")
}

func (d documenting) condition(c Condition) string {
	f := d.t.figure(c.Figure)
	for _, w := range f.Words {
		if w.Key == c.Word {
			return f.Title.ZH + map[string]string{"=": "是", "!=": "不是"}[c.Op] + w.Title.ZH
		}
	}
	op := map[string]string{">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于", "=": "等于", "!=": "不等于"}[c.Op]
	return f.Title.ZH + op + d.value(c.Number)
}

func (d documenting) steps(title string, steps []Step) {
	d.line("\n### %s\n", title)
	d.line("| 步骤 | 类型 | 条件 | 前置步骤 | 牵头 | 审批 | 时限 | 佐证材料和目标 | 对应用语 | 权重 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, s := range steps {
		title := strings.NewReplacer("{measure}", "〔举措〕", "{item}", "〔事项〕").Replace(s.Title.ZH)
		if s.Basis.ZH != "" {
			title += "<br>" + s.Basis.ZH
		}
		var after []string
		for _, key := range s.After {
			for _, before := range steps {
				if before.Key == key {
					after = append(after, strings.NewReplacer("{measure}", "〔举措〕", "：{item}", "").Replace(before.Title.ZH))
				}
			}
		}
		d.line("| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |", title, stepKinds[s.Kind], dash(d.taken(s)), dash(strings.Join(after, "、")),
			d.people(s), d.approvals(s), d.times(s), dash(d.evidence(s)), dash(strings.Join(s.Words, " / ")), s.Weight)
	}
}

func (d documenting) taken(s Step) string {
	var list []string
	for _, p := range d.t.Parts {
		if p.Key == s.Part {
			list = append(list, p.Title.ZH)
		}
	}
	for _, b := range d.t.Branches {
		if b.Key == s.Branch {
			list = append(list, b.Title.ZH)
		}
		if b.Key == s.Unless {
			list = append(list, "非"+b.Title.ZH)
		}
	}
	if s.Per != "" {
		list = append(list, "每条未被其他步骤覆盖的举措一个")
	}
	return strings.Join(list, "；")
}

func (d documenting) role(key string) string {
	for _, r := range d.t.AllRoles() {
		if r.Key == key {
			return r.Title.ZH
		}
	}
	return key
}

func (d documenting) people(s Step) string {
	text := d.role(s.Lead)
	var co []string
	for _, key := range s.Co {
		co = append(co, d.role(key))
	}
	if len(co) > 0 {
		text += "；配合：" + strings.Join(co, "、")
	}
	return text
}

func (d documenting) approvals(s Step) string {
	var list []string
	for _, key := range s.Approvals {
		for _, a := range d.t.Approvals {
			if a.Key == key {
				name := a.Name.ZH
				if a.When != nil {
					name += "〔" + d.condition(*a.When) + "〕"
				}
				list = append(list, name)
			}
		}
	}
	return strings.Join(list, " → ")
}

func (d documenting) times(s Step) string {
	var list []string
	add := func(label, key string) {
		if key != "" {
			list = append(list, label+d.value(key))
		}
	}
	if r := s.Recur; r != nil {
		list = append(list, d.rhythm(*r))
	} else {
		add("", s.Finish)
		add("最迟", s.By)
	}
	add("不早于", s.Opens)
	add("至少公示", s.MinPublic)
	return strings.Join(list, "；")
}

func (d documenting) rhythm(r Recur) string {
	text := map[string]string{"week": "每周", "month": "每月", "quarter-end": "每季末"}[string(r.Every)]
	text += map[string]string{"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "last": "最后一日"}[r.On]
	if r.Day != "" {
		text += d.value(r.Day)
	}
	text += map[string]string{"before": "，遇休息日提前", "after": "，遇休息日顺延", "skip": "，遇休息日取消"}[string(r.Shift)]
	if r.Ahead != "" {
		text += "，提前" + d.value(r.Ahead) + "打开"
	}
	return text
}

func (d documenting) evidence(s Step) string {
	var list []string
	for _, e := range s.Evidence {
		list = append(list, e.ZH)
	}
	text := strings.Join(list, "、")
	if len(s.Checklists) > 0 {
		text += "；检查表：" + strings.Join(s.Checklists, "、")
	}
	if s.Target != nil {
		text += "；目标：" + d.t.figure(s.Target.Figure).Title.ZH + "（" + s.Target.Unit + "）"
		for _, p := range s.Target.Planned {
			text += "，" + d.value(p.By) + "前" + d.value(p.Share)
		}
	}
	return text
}

// value is a number with its unit, and the name under which it is listed.
func (d documenting) value(key string) string { return shown(*d.t.Number(key)) }

func shown(n Number) string {
	unit, ok := units[n.Unit]
	switch {
	case n.Value.day:
		on := n.Value.In(2025)
		return fmt.Sprintf("%d 月 %d 日", on.Month, on.Day)
	case ok:
		return n.Value.String() + " " + unit
	}
	return n.Value.String() + " " + n.Unit
}

func (d documenting) numbers() {
	d.line("\n### 数值及来源\n\n| 名称 | 缺省值 | 范围 | 含义 | 用于 | 来源 |\n| --- | --- | --- | --- | --- | --- |")
	for _, n := range d.t.Numbers {
		bounds := "—"
		switch {
		case n.Min != nil && n.Max != nil:
			bounds = n.Min.String() + " 至 " + n.Max.String()
		case n.Min != nil:
			bounds = "不小于 " + n.Min.String()
		case n.Max != nil:
			bounds = "不大于 " + n.Max.String()
		}
		used := dash(strings.Join(d.uses[n.Key], "、"))
		d.line("| `%s` | %s | %s | %s | %s | %s：%s |", n.Key, shown(n), bounds, n.Meaning.ZH, used, sourceKinds[n.Source.Kind], n.Source.ZH)
	}
}

// uses says by which steps, branches and settings each number is named.
func uses(t Template) map[string][]string {
	found := map[string][]string{}
	use := func(where string, keys ...string) {
		for _, key := range keys {
			if key != "" && !slices.Contains(found[key], where) {
				found[key] = append(found[key], where)
			}
		}
	}
	for _, b := range t.Branches {
		for _, c := range slices.Concat(b.Any...) {
			use(b.Title.ZH, c.Number)
		}
	}
	for _, a := range t.Approvals {
		use(a.Name.ZH, a.Ratio)
		if a.When != nil {
			use(a.Name.ZH, a.When.Number)
		}
	}
	all := slices.Clone(t.Steps)
	for _, g := range t.Added {
		all = append(all, g.Steps...)
	}
	for _, s := range all {
		where := strings.NewReplacer("{measure}", "举措", "：{item}", "").Replace(s.Title.ZH)
		use(where, s.Respond, s.Finish, s.By, s.Opens, s.MinPublic)
		if s.Target != nil {
			use(where, s.Target.Times)
			for _, p := range s.Target.Planned {
				use(where, p.By, p.Share)
			}
		}
		if s.Recur != nil {
			use(where, s.Recur.Day, s.Recur.N, s.Recur.From, s.Recur.Until, s.Recur.Ahead)
		}
	}
	use("全部步骤", t.Settings.Respond, t.Settings.Review, t.Settings.NotOurs, t.Settings.Archive, t.Settings.Yellow)
	use("检查步骤", t.Settings.Inspectors)
	use("复查步骤", t.Settings.Failures)
	use("督办阶梯", t.Ladder.Remind...)
	for _, r := range t.Ladder.Rungs {
		use("督办阶梯", r.After, r.Points)
	}
	return found
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

var (
	units = map[string]string{UnitWorkday: "个工作日", UnitDay: "日", UnitHour: "个工作小时", UnitPercent: "%", UnitPoint: "分",
		UnitDayOfMonth: "日"}
	sourceKinds = map[SourceKind]string{Law: "法律", Rule: "规范", Practice: "惯例"}
	stepKinds   = map[plan.StepKind]string{plan.Work: "承办", plan.PublicNotice: "公示", plan.Inspection: "检查",
		plan.Rectification: "整改", plan.Reinspection: "复查", plan.Report: "进展汇报"}
)
