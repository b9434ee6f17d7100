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
// plan, green otherwise. Work that was handed in
// is judged by the moment it was handed in.
func (s *Step) Light(now time.Time) Light {
	switch s.Status {
	case StepPending, StepSuspended, StepCancelled, "":
		return LightNone
	}
	if s.MetAt != nil {
		if s.DueAt != nil && s.MetAt.After(*s.DueAt) {
			return LightRed
		}
		return LightGreen
	}
	quantity := s.quantityLight(now)
	switch {
	case s.DueAt != nil && now.After(*s.DueAt), quantity == LightRed:
		return LightRed
	case quantity == LightYellow, s.YellowAt != nil && !now.Before(*s.YellowAt), s.RespondLate(now):
		return LightYellow
	}
	return LightGreen
}

// RespondLate tells whether the step waits to be accepted longer than allowed.
func (s *Step) RespondLate(now time.Time) bool {
	return s.Status == StepOpen && s.RespondBy != nil && now.After(s.RespondBy.Due)
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
