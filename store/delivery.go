package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
)

// GatherFacts reads from the record the facts of a cycle: what the goals'
// events say of its period, up to the end of the day of Settings.AsOf, and the
// totals of the cycles that ended within it. It looks at sealed events only
// and never at later ones, so that gathering again gives the same facts. They
// come in order of their ids.
func (s *Store) GatherFacts(ctx context.Context, c assess.Cycle, cal *calendar.Calendar) ([]assess.Fact, error) {
	facts, err := s.FactsBetween(ctx, c.Period.From(), c.Settings.AsOf, cal)
	if err != nil {
		return nil, err
	}
	facts = slices.DeleteFunc(facts, func(f assess.Fact) bool { return !c.Period.Contains(f.At) })
	var ended []CourseRow
	err = s.Read(ctx).Where("phase IN ? AND id <> ?", []assess.Phase{assess.PhaseFinal, assess.PhaseArchived}, c.ID).Order("id").Find(&ended).Error
	if err != nil {
		return nil, fmt.Errorf("ended courses: %w", err)
	}
	for _, row := range ended {
		var course assess.Course
		if err := json.Unmarshal([]byte(row.Body), &course); err != nil {
			return nil, fmt.Errorf("course %s: %w", row.ID, err)
		}
		for _, f := range course.PeriodScores() {
			if c.Period.Contains(f.At) && course.Cycle.Period != c.Period {
				facts = append(facts, f)
			}
		}
	}
	slices.SortFunc(facts, func(a, b assess.Fact) int { return strings.Compare(a.ID, b.ID) })
	return facts, nil
}

// FactsBetween reads from the goals' events what they say of the days from
// one to another, both included, as of the end of the last.
func (s *Store) FactsBetween(ctx context.Context, from, to calendar.Date, cal *calendar.Calendar) ([]assess.Fact, error) {
	end := to.AddDays(1).Start()
	var ids []string
	err := s.Read(ctx).Model(&GoalRow{}).Where("created_at < ? AND (ended_at IS NULL OR ended_at >= ?)", end, from.Start()).
		Order("id").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("goals of a period: %w", err)
	}
	villages, err := s.villages(ctx)
	if err != nil {
		return nil, err
	}
	var facts []assess.Fact
	for _, id := range ids {
		events, err := s.eventsBefore(ctx, id, end)
		if err != nil {
			return nil, err
		}
		deliveries, err := Deliveries(events, end, villages, cal)
		if err != nil {
			return nil, fmt.Errorf("goal %s: %w", id, err)
		}
		for _, d := range deliveries {
			said, err := assess.FactsOf(d, to, cal)
			if err != nil {
				return nil, err
			}
			facts = append(facts, said...)
		}
	}
	return slices.DeleteFunc(facts, func(f assess.Fact) bool { return f.At.Before(from) || f.At.After(to) }), nil
}

func (s *Store) villages(ctx context.Context) (map[string]bool, error) {
	units, err := s.Units(ctx)
	villages := map[string]bool{}
	for _, u := range units {
		villages[u.ID] = u.Kind == UnitVillage
	}
	return villages, err
}

func (s *Store) eventsBefore(ctx context.Context, goal string, end time.Time) ([]plan.Event, error) {
	var rows []EventRow
	if err := s.Read(ctx).Where("goal_id = ? AND at < ?", goal, end).Order("seq, n").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("events of %s: %w", goal, err)
	}
	events := make([]plan.Event, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Body), &events[i]); err != nil {
			return nil, fmt.Errorf("event %s/%d/%d: %w", row.GoalID, row.Seq, row.N, err)
		}
	}
	return events, nil
}

// Deliveries says what a goal's events, all before end, tell of the work on
// its steps: one delivery for each step that was opened and that is no series.
// A step that was cancelled, stands still at the end or has no date says only
// what happened on the way.
func Deliveries(events []plan.Event, end time.Time, villages map[string]bool, cal *calendar.Calendar) ([]assess.Delivery, error) {
	var g plan.Goal
	found := map[string]*assess.Delivery{}
	given := map[string]assess.EventRef{} // the last handing in
	hazards := map[string]assess.EventRef{}
	for _, e := range events {
		extended := extensions(g.Step(e.Step))
		g = plan.Adopt(g, e)
		ref := assess.EventRef{Goal: e.GoalID, Seq: e.Seq, N: e.N}
		if e.Type == plan.HazardFoundEvent {
			hazards[e.Detail.Hazard.Key] = ref
		}
		if e.Step == "" {
			continue
		}
		d := found[e.Step]
		if d == nil {
			d = &assess.Delivery{Work: e.GoalID + "/" + e.Step, Opened: e.At}
			found[e.Step] = d
		}
		once := assess.Occurrence{At: e.At, Points: assess.Points(e.Detail.Points), Event: ref}
		switch e.Type {
		case plan.StepOpened:
			d.Opened, d.Events = e.At, []assess.EventRef{ref}
		case plan.StepSubmitted:
			given[e.Step] = ref
		case plan.HazardFoundEvent:
			once.By = finders(e.Detail.Hazard)
			d.Found = append(d.Found, once)
		case plan.StepReturnedEvent:
			d.Returned = append(d.Returned, once)
		case plan.Urged:
			d.Urged = append(d.Urged, once)
		case plan.RungReached:
			if once.Points > 0 {
				d.Rungs = append(d.Rungs, once)
			}
		case plan.DueChanged:
			if extensions(g.Step(e.Step)) > extended {
				d.Extended = append(d.Extended, once)
			}
		}
	}
	var list []assess.Delivery
	for i := range g.Steps {
		step := &g.Steps[i]
		d := found[step.Key]
		if d == nil || len(d.Events) == 0 || step.Recur != nil {
			continue
		}
		if err := complete(d, step, given[step.Key], end, g.Suspended != nil, villages, cal); err != nil {
			return nil, err
		}
		rectified(d, &g, step, hazards)
		list = append(list, *d)
	}
	return list, nil
}

func extensions(s *plan.Step) int {
	n := 0
	if s != nil && s.Clock != nil {
		for _, e := range s.Clock.Entries {
			if e.Kind == plan.ClockExtended {
				n++
			}
		}
	}
	return n
}

// complete fills in what the step says at the end: whose work it was, when it
// counted as due and was handed in, and what came with it.
func complete(d *assess.Delivery, s *plan.Step, given assess.EventRef, end time.Time, still bool, villages map[string]bool, cal *calendar.Calendar) error {
	d.Who = []assess.Ref{assess.Ref(s.Lead)}
	if s.LeadUnit != "" {
		unit := assess.UnitRef(s.LeadUnit)
		if villages[s.LeadUnit] {
			unit = assess.VillageRef(s.LeadUnit)
		}
		d.Who = append(d.Who, unit)
	}
	d.Parties = s.People()
	d.Due = end
	if still || s.Clock == nil || s.Status == plan.StepSuspended || s.Status == plan.StepCancelled {
		return nil
	}
	due, err := s.Clock.Counted(cal)
	if err != nil {
		return fmt.Errorf("step %s: %w", s.Key, err)
	}
	d.Due, d.Met = due, s.MetAt
	if d.Met == nil {
		return nil
	}
	if given.Goal != "" {
		d.Events = append(d.Events, given)
	}
	d.Evidence = evidence(s, given)
	if s.Target != nil && s.Target.Milli > 0 {
		d.Quantity = assess.Ratio{Value: s.Total, Of: s.Target.Milli, Events: d.Events}
	}
	return nil
}

// finders are the inspectors beside who handed the inspection in, whose work
// it counts as anyway.
func finders(h *plan.Hazard) []assess.Ref {
	var refs []assess.Ref
	for _, x := range h.Inspectors {
		if x.User != h.FoundBy.User && x.User != h.FoundBy.For {
			refs = append(refs, assess.Ref(x.Ref))
		}
	}
	return refs
}

// rectified says of the last rectification of a hazard whether it was in time,
// and whether the hazard was found there before: each hazard counts once. It
// counts as rectified when what was handed in still stands, or passed; a
// rectification of no hazard counts as one.
func rectified(d *assess.Delivery, g *plan.Goal, s *plan.Step, hazards map[string]assess.EventRef) {
	if s.Kind != plan.Rectification || s.Status == plan.StepCancelled {
		return
	}
	d.Hazards = assess.Ratio{Of: 1000, Events: d.Events}
	if d.Met != nil && !d.Met.After(d.Due) {
		d.Hazards.Value = 1000
	}
	if s.Hazard == "" {
		return
	}
	if g.Rectified(s.Hazard).Key != s.Key {
		d.Hazards = assess.Ratio{}
		return
	}
	h, ref := g.Hazard(s.Hazard), hazards[s.Hazard]
	d.Hazards.Events = append([]assess.EventRef{ref}, d.Events...)
	if h.Repeats != nil {
		d.Repeated = []assess.Occurrence{{At: h.FoundAt, Event: ref}}
	}
}

// evidence counts which of the required pieces the last submission held.
func evidence(s *plan.Step, given assess.EventRef) assess.Ratio {
	r := assess.Ratio{Of: int64(len(s.Evidence)) * 1000}
	if r.Of == 0 || given.Goal == "" {
		return assess.Ratio{}
	}
	r.Events = []assess.EventRef{given}
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if s.Rounds[i].Subject != plan.OfSubmission {
			continue
		}
		for _, name := range s.Evidence {
			if slices.ContainsFunc(s.Rounds[i].Content.Evidence, func(e plan.Evidence) bool { return e.Name == name }) {
				r.Value += 1000
			}
		}
		break
	}
	return r
}
