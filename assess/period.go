package assess

import (
	"fmt"
	"time"

	"duban/calendar"
)

// PeriodKind is how long a cycle is.
type PeriodKind string

// The periods of assessment.
const (
	Year    PeriodKind = "year"
	Quarter PeriodKind = "quarter"
	Month   PeriodKind = "month"
)

// Period is the time a cycle assesses: a calendar year, quarter or month.
type Period struct {
	Kind PeriodKind `json:"kind"`
	Year int        `json:"year"`
	N    int        `json:"n,omitempty"` // 1..4 of a quarter, 1..12 of a month, 0 of a year
}

// Valid tells whether the period exists.
func (p Period) Valid() bool {
	if p.Year < 1 || p.Year > 9999 {
		return false
	}
	switch p.Kind {
	case Year:
		return p.N == 0
	case Quarter:
		return p.N >= 1 && p.N <= 4
	case Month:
		return p.N >= 1 && p.N <= 12
	}
	return false
}

// Refusal is the refusal of a period that is not valid.
func (p Period) Refusal(pointer string) *Error {
	return &Error{Code: CodeInvalid, Problems: []Problem{p.problem(pointer)}}
}

// problem says what is wrong with a period that is not valid, at the pointer of
// the field that is: its kind, its year or its number within the year.
func (p Period) problem(pointer string) Problem {
	if p.Year < 1 || p.Year > 9999 {
		return Problem{Pointer: pointer + "/year", Code: CodeOutOfRange, Params: pairs([]string{"min", "1", "max", "9999"})}
	}
	most, known := map[PeriodKind]string{Year: "0", Quarter: "4", Month: "12"}[p.Kind]
	if !known {
		return Problem{Pointer: pointer + "/kind", Code: CodeUnknown, Params: pairs([]string{"value", string(p.Kind)})}
	}
	least := "1"
	if p.Kind == Year {
		least = "0"
	}
	return Problem{Pointer: pointer + "/n", Code: CodeOutOfRange, Params: pairs([]string{"min", least, "max", most})}
}

// String returns "2026", "2026-Q3" or "2026-09".
func (p Period) String() string {
	switch p.Kind {
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.Year, p.N)
	case Month:
		return fmt.Sprintf("%04d-%02d", p.Year, p.N)
	}
	return fmt.Sprintf("%04d", p.Year)
}

// From is the first day of the period.
func (p Period) From() calendar.Date {
	switch p.Kind {
	case Quarter:
		return calendar.On(p.Year, time.Month(3*p.N-2), 1)
	case Month:
		return calendar.On(p.Year, time.Month(p.N), 1)
	}
	return calendar.On(p.Year, time.January, 1)
}

// To is the last day of the period.
func (p Period) To() calendar.Date {
	switch p.Kind {
	case Quarter:
		return calendar.On(p.Year, time.Month(3*p.N), 1).LastOfMonth()
	case Month:
		return calendar.On(p.Year, time.Month(p.N), 1).LastOfMonth()
	}
	return calendar.On(p.Year, time.December, 31)
}

// Days counts the calendar days of the period.
func (p Period) Days() int { return p.From().DaysUntil(p.To()) + 1 }

// Contains tells whether a day lies in the period.
func (p Period) Contains(d calendar.Date) bool { return !d.Before(p.From()) && !d.After(p.To()) }
