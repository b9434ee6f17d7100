package plan

import (
	"time"

	"duban/calendar"
)

// Recalendar gives a running goal a new calendar: every date that rests on it
// is computed again, and each change is an event with old, new and reason.
// The system sends it when a year's holiday notice has been imported.
type Recalendar struct {
	Header
	Calendar calendar.Calendar `json:"calendar"`
}

// Name is the command's wire name.
func (Recalendar) Name() Name { return NameRecalendar }

func (c Recalendar) permit(t *turn) error {
	if t.goal.Finished() {
		return refuse(CodeGoalEnded, "status", string(t.goal.Status))
	}
	if t.head.Actor.User != SystemUser && !t.head.Actor.Is(Supervisor, SystemAdmin) {
		return refuse(CodeRole, "roles", string(Supervisor))
	}
	if t.goal.Calendar == c.Calendar.Version {
		return refuse(CodeUnchanged)
	}
	return nil
}

func (c Recalendar) decide(t *turn) error {
	if err := c.Calendar.Validate(); err != nil {
		return &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: "/calendar", Code: CodeUnknown, Params: pairs([]string{"value", c.Calendar.Version})}}}
	}
	before := t.cal
	t.cal = &c.Calendar
	t.emit(Event{Type: GoalRecalendared, Reason: t.head.Reason, Detail: Detail{Calendar: c.Calendar.Version}})
	for i := range t.goal.Steps {
		t.redateStep(&t.goal.Steps[i], before)
	}
	t.openReady()
	return nil
}

// redateStep computes every date of a step that is going on again. Its lead
// hears of it when the due date has moved.
func (t *turn) redateStep(s *Step, before *calendar.Calendar) {
	if s.Through() || s.Status == StepPending || s.Before == StepPending || s.Recur != nil {
		return
	}
	d := Detail{RespondBy: t.redatedResponse(s), Reviews: t.redatedReviews(s, before)}
	d.Clock, d.YellowAt = t.redatedClock(s)
	if d.Clock == nil && len(d.Reviews) == 0 {
		return
	}
	if moved := d.Clock != nil && (s.Clock == nil || !d.Clock.Due.Equal(s.Clock.Due)); moved {
		due := d.Clock.Due
		d.Old, d.New, d.To = s.DueAt, &due, []Ref{s.Lead}
	} else if sameTime(d.YellowAt, s.YellowAt) && sameDue(d.RespondBy, s.RespondBy) && len(d.Reviews) == 0 {
		return
	}
	t.emit(Event{Type: DueChanged, Step: s.Key, Reason: t.head.Reason, Detail: d})
}

// redatedClock is the step's clock by the new calendar; nil where that does
// not reach.
func (t *turn) redatedClock(s *Step) (*Clock, *time.Time) {
	if s.Clock != nil {
		clock := s.Clock.clone()
		if clock.compute(t.cal) != nil {
			return nil, nil
		}
		return clock, t.yellow(clock)
	}
	clock, yellow := t.finishClock(s, *s.OpenedAt)
	if clock == nil {
		return nil, nil
	}
	clock.MetAt = s.MetAt
	if s.Suspended != nil && s.MetAt == nil {
		old := clock.Due
		clock.Entries = append(clock.Entries, ClockEntry{Kind: ClockSuspended, At: s.Suspended.At, By: s.Suspended.By, Reason: s.Suspended.Reason, Old: &old})
	}
	return clock, yellow
}

func (t *turn) redatedResponse(s *Step) *Clock {
	clock := s.RespondBy.clone()
	switch {
	case clock == nil || clock.MetAt != nil:
		return clock
	case clock.compute(t.cal) != nil:
		return s.RespondBy.clone()
	}
	return clock
}

// redatedReviews lists the open rounds whose review is due at another moment
// by the new calendar. One that was moved since it began stays as it is.
func (t *turn) redatedReviews(s *Step, before *calendar.Calendar) []ReviewDue {
	var moved []ReviewDue
	for i := range s.Rounds {
		a := &s.Rounds[i]
		if !a.Open() || s.Status == StepSuspended {
			continue
		}
		began := a.began()
		due, err := t.cal.Due(began, t.goal.Settings.Review)
		if err != nil {
			continue
		}
		old, err := before.Due(began, t.goal.Settings.Review)
		untouched := a.DueAt == nil && err != nil || a.DueAt != nil && err == nil && a.DueAt.Equal(Moment(old))
		if due = Moment(due); untouched && (a.DueAt == nil || !due.Equal(*a.DueAt)) {
			moved = append(moved, ReviewDue{Round: a.Round, DueAt: due})
		}
	}
	return moved
}

// began is when the stage that decides now began.
func (a *Approval) began() time.Time {
	at := a.At
	for _, st := range a.Stages[:a.Current] {
		for _, seat := range st.Seats {
			if seat.At != nil && seat.At.After(at) {
				at = *seat.At
			}
		}
	}
	return at
}

func sameTime(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) }

func sameDue(a, b *Clock) bool { return a == b || a != nil && b != nil && a.Due.Equal(b.Due) }
