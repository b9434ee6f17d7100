package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrNotice says that a notice cannot be used as it stands; the problems that
// came with it say why.
var ErrNotice = errors.New("calendar: the notice cannot be used as it stands")

// Limits of a notice. A real one has about 35 days in a few kilobytes.
const (
	maxNotice = 256 << 10 // bytes
	maxDays   = 400
	maxFaults = 100
)

// Codes of problems with notices. Those marked as warnings leave the notice
// usable.
const (
	NoticeTooLong     = "too-long"         // {max} bytes or days
	NoticeNotUTF8     = "not-utf8"         // the text is not UTF-8
	NoticeNotJSON     = "not-json"         // {detail}
	NoticeRequired    = "required"         // a field is missing
	NoticeYearRange   = "year-range"       // {value}: not between 2000 and 2100
	NoticeYearGap     = "year-gap"         // {value}: not next to the years from {first} to {last}
	NoticeYearOther   = "year-other"       // the text is of {text}, not of {year}
	NoticeNotADate    = "not-a-date"       // {value}
	NoticeOutOfYear   = "out-of-year"      // {date} belongs neither to {year} nor to the December before
	NoticeConflict    = "conflict"         // {date} is both off and worked
	NoticeNotWeekend  = "not-weekend"      // {date}, a {weekday}, is worked anyway
	NoticeWeekday     = "weekday"          // {date} is called {said} and is a {weekday}
	NoticeRange       = "range"            // {from} to {to} is no holiday: backwards or longer than a month
	NoticeCount       = "count"            // {said} days announced, {counted} named in {text}
	NoticeNoVerb      = "neither-off-work" // {text} does not say whether the day is off or worked
	NoticeEmpty       = "empty"            // no day off is named
	NoticeDuplicate   = "duplicate"        // warning: {date} is named twice
	NoticeHolidayLost = "holiday-missing"  // warning: {date}, {holiday} by statute, is not off
	NoticeBalance     = "balance"          // warning: {days} working days fewer than plain weekends, the statute gives {statute}
)

// noticeDay is one day a notice speaks about.
type noticeDay struct {
	date    Date
	off     bool
	pointer string
}

// notice collects what is read and what is wrong with it.
type notice struct {
	year     int
	days     []noticeDay
	problems []Problem
	refused  bool // a problem is no mere warning
}

func (n *notice) fault(pointer, code string, params ...string) {
	n.add(problem(pointer, code, params...))
}

func (n *notice) warn(pointer, code string, params ...string) {
	p := problem(pointer, code, params...)
	p.Warning = true
	n.add(p)
}

// add keeps the first hundred problems, which is more than anybody reads.
func (n *notice) add(p Problem) {
	n.refused = n.refused || !p.Warning
	if len(n.problems) < maxFaults {
		n.problems = append(n.problems, p)
	}
}

// ParseNotice reads a year's notice from JSON in the shape of the public
// holiday-cn data:
//
//	{"year":2027,"papers":["https://…"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}
//
// Unknown fields are ignored. Days may lie in the year or in the December
// before it. Every problem is returned at once; the error is ErrNotice when one
// of them is no mere warning, and then there is no year.
func ParseNotice(data []byte) (Year, []Problem, error) {
	var n notice
	if len(data) > maxNotice {
		n.fault("", NoticeTooLong, "max", fmt.Sprint(maxNotice))
		return n.finish("")
	}
	var in struct {
		Year   *int     `json:"year"`
		Papers []string `json:"papers"`
		Days   []struct {
			Date     string `json:"date"`
			IsOffDay *bool  `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		n.fault("", NoticeNotJSON, "detail", err.Error())
		return n.finish("")
	}
	if in.Year == nil {
		n.fault("/year", NoticeRequired)
		return n.finish("")
	}
	n.year = *in.Year
	if len(in.Days) > maxDays {
		n.fault("/days", NoticeTooLong, "max", fmt.Sprint(maxDays))
		return n.finish("")
	}
	for i, d := range in.Days {
		at := fmt.Sprintf("/days/%d", i)
		date, err := ParseDate(d.Date)
		if err != nil {
			n.fault(at+"/date", NoticeNotADate, "value", cut(d.Date, 20))
		}
		if d.IsOffDay == nil {
			n.fault(at+"/isOffDay", NoticeRequired)
		}
		if err == nil && d.IsOffDay != nil {
			n.days = append(n.days, noticeDay{date, *d.IsOffDay, at + "/date"})
		}
	}
	return n.finish(cut(strings.Join(in.Papers, " "), 500))
}

// finish makes the year, or refuses.
func (n *notice) finish(source string) (Year, []Problem, error) {
	y := Year{Year: n.year, Status: Official, Source: source}
	if !n.refused {
		n.fill(&y)
	}
	if n.refused {
		return Year{}, n.problems, ErrNotice
	}
	y = y.tidied()
	n.compare(y)
	return y, n.problems, nil
}

// fill sorts the days into off and worked and checks each.
func (n *notice) fill(y *Year) {
	if y.Year < 2000 || y.Year > 2100 {
		n.fault("/year", NoticeYearRange, "value", fmt.Sprint(y.Year))
		return
	}
	seen := make(map[Date]bool, len(n.days))
	for _, d := range n.days {
		before, named := seen[d.date]
		switch {
		case !y.holds(d.date):
			n.fault(d.pointer, NoticeOutOfYear, "date", d.date.String(), "year", fmt.Sprint(y.Year))
		case named && before != d.off:
			n.fault(d.pointer, NoticeConflict, "date", d.date.String())
		case named:
			n.warn(d.pointer, NoticeDuplicate, "date", d.date.String())
		case d.off:
			y.Off = append(y.Off, d.date)
		case !d.date.Weekend():
			n.fault(d.pointer, NoticeNotWeekend, "date", d.date.String(), "weekday", chineseWeekday(d.date))
		default:
			y.Worked = append(y.Worked, d.date)
		}
		seen[d.date] = d.off
	}
	if len(y.Off) == 0 {
		n.fault("/days", NoticeEmpty)
	}
}

// compare warns where a notice and the statute do not fit: a mistyped day
// shows up here. A notice gives back every holiday that falls on a weekend, so
// it leaves exactly as many working days fewer than plain weekends as the
// statute has days.
func (n *notice) compare(y Year) {
	all, known := holidays(y.Year)
	if !known {
		return
	}
	statute := 0
	for _, h := range all {
		statute += len(h.Days)
		for _, d := range h.Days {
			if !slices.Contains(y.Off, d) {
				n.warn("/days", NoticeHolidayLost, "date", d.String(), "holiday", h.Name)
			}
		}
	}
	fewer := -len(y.Worked)
	for _, d := range y.Off {
		if !d.Weekend() {
			fewer++
		}
	}
	if fewer != statute {
		n.warn("/days", NoticeBalance, "days", fmt.Sprint(fewer), "statute", fmt.Sprint(statute))
	}
}

func chineseWeekday(d Date) string {
	return "周" + string([]rune("日一二三四五六")[d.Weekday()])
}

// cut shortens s to at most n runes, for showing it.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
