package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/calendar"
	"duban/plan"
)

// Burden 负担 is what Duban itself asked of one person in a month: the figure
// by which a township sees whether supervision has become a load of its own.
type Burden struct {
	User    string `json:"user"`
	Name    string `json:"name"`
	Unit    string `json:"unit"`    // id of the main unit
	Notices int64  `json:"notices"` // that reached them, as themselves or in a post
	Reports int64  `json:"reports"` // progress reports asked of them
	Steps   int64  `json:"steps"`   // other steps that opened for them
}

// Sum is everything together, by which people are compared.
func (b Burden) Sum() int64 { return b.Notices + b.Reports + b.Steps }

// Burden says what was asked of people in a month, the most burdened first.
// What went to a post counts for everybody who filled it on that day. With a
// user it speaks of them alone.
func (s *Store) Burden(ctx context.Context, year int, month time.Month, user string) ([]Burden, error) {
	first := calendar.On(year, month, 1)
	next := first.AddDays(31)
	m := &burdenMonth{first: first, end: calendar.On(next.Year, next.Month, 1), users: map[string]*Burden{}}
	if err := m.people(ctx, s, user); err != nil {
		return nil, fmt.Errorf("burden: %w", err)
	}
	for _, stretch := range m.stretches() {
		if err := m.count(ctx, s, stretch); err != nil {
			return nil, fmt.Errorf("burden: %w", err)
		}
	}
	list := make([]Burden, 0, len(m.users))
	for _, b := range m.users {
		list = append(list, *b)
	}
	slices.SortFunc(list, func(a, b Burden) int {
		if n := b.Sum() - a.Sum(); n != 0 {
			return int(n)
		}
		return strings.Compare(a.User, b.User)
	})
	return list, nil
}

// burdenMonth is a month being counted.
type burdenMonth struct {
	first, end calendar.Date // end is the day after the last
	users      map[string]*Burden
	holders    []Holder
}

// people reads everybody who was there, and who filled which post when.
func (m *burdenMonth) people(ctx context.Context, s *Store, only string) error {
	q := s.Read(ctx).Model(&User{}).Where("status <> ? OR left_on >= ?", UserLeft, m.first.String())
	if only != "" {
		q = q.Where("id = ?", only)
	}
	var users []User
	if err := q.Find(&users).Error; err != nil {
		return err
	}
	for _, u := range users {
		m.users[u.ID] = &Burden{User: u.ID, Name: u.Name, Unit: u.UnitID}
	}
	h := s.Read(ctx).Where("from_on < ? AND (to_on = '' OR to_on >= ?)", m.end.String(), m.first.String())
	if only != "" {
		h = h.Where("user_id = ?", only)
	}
	return h.Find(&m.holders).Error
}

// stretches cuts the month where somebody takes a post or leaves one, so that
// within each nothing changes. Usually it is one.
func (m *burdenMonth) stretches() [][2]calendar.Date {
	cuts := []calendar.Date{m.first, m.end}
	for _, h := range m.holders {
		for _, d := range []calendar.Date{h.From, h.To.AddDays(1)} {
			if d.After(m.first) && d.Before(m.end) && (d == h.From || !h.To.IsZero()) {
				cuts = append(cuts, d)
			}
		}
	}
	slices.SortFunc(cuts, calendar.Date.Compare)
	cuts = slices.Compact(cuts)
	var list [][2]calendar.Date
	for i := 1; i < len(cuts); i++ {
		list = append(list, [2]calendar.Date{cuts[i-1], cuts[i]})
	}
	return list
}

// count adds what happened in a stretch to those whom it reached.
func (m *burdenMonth) count(ctx context.Context, s *Store, stretch [2]calendar.Date) error {
	from, to := stretch[0].Start(), stretch[1].Start()
	var notices []struct {
		Ref plan.Ref
		N   int64
	}
	err := s.Read(ctx).Model(&NoticeRow{}).Where("at >= ? AND at < ?", from, to).
		Select("ref, COUNT(*) AS n").Group("ref").Scan(&notices).Error
	if err != nil {
		return err
	}
	for _, row := range notices {
		for _, b := range m.reached(row.Ref, stretch[0]) {
			b.Notices += row.N
		}
	}
	var steps []struct {
		Lead plan.Ref
		Kind plan.StepKind
		N    int64
	}
	err = s.Read(ctx).Table("events AS e").Joins("JOIN steps s ON s.goal_id = e.goal_id AND s.step_key = e.step_key").
		Where("e.type = ? AND e.at >= ? AND e.at < ?", plan.StepOpened, from, to).
		Select("s.lead, s.kind, COUNT(*) AS n").Group("s.lead, s.kind").Scan(&steps).Error
	for _, row := range steps {
		for _, b := range m.reached(row.Lead, stretch[0]) {
			if row.Kind == plan.Report {
				b.Reports += row.N
			} else {
				b.Steps += row.N
			}
		}
	}
	return err
}

// reached are the people behind a ref on a day.
func (m *burdenMonth) reached(ref plan.Ref, day calendar.Date) []*Burden {
	if id := ref.User(); id != "" {
		if b := m.users[id]; b != nil {
			return []*Burden{b}
		}
		return nil
	}
	var found []*Burden
	for _, h := range m.holders {
		if h.PostID == ref.Post() && !h.From.After(day) && (h.To.IsZero() || !h.To.Before(day)) && m.users[h.UserID] != nil {
			found = append(found, m.users[h.UserID])
		}
	}
	return found
}
