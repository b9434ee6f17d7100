package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"duban/plan"
)

// PlanStatus is where a plan stands.
type PlanStatus string

// The statuses of a plan.
const (
	PlanDraft   PlanStatus = "draft"
	PlanIssuing PlanStatus = "issuing" // some goals may run already; issuing again goes on where it stopped
	PlanIssued  PlanStatus = "issued"
)

// Plan 年度计划 is one year's goals of one township. While it is a draft its
// goals are edited here; once issued they run on their own, and Goals keeps
// what was issued.
type Plan struct {
	ID        string      `json:"id" gorm:"primaryKey"`
	Year      int         `json:"year"`
	Title     string      `json:"title"`
	Status    PlanStatus  `json:"status"`
	Report    string      `json:"report,omitempty"` // file name of the work report it was read from
	Source    string      `json:"source,omitempty"` // the report's text; positions of goals and measures count its characters
	Goals     []plan.Goal `json:"goals,omitempty" gorm:"serializer:json"`
	Version   int64       `json:"version"` // raised by every change; an edit names the version it saw
	CreatedBy string      `json:"created_by"`
	CreatedAt time.Time   `json:"created_at"`
	UpdatedAt time.Time   `json:"updated_at"`
	IssuedAt  *time.Time  `json:"issued_at,omitempty"`
}

// ErrStale says that somebody else changed the thing since it was read.
var ErrStale = errors.New("store: changed by somebody else meanwhile")

// Plan returns a plan whole, or gorm.ErrRecordNotFound.
func (s *Store) Plan(ctx context.Context, id string) (Plan, error) {
	return PlanIn(s.Read(ctx), id)
}

// PlanIn is Plan within a transaction.
func PlanIn(tx *gorm.DB, id string) (Plan, error) {
	var p Plan
	if err := tx.Where("id = ?", id).Take(&p).Error; err != nil {
		return p, fmt.Errorf("plan %s: %w", id, err)
	}
	return p, nil
}

// Plans lists plans, newest year first, without their goals and source.
func (s *Store) Plans(ctx context.Context) ([]Plan, error) {
	plans := []Plan{}
	err := s.Read(ctx).Omit("source", "goals").Order("year DESC, created_at DESC, id").Find(&plans).Error
	return plans, err
}

// CreatePlan stores a new draft.
func CreatePlan(tx *gorm.DB, p *Plan) error {
	if p.ID == "" {
		p.ID = NewID()
	}
	p.Status, p.Version = PlanDraft, 1
	return tx.Create(p).Error
}

// SavePlan stores a changed plan if nobody else changed it since Version was
// read, and raises Version; ErrStale otherwise.
func SavePlan(tx *gorm.DB, p *Plan) error {
	seen := p.Version
	p.Version++
	saved := tx.Model(p).Where("version = ?", seen).Select("*").Omit("id", "created_by", "created_at").Updates(p)
	if saved.Error != nil {
		return saved.Error
	}
	if saved.RowsAffected == 0 {
		return ErrStale
	}
	return nil
}

// DeletePlan removes a draft.
func DeletePlan(tx *gorm.DB, id string) error {
	gone := tx.Where("id = ? AND status = ?", id, PlanDraft).Delete(&Plan{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return gone.Error
}
