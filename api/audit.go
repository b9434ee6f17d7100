package api

import (
	"context"

	"duban/store"
)

// Audit searches the audit, newest first.
func (s *server) Audit(ctx context.Context, r AuditRequestObject) (AuditResponseObject, error) {
	q := store.AuditQuery{
		User: r.Params.UserId, Kind: r.Params.Kind, Result: r.Params.Result, Object: r.Params.Object,
		From: r.Params.From, To: r.Params.To, Limit: limitOf(r.Params.Limit) + 1,
	}
	if err := decodeCursor(r.Params.Cursor, &q.Before); err != nil {
		return nil, err
	}
	entries, err := s.Store.Audit(ctx, q)
	if err != nil {
		return nil, err
	}
	items, next := cut(entries, q.Limit-1, func(e store.AuditEntry) any { return e.Seq })
	return Audit200JSONResponse{Items: items, Next: next}, nil
}

// VerifyAudit walks the chain of the audit; that it was walked is itself
// written down.
func (s *server) VerifyAudit(ctx context.Context, _ VerifyAuditRequestObject) (VerifyAuditResponseObject, error) {
	n, broken := s.Store.VerifyAudit(ctx)
	if broken != nil && (store.Unavailable(broken) || ctx.Err() != nil) {
		return nil, broken
	}
	err := s.act(ctx, func(_ *store.Tx, e *store.AuditEntry) error {
		if broken != nil {
			e.Detail = broken.Error()
		}
		return nil
	})
	return VerifyAudit200JSONResponse{Ok: broken == nil, Entries: n}, err
}
