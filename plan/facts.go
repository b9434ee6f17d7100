package plan

import (
	"slices"
	"strings"
	"time"
)

// Facts are what happened to a goal between two moments, and how it stands at
// the second: what a progress report 进展汇报 is prefilled with, so that nobody
// types what the record knows. They carry no prose.
type Facts struct {
	GoalID      string         `json:"goal_id"`
	From        time.Time      `json:"from"`
	To          time.Time      `json:"to"`
	Progress    int            `json:"progress"` // per mille, now
	Done        []StepFact     `json:"done,omitempty"`
	Late        []StepFact     `json:"late,omitempty"`    // past due at the end
	Next        []StepFact     `json:"next,omitempty"`    // open and not late, the earliest due first
	Waiting     []StepFact     `json:"waiting,omitempty"` // handed in, being reviewed
	Returned    int            `json:"returned"`          // submissions sent back
	Urged       int            `json:"urged"`
	Extended    int            `json:"extended"` // due dates set anew
	Rungs       map[Colour]int `json:"rungs,omitempty"`
	Quantities  []QuantityFact `json:"quantities,omitempty"`
	Instructed  []Instruction  `json:"instructed,omitempty"`
	SuspendedBy *Person        `json:"suspended_by,omitempty"` // the goal stands still at the end
}

// StepFact is how one step stands.
type StepFact struct {
	Step     string     `json:"step"`
	Title    string     `json:"title"`
	Lead     Ref        `json:"lead"`
	Status   StepStatus `json:"status"`
	Due      *time.Time `json:"due,omitempty"`
	Original *time.Time `json:"original,omitempty"` // when it differs from Due
	Met      *time.Time `json:"met,omitempty"`      // handed in
	At       *time.Time `json:"at,omitempty"`       // approved
	Late     bool       `json:"late,omitempty"`     // handed in, or still open, after it was due
	Problem  string     `json:"problem,omitempty"`  // why it was sent back or stands still
}

// QuantityFact is the quantity of one step.
type QuantityFact struct {
	Step   string `json:"step"`
	Unit   string `json:"unit"`
	Target int64  `json:"target"`
	Total  int64  `json:"total"`
	Within int64  `json:"within"` // added in the period
	Behind int    `json:"behind"` // points behind plan
}

// FactsOf gathers the facts of a goal between two moments, the first excluded.
// The goal is as it stands at the second.
func FactsOf(g Goal, from, to time.Time) Facts {
	f := Facts{GoalID: g.ID, From: Moment(from), To: Moment(to), Progress: g.Progress}
	within := func(at *time.Time) bool { return at != nil && at.After(f.From) && !at.After(f.To) }
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Recur != nil {
			continue // its occurrences tell
		}
		f.standing(s, within)
		f.events(s, within)
		f.quantity(s)
	}
	slices.SortStableFunc(f.Next, func(a, b StepFact) int { return compareTimes(a.Due, b.Due) })
	slices.SortStableFunc(f.Late, func(a, b StepFact) int { return compareTimes(a.Due, b.Due) })
	for _, in := range g.Instructions {
		if within(&in.At) {
			f.Instructed = append(f.Instructed, in)
		}
	}
	if g.Suspended != nil {
		f.SuspendedBy = &g.Suspended.By
	}
	return f
}

// standing enters a step where it stands.
func (f *Facts) standing(s *Step, within func(*time.Time) bool) {
	fact := StepFact{Step: s.Key, Title: s.Title, Lead: s.Lead, Status: s.Status, Due: s.DueAt, Met: s.MetAt, At: s.DoneAt}
	if s.Clock != nil && !s.Clock.Original.Equal(s.Clock.Due) {
		original := s.Clock.Original
		fact.Original = &original
	}
	judged := f.To
	if s.MetAt != nil {
		judged = *s.MetAt
	}
	fact.Late = s.DueAt != nil && judged.After(*s.DueAt)
	switch s.Status {
	case StepDone, StepClosed:
		if within(s.DoneAt) {
			f.Done = append(f.Done, fact)
		}
	case StepReview:
		f.Waiting = append(f.Waiting, fact)
	case StepSuspended:
		fact.Problem, fact.Late = s.Suspended.Reason, false
		f.Waiting = append(f.Waiting, fact)
	case StepOpen, StepActive, StepReturned:
		if s.Status == StepReturned {
			fact.Problem = s.Last.Text
		}
		if fact.Late {
			f.Late = append(f.Late, fact)
		} else {
			f.Next = append(f.Next, fact)
		}
	}
}

// events counts what happened to a step in the period.
func (f *Facts) events(s *Step, within func(*time.Time) bool) {
	for _, a := range s.Rounds {
		if a.Subject == OfSubmission && (a.Outcome == Returned || a.Outcome == Rejected) && within(a.EndedAt) {
			f.Returned++
		}
	}
	for _, m := range s.Reached {
		if !within(&m.At) || m.Skipped {
			continue
		}
		switch {
		case strings.HasPrefix(m.Key, string(NameUrge)):
			f.Urged++
		case m.Colour != "":
			if f.Rungs == nil {
				f.Rungs = map[Colour]int{}
			}
			f.Rungs[m.Colour]++
		}
	}
	if s.Clock == nil {
		return
	}
	for _, e := range s.Clock.Entries {
		if (e.Kind == ClockExtended || e.Kind == ClockSet) && within(&e.At) {
			f.Extended++
		}
	}
}

func (f *Facts) quantity(s *Step) {
	if s.Target == nil || s.Status == StepCancelled {
		return
	}
	before := slices.DeleteFunc(slices.Clone(s.Counts), func(c Count) bool { return c.On.Start().After(f.From) })
	f.Quantities = append(f.Quantities, QuantityFact{Step: s.Key, Unit: s.Target.Unit, Target: s.Target.Milli,
		Total: s.Total, Within: s.Total - total(before), Behind: s.Behind(f.To)})
}

// ReportPeriod is the time that a progress report covers: from the day of the
// report before it, or the issue of the goal, up to now.
func ReportPeriod(g Goal, key string, now time.Time) (from, to time.Time) {
	from, to = g.CreatedAt, Moment(now)
	s := g.Step(key)
	if s == nil || s.Series == "" {
		return from, to
	}
	for _, o := range g.occurrences(s.Series) {
		if o.OccursOn.Before(*s.OccursOn) {
			from = Moment(o.OccursOn.AddDays(1).Start())
		}
	}
	return from, to
}

func compareTimes(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}
