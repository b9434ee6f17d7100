package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"duban/plan"
)

// RowOfGoal maps a goal to its row; hash is that of its last event.
func RowOfGoal(g plan.Goal, hash string) (GoalRow, error) {
	g.Steps = nil
	body, err := json.Marshal(g)
	return GoalRow{
		ID: g.ID, PlanID: g.PlanID, Year: g.Year, Number: g.Number, Title: g.Title, Kind: g.Kind, LeadUnit: g.LeadUnit,
		Status: g.Status, Seq: g.Seq, Calendar: g.Calendar, Weight: g.Weight, Progress: g.Progress, IssuedAt: g.IssuedAt,
		DueAt: g.DueAt, EndedAt: g.EndedAt, CreatedAt: g.CreatedAt, UpdatedAt: g.UpdatedAt, Hash: hash, Body: string(body),
	}, err
}

// RowOfStep maps a step of a goal to its row.
func RowOfStep(g *plan.Goal, s plan.Step) (StepRow, error) {
	s.Rounds = nil
	body, err := json.Marshal(s)
	row := StepRow{
		GoalID: s.GoalID, StepKey: s.Key, Position: s.Position, Title: s.Title, Kind: s.Kind, Lead: s.Lead, LeadUnit: s.LeadUnit, GoalUnit: g.LeadUnit,
		Status: s.Status, Round: s.Round, Weight: s.Weight, Urged: s.Urged, OpenedAt: s.OpenedAt, DueAt: s.DueAt,
		MetAt: s.MetAt, DoneAt: s.DoneAt, ClosedAt: s.ClosedAt, Hazard: s.Hazard, Body: string(body),
	}
	row.SortAt = sortAt(s.DueAt)
	row.YellowAt, row.RedAt = s.Turns()
	return row, err
}

// RowOfApproval maps a round to its row.
func RowOfApproval(a plan.Approval) (ApprovalRow, error) {
	body, err := json.Marshal(a)
	return ApprovalRow{
		GoalID: a.GoalID, StepKey: a.StepKey, Round: a.Round, Subject: a.Subject, ByUser: a.By.User, At: a.At,
		Outcome: a.Outcome, DueAt: a.DueAt, EndedAt: a.EndedAt, Body: string(body),
	}, err
}

// RowsOfEvents seals the events of a change behind the hash of the goal's
// last event and returns their rows with the hash of the last.
func RowsOfEvents(c plan.Change, prev string) ([]EventRow, string, error) {
	rows := make([]EventRow, 0, len(c.Events))
	for _, e := range c.Events {
		body, hash, err := seal(prev, e)
		if err != nil {
			return nil, "", err
		}
		rows = append(rows, EventRow{
			GoalID: e.GoalID, Seq: e.Seq, N: e.N, At: e.At, Type: e.Type, StepKey: e.Step, Round: e.Round,
			ByUser: e.By.User, ForUser: e.By.For, Command: c.Command, Name: c.Name, Fingerprint: c.Fingerprint,
			Body: body, Prev: prev, Hash: hash,
		})
		prev = hash
	}
	return rows, prev, nil
}

// RowsOfClocks lists the ledger of a step's clocks.
func RowsOfClocks(s plan.Step) []ClockRow {
	var rows []ClockRow
	for name, clock := range map[string]*plan.Clock{"finish": s.Clock, "respond": s.RespondBy} {
		if clock == nil {
			continue
		}
		for i, e := range clock.Entries {
			by, _ := json.Marshal(e.By) // a Person is plain strings: it always marshals
			row := ClockRow{GoalID: s.GoalID, StepKey: s.Key, Clock: name, N: i, Kind: e.Kind, At: e.At, By: string(by),
				Reason: e.Reason, Asked: e.Asked, Old: e.Old}
			if e.On != nil {
				on := e.On.String()
				row.On = &on
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// never sorts what has no due date behind everything that has one.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func sortAt(due *time.Time) time.Time {
	if due == nil {
		return never
	}
	return *due
}

// RoleWaits marks a row that says which step of another goal a step waits for.
const RoleWaits = "waits"

// RoleRoster marks a row that says whose turn the days of a series are.
const RoleRoster = "roster"

// RowsOfAssignees lists who has to do with the goal, by step; the rows of the
// goal itself stand under the empty key.
func RowsOfAssignees(g plan.Goal) map[string][]AssigneeRow {
	rows := map[string][]AssigneeRow{}
	add := func(step, role string, ref plan.Ref, d plan.Duty) {
		if ref == "" {
			return
		}
		row := AssigneeRow{GoalID: g.ID, StepKey: step, N: len(rows[step]), Role: role, Ref: ref, Duty: d.Kind,
			Round: d.Round, DueAt: d.DueAt, SortAt: sortAt(d.DueAt)}
		if !d.Since.IsZero() {
			row.Since = &d.Since
		}
		rows[step] = append(rows[step], row)
	}
	for _, s := range g.Steps {
		add(s.Key, "lead", s.Lead, plan.Duty{})
		for _, co := range s.Co {
			add(s.Key, "co", co, plan.Duty{})
		}
		if s.Recur != nil {
			for _, ref := range s.Recur.Roster {
				add(s.Key, RoleRoster, ref, plan.Duty{})
			}
		}
		for _, upstream := range s.WaitsFor {
			if !slices.Contains(s.Arrived, upstream) {
				add(s.Key, RoleWaits, plan.Ref(upstream), plan.Duty{})
			}
		}
	}
	for _, d := range g.Duties() {
		add(d.Step, "duty", d.Who, d)
	}
	return rows
}

// RowsOfNotices maps the notices of a change to rows.
func RowsOfNotices(notices []plan.Notice) []NoticeRow {
	rows := make([]NoticeRow, 0, len(notices))
	for _, n := range notices {
		rows = append(rows, NoticeRow{
			ID:     fmt.Sprintf("%s/%d/%d/%s", n.GoalID, n.Seq, n.N, n.To),
			GoalID: n.GoalID, Seq: n.Seq, N: n.N, Ref: n.To, Kind: n.Kind, StepKey: n.Step, Rung: n.Rung,
			Colour: n.Colour, At: n.At, DueAt: n.DueAt,
		})
	}
	return rows
}
