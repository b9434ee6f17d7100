package assess

import "strconv"

// extras adds bonuses and deductions of a stint's formula. Their points count
// in full; the limits shrink with the part of the period the formula is for.
func (s *scoring) extras(i int) {
	f := s.c.formula(s.stints[i].formula)
	if f == nil || s.card.Empty {
		return
	}
	sums := map[Effect]Points{}
	for j := range f.Extras {
		x := &f.Extras[j]
		sums[x.Effect] += s.extra(x, f.Key, i)
	}
	for _, e := range []Effect{Bonus, Deduction} {
		limit, sum := f.BonusCap, sums[e]
		if e == Deduction {
			limit, sum = f.DeductionCap, -sum
		}
		limit = s.portion(limit, i)
		if limit <= 0 || sum <= limit {
			continue
		}
		cut := limit - sum
		if e == Deduction {
			cut = -cut
		}
		s.addAt(f.Key+"/"+string(e), ScoreLine{Kind: LineCap, Raw: cut, Points: cut, Capped: true})
	}
}

// portion is the part of a limit that a stint may use.
func (s *scoring) portion(limit Points, i int) Points {
	total := 0
	for _, st := range s.stints {
		total += st.days
	}
	return Points(scale(int64(limit), int64(s.stints[i].days), int64(total)))
}

// extra adds the lines of one bonus or deduction and returns their sum.
func (s *scoring) extra(x *Extra, formula string, i int) Points {
	path := formula + "/" + string(x.Effect) + "/" + x.Key
	var lines []ScoreLine
	if len(x.Scorers) > 0 {
		before := len(s.card.Notes)
		lines = s.scored(&x.Indicator, formula, path)
		if len(lines) == 0 {
			s.card.Notes = s.card.Notes[:before] // nobody had anything to add: nothing is missing
		}
		for k := range lines {
			if x.Effect == Deduction {
				lines[k].Raw = -lines[k].Raw
			}
		}
	}
	for j := range x.Rules {
		if line, ok := s.apply(&x.Rules[j], i); ok {
			line.Indicator = x.Key
			lines = append(lines, line)
		}
	}
	var sum Points
	for _, l := range lines {
		l.Points = l.Raw
		s.addAt(path, l)
		sum += l.Raw
	}
	low, high := Points(0), s.portion(x.Max, i)
	if x.Effect == Deduction {
		low, high = -high, 0
	}
	cut := sum
	if x.Max > 0 {
		cut = max(min(sum, high), low)
	}
	if cut != sum {
		s.addAt(path, ScoreLine{Kind: LineCap, Raw: cut - sum, Points: cut - sum, Capped: true})
	}
	return cut
}

// moderated adds what the leading group moved.
func (s *scoring) moderated() {
	for _, a := range bySeq(s.in.Adjustments, func(a Adjustment) int64 { return a.Seq }) {
		if a.Subject != s.a.Subject || s.card.Empty {
			continue
		}
		by := a.By
		s.addAt("moderation", ScoreLine{Kind: LineAdjust, Rule: strconv.FormatInt(a.Seq, 10), Raw: a.Points, Points: a.Points, By: &by, Remark: a.Reason})
	}
}

// vetoes adds a line for every veto that stands.
func (s *scoring) vetoes() {
	for i, st := range s.stints {
		f := s.c.formula(st.formula)
		if f == nil {
			continue
		}
		for j := range f.Vetoes {
			v := &f.Vetoes[j]
			path := f.Key + "/veto/" + v.Key
			line := ScoreLine{Kind: LineVeto, Title: v.Title}
			for _, u := range s.uses(v.Fact, v.Tag, v.Scope, i) {
				if u.fact.Value >= max(v.AtLeast, 1) {
					line.take(u.fact, u.fact.Value, 0)
				}
			}
			if len(line.Facts) > 0 {
				s.addAt(path, line)
			}
			for _, d := range bySeq(s.in.Declared, func(d Declared) int64 { return d.Seq }) {
				if d.Subject == s.a.Subject && d.Veto == v.Key {
					by := d.By
					s.addAt(path, ScoreLine{Kind: LineVeto, Title: v.Title, Rule: strconv.FormatInt(d.Seq, 10), By: &by, Remark: d.Reason})
				}
			}
		}
	}
}

// limit keeps the total between nothing and the most a total may be.
func (s *scoring) limit() {
	cut := max(s.card.Total, 0)
	if most := s.c.Settings.MaxTotal; most > 0 {
		cut = min(cut, most)
	}
	if cut != s.card.Total {
		d := cut - s.card.Total
		s.addAt("total", ScoreLine{Kind: LineCap, Raw: d, Points: d, Capped: true})
	}
}
