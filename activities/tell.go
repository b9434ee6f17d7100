package activities

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"duban/assess"
	"duban/plan"
	"duban/store"
)

// Send has a command of the system carried out by a goal.
type Send func(ctx context.Context, goal string, c plan.Command) error

// SendCourse has a command of the system carried out by a course.
type SendCourse func(ctx context.Context, course string, c assess.Command) error

// Tidings are what a change of one goal means to others.
type Tidings struct {
	Goal    string        `json:"goal"`
	Signals []plan.Signal `json:"signals,omitempty"` // steps of it that are through now
	Awaits  []plan.Signal `json:"awaits,omitempty"`  // steps of others that it waits for
}

// Tell tells the goals that wait for a step that it is through, and a goal
// that waits for steps which of them are through already. It is safe to
// repeat.
func (a *Activities) Tell(ctx context.Context, t Tidings) error {
	for _, done := range t.Signals {
		waiting, err := a.Store.WaitingFor(ctx, done)
		if err != nil {
			return err
		}
		for _, goal := range waiting {
			if err := a.arrived(ctx, goal, done); err != nil {
				return err
			}
		}
	}
	for _, wanted := range t.Awaits {
		g, err := a.Store.Goal(ctx, wanted.Goal)
		if store.Missing(err) {
			continue // not issued yet: it will tell when it gets that far
		}
		if err != nil {
			return err
		}
		if s := g.Step(wanted.Step); s != nil && s.Through() {
			if err := a.arrived(ctx, t.Goal, wanted); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *Activities) arrived(ctx context.Context, goal string, done plan.Signal) error {
	err := a.Send(ctx, goal, plan.UpstreamDone{Header: system("upstream", goal, done.String()), Goal: done.Goal, Of: done.Step})
	if err != nil {
		return fmt.Errorf("tell goal %s of %s: %w", goal, done, err)
	}
	return nil
}

// system is the header of a command that nobody asked for; the same parts give
// the same id, so that it happens once.
func system(parts ...string) plan.Header {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return plan.Header{ID: "system:" + hex.EncodeToString(h.Sum(nil))[:40], Actor: plan.System()}
}
