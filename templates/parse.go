package templates

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"duban/plan"
)

// MaxBytes bounds the text of a template.
const MaxBytes = 256 << 10

// CodeNotYAML refuses a text that cannot be read as a template: {line},
// {detail} in the words of the YAML reader. Unknown keys are among them.
const CodeNotYAML plan.Code = "not-yaml"

//go:embed kinds/*.yaml
var kinds embed.FS

// YAML returns the text of the template that ships for a kind: what an edited
// version starts from.
func YAML(kind string) ([]byte, error) {
	text, err := kinds.ReadFile("kinds/" + kind + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("template of kind %q: %w", kind, err)
	}
	return text, nil
}

// Load returns the templates that ship, one for each of Kinds, in that order.
func Load() ([]Template, error) {
	list := make([]Template, 0, len(Kinds))
	for _, kind := range Kinds {
		text, err := YAML(kind)
		if err != nil {
			return nil, err
		}
		t, err := Parse(text)
		if err != nil {
			return nil, located("kinds/"+kind+".yaml", err)
		}
		list = append(list, t)
	}
	return list, nil
}

// Parse reads one template, of those that ship or edited. It refuses with a
// *plan.Error that lists every problem, each with a JSON pointer into the
// template and the line of the text in its params: keys that do not exist,
// names that name nothing, numbers without a source or out of their bounds,
// and whatever would keep a goal made from it from being issued.
func Parse(text []byte) (Template, error) {
	if len(text) > MaxBytes {
		return Template{}, invalid(plan.Problem{Code: plan.CodeTooLong, Params: map[string]string{"max": strconv.Itoa(MaxBytes)}})
	}
	var t Template
	reader := yaml.NewDecoder(bytes.NewReader(text))
	reader.KnownFields(true)
	if err := reader.Decode(&t); err != nil {
		return Template{}, invalid(notYAML(err)...)
	}
	if err := reader.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Template{}, invalid(plan.Problem{Code: CodeNotYAML, Params: map[string]string{"detail": "more than one document"}})
	}
	problems := t.check()
	if len(problems) == 0 {
		return t, nil
	}
	return Template{}, invalid(atLines(text, problems)...)
}

// atLines adds to each problem the line of the text at which it stands.
func atLines(text []byte, problems []plan.Problem) []plan.Problem {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return notYAML(err)
	}
	for i, p := range problems {
		params := map[string]string{"line": strconv.Itoa(lineOf(&root, p.Pointer))}
		for k, v := range p.Params {
			params[k] = v
		}
		problems[i].Params = params
	}
	return problems
}

func invalid(problems ...plan.Problem) error {
	return &plan.Error{Code: plan.CodeInvalid, Problems: problems}
}

var (
	atLine   = regexp.MustCompile(`line (\d+): `)
	ofGoType = regexp.MustCompile(` (in|into) (type )?[*\[\]]*templates\.\w+`)
)

// notYAML turns what the YAML reader says into problems.
func notYAML(err error) []plan.Problem {
	texts := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	if several := (*yaml.TypeError)(nil); errors.As(err, &several) {
		texts = several.Errors
	}
	problems := make([]plan.Problem, 0, len(texts))
	for _, text := range texts {
		params := map[string]string{}
		if m := atLine.FindStringSubmatchIndex(text); m != nil {
			params["line"] = text[m[2]:m[3]]
			text = text[:m[0]] + text[m[1]:]
		}
		params["detail"] = ofGoType.ReplaceAllString(text, "")
		problems = append(problems, plan.Problem{Code: CodeNotYAML, Params: params})
	}
	return problems
}

// lineOf is the line of what a JSON pointer names, or of the nearest thing
// around it that stands in the text.
func lineOf(n *yaml.Node, pointer string) int {
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	line := n.Line
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		var next *yaml.Node
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == part {
					line, next = n.Content[i].Line, n.Content[i+1]
				}
			}
		case yaml.SequenceNode:
			if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(n.Content) {
				next = n.Content[i]
				line = next.Line
			}
		}
		if next == nil {
			break
		}
		n = next
	}
	return line
}

// located spells the problems of a file out, one a line, as FILE:LINE.
func located(file string, err error) error {
	e := (*plan.Error)(nil)
	if !errors.As(err, &e) {
		return fmt.Errorf("%s: %w", file, err)
	}
	lines := make([]error, 0, len(e.Problems))
	for _, p := range e.Problems {
		var rest []string
		for k, v := range p.Params {
			if k != "line" {
				rest = append(rest, fmt.Sprintf("%s=%q", k, v))
			}
		}
		slices.Sort(rest)
		lines = append(lines, fmt.Errorf("%s:%s: %s %s %s", file, p.Params["line"], p.Pointer, p.Code, strings.Join(rest, " ")))
	}
	return errors.Join(lines...)
}
