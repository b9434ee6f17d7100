package calendar

import (
	"math/bits"
	"slices"
	"time"
)

// A month's working days are the set bits of a uint32, bit 0 its first day.
// Counting and stepping are then a few instructions for each month, and
// nothing has to be prepared or kept beside the plain data.

// weekdays holds, by the weekday of the first, a month's Mondays to Fridays.
var weekdays = func() (masks [7]uint32) {
	for first := range masks {
		for day := range 31 {
			if w := (first + day) % 7; w != int(time.Saturday) && w != int(time.Sunday) {
				masks[first] |= 1 << day
			}
		}
	}
	return masks
}()

// month returns the working days of a month, false when it is not loaded.
func (c *Calendar) month(year int, m time.Month) (uint32, bool) {
	y := c.year(year)
	if y == nil {
		return 0, false
	}
	first := Date{year, m, 1}
	mask := weekdays[first.Weekday()] & (1<<daysIn(year, m) - 1)
	mask = y.apply(mask, first)
	if m == time.December {
		if next := c.year(year + 1); next != nil {
			mask = next.apply(mask, first)
		}
	}
	return mask, true
}

// apply changes a month's working days to what y says about them.
func (y *Year) apply(mask uint32, first Date) uint32 {
	for i := from(y.Off, first); i < len(y.Off) && y.Off[i].Month == first.Month && y.Off[i].Year == first.Year; i++ {
		mask &^= 1 << (y.Off[i].Day - 1)
	}
	for i := from(y.Worked, first); i < len(y.Worked) && y.Worked[i].Month == first.Month && y.Worked[i].Year == first.Year; i++ {
		mask |= 1 << (y.Worked[i].Day - 1)
	}
	return mask
}

// from returns the index of the first of the days that is not before d.
func from(days []Date, d Date) int {
	i, _ := slices.BinarySearchFunc(days, d, Date.Compare)
	return i
}

// Workday reports whether d is worked. It refuses with ErrBeyond when d is not
// loaded.
func (c *Calendar) Workday(d Date) (bool, error) {
	mask, ok := c.month(d.Year, d.Month)
	if !ok {
		return false, ErrBeyond{d}
	}
	return mask>>uint(d.Day-1)&1 != 0, nil
}

// NextWorkday returns d when it is worked, else the first working day after it.
func (c *Calendar) NextWorkday(d Date) (Date, error) {
	if worked, err := c.Workday(d); err != nil || worked {
		return d, err
	}
	return c.forward(d, 1)
}

// PrevWorkday returns d when it is worked, else the last working day before it.
func (c *Calendar) PrevWorkday(d Date) (Date, error) {
	if worked, err := c.Workday(d); err != nil || worked {
		return d, err
	}
	return c.back(d, 1)
}

// AddWorkdays returns the nth working day after d, or before it when n is
// negative. d itself is not counted. With n = 0 it is NextWorkday. It refuses
// with ErrBeyond when d or the answer is not loaded.
func (c *Calendar) AddWorkdays(d Date, n int) (Date, error) {
	switch {
	case n > 0:
		return c.forward(d, n)
	case n < 0:
		return c.back(d, -n)
	}
	return c.NextWorkday(d)
}

func (c *Calendar) forward(d Date, n int) (Date, error) {
	mask, ok := c.month(d.Year, d.Month)
	if !ok {
		return Date{}, ErrBeyond{d}
	}
	mask &^= 1<<uint(d.Day) - 1
	y, m := d.Year, d.Month
	for {
		if k := bits.OnesCount32(mask); k >= n {
			break
		} else {
			n -= k
		}
		if m++; m > time.December {
			y, m = y+1, time.January
		}
		if mask, ok = c.month(y, m); !ok {
			return Date{}, ErrBeyond{Date{y, m, 1}}
		}
	}
	for ; n > 1; n-- {
		mask &= mask - 1
	}
	return Date{y, m, bits.TrailingZeros32(mask) + 1}, nil
}

func (c *Calendar) back(d Date, n int) (Date, error) {
	mask, ok := c.month(d.Year, d.Month)
	if !ok {
		return Date{}, ErrBeyond{d}
	}
	mask &= 1<<uint(d.Day-1) - 1
	y, m := d.Year, d.Month
	for {
		if k := bits.OnesCount32(mask); k >= n {
			break
		} else {
			n -= k
		}
		if m--; m < time.January {
			y, m = y-1, time.December
		}
		if mask, ok = c.month(y, m); !ok {
			return Date{}, ErrBeyond{Date{y, m, daysIn(y, m)}}
		}
	}
	for ; n > 1; n-- {
		mask &^= 1 << (bits.Len32(mask) - 1)
	}
	return Date{y, m, bits.Len32(mask)}, nil
}

// Workdays counts the working days after from up to and including to. When to
// lies before from it is the negative of the count the other way round, so
// Workdays(a, b) == -Workdays(b, a). It refuses with ErrBeyond when either day
// is not loaded.
func (c *Calendar) Workdays(from, to Date) (int, error) {
	if to.Before(from) {
		n, err := c.Workdays(to, from)
		return -n, err
	}
	mask, ok := c.month(from.Year, from.Month)
	if !ok {
		return 0, ErrBeyond{from}
	}
	if c.year(to.Year) == nil {
		return 0, ErrBeyond{to}
	}
	mask &^= 1<<uint(from.Day) - 1
	n := 0
	y, m := from.Year, from.Month
	for y != to.Year || m != to.Month {
		n += bits.OnesCount32(mask)
		if m++; m > time.December {
			y, m = y+1, time.January
		}
		mask, _ = c.month(y, m)
	}
	return n + bits.OnesCount32(mask&(1<<uint(to.Day)-1)), nil
}
