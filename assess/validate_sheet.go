package assess

import (
	"slices"
	"strconv"
)

func (v *validation) sheets(c *Cycle) {
	v.count("/sheets", len(c.Sheets), MaxItems, false)
	v.unique("/sheets", "/key", keysOf(c.Sheets, func(s Sheet) string { return s.Key }))
	for i := range c.Sheets {
		s := &c.Sheets[i]
		p := at("/sheets", i)
		v.key(p+"/key", s.Key)
		v.text(p+"/title", s.Title, MaxTitle, true)
		used := slices.ContainsFunc(c.Formulas, func(f Formula) bool {
			return slices.ContainsFunc(f.Parts, func(part Part) bool { return part.Sheet == s.Key })
		})
		if !used {
			v.add(p, CodeNotUsed)
		}
		v.level(p+"/indicators", s.Indicators, 1, map[string]bool{})
	}
}

// level checks siblings of a tree.
func (v *validation) level(pointer string, list []Indicator, depth int, seen map[string]bool) {
	v.count(pointer, len(list), MaxItems, true)
	if depth > MaxDepth {
		v.add(pointer, CodeTooMany, "max", strconv.Itoa(MaxDepth))
		return
	}
	v.total(pointer, weightsOf(list, func(i Indicator) Weight { return i.Weight }))
	for i := range list {
		ind, p := &list[i], at(pointer, i)
		v.key(p+"/key", ind.Key)
		v.text(p+"/title", ind.Title, MaxTitle, true)
		if seen[ind.Key] {
			v.add(p+"/key", CodeDuplicate, "value", ind.Key)
		}
		seen[ind.Key] = true
		if len(ind.Children) > 0 {
			if len(ind.Rules)+len(ind.Scorers) > 0 {
				v.add(p+"/children", CodeConflict, "with", "rules,scorers")
			}
			v.level(p+"/children", ind.Children, depth+1, seen)
			continue
		}
		v.between(p+"/full", ind.Full, 1, MaxPoints)
		if ind.Min > ind.Full || ind.top() < ind.Min {
			v.between(p+"/min", ind.Min, -MaxPoints, min(ind.Full, ind.top()))
		} else {
			v.between(p+"/base", ind.Base, ind.Min, ind.top())
		}
		v.scoredBy(p, ind)
	}
}

func weightsOf[T any](list []T, weight func(T) Weight) []Weight {
	weights := make([]Weight, len(list))
	for i := range list {
		weights[i] = weight(list[i])
	}
	return weights
}

// scoredBy checks how an indicator without children gets its points.
func (v *validation) scoredBy(p string, ind *Indicator) {
	v.points(p+"/min", ind.Min)
	v.points(p+"/max", ind.Max)
	v.least(p+"/spread", ind.Spread, 0)
	switch {
	case len(ind.Rules) > 0 && len(ind.Scorers) > 0:
		v.add(p+"/scorers", CodeConflict, "with", "rules")
	case len(ind.Rules) == 0 && len(ind.Scorers) == 0:
		v.add(p+"/rules", CodeRequired)
	}
	if len(ind.Scorers) > 0 && ind.Base != 0 {
		v.add(p+"/base", CodeConflict, "with", "scorers")
	}
	v.count(p+"/rules", len(ind.Rules), MaxItems, false)
	v.unique(p+"/rules", "/key", keysOf(ind.Rules, func(r Rule) string { return r.Key }))
	for i := range ind.Rules {
		v.rule(at(p+"/rules", i), &ind.Rules[i])
		if ind.Rules[i].measures() && len(ind.Rules) > 1 {
			v.add(at(p+"/rules", i)+"/op", CodeConflict, "with", "rules")
		}
	}
	for i, k := range ind.About {
		v.kind(at(p+"/about", i), k, true)
	}
	if len(ind.Scorers) == 0 {
		return
	}
	v.count(p+"/scorers", len(ind.Scorers), 20, false)
	v.unique(p+"/scorers", "/who", keysOf(ind.Scorers, func(s Scorer) string { return string(s.Who) }))
	v.total(p+"/scorers", weightsOf(ind.Scorers, func(s Scorer) Weight { return s.Weight }))
	for i, s := range ind.Scorers {
		v.seat(at(p+"/scorers", i)+"/who", s.Who, true)
	}
}

func (v *validation) kind(pointer string, k FactKind, required bool) {
	if k == "" && !required {
		return
	}
	if !slices.Contains(FactKinds, k) {
		v.add(pointer, CodeUnknown, "value", string(k))
	}
}

func (v *validation) rule(p string, r *Rule) {
	v.key(p+"/key", r.Key)
	v.text(p+"/title", r.Title, MaxTitle, true)
	v.kind(p+"/fact", r.Fact, true)
	v.kind(p+"/twice", r.Twice, false)
	v.points(p+"/points", r.Points)
	if r.Scope != Own && r.Scope != OfUnit {
		v.add(p+"/scope", CodeUnknown, "value", string(r.Scope))
	}
	if r.Count != Exact && r.Count != Started && r.Count != Full {
		v.add(p+"/count", CodeUnknown, "value", string(r.Count))
	}
	v.least(p+"/per", Points(r.Per), 0)
	v.least(p+"/free", Points(r.Free), 0)
	v.least(p+"/cap", r.Cap, 0)
	switch r.Op {
	case Each, Share, Once:
		if r.Points == 0 {
			v.add(p+"/points", CodeRequired)
		}
		if len(r.Bands) > 0 {
			v.add(p+"/bands", CodeConflict, "with", "op")
		}
	case Bands:
		v.count(p+"/bands", len(r.Bands), 20, true)
		for i, b := range r.Bands {
			v.points(at(p+"/bands", i)+"/points", b.Points)
			if b.From < 0 || b.From > Whole || i > 0 && b.From >= r.Bands[i-1].From {
				v.add(at(p+"/bands", i)+"/from", CodeOrder)
			}
		}
	default:
		v.add(p+"/op", CodeUnknown, "value", string(r.Op))
	}
}

func (v *validation) formulas(c *Cycle) {
	v.count("/formulas", len(c.Formulas), MaxItems, true)
	v.unique("/formulas", "/key", keysOf(c.Formulas, func(f Formula) string { return f.Key }))
	for i := range c.Formulas {
		f, p := &c.Formulas[i], at("/formulas", i)
		v.key(p+"/key", f.Key)
		v.text(p+"/title", f.Title, MaxTitle, true)
		if c.sheet(f.Key) != nil {
			v.add(p+"/key", CodeDuplicate, "value", f.Key) // scores name a sheet or a formula
		}
		v.least(p+"/bonus_cap", f.BonusCap, 0)
		v.least(p+"/deduction_cap", f.DeductionCap, 0)
		used := slices.ContainsFunc(c.Assessed, func(a Assessed) bool { return slices.Contains(c.formulasOf(&a), f.Key) })
		if !used {
			v.add(p, CodeNotUsed)
		}
		v.parts(p+"/parts", f, c)
		v.unique(p+"/extras", "/key", keysOf(f.Extras, func(x Extra) string { return x.Key }))
		for j := range f.Extras {
			v.extra(at(p+"/extras", j), &f.Extras[j])
		}
		v.unique(p+"/vetoes", "/key", keysOf(f.Vetoes, func(x Veto) string { return x.Key }))
		for j, x := range f.Vetoes {
			q := at(p+"/vetoes", j)
			v.key(q+"/key", x.Key)
			v.text(q+"/title", x.Title, MaxTitle, true)
			v.kind(q+"/fact", x.Fact, false)
		}
	}
}

func (v *validation) parts(pointer string, f *Formula, c *Cycle) {
	v.count(pointer, len(f.Parts), 20, true)
	v.unique(pointer, "/key", keysOf(f.Parts, func(p Part) string { return p.Key }))
	v.total(pointer, weightsOf(f.Parts, func(p Part) Weight { return p.Weight }))
	for i, part := range f.Parts {
		p := at(pointer, i)
		v.key(p+"/key", part.Key)
		v.text(p+"/title", part.Title, MaxTitle, true)
		switch {
		case part.Sheet == "" && part.Mean == "":
			v.add(p+"/sheet", CodeRequired)
		case part.Sheet != "" && part.Mean != "":
			v.add(p+"/mean", CodeConflict, "with", "sheet")
		case part.Sheet != "" && c.sheet(part.Sheet) == nil:
			v.add(p+"/sheet", CodeDangling, "value", part.Sheet)
		case part.Mean != "" && !slices.Contains([]PeriodKind{Year, Quarter, Month}, part.Mean):
			v.add(p+"/mean", CodeUnknown, "value", string(part.Mean))
		}
		v.within(p+"/expect", part.Expect, 0, 366)
	}
}

func (v *validation) extra(p string, x *Extra) {
	v.key(p+"/key", x.Key)
	v.text(p+"/title", x.Title, MaxTitle, true)
	if x.Effect != Bonus && x.Effect != Deduction {
		v.add(p+"/effect", CodeUnknown, "value", string(x.Effect))
	}
	if x.Weight != 0 || len(x.Children) > 0 || x.Base != 0 || x.Full != 0 || x.Min != 0 {
		v.add(p, CodeConflict, "with", "effect")
	}
	least := Points(0)
	if len(x.Scorers) > 0 {
		least = 1
	}
	v.least(p+"/max", x.Max, least)
	for i, r := range x.Rules {
		if r.Points < 0 != (x.Effect == Deduction) && r.Points != 0 {
			v.add(at(p+"/rules", i)+"/points", CodeConflict, "with", "effect")
		}
	}
	v.scoredBy(p, &x.Indicator)
}
