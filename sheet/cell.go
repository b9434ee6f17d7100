package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"duban/calendar"
)

// tidy writes a number that Excel keeps with all its binary digits, or in
// powers of ten, as people see it: 0.30000000000000004 is 0.3, 1.38E+10 is
// 13800000000.
func tidy(cell string) string {
	long := len(cell) > 15 && strings.Contains(cell, ".")
	if !long && !powers.MatchString(cell) {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsInf(n, 0) || math.Abs(n) > 1e15 {
		return cell
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

var powers = regexp.MustCompile(`^-?\d+(\.\d+)?E[+-]?\d+$`)

// narrow writes the full-width digits and signs of Chinese input as plain
// ones, and leaves spaces out.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, text)
}

// The days that people write. The year may be left out where the sheet is of
// one year; a month, or the end of one, is its last day.
var (
	fullDay  = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{1,2}:.*)?(?:前|之前|以前)?$`)
	digitDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	shortDay = regexp.MustCompile(`^(\d{1,2})[月/-](\d{1,2})日?(?:前|之前|以前)?$`)
	month    = regexp.MustCompile(`^(?:(\d{4})[-/.年])?(\d{1,2})月?(?:底|末|份)?(?:前|之前|以前)?$`)
	yearEnd  = regexp.MustCompile(`^(?:(\d{4})年)?年?(?:底|末)(?:前|之前|以前)?$`)
)

// Day reads a field as a day: a date of Excel, or a text as people write it;
// year is that of days without one. ok is false for what is no day, or one of
// another century.
func (t *Table) Day(text string, year int) (calendar.Date, bool) {
	text = narrow(text)
	if n, err := strconv.ParseFloat(text, 64); err == nil && n < 100_000 {
		at, err := excelize.ExcelDateToTime(n, t.date1904)
		return sane(calendar.On(at.Date()), err == nil)
	}
	if m := fullDay.FindStringSubmatch(text); m != nil {
		return sane(on(m[1], m[2], m[3]))
	}
	if m := digitDay.FindStringSubmatch(text); m != nil {
		return sane(on(m[1], m[2], m[3]))
	}
	if m := shortDay.FindStringSubmatch(text); m != nil {
		return sane(on(strconv.Itoa(year), m[1], m[2]))
	}
	if m := yearEnd.FindStringSubmatch(text); m != nil {
		return sane(on(or(m[1], year), "12", "31"))
	}
	if m := month.FindStringSubmatch(text); m != nil {
		if first, ok := on(or(m[1], year), m[2], "1"); ok {
			return sane(first.LastOfMonth(), true)
		}
	}
	return calendar.Date{}, false
}

func or(text string, year int) string {
	if text != "" {
		return text
	}
	return strconv.Itoa(year)
}

func on(year, month, day string) (calendar.Date, bool) {
	y, _ := strconv.Atoi(year) // digits, by the pattern
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := calendar.On(y, time.Month(m), d)
	return date, date.Valid()
}

func sane(d calendar.Date, ok bool) (calendar.Date, bool) {
	return d, ok && d.Valid() && d.Year >= 2000 && d.Year <= 2100
}

var quantity = regexp.MustCompile(`^(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.(\d+))?(.*)$`)

// Quantity reads a number, in thousandths, and the unit behind it: "1,200.5亩"
// is 1200500 and 亩. ok is false for what begins with no number, or has more
// than three digits behind the point.
func Quantity(text string) (milli int64, unit string, ok bool) {
	m := quantity.FindStringSubmatch(narrow(text))
	if m == nil {
		return 0, "", false
	}
	fraction := strings.TrimRight(m[2], "0")
	if len(fraction) > 3 {
		return 0, "", false
	}
	digits := strings.ReplaceAll(m[1], ",", "") + fraction + strings.Repeat("0", 3-len(fraction))
	milli, err := strconv.ParseInt(digits, 10, 64)
	return milli, m[3], err == nil
}
