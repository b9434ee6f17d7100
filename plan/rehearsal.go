package plan

import (
	"cmp"
	"slices"
	"time"

	"duban/calendar"
)

// Assumption says how people act in a rehearsal. The zero Assumption: everybody
// accepts, signs and closes out at once and hands in at the due moment.
type Assumption struct {
	LateWorkdays int            `json:"late_workdays,omitempty"` // handed in that many working days after the due day
	AcceptAfter  int            `json:"accept_after,omitempty"`  // working days
	ReviewAfter  int            `json:"review_after,omitempty"`  // of one signature, working days
	CloseAfter   int            `json:"close_after,omitempty"`   // from approval to close-out, working days
	MaxPerWeek   int            `json:"max_per_week,omitempty"`  // more steps due in a week are a conflict; 0: 5
	Until        *calendar.Date `json:"until,omitempty"`         // nil: the end of the goals' year, or of the calendar
}

// Rehearsal 推演 is what would happen to some goals by the rules, in order of
// time, under an assumption.
type Rehearsal struct {
	From       time.Time   `json:"from"`
	Until      time.Time   `json:"until"`
	Assumption Assumption  `json:"assumption"`
	Happenings []Happening `json:"happenings"`
	Load       []Load      `json:"load"`
	Conflicts  []Conflict  `json:"conflicts"`
	Points     int         `json:"points"`   // consequences in all, thousandths of a point
	Finished   int         `json:"finished"` // steps closed out by the end
	Steps      int         `json:"steps"`    // of all, occurrences included
}

// Happening is one thing that would happen.
type Happening struct {
	At     time.Time  `json:"at"`
	Kind   string     `json:"kind"` // "open", "submit", "return", "done", "close", "reminder", "rung", "late", "report", "goal"
	Goal   string     `json:"goal"`
	Step   string     `json:"step,omitempty"`
	Unit   string     `json:"unit,omitempty"`
	To     []Ref      `json:"to,omitempty"` // who has to act or hears of it
	Due    *time.Time `json:"due,omitempty"`
	Rung   string     `json:"rung,omitempty"`
	Colour Colour     `json:"colour,omitempty"`
	Points int        `json:"points,omitempty"`
}

// Load is what one post or user has in one ISO week.
type Load struct {
	Ref        Ref `json:"ref"`
	Year       int `json:"year"`
	Week       int `json:"week"`
	Due        int `json:"due"`        // steps due
	Signatures int `json:"signatures"` // asked for
	Notices    int `json:"notices"`
}

// ConflictKind is what is wrong with a plan in time.
type ConflictKind string

// The conflicts.
const (
	OpensLate      ConflictKind = "opens-late"      // a step would open after its fixed day
	WindowMissed   ConflictKind = "window-missed"   // a step would open after its season has begun
	Overload       ConflictKind = "overload"        // too many steps due in a week
	InProvisional  ConflictKind = "provisional"     // work due in provisional time
	BeyondCalendar ConflictKind = "beyond-calendar" // work due where no calendar is loaded
	NeverOpens     ConflictKind = "never-opens"     // a step that has not opened by the end
	Stuck          ConflictKind = "stuck"           // what has to be done cannot be done: Code says why
)

// Conflict is one thing to look at before the plan is issued.
type Conflict struct {
	Kind ConflictKind   `json:"kind"`
	Goal string         `json:"goal,omitempty"`
	Step string         `json:"step,omitempty"`
	Ref  Ref            `json:"ref,omitempty"`
	On   *calendar.Date `json:"on,omitempty"` // the day, or the Monday of the week
	N    int            `json:"n,omitempty"`
	Code Code           `json:"code,omitempty"`
}

// note enters a change in the rehearsal.
func (r *stage) note(c Change) {
	for _, e := range c.Events {
		if h, ok := happening(c, e); ok {
			r.out.Happenings = append(r.out.Happenings, h)
			r.out.Points += h.Points
		}
		switch e.Type {
		case StepOpened:
			r.opened(c.Goal.Step(e.Step), e)
		case StepSubmitted, StageEnded, ApprovalAsked:
			for _, to := range e.Detail.To {
				r.load(to, e.At).Signatures++
			}
		}
	}
	for _, n := range c.Notices {
		r.load(n.To, n.At).Notices++
	}
}

var happens = map[EventType]string{
	StepOpened: "open", StepSubmitted: "submit", StepReturnedEvent: "return", StepDoneEvent: "done", StepClosedOut: "close",
	SeriesStarted: "open", GoalIssued: "goal", GoalConcludedEvent: "goal", GoalClosedOut: "goal", GoalArchivedEvent: "goal",
}

func happening(c Change, e Event) (Happening, bool) {
	h := Happening{At: e.At, Kind: happens[e.Type], Goal: c.GoalID, Step: e.Step, Unit: c.Goal.LeadUnit, To: e.Detail.To}
	s := c.Goal.Step(e.Step)
	if s != nil && s.LeadUnit != "" {
		h.Unit = s.LeadUnit
	}
	switch {
	case e.Type == RungReached:
		h.Kind, h.Rung, h.Colour, h.Points, h.Due = "rung", e.Detail.Rung, e.Detail.Colour, e.Detail.Points, s.DueAt
		switch rungNotice(e) {
		case NoticeReminder:
			h.Kind = "reminder"
		case NoticeLate:
			h.Kind = "late"
		}
	case e.Type == StepOpened:
		h.Due = s.DueAt
		if s.Kind == Report {
			h.Kind = "report"
		}
	}
	return h, h.Kind != ""
}

// opened looks at a step that opens: its load, and what is wrong with it.
func (r *stage) opened(s *Step, e Event) {
	conflict := func(kind ConflictKind, on *calendar.Date) {
		r.out.Conflicts = append(r.out.Conflicts, Conflict{Kind: kind, Goal: s.GoalID, Step: s.Key, Ref: s.Lead, On: on})
	}
	if s.OpensOn != nil && calendar.DateOf(e.At).After(*s.OpensOn) {
		conflict(WindowMissed, s.OpensOn)
	}
	if s.Clock == nil {
		conflict(BeyondCalendar, nil)
		return
	}
	due := calendar.DateOf(s.Clock.Due)
	r.load(s.Lead, s.Clock.Due).Due++
	if s.By != nil && len(s.Clock.Entries) > 0 && s.Clock.Entries[0].Kind == ClockOpenedLate {
		conflict(OpensLate, s.By)
	}
	if r.cal.Provisional(due) {
		conflict(InProvisional, &due)
	}
}

func (r *stage) load(ref Ref, at time.Time) *Load {
	year, week := at.In(calendar.Zone).ISOWeek()
	key := Load{Ref: ref, Year: year, Week: week}
	if r.loads[key] == nil {
		found := key
		r.loads[key] = &found
	}
	return r.loads[key]
}

// close sums the rehearsal up.
func (r *stage) close() Rehearsal {
	most := r.out.Assumption.MaxPerWeek
	if most <= 0 {
		most = 5
	}
	for _, l := range r.loads {
		r.out.Load = append(r.out.Load, *l)
	}
	slices.SortFunc(r.out.Load, func(a, b Load) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Week, b.Week), cmp.Compare(a.Ref, b.Ref))
	})
	for _, l := range r.out.Load {
		if l.Due > most {
			monday := mondayOf(l.Year, l.Week)
			r.out.Conflicts = append(r.out.Conflicts, Conflict{Kind: Overload, Ref: l.Ref, On: &monday, N: l.Due})
		}
	}
	for _, p := range r.plays {
		for i := range p.g.Steps {
			s := &p.g.Steps[i]
			r.out.Steps++
			switch {
			case s.Status == StepClosed:
				r.out.Finished++
			case s.Status == StepPending && p.g.Status == GoalRunning:
				r.out.Conflicts = append(r.out.Conflicts, Conflict{Kind: NeverOpens, Goal: p.g.ID, Step: s.Key, Ref: s.Lead})
			}
		}
	}
	return r.out
}

// mondayOf is the first day of an ISO week. The 4th of January lies in week 1.
func mondayOf(year, week int) calendar.Date {
	fourth := calendar.On(year, time.January, 4)
	return fourth.AddDays(-(int(fourth.Weekday())+6)%7 + 7*(week-1))
}
