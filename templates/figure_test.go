package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestBranch_ComparesFigures(t *testing.T) {
	limit, err := ParseValue("35")
	require.NoError(t, err)
	template := Template{
		Figures: []Figure{{Key: "area", Unit: "公顷"}, {Key: "class", Words: []Choice{{Key: "dry"}, {Key: "wet"}}}},
		Numbers: []Number{{Key: "limit", Value: limit}},
	}
	tests := []struct {
		given map[string]string
		cond  Condition
		want  bool
	}{
		{map[string]string{"area": "35"}, Condition{Figure: "area", Op: ">", Number: "limit"}, false},
		{map[string]string{"area": "35.001"}, Condition{Figure: "area", Op: ">", Number: "limit"}, true},
		{map[string]string{"area": "35"}, Condition{Figure: "area", Op: ">=", Number: "limit"}, true},
		{map[string]string{"area": "35"}, Condition{Figure: "area", Op: "<", Number: "limit"}, false},
		{map[string]string{"area": "34.999"}, Condition{Figure: "area", Op: "<", Number: "limit"}, true},
		{map[string]string{"area": "35"}, Condition{Figure: "area", Op: "<=", Number: "limit"}, true},
		{map[string]string{"area": "35"}, Condition{Figure: "area", Op: "=", Number: "limit"}, true},
		{map[string]string{"area": "36"}, Condition{Figure: "area", Op: "!=", Number: "limit"}, true},
		{map[string]string{"class": "wet"}, Condition{Figure: "class", Op: "=", Word: "wet"}, true},
		{map[string]string{"class": "wet"}, Condition{Figure: "class", Op: "!=", Word: "wet"}, false},
		{map[string]string{"class": "dry"}, Condition{Figure: "class", Op: "!=", Word: "wet"}, true},
		{nil, Condition{Figure: "class", Op: "=", Word: "wet"}, false},
		{nil, Condition{Figure: "class", Op: "!=", Word: "wet"}, true},
		{nil, Condition{Figure: "area", Op: "<=", Number: "limit"}, false},
		{map[string]string{"area": "viel"}, Condition{Figure: "area", Op: "<=", Number: "limit"}, false},
		{map[string]string{"area": "03-15"}, Condition{Figure: "area", Op: "<=", Number: "limit"}, false},
		{map[string]string{"class": "stone"}, Condition{Figure: "class", Op: "=", Word: "stone"}, false},
	}
	for _, test := range tests {
		f := newFilling(&template, plan.Goal{}, Choices{Figures: test.given})
		require.Equal(t, test.want, f.holds(Branch{Any: [][]Condition{{test.cond}}}), "%v %v", test.given, test.cond)
	}
}

func TestBranch_TakesOneOfItsAlternativesAndAllOfItsConditions(t *testing.T) {
	template := Template{Figures: []Figure{{Key: "class", Words: []Choice{{Key: "dry"}, {Key: "wet"}}}, {Key: "kind", Words: []Choice{{Key: "a"}, {Key: "b"}}}}}
	is := func(figure, word string) Condition { return Condition{Figure: figure, Op: "=", Word: word} }
	f := newFilling(&template, plan.Goal{}, Choices{Figures: map[string]string{"class": "dry", "kind": "b"}})
	require.True(t, f.holds(Branch{Any: [][]Condition{{is("class", "wet")}, {is("class", "dry"), is("kind", "b")}}}))
	require.False(t, f.holds(Branch{Any: [][]Condition{{is("class", "wet")}, {is("class", "dry"), is("kind", "a")}}}))
}
