package assess

import "slices"

// Item is one indicator by which somebody is scored, with its place.
type Item struct {
	Sheet     string // or the formula, of an extra
	Path      string // as the lines of a card name it
	Paths     []string
	Indicator *Indicator
}

// Top is the highest points the indicator can reach.
func (x Item) Top() Points { return x.Indicator.top() }

// ItemsOf lists the indicators by which somebody is scored, each once, in the
// order of their formulas: first the parts, then what is added or taken away.
func (c *Cycle) ItemsOf(a *Assessed) []Item {
	var list []Item
	add := func(sheet, path string, ind *Indicator) {
		i := slices.IndexFunc(list, func(x Item) bool { return x.Sheet == sheet && x.Indicator.Key == ind.Key })
		if i < 0 {
			i, list = len(list), append(list, Item{Sheet: sheet, Path: path, Indicator: ind})
		}
		list[i].Paths = append(list[i].Paths, path)
	}
	var walk func(sheet, path string, inds []Indicator)
	walk = func(sheet, path string, inds []Indicator) {
		for i := range inds {
			at := path + "/" + inds[i].Key
			if len(inds[i].Children) > 0 {
				walk(sheet, at, inds[i].Children)
			} else {
				add(sheet, at, &inds[i])
			}
		}
	}
	for _, key := range c.formulasOf(a) {
		f := c.formula(key)
		if f == nil {
			continue
		}
		for _, p := range f.Parts {
			if s := c.sheet(p.Sheet); s != nil {
				walk(p.Sheet, key+"/"+p.Key, s.Indicators)
			}
		}
		for i := range f.Extras {
			x := &f.Extras[i]
			add(key, key+"/"+string(x.Effect)+"/"+x.Key, &x.Indicator)
		}
	}
	return list
}

// CorrectionsOf lists the corrections that concern a subject.
func (c *Course) CorrectionsOf(subject Ref) []Correction {
	list := []Correction{}
	for _, x := range c.Corrections {
		if slices.ContainsFunc(x.subjects(), func(of Ref) bool { return c.counts(of, subject) }) {
			list = append(list, x)
		}
	}
	return list
}

// FactsOf are the facts that count for a subject now, after corrections, of
// the facts as they were frozen, in order of their ids.
func (c *Course) FactsOf(subject Ref, frozen []Fact) []Fact {
	return slices.DeleteFunc(Correct(frozen, c.Corrections), func(f Fact) bool {
		return !c.counts(f.Subject, subject) || !c.Cycle.Period.Contains(f.At)
	})
}

// FactChanges lists what corrections have changed on a subject's card, as far
// as an actor may see it.
func (c *Course) FactChanges(subject Ref, actor Actor, frozen []Fact) []Difference {
	first := c.Clone()
	first.Corrections = nil
	before, _ := first.CardFor(subject, actor, frozen)
	after, _ := c.CardFor(subject, actor, frozen)
	return Diff(before, after)
}

// counts tells whether a fact of somebody counts for a subject: unlike
// concerns, that of a unit only where the subject is scored by those.
func (c *Course) counts(of, subject Ref) bool {
	a := c.Cycle.find(subject)
	return a != nil && a.concerned(of) && (of == subject || of.Body() == "" || c.Cycle.byUnit(a))
}

// byUnit tells whether somebody is scored by the facts of their units.
func (c *Cycle) byUnit(a *Assessed) bool {
	for _, x := range c.ItemsOf(a) {
		if slices.ContainsFunc(x.Indicator.Rules, func(r Rule) bool { return r.Scope == OfUnit }) {
			return true
		}
	}
	return slices.ContainsFunc(c.FormulasOf(a), func(f Formula) bool {
		return slices.ContainsFunc(f.Parts, func(p Part) bool { return p.Scope == OfUnit }) ||
			slices.ContainsFunc(f.Vetoes, func(v Veto) bool { return v.Scope == OfUnit })
	})
}
