package templates

import (
	"bytes"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"duban/plan"
)

// Edited returns the text of a template as another version of it, with other
// values of some of its numbers, and what it says then. Everything else, the
// comments included, stays. It refuses, as Parse does, what would be no sound
// template, and numbers that the template does not have.
func Edited(text []byte, version int, numbers map[string]string) ([]byte, Template, error) {
	if len(text) > MaxBytes {
		_, err := Parse(text)
		return nil, Template{}, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, Template{}, invalid(notYAML(err)...)
	}
	if problems := setNumbers(&root, numbers); len(problems) > 0 {
		return nil, Template{}, invalid(problems...)
	}
	if v := valueIn(&root, "version"); v != nil && v.Kind == yaml.ScalarNode {
		v.SetString(strconv.Itoa(version))
		v.Tag = "!!int"
	}
	var out bytes.Buffer
	writer := yaml.NewEncoder(&out)
	writer.SetIndent(2)
	if err := writer.Encode(&root); err != nil {
		return nil, Template{}, err
	}
	t, err := Parse(out.Bytes())
	return out.Bytes(), t, err
}

// setNumbers sets the values of numbers where they stand.
func setNumbers(root *yaml.Node, numbers map[string]string) []plan.Problem {
	found := map[string]bool{}
	if list := valueIn(root, "numbers"); list != nil {
		for _, n := range list.Content {
			key, value := valueIn(n, "key"), valueIn(n, "value")
			if key == nil || value == nil {
				continue
			}
			if wanted, ok := numbers[key.Value]; ok {
				found[key.Value] = true
				value.Value, value.Tag = wanted, ""
			}
		}
	}
	var problems []plan.Problem
	for key := range numbers {
		if !found[key] {
			problems = append(problems, plan.Problem{Pointer: "/numbers/" + key, Code: plan.CodeUnknown, Params: map[string]string{"value": key}})
		}
	}
	slices.SortFunc(problems, func(a, b plan.Problem) int { return bytes.Compare([]byte(a.Pointer), []byte(b.Pointer)) })
	return problems
}

// valueIn is what stands under a key of a mapping, or nil.
func valueIn(n *yaml.Node, key string) *yaml.Node {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
