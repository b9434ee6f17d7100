package assess

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// reviewed brings a course to a review that li asked for, with 93 and 72 points
// for conduct by scorers of equal weight.
func reviewed(t *testing.T) *run {
	r := start(t, town(), townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	for id, p := range map[string]Points{"eval-a": 93 * Point, "eval-b": 72 * Point} {
		r.must(Evaluate{Header{Actor: who(id), Subject: UserRef("li")}, []Given{{Sheet: "cadre", Indicator: "conduct", Points: p}}})
	}
	r.score(80 * Point)
	r.verify()
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "两名考核员相差过大"})
	return r
}

func TestDecideObjection_PutsOneScorersPointsRight(t *testing.T) {
	// Conduct is worth 16 of the total; each scorer counts half of it.
	//   93: 46.5 ÷ 100 × 16 = 7.44    72: 36   ÷ 100 × 16 = 5.76   together 13.2
	//   95: 47.5 ÷ 100 × 16 = 7.6     85: 42.5 ÷ 100 × 16 = 6.8
	//   90 instead of both: 90 ÷ 100 × 16 = 14.4
	a, b := PostRef("eval-a"), PostRef("eval-b")
	for _, x := range []struct {
		name   string
		scores []Given
		lines  []string
		more   string // than before
	}{
		{"72 becomes 85", []Given{{Scorer: b, Points: 85 * Point}}, []string{"post:eval-a 7.44", "post:eval-b 6.8"}, "1.04"},
		{"only 93 becomes 95", []Given{{Scorer: a, Points: 95 * Point}}, []string{"post:eval-a 7.6", "post:eval-b 5.76"}, "0.16"},
		{"both", []Given{{Scorer: a, Points: 95 * Point}, {Scorer: b, Points: 85 * Point}}, []string{"post:eval-a 7.6", "post:eval-b 6.8"}, "1.2"},
		{"93 becomes 90, 72 becomes 80", []Given{{Scorer: a, Points: 90 * Point}, {Scorer: b, Points: 80 * Point}}, []string{"post:eval-a 7.2", "post:eval-b 6.4"}, "0.4"},
		{"one for all", []Given{{Points: 90 * Point}}, []string{" 14.4"}, "1.2"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := reviewed(t)
			before := r.course.Result(UserRef("li")).Total
			r.must(altering(t, r, x.scores))
			require.Equal(t, x.more, (r.course.Result(UserRef("li")).Total - before).String())
			var got []string
			for _, l := range r.course.Card(UserRef("li"), r.facts).Lines {
				if l.Indicator == "conduct" {
					got = append(got, l.Rule+" "+l.Points.String())
				}
			}
			require.Equal(t, x.lines, got)
		})
	}
}

// altering is a decision of li's case that alters scores of conduct, with the
// result it leads to.
func altering(t *testing.T, r *run, scores []Given) DecideObjection {
	d := DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "漏计两次值守"}, Outcome: Altered}
	for _, g := range scores {
		g.Sheet, g.Indicator = "cadre", "conduct"
		d.Scores = append(d.Scores, g)
	}
	res, err := r.course.Preview(d, r.facts)
	require.NoError(t, err)
	d.Result = &res
	return d
}

func TestDecideObjection_AScoreThatWasPutRightStaysItsScorers(t *testing.T) {
	r := reviewed(t)
	d := altering(t, r, []Given{{Scorer: PostRef("eval-b"), Points: 85 * Point}})
	r.must(d)
	require.Equal(t, d.Result.Card, r.course.Result(UserRef("li")).Card, "the count agrees with the preview")
	e := r.course.Evaluation(UserRef("li"), "cadre", "conduct", PostRef("eval-b"))
	require.Equal(t, "eval-b", e.By.User)
	require.Len(t, e.Amended, 1)
	x := e.Amended[0]
	require.Equal(t, []any{72 * Point, 85 * Point, "review-1", "漏计两次值守", 1}, []any{*x.Before, x.After, x.By.User, x.Reason, x.Case})
	require.Equal(t, 93*Point, r.course.Evaluation(UserRef("li"), "cadre", "conduct", PostRef("eval-a")).Points)
	for _, act := range r.course.Acts {
		require.False(t, act.What == ObjectionDecided && act.By.User == "eval-b", "who scored has not decided")
	}
}

func TestDecideObjection_RefusesScoresThatNobodyGave(t *testing.T) {
	b := PostRef("eval-b")
	for name, scores := range map[string][]Given{
		"of somebody who scores something else": {{Scorer: PostRef("office"), Points: 85 * Point}},
		"one scorer twice":                      {{Scorer: b, Points: 85 * Point}, {Scorer: b, Points: 86 * Point}},
		"one scorer, and one for all":           {{Scorer: b, Points: 85 * Point}, {Points: 90 * Point}},
		"beyond the scale":                      {{Scorer: b, Points: 101 * Point}},
	} {
		t.Run(name, func(t *testing.T) {
			r := reviewed(t)
			r.refused(CodeInvalid, altering(t, r, scores))
		})
	}
	r := reviewed(t)
	worse := altering(t, r, []Given{{Scorer: b, Points: 60 * Point}})
	r.refused(CodeWorse, worse)
	_, err := Decide(r.course, worse, r.now, r.cal)
	var refusal *Error
	require.ErrorAs(t, err, &refusal)
	require.Contains(t, refusal.Params["after"], "称职", "grades are told by their titles")
}

func TestEvaluate_NamesNobodyElsesSeat(t *testing.T) {
	r := start(t, town(), townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	r.refused(CodeInvalid, Evaluate{Header{Actor: who("eval-a"), Subject: UserRef("li")},
		[]Given{{Sheet: "cadre", Indicator: "conduct", Scorer: PostRef("eval-b"), Points: 80 * Point}}})
	r.score(80 * Point)
	for _, e := range r.events {
		if e.Type == SampleDrawn || e.Type == PhaseBegan && e.Detail.Phase == PhasePanel {
			require.Equal(t, SystemUser, e.By.User, "the last scorer does not draw the sample")
		}
	}
}
