package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"duban/assess"
)

// CourseRow is a row of courses: one assessment under way, whole as its
// workflow holds it (body), and beside it the columns that queries need. It is
// written by activities.RecordCourse and by nothing else.
type CourseRow struct {
	ID        string `gorm:"primaryKey"`
	Title     string
	Period    string // "2026", "2026-Q3" or "2026-09"
	Year      int
	Phase     assess.Phase
	Wanted    assess.Want
	Seq       int64
	Calendar  string
	DueAt     *time.Time
	ClosesAt  *time.Time
	EndedAt   *time.Time
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt time.Time `gorm:"autoUpdateTime:false"`
	Hash      string    // of the course's last event
	Body      string    // assess.Course
}

// TableName is the row's table.
func (CourseRow) TableName() string { return "courses" }

// CourseEventRow is a row of course_events: the canonical text of the event
// and the hash that chains it to the one before.
type CourseEventRow struct {
	CourseID    string `gorm:"primaryKey"`
	Seq         int64  `gorm:"primaryKey;autoIncrement:false"`
	N           int    `gorm:"primaryKey;autoIncrement:false"`
	At          time.Time
	Type        assess.EventType
	Subject     string
	CaseNo      int
	ByUser      string
	ForUser     string
	Command     string // id of the command or wake that caused it
	Name        assess.Name
	Fingerprint string
	Body        string
	Prev        string
	Hash        string
}

// TableName is the row's table.
func (CourseEventRow) TableName() string { return "course_events" }

// CourseDutyRow is a row of course_duties: what waits for whom in a course.
type CourseDutyRow struct {
	CourseID string `gorm:"primaryKey"`
	N        int    `gorm:"primaryKey;autoIncrement:false"`
	Ref      string
	Duty     assess.DutyKind
	Subject  string
	CaseNo   int
	Since    time.Time
	DueAt    *time.Time
}

// TableName is the row's table.
func (CourseDutyRow) TableName() string { return "course_duties" }

// CourseFactRow is a row of course_facts: one fact as it was frozen for a
// course.
type CourseFactRow struct {
	CourseID string `gorm:"primaryKey"`
	N        int    `gorm:"primaryKey;autoIncrement:false"` // in order of the facts' ids
	Kind     assess.FactKind
	Subject  string
	OnDay    string
	Work     string
	Body     string // assess.Fact
}

// TableName is the row's table.
func (CourseFactRow) TableName() string { return "course_facts" }

// CourseNoticeRow is a row of course_notices.
type CourseNoticeRow struct {
	ID       string `gorm:"primaryKey"` // COURSE/SEQ/N/REF: the same notice never twice
	CourseID string
	Seq      int64
	N        int
	Ref      string
	Kind     assess.NoticeKind
	Phase    assess.Phase
	CaseNo   int
	Rung     string
	Colour   assess.Colour
	At       time.Time
	DueAt    *time.Time
}

// TableName is the row's table.
func (CourseNoticeRow) TableName() string { return "course_notices" }

// CourseOutcome identifies a recorded command of a course.
type CourseOutcome struct {
	CourseID    string      `json:"course_id"`
	Seq         int64       `json:"seq"`
	Command     string      `json:"command"`
	Name        assess.Name `json:"name"`
	Fingerprint string      `json:"fingerprint,omitempty"`
}

// CommandID is the id of the command.
func (o CourseOutcome) CommandID() string { return o.Command }

// Course returns a course whole, or gorm.ErrRecordNotFound.
func (s *Store) Course(ctx context.Context, id string) (assess.Course, error) {
	return LoadCourse(s.Read(ctx), id)
}

// LoadCourse is Course within a transaction.
func LoadCourse(tx *gorm.DB, id string) (assess.Course, error) {
	var row CourseRow
	var c assess.Course
	if err := tx.Where("id = ?", id).Take(&row).Error; err != nil {
		return c, fmt.Errorf("course %s: %w", id, err)
	}
	if err := json.Unmarshal([]byte(row.Body), &c); err != nil {
		return c, fmt.Errorf("course %s: %w", id, err)
	}
	return c, nil
}

// CourseLine is a course in a list.
type CourseLine struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Period   string       `json:"period"`
	Year     int          `json:"year"`
	Phase    assess.Phase `json:"phase"`
	DueAt    *time.Time   `json:"due_at,omitempty"`
	ClosesAt *time.Time   `json:"closes_at,omitempty"`
	EndedAt  *time.Time   `json:"ended_at,omitempty"`
}

// Courses lists all courses, the newest period first.
func (s *Store) Courses(ctx context.Context) ([]CourseLine, error) {
	lines := []CourseLine{}
	err := s.Read(ctx).Model(&CourseRow{}).Order("year DESC, period DESC, id").Find(&lines).Error
	return lines, err
}

// OpenCourses lists the ids of the courses that still wait for something.
func (s *Store) OpenCourses(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&CourseRow{}).
		Where("phase NOT IN ?", []assess.Phase{assess.PhaseArchived, assess.PhaseCancelled}).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// AllCourses lists the ids of all courses.
func (s *Store) AllCourses(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&CourseRow{}).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// CourseDone says what a command, known by its id, made of a course; ok is
// false when the course never saw it.
func (s *Store) CourseDone(ctx context.Context, id, command string) (done CourseOutcome, ok bool, err error) {
	return CourseDoneIn(s.Read(ctx), id, command)
}

// CourseDoneIn is CourseDone within a transaction.
func CourseDoneIn(tx *gorm.DB, id, command string) (CourseOutcome, bool, error) {
	var row CourseEventRow
	err := tx.Select("course_id", "seq", "command", "name", "fingerprint").
		Where("course_id = ? AND command = ?", id, command).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return CourseOutcome{}, false, nil
	}
	if err != nil {
		return CourseOutcome{}, false, fmt.Errorf("command %s of course %s: %w", command, id, err)
	}
	return CourseOutcome{CourseID: row.CourseID, Seq: row.Seq, Command: row.Command, Name: row.Name, Fingerprint: row.Fingerprint}, true, nil
}

// FrozenFacts are the facts as they were frozen for a course, in order of
// their ids; none before they were.
func (s *Store) FrozenFacts(ctx context.Context, course string) ([]assess.Fact, error) {
	return FrozenFactsIn(s.Read(ctx), course)
}

// FrozenFactsIn is FrozenFacts within a transaction.
func FrozenFactsIn(tx *gorm.DB, course string) ([]assess.Fact, error) {
	var rows []CourseFactRow
	if err := tx.Where("course_id = ?", course).Order("n").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("facts of course %s: %w", course, err)
	}
	facts := make([]assess.Fact, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Body), &facts[i]); err != nil {
			return nil, fmt.Errorf("fact %s/%d: %w", course, row.N, err)
		}
	}
	return facts, nil
}
