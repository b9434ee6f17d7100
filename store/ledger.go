package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"duban/plan"
)

// Scope says which goals and steps a caller may see: all of them, or those of
// their units and those in which they, or somebody they act for, have a part.
type Scope struct {
	All   bool
	Units []string
	Refs  []plan.Ref
}

// ScopeOf is what an actor may see. Leaders, supervision officers and
// evaluators see the whole town's goals, everybody else their own and their
// units'.
func ScopeOf(a plan.Actor) Scope {
	scope := Scope{All: a.Is(plan.Leader, plan.Supervisor, plan.Evaluator), Units: a.Units, Refs: refsOf(a)}
	for _, p := range a.For {
		scope.Units = append(scope.Units, p.Units...)
	}
	return scope
}

// goals limits a query over goals g.
func (c Scope) goals(q *gorm.DB) *gorm.DB {
	if c.All {
		return q
	}
	return q.Where("(g.lead_unit IN ? OR EXISTS (SELECT 1 FROM step_assignees v WHERE v.goal_id = g.id AND v.ref IN ?)"+
		" OR EXISTS (SELECT 1 FROM steps w WHERE w.goal_id = g.id AND w.lead_unit IN ?))", orNone(c.Units), c.Refs, orNone(c.Units))
}

func orNone(ids []string) []string {
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

// LedgerQuery selects lines of the ledger 台账. Empty fields select all.
type LedgerQuery struct {
	Scope   Scope
	PlanID  string
	GoalID  string
	Year    int
	Unit    string // lead unit of the step or the goal
	Kind    string // of the goal
	Status  []plan.StepStatus
	Light   plan.Light
	Who     plan.Ref // lead of the step
	DueFrom *time.Time
	DueTo   *time.Time
	Text    string // part of a title or number
}

// LedgerLine is one line of the ledger: a step with what identifies its goal.
type LedgerLine struct {
	GoalNumber string          `json:"goal_number"`
	GoalTitle  string          `json:"goal_title"`
	GoalKind   string          `json:"goal_kind"`
	GoalUnit   string          `json:"goal_unit"`
	GoalStatus plan.GoalStatus `json:"goal_status"`
	Light      plan.Light      `json:"light"`
	Step       plan.Step       `json:"step"` // without its rounds
}

// Ledger lists steps by due date, earliest first; those without one last.
func (s *Store) Ledger(ctx context.Context, query LedgerQuery, now time.Time, page Page) ([]LedgerLine, string, error) {
	now = plan.Moment(now)
	type row struct {
		GoalID, StepKey, Number, Title, Kind, LeadUnit, Body string
		Status                                               plan.GoalStatus
		SortAt                                               time.Time
	}
	q := s.ledger(ctx, query, now).
		Select("s.goal_id, s.step_key, s.sort_at, s.body, g.number, g.title, g.kind, g.lead_unit, g.status").
		Order("s.sort_at, s.goal_id, s.step_key").Limit(page.Size + 1)
	if c := page.After; len(c) == 3 {
		at, err := time.Parse(time.RFC3339Nano, c[0])
		if err != nil {
			return nil, "", ErrCursor
		}
		q = q.Where("s.sort_at >= ? AND (s.sort_at > ? OR s.goal_id > ? OR (s.goal_id = ? AND s.step_key > ?))", at, at, c[1], c[1], c[2])
	}
	var rows []row
	if err := q.Scan(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("ledger: %w", err)
	}
	next := ""
	if len(rows) > page.Size {
		last := rows[page.Size-1]
		next = Cursor(last.SortAt.UTC().Format(time.RFC3339Nano), last.GoalID, last.StepKey)
		rows = rows[:page.Size]
	}
	lines := make([]LedgerLine, len(rows))
	for i, r := range rows {
		lines[i] = LedgerLine{GoalNumber: r.Number, GoalTitle: r.Title, GoalKind: r.Kind, GoalUnit: r.LeadUnit, GoalStatus: r.Status}
		if err := json.Unmarshal([]byte(r.Body), &lines[i].Step); err != nil {
			return nil, "", fmt.Errorf("step %s/%s: %w", r.GoalID, r.StepKey, err)
		}
		lines[i].Light = lines[i].Step.Light(now)
	}
	return lines, next, nil
}

// countUpTo bounds what a total may cost: beyond it the total is not exact.
const countUpTo = 10_000

// LedgerTotal counts the lines of a query, exactly up to 10,000.
func (s *Store) LedgerTotal(ctx context.Context, query LedgerQuery, now time.Time) (int64, error) {
	var n int64
	inner := s.ledger(ctx, query, plan.Moment(now)).Select("s.goal_id").Limit(countUpTo + 1)
	err := s.Read(ctx).Table("(?) AS found", inner).Count(&n).Error
	if err != nil {
		return 0, fmt.Errorf("ledger total: %w", err)
	}
	return min(n, countUpTo), nil
}

func (s *Store) ledger(ctx context.Context, query LedgerQuery, now time.Time) *gorm.DB {
	q := s.Read(ctx).Table("steps AS s").Joins("JOIN goals g ON g.id = s.goal_id")
	q = query.Scope.steps(q)
	for column, value := range map[string]string{"g.plan_id": query.PlanID, "s.goal_id": query.GoalID, "g.kind": query.Kind, "s.lead": string(query.Who)} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if query.Year != 0 {
		q = q.Where("g.year = ?", query.Year)
	}
	if query.Unit != "" {
		q = q.Where("s.lead_unit = ?", query.Unit)
	}
	if len(query.Status) > 0 {
		q = q.Where("s.status IN ?", query.Status)
	}
	if query.DueFrom != nil {
		q = q.Where("s.sort_at >= ?", *query.DueFrom)
	}
	if query.DueTo != nil {
		q = q.Where("s.sort_at < ?", *query.DueTo)
	}
	if query.Text != "" {
		like := "%" + likeEscape(query.Text) + "%"
		q = q.Where("(s.title LIKE ? ESCAPE '!' OR g.title LIKE ? ESCAPE '!' OR g.number LIKE ? ESCAPE '!')", like, like, like)
	}
	return withLight(q, query.Light, now)
}

// steps limits a query over steps s and their goals g.
func (c Scope) steps(q *gorm.DB) *gorm.DB {
	if c.All {
		return q
	}
	units := orNone(c.Units)
	return q.Where("(s.lead_unit IN ? OR g.lead_unit IN ? OR EXISTS (SELECT 1 FROM step_assignees v WHERE v.goal_id = s.goal_id AND v.step_key = s.step_key AND v.ref IN ?))",
		units, units, c.Refs)
}

// withLight is plan.Step.Light as a filter; a test keeps the two the same.
func withLight(q *gorm.DB, light plan.Light, now time.Time) *gorm.DB {
	const (
		dark   = "s.status IN ('pending','suspended','cancelled')"
		late   = "((s.met_at IS NOT NULL AND s.due_at IS NOT NULL AND s.met_at > s.due_at) OR (s.met_at IS NULL AND s.due_at IS NOT NULL AND s.due_at < ?))"
		nearly = "(s.met_at IS NULL AND ((s.yellow_at IS NOT NULL AND s.yellow_at <= ?) OR (s.respond_at IS NOT NULL AND s.respond_at < ?)))"
	)
	switch light {
	case plan.LightNone:
		return q.Where(dark)
	case plan.LightRed:
		// What is late was due before now: said again for the index's sake.
		return q.Where("s.sort_at < ? AND NOT "+dark+" AND "+late, now, now)
	case plan.LightYellow:
		return q.Where("NOT "+dark+" AND NOT "+late+" AND "+nearly, now, now, now)
	case plan.LightGreen:
		return q.Where("NOT "+dark+" AND NOT "+late+" AND NOT "+nearly, now, now, now)
	}
	return q
}

func likeEscape(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
