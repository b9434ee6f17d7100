package plan

import (
	"errors"
	"slices"
	"time"

	"duban/calendar"
)

// Recurrence makes a step a series: it is not worked on itself, but has an
// occurrence for every day of its rule, each a step of its own ("s3#2027-03-28")
// that opens Ahead working days before that day and is due at its end. A rule
// without Until ends with the goal's year. A series is active from when it
// could open until its last occurrence has ended.
type Recurrence struct {
	calendar.Recur `yaml:",inline"`
	Ahead          int   `json:"ahead,omitempty" yaml:"ahead,omitempty"` // working days from opening to the due day; 0: opens on the day
	Roster         []Ref `json:"roster,omitempty" yaml:"-"`              // who leads the occurrences, in turn; empty: the step's lead
}

// Series is how far a recurring step has got.
type Series struct {
	Expected int            `json:"expected"`       // occurrences in all, counted when the series starts
	Last     *calendar.Date `json:"last,omitempty"` // day of the last occurrence that was opened or skipped
	Opened   int            `json:"opened,omitempty"`
	Skipped  int            `json:"skipped,omitempty"` // their day had passed before they could open
	Swapped  []RosterDay    `json:"swapped,omitempty"` // days of a roster that changed hands
}

// start starts a series instead of opening it.
func (t *turn) start(s *Step) {
	expected := 0
	if days, err := s.Recur.Occurrences(t.cal, calendar.DateOf(t.now).AddDays(-1), t.goal.lastDay(s)); err == nil || len(days) > 0 {
		expected = len(days)
	}
	t.emit(Event{Type: SeriesStarted, Step: s.Key, By: System().Self(), Detail: Detail{Count: expected}})
}

// lastDay is the last day on which a series can have an occurrence.
func (g *Goal) lastDay(s *Step) calendar.Date {
	if !s.Recur.Until.IsZero() {
		return s.Recur.Until
	}
	return calendar.On(g.Year, time.December, 31)
}

// occurrence is the next day of a series and the moment at which it opens. It
// is false when there is none, and its error says that the calendar does not
// reach so far.
func (t *turn) occurrence(s *Step) (calendar.Date, time.Time, bool, error) {
	after := calendar.DateOf(*s.OpenedAt).AddDays(-1)
	if s.Occurred.Last != nil {
		after = *s.Occurred.Last
	}
	day, ok, err := s.Recur.Next(t.cal, after)
	if beyond := (calendar.ErrBeyond{}); errors.As(err, &beyond) && beyond.Date.After(t.goal.lastDay(s)) {
		return day, time.Time{}, false, nil // the series has ended before the calendar does
	}
	if err != nil || !ok || day.After(t.goal.lastDay(s)) {
		return day, time.Time{}, false, err
	}
	opens := day
	if s.Recur.Ahead > 0 {
		if opens, err = t.cal.AddWorkdays(day, -s.Recur.Ahead); err != nil {
			return day, time.Time{}, false, err
		}
	}
	at, err := t.cal.StartOf(opens)
	return day, at, err == nil, err
}

// spawn opens the occurrences whose time has come, and skips those whose day
// passed while nobody was awake or the series stood still.
func (t *turn) spawn(key string) {
	for {
		s := t.goal.Step(key)
		day, opens, ok, err := t.occurrence(s)
		if err != nil || ok && opens.After(t.now) {
			return
		}
		if !ok {
			t.endSeries(s)
			return
		}
		end, err := t.cal.EndOf(day)
		if err != nil {
			return
		}
		def := s.occurrenceOn(day)
		def.Lead = s.turnOf(s.Occurred.Opened+s.Occurred.Skipped, day)
		if t.goal.ordinary() >= MaxOccurring || !end.After(t.now) || t.goal.Step(def.Key) != nil {
			t.emit(Event{Type: OccurrenceSkipped, Step: key, By: System().Self(), Detail: Detail{On: &day}})
			continue
		}
		t.emit(Event{Type: StepAdded, Step: def.Key, By: System().Self(), Detail: Detail{Added: &def}})
		t.open(t.goal.Step(def.Key))
	}
}

// ordinary counts the steps of a goal without those of hazards, however many
// are found.
func (g *Goal) ordinary() int {
	n := 0
	for i := range g.Steps {
		if g.Steps[i].Hazard == "" {
			n++
		}
	}
	return n
}

// occurrenceOn is the step that a series has on a day.
func (s *Step) occurrenceOn(day calendar.Date) Step {
	def := s.definition(s.GoalID, 0)
	def.Key, def.Title = s.occurrenceKey(day), s.Title+" "+day.String()
	def.Series, def.OccursOn, def.By = s.Key, &day, &day
	def.Recur, def.After, def.WaitsFor, def.OpensOn, def.Weight = nil, nil, nil, nil, 0
	return def
}

// occurrenceKey is the key of the step that a series has on a day.
func (s *Step) occurrenceKey(day calendar.Date) string { return s.Key + "#" + day.String() }

// endSeries closes a series that has no day left and nothing open.
func (t *turn) endSeries(s *Step) {
	for i := range t.goal.Steps {
		if o := &t.goal.Steps[i]; o.Series == s.Key && !o.Ended() {
			return
		}
	}
	t.dropRounds(s.Key, OfSwap)
	t.emit(Event{Type: SeriesEnded, Step: s.Key, By: System().Self(), Detail: Detail{To: []Ref{s.Lead}}})
}

// runsAsSeries tells whether a step is a series that goes on.
func (s *Step) runsAsSeries() bool { return s.Recur != nil && s.Status == StepActive }

// share is how much of a series is through, in per mille.
func (g *Goal) share(s *Step) int {
	if s.Through() {
		return 1000
	}
	if s.Occurred == nil {
		return 0
	}
	through, there := 0, 0
	left := s.Occurred.Expected - s.Occurred.Opened - s.Occurred.Skipped
	for i := range g.Steps {
		if o := &g.Steps[i]; o.Series == s.Key && o.Status != StepCancelled {
			there++
			if o.Through() {
				through++
			}
		}
	}
	return through * 1000 / max(1, there+max(0, left))
}

// adoptSeries adopts what happens to a series itself.
func (s *Step) adoptSeries(e Event) {
	switch e.Type {
	case SeriesStarted:
		s.Status, s.OpenedAt, s.AcceptedAt = StepActive, &e.At, &e.At
		s.Occurred = &Series{Expected: e.Detail.Count}
	case SeriesEnded:
		s.Status, s.ClosedAt, s.ClosedBy = StepClosed, &e.At, &e.By
		s.DoneAt = &e.At
	case OccurrenceSkipped:
		s.Occurred.Last = e.Detail.On
		s.Occurred.Skipped++
	}
}

// recurrence checks the rule of a series; there may be no more occurrences
// than a goal can carry.
func (v *validation) recurrence(at string, s *Step, g *Goal, cal *calendar.Calendar) {
	if err := s.Recur.Validate(); err != nil {
		*v = append(*v, ruleProblem(at, err))
		return
	}
	v.within(at+"/ahead", s.Recur.Ahead, 0, 60)
	v.refs(at+"/roster", s.Recur.Roster, false)
	for _, other := range []struct {
		name string
		set  bool
	}{{"finish", s.Finish != nil}, {"by", s.By != nil}, {"planned", len(s.Planned) > 0}, {"min_public", s.MinPublic != nil}} {
		if other.set {
			v.add(at, CodeConflict, "with", other.name)
		}
	}
	days, err := s.Recur.Occurrences(cal, calendar.On(g.Year, time.January, 1).AddDays(-1), g.lastDay(s))
	if err != nil {
		v.add(at, CodeBeyondCalendar, "year", itoa(g.lastDay(s).Year))
	} else if len(days) == 0 {
		v.add(at, CodeNeverReachable)
	}
	if len(days)+len(g.Steps) > MaxOccurring {
		v.add(at, CodeTooMany, "max", itoa(MaxOccurring))
	}
}

// ruleProblem says in our codes what is wrong with a rule.
func ruleProblem(at string, err error) Problem {
	var p calendar.Problem
	if !errors.As(err, &p) {
		return Problem{Pointer: at, Code: CodeUnknown}
	}
	at += p.Pointer
	switch code := Code(p.Code); code {
	case CodeUnknown, CodeRequired, CodeOutOfRange:
		return Problem{Pointer: at, Code: code, Params: p.Params}
	case CodeDateOrder:
		return Problem{Pointer: at, Code: code, Params: pairs([]string{"before", p.Params["from"]})}
	case "not-used":
		return Problem{Pointer: at, Code: CodeConflict, Params: pairs([]string{"with", "every"})}
	}
	return Problem{Pointer: at, Code: CodeUnknown, Params: pairs([]string{"value", p.Params["value"]})}
}

// occurrences lists the occurrences of a series that there are, in order.
func (g *Goal) occurrences(key string) []*Step {
	var list []*Step
	for i := range g.Steps {
		if g.Steps[i].Series == key {
			list = append(list, &g.Steps[i])
		}
	}
	slices.SortStableFunc(list, func(a, b *Step) int { return a.OccursOn.Compare(*b.OccursOn) })
	return list
}
