package assess

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// townFacts give everybody something, and name eval-b a party to qian's work.
func townFacts() []Fact {
	facts := liFacts().Facts
	for i, id := range []string{"clerk-zhao", "clerk-qian", "vet"} {
		facts = append(facts, fact(OnTime, PostRef(id), "2026-04-01", int64(i)*500, 1000))
	}
	quality := fact(Quality, PostRef("clerk-qian"), "2026-05-01", 900, 1000)
	quality.Parties = []string{"qian", "eval-b"}
	facts = append(facts, quality,
		fact(Quantity, UnitRef("agri"), "2026-10-01", 90, 100), fact(Quantity, UnitRef("safety"), "2026-10-01", 100, 100))
	accident := fact(Case, UnitRef("safety"), "2026-08-08", 1000, 0)
	accident.Tag = "accident"
	return append(facts, accident)
}

func evaluate(actor Actor, subject Ref, sheet, indicator string, p Points) Evaluate {
	return Evaluate{Header{Actor: actor, Subject: subject}, []Given{{Sheet: sheet, Indicator: indicator, Points: p}}}
}

func conduct(actor Actor, id string, p Points) Evaluate {
	return evaluate(actor, UserRef(id), "cadre", "conduct", p)
}

func about(actor Actor, subject Ref, reason string) Header {
	return Header{Actor: actor, Subject: subject, Reason: reason}
}

func TestCourse_RunsFromIndicatorsToArchive(t *testing.T) {
	r := start(t, town(), townFacts())
	require.Equal(t, PhaseIssued, r.course.Phase)
	r.refused(CodePhase, SelfAssess{Header: about(who("li"), UserRef("li"), ""), Summary: "总结"})

	// The facts are frozen when 31 December is over.
	next, ok := NextWake(r.course, r.cal)
	require.True(t, ok)
	require.Equal(t, clock("2027-01-01 00:00").UTC(), next)
	r.until(next)
	require.Equal(t, PhaseSelf, r.course.Phase)
	require.Equal(t, len(r.facts), r.course.Facts.Count)
	require.Equal(t, []Conflict{{Subject: UserRef("qian"), Kind: Quality, Users: []string{"eval-b", "qian"}}}, r.course.Conflicts)

	// wang hands nothing in: after five working days and five of grace (4 to 15
	// January) the scoring begins without.
	for _, id := range []string{"li", "zhang", "wu", "zhao", "qian", "agri-head", "safety-head", "donghe-head"} {
		subject := UserRef(id)
		for _, a := range r.course.Cycle.Assessed {
			if a.Head == PostRef(id) {
				subject = a.Subject
			}
		}
		r.must(SelfAssess{Header: about(who(id), subject, ""), Summary: "总结"})
	}
	r.refused(CodeTooEarly, Advance{Header{Actor: who("office")}})
	r.until(clock("2027-01-15 17:30"))
	require.Equal(t, PhaseSelf, r.course.Phase)
	r.until(clock("2027-01-15 17:31"))
	require.Equal(t, PhaseScoring, r.course.Phase)
	began := r.events[len(r.events)-1]
	require.Equal(t, []Ref{UserRef("wang")}, began.Detail.Missing)

	// Two evaluators differ about zhao, blind to each other.
	r.now = clock("2027-01-18 09:00")
	r.must(conduct(who("eval-a"), "zhao", 92*Point))
	require.Empty(t, r.course.Visible(UserRef("zhao"), who("eval-b")), "blind until both are in")
	require.Len(t, r.course.Visible(UserRef("zhao"), who("eval-a")), 1)
	r.refused(CodeInvalid, conduct(who("eval-a"), "zhao", 90*Point)) // a change wants a reason
	again := conduct(who("eval-a"), "zhao", 90*Point)
	again.Reason = "笔误"
	r.must(again)
	require.Equal(t, 92*Point, r.events[len(r.events)-1].Detail.Before[0].Points)
	r.must(conduct(who("eval-b"), "zhao", 70*Point))
	require.Len(t, r.course.Visible(UserRef("zhao"), who("eval-b")), 2)
	require.Empty(t, r.course.Visible(UserRef("zhao"), who("zhao")), "those assessed see them when scoring is over")
	r.refused(CodeBlindOver, again)
	r.refused(CodeOwnGoal, conduct(who("eval-b"), "qian", 80*Point))
	r.score(80*Point, UserRef("qian"), VillageRef("donghe"))
	r.must(conduct(who("eval-a"), "qian", 85*Point))
	require.Equal(t, []Open{{UserRef("qian"), "cadre", "conduct", PostRef("eval-b")}, {VillageRef("donghe"), "party", "party", PostRef("eval-a")}}, r.course.Open())

	// The line office never scores donghe: urged by the ladder, left out at the
	// end of the grace. 18 January + 5 = 22 January, + 5 = 29 January.
	r.until(clock("2027-01-29 17:31"))
	require.Equal(t, PhasePanel, r.course.Phase)
	var rungs []string
	for _, e := range r.events {
		if e.Type == RungPassed {
			rungs = append(rungs, e.Detail.Rung)
		}
	}
	require.Equal(t, []string{"self/remind-1", "self/due-today", "self/rung-1", "self/rung-2", "self/rung-3",
		"scoring/remind-1", "scoring/due-today", "scoring/rung-1", "scoring/rung-2", "scoring/rung-3"}, rungs)

	// 20 % of nine is 1.8, rounded up two by lot; zhao's scorers are 20 apart.
	require.Len(t, r.course.Sample.Lot, 2)
	require.Contains(t, r.course.Sample.All(), UserRef("zhao"))
	seed := r.course.Sample.Seed
	var subjects []Ref
	for _, a := range r.course.Cycle.Assessed {
		subjects = append(subjects, a.Subject)
	}
	require.Equal(t, r.course.Sample.Lot, Draw(seed, subjects, 2), "anybody can draw again")
	for _, s := range r.course.Sample.open() {
		v := VerifySample{Header: about(who("panel-1"), s, "核实台账"), OK: s != UserRef("zhao")}
		if s == UserRef("zhao") {
			v.Scores = []Given{{Sheet: "cadre", Indicator: "conduct", Points: 75 * Point, Remark: "以核实为准"}}
		}
		r.must(v)
	}
	require.Equal(t, PhaseModeration, r.course.Phase)
	card := r.course.Card(UserRef("zhao"), r.facts)
	require.Contains(t, notes(card), "verified staff/yearly/conduct")
	require.Equal(t, card.Total, r.course.Result(UserRef("zhao")).Total)
	require.Equal(t, "unqualified", r.course.Result(UnitRef("safety")).Grade, "a veto")
	require.True(t, r.course.Result(UnitRef("safety")).Total > 90*Point)

	// The leading group moves one total and one grade.
	before := r.course.Result(UserRef("wang")).Total
	r.must(Moderate{Header: about(who("deputy"), UserRef("wang"), "抢险救灾"), Points: 2 * Point})
	require.Equal(t, before+2*Point, r.course.Result(UserRef("wang")).Total, "counted again by itself")
	was := r.course.Result(UserRef("zhang")).Grade
	r.must(Moderate{Header: about(who("secretary"), UserRef("zhang"), "集体研究"), Grade: "basically-competent"})
	m := r.course.Moderations[1]
	require.Equal(t, []string{was, "basically-competent", "secretary", "集体研究"}, []string{m.Before, m.After, m.By.User, m.Reason})

	// 公示: five working days, from Friday 29 January: to Friday 5 February would be five; the Spring Festival follows.
	r.now = clock("2027-01-29 17:40")
	r.must(Publish{Header{Actor: who("mayor")}})
	min, err := r.cal.Due(r.now, r.course.Cycle.Settings.Public)
	require.NoError(t, err)
	require.Equal(t, min.UTC(), *r.course.DueAt)
	r.until(min.Add(-time.Millisecond))
	require.Equal(t, PhasePublic, r.course.Phase)
	r.until(min)
	require.Equal(t, PhaseReview, r.course.Phase)

	// Nobody objects: the results stand after the window, and are archived.
	closes := *r.course.ClosesAt
	require.Equal(t, min.Add(30*24*time.Hour).UTC().Format("2006-01-02"), closes.Format("2006-01-02"))
	r.until(closes.Add(time.Millisecond))
	require.Equal(t, PhaseFinal, r.course.Phase)
	r.refused(CodePhase, AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "迟了"})
	r.until(clock("2027-12-31 12:00"))
	require.Equal(t, PhaseArchived, r.course.Phase)
	_, ok = NextWake(r.course, r.cal)
	require.False(t, ok)

	// Everything rebuilds from the events, and every number from the facts.
	var rebuilt Course
	for _, e := range r.events {
		rebuilt = Adopt(rebuilt, e)
	}
	require.Equal(t, r.course, rebuilt)
	counted, err := rebuilt.Count(r.facts)
	require.NoError(t, err)
	for i, res := range counted {
		require.Equal(t, []any{rebuilt.Results[i].Total, rebuilt.Results[i].Card}, []any{res.Total, res.Card})
	}
	_, err = rebuilt.Count(r.facts[1:])
	require.Equal(t, CodeStale, CodeOf(err), "other facts than those frozen are refused")
}

func TestCourse_AReviewThatSucceedsAndOneThatIsRefused(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "逾期天数有误", Lines: []string{"staff/yearly/work/order#rule#late"}})
	r.refused(CodeAskedAlready, AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "再问"})
	r.refused(CodeNotYours, AskReview{Header: about(who("zhao"), UserRef("wang"), ""), Grounds: "替人"})
	r.must(AskReview{Header: about(who("qian"), UserRef("qian"), ""), Grounds: "评分偏低"})
	require.Len(t, r.course.Duties(), 4, "two cases, two reviewers each")

	// li: a fact was wrong.
	late := r.facts[10]
	right := late
	right.Value = 1000
	decide := DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "延期已批准，按1天计"}, Outcome: Altered,
		Corrections: []Correction{{Before: &late, After: &right}}}
	r.refused(CodeInvalid, decide) // without the result it leads to
	res, err := r.course.Preview(decide, r.facts)
	require.NoError(t, err)
	decide.Result = &res
	r.must(decide)
	o := r.course.Objection(1)
	require.Equal(t, o.Before.Total+720, o.After.Total) // 1.5 days × 10 of 100 × 4.8 = 0.72
	require.Equal(t, o.After.Total, r.course.Result(UserRef("li")).Total)
	require.Equal(t, res.Card, r.course.Result(UserRef("li")).Card, "the count agrees with the preview, byte for byte")
	require.LessOrEqual(t, r.course.Inputs, r.course.Counted)

	// qian: the result stands.
	r.must(DecideObjection{Header: Header{Actor: who("review-2"), Case: 2, Reason: "评分有据"}, Outcome: Upheld})
	r.refused(CodeCaseEnded, DecideObjection{Header: Header{Actor: who("review-2"), Case: 2, Reason: "再定"}, Outcome: Upheld})
	r.refused(CodeNoCase, DecideObjection{Header: Header{Actor: who("review-2"), Case: 7, Reason: "无"}, Outcome: Upheld})

	// qian, a civil servant, appeals; the deciders take their thirty days more.
	r.must(AskAppeal{Header: about(who("qian"), UserRef("qian"), ""), Grounds: "不服"})
	due := *r.course.Objection(3).DueAt
	r.refused(CodeRole, ExtendAppeal{Header{Actor: who("review-1"), Case: 3, Reason: "复杂"}})
	r.must(ExtendAppeal{Header{Actor: who("appeal"), Case: 3, Reason: "案情复杂"}})
	require.True(t, r.course.Objection(3).DueAt.Sub(due) >= 30*24*time.Hour)
	r.refused(CodeExtended, ExtendAppeal{Header{Actor: who("appeal"), Case: 3, Reason: "再延"}})

	// The results do not become final while the case is open, however late.
	r.until(clock("2027-10-01 09:00"))
	require.Equal(t, PhaseReview, r.course.Phase)
	var rungs []string
	for _, m := range r.course.Reached {
		rungs = append(rungs, m.Key)
	}
	require.Contains(t, rungs, "case-3-longer/rung-3", "late deciders are urged")
	appeal := DecideObjection{Header: Header{Actor: who("appeal"), Case: 3, Reason: "评分应为95分"}, Outcome: Altered,
		Scores: []Given{{Sheet: "cadre", Indicator: "conduct", Points: 95 * Point}}}
	res, err = r.course.Preview(appeal, r.facts)
	require.NoError(t, err)
	appeal.Result = &res
	r.must(appeal)
	require.Equal(t, res.Card, r.course.Result(UserRef("qian")).Card)
	r.until(r.now.Add(time.Minute))
	require.Equal(t, PhaseFinal, r.course.Phase)
}

func TestObjection_NobodyFaresWorse(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("zhao"), UserRef("zhao"), ""), Grounds: "请复核"})
	decide := DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "重评"}, Outcome: Altered,
		Scores: []Given{{Sheet: "cadre", Indicator: "conduct", Points: 10 * Point}}}
	res, err := r.course.Preview(decide, r.facts)
	require.NoError(t, err)
	decide.Result = &res
	r.refused(CodeWorse, decide)
	decide.Scores[0].Points = 80 * Point
	res, err = r.course.Preview(decide, r.facts)
	require.NoError(t, err)
	decide.Result, decide.Grade = &res, "incompetent"
	if r.course.Result(UserRef("zhao")).Grade != "incompetent" {
		r.refused(CodeWorse, decide)
	}
	decide.Grade = "splendid"
	r.refused(CodeInvalid, decide)
	decide.Grade, decide.Outcome = "", "forgotten"
	r.refused(CodeInvalid, decide)
	decide.Outcome, decide.Reason = Upheld, ""
	r.refused(CodeInvalid, decide)
}

func TestObjection_WithdrawnMayBeAskedAgainWithinTheWindow(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Publish{Header{Actor: who("mayor")}})
	ask := AskReview{Header: about(who("wang"), UserRef("wang"), ""), Grounds: "请复核"}
	r.must(ask)
	r.refused(CodeNotYours, WithdrawObjection{Header{Actor: who("li"), Case: 1}})
	r.must(WithdrawObjection{Header{Actor: who("wang"), Case: 1}})
	r.must(ask)
	r.must(DecideObjection{Header: Header{Actor: who("review-1"), Case: 2, Reason: "维持"}, Outcome: Upheld})
	r.refused(CodeNoAppeal, AskAppeal{Header: about(who("wang"), UserRef("wang"), ""), Grounds: "事业编"})
	r.refused(CodeNoCase, AskAppeal{Header: about(who("li"), UserRef("li"), ""), Grounds: "没有复核过"})
	r.until(clock("2027-01-20 09:00"))
	require.Equal(t, PhaseReview, r.course.Phase)
	r.now = r.course.ClosesAt.Add(time.Millisecond)
	r.refused(CodeWindowClosed, AskReview{Header: about(who("zhao"), UserRef("zhao"), ""), Grounds: "晚了一步"})
}

func TestObjection_AnAppealHasItsWindow(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.must(Publish{Header{Actor: who("mayor")}})
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	r.until(clock("2027-03-01 09:00"))
	r.must(DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "维持"}, Outcome: Upheld})
	by := *r.course.Objection(1).AppealBy
	require.Equal(t, "2027-03-16", calendar.DateOf(by).String())
	r.until(by)
	require.Equal(t, PhaseReview, r.course.Phase, "final only when nobody can appeal any more")
	r.now = by.Add(time.Millisecond)
	r.refused(CodeWindowClosed, AskAppeal{Header: about(who("li"), UserRef("li"), ""), Grounds: "晚了"})
	r.until(r.now)
	require.Equal(t, PhaseFinal, r.course.Phase)
}
