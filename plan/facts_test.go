package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func factKeys(list []StepFact) []string {
	var keys []string
	for _, f := range list {
		keys = append(keys, f.Step)
	}
	return keys
}

func TestFacts_SayWhatWasDoneIsLateAndComesNext(t *testing.T) {
	soon, later := step("s4"), step("s5")
	soon.Finish, soon.By = nil, day("2026-04-15")
	later.Finish, later.By = nil, day("2026-05-15")
	s := issued(t, "2026-03-02 09:00", step("s1"), step("s2"), step("s3"), later, soon, acquired6(), step("s7"))
	s.finish("s1").closeOut("s1") // before the period
	s.sleep("2026-03-10 09:00")
	s.do(UrgeStep{s.as("supervisor", "s2")}).finish("s2")
	s.sleep("2026-03-12 09:00")
	s.submit("s7").sign("head", "s7", false)
	s.do(ReportQuantity{Header: s.as("clerk", "s6"), Milli: 20_000})
	s.do(SetDue{Header: s.because("leader", "s4", "定"), On: *day("2026-04-20")})
	s.do(Instruct{Header: s.as("leader", ""), Text: "抓紧"})
	s.sleep("2026-03-31 09:00")
	rungs := map[Colour]int{}
	for _, e := range s.log {
		if e.Detail.Colour != "" && e.At.After(beijing("2026-03-05 00:00")) {
			rungs[e.Detail.Colour]++
		}
	}
	f := FactsOf(s.g, beijing("2026-03-05 00:00"), s.now)
	assert.Equal(t, []string{"s2"}, factKeys(f.Done))
	assert.Equal(t, []string{"s3", "s7"}, factKeys(f.Late))
	assert.True(t, f.Late[0].Late)
	assert.Equal(t, []string{"s4", "s5", "s6"}, factKeys(f.Next))
	assert.Equal(t, "2026-04-15 17:30", local(f.Next[0].Original))
	assert.Equal(t, 1, f.Returned)
	assert.Equal(t, 1, f.Urged)
	assert.Equal(t, 1, f.Extended)
	assert.Equal(t, rungs, f.Rungs)
	assert.Equal(t, 2, rungs[Red])
	assert.Equal(t, []QuantityFact{{Step: "s6", Unit: "亩", Target: 100_000, Total: 20_000, Within: 20_000}}, f.Quantities)
	assert.Len(t, f.Instructed, 1)
	assert.Equal(t, s.g.Progress, f.Progress)
}

func acquired6() Step {
	s := acquired()
	s.Key = "s6"
	return s
}

func TestReport_IsPrefilledWithTheFactsOfItsPeriod(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly(), step("s1"))
	s.sleep("2026-01-27 09:00")
	s.submit("r#2026-01-28")
	f := s.step("r#2026-01-28").Approval(1).Content.Facts
	require.NotNil(t, f, "recorded with the submission, whatever the caller sent")
	assert.Equal(t, "2026-01-05 09:00", local(&f.From))
	assert.Equal(t, []string{"s1"}, factKeys(f.Late))
	s.sleep("2026-02-27 09:00")
	s.do(SubmitStep{Header: s.as("clerk", "r#2026-02-28"), Content: Submission{Note: "本月", Facts: &Facts{Progress: 1000}}})
	f = s.step("r#2026-02-28").Approval(1).Content.Facts
	assert.Equal(t, "2026-01-29 00:00", local(&f.From), "from the report before")
	assert.Zero(t, f.Progress)
	s.submit("s1")
	assert.Nil(t, s.step("s1").Approval(1).Content.Facts)
}
