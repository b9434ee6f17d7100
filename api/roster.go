package api

import (
	"context"
	"errors"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Rosters says whose turn it is on the days to come 值班表.
func (s *server) Rosters(ctx context.Context, r RostersRequestObject) (RostersResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	now, actor := s.now(), callerOf(ctx).Actor
	answer := Rosters200JSONResponse{Today: calendar.DateOf(now), Items: []RosterLine{}}
	if answer.From, answer.To, err = rosterSpan(r.Params.From, r.Params.To, answer.Today); err != nil {
		return nil, err
	}
	var goals []plan.Goal
	query := store.GoalQuery{Scope: callerOf(ctx).goals(), Role: store.RoleRoster}
	if goals, answer.Next, err = s.Store.Goals(ctx, query, page); err != nil {
		return nil, err
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	for _, g := range goals {
		cal, err := s.calendarOf(ctx, g)
		if err != nil {
			return nil, err
		}
		for _, x := range plan.Rosters(g, actor, answer.From, answer.To, now, cal) {
			h := plan.Header{Actor: actor, Step: x.Step}
			line := RosterLine{Roster: x, Ask: possible(g, plan.AskSwap{Header: h}, now, cal, lang)}
			if x.Swap != nil {
				h.Round = x.Swap.Round
				decide := possible(g, plan.DecideApproval{Header: h}, now, cal, lang)
				line.Decide = &decide
			}
			answer.Items = append(answer.Items, line)
		}
	}
	return answer, nil
}

// possible says whether a command would be permitted now.
func possible(g plan.Goal, c plan.Command, now time.Time, cal *calendar.Calendar, lang string) Option {
	h := c.Head()
	err := plan.Permit(g, c, now, cal)
	p := plan.Possibility{Command: c.Name(), Step: h.Step, Round: h.Round, Allowed: err == nil}
	if why := (*plan.Error)(nil); errors.As(err, &why) {
		p.Why = why
	}
	return optionOf(&g, p, lang)
}

const (
	rosterDays = 8 * 7 // a roster shows without being asked for more
	rosterMost = 366
)

// rosterSpan is the days of a roster that are asked for.
func rosterSpan(from, to, today calendar.Date) (calendar.Date, calendar.Date, error) {
	if from.IsZero() {
		from = today.AddDays(-(int(today.Weekday()) + 6) % 7)
	}
	if to.IsZero() {
		to = from.AddDays(rosterDays - 1)
	}
	if to.Before(from) {
		return from, to, refuseField("/to", plan.CodeDateOrder, "before", from.String())
	}
	if from.DaysUntil(to) > rosterMost {
		return from, to, refuseField("/to", plan.CodeOutOfRange, "max", from.AddDays(rosterMost).String())
	}
	return from, to, nil
}
