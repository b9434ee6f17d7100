package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"duban/plan"
)

// PlaceEventRow is a row of place_events: where in the record a place was
// inspected, or something was found there. It is written by Record.
type PlaceEventRow struct {
	GoalID  string `gorm:"primaryKey"`
	Name    string `gorm:"primaryKey"`                     // key of the inspection, or of the hazard
	Round   int    `gorm:"primaryKey;autoIncrement:false"` // of the hand-in; 0: a hazard
	N       int    `gorm:"primaryKey;autoIncrement:false"` // of the check in it, or number of the hazard
	PlaceID string
	At      time.Time
}

// TableName is the row's table.
func (PlaceEventRow) TableName() string { return "place_events" }

// RowsOfPlaces lists what happened in places by a goal's steps and hazards.
func RowsOfPlaces(goal string, steps []plan.Step, hazards []plan.Hazard) []PlaceEventRow {
	var rows []PlaceEventRow
	for _, s := range steps {
		for _, a := range s.Rounds {
			for n, k := range a.Content.Checks {
				rows = append(rows, PlaceEventRow{GoalID: goal, Name: s.Key, Round: a.Round, N: n, PlaceID: k.Place, At: a.At})
			}
		}
	}
	for _, h := range hazards {
		if h.Place != "" {
			rows = append(rows, PlaceEventRow{GoalID: goal, Name: h.Key, N: h.Number, PlaceID: h.Place, At: h.FoundAt})
		}
	}
	return rows
}

// PlaceEvent is one thing of a place's history: an inspection that looked at
// it, or a hazard that was found there.
type PlaceEvent struct {
	At         time.Time      `json:"at"`
	GoalID     string         `json:"goal_id"`
	GoalNumber string         `json:"goal_number"`
	GoalTitle  string         `json:"goal_title"`
	Step       string         `json:"step,omitempty"`     // of an inspection
	Round      int            `json:"round,omitempty"`    // of its hand-in
	By         *plan.Person   `json:"by,omitempty"`       // who handed it in
	Outcome    plan.Outcome   `json:"outcome,omitempty"`  // of its approval; empty: still decided
	Check      *plan.Check    `json:"check,omitempty"`    //
	Hazard     *plan.Hazard   `json:"hazard,omitempty"`   // else
	Standing   *plan.Standing `json:"standing,omitempty"` // of the hazard, now
}

// PlaceHistory lists what happened in a place, newest first, as far as it lies
// within a scope: read from the record, and never written by hand.
func (s *Store) PlaceHistory(ctx context.Context, place string, scope Scope, page Page) ([]PlaceEvent, string, error) {
	q := scope.goals(s.Read(ctx).Table("place_events AS x").Joins("JOIN goals g ON g.id = x.goal_id").
		Select("x.*, g.number, g.title").Where("x.place_id = ?", place)).
		Order("x.at DESC, x.goal_id, x.name, x.round, x.n").Limit(page.Size + 1)
	if c := page.After; len(c) == 5 {
		at, err := time.Parse(time.RFC3339Nano, c[0])
		if err != nil {
			return nil, "", ErrCursor
		}
		q = q.Where("x.at <= ? AND (x.at < ? OR (x.goal_id, x.name, x.round, x.n) > (?, ?, ?, ?))", at, at, c[1], c[2], atoi(c[3]), atoi(c[4]))
	}
	var rows []placed
	if err := q.Scan(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("history of place %s: %w", place, err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[page.Size-1]
		next = Cursor(last.At.UTC().Format(time.RFC3339Nano), last.GoalID, last.Name, strconv.Itoa(last.Round), strconv.Itoa(last.N))
	}
	events, err := s.placeEvents(ctx, rows)
	return events, next, err
}

// placed is a row of a place's history with what identifies its goal.
type placed struct {
	PlaceEventRow
	Number, Title string
}

// placeEvents reads what the rows point at.
func (s *Store) placeEvents(ctx context.Context, rows []placed) ([]PlaceEvent, error) {
	goals, names := []string{""}, []string{""}
	for _, r := range rows {
		goals, names = append(goals, r.GoalID), append(names, r.Name)
	}
	var rounds []ApprovalRow
	if err := s.Read(ctx).Where("goal_id IN ? AND step_key IN ?", goals, names).Find(&rounds).Error; err != nil {
		return nil, err
	}
	var hazards []HazardRow
	if err := s.Read(ctx).Where("goal_id IN ? AND hazard_key IN ?", goals, names).Find(&hazards).Error; err != nil {
		return nil, err
	}
	events := make([]PlaceEvent, len(rows))
	for i, r := range rows {
		e := &events[i]
		*e = PlaceEvent{At: r.At, GoalID: r.GoalID, GoalNumber: r.Number, GoalTitle: r.Title}
		if err := e.read(r.PlaceEventRow, rounds, hazards); err != nil {
			return nil, err
		}
	}
	return events, nil
}

func (e *PlaceEvent) read(r PlaceEventRow, rounds []ApprovalRow, hazards []HazardRow) error {
	for _, row := range rounds {
		if r.Round == 0 || row.GoalID != r.GoalID || row.StepKey != r.Name || row.Round != r.Round {
			continue
		}
		var a plan.Approval
		if err := json.Unmarshal([]byte(row.Body), &a); err != nil {
			return fmt.Errorf("approval %s/%s/%d: %w", row.GoalID, row.StepKey, row.Round, err)
		}
		e.Step, e.Round, e.By, e.Outcome, e.Check = r.Name, r.Round, &a.By, a.Outcome, &a.Content.Checks[r.N]
	}
	for _, row := range hazards {
		if r.Round != 0 || row.GoalID != r.GoalID || row.HazardKey != r.Name {
			continue
		}
		h, standing, err := row.hazard()
		if err != nil {
			return err
		}
		e.Hazard, e.Standing = &h, &standing
	}
	return nil
}
