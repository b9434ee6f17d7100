package api

import (
	"context"
	"time"

	"duban/calendar"
)

// Burden says what Duban asked of people in a month.
func (s *server) Burden(ctx context.Context, r BurdenRequestObject) (BurdenResponseObject, error) {
	caller := callerOf(ctx)
	month := s.now().In(calendar.Zone)
	if r.Params.Month != "" {
		month, _ = time.Parse("2006-01", r.Params.Month) // the contract has seen to its form
	}
	only := ""
	if caller.Scope < ScopeAll {
		only = caller.User.ID
	}
	found, err := s.Store.Burden(ctx, month.Year(), month.Month(), only)
	return Burden200JSONResponse{Month: month.Format("2006-01"), Items: list(found)}, err
}
