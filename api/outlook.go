package api

import (
	"context"

	"duban/calendar"
	"duban/plan"
	"duban/templates"
)

// Outlook says when the steps of a goal can be through.
func (s *server) Outlook(ctx context.Context, r OutlookRequestObject) (OutlookResponseObject, error) {
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
	return Outlook200JSONResponse(outlookOf(g, calendar.DateOf(s.now()), cal)), nil
}

// PlanOutlook says the same of every goal of a plan.
func (s *server) PlanOutlook(ctx context.Context, r PlanOutlookRequestObject) (PlanOutlookResponseObject, error) {
	goals, cal, err := s.planGoals(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	answer := PlanOutlook200JSONResponse{Items: []Outlook{}}
	for _, g := range goals {
		answer.Items = append(answer.Items, outlookOf(g, calendar.DateOf(s.now()), cal))
	}
	return answer, nil
}

// outlookOf leaves out what lies beyond the loaded calendar, and says so.
func outlookOf(g plan.Goal, today calendar.Date, cal *calendar.Calendar) Outlook {
	earliest, err := templates.Earliest(g, today, cal)
	expected, late := templates.Expected(g, today, cal)
	windows, unseen := templates.Windows(g, today, cal)
	o := Outlook{Goal: g.ID, Earliest: earliest, Expected: expected, Windows: list(windows), Beyond: err != nil || late != nil || unseen != nil}
	if day, err := templates.EarliestFiling(g, today, cal); err == nil {
		o.Filing = day
	}
	return o
}
