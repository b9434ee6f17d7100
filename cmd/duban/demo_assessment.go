package main

import (
	"fmt"
	"time"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// assessments lets the demo town assess: a month that asks for
// self-assessments, a quarter that waits for its evaluators, a month whose
// results are public and objected to, and the year in preparation. What
// happened so far is decided by the same rules and written by the same record
// as everything else, at the times at which it would have happened.
func (t *town) assessments() error {
	monthly := func(d calendar.Date) assess.Period {
		return assess.Period{Kind: assess.Month, Year: d.Year, N: int(d.Month)}
	}
	quarterly := func(d calendar.Date) assess.Period {
		return assess.Period{Kind: assess.Quarter, Year: d.Year, N: (int(d.Month) + 2) / 3}
	}
	var last assess.Period
	for _, x := range []struct {
		period func(calendar.Date) assess.Period
		asOf   int // working days from today
		play   func(*demoCourse) error
	}{{monthly, -2, (*demoCourse).self}, {quarterly, -8, (*demoCourse).scoring}, {monthly, -20, (*demoCourse).objected}} {
		day, err := t.day(x.asOf)
		if err != nil {
			return err
		}
		p := x.period(day)
		if p == last { // the month of the first: the one before
			p = x.period(p.From().AddDays(-1))
		}
		if last == (assess.Period{}) {
			last = p
		}
		if err := t.assess(p, x.asOf, x.play); err != nil {
			return fmt.Errorf("assessment %s: %w", p, err)
		}
	}
	year := calendar.DateOf(t.today).Year
	c, err := t.cycle(fmt.Sprintf("%d年度考核", year), assess.Period{Kind: assess.Year, Year: year})
	if err != nil {
		return err
	}
	c.Line.Panel = nil // for people to name: the draft says so
	return t.keep(store.CycleDraft{ID: c.ID, Cycle: c}, false)
}

// keep stores the draft of a cycle, issued or not.
func (t *town) keep(d store.CycleDraft, issued bool) error {
	sun, err := t.store.UserNamed(t.ctx, "sunli")
	if err != nil {
		return err
	}
	d.CreatedBy = sun.ID
	return t.store.Write(t.ctx, func(tx *store.Tx) error {
		if err := store.CreateCycle(tx, &d); err != nil || !issued {
			return err
		}
		d.Status = store.CycleIssued
		return store.SaveCycle(tx, &d)
	})
}

// assess issues a cycle before its facts are frozen, and plays on from there.
func (t *town) assess(p assess.Period, asOf int, play func(*demoCourse) error) error {
	title := fmt.Sprintf("%d年%d月考核", p.Year, p.N)
	if p.Kind == assess.Quarter {
		title = fmt.Sprintf("%d年第%d季度考核", p.Year, p.N)
	}
	c, err := t.cycle(title, p)
	if err != nil {
		return err
	}
	if c.Settings.AsOf, err = t.day(asOf); err != nil {
		return err
	}
	c.Settings.Score, c.Settings.Self = assess.Days(10), assess.Days(5)
	if err := t.keep(store.CycleDraft{ID: c.ID, Cycle: c}, true); err != nil {
		return err
	}
	d := &demoCourse{town: t, subjects: map[string]assess.Ref{}}
	for i, a := range c.Assessed {
		if i < len(demoCadres) {
			d.subjects[demoCadres[i]] = a.Subject
		} else {
			d.subjects[demoBodies[i-len(demoCadres)]] = a.Subject
		}
	}
	if err := d.act(asOf-2, "sunli", "", func(h assess.Header) assess.Command { return assess.IssueCycle{Header: h, Cycle: c} }); err != nil {
		return err
	}
	if err := play(d); err != nil {
		return err
	}
	return d.wake(t.today)
}

// demoCourse is an assessment of the demo town as it is played.
type demoCourse struct {
	town     *town
	course   assess.Course
	subjects map[string]assess.Ref // by user name, or code of a unit
	n        int
}

// act lets somebody do something about a subject, on a day.
func (d *demoCourse) act(day int, user, subject string, build func(assess.Header) assess.Command) error {
	d.n++
	at, err := d.town.moment(day, d.n%40)
	if err != nil {
		return err
	}
	if at.Before(d.course.UpdatedAt) {
		at = d.course.UpdatedAt.Add(time.Minute)
	}
	if err := d.wake(at); err != nil {
		return err
	}
	h, err := d.town.header(user, "", "", at)
	if err != nil {
		return err
	}
	cmd := build(assess.Header{ID: h.ID, Actor: store.Assessor(h.Actor), Subject: d.subjects[subject]})
	change, err := assess.Decide(d.course, cmd, at, d.town.cal)
	if err != nil {
		return fmt.Errorf("%s by %s about %s: %w", cmd.Name(), user, subject, err)
	}
	return d.record(change, at)
}

// wake lets time pass until a moment.
func (d *demoCourse) wake(until time.Time) error {
	for d.course.Seq > 0 {
		at, ok := assess.NextWake(d.course, d.town.cal)
		if !ok || at.After(until) {
			break
		}
		change, due := assess.Wake(d.course, at, d.town.cal)
		if !due {
			break
		}
		if err := d.record(change, at); err != nil {
			return err
		}
	}
	return nil
}

// record writes a change, and what the course wants after it.
func (d *demoCourse) record(change assess.Change, at time.Time) error {
	writer := activities.Activities{Store: d.town.store}
	rec, err := writer.RecordCourse(d.town.ctx, change)
	if err == nil && rec.Status != activities.Recorded {
		err = fmt.Errorf("recorded as %q", rec.Status)
	}
	if err != nil {
		return err
	}
	d.course = change.Course
	got, err := writer.Serve(d.town.ctx, d.course.ID)
	if err != nil {
		return err
	}
	head := assess.Header{ID: fmt.Sprintf("serve:%d", d.course.Seq+1), Actor: assess.System()}
	var cmd assess.Command
	switch {
	case got.Freeze != nil:
		got.Freeze.Header = head
		cmd = *got.Freeze
	case got.Tally != nil:
		got.Tally.Header = head
		cmd = *got.Tally
	default:
		return nil
	}
	if change, err = assess.Decide(d.course, cmd, at, d.town.cal); err != nil {
		return err
	}
	return d.record(change, at)
}
