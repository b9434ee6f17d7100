package templates

import (
	"strings"

	"duban/plan"
)

// Item is what a group of steps is added for: one hazard, one finding, one
// household's application.
type Item struct {
	Key   string   `json:"key"`             // steps are named by it: "hazard-3-rectify"
	Title string   `json:"title"`           // stands in the steps' titles
	After []string `json:"after,omitempty"` // steps of the goal that the first of the group wait for
}

// Add builds the steps of a group, for a running goal to be given. Roles of
// the item (who is responsible, who checks again) come with the choices. The
// numbers are those of the template: pass the version that the goal was made
// from. A group that does not exist is a problem and gives no steps.
func Add(t Template, group string, item Item, choices Choices) ([]plan.Step, []plan.Problem) {
	g := t.Group(group)
	if g == nil {
		return nil, []plan.Problem{{Pointer: "/group", Code: plan.CodeUnknown, Params: map[string]string{"value": group}}}
	}
	f := &filling{t: &t, choices: choices, year: choices.Year, told: map[string]bool{}, item: strings.TrimSpace(item.Title)}
	f.chooseNumbers()
	if item.Key == "" {
		f.problem("/item/key", plan.CodeRequired)
	}
	if f.item == "" {
		f.problem("/item/title", plan.CodeRequired)
	}
	for i := range g.Steps {
		f.taken = append(f.taken, &g.Steps[i])
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		built := f.step(s, nil)
		built.Key, built.Weight = item.Key+"-"+s.Key, s.Weight
		for _, key := range s.After {
			built.After = append(built.After, item.Key+"-"+key)
		}
		if len(s.After) == 0 {
			built.After = append(built.After, item.After...)
		}
		f.append(s, built)
	}
	return f.goal.Steps, f.problems
}
