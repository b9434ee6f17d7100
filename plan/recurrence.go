package plan

import "duban/calendar"

// Recurrence makes a step a series: it is not worked on itself, but has an
// occurrence for every day of its rule, each a step of its own that opens
// Ahead working days before that day and is due at its end. A rule without
// Until ends with the goal's year.
type Recurrence struct {
	calendar.Recur `yaml:",inline"`
	Ahead          int `json:"ahead,omitempty" yaml:"ahead,omitempty"` // working days from opening to the due day; 0: opens on the day
}

// Series is how far a recurring step has got.
type Series struct {
	Expected int            `json:"expected"`       // occurrences in all, counted when the series starts
	Last     *calendar.Date `json:"last,omitempty"` // day of the last occurrence that was opened or skipped
	Opened   int            `json:"opened,omitempty"`
	Skipped  int            `json:"skipped,omitempty"`
}
