package store

import (
	"context"
	"time"
)

// Figures are what operators watch.
type Figures struct {
	Goals  map[string]int64 // by status
	Steps  map[string]int64 // by status
	Duties []DutyFigure
	Lag    time.Duration // of the most overdue step in work
}

// DutyFigure says how much of one kind waits for people.
type DutyFigure struct {
	Duty   string
	Count  int64
	Oldest time.Duration // how long the oldest has waited
}

// Figures counts the record as of a moment.
func (s *Store) Figures(ctx context.Context, now time.Time) (Figures, error) {
	f := Figures{Goals: map[string]int64{}, Steps: map[string]int64{}}
	db := s.Read(ctx)
	for table, into := range map[string]map[string]int64{"goals": f.Goals, "steps": f.Steps} {
		var rows []struct {
			Status string
			N      int64
		}
		if err := db.Table(table).Select("status, COUNT(*) AS n").Group("status").Scan(&rows).Error; err != nil {
			return f, err
		}
		for _, r := range rows {
			into[r.Status] = r.N
		}
	}
	for _, duty := range []string{"accept", "submit", "approve", "close-out"} {
		figure := DutyFigure{Duty: duty}
		waiting := db.Model(&AssigneeRow{}).Where("duty = ?", duty)
		if err := waiting.Count(&figure.Count).Error; err != nil {
			return f, err
		}
		var first []AssigneeRow
		if err := db.Where("duty = ? AND since IS NOT NULL", duty).Order("since").Limit(1).Find(&first).Error; err != nil {
			return f, err
		}
		if len(first) > 0 {
			figure.Oldest = max(now.Sub(*first[0].Since), 0)
		}
		f.Duties = append(f.Duties, figure)
	}
	var latest []StepRow
	err := db.Where("met_at IS NULL AND due_at IS NOT NULL AND status IN ?", []string{"open", "active", "returned"}).
		Order("due_at").Limit(1).Find(&latest).Error
	if err == nil && len(latest) > 0 {
		f.Lag = max(now.Sub(*latest[0].DueAt), 0)
	}
	return f, err
}
