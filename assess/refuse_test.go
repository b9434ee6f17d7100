package assess

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// scoring brings the town to its scoring.
func scoringTown(t *testing.T) *run {
	r := start(t, town(), townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("mayor")}})
	require.Equal(t, PhaseScoring, r.course.Phase)
	return r
}

func TestIssue_RefusesWhatIsNotACycleOrNotTheirs(t *testing.T) {
	cal, now := calendar.Default(), clock("2026-01-05 09:00")
	_, err := Decide(Course{}, IssueCycle{Header{Actor: who("li")}, town()}, now, cal)
	require.Equal(t, CodeRole, CodeOf(err))
	bad := town()
	bad.Formulas[0].Parts[0].Weight, bad.Line.Panel = 1, nil
	_, err = Decide(Course{}, IssueCycle{Header{Actor: who("office")}, bad}, now, cal)
	require.Equal(t, CodeInvalid, CodeOf(err))
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Problems, 2)
	require.Contains(t, e.Error(), "/line/panel: required")
	_, err = Decide(Course{}, Publish{Header{Actor: who("mayor")}}, now, cal)
	require.Equal(t, CodeNotIssued, CodeOf(err))

	r := start(t, town(), nil)
	r.refused(CodeAlreadyIssued, IssueCycle{Header{Actor: who("office")}, town()})
	r.refused(CodeTooEarly, FreezeFacts{Header{Actor: System()}, FactSet{AsOf: day("2026-12-31"), Digest: "x"}, nil})
	r.refused(CodeRole, FreezeFacts{Header{Actor: who("office")}, FactSet{AsOf: day("2026-12-31"), Digest: "x"}, nil})
	r.now = clock("2027-01-02 09:00")
	r.refused(CodeInvalid, FreezeFacts{Header{Actor: System()}, FactSet{AsOf: day("2026-12-30"), Digest: "x"}, nil})
}

func TestSelfAssess_IsOnesOwn(t *testing.T) {
	r := start(t, town(), townFacts())
	r.until(clock("2027-01-04 09:00"))
	self := func(a Actor, s Ref) SelfAssess { return SelfAssess{Header: about(a, s, ""), Summary: "总结"} }
	r.refused(CodeNotYours, self(who("zhao"), UserRef("li")))
	r.refused(CodeNotYours, self(who("li"), UnitRef("agri")))
	r.refused(CodeNotAssessed, self(who("mayor"), UserRef("mayor")))
	r.refused(CodeNotAssessed, self(who("li"), ""))
	r.refused(CodeInvalid, SelfAssess{Header: about(who("li"), UserRef("li"), "")})
	over := 101 * Point
	bad := self(who("li"), UserRef("li"))
	bad.Items = []SelfFor{{Sheet: "cadre", Indicator: "conduct", Points: &over}, {Sheet: "cadre", Indicator: "work"}}
	err := r.try(bad)
	var e *Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, []string{"/items/0/points out-of-range", "/items/1/indicator dangling work"}, problems(e.Problems))
	r.must(self(deputy("zhao", "li"), UserRef("li")))
	r.must(self(who("li"), UserRef("li")))
	require.Len(t, r.course.Selves, 1, "handing in again replaces")
	require.Equal(t, "li", r.course.SelfOf(UserRef("li")).By.User)
	card := Score(r.course.Cycle, UserRef("li"), r.course.inputs(r.facts))
	r.must(SelfAssess{Header: about(who("li"), UserRef("li"), ""), Summary: "我给自己满分", Items: []SelfFor{{Sheet: "cadre", Indicator: "conduct", Points: func() *Points { p := Hundred; return &p }()}}})
	require.Equal(t, card, Score(r.course.Cycle, UserRef("li"), r.course.inputs(r.facts)), "self-assessment counts no points")
}

func TestEvaluate_RefusesAndSaysWhy(t *testing.T) {
	r := scoringTown(t)
	r.refused(CodeRole, conduct(who("zhao"), "li", 80*Point))
	r.refused(CodeRole, conduct(who("audit"), "li", 80*Point))
	r.refused(CodeNotAssessed, conduct(who("eval-a"), "mayor", 80*Point))
	r.refused(CodeInvalid, conduct(who("eval-a"), "li", 101*Point))
	r.refused(CodeInvalid, conduct(who("eval-a"), "li", -1))
	r.refused(CodeInvalid, evaluate(who("eval-a"), UserRef("li"), "cadre", "on-time", 80*Point)) // facts score it
	r.refused(CodeInvalid, evaluate(who("eval-a"), UserRef("li"), "party", "party", 80*Point))   // not of their formula
	r.refused(CodeInvalid, Evaluate{Header: about(who("eval-a"), UserRef("li"), "")})
	twice := conduct(who("eval-a"), "li", 80*Point)
	twice.Items = append(twice.Items, twice.Items[0])
	r.refused(CodeInvalid, twice)
	r.refused(CodePhase, Publish{Header{Actor: who("mayor")}})
	r.refused(CodePhase, Tally{Header: Header{Actor: System()}})
}

func TestSeparation_OfEvaluators(t *testing.T) {
	for _, x := range []struct {
		name  string
		actor Actor
		cmd   func(a Actor) Command
		want  Code
	}{
		{"themselves", holding("li", "eval-a"), func(a Actor) Command { return conduct(a, "li", Hundred) }, CodeOwnScore},
		{"their principal, in their own post", holdingFor("eval-a", "li"), func(a Actor) Command { return conduct(a, "li", Hundred) }, CodeOwnScore},
		{"a deputy of the evaluator who is assessed", holdingFor("li", "eval-a"), func(a Actor) Command { return conduct(a, "li", Hundred) }, CodeOwnScore},
		{"their own unit", inUnit("eval-a", "agri"), func(a Actor) Command { return evaluate(a, UnitRef("agri"), "party", "party", Hundred) }, CodeOwnUnit},
		{"the unit of their principal", holdingFor("eval-a", "agri-head"), func(a Actor) Command { return evaluate(a, UnitRef("agri"), "party", "party", Hundred) }, CodeOwnUnit},
		{"the unit they head", holding("eval-a", "donghe-head"), func(a Actor) Command { return evaluate(a, VillageRef("donghe"), "party", "party", Hundred) }, CodeOwnUnit},
		{"the handling of their own goal", who("eval-b"), func(a Actor) Command { return conduct(a, "qian", Hundred) }, CodeOwnGoal},
		{"their principal's goal", holdingFor("eval-a", "eval-b"), func(a Actor) Command { return conduct(a, "qian", Hundred) }, CodeOwnGoal},
	} {
		t.Run(x.name, func(t *testing.T) { scoringTown(t).refused(x.want, x.cmd(x.actor)) })
	}
}

func holding(id string, posts ...string) Actor {
	a := who(id)
	a.Posts = append(posts, a.Posts...)
	return a
}

func holdingFor(id, principal string) Actor { return deputy(id, principal) }

func inUnit(id, unit string) Actor {
	a := who(id)
	a.Units = append([]string{unit}, a.Units...)
	return a
}

func TestEvaluate_TwoScorersAreTwoPeople(t *testing.T) {
	r := scoringTown(t)
	both := deputy("eval-a", "eval-b")
	r.must(conduct(both, "li", 90*Point)) // in the first seat that is free
	require.Equal(t, PostRef("eval-a"), r.course.Evaluations[0].Scorer)
	change := conduct(both, "li", 91*Point)
	change.Reason = "改"
	r.must(change)
	require.Len(t, r.course.Evaluations, 1, "still the same seat")
	only := who("eval-a")
	only.Posts = []string{"eval-b"}
	r.refused(CodeTookPart, conduct(only, "li", 90*Point))
	stand := deputy("li", "eval-b")
	r.must(conduct(stand, "zhao", 90*Point))
	require.Equal(t, Person{User: "li", Name: "li", As: PostRef("eval-b"), For: "eval-b", ForName: "eval-b"}, r.course.Evaluations[1].By)
	r.refused(CodeTookPart, conduct(func() Actor { a := who("eval-b"); a.Posts = []string{"eval-a"}; return a }(), "zhao", 90*Point))
}

func TestRecuse_StepsBackForGood(t *testing.T) {
	r := scoringTown(t)
	r.refused(CodeInvalid, Recuse{about(who("eval-a"), UserRef("li"), "")})
	r.refused(CodeRole, Recuse{about(who("zhao"), UserRef("li"), "亲属")})
	r.must(Recuse{about(who("eval-a"), UserRef("li"), "亲属")})
	r.refused(CodeRecused, conduct(who("eval-a"), "li", 90*Point))
	r.refused(CodeUnchanged, Recuse{about(who("eval-a"), UserRef("li"), "亲属")})
	r.must(conduct(who("eval-b"), "li", 90*Point))
	require.Contains(t, notes(r.course.Card(UserRef("li"), r.facts)), "scorer-missing staff/yearly/conduct post:eval-a")
}

func TestVerify_RefusesScorersAndWhatIsNotSampled(t *testing.T) {
	r := scoringTown(t)
	r.score(80 * Point)
	in := r.course.Sample.Lot[0]
	var out Ref
	for _, a := range r.course.Cycle.Assessed {
		if a.Subject != in && a.Subject != r.course.Sample.Lot[1] {
			out = a.Subject
		}
	}
	ok := func(a Actor, s Ref) VerifySample { return VerifySample{Header: about(a, s, ""), OK: true} }
	r.refused(CodeRole, ok(who("eval-a"), in))
	r.refused(CodeNotSampled, ok(who("panel-1"), out))
	r.refused(CodeTookPart, ok(holding("eval-a", "panel-1"), in))
	r.refused(CodeTookPart, ok(deputy("eval-a", "panel-1"), in))
	r.refused(CodeTookPart, ok(deputy("panel-1", "eval-a"), in))
	r.refused(CodeInvalid, VerifySample{Header: about(who("panel-1"), in, ""), OK: false})
	wrong := fact(Returned, UserRef("nobody"), "2026-03-03", 1000, 0)
	r.refused(CodeInvalid, VerifySample{Header: about(who("panel-1"), in, "更正"), Corrections: []Correction{{After: &wrong}}})
	r.must(ok(who("panel-1"), in))
	if r.course.Phase == PhasePanel {
		r.refused(CodeChecked, ok(who("panel-2"), in))
	}
}

func TestCorrectFact_IsRecordedAndNeverAboutOneself(t *testing.T) {
	r := scoringTown(t)
	late := r.facts[10]
	right := late
	right.Value = 0
	cmd := CorrectFact{Header{Actor: who("office"), Reason: "登记有误"}, &late, &right}
	r.refused(CodeRole, CorrectFact{Header{Actor: who("li"), Reason: "改"}, &late, &right})
	r.refused(CodeOwnScore, CorrectFact{Header{Actor: holding("li", "office"), Reason: "改"}, &late, &right})
	r.refused(CodeOwnScore, CorrectFact{Header{Actor: deputy("office", "li"), Reason: "改"}, &late, &right})
	r.refused(CodeInvalid, CorrectFact{Header{Actor: who("office")}, &late, &right})
	r.refused(CodeInvalid, CorrectFact{Header{Actor: who("office"), Reason: "空"}, nil, nil})
	other := right
	other.ID = "another"
	r.refused(CodeInvalid, CorrectFact{Header{Actor: who("office"), Reason: "换"}, &late, &other})
	before := r.course.Card(UserRef("li"), r.facts)
	r.must(cmd)
	diff := Diff(before, r.course.Card(UserRef("li"), r.facts))
	require.Len(t, diff, 1)
	require.Equal(t, "登记有误", r.course.Corrections[0].Reason)
}

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

func TestCancel_NeedsTheChairAndAReason(t *testing.T) {
	r := scoringTown(t)
	r.refused(CodeRole, CancelCourse{Header{Actor: who("office"), Reason: "重来"}})
	r.refused(CodeInvalid, CancelCourse{Header{Actor: who("mayor")}})
	r.must(CancelCourse{Header{Actor: who("mayor"), Reason: "指标有误，重新下达"}})
	require.True(t, r.course.Finished())
	r.refused(CodePhase, CancelCourse{Header{Actor: who("mayor"), Reason: "再撤"}})
	_, ok := NextWake(r.course, r.cal)
	require.False(t, ok)
}

func TestMay_SaysWhatTheCommandWouldSay(t *testing.T) {
	r := scoringTown(t)
	allowed := func(s Ref, id string) (names []Name) {
		for _, p := range May(r.course, s, who(id), r.now, r.cal) {
			if p.Allowed {
				names = append(names, p.Command)
			} else {
				require.NotNil(t, p.Why)
			}
		}
		return names
	}
	require.Equal(t, []Name{NameEvaluate, NameRecuse}, allowed(UserRef("li"), "eval-a"))
	require.Empty(t, allowed(UserRef("li"), "li"))
	require.Equal(t, []Name{NameCancelCourse}, allowed("", "mayor"))
	require.Equal(t, []Name{NameCorrectFact}, allowed("", "office"))
	require.Empty(t, allowed("", "audit"))
	require.Empty(t, allowed(UserRef("li"), "audit"))
	r.score(80 * Point)
	r.verify()
	r.must(Publish{Header{Actor: who("mayor")}})
	require.Equal(t, []Name{NameAskReview}, allowed(UserRef("li"), "li"))
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	require.Equal(t, []Name{NameWithdrawObjection}, allowed(UserRef("li"), "li"))
	require.Equal(t, []Name{NameDecideObjection}, allowed(UserRef("li"), "review-1"))
}

func TestRecalendar_MovesDatesAndShortensNobodysWindow(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.now = clock("2027-02-01 09:00")
	r.must(Publish{Header{Actor: who("mayor")}})
	was := *r.course.DueAt
	// The notice of 2027 makes 4 February, a working day so far, a holiday.
	y := *yearOf(r.cal, 2027)
	y.Off = append(append([]calendar.Date{}, y.Off...), day("2027-02-04"))
	next, err := r.cal.With(y)
	require.NoError(t, err)
	r.refused(CodeRole, RecalendarCourse{Header{Actor: who("office")}, *next})
	r.must(RecalendarCourse{Header{Actor: System(), Reason: "国务院办公厅通知"}, *next})
	require.True(t, r.course.DueAt.After(was))
	due, err := next.Due(r.course.Since, r.course.Cycle.Settings.Public)
	require.NoError(t, err)
	require.Equal(t, due.UTC(), *r.course.DueAt)
	r.refused(CodeUnchanged, RecalendarCourse{Header{Actor: System()}, *next})

	r.cal = next
	r.until(due)
	closes := *r.course.ClosesAt
	r.must(RecalendarCourse{Header{Actor: System()}, *calendar.Default()})
	require.False(t, r.course.ClosesAt.Before(closes))
}

func yearOf(c *calendar.Calendar, n int) *calendar.Year {
	for i := range c.Years {
		if c.Years[i].Year == n {
			return &c.Years[i]
		}
	}
	return nil
}

func TestWake_BeyondTheCalendarWaitsForTheNextNotice(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.now = clock("2027-12-20 09:00")
	r.must(Publish{Header{Actor: who("mayor")}}) // five working days end in December
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	require.Nil(t, r.course.Objection(1).DueAt, "an objection does not wait for a calendar")
	r.until(clock("2027-12-31 23:00"))
	require.Equal(t, PhaseReview, r.course.Phase)
	require.Nil(t, r.course.ClosesAt)
	y2028, err := calendar.Statutory(2028)
	require.NoError(t, err)
	next, err := r.cal.With(y2028)
	require.NoError(t, err)
	r.must(RecalendarCourse{Header{Actor: System()}, *next})
	require.NotNil(t, r.course.ClosesAt)
	require.NotNil(t, r.course.Objection(1).DueAt)
	r.cal = next
	r.must(DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "维持"}, Outcome: Upheld})
	r.until(clock("2028-06-01 09:00"))
	require.Equal(t, PhaseArchived, r.course.Phase)
}

func TestScoring_WhereNobodyScoresIsOverAtOnce(t *testing.T) {
	c := town()
	c.Formulas[0].Parts[0].Sheet, c.Formulas[1].Parts[0].Sheet = "economy", "economy"
	c.Formulas[2].Parts = []Part{{Key: "economy", Title: "经济", Weight: Whole, Sheet: "economy"}}
	c.Sheets = c.Sheets[2:]
	c.Settings.Sample = 0
	r := start(t, c, townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	require.Equal(t, PhaseModeration, r.course.Phase)
	require.Empty(t, r.course.Sample.All())
}

func TestWindows_OfFixedDaysStillLeaveTheGrace(t *testing.T) {
	c := town()
	d := day("2027-01-05")
	c.Settings.Score = Window{By: &d}
	r := start(t, c, townFacts())
	r.until(clock("2027-01-18 09:00")) // self-assessment closed on the 15th, after the fixed day
	require.Equal(t, PhaseScoring, r.course.Phase)
	require.Equal(t, "2027-01-22", calendar.DateOf(*r.course.ClosesAt).String())
}

func TestNotices_GoToThoseConcernedButNotToWhoActed(t *testing.T) {
	r := moderating(t, town(), townFacts())
	ch, err := Decide(r.course, Publish{Header{Actor: holding("mayor", "agri-head")}}, r.now, r.cal)
	require.NoError(t, err)
	var to []Ref
	for _, n := range ch.Notices {
		require.Equal(t, NoticePhase, n.Kind)
		require.NotNil(t, n.DueAt)
		to = append(to, n.To)
	}
	require.Contains(t, to, UserRef("li"))
	require.Contains(t, to, PostRef("agri-head"), "the post is told: it acted as the chair")
	r.take(ch)
	ch, err = Decide(r.course, AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"}, r.now, r.cal)
	require.NoError(t, err)
	require.Equal(t, []Ref{PostRef("review-1"), PostRef("review-2")}, []Ref{ch.Notices[0].To, ch.Notices[1].To})
	require.Equal(t, NoticeObjected, ch.Notices[0].Kind)
}

func TestCourse_SurvivesJSON(t *testing.T) {
	r := moderating(t, town(), townFacts())
	text, err := json.Marshal(r.course)
	require.NoError(t, err)
	var back Course
	require.NoError(t, json.Unmarshal(text, &back))
	at := r.now.Add(time.Hour)
	one, err := Decide(r.course, Publish{Header{Actor: who("mayor")}}, at, r.cal)
	require.NoError(t, err)
	two, err := Decide(back, Publish{Header{Actor: who("mayor")}}, at, r.cal)
	require.NoError(t, err)
	a, err := json.Marshal(one)
	require.NoError(t, err)
	b, err := json.Marshal(two)
	require.NoError(t, err)
	require.Equal(t, string(a), string(b))
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

func TestEvaluate_ExtrasAreGivenWhereThereIsSomethingToGive(t *testing.T) {
	c := town()
	c.Formulas[2].Extras = []Extra{
		{Effect: Bonus, Indicator: Indicator{Key: "new", Title: "创新", Max: 2 * Point, Scorers: []Scorer{{PostRef("eval-b"), Whole}}}},
		{Effect: Deduction, Indicator: Indicator{Key: "fault", Title: "通报批评", Max: 3 * Point, Scorers: []Scorer{{PostRef("eval-b"), Whole}}}}}
	r := start(t, c, townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	agri := UnitRef("agri")
	r.refused(CodeNotYourLine, evaluate(who("eval-b"), agri, "party", "party", 80*Point))
	r.refused(CodeInvalid, evaluate(who("eval-b"), agri, "body", "new", 3*Point))
	before := r.course.Card(agri, r.facts).Total
	r.must(evaluate(who("eval-b"), agri, "body", "new", 1500))
	r.must(evaluate(who("eval-b"), agri, "body", "fault", 2*Point))
	require.Equal(t, before-500, r.course.Card(agri, r.facts).Total)
	r.score(80 * Point) // nobody waits for the other units' bonuses
	require.Equal(t, PhasePanel, r.course.Phase)
	require.NotContains(t, notes(r.course.Card(VillageRef("donghe"), r.facts)), "scorer-missing body/bonus/new post:eval-b")
}
