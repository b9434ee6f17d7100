package templates

import (
	"slices"

	"duban/plan"
)

// figure returns the figure with that key, or nil.
func (t *Template) figure(key string) *Figure {
	for i := range t.Figures {
		if t.Figures[i].Key == key {
			return &t.Figures[i]
		}
	}
	return nil
}

// mostFigure is what a figure must stay below, in thousandths: a target may be
// a multiple of it.
const mostFigure = plan.MaxMilli / 1000

// checkFigures reports figures that are missing, unknown or not what they
// should be.
func (f *filling) checkFigures() {
	for _, key := range sorted(f.choices.Figures) {
		at, fig := "/choices/figures/"+key, f.t.figure(key)
		if fig == nil {
			f.problem(at, plan.CodeUnknown, "value", key)
		} else if _, _, ok := f.figure(key); !ok && f.choices.Figures[key] != "" {
			f.problem(at, plan.CodeUnknown, "value", f.choices.Figures[key])
		} else if milli, _, _ := f.figure(key); milli >= mostFigure {
			f.problem(at, plan.CodeOutOfRange, "max", itoa(mostFigure/1000-1))
		}
	}
	for _, fig := range f.t.Figures {
		if fig.Required && f.choices.Figures[fig.Key] == "" {
			f.problem("/choices/figures/"+fig.Key, plan.CodeRequired)
		}
	}
}

// figure returns what was given for a figure; false when that is nothing, or
// nothing that the figure can be.
func (f *filling) figure(key string) (milli int64, word string, ok bool) {
	fig, given := f.t.figure(key), f.choices.Figures[key]
	if fig == nil || given == "" {
		return 0, "", false
	}
	if len(fig.Words) > 0 {
		return 0, given, slices.ContainsFunc(fig.Words, func(w Choice) bool { return w.Key == given })
	}
	v, err := ParseValue(given)
	return v.milli, "", err == nil && !v.day
}

// holds tells whether one of a branch's alternatives holds. Of a figure that
// was not given, only "!=" is true.
func (f *filling) holds(b Branch) bool {
	return slices.ContainsFunc(b.Any, func(all []Condition) bool {
		return !slices.ContainsFunc(all, func(c Condition) bool { return !f.meets(c) })
	})
}

func (f *filling) meets(c Condition) bool {
	milli, word, ok := f.figure(c.Figure)
	if !ok {
		return c.Op == "!="
	}
	if word != "" {
		return (word == c.Word) == (c.Op == "=")
	}
	limit := f.numbers[c.Number].milli
	switch c.Op {
	case ">":
		return milli > limit
	case ">=":
		return milli >= limit
	case "<":
		return milli < limit
	case "<=":
		return milli <= limit
	case "!=":
		return milli != limit
	}
	return milli == limit
}
