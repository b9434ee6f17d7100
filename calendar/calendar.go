// Package calendar knows the working days and office hours of a Chinese
// government office, and counts deadlines with them.
//
// A year is official when the yearly notice of the State Council's General
// Office (放假安排通知) is loaded, and provisional when only the statute
// (全国年节及纪念日放假办法) and the weekends are known. Periods are counted in the
// spirit of the Civil Code, articles 201 to 203: the day of the event is not
// counted, and a period that ends on a rest day ends on the next working day.
//
// Everything here is a plain function of its arguments: no clock, no files, no
// database. A Calendar is data that a running goal can carry with it; a rule
// that needs a day outside the loaded years refuses with ErrBeyond instead of
// guessing.
package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Status says what a year rests on.
type Status string

const (
	Official    Status = "official"    // the year's notice is loaded 已公布
	Provisional Status = "provisional" // statute and weekends only 暂定
)

// Year holds what makes a year differ from plain weekends. Days belong to the
// year or to the December before it: a notice may open with the last days of
// the old year, and then it overrides what the old year's own notice says.
type Year struct {
	Year   int    `json:"year"`
	Status Status `json:"status"`
	Off    []Date `json:"off"`              // days off, weekends inside a holiday included; ascending
	Worked []Date `json:"worked"`           // weekend days worked 调休上班日; ascending
	Source string `json:"source,omitempty"` // where it was announced
}

// Calendar is a run of consecutive years and the office hours. It is plain data
// and is not changed once it is made: With and WithHours return new ones. Make
// one with New or Default, or read it from JSON and call Validate; every method
// counts on what Validate checks. Methods may be called concurrently.
type Calendar struct {
	Version string `json:"version"` // hash of the content; two calendars with one version answer alike
	Years   []Year `json:"years"`
	Hours   Hours  `json:"hours"`
}

// ErrBeyond refuses an answer that needs a day for which no year is loaded.
type ErrBeyond struct {
	Date Date // the first day missing
}

func (e ErrBeyond) Error() string {
	return fmt.Sprintf("calendar: no calendar is loaded for %s", e.Date)
}

// ErrGap refuses a year that would leave others out between it and the years
// that are loaded.
type ErrGap struct {
	Year, First, Last int // the year, and the loaded ones
}

func (e ErrGap) Error() string {
	return fmt.Sprintf("calendar: year %d is not next to %d to %d", e.Year, e.First, e.Last)
}

// New makes a calendar of these years, in any order but without a gap.
func New(hours Hours, years ...Year) (*Calendar, error) {
	c := &Calendar{Hours: Hours{Spans: slices.Clone(hours.Spans)}}
	for _, y := range years {
		c.Years = append(c.Years, y.tidied())
	}
	slices.SortFunc(c.Years, func(a, b Year) int { return a.Year - b.Year })
	c.Version = c.hash()
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return c, nil
}

// With returns a calendar in which y replaces the year of that number, or is
// added at either end; further away it refuses with ErrGap.
func (c *Calendar) With(y Year) (*Calendar, error) {
	if n := len(c.Years); n > 0 {
		first, last := c.Years[0].Year, c.Years[n-1].Year
		if y.Year < first-1 || y.Year > last+1 {
			return nil, ErrGap{y.Year, first, last}
		}
	}
	years := slices.DeleteFunc(slices.Clone(c.Years), func(o Year) bool { return o.Year == y.Year })
	return New(c.Hours, append(years, y)...)
}

// WithHours returns a calendar with other office hours.
func (c *Calendar) WithHours(h Hours) (*Calendar, error) { return New(h, c.Years...) }

// tidied copies y with its days ascending and each named once.
func (y Year) tidied() Year {
	y.Off = slices.Clone(y.Off)
	y.Worked = slices.Clone(y.Worked)
	slices.SortFunc(y.Off, Date.Compare)
	slices.SortFunc(y.Worked, Date.Compare)
	y.Off = slices.Compact(y.Off)
	y.Worked = slices.Compact(y.Worked)
	return y
}

// hash names the content: everything but the sources, which change no answer.
func (c *Calendar) hash() string {
	h := sha256.New()
	for _, y := range c.Years {
		fmt.Fprintln(h, y.Year, y.Status, y.Off, y.Worked)
	}
	fmt.Fprintln(h, c.Hours)
	return "cn-" + hex.EncodeToString(h.Sum(nil))[:12]
}

// Validate checks everything the other methods count on: consecutive years,
// days that exist and belong to their year, ascending and named once, worked
// days on weekends, office hours, and a version that names this content. It
// returns every fault, joined.
func (c *Calendar) Validate() error {
	var errs []error
	if len(c.Years) == 0 {
		errs = append(errs, errors.New("calendar: no year is loaded"))
	}
	for i, y := range c.Years {
		if i > 0 && y.Year != c.Years[i-1].Year+1 {
			errs = append(errs, fmt.Errorf("calendar: year %d does not follow %d", y.Year, c.Years[i-1].Year))
		}
		errs = append(errs, y.validate())
	}
	errs = append(errs, c.Hours.Validate())
	if want := c.hash(); c.Version != want {
		errs = append(errs, fmt.Errorf("calendar: version %.20q does not name this content, %s does", c.Version, want))
	}
	return errors.Join(errs...)
}

func (y Year) validate() error {
	var errs []error
	if y.Year < 2000 || y.Year > 2100 {
		errs = append(errs, fmt.Errorf("calendar: year %d is not between 2000 and 2100", y.Year))
	}
	if y.Status != Official && y.Status != Provisional {
		errs = append(errs, fmt.Errorf("calendar: year %d has the unknown status %.20q", y.Year, y.Status))
	}
	for name, days := range map[string][]Date{"off": y.Off, "worked": y.Worked} {
		for i, d := range days {
			switch {
			case !d.Valid():
				errs = append(errs, fmt.Errorf("calendar: year %d: there is no day %s", y.Year, d))
			case !y.holds(d):
				errs = append(errs, fmt.Errorf("calendar: %s does not belong to the notice of %d", d, y.Year))
			case i > 0 && !days[i-1].Before(d):
				errs = append(errs, fmt.Errorf("calendar: year %d: %s days are not ascending at %s", y.Year, name, d))
			}
		}
	}
	for _, d := range y.Worked {
		if !d.Weekend() {
			errs = append(errs, fmt.Errorf("calendar: %s is worked anyway, it is no weekend", d))
		}
		if slices.Contains(y.Off, d) {
			errs = append(errs, fmt.Errorf("calendar: %s is both off and worked", d))
		}
	}
	return errors.Join(errs...)
}

// holds reports whether a notice of the year may speak about d.
func (y Year) holds(d Date) bool {
	return d.Year == y.Year || d.Year == y.Year-1 && d.Month == time.December
}

// Span returns the first and last day that are loaded.
func (c *Calendar) Span() (first, last Date) {
	if len(c.Years) == 0 {
		return Date{}, Date{}
	}
	return On(c.Years[0].Year, time.January, 1), On(c.Years[len(c.Years)-1].Year, time.December, 31)
}

// year returns the loaded year of that number, nil when there is none.
func (c *Calendar) year(n int) *Year {
	if len(c.Years) == 0 {
		return nil
	}
	i := n - c.Years[0].Year
	if i < 0 || i >= len(c.Years) {
		return nil
	}
	return &c.Years[i]
}

// newYearReach is where in December the next year's notice may begin to speak:
// two days before the earliest day one ever touched (29 December, worked before
// the New Year of 2008 and of 2019).
const newYearReach = 27

// Provisional reports whether d may still change: it lies in a provisional
// year or outside the loaded ones, or so near the year's end (from 27
// December) that the next year's notice, not yet loaded, may speak about it.
func (c *Calendar) Provisional(d Date) bool {
	if c.unofficial(d.Year) {
		return true
	}
	return d.Month == time.December && d.Day >= newYearReach && c.unofficial(d.Year+1)
}

func (c *Calendar) unofficial(year int) bool {
	y := c.year(year)
	return y == nil || y.Status != Official
}

// AwaitedNotice returns the year whose notice should be loaded by today and is
// not: this year's, or from 1 November, when notices appear, the next year's.
func (c *Calendar) AwaitedNotice(today Date) (year int, awaited bool) {
	switch {
	case c.unofficial(today.Year):
		return today.Year, true
	case today.Month >= time.November && c.unofficial(today.Year+1):
		return today.Year + 1, true
	}
	return 0, false
}

// Diff returns the days, ascending, that are worked in one calendar and rest
// days in the other. Only days loaded in both are compared.
func (c *Calendar) Diff(o *Calendar) []Date {
	var days []Date
	for i := range c.Years {
		for m := time.January; m <= time.December; m++ {
			y := c.Years[i].Year
			a, _ := c.month(y, m)
			b, ok := o.month(y, m)
			if !ok {
				continue
			}
			for d, x := 1, a^b; x != 0; d, x = d+1, x>>1 {
				if x&1 != 0 {
					days = append(days, On(y, m, d))
				}
			}
		}
	}
	return days
}
