package api

import (
	"context"
	"strconv"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Rehearse plays a plan through simulated time: a draft as if it were issued
// now, an issued one from where its goals stand.
func (s *server) Rehearse(ctx context.Context, r RehearseRequestObject) (RehearseResponseObject, error) {
	goals, cal, err := s.planGoals(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return Rehearse200JSONResponse(plan.Rehearse(goals, s.now(), cal, *r.Body)), nil
}

// Forecast says what moved dates would move.
func (s *server) Forecast(ctx context.Context, r ForecastRequestObject) (ForecastResponseObject, error) {
	goals, cal, err := s.planGoals(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	for i, m := range r.Body.Moved {
		if _, err := cal.Workday(m.To); err != nil {
			return nil, refuseField("/moved/"+itoa(i)+"/to", plan.CodeBeyondCalendar, "year", strconv.Itoa(m.To.Year))
		}
	}
	return Forecast200JSONResponse{Items: list(plan.Forecast(goals, r.Body.Moved, s.now(), cal))}, nil
}

// planGoals are the goals of a plan as they stand: running where they run,
// else as drafted.
func (s *server) planGoals(ctx context.Context, id string) ([]plan.Goal, *calendar.Calendar, error) {
	p, err := s.Store.Plan(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil || p.Status == store.PlanDraft {
		return p.Goals, cal, err
	}
	for i := range p.Goals {
		g, err := s.Store.Goal(ctx, p.Goals[i].ID)
		if store.Missing(err) {
			continue // an interrupted issue has not reached it
		}
		if err != nil {
			return nil, nil, err
		}
		p.Goals[i] = g
	}
	return p.Goals, cal, nil
}

// Facts are what happened to a goal in a period, both days included.
func (s *server) Facts(ctx context.Context, r FactsRequestObject) (FactsResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	from, to := r.Params.From, r.Params.To
	if to.IsZero() {
		to = calendar.DateOf(s.now())
	}
	if from.IsZero() {
		from = calendar.On(to.Year, to.Month, 1)
	}
	if to.Before(from) {
		return nil, refuseField("/to", plan.CodeDateOrder, "before", from.String())
	}
	return Facts200JSONResponse(plan.FactsOf(g, from.Start().Add(-time.Millisecond), to.AddDays(1).Start().Add(-time.Millisecond))), nil
}

// ReportQuantity adds to a quantity along the way 填报数量.
func (s *server) ReportQuantity(ctx context.Context, r ReportQuantityRequestObject) (ReportQuantityResponseObject, error) {
	c := plan.ReportQuantity{Header: header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), Milli: r.Body.Milli, Note: r.Body.Note}
	if !r.Body.On.IsZero() {
		c.On = &r.Body.On
	}
	view, err := s.command(ctx, r.Id, c)
	return ReportQuantity200JSONResponse(view), err
}

// warningsOf lists what should be looked at in a draft.
func warningsOf(p store.Plan, now time.Time, cal *calendar.Calendar) []plan.Problem {
	var all []plan.Problem
	for i, g := range p.Goals {
		for _, w := range plan.Warnings(g, now, cal) {
			w.Pointer = "/goals/" + itoa(i) + w.Pointer
			all = append(all, w)
		}
	}
	return all
}
