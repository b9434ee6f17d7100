package assess

import "time"

// DateKind says what falls on a date of a course.
type DateKind string

// The dates of a course.
const (
	DatePhase  DateKind = "phase"  // the phase should be over
	DateCloses DateKind = "closes" // the phase closes without what is missing; of reviews: the last moment to ask
	DateCase   DateKind = "case"   // a review or appeal should be decided
	DateAppeal DateKind = "appeal" // the last moment to appeal against a review
)

// Move is a date of a course that another calendar moves.
type Move struct {
	Date DateKind   `json:"date"`
	Case int        `json:"case,omitempty"` // number of the review or appeal; 0: the course itself
	Old  *time.Time `json:"old,omitempty"`  // absent: the calendar did not reach so far
	New  *time.Time `json:"new,omitempty"`  // absent: the new one does not
}

// Moves lists the dates of a course that stand elsewhere in what it becomes by
// a RecalendarCourse. When a case that is decided should have been does not
// matter any more.
func (c *Course) Moves(after *Course) []Move {
	var list []Move
	add := func(kind DateKind, n int, before, then *time.Time) {
		if before == nil && then == nil || before != nil && then != nil && before.Equal(*then) {
			return
		}
		list = append(list, Move{Date: kind, Case: n, Old: before, New: then})
	}
	add(DatePhase, 0, c.DueAt, after.DueAt)
	add(DateCloses, 0, c.ClosesAt, after.ClosesAt)
	for i := range c.Objections {
		o := &c.Objections[i]
		then := after.Objection(o.N)
		if o.Outcome == "" {
			add(DateCase, o.N, o.DueAt, then.DueAt)
		}
		add(DateAppeal, o.N, o.AppealBy, then.AppealBy)
	}
	return list
}
