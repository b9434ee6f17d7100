package assess

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestQuota_ShowsItsRounding(t *testing.T) {
	for _, x := range []struct {
		n     int
		r     Rounding
		seats int
		exact string
	}{
		{23, Down, 4, "4.6"}, {23, Nearest, 5, "4.6"}, {23, Up, 5, "4.6"}, {22, Nearest, 4, "4.4"},
		{4, Down, 0, "0.8"}, {4, Up, 1, "0.8"}, {25, Up, 5, "5"}, {0, Up, 0, "0"},
	} {
		seats, exact := Quota{Percent: 20 * Percent, Rounding: x.r}.Of(x.n)
		require.Equal(t, []any{x.seats, x.exact}, []any{seats, exact.String()}, "%d %s", x.n, x.r)
	}
	seats, _ := Quota{Percent: 12_500, Rounding: Nearest}.Of(4) // exactly a half
	require.Equal(t, 1, seats)
}

// crowd makes a cycle of n civil servants and their totals.
func crowd(totals ...Points) (Cycle, []Result) {
	c := town()
	c.Assessed = nil
	var results []Result
	for i, p := range totals {
		subject := UserRef(fmt.Sprintf("u%02d", i))
		c.Assessed = append(c.Assessed, Assessed{Subject: subject, Name: "人", Kind: Cadre, Staff: "civil-servant", Formula: "staff"})
		results = append(results, Result{Subject: subject, Total: p})
	}
	return c, results
}

func grades(list []Result) string {
	s := ""
	for _, r := range list {
		if r.Grade == "" {
			s += "-"
			continue
		}
		s += r.Grade[:1]
	}
	return s
}

func TestPropose_GradesByScoreWithinTheQuota(t *testing.T) {
	p := func(n ...Points) (list []Points) {
		for _, x := range n {
			list = append(list, x*Point)
		}
		return list
	}
	for _, x := range []struct {
		name   string
		totals []Points
		change func(list []Result)
		want   string // e excellent, c competent, b basically competent, i incompetent
	}{
		{"the highest of ten get the two seats", p(91, 95, 92, 85, 72, 65, 50, 93, 80, 70), nil, "cecccbiecc"},
		{"a seat nobody reaches stays empty", p(89, 88, 87, 86, 85), nil, "ccccc"},
		{"level for the last seat: nobody gets it", p(95, 93, 93, 80, 80, 80, 80, 80, 80, 80), nil, "eccccccccc"},
		{"level for all seats", p(93, 93, 93, 80, 80, 80, 80, 80, 80, 80), nil, "cccccccccc"},
		{"a veto gets the last grade and frees the seat", p(95, 94, 93, 80, 80, 80, 80, 80, 80, 80), func(l []Result) { l[0].Vetoed = true }, "ieeccccccc"},
		{"too short in office: no grade, and not counted", p(95, 94, 93, 80, 80, 80, 80, 80, 80, 80), func(l []Result) { l[3].Short = true }, "ecc-cccccc"},
		{"nothing scored: no grade", p(95, 0, 93, 80, 80), func(l []Result) { l[1].Empty = true }, "c-ccc"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c, list := crowd(x.totals...)
			if x.change != nil {
				x.change(list)
			}
			got, seats := Propose(c, list)
			require.Equal(t, x.want, grades(got))
			require.Len(t, seats, 1)
			require.Nil(t, overQuota(&c, got))
		})
	}
	c, list := crowd(p(95, 93, 93, 80, 80, 80, 80, 80, 80, 80)...)
	got, seats := Propose(c, list)
	require.False(t, got[0].Tied)
	require.True(t, got[1].Tied && got[2].Tied)
	require.Equal(t, Seats{Set: "civil-servant", Grade: "excellent", Assessed: 10, Percent: 20 * Percent, Exact: 2 * Point, Rounding: Down, Seats: 2}, seats[0])
}

func TestPropose_CountsQuotasPerGroupAndGradeSet(t *testing.T) {
	c, list := crowd(95*Point, 94*Point, 93*Point, 92*Point, 91*Point, 95*Point, 94*Point, 93*Point, 92*Point, 91*Point)
	for i := range 5 {
		c.Assessed[i].Group = "中层"
	}
	got, seats := Propose(c, list)
	require.Equal(t, "ecccc"+"ecccc", grades(got))
	require.Len(t, seats, 2)
	c.Assessed[9].Staff = "institution" // four and one: no seat in either of theirs
	got, _ = Propose(c, list)
	require.Equal(t, "eccccccccq", grades(got))
}

func TestPropose_KeepsWhatTheGroupHasSet(t *testing.T) {
	c, list := crowd(95*Point, 94*Point, 93*Point, 80*Point, 80*Point, 80*Point, 80*Point, 80*Point, 80*Point, 80*Point)
	got, _ := Propose(c, list, Result{Subject: "user:u02", Grade: "excellent"}, Result{Subject: "user:u09", Grade: "incompetent"})
	require.Equal(t, "ececccccci", grades(got), "the seat that is left goes to the highest")
	require.Equal(t, "excellent", got[1].Proposed, "what would have been proposed is shown")
}

func TestPropose_NeverExceedsAQuota(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Points { return Points(rapid.IntRange(85, 100).Draw(t, "total")) * Point }), 1, 40).Draw(t, "totals")
		c, list := crowd(totals...)
		c.GradeSets[0].Grades[0].Quota.Rounding = rapid.SampledFrom([]Rounding{Down, Nearest, Up}).Draw(t, "rounding")
		c.GradeSets[0].Grades[0].Quota.Percent = Weight(rapid.IntRange(0, int(Whole)).Draw(t, "percent"))
		for i := range list {
			list[i].Vetoed = rapid.IntRange(0, 9).Draw(t, "veto") == 0
			list[i].Short = rapid.IntRange(0, 9).Draw(t, "short") == 0
			c.Assessed[i].Group = rapid.SampledFrom([]string{"", "甲"}).Draw(t, "group")
		}
		got, _ := Propose(c, list)
		require.Nil(t, overQuota(&c, got))
		for i, r := range got {
			require.Equal(t, !r.Short, r.Grade != "")
			if r.Vetoed && !r.Short {
				require.Equal(t, "incompetent", r.Grade)
			}
			for j, o := range got {
				if r.graded() && o.graded() && !r.Vetoed && !o.Vetoed && c.Assessed[i].Group == c.Assessed[j].Group && r.Total == o.Total {
					require.Equal(t, r.Grade, o.Grade, "the same points, the same grade")
				}
			}
		}
	})
}
