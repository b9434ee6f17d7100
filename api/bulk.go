package api

import (
	"context"
	"fmt"

	"duban/plan"
)

// Bulk has the same command carried out on a selection. Each item is a
// command of its own and answers for itself; sent again with the same key,
// what was done stays done once.
func (s *server) Bulk(ctx context.Context, r BulkRequestObject) (BulkResponseObject, error) {
	if r.Body.To != "" {
		if err := s.known(ctx, "/to", r.Body.To); err != nil {
			return nil, err
		}
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	view := BulkView{Items: []BulkAnswer{}}
	for i, item := range r.Body.Items {
		key := fmt.Sprintf("%s.%d", r.Params.IdempotencyKey, i)
		h := said(header(ctx, key, item.Step, []any{item, r.Body.Command, r.Body.Agree, r.Body.To, r.Body.Reason}), r.Body.Reason, item.Round)
		err := s.visible(ctx, item.Goal)
		if err == nil {
			err = s.send(ctx, item.Goal, bulkCommand(*r.Body, h))
		}
		answer := BulkAnswer{Goal: item.Goal, Step: item.Step, Done: err == nil}
		if err != nil {
			refusal, known := asRefusal(err)
			if !known {
				return nil, err
			}
			answer.Code, answer.Why = string(refusal.Code), messages.of(refusal.Code).sentence(lang, refusal.Params)
			view.Refused++
		} else {
			view.Done++
		}
		view.Items = append(view.Items, answer)
	}
	return Bulk200JSONResponse(view), nil
}

// bulkCommand is the command for one item; the contract bounds its name.
func bulkCommand(b BulkCommand, h plan.Header) plan.Command {
	switch plan.Name(b.Command) {
	case plan.NameAccept:
		return plan.AcceptStep{Header: h}
	case plan.NameUrge:
		return plan.UrgeStep{Header: h}
	case plan.NameTransfer:
		return plan.TransferSeat{Header: h, To: b.To}
	case plan.NameCloseOut:
		return plan.CloseOut{Header: h}
	case plan.NameRead:
		return plan.ReadCopy{Header: h}
	}
	return plan.DecideApproval{Header: h, Agree: b.Agree}
}
