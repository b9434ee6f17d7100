package templates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"duban/calendar"
)

// Units of numbers. Every other unit is a word for what is counted, such as
// 亩 or 户.
const (
	UnitWorkday    = "workday"
	UnitDay        = "day"
	UnitHour       = "hour"
	UnitMonthDay   = "month-day"    // a day of the goal's year: 03-15
	UnitDayOfMonth = "day-of-month" // 1 to 31
	UnitPercent    = "percent"
	UnitPoint      = "point" // of an assessment
)

// Number is one number of a template: a setting with a default, its bounds
// and its source.
type Number struct {
	Key     string `yaml:"key" json:"key"`
	Value   Value  `yaml:"value" json:"value"`
	Unit    string `yaml:"unit" json:"unit"`
	Min     *Value `yaml:"min,omitempty" json:"min,omitempty"` // a law's least stands here: it cannot be undercut
	Max     *Value `yaml:"max,omitempty" json:"max,omitempty"`
	Meaning Text   `yaml:"meaning" json:"meaning"`
	Source  Source `yaml:"source" json:"source"`
}

// Within tells whether a value lies in the number's bounds and is of its sort.
func (n Number) Within(v Value) bool {
	if v.day != n.Value.day {
		return false
	}
	return (n.Min == nil || v.milli >= n.Min.milli) && (n.Max == nil || v.milli <= n.Max.milli)
}

// Value is a decimal with up to three places, or a month and day.
type Value struct {
	milli int64 // thousandths; of a month and day 1000 * (100 * month + day)
	day   bool
}

var (
	decimal  = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?$`)
	monthDay = regexp.MustCompile(`^(0[1-9]|1[0-2])-([0-3][0-9])$`)
)

// ParseValue reads "10", "0.5" or "03-15" (15 March), and refuses days that do
// not exist every year.
func ParseValue(s string) (Value, error) {
	if m := monthDay.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[1])
		day, _ := strconv.Atoi(m[2])
		if !calendar.On(2025, time.Month(month), day).Valid() { // a year without 29 February
			return Value{}, fmt.Errorf("%q is no day of every year", s)
		}
		return Value{milli: int64(100*month+day) * 1000, day: true}, nil
	}
	if !decimal.MatchString(s) {
		return Value{}, fmt.Errorf("%q is neither a number with up to three decimals nor a month and day", s)
	}
	whole, frac, _ := strings.Cut(s, ".")
	milli, err := strconv.ParseInt(whole+(frac + "000")[:3], 10, 64)
	return Value{milli: milli}, err
}

// UnmarshalText reads what ParseValue does.
func (v *Value) UnmarshalText(b []byte) error {
	parsed, err := ParseValue(string(b))
	if err == nil {
		*v = parsed
	}
	return err
}

// MarshalText writes String.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// String returns what ParseValue reads.
func (v Value) String() string {
	if v.day {
		return fmt.Sprintf("%02d-%02d", v.milli/100_000, v.milli/1000%100)
	}
	s := strconv.FormatInt(v.milli/1000, 10)
	if rest := v.milli % 1000; rest != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%03d", rest), "0")
	}
	return s
}

// Milli is the value in thousandths; of a month and day it means nothing.
func (v Value) Milli() int64 { return v.milli }

// Int is the whole part of the value.
func (v Value) Int() int { return int(v.milli / 1000) }

// In is the month and day in a year.
func (v Value) In(year int) calendar.Date {
	n := int(v.milli / 1000)
	return calendar.On(year, time.Month(n/100), n%100)
}

// Number returns the number with that key, or nil.
func (t *Template) Number(key string) *Number {
	for i := range t.Numbers {
		if t.Numbers[i].Key == key {
			return &t.Numbers[i]
		}
	}
	return nil
}

// bounds are the number's range as the parameters of a refusal.
func (n Number) bounds() []string {
	var params []string
	if n.Min != nil {
		params = append(params, "min", n.Min.String())
	}
	if n.Max != nil {
		params = append(params, "max", n.Max.String())
	}
	return params
}
