package calendar

import (
	"slices"
	"sync"
	"time"
)

// Default returns the calendar the program ships: 2025 and 2026 by the State
// Council's notices, 2027 provisional, the usual office hours. Every call
// returns a copy of its own.
func Default() *Calendar {
	c := *shipped()
	c.Years = slices.Clone(c.Years)
	for i, y := range c.Years {
		c.Years[i].Off, c.Years[i].Worked = slices.Clone(y.Off), slices.Clone(y.Worked)
	}
	c.Hours.Spans = slices.Clone(c.Hours.Spans)
	return &c
}

var shipped = sync.OnceValue(func() *Calendar {
	y2027, err := Statutory(2027)
	if err != nil {
		panic(err)
	}
	c, err := New(DefaultHours(), year2025(), year2026(), y2027)
	if err != nil {
		panic(err)
	}
	return c
})

func year2025() Year {
	return Year{
		Year: 2025, Status: Official, Source: "国务院办公厅关于2025年部分节假日安排的通知",
		Off: slices.Concat(
			run(On(2025, time.January, 1), 1),
			run(On(2025, time.January, 28), 8),
			run(On(2025, time.April, 4), 3),
			run(On(2025, time.May, 1), 5),
			run(On(2025, time.May, 31), 3),
			run(On(2025, time.October, 1), 8),
		),
		Worked: []Date{
			On(2025, time.January, 26), On(2025, time.February, 8), On(2025, time.April, 27),
			On(2025, time.September, 28), On(2025, time.October, 11),
		},
	}
}

func year2026() Year {
	return Year{
		Year: 2026, Status: Official, Source: "国务院办公厅关于2026年部分节假日安排的通知",
		Off: slices.Concat(
			run(On(2026, time.January, 1), 3),
			run(On(2026, time.February, 15), 9),
			run(On(2026, time.April, 4), 3),
			run(On(2026, time.May, 1), 5),
			run(On(2026, time.June, 19), 3),
			run(On(2026, time.September, 25), 3),
			run(On(2026, time.October, 1), 7),
		),
		Worked: []Date{
			On(2026, time.January, 4), On(2026, time.February, 14), On(2026, time.February, 28),
			On(2026, time.May, 9), On(2026, time.September, 20), On(2026, time.October, 10),
		},
	}
}
