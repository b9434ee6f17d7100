package assess

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestModerate_KeepsToItsLimits(t *testing.T) {
	r := moderating(t, town(), townFacts())
	mod := func(a Actor, s Ref, grade string, p Points) Moderate {
		return Moderate{Header: about(a, s, "集体研究"), Grade: grade, Points: p}
	}
	r.refused(CodeRole, mod(who("office"), UserRef("li"), "competent", 0))
	r.refused(CodeInvalid, Moderate{Header: about(who("deputy"), UserRef("li"), ""), Grade: "competent"})
	r.refused(CodeInvalid, mod(who("deputy"), UserRef("li"), "splendid", 0))
	r.refused(CodeInvalid, mod(who("deputy"), UserRef("li"), "qualified", 0)) // of another kind of staff
	r.refused(CodeInvalid, mod(who("deputy"), UserRef("li"), "", 5001))
	r.refused(CodeUnchanged, mod(who("deputy"), UserRef("li"), r.course.Result(UserRef("li")).Grade, 0))
	r.refused(CodeVetoed, mod(who("deputy"), UnitRef("safety"), "good", 0))
	r.refused(CodeOwnUnit, mod(inUnit("deputy", "agri"), UnitRef("agri"), "good", 0))
	r.refused(CodeOwnScore, mod(deputy("deputy", "li"), UserRef("li"), "incompetent", 0))
	// Five civil servants: 20 % is one seat, taken by whoever is highest.
	var excellent []Ref
	for _, res := range r.course.Results {
		if res.Grade == "excellent" {
			excellent = append(excellent, res.Subject)
		}
	}
	for _, id := range []string{"li", "zhang", "wu", "zhao", "qian"} {
		if s := UserRef(id); len(excellent) > 0 && s != excellent[0] {
			r.refused(CodeQuota, mod(who("deputy"), s, "excellent", 0))
		}
	}
	r.must(mod(who("deputy"), UserRef("li"), "", 3*Point))
	r.refused(CodeInvalid, mod(who("secretary"), UserRef("li"), "", 3*Point)) // six together
	r.must(Moderate{Header: about(who("mayor"), UserRef("zhao"), "受处分"), Veto: "discipline"})
	require.Equal(t, "incompetent", r.course.Result(UserRef("zhao")).Grade)
	require.True(t, r.course.Result(UserRef("zhao")).Vetoed)
	r.refused(CodeUnchanged, Moderate{Header: about(who("mayor"), UserRef("zhao"), "受处分"), Veto: "discipline"})
	r.refused(CodeInvalid, Moderate{Header: about(who("mayor"), UserRef("zhao"), "受处分"), Veto: "safety"})
	r.refused(CodeRole, Publish{Header{Actor: who("deputy")}})
	r.must(Publish{Header{Actor: who("mayor")}})

	// A review lifts the veto that was declared.
	r.must(AskReview{Header: about(who("zhao"), UserRef("zhao"), ""), Grounds: "处分已撤销"})
	lift := DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "处分已撤销"}, Outcome: Altered, Lift: []string{"discipline"}, Grade: "basically-competent"}
	res, err := r.course.Preview(lift, r.facts)
	require.NoError(t, err)
	require.False(t, res.Vetoed)
	lift.Result = &res
	r.must(lift)
	require.Equal(t, "basically-competent", r.course.Result(UserRef("zhao")).Grade)
	require.Empty(t, r.course.Declared)
}

func TestPublish_WaitsForTheCount(t *testing.T) {
	r := moderating(t, town(), townFacts())
	require.NoError(t, r.try(Moderate{Header: about(who("deputy"), UserRef("li"), "抢险"), Points: Point}))
	require.Equal(t, WantTally, r.course.Wanted)
	r.refused(CodeNotCounted, Publish{Header{Actor: who("mayor")}})
	results, err := r.course.Count(r.facts)
	require.NoError(t, err)
	r.refused(CodeStale, Tally{Header{Actor: System()}, results, r.course.Seq - 1})
	r.refused(CodeInvalid, Tally{Header{Actor: System()}, results[1:], r.course.Seq})
	r.refused(CodeRole, Tally{Header{Actor: who("office")}, results, r.course.Seq})
	r.serve()
	r.must(Publish{Header{Actor: who("mayor")}})
}

func TestReview_IsDecidedByPeopleWhoTookNoPart(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Moderate{Header: about(who("deputy"), UserRef("li"), "抢险"), Points: Point})
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	decide := func(a Actor) DecideObjection {
		return DecideObjection{Header: Header{Actor: a, Case: 1, Reason: "维持"}, Outcome: Upheld}
	}
	for _, x := range []struct {
		actor Actor
		want  Code
	}{
		{who("office"), CodeRole},
		{holding("eval-a", "review-1"), CodeTookPart},     // scored
		{deputy("eval-b", "review-1"), CodeTookPart},      // scored, now as a deputy
		{deputy("review-1", "eval-a"), CodeTookPart},      // stands in for who scored
		{holding("deputy", "review-1"), CodeTookPart},     // moderated
		{holding("mayor", "review-1"), CodeTookPart},      // published
		{holding("li", "review-1"), CodeOwnScore},         // their own
		{deputy("review-1", "li"), CodeOwnScore},          // of their principal
		{holding("secretary", "review-1"), Code("")},      // of the group, but not about li
		{holding("secretary", "review-1"), CodeCaseEnded}, // decided by now
	} {
		err := r.try(decide(x.actor))
		require.Equal(t, x.want, CodeOf(err), "%s: %v", x.actor.User, err)
	}
	r.must(AskAppeal{Header: about(who("li"), UserRef("li"), ""), Grounds: "不服"})
	appeal := DecideObjection{Header: Header{Actor: holding("secretary", "appeal-1"), Case: 2, Reason: "维持"}, Outcome: Upheld}
	r.refused(CodeTookPart, appeal) // decided the review
	appeal.Actor = who("appeal")
	r.must(appeal)
}

func TestReview_AScoreThatWasReplacedIsStillTakingPart(t *testing.T) {
	r := scoringTown(t)
	c := conduct(holding("secretary", "eval-a"), "li", 60*Point)
	r.must(c)
	again := conduct(who("eval-a"), "li", 90*Point) // the post changed hands
	again.Reason = "重新打分"
	r.must(again)
	r.score(80 * Point)
	r.verify()
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	r.refused(CodeTookPart, DecideObjection{Header: Header{Actor: holding("secretary", "review-1"), Case: 1, Reason: "维持"}, Outcome: Upheld})
}
