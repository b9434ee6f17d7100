package plan

import (
	"slices"
	"strings"
)

// AskedFigure is a figure that a submission gives because a stage of approval
// depends on it.
type AskedFigure struct {
	Field string `json:"field"`
	Word  bool   `json:"word,omitempty"` // compared as a word, not as a number
}

// AskedFigures lists the figures that a submission of the step gives, in the
// order of the stages that depend on them, each once. What the record knows by
// itself is not among them: how often a re-inspection failed, and the quantity
// of a step with a target, which every submission states anyway.
func (s *Step) AskedFigures() []AskedFigure {
	var asked []AskedFigure
	for _, st := range s.Stages {
		w := st.When
		if w == nil || w.Field == FailuresFigure || w.Field == quantityFigure && s.Target != nil {
			continue
		}
		i := slices.IndexFunc(asked, func(a AskedFigure) bool { return a.Field == w.Field })
		if i < 0 {
			i, asked = len(asked), append(asked, AskedFigure{Field: w.Field})
		}
		asked[i].Word = asked[i].Word || w.Text != ""
	}
	return asked
}

// gives tells whether a submission holds a figure, as a word or as a number.
// A number may be zero: it counts as given when its field is named.
func (c Submission) gives(a AskedFigure) bool {
	return slices.ContainsFunc(c.Figures, func(f Figure) bool {
		return f.Field == a.Field && a.Word == (strings.TrimSpace(f.Text) != "")
	})
}

// unasked lists the asked figures that a submission lacks. A re-inspection
// that was not passed goes to no stage and needs none. Commands that were sent
// before RulesAskFigures are judged as they were then: what they lack is zero.
func (c Submission) unasked(t *turn) []Problem {
	if t.head.Rules < RulesAskFigures || c.failed() {
		return nil
	}
	var v validation
	for _, a := range t.step.AskedFigures() {
		if !c.gives(a) {
			v.add("/content/figures", CodeFigureAsked, "figure", a.Field)
		}
	}
	return v
}
