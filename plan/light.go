package plan

import (
	"slices"
	"time"
)

// Light 灯色 tells at a glance how a step or goal stands; always shown with
// its word. It is derived, never stored.
type Light string

// The lights.
const (
	LightNone   Light = "none"   // not open yet, suspended, or cancelled
	LightGreen  Light = "green"  // 正常
	LightYellow Light = "yellow" // 临期/滞后
	LightRed    Light = "red"    // 逾期
)

// Light of the step at a moment: red past its due date, yellow near it or
// when it was not accepted in time, yellow or red when its quantity is behind
// plan, green otherwise. Work that was handed in is judged by the moment it
// was handed in.
func (s *Step) Light(now time.Time) Light {
	if s.dark() {
		return LightNone
	}
	now = Moment(now)
	yellow, red := s.Turns()
	switch {
	case red != nil && !now.Before(*red):
		return LightRed
	case yellow != nil && !now.Before(*yellow):
		return LightYellow
	}
	return LightGreen
}

// dark tells whether the step shows no light.
func (s *Step) dark() bool {
	switch s.Status {
	case StepPending, StepSuspended, StepCancelled, "":
		return true
	}
	return false
}

// Turns are the moments from which the step's light is yellow and red as long
// as nothing happens to it; nil: never. A row keeps them, so that a query sees
// the light that Light shows.
func (s *Step) Turns() (yellow, red *time.Time) {
	switch {
	case s.dark():
		return nil, nil
	case s.MetAt != nil && s.DueAt != nil && s.MetAt.After(*s.DueAt):
		return nil, s.MetAt
	case s.MetAt != nil:
		return nil, nil
	}
	if s.YellowAt != nil {
		yellow = s.YellowAt
	}
	if s.DueAt != nil {
		red = earlier(red, s.DueAt.Add(time.Millisecond))
	}
	if s.Status == StepOpen && s.RespondBy != nil {
		yellow = earlier(yellow, s.RespondBy.Due.Add(time.Millisecond))
	}
	if s.Target == nil || s.Target.Milli <= 0 {
		return yellow, red
	}
	for _, p := range s.Planned {
		switch s.lights().of(s.behind(p)) {
		case LightYellow:
			yellow = earlier(yellow, p.missedFrom())
		case LightRed:
			red = earlier(red, p.missedFrom())
		}
	}
	return yellow, red
}

func earlier(a *time.Time, b time.Time) *time.Time {
	if a != nil && !b.Before(*a) {
		return a
	}
	b = Moment(b)
	return &b
}

// Light of the goal: the worst of its steps that are not finished; green when
// all are.
func (g *Goal) Light(now time.Time) Light {
	switch g.Status {
	case GoalSuspended, GoalCancelled, "":
		return LightNone
	}
	order := []Light{LightNone, LightGreen, LightYellow, LightRed}
	worst := LightGreen
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Through() {
			continue
		}
		if l := s.Light(now); slices.Index(order, l) > slices.Index(order, worst) {
			worst = l
		}
	}
	return worst
}

// progress is the weighted share of steps that are through, 0..1000 per
// mille; cancelled steps count neither way.
func progress(g *Goal) int {
	var done, all int
	weighted := slices.ContainsFunc(g.Steps, func(s Step) bool { return s.Weight > 0 })
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Status == StepCancelled || s.Series != "" {
			continue // an occurrence counts within its series
		}
		w := max(s.Weight, 0)
		if !weighted {
			w = 1 // no weights given: every step counts alike
		}
		all += w
		switch {
		case s.Recur != nil:
			done += w * g.share(s)
		case s.Through():
			done += w * 1000
		}
	}
	if all == 0 {
		return 0
	}
	return done / all
}
