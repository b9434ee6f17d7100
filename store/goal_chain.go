package store

import (
	"context"

	"gorm.io/gorm"

	"duban/plan"
)

// VerifyChain walks a goal's events and reports the first break: a hash that
// does not fit, a gap, columns that say something else than the sealed text,
// or rows of the goal that its events do not lead to.
func (s *Store) VerifyChain(ctx context.Context, goalID string) (*Broken, error) {
	return verify(s.Read(ctx), goalID, chain[plan.Goal, plan.Event, GoalRow, EventRow]{
		noun: "goal", key: "goal_id", adopt: plan.Adopt, stray: strayTable,
	})
}

func (r GoalRow) head() (seq int64, hash string) { return r.Seq, r.Hash }

func (r EventRow) link() link { return link{r.Seq, r.N, r.Prev, r.Hash, r.Body} }

// says tells whether the columns of an event are those of its sealed text.
func (r EventRow) says(e plan.Event) bool {
	return e.GoalID == r.GoalID && e.Seq == r.Seq && e.N == r.N && e.At.Equal(r.At) && e.Type == r.Type &&
		e.Step == r.StepKey && e.Round == r.Round && e.By.User == r.ByUser && e.By.For == r.ForUser
}

// strayTable names the first table whose rows are not those of the goal that
// the events lead to, columns and texts; "" when all are.
func strayTable(db *gorm.DB, head GoalRow, rebuilt plan.Goal) (string, error) {
	want, err := RowOfGoal(rebuilt, head.Hash)
	if err != nil {
		return "", err
	}
	var steps []StepRow
	var rounds []ApprovalRow
	var clocks []ClockRow
	for _, s := range rebuilt.Steps {
		row, err := RowOfStep(&rebuilt, s)
		if err != nil {
			return "", err
		}
		steps = append(steps, row)
		clocks = append(clocks, RowsOfClocks(s)...)
		for _, a := range s.Rounds {
			row, err := RowOfApproval(a)
			if err != nil {
				return "", err
			}
			rounds = append(rounds, row)
		}
	}
	var assignees []AssigneeRow
	for _, rows := range RowsOfAssignees(rebuilt) {
		assignees = append(assignees, rows...)
	}
	var hazards []HazardRow
	for _, h := range rebuilt.Hazards {
		row, err := RowOfHazard(&rebuilt, h)
		if err != nil {
			return "", err
		}
		hazards = append(hazards, row)
	}
	if !sameRows([]GoalRow{head}, []GoalRow{want}) {
		return "goals", nil
	}
	for _, table := range []struct {
		name string
		same func() (bool, error)
	}{
		{"steps", func() (bool, error) { return holdsRows(db, head.ID, steps) }},
		{"approvals", func() (bool, error) { return holdsRows(db, head.ID, rounds) }},
		{"step_assignees", func() (bool, error) { return holdsRows(db, head.ID, assignees) }},
		{"clock_entries", func() (bool, error) { return holdsRows(db, head.ID, clocks) }},
		{"hazards", func() (bool, error) { return holdsRows(db, head.ID, hazards) }},
		{"place_events", func() (bool, error) {
			return holdsRows(db, head.ID, RowsOfPlaces(head.ID, rebuilt.Steps, rebuilt.Hazards))
		}},
	} {
		if same, err := table.same(); err != nil || !same {
			return table.name, err
		}
	}
	return "", nil
}

func holdsRows[R any](db *gorm.DB, goalID string, want []R) (bool, error) {
	var got []R
	err := db.Where("goal_id = ?", goalID).Find(&got).Error
	return sameRows(got, want), err
}
