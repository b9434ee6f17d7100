package plan

import (
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
			if s.runsAsSeries() {
				if _, at, ok, err := t.occurrence(s); ok && err == nil {
					earliest(at)
				}
			}
			t.eachAlarm(s, func(a alarm) { earliest(a.at) })
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
			a.mark.At, a.mark.Colour, a.mark.Skipped = t.now, a.colour, i < len(due)-1
			marks = append(marks, a.mark)
			points += a.points
		}
		t.emit(Event{Type: RungReached, Step: s.Key, Detail: Detail{
			Rung: holds.mark.Key, Colour: holds.colour, Points: points, To: t.told(s, holds), Marks: marks}})
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
