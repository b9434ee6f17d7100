package assess

import (
	"sort"
	"strconv"
	"time"

	"duban/calendar"
)

// Wake says what time alone has done to a course by now. The second result is
// false when nothing is due. Time asks for facts, closes what is open without
// what is missing, ends windows, urges and archives; it never scores, verifies,
// moderates or decides.
func Wake(c Course, now time.Time, cal *calendar.Calendar) (Change, bool) {
	t := newTurn(c, Header{Actor: System(), ID: "wake:" + strconv.FormatInt(c.Seq+1, 10)}, now, cal)
	for {
		at, pass, ok := t.next()
		if !ok || at.After(t.now) {
			break
		}
		if err := pass(); err != nil {
			break
		}
	}
	t.fire()
	if len(t.events) == 0 {
		return Change{}, false
	}
	return t.change(NameWakeCourse), true
}

// NextWake is the earliest moment at which Wake has something to do; false
// when time alone changes nothing any more.
func NextWake(c Course, cal *calendar.Calendar) (time.Time, bool) {
	t := &turn{course: &c, cal: cal}
	next, _, ok := t.next()
	for _, a := range t.alarms() {
		if !ok || a.at.Before(next) {
			next, ok = a.at, true
		}
	}
	return Moment(next), ok
}

// next is the transition that time makes next, and when.
func (t *turn) next() (time.Time, func() error, bool) {
	c := t.course
	switch c.Phase {
	case PhaseIssued:
		if c.Wanted == "" {
			return c.asOf(), func() error { t.emit(Event{Type: Wanted, Detail: Detail{Want: WantFacts}}); return nil }, true
		}
	case PhaseSelf:
		if c.DueAt != nil && len(c.missingSelves()) == 0 {
			return after(*c.DueAt), t.beginScoring, true
		}
		if c.ClosesAt != nil {
			return after(*c.ClosesAt), t.beginScoring, true
		}
	case PhaseScoring:
		if c.ClosesAt != nil {
			return after(*c.ClosesAt), t.endScoring, true
		}
	case PhasePublic:
		return *c.DueAt, func() error { return t.begin(PhaseReview, Detail{To: c.speakers()}) }, true
	case PhaseReview:
		if at, ok := c.settled(); ok {
			return at, func() error {
				t.emit(Event{Type: PhaseBegan, Detail: Detail{Phase: PhaseFinal, To: c.speakers()}})
				return nil
			}, true
		}
	case PhaseFinal:
		day, err := t.cal.AddWorkdays(calendar.DateOf(*c.EndedAt), max(c.Cycle.Settings.Archive, 1))
		if err != nil {
			return time.Time{}, nil, false
		}
		at, err := t.cal.EndOf(day)
		return Moment(at), func() error { t.emit(Event{Type: PhaseBegan, Detail: Detail{Phase: PhaseArchived}}); return nil }, err == nil
	}
	return time.Time{}, nil, false
}

// after is the first moment that is too late.
func after(at time.Time) time.Time { return at.Add(time.Millisecond) }

// settled says from when on nobody can object any more: the windows are over,
// no case is open, and everything was counted.
func (c *Course) settled() (time.Time, bool) {
	if c.Wanted != "" || c.Inputs > c.Counted || c.ClosesAt == nil {
		return time.Time{}, false
	}
	at := *c.ClosesAt
	for i := range c.Objections {
		o := &c.Objections[i]
		switch {
		case o.Outcome == "":
			return time.Time{}, false
		case !o.appealable(&c.Cycle) || c.caseOf(o.Subject, OfAppeal) != nil:
		case o.AppealBy == nil:
			return time.Time{}, false
		case o.AppealBy.After(at):
			at = *o.AppealBy
		}
	}
	return after(at), true
}

// alarm is one reminder or rung that has not been reached yet.
type alarm struct {
	at     time.Time
	key    string
	family string // of several that are due in a family, only the last is sent
	colour Colour
	to     []Receiver
	n      int // case
}

// alarms lists what the ladder still has in store, earliest first.
func (t *turn) alarms() []alarm {
	c := t.course
	var list []alarm
	add := func(a alarm) {
		for _, m := range c.Reached {
			if m.Key == a.key {
				return
			}
		}
		a.at = Moment(a.at)
		list = append(list, a)
	}
	switch c.Phase {
	case PhaseSelf, PhaseScoring, PhasePanel, PhaseModeration:
		if c.DueAt != nil && len(c.late()) > 0 {
			t.reminders(add)
			t.rungs(string(c.Phase), *c.DueAt, 0, add)
		}
	}
	for i := range c.Objections {
		if o := &c.Objections[i]; o.Outcome == "" && o.DueAt != nil {
			family := "case-" + strconv.Itoa(o.N)
			if o.Extended {
				family += "-longer"
			}
			t.rungs(family, *o.DueAt, o.N, add)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].at.Before(list[j].at) })
	return list
}

// reminders lists what is sent before the phase is due.
func (t *turn) reminders(add func(alarm)) {
	c := t.course
	due, phase := calendar.DateOf(*c.DueAt), string(c.Phase)
	for _, n := range c.Cycle.Settings.Ladder.Remind {
		day, err := t.cal.AddWorkdays(due, -n)
		if err != nil {
			continue
		}
		if at, err := t.cal.StartOf(day); err == nil && at.After(c.Since) {
			add(alarm{at: at, key: phase + "/remind-" + strconv.Itoa(n), family: phase, to: []Receiver{ToLate}})
		}
	}
	if at, err := t.cal.StartOf(due); c.Cycle.Settings.Ladder.OnDay && err == nil && at.After(c.Since) {
		add(alarm{at: at, key: phase + "/due-today", family: phase, to: []Receiver{ToLate}})
	}
}

// rungs lists what is sent after something was due.
func (t *turn) rungs(family string, due time.Time, n int, add func(alarm)) {
	for i, r := range t.course.Cycle.Settings.Ladder.Rungs {
		at := due
		if r.After > 0 {
			day, err := t.cal.AddWorkdays(calendar.DateOf(due), r.After)
			if err != nil {
				continue
			}
			if at, err = t.cal.EndOf(day); err != nil {
				continue
			}
		}
		add(alarm{at: after(at), key: family + "/rung-" + strconv.Itoa(i+1), family: family, colour: r.Colour, to: r.To, n: n})
	}
}

// fire sends, of everything that is due by now, the last of each family, and
// marks the earlier ones as overtaken.
func (t *turn) fire() {
	var order []string
	due := map[string][]alarm{}
	for _, a := range t.alarms() {
		if a.at.After(t.now) {
			break
		}
		if due[a.family] == nil {
			order = append(order, a.family)
		}
		due[a.family] = append(due[a.family], a)
	}
	for _, family := range order {
		list := due[family]
		last := list[len(list)-1]
		var marks []Mark
		for i, a := range list {
			marks = append(marks, Mark{Key: a.key, At: t.now, Skipped: i < len(list)-1})
		}
		t.emit(Event{Type: RungPassed, Case: last.n, Detail: Detail{
			Rung: last.key, Colour: last.colour, Marks: marks, To: t.course.receivers(last)}})
	}
}

// receivers turns a rung's addressees into refs.
func (c *Course) receivers(a alarm) []Ref {
	var refs []Ref
	for _, r := range a.to {
		switch r {
		case ToLate:
			late := c.late()
			if a.n > 0 {
				late = c.Cycle.Line.Review
				if c.Objection(a.n).Kind == OfAppeal {
					late = c.Cycle.Line.Appeal
				}
			}
			refs = addRef(refs, late...)
		case ToOffice:
			refs = addRef(refs, c.Cycle.Line.Office)
		case ToChair:
			refs = addRef(refs, c.Cycle.Line.Chair)
		case ToInspect:
			refs = addRef(refs, c.Cycle.Line.Inspect)
		}
	}
	return refs
}

// late lists those the phase still waits for.
func (c *Course) late() []Ref {
	var refs []Ref
	switch c.Phase {
	case PhaseSelf:
		for _, s := range c.missingSelves() {
			refs = addRef(refs, c.Cycle.find(s).speaker())
		}
	case PhaseScoring:
		for _, o := range c.Open() {
			refs = addRef(refs, o.Scorer)
		}
	case PhasePanel:
		if len(c.Sample.open()) > 0 {
			refs = addRef(refs, c.Cycle.Line.Panel...)
		}
	case PhaseModeration:
		refs = addRef(refs, c.Cycle.Line.Chair)
		refs = addRef(refs, c.Cycle.Line.Group...)
	}
	return refs
}
