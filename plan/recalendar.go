package plan

import "duban/calendar"

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
		return &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: "/calendar", Code: CodeOutOfRange}}}
	}
	t.cal = &c.Calendar
	t.emit(Event{Type: GoalRecalendared, Reason: t.head.Reason, Detail: Detail{Calendar: c.Calendar.Version}})
	for i := range t.goal.Steps {
		t.redateStep(&t.goal.Steps[i])
	}
	t.openReady()
	return nil
}

func (t *turn) redateStep(s *Step) {
	if s.Through() || s.Status == StepPending || s.OpenedAt == nil || s.Recur != nil {
		return
	}
	if s.Clock == nil {
		if clock, yellow := t.finishClock(s, *s.OpenedAt); clock != nil {
			due := clock.Due
			t.emit(Event{Type: DueChanged, Step: s.Key, Reason: t.head.Reason,
				Detail: Detail{Clock: clock, YellowAt: yellow, New: &due, To: []Ref{s.Lead}}})
		}
		return
	}
	clock := s.Clock.clone()
	if err := clock.compute(t.cal); err != nil {
		return
	}
	respond := s.RespondBy.clone()
	moved := !clock.Due.Equal(s.Clock.Due)
	if respond != nil && respond.MetAt == nil && respond.compute(t.cal) == nil && !respond.Due.Equal(s.RespondBy.Due) {
		moved = true
	}
	if !moved {
		return
	}
	old, due := s.Clock.Due, clock.Due
	t.emit(Event{Type: DueChanged, Step: s.Key, Reason: t.head.Reason, Detail: Detail{
		Clock: clock, RespondBy: respond, YellowAt: t.yellow(clock), Old: &old, New: &due, To: []Ref{s.Lead}}})
}
