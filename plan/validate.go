package plan

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/calendar"
)

// Limits of a goal. Texts are counted in characters.
const (
	MaxTitle     = 200
	MaxText      = 4000
	MaxSteps     = 200
	MaxOccurring = 300                   // steps of a goal, the occurrences of its series included
	MaxFound     = 600                   // and the steps of hazards, too
	MaxItems     = 100                   // of any list inside a step or goal
	MaxCounts    = 1000                  // quantities reported for a step
	MaxMilli     = 1_000_000_000_000_000 // of a quantity: a billion units, in thousandths
)

// validation gathers every problem at once.
type validation []Problem

func (v *validation) add(pointer string, code Code, params ...string) {
	*v = append(*v, Problem{Pointer: pointer, Code: code, Params: pairs(params)})
}

// text checks one text: valid UTF-8 without control characters, not longer
// than max characters, and not blank when it is required.
func (v *validation) text(pointer, s string, max int, required bool) {
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, forbidden):
		v.add(pointer, CodeNotUTF8)
	case utf8.RuneCountInString(s) > max:
		v.add(pointer, CodeTooLong, "max", strconv.Itoa(max))
	case required && strings.TrimSpace(s) == "":
		v.add(pointer, CodeRequired)
	}
}

func forbidden(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

func (v *validation) ref(pointer string, r Ref, required bool) {
	switch {
	case r == "" && required:
		v.add(pointer, CodeRequired)
	case r != "" && !r.Valid():
		v.add(pointer, CodeUnknown, "value", string(r))
	}
}

// refs checks a list of refs.
func (v *validation) refs(pointer string, refs []Ref, required bool) {
	if required && len(refs) == 0 {
		v.add(pointer, CodeRequired)
	}
	if len(refs) > MaxItems {
		v.add(pointer, CodeTooMany, "max", strconv.Itoa(MaxItems))
		return
	}
	for i, r := range refs {
		v.ref(pointer+"/"+strconv.Itoa(i), r, true)
	}
}

// day checks that a day lies within the loaded calendar.
func (v *validation) day(pointer string, d *calendar.Date, cal *calendar.Calendar) {
	if d == nil {
		return
	}
	if *d == (calendar.Date{}) {
		v.add(pointer, CodeRequired)
	} else if _, err := cal.Workday(*d); err != nil {
		v.add(pointer, CodeBeyondCalendar, "year", strconv.Itoa(d.Year))
	}
}

// budget checks a budget; its error says which part of it is wrong.
func (v *validation) budget(pointer string, b *calendar.Budget) {
	if b == nil {
		return
	}
	if err := b.Validate(); err != nil {
		p := ruleProblem("", err)
		v.add(pointer, p.Code)
		(*v)[len(*v)-1].Params = p.Params
	}
}

// within checks that a number lies between two others, both of which may be.
func (v *validation) within(pointer string, n, least, most int) {
	if n < least || n > most {
		v.outside(pointer, itoa(least), itoa(most))
	}
}

// outside reports what lies outside its range, and the range: least and most
// as people write them, "" where there is no such bound.
func (v *validation) outside(pointer, least, most string) {
	var params []string
	if least != "" {
		params = append(params, "min", least)
	}
	if most != "" {
		params = append(params, "max", most)
	}
	v.add(pointer, CodeOutOfRange, params...)
}

// target checks a quantity to be reached: above nothing, in some unit.
func (v *validation) target(pointer string, q *Target) {
	switch {
	case q == nil:
	case q.Unit == "":
		v.add(pointer, CodeRequired)
	case q.Milli <= 0 || q.Milli > MaxMilli:
		v.outside(pointer, units(1), units(MaxMilli))
	}
}

// units writes thousandths of a unit as people do: 12500 is "12.5".
func units(milli int64) string {
	return strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64)
}

func checkText(pointer, s string, max int) error {
	var v validation
	if v.text(pointer, s, max, false); len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	return nil
}

// Validate lists everything that keeps a goal from being issued, each with a
// JSON pointer into the goal; none means it can run.
func Validate(g Goal, cal *calendar.Calendar) []Problem {
	var v validation
	v.text("/id", g.ID, MaxTitle, true)
	v.text("/title", g.Title, MaxTitle, true)
	v.text("/number", g.Number, MaxTitle, false)
	v.text("/kind", g.Kind, MaxTitle, true)
	v.text("/lead_unit", g.LeadUnit, MaxTitle, true)
	v.text("/basis/text", g.Basis.Text, MaxText, false)
	v.ref("/line/supervisor", g.Line.Supervisor, true)
	v.ref("/line/leader", g.Line.Leader, true)
	v.ref("/line/head", g.Line.Head, false)
	v.ref("/line/principal", g.Line.Principal, false)
	v.within("/weight", g.Weight, 0, 100)
	v.target("/target", g.Target)
	if len(g.Numbers) > MaxItems {
		v.add("/numbers", CodeTooMany, "max", strconv.Itoa(MaxItems))
	}
	v.settings(g.Settings)
	v.measures(g.Measures)
	switch {
	case len(g.Steps) == 0:
		v.add("/steps", CodeRequired)
	case len(g.Steps) > MaxSteps:
		v.add("/steps", CodeTooMany, "max", strconv.Itoa(MaxSteps))
	default:
		v.steps(&g, cal)
	}
	return v
}

func (v *validation) settings(s Settings) {
	v.budget("/settings/respond", &s.Respond)
	v.budget("/settings/review", &s.Review)
	v.within("/settings/inspectors", s.Inspectors, 0, 10)
	v.within("/settings/failures", s.Failures, 0, 10)
	v.oneOf("/settings/again", string(s.Again), "", string(AgainFull), string(AgainRest))
	v.within("/settings/not_ours", s.NotOurs, 0, 250)
	v.within("/settings/archive", s.Archive, 0, 250)
	v.within("/settings/yellow", s.YellowIn, 0, 250)
	v.ladder("/settings/ladder", &s.Ladder)
}

func (v *validation) ladder(at string, l *Ladder) {
	if l == nil {
		return
	}
	if len(l.Remind) > 20 || len(l.Rungs) > 20 {
		v.add(at, CodeTooMany, "max", "20")
	}
	for i, n := range l.Remind {
		v.within(at+"/remind/"+strconv.Itoa(i), n, 1, 250)
	}
	for i, r := range l.Rungs {
		p := at + "/rungs/" + strconv.Itoa(i)
		least := 0
		if i > 0 {
			least = max(0, l.Rungs[i-1].After+1)
		}
		v.within(p+"/after", r.After, least, 250)
		if r.Points < 0 {
			v.outside(p+"/points", "0", "")
		}
		if r.Colour != Blue && r.Colour != Yellow && r.Colour != Red {
			v.add(p+"/colour", CodeUnknown, "value", string(r.Colour))
		}
		if len(r.To) == 0 {
			v.add(p+"/to", CodeRequired)
		}
		for _, to := range r.To {
			switch to {
			case ToLead, ToCo, ToHead, ToSupervisor, ToLeader, ToPrincipal:
			default:
				v.add(p+"/to", CodeUnknown, "value", string(to))
			}
		}
	}
}

func (v *validation) measures(measures []Measure) {
	if len(measures) > MaxSteps {
		v.add("/measures", CodeTooMany, "max", strconv.Itoa(MaxSteps))
		return
	}
	seen := map[string]bool{}
	for i, m := range measures {
		at := "/measures/" + strconv.Itoa(i)
		v.text(at+"/key", m.Key, MaxTitle, true)
		v.text(at+"/title", m.Title, MaxTitle, true)
		v.text(at+"/text", m.Text, MaxText, false)
		if seen[m.Key] {
			v.add(at+"/key", CodeDuplicate)
		}
		seen[m.Key] = true
	}
}

// ValidatePlan lists what is wrong with the goals of a plan beside what
// Validate says of each: weights that do not total 100 (when any is given)
// and numbers used twice. Pointers start with /goals/INDEX.
func ValidatePlan(goals []Goal, cal *calendar.Calendar) []Problem {
	var v validation
	sum, numbers := 0, map[string]bool{}
	for i, g := range goals {
		at := "/goals/" + strconv.Itoa(i)
		for _, p := range Validate(g, cal) {
			p.Pointer = at + p.Pointer
			v = append(v, p)
		}
		if g.Number != "" && numbers[g.Number] {
			v.add(at+"/number", CodeDuplicate)
		}
		numbers[g.Number] = true
		sum += g.Weight
	}
	v.across(goals)
	if len(goals) == 0 {
		v.add("/goals", CodeRequired)
	}
	if sum != 0 && sum != 100 {
		v.add("/goals", CodeWeights, "sum", strconv.Itoa(sum))
	}
	return v
}
