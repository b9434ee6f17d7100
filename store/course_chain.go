package store

import (
	"context"
	"encoding/json"

	"duban/assess"
)

// VerifyCourse walks a course's events and reports the first break: a hash
// that does not fit, a gap, columns that say something else than the sealed
// text, or rows of the course that its events do not lead to. Broken.GoalID
// holds the course's id.
func (s *Store) VerifyCourse(ctx context.Context, id string) (*Broken, error) {
	var head CourseRow
	var rows []CourseEventRow
	db := s.Read(ctx)
	if err := db.Where("id = ?", id).Take(&head).Error; err != nil {
		return nil, err
	}
	// A live course may go on meanwhile: what is judged ends where the head was read.
	if err := db.Where("course_id = ? AND seq <= ?", id, head.Seq).Order("seq, n").Find(&rows).Error; err != nil {
		return nil, err
	}
	rebuilt, prev, broken := walkCourse(rows)
	if broken != nil {
		return broken, nil
	}
	at := func(why string) (*Broken, error) { return &Broken{GoalID: id, Seq: head.Seq, Why: why}, nil }
	if head.Hash != prev || head.Seq != rebuilt.Seq {
		return at("the course does not end with its last event")
	}
	want, err := RowOfCourse(rebuilt, prev)
	if err != nil {
		return nil, err
	}
	if !sameRows([]CourseRow{head}, []CourseRow{want}) {
		return at("table courses does not hold what the events lead to")
	}
	var duties []CourseDutyRow
	var now CourseRow
	if err := db.Where("course_id = ?", id).Find(&duties).Error; err != nil {
		return nil, err
	}
	if err := db.Select("seq").Where("id = ?", id).Take(&now).Error; err != nil {
		return nil, err
	}
	if now.Seq != head.Seq {
		return s.VerifyCourse(ctx, id) // it went on while we looked
	}
	if !sameRows(duties, RowsOfCourseDuties(rebuilt)) {
		return at("table course_duties does not hold what the events lead to")
	}
	return nil, nil
}

// walkCourse checks events one by one and returns what they lead to, with the
// hash of the last.
func walkCourse(rows []CourseEventRow) (rebuilt assess.Course, prev string, broken *Broken) {
	seq, n := int64(0), 0
	for _, row := range rows {
		if row.Seq == seq {
			n++
		} else {
			seq, n = seq+1, 0
		}
		why := ""
		var e assess.Event
		switch err := json.Unmarshal([]byte(row.Body), &e); {
		case err != nil:
			why = "the sealed text is not an event"
		case row.Seq != seq || row.N != n:
			why = "an event is missing before it"
		case row.Prev != prev || row.Hash != assess.Link(prev, row.Body):
			why = "the hash does not fit"
		case !row.says(e):
			why = "the columns say something else than the sealed text"
		}
		if why != "" {
			return rebuilt, prev, &Broken{GoalID: row.CourseID, Seq: row.Seq, N: row.N, Why: why}
		}
		rebuilt = assess.Adopt(rebuilt, e)
		prev = row.Hash
	}
	return rebuilt, prev, nil
}

// says tells whether the columns of an event are those of its sealed text.
func (r CourseEventRow) says(e assess.Event) bool {
	return e.CourseID == r.CourseID && e.Seq == r.Seq && e.N == r.N && e.At.Equal(r.At) && e.Type == r.Type &&
		string(e.Subject) == r.Subject && e.Case == r.CaseNo && e.By.User == r.ByUser && e.By.For == r.ForUser
}
