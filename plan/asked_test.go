package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStep_AskedFigures(t *testing.T) {
	target := &Target{Milli: 10_000, Unit: "亩"}
	for name, c := range map[string]struct {
		when   []*Condition
		target *Target
		want   []AskedFigure
	}{
		"no stage depends on any":         {[]*Condition{nil, nil}, nil, nil},
		"a number":                        {[]*Condition{nil, {Field: "area", Op: ">", Milli: 35_000}}, nil, []AskedFigure{{Field: "area"}}},
		"a number compared with nothing":  {[]*Condition{{Field: "area", Op: ">"}}, nil, []AskedFigure{{Field: "area"}}},
		"a word":                          {[]*Condition{{Field: "level", Op: "=", Text: "重大"}}, nil, []AskedFigure{{Field: "level", Word: true}}},
		"two stages, one figure":          {[]*Condition{{Field: "area", Op: "<=", Milli: 1}, {Field: "area", Op: ">", Milli: 1}}, nil, []AskedFigure{{Field: "area"}}},
		"once a number, once a word":      {[]*Condition{{Field: "x", Op: ">", Milli: 1}, {Field: "x", Op: "=", Text: "大"}}, nil, []AskedFigure{{Field: "x", Word: true}}},
		"several, in order of the stages": {[]*Condition{{Field: "b", Op: ">", Milli: 1}, {Field: "a", Op: ">", Milli: 1}}, nil, []AskedFigure{{Field: "b"}, {Field: "a"}}},
		"the failures are counted":        {[]*Condition{{Field: FailuresFigure, Op: ">=", Milli: 2000}}, nil, nil},
		"a quantity that is stated":       {[]*Condition{{Field: "quantity", Op: ">", Milli: 1}}, target, nil},
		"a quantity that is not":          {[]*Condition{{Field: "quantity", Op: ">", Milli: 1}}, nil, []AskedFigure{{Field: "quantity"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := Step{Target: c.target}
			for _, w := range c.when {
				s.Stages = append(s.Stages, Stage{When: w})
			}
			assert.Equal(t, c.want, s.AskedFigures())
		})
	}
}

// asking has a step of which one stage depends on a number and one on a word.
func asking(t *testing.T) *scene {
	st := step("s1")
	st.Stages = []Stage{
		{Key: "principal", Name: "主要领导", Rule: AnySign, Signers: []Ref{"post:principal"}, When: &Condition{Field: "area_ha", Op: ">", Milli: 35_000}},
		{Key: "leader", Name: "领导", Rule: AnySign, Signers: []Ref{"post:leader"}, When: &Condition{Field: "level", Op: "=", Text: "重大"}},
		{Key: "head", Name: "单位", Rule: AnySign, Signers: []Ref{"post:head"}},
	}
	return issued(t, "2026-03-02 09:00", st)
}

func TestSubmit_IsRefusedWithoutTheFiguresItIsAskedFor(t *testing.T) {
	area, level := Figure{Field: "area_ha", Milli: 36_000}, Figure{Field: "level", Text: "一般"}
	for name, c := range map[string]struct {
		given []Figure
		lacks []string
	}{
		"nothing":                     {nil, []string{"area_ha", "level"}},
		"one of two":                  {[]Figure{level}, []string{"area_ha"}},
		"a word for a number":         {[]Figure{{Field: "area_ha", Text: "36"}, level}, []string{"area_ha"}},
		"a number for a word":         {[]Figure{area, {Field: "level", Milli: 1}}, []string{"level"}},
		"a word of nothing but space": {[]Figure{area, {Field: "level", Text: "　"}}, []string{"level"}},
		"both":                        {[]Figure{area, level}, nil},
		"zero is a number":            {[]Figure{{Field: "area_ha"}, level}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := asking(t)
			submit := SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Figures: c.given}}
			if len(c.lacks) == 0 {
				s.do(submit)
				return
			}
			e := s.refuses(CodeFigureAsked, submit)
			var lacks []string
			for _, p := range e.Problems {
				require.Equal(t, "/content/figures", p.Pointer)
				lacks = append(lacks, p.Params["figure"])
			}
			assert.Equal(t, c.lacks, lacks)
		})
	}
}

// A command that was sent before figures were asked for comes to the same end
// as it did then: a history that holds one can be replayed.
func TestSubmit_IsJudgedByTheRulesItWasSentUnder(t *testing.T) {
	s := asking(t)
	old := s.as("clerk", "s1")
	old.Rules = RulesFirst
	s.do(SubmitStep{Header: old})
	assert.Equal(t, []Ref{"post:head"}, s.step("s1").Approval(1).Stage().refs(), "what was not handed in is zero")
	assert.NotContains(t, jsonOf(t, SubmitStep{Header: old}), "rules", "as it was written then")
	assert.Contains(t, jsonOf(t, SubmitStep{Header: s.as("clerk", "s1")}), `"rules":3`)
}
