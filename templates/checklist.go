package templates

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"duban/plan"
)

//go:embed checklists/*.yaml
var checklists embed.FS

// Checklists returns the checklists that ship, by key. It refuses a file that
// cannot be read or has another name than its list, naming file and line.
func Checklists() ([]plan.Checklist, error) {
	names, err := fs.Glob(checklists, "checklists/*.yaml")
	if err != nil {
		return nil, err
	}
	list := make([]plan.Checklist, 0, len(names))
	for _, name := range names {
		text, err := checklists.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l, err := parseChecklist(text)
		if err != nil {
			return nil, located(name, err)
		}
		if key := strings.TrimSuffix(path.Base(name), ".yaml"); key != l.Key {
			return nil, fmt.Errorf("%s holds the checklist %s", name, l.Key)
		}
		list = append(list, l)
	}
	return list, nil
}

func parseChecklist(text []byte) (plan.Checklist, error) {
	var l plan.Checklist
	reader := yaml.NewDecoder(bytes.NewReader(text))
	reader.KnownFields(true)
	if err := reader.Decode(&l); err != nil {
		return l, invalid(notYAML(err)...)
	}
	if problems := append(l.Problems(), untranslated(l)...); len(problems) > 0 {
		return l, invalid(atLines(text, problems)...)
	}
	return l, nil
}

// untranslated are the texts of a checklist that have no English: those that
// ship have all of it, though a township may leave it out of its own.
func untranslated(l plan.Checklist) []plan.Problem {
	var problems []plan.Problem
	want := func(at string, b plan.Bilingual) {
		if strings.TrimSpace(b.EN) == "" {
			problems = append(problems, plan.Problem{Pointer: at + "/en", Code: plan.CodeRequired})
		}
	}
	want("/title", l.Title)
	for i, item := range l.Items {
		at := fmt.Sprintf("/items/%d", i)
		want(at+"/title", item.Title)
		want(at+"/basis", item.Basis)
	}
	return problems
}
