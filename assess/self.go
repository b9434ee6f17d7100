package assess

import (
	"slices"
)

// SelfAssess 自评 hands in what somebody says of their own period: the person,
// or the head of the unit or village. It may be handed in again until the
// phase is over.
type SelfAssess struct {
	Header
	Summary string    `json:"summary"`
	Items   []SelfFor `json:"items,omitempty"`
}

// Name is the command's wire name.
func (SelfAssess) Name() Name { return NameSelfAssess }

func (c SelfAssess) permit(t *turn) error {
	if err := t.in(PhaseSelf); err != nil {
		return err
	}
	return t.mine()
}

func (c SelfAssess) decide(t *turn) error {
	var v validation
	v.text("/summary", c.Summary, MaxText, true)
	v.count("/items", len(c.Items), MaxItems, false)
	for i, x := range c.Items {
		p := at("/items", i)
		v.text(p+"/remark", x.Remark, MaxText, false)
		v.count(p+"/evidence", len(x.Evidence), 100, false)
		ind := t.course.Cycle.Indicator(x.Sheet, x.Indicator)
		switch {
		case ind == nil || len(ind.Children) > 0:
			v.add(p+"/indicator", CodeDangling, "value", x.Indicator)
		case x.Points != nil && (*x.Points < ind.Min || *x.Points > ind.top()):
			v.add(p+"/points", CodeOutOfRange, "min", ind.Min.String(), "max", ind.top().String())
		}
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.emit(Event{Type: SelfAssessed, Subject: t.a.Subject, Detail: Detail{
		Self: &Self{Subject: t.a.Subject, Summary: c.Summary, Items: slices.Clone(c.Items), By: t.by, At: t.now}}})
	return nil
}

// Advance ends self-assessment before its day when everybody has handed in.
type Advance struct{ Header }

// Name is the command's wire name.
func (Advance) Name() Name { return NameAdvance }

func (c Advance) permit(t *turn) error {
	if err := t.in(PhaseSelf); err != nil {
		return err
	}
	if missing := t.course.missingSelves(); len(missing) > 0 {
		return refuse(CodeTooEarly, "missing", string(missing[0]))
	}
	return t.as(t.course.Cycle.Line.Office, t.course.Cycle.Line.Chair)
}

func (c Advance) decide(t *turn) error { return t.beginScoring() }

// beginScoring opens the scoring; where people score nothing it is over at once.
func (t *turn) beginScoring() error {
	var to []Ref
	for _, o := range t.course.Open() {
		to = addRef(to, o.Scorer)
	}
	if err := t.begin(PhaseScoring, Detail{Missing: t.course.missingSelves(), To: to}); err != nil {
		return err
	}
	if len(to) == 0 {
		return t.endScoring()
	}
	return nil
}
