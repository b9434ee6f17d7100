package calendar

import (
	"fmt"
	"time"
)

// Zone is Asia/Shanghai. China keeps one time without daylight saving, so a
// fixed zone is exact and needs no time zone database.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a civil day in Asia/Shanghai. The zero Date means "no day"; as text
// it is empty. Dates are comparable with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the day with these numbers. It is for days known to exist: it
// does not refuse 30 February (see Valid and ParseDate).
func On(year int, month time.Month, day int) Date { return Date{year, month, day} }

// DateOf returns the day in Asia/Shanghai on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Zone).Date()
	return Date{y, m, d}
}

// ParseDate reads "2027-02-05" and refuses everything else, days that do not
// exist included.
func ParseDate(s string) (Date, error) {
	var d Date
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("calendar: %.20q is not a date like 2027-02-05", s)
	}
	d.Year = digits(s[0:4])
	d.Month = time.Month(digits(s[5:7]))
	d.Day = digits(s[8:10])
	if !d.Valid() {
		return Date{}, fmt.Errorf("calendar: there is no day %.20q", s)
	}
	return d, nil
}

// digits reads an unsigned number, -1 when s holds anything but digits.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// Valid reports whether the day exists, in the years 1 to 9999.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// String returns "2027-02-05", or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; the empty text is no day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// AddDays returns the day n calendar days later, earlier when n is negative.
func (d Date) AddDays(n int) Date { return fromNumber(d.number() + n) }

// DaysUntil returns how many calendar days o lies after d, negative when it
// lies before.
func (d Date) DaysUntil(o Date) int { return o.number() - d.number() }

// Compare returns -1, 0 or 1 when d lies before, on or after o.
func (d Date) Compare(o Date) int {
	switch {
	case d == o:
		return 0
	case d.Year < o.Year,
		d.Year == o.Year && d.Month < o.Month,
		d.Year == o.Year && d.Month == o.Month && d.Day < o.Day:
		return -1
	}
	return 1
}

// Before reports whether d lies before o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d lies after o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// Weekend reports whether d is a Saturday or Sunday, worked or not.
func (d Date) Weekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// LastOfMonth returns the last day of d's month.
func (d Date) LastOfMonth() Date { return Date{d.Year, d.Month, daysIn(d.Year, d.Month)} }

// Start returns midnight at the beginning of d.
func (d Date) Start() time.Time { return d.at(0) }

// at returns the moment that many minutes after midnight.
func (d Date) at(minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, Zone)
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y int, m time.Month) int {
	switch m {
	case time.February:
		if leap(y) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}

// number counts days from 1970-01-01 in the Gregorian calendar. The year is
// taken to begin in March, so that the leap day stands at its end.
func (d Date) number() int {
	y, m := d.Year, int(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	inEra := y - era*400
	inYear := (153*(m-3)+2)/5 + d.Day - 1
	return era*146097 + inEra*365 + inEra/4 - inEra/100 + inYear - 719468
}

// fromNumber is the inverse of number.
func fromNumber(n int) Date {
	n += 719468
	era := floorDiv(n, 146097)
	inEra := n - era*146097
	y := (inEra - inEra/1460 + inEra/36524 - inEra/146096) / 365
	inYear := inEra - (365*y + y/4 - y/100)
	m := (5*inYear + 2) / 153
	d := Date{era*400 + y, time.Month(m + 3), inYear - (153*m+2)/5 + 1}
	if m >= 10 {
		d.Month -= 12
		d.Year++
	}
	return d
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// weekdayOf: 1970-01-01 was a Thursday.
func weekdayOf(number int) time.Weekday {
	return time.Weekday(((number+4)%7 + 7) % 7)
}
