package assess

import (
	"slices"
	"strconv"
	"strings"
)

// openCase finds the case that a command names.
func (t *turn) openCase() (*Objection, error) {
	o := t.course.Objection(t.head.Case)
	if o == nil {
		return nil, refuse(CodeNoCase, "case", strconv.Itoa(t.head.Case))
	}
	if o.Outcome != "" {
		return nil, refuse(CodeCaseEnded, "case", strconv.Itoa(o.N), "outcome", string(o.Outcome))
	}
	t.a = t.course.Cycle.find(o.Subject)
	return o, nil
}

// judge refuses whoever may not decide a case: others than its deciders, the
// subject and its own, and all who took part in the result.
func (t *turn) judge(o *Objection) error {
	deciders := t.course.Cycle.Line.Review
	if o.Kind == OfAppeal {
		deciders = t.course.Cycle.Line.Appeal
	}
	if err := t.as(deciders...); err != nil {
		return err
	}
	if err := t.apart(t.a); err != nil {
		return err
	}
	return t.fresh(t.a, t.course.PartOf(t.a.Subject))
}

// DecideObjection decides a review or appeal in writing. To alter the result
// it puts facts or points right, lifts a declared veto, or sets the grade; the
// program fills in the Result that follows (Course.Preview). Nobody fares
// worse for asking.
type DecideObjection struct {
	Header
	Outcome     Outcome      `json:"outcome"` // upheld or altered
	Corrections []Correction `json:"corrections,omitempty"`
	Scores      []Given      `json:"scores,omitempty"`
	Lift        []string     `json:"lift,omitempty"`  // vetoes
	Grade       string       `json:"grade,omitempty"` // empty: as it is
	Result      *Result      `json:"result,omitempty"`
}

// Name is the command's wire name.
func (DecideObjection) Name() Name { return NameDecideObjection }

func (c DecideObjection) permit(t *turn) error {
	if err := t.in(PhasePublic, PhaseReview); err != nil {
		return err
	}
	o, err := t.openCase()
	if err != nil {
		return err
	}
	return t.judge(o)
}

func (c DecideObjection) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	o := *t.course.Objection(t.head.Case)
	now, by := t.now, t.by
	o.Outcome, o.DecidedBy, o.DecidedAt, o.Opinion = c.Outcome, &by, &now, t.head.Reason
	d := Detail{To: []Ref{t.a.speaker()}}
	switch c.Outcome {
	case Upheld:
		if len(c.Corrections)+len(c.Scores)+len(c.Lift) > 0 || c.Grade != "" {
			return invalid("/outcome", CodeConflict, "with", "corrections,scores,lift,grade")
		}
	case Altered:
		after, amended, err := c.alter(t)
		if err != nil {
			return err
		}
		amended.To = d.To
		o.After, d = &after, amended
	default:
		return invalid("/outcome", CodeUnknown, "value", string(c.Outcome))
	}
	x, err := o.clock(&t.course.Cycle, t.cal)
	if err != nil {
		return err
	}
	o.AppealBy = x.AppealBy
	d.Objection = &o
	t.emit(Event{Type: ObjectionDecided, Subject: o.Subject, Case: o.N, Reason: t.head.Reason, Detail: d})
	t.recount()
	return nil
}

// alter checks what the decision puts right and the result it leads to.
func (c DecideObjection) alter(t *turn) (Result, Detail, error) {
	before := *t.course.Result(t.a.Subject)
	if c.Result == nil || c.Result.Subject != t.a.Subject {
		return before, Detail{}, invalid("/result", CodeRequired)
	}
	d, err := t.amend(c.Corrections, c.Scores)
	if err != nil {
		return before, d, err
	}
	for i, key := range c.Lift {
		if !slices.ContainsFunc(t.course.Declared, func(x Declared) bool { return x.Subject == t.a.Subject && x.Veto == key }) {
			return before, d, invalid(at("/lift", i), CodeDangling, "value", key)
		}
	}
	d.Lifted = slices.Clone(c.Lift)
	set := t.course.Cycle.grades(t.a)
	after := *c.Result
	after.Proposed, after.Tied, after.Grade = before.Proposed, before.Tied, before.Grade
	if c.Grade != "" {
		after.Grade = c.Grade
	}
	if err := t.mayHave(after, set, after.Grade, before.Grade); err != nil {
		return before, d, err
	}
	worse := before.Grade != "" && set.index(after.Grade) > set.index(before.Grade) || after.Vetoed && !before.Vetoed
	if worse || after.Total < before.Total {
		say := func(r Result) string {
			return strings.TrimSpace(r.Total.String() + " " + t.course.Cycle.GradeTitle(t.a, r.Grade))
		}
		return before, d, refuse(CodeWorse, "before", say(before), "after", say(after))
	}
	if after == before {
		return before, d, refuse(CodeUnchanged)
	}
	return after, d, nil
}

// Preview is the result that a decision would lead to, from the frozen facts,
// before grades: what DecideObjection has to carry.
func (c Course) Preview(d DecideObjection, frozen []Fact) (Result, error) {
	o := c.Objection(d.Case)
	if o == nil {
		return Result{}, refuse(CodeNoCase, "case", strconv.Itoa(d.Case))
	}
	work := c.Clone()
	e := Event{Seq: c.Seq + 1, Type: ObjectionDecided, Subject: o.Subject,
		Detail: Detail{Corrections: d.Corrections, Lifted: d.Lift, Objection: o}}
	by := d.Actor.Self()
	deciders := c.Cycle.Line.Review
	if o.Kind == OfAppeal {
		deciders = c.Cycle.Line.Appeal
	}
	for _, ref := range deciders {
		if ways := d.Actor.Capacities(ref); len(ways) > 0 {
			by = ways[0]
			break
		}
	}
	for _, g := range d.Scores {
		x := Amendment{By: by, Reason: d.Reason, Case: d.Case, Seq: c.Seq + 1}
		e.Detail.Evaluations = append(e.Detail.Evaluations, c.amended(o.Subject, g, x))
	}
	adopt(&work, e)
	return ResultOf(work.Card(o.Subject, frozen))
}

// ExtendAppeal gives the deciders of an appeal more time, once, with a reason.
type ExtendAppeal struct{ Header }

// Name is the command's wire name.
func (ExtendAppeal) Name() Name { return NameExtendAppeal }

func (c ExtendAppeal) permit(t *turn) error {
	o, err := t.openCase()
	if err != nil {
		return err
	}
	if o.Kind != OfAppeal {
		return refuse(CodeNoCase, "case", strconv.Itoa(o.N))
	}
	if o.Extended {
		return refuse(CodeExtended)
	}
	return t.judge(o)
}

func (c ExtendAppeal) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	o := *t.course.Objection(t.head.Case)
	o.Extended = true
	x, err := o.clock(&t.course.Cycle, t.cal)
	if err != nil {
		return err
	}
	o.DueAt = x.DueAt
	t.emit(Event{Type: ObjectionExtended, Subject: o.Subject, Case: o.N, Reason: t.head.Reason, Detail: Detail{Objection: &o, To: []Ref{t.a.speaker()}}})
	return nil
}

// WithdrawObjection takes one's own case back before it is decided.
type WithdrawObjection struct{ Header }

// Name is the command's wire name.
func (WithdrawObjection) Name() Name { return NameWithdrawObjection }

func (c WithdrawObjection) permit(t *turn) error {
	if _, err := t.openCase(); err != nil {
		return err
	}
	return t.mine()
}

func (c WithdrawObjection) decide(t *turn) error {
	o := *t.course.Objection(t.head.Case)
	now := t.now
	o.Outcome, o.DecidedAt = Withdrawn, &now
	t.emit(Event{Type: ObjectionWithdrawn, Subject: o.Subject, Case: o.N, Reason: t.head.Reason, Detail: Detail{Objection: &o}})
	return nil
}
