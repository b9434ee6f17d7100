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

// HazardRepeatDays is practice, no law.
var HazardRepeatDays = NumberSetting("hazard.repeat_days", 365, 1, 3650,
	"同一场所同一检查项在多少天内再次发现算重复隐患", "days within which a hazard of the same item at the same place counts as repeated").
	From("day", practiceOf("安全检查惯例：一年内同一问题再次出现视为重复", "practice of inspections: the same fault within a year is repeated"))

// HazardRow is a row of hazards: the hazard whole, where it stands by its
// steps, and the columns that queries need. It is written by Record.
type HazardRow struct {
	GoalID    string `gorm:"primaryKey"`
	HazardKey string `gorm:"primaryKey"`
	Number    int
	PlaceID   string
	Checklist string // key, without its version
	Items     string // |exit|power|
	Title     string
	Level     plan.HazardLevel
	State     plan.HazardState
	Listed    bool
	Failures  int
	Repeated  bool
	Unit      string // that rectifies
	GoalUnit  string // lead unit of the goal
	FoundAt   time.Time
	SortAt    time.Time // DueAt, or far in the future
	DueAt     *time.Time
	RedAt     *time.Time
	ClosedAt  *time.Time
	Body      string // plan.Hazard
}

// TableName is the row's table.
func (HazardRow) TableName() string { return "hazards" }

// RowOfHazard maps a hazard of a goal to its row.
func RowOfHazard(g *plan.Goal, h plan.Hazard) (HazardRow, error) {
	body, err := json.Marshal(h)
	s := g.Standing(h.Key)
	key, _, _ := strings.Cut(h.Checklist, "@")
	row := HazardRow{
		GoalID: g.ID, HazardKey: h.Key, Number: h.Number, PlaceID: h.Place, Checklist: key, Items: barred(h.Items), Title: h.Title, Level: h.Level,
		State: s.State, Listed: s.Listed, Failures: s.Failures, Repeated: h.Repeats != nil, GoalUnit: g.LeadUnit,
		FoundAt: h.FoundAt, SortAt: sortAt(s.DueAt), DueAt: s.DueAt, RedAt: s.RedAt, ClosedAt: s.ClosedAt, Body: string(body),
	}
	if fix := g.Rectified(h.Key); fix != nil {
		row.Unit = fix.LeadUnit
	}
	return row, err
}

// barred lists items so that each can be found: |exit|power|.
func barred(items []string) string { return "|" + strings.Join(items, "|") + "|" }

// hazard is the noun of a row, and where it stands.
func (r HazardRow) hazard() (plan.Hazard, plan.Standing, error) {
	var h plan.Hazard
	if err := json.Unmarshal([]byte(r.Body), &h); err != nil {
		return h, plan.Standing{}, fmt.Errorf("hazard %s/%s: %w", r.GoalID, r.HazardKey, err)
	}
	return h, plan.Standing{State: r.State, Listed: r.Listed, Failures: r.Failures, DueAt: r.DueAt, RedAt: r.RedAt, ClosedAt: r.ClosedAt}, nil
}

// HazardQuery selects hazards. Empty fields select all.
type HazardQuery struct {
	Scope    Scope
	GoalID   string
	PlaceID  string
	Unit     string // that rectifies, or leads the goal
	State    []plan.HazardState
	Open     bool // something remains to be done
	Overdue  bool // and is late
	Level    plan.HazardLevel
	Repeated bool
	Text     string // part of the title
}

// HazardLine is one hazard of the list, with what identifies its goal.
type HazardLine struct {
	GoalID     string        `json:"goal_id"`
	GoalNumber string        `json:"goal_number"`
	GoalTitle  string        `json:"goal_title"`
	Unit       string        `json:"unit,omitempty"` // that rectifies
	Hazard     plan.Hazard   `json:"hazard"`
	Standing   plan.Standing `json:"standing"`
	Overdue    bool          `json:"overdue,omitempty"` // now
}

// Hazards lists hazards by what is due next, those with nothing due last; the
// overdue ones alone by how long they have been so.
func (s *Store) Hazards(ctx context.Context, query HazardQuery, now time.Time, page Page) ([]HazardLine, string, error) {
	now = plan.Moment(now)
	by := query.order()
	var ways []any
	for _, q := range s.hazardWays(ctx, query, now) {
		q = q.Select("h.goal_id, h.hazard_key, " + by + " AS sort_at").Order(by + ", h.goal_id, h.hazard_key").Limit(page.Size + 1)
		if c := page.After; len(c) == 3 {
			at, err := time.Parse(time.RFC3339Nano, c[0])
			if err != nil {
				return nil, "", ErrCursor
			}
			q = q.Where(by+" >= ? AND ("+by+" > ? OR (h.goal_id, h.hazard_key) > (?, ?))", at, at, c[1], c[2])
		}
		ways = append(ways, q)
	}
	type row struct {
		HazardRow
		GoalNumber, GoalTitle string
		By                    time.Time
	}
	var rows []row
	keys := s.Read(ctx).Table(unionOf(len(ways)), ways...).Order("u.sort_at, u.goal_id, u.hazard_key").Limit(page.Size + 1)
	err := s.Read(ctx).Table("(?) AS k", keys).
		Joins("JOIN hazards h ON h.goal_id = k.goal_id AND h.hazard_key = k.hazard_key").Joins("JOIN goals g ON g.id = k.goal_id").
		Select("h.*, g.number AS goal_number, g.title AS goal_title, k.sort_at AS `by`").Order("k.sort_at, k.goal_id, k.hazard_key").Scan(&rows).Error
	if err != nil {
		return nil, "", fmt.Errorf("hazards: %w", err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[page.Size-1]
		next = Cursor(last.By.UTC().Format(time.RFC3339Nano), last.GoalID, last.HazardKey)
	}
	lines := make([]HazardLine, len(rows))
	for i, r := range rows {
		lines[i] = HazardLine{GoalID: r.GoalID, GoalNumber: r.GoalNumber, GoalTitle: r.GoalTitle, Unit: r.Unit, Overdue: r.RedAt != nil && !now.Before(*r.RedAt)}
		if lines[i].Hazard, lines[i].Standing, err = r.hazard(); err != nil {
			return nil, "", err
		}
	}
	return lines, next, nil
}

// HazardsTotal counts the hazards of a query, exactly up to 10,000.
func (s *Store) HazardsTotal(ctx context.Context, query HazardQuery, now time.Time) (int64, error) {
	var ways []any
	for _, q := range s.hazardWays(ctx, query, plan.Moment(now)) {
		ways = append(ways, q.Select("h.goal_id, h.hazard_key").Limit(countUpTo+1))
	}
	var n int64
	if err := s.Read(ctx).Table(unionOf(len(ways)), ways...).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("hazards total: %w", err)
	}
	return min(n, countUpTo), nil
}

func (query HazardQuery) order() string {
	if query.Overdue {
		return "h.red_at"
	}
	return "h.sort_at"
}

// hazardWays are the queries over hazards h whose union lies within the scope,
// as the ledger's: all, or those that the caller's units rectify or lead, and
// those in whose steps the caller has a part.
func (s *Store) hazardWays(ctx context.Context, query HazardQuery, now time.Time) []*gorm.DB {
	hazards := func() *gorm.DB { return query.filter(s.Read(ctx).Table("hazards AS h"), now) }
	scope := query.Scope
	if scope.All {
		return []*gorm.DB{hazards()}
	}
	ways := []*gorm.DB{hazards().Joins("JOIN steps s ON s.goal_id = h.goal_id AND s.hazard = h.hazard_key").
		Joins("JOIN step_assignees v ON v.goal_id = s.goal_id AND v.step_key = s.step_key").Where("v.ref IN ?", scope.Refs)}
	for _, unit := range scope.Units {
		ways = append(ways, hazards().Where("h.unit = ?", unit), hazards().Where("h.goal_unit = ?", unit))
	}
	return ways
}

// filter limits a query over hazards h to those selected, whatever their scope.
func (query HazardQuery) filter(q *gorm.DB, now time.Time) *gorm.DB {
	for _, equal := range []struct{ column, value string }{
		{"h.goal_id", query.GoalID}, {"h.place_id", query.PlaceID}, {"h.level", string(query.Level)},
	} {
		if equal.value != "" {
			q = q.Where(equal.column+" = ?", equal.value)
		}
	}
	if query.Unit != "" {
		q = q.Where("(h.unit = ? OR h.goal_unit = ?)", query.Unit, query.Unit)
	}
	if len(query.State) > 0 {
		q = q.Where("h.state IN ?", query.State)
	}
	if query.Open || query.Overdue {
		q = q.Where("h.state NOT IN ?", []plan.HazardState{plan.HazardClosed, plan.HazardCancelled})
	}
	if query.Overdue {
		q = q.Where("h.red_at <= ?", now)
	}
	if query.Repeated {
		q = q.Where("h.repeated = ?", true)
	}
	if query.Text != "" {
		q = q.Where("h.title LIKE ? ESCAPE '!'", "%"+likeEscape(query.Text)+"%")
	}
	return q
}

// EarlierHazard returns the last hazard of the same item of the same checklist
// at the same place (of one without items: with the same title) that was found
// since a moment, nil when there is none. Those found by mistake do not count.
func (s *Store) EarlierHazard(ctx context.Context, h plan.Hazard, since time.Time) (*plan.Repeat, error) {
	key, _, _ := strings.Cut(h.Checklist, "@")
	q := s.Read(ctx).Where("place_id = ? AND found_at >= ? AND state <> ?", h.Place, since, plan.HazardCancelled)
	if len(h.Items) == 0 {
		q = q.Where("items = ? AND title = ?", barred(nil), h.Title)
	} else {
		any := s.Read(ctx)
		for _, item := range h.Items {
			any = any.Or("items LIKE ? ESCAPE '!'", "%"+likeEscape(barred([]string{item}))+"%")
		}
		q = q.Where("checklist = ?", key).Where(any)
	}
	var row HazardRow
	err := q.Order("found_at DESC, goal_id, hazard_key").Take(&row).Error
	if Missing(err) {
		return nil, nil
	}
	return &plan.Repeat{Goal: row.GoalID, Hazard: row.HazardKey, FoundAt: row.FoundAt}, err
}

// HazardTimeline lists what happened to a hazard, in order: that it was found,
// and the events of its steps.
func (s *Store) HazardTimeline(ctx context.Context, g *plan.Goal, hazard string) ([]plan.Event, error) {
	keys := []string{}
	for _, step := range g.HazardSteps(hazard) {
		keys = append(keys, step.Key)
	}
	var rows []EventRow
	err := s.Read(ctx).Where("goal_id = ? AND (step_key IN ? OR type = ?)", g.ID, keys, plan.HazardFoundEvent).Order("seq, n").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("timeline of hazard %s/%s: %w", g.ID, hazard, err)
	}
	events := []plan.Event{}
	for _, row := range rows {
		var e plan.Event
		if err := json.Unmarshal([]byte(row.Body), &e); err != nil {
			return nil, fmt.Errorf("event %s/%d/%d: %w", row.GoalID, row.Seq, row.N, err)
		}
		if e.Type != plan.HazardFoundEvent || e.Detail.Hazard.Key == hazard {
			events = append(events, e)
		}
	}
	return events, nil
}
