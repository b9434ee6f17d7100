package assess

import "slices"

func (v *validation) gradeSets(c *Cycle) {
	v.count("/grade_sets", len(c.GradeSets), MaxItems, true)
	v.unique("/grade_sets", "/key", keysOf(c.GradeSets, func(g GradeSet) string { return g.Key }))
	for i := range c.GradeSets {
		s, p := &c.GradeSets[i], at("/grade_sets", i)
		v.key(p+"/key", s.Key)
		v.count(p+"/grades", len(s.Grades), 20, true)
		v.unique(p+"/grades", "/key", keysOf(s.Grades, func(g Grade) string { return g.Key }))
		for j, g := range s.Grades {
			q := at(p+"/grades", j)
			v.key(q+"/key", g.Key)
			v.text(q+"/title", g.Title, MaxTitle, true)
			last := j == len(s.Grades)-1
			if j > 0 && !last && g.From >= s.Grades[j-1].From || g.From < 0 || last && g.From != 0 {
				v.add(q+"/from", CodeOrder)
			}
			if g.Quota == nil {
				continue
			}
			if last {
				v.add(q+"/quota", CodeConflict, "with", "last")
			}
			v.share(q+"/quota/percent", g.Quota.Percent, 0)
			if !slices.Contains([]Rounding{Down, Nearest, Up}, g.Quota.Rounding) {
				v.add(q+"/quota/rounding", CodeUnknown, "value", string(g.Quota.Rounding))
			}
		}
	}
	v.unique("/staff", "/type", keysOf(c.Staff, func(s Staff) string { return s.Type }))
	for i, s := range c.Staff {
		p := at("/staff", i)
		v.text(p+"/type", s.Type, MaxTitle, true)
		if !slices.ContainsFunc(c.GradeSets, func(g GradeSet) bool { return g.Key == s.Grades }) {
			v.add(p+"/grades", CodeDangling, "value", s.Grades)
		}
		if s.Appeal && len(c.Line.Appeal) == 0 {
			v.add("/line/appeal", CodeRequired)
		}
	}
}

func (v *validation) assessed(c *Cycle) {
	v.count("/assessed", len(c.Assessed), MaxAssessed, true)
	v.unique("/assessed", "/subject", keysOf(c.Assessed, func(a Assessed) string { return string(a.Subject) }))
	for i := range c.Assessed {
		a, p := &c.Assessed[i], at("/assessed", i)
		v.text(p+"/name", a.Name, MaxTitle, true)
		v.seat(p+"/head", a.Head, a.Kind != Cadre)
		switch a.Kind {
		case Cadre:
			v.named(p, a.Subject.User() != "")
		case Unit, Village:
			v.named(p, a.Subject.Body() != "" && (a.Kind == Unit) == (a.Subject.after("unit:") != ""))
			if len(a.Tenures) > 0 {
				v.add(p+"/tenures", CodeConflict, "with", "kind")
			}
		default:
			v.add(p+"/kind", CodeUnknown, "value", string(a.Kind))
		}
		if c.staff(a.Staff) == nil {
			v.add(p+"/staff", CodeNoGrades, "staff", a.Staff)
		}
		if a.Formula == "" {
			v.add(p+"/formula", CodeRequired)
		} else if c.formula(a.Formula) == nil {
			v.add(p+"/formula", CodeDangling, "value", a.Formula)
		}
		v.tenures(p+"/tenures", a, c)
		v.ownLines(p, a, c)
	}
}

func (v *validation) named(p string, ok bool) {
	if !ok {
		v.add(p+"/subject", CodeConflict, "with", "kind")
	}
}

func (v *validation) tenures(pointer string, a *Assessed, c *Cycle) {
	v.count(pointer, len(a.Tenures), 50, false)
	period := span{c.Period.From(), c.Period.To()}
	for i, t := range a.Tenures {
		p := at(pointer, i)
		v.text(p+"/post", t.Post, MaxTitle, true)
		if !t.From.Valid() || !t.To.IsZero() && (!t.To.Valid() || t.To.Before(t.From)) {
			v.add(p+"/to", CodeDateOrder)
			continue
		}
		if t.Formula != "" && c.formula(t.Formula) == nil {
			v.add(p+"/formula", CodeDangling, "value", t.Formula)
		}
		for _, o := range a.Tenures[:i] {
			if o.Post != t.Post || !o.From.Valid() {
				continue
			}
			if _, meet := t.span(period).within(o.span(period)); meet {
				v.add(p+"/from", CodeDuplicate, "value", t.Post)
			}
		}
	}
}

// ownLines finds indicators for which nobody is left but those assessed: each
// scorer is the subject, its head, or a post that the person holds.
func (v *validation) ownLines(p string, a *Assessed, c *Cycle) {
	for _, j := range c.judged(a) {
		if !slices.ContainsFunc(j.ind.Scorers, func(s Scorer) bool { return !a.owns(s.Who) }) {
			v.add(p+"/subject", CodeOwnLine, "indicator", j.ind.Key)
		}
	}
}

// owns tells whether a post or user is the subject itself.
func (a *Assessed) owns(who Ref) bool {
	return who == a.Subject || a.Head != "" && who == a.Head ||
		slices.ContainsFunc(a.Tenures, func(t Tenure) bool { return t.Post != "" && t.Post == who.Post() })
}
