package templates

import (
	"errors"
	"slices"

	"duban/calendar"
	"duban/plan"
)

// FilingStep is the step of a park expansion by which the land is filed for
// approval 报批.
const FilingStep = "filing"

// Earliest says on which day each step can be through at the earliest: when
// everybody does everything at once, and only the law's least times, the
// seasons and the days of series are kept. from is today, on or before which
// nothing more can be begun; what is through counts with the day on which it
// was, and a notice that hangs counts from the day on which it was posted, so
// that the answer stays current while the goal runs.
//
// Cancelled steps are left out. Steps of other goals that a step waits for
// are not looked at. Steps that lie beyond the loaded calendar are missing
// from the map, and the error is that of the first of them.
func Earliest(g plan.Goal, from calendar.Date, cal *calendar.Calendar) (map[string]calendar.Date, error) {
	return forecast(g, from, cal, least)
}

// Expected is Earliest for people who take, for every step, all the time they
// are given.
func Expected(g plan.Goal, from calendar.Date, cal *calendar.Calendar) (map[string]calendar.Date, error) {
	return forecast(g, from, cal, allowed)
}

// EarliestFiling is the day on which a park expansion can be filed at the
// earliest: known on the first day, and kept current by asking again.
func EarliestFiling(g plan.Goal, from calendar.Date, cal *calendar.Calendar) (calendar.Date, error) {
	if s := g.Step(FilingStep); s == nil || s.Status == plan.StepCancelled {
		return calendar.Date{}, &plan.Error{Code: plan.CodeNoStep, Params: map[string]string{"step": FilingStep}}
	}
	days, err := Earliest(g, from, cal)
	if day, ok := days[FilingStep]; ok {
		return day, nil
	}
	return calendar.Date{}, err
}

// Window is how a step stands to the season that it must meet.
type Window struct {
	Step     string         `json:"step"`
	OpensOn  *calendar.Date `json:"opens_on,omitempty"`
	By       calendar.Date  `json:"by"`
	Earliest calendar.Date  `json:"earliest"` // can be through
	Expected calendar.Date  `json:"expected"` // will be, when everybody takes all their time
	State    WindowState    `json:"state"`
}

// WindowState says whether a window will be met.
type WindowState string

// The states of a window.
const (
	WindowMet    WindowState = "met"     // even when every step before takes all its time
	WindowAtRisk WindowState = "at-risk" // only when somebody before is faster than they must be
	WindowMissed WindowState = "missed"  // whatever is done
)

// Windows lists the steps with a fixed last day that are not through, without
// those of series, in the order of the goal, and says whether their window
// will be met: the warning that one will be missed comes while there is time
// to do something.
func Windows(g plan.Goal, from calendar.Date, cal *calendar.Calendar) ([]Window, error) {
	earliest, err := Earliest(g, from, cal)
	expected, late := Expected(g, from, cal)
	var list []Window
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.By == nil || s.Series != "" || s.Through() {
			continue
		}
		w := Window{Step: s.Key, OpensOn: s.OpensOn, By: *s.By, Earliest: earliest[s.Key], Expected: expected[s.Key], State: WindowMet}
		switch {
		case w.Earliest.IsZero() || w.Earliest.After(w.By):
			w.State = WindowMissed
		case w.Expected.IsZero() || w.Expected.After(w.By):
			w.State = WindowAtRisk
		}
		list = append(list, w)
	}
	return list, errors.Join(err, late)
}

// pace says when a step that begins on a day is through.
type pace func(f *forecasting, s *plan.Step, begin calendar.Date) (calendar.Date, error)

// forecasting walks the graph of a goal's steps, each once.
type forecasting struct {
	goal *plan.Goal
	from calendar.Date
	cal  *calendar.Calendar
	pace pace
	days map[string]calendar.Date
	seen map[string]bool
	err  error
}

func forecast(g plan.Goal, from calendar.Date, cal *calendar.Calendar, p pace) (map[string]calendar.Date, error) {
	f := &forecasting{goal: &g, from: from, cal: cal, pace: p, days: map[string]calendar.Date{}, seen: map[string]bool{}}
	for i := range g.Steps {
		f.visit(&g.Steps[i])
	}
	return f.days, f.err
}

// visit finds the day of a step after those of all that it waits for.
func (f *forecasting) visit(s *plan.Step) {
	if f.seen[s.Key] {
		return
	}
	f.seen[s.Key] = true
	begin := f.from
	for _, key := range s.After {
		before := f.goal.Step(key)
		if before == nil || before.Status == plan.StepCancelled {
			continue
		}
		f.visit(before)
		day, ok := f.days[key]
		if !ok {
			return // beyond the calendar
		}
		begin = latest(begin, day)
	}
	day, err := f.through(s, begin)
	switch {
	case s.Status == plan.StepCancelled:
	case err != nil:
		f.err = cmpErr(f.err, err)
	default:
		f.days[s.Key] = day
	}
}

func (f *forecasting) through(s *plan.Step, begin calendar.Date) (calendar.Date, error) {
	if s.DoneAt != nil && s.Through() {
		return calendar.DateOf(*s.DoneAt), nil
	}
	if s.OpensOn != nil {
		begin = latest(begin, *s.OpensOn)
	}
	begin, err := f.cal.NextWorkday(begin)
	if err != nil {
		return begin, err
	}
	if s.Recur != nil {
		return f.last(s, begin)
	}
	if s.MetAt != nil { // handed in: only the approval is missing
		return begin, nil
	}
	end, err := f.pace(f, s, begin)
	if err != nil {
		return end, err
	}
	public, err := f.public(s, begin)
	return latest(end, public), err
}

// public is the day until which a notice must hang.
func (f *forecasting) public(s *plan.Step, begin calendar.Date) (calendar.Date, error) {
	if s.Kind != plan.PublicNotice || s.MinPublic == nil {
		return begin, nil
	}
	if s.AcceptedAt != nil {
		begin = calendar.DateOf(*s.AcceptedAt)
	}
	return f.after(begin, *s.MinPublic)
}

// last is the day of a series' last occurrence.
func (f *forecasting) last(s *plan.Step, begin calendar.Date) (calendar.Date, error) {
	until := calendar.On(f.goal.Year, 12, 31)
	if !s.Recur.Until.IsZero() {
		until = s.Recur.Until
	}
	days, err := s.Recur.Occurrences(f.cal, begin.AddDays(-1), until)
	if err != nil || len(days) == 0 {
		return begin, err
	}
	return days[len(days)-1], nil
}

// after is the day on which a period that begins on a day ends.
func (f *forecasting) after(begin calendar.Date, b calendar.Budget) (calendar.Date, error) {
	start, err := f.cal.StartOf(begin)
	if err != nil {
		return begin, err
	}
	due, err := f.cal.Due(start, b)
	return calendar.DateOf(due), err
}

// least is the pace of people who do everything on the day.
func least(_ *forecasting, _ *plan.Step, begin calendar.Date) (calendar.Date, error) {
	return begin, nil
}

// allowed is the pace of people who take all the time they are given.
func allowed(f *forecasting, s *plan.Step, begin calendar.Date) (calendar.Date, error) {
	switch {
	case s.Clock != nil && !s.Clock.Suspended():
		return latest(begin, calendar.DateOf(s.Clock.Due)), nil
	case s.Finish != nil:
		return f.after(begin, *s.Finish)
	case s.By != nil:
		return latest(begin, *s.By), nil
	}
	return begin, nil
}

func latest(days ...calendar.Date) calendar.Date { return slices.MaxFunc(days, calendar.Date.Compare) }

// cmpErr keeps the first error.
func cmpErr(first, next error) error {
	if first != nil {
		return first
	}
	return next
}
