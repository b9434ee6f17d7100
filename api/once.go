package api

import (
	"context"
	"encoding/json"

	"duban/plan"
	"duban/store"
)

// makeOnce makes something under an id made of the caller, their key and what
// the request asks for, together with its audit entry, so that a request sent
// again is answered with what it made the first time; made tells which of the
// two it was. The same key with another request is refused. Without a key every
// request makes something.
func makeOnce[T any](ctx context.Context, s *server, key string, asked any, find func(context.Context, string) (T, error),
	create func(tx *store.Tx, e *store.AuditEntry, id string) (T, error),
) (thing T, made bool, err error) {
	id := ""
	if key != "" {
		var before string
		if id, before, err = madeUnder[T](ctx, s, key, asked); err != nil {
			return thing, false, err
		}
		if before == id {
			thing, err = find(ctx, id)
			return thing, false, err
		}
		if before != "" {
			return thing, false, keyReused(ctx)
		}
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		if thing, err = create(tx, e, id); err != nil {
			e.Object = "" // nothing has this id
		}
		return err
	})
	if err == nil || key == "" {
		return thing, err == nil, err
	}
	if twin, missing := find(ctx, id); missing == nil {
		return twin, false, nil // the same request was faster
	}
	return thing, false, err
}

// madeUnder returns the id of what a request makes, and of what was made under
// its key before, or "". All ids made under one key begin alike.
func madeUnder[T any](ctx context.Context, s *server, key string, asked any) (id, before string, err error) {
	body, err := json.Marshal(asked)
	if err != nil {
		return "", "", err
	}
	caller := callerOf(ctx).User.ID
	begin := digest(caller, key)[:16]
	before, err = store.IDBeginning[T](ctx, s.Store, begin)
	return begin + digest(caller, key, string(body))[:10], before, err
}

func keyReused(ctx context.Context) error {
	return &plan.Error{Code: plan.CodeKeyReused, Params: map[string]string{"command": operationOf(ginOf(ctx)).ID}}
}
