package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Every says what a recurrence follows.
type Every string

const (
	EveryWeek           Every = "week"             // on a weekday: On "mon" to "sun"
	EveryMonth          Every = "month"            // on a day: On "1" to "31" (a shorter month's last) or "last"
	EveryQuarterEnd     Every = "quarter-end"      // 31 March, 30 June, 30 September, 31 December
	EveryDays           Every = "days"             // every N days, counted from From
	EveryWorkdayOfMonth Every = "workday-of-month" // the Nth working day; the Nth from the end when N is negative
)

// Shift says what happens to an occurrence on a rest day.
type Shift string

const (
	ShiftNone   Shift = "none"   // it stays; the empty Shift says the same
	ShiftBefore Shift = "before" // to the working day before 提前
	ShiftAfter  Shift = "after"  // to the working day after 顺延
	ShiftSkip   Shift = "skip"   // it does not take place 取消
)

// Recur is a rule for days that come again: every Monday, the 28th or the
// working day before, the first working day of a month.
type Recur struct {
	Every Every  `json:"every" yaml:"every"`
	On    string `json:"on,omitempty" yaml:"on,omitempty"`
	N     int    `json:"n,omitempty" yaml:"n,omitempty"`
	Shift Shift  `json:"shift,omitempty" yaml:"shift,omitempty"`
	From  Date   `json:"from,omitzero" yaml:"from,omitempty"`   // first day an occurrence may fall on before it is shifted
	Until Date   `json:"until,omitzero" yaml:"until,omitempty"` // last such day; none: for ever
}

var weekdayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Limits of N.
const (
	maxEveryDays      = 400
	maxWorkdayOfMonth = 23
)

// Validate refuses a rule that is not one. Its error is a Problem.
func (r Recur) Validate() error {
	switch r.Shift {
	case "", ShiftNone, ShiftBefore, ShiftAfter, ShiftSkip:
	default:
		return problem("/shift", "unknown", "value", cut(string(r.Shift), 20))
	}
	switch {
	case !r.From.IsZero() && !r.From.Valid():
		return problem("/from", "not-a-date", "value", r.From.String())
	case !r.Until.IsZero() && !r.Until.Valid():
		return problem("/until", "not-a-date", "value", r.Until.String())
	case !r.Until.IsZero() && r.Until.Before(r.From):
		return problem("/until", "date-order", "from", r.From.String(), "value", r.Until.String())
	}
	usesOn := r.Every == EveryWeek || r.Every == EveryMonth
	usesN := r.Every == EveryDays || r.Every == EveryWorkdayOfMonth
	switch {
	case !usesOn && !usesN && r.Every != EveryQuarterEnd:
		return problem("/every", "unknown", "value", cut(string(r.Every), 20))
	case !usesOn && r.On != "":
		return problem("/on", "not-used", "every", string(r.Every))
	case !usesN && r.N != 0:
		return problem("/n", "not-used", "every", string(r.Every))
	}
	return r.validateRhythm()
}

func (r Recur) validateRhythm() error {
	switch r.Every {
	case EveryWeek:
		if !slices.Contains(weekdayNames, r.On) {
			return problem("/on", "unknown", "value", cut(r.On, 20))
		}
	case EveryMonth:
		if d := digits(r.On); r.On != "last" && (len(r.On) > 2 || d < 1 || d > 31) {
			return problem("/on", "out-of-range", "min", "1", "max", "31")
		}
	case EveryDays:
		if r.N < 1 || r.N > maxEveryDays {
			return problem("/n", "out-of-range", "min", "1", "max", fmt.Sprint(maxEveryDays))
		}
		if r.From.IsZero() {
			return problem("/from", "required")
		}
	case EveryWorkdayOfMonth:
		if r.N == 0 || r.N < -maxWorkdayOfMonth || r.N > maxWorkdayOfMonth {
			return problem("/n", "out-of-range", "min", fmt.Sprint(-maxWorkdayOfMonth), "max", fmt.Sprint(maxWorkdayOfMonth))
		}
	}
	return nil
}

// Next returns the first occurrence after that day, false when the rule has
// ended. Two occurrences shifted onto one day are one. It refuses a rule that
// does not validate, and with ErrBeyond when the loaded years do not reach.
func (r Recur) Next(c *Calendar, after Date) (Date, bool, error) {
	if err := r.Validate(); err != nil {
		return Date{}, false, err
	}
	seed, err := r.seed(c, after)
	if err != nil {
		return Date{}, false, err
	}
	for {
		day, err := r.nominal(c, seed)
		if beyond := (ErrBeyond{}); errors.As(err, &beyond) {
			day = beyond.Date // the rule may have ended before the loaded years do
		}
		if !r.Until.IsZero() && day.After(r.Until) {
			return Date{}, false, nil
		}
		if err != nil {
			return Date{}, false, err
		}
		seed = day
		at, takesPlace, err := r.shifted(c, day)
		if err != nil {
			return Date{}, false, err
		}
		if takesPlace && at.After(after) {
			return at, true, nil
		}
	}
}

// Occurrences returns every occurrence after the first day, up to and
// including the last, which must be loaded. One that falls on days not loaded
// and could only be moved back from there is not among them.
func (r Recur) Occurrences(c *Calendar, after, until Date) ([]Date, error) {
	var days []Date
	for {
		day, ok, err := r.Next(c, after)
		if beyond := (ErrBeyond{}); errors.As(err, &beyond) && beyond.Date.After(until) {
			return days, nil
		}
		if err != nil || !ok || day.After(until) {
			return days, err
		}
		days = append(days, day)
		after = day
	}
}

// seed returns the day after which occurrences, before they are shifted, are to
// be looked at. One that lies on or before a working day that is not after
// `after` is not shifted beyond it.
func (r Recur) seed(c *Calendar, after Date) (Date, error) {
	seed := after
	first, _ := c.Span()
	if r.Shift == ShiftAfter && !after.Before(first) {
		worked, err := c.PrevWorkday(after)
		switch {
		case err == nil:
			seed = worked
		case c.year(after.Year) == nil:
			return Date{}, err
		default: // the loaded years open with rest days
			seed = first.AddDays(-1)
		}
	}
	if !r.From.IsZero() && seed.Before(r.From) {
		seed = r.From.AddDays(-1)
	}
	return seed, nil
}

// shifted returns where an occurrence falls in the end, false when it does not
// take place.
func (r Recur) shifted(c *Calendar, day Date) (Date, bool, error) {
	worked, err := c.Workday(day)
	if err != nil || worked {
		return day, true, err
	}
	switch r.Shift {
	case ShiftBefore:
		day, err = c.PrevWorkday(day)
	case ShiftAfter:
		day, err = c.NextWorkday(day)
	case ShiftSkip:
		return day, false, nil
	}
	return day, true, err
}

// nominal returns the first day after seed that the rule names.
func (r Recur) nominal(c *Calendar, seed Date) (Date, error) {
	switch r.Every {
	case EveryWeek:
		want := time.Weekday(slices.Index(weekdayNames, r.On))
		next := seed.AddDays(1)
		return next.AddDays((int(want-next.Weekday()) + 7) % 7), nil
	case EveryMonth:
		return inMonths(seed, func(month Date) (Date, error) { return r.dayOfMonth(month), nil })
	case EveryQuarterEnd:
		return inMonths(seed, func(month Date) (Date, error) {
			if month.Month%3 != 0 {
				return Date{}, nil
			}
			return month.LastOfMonth(), nil
		})
	case EveryDays:
		passed := r.From.DaysUntil(seed)
		if passed < 0 {
			return r.From, nil
		}
		return r.From.AddDays((passed/r.N + 1) * r.N), nil
	}
	return inMonths(seed, func(month Date) (Date, error) { return r.workdayOfMonth(c, month) })
}

// inMonths returns the first day after seed that pick names, month by month
// from that of the day after seed; pick names none with the zero Date.
func inMonths(seed Date, pick func(first Date) (Date, error)) (Date, error) {
	next := seed.AddDays(1)
	month := On(next.Year, next.Month, 1)
	for {
		day, err := pick(month)
		if err != nil {
			return Date{}, err
		}
		if day.After(seed) {
			return day, nil
		}
		month = month.LastOfMonth().AddDays(1)
	}
}

func (r Recur) dayOfMonth(first Date) Date {
	last := first.LastOfMonth()
	if n, err := strconv.Atoi(r.On); err == nil && n < last.Day {
		return On(first.Year, first.Month, n)
	}
	return last
}

// workdayOfMonth names no day in a month with fewer working days.
func (r Recur) workdayOfMonth(c *Calendar, first Date) (Date, error) {
	mask, ok := c.month(first.Year, first.Month)
	if !ok {
		return Date{}, ErrBeyond{first}
	}
	var days []int
	for d := 1; mask != 0; d, mask = d+1, mask>>1 {
		if mask&1 != 0 {
			days = append(days, d)
		}
	}
	i := r.N - 1
	if r.N < 0 {
		i = len(days) + r.N
	}
	if i < 0 || i >= len(days) {
		return Date{}, nil
	}
	return On(first.Year, first.Month, days[i]), nil
}
