package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// The town of the tests: three formulas, two evaluators, everybody's posts.

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func clock(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

func townSheets() []Sheet {
	return []Sheet{
		{Key: "cadre", Title: "干部年度考核", Indicators: []Indicator{
			{Key: "work", Title: "工作实绩", Weight: 60 * Percent, Children: []Indicator{
				{Key: "on-time", Title: "按时完成", Weight: 50 * Percent, Full: Hundred, Rules: []Rule{
					{Key: "rate", Title: "按时完成率", Fact: OnTime, Op: Share, Points: Hundred}}},
				{Key: "order", Title: "办理规范", Weight: 20 * Percent, Full: Hundred, Base: Hundred, Rules: []Rule{
					{Key: "late", Title: "每逾期1个工作日扣10分", Fact: DaysLate, Op: Each, Points: -10 * Point, Cap: 60 * Point},
					{Key: "returned", Title: "被退回第2次起每次扣5分", Fact: Returned, Op: Each, Points: -5 * Point, Free: 1000}}},
				{Key: "quality", Title: "完成质量", Weight: 30 * Percent, Full: Hundred, Rules: []Rule{
					{Key: "opinion", Title: "审批人质量意见", Fact: Quality, Op: Share, Points: Hundred}}},
			}},
			{Key: "conduct", Title: "德能勤廉", Weight: 40 * Percent, Full: Hundred, Blind: true, Spread: 15 * Point, About: []FactKind{Quality},
				Scorers: []Scorer{{PostRef("eval-a"), 50 * Percent}, {PostRef("eval-b"), 50 * Percent}}},
		}},
		{Key: "party", Title: "党建", Indicators: []Indicator{
			{Key: "party", Title: "党建工作", Weight: Whole, Full: Hundred, Scorers: []Scorer{{PostRef("eval-a"), Whole}}}}},
		{Key: "economy", Title: "经济", Indicators: []Indicator{
			{Key: "quantity", Title: "任务量", Weight: 60 * Percent, Full: Hundred, Rules: []Rule{
				{Key: "done", Title: "任务完成率", Fact: Quantity, Op: Share, Points: Hundred}}},
			{Key: "hazard", Title: "隐患整改", Weight: 40 * Percent, Full: Hundred, Rules: []Rule{
				{Key: "rectified", Title: "按期整改率分档", Fact: HazardRectified, Op: Bands, Bands: []Band{
					{98 * Percent, 100 * Point}, {90 * Percent, 80 * Point}, {80 * Percent, 60 * Point}}}}}}},
	}
}

func townFormulas() []Formula {
	return []Formula{
		{Key: "staff", Title: "年度40%+月度60%", Parts: []Part{
			{Key: "yearly", Title: "年度考核", Weight: 40 * Percent, Sheet: "cadre"},
			{Key: "months", Title: "月度平均", Weight: 60 * Percent, Mean: Month, Expect: 12}},
			Extras: []Extra{
				{Effect: Bonus, Indicator: Indicator{Key: "praise", Title: "表扬", Max: 3 * Point, Rules: []Rule{
					{Key: "each", Title: "每次加0.5分", Fact: Case, Tag: "praise", Op: Each, Points: 500}}}},
				{Effect: Deduction, Indicator: Indicator{Key: "complaint", Title: "有责投诉", Max: 5 * Point, Rules: []Rule{
					{Key: "each", Title: "每件扣1分，催办后仍未办的加倍", Fact: Case, Tag: "complaint", Op: Each, Points: -1 * Point, Twice: Urged}}}},
			},
			BonusCap: 5 * Point, DeductionCap: 10 * Point, Vetoes: []Veto{{Key: "discipline", Title: "党风廉政"}}},
		{Key: "plain", Title: "只看年度", Parts: []Part{{Key: "yearly", Title: "年度考核", Weight: Whole, Sheet: "cadre"}}},
		{Key: "body", Title: "党建30%+经济70%", Parts: []Part{
			{Key: "party", Title: "党建", Weight: 30 * Percent, Sheet: "party"},
			{Key: "economy", Title: "经济", Weight: 70 * Percent, Sheet: "economy"}},
			Vetoes: []Veto{{Key: "safety", Title: "安全生产", Fact: Case, Tag: "accident"}}},
	}
}

func town() Cycle {
	s := DefaultSettings()
	s.AsOf = day("2026-12-31")
	s.Sample = 20 * Percent
	cadre := func(id, staff string, tenures ...Tenure) Assessed {
		return Assessed{Subject: UserRef(id), Name: id, Kind: Cadre, Staff: staff, Formula: "staff", Tenures: tenures}
	}
	all := func(post, unit string) Tenure { return Tenure{Post: post, Unit: unit, From: day("2020-01-01")} }
	return Cycle{
		ID: "2026", Title: "2026年度考核", Period: Period{Kind: Year, Year: 2026},
		Sheets: townSheets(), Formulas: townFormulas(), GradeSets: DefaultGradeSets(),
		Staff: []Staff{{"civil-servant", "civil-servant", true}, {"institution", "institution", false}, {"body", "body", false}},
		Assessed: []Assessed{
			cadre("li", "civil-servant", all("clerk-li", "agri")),
			cadre("zhang", "civil-servant",
				Tenure{Post: "safety-clerk", Unit: "safety", From: day("2024-05-06"), To: day("2026-06-30")},
				Tenure{Post: "agri-clerk", Unit: "agri", From: day("2026-07-01")}),
			cadre("wu", "civil-servant",
				Tenure{Post: "clerk-wu", Unit: "agri", From: day("2026-01-01"), To: day("2026-06-30")},
				Tenure{Post: "window", Unit: "hall", From: day("2026-07-01"), Formula: "plain"}),
			cadre("zhao", "civil-servant", all("clerk-zhao", "hall")),
			cadre("qian", "civil-servant", all("clerk-qian", "hall")),
			cadre("wang", "institution", all("vet", "agri")),
			{Subject: UnitRef("agri"), Name: "农业农村办", Kind: Unit, Staff: "body", Formula: "body", Head: PostRef("agri-head")},
			{Subject: UnitRef("safety"), Name: "应急办", Kind: Unit, Staff: "body", Formula: "body", Head: PostRef("safety-head")},
			{Subject: VillageRef("donghe"), Name: "东河村", Kind: Village, Staff: "body", Formula: "body", Head: PostRef("donghe-head")},
		},
		Line: Line{Office: PostRef("office"), Panel: []Ref{PostRef("panel-1"), PostRef("panel-2")},
			Group: []Ref{PostRef("deputy-mayor"), PostRef("secretary")}, Chair: PostRef("mayor"),
			Review: []Ref{PostRef("review-1"), PostRef("review-2")}, Appeal: []Ref{PostRef("appeal-1")}, Inspect: PostRef("inspector")},
		Settings: s,
	}
}

// holders says who is who; a user's id is that of the map.
var holders = map[string]Actor{
	"office": {Posts: []string{"office"}}, "panel-1": {Posts: []string{"panel-1"}}, "panel-2": {Posts: []string{"panel-2"}},
	"deputy": {Posts: []string{"deputy-mayor"}}, "secretary": {Posts: []string{"secretary"}},
	"mayor":  {Posts: []string{"mayor"}, Roles: []Role{Leader}},
	"eval-a": {Posts: []string{"eval-a"}, Units: []string{"party-office"}}, "eval-b": {Posts: []string{"eval-b"}, Units: []string{"finance"}},
	"review-1": {Posts: []string{"review-1"}}, "review-2": {Posts: []string{"review-2"}}, "appeal": {Posts: []string{"appeal-1"}},
	"agri-head": {Posts: []string{"agri-head"}, Units: []string{"agri"}}, "safety-head": {Posts: []string{"safety-head"}, Units: []string{"safety"}},
	"donghe-head": {Posts: []string{"donghe-head"}, Units: []string{"donghe"}},
	"li":          {Posts: []string{"clerk-li"}, Units: []string{"agri"}}, "zhang": {Posts: []string{"agri-clerk"}, Units: []string{"agri"}},
	"wu": {Posts: []string{"window"}, Units: []string{"hall"}}, "zhao": {Posts: []string{"clerk-zhao"}, Units: []string{"hall"}},
	"qian": {Posts: []string{"clerk-qian"}, Units: []string{"hall"}}, "wang": {Posts: []string{"vet"}, Units: []string{"agri"}},
	"audit": {Roles: []Role{AuditAdmin}},
}

func who(id string) Actor {
	a := holders[id]
	a.User, a.Name = id, id
	return a
}

// deputy returns an actor who stands in for another besides their own posts.
func deputy(id, principal string) Actor {
	a, p := who(id), who(principal)
	a.For = []Principal{{User: p.User, Name: p.Name, Posts: p.Posts, Units: p.Units}}
	return a
}

// fact builds a fact with one event behind it.
func fact(kind FactKind, subject Ref, at string, value, of int64) Fact {
	f := Fact{Kind: kind, Subject: subject, At: day(at), Value: value, Of: of}
	f.ID = fmt.Sprintf("%s~%s~%s", kind, subject, at)
	f.Events = []EventRef{{Goal: "g-" + at, Seq: 3}}
	return f
}

func months(subject Ref, totals ...Points) []Fact {
	var list []Fact
	for i, p := range totals {
		f := fact(PeriodScore, subject, Period{Kind: Month, Year: 2026, N: i + 1}.To().String(), int64(p), 0)
		f.Tag = string(Month)
		list = append(list, f)
	}
	return list
}

func gave(subject Ref, sheet, indicator, scorer string, p Points) Evaluation {
	return Evaluation{Subject: subject, Sheet: sheet, Indicator: indicator, Scorer: PostRef(scorer), Points: p, By: who(scorer).Self()}
}

// lines writes a card as "key points" rows, to compare with a sheet worked out
// by hand.
func lines(c Scorecard) []string {
	var list []string
	for _, l := range c.Lines {
		list = append(list, l.Key+" "+l.Points.String())
	}
	return list
}

func notes(c Scorecard) []string {
	var list []string
	for _, n := range c.Notes {
		s := string(n.Code) + " " + n.Path
		for _, k := range []string{"why", "who", "n", "expect", "days", "of", "held"} {
			if v := n.Params[k]; v != "" {
				s += " " + v
			}
		}
		list = append(list, strings.TrimSpace(s))
	}
	return list
}

// sums checks what holds of every card.
func sums(t require.TestingT, c Scorecard) {
	var total Points
	keys := map[string]bool{}
	for _, l := range c.Lines {
		total += l.Points
		require.False(t, keys[l.Key], "line %s twice", l.Key)
		keys[l.Key] = true
	}
	require.Equal(t, c.Total, total, "the total is the sum of the lines")
}

// run is a course under way in a test.
type run struct {
	t      require.TestingT
	course Course
	events []Event
	now    time.Time
	cal    *calendar.Calendar
	facts  []Fact
}

func start(t require.TestingT, c Cycle, facts []Fact) *run {
	r := &run{t: t, now: clock("2026-01-05 09:00"), cal: calendar.Default(), facts: facts}
	r.must(IssueCycle{Header{Actor: who("office")}, c})
	return r
}

func (r *run) try(cmd Command) error {
	ch, err := Decide(r.course, cmd, r.now, r.cal)
	if err != nil {
		return err
	}
	r.take(ch)
	return nil
}

func (r *run) must(cmd Command) {
	if h, ok := r.t.(interface{ Helper() }); ok {
		h.Helper()
	}
	require.NoError(r.t, r.try(cmd), "%s", cmd.Name())
	r.serve()
}

func (r *run) refused(code Code, cmd Command) {
	if h, ok := r.t.(interface{ Helper() }); ok {
		h.Helper()
	}
	err := r.try(cmd)
	require.Equal(r.t, code, CodeOf(err), "%s: %v", cmd.Name(), err)
}

// take adopts a change, and checks that its events alone would have led there.
func (r *run) take(ch Change) {
	require.Equal(r.t, r.course.Seq+1, ch.Seq)
	c := r.course
	for i, e := range ch.Events {
		require.Equal(r.t, i, e.N)
		c = Adopt(c, e)
	}
	require.Equal(r.t, ch.Course, c, "events rebuild the course")
	r.course, r.events = c, append(r.events, ch.Events...)
}

// serve answers what the course wants, as the program does.
func (r *run) serve() {
	switch r.course.Wanted {
	case WantFacts:
		set, err := Freeze(r.course.Cycle.Settings.AsOf, r.facts)
		require.NoError(r.t, err)
		r.must(FreezeFacts{Header{Actor: System()}, set, Conflicts(r.course.Cycle, r.facts)})
	case WantTally:
		results, err := r.course.Count(r.facts)
		require.NoError(r.t, err)
		r.must(Tally{Header{Actor: System()}, results, r.course.Seq})
	}
}

// until lets time pass, waking at every moment the course asks for.
func (r *run) until(at time.Time) {
	for range 200 {
		next, ok := NextWake(r.course, r.cal)
		if !ok || next.After(at) {
			r.now = at
			return
		}
		if next.After(r.now) {
			r.now = next
		}
		ch, due := Wake(r.course, r.now, r.cal)
		require.True(r.t, due, "woken at %s in %s for nothing", r.now, r.course.Phase)
		r.take(ch)
		r.serve()
	}
	require.Fail(r.t, "woken without end")
}

// selves hands in everybody's self-assessment.
func (r *run) selves() {
	for _, a := range r.course.Cycle.Assessed {
		id := a.Subject.User()
		if id == "" {
			id = a.Head.Post()
		}
		r.must(SelfAssess{Header: Header{Actor: who(id), Subject: a.Subject}, Summary: "总结"})
	}
}

// score gives every open score the same points; who may not steps back.
func (r *run) score(p Points, but ...Ref) {
	for _, o := range r.course.Open() {
		if !slices.Contains(but, o.Subject) {
			cmd := Evaluate{Header{Actor: who(o.Scorer.Post()), Subject: o.Subject}, []Given{{Sheet: o.Sheet, Indicator: o.Indicator, Points: p}}}
			if err := r.try(cmd); err != nil {
				require.Equal(r.t, CodeOwnGoal, CodeOf(err))
				r.must(Recuse{Header{Actor: cmd.Actor, Subject: o.Subject, Reason: "回避"}})
			}
			r.serve()
		}
	}
}

// verify passes everybody in the sample.
func (r *run) verify() {
	for _, s := range r.course.Sample.open() {
		r.must(VerifySample{Header: Header{Actor: who("panel-1"), Subject: s}, OK: true})
	}
}

// moderating brings a course of the town to its moderation.
func moderating(t *testing.T, c Cycle, facts []Fact) *run {
	r := start(t, c, facts)
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	r.score(80 * Point)
	r.verify()
	require.Equal(t, PhaseModeration, r.course.Phase)
	return r
}
