package plan

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"duban/calendar"
)

// turn is one decision being made: the goal as it becomes, and what was found
// on the way.
type turn struct {
	goal   *Goal // a working copy; changes only through emit
	cal    *calendar.Calendar
	now    time.Time
	head   Header
	seq    int64
	by     Person  // who acts, and as what
	judged *Person // whose work the command judges: it cannot be the same person
	series bool    // the command is for a series of occurrences, too
	step   *Step
	round  *Approval
	stage  int
	seat   int
	events []Event
}

// Decide says what a command makes of a goal: a Change with at least one
// event, or an *Error that says why not. It never changes g. The moment is
// cut to milliseconds, the precision of the record.
func Decide(g Goal, c Command, now time.Time, cal *calendar.Calendar) (Change, error) {
	t := newTurn(g, c.Head(), now, cal)
	if err := t.permit(c); err != nil {
		return Change{}, err
	}
	if err := checkText("/reason", t.head.Reason, MaxText); err != nil {
		return Change{}, err
	}
	if err := c.decide(t); err != nil {
		return Change{}, asError(err)
	}
	if len(t.events) == 0 {
		return Change{}, refuse(CodeUnchanged)
	}
	return t.change(c.Name()), nil
}

// Permit says whether the command's actor may do this now, looking at the
// header only: nil, or the refusal that Decide would give. It is what makes a
// button grey.
func Permit(g Goal, c Command, now time.Time, cal *calendar.Calendar) error {
	t := &turn{goal: &g, cal: cal, now: Moment(now), head: c.Head(), by: c.Head().Actor.Self()} // permit changes nothing: no copy needed
	return t.permit(c)
}

func newTurn(g Goal, head Header, now time.Time, cal *calendar.Calendar) *turn {
	work := g.Clone()
	return &turn{goal: &work, cal: cal, now: Moment(now), head: head, seq: g.Seq + 1, by: head.Actor.Self()}
}

// Moment cuts a time to what the record keeps: UTC, milliseconds.
func Moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func (t *turn) permit(c Command) error {
	if c.Name() == NameIssue {
		return asError(c.permit(t))
	}
	if t.goal.Seq == 0 {
		return refuse(CodeNotIssued)
	}
	if t.head.Step != "" {
		if t.step = t.goal.Step(t.head.Step); t.step == nil {
			return refuse(CodeNoStep, "step", t.head.Step)
		}
	}
	return asError(c.permit(t))
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
	e.GoalID, e.Seq, e.N, e.At = t.goal.ID, t.seq, len(t.events), t.now
	if e.By.User == "" {
		e.By = t.by
	}
	e.From = t.head.Actor.From
	adopt(t.goal, e)
	t.events = append(t.events, e)
	if t.step != nil {
		t.step = t.goal.Step(t.step.Key)
		if t.round != nil {
			t.round = t.step.Approval(t.round.Round)
		}
	}
}

func (t *turn) change(name Name) Change {
	c := Change{
		GoalID: t.goal.ID, Seq: t.seq, Command: t.head.ID, Name: name, Fingerprint: t.head.Fingerprint,
		Events: t.events, Goal: *t.goal,
	}
	for _, e := range c.Events {
		for _, n := range notices(t.goal, e) {
			if !slices.ContainsFunc(c.Notices, n.repeats) {
				c.Notices = append(c.Notices, n)
			}
		}
	}
	c.Signals, c.Awaits = t.signals(), t.awaits()
	return c
}

// running refuses unless the goal runs.
func (t *turn) running() error {
	switch t.goal.Status {
	case GoalRunning:
		return nil
	case GoalSuspended:
		return refuse(CodeGoalSuspended, "since", stamp(t.goal.Suspended.At))
	}
	return refuse(CodeGoalEnded, "status", string(t.goal.Status))
}

// seriesToo says that a command is for a series, too.
func (t *turn) seriesToo() *turn { t.series = true; return t }

// at refuses unless the goal runs and the step is in one of the statuses.
func (t *turn) at(statuses ...StepStatus) error {
	if err := t.running(); err != nil {
		return err
	}
	if t.step == nil {
		return refuse(CodeNoStep, "step", t.head.Step)
	}
	if !slices.Contains(statuses, t.step.Status) {
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	}
	if t.step.runsAsSeries() && !t.series { // its occurrences are worked on, not the series
		return refuse(CodeStepStatus, "step", t.step.Key, "status", "series")
	}
	return nil
}

// lead refuses unless the actor may act as the step's lead.
func (t *turn) lead() error {
	cap := t.head.Actor.Capacities(t.step.Lead, t.goal.Kind)
	if len(cap) == 0 {
		return refuse(CodeNotYours, "step", t.step.Key, "lead", string(t.step.Lead))
	}
	t.by = cap[0]
	return nil
}

// role refuses unless the actor holds one of the posts of the goal's line or
// has one of the roles, themselves or as a deputy of who holds the post. Of
// several capacities it takes the first that is nobody's whose work is judged.
func (t *turn) role(refs []Ref, roles ...Role) error {
	var ways []Person
	for _, ref := range refs {
		ways = append(ways, t.head.Actor.Capacities(ref, t.goal.Kind)...)
	}
	if t.head.Actor.Is(roles...) {
		ways = append(ways, t.head.Actor.Self())
	}
	for _, way := range ways {
		if t.judged == nil || !way.Same(*t.judged) {
			t.by = way
			return nil
		}
	}
	if len(ways) > 0 {
		return refuse(CodeOwnSubmission, "step", t.head.Step)
	}
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return refuse(CodeRole, "roles", strings.Join(names, ","))
}

func (t *turn) supervisor() error {
	return t.role([]Ref{t.goal.Line.Supervisor}, Supervisor)
}

func (t *turn) leader() error {
	return t.role([]Ref{t.goal.Line.Leader, t.goal.Line.Principal}, Leader)
}

func (t *turn) overseer() error {
	return t.role([]Ref{t.goal.Line.Supervisor, t.goal.Line.Leader, t.goal.Line.Principal}, Supervisor, Leader)
}

func (t *turn) reason() error {
	if strings.TrimSpace(t.head.Reason) == "" {
		return &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: "/reason", Code: CodeReasonRequired}}}
	}
	return nil
}

func stamp(at time.Time) string { return Moment(at).Format("2006-01-02T15:04:05.000Z") }

func addRef(refs []Ref, r Ref) []Ref {
	if r == "" || slices.Contains(refs, r) {
		return refs
	}
	return append(refs, r)
}
