package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Read is one kind of read on a record of some size.
type Read struct {
	Name  string `json:"name"`
	Steps int    `json:"steps"`
	Latency
}

// reads measures the inbox and the ledger at 1,000 steps and at a large
// number.
func reads(ctx context.Context, prefix string, large int) ([]Read, error) {
	var list []Read
	for _, steps := range []int{1000, large} {
		dir, err := os.MkdirTemp("", "duban-bench-")
		if err != nil {
			return nil, err
		}
		t := &town{dir: dir}
		t.onClose(func() { os.RemoveAll(dir) })
		found, err := t.reads(ctx, prefix, steps)
		t.close()
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

func (t *town) reads(ctx context.Context, prefix string, steps int) ([]Read, error) {
	s, err := t.open(ctx, prefix, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return nil, err
	}
	if err := fill(ctx, s, steps); err != nil {
		return nil, err
	}
	now := time.Now()
	one := plan.Actor{User: "u1", Name: "u1", Posts: []string{"p1"}, Units: []string{"unit1"}, Roles: []plan.Role{plan.Cadre}}
	boss := plan.Actor{User: "b", Name: "b", Roles: []plan.Role{plan.Leader}}
	page := store.Page{Size: store.DefaultPageSize}
	kinds := []struct {
		name string
		read func() error
	}{
		{"inbox of a cadre", func() error { _, _, err := s.Inbox(ctx, one, now, page); return err }},
		{"ledger, own", func() error {
			_, _, err := s.Ledger(ctx, store.LedgerQuery{Scope: store.Scope{Units: one.Units, Refs: []plan.Ref{"post:p1", "user:u1"}}}, now, page)
			return err
		}},
		{"ledger, all, red", func() error {
			_, _, err := s.Ledger(ctx, store.LedgerQuery{Scope: store.ScopeOf(boss), Light: plan.LightRed}, now, page)
			return err
		}},
		{"ledger, all", func() error {
			_, _, err := s.Ledger(ctx, store.LedgerQuery{Scope: store.ScopeOf(boss)}, now, page)
			return err
		}},
	}
	var list []Read
	for _, k := range kinds {
		var took []time.Duration
		begin := time.Now()
		for i := range 220 {
			at := time.Now()
			if err := k.read(); err != nil {
				return nil, fmt.Errorf("%s: %w", k.name, err)
			}
			if i >= 20 { // the first warm the caches
				took = append(took, time.Since(at))
			}
		}
		list = append(list, Read{Name: k.name, Steps: steps, Latency: series{took: took, total: time.Since(begin)}.latency()})
	}
	return list, nil
}

// fill stores goals of five steps, decided by the rules. However large the
// record, one unit has two hundred steps and one cadre eighty of them, as a
// person's work does not grow with the archive around it; the others are spread
// over fifty units and two hundred and fifty posts. One in fifty is overdue.
func fill(ctx context.Context, s *store.Store, steps int) error {
	const perGoal, batch = 5, 200
	cal := calendar.Default()
	today := calendar.DateOf(time.Now())
	for from := 0; from < steps/perGoal; from += batch {
		err := s.Write(ctx, func(tx *store.Tx) error {
			var goals []store.GoalRow
			var rows []store.StepRow
			var people []store.AssigneeRow
			for i := from; i < min(from+batch, steps/perGoal); i++ {
				g, err := example(i, perGoal, today, cal)
				if err != nil {
					return err
				}
				goal, err := store.RowOfGoal(g, "")
				if err != nil {
					return err
				}
				goals = append(goals, goal)
				for _, step := range g.Steps {
					row, err := store.RowOfStep(&g, step)
					if err != nil {
						return err
					}
					rows = append(rows, row)
				}
				for _, list := range store.RowsOfAssignees(g) {
					people = append(people, list...)
				}
			}
			if err := tx.CreateInBatches(&goals, 100).Error; err != nil {
				return err
			}
			if err := tx.CreateInBatches(&rows, 100).Error; err != nil {
				return err
			}
			return tx.CreateInBatches(&people, 200).Error
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func example(i, steps int, today calendar.Date, cal *calendar.Calendar) (plan.Goal, error) {
	const mine = 40 // goals of the one unit
	unit := "unit1"
	if i >= mine {
		unit = fmt.Sprintf("unit%d", 2+i%50)
	}
	g := plan.Goal{ID: fmt.Sprintf("goal%07d", i), PlanID: "p", Year: today.Year, Number: fmt.Sprint(i), Title: "目标", Kind: "general", LeadUnit: unit,
		Settings: plan.DefaultSettings(), Line: plan.Line{Supervisor: "post:sup", Leader: "post:lead"}}
	for n := range steps {
		days := 1 + (i*7+n*13)%230
		if (i*steps+n)%50 == 0 {
			days = -1 - i%10 // overdue
		}
		by, err := cal.AddWorkdays(today, days)
		if err != nil {
			return g, err
		}
		lead := plan.PostRef("p1")
		if i >= mine || n >= 2 {
			lead = plan.PostRef(fmt.Sprintf("p%d", 2+(i*steps+n)%250))
		}
		g.Steps = append(g.Steps, plan.Step{Key: fmt.Sprintf("s%d", n), Title: "步骤", Kind: plan.Work, Lead: lead,
			LeadUnit: unit, By: &by, Stages: []plan.Stage{{Key: "a", Name: "审核", Rule: plan.AnySign, Signers: []plan.Ref{"post:sup"}}}})
	}
	issued := time.Now().AddDate(0, -1, 0)
	actor := plan.Actor{User: "bench", Name: "bench", Roles: []plan.Role{plan.Supervisor}}
	change, err := plan.Decide(plan.Goal{}, plan.IssueGoal{Header: plan.Header{ID: "x", Actor: actor}, Goal: g}, issued, cal)
	return change.Goal, err
}
