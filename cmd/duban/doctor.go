package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
)

type doctorCommand struct {
	Database database `embed:""`
	Verify   bool     `help:"Walk the chain of events of every goal, and the audit."`
}

var errUnsound = errors.New("something is wrong; see above")

// Run checks the database and, with --verify, that no event of any goal was
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
	ids, err := s.AllGoals(ctx)
	if err != nil {
		return err
	}
	sound := true
	for _, id := range ids {
		broken, err := s.VerifyChain(ctx, id)
		if err != nil {
			return err
		}
		if broken != nil {
			sound = false
			fmt.Fprintf(os.Stdout, "goal %s: event %d/%d: %s\n", broken.GoalID, broken.Seq, broken.N, broken.Why)
		}
	}
	fmt.Printf("goals: %d chains walked\n", len(ids))
	entries, err := s.VerifyAudit(ctx)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	fmt.Printf("audit: %d entries walked\n", entries)
	if !sound {
		return errUnsound
	}
	return nil
}
