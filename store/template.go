package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"duban/templates"
)

// TemplateVersion is a row of templates: one version of one kind, which never
// changes. Goals remember theirs by its ID.
type TemplateVersion struct {
	Kind      string    `json:"kind" gorm:"primaryKey"`
	Version   int       `json:"version" gorm:"primaryKey;autoIncrement:false"`
	Text      string    `json:"-"`                    // YAML
	CreatedBy string    `json:"created_by,omitempty"` // empty: it came with the program
	CreatedAt time.Time `json:"created_at"`
}

// TableName is the row's table.
func (TemplateVersion) TableName() string { return "templates" }

// Templates returns the newest version of every kind, in the order of display.
func (s *Store) Templates(ctx context.Context) ([]templates.Template, error) {
	list := make([]templates.Template, 0, len(templates.Kinds))
	for _, kind := range templates.Kinds {
		t, _, err := s.Template(ctx, kind)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", kind, err)
		}
		list = append(list, t)
	}
	return list, nil
}

// Template returns one version of a template by its id, "general@2", or the
// newest of a kind, "general", and its row; gorm.ErrRecordNotFound when there
// is none.
func (s *Store) Template(ctx context.Context, id string) (templates.Template, TemplateVersion, error) {
	kind, version, named := strings.Cut(id, "@")
	q := s.Read(ctx).Where("kind = ?", kind).Order("version DESC")
	if named {
		n, err := strconv.Atoi(version)
		if err != nil || strconv.Itoa(n) != version {
			return templates.Template{}, TemplateVersion{}, gorm.ErrRecordNotFound
		}
		q = q.Where("version = ?", n)
	}
	var row TemplateVersion
	if err := q.Take(&row).Error; err != nil {
		return templates.Template{}, row, err
	}
	key := row.Kind + "@" + strconv.Itoa(row.Version)
	if known, ok := s.templates.Load(key); ok { // versions never change
		return known.(templates.Template), row, nil
	}
	t, err := templates.Parse([]byte(row.Text))
	if err == nil {
		s.templates.Store(key, t)
	}
	return t, row, err
}

// TemplateVersions lists the versions of a kind, newest first.
func (s *Store) TemplateVersions(ctx context.Context, kind string) ([]TemplateVersion, error) {
	var rows []TemplateVersion
	return rows, s.Read(ctx).Where("kind = ?", kind).Order("version DESC").Find(&rows).Error
}

// SaveTemplate stores the text of a template, which has been parsed, as the
// version after the one it was edited from. ErrStale when there is a newer one.
func SaveTemplate(tx *Tx, t templates.Template, text []byte, by string) error {
	var newest int
	err := tx.Model(&TemplateVersion{}).Where("kind = ?", t.Kind).Select("COALESCE(MAX(version), 0)").Scan(&newest).Error
	if err != nil {
		return err
	}
	if newest != t.Version-1 {
		return ErrStale
	}
	err = tx.Create(&TemplateVersion{Kind: t.Kind, Version: t.Version, Text: string(text), CreatedBy: by}).Error
	if Duplicate(err) {
		return ErrStale
	}
	return err
}

// seedTemplates stores the templates that ship, unless a place has the same
// version or a later one: what a place edited stays as it has it.
func (s *Store) seedTemplates(ctx context.Context) error {
	shipped, err := templates.Load()
	if err != nil {
		return err
	}
	for _, t := range shipped {
		text, err := templates.YAML(t.Kind)
		if err != nil {
			return err
		}
		versions, err := s.TemplateVersions(ctx, t.Kind)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(versions, func(v TemplateVersion) bool { return v.Version >= t.Version }) {
			continue
		}
		err = s.Write(ctx, func(tx *Tx) error {
			return tx.Create(&TemplateVersion{Kind: t.Kind, Version: t.Version, Text: string(text)}).Error
		})
		if err != nil && !errors.Is(err, gorm.ErrDuplicatedKey) {
			return err
		}
	}
	return nil
}
