package api

import (
	"context"
	"strconv"

	"duban/plan"
)

func itoa(n int) string { return strconv.Itoa(n) }

// PreviewHandover lists what a person or post has in open goals.
func (s *server) PreviewHandover(ctx context.Context, r PreviewHandoverRequestObject) (PreviewHandoverResponseObject, error) {
	view, err := s.involved(ctx, r.Body.From)
	return PreviewHandover200JSONResponse(view), err
}

// Handover hands everything over, goal by goal: each is a command of its own
// and answers for itself. Sent again it goes on with what is left.
func (s *server) Handover(ctx context.Context, r HandoverRequestObject) (HandoverResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To); err != nil {
		return nil, err
	}
	view, err := s.involved(ctx, r.Body.From)
	if err != nil {
		return nil, err
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	for i := range view.Items {
		item := &view.Items[i]
		h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, 0)
		err := s.send(ctx, item.GoalId, plan.Handover{Header: h, From: r.Body.From, To: r.Body.To})
		refusal, known := asRefusal(err)
		switch {
		case err == nil:
			item.Done = true
		case known && messages.of(refusal.Code).Status < 500:
			item.Code, item.Why = string(refusal.Code), messages.of(refusal.Code).sentence(lang, refusal.Params)
		default:
			return nil, err
		}
	}
	return Handover200JSONResponse(view), nil
}

func (s *server) involved(ctx context.Context, ref plan.Ref) (HandoverView, error) {
	view := HandoverView{Items: []HandoverGoal{}}
	goals, err := s.Store.Involving(ctx, ref)
	for _, g := range goals {
		view.Items = append(view.Items, HandoverGoal{GoalId: g.ID, GoalNumber: g.Number, GoalTitle: g.Title, Parts: g.Involves(ref)})
	}
	return view, err
}
