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

// orNone never names no unit at all: a step without a unit belongs to nobody
// who has none.
func orNone(ids []string) []string {
	if len(ids) == 0 {
		return []string{"-"}
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
	Who     []plan.Ref // leads of the step: any of them
	DueFrom *time.Time
	DueTo   *time.Time
	Text    string // part of a title or number
	Detail  bool   // with LedgerLine.Detail
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
	Detail     *LedgerDetail   `json:"detail,omitempty"`
}

// Ledger lists steps by due date, earliest first; those without one last. Red
// or yellow ones alone come by how long they have been so, the longest first.
func (s *Store) Ledger(ctx context.Context, query LedgerQuery, now time.Time, page Page) ([]LedgerLine, string, error) {
	now = plan.Moment(now)
	type row struct {
		GoalID, StepKey, Number, Title, Kind, LeadUnit, Body string
		Status                                               plan.GoalStatus
		SortAt                                               time.Time
	}
	keys, err := s.ledgerPage(ctx, query, now, page)
	if err != nil {
		return nil, "", err
	}
	var rows []row
	err = s.Read(ctx).Table("(?) AS k", keys).
		Joins("JOIN steps s ON s.goal_id = k.goal_id AND s.step_key = k.step_key").Joins("JOIN goals g ON g.id = k.goal_id").
		Select("k.goal_id, k.step_key, k.sort_at, s.body, g.number, g.title, g.kind, g.lead_unit, g.status").
		Order("k.sort_at, k.goal_id, k.step_key").Scan(&rows).Error
	if err != nil {
		return nil, "", fmt.Errorf("ledger: %w", err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[page.Size-1]
		next = Cursor(last.SortAt.UTC().Format(time.RFC3339Nano), last.GoalID, last.StepKey)
	}
	lines := make([]LedgerLine, len(rows))
	for i, r := range rows {
		lines[i] = LedgerLine{GoalNumber: r.Number, GoalTitle: r.Title, GoalKind: r.Kind, GoalUnit: r.LeadUnit, GoalStatus: r.Status}
		if err := json.Unmarshal([]byte(r.Body), &lines[i].Step); err != nil {
			return nil, "", fmt.Errorf("step %s/%s: %w", r.GoalID, r.StepKey, err)
		}
		lines[i].Light = lines[i].Step.Light(now)
	}
	if query.Detail && len(lines) > 0 {
		err = s.ledgerDetails(ctx, lines, query.Scope, now)
	}
	return lines, next, err
}

// ledgerPage finds the keys of a page's steps, and of one more. Each way in
// which the caller has to do with a step is an index in the order of the
// ledger, so a page costs the same in a town of a thousand steps and of a
// hundred thousand.
func (s *Store) ledgerPage(ctx context.Context, query LedgerQuery, now time.Time, page Page) (*gorm.DB, error) {
	by := ledgerOrder(query.Light)
	first := func(q *gorm.DB) (*gorm.DB, error) {
		q = q.Select("s.goal_id, s.step_key, " + by + " AS sort_at").Order(by + ", s.goal_id, s.step_key").Limit(page.Size + 1)
		if len(page.After) != 3 {
			return q, nil
		}
		at, err := time.Parse(time.RFC3339Nano, page.After[0])
		if err != nil {
			return nil, ErrCursor
		}
		goal, step := page.After[1], page.After[2]
		return q.Where(by+" >= ? AND ("+by+" > ? OR s.goal_id > ? OR (s.goal_id = ? AND s.step_key > ?))", at, at, goal, goal, step), nil
	}
	var ways []any
	for _, q := range s.ledgerWays(ctx, query, now) {
		way, err := first(q)
		if err != nil {
			return nil, err
		}
		ways = append(ways, way)
	}
	if len(ways) == 1 {
		return ways[0].(*gorm.DB), nil
	}
	return s.Read(ctx).Table(unionOf(len(ways)), ways...).Order("u.sort_at, u.goal_id, u.step_key").Limit(page.Size + 1), nil
}

// ledgerOrder is the column of steps s by which a ledger is ordered, and found:
// the due date, or since when the step has been red or yellow.
func ledgerOrder(light plan.Light) string {
	switch light {
	case plan.LightRed:
		return "s.red_at"
	case plan.LightYellow:
		return "s.yellow_at"
	}
	return "s.sort_at"
}

func unionOf(n int) string {
	return "(" + strings.TrimSuffix(strings.Repeat("SELECT * FROM (?) AS w UNION ", n), " UNION ") + ") AS u"
}

// ledgerWays are the queries over steps s whose union is the ledger within its
// scope: all of it, or what the caller's units lead, the goals they lead, and
// what the caller has a part in.
func (s *Store) ledgerWays(ctx context.Context, query LedgerQuery, now time.Time) []*gorm.DB {
	steps := func() *gorm.DB { return query.filter(s.Read(ctx).Table("steps AS s"), now) }
	scope := query.Scope
	if scope.All {
		return []*gorm.DB{steps()}
	}
	ways := []*gorm.DB{steps().Joins("JOIN step_assignees v ON v.goal_id = s.goal_id AND v.step_key = s.step_key").Where("v.ref IN ?", scope.Refs)}
	for _, unit := range scope.Units { // one index range each, so that each comes in order
		ways = append(ways, steps().Where("s.lead_unit = ?", unit), steps().Where("s.goal_unit = ?", unit))
	}
	return ways
}

// countUpTo bounds what a total may cost: beyond it the total is not exact.
const countUpTo = 10_000

// LedgerTotal counts the lines of a query, exactly up to 10,000.
func (s *Store) LedgerTotal(ctx context.Context, query LedgerQuery, now time.Time) (int64, error) {
	var ways []any
	for _, q := range s.ledgerWays(ctx, query, plan.Moment(now)) {
		ways = append(ways, q.Select("s.goal_id, s.step_key").Limit(countUpTo+1))
	}
	var n int64
	if err := s.Read(ctx).Table(unionOf(len(ways)), ways...).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("ledger total: %w", err)
	}
	return min(n, countUpTo), nil
}

// filter limits a query over steps s to those selected, whatever their scope.
func (query LedgerQuery) filter(q *gorm.DB, now time.Time) *gorm.DB {
	if query.PlanID != "" || query.Kind != "" || query.Year != 0 || query.Text != "" {
		q = q.Joins("JOIN goals g ON g.id = s.goal_id")
	}
	for _, equal := range []struct{ column, value string }{
		{"g.plan_id", query.PlanID}, {"g.kind", query.Kind}, {"s.goal_id", query.GoalID}, {"s.lead_unit", query.Unit},
	} {
		if equal.value != "" {
			q = q.Where(equal.column+" = ?", equal.value)
		}
	}
	switch len(query.Who) {
	case 0:
	case 1:
		q = q.Where("s.lead = ?", query.Who[0])
	default:
		q = q.Where("s.lead IN ?", query.Who)
	}
	if query.Year != 0 {
		q = q.Where("g.year = ?", query.Year)
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

// The lights of steps s as conditions, by the moments of plan.Step.Turns that
// the rows keep. Each but dark takes the moment as its arguments.
const (
	isDark   = "s.status IN ('pending','suspended','cancelled')"
	isRed    = "s.red_at <= ?"
	isYellow = "s.yellow_at <= ? AND (s.red_at IS NULL OR s.red_at > ?)"
	isGreen  = "NOT " + isDark + " AND (s.red_at IS NULL OR s.red_at > ?) AND (s.yellow_at IS NULL OR s.yellow_at > ?)"
)

// withLight limits a query over steps s to those that show a light.
func withLight(q *gorm.DB, light plan.Light, now time.Time) *gorm.DB {
	switch light {
	case plan.LightNone:
		return q.Where(isDark)
	case plan.LightRed:
		return q.Where(isRed, now)
	case plan.LightYellow:
		return q.Where(isYellow, now, now)
	case plan.LightGreen:
		return q.Where(isGreen, now, now)
	}
	return q
}

func likeEscape(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
