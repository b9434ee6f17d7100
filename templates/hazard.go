package templates

import (
	"slices"
	"strings"

	"duban/plan"
)

// Level is the grade of a hazard.
type Level string

// The levels.
const (
	Spot         Level = "spot"    // 一般, fixed on the spot 当场整改
	GeneralLevel Level = "general" // 一般
	MajorLevel   Level = "major"   // 重大
)

// Hazard 隐患 is what an inspection found and who deals with it.
type Hazard struct {
	Key         string   `json:"key"` // names its steps: "hazard-3"
	Title       string   `json:"title"`
	Place       string   `json:"place,omitempty"`
	Level       Level    `json:"level"`
	Repeated    bool     `json:"repeated,omitempty"` // found at the same place before
	After       []string `json:"after,omitempty"`    // steps it waits for
	Responsible Post     `json:"responsible"`        // rectifies
	Reinspector Post     `json:"reinspector"`        // inspects again: never the person responsible
	Officers    []Post   `json:"officers,omitempty"` // of a major hazard: two who accept on site
}

// HazardSteps builds the steps by which a hazard is dealt with, for a running
// goal to be given: rectification within its time, re-inspection by somebody
// else, acceptance; of a major hazard also the report to the county, the
// listing, the five that must be settled, and two officers who accept. The
// times and stages are those of the template's groups "hazard-spot",
// "hazard-general" and "hazard-major"; see Add for who fills the roles that
// the hazard does not name.
//
// Steps come only when nothing is wrong: without somebody responsible, or
// with one person in two places that the law keeps apart, there are none.
func HazardSteps(t Template, goal plan.Goal, h Hazard, choices Choices) ([]plan.Step, []plan.Problem) {
	if problems := h.check(); len(problems) > 0 {
		return nil, problems
	}
	posts := map[string]Post{}
	for role, p := range choices.Posts {
		posts[role] = p
	}
	posts["responsible"] = h.Responsible
	for role, p := range h.people() {
		if p.Ref != "" {
			posts[role] = p
		}
	}
	choices.Posts = posts
	steps, problems := Add(t, goal, "hazard-"+string(h.Level), Item{Key: h.Key, Title: h.name(choices.Lang), After: h.After}, choices)
	for i := range steps {
		problems = append(problems, apart(steps[i], h, i)...)
	}
	if slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Code != CodeRoleUnfilled }) {
		return nil, problems
	}
	return steps, problems
}

func (h Hazard) check() []plan.Problem {
	var problems []plan.Problem
	refuse := func(at string, code plan.Code, params map[string]string) {
		problems = append(problems, plan.Problem{Pointer: "/hazard/" + at, Code: code, Params: params})
	}
	if !slices.Contains([]Level{Spot, GeneralLevel, MajorLevel}, h.Level) {
		refuse("level", plan.CodeUnknown, map[string]string{"value": string(h.Level)})
	}
	if h.Key == "" {
		refuse("key", plan.CodeRequired, nil)
	}
	if h.Title == "" {
		refuse("title", plan.CodeRequired, nil)
	}
	if h.Responsible.Ref == "" {
		refuse("responsible", plan.CodeRequired, nil)
	}
	if h.Level == MajorLevel && len(h.Officers) != 2 {
		refuse("officers", plan.CodeOutOfRange, map[string]string{"count": "2"})
	}
	for role, p := range h.people() {
		if p.Ref != "" && p.Ref == h.Responsible.Ref {
			refuse(role, CodeSamePerson, map[string]string{"role": role, "with": "responsible"})
		}
	}
	if len(h.Officers) == 2 && h.Officers[0].Ref == h.Officers[1].Ref {
		refuse("officers", CodeSamePerson, map[string]string{"role": "officer-second", "with": "officer-first"})
	}
	// people has no order of its own
	slices.SortFunc(problems, func(a, b plan.Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return problems
}

// people are those whom the hazard names beside the one responsible, by role.
func (h Hazard) people() map[string]Post {
	people := map[string]Post{"reinspector": h.Reinspector}
	for i, role := range []string{"officer-first", "officer-second"} {
		if i < len(h.Officers) {
			people[role] = h.Officers[i]
		}
	}
	return people
}

// apart checks the acceptance as it came out, with whoever stands in: by two,
// and neither is the one responsible.
func apart(s plan.Step, h Hazard, i int) []plan.Problem {
	at := "/steps/" + itoa(i)
	var problems []plan.Problem
	for j, stage := range s.Stages {
		p := at + "/stages/" + itoa(j)
		if stage.Key != "accepted" {
			continue
		}
		if len(stage.Signers) < 2 {
			problems = append(problems, plan.Problem{Pointer: p + "/signers", Code: plan.CodeNoApprover})
		}
		if slices.Contains(stage.Signers, h.Responsible.Ref) {
			problems = append(problems, plan.Problem{Pointer: p + "/signers", Code: CodeSamePerson,
				Params: map[string]string{"role": "officer", "with": "responsible"}})
		}
	}
	return problems
}

// name is the hazard in the titles of its steps: where, what, and whether it
// was found there before.
func (h Hazard) name(lang string) string {
	name := h.Title
	if h.Place != "" {
		name = h.Place + "·" + name
	}
	if h.Repeated {
		name += Text{"（重复隐患）", " (repeated)"}.In(lang)
	}
	return name
}
