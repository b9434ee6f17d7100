package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

type doctorCommand struct {
	Database database `embed:""`
	Verify   bool     `help:"Walk the chain of events of every goal and course of assessment, and the audit."`
}

var errUnsound = errors.New("something is wrong; see above")

// Run checks the database and, with --verify, that no event of any goal or course was
// changed, left out or put in.
func (c doctorCommand) Run(ctx context.Context, logger *slog.Logger) error {
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	fmt.Println("database: reachable, at this program's version")
	if !c.Verify {
		return nil
	}
	return verify(ctx, s)
}
