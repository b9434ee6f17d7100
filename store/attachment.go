package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/plan"
)

// The settings of evidence. They are practice, no law.
var (
	AttachmentMegabytes = NumberSetting("attachment.max_mb", 20, 1, 50,
		"单个佐证材料的最大大小(MB)", "largest piece of evidence, in MB").
		From("MB", practiceOf("手机照片通常不超过此大小", "photos of phones are seldom larger"))
	AttachmentPhotoDays = NumberSetting("attachment.photo_days", 3, 1, 365,
		"照片拍摄时间与上传时间相差超过几天时标出", "days between taking and handing in a photo beyond which it is flagged").
		From("day", practiceOf("督办惯例：只作提示，不自动退回", "practice: it is only flagged, nothing is returned by itself"))
)

// Attachment is one piece of evidence 佐证材料 that somebody handed in. Its
// content is kept elsewhere, under Sum.
type Attachment struct {
	ID         string       `json:"id" gorm:"primaryKey"`
	Name       string       `json:"name"` // of the file
	Type       string       `json:"type"` // found by its content
	Size       int64        `json:"size"`
	Sum        string       `json:"sum"` // SHA-256 of what is kept
	Sent       string       `json:"-"`   // SHA-256 of what was sent
	Width      int          `json:"width,omitempty"`
	Height     int          `json:"height,omitempty"`
	TakenAt    *time.Time   `json:"taken_at,omitempty"` // told by the photo
	Place      *Coordinates `json:"place,omitempty" gorm:"serializer:json"`
	Flagged    bool         `json:"flagged,omitempty"` // taken long before, or after, it was handed in
	UploadedBy string       `json:"uploaded_by"`
	CreatedAt  time.Time    `json:"created_at"`
	TouchedAt  time.Time    `json:"-"` // last handed in or claimed
}

// Coordinates are where a photo says it was taken, in degrees.
type Coordinates struct {
	North float64 `json:"north"`
	East  float64 `json:"east"`
}

// AttachmentUse says that a step names an attachment, or somebody in an
// assessment about a subject: then the ids are those of the course and the
// subject. It is written before the command that names it is sent, and
// confirmed by the record.
type AttachmentUse struct {
	AttachmentID string `gorm:"primaryKey"`
	GoalID       string `gorm:"primaryKey"`
	StepKey      string `gorm:"primaryKey"`
	ClaimedAt    time.Time
	Recorded     bool
}

// CodeUnknownAttachment refuses an attachment that does not exist or is not
// the caller's to use.
const CodeUnknownAttachment plan.Code = "unknown-attachment" // {value}

// Attachment returns one attachment, or gorm.ErrRecordNotFound.
func (s *Store) Attachment(ctx context.Context, id string) (Attachment, error) {
	var a Attachment
	return a, s.Read(ctx).Where("id = ?", id).Take(&a).Error
}

// AttachmentUses lists where an attachment is named.
func (s *Store) AttachmentUses(ctx context.Context, id string) ([]AttachmentUse, error) {
	var uses []AttachmentUse
	return uses, s.Read(ctx).Where("attachment_id = ?", id).Order("goal_id, step_key").Find(&uses).Error
}

// GoalAttachments lists what the steps of a goal name.
func (s *Store) GoalAttachments(ctx context.Context, goal string) ([]Attachment, error) {
	found := []Attachment{}
	return found, s.Read(ctx).Where("id IN (?)", s.Read(ctx).Model(&AttachmentUse{}).Select("attachment_id").Where("goal_id = ?", goal)).
		Order("created_at, id").Find(&found).Error
}

// CreateAttachment adds a; the same id twice is refused by the engine.
func CreateAttachment(tx *Tx, a *Attachment) error { return tx.Create(a).Error }

// TouchAttachment keeps an attachment from being swept for another grace.
func TouchAttachment(tx *Tx, id string, now time.Time) error {
	return tx.Model(&Attachment{}).Where("id = ?", id).Update("touched_at", now).Error
}

// ClaimAttachment notes that a step is about to name an attachment. It refuses
// one that neither the user handed in nor a step of the same goal names.
func ClaimAttachment(tx *Tx, id, user, goal, step, pointer string, now time.Time) error {
	if err := TouchAttachment(tx, id, now); err != nil { // from here to the end of tx it cannot be swept
		return err
	}
	var mine int64
	err := tx.Model(&Attachment{}).Where("id = ? AND (uploaded_by = ? OR EXISTS (?))", id, user,
		tx.Model(&AttachmentUse{}).Select("1").Where("attachment_id = ? AND goal_id = ?", id, goal)).Count(&mine).Error
	if err != nil {
		return err
	}
	if mine == 0 {
		return problem(pointer, CodeUnknownAttachment, "value", id)
	}
	use := AttachmentUse{AttachmentID: id, GoalID: goal, StepKey: step, ClaimedAt: now}
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "attachment_id"}, {Name: "goal_id"}, {Name: "step_key"}},
		DoUpdates: clause.AssignmentColumns([]string{"claimed_at"}),
	}).Create(&use).Error
}

// sweepBatch bounds what one transaction of a sweep looks at.
const sweepBatch = 200

// SweepAttachments confirms the claims that were recorded, drops those from
// before a moment that never were, and forgets the attachments from before it
// that no step names. It returns how many it forgot; call it until that is 0.
func (s *Store) SweepAttachments(ctx context.Context, before time.Time) (int, error) {
	var claims []AttachmentUse
	if err := s.Read(ctx).Where("recorded = ? AND claimed_at < ?", false, before).Order("claimed_at").Limit(sweepBatch).Find(&claims).Error; err != nil {
		return 0, err
	}
	for _, c := range claims {
		if err := s.Write(ctx, func(tx *Tx) error { return settleClaim(tx, c, before) }); err != nil {
			return 0, err
		}
	}
	var orphans []string
	unused := "touched_at < ? AND NOT EXISTS (SELECT 1 FROM attachment_uses u WHERE u.attachment_id = attachments.id)"
	if err := s.Read(ctx).Model(&Attachment{}).Where(unused, before).Limit(sweepBatch).Pluck("id", &orphans).Error; err != nil || len(orphans) == 0 {
		return 0, err
	}
	gone := 0
	err := s.Write(ctx, func(tx *Tx) error {
		done := tx.Where("id IN ?", orphans).Where(unused, before).Delete(&Attachment{})
		gone = int(done.RowsAffected)
		return done.Error
	})
	return gone, err
}

// settleClaim looks whether a round of the step names the attachment, or
// somebody in an assessment does.
func settleClaim(tx *Tx, c AttachmentUse, before time.Time) error {
	var named, assessed int64
	err := tx.Table("approvals").Where("goal_id = ? AND step_key = ? AND body LIKE ? ESCAPE '!'", c.GoalID, c.StepKey,
		`%"file":"`+likeEscape(c.AttachmentID)+`"%`).Count(&named).Error
	if err != nil {
		return err
	}
	err = tx.Model(&CourseEventRow{}).Where("course_id = ? AND subject = ? AND body LIKE ? ESCAPE '!'", c.GoalID, c.StepKey,
		`%"`+likeEscape(c.AttachmentID)+`"%`).Count(&assessed).Error
	if err != nil {
		return err
	}
	named += assessed
	one := func() *gorm.DB {
		return tx.Where("attachment_id = ? AND goal_id = ? AND step_key = ? AND claimed_at < ?", c.AttachmentID, c.GoalID, c.StepKey, before)
	}
	if named > 0 {
		return one().Model(&AttachmentUse{}).Update("recorded", true).Error
	}
	return one().Delete(&AttachmentUse{}).Error
}

// AttachmentSums lists the hashes of all contents that the record names.
func (s *Store) AttachmentSums(ctx context.Context) ([]string, error) {
	var sums []string
	err := s.Read(ctx).Model(&Attachment{}).Distinct("sum").Order("sum").Pluck("sum", &sums).Error
	return sums, err
}

// AttachmentKept tells whether an attachment has the content.
func (s *Store) AttachmentKept(ctx context.Context, sum string) (bool, error) {
	var n int64
	err := s.Read(ctx).Model(&Attachment{}).Where("sum = ?", sum).Count(&n).Error
	return n > 0, err
}
