package plan

import (
	"time"

	"duban/calendar"
)

// Moved is a due date that moves: what a forecast asks about.
type Moved struct {
	Goal string        `json:"goal"`
	Step string        `json:"step"`
	To   calendar.Date `json:"to"`
}

// Slip is a step that a moved date moves, too.
type Slip struct {
	Goal     string     `json:"goal"`
	Step     string     `json:"step"`
	Opens    *time.Time `json:"opens,omitempty"` // as it would open now, and after the move
	NewOpens *time.Time `json:"new_opens,omitempty"`
	Due      *time.Time `json:"due,omitempty"` // nil: beyond the loaded calendar
	NewDue   *time.Time `json:"new_due,omitempty"`
	Workdays int        `json:"workdays"`        // later by; negative: earlier
	Late     bool       `json:"late,omitempty"`  // it would open after its fixed day
	Moved    bool       `json:"moved,omitempty"` // moved itself, not knocked on
}

// Span is when a step would open and be due, if everybody finished on the day.
type Span struct {
	Opens  time.Time `json:"opens"`
	Due    time.Time `json:"due,omitzero"`     // zero: beyond the loaded calendar
	Late   bool      `json:"late,omitempty"`   // opens after its fixed day
	Missed bool      `json:"missed,omitempty"` // opens after the day from which it could: its season
}

// Forecast says which steps slip, and by how much, when due dates move: along
// the dependencies within goals and between them. It assumes that everybody
// finishes on the due date, and what is overdue today.
func Forecast(goals []Goal, moved []Moved, now time.Time, cal *calendar.Calendar) []Slip {
	before, after := schedule(goals, nil, now, cal), schedule(goals, moved, now, cal)
	var slips []Slip
	for _, g := range goals {
		for i := range g.Steps {
			name := Signal{g.ID, g.Steps[i].Key}.String()
			b, a := before.spans[name], after.spans[name]
			if b == a {
				continue
			}
			s := Slip{Goal: g.ID, Step: g.Steps[i].Key, Opens: present(b.Opens), NewOpens: present(a.Opens),
				Due: present(b.Due), NewDue: present(a.Due), Late: a.Late, Moved: after.moved[name] != nil}
			if s.Due != nil && s.NewDue != nil {
				if n, err := cal.Workdays(calendar.DateOf(b.Due), calendar.DateOf(a.Due)); err == nil {
					s.Workdays = n
				}
			}
			slips = append(slips, s)
		}
	}
	return slips
}

// Schedule says when every step of some goals would open and be due, by
// "goalID/stepKey", under the assumptions of Forecast.
func Schedule(goals []Goal, now time.Time, cal *calendar.Calendar) map[string]Span {
	return schedule(goals, nil, now, cal).spans
}

// timetable computes spans, each once.
type timetable struct {
	cal   *calendar.Calendar
	now   time.Time
	steps map[string]*Step
	goals map[string]*Goal // by step
	moved map[string]*calendar.Date
	spans map[string]Span
	busy  map[string]bool
}

func schedule(goals []Goal, moved []Moved, now time.Time, cal *calendar.Calendar) *timetable {
	t := &timetable{cal: cal, now: Moment(now), steps: map[string]*Step{}, goals: map[string]*Goal{},
		moved: map[string]*calendar.Date{}, spans: map[string]Span{}, busy: map[string]bool{}}
	for i := range goals {
		for j := range goals[i].Steps {
			name := Signal{goals[i].ID, goals[i].Steps[j].Key}.String()
			t.steps[name], t.goals[name] = &goals[i].Steps[j], &goals[i]
		}
	}
	for _, m := range moved {
		to := m.To
		t.moved[Signal{m.Goal, m.Step}.String()] = &to
	}
	for name := range t.steps {
		t.span(name)
	}
	return t
}

// span is when a step opens and is due. A circle, which validation refuses,
// is cut where it is met.
func (t *timetable) span(name string) Span {
	if done, ok := t.spans[name]; ok || t.busy[name] {
		return done
	}
	t.busy[name] = true
	s := t.steps[name]
	span := Span{Opens: t.opens(name, s)}
	span.Due = t.due(name, s, &span)
	if s.OpensOn != nil && s.OpenedAt == nil {
		span.Missed = calendar.DateOf(span.Opens).After(*s.OpensOn)
	}
	delete(t.busy, name)
	t.spans[name] = span
	return span
}

func (t *timetable) opens(name string, s *Step) time.Time {
	if s.OpenedAt != nil && s.Status != StepPending {
		return *s.OpenedAt
	}
	at := t.now
	if issued := t.goals[name].IssuedAt; issued != nil && issued.After(at) {
		at = *issued
	}
	wait := func(on string) {
		if before, ok := t.steps[on]; ok && before.Status != StepCancelled {
			if due := t.span(on).Due; due.After(at) {
				at = due
			}
		}
	}
	for _, key := range s.After {
		wait(Signal{t.goals[name].ID, key}.String())
	}
	for _, on := range s.missing() {
		wait(on)
	}
	if s.OpensOn != nil {
		if day, err := t.cal.StartOf(*s.OpensOn); err == nil && day.After(at) {
			at = day
		}
	}
	return Moment(at)
}

func (t *timetable) due(name string, s *Step, span *Span) time.Time {
	if s.Through() && s.DoneAt != nil {
		return *s.DoneAt
	}
	if to := t.moved[name]; to != nil {
		return t.atLeast(t.cal.EndOf(*to))
	}
	switch {
	case s.Recur != nil:
		return t.atLeast(t.cal.EndOf(t.goals[name].lastDay(s)))
	case s.Clock != nil && s.Status != StepPending:
		if s.MetAt != nil {
			return t.atLeast(*s.MetAt, nil)
		}
		return t.atLeast(s.Clock.Due, nil)
	case s.By != nil:
		end, err := t.cal.EndOf(*s.By)
		if err == nil && !end.After(span.Opens) {
			span.Late = true
			end, err = t.cal.Due(span.Opens, t.goals[name].respond(s))
		}
		return t.atLeast(end, err)
	case s.Finish != nil:
		return t.atLeast(t.cal.Due(span.Opens, *s.Finish))
	}
	return time.Time{}
}

// atLeast is a moment that does not lie in the past, zero beyond the calendar.
func (t *timetable) atLeast(at time.Time, err error) time.Time {
	switch {
	case err != nil:
		return time.Time{}
	case at.Before(t.now):
		return t.now
	}
	return Moment(at)
}

// respond is the time in which a step is to be accepted.
func (g *Goal) respond(s *Step) calendar.Budget {
	if s.Respond != nil {
		return *s.Respond
	}
	return g.Settings.Respond
}

func present(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
