package templates

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestEdited_ChangesNumbersAndTheVersionAndNothingElse(t *testing.T) {
	for _, kind := range Kinds {
		text, err := YAML(kind)
		require.NoError(t, err)
		before, err := Parse(text)
		require.NoError(t, err)
		out, after, err := Edited(text, before.Version+1, nil)
		require.NoError(t, err, kind)
		require.Equal(t, strings.Count(string(text), "#"), strings.Count(string(out), "#"), "%s: the comments stay", kind)
		require.Equal(t, before.Version+1, after.Version)
		after.Version = before.Version
		require.Equal(t, before, after, kind)
	}
}

func TestEdited_SetsANumberWithinItsBounds(t *testing.T) {
	text, err := YAML(ParkExpansion)
	require.NoError(t, err)
	before, err := Parse(text)
	require.NoError(t, err)
	number := before.Numbers[0]
	for i := range before.Numbers {
		if n := before.Numbers[i]; n.Unit == UnitWorkday && n.Min != nil {
			number = n
		}
	}
	require.NotNil(t, number.Min)
	value := number.Min.String()
	_, after, err := Edited(text, 2, map[string]string{number.Key: value})
	require.NoError(t, err)
	require.Equal(t, value, after.Number(number.Key).Value.String())

	for name, wrong := range map[string]map[string]string{
		"below the law's least": {number.Key: "0"},
		"no number":             {number.Key: "ten"},
		"an unknown key":        {"nothing-like-it": "1"},
	} {
		_, _, err := Edited(text, 2, wrong)
		var refused *plan.Error
		require.True(t, errors.As(err, &refused), name)
		require.NotEmpty(t, refused.Problems, name)
	}
	_, _, err = Edited([]byte("kind: [general"), 2, nil)
	require.Equal(t, plan.CodeInvalid, plan.CodeOf(err))
	_, _, err = Edited([]byte(strings.Repeat("#", MaxBytes+1)), 2, nil)
	require.Equal(t, plan.CodeInvalid, plan.CodeOf(err))
}
