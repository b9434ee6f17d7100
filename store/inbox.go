package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"duban/plan"
)

// InboxItem 待办 is one thing that waits for somebody now.
type InboxItem struct {
	GoalID     string        `json:"goal_id"`
	GoalNumber string        `json:"goal_number"`
	GoalTitle  string        `json:"goal_title"`
	GoalKind   string        `json:"goal_kind"`
	Step       string        `json:"step"` // empty: the goal itself
	StepTitle  string        `json:"step_title,omitempty"`
	Duty       plan.DutyKind `json:"duty"`
	Round      int           `json:"round,omitempty"`
	Subject    plan.Subject  `json:"subject,omitempty"`  // what a round asks for
	AskedAt    *time.Time    `json:"asked_at,omitempty"` // when the round was submitted or asked for
	Who        plan.Ref      `json:"who"`                // the post or user it waits for
	Since      time.Time     `json:"since"`
	DueAt      *time.Time    `json:"due_at,omitempty"`      // of this duty
	StepDueAt  *time.Time    `json:"step_due_at,omitempty"` // of the step
	Light      plan.Light    `json:"light"`
	MetAt      *time.Time    `json:"met_at,omitempty"`     // when the step's result was handed in
	Returned   *plan.Opinion `json:"returned,omitempty"`   // why the step came back
	Instructed *plan.Opinion `json:"instructed,omitempty"` // the newest instruction about the step or its goal 批示
	Urged      int           `json:"urged,omitempty"`      // how often the step was urged 催办次数
	Asked      []plan.Asked  `json:"asked,omitempty"`      // what is asked for the step and not decided yet
	ActingFor  string        `json:"acting_for,omitempty"` // name of the principal, when it waits for somebody the caller acts for
}

type inboxRow struct {
	AssigneeRow
	GoalNumber string
	GoalTitle  string
	GoalKind   string
	GoalStatus plan.GoalStatus
	Body       *string // of the step
	Subject    plan.Subject
	AskedAt    *time.Time
}

// Inbox lists what waits for an actor, what bites first on top: their own
// posts and those of everybody they act for today. It is a query over the
// same rows that the goals' workflows write, never a table of its own.
func (s *Store) Inbox(ctx context.Context, actor plan.Actor, now time.Time, page Page) ([]InboxItem, string, error) {
	now = plan.Moment(now)
	mine := s.Read(ctx).Model(&AssigneeRow{}).Where("ref IN ? AND duty <> ''", refsOf(actor)).
		Order("sort_at, goal_id, step_key, n").Limit(page.Size + 1)
	if c := page.After; len(c) == 4 {
		at, err := time.Parse(time.RFC3339Nano, c[0])
		if err != nil {
			return nil, "", ErrCursor
		}
		mine = mine.Where("(sort_at > ?) OR (sort_at = ? AND (goal_id > ? OR (goal_id = ? AND (step_key > ? OR (step_key = ? AND n > ?)))))",
			at, at, c[1], c[1], c[2], c[2], atoi(c[3]))
	}
	q := s.Read(ctx).Table("(?) AS a", mine).
		Select("a.*, g.number AS goal_number, g.title AS goal_title, g.kind AS goal_kind, g.status AS goal_status, s.body AS body, r.subject AS subject, r.at AS asked_at").
		Joins("JOIN goals g ON g.id = a.goal_id").
		Joins("LEFT JOIN steps s ON s.goal_id = a.goal_id AND s.step_key = a.step_key").
		Joins("LEFT JOIN approvals r ON r.goal_id = a.goal_id AND r.step_key = a.step_key AND r.round = a.round").
		Order("a.sort_at, a.goal_id, a.step_key, a.n")
	var rows []inboxRow
	if err := q.Scan(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("inbox: %w", err)
	}
	next := ""
	if len(rows) > page.Size {
		last := rows[page.Size-1]
		next = Cursor(last.SortAt.UTC().Format(time.RFC3339Nano), last.GoalID, last.StepKey, fmt.Sprint(last.N))
		rows = rows[:page.Size]
	}
	items := make([]InboxItem, 0, len(rows))
	for _, row := range rows {
		item, mine, err := row.item(actor, now)
		if err != nil {
			return nil, "", err
		}
		if mine {
			items = append(items, item)
		}
	}
	return items, next, s.besideWork(ctx, items)
}

// besideWork adds what was said and asked beside the work itself: the newest
// instruction, and what waits for an answer.
func (s *Store) besideWork(ctx context.Context, items []InboxItem) error {
	if len(items) == 0 {
		return nil
	}
	goals, steps := map[string]bool{}, map[string]bool{}
	for _, i := range items {
		goals[i.GoalID], steps[i.Step] = true, true
	}
	ids := slices.Sorted(maps.Keys(goals))
	heads, err := s.goalHeads(ctx, ids)
	if err != nil {
		return err
	}
	var open []ApprovalRow
	err = s.Read(ctx).Select("goal_id", "step_key", "subject", "at").
		Where("goal_id IN ? AND step_key IN ? AND outcome = '' AND subject <> ?", ids, slices.Sorted(maps.Keys(steps)), plan.OfSubmission).
		Order("goal_id, step_key, round").Find(&open).Error
	if err != nil {
		return fmt.Errorf("inbox: asked: %w", err)
	}
	for n := range items {
		item := &items[n]
		if g := heads[item.GoalID]; g != nil {
			item.Instructed = g.LastInstruction(item.Step)
		}
		for _, a := range open {
			if a.GoalID == item.GoalID && a.StepKey == item.Step {
				item.Asked = append(item.Asked, plan.Asked{Subject: a.Subject, At: a.At.UTC()})
			}
		}
	}
	return nil
}

func (r inboxRow) item(actor plan.Actor, now time.Time) (InboxItem, bool, error) {
	capacity := actor.Capacities(r.Ref, r.GoalKind)
	if len(capacity) == 0 {
		return InboxItem{}, false, nil // acted for, but not in this kind of goal
	}
	item := InboxItem{
		GoalID: r.GoalID, GoalNumber: r.GoalNumber, GoalTitle: r.GoalTitle, GoalKind: r.GoalKind, Step: r.StepKey,
		Duty: r.Duty, Round: r.Round, Subject: r.Subject, AskedAt: r.AskedAt, Who: r.Ref, DueAt: r.DueAt,
		Light: plan.LightGreen, ActingFor: capacity[0].ForName,
	}
	if r.Since != nil {
		item.Since = *r.Since
	}
	if r.Body == nil {
		return item, true, nil
	}
	var step plan.Step
	if err := json.Unmarshal([]byte(*r.Body), &step); err != nil {
		return item, false, fmt.Errorf("step %s/%s: %w", r.GoalID, r.StepKey, err)
	}
	item.StepTitle, item.StepDueAt, item.Light = step.Title, step.DueAt, step.Light(now)
	item.MetAt, item.Urged = step.MetAt, step.Urged
	if r.Duty == plan.DutySubmit {
		item.Returned = step.Last
	}
	return item, true, nil
}

// refsOf lists every ref an actor answers to, also on behalf of others.
func refsOf(a plan.Actor) []plan.Ref {
	refs := []plan.Ref{plan.UserRef(a.User)}
	for _, p := range a.Posts {
		refs = append(refs, plan.PostRef(p))
	}
	for _, f := range a.For {
		refs = append(refs, plan.UserRef(f.User))
		for _, p := range f.Posts {
			refs = append(refs, plan.PostRef(p))
		}
	}
	return refs
}
