package calendar

import (
	"fmt"
	"time"
)

// Unit is what a budget counts. Law mixes them, so every deadline stores its
// own.
type Unit string

const (
	Workday Unit = "workday" // 工作日 working days
	Day     Unit = "day"     // 日 calendar days
	Hour    Unit = "hour"    // 小时 hours of office time
)

// Budget is a period allowed for something.
type Budget struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// MaxBudget bounds a budget: about four years of working days, and hours as
// long as half a year.
const MaxBudget = 1000

// Validate refuses an unknown unit and an N outside 1 to MaxBudget. Its error
// is a Problem.
func (b Budget) Validate() error {
	switch b.Unit {
	case Workday, Day, Hour:
	default:
		return problem("/unit", "unknown", "value", string(b.Unit))
	}
	if b.N < 1 || b.N > MaxBudget {
		return problem("/n", "out-of-range", "min", "1", "max", fmt.Sprint(MaxBudget))
	}
	return nil
}

// String returns "20 workday".
func (b Budget) String() string { return fmt.Sprintf("%d %s", b.N, b.Unit) }

// Due returns the moment at which a budget that begins with an event at start
// ends (Civil Code, articles 201 to 203). Days: the day of the event is not
// counted; the last day, moved to the next working day when it is a rest day,
// ends with its office hours. Hours: they run from the moment itself and count
// office time only. It refuses a budget that does not validate, and with
// ErrBeyond when the loaded years do not reach.
func (c *Calendar) Due(start time.Time, b Budget) (time.Time, error) {
	if err := b.Validate(); err != nil {
		return time.Time{}, err
	}
	var last Date
	var err error
	switch b.Unit {
	case Workday:
		last, err = c.AddWorkdays(DateOf(start), b.N)
	case Day:
		last, err = c.NextWorkday(DateOf(start).AddDays(b.N))
	case Hour:
		return c.AddWork(start, time.Duration(b.N)*time.Hour)
	}
	if err != nil {
		return time.Time{}, err
	}
	return c.EndOf(last)
}
