package templates

import (
	"slices"

	"duban/plan"
)

// Addable is a group of steps that a running goal can be given, as whoever adds it has
// to know it: what comes, and who would do it.
type Addable struct {
	Key    string   `json:"key"`
	Title  Text     `json:"title"`
	Steps  []Text   `json:"steps"`  // their titles; {item} stands for what the group is added for
	Roles  []Filled `json:"roles"`  // that do its steps, each once
	Hazard bool     `json:"hazard"` // something is put right: a place can be named
}

// Filled is a role of a group and who fills it unless another is chosen; with
// nobody, somebody has to be.
type Filled struct {
	Key   string   `json:"key"`
	Title Text     `json:"title"`
	Ref   plan.Ref `json:"ref,omitempty"`
}

// AddableTo lists the groups that Add can build for a goal, with who fills
// their roles by the same rules.
func AddableTo(t Template, goal plan.Goal) []Addable {
	f := &filling{t: &t, goal: goal, year: goal.Year, told: map[string]bool{}}
	f.choices.Posts = f.fillers()
	var list []Addable
	for _, g := range t.Added {
		a := Addable{Key: g.Key, Title: g.Title}
		var roles []string
		for _, s := range g.Steps {
			a.Steps = append(a.Steps, s.Title)
			a.Hazard = a.Hazard || s.Kind == plan.Rectification
			for _, role := range append([]string{s.Lead}, s.Co...) {
				if !slices.Contains(roles, role) {
					roles = append(roles, role)
				}
			}
		}
		for _, role := range roles {
			a.Roles = append(a.Roles, Filled{Key: role, Title: t.roleTitle(role), Ref: f.post(role).Ref})
		}
		list = append(list, a)
	}
	return list
}

func (t Template) roleTitle(key string) Text {
	for _, r := range t.AllRoles() {
		if r.Key == key {
			return r.Title
		}
	}
	return Text{key, key}
}
