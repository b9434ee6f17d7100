package plan

import (
	"sort"
	"strconv"
	"time"

	"duban/calendar"
)

// Wake says what time alone has done to a goal by now. The second result is
// false when nothing is due. What is late for several rungs at once, because
// nobody was awake for days, gets the rung that holds now, once.
func Wake(g Goal, now time.Time, cal *calendar.Calendar) (Change, bool) {
	t := newTurn(g, Header{Actor: System(), ID: "wake:" + strconv.FormatInt(g.Seq+1, 10)}, now, cal)
	if g.Status == GoalClosed {
		if at, ok := archiving(&g, cal); ok && !t.now.Before(at) {
			t.emit(Event{Type: GoalArchivedEvent})
		}
	}
	if g.Status == GoalRunning {
		t.openReady()
		for i := range t.goal.Steps {
			t.fire(&t.goal.Steps[i])
		}
	}
	if len(t.events) == 0 {
		return Change{}, false
	}
	return t.change(NameWake), true
}

// NextWake is the earliest moment at which Wake has something to do; false
// when time alone changes nothing any more.
func NextWake(g Goal, cal *calendar.Calendar) (time.Time, bool) {
	var next time.Time
	earliest := func(at time.Time) {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	if g.Status == GoalClosed {
		if at, ok := archiving(&g, cal); ok {
			earliest(at)
		}
	}
	if g.Status == GoalRunning {
		t := &turn{goal: &g, cal: cal}
		for i := range g.Steps {
			s := &g.Steps[i]
			if s.Status == StepPending {
				// Only a step that waits for nothing but its day opens by time.
				if at, ok := opening(s, cal); ok {
					t.now = at
					if t.ready(s) {
						earliest(at)
					}
				}
				continue
			}
			for _, a := range t.alarms(s) {
				earliest(a.at)
			}
		}
	}
	if next.IsZero() {
		return next, false
	}
	// The record keeps milliseconds: wake at the first one that is not too early.
	if cut := Moment(next); cut.Before(next) {
		return cut.Add(time.Millisecond), true
	}
	return Moment(next), true
}

func archiving(g *Goal, cal *calendar.Calendar) (time.Time, bool) {
	day, err := cal.AddWorkdays(calendar.DateOf(*g.EndedAt), max(g.Settings.Archive, 1))
	if err != nil {
		return time.Time{}, false
	}
	at, err := cal.EndOf(day)
	return at, err == nil
}

// alarm is one reminder or rung that has not been reached yet.
type alarm struct {
	at     time.Time
	mark   RungMark
	colour Colour
	to     []Ref
	points int
	family string // of several that are due in a family, only the last is sent
}

// alarms lists what time still has in store for a step, earliest first.
func (t *turn) alarms(s *Step) []alarm {
	var list []alarm
	add := func(a alarm) {
		for _, m := range s.Reached {
			if m.Key == a.mark.Key && m.Generation == a.mark.Generation {
				return
			}
		}
		list = append(list, a)
	}
	if s.Status == StepOpen && s.RespondBy.Running() {
		add(alarm{at: s.RespondBy.Due.Add(time.Millisecond), family: "respond", colour: Yellow,
			mark: RungMark{Key: "respond-late", Generation: s.RespondBy.Generation}, to: t.goal.receivers(s, []Receiver{ToLead, ToHead})})
	}
	for _, a := range s.Rounds {
		if a.Open() && a.DueAt != nil && s.Status != StepSuspended {
			add(alarm{at: a.DueAt.Add(time.Millisecond), family: "review-" + itoa(a.Round), colour: Yellow,
				mark: RungMark{Key: "review-late-" + itoa(a.Round) + "-" + a.Stage().Key}, to: addRef(a.Stage().refs(), t.goal.Line.Supervisor)})
		}
	}
	if s.Working() && s.Clock.Running() {
		t.rungs(s, add)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].at.Before(list[j].at) })
	return list
}

// rungs lists the reminders and rungs of a step's ladder.
func (t *turn) rungs(s *Step, add func(alarm)) {
	ladder, gen := t.goal.ladder(s), s.Clock.Generation
	due, since, held := calendar.DateOf(s.Clock.Due), s.Clock.since(), s.Clock.heldLate(t.cal)
	for _, n := range ladder.Remind {
		day, err := t.cal.AddWorkdays(due, -n)
		if err != nil {
			continue
		}
		at, err := t.cal.StartOf(day)
		if err != nil || !at.After(since) {
			continue // the date was given later than this reminder
		}
		add(alarm{at: at, family: "due", mark: RungMark{Key: "remind-" + itoa(n), Generation: gen}, to: t.goal.receivers(s, []Receiver{ToLead, ToCo})})
	}
	if at, err := t.cal.StartOf(due); ladder.OnDay && err == nil && at.After(since) {
		add(alarm{at: at, family: "due", mark: RungMark{Key: "due-today", Generation: gen}, to: t.goal.receivers(s, []Receiver{ToLead, ToCo})})
	}
	for i, r := range ladder.Rungs {
		at := s.Clock.Due.Add(time.Millisecond)
		if r.After > 0 {
			day, err := t.cal.AddWorkdays(due, r.After)
			if err != nil {
				continue
			}
			if at, err = t.cal.EndOf(day); err != nil {
				continue
			}
			at = at.Add(time.Millisecond)
		}
		if held > 0 {
			later, err := t.cal.AddWork(at, held)
			if err != nil {
				continue
			}
			at = Moment(later).Add(time.Millisecond)
		}
		add(alarm{at: at, family: "due", colour: r.Colour, points: r.Points,
			mark: RungMark{Key: "rung-" + itoa(i+1), Generation: gen}, to: t.goal.receivers(s, r.To)})
	}
}

// fire sends, of everything that is due by now, the last of each family, and
// marks the earlier ones as overtaken.
func (t *turn) fire(s *Step) {
	var order []string
	last := map[string][]alarm{}
	for _, a := range t.alarms(s) {
		if a.at.After(t.now) {
			break
		}
		if last[a.family] == nil {
			order = append(order, a.family)
		}
		last[a.family] = append(last[a.family], a)
	}
	for _, family := range order {
		due := last[family]
		holds := due[len(due)-1]
		var marks []RungMark
		points := 0
		for i, a := range due {
			a.mark.At, a.mark.Skipped = t.now, i < len(due)-1
			marks = append(marks, a.mark)
			points += a.points
		}
		t.emit(Event{Type: RungReached, Step: s.Key, Detail: Detail{
			Rung: holds.mark.Key, Colour: holds.colour, Points: points, To: holds.to, Marks: marks}})
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
