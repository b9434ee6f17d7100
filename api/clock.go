package api

import (
	"context"
	"errors"

	"duban/calendar"
	"duban/plan"
)

// Clocks reads the clocks of a goal as of a moment.
func (s *server) Clocks(ctx context.Context, r ClocksRequestObject) (ClocksResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	cal, err := s.calendarOf(ctx, g)
	if err != nil {
		return nil, err
	}
	at := s.now()
	if !r.Params.At.IsZero() {
		at = r.Params.At
	}
	lines := []ClockLine{}
	for _, step := range g.Steps {
		for _, c := range []struct {
			name  string
			clock *plan.Clock
		}{{"respond", step.RespondBy}, {"finish", step.Clock}} {
			if c.clock == nil || c.clock.Start.After(at) {
				continue
			}
			reading, err := c.clock.AsOf(at, cal)
			if beyond := (calendar.ErrBeyond{}); errors.As(err, &beyond) {
				return nil, refuseField("/at", plan.CodeBeyondCalendar, "year", itoa(beyond.Date.Year))
			}
			if err != nil {
				return nil, err
			}
			lines = append(lines, ClockLine{Step: step.Key, StepTitle: step.Title, Clock: c.name, Ledger: *c.clock, Reading: reading})
		}
	}
	return Clocks200JSONResponse{Items: lines}, nil
}
