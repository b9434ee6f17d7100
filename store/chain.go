package store

import (
	"context"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"duban/plan"
)

// Broken says where a goal's chain of events does not hold.
type Broken struct {
	GoalID string
	Seq    int64
	N      int
	Why    string
}

// VerifyChain walks a goal's events and reports the first break: a hash that
// does not fit, a gap, columns that say something else than the sealed text,
// or rows of the goal that its events do not lead to.
func (s *Store) VerifyChain(ctx context.Context, goalID string) (*Broken, error) {
	var head GoalRow
	var rows []EventRow
	db := s.Read(ctx)
	if err := db.Where("id = ?", goalID).Take(&head).Error; err != nil {
		return nil, err
	}
	// A live goal may go on meanwhile: what is judged ends where the head was read.
	if err := db.Where("goal_id = ? AND seq <= ?", goalID, head.Seq).Order("seq, n").Find(&rows).Error; err != nil {
		return nil, err
	}
	rebuilt, prev, broken := walkChain(rows)
	if broken != nil {
		return broken, nil
	}
	at := func(why string) (*Broken, error) { return &Broken{GoalID: head.ID, Seq: head.Seq, Why: why}, nil }
	if head.Hash != prev || head.Seq != rebuilt.Seq {
		return at("the goal does not end with its last event")
	}
	table, err := strayTable(db, head, rebuilt)
	if err != nil || table == "" {
		return nil, err
	}
	var now GoalRow
	if err := db.Select("seq").Where("id = ?", goalID).Take(&now).Error; err != nil {
		return nil, err
	}
	if now.Seq != head.Seq {
		return s.VerifyChain(ctx, goalID) // it went on while we looked
	}
	return at("table " + table + " does not hold what the events lead to")
}

// walkChain checks events one by one and returns what they lead to, with the
// hash of the last.
func walkChain(rows []EventRow) (rebuilt plan.Goal, prev string, broken *Broken) {
	seq, n := int64(0), 0
	for _, row := range rows {
		if row.Seq == seq {
			n++
		} else {
			seq, n = seq+1, 0
		}
		why := ""
		var e plan.Event
		switch err := json.Unmarshal([]byte(row.Body), &e); {
		case err != nil:
			why = "the sealed text is not an event"
		case row.Seq != seq || row.N != n:
			why = "an event is missing before it"
		case row.Prev != prev || row.Hash != plan.Link(prev, row.Body):
			why = "the hash does not fit"
		case !row.says(e):
			why = "the columns say something else than the sealed text"
		}
		if why != "" {
			return rebuilt, prev, &Broken{GoalID: row.GoalID, Seq: row.Seq, N: row.N, Why: why}
		}
		rebuilt = plan.Adopt(rebuilt, e)
		prev = row.Hash
	}
	return rebuilt, prev, nil
}

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

// sameRows compares rows in any order.
func sameRows[R any](a, b []R) bool {
	return slices.Equal(rowTexts(a), rowTexts(b))
}

func rowTexts[R any](rows []R) []string {
	texts := make([]string, len(rows))
	for i, row := range rows {
		text, _ := json.Marshal(row) // plain data: it always marshals
		texts[i] = string(text)
	}
	slices.Sort(texts)
	return texts
}
