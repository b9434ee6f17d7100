package api

import (
	"context"

	"duban/store"
)

// makeOnce makes something under an id made of the caller and their key, together
// with its audit entry, so that a request sent again is answered with what it
// made the first time; made tells which of the two it was. Without a key every
// request makes something.
func makeOnce[T any](ctx context.Context, s *server, key string, find func(context.Context, string) (T, error),
	create func(tx *store.Tx, e *store.AuditEntry, id string) (T, error),
) (thing T, made bool, err error) {
	id := ""
	if key != "" {
		id = commandID(callerOf(ctx).User.ID, key)[:26]
		if thing, err = find(ctx, id); !store.Missing(err) {
			return thing, false, err
		}
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		thing, err = create(tx, e, id)
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
