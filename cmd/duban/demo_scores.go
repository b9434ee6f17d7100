package main

import (
	"strings"

	"duban/assess"
)

// demoHeads are who speaks for the units and villages of the demo town.
var demoHeads = map[string]string{"economy": "zhaolei", "agri": "wugang", "urban": "zhenghao", "safety": "huangtao", "qingshi": "luoshan", "liutang": "tanyun"}

// demoMarks are the points that the two evaluators give, 冯波 first; they are
// far apart about 林霞.
var demoMarks = map[string][2]assess.Points{
	"zhaolei": {88, 84}, "qianxue": {92, 90}, "wugang": {86, 85}, "chenyu": {90, 88}, "zhenghao": {84, 80}, "linxia": {93, 72}, "huangtao": {87, 89}, "xujing": {91, 93},
}

// summary hands in a self-assessment.
func (d *demoCourse) summary(day int, user, subject, text string) error {
	return d.act(day, user, subject, func(h assess.Header) assess.Command { return assess.SelfAssess{Header: h, Summary: text} })
}

// mark gives points.
func (d *demoCourse) mark(day int, user, subject, sheet, indicator string, points assess.Points) error {
	return d.act(day, user, subject, func(h assess.Header) assess.Command {
		return assess.Evaluate{Header: h, Items: []assess.Given{{Sheet: sheet, Indicator: indicator, Points: points * assess.Point}}}
	})
}

// self has asked for self-assessments; three are in.
func (d *demoCourse) self() error {
	for user, text := range map[string]string{
		"qianxue": "园区二期签约收尾，按期完成清表移交。", "xujing": "完成规模工业企业检查两轮，隐患全部登记。"} {
		if err := d.summary(-1, user, user, text); err != nil {
			return err
		}
	}
	return d.summary(-1, "luoshan", "qingshi", "青石村按期完成各项任务，隐患整改正在推进。")
}

// selves hands in everybody's self-assessment, and the office goes on.
func (d *demoCourse) selves(day int) error {
	for _, user := range demoCadres {
		if err := d.summary(day, user, user, "本期工作按计划推进，存在的问题已逐项整改。"); err != nil {
			return err
		}
	}
	for _, code := range demoBodies {
		if err := d.summary(day, demoHeads[code], code, "任务落实情况良好，党建工作按月开展。"); err != nil {
			return err
		}
	}
	return d.act(day, "sunli", "", func(h assess.Header) assess.Command { return assess.Advance{Header: h} })
}

// scoring waits for the evaluators: 冯波 has scored half, 何平 two.
func (d *demoCourse) scoring() error {
	if err := d.selves(-6); err != nil {
		return err
	}
	for i, user := range demoCadres[:4] {
		if err := d.mark(-4, "fengbo", user, "cadre", "conduct", demoMarks[user][0]); err != nil {
			return err
		}
		if i < 2 {
			if err := d.mark(-3, "heping", user, "cadre", "conduct", demoMarks[user][1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// objected is public, after a change by the leading group, and somebody asked
// for a review.
func (d *demoCourse) objected() error {
	if err := d.selves(-18); err != nil {
		return err
	}
	for _, user := range demoCadres {
		for i, evaluator := range []string{"fengbo", "heping"} {
			if err := d.mark(-16, evaluator, user, "cadre", "conduct", demoMarks[user][i]); err != nil {
				return err
			}
		}
	}
	for i, code := range demoBodies {
		if err := d.mark(-15, "heping", code, "party", "party", assess.Points(80+2*i)); err != nil {
			return err
		}
	}
	for _, subject := range d.course.Sample.All() {
		err := d.act(-12, "yanqiu", d.named(subject), func(h assess.Header) assess.Command {
			h.Reason = "查阅台账，与事实相符"
			return assess.VerifySample{Header: h, OK: true}
		})
		if err != nil {
			return err
		}
	}
	err := d.act(-8, "wangfang", "chenyu", func(h assess.Header) assess.Command {
		h.Reason = "防汛抢险连续值守，领导小组集体研究"
		return assess.Moderate{Header: h, Points: 2 * assess.Point}
	})
	if err != nil {
		return err
	}
	if err := d.act(-3, "zhoumin", "", func(h assess.Header) assess.Command { return assess.Publish{Header: h} }); err != nil {
		return err
	}
	return d.act(-1, "linxia", "linxia", func(h assess.Header) assess.Command {
		return assess.AskReview{Header: h, Grounds: "两名考核员对我的打分相差较大，请复核德能勤廉一项。", Lines: d.linesOf("conduct")}
	})
}

// named is the name under which a subject is known in the demo town.
func (d *demoCourse) named(subject assess.Ref) string {
	for name, ref := range d.subjects {
		if ref == subject {
			return name
		}
	}
	return ""
}

// linesOf are the keys of 林霞's lines of an indicator.
func (d *demoCourse) linesOf(indicator string) []string {
	var keys []string
	card := d.course.Card(d.subjects["linxia"], nil)
	for _, l := range card.Lines {
		if strings.HasSuffix(l.Path, "/"+indicator) {
			keys = append(keys, l.Key)
		}
	}
	return keys
}
