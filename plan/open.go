package plan

import (
	"time"

	"duban/calendar"
)

// openReady opens every pending step whose predecessors are through and whose
// day has come, and concludes the goal when nothing is left to do.
func (t *turn) openReady() {
	if t.goal.Status != GoalRunning {
		return
	}
	for again := true; again; {
		again = false
		for i := 0; i < len(t.goal.Steps); i++ {
			s := &t.goal.Steps[i]
			switch {
			case s.Status == StepPending && t.ready(s) && s.Recur != nil:
				t.start(s)
				again = true
			case s.Status == StepPending && t.ready(s):
				t.open(s)
			case s.runsAsSeries():
				t.spawn(s.Key)
				again = again || t.goal.Steps[i].Ended() // steps may wait for the series
			}
		}
	}
	t.conclude() // a series may have been the last to end
}

func (t *turn) ready(s *Step) bool {
	for _, key := range s.After {
		if before := t.goal.Step(key); before != nil && !before.Through() {
			return false
		}
	}
	if len(s.missing()) > 0 {
		return false
	}
	if s.OpensOn == nil {
		return true
	}
	opens, ok := opening(s, t.cal)
	return ok && !t.now.Before(opens)
}

// opening is the moment before which a seasonal step stays closed.
func opening(s *Step, cal *calendar.Calendar) (time.Time, bool) {
	if s.OpensOn == nil {
		return time.Time{}, false
	}
	at, err := cal.StartOf(*s.OpensOn)
	return at, err == nil
}

// open opens a step. A step that was open before goes on with what was left
// of its time; a re-inspection that was not passed has all of it again.
func (t *turn) open(s *Step) {
	d := Detail{To: []Ref{s.Lead}, RespondBy: t.respondClock(s)}
	switch again := s.Approval(s.Round); {
	case s.Clock == nil:
		d.Clock, d.YellowAt = t.finishClock(s, t.now)
	case again != nil && again.Outcome == Failed: // a re-inspection after one that was not passed
		if d.Clock = s.Clock.anew(t.now, System().Self(), ""); d.Clock.compute(t.cal) == nil {
			d.YellowAt = t.yellow(d.Clock)
		}
	default:
		d.Clock, d.YellowAt = t.goOn(s.Clock.clone())
	}
	t.emit(Event{Type: StepOpened, Step: s.Key, By: System().Self(), Detail: d})
}

// respondClock starts the clock by which a step is to be accepted. Beyond the
// loaded calendar no clock can be computed: the step opens without one and
// gets it when the year's notice is imported.
func (t *turn) respondClock(s *Step) *Clock {
	budget := t.goal.Settings.Respond
	if s.Respond != nil {
		budget = *s.Respond
	}
	clock, err := startClock(t.now, &budget, nil, t.cal)
	if err != nil {
		return nil
	}
	if s.RespondBy != nil {
		clock.Generation = s.RespondBy.Generation + 1
	}
	return clock
}

// goOn lets a clock that stood still run again from now.
func (t *turn) goOn(c *Clock) (*Clock, *time.Time) {
	if c == nil {
		return nil, nil
	}
	if c.Suspended() {
		old := c.Due
		c.Entries = append(c.Entries, ClockEntry{Kind: ClockResumed, At: t.now, By: t.by, Old: &old})
	}
	if c.compute(t.cal) != nil {
		return c, nil
	}
	return c, t.yellow(c)
}

// finishClock starts the clock by which a step is to be finished, and says
// when its light turns yellow; nil beyond the loaded calendar. A step whose
// fixed last day has passed before it could open is due as soon as it is to
// be accepted; the fixed day stays its original date.
func (t *turn) finishClock(s *Step, start time.Time) (*Clock, *time.Time) {
	clock, err := startClock(start, s.Finish, s.By, t.cal)
	if err != nil {
		return nil, nil
	}
	if !clock.Due.After(start) {
		budget := t.goal.Settings.Respond
		if s.Respond != nil {
			budget = *s.Respond
		}
		soon, err := t.cal.Due(start, budget)
		if err != nil {
			return nil, nil
		}
		on, old := calendar.DateOf(soon), clock.Due
		clock.Entries = append(clock.Entries, ClockEntry{Kind: ClockOpenedLate, At: start, By: System().Self(), On: &on, Old: &old})
		if clock.compute(t.cal) != nil {
			return nil, nil
		}
	}
	return clock, t.yellow(clock)
}

func (t *turn) yellow(c *Clock) *time.Time { return yellowAt(c, t.goal.Settings.YellowIn, t.cal) }

// yellowAt is the start of the working day that lies n working days before
// the due day.
func yellowAt(c *Clock, n int, cal *calendar.Calendar) *time.Time {
	day, err := cal.AddWorkdays(calendar.DateOf(c.Due), -n)
	if err != nil {
		return nil
	}
	at, err := cal.StartOf(day)
	if err != nil {
		return nil
	}
	at = Moment(at)
	return &at
}

// conclude concludes the goal when all of its steps have ended.
func (t *turn) conclude() {
	if t.goal.Status != GoalRunning {
		return
	}
	for i := range t.goal.Steps {
		if !t.goal.Steps[i].Ended() {
			return
		}
	}
	t.emit(Event{Type: GoalConcludedEvent, By: System().Self()})
}
