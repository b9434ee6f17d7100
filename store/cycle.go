package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"duban/assess"
)

// CycleStatus is where the draft of a cycle stands.
type CycleStatus string

// The statuses of a cycle.
const (
	CycleDrafted CycleStatus = "draft"
	CycleIssued  CycleStatus = "issued" // it runs as a course of the same id
)

// CycleDraft is a cycle 考核周期 as it is prepared. Once issued it runs on its
// own as a course; the draft keeps what was issued.
type CycleDraft struct {
	ID        string       `json:"id" gorm:"primaryKey"`
	Title     string       `json:"title"`
	Year      int          `json:"year"`
	Period    string       `json:"period" gorm:"-"` // "2026", "2026-Q3" or "2026-09"
	Status    CycleStatus  `json:"status"`
	Version   int64        `json:"version"` // raised by every change; an edit names the version it saw
	CreatedBy string       `json:"created_by"`
	CreatedAt time.Time    `json:"created_at"`
	UpdatedAt time.Time    `json:"updated_at"`
	Cycle     assess.Cycle `json:"cycle,omitzero" gorm:"serializer:json"`
}

// TableName is the draft's table.
func (CycleDraft) TableName() string { return "cycles" }

// Cycle returns a draft whole, or gorm.ErrRecordNotFound.
func (s *Store) Cycle(ctx context.Context, id string) (CycleDraft, error) {
	var d CycleDraft
	if err := s.Read(ctx).Where("id = ?", id).Take(&d).Error; err != nil {
		return d, fmt.Errorf("cycle %s: %w", id, err)
	}
	d.Period = d.Cycle.Period.String()
	return d, nil
}

// Cycles lists drafts, the newest period first, without their content.
func (s *Store) Cycles(ctx context.Context) ([]CycleDraft, error) {
	drafts := []CycleDraft{}
	if err := s.Read(ctx).Order("year DESC, created_at DESC, id").Find(&drafts).Error; err != nil {
		return nil, fmt.Errorf("cycles: %w", err)
	}
	for i := range drafts {
		drafts[i].Period = drafts[i].Cycle.Period.String()
		drafts[i].Cycle = assess.Cycle{}
	}
	return drafts, nil
}

// CreateCycle stores a new draft.
func CreateCycle(tx *gorm.DB, d *CycleDraft) error {
	if d.ID == "" {
		d.ID = NewID()
	}
	d.Status, d.Version = CycleDrafted, 1
	d.settle()
	return tx.Create(d).Error
}

// SaveCycle stores a changed draft if nobody else changed it since Version was
// read, and raises Version; ErrStale otherwise.
func SaveCycle(tx *gorm.DB, d *CycleDraft) error {
	seen := d.Version
	d.Version++
	d.settle()
	saved := tx.Model(d).Where("version = ?", seen).Select("*").Omit("id", "created_by", "created_at").Updates(d)
	if saved.Error != nil {
		return saved.Error
	}
	if saved.RowsAffected == 0 {
		return ErrStale
	}
	return nil
}

// DeleteCycle removes a draft that was not issued.
func DeleteCycle(tx *gorm.DB, id string) error {
	gone := tx.Where("id = ? AND status = ?", id, CycleDrafted).Delete(&CycleDraft{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return gone.Error
}

// settle keeps what follows from the cycle in step with it.
func (d *CycleDraft) settle() {
	d.Cycle.ID = d.ID
	d.Cycle = d.Cycle.Listed()
	d.Title, d.Year, d.Period = d.Cycle.Title, d.Cycle.Period.Year, d.Cycle.Period.String()
}
