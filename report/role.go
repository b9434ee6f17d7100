package report

import (
	"strings"
	"unicode/utf8"
)

// role is what part of a report a heading announces.
type role uint16

// Roles of sections.
const (
	rolePlan    role = 1 << iota // 工作打算, 主要任务
	roleReview                   // 工作回顾, 完成情况
	roleProblem                  // 存在问题
	roleLong                     // 今后五年, “十五五”时期
	roleAim                      // 总体要求, 预期目标: belongs to a plan but holds no goals
	roleSelf                     // 自身建设, 保障措施
	roleAnnex                    // 名词解释
	roleReport                   // the name of the report itself
	roleNext                     // says next year or this year in words: 今年, 明年, 下一步
)

// roleWords: the words that give a role away. Longer ones come with their
// shorter parts, so the order does not matter.
var roleWords = []struct {
	role  role
	words []string
}{
	{rolePlan, []string{"打算", "安排", "计划", "重点工作", "主要任务", "重点任务", "目标任务", "工作重点", "主要工作", "工作任务", "工作思路", "发展思路",
		"工作部署", "工作要点", "工作目标", "任务", "举措", "重点抓好", "工作措施", "主要措施", "任务清单", "责任清单", "重点项目", "工作展望", "工作设想", "努力方向",
		"工作建议", "工作意见", "工作谋划", "工作规划", "下一步", "下步", "下一阶段"}},
	{roleReview, []string{"回顾", "完成情况", "开展情况", "进展情况", "工作情况", "落实情况", "执行情况", "工作总结", "总结", "成绩", "成就", "成效", "主要做法", "所做工作",
		"来的工作", "以来", "亮点", "过去", "工作成果", "工作进展", "基本情况"}},
	{roleProblem, []string{"问题", "不足", "困难", "短板", "差距", "薄弱环节", "存在的"}},
	{roleLong, []string{"今后五年", "未来五年", "下一个五年", "五年规划", "五年发展", "五年奋斗", "五年工作", "五年的", "中长期", "远景", "本届政府", "新一届政府", "今后一个时期", "时期", "期间", "今后几年", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五", "未来三年", "今后三年"}},
	{roleAim, []string{"总体要求", "指导思想", "总体思路", "基本思路", "预期目标", "奋斗目标", "主要目标", "发展目标", "目标要求", "总体目标", "工作目标", "基本原则", "面临形势", "形势", "总要求", "思路目标"}},
	{roleSelf, []string{"自身建设", "政府建设", "保障措施", "组织保障", "强化保障", "作风建设", "工作要求", "组织领导", "政府系统", "治理能力现代化", "人民满意政府", "人民满意的政府", "政府治理"}},
	{roleAnnex, []string{"名词解释", "注释", "词条", "名词说明", "有关说明", "附注", "附录", "附表", "相关名词", "名词注释"}},
	{roleReport, []string{"工作报告", "总结", "报告", "要点", "工作计划", "方案", "清单", "分解表", "汇报", "工作安排", "工作打算", "工作思路", "安排", "意见"}},
	{roleNext, []string{"今年", "明年", "来年", "下一步", "下步", "新一年", "新的一年", "下一年", "下阶段", "下一阶段", "年度"}},
}

// roleIndex holds the words by their first character, so that reading a title
// costs one look-up a character.
var roleIndex = func() map[rune][]roleWord {
	index := map[rune][]roleWord{}
	for _, w := range roleWords {
		for _, s := range w.words {
			r, _ := utf8.DecodeRuneInString(s)
			index[r] = append(index[r], roleWord{s, w.role})
		}
	}
	return index
}()

type roleWord struct {
	word string
	role role
}

func rolesOf(title string) role {
	if strings.Contains(title, " ") {
		title = strings.ReplaceAll(title, " ", "")
	}
	var r role
	for i, c := range title {
		for _, w := range roleIndex[c] {
			if strings.HasPrefix(title[i:], w.word) {
				r |= w.role
			}
		}
	}
	if strings.Contains(title, "今年来") || strings.Contains(title, "今年以来") {
		r = r&^(rolePlan|roleNext) | roleReview
	}
	if strings.Contains(title, "年政府工作") && !strings.Contains(title, "报告") {
		r |= rolePlan
	}
	if isAnnex(title) || strings.HasPrefix(title, "附") && strings.ContainsAny(title, "：:名注") && !strings.Contains(title, "表") {
		r |= roleAnnex
	}
	return settle(r, title)
}

// settle resolves words that point both ways.
func settle(r role, title string) role {
	if r&roleProblem != 0 && r&rolePlan != 0 && r&roleReview == 0 && strings.Contains(title, "问题") {
		r &^= roleProblem // 着力解决突出问题的工作安排
	}
	if r&roleLong != 0 && !longTerm(title) {
		r &^= roleLong
	}
	if r&roleNext != 0 && r&roleLong != 0 && !strings.Contains(title, "今年") && !strings.Contains(title, "明年") {
		r &^= roleNext
	}
	if r&roleAnnex != 0 && utf8.RuneCountInString(title) > 20 {
		r &^= roleAnnex
	}
	if r&roleSelf != 0 {
		r &^= rolePlan
	}
	return r
}

// longTerm: five years named as the span that is planned or looked back on.
// 确保五年稳定脱贫…开局 and 衔接“十五五”规划 are not.
func longTerm(title string) bool {
	for _, s := range []string{"今后五年", "未来五年", "下一个五年", "五年工作", "五年奋斗", "五年发展", "五年的", "过去五年", "今后一个时期", "本届政府", "新一届政府",
		"今后几年", "未来三年", "今后三年", "中长期", "远景"} {
		if strings.Contains(title, s) {
			return true
		}
	}
	_, year := yearsOf([]rune(title))
	for _, s := range []string{"十一五", "十二五", "十三五", "十四五", "十五五", "十六五"} {
		if year == 0 && strings.Contains(title, s) {
			return true
		}
	}
	return strings.Contains(title, "五") && (strings.Contains(title, "时期") || strings.Contains(title, "期间"))
}

// yearsOf finds the years a title names: 2026年, ２０２６年, 二〇二六年. lo and hi
// are 0 when there is none.
func yearsOf(title []rune) (lo, hi int) {
	digit := func(r rune) int {
		switch {
		case r >= '0' && r <= '9':
			return int(r - '0')
		case r >= '０' && r <= '９':
			return int(r - '０')
		case r == '〇' || r == '○' || r == '零':
			return 0
		case cnDigit(r) > 0:
			return cnDigit(r)
		}
		return -1
	}
	for i := 0; i+4 <= len(title); i++ {
		n := 0
		for k := 0; k < 4 && n >= 0; k++ {
			if v := digit(title[i+k]); v >= 0 {
				n = n*10 + v
			} else {
				n = -1
			}
		}
		if n < 1980 || n > 2099 || i+4 < len(title) && digit(title[i+4]) >= 0 || i > 0 && digit(title[i-1]) >= 0 {
			continue
		}
		if lo == 0 || n < lo {
			lo = n
		}
		hi = max(hi, n)
	}
	return lo, hi
}

// Words that tell what is planned from what is done. A paragraph is counted
// once per word, which is enough to see which way it leans.
var (
	futureWords = []string{"力争", "确保", "将", "要", "年内", "底前", "加快推进", "全力", "争取", "计划", "努力", "大力", "不断", "切实", "着力", "进一步", "坚决", "继续", "积极"}
	pastWords   = []string{"完成了", "已", "同比增长", "累计", "实现了", "取得", "荣获", "获评", "共", "先后", "建成了", "较上年", "比上年", "顺利", "圆满", "得到", "率先", "显著"}
	planCues    = []string{"重点抓好", "重点做好", "着力抓好", "着力做好", "着重抓好", "突出抓好", "扎实做好", "全力做好", "全力抓好", "以下", "方面的工作", "方面工作", "主要预期目标", "预期目标", "总体要求", "工作思路", "做好今年", "今年政府工作", "我们将", "新的一年"}
)

// closingWords end a speech.
var closingWords = []string{"让我们", "努力奋斗", "而奋斗", "不懈奋斗"}

func countWords(s string, words []string) int {
	n := 0
	for _, w := range words {
		if strings.Contains(s, w) {
			n++
		}
	}
	return n
}
