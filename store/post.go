package store

import (
	"cmp"
	"context"
	"time"

	"duban/calendar"
	"duban/plan"
)

// Grade says where a post stands in the line of responsibility.
type Grade string

// The grades.
const (
	GradePrincipal   Grade = "principal"   // 主要领导
	GradeLeader      Grade = "leader"      // 分管领导
	GradeHead        Grade = "head"        // 单位负责人
	GradeSupervision Grade = "supervision" // 督查
	GradeMember      Grade = "member"      // 工作人员
)

// Post 岗位 is what work is given to: whoever holds it today has the work.
type Post struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	Code      string    `json:"code"` // unique, case-sensitive
	UnitID    string    `json:"unit_id"`
	Name      string    `json:"name"`
	Grade     Grade     `json:"grade"`
	InCharge  []string  `json:"in_charge,omitempty" gorm:"serializer:json"` // of a leader: ids of the units led 分管单位
	Sort      int       `json:"sort"`
	Active    bool      `json:"active"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Holder 任职人 says that a user fills a post from one day to another, both
// included; no last day means until further notice. A post may have several.
type Holder struct {
	ID        string        `json:"id" gorm:"primaryKey"`
	PostID    string        `json:"post_id"`
	UserID    string        `json:"user_id"`
	From      calendar.Date `json:"from" gorm:"column:from_on;serializer:date"`
	To        calendar.Date `json:"to,omitzero" gorm:"column:to_on;serializer:date"`
	CreatedAt time.Time     `json:"created_at"`
	UpdatedAt time.Time     `json:"updated_at"`
}

// inForce limits a query to rows of a from_on/to_on table that hold on a day.
func inForce(day calendar.Date) func(*Tx) *Tx {
	return func(q *Tx) *Tx {
		return q.Where("from_on <= ? AND (to_on = '' OR to_on >= ?)", day.String(), day.String())
	}
}

// Posts returns every post, in the order in which people list them.
func (s *Store) Posts(ctx context.Context) ([]Post, error) {
	var posts []Post
	return posts, s.Read(ctx).Order("sort, code").Find(&posts).Error
}

// Post returns one post, or gorm.ErrRecordNotFound.
func (s *Store) Post(ctx context.Context, id string) (Post, error) {
	var p Post
	return p, s.Read(ctx).Where("id = ?", id).Take(&p).Error
}

// CreatePost adds p; its times, and its id unless it has one, are set here.
func CreatePost(tx *Tx, p *Post) error {
	p.ID = cmp.Or(p.ID, NewID())
	if err := p.wantUnits(tx); err != nil {
		return err
	}
	return duplicateAs(tx.Create(p).Error, "/code", p.Code)
}

// UpdatePost stores every field of p but its id and creation.
func UpdatePost(tx *Tx, p *Post) error {
	if err := p.wantUnits(tx); err != nil {
		return err
	}
	return duplicateAs(replace(tx, p, p.ID), "/code", p.Code)
}

// DeletePost removes a post that nobody ever held; otherwise it refuses with
// CodeInUse, and the post can be made inactive instead.
func DeletePost(tx *Tx, id string) error { return remove(tx, &Post{}, id) }

func (p *Post) wantUnits(tx *Tx) error {
	if err := wantUnit(tx, "/unit_id", p.UnitID); err != nil {
		return err
	}
	for i, id := range p.InCharge {
		if err := wantUnit(tx, pointer("in_charge", i), id); err != nil {
			return err
		}
	}
	return nil
}

// Holders returns who holds posts, past and future included, newest first;
// an empty post or user means every one.
func (s *Store) Holders(ctx context.Context, post, user string) ([]Holder, error) {
	q := s.Read(ctx).Order("from_on DESC, id DESC")
	if post != "" {
		q = q.Where("post_id = ?", post)
	}
	if user != "" {
		q = q.Where("user_id = ?", user)
	}
	var holders []Holder
	return holders, q.Find(&holders).Error
}

// Holder returns one appointment, or gorm.ErrRecordNotFound.
func (s *Store) Holder(ctx context.Context, id string) (Holder, error) {
	var h Holder
	return h, s.Read(ctx).Where("id = ?", id).Take(&h).Error
}

// HoldersOn returns who holds any post on a day.
func (s *Store) HoldersOn(ctx context.Context, day calendar.Date) ([]Holder, error) {
	var holders []Holder
	return holders, s.Read(ctx).Scopes(inForce(day)).Order("post_id, from_on, id").Find(&holders).Error
}

// AppointHolder gives a post to a user from a day on. It refuses when the same
// user holds the post already in that time.
func AppointHolder(tx *Tx, h *Holder) error {
	h.ID = cmp.Or(h.ID, NewID())
	if err := wantPost(tx, "/post_id", h.PostID); err != nil {
		return err
	}
	if err := wantUser(tx, "/user_id", h.UserID); err != nil {
		return err
	}
	var n int64
	q := tx.Model(&Holder{}).Where("post_id = ? AND user_id = ? AND (to_on = '' OR to_on >= ?)", h.PostID, h.UserID, h.From.String())
	if !h.To.IsZero() {
		q = q.Where("from_on <= ?", h.To.String())
	}
	if err := q.Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return problem("/user_id", CodeOverlap)
	}
	return tx.Create(h).Error
}

// EndHolder sets the last day on which h holds the post.
func EndHolder(tx *Tx, id string, last calendar.Date) (Holder, error) {
	var h Holder
	if err := tx.Where("id = ?", id).Take(&h).Error; err != nil {
		return h, err
	}
	if last.Before(h.From) {
		return h, problem("/to", plan.CodeDateOrder, "before", h.From.String())
	}
	h.To = last
	return h, replace(tx, &h, h.ID)
}

// WithdrawHolder takes an appointment back that has not begun on today, and
// returns what it was. It refuses with CodeBegun one that has, which can end but
// not vanish.
func WithdrawHolder(tx *Tx, id string, today calendar.Date) (Holder, error) {
	var h Holder
	if err := tx.Where("id = ?", id).Take(&h).Error; err != nil {
		return h, err
	}
	if !h.From.After(today) {
		return h, refusal(CodeBegun, "from", h.From.String())
	}
	return h, remove(tx, &Holder{}, h.ID)
}

// wantPost refuses an id that names no active post.
func wantPost(tx *Tx, pointer, id string) error {
	var n int64
	if err := tx.Model(&Post{}).Where("id = ? AND active = ?", id, true).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return problem(pointer, CodeUnknownPost, "value", id)
	}
	return nil
}
