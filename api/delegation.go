package api

import (
	"context"

	"duban/store"
)

// Delegations lists standing rules: the caller's own, or everybody's.
func (s *server) Delegations(ctx context.Context, _ DelegationsRequestObject) (DelegationsResponseObject, error) {
	caller := callerOf(ctx)
	user := caller.User.ID
	if caller.Scope == ScopeAll {
		user = ""
	}
	found, err := s.Store.Delegations(ctx, user)
	return Delegations200JSONResponse{Items: list(found)}, err
}

// CreateDelegation names a deputy, for oneself, or, by the system
// administrator, for somebody else. The same key gives the same rule.
func (s *server) CreateDelegation(ctx context.Context, r CreateDelegationRequestObject) (CreateDelegationResponseObject, error) {
	caller := callerOf(ctx)
	from := r.Body.FromUser
	if from == "" {
		from = caller.User.ID
	}
	if from != caller.User.ID && caller.Scope < ScopeAll {
		return nil, refuse(CodeForbidden)
	}
	d, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.Delegation, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Delegation, error) {
		d := store.Delegation{
			ID: id, FromUser: from, ToUser: r.Body.ToUser, Kinds: r.Body.Kinds, From: r.Body.From, To: r.Body.To,
			Reason: r.Body.Reason, CreatedBy: caller.User.ID,
		}
		err := store.CreateDelegation(tx, &d)
		e.Object, e.Detail = "delegation:"+d.ID, "user:"+d.FromUser+" → user:"+d.ToUser+" "+d.From.String()+" – "+d.To.String()
		return d, err
	})
	return CreateDelegation201JSONResponse(d), err
}

// EndDelegation ends a standing rule now: by who gave it, who received it, or
// the system administrator.
func (s *server) EndDelegation(ctx context.Context, r EndDelegationRequestObject) (EndDelegationResponseObject, error) {
	caller := callerOf(ctx)
	d, err := s.Store.Delegation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if caller.Scope < ScopeAll && d.FromUser != caller.User.ID && d.ToUser != caller.User.ID {
		return nil, refuse(CodeNotFound)
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		e.Object = "delegation:" + r.Id
		d, err = store.EndDelegation(tx, r.Id, caller.User.ID, s.now())
		return err
	})
	return EndDelegation200JSONResponse(d), err
}
