package templates

import (
	"slices"
	"strings"

	"duban/plan"
)

// link says which steps cover which measures of the report: those with a word
// that stands in the measure. What no step covers is given a step of its own
// where the template has one per measure, and is reported either way. A goal
// without measures is one measure to such a step.
func (f *filling) link() {
	var per *Step
	for _, s := range f.taken {
		if s.Per == PerMeasure {
			per = s
		}
	}
	var own []string // keys of the steps per measure
	for i, m := range f.goal.Measures {
		if f.cover(m) {
			continue
		}
		at := "/measures/" + itoa(i)
		if per == nil {
			f.problem(at, plan.CodeUncovered, "measure", m.Key)
			continue
		}
		key := per.Key + "-" + itoa(i+1)
		f.own(per, key, m.Title, []string{m.Key})
		own = append(own, key)
		if f.t.Kind != General {
			f.problem(at, CodeOwnStep, "measure", m.Key, "step", key)
		}
	}
	if per == nil {
		return
	}
	if len(f.goal.Measures) == 0 && f.t.Kind == General {
		own = append(own, per.Key+"-1")
		f.own(per, own[0], f.goal.Title, nil)
	}
	f.joined(per, own)
	f.order()
}

// cover links a measure to the steps that speak of it.
func (f *filling) cover(m plan.Measure) bool {
	covered := false
	for i, s := range f.built {
		if s.Per == "" && len(found(s.Words, m.Title+"\n"+m.Text)) > 0 {
			f.goal.Steps[i].Measures = append(f.goal.Steps[i].Measures, m.Key)
			covered = true
		}
	}
	return covered
}

// own gives a measure a step of its own, in the place that the template has
// for it.
func (f *filling) own(per *Step, key, title string, measures []string) {
	step := f.step(per, f.after(per))
	step.Key, step.Measures = key, measures
	step.Title = cut(strings.ReplaceAll(step.Title, "{measure}", title), plan.MaxTitle)
	f.append(per, step)
}

// joined lets the steps that wait for the step per measure wait for each of
// those that came of it, or for its predecessors when none did.
func (f *filling) joined(per *Step, own []string) {
	for i := range f.goal.Steps {
		s := &f.goal.Steps[i]
		var after []string
		for _, key := range s.After {
			switch {
			case key != per.Key:
				after = append(after, key)
			case len(own) > 0:
				after = append(after, own...)
			default:
				after = append(after, f.after(per)...)
			}
		}
		s.After = unique(after)
	}
}

// order puts the steps where the template has them: those per measure in the
// place of the step they were made from.
func (f *filling) order() {
	at := make(map[string]int, len(f.built))
	for i, s := range f.built {
		at[f.goal.Steps[i].Key] = slices.Index(f.taken, s)
	}
	slices.SortStableFunc(f.goal.Steps, func(a, b plan.Step) int { return at[a.Key] - at[b.Key] })
	slices.SortStableFunc(f.built, func(a, b *Step) int { return slices.Index(f.taken, a) - slices.Index(f.taken, b) })
}

func unique(keys []string) []string {
	var list []string
	seen := map[string]bool{}
	for _, k := range keys {
		if !seen[k] {
			list, seen[k] = append(list, k), true
		}
	}
	return list
}
