package assess

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Points are thousandths of a point 毫分: 85.5 points are 85500.
type Points int64

// Point is one point, and Hundred what every formula shares out.
const (
	Point   Points = 1000
	Hundred        = 100 * Point
)

// Weight is a share in thousandths of a per cent: 33.333 % is 33333.
type Weight int64

// Percent is one per cent, Whole all of it.
const (
	Percent Weight = 1000
	Whole          = 100 * Percent
)

// String writes points as people do: "85.5", "-0.25", "100".
func (p Points) String() string { return thousandths(int64(p)) }

// String writes a weight in per cent without the sign: "33.333".
func (w Weight) String() string { return thousandths(int64(w)) }

func thousandths(n int64) string {
	sign := ""
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	s := sign + strconv.FormatUint(u/1000, 10)
	if rest := u % 1000; rest != 0 {
		s += "." + strings.TrimRight(strconv.FormatUint(1000+rest, 10)[1:], "0")
	}
	return s
}

// scale returns v × num ÷ den rounded half away from zero, exact however large
// the product; what does not fit is cut to the largest number that does. A den
// of zero gives zero.
func scale(v, num, den int64) int64 {
	if den == 0 {
		return 0
	}
	negative := (v < 0) != (num < 0) != (den < 0)
	hi, lo := bits.Mul64(magnitude(v), magnitude(num))
	d := magnitude(den)
	lo, carry := bits.Add64(lo, d/2, 0)
	hi += carry
	q := uint64(math.MaxInt64)
	if hi < d {
		q, _ = bits.Div64(hi, lo, d)
	}
	q = min(q, math.MaxInt64)
	if negative {
		return -int64(q)
	}
	return int64(q)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Allot shares total out in proportion to the weights. The parts total exactly
// total: each gets the whole thousandths of its share, and the thousandths
// left over go one each to the largest remainders, the earlier part first
// where remainders are equal. A weight of zero or less gets nothing, and when
// no weight is positive nobody gets anything.
func Allot(total Points, weights []Weight) []Points {
	parts := make([]Points, len(weights))
	var sum int64
	for _, w := range weights {
		sum += int64(max(w, 0))
	}
	if sum == 0 {
		return parts
	}
	left := total
	rests := make([]uint64, len(weights))
	for i, w := range weights {
		hi, lo := bits.Mul64(magnitude(int64(total)), uint64(max(w, 0)))
		q, r := bits.Div64(hi, lo, uint64(sum))
		parts[i], rests[i] = Points(q), r
		if total < 0 {
			parts[i] = -parts[i]
		}
		left -= parts[i]
	}
	one := Points(1)
	if total < 0 {
		one = -1
	}
	for ; left != 0; left -= one {
		best := -1
		for i, r := range rests {
			if r > 0 && (best < 0 || r > rests[best]) {
				best = i
			}
		}
		parts[best] += one
		rests[best] = 0
	}
	return parts
}
