package store

import (
	"encoding/json"
	"fmt"

	"duban/assess"
)

// RowOfCourse maps a course to its row; hash is that of its last event.
func RowOfCourse(c assess.Course, hash string) (CourseRow, error) {
	body, err := json.Marshal(c)
	return CourseRow{
		ID: c.ID, Title: c.Cycle.Title, Period: c.Cycle.Period.String(), Year: c.Cycle.Period.Year, Phase: c.Phase, Wanted: c.Wanted,
		Seq: c.Seq, Calendar: c.Calendar, DueAt: c.DueAt, ClosesAt: c.ClosesAt, EndedAt: c.EndedAt,
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Hash: hash, Body: string(body),
	}, err
}

// RowsOfCourseEvents seals the events of a change behind the hash of the
// course's last event and returns their rows with the hash of the last.
func RowsOfCourseEvents(c assess.Change, prev string) ([]CourseEventRow, string, error) {
	rows := make([]CourseEventRow, 0, len(c.Events))
	for _, e := range c.Events {
		body, hash, err := seal(prev, e)
		if err != nil {
			return nil, "", err
		}
		rows = append(rows, CourseEventRow{
			CourseID: e.CourseID, Seq: e.Seq, N: e.N, At: e.At, Type: e.Type, Subject: string(e.Subject), CaseNo: e.Case,
			ByUser: e.By.User, ForUser: e.By.For, Command: c.Command, Name: c.Name, Fingerprint: c.Fingerprint,
			Body: body, Prev: prev, Hash: hash,
		})
		prev = hash
	}
	return rows, prev, nil
}

// RowsOfCourseDuties lists what waits for whom.
func RowsOfCourseDuties(c assess.Course) []CourseDutyRow {
	duties := c.Duties()
	rows := make([]CourseDutyRow, len(duties))
	for i, d := range duties {
		rows[i] = CourseDutyRow{CourseID: c.ID, N: i, Ref: string(d.Who), Duty: d.Kind, Subject: string(d.Subject), CaseNo: d.Case,
			Since: d.Since, DueAt: d.DueAt}
	}
	return rows
}

// RowsOfFacts maps facts, in order of their ids, to rows of a course.
func RowsOfFacts(course string, facts []assess.Fact) ([]CourseFactRow, error) {
	rows := make([]CourseFactRow, len(facts))
	for i, f := range facts {
		body, err := json.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("fact %s: %w", f.ID, err)
		}
		rows[i] = CourseFactRow{CourseID: course, N: i, Kind: f.Kind, Subject: string(f.Subject), OnDay: f.At.String(), Work: f.Work, Body: string(body)}
	}
	return rows, nil
}

// RowsOfCourseNotices maps the notices of a change to rows.
func RowsOfCourseNotices(notices []assess.Notice) []CourseNoticeRow {
	rows := make([]CourseNoticeRow, 0, len(notices))
	for _, n := range notices {
		rows = append(rows, CourseNoticeRow{
			ID:       fmt.Sprintf("%s/%d/%d/%s", n.CourseID, n.Seq, n.N, n.To),
			CourseID: n.CourseID, Seq: n.Seq, N: n.N, Ref: string(n.To), Kind: n.Kind, Phase: n.Phase, CaseNo: n.Case,
			Rung: n.Rung, Colour: n.Colour, At: n.At, DueAt: n.DueAt,
		})
	}
	return rows
}
