package assess

import (
	"time"

	"duban/calendar"
)

// IssueCycle makes a cycle a running course: the indicators are known to those
// assessed from now on. Its content is checked by the same Validate as the
// draft.
type IssueCycle struct {
	Header
	Cycle Cycle `json:"cycle"`
}

// Name is the command's wire name.
func (IssueCycle) Name() Name { return NameIssueCycle }

func (c IssueCycle) permit(t *turn) error {
	if t.course.Seq > 0 {
		return refuse(CodeAlreadyIssued)
	}
	if t.head.Actor.Is(Leader) {
		return nil
	}
	return t.as(c.Cycle.Line.Office, c.Cycle.Line.Chair)
}

func (c IssueCycle) decide(t *turn) error {
	if problems := Validate(c.Cycle, t.cal); len(problems) > 0 {
		return &Error{Code: CodeInvalid, Problems: problems}
	}
	t.course.ID = c.Cycle.ID
	cycle := c.Cycle
	var to []Ref
	for i := range cycle.Assessed {
		to = addRef(to, cycle.Assessed[i].speaker())
	}
	t.emit(Event{Type: CycleIssued, Detail: Detail{Cycle: &cycle, Calendar: t.cal.Version, To: to}})
	return nil
}

// FreezeFacts says which facts count. The program sends it when the course
// wants facts; self-assessment begins.
type FreezeFacts struct {
	Header
	Facts     FactSet    `json:"facts"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

// Name is the command's wire name.
func (FreezeFacts) Name() Name { return NameFreezeFacts }

func (c FreezeFacts) permit(t *turn) error {
	if err := t.system(); err != nil {
		return err
	}
	if err := t.in(PhaseIssued); err != nil {
		return err
	}
	if at := t.course.asOf(); t.now.Before(at) {
		return refuse(CodeTooEarly, "earliest", stamp(at))
	}
	return nil
}

func (c FreezeFacts) decide(t *turn) error {
	if c.Facts.AsOf != t.course.Cycle.Settings.AsOf || c.Facts.Digest == "" || c.Facts.Count < 0 {
		return invalid("/facts", CodeUnknown, "value", c.Facts.AsOf.String())
	}
	facts := c.Facts
	t.emit(Event{Type: FactsFrozen, Detail: Detail{Facts: &facts, Conflicts: c.Conflicts}})
	return t.begin(PhaseSelf, Detail{To: t.course.speakers()})
}

// speakers lists who acts for those assessed.
func (c *Course) speakers() []Ref {
	var to []Ref
	for i := range c.Cycle.Assessed {
		to = addRef(to, c.Cycle.Assessed[i].speaker())
	}
	return to
}

// begin starts a phase with the clock that its settings give it. Where the
// calendar does not reach far enough the phase has no dates, and waits for the
// next notice of holidays to give it some; only a public notice does not begin
// like that.
func (t *turn) begin(p Phase, d Detail) error {
	due, closes, err := t.course.clock(p, t.now, t.cal)
	if err != nil && (p == PhasePublic || CodeOf(asError(err)) != CodeBeyondCalendar) {
		return err
	}
	d.Phase, d.DueAt, d.ClosesAt = p, due, closes
	e := Event{Type: PhaseBegan, Reason: t.head.Reason, Detail: d}
	if t.by.User == SystemUser {
		e.Reason = "" // it was given for what somebody did before
	}
	t.emit(e)
	return nil
}

// clock says when a phase that began at a moment is due and when it closes.
func (c *Course) clock(p Phase, since time.Time, cal *calendar.Calendar) (due, closes *time.Time, err error) {
	s := &c.Cycle.Settings
	w := map[Phase]Window{PhaseSelf: s.Self, PhaseScoring: s.Score, PhasePanel: s.Check, PhaseModeration: s.Moderate}[p]
	var at time.Time
	switch {
	case p == PhasePublic:
		at, err = cal.Due(since, s.Public)
	case p == PhaseReview:
		if at, err = cal.Due(since, s.AskReview); err != nil {
			return nil, nil, err
		}
		at = Moment(at)
		return nil, &at, nil
	case w.Budget != nil:
		at, err = cal.Due(since, *w.Budget)
	case w.By != nil:
		at, err = cal.EndOf(*w.By)
	default:
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	at = Moment(at)
	if p != PhaseSelf && p != PhaseScoring {
		return &at, nil, nil
	}
	from := calendar.DateOf(at)
	if began := calendar.DateOf(since); from.Before(began) {
		from = began // a fixed day that had passed: the grace still runs in full
	}
	day, err := cal.AddWorkdays(from, max(s.Grace, 1))
	if err != nil {
		return nil, nil, err
	}
	end, err := cal.EndOf(day)
	if err != nil {
		return nil, nil, err
	}
	end = Moment(end)
	return &at, &end, nil
}

// CancelCourse ends a course without results. The chair or a leader, with a
// reason, before the results stand.
type CancelCourse struct{ Header }

// Name is the command's wire name.
func (CancelCourse) Name() Name { return NameCancelCourse }

func (c CancelCourse) permit(t *turn) error {
	if t.course.Ended() {
		return refuse(CodePhase, "phase", string(t.course.Phase))
	}
	if t.head.Actor.Is(Leader) {
		return nil
	}
	return t.as(t.course.Cycle.Line.Chair)
}

func (c CancelCourse) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	t.emit(Event{Type: PhaseBegan, Reason: t.head.Reason, Detail: Detail{Phase: PhaseCancelled, To: t.course.speakers()}})
	return nil
}

// RecalendarCourse moves the dates of a course to another calendar. A window
// in which somebody may object never becomes shorter by it.
type RecalendarCourse struct {
	Header
	Calendar calendar.Calendar `json:"calendar"`
}

// Name is the command's wire name.
func (RecalendarCourse) Name() Name { return NameRecalendarCourse }

func (c RecalendarCourse) permit(t *turn) error {
	if err := t.system(); err != nil {
		return err
	}
	if t.course.Finished() {
		return refuse(CodePhase, "phase", string(t.course.Phase))
	}
	return nil
}

func (c RecalendarCourse) decide(t *turn) error {
	if c.Calendar.Version == t.course.Calendar {
		return nil
	}
	due, closes, err := t.course.clock(t.course.Phase, t.course.Since, &c.Calendar)
	if err != nil {
		return err
	}
	if t.course.Phase == PhaseReview {
		closes = later(closes, t.course.ClosesAt)
	}
	d := Detail{Calendar: c.Calendar.Version, DueAt: due, ClosesAt: closes}
	for i := range t.course.Objections {
		o := &t.course.Objections[i]
		x, err := o.clock(&t.course.Cycle, &c.Calendar)
		if err != nil {
			return err
		}
		x.AppealBy = later(x.AppealBy, o.AppealBy)
		d.Due = append(d.Due, x)
	}
	t.emit(Event{Type: Recalendared, Reason: t.head.Reason, Detail: d})
	return nil
}

func later(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.After(*a) {
		return b
	}
	return a
}
