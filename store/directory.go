package store

import (
	"context"

	"duban/calendar"
)

// Colleague is what everybody may see of an account.
type Colleague struct {
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	UnitID string     `json:"unit_id,omitempty"`
	Status UserStatus `json:"status"`
	Posts  []string   `json:"posts"` // held on the day asked for
}

// Colleagues returns everybody, those who left included (past work names
// them), with the posts they hold on a day.
func (s *Store) Colleagues(ctx context.Context, day calendar.Date) ([]Colleague, error) {
	var users []User
	if err := s.Read(ctx).Select("id", "name", "unit_id", "status").Order("id").Find(&users).Error; err != nil {
		return nil, err
	}
	holders, err := s.HoldersOn(ctx, day)
	if err != nil {
		return nil, err
	}
	posts := map[string][]string{}
	for _, h := range holders {
		posts[h.UserID] = append(posts[h.UserID], h.PostID)
	}
	people := make([]Colleague, len(users))
	for i, u := range users {
		people[i] = Colleague{ID: u.ID, Name: u.Name, UnitID: u.UnitID, Status: u.Status, Posts: append([]string{}, posts[u.ID]...)}
	}
	return people, nil
}
