package main

import (
	"fmt"
	"net/url"
	"strings"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// live imports the report, drafts the plan, lets the town work on it for three
// months of simulated time, and starts the workflows of what is still open.
func (t *town) live() error {
	sun, err := t.signIn("sunli")
	if err != nil {
		return err
	}
	year := calendar.DateOf(t.today).Year
	text := strings.NewReplacer("{year}", fmt.Sprint(year), "{past}", fmt.Sprint(year-1)).Replace(demoReport)
	query := url.Values{"year": {fmt.Sprint(year)}, "filename": {"清溪镇工作报告.txt"}, "title": {fmt.Sprintf("清溪镇%d年度计划", year)}}
	var draft planView
	if err := sun.send("POST", "/api/v1/plans/import?"+query.Encode(), "application/octet-stream", []byte(text), &draft); err != nil {
		return err
	}
	if err := t.draft(&draft.Plan); err != nil {
		return err
	}
	input := map[string]any{"year": draft.Plan.Year, "title": draft.Plan.Title, "version": draft.Plan.Version, "goals": draft.Plan.Goals}
	if err := sun.json("PUT", "/api/v1/plans/"+draft.Plan.ID, input, &draft); err != nil {
		return err
	}
	if len(draft.Problems) > 0 {
		return fmt.Errorf("the draft has problems: %v", draft.Problems)
	}
	if err := t.takePhoto(sun); err != nil {
		return err
	}
	for i, g := range draft.Plan.Goals {
		if err := t.simulate(g, demoLife[i]); err != nil {
			return fmt.Errorf("%s: %w", g.Title, err)
		}
	}
	return sun.json("POST", "/api/v1/plans/"+draft.Plan.ID+"/issue", map[string]any{}, &draft)
}

type planView struct {
	Plan     store.Plan       `json:"plan"`
	Problems []map[string]any `json:"problems"`
}

// demoStart is when the plan was issued, in working days from today.
const demoStart = -60

type demoStep struct {
	post  string
	due   int // working days from today
	after string
}

// demoWork says, goal by goal, who leads each measure's step and when it is
// due.
var demoWork = []struct {
	unit  string
	steps []demoStep
}{
	{"economy", []demoStep{{"park", -30, ""}, {"economy-head", -8, ""}, {"park", 18, "s1"}}},
	{"agri", []demoStep{{"planting", 2, ""}, {"agri-head", 12, "s1"}, {"planting", 24, ""}}},
	{"urban", []demoStep{{"patrol", 8, ""}, {"patrol", 22, ""}, {"urban-head", -12, ""}}},
	{"safety", []demoStep{{"inspector", 5, ""}, {"safety-head", 20, "s1"}}},
	{"party", []demoStep{{"party-head", -20, ""}}},
}

// draft turns the measures of the imported goals into steps.
func (t *town) draft(p *store.Plan) error {
	if len(p.Goals) != len(demoWork) {
		return fmt.Errorf("the report gave %d goals, not %d", len(p.Goals), len(demoWork))
	}
	for i := range p.Goals {
		g, work := &p.Goals[i], demoWork[i]
		g.LeadUnit, g.Weight = t.units[work.unit], 100/len(demoWork)
		left := 100
		for j, w := range work.steps {
			by, err := t.day(w.due)
			if err != nil {
				return err
			}
			s := plan.Step{
				Key: fmt.Sprintf("s%d", j+1), Title: g.Measures[j].Title, Kind: plan.Work, Measures: []string{g.Measures[j].Key},
				Lead: plan.PostRef(t.posts[w.post]), Weight: left / (len(work.steps) - j), By: &by, Evidence: []string{demoEvidence},
			}
			left -= s.Weight
			if w.after != "" {
				s.After = []string{w.after}
			}
			g.Steps = append(g.Steps, s)
		}
		if work.unit == "safety" {
			visits, err := t.visitSteps()
			if err != nil {
				return err
			}
			g.Steps = append(g.Steps, visits...)
		}
		if work.unit == "urban" {
			g.Steps = append(g.Steps, t.reception())
		}
	}
	return nil
}

// reception is the day of every week on which a leader receives visitors, each
// in turn; the first is yet to come.
func (t *town) reception() plan.Step {
	today := calendar.DateOf(t.today)
	return plan.Step{Key: "reception", Title: "领导接访日", Kind: plan.Work, Lead: t.post("party-head"), Evidence: []string{"接访登记表"},
		Recur: &plan.Recurrence{Recur: calendar.Recur{Every: calendar.EveryWeek, On: "wed", Shift: calendar.ShiftAfter,
			From: today.AddDays(1), Until: today.AddDays(demoReception)},
			Roster: []plan.Ref{t.post("mayor"), t.post("vice-economy"), t.post("vice-agri")}}}
}

// demoReception is for how many days to come visitors are received.
const demoReception = 10 * 7

// day is a working day some working days from today.
func (t *town) day(n int) (calendar.Date, error) {
	return t.cal.AddWorkdays(calendar.DateOf(t.today), n)
}

const demoEvidence = "完成情况说明"

// demoAct is what somebody does with a goal on a day.
type demoAct struct {
	day  int // working days from today
	user string
	step string // empty: the goal itself
	do   func(h plan.Header, t *town) (plan.Command, error)
	say  string // reason or opinion
}

func doAccept(h plan.Header, _ *town) (plan.Command, error)   { return plan.AcceptStep{Header: h}, nil }
func doCloseOut(h plan.Header, _ *town) (plan.Command, error) { return plan.CloseOut{Header: h}, nil }
func doUrge(h plan.Header, _ *town) (plan.Command, error)     { return plan.UrgeStep{Header: h}, nil }
func doReturn(h plan.Header, _ *town) (plan.Command, error)   { return plan.ReturnStep{Header: h}, nil }
func doSuspend(h plan.Header, _ *town) (plan.Command, error)  { return plan.Suspend{Header: h}, nil }
func doAgree(h plan.Header, _ *town) (plan.Command, error) {
	return plan.DecideApproval{Header: h, Agree: true}, nil
}

func doSubmit(h plan.Header, _ *town) (plan.Command, error) {
	note := h.Reason
	h.Reason = ""
	return plan.SubmitStep{Header: h, Content: plan.Submission{Note: note, Evidence: []plan.Evidence{{Name: demoEvidence, Text: note}}}}, nil
}

// doExtend asks for a month more.
func doExtend(h plan.Header, t *town) (plan.Command, error) {
	day, err := t.day(44)
	return plan.AskExtension{Header: h, NewDue: day, Progress: "六场培训已办两场"}, err
}

// demoLife is what happened to each goal since it was issued.
var demoLife = [][]demoAct{
	{ // the park: one step closed out, one overdue, one in work
		{-59, "qianxue", "s1", doAccept, ""},
		{-58, "zhaolei", "s2", doAccept, ""},
		{-36, "qianxue", "s1", doSubmit, "二期征地150亩已全部签约，清表移交手续齐全。"},
		{-36, "sunli", "s1", doAgree, "材料齐全"},
		{-35, "lijian", "s1", doAgree, "同意，抓紧供地"},
		{-34, "sunli", "s1", doCloseOut, ""},
		{-33, "qianxue", "s3", doAccept, ""},
		{-3, "sunli", "s2", doUrge, "污水管网已超期，请说明进度"},
	},
	{ // farming: one step returned, one extension asked
		{-58, "chenyu", "s1", doAccept, ""},
		{-55, "chenyu", "s3", doAccept, ""},
		{-2, "chenyu", "s1", doSubmit, "新增柑橘820亩，苗木已全部定植。"},
		{-1, "sunli", "s1", doReturn, "缺少土地流转合同备案表，请补充后再报"},
		{-1, "chenyu", "s3", doExtend, "农忙时节，培训对象难以集中"},
	},
	{ // the town: one in review, one never accepted, one late and waiting for close-out
		{-59, "linxia", "s1", doAccept, ""},
		{-57, "zhenghao", "s3", doAccept, ""},
		{-9, "zhenghao", "s3", doSubmit, "农房审批三到场制度已执行，台账附后。"},
		{-8, "sunli", "s3", doAgree, "内容属实，但已超期三天"},
		{-7, "lijian", "s3", doAgree, "同意，下不为例"},
		{-1, "linxia", "s1", doSubmit, "已签订门前三包责任书260份。"},
	},
	append([]demoAct{ // safety: suspended, and an inspection with what it found
		{-59, "xujing", "s1", doAccept, ""},
		{-5, "wangfang", "s1", doSuspend, "森林防火期人员统一抽调"},
	}, demoInspection...),
	{ // the old people's home: closed out
		{-59, "heping", "s1", doAccept, ""},
		{-25, "heping", "s1", doSubmit, "线路已更换，新增床位20张，已验收。"},
		{-24, "sunli", "s1", doAgree, "现场核实无误"},
		{-24, "zhoumin", "s1", doAgree, "好，注意冬季取暖安全"},
		{-23, "sunli", "s1", doCloseOut, ""},
		{-22, "sunli", "", doCloseOut, "办结销号"},
	},
}
