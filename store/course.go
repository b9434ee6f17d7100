package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
		Where("phase NOT IN ?", endedPhases).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// endedPhases are those in which nothing happens to a course any more.
var endedPhases = []assess.Phase{assess.PhaseArchived, assess.PhaseCancelled}

// AllCourses lists the ids of all courses.
func (s *Store) AllCourses(ctx context.Context) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&CourseRow{}).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// CoursesOnOtherCalendar lists the open courses whose dates rest on another
// calendar than that of a version.
func (s *Store) CoursesOnOtherCalendar(ctx context.Context, version string) ([]string, error) {
	var ids []string
	err := s.Read(ctx).Model(&CourseRow{}).Where("calendar <> ? AND phase NOT IN ?", version, endedPhases).Order("id").Pluck("id", &ids).Error
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

// FrozenFactsOf are the frozen facts of some refs, in order of their ids.
func (s *Store) FrozenFactsOf(ctx context.Context, course string, of []assess.Ref) ([]assess.Fact, error) {
	facts := []assess.Fact{}
	for part := range slices.Chunk(of, 500) { // a statement takes so many parameters
		some, err := FrozenFactsIn(s.Read(ctx).Where("subject IN ?", part), course)
		if err != nil {
			return nil, err
		}
		facts = append(facts, some...)
	}
	slices.SortFunc(facts, func(a, b assess.Fact) int { return strings.Compare(a.ID, b.ID) })
	return facts, nil
}

// CourseWork is the piece of work behind facts, in words.
type CourseWork struct {
	Work      string `json:"work"` // as facts name it
	Goal      string `json:"goal"` // id of the goal, or of the other course
	Number    string `json:"number,omitempty"`
	Title     string `json:"title"`
	Step      string `json:"step,omitempty"`
	StepTitle string `json:"step_title,omitempty"`
}

// CourseWorks finds what the work of facts is called, in the order in which
// the facts name it.
func (s *Store) CourseWorks(ctx context.Context, facts []assess.Fact) ([]CourseWork, error) {
	works, ids := []CourseWork{}, []string{}
	for _, f := range facts {
		if f.Work == "" || slices.ContainsFunc(works, func(w CourseWork) bool { return w.Work == f.Work }) {
			continue
		}
		w := CourseWork{Work: f.Work, Title: f.Work}
		w.Goal, w.Step, _ = strings.Cut(f.Work, "/")
		if w.Goal == "cycle" {
			w.Goal, w.Step = w.Step, ""
		}
		works, ids = append(works, w), append(ids, w.Goal)
	}
	titles, steps, err := s.workTitles(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range works {
		w := &works[i]
		if t, ok := titles[w.Goal]; ok {
			w.Number, w.Title = t.Number, t.Title
		}
		w.StepTitle = steps[w.Goal+"/"+w.Step]
	}
	return works, nil
}

type workTitle struct{ ID, Number, Title string }

// workTitles are the titles of goals and courses by id, and of their steps by
// goal and key.
func (s *Store) workTitles(ctx context.Context, ids []string) (titles map[string]workTitle, steps map[string]string, err error) {
	titles, steps = map[string]workTitle{}, map[string]string{}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), 500) {
		var goals, courses []workTitle
		if err := s.Read(ctx).Model(&GoalRow{}).Select("id", "number", "title").Where("id IN ?", part).Scan(&goals).Error; err != nil {
			return nil, nil, err
		}
		if err := s.Read(ctx).Model(&CourseRow{}).Select("id", "period AS number", "title").Where("id IN ?", part).Scan(&courses).Error; err != nil {
			return nil, nil, err
		}
		for _, t := range append(goals, courses...) {
			titles[t.ID] = t
		}
		var rows []struct{ GoalID, StepKey, Title string }
		if err := s.Read(ctx).Model(&StepRow{}).Select("goal_id", "step_key", "title").Where("goal_id IN ?", part).Scan(&rows).Error; err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			steps[r.GoalID+"/"+r.StepKey] = r.Title
		}
	}
	return titles, steps, nil
}

// CourseTimeline lists a course's events in the order in which they happened.
func (s *Store) CourseTimeline(ctx context.Context, id string, page Page) ([]assess.Event, string, error) {
	q := s.Read(ctx).Where("course_id = ?", id).Order("seq, n").Limit(page.Size + 1)
	if c := page.After; len(c) == 2 {
		q = q.Where("(seq > ? OR (seq = ? AND n > ?))", atoi(c[0]), atoi(c[0]), atoi(c[1]))
	}
	var rows []CourseEventRow
	if err := q.Find(&rows).Error; err != nil {
		return nil, "", fmt.Errorf("timeline of course %s: %w", id, err)
	}
	next := ""
	if len(rows) > page.Size {
		rows = rows[:page.Size]
		last := rows[len(rows)-1]
		next = Cursor(strconv.FormatInt(last.Seq, 10), strconv.Itoa(last.N))
	}
	events := make([]assess.Event, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Body), &events[i]); err != nil {
			return nil, "", fmt.Errorf("event %s/%d/%d: %w", row.CourseID, row.Seq, row.N, err)
		}
	}
	return events, next, nil
}
