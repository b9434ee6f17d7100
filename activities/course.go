package activities

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// CourseRecord is Answer under the wire names of courses.
type CourseRecord struct {
	Status   RecordStatus        `json:"status"`
	Outcome  store.CourseOutcome `json:"outcome"`
	Stored   *assess.Course      `json:"course,omitempty"`
	Calendar *calendar.Calendar  `json:"calendar,omitempty"`
	Nobody   bool                `json:"nobody,omitempty"`
}

// RecordCourse writes a change of a course in one transaction: its events with
// their hashes, the course, what waits for whom, and the notices. It is safe
// to repeat, like Record.
func (a *Activities) RecordCourse(ctx context.Context, c assess.Change) (CourseRecord, error) {
	rec, err := write(ctx, a.Store, entry[assess.Course, store.CourseOutcome]{
		of: c.CourseID, seq: c.Seq, command: c.Command, calendar: c.Course.Calendar,
		outcome: store.CourseOutcome{CourseID: c.CourseID, Seq: c.Seq, Command: c.Command, Name: c.Name, Fingerprint: c.Fingerprint},
		done:    store.CourseDoneIn, load: store.LoadCourse, head: headOf[store.CourseRow],
		datedBy: func(c assess.Course) string { return c.Calendar },
		save:    func(tx *gorm.DB, prev string) error { return saveCourse(tx, c, prev) },
	})
	return CourseRecord(rec), err
}

func saveCourse(tx *gorm.DB, c assess.Change, prev string) error {
	events, hash, err := store.RowsOfCourseEvents(c, prev)
	if err != nil {
		return err
	}
	if err := tx.Create(&events).Error; err != nil {
		return err
	}
	row, err := store.RowOfCourse(c.Course, hash)
	if err != nil {
		return err
	}
	if err := saveHead(tx, &row, c.Seq); err != nil {
		return err
	}
	if err := tx.Where("course_id = ?", c.CourseID).Delete(&store.CourseDutyRow{}).Error; err != nil {
		return err
	}
	if duties := store.RowsOfCourseDuties(c.Course); len(duties) > 0 {
		if err := tx.CreateInBatches(&duties, 100).Error; err != nil {
			return err
		}
	}
	if notices := store.RowsOfCourseNotices(c.Notices); len(notices) > 0 {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&notices, 100).Error
	}
	return nil
}

// Served is what a course wanted, ready to be sent by the system.
type Served struct {
	Freeze *assess.FreezeFacts `json:"freeze,omitempty"`
	Tally  *assess.Tally       `json:"tally,omitempty"`
}

// Serve gathers what a course wants, as it is recorded: the facts of its
// period, which it stores beside the course, or the count of all scorecards.
// Gathering again gives the same. A course that wants nothing gets nothing.
func (a *Activities) Serve(ctx context.Context, id string) (Served, error) {
	c, err := a.Store.Course(ctx, id)
	if err != nil {
		return Served{}, err
	}
	switch c.Wanted {
	case assess.WantFacts:
		return a.freeze(ctx, c)
	case assess.WantTally:
		facts, err := a.Store.FrozenFacts(ctx, id)
		if err != nil {
			return Served{}, err
		}
		results, err := c.Count(facts)
		if err != nil {
			return Served{}, fmt.Errorf("count course %s: %w", id, err)
		}
		return Served{Tally: &assess.Tally{Results: results, Upto: c.Seq}}, nil
	}
	return Served{}, nil
}

func (a *Activities) freeze(ctx context.Context, c assess.Course) (Served, error) {
	cal, err := a.Store.CalendarNamed(ctx, c.Calendar)
	if err != nil {
		return Served{}, err
	}
	facts, err := a.Store.GatherFacts(ctx, c.Cycle, cal)
	if err != nil {
		return Served{}, fmt.Errorf("facts of course %s: %w", c.ID, err)
	}
	set, err := assess.Freeze(c.Cycle.Settings.AsOf, facts)
	if err != nil {
		return Served{}, err
	}
	rows, err := store.RowsOfFacts(c.ID, facts)
	if err != nil {
		return Served{}, err
	}
	err = a.Store.Write(ctx, func(tx *gorm.DB) error {
		now, err := store.LoadCourse(tx, c.ID)
		if err != nil {
			return err
		}
		if now.Facts != nil {
			return fmt.Errorf("the facts of course %s are frozen already", c.ID) // a late try of an earlier attempt
		}
		if err := tx.Where("course_id = ?", c.ID).Delete(&store.CourseFactRow{}).Error; err != nil || len(rows) == 0 {
			return err
		}
		return tx.CreateInBatches(&rows, 100).Error
	})
	if err != nil {
		return Served{}, err
	}
	return Served{Freeze: &assess.FreezeFacts{Facts: set, Conflicts: assess.Conflicts(c.Cycle, facts)}}, nil
}
