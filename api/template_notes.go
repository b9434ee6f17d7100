package api

import (
	"maps"
	"strings"

	"duban/plan"
	"duban/templates"
)

// What keeps a template from being applied, and what it leaves open, by the
// titles of its figures, numbers and roles.
const (
	CodeFigureRequired plan.Code = "template-required" // {title} must be known
	CodeChoiceValue    plan.Code = "template-value"    // {title} is not {value}
	CodeChoiceRange    plan.Code = "template-range"    // {title} lies outside {min, max}
	CodeRoleOpen       plan.Code = "role-open"         // nobody was named for {role}, and nobody stands in
)

// choices is one application of a template, as its faults and notes are told.
type choices struct {
	template templates.Template
	goal     plan.Goal // with the steps of the template
	index    int       // of the goal in its plan
	lang     string
}

// faults are the choices that the template cannot take, with pointers into
// the request: without them it would quietly use its own.
func (c choices) faults(problems []plan.Problem) []plan.Problem {
	var list []plan.Problem
	for _, p := range problems {
		at, key, ours := cutChoice(p.Pointer)
		if !ours {
			continue
		}
		p.Pointer = "/" + at + "/" + key
		params := map[string]string{"title": c.titleOf(at, key)}
		maps.Copy(params, p.Params)
		switch {
		case p.Code == plan.CodeRequired && at == "figures":
			p.Code, p.Params = CodeFigureRequired, params
		case p.Code == plan.CodeOutOfRange:
			p.Code, p.Params = CodeChoiceRange, params
		case p.Code != plan.CodeUnknown:
			continue
		case params["title"] != "":
			p.Code, p.Params = CodeChoiceValue, params
		}
		list = append(list, p)
	}
	return list
}

// notes are what the template left open, with pointers into the plan.
func (c choices) notes(problems []plan.Problem) []plan.Problem {
	at := "/goals/" + itoa(c.index)
	list := make([]plan.Problem, len(problems))
	for i, p := range problems {
		params := maps.Clone(p.Params)
		_, key, ours := cutChoice(p.Pointer)
		switch {
		case p.Code == templates.CodeRoleUnfilled:
			params["role"], params["instead"] = c.role(params["role"]), c.role(params["instead"])
		case p.Code == templates.CodeTargetOpen:
			params["figure"] = c.titleOf("figures", key)
		case ours && p.Code == plan.CodeRequired:
			p.Code, params = CodeRoleOpen, map[string]string{"role": c.role(key)}
		case p.Code == templates.CodeOwnStep:
			params["measure"], params["step"] = c.measure(params["measure"]), c.step(params["step"])
		}
		if ours {
			p.Pointer = at
		} else {
			p.Pointer = at + p.Pointer
		}
		p.Params = params
		list[i] = p
	}
	return list
}

// cutChoice takes a pointer into the choices apart.
func cutChoice(pointer string) (at, key string, ours bool) {
	rest, ours := strings.CutPrefix(pointer, "/choices/")
	at, key, _ = strings.Cut(rest, "/")
	return at, key, ours
}

// titleOf is what people call a figure or number of the template.
func (c choices) titleOf(at, key string) string {
	switch at {
	case "figures":
		for _, f := range c.template.Figures {
			if f.Key == key {
				return f.Title.In(c.lang)
			}
		}
	case "numbers":
		if n := c.template.Number(key); n != nil {
			return n.Meaning.In(c.lang)
		}
	}
	return ""
}

func (c choices) role(key string) string {
	for _, r := range c.template.AllRoles() {
		if r.Key == key {
			return r.Title.In(c.lang)
		}
	}
	return key
}

func (c choices) measure(key string) string {
	for _, m := range c.goal.Measures {
		if m.Key == key && m.Title != "" {
			return clip(m.Title, 40)
		}
	}
	return key
}

func (c choices) step(key string) string {
	if s := c.goal.Step(key); s != nil && s.Title != "" {
		return clip(s.Title, 40)
	}
	return key
}
