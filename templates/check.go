package templates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duban/calendar"
	"duban/plan"
)

// check lists everything wrong with a template: first what its names mean,
// and when they all mean something, what a goal made from it lacks.
func (t *Template) check() []plan.Problem {
	c := &checking{t: t}
	c.head()
	c.figures()
	c.numbers()
	c.branches()
	c.partsAndRoles()
	c.approvals()
	c.steps("/steps", t.Steps, false)
	for i, g := range t.Added {
		at := "/added/" + strconv.Itoa(i)
		c.key(at, g.Key, &c.groups)
		c.text(at+"/title", g.Title)
		if len(g.Steps) == 0 {
			c.add(at+"/steps", plan.CodeRequired)
		}
		c.steps(at+"/steps", g.Steps, true)
	}
	c.running()
	if len(c.found) == 0 {
		c.applied()
	}
	return c.found
}

// checking gathers the problems of a template.
type checking struct {
	t                      *Template
	found                  []plan.Problem
	figure, number, branch map[string]bool // the keys seen, of each sort
	part, role, approval   map[string]bool
	groups                 map[string]bool
}

func (c *checking) add(at string, code plan.Code, params ...string) {
	p := plan.Problem{Pointer: at, Code: code}
	if len(params) > 0 {
		p.Params = map[string]string{}
	}
	for i := 0; i+1 < len(params); i += 2 {
		p.Params[params[i]] = params[i+1]
	}
	c.found = append(c.found, p)
}

var name = regexp.MustCompile(`^[a-z][a-z0-9_:-]{0,39}$`)

// key checks a name and that it is used once.
func (c *checking) key(at, key string, seen *map[string]bool) {
	if *seen == nil {
		*seen = map[string]bool{}
	}
	switch {
	case key == "":
		c.add(at+"/key", plan.CodeRequired)
	case !name.MatchString(key):
		c.add(at+"/key", plan.CodeUnknown, "value", key)
	case (*seen)[key]:
		c.add(at+"/key", plan.CodeDuplicate)
	}
	(*seen)[key] = true
}

// names checks that a name, when there is one, names something.
func (c *checking) names(at, key string, known map[string]bool) {
	if key != "" && !known[key] {
		c.add(at, plan.CodeDangling, "value", key)
	}
}

// text asks for a text in both languages.
func (c *checking) text(at string, text Text) {
	if strings.TrimSpace(text.ZH) == "" {
		c.add(at+"/zh", plan.CodeRequired)
	}
	if strings.TrimSpace(text.EN) == "" {
		c.add(at+"/en", plan.CodeRequired)
	}
}

func (c *checking) source(at string, s Source) {
	c.text(at, Text{s.ZH, s.EN})
	if s.Kind != Law && s.Kind != Rule && s.Kind != Practice {
		c.add(at+"/kind", plan.CodeUnknown, "value", string(s.Kind))
	}
}

func (c *checking) head() {
	if !slices.Contains(Kinds, c.t.Kind) {
		c.add("/kind", plan.CodeUnknown, "value", c.t.Kind)
	}
	if c.t.Version < 1 {
		c.add("/version", plan.CodeOutOfRange, "min", "1")
	}
	c.text("/title", c.t.Title)
	c.text("/description", c.t.Description)
	for i, b := range c.t.Basis {
		c.text("/basis/"+strconv.Itoa(i), b)
	}
	c.source("/weights", c.t.Weights)
}

func (c *checking) figures() {
	for i, f := range c.t.Figures {
		at := "/figures/" + strconv.Itoa(i)
		c.key(at, f.Key, &c.figure)
		c.text(at+"/title", f.Title)
		if (f.Unit == "") == (len(f.Words) == 0) {
			c.add(at+"/unit", plan.CodeConflict, "with", "words")
		}
		var words map[string]bool
		for j, w := range f.Words {
			p := at + "/words/" + strconv.Itoa(j)
			c.key(p, w.Key, &words)
			c.text(p+"/title", w.Title)
		}
	}
}

func (c *checking) numbers() {
	for i, n := range c.t.Numbers {
		at := "/numbers/" + strconv.Itoa(i)
		c.key(at, n.Key, &c.number)
		c.text(at+"/meaning", n.Meaning)
		c.source(at+"/source", n.Source)
		if n.Unit == "" {
			c.add(at+"/unit", plan.CodeRequired)
		}
		if n.Value.day != (n.Unit == UnitMonthDay) {
			c.add(at+"/value", plan.CodeUnknown, "value", n.Value.String())
		} else if !n.Within(n.Value) {
			c.add(at+"/value", plan.CodeOutOfRange, n.bounds()...)
		}
		c.bound(at+"/min", n, n.Min)
		c.bound(at+"/max", n, n.Max)
	}
}

func (c *checking) bound(at string, n Number, v *Value) {
	if v != nil && v.day != n.Value.day {
		c.add(at, plan.CodeUnknown, "value", v.String())
	}
}

func (c *checking) branches() {
	for i, b := range c.t.Branches {
		at := "/branches/" + strconv.Itoa(i)
		c.key(at, b.Key, &c.branch)
		c.text(at+"/title", b.Title)
		c.source(at+"/source", b.Source)
		if len(b.Any) == 0 {
			c.add(at+"/any", plan.CodeRequired)
		}
		for j, all := range b.Any {
			if len(all) == 0 {
				c.add(at+"/any/"+strconv.Itoa(j), plan.CodeRequired)
			}
			for k, cond := range all {
				c.condition(at+"/any/"+strconv.Itoa(j)+"/"+strconv.Itoa(k), cond)
			}
		}
	}
}

// condition checks that a figure is compared with something of its own sort.
func (c *checking) condition(at string, cond Condition) {
	f := c.t.figure(cond.Figure)
	if f == nil {
		c.add(at+"/figure", plan.CodeDangling, "value", cond.Figure)
		return
	}
	if len(f.Words) > 0 {
		if cond.Op != "=" && cond.Op != "!=" {
			c.add(at+"/op", plan.CodeUnknown, "value", cond.Op)
		}
		if !slices.ContainsFunc(f.Words, func(w Choice) bool { return w.Key == cond.Word }) {
			c.add(at+"/word", plan.CodeDangling, "value", cond.Word)
		}
		return
	}
	if !slices.Contains([]string{">", ">=", "<", "<=", "=", "!="}, cond.Op) {
		c.add(at+"/op", plan.CodeUnknown, "value", cond.Op)
	}
	c.amount(at+"/number", cond.Number, true)
}

// amount checks that a name is that of a number in one of the units; no unit
// means any that is no month and day.
func (c *checking) amount(at, key string, required bool, units ...string) {
	if key == "" {
		if required {
			c.add(at, plan.CodeRequired)
		}
		return
	}
	n := c.t.Number(key)
	switch {
	case n == nil:
		c.add(at, plan.CodeDangling, "value", key)
	case len(units) == 0 && n.Unit == UnitMonthDay, len(units) > 0 && !slices.Contains(units, n.Unit):
		c.add(at, plan.CodeConflict, "with", n.Unit)
	}
}

func (c *checking) partsAndRoles() {
	for i, p := range c.t.Parts {
		at := "/parts/" + strconv.Itoa(i)
		c.key(at, p.Key, &c.part)
		c.text(at+"/title", p.Title)
	}
	for _, r := range lineRoles {
		c.key("/roles", r.Key, &c.role)
	}
	for i, r := range c.t.Roles {
		at := "/roles/" + strconv.Itoa(i)
		c.text(at+"/title", r.Title)
		if r.Instead == "" {
			c.add(at+"/instead", plan.CodeRequired)
		}
		c.names(at+"/instead", r.Instead, c.role) // declared above: so no circles
		c.key(at, r.Key, &c.role)
	}
}

func (c *checking) approvals() {
	for i, a := range c.t.Approvals {
		at := "/approvals/" + strconv.Itoa(i)
		c.key(at, a.Key, &c.approval)
		c.text(at+"/name", a.Name)
		c.amount(at+"/ratio", a.Ratio, a.Rule == plan.Vote, UnitPercent)
		c.names(at+"/branch", a.Branch, c.branch)
		c.names(at+"/unless", a.Unless, c.branch)
		if len(a.Signers) == 0 {
			c.add(at+"/signers", plan.CodeNoApprover)
		}
		for j, s := range a.Signers {
			c.names(at+"/signers/"+strconv.Itoa(j), s, c.role)
		}
		if a.When != nil {
			c.condition(at+"/when", *a.When)
		}
	}
}

// exampleYear is a year that the shipped calendar knows for certain, with a
// year behind it for what runs over.
func exampleYear(cal *calendar.Calendar) int {
	_, last := cal.Span()
	return last.Year - 1
}
