package api

import (
	"context"
	"strconv"
	"time"

	"duban/calendar"
	"duban/plan"
)

// failingWithin is how far back messages that did not get through still say
// something about their channel.
const failingWithin = 7 * 24 * time.Hour

// Advisories lists what needs somebody's attention beside the work itself,
// each to those who can do something about it.
func (s *server) Advisories(ctx context.Context, _ AdvisoriesRequestObject) (AdvisoriesResponseObject, error) {
	w := advisories{lang: language(ginOf(ctx).GetHeader("Accept-Language")), items: []Advisory{}}
	actor, now := callerOf(ctx).Actor, s.now()
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	if year, awaited := cal.AwaitedNotice(calendar.DateOf(now)); awaited {
		w.add(Advisory{Code: string(CodeCalendarAwaited), Year: year}, "year", itoa(year))
	}
	unmanned, err := s.Store.Unmanned(ctx, calendar.DateOf(now))
	if err != nil {
		return nil, err
	}
	for _, u := range unmanned {
		a := Advisory{Code: string(CodeUnmannedUser), Ref: u.Ref, Goals: u.Goals, Count: int64(len(u.Goals))}
		if u.Ref.Post() != "" {
			a.Code = string(CodeUnmannedPost)
		}
		w.add(a, "name", u.Name, "count", itoa(len(u.Goals)))
	}
	if actor.Is(plan.SystemAdmin) {
		failing, err := s.Store.FailingChannels(ctx, now.Add(-failingWithin))
		if err != nil {
			return nil, err
		}
		if failing > 0 {
			w.add(Advisory{Code: string(CodeDeliveriesFailing), Count: failing}, "count", strconv.FormatInt(failing, 10))
		}
	}
	return Advisories200JSONResponse{Items: w.items}, nil
}

type advisories struct {
	lang  string
	items []Advisory
}

func (w *advisories) add(a Advisory, params ...string) {
	a.Sentence = messages.of(plan.Code(a.Code)).sentence(w.lang, named(params))
	w.items = append(w.items, a)
}
