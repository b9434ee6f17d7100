package plan

import "duban/calendar"

// Planned is how much of a step's target is to be reached by the end of a
// month, counted from the beginning (not that month's share).
type Planned struct {
	By    calendar.Date `json:"by"`
	Milli int64         `json:"milli"` // thousandths of the target's unit
}

// Count is a quantity reported along the way, or handed in and agreed.
type Count struct {
	Key   string        `json:"key"` // of the report within the step, "1", "2", …
	On    calendar.Date `json:"on"`  // the day it was reached
	Milli int64         `json:"milli"`
	By    Person        `json:"by"`
	Note  string        `json:"note,omitempty"`
	Round int           `json:"round,omitempty"` // of the submission that handed it in
}
