package templates

import (
	"slices"
	"strconv"
	"strings"

	"duban/calendar"
	"duban/plan"
)

// steps checks the steps of the template or of a group. A step waits only for
// steps above it, so that none can wait for itself.
func (c *checking) steps(at string, steps []Step, group bool) {
	var above map[string]bool
	for i, s := range steps {
		p := at + "/" + strconv.Itoa(i)
		c.step(p, s)
		for j, key := range s.After {
			c.names(p+"/after/"+strconv.Itoa(j), key, above)
		}
		c.key(p, s.Key, &above)
		if group && (s.Per != "" || s.Part != "" || s.Recur != nil || s.By != "" || s.Opens != "") {
			c.add(p, plan.CodeConflict, "with", "added")
		}
	}
}

func (c *checking) step(p string, s Step) {
	c.text(p+"/title", s.Title)
	if s.Basis != (Text{}) {
		c.text(p+"/basis", s.Basis)
	}
	c.names(p+"/part", s.Part, c.part)
	c.names(p+"/branch", s.Branch, c.branch)
	c.names(p+"/unless", s.Unless, c.branch)
	if s.Per != "" && s.Per != PerMeasure {
		c.add(p+"/per", plan.CodeUnknown, "value", s.Per)
	}
	if s.Lead == "" {
		c.add(p+"/lead", plan.CodeRequired)
	}
	for i, role := range append([]string{s.Lead}, s.Co...) {
		at := p + "/lead"
		if i > 0 {
			at = p + "/co/" + strconv.Itoa(i-1)
		}
		c.names(at, role, c.role)
	}
	if len(s.Approvals) == 0 {
		c.add(p+"/approvals", plan.CodeNoApprover)
	}
	for i, key := range s.Approvals {
		c.names(p+"/approvals/"+strconv.Itoa(i), key, c.approval)
	}
	c.times(p, s)
	for i, e := range s.Evidence {
		c.text(p+"/evidence/"+strconv.Itoa(i), e)
	}
	for i, w := range s.Words {
		if strings.TrimSpace(w) == "" {
			c.add(p+"/words/"+strconv.Itoa(i), plan.CodeRequired)
		}
	}
	if len(s.Checklists) > 0 && s.Kind != plan.Inspection {
		c.add(p+"/checklists", plan.CodeConflict, "with", string(s.Kind))
	}
	c.target(p+"/target", s.Target)
	c.recur(p+"/recur", s.Recur)
}

func (c *checking) times(p string, s Step) {
	periods := []string{UnitWorkday, UnitDay, UnitHour}
	c.amount(p+"/respond", s.Respond, false, periods...)
	c.amount(p+"/finish", s.Finish, s.By == "" && s.Recur == nil, periods...)
	c.amount(p+"/by", s.By, false, UnitMonthDay)
	c.amount(p+"/opens", s.Opens, false, UnitMonthDay)
	c.amount(p+"/min_public", s.MinPublic, s.Kind == plan.PublicNotice, UnitWorkday, UnitDay)
	if s.By != "" && s.Finish != "" {
		c.add(p+"/by", plan.CodeConflict, "with", "finish")
	}
	if s.Recur != nil && s.By+s.Finish+s.MinPublic != "" {
		c.add(p+"/recur", plan.CodeConflict, "with", "finish, by, min_public")
	}
}

func (c *checking) target(p string, target *Target) {
	if target == nil {
		return
	}
	if target.Unit == "" {
		c.add(p+"/unit", plan.CodeRequired)
	}
	if f := c.t.figure(target.Figure); f == nil || f.Unit == "" {
		c.add(p+"/figure", plan.CodeDangling, "value", target.Figure)
	}
	c.amount(p+"/times", target.Times, false)
	for i, planned := range target.Planned {
		at := p + "/planned/" + strconv.Itoa(i)
		c.amount(at+"/by", planned.By, true, UnitMonthDay)
		c.amount(at+"/share", planned.Share, true, UnitPercent)
	}
}

func (c *checking) recur(p string, r *Recur) {
	if r == nil {
		return
	}
	c.amount(p+"/day", r.Day, false, UnitDayOfMonth)
	c.amount(p+"/n", r.N, false, UnitDay, UnitWorkday)
	c.amount(p+"/from", r.From, false, UnitMonthDay)
	c.amount(p+"/until", r.Until, false, UnitMonthDay)
	c.amount(p+"/ahead", r.Ahead, false, UnitWorkday)
	if r.On != "" && r.Day != "" {
		c.add(p+"/day", plan.CodeConflict, "with", "on")
	}
}

// running checks the settings and the ladder.
func (c *checking) running() {
	s := c.t.Settings
	periods := []string{UnitWorkday, UnitDay, UnitHour}
	c.amount("/settings/respond", s.Respond, true, periods...)
	c.amount("/settings/review", s.Review, true, periods...)
	c.amount("/settings/not_ours", s.NotOurs, true, UnitWorkday)
	c.amount("/settings/archive", s.Archive, true, UnitWorkday)
	c.amount("/settings/yellow", s.Yellow, true, UnitWorkday)
	c.amount("/settings/inspectors", s.Inspectors, false)
	c.amount("/settings/failures", s.Failures, false)
	for i, n := range c.t.Ladder.Remind {
		c.amount("/ladder/remind/"+strconv.Itoa(i), n, true, UnitWorkday)
	}
	for i, r := range c.t.Ladder.Rungs {
		at := "/ladder/rungs/" + strconv.Itoa(i)
		c.amount(at+"/after", r.After, true, UnitWorkday)
		c.amount(at+"/points", r.Points, false, UnitPoint)
	}
}

// applied makes a goal with every step of the template, and lists what keeps
// it from being issued.
func (c *checking) applied() {
	cal := calendar.Default()
	if sum := c.t.defaultWeight(); sum != 100 {
		c.add("/steps", plan.CodeWeights, "sum", strconv.Itoa(sum))
	}
	for _, figures := range c.t.exampleFigures() {
		goal, choices := c.t.Example(exampleYear(cal), figures)
		goal, _ = Apply(*c.t, goal, choices)
		for _, p := range plan.Validate(goal, cal) {
			c.once(c.pointer(goal, p))
		}
	}
	for i, g := range c.t.Added {
		c.group("/added/"+strconv.Itoa(i), g, cal)
	}
}

// group makes the steps of a group, as the steps of a goal.
func (c *checking) group(at string, g Group, cal *calendar.Calendar) {
	goal, choices := c.t.Example(exampleYear(cal), c.t.exampleFigures()[0])
	goal, _ = Apply(*c.t, goal, choices)
	steps, problems := Add(*c.t, goal, g.Key, Item{Key: "added", Title: "added"}, choices)
	for i := range steps {
		steps[i].Weight = 0 // a group is no whole goal
	}
	goal.Steps = steps
	for _, p := range append(problems, plan.Validate(goal, cal)...) {
		p.Pointer = at + p.Pointer
		c.once(p)
	}
}

// pointer turns a pointer into an applied goal into one into the template.
func (c *checking) pointer(goal plan.Goal, p plan.Problem) plan.Problem {
	parts := strings.SplitN(p.Pointer, "/", 4)
	if len(parts) < 3 || parts[1] != "steps" {
		return p
	}
	i, err := strconv.Atoi(parts[2])
	if err != nil || i >= len(goal.Steps) {
		return p
	}
	for j, s := range c.t.Steps {
		if s.Key == goal.Steps[i].Key || s.Per != "" && strings.HasPrefix(goal.Steps[i].Key, s.Key+"-") {
			parts[2] = strconv.Itoa(j)
		}
	}
	p.Pointer = strings.Join(parts, "/")
	return p
}

// once adds a problem that was not found before.
func (c *checking) once(p plan.Problem) {
	same := func(q plan.Problem) bool { return q.Pointer == p.Pointer && q.Code == p.Code }
	if !slices.ContainsFunc(c.found, same) {
		c.found = append(c.found, p)
	}
}
