package assess

import (
	"encoding/json"
	"fmt"
	"testing"
)

// bigTown is a large township: 150 cadres and 50 bodies, sixty facts each.
func bigTown() (Course, []Fact) {
	c := town()
	cadre, body := c.Assessed[0], c.Assessed[6]
	c.Assessed = nil
	var facts []Fact
	for i := range 200 {
		a := cadre
		a.Subject = UserRef(fmt.Sprint("u", i))
		if i >= 150 {
			a = body
			a.Subject = UnitRef(fmt.Sprint("b", i))
		}
		a.Tenures = nil
		c.Assessed = append(c.Assessed, a)
		for k := range 60 {
			f := fact(FactKinds[k%len(FactKinds)], a.Subject, Period{Month, 2026, k%12 + 1}.To().String(), 900, 1000)
			f.ID += fmt.Sprint(k)
			facts = append(facts, f)
		}
	}
	set, err := Freeze(c.Settings.AsOf, facts)
	if err != nil {
		panic(err)
	}
	course := Course{ID: c.ID, Cycle: c, Facts: &set, Phase: PhaseScoring}
	for _, o := range course.Open() {
		course.Evaluations = append(course.Evaluations, Evaluation{Subject: o.Subject, Sheet: o.Sheet, Indicator: o.Indicator,
			Scorer: o.Scorer, Points: 90 * Point, Remark: "材料齐全", By: who("eval-a").Self()})
	}
	return course, facts
}

func BenchmarkCount(b *testing.B) {
	c, facts := bigTown()
	for b.Loop() {
		if _, err := c.Count(facts); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCourse_OfALargeTownStaysSmallEnoughToCarry(t *testing.T) {
	c, facts := bigTown()
	c.Results, _ = c.Count(facts)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	// A workflow carries its state in one payload, of which 2 MB are allowed.
	if len(text) > 500_000 {
		t.Errorf("a course of %d subjects takes %d bytes", len(c.Cycle.Assessed), len(text))
	}
	t.Logf("%d bytes", len(text))
}
