package templates

import (
	"slices"
	"strconv"
	"strings"

	"duban/plan"
)

// Post is who fills a role: a post, or a user, with the unit it belongs to
// and that unit's head where they are known.
type Post struct {
	Ref  plan.Ref `json:"ref"`
	Unit string   `json:"unit,omitempty"`
	Head plan.Ref `json:"head,omitempty"`
}

// Choices are what a template cannot know: the year, who fills which role,
// the figures of this goal, numbers that differ here, and the parts wanted.
type Choices struct {
	Year    int               `json:"year,omitempty"` // 0: the goal's
	Lang    string            `json:"lang,omitempty"` // of titles: "zh" (default) or "en"
	Posts   map[string]Post   `json:"posts,omitempty"`
	Figures map[string]string `json:"figures,omitempty"` // "area_ha": "36.5"; "land_class": "cultivated"
	Numbers map[string]string `json:"numbers,omitempty"` // instead of the template's, within its bounds
	Parts   map[string]bool   `json:"parts,omitempty"`   // not named: see Part
}

// What Apply found and did, as codes of its problems. None keeps the draft
// from being edited; those of plan.Validate keep it from being issued.
const (
	CodeRoleUnfilled plan.Code = "role-unfilled" // nobody was named for {role}; {instead} stands in
	CodeOwnStep      plan.Code = "measure-step"  // no step of the template speaks of {measure}: it was given {step}
	CodeTargetOpen   plan.Code = "target-open"   // the steps that count {figure} have no target
)

// Apply fills a draft goal with the steps of a template: titles, lead posts,
// approvals, clocks, evidence, targets, settings and ladder, all to be edited
// before the goal is issued. Measures are linked to the steps whose words
// they contain; one that no step speaks of is given a step of its own, or is
// reported uncovered when the template has none to give. Steps that the goal
// had are replaced; a goal that runs is refused and comes back as it was.
//
// Problems point into the choices (/choices/…), at measures (/measures/N) or
// at the goal. None is silent: every role filled by somebody else, figure
// missing and measure that no step speaks of is among them.
func Apply(t Template, goal plan.Goal, choices Choices) (plan.Goal, []plan.Problem) {
	if goal.Seq > 0 {
		return goal, []plan.Problem{{Pointer: "", Code: plan.CodeAlreadyIssued}}
	}
	f := newFilling(&t, goal.Clone(), choices)
	f.goal.Kind, f.goal.Template, f.goal.Year = t.Kind, t.ID(), f.year
	f.line()
	f.goal.Settings, f.goal.Numbers = f.settings(), f.differ
	f.choose()
	f.build()
	f.link()
	f.weigh()
	for i := range f.goal.Steps {
		f.goal.Steps[i].GoalID, f.goal.Steps[i].Position = f.goal.ID, i
	}
	return f.goal, f.problems
}

// filling is one application of a template.
type filling struct {
	t        *Template
	goal     plan.Goal
	choices  Choices
	year     int
	numbers  map[string]Value
	differ   map[string]string // those of them that differ from the template's
	taken    []*Step           // in order; those per measure too
	built    []*Step           // the template step of each step of the goal
	told     map[string]bool
	item     string // of a group: what {item} stands for
	problems []plan.Problem
}

func newFilling(t *Template, goal plan.Goal, choices Choices) *filling {
	f := &filling{t: t, goal: goal, choices: choices, year: choices.Year, told: map[string]bool{}}
	if f.year == 0 {
		f.year = goal.Year
	}
	f.chooseNumbers()
	f.checkFigures()
	for _, key := range sorted(choices.Parts) {
		if !slices.ContainsFunc(t.Parts, func(p Part) bool { return p.Key == key }) {
			f.problem("/choices/parts/"+key, plan.CodeUnknown, "value", key)
		}
	}
	known := t.AllRoles()
	for _, key := range sorted(choices.Posts) {
		if !slices.ContainsFunc(known, func(r Role) bool { return r.Key == key }) {
			f.problem("/choices/posts/"+key, plan.CodeUnknown, "value", key)
		}
	}
	return f
}

func (f *filling) problem(at string, code plan.Code, params ...string) {
	p := plan.Problem{Pointer: at, Code: code}
	if len(params) > 0 {
		p.Params = map[string]string{}
	}
	for i := 0; i+1 < len(params); i += 2 {
		p.Params[params[i]] = params[i+1]
	}
	f.problems = append(f.problems, p)
}

func (f *filling) chooseNumbers() {
	f.numbers = make(map[string]Value, len(f.t.Numbers))
	for _, n := range f.t.Numbers {
		f.numbers[n.Key] = n.Value
	}
	for _, key := range sorted(f.choices.Numbers) {
		at, n := "/choices/numbers/"+key, f.t.Number(key)
		if n == nil {
			f.problem(at, plan.CodeUnknown, "value", key)
			continue
		}
		v, err := ParseValue(f.choices.Numbers[key])
		switch {
		case err != nil:
			f.problem(at, plan.CodeUnknown, "value", f.choices.Numbers[key])
		case !n.Within(v):
			f.problem(at, plan.CodeOutOfRange, n.bounds()...)
		default:
			f.numbers[key] = v
			if v != n.Value {
				if f.differ == nil {
					f.differ = map[string]string{}
				}
				f.differ[key] = v.String()
			}
		}
	}
}

// line fills what is missing of the goal's line of responsibility.
func (f *filling) line() {
	l := &f.goal.Line
	for role, ref := range map[string]*plan.Ref{
		RoleHead: &l.Head, RoleSupervisor: &l.Supervisor, RoleLeader: &l.Leader, RolePrincipal: &l.Principal,
	} {
		if *ref == "" {
			*ref = f.choices.Posts[role].Ref
		}
	}
	if f.goal.LeadUnit == "" {
		f.goal.LeadUnit = f.choices.Posts[RoleLead].Unit
	}
}

// post is who fills a role. Somebody who stands in is reported once.
func (f *filling) post(role string) Post {
	asked := role
	for {
		if p := f.choices.Posts[role]; p.Ref != "" {
			if role != asked {
				f.tell(asked, CodeRoleUnfilled, "role", asked, "instead", role)
			}
			return p
		}
		if ref := f.lineRef(role); ref != "" {
			return Post{Ref: ref}
		}
		i := slices.IndexFunc(f.t.Roles, func(r Role) bool { return r.Key == role })
		if i < 0 {
			f.tell(role, plan.CodeRequired)
			return Post{}
		}
		role = f.t.Roles[i].Instead
	}
}

func (f *filling) tell(role string, code plan.Code, params ...string) {
	if !f.told[role] {
		f.told[role] = true
		f.problem("/choices/posts/"+role, code, params...)
	}
}

func (f *filling) lineRef(role string) plan.Ref {
	switch role {
	case RoleHead:
		return f.goal.Line.Head
	case RoleSupervisor:
		return f.goal.Line.Supervisor
	case RoleLeader:
		return f.goal.Line.Leader
	case RolePrincipal:
		return f.goal.Line.Principal
	}
	return ""
}

// choose takes the steps of the parts and branches that apply.
func (f *filling) choose() {
	parts := f.parts()
	branches := map[string]bool{}
	for _, b := range f.t.Branches {
		branches[b.Key] = f.holds(b)
	}
	for i := range f.t.Steps {
		s := &f.t.Steps[i]
		if (s.Part == "" || parts[s.Part]) && (s.Branch == "" || branches[s.Branch]) && (s.Unless == "" || !branches[s.Unless]) {
			f.taken = append(f.taken, s)
		}
	}
}

// parts says which parts are taken; see Part.
func (f *filling) parts() map[string]bool {
	text := words(f.goal)
	spoken := map[string]bool{}
	for _, p := range f.t.Parts {
		if len(found(p.Words, text)) > 0 {
			spoken[p.Key] = true
		}
	}
	taken := map[string]bool{}
	for _, p := range f.t.Parts {
		chosen, named := f.choices.Parts[p.Key]
		switch {
		case named:
			taken[p.Key] = chosen
		case len(spoken) > 0 && len(p.Words) > 0:
			taken[p.Key] = spoken[p.Key]
		default:
			taken[p.Key] = p.Default
		}
	}
	return taken
}

// words is everything that the report says of a goal.
func words(g plan.Goal) string {
	var b strings.Builder
	b.WriteString(g.Title + "\n" + g.Basis.Text)
	for _, m := range g.Measures {
		b.WriteString("\n" + m.Title + "\n" + m.Text)
	}
	return b.String()
}

// found lists those of the words that stand in a text.
func found(words []string, text string) []string {
	var list []string
	for _, w := range words {
		if strings.Contains(text, w) {
			list = append(list, w)
		}
	}
	return list
}

// sorted lists the keys of a map in order, so that the same choices always
// give the same answer.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// weigh makes the weights of the goal's steps total 100 in the proportions of
// the template, by the largest remainders, earlier steps first. Steps made of
// one step per measure share its weight.
func (f *filling) weigh() {
	made := map[*Step]int{}
	for _, s := range f.built {
		made[s]++
	}
	parts, sum := make([]int, len(f.built)), 0
	for i, s := range f.built {
		parts[i] = s.Weight * 1000 / made[s]
		sum += parts[i]
	}
	if sum == 0 {
		return
	}
	type share struct{ step, rest int }
	shares, given := make([]share, len(f.built)), 0
	for i, part := range parts {
		f.goal.Steps[i].Weight = part * 100 / sum
		given += part * 100 / sum
		shares[i] = share{i, part * 100 % sum}
	}
	slices.SortStableFunc(shares, func(a, b share) int { return b.rest - a.rest })
	for _, s := range shares[:100-given] {
		f.goal.Steps[s.step].Weight++
	}
}

// defaultWeight is the sum of the weights of the steps taken by default.
func (t *Template) defaultWeight() int {
	f := newFilling(t, plan.Goal{}, Choices{Figures: t.exampleFigures()[0]})
	f.choose()
	sum := 0
	for _, s := range f.taken {
		sum += s.Weight
	}
	return sum
}

func itoa(n int) string { return strconv.Itoa(n) }
