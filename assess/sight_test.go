package assess

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSight_WidensWhenResultsArePublic(t *testing.T) {
	r := start(t, town(), townFacts())
	sights := func() map[string]Sight {
		m := map[string]Sight{}
		for id := range holders {
			m[id] = r.course.Sight(UserRef("zhao"), who(id))
		}
		return m
	}
	everybody := func(but map[string]Sight) map[string]Sight {
		m := map[string]Sight{}
		for id := range holders {
			m[id] = but[id]
		}
		return m
	}
	runs := map[string]Sight{"office": SeesAll, "panel-1": SeesAll, "panel-2": SeesAll, "deputy": SeesAll, "secretary": SeesAll, "mayor": SeesAll,
		"audit": SeesAll, "eval-a": SeesFacts, "eval-b": SeesFacts, "zhao": SeesFacts}
	require.Equal(t, everybody(runs), sights())
	require.Equal(t, SeesFacts, r.course.Sight(UnitRef("agri"), who("agri-head")))
	require.Equal(t, SeesNothing, r.course.Sight(UserRef("nobody"), who("mayor")), "who is not assessed has nothing to see")

	r = moderating(t, town(), townFacts())
	card, ok := r.course.CardFor(UserRef("zhao"), who("zhao"), r.facts)
	require.True(t, ok)
	require.False(t, slices.ContainsFunc(card.Lines, func(l ScoreLine) bool { return l.Kind == LineScore }), "what people scored shows when it is public")
	_, ok = r.course.CardFor(UserRef("zhao"), who("qian"), r.facts)
	require.False(t, ok)

	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("zhao"), UserRef("zhao"), ""), Grounds: "请复核"})
	runs["zhao"], runs["review-1"], runs["review-2"] = SeesAll, SeesAll, SeesAll
	require.Equal(t, everybody(runs), sights(), "those assessed see all of it, and so does who decides the case")
	mine, _ := r.course.CardFor(UserRef("zhao"), who("zhao"), r.facts)
	require.Equal(t, r.course.Card(UserRef("zhao"), r.facts), mine)
	require.True(t, r.course.SeesCase(r.course.Objection(1), who("review-1")))
	require.False(t, r.course.SeesCase(r.course.Objection(1), who("li")))
	require.False(t, r.course.ShowsPoints(Cadre))
	require.True(t, r.course.ShowsPoints(Village))
}

// TestTold_SaysNothingThatIsHidden tells every event of a whole course to
// everybody, at every moment of it, and looks for what they may not see.
func TestTold_SaysNothingThatIsHidden(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Moderate{Header: about(who("deputy"), UserRef("wang"), "抢险救灾"), Points: 2 * Point})
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("zhao"), UserRef("zhao"), ""), Grounds: "请复核"})
	var c Course
	for i, e := range r.events {
		c = Adopt(c, e)
		for id := range holders {
			actor := who(id)
			for _, x := range r.events[:i+1] {
				told, ok := c.Told(x, actor)
				if !ok {
					continue
				}
				require.Empty(t, told.From)
				for _, v := range told.Detail.Evaluations {
					require.Contains(t, c.Shown(v.Subject, actor), *c.Evaluation(v.Subject, v.Sheet, v.Indicator, v.Scorer), "%s hears of points about %s", id, v.Subject)
				}
				if !c.Runs(actor) {
					require.Empty(t, told.Detail.Results, id)
					require.Empty(t, told.Detail.Missing, id)
				}
				if o := told.Detail.Objection; o != nil {
					require.True(t, c.SeesCase(o, actor), id)
				}
			}
		}
	}
}
