package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Roster 值班表 is a series whose turn goes round, as it stands on some days. It
// is derived from the rules that open the occurrences, and never stored.
type Roster struct {
	GoalID     string       `json:"goal_id"`
	GoalNumber string       `json:"goal_number"`
	GoalTitle  string       `json:"goal_title"`
	Step       string       `json:"step"` // key of the series
	StepTitle  string       `json:"step_title"`
	Lead       Ref          `json:"lead"`            // keeps the roster
	Keeps      bool         `json:"keeps,omitempty"` // the reader does, or may act for who does
	Status     StepStatus   `json:"status"`          // of the series: it has days once it is active
	Days       []RosterTurn `json:"days"`
	Swap       *Approval    `json:"swap,omitempty"`   // the request that is being decided
	Beyond     bool         `json:"beyond,omitempty"` // days that are missing lie beyond the loaded calendar
}

// RosterTurn is a day of a roster and whose turn it is.
type RosterTurn struct {
	On          calendar.Date `json:"on"`
	Lead        Ref           `json:"lead"`
	Mine        bool          `json:"mine,omitempty"`        // the reader has it, or may act for who has it
	Step        string        `json:"step,omitempty"`        // the occurrence, once it is there
	Status      StepStatus    `json:"status"`                // of the occurrence; pending: the day is to come
	Open        bool          `json:"open,omitempty"`        // can still be swapped
	Swapped     bool          `json:"swapped,omitempty"`     // changed hands
	Provisional bool          `json:"provisional,omitempty"` // a holiday notice may still move it
}

// Rosters lists the rosters of a goal with their days from one to another,
// both included, as an actor reads them. A roster that has ended is listed
// when it had such days.
func Rosters(g Goal, actor Actor, from, to calendar.Date, now time.Time, cal *calendar.Calendar) []Roster {
	var list []Roster
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Recur == nil || len(s.Recur.Roster) == 0 {
			continue
		}
		t := &turn{goal: &g, cal: cal, now: Moment(now), step: s}
		r := Roster{GoalID: g.ID, GoalNumber: g.Number, GoalTitle: g.Title, Step: s.Key, StepTitle: s.Title,
			Lead: s.Lead, Keeps: len(actor.Capacities(s.Lead, g.Kind)) > 0, Status: s.Status, Days: []RosterTurn{}, Swap: s.Pending(OfSwap)}
		t.rosterDays(&r, actor, from, to)
		if !s.Ended() || len(r.Days) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// rosterDays adds the days of the step's roster: the occurrences that there
// are, then those to come.
func (t *turn) rosterDays(r *Roster, actor Actor, from, to calendar.Date) {
	add := func(d RosterTurn) {
		if d.On.Before(from) || d.On.After(to) {
			return
		}
		d.Mine = len(actor.Capacities(d.Lead, t.goal.Kind)) > 0
		d.Swapped = slices.ContainsFunc(t.step.Occurred.Swapped, func(s RosterDay) bool { return s.On == d.On })
		d.Provisional = t.cal.Provisional(d.On)
		r.Days = append(r.Days, d)
	}
	for _, o := range t.goal.occurrences(t.step.Key) {
		add(RosterTurn{On: *o.OccursOn, Lead: o.Lead, Step: o.Key, Status: o.Status, Open: t.onDuty(*o.OccursOn) != ""})
	}
	if t.step.Occurred == nil || t.step.Ended() {
		return
	}
	days, err := t.toCome(to)
	for _, d := range days {
		add(RosterTurn{On: d.On, Lead: d.Lead, Status: StepPending, Open: true})
	}
	r.Beyond = err != nil
}

// toCome is whose turn the days of the step's roster are that have no
// occurrence yet, until a day; its error says that the calendar does not reach
// so far.
func (t *turn) toCome(until calendar.Date) ([]RosterDay, error) {
	if last := t.goal.lastDay(t.step); until.After(last) {
		until = last
	}
	after := calendar.DateOf(*t.step.OpenedAt).AddDays(-1)
	if last := t.step.Occurred.Last; last != nil {
		after = *last
	}
	days, err := t.step.Recur.Occurrences(t.cal, after, until)
	turns := make([]RosterDay, len(days))
	for i, day := range days {
		turns[i] = RosterDay{day, t.step.turnOf(t.step.Occurred.Opened+t.step.Occurred.Skipped+i, day)}
	}
	return turns, err
}
