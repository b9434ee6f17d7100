package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
)

func TestParseValue_ReadsNumbersAndDaysOfTheYear(t *testing.T) {
	for text, milli := range map[string]int64{"0": 0, "7": 7000, "0.5": 500, "36.125": 36125, "0.001": 1, "999999999999": 999999999999000} {
		v, err := ParseValue(text)
		require.NoError(t, err, text)
		require.Equal(t, milli, v.Milli(), text)
		require.Equal(t, text, v.String())
	}
	v, err := ParseValue("03-15")
	require.NoError(t, err)
	require.Equal(t, calendar.On(2026, 3, 15), v.In(2026))
	require.Equal(t, "03-15", v.String())
}

func TestParseValue_RefusesEverythingElse(t *testing.T) {
	for _, text := range []string{"", " 1", "-1", "+1", "1.", ".5", "1.0000", "01", "1e3", "1,000", "02-29", "02-30", "13-01", "00-10", "3-15", "2026-03-15", "一"} {
		_, err := ParseValue(text)
		require.Error(t, err, text)
	}
}

func TestParseValue_ReadsWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Value{milli: rapid.Int64Range(0, 999_999_999_999_999).Draw(t, "milli")}
		back, err := ParseValue(v.String())
		if err != nil || back != v {
			t.Fatalf("%v became %v, %v", v, back, err)
		}
	})
}

func TestNumber_KeepsToItsBounds(t *testing.T) {
	value := func(text string) Value {
		v, err := ParseValue(text)
		require.NoError(t, err)
		return v
	}
	least, most := value("10"), value("60")
	n := Number{Value: value("10"), Min: &least, Max: &most}
	require.True(t, n.Within(value("10")))
	require.True(t, n.Within(value("60")))
	require.False(t, n.Within(value("9.999")))
	require.False(t, n.Within(value("60.001")))
	require.False(t, n.Within(value("03-15")), "a day of the year is no period")
	require.True(t, Number{Value: value("10")}.Within(value("1000000")))
}
