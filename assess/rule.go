package assess

import "slices"

// use is a fact that a rule looks at, and how much of it is the subject's.
type use struct {
	fact *Fact
	part fraction
}

// uses lists the facts a rule looks at in a stint, in order of their ids.
func (s *scoring) uses(kind FactKind, tag string, scope Scope, i int) []use {
	var list []use
	for j := range s.facts {
		f := &s.facts[j]
		if f.Kind != kind || tag != "" && f.Tag != tag {
			continue
		}
		if part := s.share(f, i, scope); part.num > 0 {
			list = append(list, use{f, part})
		}
	}
	return list
}

// apply makes a line of a rule in a stint; false when the rule has nothing to
// say.
func (s *scoring) apply(r *Rule, i int) (ScoreLine, bool) {
	line := ScoreLine{Kind: LineRule, Title: r.Title, Rule: r.Key}
	uses := s.uses(r.Fact, r.Tag, r.Scope, i)
	ok := false
	switch r.Op {
	case Each:
		ok = s.each(r, uses, i, &line)
	case Once:
		for _, u := range uses {
			if u.fact.Value >= r.per() {
				line.take(u.fact, u.fact.Value, 0)
				line.Raw, ok = r.Points, true
			}
		}
	case Share, Bands:
		if line.Rate, ok = average(uses, &line); !ok {
			break
		}
		if r.Op == Share {
			line.Raw = Points(scale(int64(r.Points), int64(line.Rate), int64(Whole)))
		}
		for _, b := range r.Bands {
			if line.Rate >= b.From {
				line.Raw = b.Points
				break
			}
		}
	}
	if r.Cap > 0 && (line.Raw > r.Cap || line.Raw < -r.Cap) {
		line.Raw, line.Capped = max(min(line.Raw, r.Cap), -r.Cap), true
	}
	return line, ok
}

// each counts the values of facts, one by one doubled and shared, then together
// less what is free.
func (s *scoring) each(r *Rule, uses []use, i int, line *ScoreLine) bool {
	var sum int64
	for _, u := range uses {
		v := u.fact.Value
		switch whole := v / r.per() * r.per(); {
		case r.Count == Started && whole < v:
			v = whole + r.per()
		case r.Count == Full:
			v = whole
		}
		if r.Twice != "" && s.sameWork(u.fact, r.Twice) {
			v *= 2
		}
		if v = u.part.of(v); v == 0 {
			continue
		}
		line.take(u.fact, v, 0)
		sum += v
	}
	if sum == 0 {
		return false
	}
	line.Count = max(sum-r.Free, 0)
	line.Raw = Points(scale(int64(r.Points), line.Count, r.per()))
	return true
}

// sameWork tells whether the piece of work behind a fact has a fact of a kind
// for the same subject.
func (s *scoring) sameWork(f *Fact, kind FactKind) bool {
	return f.Work != "" && slices.ContainsFunc(s.facts, func(o Fact) bool {
		return o.Work == f.Work && o.Subject == f.Subject && o.Kind == kind && o.Value > 0
	})
}

// average is the mean share that facts reached, each weighted by the part of
// it that is the subject's.
func average(uses []use, line *ScoreLine) (Weight, bool) {
	var sum, weights int64
	for _, u := range uses {
		if u.fact.Of <= 0 {
			continue
		}
		reached := min(scale(int64(Whole), u.fact.Value, u.fact.Of), int64(Whole))
		weight := u.part.of(1000)
		sum += reached * weight
		weights += weight
		line.take(u.fact, u.fact.Value, u.fact.Of)
	}
	if weights == 0 {
		return 0, false
	}
	return Weight(scale(sum, 1, weights)), true
}

// take names a fact and its events on the line.
func (l *ScoreLine) take(f *Fact, value, of int64) {
	l.Facts = append(l.Facts, FactUse{ID: f.ID, Value: value, Of: of})
	for _, e := range f.Events {
		if !slices.Contains(l.Events, e) {
			l.Events = append(l.Events, e)
		}
	}
}
