package assess

import (
	"slices"
	"strconv"
	"time"

	"duban/calendar"
)

// ObjectionKind is how somebody objects to their result.
type ObjectionKind string

// The kinds.
const (
	OfReview ObjectionKind = "review" // 复核
	OfAppeal ObjectionKind = "appeal" // 申诉, against a review's decision
)

// Outcome is how an objection ended; empty while open.
type Outcome string

// The outcomes.
const (
	Upheld    Outcome = "upheld"  // 维持: the result stands
	Altered   Outcome = "altered" // 变更: the result was put right
	Withdrawn Outcome = "withdrawn"
)

// Objection is one review or appeal. While it runs the result stands.
type Objection struct {
	N         int           `json:"n"`
	Kind      ObjectionKind `json:"kind"`
	Subject   Ref           `json:"subject"`
	By        Person        `json:"by"`
	At        time.Time     `json:"at"`
	Grounds   string        `json:"grounds"`
	Lines     []string      `json:"lines,omitempty"` // keys of the score lines objected to
	DueAt     *time.Time    `json:"due_at,omitempty"`
	Extended  bool          `json:"extended,omitempty"`
	Outcome   Outcome       `json:"outcome,omitempty"`
	DecidedBy *Person       `json:"decided_by,omitempty"`
	DecidedAt *time.Time    `json:"decided_at,omitempty"`
	Opinion   string        `json:"opinion,omitempty"`
	Before    *Result       `json:"before,omitempty"`
	After     *Result       `json:"after,omitempty"`     // when altered
	AppealBy  *time.Time    `json:"appeal_by,omitempty"` // of a review: the last moment to appeal
}

// clock computes the dates of a case; those beyond the calendar stay empty, and
// nobody's objection waits for a notice of holidays.
func (o *Objection) clock(c *Cycle, cal *calendar.Calendar) (CaseDue, error) {
	x := CaseDue{Case: o.N}
	s := &c.Settings
	allowed := []calendar.Budget{s.Review}
	if o.Kind == OfAppeal {
		allowed[0] = s.Appeal
	}
	if o.Extended {
		allowed = append(allowed, s.Longer)
	}
	var err error
	if x.DueAt, err = dueIn(cal, o.At, allowed...); err != nil {
		return x, err
	}
	if o.appealable(c) {
		x.AppealBy, err = dueIn(cal, *o.DecidedAt, s.AskAppeal)
	}
	return x, err
}

// dueIn adds budgets to a moment, one from the end of the other; nil when the
// calendar does not reach.
func dueIn(cal *calendar.Calendar, at time.Time, budgets ...calendar.Budget) (*time.Time, error) {
	for _, b := range budgets {
		var err error
		if at, err = cal.Due(at, b); err != nil {
			if CodeOf(asError(err)) == CodeBeyondCalendar {
				return nil, nil
			}
			return nil, err
		}
	}
	at = Moment(at)
	return &at, nil
}

// appealable tells whether the law gives an appeal against a decided review.
func (o *Objection) appealable(c *Cycle) bool {
	return o.Kind == OfReview && (o.Outcome == Upheld || o.Outcome == Altered) && c.staff(c.find(o.Subject).Staff).Appeal
}

// caseOf finds a subject's last case of a kind that was not withdrawn.
func (c *Course) caseOf(subject Ref, kind ObjectionKind) *Objection {
	for i := len(c.Objections) - 1; i >= 0; i-- {
		if o := &c.Objections[i]; o.Subject == subject && o.Kind == kind && o.Outcome != Withdrawn {
			return o
		}
	}
	return nil
}

// AskReview 复核 objects to one's own result: from its publication to the end
// of the window, once.
type AskReview struct {
	Header
	Grounds string   `json:"grounds"`
	Lines   []string `json:"lines,omitempty"`
}

// Name is the command's wire name.
func (AskReview) Name() Name { return NameAskReview }

func (c AskReview) permit(t *turn) error {
	if err := t.in(PhasePublic, PhaseReview); err != nil {
		return err
	}
	if err := t.mine(); err != nil {
		return err
	}
	if until := t.course.ClosesAt; t.course.Phase == PhaseReview && until != nil && t.now.After(*until) {
		return refuse(CodeWindowClosed, "until", stamp(*until))
	}
	if o := t.course.caseOf(t.a.Subject, OfReview); o != nil {
		return refuse(CodeAskedAlready, "case", strconv.Itoa(o.N))
	}
	return nil
}

func (c AskReview) decide(t *turn) error {
	return t.ask(OfReview, c.Grounds, c.Lines, t.course.Cycle.Line.Review)
}

// AskUntil is the last moment to ask for a review, as it is known from the day
// the results are public; nil before and after, and where the calendar does not
// reach.
func (c *Course) AskUntil(cal *calendar.Calendar) *time.Time {
	switch {
	case c.Phase == PhaseReview:
		return c.ClosesAt
	case c.Phase == PhasePublic && c.DueAt != nil:
		if at, err := dueIn(cal, *c.DueAt, c.Cycle.Settings.AskReview); err == nil {
			return at
		}
	}
	return nil
}

// AskAppeal 申诉 objects to the decision of a review, where the law gives an
// appeal, within its window, once.
type AskAppeal struct {
	Header
	Grounds string   `json:"grounds"`
	Lines   []string `json:"lines,omitempty"`
}

// Name is the command's wire name.
func (AskAppeal) Name() Name { return NameAskAppeal }

func (c AskAppeal) permit(t *turn) error {
	if err := t.in(PhasePublic, PhaseReview); err != nil {
		return err
	}
	if err := t.mine(); err != nil {
		return err
	}
	if !t.course.Cycle.staff(t.a.Staff).Appeal {
		return refuse(CodeNoAppeal, "staff", t.a.Staff)
	}
	review := t.course.caseOf(t.a.Subject, OfReview)
	if review == nil || !review.appealable(&t.course.Cycle) {
		return refuse(CodeNoCase)
	}
	if review.AppealBy != nil && t.now.After(*review.AppealBy) {
		return refuse(CodeWindowClosed, "until", stamp(*review.AppealBy))
	}
	if o := t.course.caseOf(t.a.Subject, OfAppeal); o != nil {
		return refuse(CodeAskedAlready, "case", strconv.Itoa(o.N))
	}
	return nil
}

func (c AskAppeal) decide(t *turn) error {
	return t.ask(OfAppeal, c.Grounds, c.Lines, t.course.Cycle.Line.Appeal)
}

func (t *turn) ask(kind ObjectionKind, grounds string, lines []string, to []Ref) error {
	var v validation
	v.text("/grounds", grounds, MaxText, true)
	v.count("/lines", len(lines), MaxItems, false)
	for i, l := range lines {
		v.text(at("/lines", i), l, MaxTitle*MaxDepth, true)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	before := *t.course.Result(t.a.Subject)
	o := Objection{N: len(t.course.Objections) + 1, Kind: kind, Subject: t.a.Subject, By: t.by, At: t.now,
		Grounds: grounds, Lines: slices.Clone(lines), Before: &before}
	x, err := o.clock(&t.course.Cycle, t.cal)
	if err != nil {
		return err
	}
	o.DueAt = x.DueAt
	t.emit(Event{Type: ObjectionAsked, Subject: o.Subject, Case: o.N, Detail: Detail{Objection: &o, To: to}})
	return nil
}
