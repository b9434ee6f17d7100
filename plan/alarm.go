package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// alarm is one reminder or rung that has not been reached yet.
type alarm struct {
	at     time.Time
	mark   RungMark
	colour Colour
	to     []Receiver
	refs   []Ref // beside the receivers
	points int
	family string // of several that are due in a family, only the last is sent
}

var (
	toWorkers = []Receiver{ToLead, ToCo}
	toUnit    = []Receiver{ToLead, ToHead}
)

// alarms lists what time still has in store for a step, earliest first.
func (t *turn) alarms(s *Step) []alarm {
	var list []alarm
	t.eachAlarm(s, func(a alarm) { list = append(list, a) })
	slices.SortStableFunc(list, func(a, b alarm) int { return a.at.Compare(b.at) })
	return list
}

// told is who hears of an alarm, each once.
func (t *turn) told(s *Step, a alarm) []Ref {
	refs := slices.Clone(a.refs)
	for _, r := range t.goal.receivers(s, a.to) {
		refs = addRef(refs, r)
	}
	return refs
}

// eachAlarm calls found with what time still has in store for a step, in no
// order.
func (t *turn) eachAlarm(s *Step, found func(alarm)) {
	if s.Status == StepOpen && s.RespondBy.Running() && !s.reached("respond-late", s.RespondBy.Generation) {
		found(alarm{at: s.RespondBy.Due.Add(time.Millisecond), family: "respond", colour: Yellow, to: toUnit,
			mark: RungMark{Key: "respond-late", Generation: s.RespondBy.Generation}})
	}
	for i := range s.Rounds {
		a := &s.Rounds[i]
		if !a.Open() || a.DueAt == nil || s.Status == StepSuspended {
			continue
		}
		if key := "review-late-" + itoa(a.Round) + "-" + a.Stage().Key; !s.reached(key, 0) {
			found(alarm{at: a.DueAt.Add(time.Millisecond), family: "review-" + itoa(a.Round), colour: Yellow,
				mark: RungMark{Key: key}, refs: a.Stage().refs(), to: []Receiver{ToSupervisor}})
		}
	}
	if s.Working() && s.Clock.Running() {
		t.reminders(s, found)
		t.rungs(s, found)
	}
	if s.Working() {
		t.shortfalls(s, found)
	}
}

// reached tells whether a reminder or rung has been reached already.
func (s *Step) reached(key string, generation int) bool {
	for i := range s.Reached {
		if s.Reached[i].Generation == generation && s.Reached[i].Key == key {
			return true
		}
	}
	return false
}

// reminders lists what a step's ladder sends before the due date. What lay
// behind already when the date was given is not sent.
func (t *turn) reminders(s *Step, found func(alarm)) {
	ladder, gen := t.goal.ladder(s), s.Clock.Generation
	due, since := calendar.DateOf(s.Clock.Due), s.Clock.since()
	remind := func(key string, day calendar.Date) {
		if at, err := t.cal.StartOf(day); err == nil && at.After(since) {
			found(alarm{at: at, family: "due", mark: RungMark{Key: key, Generation: gen}, to: toWorkers})
		}
	}
	for _, n := range ladder.Remind {
		if key := "remind-" + itoa(n); !s.reached(key, gen) {
			if day, err := t.cal.AddWorkdays(due, -n); err == nil {
				remind(key, day)
			}
		}
	}
	if ladder.OnDay && !s.reached("due-today", gen) {
		remind("due-today", due)
	}
}

// rungs lists what a step's ladder sends after the due date. The time that
// late work stood still does not count towards them.
func (t *turn) rungs(s *Step, found func(alarm)) {
	ladder, gen := t.goal.ladder(s), s.Clock.Generation
	held := s.Clock.heldLate(t.cal)
	for i, r := range ladder.Rungs {
		key := "rung-" + itoa(i+1)
		if s.reached(key, gen) {
			continue
		}
		if at, err := t.rungAt(s.Clock.Due, r.After, held); err == nil {
			found(alarm{at: at, family: "due", colour: r.Colour, points: r.Points, mark: RungMark{Key: key, Generation: gen}, to: r.To})
		}
	}
}

func (t *turn) rungAt(due time.Time, after int, held time.Duration) (time.Time, error) {
	at := due
	if after > 0 {
		day, err := t.cal.AddWorkdays(calendar.DateOf(due), after)
		if err != nil {
			return at, err
		}
		if at, err = t.cal.EndOf(day); err != nil {
			return at, err
		}
	}
	if held > 0 {
		later, err := t.cal.AddWork(at, held)
		if err != nil {
			return at, err
		}
		at = Moment(later)
	}
	return at.Add(time.Millisecond), nil
}
