package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Clock 计时 computes when something is due. It keeps what was given and what
// happened; Due and Original are computed from that and the calendar, and
// kept beside it so that a row can be sorted without a calendar.
type Clock struct {
	Budget     *calendar.Budget `json:"budget,omitempty"` // exactly one of Budget and By
	By         *calendar.Date   `json:"by,omitempty"`
	Start      time.Time        `json:"start"`
	Entries    []ClockEntry     `json:"entries,omitempty"` // in order of time
	Original   time.Time        `json:"original"`          // due without suspensions and extensions; the assessment counts this
	Due        time.Time        `json:"due"`               // while suspended: as if it ran on
	Generation int              `json:"generation"`        // raised when the due date is set anew; reminders count per generation
	MetAt      *time.Time       `json:"met_at,omitempty"`  // handed in, accepted, or done
}

// EntryKind is what happened to a clock.
type EntryKind string

// The entries of a clock's ledger.
const (
	ClockSuspended EntryKind = "suspended"
	ClockResumed   EntryKind = "resumed"
	ClockExtended  EntryKind = "extended" // an approved request made before the due date
	ClockSet       EntryKind = "set"      // set by a leader; the original date counts in the assessment

	ClockAgain EntryKind = "again" // the full time once more, after a re-inspection that was not passed

	ClockOpenedLate EntryKind = "opened-late" // the fixed day had passed before the step could open
)

// ClockEntry is one line of a clock's ledger.
type ClockEntry struct {
	Kind   EntryKind      `json:"kind"`
	At     time.Time      `json:"at"`
	By     Person         `json:"by"`
	Reason string         `json:"reason,omitempty"`
	On     *calendar.Date `json:"on,omitempty"`    // the new last day, for extended and set
	Asked  *time.Time     `json:"asked,omitempty"` // when the extension was asked
	Old    *time.Time     `json:"old,omitempty"`   // due before the entry
}

// startClock builds a running clock; exactly one of budget and by is set.
func startClock(start time.Time, budget *calendar.Budget, by *calendar.Date, cal *calendar.Calendar) (*Clock, error) {
	c := &Clock{Budget: budget, By: by, Start: start}
	return c, c.compute(cal)
}

// compute fills Original and Due from the ledger. A suspension keeps the
// remainder: working time to the minute for budgets in working days or hours
// and for fixed days, calendar time for budgets in calendar days.
func (c *Clock) compute(cal *calendar.Calendar) error {
	due, err := c.base(cal)
	if err != nil {
		return err
	}
	c.Original = Moment(due)
	var stopped time.Time
	for _, e := range c.Entries {
		switch e.Kind {
		case ClockSuspended:
			if stopped.IsZero() {
				stopped = e.At
			}
		case ClockResumed:
			if !stopped.IsZero() {
				due, err = c.shift(cal, stopped, e.At, due)
				stopped = time.Time{}
			}
		case ClockExtended, ClockSet, ClockOpenedLate:
			due, err = cal.EndOf(*e.On)
			if !stopped.IsZero() {
				stopped = e.At // the new day was chosen knowing of the suspension
			}
		case ClockAgain:
			due, err = cal.Due(e.At, *c.Budget)
		}
		if err != nil {
			return err
		}
	}
	c.Due = Moment(due)
	return nil
}

// handBack returns the clock of a step that is sent back: it stood still from
// the moment the work was handed in, so that a slow review never makes the
// submitter late.
func (c *Clock) handBack(by Person, reason string) *Clock {
	if c == nil || c.MetAt == nil {
		return c.clone()
	}
	d := c.clone()
	d.Entries = append(d.Entries, ClockEntry{Kind: ClockSuspended, At: *c.MetAt, By: by, Reason: reason})
	slices.SortStableFunc(d.Entries, func(a, b ClockEntry) int { return a.At.Compare(b.At) })
	d.MetAt = nil
	return d
}

func (c *Clock) base(cal *calendar.Calendar) (time.Time, error) {
	if c.By != nil {
		return cal.EndOf(*c.By)
	}
	return cal.Due(c.Start, *c.Budget)
}

// shift moves due by a suspension from–to that left a remainder.
func (c *Clock) shift(cal *calendar.Calendar, from, to, due time.Time) (time.Time, error) {
	if !due.After(from) {
		return due, nil // it was late already: nothing remains to be kept
	}
	if c.Budget != nil && c.Budget.Unit == calendar.Day {
		day, err := cal.NextWorkday(calendar.DateOf(to.Add(due.Sub(from))))
		if err != nil {
			return due, err
		}
		return cal.EndOf(day)
	}
	rest, err := cal.Worked(from, due)
	if err != nil {
		return due, err
	}
	return cal.AddWork(to, rest)
}

// anew returns the clock of work that begins again at a moment with all its
// time; one with a fixed day only goes on.
func (c *Clock) anew(at time.Time, by Person, reason string) *Clock {
	d := c.handBack(by, reason)
	if d == nil || d.Budget == nil {
		return d
	}
	old := d.Due
	if d.Suspended() {
		d.Entries = append(d.Entries, ClockEntry{Kind: ClockResumed, At: at, By: by, Old: &old})
	}
	d.Entries = append(d.Entries, ClockEntry{Kind: ClockAgain, At: at, By: by, Reason: reason, Old: &old})
	d.Generation++
	return d
}

// Suspended tells whether the clock stands still.
func (c *Clock) Suspended() bool {
	for i := len(c.Entries) - 1; i >= 0; i-- {
		switch c.Entries[i].Kind {
		case ClockResumed:
			return false
		case ClockSuspended:
			return true
		}
	}
	return false
}

// Running tells whether time still counts against the clock.
func (c *Clock) Running() bool { return c != nil && c.MetAt == nil && !c.Suspended() }

// heldLate is the working time for which the clock stood still after it had
// passed its due date: work that was late when it was handed in is not later
// for the time its review took.
func (c *Clock) heldLate(cal *calendar.Calendar) time.Duration {
	var held time.Duration
	var stopped time.Time
	for _, e := range c.Entries {
		switch {
		case e.Kind == ClockSuspended && stopped.IsZero():
			stopped = e.At
		case e.Kind == ClockResumed && !stopped.IsZero():
			if !stopped.Before(c.Due) {
				if worked, err := cal.Worked(stopped, e.At); err == nil {
					held += worked
				}
			}
			stopped = time.Time{}
		}
	}
	return held
}

// since is when the clock last began to run to its present due date.
func (c *Clock) since() time.Time {
	at := c.Start
	for _, e := range c.Entries {
		if e.Kind != ClockSuspended && e.At.After(at) {
			at = e.At
		}
	}
	return at
}

func (c *Clock) clone() *Clock {
	if c == nil {
		return nil
	}
	d := *c
	d.Entries = slices.Clone(c.Entries)
	return &d
}
