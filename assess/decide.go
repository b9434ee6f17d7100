package assess

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/calendar"
)

// turn is one decision being made: the course as it becomes, and what was
// found on the way.
type turn struct {
	course *Course // a working copy; changes only through emit
	cal    *calendar.Calendar
	now    time.Time
	head   Header
	seq    int64
	by     Person
	a      *Assessed
	events []Event
}

// Decide says what a command makes of a course: a Change with at least one
// event, or an *Error that says why not. It never changes c. The moment is cut
// to milliseconds, the precision of the record.
func Decide(c Course, cmd Command, now time.Time, cal *calendar.Calendar) (Change, error) {
	t := newTurn(c, cmd.Head(), now, cal)
	if err := t.permit(cmd); err != nil {
		return Change{}, err
	}
	var v validation
	if v.text("/reason", t.head.Reason, MaxText, false); len(v) > 0 {
		return Change{}, &Error{Code: CodeInvalid, Problems: v}
	}
	if err := cmd.decide(t); err != nil {
		return Change{}, asError(err)
	}
	if len(t.events) == 0 {
		return Change{}, refuse(CodeUnchanged)
	}
	return t.change(cmd.Name()), nil
}

// Permit says whether the command's actor may do this now, looking at the
// header only: nil, or the refusal that Decide would give.
func Permit(c Course, cmd Command, now time.Time, cal *calendar.Calendar) error {
	t := &turn{course: &c, cal: cal, now: Moment(now), head: cmd.Head(), by: cmd.Head().Actor.Self()}
	return t.permit(cmd)
}

func newTurn(c Course, head Header, now time.Time, cal *calendar.Calendar) *turn {
	work := c.Clone()
	return &turn{course: &work, cal: cal, now: Moment(now), head: head, seq: c.Seq + 1, by: head.Actor.Self()}
}

// Moment cuts a time to what the record keeps: UTC, milliseconds.
func Moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// ownRights are what everybody who is assessed may do about their own result,
// whatever their role.
var ownRights = []Name{NameSelfAssess, NameAskReview, NameAskAppeal, NameWithdrawObjection}

func (t *turn) permit(cmd Command) error {
	if t.head.Actor.Is(AuditAdmin) && !slices.Contains(ownRights, cmd.Name()) {
		return refuse(CodeAuditor)
	}
	if cmd.Name() == NameIssueCycle {
		return asError(cmd.permit(t))
	}
	if t.course.Seq == 0 {
		return refuse(CodeNotIssued)
	}
	if t.head.Subject != "" {
		if t.a = t.course.Cycle.find(t.head.Subject); t.a == nil {
			return refuse(CodeNotAssessed, "subject", string(t.head.Subject))
		}
	}
	return asError(cmd.permit(t))
}

// asError turns the calendar's refusal into ours; nil stays nil.
func asError(err error) error {
	var beyond calendar.ErrBeyond
	if errors.As(err, &beyond) {
		return refuse(CodeBeyondCalendar, "year", strconv.Itoa(beyond.Date.Year))
	}
	return err
}

// emit records that something happened and adopts it at once.
func (t *turn) emit(e Event) {
	e.CourseID, e.Seq, e.N, e.At = t.course.ID, t.seq, len(t.events), t.now
	if e.By.User == "" {
		e.By = t.by
	}
	e.From = t.head.Actor.From
	adopt(t.course, e)
	t.events = append(t.events, e)
	if t.a != nil {
		t.a = t.course.Cycle.find(t.a.Subject)
	}
}

func (t *turn) change(name Name) Change {
	c := Change{CourseID: t.course.ID, Seq: t.seq, Command: t.head.ID, Name: name, Fingerprint: t.head.Fingerprint,
		Events: t.events, Course: *t.course}
	for _, e := range c.Events {
		c.Notices = append(c.Notices, notices(t.course, e)...)
	}
	return c
}

// in refuses unless the course is in one of the phases.
func (t *turn) in(phases ...Phase) error {
	if slices.Contains(phases, t.course.Phase) {
		return nil
	}
	return refuse(CodePhase, "phase", string(t.course.Phase))
}

// subject refuses a command that names nobody.
func (t *turn) subject() error {
	if t.a == nil {
		return refuse(CodeNotAssessed, "subject", string(t.head.Subject))
	}
	return nil
}

// as refuses unless the actor may act as one of the refs, and remembers as
// which.
func (t *turn) as(refs ...Ref) error {
	names := make([]string, len(refs))
	for i, ref := range refs {
		if ways := t.head.Actor.Capacities(ref); len(ways) > 0 {
			t.by = ways[0]
			return nil
		}
		names[i] = string(ref)
	}
	return refuse(CodeRole, "posts", strings.Join(names, ","))
}

// system refuses everybody but the program itself.
func (t *turn) system() error {
	if t.head.Actor.User != SystemUser {
		return refuse(CodeRole, "posts", SystemUser)
	}
	return nil
}

// mine refuses unless the actor speaks for the subject.
func (t *turn) mine() error {
	if err := t.subject(); err != nil {
		return err
	}
	if ways := t.head.Actor.Capacities(t.a.speaker()); len(ways) > 0 {
		t.by = ways[0]
		return nil
	}
	return refuse(CodeNotYours, "subject", string(t.a.Subject))
}

func (t *turn) reason() error {
	if strings.TrimSpace(t.head.Reason) == "" {
		return invalid("/reason", CodeReasonRequired)
	}
	return nil
}

func stamp(at time.Time) string { return Moment(at).Format("2006-01-02T15:04:05.000Z") }

func addRef(refs []Ref, more ...Ref) []Ref {
	for _, r := range more {
		if r != "" && !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	return refs
}
