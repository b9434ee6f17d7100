package assess

import (
	"slices"

	"duban/calendar"
)

// span is a stretch of days, both ends included.
type span struct{ from, to calendar.Date }

func (s span) days() int { return s.from.DaysUntil(s.to) + 1 }

// within cuts s to o; false when they do not meet.
func (s span) within(o span) (span, bool) {
	if s.from.Before(o.from) {
		s.from = o.from
	}
	if s.to.After(o.to) {
		s.to = o.to
	}
	return s, !s.to.Before(s.from)
}

// union counts the days that lie in any of the spans, cut to o.
func union(spans []span, o span) int {
	var cut []span
	for _, s := range spans {
		if c, ok := s.within(o); ok {
			cut = append(cut, c)
		}
	}
	slices.SortFunc(cut, func(a, b span) int { return a.from.Compare(b.from) })
	days := 0
	var last span
	for i, s := range cut {
		switch {
		case i == 0 || s.from.After(last.to):
			days += s.days()
			last = s
		case s.to.After(last.to):
			days += last.to.DaysUntil(s.to)
			last.to = s.to
		}
	}
	return days
}

// stint is the part of a period that somebody is assessed for by one formula.
type stint struct {
	formula string
	whole   bool // no tenures: the subject itself, all the time
	tenures []Tenure
	days    int
}

// stints divides a period by formula, in the order of the tenures. It also
// says on how many days of the period any post was held.
func (c *Cycle) stints(a *Assessed) (list []stint, held int) {
	period := span{c.Period.From(), c.Period.To()}
	if len(a.Tenures) == 0 {
		return []stint{{formula: a.Formula, whole: true, days: period.days()}}, period.days()
	}
	var all []span
	for _, key := range c.formulasOf(a) {
		st := stint{formula: key}
		var spans []span
		for _, t := range a.Tenures {
			if own := t.Formula; own == key || own == "" && a.Formula == key {
				st.tenures = append(st.tenures, t)
				spans = append(spans, t.span(period))
			}
		}
		all = append(all, spans...)
		if st.days = union(spans, period); st.days > 0 {
			list = append(list, st)
		}
	}
	return list, union(all, period)
}

// span is the tenure as days; one that has not ended lasts to the end of the
// period.
func (t Tenure) span(period span) span {
	if t.To.IsZero() {
		return span{t.From, period.to}
	}
	return span{t.From, t.To}
}

// part of a fact: num out of den days.
type fraction struct{ num, den int }

func (f fraction) of(v int64) int64 { return scale(v, int64(f.num), int64(f.den)) }

// lasted is the stretch a fact counts for, cut to the period.
func (f *Fact) lasted(period span) span {
	s := span{f.At, f.At}
	if f.Since != nil && f.Since.Before(f.At) {
		s.from = *f.Since
	}
	cut, _ := s.within(period)
	return cut
}

// share says how much of a fact, which lies in the period, belongs to a stint
// of the subject in a scope.
func (s *scoring) share(f *Fact, i int, scope Scope) fraction {
	st := &s.stints[i]
	lasted := f.lasted(s.period)
	if scope == OfUnit {
		return overlap(st, lasted, s.period, func(t Tenure) bool { return t.Unit != "" && t.Unit == f.Subject.Body() })
	}
	if f.Subject == s.a.Subject {
		return s.own(lasted, i)
	}
	if post := f.Subject.Post(); post != "" {
		return overlap(st, lasted, s.period, func(t Tenure) bool { return t.Post == post })
	}
	return fraction{0, 1}
}

// own shares what happened to the person themselves out among their stints; all
// of it always belongs to some.
func (s *scoring) own(lasted span, i int) fraction {
	if len(s.stints) == 1 {
		return fraction{1, 1}
	}
	total, mine := 0, 0
	for j := range s.stints {
		days := overlap(&s.stints[j], lasted, s.period, func(Tenure) bool { return true }).num
		total += days
		if j == i {
			mine = days
		}
	}
	switch {
	case total > 0:
		return fraction{mine, total}
	case i == 0:
		return fraction{1, 1}
	}
	return fraction{0, 1}
}

func overlap(st *stint, lasted, period span, match func(Tenure) bool) fraction {
	var spans []span
	for _, t := range st.tenures {
		if match(t) {
			spans = append(spans, t.span(period))
		}
	}
	return fraction{union(spans, lasted), lasted.days()}
}
