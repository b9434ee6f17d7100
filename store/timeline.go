package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"gorm.io/gorm"

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

// Broken says where a goal's chain of events does not hold.
type Broken struct {
	GoalID string
	Seq    int64
	N      int
	Why    string
}

// VerifyChain walks a goal's events and reports the first break: a hash that
// does not fit, a gap, columns that say something else than the sealed text,
// or a stored goal that its events do not lead to.
func (s *Store) VerifyChain(ctx context.Context, goalID string) (*Broken, error) {
	var rows []EventRow
	var head GoalRow
	db := s.Read(ctx)
	if err := db.Where("id = ?", goalID).Take(&head).Error; err != nil {
		return nil, err
	}
	if err := db.Where("goal_id = ?", goalID).Order("seq, n").Find(&rows).Error; err != nil {
		return nil, err
	}
	return walkChain(db, head, rows)
}

func walkChain(db *gorm.DB, head GoalRow, rows []EventRow) (*Broken, error) {
	prev, seq, n := "", int64(0), 0
	var rebuilt plan.Goal
	for _, row := range rows {
		broken := func(why string) (*Broken, error) {
			return &Broken{GoalID: row.GoalID, Seq: row.Seq, N: row.N, Why: why}, nil
		}
		if row.Seq == seq {
			n++
		} else {
			seq, n = seq+1, 0
		}
		var e plan.Event
		switch err := json.Unmarshal([]byte(row.Body), &e); {
		case err != nil:
			return broken("the sealed text is not an event")
		case row.Seq != seq || row.N != n:
			return broken("an event is missing before it")
		case row.Prev != prev || row.Hash != plan.Link(prev, row.Body):
			return broken("the hash does not fit")
		case e.GoalID != row.GoalID || e.Seq != row.Seq || e.N != row.N || e.Type != row.Type || e.By.User != row.ByUser || !e.At.Equal(row.At):
			return broken("the columns say something else than the sealed text")
		}
		rebuilt = plan.Adopt(rebuilt, e)
		prev = row.Hash
	}
	if head.Hash != prev || head.Seq != seq {
		return &Broken{GoalID: head.ID, Seq: head.Seq, Why: "the goal does not end with its last event"}, nil
	}
	stored, err := LoadGoal(db, head.ID)
	if err != nil {
		return nil, err
	}
	want, _ := json.Marshal(stored)
	got, _ := json.Marshal(rebuilt) // plain data: both marshal
	if string(want) != string(got) {
		return &Broken{GoalID: head.ID, Seq: head.Seq, Why: "the stored goal is not what its events lead to"}, nil
	}
	return nil, nil
}
