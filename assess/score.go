package assess

import (
	"slices"
	"strconv"
	"strings"
)

// scoring is one scorecard being made.
type scoring struct {
	c      *Cycle
	a      *Assessed
	in     Inputs
	period span
	facts  []Fact // within the period, in order of their ids
	stints []stint
	card   Scorecard
}

// node is a piece of the formula: it shares its worth out among its children,
// or has lines of its own.
type node struct {
	path     string
	worth    Points // once allotted
	weight   Weight
	children []*node
	lines    []ScoreLine
	full     Points
	min, max Points
	bounded  bool
	absent   string // why it counts neither way
}

// Score computes the scorecard of a subject. It looks at nothing but its
// arguments, and the order of the inputs makes no difference. A subject that
// the cycle does not assess gets an empty card.
func Score(c Cycle, subject Ref, in Inputs) Scorecard {
	s := newScoring(&c, subject, in)
	if s.a == nil {
		return s.card
	}
	root := s.tree()
	s.card.Empty = !root.present()
	if s.card.Held < c.Settings.MinHeld {
		s.note(NoteShort, "", "held", s.card.Held.String())
	}
	s.allot(root, Hundred)
	for i := range s.stints {
		s.extras(i)
	}
	s.moderated()
	s.vetoes()
	s.limit()
	return s.card
}

// newScoring picks out what a card is made of; s.a is nil when the subject is
// not assessed.
func newScoring(c *Cycle, subject Ref, in Inputs) *scoring {
	s := &scoring{c: c, a: c.find(subject), in: in, period: span{c.Period.From(), c.Period.To()}}
	s.card = Scorecard{Cycle: c.ID, Subject: subject, Empty: true, Lines: []ScoreLine{}}
	if s.a == nil {
		return s
	}
	for i := range in.Facts {
		if f := &in.Facts[i]; s.a.concerned(f.Subject) && !f.At.Before(s.period.from) && !f.At.After(s.period.to) {
			s.facts = append(s.facts, *f)
		}
	}
	sortFacts(s.facts)
	var held int
	s.stints, held = c.stints(s.a)
	s.card.Held = Weight(scale(int64(Whole), int64(held), int64(s.period.days())))
	return s
}

func (s *scoring) note(code NoteCode, path string, params ...string) {
	s.card.Notes = append(s.card.Notes, Note{Code: code, Path: path, Params: pairs(params)})
}

func (s *scoring) add(l ScoreLine) {
	s.card.Lines = append(s.card.Lines, l)
	s.card.Total += l.Points
}

// tree builds formulas, parts and indicators with their lines.
func (s *scoring) tree() *node {
	root := &node{}
	for i, st := range s.stints {
		f := s.c.formula(st.formula)
		if f == nil {
			continue
		}
		n := &node{path: f.Key, weight: Weight(st.days)}
		if len(s.stints) > 1 {
			s.note(NoteStint, f.Key, "days", strconv.Itoa(st.days), "of", strconv.Itoa(s.period.days()))
		}
		for j := range f.Parts {
			n.children = append(n.children, s.part(&f.Parts[j], f.Key, i))
		}
		root.children = append(root.children, n)
	}
	return root
}

func (s *scoring) part(p *Part, path string, i int) *node {
	n := &node{path: path + "/" + p.Key, weight: p.Weight}
	if p.Sheet == "" {
		s.mean(n, p, i)
		return n
	}
	if sheet := s.c.sheet(p.Sheet); sheet != nil {
		for j := range sheet.Indicators {
			n.children = append(n.children, s.indicator(&sheet.Indicators[j], p.Sheet, n.path, i))
		}
	}
	return n
}

// mean makes a part of the results of other periods.
func (s *scoring) mean(n *node, p *Part, i int) {
	line := ScoreLine{Kind: LineMean, Title: p.Title, Rule: string(p.Mean)}
	var sum, weights int64
	for _, u := range s.uses(PeriodScore, string(p.Mean), p.Scope, i) {
		w := u.part.of(1000)
		sum += scale(u.fact.Value, w, 1)
		weights += w
		line.take(u.fact, u.fact.Value, int64(Hundred))
	}
	if weights == 0 {
		n.absent = WhyNoResults
		return
	}
	if len(line.Facts) < p.Expect {
		s.note(NoteMeanOf, n.path, "n", strconv.Itoa(len(line.Facts)), "expect", strconv.Itoa(p.Expect))
	}
	line.Raw = Points(scale(sum, 1, weights))
	n.lines, n.full = []ScoreLine{line}, Hundred
}

func (s *scoring) indicator(ind *Indicator, sheet, path string, i int) *node {
	n := &node{path: path + "/" + ind.Key, weight: ind.Weight}
	if len(ind.Children) > 0 {
		for j := range ind.Children {
			n.children = append(n.children, s.indicator(&ind.Children[j], sheet, n.path, i))
		}
		return n
	}
	n.full, n.min, n.max, n.bounded = ind.Full, ind.Min, ind.top(), true
	if len(ind.Scorers) > 0 {
		n.lines = s.scored(ind, sheet, n.path)
		if len(n.lines) == 0 {
			n.absent = WhyNotScored
		}
		return n
	}
	if ind.Base != 0 {
		n.lines = append(n.lines, ScoreLine{Kind: LineBase, Title: ind.Title, Indicator: ind.Key, Raw: ind.Base})
	}
	for j := range ind.Rules {
		r := &ind.Rules[j]
		line, ok := s.apply(r, i)
		if !ok && r.measures() {
			n.absent = WhyNoFacts
			return n
		}
		if line.Indicator = ind.Key; ok {
			n.lines = append(n.lines, line)
		}
	}
	return n
}

// scored makes lines of what people gave for an indicator. Scorers who gave
// nothing are left out and the others re-weighted.
func (s *scoring) scored(ind *Indicator, sheet, path string) []ScoreLine {
	found := map[Ref]Evaluation{}
	for _, e := range s.in.Evaluations {
		if e.Subject == s.a.Subject && e.Sheet == sheet && e.Indicator == ind.Key {
			if was, ok := found[e.Scorer]; !ok || e.Seq > was.Seq {
				found[e.Scorer] = e
			}
		}
	}
	line := func(e Evaluation, raw Points, share Weight) ScoreLine {
		by := e.By
		return ScoreLine{Kind: LineScore, Title: ind.Title, Indicator: ind.Key, Rule: string(e.Scorer), Raw: raw, By: &by, Remark: e.Remark,
			Gave: &Gave{Points: e.Points, Share: share, Amended: e.Amended}}
	}
	if e, ok := found[""]; ok {
		s.note(NoteVerified, path)
		return []ScoreLine{line(e, e.Points, 0)}
	}
	var in []Evaluation
	var weights []Weight
	for _, sc := range ind.Scorers {
		if e, ok := found[sc.Who]; ok {
			in, weights = append(in, e), append(weights, sc.Weight)
		} else {
			s.note(NoteMissing, path, "who", string(sc.Who))
		}
	}
	var lines []ScoreLine
	for k, w := range Allot(Points(Whole), weights) {
		lines = append(lines, line(in[k], Points(scale(int64(in[k].Points), int64(w), int64(Whole))), Weight(w)))
	}
	return lines
}

// present tells whether anything under the node was scored.
func (n *node) present() bool {
	if len(n.children) == 0 {
		return n.absent == "" && n.full > 0
	}
	return slices.ContainsFunc(n.children, (*node).present)
}

// allot shares a node's worth out among the children that were scored, and at
// a leaf turns its own scale into points of the total.
func (s *scoring) allot(n *node, worth Points) {
	n.worth = worth
	if len(n.children) == 0 {
		s.leaf(n, worth)
		return
	}
	var present []*node
	var weights []Weight
	for _, c := range n.children {
		if c.present() {
			present, weights = append(present, c), append(weights, c.weight)
			continue
		}
		why := c.absent
		if why == "" {
			why = WhyEmpty
		}
		s.note(NoteLeftOut, c.path, "why", why)
	}
	for i, w := range Allot(worth, weights) {
		s.allot(present[i], w)
	}
}

func (s *scoring) leaf(n *node, worth Points) {
	if !n.present() {
		return
	}
	var raw, got Points
	for _, l := range n.lines {
		l.Full, l.Worth = n.full, worth
		l.Points = Points(scale(int64(l.Raw), int64(worth), int64(n.full)))
		s.addAt(n.path, l)
		raw, got = raw+l.Raw, got+l.Points
	}
	if !n.bounded {
		return
	}
	if cut := max(min(raw, n.max), n.min); cut != raw {
		s.addAt(n.path, ScoreLine{Kind: LineCap, Raw: cut - raw, Full: n.full, Worth: worth, Capped: true,
			Points: Points(scale(int64(cut), int64(worth), int64(n.full))) - got})
	}
}

// addAt adds a line under a path, with a key that names it for good.
func (s *scoring) addAt(path string, l ScoreLine) {
	l.Path = path
	l.Key = strings.Join([]string{path, string(l.Kind), l.Rule}, "#")
	s.add(l)
}
