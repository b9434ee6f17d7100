package assess

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
)

// drawTree makes a valid tree of indicators, with every way of scoring.
func drawTree(t *rapid.T, depth int, n *int) []Indicator {
	size := rapid.IntRange(1, 4).Draw(t, "siblings")
	raw := make([]Weight, size)
	for i := range raw {
		raw[i] = Weight(rapid.IntRange(1, 100).Draw(t, "weight"))
	}
	weights := Allot(Points(Whole), raw)
	list := make([]Indicator, size)
	for i := range list {
		*n++
		ind := Indicator{Key: fmt.Sprintf("i%d", *n), Title: "指标", Weight: Weight(weights[i])}
		if depth > 1 && rapid.Bool().Draw(t, "inner") {
			ind.Children = drawTree(t, depth-1, n)
		} else {
			ind.Full = Points(rapid.IntRange(1, 200_000).Draw(t, "full"))
			drawLeaf(t, &ind)
		}
		list[i] = ind
	}
	return list
}

func drawLeaf(t *rapid.T, ind *Indicator) {
	kind := rapid.SampledFrom([]FactKind{OnTime, DaysLate, Returned, Quality, Quantity}).Draw(t, "fact")
	points := Points(rapid.IntRange(-50_000, 50_000).Filter(func(n int) bool { return n != 0 }).Draw(t, "points"))
	switch rapid.IntRange(0, 3).Draw(t, "way") {
	case 0:
		ind.Scorers = []Scorer{{PostRef("eval-a"), 40 * Percent}, {PostRef("eval-b"), 60 * Percent}}
	case 1:
		ind.Rules = []Rule{{Key: "r", Title: "r", Fact: kind, Op: Share, Points: ind.Full}}
	default:
		ind.Base = Points(rapid.Int64Range(0, int64(ind.Full)).Draw(t, "base"))
		ind.Rules = []Rule{
			{Key: "a", Title: "a", Fact: kind, Op: Each, Points: points, Count: rapid.SampledFrom([]Counting{Exact, Started, Full}).Draw(t, "count")},
			{Key: "b", Title: "b", Fact: Urged, Op: Once, Points: -points}}
	}
}

func drawInputs(t *rapid.T, c Cycle) Inputs {
	var in Inputs
	posts := []Ref{UserRef("wu"), PostRef("clerk-wu"), PostRef("window"), UnitRef("agri"), UserRef("li")}
	for i := range rapid.IntRange(0, 25).Draw(t, "facts") {
		f := Fact{ID: fmt.Sprintf("f%02d", i), Kind: rapid.SampledFrom(FactKinds).Draw(t, "kind"),
			Subject: rapid.SampledFrom(posts).Draw(t, "subject"), Value: int64(rapid.IntRange(0, 20_000).Draw(t, "value")),
			Of: int64(rapid.IntRange(0, 10_000).Draw(t, "of")), At: calendar.On(2026, 1, 1).AddDays(rapid.IntRange(-10, 380).Draw(t, "at")),
			Work: rapid.SampledFrom([]string{"", "w1", "w2"}).Draw(t, "work"), Tag: rapid.SampledFrom([]string{"", "month", "praise", "complaint"}).Draw(t, "tag")}
		if rapid.Bool().Draw(t, "lasted") {
			since := f.At.AddDays(-rapid.IntRange(0, 100).Draw(t, "since"))
			f.Since = &since
		}
		in.Facts = append(in.Facts, f)
	}
	a := c.find(UserRef("wu"))
	for _, j := range c.judged(a) {
		for k, s := range j.ind.Scorers {
			if rapid.Bool().Draw(t, "handed in") {
				in.Evaluations = append(in.Evaluations, Evaluation{Subject: a.Subject, Sheet: j.sheet, Indicator: j.ind.Key, Scorer: s.Who,
					Points: Points(rapid.Int64Range(0, int64(j.ind.Full)).Draw(t, "given")), Seq: int64(k + 1)})
			}
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "adjustments") {
		in.Adjustments = append(in.Adjustments, Adjustment{Subject: a.Subject, Points: Points(rapid.IntRange(-9000, 9000).Draw(t, "moved")), Seq: int64(50 + i)})
	}
	return in
}

func drawCycle(t *rapid.T) Cycle {
	c := town()
	n := 0
	c.Sheets[0].Indicators = drawTree(t, 3, &n)
	return c
}

func TestScore_LawsHoldForAnyTreeAndAnyFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCycle(t)
		require.Empty(t, Validate(c, calendar.Default()))
		in := drawInputs(t, c)
		card := Score(c, UserRef("wu"), in)
		sums(t, card)
		require.GreaterOrEqual(t, card.Total, Points(0))

		// The order of the inputs makes no difference, and computing again
		// gives the same card, byte for byte, also from JSON.
		again := in
		again.Facts = rapid.Permutation(in.Facts).Draw(t, "facts shuffled")
		again.Evaluations = rapid.Permutation(in.Evaluations).Draw(t, "scores shuffled")
		again.Adjustments = rapid.Permutation(in.Adjustments).Draw(t, "adjustments shuffled")
		text, err := json.Marshal([]any{c, again})
		require.NoError(t, err)
		var cycle Cycle
		var inputs Inputs
		require.NoError(t, json.Unmarshal(text, &[]any{&cycle, &inputs}))
		one, err := card.Digest()
		require.NoError(t, err)
		other := Score(cycle, UserRef("wu"), inputs)
		two, err := other.Digest()
		require.NoError(t, err)
		require.Equal(t, one, two)
		require.Empty(t, Diff(card, other))
	})
}

func TestScore_WhatIsLeftIsAlwaysWorthAHundred(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCycle(t)
		s := newScoring(&c, UserRef("wu"), drawInputs(t, c))
		root := s.tree()
		s.allot(root, Hundred)
		if root.present() {
			require.Equal(t, Hundred, levels(t, root))
		}
	})
}

// levels checks that at every level what counts totals what is above it, and
// returns the worth of the leaves.
func levels(t *rapid.T, n *node) Points {
	if len(n.children) == 0 {
		return n.worth
	}
	var sum, leaves Points
	for _, c := range n.children {
		if !c.present() {
			require.Zero(t, c.worth, "what is absent is worth nothing")
			continue
		}
		sum += c.worth
		leaves += levels(t, c)
	}
	require.Equal(t, n.worth, sum)
	return leaves
}

func TestScore_AFactOfAPostIsSharedOutWithoutRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Two people, one post, handed over on any day: together they answer
		// for the whole fact, to the thousandth.
		c := town()
		handover := calendar.On(2026, 1, 1).AddDays(rapid.IntRange(1, 364).Draw(t, "handover"))
		c.Formulas[1].Extras = []Extra{{Effect: Deduction, Indicator: Indicator{Key: "late", Rules: []Rule{{Key: "l", Fact: DaysLate, Op: Each, Points: -1 * Point}}}}}
		for i, tenure := range []Tenure{{Post: "p", From: day("2025-01-01"), To: handover.AddDays(-1)}, {Post: "p", From: handover}} {
			c.Assessed[i].Formula, c.Assessed[i].Tenures = "plain", []Tenure{tenure}
		}
		f := fact(DaysLate, PostRef("p"), "2026-06-30", int64(rapid.IntRange(0, 90_000).Draw(t, "late")), 0)
		f.At = calendar.On(2026, 1, 1).AddDays(rapid.IntRange(0, 364).Draw(t, "at"))
		since := f.At.AddDays(-rapid.IntRange(0, 400).Draw(t, "since"))
		f.Since = &since
		var counted int64
		for i := range 2 {
			for _, l := range Score(c, c.Assessed[i].Subject, Inputs{Facts: []Fact{f}}).Lines {
				if l.Rule == "l" {
					counted += l.Count
				}
			}
		}
		require.InDelta(t, f.Value, counted, 1)
	})
}

func TestUnion_AgreesWithCountingDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.On(2026, 1, 1)
		draw := func(name string) span {
			a := from.AddDays(rapid.IntRange(0, 60).Draw(t, name))
			return span{a, a.AddDays(rapid.IntRange(0, 30).Draw(t, name+" days"))}
		}
		spans := make([]span, rapid.IntRange(0, 6).Draw(t, "n"))
		for i := range spans {
			spans[i] = draw("span")
		}
		o := draw("in")
		n := 0
		for d := o.from; !d.After(o.to); d = d.AddDays(1) {
			if slices.ContainsFunc(spans, func(s span) bool { return !d.Before(s.from) && !d.After(s.to) }) {
				n++
			}
		}
		require.Equal(t, n, union(spans, o))
	})
}
