package api

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/assess"
)

// places are the paths of lines that no indicator stands behind.
var places = map[string]map[string]string{
	chinese: {"moderation": "综合评定", "total": "总分", "bonus": "加分合计", "deduction": "扣分合计"},
	english: {"moderation": "Moderation", "total": "Total", "bonus": "All bonuses", "deduction": "All deductions"},
}

// placeTitle is the path of a line in words, also where it is none of an
// indicator.
func placeTitle(c *assess.Cycle, path, lang string) string {
	keys := strings.Split(path, "/")
	if len(keys) < 3 {
		if place := places[lang][keys[len(keys)-1]]; place != "" {
			return place
		}
	}
	return pathTitle(c, path)
}

// lineNames are what lines of each kind are called: where they stand, and what
// the rule or the person is called.
var lineNames = map[string]map[assess.LineKind]string{
	chinese: {
		assess.LineBase: "%[1]s（起始分）", assess.LineRule: "%[1]s：%[2]s", assess.LineScore: "%[1]s（%[2]s打分）", assess.LineMean: "%[1]s",
		assess.LineCap: "%[1]s（封顶、保底）", assess.LineAdjust: "综合评定调整", assess.LineVeto: "一票否决：%[1]s",
	},
	english: {
		assess.LineBase: "%[1]s (to begin with)", assess.LineRule: "%[1]s: %[2]s", assess.LineScore: "%[1]s (scored by %[2]s)", assess.LineMean: "%[1]s",
		assess.LineCap: "%[1]s (limit)", assess.LineAdjust: "Moved by the leading group", assess.LineVeto: "Veto: %[1]s",
	},
}

// lineName is what a line is called, from its key alone, so that a line that is
// gone still has its name.
func (c *course) lineName(subject assess.Ref, key string) string {
	parts := strings.SplitN(key, "#", 3)
	if len(parts) < 3 || lineNames[c.lang][assess.LineKind(parts[1])] == "" {
		return key
	}
	path, kind, rule := parts[0], assess.LineKind(parts[1]), parts[2]
	where := placeTitle(&c.Cycle, path, c.lang)
	if i := strings.LastIndex(where, " › "); i >= 0 {
		where = where[i+len(" › "):]
	}
	return fmt.Sprintf(lineNames[c.lang][kind]+"%.0[2]s", where, c.ruleName(subject, path, kind, rule))
}

// ruleName is what the rule of a line is called, or who scored it.
func (c *course) ruleName(subject assess.Ref, path string, kind assess.LineKind, rule string) string {
	for _, x := range c.Cycle.ItemsOf(c.Cycle.Find(subject)) {
		if x.Path != path && !slices.Contains(x.Paths, path) {
			continue
		}
		if kind == assess.LineScore {
			if e := c.Evaluation(subject, x.Sheet, x.Indicator.Key, assess.Ref(rule)); e != nil {
				return e.By.Name
			}
			return map[string]string{chinese: "考核员", english: "an evaluator"}[c.lang]
		}
		for _, r := range x.Indicator.Rules {
			if r.Key == rule {
				return r.Title
			}
		}
	}
	return rule
}

// scored lists what people score of a subject.
func (c *course) scored(a *assess.Assessed) []CardScored {
	list := []CardScored{}
	for _, x := range c.Cycle.ItemsOf(a) {
		if len(x.Indicator.Scorers) > 0 {
			list = append(list, CardScored{Sheet: x.Sheet, Indicator: x.Indicator.Key, Title: pathTitle(&c.Cycle, x.Path), Min: x.Indicator.Min, Max: x.Top()})
		}
	}
	return list
}

// gaveWords say what somebody gave: alone, and at a share.
var gaveWords = map[string][3]string{
	chinese: {"%s核定 %s，代替各考核员的打分", "%s打分 %s", "，占 %s%%，计 %s"},
	english: {"Set at %[2]s by %[1]s, instead of all scorers' points", "%s gave %s", ", counts %s %%, that is %s"},
}

// amendedWords say that a score was put right.
var amendedWords = map[string]string{chinese: "，%s更正为 %s", english: ", put right by %s to %s"}

// gaveSentence says what a scorer gave, what became of it, and at what share it
// counts.
func gaveSentence(l assess.ScoreLine, lang string) string {
	if l.Kind != assess.LineScore || l.By == nil {
		return ""
	}
	g := l.Gave
	if g == nil {
		g = &assess.Gave{Points: l.Raw}
	}
	words := gaveWords[lang]
	if g.Share == 0 {
		return fmt.Sprintf(words[0], l.By.Name, g.Points)
	}
	first := g.Points
	if len(g.Amended) > 0 && g.Amended[0].Before != nil {
		first = *g.Amended[0].Before
	}
	text := fmt.Sprintf(words[1], l.By.Name, first)
	for _, x := range g.Amended {
		text += fmt.Sprintf(amendedWords[lang], x.By.Name, x.After)
	}
	return text + fmt.Sprintf(words[2], g.Share, l.Raw)
}

// happenings are what a fact of each kind tells, for people who read a sheet.
var happenings = map[string]map[assess.FactKind]string{
	chinese: {assess.OnTime: "按时完成", assess.DaysLate: "逾期天数", assess.Returned: "被退回", assess.Urged: "被催办", assess.RungReached: "督办通知",
		assess.Extended: "延期", assess.EvidenceGiven: "佐证材料", assess.HazardFound: "发现隐患", assess.HazardRectified: "隐患整改",
		assess.HazardRepeated: "重复隐患", assess.Quantity: "完成数量", assess.Quality: "质量意见", assess.Case: "登记事项", assess.PeriodScore: "分期得分"},
	english: {assess.OnTime: "on time", assess.DaysLate: "days late", assess.Returned: "returned", assess.Urged: "urged", assess.RungReached: "notice",
		assess.Extended: "extension", assess.EvidenceGiven: "evidence", assess.HazardFound: "hazard found", assess.HazardRectified: "hazard rectified",
		assess.HazardRepeated: "hazard repeated", assess.Quantity: "quantity", assess.Quality: "quality", assess.Case: "entry", assess.PeriodScore: "score of a period"},
}

// factSentence says which event a fact rests on: the work, what happened, how
// much and on which day.
func factSentence(f assess.Fact, work, lang string) string {
	value := assess.Points(f.Value).String()
	if f.Of != 0 {
		value += "/" + assess.Points(f.Of).String()
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", work, cmp.Or(happenings[lang][f.Kind], string(f.Kind)), value, f.At))
}
