package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Minute is how notices go out that many goals have to send in the same
// minute. Times are seconds after the moment at which all were due.
type Minute struct {
	Goals  int     `json:"goals"`
	Issued float64 `json:"issued_per_second"` // on the way there
	Sent   int     `json:"sent"`
	Twice  int     `json:"twice"` // goals that sent it more than once
	P50    float64 `json:"p50_seconds"`
	Last   float64 `json:"last_seconds"`
}

// minuteWithin is when waiting for the last one is given up.
const minuteWithin = 30 * time.Minute

// minute issues goals that are all due at one moment soon, and waits until
// each has sent the first rung of its ladder.
func minute(ctx context.Context, goals int) (*Minute, error) {
	t, err := settle(ctx, "")
	if err != nil {
		return nil, err
	}
	defer t.close()
	at := time.Now().Add(time.Duration(goals)*20*time.Millisecond + time.Minute).Truncate(time.Minute).Add(time.Minute)
	cal, err := closingAt(at)
	if err != nil {
		return nil, err
	}
	if err := t.store.Write(ctx, func(tx *store.Tx) error { return store.ActivateCalendar(tx, cal, "bench") }); err != nil {
		return nil, err
	}
	var ids []string
	for i := range goals {
		ids = append(ids, fmt.Sprintf("m%d", i))
	}
	day := calendar.DateOf(at)
	begin := time.Now()
	_, err = spread(32, ids, func(id string) ([]time.Duration, error) {
		g := t.goal(id)
		g.Steps[0].Finish, g.Steps[0].By = nil, &day
		return nil, t.issueOn(ctx, g, cal)
	})
	if err != nil {
		return nil, err
	}
	took := time.Since(begin)
	if time.Now().After(at) {
		return nil, fmt.Errorf("%d goals were not issued before they were due", goals)
	}
	m := &Minute{Goals: goals, Issued: float64(goals) / took.Seconds()}
	return m, t.collect(ctx, m, at)
}

// closingAt is a calendar whose office closes at a moment, so that everything
// due on that day is due then.
func closingAt(at time.Time) (*calendar.Calendar, error) {
	local := at.In(calendar.Zone)
	return calendar.Default().WithHours(calendar.Hours{Spans: []calendar.Span{{From: 0, To: max(1, local.Hour()*60+local.Minute())}}})
}

// collect waits for the rungs and measures when they were reached.
func (t *town) collect(ctx context.Context, m *Minute, at time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, minuteWithin)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		var events []store.EventRow
		if err := t.store.Read(ctx).Select("goal_id", "at").Where("type = ?", plan.RungReached).Find(&events).Error; err != nil {
			return err
		}
		seen := map[string]int{}
		var lags []float64
		for _, e := range events {
			seen[e.GoalID]++
			lags = append(lags, e.At.Sub(at).Seconds())
		}
		if len(seen) == m.Goals {
			slices.Sort(lags)
			m.Sent, m.Twice = len(events), len(events)-len(seen)
			m.P50, m.Last = lags[len(lags)/2], lags[len(lags)-1]
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%d of %d rungs were reached: %w", len(seen), m.Goals, ctx.Err())
		case <-tick.C:
		}
	}
}
