package plan

import (
	"fmt"
	"testing"

	"duban/calendar"
)

// longGoal is a running goal of n steps in a chain, the first third done, the
// rest open side by side.
func longGoal(b *testing.B, n int) *scene {
	steps := make([]Step, n)
	for i := range steps {
		steps[i] = step(fmt.Sprintf("s%d", i+1))
		if i > 0 && i < n/3 {
			steps[i].After = []string{steps[i-1].Key}
		}
	}
	s := issued(b, "2026-03-02 09:00", steps...)
	for i := range n / 3 {
		s.finish(steps[i].Key).closeOut(steps[i].Key)
	}
	return s
}

func BenchmarkDecide(b *testing.B) {
	for _, n := range []int{15, 200} {
		s := longGoal(b, n)
		c := SubmitStep{Header: s.as("clerk", fmt.Sprintf("s%d", n))}
		b.Run(fmt.Sprintf("submit of %d steps", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decide(s.g, c, s.now, s.cal); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("permit of %d steps", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Permit(s.g, c, s.now, s.cal); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNextWake(b *testing.B) {
	for _, n := range []int{15, 200} {
		s := longGoal(b, n)
		b.Run(fmt.Sprintf("%d steps", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := NextWake(s.g, s.cal); !ok {
					b.Fatal("nothing to wake for")
				}
			}
		})
	}
}

func BenchmarkMay(b *testing.B) {
	s := longGoal(b, 15)
	cal := calendar.Default()
	b.ReportAllocs()
	for b.Loop() {
		May(s.g, people["clerk"], s.now, cal)
	}
}
