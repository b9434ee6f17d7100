package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Hours are the office hours of every working day.
type Hours struct {
	Spans []Span // ascending, apart from each other
}

// Span is a stretch of the day in minutes after midnight, From included, To
// not. As text it reads "08:30-12:00".
type Span struct {
	From, To int
}

// DefaultHours are 08:30–12:00 and 14:30–17:30.
func DefaultHours() Hours {
	return Hours{Spans: []Span{{8*60 + 30, 12 * 60}, {14*60 + 30, 17*60 + 30}}}
}

// ParseHours reads "08:30-12:00,14:30-17:30" and validates it.
func ParseHours(s string) (Hours, error) {
	var h Hours
	for part := range strings.SplitSeq(s, ",") {
		var span Span
		if err := span.UnmarshalText([]byte(strings.TrimSpace(part))); err != nil {
			return Hours{}, err
		}
		h.Spans = append(h.Spans, span)
	}
	return h, h.Validate()
}

// String returns what ParseHours reads.
func (h Hours) String() string {
	parts := make([]string, len(h.Spans))
	for i, s := range h.Spans {
		parts[i] = s.String()
	}
	return strings.Join(parts, ",")
}

// MarshalJSON writes a list of spans: ["08:30-12:00","14:30-17:30"].
func (h Hours) MarshalJSON() ([]byte, error) { return json.Marshal(h.Spans) }

// UnmarshalJSON reads a list of spans.
func (h *Hours) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &h.Spans) }

// Validate refuses hours that are empty, overlap, are not ascending or leave
// the day.
func (h Hours) Validate() error {
	if len(h.Spans) == 0 {
		return errors.New("calendar: no office hours")
	}
	if len(h.Spans) > 10 {
		return errors.New("calendar: more than 10 spans of office hours")
	}
	last := 0
	for _, s := range h.Spans {
		if s.From < last || s.To <= s.From || s.To > 24*60 {
			return fmt.Errorf("calendar: office hours %s are out of order", h)
		}
		last = s.To
	}
	return nil
}

func (s Span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
}

// MarshalText writes "08:30-12:00".
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "08:30-12:00".
func (s *Span) UnmarshalText(b []byte) error {
	from, to, ok := strings.Cut(string(b), "-")
	f, errFrom := minuteOf(from)
	t, errTo := minuteOf(to)
	if !ok || errFrom != nil || errTo != nil {
		return fmt.Errorf("calendar: %.20q is not a span like 08:30-12:00", b)
	}
	*s = Span{f, t}
	return nil
}

// minuteOf reads "08:30", and "24:00" for the end of the day.
func minuteOf(s string) (int, error) {
	if len(s) != 5 || s[2] != ':' {
		return 0, fmt.Errorf("calendar: %.20q is not a time like 08:30", s)
	}
	h, m := digits(s[:2]), digits(s[3:])
	if h < 0 || m < 0 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("calendar: there is no time %.20q", s)
	}
	return h*60 + m, nil
}

// PerDay is the office time of one working day.
func (h Hours) PerDay() time.Duration {
	total := 0
	for _, s := range h.Spans {
		total += s.To - s.From
	}
	return time.Duration(total) * time.Minute
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// until is the office time of a working day that has passed at clock.
func (h Hours) until(clock time.Duration) time.Duration {
	var passed time.Duration
	for _, s := range h.Spans {
		if clock <= minutes(s.From) {
			break
		}
		passed += min(clock, minutes(s.To)) - minutes(s.From)
	}
	return passed
}

// first is the earliest time of day at which passed, more than nothing, has
// passed.
func (h Hours) first(passed time.Duration) time.Duration {
	for _, s := range h.Spans {
		if span := minutes(s.To - s.From); passed > span {
			passed -= span
			continue
		}
		return minutes(s.From) + passed
	}
	return minutes(h.Spans[len(h.Spans)-1].To)
}

// last is the latest time of day at which left, more than nothing, is still
// ahead.
func (h Hours) last(left time.Duration) time.Duration {
	for i := len(h.Spans) - 1; i >= 0; i-- {
		s := h.Spans[i]
		if span := minutes(s.To - s.From); left > span {
			left -= span
			continue
		}
		return minutes(s.To) - left
	}
	return minutes(h.Spans[0].From)
}

var errNoHours = errors.New("calendar: no office hours are set")

// StartOf returns the beginning of office hours of d, as if d were worked. It
// refuses with ErrBeyond when d is not loaded.
func (c *Calendar) StartOf(d Date) (time.Time, error) {
	if err := c.ready(d); err != nil {
		return time.Time{}, err
	}
	return d.at(c.Hours.Spans[0].From), nil
}

// EndOf returns the end of office hours of d, as if d were worked: the moment
// at which a deadline given as a day falls. It refuses with ErrBeyond when d is
// not loaded.
func (c *Calendar) EndOf(d Date) (time.Time, error) {
	if err := c.ready(d); err != nil {
		return time.Time{}, err
	}
	return d.at(c.Hours.Spans[len(c.Hours.Spans)-1].To), nil
}

func (c *Calendar) ready(d Date) error {
	if c.year(d.Year) == nil {
		return ErrBeyond{d}
	}
	if len(c.Hours.Spans) == 0 {
		return errNoHours
	}
	return nil
}

// Open reports whether the office is open at t: a working day, in office
// hours.
func (c *Calendar) Open(t time.Time) (bool, error) {
	day, clock := split(t)
	worked, err := c.Workday(day)
	if err != nil || !worked {
		return false, err
	}
	for _, s := range c.Hours.Spans {
		if clock >= minutes(s.From) && clock < minutes(s.To) {
			return true, nil
		}
	}
	return false, nil
}

// split returns the day of t and the time since its midnight.
func split(t time.Time) (Date, time.Duration) {
	t = t.In(Zone)
	y, m, d := t.Date()
	h, min, s := t.Clock()
	return Date{y, m, d}, time.Duration(h)*time.Hour + time.Duration(min)*time.Minute +
		time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

// into returns the day of t, whether it is worked, and the office time that
// has passed on it.
func (c *Calendar) into(t time.Time) (Date, bool, time.Duration, error) {
	day, clock := split(t)
	worked, err := c.Workday(day)
	if err != nil || !worked {
		return day, false, 0, err
	}
	return day, true, c.Hours.until(clock), nil
}

// Worked returns the office time between two moments, negative when to lies
// before from. Nights, breaks and rest days count nothing.
func (c *Calendar) Worked(from, to time.Time) (time.Duration, error) {
	if to.Before(from) {
		d, err := c.Worked(to, from)
		return -d, err
	}
	first, firstWorked, before, err := c.into(from)
	if err != nil {
		return 0, err
	}
	last, lastWorked, after, err := c.into(to)
	if err != nil {
		return 0, err
	}
	days, err := c.Workdays(first, last)
	if err != nil {
		return 0, err
	}
	// Workdays counts the last day and not the first; whole days are needed
	// from the first up to, not including, the last.
	if firstWorked {
		days++
	}
	if lastWorked {
		days--
	}
	return time.Duration(days)*c.Hours.PerDay() + after - before, nil
}

// AddWork returns the earliest moment by which d of office time has passed
// since from; it is the inverse of Worked. With d = 0 it is from itself,
// wherever it lies. A from outside office hours counts from the next opening.
// With a negative d it is the latest moment from which that much office time
// passes until from. It refuses with ErrBeyond when the loaded years do not
// reach.
func (c *Calendar) AddWork(from time.Time, d time.Duration) (time.Time, error) {
	day, worked, passed, err := c.into(from)
	if err != nil {
		return time.Time{}, err
	}
	perDay := c.Hours.PerDay()
	if perDay <= 0 {
		return time.Time{}, errNoHours
	}
	switch {
	case d == 0:
		return from.In(Zone), nil
	case d < 0:
		return c.subtractWork(day, worked, passed, -d)
	}
	total := passed + d // counted from the opening of day, when it is worked
	days := int((total - 1) / perDay)
	rest := total - time.Duration(days)*perDay
	if !worked {
		days++
	}
	if day, err = c.AddWorkdays(day, days); err != nil {
		return time.Time{}, err
	}
	return day.Start().Add(c.Hours.first(rest)), nil
}

// subtractWork is AddWork backwards; passed is the office time of day that lies
// before the moment counted from.
func (c *Calendar) subtractWork(day Date, worked bool, passed, d time.Duration) (time.Time, error) {
	perDay := c.Hours.PerDay()
	total := d
	if worked {
		total += perDay - passed // counted from the closing of day
	}
	days := int((total - 1) / perDay)
	rest := total - time.Duration(days)*perDay
	if !worked {
		days++
	}
	if days > 0 {
		var err error
		if day, err = c.AddWorkdays(day, -days); err != nil {
			return time.Time{}, err
		}
	}
	return day.Start().Add(c.Hours.last(rest)), nil
}
