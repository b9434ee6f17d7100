package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Reading is what a clock shows at a moment, in minutes of working time.
type Reading struct {
	At         time.Time `json:"at"`
	Original   time.Time `json:"original"`
	Due        time.Time `json:"due"`                 // as it was then; while it stands still, as if it ran on
	Consumed   int       `json:"consumed"`            // since the start, without the time it stood still
	StoodStill int       `json:"stood_still"`         // suspended, or handed in and sent back
	Remaining  int       `json:"remaining"`           // until Due; negative: late by
	Suspended  bool      `json:"suspended,omitempty"` // it stands still
	Met        bool      `json:"met,omitempty"`       // handed in: it counts no more
}

// AsOf reads the clock as of a moment, past or present: later entries of its
// ledger are not looked at.
func (c *Clock) AsOf(at time.Time, cal *calendar.Calendar) (Reading, error) {
	then := c.clone()
	then.Entries, then.MetAt = nil, nil
	for _, e := range c.Entries {
		if !e.At.After(at) {
			then.Entries = append(then.Entries, e)
		}
	}
	if err := then.compute(cal); err != nil {
		return Reading{}, err
	}
	r := Reading{At: Moment(at), Original: then.Original, Due: then.Due, Suspended: then.Suspended()}
	hand := at // where the hand of the clock stands
	if c.MetAt != nil && !c.MetAt.After(at) {
		r.Met, hand = true, *c.MetAt
	}
	still, stopped, err := then.stood(cal)
	if err != nil {
		return Reading{}, err
	}
	if r.Suspended && stopped.Before(hand) {
		hand = stopped
	}
	passed, err := cal.Worked(c.Start, hand)
	if err != nil {
		return Reading{}, err
	}
	left, err := cal.Worked(hand, then.Due)
	if err != nil {
		return Reading{}, err
	}
	whole := still
	if r.Suspended { // the stop going on lies behind the hand
		going, err := cal.Worked(stopped, at)
		if err != nil {
			return Reading{}, err
		}
		whole += going
	}
	r.Consumed, r.StoodStill = int((passed-still)/time.Minute), int(whole/time.Minute)
	r.Remaining = int(left / time.Minute)
	return r, nil
}

// Counted is the due date that counts in an assessment: the original one,
// moved by suspensions, by the time of reviews that sent the work back, by
// extensions that were asked in time and approved, and for a step that could
// not open before its fixed day. A date set by a leader does not count, and
// neither does the time given again after a failed re-inspection.
func (c *Clock) Counted(cal *calendar.Calendar) (time.Time, error) {
	counted := c.clone()
	counted.Entries = slices.DeleteFunc(counted.Entries, func(e ClockEntry) bool { return e.Kind == ClockSet || e.Kind == ClockAgain })
	err := counted.compute(cal)
	return counted.Due, err
}

// stood is the working time of the stops that have ended, and when the one
// that goes on began.
func (c *Clock) stood(cal *calendar.Calendar) (time.Duration, time.Time, error) {
	var still time.Duration
	var stopped time.Time
	for _, e := range c.Entries {
		switch {
		case e.Kind == ClockSuspended && stopped.IsZero():
			stopped = e.At
		case e.Kind == ClockResumed && !stopped.IsZero():
			worked, err := cal.Worked(stopped, e.At)
			if err != nil {
				return 0, stopped, err
			}
			still, stopped = still+worked, time.Time{}
		}
	}
	return still, stopped, nil
}
