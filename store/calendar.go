package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"duban/calendar"
)

// CalendarVersion is one calendar that goals may rest on. Versions are only
// ever added; one is active, and new goals rest on it.
type CalendarVersion struct {
	Version   string             `json:"version" gorm:"primaryKey"`
	Calendar  *calendar.Calendar `json:"calendar" gorm:"column:content;serializer:json"`
	Active    bool               `json:"active"`
	CreatedBy string             `json:"created_by"`
	CreatedAt time.Time          `json:"created_at"`
}

// TableName names the table.
func (CalendarVersion) TableName() string { return "calendars" }

// ActiveCalendar returns the calendar on which new goals rest.
func (s *Store) ActiveCalendar(ctx context.Context) (*calendar.Calendar, error) {
	var v CalendarVersion
	if err := s.Read(ctx).Where("active = ?", true).Take(&v).Error; err != nil {
		return nil, err
	}
	return v.Calendar, nil
}

// CalendarNamed returns the calendar of a version, or gorm.ErrRecordNotFound.
// Versions never change, so one that was read is kept; callers must not change
// it either.
func (s *Store) CalendarNamed(ctx context.Context, version string) (*calendar.Calendar, error) {
	if known, ok := s.calendars.Load(version); ok {
		return known.(*calendar.Calendar), nil
	}
	var v CalendarVersion
	if err := s.Read(ctx).Where("version = ?", version).Take(&v).Error; err != nil {
		return nil, err
	}
	s.calendars.Store(version, v.Calendar)
	return v.Calendar, nil
}

// Calendars returns every version, newest first.
func (s *Store) Calendars(ctx context.Context) ([]CalendarVersion, error) {
	var found []CalendarVersion
	return found, s.Read(ctx).Order("created_at DESC, version").Find(&found).Error
}

// ActivateCalendar adds c unless it is known and makes it the active one.
func ActivateCalendar(tx *Tx, c *calendar.Calendar, by string) error {
	if err := c.Validate(); err != nil {
		return err
	}
	v := CalendarVersion{Version: c.Version, Calendar: c, CreatedBy: by}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&v).Error; err != nil {
		return err
	}
	if err := tx.Model(&CalendarVersion{}).Where("active = ?", true).Update("active", false).Error; err != nil {
		return err
	}
	return tx.Model(&CalendarVersion{}).Where("version = ?", c.Version).Update("active", true).Error
}

// seedCalendar gives a new database the calendar that ships with the program.
func (s *Store) seedCalendar(ctx context.Context) error {
	return s.Write(ctx, func(tx *Tx) error {
		var n int64
		if err := tx.Model(&CalendarVersion{}).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return ActivateCalendar(tx, calendar.Default(), "")
	})
}
