package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"duban/plan"
)

// Timeline lists a goal's events in the order in which they happened; step
// limits it to one step.
func (s *Store) Timeline(ctx context.Context, goalID, step string, page Page) ([]plan.Event, string, error) {
	q := s.Read(ctx).Where("goal_id = ?", goalID).Order("seq, n").Limit(page.Size + 1)
	if step != "" {
		q = q.Where("step_key = ?", step)
	}
	if c := page.After; len(c) == 2 {
		q = q.Where("(seq > ? OR (seq = ? AND n > ?))", atoi(c[0]), atoi(c[0]), atoi(c[1]))
	}
	var rows []EventRow
	if err := q.Find(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("timeline of %s: %w", goalID, err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[len(rows)-1]
		next = Cursor(strconv.FormatInt(last.Seq, 10), strconv.Itoa(last.N))
	}
	events := make([]plan.Event, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Body), &events[i]); err != nil {
			return nil, "", fmt.Errorf("event %s/%d/%d: %w", row.GoalID, row.Seq, row.N, err)
		}
	}
	return events, next, nil
}

// GoalQuery selects goals. Empty fields select all.
type GoalQuery struct {
	Scope  Scope
	PlanID string
	Year   int
	Unit   string
	Kind   string
	Status []plan.GoalStatus
	Text   string
	Role   string // somebody has it in the goal: a role of AssigneeRow
}

// Goals lists running and ended goals by year and number, whole.
func (s *Store) Goals(ctx context.Context, query GoalQuery, page Page) ([]plan.Goal, string, error) {
	q := query.Scope.goals(s.Read(ctx).Table("goals AS g").Select("g.*")).
		Order("g.year, g.number, g.id").Limit(page.Size + 1)
	for column, value := range map[string]string{"g.plan_id": query.PlanID, "g.kind": query.Kind, "g.lead_unit": query.Unit} {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	if query.Year != 0 {
		q = q.Where("g.year = ?", query.Year)
	}
	if len(query.Status) > 0 {
		q = q.Where("g.status IN ?", query.Status)
	}
	if query.Text != "" {
		like := "%" + likeEscape(query.Text) + "%"
		q = q.Where("(g.title LIKE ? ESCAPE '!' OR g.number LIKE ? ESCAPE '!')", like, like)
	}
	if query.Role != "" {
		q = q.Where("EXISTS (SELECT 1 FROM step_assignees r WHERE r.goal_id = g.id AND r.role = ?)", query.Role)
	}
	if c := page.After; len(c) == 3 {
		q = q.Where("(g.year > ? OR (g.year = ? AND (g.number > ? OR (g.number = ? AND g.id > ?))))", atoi(c[0]), atoi(c[0]), c[1], c[1], c[2])
	}
	var rows []GoalRow
	if err := q.Scan(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("goals: %w", err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[len(rows)-1]
		next = Cursor(strconv.Itoa(last.Year), last.Number, last.ID)
	}
	if len(rows) == 0 {
		return []plan.Goal{}, "", nil
	}
	goals, err := assemble(s.Read(ctx), rows)
	return goals, next, err
}

// Visible tells whether a goal lies within a scope.
func (s *Store) Visible(ctx context.Context, scope Scope, goalID string) (bool, error) {
	var n int64
	err := scope.goals(s.Read(ctx).Table("goals AS g").Where("g.id = ?", goalID)).Count(&n).Error
	return n > 0, err
}

// OpenGoals lists the ids of goals whose workflow should be running.
func (s *Store) OpenGoals(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&GoalRow{}).Where("status NOT IN ?", []plan.GoalStatus{plan.GoalArchived, plan.GoalCancelled}).
		Order("id").Pluck("id", &ids).Error
	return ids, err
}

// AllGoals lists the ids of all goals.
func (s *Store) AllGoals(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&GoalRow{}).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// GoalsOnOtherCalendar lists the open goals whose dates rest on another
// calendar than that of a version.
func (s *Store) GoalsOnOtherCalendar(ctx context.Context, version string) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&GoalRow{}).
		Where("calendar <> ? AND status NOT IN ?", version, []plan.GoalStatus{plan.GoalArchived, plan.GoalCancelled}).
		Order("id").Pluck("id", &ids).Error
	return ids, err
}

// WaitingFor lists the goals with a step that waits for a step of another
// goal.
func (s *Store) WaitingFor(ctx context.Context, upstream plan.Signal) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&AssigneeRow{}).Distinct("goal_id").
		Where("role = ? AND ref = ?", RoleWaits, upstream.String()).Order("goal_id").Pluck("goal_id", &ids).Error
	return ids, err
}
