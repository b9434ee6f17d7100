package workflows

import (
	"context"

	"go.temporal.io/sdk/client"

	"duban/store"
)

// Reconcile starts, from its rows, the workflow of every open goal and course
// that has none running, and returns how many it started. The record is the
// truth; the engine follows it. It is safe to repeat and to run beside a live
// system.
func Reconcile(ctx context.Context, c client.Client, s *store.Store) (started int, err error) {
	started, err = goals.reconcile(ctx, c, s)
	if err != nil {
		return started, err
	}
	more, err := courses.reconcile(ctx, c, s)
	return started + more, err
}
