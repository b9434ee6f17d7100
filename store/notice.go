package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/assess"
	"duban/plan"
)

// NoticeItem 通知 is one notice as its reader sees it.
type NoticeItem struct {
	ID         string          `json:"id"`
	GoalID     string          `json:"goal_id"` // empty: of an assessment
	CourseID   string          `json:"course_id,omitempty"`
	GoalNumber string          `json:"goal_number"` // of an assessment: its period
	GoalTitle  string          `json:"goal_title"`
	Seq        int64           `json:"seq"`
	N          int             `json:"-"`
	Ref        plan.Ref        `json:"to"`
	Kind       plan.NoticeKind `json:"kind"`
	StepKey    string          `json:"step,omitempty"`
	StepTitle  string          `json:"step_title,omitempty"`
	Phase      assess.Phase    `json:"phase,omitempty"` // of an assessment
	CaseNo     int             `json:"case,omitempty"`  // number of a review or appeal
	Rung       string          `json:"rung,omitempty"`
	Colour     plan.Colour     `json:"colour,omitempty"`
	At         time.Time       `json:"at"`
	DueAt      *time.Time      `json:"due_at,omitempty"`
	By         string          `json:"by,omitempty" gorm:"-"`   // name of whose act it was; empty: time's
	Text       string          `json:"text,omitempty" gorm:"-"` // what they said
	Read       bool            `json:"read" gorm:"column:is_read"`
}

// NoticeRead is a row of notice_reads: a user has read a notice.
type NoticeRead struct {
	UserID   string `gorm:"primaryKey"`
	NoticeID string `gorm:"primaryKey"`
	At       time.Time
}

// TableName is the row's table.
func (NoticeRead) TableName() string { return "notice_reads" }

// NoticeQuery selects notices; empty it selects all.
type NoticeQuery struct {
	Unread bool
	Kinds  []plan.NoticeKind
}

// Notices lists what an actor, or a post they hold, was told, newest first.
func (s *Store) Notices(ctx context.Context, a plan.Actor, query NoticeQuery, page Page) ([]NoticeItem, string, error) {
	q := s.notices(ctx, a).
		Select("n.id, n.goal_id, n.seq, n.n, n.ref, n.kind, n.step_key, n.rung, n.colour, n.at, n.due_at, g.number AS goal_number, g.title AS goal_title, " +
			"COALESCE(s.title, '') AS step_title, CASE WHEN r.notice_id IS NULL THEN 0 ELSE 1 END AS is_read").
		Joins("JOIN goals g ON g.id = n.goal_id").
		Joins("LEFT JOIN steps s ON s.goal_id = n.goal_id AND s.step_key = n.step_key").
		Order("n.at DESC, n.id DESC").Limit(page.Size + 1)
	if query.Unread {
		q = q.Where("r.notice_id IS NULL")
	}
	if len(query.Kinds) > 0 {
		q = q.Where("n.kind IN ?", query.Kinds)
	}
	if c := page.After; len(c) == 2 {
		at, err := time.Parse(time.RFC3339Nano, c[0])
		if err != nil {
			return nil, "", ErrCursor
		}
		q = q.Where("(n.at < ? OR (n.at = ? AND n.id < ?))", at, at, c[1])
	}
	items := []NoticeItem{}
	if err := q.Scan(&items).Error; err != nil {
		return nil, "", fmt.Errorf("notices: %w", err)
	}
	more, err := s.courseNotices(ctx, a, query, page)
	if err != nil {
		return nil, "", err
	}
	if items = append(items, more...); len(more) > 0 {
		slices.SortFunc(items, func(a, b NoticeItem) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(b.ID, a.ID)) })
	}
	next := ""
	if len(items) > page.Size {
		items = items[:page.Size]
		last := items[len(items)-1]
		next = Cursor(last.At.UTC().Format(time.RFC3339Nano), last.ID)
	}
	return items, next, s.saidIn(ctx, items)
}

// saidIn adds who said what in the events that notices tell of.
func (s *Store) saidIn(ctx context.Context, items []NoticeItem) error {
	type event struct {
		goal string
		seq  int64
		n    int
	}
	told := map[event][]*NoticeItem{}
	var keys [][]any
	for i := range items {
		if n := &items[i]; n.GoalID != "" {
			e := event{n.GoalID, n.Seq, n.N}
			told[e] = append(told[e], n)
			keys = append(keys, []any{n.GoalID, n.Seq, n.N})
		}
	}
	if len(keys) == 0 {
		return nil
	}
	var rows []EventRow
	if err := s.Read(ctx).Select("goal_id", "seq", "n", "body").Where("(goal_id, seq, n) IN ?", keys).Find(&rows).Error; err != nil {
		return fmt.Errorf("notices: events: %w", err)
	}
	for _, r := range rows {
		var e plan.Event
		if err := json.Unmarshal([]byte(r.Body), &e); err != nil {
			return fmt.Errorf("event %s/%d.%d: %w", r.GoalID, r.Seq, r.N, err)
		}
		for _, n := range told[event{r.GoalID, r.Seq, r.N}] {
			n.By, n.Text = e.Said()
		}
	}
	return nil
}

// Unread counts an actor's notices that they have not read, up to 10,000 of
// goals and as many of assessments.
func (s *Store) Unread(ctx context.Context, a plan.Actor) (int64, error) {
	var sum int64
	for _, q := range []*gorm.DB{s.notices(ctx, a), s.noticesOfCourses(ctx, a)} {
		var n int64
		inner := q.Select("n.id").Where("r.notice_id IS NULL").Limit(countUpTo)
		if err := s.Read(ctx).Table("(?) AS found", inner).Count(&n).Error; err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

func (s *Store) notices(ctx context.Context, a plan.Actor) *gorm.DB {
	return s.noticesIn(ctx, "notices AS n", a)
}

func (s *Store) noticesIn(ctx context.Context, table string, a plan.Actor) *gorm.DB {
	return s.Read(ctx).Table(table).
		Joins("LEFT JOIN notice_reads r ON r.notice_id = n.id AND r.user_id = ?", a.User).
		Where("n.ref IN ?", ownRefs(a))
}

// ownRefs are an actor and the posts they hold.
func ownRefs(a plan.Actor) []plan.Ref {
	own := []plan.Ref{plan.UserRef(a.User)}
	for _, p := range a.Posts {
		own = append(own, plan.PostRef(p))
	}
	return own
}

// MarkRead records that a user has read notices; those that are not theirs
// are passed over.
func MarkRead(tx *gorm.DB, a plan.Actor, ids []string, now time.Time) error {
	var mine []string
	for _, table := range []string{"notices", "course_notices"} {
		var some []string
		if err := tx.Table(table).Where("id IN ? AND ref IN ?", ids, ownRefs(a)).Pluck("id", &some).Error; err != nil {
			return err
		}
		mine = append(mine, some...)
	}
	if len(mine) == 0 {
		return nil
	}
	rows := make([]NoticeRead, len(mine))
	for i, id := range mine {
		rows[i] = NoticeRead{UserID: a.User, NoticeID: id, At: now}
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error
}
