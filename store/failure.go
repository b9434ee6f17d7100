package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Failure counts failed sign-ins of one key: an account ("user:NAME") or an
// address ("ip:ADDRESS").
type Failure struct {
	Subject string     `gorm:"primaryKey"`
	Count   int        // in a row
	LastAt  time.Time  // of the last failure
	Until   *time.Time // no attempt before
}

// TableName names the table.
func (Failure) TableName() string { return "sign_in_failures" }

// Failures returns what is known of the subjects; those without a failure are
// absent.
func (s *Store) Failures(ctx context.Context, subjects ...string) ([]Failure, error) {
	var found []Failure
	return found, s.Read(ctx).Where("subject IN ?", subjects).Find(&found).Error
}

// NoteFailure counts one more failure of a subject. lock decides, from the
// failures in a row, how long no further attempt is allowed. Failures older
// than forget start anew.
func NoteFailure(tx *Tx, subject string, now time.Time, forget time.Duration, lock func(int) time.Duration) (Failure, error) {
	f := Failure{Subject: subject, LastAt: now}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&f).Error; err != nil {
		return f, err
	}
	// The update takes the row's lock on MySQL, so that two failures at once
	// both count.
	if err := tx.Model(&Failure{}).Where("subject = ? AND last_at < ?", subject, now.Add(-forget)).
		Updates(map[string]any{"count": 0}).Error; err != nil {
		return f, err
	}
	if err := tx.Model(&Failure{}).Where("subject = ?", subject).
		Updates(map[string]any{"count": gorm.Expr("count + 1"), "last_at": now}).Error; err != nil {
		return f, err
	}
	if err := tx.Where("subject = ?", subject).Take(&f).Error; err != nil {
		return f, err
	}
	if d := lock(f.Count); d > 0 {
		until := now.Add(d)
		f.Until = &until
		return f, tx.Model(&Failure{}).Where("subject = ?", subject).Update("until", until).Error
	}
	return f, nil
}

// ForgetFailures starts the subjects anew.
func ForgetFailures(tx *Tx, subjects ...string) error {
	return tx.Where("subject IN ?", subjects).Delete(&Failure{}).Error
}

// PruneFailures removes what was last added to before a moment and keeps
// nobody waiting any more.
func PruneFailures(tx *Tx, before time.Time) error {
	return tx.Where("last_at < ? AND (until IS NULL OR until < ?)", before, before).Delete(&Failure{}).Error
}
