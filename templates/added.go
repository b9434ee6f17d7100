package templates

import (
	"maps"
	"slices"
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

// Add builds the steps of a group for a goal that runs, to be added to it.
// Who fills a role is taken from the choices, else from the goal: its line,
// and the leads of the steps that the template gave it, as they are now. The
// numbers are those that the goal was made with, else the template's, which
// must be the version that the goal was made from, or of another kind.
//
// Problems point into the item or the choices. A group that does not exist, a
// key or title missing, a key in use, another version of the template, or a
// re-inspection by whoever rectifies give no steps.
func Add(t Template, goal plan.Goal, group string, item Item, choices Choices) ([]plan.Step, []plan.Problem) {
	f := &filling{t: &t, goal: goal, choices: choices, year: goal.Year, told: map[string]bool{}, item: strings.TrimSpace(item.Title)}
	g := t.Group(group)
	f.checkItem(g, group, item)
	if len(f.problems) > 0 {
		return nil, f.problems
	}
	f.choices.Posts, f.choices.Numbers = f.fillers(), f.figured()
	f.chooseNumbers()
	f.goal.Steps = nil
	for i := range g.Steps {
		s := &g.Steps[i]
		var after []string
		for _, key := range s.After {
			after = append(after, item.Key+"-"+key)
		}
		if len(s.After) == 0 {
			after = slices.Clone(item.After)
		}
		built := f.step(s, after)
		built.GoalID, built.Key, built.Weight = goal.ID, item.Key+"-"+s.Key, s.Weight
		f.append(s, built)
	}
	if f.oneself() {
		return nil, f.problems
	}
	return f.goal.Steps, f.problems
}

// figured are the numbers that the goal was made with, as far as they are
// numbers of the template, and over them those chosen.
func (f *filling) figured() map[string]string {
	numbers := map[string]string{}
	for key, text := range f.goal.Numbers {
		n := f.t.Number(key)
		v, err := ParseValue(text)
		if n != nil && err == nil && n.Within(v) && f.goal.Template == f.t.ID() {
			numbers[key] = text
		}
	}
	maps.Copy(numbers, f.choices.Numbers)
	return numbers
}

// oneself reports a re-inspection led by the post that rectifies.
func (f *filling) oneself() bool {
	same := false
	for i, s := range f.goal.Steps {
		for j, before := range f.goal.Steps {
			if s.Kind == plan.Reinspection && before.Kind == plan.Rectification && s.Lead == before.Lead && !same {
				same = true
				f.problem("/choices/posts/"+f.built[i].Lead, plan.CodeSamePerson, "role", f.built[i].Lead, "with", f.built[j].Lead)
			}
		}
	}
	return same
}

func (f *filling) checkItem(g *Group, group string, item Item) {
	if g == nil {
		f.problem("/group", plan.CodeUnknown, "value", group)
		return
	}
	if item.Key == "" {
		f.problem("/item/key", plan.CodeRequired)
	}
	if f.item == "" {
		f.problem("/item/title", plan.CodeRequired)
	}
	for _, s := range g.Steps {
		if f.goal.Step(item.Key+"-"+s.Key) != nil {
			f.problem("/item/key", plan.CodeDuplicate)
			break
		}
	}
	for i, key := range item.After {
		if f.goal.Step(key) == nil {
			f.problem("/item/after/"+itoa(i), plan.CodeDangling, "value", key)
		}
	}
	if kind, _, _ := strings.Cut(f.goal.Template, "@"); kind == f.t.Kind && f.goal.Template != f.t.ID() {
		f.problem("/template", plan.CodeConflict, "with", f.goal.Template)
	}
}

// fillers are the posts of the goal by role: those that its steps have now,
// and over them those chosen.
func (f *filling) fillers() map[string]Post {
	posts := map[string]Post{}
	if f.goal.Kind == f.t.Kind {
		for _, s := range f.t.Steps {
			if now := f.goal.Step(s.Key); now != nil && posts[s.Lead].Ref == "" {
				posts[s.Lead] = Post{Ref: now.Lead, Unit: now.LeadUnit, Head: now.Head}
			}
		}
	}
	for role, p := range f.choices.Posts {
		if p.Ref != "" {
			posts[role] = p
		}
	}
	return posts
}
