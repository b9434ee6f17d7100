package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestHours_ReadAndWriteText(t *testing.T) {
	h, err := ParseHours("08:30-12:00, 14:30-17:30")
	require.NoError(t, err)
	assert.Equal(t, DefaultHours(), h)
	assert.Equal(t, "08:30-12:00,14:30-17:30", h.String())
	assert.Equal(t, 6*time.Hour+30*time.Minute, h.PerDay())
	b, err := json.Marshal(h)
	require.NoError(t, err)
	assert.JSONEq(t, `["08:30-12:00","14:30-17:30"]`, string(b))
	var back Hours
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, h, back)
}

func TestHours_RefuseWhatIsNoOfficeDay(t *testing.T) {
	for _, s := range []string{"", "08:30", "8:30-12:00", "08:30-25:00", "08:60-12:00", "12:00-08:30", "08:30-08:30",
		"14:30-17:30,08:30-12:00", "08:30-12:00,11:00-17:30", "08:30-12:00,", "24:00-24:01", "0a:30-12:00",
		"00:00-00:01,00:02-00:03,00:04-00:05,00:06-00:07,00:08-00:09,00:10-00:11,00:12-00:13,00:14-00:15,00:16-00:17,00:18-00:19,00:20-00:21"} {
		_, err := ParseHours(s)
		assert.Error(t, err, s)
	}
	h, err := ParseHours("00:00-24:00")
	require.NoError(t, err, "a duty office never closes")
	assert.Equal(t, 24*time.Hour, h.PerDay())
}

func TestOpen_InOfficeHoursOfWorkingDays(t *testing.T) {
	for moment, want := range map[string]bool{
		"2026-02-13 08:29": false, "2026-02-13 08:30": true, "2026-02-13 11:59": true, "2026-02-13 12:00": false,
		"2026-02-13 14:30": true, "2026-02-13 17:30": false, "2026-02-14 09:00": true, "2026-02-16 09:00": false,
	} {
		open, err := Default().Open(at(t, moment))
		require.NoError(t, err)
		assert.Equal(t, want, open, moment)
	}
}

func TestWorked_GoldenTable(t *testing.T) {
	c := Default()
	for _, row := range []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-02-13 08:30", "2026-02-13 17:30", 390 * time.Minute},
		{"2026-02-13 00:00", "2026-02-14 00:00", 390 * time.Minute},
		{"2026-02-13 11:00", "2026-02-13 15:00", 90 * time.Minute},
		{"2026-02-13 12:00", "2026-02-13 14:30", 0},
		{"2026-02-13 17:00", "2026-02-24 09:00", (30 + 390 + 30) * time.Minute}, // 13th, make-up 14th, 24th
		{"2026-02-15 00:00", "2026-02-23 23:59", 0},
		{"2026-02-24 09:00", "2026-02-13 17:00", -450 * time.Minute},
		{"2026-12-31 16:30", "2027-01-04 10:30", 180 * time.Minute},
	} {
		got, err := c.Worked(at(t, row.from), at(t, row.to))
		require.NoError(t, err)
		assert.Equal(t, row.want, got, "%s – %s", row.from, row.to)
	}
}

func TestAddWork_GoldenTable(t *testing.T) {
	c := Default()
	for _, row := range []struct {
		from string
		d    time.Duration
		want string
	}{
		{"2026-02-13 09:00", time.Hour, "2026-02-13 10:00"},
		{"2026-02-13 11:00", time.Hour, "2026-02-13 12:00"}, // the earliest moment: noon, not 14:30
		{"2026-02-13 11:00", 61 * time.Minute, "2026-02-13 14:31"},
		{"2026-02-13 06:00", time.Hour, "2026-02-13 09:30"},
		{"2026-02-13 13:00", time.Hour, "2026-02-13 15:30"},
		{"2026-02-13 20:00", time.Hour, "2026-02-14 09:30"},
		{"2026-02-14 17:00", 30 * time.Minute, "2026-02-14 17:30"},
		{"2026-02-14 17:00", time.Hour, "2026-02-24 09:00"},
		{"2026-02-18 12:00", 390 * time.Minute, "2026-02-24 17:30"},
		{"2026-02-18 12:00", 0, "2026-02-18 12:00"},
		{"2026-02-24 09:00", -time.Hour, "2026-02-14 17:00"},
		{"2026-02-24 08:30", -390 * time.Minute, "2026-02-14 08:30"},
		{"2026-02-18 12:00", -time.Minute, "2026-02-14 17:29"},
		{"2026-02-13 14:30", -time.Minute, "2026-02-13 11:59"},
	} {
		got, err := c.AddWork(at(t, row.from), row.d)
		require.NoError(t, err)
		assert.Equal(t, row.want, got.Format("2006-01-02 15:04"), "%s %v", row.from, row.d)
	}
}

func anyMoment(c *Calendar) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		d := anyDay(c).Draw(t, "day")
		return d.Start().Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "clock")))
	})
}

func TestAddWork_IsTheInverseOfWorked(t *testing.T) {
	c := Default()
	rapid.Check(t, func(t *rapid.T) {
		from := anyMoment(c).Draw(t, "from")
		d := time.Duration(rapid.Int64Range(-int64(2000*time.Hour), int64(2000*time.Hour)).Draw(t, "d"))
		got, err := c.AddWork(from, d)
		if err != nil {
			assert.ErrorAs(t, err, new(ErrBeyond))
			return
		}
		worked, err := c.Worked(from, got)
		require.NoError(t, err)
		assert.Equal(t, d, worked)
		if d == 0 {
			return
		}
		nearer := got.Add(-1)
		if d < 0 {
			nearer = got.Add(1)
		}
		worked, err = c.Worked(from, nearer)
		require.NoError(t, err)
		assert.Less(t, worked.Abs(), d.Abs(), "the nearest such moment")
	})
}

func TestWorked_AddsUpAndAgreesWithCountingMinutes(t *testing.T) {
	c := Default()
	rapid.Check(t, func(t *rapid.T) {
		a := anyMoment(c).Draw(t, "a").Truncate(time.Minute)
		b := a.Add(time.Duration(rapid.IntRange(0, 14*24*60).Draw(t, "minutes")) * time.Minute)
		if _, last := c.Span(); DateOf(b).After(last) {
			return
		}
		var want time.Duration
		for m := a; m.Before(b); m = m.Add(time.Minute) {
			open, err := c.Open(m)
			require.NoError(t, err)
			if open {
				want += time.Minute
			}
		}
		got, err := c.Worked(a, b)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		x := anyMoment(c).Draw(t, "x")
		ax, err := c.Worked(a, x)
		require.NoError(t, err)
		xb, err := c.Worked(x, b)
		require.NoError(t, err)
		assert.Equal(t, got, ax+xb)
	})
}

func TestStartOfAndEndOf_AreOfficeHours(t *testing.T) {
	c := Default()
	start, err := c.StartOf(day(t, "2026-02-13"))
	require.NoError(t, err)
	assert.Equal(t, at(t, "2026-02-13 08:30"), start)
	end, err := c.EndOf(day(t, "2026-02-13"))
	require.NoError(t, err)
	assert.Equal(t, at(t, "2026-02-13 17:30"), end)
	assert.Equal(t, "2026-02-13T09:30:00Z", end.UTC().Format(time.RFC3339))
	c.Hours = Hours{}
	_, err = c.EndOf(day(t, "2026-02-13"))
	assert.Error(t, err)
	_, err = c.AddWork(at(t, "2026-02-13 08:30"), time.Hour)
	assert.Error(t, err)
}
