package templates

import (
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
)

// However an officer mixes up the words of a template, it is refused with its
// problems, or makes goals that can be issued.
func TestParse_EveryMixedUpTemplateIsRefusedOrWorks(t *testing.T) {
	cal := calendar.Default()
	rapid.Check(t, func(t *rapid.T) {
		text, err := YAML(rapid.SampledFrom(Kinds).Draw(t, "kind"))
		if err != nil {
			t.Fatal(err)
		}
		var root yaml.Node
		if err := yaml.Unmarshal(text, &root); err != nil {
			t.Fatal(err)
		}
		var places []*yaml.Node
		collect(&root, &places)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			at := places[rapid.IntRange(0, len(places)-1).Draw(t, "at")]
			from := places[rapid.IntRange(0, len(places)-1).Draw(t, "from")]
			switch {
			case at.Kind == yaml.SequenceNode && len(at.Content) > 0:
				i := rapid.IntRange(0, len(at.Content)-1).Draw(t, "item")
				at.Content = append(at.Content[:i:i], at.Content[i+1:]...)
			case at.Kind == yaml.ScalarNode && from.Kind == yaml.ScalarNode:
				at.Value, at.Tag = from.Value, ""
			}
		}
		text, err = yaml.Marshal(&root)
		if err != nil {
			t.Fatal(err)
		}
		template, err := Parse(text)
		if err != nil {
			if plan.CodeOf(err) != plan.CodeInvalid {
				t.Fatal(err)
			}
			return
		}
		goal, choices := template.Example(2026, nil)
		goal, _ = Apply(template, goal, choices)
		if found := plan.Validate(goal, cal); len(found) > 0 {
			t.Fatalf("%v", found)
		}
	})
}

// collect lists the lists and the values of a text; keys stay as they are.
func collect(n *yaml.Node, places *[]*yaml.Node) {
	if n.Kind == yaml.ScalarNode || n.Kind == yaml.SequenceNode {
		*places = append(*places, n)
	}
	for i, c := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			collect(c, places)
		}
	}
}
