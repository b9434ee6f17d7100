package assess

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duban/calendar"
)

// Limits of a cycle. Texts are counted in characters.
const (
	MaxTitle    = 200
	MaxText     = 4000
	MaxItems    = 300     // of any list
	MaxAssessed = 2000    // those assessed
	MaxDepth    = 5       // levels of indicators
	MaxPoints   = 1000000 // points of anything, either way, in thousandths: a thousand points
)

// validation gathers every problem at once.
type validation []Problem

func (v *validation) add(pointer string, code Code, params ...string) {
	*v = append(*v, Problem{Pointer: pointer, Code: code, Params: pairs(params)})
}

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

// key checks a key: a short text without the signs that paths are made of.
func (v *validation) key(pointer, s string) {
	v.text(pointer, s, 60, true)
	if strings.ContainsAny(s, "/#~") {
		v.add(pointer, CodeUnknown, "value", s)
	}
}

// unique checks the keys of a list.
func (v *validation) unique(pointer, field string, keys []string) {
	for i, k := range keys {
		if slices.Index(keys, k) < i {
			v.add(pointer+"/"+strconv.Itoa(i)+field, CodeDuplicate, "value", k)
		}
	}
}

func keysOf[T any](list []T, key func(T) string) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = key(list[i])
	}
	return keys
}

// total checks that weights of siblings total 100 per cent.
func (v *validation) total(pointer string, weights []Weight) {
	var sum Weight
	for i, w := range weights {
		v.share(pointer+"/"+strconv.Itoa(i)+"/weight", w, 1)
		sum += min(max(w, 0), Whole)
	}
	if sum != Whole {
		v.add(pointer, CodeWeights, "sum", sum.String())
	}
}

func (v *validation) count(pointer string, n, max int, required bool) {
	if n > max {
		v.add(pointer, CodeTooMany, "max", strconv.Itoa(max))
	}
	if n == 0 && required {
		v.add(pointer, CodeRequired)
	}
}

// seat checks a post or user that has a duty.
func (v *validation) seat(pointer string, r Ref, required bool) {
	switch {
	case r == "" && required:
		v.add(pointer, CodeRequired)
	case r != "" && r.User() == "" && r.Post() == "":
		v.add(pointer, CodeUnknown, "value", string(r))
	}
}

func (v *validation) points(pointer string, p Points) {
	v.between(pointer, p, -MaxPoints, MaxPoints)
}

// between checks that points lie between two others, both of which may be.
func (v *validation) between(pointer string, p, least, most Points) {
	if p < least || p > most {
		v.add(pointer, CodeOutOfRange, "min", least.String(), "max", most.String())
	}
}

// least checks points that may be as many as somebody likes.
func (v *validation) least(pointer string, p, least Points) {
	if p < least {
		v.add(pointer, CodeOutOfRange, "min", least.String())
	}
}

// within checks that a number lies between two others, both of which may be.
func (v *validation) within(pointer string, n, least, most int) {
	if n < least || n > most {
		v.add(pointer, CodeOutOfRange, "min", strconv.Itoa(least), "max", strconv.Itoa(most))
	}
}

// share checks a part of the whole, of at least so much.
func (v *validation) share(pointer string, w, least Weight) {
	if w < least || w > Whole {
		v.add(pointer, CodeOutOfRange, "min", least.String(), "max", Whole.String())
	}
}

func at(pointer string, i int) string { return pointer + "/" + strconv.Itoa(i) }

// Validate lists everything that keeps a cycle from being issued, each with a
// JSON pointer into the cycle; none means it can run.
func Validate(c Cycle, cal *calendar.Calendar) []Problem {
	var v validation
	v.text("/id", c.ID, MaxTitle, true)
	v.text("/title", c.Title, MaxTitle, true)
	if !c.Period.Valid() {
		v = append(v, c.Period.problem("/period"))
		return v
	}
	v.sheets(&c)
	v.formulas(&c)
	v.gradeSets(&c)
	v.assessed(&c)
	v.line(c.Line)
	v.settings(&c, cal)
	return v
}

func (v *validation) line(l Line) {
	v.seat("/line/office", l.Office, true)
	v.seat("/line/chair", l.Chair, true)
	v.seat("/line/inspect", l.Inspect, false)
	for _, x := range []struct {
		at       string
		refs     []Ref
		required bool
	}{{"/line/panel", l.Panel, true}, {"/line/group", l.Group, true}, {"/line/review", l.Review, true}, {"/line/appeal", l.Appeal, false}} {
		v.count(x.at, len(x.refs), MaxItems, x.required)
		for i, r := range x.refs {
			v.seat(at(x.at, i), r, true)
		}
		v.unique(x.at, "", keysOf(x.refs, func(r Ref) string { return string(r) }))
	}
}

func (v *validation) settings(c *Cycle, cal *calendar.Calendar) {
	s := &c.Settings
	if s.AsOf.IsZero() {
		v.add("/settings/as_of", CodeRequired)
	} else if s.AsOf.Before(c.Period.From()) {
		v.add("/settings/as_of", CodeDateOrder)
	} else {
		v.day("/settings/as_of", s.AsOf, cal)
	}
	for _, x := range []struct {
		at string
		w  Window
	}{{"/settings/self", s.Self}, {"/settings/score", s.Score}, {"/settings/check", s.Check}, {"/settings/moderate", s.Moderate}} {
		switch {
		case x.w.Budget == nil && x.w.By == nil:
			v.add(x.at, CodeRequired)
		case x.w.Budget != nil && x.w.By != nil:
			v.add(x.at+"/by", CodeConflict, "with", "budget")
		case x.w.Budget != nil:
			v.budget(x.at+"/budget", *x.w.Budget)
		default:
			v.day(x.at+"/by", *x.w.By, cal)
			if x.w.By.Before(s.AsOf) {
				v.add(x.at+"/by", CodeDateOrder)
			}
		}
	}
	v.budget("/settings/public", s.Public)
	v.budget("/settings/ask_review", s.AskReview)
	v.budget("/settings/review", s.Review)
	v.budget("/settings/ask_appeal", s.AskAppeal)
	v.budget("/settings/appeal", s.Appeal)
	v.budget("/settings/longer", s.Longer)
	for _, x := range []struct {
		at string
		n  int
	}{{"/settings/grace", s.Grace}, {"/settings/archive", s.Archive}} {
		v.within(x.at, x.n, 0, 250)
	}
	for _, x := range []struct {
		at string
		w  Weight
	}{{"/settings/sample", s.Sample}, {"/settings/min_held", s.MinHeld}} {
		v.share(x.at, x.w, 0)
	}
	v.between("/settings/adjust", s.Adjust, 0, MaxPoints)
	if s.MaxTotal != 0 {
		v.between("/settings/max_total", s.MaxTotal, Hundred, MaxPoints)
	}
	v.ladder("/settings/ladder", s.Ladder)
}

func (v *validation) budget(pointer string, b calendar.Budget) {
	if err := b.Validate(); err != nil {
		var p calendar.Problem
		errors.As(err, &p)
		*v = append(*v, Problem{Pointer: pointer, Code: Code(p.Code), Params: p.Params})
	}
}

func (v *validation) day(pointer string, d calendar.Date, cal *calendar.Calendar) {
	if !d.Valid() {
		v.add(pointer, CodeRequired)
	} else if _, err := cal.Workday(d); err != nil {
		v.add(pointer, CodeBeyondCalendar, "year", strconv.Itoa(d.Year))
	}
}

func (v *validation) ladder(pointer string, l Ladder) {
	v.count(pointer, len(l.Remind)+len(l.Rungs), 20, false)
	for i, n := range l.Remind {
		v.within(at(pointer+"/remind", i), n, 1, 250)
	}
	for i, r := range l.Rungs {
		p := at(pointer+"/rungs", i)
		least := 0
		if i > 0 {
			least = max(0, l.Rungs[i-1].After+1)
		}
		v.within(p+"/after", r.After, least, 250)
		if !slices.Contains([]Colour{Blue, Yellow, Red}, r.Colour) {
			v.add(p+"/colour", CodeUnknown, "value", string(r.Colour))
		}
		v.count(p+"/to", len(r.To), 10, true)
		for _, to := range r.To {
			if !slices.Contains([]Receiver{ToLate, ToOffice, ToChair, ToInspect}, to) {
				v.add(p+"/to", CodeUnknown, "value", string(to))
			}
		}
	}
}
