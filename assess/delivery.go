package assess

import (
	"fmt"
	"slices"
	"time"

	"duban/calendar"
)

// Occurrence is one event that counts by itself.
type Occurrence struct {
	At     time.Time
	Points Points // of a rung
	Event  EventRef
	By     []Ref // of a hazard found: who was there beside those whose work it is
}

// Delivery is what the record says of one piece of work of somebody: a step of
// a goal, an inspection, a report.
type Delivery struct {
	Work    string   // e.g. "goal/step"
	Who     []Ref    // whose facts these are: the lead post or user, the lead unit
	Parties []string // users who led it or signed its approvals
	Opened  time.Time
	// Due is the date that counts: the original one, moved only by
	// suspensions and by extensions approved in time.
	Due      time.Time
	Met      *time.Time // handed in
	Events   []EventRef // of opening and handing in
	Returned []Occurrence
	Urged    []Occurrence
	Rungs    []Occurrence
	Extended []Occurrence
	Found    []Occurrence // hazards that the work found
	Repeated []Occurrence // hazards to be rectified that were found there before
	Evidence Ratio        // pieces given of those required
	Quantity Ratio        // reached of planned
	Hazards  Ratio        // rectified in time of those to be rectified
	Quality  Ratio        // the approver's opinion, of 1000
}

// Ratio is a value measured against another, both in thousandths; an Of of
// zero means that nothing was to be measured.
type Ratio struct {
	Value, Of int64
	Events    []EventRef
}

// FactsOf says what a delivery tells about those it belongs to, as of the end
// of a day. Work that was neither handed in nor due by then says only what
// already happened on the way. Lateness is counted in working days of office
// time, to the thousandth.
func FactsOf(d Delivery, asOf calendar.Date, cal *calendar.Calendar) ([]Fact, error) {
	end := asOf.AddDays(1).Start()
	if d.Met != nil && !d.Met.Before(end) {
		d.Met = nil
	}
	var facts []Fact
	for _, who := range d.Who {
		mine, err := d.factsFor(who, end, cal)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", d.Work, err)
		}
		facts = append(facts, mine...)
	}
	for _, x := range d.Found {
		for _, who := range x.By {
			if x.At.Before(end) && !slices.Contains(d.Who, who) {
				facts = append(facts, d.occurred(who, HazardFound, x))
			}
		}
	}
	return sortFacts(facts), nil
}

// occurred is the fact of one occurrence.
func (d *Delivery) occurred(who Ref, kind FactKind, x Occurrence) Fact {
	value := int64(1000)
	if kind == RungReached {
		value = int64(x.Points)
	}
	id := fmt.Sprintf("%s#%s@%d.%d~%s", d.Work, kind, x.Event.Seq, x.Event.N, who)
	return Fact{ID: id, Kind: kind, Value: value, At: calendar.DateOf(x.At), Events: []EventRef{x.Event}, Subject: who, Work: d.Work, Parties: d.Parties}
}

func (d *Delivery) factsFor(who Ref, end time.Time, cal *calendar.Calendar) ([]Fact, error) {
	var list []Fact
	add := func(f Fact) {
		f.ID = d.Work + "#" + string(f.Kind) + "~" + string(who)
		f.Subject, f.Work, f.Parties = who, d.Work, d.Parties
		list = append(list, f)
	}
	for _, o := range []struct {
		kind FactKind
		list []Occurrence
	}{{Returned, d.Returned}, {Urged, d.Urged}, {RungReached, d.Rungs}, {Extended, d.Extended}, {HazardFound, d.Found}, {HazardRepeated, d.Repeated}} {
		for _, x := range o.list {
			if x.At.Before(end) {
				list = append(list, d.occurred(who, o.kind, x))
			}
		}
	}
	if d.Met == nil && !d.Due.Before(end) {
		return list, nil
	}
	since, at := calendar.DateOf(d.Opened), calendar.DateOf(d.Due)
	until := end.Add(-time.Millisecond)
	if d.Met != nil {
		until = *d.Met
		if d.Met.Before(d.Due) {
			at = calendar.DateOf(*d.Met)
		}
	}
	base := Fact{At: at, Since: &since, Events: d.Events}
	with := func(kind FactKind, r Ratio) {
		if r.Of > 0 {
			f := base
			f.Kind, f.Value, f.Of, f.Events = kind, r.Value, r.Of, r.Events
			add(f)
		}
	}
	onTime := base
	onTime.Kind, onTime.Of = OnTime, 1000
	if !until.After(d.Due) {
		onTime.Value = 1000
	}
	add(onTime)
	if until.After(d.Due) {
		worked, err := cal.Worked(d.Due, until)
		if err != nil {
			return nil, err
		}
		dueDay := calendar.DateOf(d.Due)
		add(Fact{Kind: DaysLate, Value: scale(int64(worked), 1000, int64(cal.Hours.PerDay())),
			At: calendar.DateOf(until), Since: &dueDay, Events: d.Events})
	}
	with(EvidenceGiven, d.Evidence)
	with(Quantity, d.Quantity)
	with(Quality, d.Quality)
	with(HazardRectified, d.Hazards)
	return list, nil
}
