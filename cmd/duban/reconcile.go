package main

import (
	"context"
	"fmt"
	"log/slog"

	"duban/workflows"
)

type reconcileCommand struct {
	Database database `embed:""`
	Engine   engine   `embed:""`
}

// Run starts the workflow of every open goal that has none, from its rows.
func (c reconcileCommand) Run(ctx context.Context, logger *slog.Logger) error {
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	client, err := p.client(ctx, c.Engine, c.Database.Data)
	if err != nil {
		return err
	}
	started, err := workflows.Reconcile(ctx, client, s)
	fmt.Println("workflows started again:", started)
	return err
}
