package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"duban/embedded"
	"duban/workflows"
)

type reconcileCommand struct {
	Database database `embed:""`
	Engine   engine   `embed:""`
}

// Run starts the workflow of every open goal and course that has none, from its rows; also when the Temporal
// data in this installation's folder can no longer be used.
func (c reconcileCommand) Run(ctx context.Context, logger *slog.Logger) error {
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	client, err := p.client(ctx, c.Engine, c.Database.Data)
	if errors.Is(err, embedded.ErrSchema) {
		// Of another version, or damaged: the rows are the record, so a new one can take its place.
		aside, failed := embedded.SetAside(c.Engine.dir(c.Database.Data), time.Now())
		if failed != nil {
			return failed
		}
		fmt.Println("temporal's data were set aside as", aside)
		client, err = p.client(ctx, c.Engine, c.Database.Data)
	}
	if err != nil {
		return err
	}
	started, err := workflows.Reconcile(ctx, client, s)
	fmt.Println("workflows started again:", started)
	return err
}
