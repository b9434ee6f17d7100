package calendar

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The sky, as far as a calendar needs it: new moons to within a minute and the
// sun to within a quarter of an hour (J. Meeus, Astronomical Algorithms, 2nd
// ed., chapters 25 and 49).

const deltaT = 75 * time.Second // terrestrial over universal time, 2025 to 2050 roughly

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// moment turns a Julian ephemeris day into time.
func moment(jde float64) time.Time {
	j2000 := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)
	return j2000.Add(time.Duration((jde-2451545)*24*float64(time.Hour)) - deltaT)
}

// newMoon returns the kth new moon after that of 6 January 2000.
func newMoon(k float64) time.Time {
	T := k / 1236.85
	jde := 2451550.09766 + 29.530588861*k + 0.00015437*T*T - 0.00000015*T*T*T
	e := 1 - 0.002516*T - 0.0000074*T*T
	sun := 2.5534 + 29.10535670*k - 0.0000014*T*T
	moon := 201.5643 + 385.81693528*k + 0.0107582*T*T
	f := 160.7108 + 390.67050284*k - 0.0016118*T*T
	node := 124.7746 - 1.56375588*k + 0.0020672*T*T
	for _, term := range []struct{ c, angle float64 }{
		{-0.40720, moon}, {0.17241 * e, sun}, {0.01608, 2 * moon}, {0.01039, 2 * f}, {0.00739 * e, moon - sun},
		{-0.00514 * e, moon + sun}, {0.00208 * e * e, 2 * sun}, {-0.00111, moon - 2*f}, {-0.00057, moon + 2*f},
		{0.00056 * e, 2*moon + sun}, {-0.00042, 3 * moon}, {0.00042 * e, sun + 2*f}, {0.00038 * e, sun - 2*f},
		{-0.00024 * e, 2*moon - sun}, {-0.00017, node}, {-0.00007, moon + 2*sun}, {0.00004, 2*moon - 2*f}, {0.00004, 3 * sun},
		{0.00003, moon + sun - 2*f}, {0.00003, 2*moon + 2*f}, {-0.00003, moon + sun + 2*f}, {0.00003, moon - sun + 2*f},
		{0.000325, 299.77 + 0.107408*k}, {0.000165, 251.88 + 0.016321*k}, {0.000164, 251.83 + 26.651886*k},
		{0.000126, 349.42 + 36.412478*k}, {0.000110, 84.66 + 18.206239*k}, {0.000062, 141.74 + 53.303771*k},
		{0.000060, 207.14 + 2.453732*k}, {0.000056, 154.84 + 7.306860*k}, {0.000047, 34.52 + 27.261239*k},
	} {
		jde += term.c * sin(term.angle)
	}
	return moment(jde)
}

// newMoonNear returns the new moon nearest to noon of d.
func newMoonNear(d Date) time.Time {
	noon := d.Start().Add(12 * time.Hour)
	k := math.Round(noon.Sub(newMoon(0)).Hours() / 24 / 29.530588861)
	best := newMoon(k)
	for _, o := range []time.Time{newMoon(k - 1), newMoon(k + 1)} {
		if o.Sub(noon).Abs() < best.Sub(noon).Abs() {
			best = o
		}
	}
	return best
}

// sunAt returns the apparent longitude of the sun in degrees.
func sunAt(t time.Time) float64 {
	T := (t.Add(deltaT).Sub(time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)).Hours()) / 24 / 36525
	anomaly := 357.52911 + 35999.05029*T - 0.0001537*T*T
	centre := (1.914602-0.004817*T)*sin(anomaly) + (0.019993-0.000101*T)*sin(2*anomaly) + 0.000289*sin(3*anomaly)
	long := 280.46646 + 36000.76983*T + 0.0003032*T*T + centre - 0.00569 - 0.00478*sin(125.04-1934.136*T)
	return math.Mod(math.Mod(long, 360)+360, 360)
}

func TestFestivals_AgreeWithTheMoon(t *testing.T) {
	for i, f := range byYear {
		year := firstStatutory + i
		for name, c := range map[string]struct {
			md, dayOfMoon int
			longitude     float64 // which the sun passes within that lunar month
		}{
			"spring festival": {f.spring, 1, 330},
			"dragon boat":     {f.boat, 5, 90},
			"mid-autumn":      {f.moon, 15, 180},
		} {
			first := On(year, time.Month(c.md/100), c.md%100).AddDays(1 - c.dayOfMoon)
			assert.Equal(t, first, DateOf(newMoonNear(first)), "%s %d: the month begins on the day of the new moon", name, year)

			next := DateOf(newMoonNear(first.AddDays(30)))
			from, to := sunAt(first.Start()), sunAt(next.Start())
			within := math.Mod(c.longitude-from+360, 360) < math.Mod(to-from+360, 360)
			// Round the leap month of the winter of 2033 two months that are no
			// leap months hold no term: the eighth ends the day before the autumn
			// equinox, and the twelfth has taken that of the first.
			without := name == "mid-autumn" && year == 2033 || name == "spring festival" && year == 2034
			assert.Equal(t, !without, within, "%s %d: the month holds its solar term", name, year)
		}
	}
}

func TestFestivals_AgreeWithTheSun(t *testing.T) {
	for i, f := range byYear {
		d := On(firstStatutory+i, time.Month(f.qingming/100), f.qingming%100)
		assert.Less(t, sunAt(d.Start()), 15.0, d)
		assert.GreaterOrEqual(t, sunAt(d.AddDays(1).Start()), 15.0, d)
	}
}
