package plan

import (
	"slices"

	"duban/calendar"
)

// A roster 值班表 lets the occurrences of a series go round: the first belongs to
// the first on the roster, and so on. Two of them may swap days, when the other
// agrees and the principal leader approves.

// Swap 调班 is two days of a roster that are to change hands.
type Swap struct {
	On    calendar.Date `json:"on"`
	With  calendar.Date `json:"with"`
	Lead  Ref           `json:"lead"`  // who has On
	Other Ref           `json:"other"` // who has With
}

// RosterDay is whose turn it is on a day of a roster.
type RosterDay struct {
	On   calendar.Date `json:"on"`
	Lead Ref           `json:"lead"`
}

// AskSwap asks for two days of a series' roster to be swapped. Who has one of
// them may ask, and who keeps the roster: the lead of the series.
type AskSwap struct {
	Header
	On   calendar.Date `json:"on"`
	With calendar.Date `json:"with"`
}

// Name is the command's wire name.
func (AskSwap) Name() Name { return NameAskSwap }

func (c AskSwap) permit(t *turn) error {
	if err := t.seriesToo().at(StepActive); err != nil {
		return err
	}
	if t.step.Recur == nil || len(t.step.Recur.Roster) == 0 {
		return refuse(CodeNoRoster, "step", t.step.Key)
	}
	if a := t.step.Pending(OfSwap); a != nil {
		return refuse(CodePending, "round", itoa(a.Round))
	}
	for _, ref := range append([]Ref{t.step.Lead}, t.onRoster()...) {
		if ways := t.head.Actor.Capacities(ref, t.goal.Kind); len(ways) > 0 {
			t.by = ways[0]
			return nil
		}
	}
	return refuse(CodeNotYours, "step", t.step.Key, "lead", string(t.step.Lead))
}

// onRoster lists everybody who has a day.
func (t *turn) onRoster() []Ref {
	refs := slices.Clone(t.step.Recur.Roster)
	for _, day := range t.step.Occurred.Swapped {
		refs = addRef(refs, day.Lead)
	}
	return refs
}

func (c AskSwap) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var v validation
	s := Swap{On: c.On, With: c.With, Lead: t.onDuty(c.On), Other: t.onDuty(c.With)}
	if s.Lead == "" {
		v.add("/on", CodeNotOnRoster, "day", c.On.String())
	}
	if s.Other == "" {
		v.add("/with", CodeNotOnRoster, "day", c.With.String())
	}
	if s.Lead == s.Other && s.Lead != "" {
		v.add("/with", CodeUnchanged)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	ask := Stage{Key: "other", Name: "对方同意", Rule: AllSign, Signers: []Ref{s.Other}}
	switch mine := t.head.Actor.Capacities(s.Lead, t.goal.Kind); {
	case len(mine) > 0:
		t.by = mine[0]
	case t.mayAct(t.step.Lead): // who keeps the roster asks both
		ask.Signers = []Ref{s.Lead, s.Other}
		t.by = t.head.Actor.Capacities(t.step.Lead, t.goal.Kind)[0]
	default:
		return refuse(CodeNotYours, "step", t.step.Key, "lead", string(s.Lead))
	}
	stages := []Stage{ask}
	line := t.goal.Line
	for _, ref := range []Ref{line.Principal, line.Leader, line.Supervisor} {
		if ref != "" && ref != s.Lead && ref != s.Other {
			stages = append(stages, stageFor("principal", "领导审批", ref))
			break
		}
	}
	t.ask(OfSwap, Submission{Note: t.head.Reason, Swap: &s}, stages...)
	return nil
}

// onDuty is who has a day of the step's roster that can still be swapped: one
// that is to come, or whose occurrence is not handed in yet; "" otherwise.
func (t *turn) onDuty(day calendar.Date) Ref {
	if o := t.goal.Step(t.step.occurrenceKey(day)); o != nil {
		if o.Working() || o.Status == StepPending {
			return o.Lead
		}
		return ""
	}
	days, _ := t.toCome(t.goal.lastDay(t.step)) // as far as the calendar reaches
	for _, d := range days {
		if d.On == day {
			return d.Lead
		}
	}
	return ""
}

// turnOf is whose turn the nth occurrence of a series is.
func (s *Step) turnOf(n int, day calendar.Date) Ref {
	for _, d := range s.Occurred.Swapped {
		if d.On == day {
			return d.Lead
		}
	}
	if roster := s.Recur.Roster; len(roster) > 0 {
		return roster[n%len(roster)]
	}
	return s.Lead
}

// swap lets two days change hands; occurrences that are there already go to
// their new leads. A day that is past or was given to somebody else meanwhile
// leaves everything as it is.
func (t *turn) swap(s Swap) {
	if t.onDuty(s.On) != s.Lead || t.onDuty(s.With) != s.Other {
		return
	}
	series, days := t.step.Key, []RosterDay{{s.On, s.Other}, {s.With, s.Lead}}
	t.round = nil
	t.emit(Event{Type: DaysSwapped, Step: series, Reason: t.head.Reason, Detail: Detail{
		Swapped: days, To: []Ref{s.Lead, s.Other}}})
	for _, day := range days {
		if o := t.goal.Step(t.goal.Step(series).occurrenceKey(day.On)); o != nil {
			t.step = o
			t.reassign(day.Lead, o.LeadUnit, o.Head, o.Co)
		}
	}
	t.step = t.goal.Step(series)
}

// dropSwap ends a request about a day of the step's series that was handed in.
func (t *turn) dropSwap(day calendar.Date) {
	a := t.goal.Step(t.step.Series).Pending(OfSwap)
	if a != nil && (a.Content.Swap.On == day || a.Content.Swap.With == day) {
		t.dropRounds(t.step.Series, OfSwap)
	}
}

// adoptRoster enters who has which day now.
func (s *Step) adoptRoster(e Event) {
	for _, day := range e.Detail.Swapped {
		s.Occurred.Swapped = slices.DeleteFunc(s.Occurred.Swapped, func(d RosterDay) bool { return d.On == day.On })
	}
	s.Occurred.Swapped = append(s.Occurred.Swapped, e.Detail.Swapped...)
}

// handRoster lets one ref stand wherever another stood in a roster.
func (s *Step) handRoster(from, to Ref) {
	if s.Recur == nil || len(s.Recur.Roster) == 0 {
		return
	}
	rule := *s.Recur
	rule.Roster = slices.Clone(rule.Roster)
	for i, ref := range rule.Roster {
		if ref == from {
			rule.Roster[i] = to
		}
	}
	s.Recur = &rule
	if s.Occurred == nil {
		return
	}
	for i := range s.Occurred.Swapped { // a copy of this goal's own
		if day := &s.Occurred.Swapped[i]; day.Lead == from {
			day.Lead = to
		}
	}
}
