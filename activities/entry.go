package activities

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"duban/calendar"
	"duban/store"
)

// RecordStatus says what came of an entry in the record.
type RecordStatus string

// What recording a change answers.
const (
	Recorded RecordStatus = "recorded" // the change is stored now
	Already  RecordStatus = "already"  // this command was stored before; nothing was written
	Behind   RecordStatus = "behind"   // the record stands elsewhere than the workflow thought; nothing was written
)

// Answer is what recording a change of an N, a goal or a course, answers; O
// identifies the command. Its fields are those of Record and CourseRecord,
// which it is converted to on the wire.
type Answer[N, O any] struct {
	Status  RecordStatus
	Outcome O
	Stored  *N // as stored, unless Status is Recorded; nil when nothing is stored
	// Calendar is set when the dates of what is stored rest on another
	// calendar than the change did: the workflow missed a new one.
	Calendar *calendar.Calendar
	// Nobody is set when the change has steps that are through now and no goal
	// waits for them: there is nobody to tell.
	Nobody bool
}

// entry is one change on its way into the record of an N.
type entry[N, O any] struct {
	of       string // id of the N
	seq      int64
	command  string
	calendar string // that the change rests on
	outcome  O      // when it is written now

	done    func(tx *gorm.DB, of, command string) (O, bool, error) // finds the command when it was stored before
	head    func(tx *gorm.DB, of string) (seq int64, hash string, err error)
	load    func(tx *gorm.DB, of string) (N, error)
	datedBy func(N) string // the calendar that an N rests on
	save    func(tx *gorm.DB, prev string) error
}

// write carries out an entry in one transaction. It is safe to repeat: a
// sequence number is written once, and so is a command's id.
func write[N, O any](ctx context.Context, s *store.Store, e entry[N, O]) (Answer[N, O], error) {
	var rec Answer[N, O]
	try := func(tx *gorm.DB) error {
		var err error
		rec, err = e.in(tx)
		return err
	}
	err := s.Write(ctx, try)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		// Somebody else wrote between our look and our write: look again.
		err = s.Write(ctx, try)
	}
	if err != nil {
		return Answer[N, O]{}, fmt.Errorf("record %s/%d: %w", e.of, e.seq, err)
	}
	if rec.Stored != nil && e.datedBy(*rec.Stored) != e.calendar {
		version := e.datedBy(*rec.Stored)
		if rec.Calendar, err = s.CalendarNamed(ctx, version); err != nil {
			return Answer[N, O]{}, fmt.Errorf("record %s/%d: calendar %s: %w", e.of, e.seq, version, err)
		}
	}
	return rec, nil
}

func (e entry[N, O]) in(tx *gorm.DB) (Answer[N, O], error) {
	// The head comes first: where it has moved on, the command that moved it is
	// to be seen by the second look, each of which sees what is committed by then.
	seq, hash, err := e.head(tx, e.of)
	if err != nil {
		return Answer[N, O]{}, err
	}
	done, seen, err := e.done(tx, e.of, e.command)
	if err != nil {
		return Answer[N, O]{}, err
	}
	if seen {
		return e.standing(tx, Already, done)
	}
	if seq != e.seq-1 {
		var none O
		return e.standing(tx, Behind, none)
	}
	return Answer[N, O]{Status: Recorded, Outcome: e.outcome}, e.save(tx, hash)
}

// standing answers with what is stored.
func (e entry[N, O]) standing(tx *gorm.DB, status RecordStatus, done O) (Answer[N, O], error) {
	n, err := e.load(tx, e.of)
	if store.Missing(err) {
		return Answer[N, O]{Status: status, Outcome: done}, nil
	}
	return Answer[N, O]{Status: status, Outcome: done, Stored: &n}, err
}

// headOf reads where the row R of a goal or course stands: 0 and "" when there
// is none yet.
func headOf[R any](tx *gorm.DB, id string) (seq int64, hash string, err error) {
	var head struct {
		Seq  int64
		Hash string
	}
	err = tx.Model(new(R)).Select("seq", "hash").Where("id = ?", id).Take(&head).Error
	if store.Missing(err) {
		return 0, "", nil
	}
	return head.Seq, head.Hash, err
}

// saveHead writes the row of a goal or course as its change seq leaves it.
func saveHead[R any](tx *gorm.DB, row *R, seq int64) error {
	if seq == 1 {
		return tx.Create(row).Error
	}
	return tx.Model(row).Where("seq = ?", seq-1).Select("*").Updates(row).Error
}
