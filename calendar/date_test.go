package calendar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// day reads a date that is known to be right.
func day(t require.TestingT, s string) Date {
	d, err := ParseDate(s)
	require.NoError(t, err)
	return d
}

// at reads a moment in Shanghai: "2026-02-13 09:00".
func at(t require.TestingT, s string) time.Time {
	m, err := time.ParseInLocation("2006-01-02 15:04", s, Zone)
	require.NoError(t, err)
	return m
}

func TestDate_AgreesWithPackageTimeForTwoCenturies(t *testing.T) {
	d := On(1900, time.January, 1)
	for m := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); m.Year() < 2101; m = m.AddDate(0, 0, 1) {
		y, month, dayOfMonth := m.Date()
		require.Equal(t, On(y, month, dayOfMonth), d)
		require.Equal(t, m.Weekday(), d.Weekday())
		require.Equal(t, int(m.Unix()/86400), d.number())
		require.True(t, d.Valid())
		d = d.AddDays(1)
	}
}

func TestDate_StepsAndOrderAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := fromNumber(rapid.IntRange(-200_000, 200_000).Draw(t, "day"))
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		o := d.AddDays(n)
		assert.Equal(t, n, d.DaysUntil(o))
		assert.Equal(t, d, o.AddDays(-n))
		assert.Equal(t, n > 0, o.After(d))
		assert.Equal(t, n < 0, o.Before(d))
	})
}

func TestDateOf_IsTheDayInShanghai(t *testing.T) {
	assert.Equal(t, day(t, "2026-10-02"), DateOf(time.Date(2026, 10, 1, 16, 0, 0, 0, time.UTC)))
	assert.Equal(t, day(t, "2026-10-01"), DateOf(time.Date(2026, 10, 1, 15, 59, 59, 0, time.UTC)))
}

func TestParseDate_RefusesWhatIsNoDay(t *testing.T) {
	for _, s := range []string{"", "2026-2-3", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
		"2026/02/03", "2026-02-03T00:00:00Z", "20a6-02-03", "+026-02-03", "2026-02-0x", "二〇二六年"} {
		_, err := ParseDate(s)
		assert.Error(t, err, s)
	}
}

func TestDate_SurvivesJSON(t *testing.T) {
	type row struct {
		Due  Date         `json:"due"`
		None Date         `json:"none"`
		Gone Date         `json:"gone,omitzero"`
		By   map[Date]int `json:"by"`
	}
	in := row{Due: day(t, "2024-02-29"), By: map[Date]int{day(t, "2027-02-05"): 1}}
	b, err := json.Marshal(in)
	require.NoError(t, err)
	assert.JSONEq(t, `{"due":"2024-02-29","none":"","by":{"2027-02-05":1}}`, string(b))
	var out row
	require.NoError(t, json.Unmarshal(b, &out))
	assert.Equal(t, in, out)
	assert.Error(t, json.Unmarshal([]byte(`{"due":"2026-02-30"}`), &out))
}
