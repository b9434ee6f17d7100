package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// live imports the report, drafts and issues the plan, and lets the town work
// on it, so that there is a goal in every state and light.
func (t *town) live() error {
	sun, err := t.signIn("sunli")
	if err != nil {
		return err
	}
	year := calendar.DateOf(time.Now()).Year
	var draft planView
	query := url.Values{"year": {fmt.Sprint(year)}, "filename": {"清溪镇工作报告.txt"}, "title": {fmt.Sprintf("清溪镇%d年度计划", year)}}
	if err := sun.send("POST", "/api/v1/plans/import?"+query.Encode(), "application/octet-stream", demoReport, &draft); err != nil {
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
	if err := sun.json("POST", "/api/v1/plans/"+draft.Plan.ID+"/issue", map[string]any{}, &draft); err != nil {
		return err
	}
	return t.work(draft.Plan.Goals)
}

type planView struct {
	Plan     store.Plan       `json:"plan"`
	Problems []map[string]any `json:"problems"`
}

// demoWork says, goal by goal, who leads each measure's step, and when it is
// due, in working days from today.
var demoWork = []struct {
	unit  string
	steps []demoStep
}{
	{"economy", []demoStep{{"park", 15, ""}, {"economy-head", -4, ""}, {"park", 40, "s1"}}},
	{"agri", []demoStep{{"planting", 2, ""}, {"agri-head", 12, "s1"}, {"planting", 25, ""}}},
	{"urban", []demoStep{{"patrol", 8, ""}, {"patrol", 30, ""}, {"urban-head", -12, ""}}},
	{"safety", []demoStep{{"inspector", 1, ""}, {"safety-head", 20, "s1"}}},
}

type demoStep struct {
	post  string
	due   int // working days from today; negative: overdue
	after string
}

// draft turns the measures of the imported goals into steps.
func (t *town) draft(p *store.Plan) error {
	if len(p.Goals) != len(demoWork) {
		return fmt.Errorf("the report gave %d goals, not %d", len(p.Goals), len(demoWork))
	}
	cal, err := t.store.ActiveCalendar(t.ctx)
	if err != nil {
		return err
	}
	today := calendar.DateOf(time.Now())
	for i := range p.Goals {
		g, work := &p.Goals[i], demoWork[i]
		g.LeadUnit, g.Weight = t.units[work.unit], 25
		for j, w := range work.steps {
			by, err := cal.AddWorkdays(today, w.due)
			if err != nil {
				return err
			}
			s := plan.Step{
				Key: fmt.Sprintf("s%d", j+1), Title: g.Measures[j].Title, Kind: plan.Work, Measures: []string{g.Measures[j].Key},
				Lead: plan.PostRef(t.posts[w.post]), Weight: 100 / len(work.steps), By: &by, Evidence: []string{"完成情况说明"},
			}
			if j == len(work.steps)-1 {
				s.Weight = 100 - s.Weight*(len(work.steps)-1)
			}
			if w.after != "" {
				s.After = []string{w.after}
			}
			g.Steps = append(g.Steps, s)
		}
	}
	return nil
}

// work is a few days of the town's life.
func (t *town) work(goals []plan.Goal) error {
	say := func(user, goal, step, verb string, body map[string]any) func() error {
		return func() error { return t.act(user, goal, step, verb, body) }
	}
	done := map[string]any{"content": map[string]any{"note": "已按要求完成，材料附后。", "evidence": []map[string]any{{"name": "完成情况说明", "text": "现场照片与清单已存档。"}}}}
	park, farm, town, safe := goals[0].ID, goals[1].ID, goals[2].ID, goals[3].ID
	for _, act := range []func() error{
		// the park: one step approved and closed out, one handed in
		say("qianxue", park, "s1", "accept", nil),
		say("qianxue", park, "s1", "submit", done),
		say("sunli", park, "s1", "decide", map[string]any{"agree": true, "reason": "材料齐全"}),
		say("lijian", park, "s1", "decide", map[string]any{"agree": true, "reason": "同意"}),
		say("sunli", park, "s1", "close-out", nil),
		say("zhaolei", park, "s2", "accept", nil),
		say("sunli", park, "s2", "urge", map[string]any{"reason": "污水管网已超期，请说明进度"}),
		// farming: returned once
		say("chenyu", farm, "s1", "accept", nil),
		say("chenyu", farm, "s1", "submit", done),
		say("sunli", farm, "s1", "return", map[string]any{"reason": "缺少土地流转合同备案表，请补充"}),
		say("chenyu", farm, "s3", "accept", nil),
		say("chenyu", farm, "s3", "ask-extension", map[string]any{"new_due": t.inDays(40), "progress": "已完成两场培训", "reason": "农忙时节，培训对象无法集中"}),
		// the town: one in review, one not accepted yet
		say("linxia", town, "s1", "accept", nil),
		say("linxia", town, "s1", "submit", done),
		say("zhenghao", town, "s3", "accept", nil),
		// safety: one step suspended
		say("xujing", safe, "s1", "accept", nil),
	} {
		if err := act(); err != nil {
			return err
		}
	}
	return t.act("wangfang", safe, "s1", "suspend", map[string]any{"reason": "森林防火期人员统一抽调"})
}

// inDays is a working day some time ahead.
func (t *town) inDays(n int) string {
	cal, err := t.store.ActiveCalendar(t.ctx)
	if err != nil {
		return ""
	}
	day, err := cal.AddWorkdays(calendar.DateOf(time.Now()), n)
	if err != nil {
		return ""
	}
	return day.String()
}

func (t *town) act(user, goal, step, verb string, body map[string]any) error {
	c, err := t.signIn(user)
	if err != nil {
		return err
	}
	if body == nil {
		body = map[string]any{}
	}
	return c.json("POST", fmt.Sprintf("/api/v1/goals/%s/steps/%s/%s", goal, step, verb), body, nil)
}

// citizen is somebody signed in over HTTP.
type citizen struct {
	town *town
	http *http.Client
}

func (t *town) signIn(user string) (*citizen, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &citizen{t, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	return c, c.json("POST", "/api/v1/session", map[string]any{"username": user, "password": t.passwords[user]}, nil)
}

func (c *citizen) json(method, path string, body, answer any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.send(method, path, "application/json", raw, answer)
}

func (c *citizen) send(method, path, kind string, body []byte, answer any) error {
	c.town.n++
	r, err := http.NewRequestWithContext(c.town.ctx, method, c.town.address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Idempotency-Key", fmt.Sprintf("demo-%06d", c.town.n))
	res, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, text)
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}
