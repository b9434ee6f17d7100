package assess

import (
	"testing"

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
	require.Equal(t, []string{"/items/0/points out-of-range 100", "/items/1/indicator dangling work"}, problems(e.Problems))
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
	r.refused(CodeAuditor, conduct(who("audit"), "li", 80*Point))
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
