package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"duban/plan"
	"duban/templates"
)

// ChecklistRow is a row of checklists: one version, which never changes.
type ChecklistRow struct {
	Key       string `gorm:"primaryKey"`
	Version   int    `gorm:"primaryKey;autoIncrement:false"`
	Body      string // plan.Checklist
	CreatedBy string // "" : it came with the program
	CreatedAt time.Time
}

// TableName is the row's table.
func (ChecklistRow) TableName() string { return "checklists" }

func (r ChecklistRow) checklist() (plan.Checklist, error) {
	var l plan.Checklist
	if err := json.Unmarshal([]byte(r.Body), &l); err != nil {
		return l, fmt.Errorf("checklist %s@%d: %w", r.Key, r.Version, err)
	}
	return l, nil
}

// Checklists returns the newest version of every checklist, by key.
func (s *Store) Checklists(ctx context.Context) ([]plan.Checklist, error) {
	var rows []ChecklistRow
	err := s.Read(ctx).Table("checklists AS c").Where("c.version = (SELECT MAX(o.version) FROM checklists o WHERE o.`key` = c.`key`)").
		Order("c.`key`").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	lists := make([]plan.Checklist, len(rows))
	for i, row := range rows {
		if lists[i], err = row.checklist(); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// Checklist returns one version of a checklist by its id, "school@2", or the
// newest of a key, "school"; gorm.ErrRecordNotFound when there is none.
func (s *Store) Checklist(ctx context.Context, id string) (plan.Checklist, error) {
	key, version, named := strings.Cut(id, "@")
	q := s.Read(ctx).Where("`key` = ?", key).Order("version DESC")
	if named {
		n, err := strconv.Atoi(version)
		if err != nil || strconv.Itoa(n) != version {
			return plan.Checklist{}, gorm.ErrRecordNotFound
		}
		q = q.Where("version = ?", n)
	}
	var row ChecklistRow
	if err := q.Take(&row).Error; err != nil {
		return plan.Checklist{}, err
	}
	return row.checklist()
}

// SaveChecklist stores a checklist as the version after the one it was edited
// from, l.Version (0: a new list), and sets it. ErrStale when there is a newer
// one.
func SaveChecklist(tx *Tx, l *plan.Checklist, by string) error {
	var newest int
	err := tx.Model(&ChecklistRow{}).Where("`key` = ?", l.Key).Select("COALESCE(MAX(version), 0)").Scan(&newest).Error
	if err != nil {
		return err
	}
	if newest != l.Version {
		return ErrStale
	}
	l.Version++
	err = addChecklist(tx, *l, by)
	if Duplicate(err) {
		return ErrStale
	}
	return err
}

func addChecklist(tx *Tx, l plan.Checklist, by string) error {
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return tx.Create(&ChecklistRow{Key: l.Key, Version: l.Version, Body: string(body), CreatedBy: by}).Error
}

// seedChecklists stores the checklists that ship, unless a place has the same
// version or a later one: what a place edited stays as it has it.
func (s *Store) seedChecklists(ctx context.Context) error {
	shipped, err := templates.Checklists()
	if err != nil {
		return err
	}
	stored, err := s.Checklists(ctx)
	if err != nil {
		return err
	}
	newest := map[string]int{}
	for _, l := range stored {
		newest[l.Key] = l.Version
	}
	return s.Write(ctx, func(tx *Tx) error {
		for _, l := range shipped {
			if newest[l.Key] >= l.Version {
				continue
			}
			if err := addChecklist(tx, l, ""); err != nil {
				return err
			}
		}
		return nil
	})
}
