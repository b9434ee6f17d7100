package api

import (
	"context"

	"duban/plan"
)

// Waiting says why a goal waits: on whom, since when, by which rule, and what
// time does next.
func (s *server) Waiting(ctx context.Context, r WaitingRequestObject) (WaitingResponseObject, error) {
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
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	answer := Waiting200JSONResponse{Items: []WaitingItem{}}
	for _, w := range plan.Why(g, s.now(), cal) {
		answer.Items = append(answer.Items, WaitingItem{Waiting: w, Sentence: messages.of(plan.Code(w.Cause)).sentence(lang, g.Titled(w.Params))})
	}
	return answer, nil
}

// Board is what leaders look at.
func (s *server) Board(ctx context.Context, r BoardRequestObject) (BoardResponseObject, error) {
	board, err := s.Store.Board(ctx, callerOf(ctx).goals(), r.Params.Year, s.now())
	return Board200JSONResponse(board), err
}
