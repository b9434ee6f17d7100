package assess

import (
	"slices"
)

// Evaluate 考评 gives a subject points for indicators that the actor's post
// scores. Giving them again, with a reason, replaces them while scoring lasts,
// but not where scorers are blind and all are in.
type Evaluate struct {
	Header
	Items []Given `json:"items"`
}

// Given is the points for one indicator, on its own scale; for a deduction
// what it takes away. Of a panel or a review, Scorer is whose points it puts
// right; with none it stands instead of all scorers'.
type Given struct {
	Sheet     string   `json:"sheet"` // or the formula, for its extras
	Indicator string   `json:"indicator"`
	Scorer    Ref      `json:"scorer,omitempty"`
	Points    Points   `json:"points"`
	Remark    string   `json:"remark,omitempty"`
	Evidence  []string `json:"evidence,omitempty"`
}

// Name is the command's wire name.
func (Evaluate) Name() Name { return NameEvaluate }

func (c Evaluate) permit(t *turn) error {
	if err := t.in(PhaseScoring); err != nil {
		return err
	}
	if err := t.subject(); err != nil {
		return err
	}
	if err := t.as(t.course.scorersFor(t.a)...); err != nil {
		return err
	}
	if t.steppedBack(t.a.Subject) {
		return refuse(CodeRecused, "subject", string(t.a.Subject))
	}
	return t.apart(t.a)
}

func (c Evaluate) decide(t *turn) error {
	if i := slices.IndexFunc(c.Items, func(g Given) bool { return g.Scorer != "" }); i >= 0 {
		return invalid(at("/items", i)+"/scorer", CodeDangling, "value", string(c.Items[i].Scorer))
	}
	if err := t.items(c.Items, "/items"); err != nil {
		return err
	}
	var d Detail
	for _, g := range c.Items {
		e, was, err := t.evaluate(g)
		if err != nil {
			return err
		}
		if was != nil {
			if err := t.reason(); err != nil {
				return err
			}
			d.Before = append(d.Before, *was)
		}
		d.Evaluations = append(d.Evaluations, e)
	}
	t.by = d.Evaluations[0].By
	t.emit(Event{Type: Evaluated, Subject: t.a.Subject, Reason: t.head.Reason, Detail: d})
	return t.endIfAllIn()
}

// endIfAllIn ends the scoring when nothing is missing any more.
func (t *turn) endIfAllIn() error {
	if len(t.course.Open()) == 0 {
		return t.endScoring()
	}
	return nil
}

// items checks points against the indicators of the subject, all at once.
func (t *turn) items(items []Given, pointer string) error {
	var v validation
	v.count(pointer, len(items), MaxItems, true)
	for i, g := range items {
		p := at(pointer, i)
		v.text(p+"/remark", g.Remark, MaxText, false)
		v.count(p+"/evidence", len(g.Evidence), 100, false)
		ind := t.judges(g)
		switch {
		case ind == nil:
			v.add(p+"/indicator", CodeDangling, "value", g.Indicator)
		case g.Points < ind.Min || g.Points > ind.top():
			v.add(p+"/points", CodeOutOfRange, "min", ind.Min.String(), "max", ind.top().String())
		}
		if slices.ContainsFunc(items[:i], g.clashes) {
			v.add(p+"/indicator", CodeDuplicate, "value", g.Indicator)
		}
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	return nil
}

// clashes tells whether two scores cannot both be meant: they are of the same
// seat, or one stands instead of the other's.
func (g Given) clashes(o Given) bool {
	return o.Sheet == g.Sheet && o.Indicator == g.Indicator && (o.Scorer == g.Scorer || o.Scorer == "" || g.Scorer == "")
}

// judges returns the indicator if people score it for the subject.
func (t *turn) judges(g Given) *Indicator {
	for _, j := range t.course.Cycle.judged(t.a) {
		if j.sheet == g.Sheet && j.ind.Key == g.Indicator {
			return j.ind
		}
	}
	return nil
}

// evaluate finds the seat in which the actor scores an indicator. Nobody fills
// two seats of one indicator: two scorers are two people.
func (t *turn) evaluate(g Given) (Evaluation, *Evaluation, error) {
	ind := t.judges(g)
	if err := t.unconcerned(t.a, ind); err != nil {
		return Evaluation{}, nil, err
	}
	seated := false
	for _, s := range ind.Scorers {
		ways := t.head.Actor.Capacities(s.Who)
		if len(ways) == 0 {
			continue
		}
		seated = true
		if t.sitsElsewhere(g, ind, s.Who) {
			continue
		}
		was := t.course.Evaluation(t.a.Subject, g.Sheet, g.Indicator, s.Who)
		if was != nil && ind.Blind && t.course.allIn(t.a.Subject, g.Sheet, ind) {
			return Evaluation{}, nil, refuse(CodeBlindOver, "indicator", g.Indicator)
		}
		e := t.given(g, ways[0])
		e.Scorer = s.Who
		return e, was, nil
	}
	if seated {
		return Evaluation{}, nil, refuse(CodeTookPart, "subject", string(t.a.Subject), "indicator", g.Indicator)
	}
	return Evaluation{}, nil, refuse(CodeNotYourLine, "indicator", g.Indicator)
}

// sitsElsewhere tells whether the actor, or somebody they stand in for, has
// scored in another seat of the indicator.
func (t *turn) sitsElsewhere(g Given, ind *Indicator, seat Ref) bool {
	return slices.ContainsFunc(ind.Scorers, func(s Scorer) bool {
		if s.Who == seat {
			return false
		}
		e := t.course.Evaluation(t.a.Subject, g.Sheet, g.Indicator, s.Who)
		return e != nil && t.head.Actor.involves(e.By)
	})
}

func (t *turn) given(g Given, by Person) Evaluation {
	return Evaluation{Subject: t.a.Subject, Sheet: g.Sheet, Indicator: g.Indicator, Points: g.Points, Remark: g.Remark,
		Evidence: slices.Clone(g.Evidence), By: by, At: t.now, Seq: t.seq}
}

// endScoring closes the scoring with what is in, draws the sample and hands it
// to the panel. What was not handed in is left out of the scores. It is the
// program that does it, not whoever came last.
func (t *turn) endScoring() error {
	by := t.by
	t.by = System().Self()
	defer func() { t.by = by }()
	open := t.course.Open()
	sample, err := t.course.draw()
	if err != nil {
		return err
	}
	t.emit(Event{Type: SampleDrawn, Detail: Detail{Sample: &sample}})
	if err := t.begin(PhasePanel, Detail{OpenScores: open, To: t.course.Cycle.Line.Panel}); err != nil {
		return err
	}
	t.verified()
	return nil
}

// CorrectFact corrects, adds or takes back a fact after the freeze. The office
// or the panel does it, with a reason and never about themselves; the program
// fills in the fact as it was.
type CorrectFact struct {
	Header
	Before *Fact `json:"before,omitempty"`
	After  *Fact `json:"after,omitempty"`
}

// Name is the command's wire name.
func (CorrectFact) Name() Name { return NameCorrectFact }

func (c CorrectFact) permit(t *turn) error {
	if err := t.in(PhaseSelf, PhaseScoring, PhasePanel, PhaseModeration); err != nil {
		return err
	}
	return t.as(append([]Ref{t.course.Cycle.Line.Office}, t.course.Cycle.Line.Panel...)...)
}

func (c CorrectFact) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	x, err := t.correction(Correction{Before: c.Before, After: c.After}, "")
	if err != nil {
		return err
	}
	t.emit(Event{Type: FactCorrected, Reason: t.head.Reason, Detail: Detail{Corrections: []Correction{x}}})
	t.recount()
	return nil
}

// correction checks one correction and signs it.
func (t *turn) correction(x Correction, pointer string) (Correction, error) {
	if x.Before == nil && x.After == nil {
		return x, invalid(pointer+"/after", CodeRequired)
	}
	if err := t.factAfter(x, pointer); err != nil {
		return x, err
	}
	for _, of := range x.subjects() {
		if of.Post() != "" && t.head.Actor.stands(of) {
			return x, refuse(CodeOwnScore, "subject", string(of))
		}
		for i := range t.course.Cycle.Assessed {
			a := &t.course.Cycle.Assessed[i]
			if !t.course.concerns(of, a.Subject) {
				continue
			}
			if err := t.apart(a); err != nil {
				return x, err
			}
		}
	}
	x.By, x.Reason, x.Seq = t.by, t.head.Reason, t.seq
	return x, nil
}

// factAfter checks the fact that a correction leaves behind.
func (t *turn) factAfter(x Correction, pointer string) error {
	f := x.After
	if f == nil {
		return nil
	}
	var v validation
	v.text(pointer+"/after/id", f.ID, MaxTitle, true)
	v.text(pointer+"/after/note", f.Note, MaxText, false)
	v.kind(pointer+"/after/kind", f.Kind, true)
	if !f.Subject.Valid() {
		v.add(pointer+"/after/subject", CodeUnknown, "value", string(f.Subject))
	}
	v.least(pointer+"/after/value", Points(f.Value), 0)
	v.least(pointer+"/after/of", Points(f.Of), 0)
	switch p := t.course.Cycle.Period; {
	case !f.At.Valid():
		v.add(pointer+"/after/at", CodeUnknown, "value", f.At.String())
	case x.Before == nil && !p.Contains(f.At): // a new one would count for nothing
		v.add(pointer+"/after/at", CodeOutOfRange, "min", p.From().String(), "max", p.To().String())
	}
	if x.Before != nil && x.Before.ID != f.ID {
		v.add(pointer+"/after/id", CodeUnknown, "value", f.ID)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	return nil
}

// recount asks for a new count when results exist already.
func (t *turn) recount() {
	if len(t.course.Results) > 0 && t.course.Inputs > t.course.Counted && t.course.Wanted == "" {
		t.emit(Event{Type: Wanted, Detail: Detail{Want: WantTally}})
	}
}
