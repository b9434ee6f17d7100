package templates

import (
	"duban/plan"
)

// exampleFigures lists every way in which the figures of a template can fall:
// each word, and for quantities a little and a lot. There is always one.
func (t *Template) exampleFigures() []map[string]string {
	list := []map[string]string{{}}
	for _, f := range t.Figures {
		if f.Running {
			continue
		}
		values := []string{"10", "1000"}
		if len(f.Words) > 0 {
			values = nil
			for _, w := range f.Words {
				values = append(values, w.Key)
			}
		}
		var next []map[string]string
		for _, given := range list {
			for _, v := range values {
				m := map[string]string{f.Key: v}
				for k, w := range given {
					m[k] = w
				}
				next = append(next, m)
			}
		}
		list = next
	}
	return list
}

// Example is a goal with every part of a template, and a post of its own for
// each role: what a template is tried on before it is taken.
func (t *Template) Example(year int, figures map[string]string) (plan.Goal, Choices) {
	goal := plan.Goal{
		ID: "example", PlanID: "example", Year: year, Title: t.Title.ZH, LeadUnit: "unit-lead",
		Measures: []plan.Measure{{Key: "m1", Title: "—"}},
	}
	choices := Choices{Year: year, Figures: figures, Posts: map[string]Post{}, Parts: map[string]bool{}}
	for _, r := range t.AllRoles() {
		choices.Posts[r.Key] = Post{Ref: plan.PostRef(r.Key), Unit: "unit-" + r.Key}
	}
	for _, p := range t.Parts {
		choices.Parts[p.Key] = true
	}
	return goal, choices
}
