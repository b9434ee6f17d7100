package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Planned is how much of a step's target is to be reached by the end of a
// day, usually a month's last, counted from the beginning.
type Planned struct {
	By    calendar.Date `json:"by"`
	Milli int64         `json:"milli"` // thousandths of the target's unit
}

// Count is a quantity of a step: reported along the way, or handed in and
// agreed (Round is set). What is handed in covers everything since the agreed
// submission before it, so an agreed count takes the place of the reports that
// stand between.
type Count struct {
	Key   string        `json:"key"` // within the step: "1", "2", …
	On    calendar.Date `json:"on"`  // the day it was reached
	Milli int64         `json:"milli"`
	By    Person        `json:"by"`
	Note  string        `json:"note,omitempty"`
	Round int           `json:"round,omitempty"` // of the submission that handed it in
}

// Lights says how many points (per cent of the target) behind its plan a
// quantity turns the light.
type Lights struct {
	Yellow int `json:"yellow"`
	Red    int `json:"red"`
}

// DefaultLights follow practice: 10 to 30 points behind yellow, more red.
func DefaultLights() Lights { return Lights{Yellow: 10, Red: 30} }

// ReportQuantity adds to the quantity of a step along the way, without
// approval; a negative quantity corrects.
type ReportQuantity struct {
	Header
	Milli int64          `json:"milli"`
	On    *calendar.Date `json:"on,omitempty"` // nil: today
	Note  string         `json:"note,omitempty"`
}

// Name is the command's wire name.
func (ReportQuantity) Name() Name { return NameReportQuantity }

func (c ReportQuantity) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive, StepReturned); err != nil {
		return err
	}
	if t.step.Target == nil {
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	}
	return t.lead()
}

func (c ReportQuantity) decide(t *turn) error {
	var v validation
	on := calendar.DateOf(t.now)
	if c.On != nil {
		on = *c.On
	}
	v.text("/note", c.Note, MaxText, c.Milli < 0)
	v.day("/on", &on, t.cal)
	if first, last := calendar.DateOf(*t.step.OpenedAt), calendar.DateOf(t.now); len(v) == 0 && (on.After(last) || on.Before(first)) {
		v.outside("/on", first.String(), last.String())
	}
	switch {
	case c.Milli == 0:
		v.add("/milli", CodeUnchanged)
	case c.Milli > MaxMilli || c.Milli < -t.step.Total:
		v.outside("/milli", units(-t.step.Total), units(MaxMilli))
	case len(t.step.Counts) >= MaxCounts:
		v.add("/milli", CodeTooMany, "max", itoa(MaxCounts))
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.count(Count{On: on, Milli: c.Milli, By: t.by, Note: c.Note})
	return nil
}

func (t *turn) count(c Count) {
	c.Key = itoa(len(t.step.Counts) + 1)
	t.emit(Event{Type: QuantityCounted, Step: t.step.Key, Round: c.Round, Reason: t.head.Reason, Detail: Detail{Counted: &c}})
}

// counted enters the quantity of an agreed submission, and tells whether the
// step goes on: only a part was handed in, and the target, if there is one, is
// not reached.
func (t *turn) counted(a Approval) bool {
	if q := a.Content.Quantity; q != nil {
		t.count(Count{On: calendar.DateOf(a.At), Milli: q.Milli, By: a.By, Round: a.Round})
	}
	return a.Content.Partial && (t.step.Target == nil || t.step.Total < t.step.Target.Milli)
}

// goesOn lets the work go on after a part was agreed, with the time that was
// left when it was handed in.
func (t *turn) goesOn() {
	d := Detail{To: []Ref{t.step.Lead}}
	d.Clock, d.YellowAt = t.goOn(t.step.Clock.handBack(t.by, t.head.Reason))
	t.emit(Event{Type: StepGoesOn, Step: t.step.Key, Round: t.step.Round, Detail: d})
}

// total adds up the counts: what was agreed, and what was reported since.
func total(counts []Count) int64 {
	var agreed, since int64
	for _, c := range counts {
		if c.Round > 0 {
			agreed, since = agreed+c.Milli, 0
		} else {
			since += c.Milli
		}
	}
	return agreed + since
}

// uncount takes back what the submission handed in that had made a step done,
// when the step has to be done again.
func (s *Step) uncount() {
	a := s.agreedSubmission()
	if !s.Through() || a == nil {
		return
	}
	s.Counts = slices.DeleteFunc(s.Counts, func(c Count) bool { return c.Round == a.Round })
	s.Total = total(s.Counts)
}

// Behind is how many points of its target a step lies behind its plan: behind
// the last planned day that has passed. 0 when it is not behind.
func (s *Step) Behind(now time.Time) int {
	if s.Target == nil || s.Target.Milli <= 0 {
		return 0
	}
	today := calendar.DateOf(now)
	points := 0
	for _, p := range s.Planned {
		if p.By.Before(today) {
			points = s.behind(p)
		}
	}
	return points
}

func (s *Step) behind(p Planned) int {
	return int(max(0, (p.Milli-s.Total)*100/s.Target.Milli))
}

// lights are the step's thresholds, those of practice when none are set.
func (s *Step) lights() Lights {
	if s.Lights != nil && s.Lights.Red > 0 {
		return *s.Lights
	}
	return DefaultLights()
}

// missedFrom is the first moment at which the planned day has passed.
func (p Planned) missedFrom() time.Time { return p.By.AddDays(1).Start() }

func (l Lights) of(points int) Light {
	switch {
	case points > l.Red:
		return LightRed
	case points >= l.Yellow && points > 0:
		return LightYellow
	}
	return LightGreen
}

// shortfalls lists the planned days by which the plan is, or will be, missed:
// one alarm each, at the end of the day.
func (t *turn) shortfalls(s *Step, found func(alarm)) {
	if s.Target == nil {
		return
	}
	for i, p := range s.Planned {
		light := s.lights().of(s.behind(p))
		key := "behind-" + itoa(i+1)
		if light == LightGreen || s.reached(key, 0) {
			continue
		}
		colour := Yellow
		if light == LightRed {
			colour = Red
		}
		found(alarm{at: p.missedFrom(), family: "behind", colour: colour,
			mark: RungMark{Key: key}, to: []Receiver{ToLead, ToHead, ToSupervisor}})
	}
}

// quantities checks a step's plan of quantities and its lights.
func (v *validation) quantities(at string, s *Step, cal *calendar.Calendar) {
	if len(s.Planned) > MaxItems {
		v.add(at+"/planned", CodeTooMany, "max", itoa(MaxItems))
		return
	}
	if len(s.Planned) > 0 && s.Target == nil {
		v.add(at+"/target", CodeRequired)
		return
	}
	for i, p := range s.Planned {
		here := at + "/planned/" + itoa(i)
		v.day(here+"/by", &p.By, cal)
		var least int64
		if i > 0 {
			least = max(0, s.Planned[i-1].Milli)
		}
		if p.Milli < least || p.Milli > s.Target.Milli {
			v.outside(here+"/milli", units(least), units(s.Target.Milli))
		}
		if i > 0 && !s.Planned[i-1].By.Before(p.By) {
			v.add(here+"/by", CodeDateOrder, "before", s.Planned[i-1].By.String())
		}
	}
	if l := s.Lights; l != nil && (l.Yellow < 0 || l.Yellow > 100) {
		v.within(at+"/lights", l.Yellow, 0, 100)
	} else if l != nil {
		v.within(at+"/lights", l.Red, l.Yellow, 100)
	}
}
