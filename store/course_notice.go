package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"duban/plan"
)

// Notices of assessments stand in a table of their own, written with their
// course, and come to people in the same list.

const courseNoticeColumns = "n.id, n.course_id, n.seq, n.ref, n.kind, n.phase, n.case_no, n.rung, n.colour, n.at, n.due_at, " +
	"c.period AS goal_number, c.title AS goal_title"

func (s *Store) noticesOfCourses(ctx context.Context, a plan.Actor) *gorm.DB {
	return s.noticesIn(ctx, "course_notices AS n", a).Joins("JOIN courses c ON c.id = n.course_id")
}

// courseNotices is one page of what an actor was told by assessments, and one
// more, newest first.
func (s *Store) courseNotices(ctx context.Context, a plan.Actor, query NoticeQuery, page Page) ([]NoticeItem, error) {
	q := s.noticesOfCourses(ctx, a).
		Select(courseNoticeColumns + ", CASE WHEN r.notice_id IS NULL THEN 0 ELSE 1 END AS is_read").
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
			return nil, ErrCursor
		}
		q = q.Where("(n.at < ? OR (n.at = ? AND n.id < ?))", at, at, c[1])
	}
	items := []NoticeItem{}
	if err := q.Scan(&items).Error; err != nil {
		return nil, fmt.Errorf("notices of assessments: %w", err)
	}
	return items, nil
}
