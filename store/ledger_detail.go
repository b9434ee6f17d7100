package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/plan"
)

// LedgerDetail is what a line of the ledger says beside its step: where its
// goal comes from, who is over it, and what follows from the step's rounds.
type LedgerDetail struct {
	Basis      plan.Basis       `json:"basis"`              // 来源
	Measures   []plan.Measure   `json:"measures,omitempty"` // of the report, those that the step covers
	CoUnits    []string         `json:"co_units,omitempty"`
	Leader     plan.Ref         `json:"leader,omitempty"`     // 分管领导
	Target     *plan.Target     `json:"target,omitempty"`     // of the goal
	Registered *time.Time       `json:"registered,omitempty"` // 立项: when its plan was drafted
	Issued     *time.Time       `json:"issued,omitempty"`     // 交办
	Facts      plan.LedgerFacts `json:"facts"`
	Scores     []LedgerScore    `json:"scores,omitempty"` // 考核得分, as far as the caller may know them
}

// ledgerDetails fills in the details of a page of lines: a few queries,
// however many lines.
func (s *Store) ledgerDetails(ctx context.Context, lines []LedgerLine, scope Scope, now time.Time) error {
	var ids, keys []string
	for _, l := range lines {
		ids, keys = append(ids, l.Step.GoalID), append(keys, l.Step.Key)
	}
	slices.Sort(ids)
	slices.Sort(keys)
	ids, keys = slices.Compact(ids), slices.Compact(keys)
	goals, err := s.goalHeads(ctx, ids)
	if err != nil {
		return err
	}
	drafted, err := s.drafted(ctx, goals)
	if err != nil {
		return err
	}
	rounds, err := s.roundsOf(ctx, ids, keys)
	if err != nil {
		return err
	}
	before, err := s.stepsBefore(ctx, lines, ids)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		g := goals[l.Step.GoalID]
		step := l.Step
		step.Rounds = rounds[stepID{step.GoalID, step.Key}]
		step.After = before.open(step)
		l.Detail = &LedgerDetail{
			Basis: g.Basis, CoUnits: g.CoUnits, Leader: g.Line.Leader, Target: g.Target, Issued: g.IssuedAt,
			Registered: drafted[g.PlanID], Facts: plan.LedgerOf(g, &step, now),
		}
		if next := l.Detail.Facts.Next; next != nil && next.Cause == plan.WaitsForSteps {
			next.Params = map[string]string{"steps": before.titles(step)}
		}
		for _, m := range g.Measures {
			if slices.Contains(step.Measures, m.Key) {
				l.Detail.Measures = append(l.Detail.Measures, m)
			}
		}
	}
	return s.scores(ctx, lines, scope)
}

// goalHeads reads goals without their steps.
func (s *Store) goalHeads(ctx context.Context, ids []string) (map[string]*plan.Goal, error) {
	var rows []GoalRow
	if err := s.Read(ctx).Select("id", "body").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("goals: %w", err)
	}
	goals := make(map[string]*plan.Goal, len(rows))
	for _, row := range rows {
		var g plan.Goal
		if err := json.Unmarshal([]byte(row.Body), &g); err != nil {
			return nil, fmt.Errorf("goal %s: %w", row.ID, err)
		}
		goals[row.ID] = &g
	}
	return goals, nil
}

// drafted is when the plans of goals were drafted, by plan.
func (s *Store) drafted(ctx context.Context, goals map[string]*plan.Goal) (map[string]*time.Time, error) {
	var ids []string
	for _, g := range goals {
		ids = append(ids, g.PlanID)
	}
	slices.Sort(ids)
	var plans []Plan
	if err := s.Read(ctx).Select("id", "created_at").Where("id IN ?", slices.Compact(ids)).Find(&plans).Error; err != nil {
		return nil, fmt.Errorf("plans: %w", err)
	}
	at := map[string]*time.Time{}
	for i := range plans {
		at[plans[i].ID] = &plans[i].CreatedAt
	}
	return at, nil
}

type stepID struct{ goal, step string }

// roundsOf reads the rounds of steps, in order. The keys of steps are the same
// in many goals, so the query may find a few more than asked for.
func (s *Store) roundsOf(ctx context.Context, goals, steps []string) (map[stepID][]plan.Approval, error) {
	var rows []ApprovalRow
	err := s.Read(ctx).Select("goal_id", "step_key", "body").Where("goal_id IN ? AND step_key IN ?", goals, steps).
		Order("goal_id, step_key, round").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	rounds := map[stepID][]plan.Approval{}
	for _, row := range rows {
		var a plan.Approval
		if err := json.Unmarshal([]byte(row.Body), &a); err != nil {
			return nil, fmt.Errorf("approval %s/%s: %w", row.GoalID, row.StepKey, err)
		}
		id := stepID{row.GoalID, row.StepKey}
		rounds[id] = append(rounds[id], a)
	}
	return rounds, nil
}

// stepsBefore are the steps that others wait for and that are not through.
type stepsBefore map[stepID]string

// open lists the keys of the steps that one still waits for.
func (b stepsBefore) open(s plan.Step) []string {
	return slices.DeleteFunc(slices.Clone(s.After), func(key string) bool { return b[stepID{s.GoalID, key}] == "" })
}

// titles names them.
func (b stepsBefore) titles(s plan.Step) string {
	var list []string
	for _, key := range s.After {
		list = append(list, b[stepID{s.GoalID, key}])
	}
	return strings.Join(list, "、")
}

// stepsBefore finds the steps that lines have to wait for.
func (s *Store) stepsBefore(ctx context.Context, lines []LedgerLine, goals []string) (stepsBefore, error) {
	var keys []string
	for _, l := range lines {
		if l.Step.Status == plan.StepPending {
			keys = append(keys, l.Step.After...)
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	slices.Sort(keys)
	var rows []StepRow
	err := s.Read(ctx).Select("goal_id", "step_key", "title").
		Where("goal_id IN ? AND step_key IN ? AND status NOT IN ?", goals, slices.Compact(keys),
			[]plan.StepStatus{plan.StepDone, plan.StepClosed, plan.StepCancelled}).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("steps: %w", err)
	}
	found := stepsBefore{}
	for _, row := range rows {
		found[stepID{row.GoalID, row.StepKey}] = row.Title
	}
	return found, nil
}
