package store

import (
	"cmp"
	"context"
	"time"

	"duban/calendar"
	"duban/plan"
)

// Delegation 代理 is a dated standing rule: the deputy may act for somebody,
// from one day to another, both included. It ends by itself.
type Delegation struct {
	ID        string        `json:"id" gorm:"primaryKey"`
	FromUser  string        `json:"from_user"`                              // who is stood in for
	ToUser    string        `json:"to_user"`                                // the deputy
	Kinds     []string      `json:"kinds,omitempty" gorm:"serializer:json"` // goal kinds covered; empty means all
	From      calendar.Date `json:"from" gorm:"column:from_on;serializer:date"`
	To        calendar.Date `json:"to" gorm:"column:to_on;serializer:date"`
	Reason    string        `json:"reason"`
	CreatedBy string        `json:"created_by"`
	CreatedAt time.Time     `json:"created_at"`
	EndedAt   *time.Time    `json:"ended_at,omitempty"` // ended early
	EndedBy   string        `json:"ended_by,omitempty"`
}

// Delegations returns the standing rules that a user gave or received, newest
// first; an empty user means everybody's.
func (s *Store) Delegations(ctx context.Context, user string) ([]Delegation, error) {
	q := s.Read(ctx).Order("from_on DESC, created_at DESC, id DESC")
	if user != "" {
		q = q.Where("from_user = ? OR to_user = ?", user, user)
	}
	var found []Delegation
	return found, q.Find(&found).Error
}

// Delegation returns one standing rule, or gorm.ErrRecordNotFound.
func (s *Store) Delegation(ctx context.Context, id string) (Delegation, error) {
	var d Delegation
	return d, s.Read(ctx).Where("id = ?", id).Take(&d).Error
}

// CreateDelegation adds d; its time, and its id unless it has one, are set here.
func CreateDelegation(tx *Tx, d *Delegation) error {
	d.ID = cmp.Or(d.ID, NewID())
	if d.FromUser == d.ToUser {
		return problem("/to_user", CodeSelfDelegation)
	}
	if d.To.Before(d.From) {
		return problem("/to", plan.CodeDateOrder, "before", d.From.String())
	}
	if err := wantUser(tx, "/from_user", d.FromUser); err != nil {
		return err
	}
	if err := wantUser(tx, "/to_user", d.ToUser); err != nil {
		return err
	}
	return tx.Create(d).Error
}

// EndDelegation ends a standing rule now.
func EndDelegation(tx *Tx, id, by string, now time.Time) (Delegation, error) {
	var d Delegation
	if err := tx.Where("id = ?", id).Take(&d).Error; err != nil {
		return d, err
	}
	if d.EndedAt != nil {
		return d, refusal(CodeEnded, "at", d.EndedAt.Format(time.RFC3339))
	}
	d.EndedAt, d.EndedBy = &now, by
	return d, replace(tx, &d, d.ID)
}
