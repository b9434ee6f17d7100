package store

import (
	"context"

	"gorm.io/gorm"

	"duban/assess"
)

// VerifyCourse is VerifyChain for a course. The facts that were frozen for it
// belong to what its events lead to.
func (s *Store) VerifyCourse(ctx context.Context, id string) (*Broken, error) {
	return verify(s.Read(ctx), id, chain[assess.Course, assess.Event, CourseRow, CourseEventRow]{
		noun: "course", key: "course_id", adopt: assess.Adopt, stray: strayCourseTable,
	})
}

func (r CourseRow) head() (seq int64, hash string) { return r.Seq, r.Hash }

func (r CourseEventRow) link() link { return link{r.Seq, r.N, r.Prev, r.Hash, r.Body} }

// says tells whether the columns of an event are those of its sealed text.
func (r CourseEventRow) says(e assess.Event) bool {
	return e.CourseID == r.CourseID && e.Seq == r.Seq && e.N == r.N && e.At.Equal(r.At) && e.Type == r.Type &&
		string(e.Subject) == r.Subject && e.Case == r.CaseNo && e.By.User == r.ByUser && e.By.For == r.ForUser
}

// strayCourseTable names the first table whose rows are not those of the course
// that the events lead to; "" when all are.
func strayCourseTable(db *gorm.DB, head CourseRow, rebuilt assess.Course) (string, error) {
	want, err := RowOfCourse(rebuilt, head.Hash)
	if err != nil {
		return "", err
	}
	if !sameRows([]CourseRow{head}, []CourseRow{want}) {
		return "courses", nil
	}
	var duties []CourseDutyRow
	if err := db.Where("course_id = ?", head.ID).Find(&duties).Error; err != nil {
		return "", err
	}
	if !sameRows(duties, RowsOfCourseDuties(rebuilt)) {
		return "course_duties", nil
	}
	if rebuilt.Facts == nil {
		return "", nil
	}
	facts, err := FrozenFactsIn(db, head.ID)
	if err != nil {
		return "", err
	}
	if set, err := assess.Freeze(rebuilt.Facts.AsOf, facts); err != nil || set != *rebuilt.Facts {
		return "course_facts", err
	}
	return "", nil
}
