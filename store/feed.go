package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

// Feed is a user's private calendar address: one each, known by the hash of
// its token.
type Feed struct {
	UserID    string `gorm:"primaryKey"`
	Hash      string
	CreatedAt time.Time
}

// TableName names the table.
func (Feed) TableName() string { return "feeds" }

// CreateFeed gives a user a new address; the one before ends.
func CreateFeed(tx *Tx, user, secret string, now time.Time) error {
	f := Feed{UserID: user, Hash: HashSecret(secret), CreatedAt: now}
	return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&f).Error
}

// RevokeFeed ends a user's address.
func RevokeFeed(tx *Tx, user string) error {
	return tx.Where("user_id = ?", user).Delete(&Feed{}).Error
}

// HasFeed tells whether a user has an address.
func (s *Store) HasFeed(ctx context.Context, user string) (bool, error) {
	var n int64
	err := s.Read(ctx).Model(&Feed{}).Where("user_id = ?", user).Count(&n).Error
	return n > 0, err
}

// FeedOwner returns the user of an address, who must still be active, or
// gorm.ErrRecordNotFound.
func (s *Store) FeedOwner(ctx context.Context, secret string) (User, error) {
	var f Feed
	if err := s.Read(ctx).Where("hash = ?", HashSecret(secret)).Take(&f).Error; err != nil {
		return User{}, err
	}
	return s.activeUser(ctx, f.UserID)
}
