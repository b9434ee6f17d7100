package activities

import (
	"context"
	"fmt"
	"testing"

	"duban/calendar"
	"duban/plan"
	"duban/store/storetest"
)

func BenchmarkRecord(b *testing.B) {
	s := storetest.SQLite(b)
	a := Activities{Store: s}
	g := storetest.Goal("g1", storetest.Step("a"))
	cal := calendar.Default()
	do := func(c plan.Command) plan.Change {
		change, err := plan.Decide(g, c, storetest.Monday, cal)
		if err != nil {
			b.Fatal(err)
		}
		g = change.Goal
		return change
	}
	h := func(id string, who plan.Actor) plan.Header {
		return plan.Header{ID: id, Actor: who, Step: "a", Reason: "x"}
	}
	first := plan.IssueGoal{Header: plan.Header{ID: "i", Actor: storetest.Officer}, Goal: g}
	g = plan.Goal{}
	if _, err := a.Record(context.Background(), do(first)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		var c plan.Command = plan.Comment{Header: h(fmt.Sprint(n), storetest.Cadre), Text: "进展如何"}
		change := do(c)
		if _, err := a.Record(context.Background(), change); err != nil {
			b.Fatal(err)
		}
	}
}
