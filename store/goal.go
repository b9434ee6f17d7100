package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"duban/plan"
)

// The rows of running goals. Each holds its noun whole, as the JSON that the
// workflow holds too (body), and beside it the columns that queries need; both
// are written in one statement by activities.Record and by nothing else.

// GoalRow is a row of goals.
type GoalRow struct {
	ID        string `gorm:"primaryKey"`
	PlanID    string
	Year      int
	Number    string
	Title     string
	Kind      string
	LeadUnit  string
	Status    plan.GoalStatus
	Seq       int64
	Calendar  string
	Weight    int
	Progress  int
	IssuedAt  *time.Time
	DueAt     *time.Time
	EndedAt   *time.Time
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt time.Time `gorm:"autoUpdateTime:false"`
	Hash      string    // of the goal's last event
	Body      string    // plan.Goal without its steps
}

// TableName is the row's table.
func (GoalRow) TableName() string { return "goals" }

// StepRow is a row of steps.
type StepRow struct {
	GoalID   string `gorm:"primaryKey"`
	StepKey  string `gorm:"primaryKey"`
	Position int
	Title    string
	Kind     plan.StepKind
	Lead     plan.Ref
	LeadUnit string
	GoalUnit string // lead unit of the goal
	Status   plan.StepStatus
	Round    int
	Weight   int
	Urged    int
	OpenedAt *time.Time
	DueAt    *time.Time
	SortAt   time.Time  // DueAt, or far in the future
	YellowAt *time.Time // plan.Step.Turns: from then on the light is yellow
	RedAt    *time.Time // and red
	MetAt    *time.Time
	DoneAt   *time.Time
	ClosedAt *time.Time
	Hazard   string // key of the hazard that it deals with
	Body     string // plan.Step without its rounds
}

// TableName is the row's table.
func (StepRow) TableName() string { return "steps" }

// ApprovalRow is a row of approvals: one round.
type ApprovalRow struct {
	GoalID  string `gorm:"primaryKey"`
	StepKey string `gorm:"primaryKey"`
	Round   int    `gorm:"primaryKey"`
	Subject plan.Subject
	ByUser  string
	At      time.Time
	Outcome plan.Outcome
	DueAt   *time.Time
	EndedAt *time.Time
	Body    string // plan.Approval
}

// TableName is the row's table.
func (ApprovalRow) TableName() string { return "approvals" }

// EventRow is a row of events: the canonical text of the event, the hash that
// chains it to the one before, and the columns that queries need.
type EventRow struct {
	GoalID      string `gorm:"primaryKey"`
	Seq         int64  `gorm:"primaryKey;autoIncrement:false"`
	N           int    `gorm:"primaryKey;autoIncrement:false"`
	At          time.Time
	Type        plan.EventType
	StepKey     string
	Round       int
	ByUser      string
	ForUser     string
	Command     string // id of the command or wake that caused it
	Name        plan.Name
	Fingerprint string
	Body        string
	Prev        string
	Hash        string
}

// TableName is the row's table.
func (EventRow) TableName() string { return "events" }

// AssigneeRow is a row of step_assignees: who has to do with a step, and what
// waits for them now (Duty, empty when nothing does).
type AssigneeRow struct {
	GoalID  string `gorm:"primaryKey"`
	StepKey string `gorm:"primaryKey"` // empty: the goal itself
	N       int    `gorm:"primaryKey;autoIncrement:false"`
	Role    string // "lead", "co", "roster", "duty", or "waits": then Ref is the step of another goal
	Ref     plan.Ref
	Duty    plan.DutyKind
	Round   int
	Since   *time.Time
	DueAt   *time.Time
	SortAt  time.Time // DueAt, or far in the future
}

// TableName is the row's table.
func (AssigneeRow) TableName() string { return "step_assignees" }

// ClockRow is a row of clock_entries: one line of a clock's ledger.
type ClockRow struct {
	GoalID  string `gorm:"primaryKey"`
	StepKey string `gorm:"primaryKey"`
	Clock   string `gorm:"primaryKey"` // "finish" or "respond"
	N       int    `gorm:"primaryKey;autoIncrement:false"`
	Kind    plan.EntryKind
	At      time.Time
	By      string // plan.Person as JSON
	Reason  string
	On      *string
	Asked   *time.Time
	Old     *time.Time
}

// TableName is the row's table.
func (ClockRow) TableName() string { return "clock_entries" }

// NoticeRow is a row of notices. Who has read it is kept elsewhere.
type NoticeRow struct {
	ID      string `gorm:"primaryKey"` // GOAL/SEQ/N/REF: the same notice never twice
	GoalID  string
	Seq     int64
	N       int
	Ref     plan.Ref
	Kind    plan.NoticeKind
	StepKey string
	Rung    string
	Colour  plan.Colour
	At      time.Time
	DueAt   *time.Time
}

// TableName is the row's table.
func (NoticeRow) TableName() string { return "notices" }

// Goal returns a running goal whole, as its workflow holds it, or
// gorm.ErrRecordNotFound.
func (s *Store) Goal(ctx context.Context, id string) (plan.Goal, error) {
	return LoadGoal(s.Read(ctx), id)
}

// wholeGoal reads a goal in one statement, as it stood at one moment: the goal
// first, then its steps, then their rounds.
const wholeGoal = "SELECT 0 AS part, 0 AS place, '' AS step_key, body FROM goals WHERE id = ? " +
	"UNION ALL SELECT 1, position, step_key, body FROM steps WHERE goal_id = ? " +
	"UNION ALL SELECT 2, round, step_key, body FROM approvals WHERE goal_id = ? ORDER BY part, place, step_key"

// LoadGoal reads a goal within a transaction.
func LoadGoal(tx *gorm.DB, id string) (plan.Goal, error) {
	var g plan.Goal
	rows, err := tx.Raw(wholeGoal, id, id, id).Rows()
	if err != nil {
		return g, fmt.Errorf("goal %s: %w", id, err)
	}
	defer rows.Close()
	found := false
	for rows.Next() {
		var part, place int
		var key string
		var body []byte
		if err := rows.Scan(&part, &place, &key, &body); err != nil {
			return g, fmt.Errorf("goal %s: %w", id, err)
		}
		found = found || part == 0
		if err := piece(&g, part, key, body); err != nil {
			return g, fmt.Errorf("goal %s: step %q: %w", id, key, err)
		}
	}
	if err := rows.Err(); err != nil {
		return g, fmt.Errorf("goal %s: %w", id, err)
	}
	if !found {
		return g, fmt.Errorf("goal %s: %w", id, gorm.ErrRecordNotFound)
	}
	return g, nil
}

// piece puts one row of wholeGoal in its place.
func piece(g *plan.Goal, part int, key string, body []byte) error {
	switch part {
	case 0:
		return json.Unmarshal(body, g)
	case 1:
		g.Steps = append(g.Steps, plan.Step{})
		return json.Unmarshal(body, &g.Steps[len(g.Steps)-1])
	}
	step := g.Step(key)
	if step == nil {
		return nil
	}
	step.Rounds = append(step.Rounds, plan.Approval{})
	return json.Unmarshal(body, &step.Rounds[len(step.Rounds)-1])
}

// assemble decodes goal rows and reads their steps and rounds.
func assemble(tx *gorm.DB, rows []GoalRow) ([]plan.Goal, error) {
	ids := make([]string, len(rows))
	goals := make([]plan.Goal, len(rows))
	at := map[string]int{}
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Body), &goals[i]); err != nil {
			return nil, fmt.Errorf("goal %s: %w", row.ID, err)
		}
		ids[i], at[row.ID] = row.ID, i
	}
	var steps []StepRow
	if err := tx.Where("goal_id IN ?", ids).Order("goal_id, position, step_key").Find(&steps).Error; err != nil {
		return nil, fmt.Errorf("steps: %w", err)
	}
	for _, row := range steps {
		var step plan.Step
		if err := json.Unmarshal([]byte(row.Body), &step); err != nil {
			return nil, fmt.Errorf("step %s/%s: %w", row.GoalID, row.StepKey, err)
		}
		g := &goals[at[row.GoalID]]
		g.Steps = append(g.Steps, step)
	}
	var rounds []ApprovalRow
	if err := tx.Where("goal_id IN ?", ids).Order("goal_id, step_key, round").Find(&rounds).Error; err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	for _, row := range rounds {
		var a plan.Approval
		if err := json.Unmarshal([]byte(row.Body), &a); err != nil {
			return nil, fmt.Errorf("approval %s/%s/%d: %w", row.GoalID, row.StepKey, row.Round, err)
		}
		if step := goals[at[row.GoalID]].Step(row.StepKey); step != nil {
			step.Rounds = append(step.Rounds, a)
		}
	}
	return goals, nil
}

// Done says what a command, known by its id, made of a goal; ok is false when
// the goal never saw it.
func (s *Store) Done(ctx context.Context, goalID, command string) (done Outcome, ok bool, err error) {
	return DoneIn(s.Read(ctx), goalID, command)
}

// Outcome identifies a recorded command.
type Outcome struct {
	GoalID      string    `json:"goal_id"`
	Seq         int64     `json:"seq"`
	Command     string    `json:"command"`
	Name        plan.Name `json:"name"`
	Fingerprint string    `json:"fingerprint,omitempty"`
}

// CommandID is the id of the command.
func (o Outcome) CommandID() string { return o.Command }

// DoneIn is Done within a transaction.
func DoneIn(tx *gorm.DB, goalID, command string) (Outcome, bool, error) {
	var row EventRow
	err := tx.Select("goal_id", "seq", "command", "name", "fingerprint").
		Where("goal_id = ? AND command = ?", goalID, command).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Outcome{}, false, nil
	}
	if err != nil {
		return Outcome{}, false, fmt.Errorf("command %s of goal %s: %w", command, goalID, err)
	}
	return Outcome{GoalID: row.GoalID, Seq: row.Seq, Command: row.Command, Name: row.Name, Fingerprint: row.Fingerprint}, true, nil
}
