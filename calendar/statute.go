package calendar

import (
	"fmt"
	"time"
)

// festivals are the days of a year that the Gregorian calendar does not fix,
// as month*100+day.
type festivals struct {
	spring, boat, moon, qingming int // 春节 (正月初一), 端午 (五月初五), 中秋 (八月十五), 清明 (solar longitude 15°)
}

const firstStatutory = 2025

// byYear holds the festivals from 2025 on. They follow from the rules of GB/T
// 33661-2017 (a lunar month begins on the Beijing day of the new moon); the
// tests compute every new moon and every Qingming again. In 2027 and 2030 the
// new moon of the Spring Festival falls within ten minutes of midnight, where
// rough tables are a day out.
var byYear = [...]festivals{
	{129, 531, 1006, 404}, // 2025
	{217, 619, 925, 405},  // 2026
	{206, 609, 915, 405},  // 2027
	{126, 528, 1003, 404}, // 2028
	{213, 616, 922, 404},  // 2029
	{203, 605, 912, 405},  // 2030
	{123, 624, 1001, 405}, // 2031
	{211, 612, 919, 404},  // 2032
	{131, 601, 908, 404},  // 2033
	{219, 620, 927, 405},  // 2034
	{208, 610, 916, 405},  // 2035
	{128, 530, 1004, 404}, // 2036
	{215, 618, 924, 404},  // 2037
	{204, 607, 913, 405},  // 2038
	{124, 527, 1002, 405}, // 2039
	{212, 614, 920, 404},  // 2040
	{201, 603, 910, 404},  // 2041
	{122, 622, 928, 404},  // 2042
	{210, 611, 917, 405},  // 2043
	{130, 531, 1005, 404}, // 2044
	{217, 619, 925, 404},  // 2045
	{206, 608, 915, 404},  // 2046
	{126, 529, 1004, 405}, // 2047
	{214, 615, 922, 404},  // 2048
	{202, 604, 911, 404},  // 2049
	{123, 623, 930, 404},  // 2050
}

// statutory is one holiday of the statute.
type statutory struct {
	Name string // as the yearly notice names it
	Days []Date
}

// holidays returns the 13 days of 全国年节及纪念日放假办法 (as amended with effect from
// 1 January 2025): New Year 1, Spring Festival 4 from its eve, Qingming 1,
// Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3.
func holidays(year int) ([]statutory, bool) {
	i := year - firstStatutory
	if i < 0 || i >= len(byYear) {
		return nil, false
	}
	f := byYear[i]
	day := func(md int) Date { return On(year, time.Month(md/100), md%100) }
	return []statutory{
		{"元旦", run(day(101), 1)},
		{"春节", run(day(f.spring).AddDays(-1), 4)},
		{"清明节", run(day(f.qingming), 1)},
		{"劳动节", run(day(501), 2)},
		{"端午节", run(day(f.boat), 1)},
		{"中秋节", run(day(f.moon), 1)},
		{"国庆节", run(day(1001), 3)},
	}, true
}

// run returns n days from first on.
func run(first Date, n int) []Date {
	days := make([]Date, n)
	for i := range days {
		days[i] = first.AddDays(i)
	}
	return days
}

// Statutory returns a year as far as it is known before its notice: the 13
// days of the statute off, every weekend off, no make-up days. The days in lieu
// of holidays that fall on a weekend are for the notice to name, so none are
// guessed. Years from 2025 to 2050 are known; the statute before 2025 had
// other days.
func Statutory(year int) (Year, error) {
	all, ok := holidays(year)
	if !ok {
		return Year{}, fmt.Errorf("calendar: statutory days are known from %d to %d, not for %d",
			firstStatutory, firstStatutory+len(byYear)-1, year)
	}
	y := Year{Year: year, Status: Provisional, Source: "全国年节及纪念日放假办法（国务院令第795号）"}
	for _, h := range all {
		y.Off = append(y.Off, h.Days...)
	}
	return y.tidied(), nil
}
