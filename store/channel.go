package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/plan"
)

// Channel is one way in which a user is told outside of Duban.
type Channel struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	UserID    string    `json:"user_id"`
	Kind      string    `json:"kind"`   // mail, webhook, dingtalk, wecom, feishu
	Target    string    `json:"target"` // mail address, or URL
	Secret    string    `json:"-"`      // signs what is sent; shown once
	Active    bool      `json:"active"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// DeliveryStatus is how a delivery stands.
type DeliveryStatus string

// The statuses of a delivery.
const (
	DeliveryClaimed DeliveryStatus = "claimed" // being sent; after a crash it is not known whether it arrived, and it is not sent again
	DeliverySent    DeliveryStatus = "sent"
	DeliveryFailed  DeliveryStatus = "failed" // to be tried again at NextAt; given up when there is none
)

// Delivery is what became of one message on one channel. Its key makes sure
// that nothing is sent twice, also across restarts.
type Delivery struct {
	ChannelID string         `json:"channel_id" gorm:"primaryKey"`
	Dedupe    string         `json:"key" gorm:"primaryKey"`
	Status    DeliveryStatus `json:"status"`
	Attempts  int            `json:"attempts"`
	Error     string         `json:"error,omitempty"`
	At        time.Time      `json:"at"`
	NextAt    *time.Time     `json:"next_at,omitempty"`
}

// DailyDigest and the quiet hours are times of day, HH:MM, in Shanghai.
var (
	DailyDigest = DefineSetting("notice.digest_at", "08:30", "HH:MM", clockTime, "每个工作日发送摘要的时间", "When the daily digest is sent on working days").
			From("", practiceOf("为基层减负：每天一份摘要，不逐条打扰", "one digest a day instead of a message for each notice"))
	QuietFrom = DefineSetting("notice.quiet_from", "20:00", "HH:MM", clockTime, "免打扰开始时间", "Quiet hours begin")
	QuietTo   = DefineSetting("notice.quiet_to", "07:30", "HH:MM", clockTime, "免打扰结束时间", "Quiet hours end")
)

func clockTime(s string) error {
	_, err := time.Parse("15:04", s)
	return err
}

// Channels lists a user's channels; an empty user lists the active ones of all.
func (s *Store) Channels(ctx context.Context, user string) ([]Channel, error) {
	q := s.Read(ctx).Order("created_at, id")
	if user != "" {
		q = q.Where("user_id = ?", user)
	} else {
		q = q.Where("active = ?", true)
	}
	found := []Channel{}
	return found, q.Find(&found).Error
}

// Channel returns one channel of a user, or gorm.ErrRecordNotFound.
func (s *Store) Channel(ctx context.Context, user, id string) (Channel, error) {
	var c Channel
	return c, s.Read(ctx).Where("id = ? AND user_id = ?", id, user).Take(&c).Error
}

// CreateChannel adds a channel; its id is set here unless it has one.
func CreateChannel(tx *Tx, c *Channel) error {
	c.ID, c.Active = cmp.Or(c.ID, NewID()), true
	return tx.Create(c).Error
}

// DeleteChannel removes a user's channel.
func DeleteChannel(tx *Tx, user, id string) error {
	gone := tx.Where("id = ? AND user_id = ?", id, user).Delete(&Channel{})
	if gone.Error == nil && gone.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return gone.Error
}

// Undelivered lists notices of an actor since a moment that they have not read
// and that were not sent on a channel, oldest first.
func (s *Store) Undelivered(ctx context.Context, channel string, a plan.Actor, since time.Time) ([]NoticeItem, error) {
	goals := s.notices(ctx, a).
		Select("n.id, n.goal_id, n.seq, n.ref, n.kind, n.step_key, n.rung, n.colour, n.at, n.due_at, g.number AS goal_number, g.title AS goal_title, COALESCE(s.title, '') AS step_title").
		Joins("JOIN goals g ON g.id = n.goal_id").
		Joins("LEFT JOIN steps s ON s.goal_id = n.goal_id AND s.step_key = n.step_key")
	courses := s.noticesOfCourses(ctx, a).Select(courseNoticeColumns)
	items := []NoticeItem{}
	for _, q := range []*gorm.DB{goals, courses} {
		var some []NoticeItem
		err := q.Where("r.notice_id IS NULL AND n.at >= ?", since).
			Where("NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.channel_id = ? AND d.dedupe = n.id AND (d.status <> ? OR d.next_at IS NULL))", channel, DeliveryFailed).
			Order("n.at, n.id").Limit(500).Scan(&some).Error
		if err != nil {
			return nil, fmt.Errorf("undelivered notices: %w", err)
		}
		items = append(items, some...)
	}
	slices.SortStableFunc(items, func(a, b NoticeItem) int { return a.At.Compare(b.At) })
	return items, nil
}

// Claim takes keys for sending on a channel, all or none: it answers false
// when one of them was taken before, or is not yet due to be tried again.
func (s *Store) Claim(ctx context.Context, channel string, keys []string, now time.Time) (claimed bool, err error) {
	err = s.Write(ctx, func(tx *Tx) error {
		claimed = false
		var old []Delivery
		if err := tx.Where("channel_id = ? AND dedupe IN ?", channel, keys).Find(&old).Error; err != nil {
			return err
		}
		attempts := map[string]int{}
		for _, d := range old {
			if d.Status != DeliveryFailed || d.NextAt == nil || d.NextAt.After(now) {
				return nil
			}
			attempts[d.Dedupe] = d.Attempts
		}
		rows := make([]Delivery, len(keys))
		for i, key := range keys {
			rows[i] = Delivery{ChannelID: channel, Dedupe: key, Status: DeliveryClaimed, Attempts: attempts[key] + 1, At: now}
		}
		claimed = true
		return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&rows).Error
	})
	return claimed, err
}

// retries are the waits before a failed delivery is tried again; after the
// last it is given up.
var retries = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// Settle says what became of claimed keys.
func (s *Store) Settle(ctx context.Context, channel string, keys []string, failure error, now time.Time) error {
	return s.Write(ctx, func(tx *Tx) error {
		for _, key := range keys {
			var d Delivery
			if err := tx.Where("channel_id = ? AND dedupe = ?", channel, key).Take(&d).Error; err != nil {
				return err
			}
			d.Status, d.Error, d.At, d.NextAt = DeliverySent, "", now, nil
			if failure != nil {
				d.Status, d.Error = DeliveryFailed, short(failure.Error(), 500)
				if d.Attempts <= len(retries) {
					at := now.Add(retries[d.Attempts-1])
					d.NextAt = &at
				}
			}
			if err := tx.Select("*").Updates(&d).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// DeliveryFailure is a delivery that did not get through, for administrators.
type DeliveryFailure struct {
	Delivery
	UserID string `json:"user_id"`
	Kind   string `json:"kind"`
	Target string `json:"target"`
}

// DeliveryFailures lists what did not get through, latest first.
func (s *Store) DeliveryFailures(ctx context.Context, most int) ([]DeliveryFailure, error) {
	found := []DeliveryFailure{}
	err := s.Read(ctx).Table("deliveries AS d").Select("d.*, c.user_id, c.kind, c.target").
		Joins("JOIN channels c ON c.id = d.channel_id").Where("d.status = ?", DeliveryFailed).
		Order("d.at DESC").Limit(most).Scan(&found).Error
	return found, err
}

// FailingChannels counts the channels on which something did not get through
// since a moment and nothing has since.
func (s *Store) FailingChannels(ctx context.Context, since time.Time) (int64, error) {
	var n int64
	err := s.Read(ctx).Table("deliveries AS d").Joins("JOIN channels c ON c.id = d.channel_id AND c.active = ?", true).
		Where("d.status = ? AND d.at >= ?", DeliveryFailed, since).
		Where("NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.channel_id = d.channel_id AND o.status = ? AND o.at > d.at)", DeliverySent).
		Distinct("d.channel_id").Count(&n).Error
	return n, err
}
