package store

import (
	"context"
	"fmt"
	"time"

	"duban/calendar"
	"duban/plan"
)

// LightCount says how many steps of one unit or kind show which light.
type LightCount struct {
	Name   string `json:"name"` // unit id or kind; empty for the whole
	None   int64  `json:"none"` // not open yet, or suspended
	Green  int64  `json:"green"`
	Yellow int64  `json:"yellow"`
	Red    int64  `json:"red"`
	Done   int64  `json:"done"` // done or closed out: not counted among the lights
}

// Board is what a leader sees in five minutes.
type Board struct {
	Units    []LightCount `json:"units"`
	Kinds    []LightCount `json:"kinds"`
	Total    LightCount   `json:"total"`
	Red      []LedgerLine `json:"red"` // the most overdue steps in work
	RedTotal int64        `json:"red_total"`
	Due      []LedgerLine `json:"due"` // what is due today or within 31 days
	DueTotal int64        `json:"due_total"`
	At       time.Time    `json:"at"`
}

// boardLines is how many steps a board names, and dueDays how far it looks.
const (
	boardLines = 10
	dueDays    = 31
)

// unfinished are the statuses of steps whose light still matters.
var unfinished = []plan.StepStatus{plan.StepOpen, plan.StepActive, plan.StepReturned, plan.StepReview}

// Board counts lights as of a moment, within a scope and, unless 0, a year.
func (s *Store) Board(ctx context.Context, scope Scope, year int, now time.Time) (Board, error) {
	b := Board{At: plan.Moment(now), Units: []LightCount{}, Kinds: []LightCount{}}
	query := LedgerQuery{Scope: scope, Year: year}
	var err error
	if b.Units, err = s.lightsBy(ctx, query, "s.lead_unit", now); err != nil {
		return b, err
	}
	if b.Kinds, err = s.lightsBy(ctx, query, "g.kind", now); err != nil {
		return b, err
	}
	for _, c := range b.Units {
		b.Total.add(c)
	}
	open := query
	open.Status = unfinished
	open.Light = plan.LightRed
	if b.Red, b.RedTotal, err = s.boardLines(ctx, open, now); err != nil {
		return b, err
	}
	today := calendar.DateOf(now)
	from, to := today.Start(), today.AddDays(dueDays+1).Start()
	open.Light, open.DueFrom, open.DueTo = "", &from, &to
	b.Due, b.DueTotal, err = s.boardLines(ctx, open, now)
	return b, err
}

func (s *Store) boardLines(ctx context.Context, q LedgerQuery, now time.Time) ([]LedgerLine, int64, error) {
	lines, _, err := s.Ledger(ctx, q, now, Page{Size: boardLines})
	if err != nil {
		return nil, 0, err
	}
	total, err := s.LedgerTotal(ctx, q, now)
	return lines, total, err
}

// lightsBy counts steps by a column and light.
func (s *Store) lightsBy(ctx context.Context, query LedgerQuery, column string, now time.Time) ([]LightCount, error) {
	now = plan.Moment(now)
	var ways []any
	for _, q := range s.ledgerWays(ctx, query, now) {
		ways = append(ways, q.Select("s.goal_id, s.step_key"))
	}
	const finished = "s.status IN ('done','closed')"
	sum := func(condition, name string) string {
		return ", SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END) AS " + name
	}
	counts := []LightCount{}
	q := s.Read(ctx).Table("steps AS s").Joins("JOIN goals g ON g.id = s.goal_id").Where("s.status <> ?", plan.StepCancelled)
	if !query.Scope.All || query.Year != 0 {
		q = q.Joins("JOIN "+unionOf(len(ways))+" ON u.goal_id = s.goal_id AND u.step_key = s.step_key", ways...)
	}
	err := q.Select(column+" AS name"+sum(finished, "done")+sum("NOT "+finished+" AND "+isDark, "none")+
		sum("NOT "+finished+" AND "+isGreen, "green")+sum("NOT "+finished+" AND "+isYellow, "yellow")+sum("NOT "+finished+" AND "+isRed, "red"),
		now, now, now, now, now).
		Group(column).Order(column).Scan(&counts).Error
	if err != nil {
		return nil, fmt.Errorf("board by %s: %w", column, err)
	}
	return counts, nil
}

func (c *LightCount) add(o LightCount) {
	c.None, c.Green, c.Yellow, c.Red, c.Done = c.None+o.None, c.Green+o.Green, c.Yellow+o.Yellow, c.Red+o.Red, c.Done+o.Done
}
