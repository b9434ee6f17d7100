package plan

import (
	"maps"
	"strings"
)

// Titled returns parameters together with the titles of the steps that they
// name by key: beside "step" stands "step_title", beside "steps" "steps_title",
// beside "to" "to_title"; of several, a line each. Keys serve programs, titles
// people.
func (g *Goal) Titled(params map[string]string) map[string]string {
	titled := map[string]string{}
	for _, name := range []string{"step", "steps", "to"} {
		if params[name] == "" {
			continue
		}
		keys, found := strings.Split(params[name], ","), false
		for i, key := range keys {
			if s := g.Step(key); s != nil && s.Title != "" {
				keys[i], found = s.Title, true
			}
		}
		if found {
			titled[name+"_title"] = strings.Join(keys, "\n")
		}
	}
	if len(titled) == 0 {
		return params
	}
	maps.Copy(titled, params)
	return titled
}
