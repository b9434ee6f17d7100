package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Warnings lists what does not keep a goal from being issued or from running
// but should be looked at, with JSON pointers into the goal: dates that rest on
// a provisional year, measures of the report that no step covers, steps that
// would open after their fixed day or after their season has begun, each if
// everybody finished on the due date.
func Warnings(g Goal, now time.Time, cal *calendar.Calendar) []Problem {
	var v validation
	for i, m := range g.Measures {
		covered := slices.ContainsFunc(g.Steps, func(s Step) bool { return slices.Contains(s.Measures, m.Key) })
		if !covered {
			v.add("/measures/"+itoa(i), CodeUncovered, "measure", m.Key)
		}
	}
	spans := Schedule([]Goal{g}, now, cal)
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Ended() {
			continue
		}
		at, span := "/steps/"+itoa(i), spans[Signal{g.ID, s.Key}.String()]
		v.provisional(at, s, span, cal)
		v.late(at, s, span, calendar.DateOf(now))
	}
	return v
}

func (v *validation) provisional(at string, s *Step, span Span, cal *calendar.Calendar) {
	day := func(pointer string, d calendar.Date) bool {
		if cal.Provisional(d) {
			v.add(at+pointer, CodeProvisional, "day", d.String())
			return true
		}
		return false
	}
	switch {
	case s.OpensOn != nil && day("/opens_on", *s.OpensOn):
	case s.By != nil && s.Clock == nil:
		day("/by", *s.By)
	case s.Clock != nil && s.MetAt == nil:
		day("/clock/due", calendar.DateOf(s.Clock.Due))
	case s.Recur == nil && s.Status != StepReview && !s.Through() && !span.Due.IsZero():
		day("/finish", calendar.DateOf(span.Due))
	case s.Recur == nil && !s.Through() && s.Clock == nil && s.Finish != nil:
		_, last := cal.Span()
		v.add(at+"/finish", CodeBeyondCalendar, "year", itoa(last.Year+1))
	}
}

// late says what becomes of a step that opens after its fixed day or after its
// season has begun: finishClock gives it the time in which it is to be accepted.
func (v *validation) late(at string, s *Step, span Span, today calendar.Date) {
	opens := calendar.DateOf(span.Opens).String()
	switch {
	case span.Late && s.By.Before(today):
		v.add(at+"/by", CodeDayPassed, "day", s.By.String(), "due", calendar.DateOf(span.Due).String())
	case span.Late:
		v.add(at+"/by", CodeOpensTooLate, "day", s.By.String(), "opens", opens, "due", calendar.DateOf(span.Due).String())
	case span.Missed:
		v.add(at+"/opens_on", CodeSeasonBegun, "day", s.OpensOn.String(), "opens", opens)
	}
}
