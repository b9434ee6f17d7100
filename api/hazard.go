package api

import (
	"context"

	"duban/plan"
	"duban/store"
)

// Hazards lists hazards of all goals.
func (s *server) Hazards(ctx context.Context, r HazardsRequestObject) (HazardsResponseObject, error) {
	p := r.Params
	page, err := pageOf(p.Limit, p.Cursor)
	if err != nil {
		return nil, err
	}
	query := store.HazardQuery{Scope: callerOf(ctx).goals(), GoalID: p.Goal, PlaceID: p.Place, Unit: p.Unit, State: p.State,
		Open: p.Open, Overdue: p.Overdue, Level: p.Level, Repeated: p.Repeated, Text: p.Q}
	lines, next, err := s.Store.Hazards(ctx, query, s.now(), page)
	if err != nil {
		return nil, err
	}
	answer := Hazards200JSONResponse{Items: lines, Next: next}
	if p.Total {
		total, err := s.Store.HazardsTotal(ctx, query, s.now())
		if err != nil {
			return nil, err
		}
		answer.Total = &total
	}
	return answer, nil
}

// Hazard is one hazard with its steps and everything that happened.
func (s *server) Hazard(ctx context.Context, r HazardRequestObject) (HazardResponseObject, error) {
	g, line, err := s.hazard(ctx, r.Id, r.Hazard)
	if err != nil {
		return nil, err
	}
	view := Hazard200JSONResponse{Line: line, Steps: []plan.Step{}, Lights: map[string]Light{}}
	for _, step := range g.HazardSteps(r.Hazard) {
		view.Steps = append(view.Steps, *step)
		view.Lights[step.Key] = step.Light(s.now())
	}
	if line.Hazard.Place != "" {
		place, err := s.Store.Place(ctx, line.Hazard.Place)
		if err == nil {
			view.Place = &place
		} else if !store.Missing(err) {
			return nil, err
		}
	}
	view.Timeline, err = s.Store.HazardTimeline(ctx, &g, r.Hazard)
	return view, err
}

// hazard finds a hazard in a goal that the caller may see.
func (s *server) hazard(ctx context.Context, goal, key string) (plan.Goal, store.HazardLine, error) {
	if err := s.visible(ctx, goal); err != nil {
		return plan.Goal{}, store.HazardLine{}, err
	}
	g, err := s.Store.Goal(ctx, goal)
	if err != nil {
		return g, store.HazardLine{}, err
	}
	h := g.Hazard(key)
	if h == nil {
		return g, store.HazardLine{}, refuse(CodeNotFound)
	}
	line := store.HazardLine{GoalID: g.ID, GoalNumber: g.Number, GoalTitle: g.Title, Hazard: *h, Standing: g.Standing(key)}
	line.Overdue = line.Standing.RedAt != nil && !s.now().Before(*line.Standing.RedAt)
	if fix := g.Rectified(key); fix != nil {
		line.Unit = fix.LeadUnit
	}
	return g, line, nil
}
