package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/calendar"
)

// Cycle assesses two cadres and a unit for the first quarter of 2026:
// people by the dates they kept, 60 %, and by two evaluators who do not see
// each other's points, 40 %; the unit by its dates alone.
func Cycle(id string) assess.Cycle {
	s := assess.DefaultSettings()
	s.AsOf = day("2026-03-31")
	s.Sample = assess.Whole
	onTime := assess.Indicator{Key: "on-time", Title: "按时完成", Weight: 60 * assess.Percent, Full: assess.Hundred, Rules: []assess.Rule{
		{Key: "rate", Title: "按时完成率", Fact: assess.OnTime, Op: assess.Share, Points: assess.Hundred}}}
	conduct := assess.Indicator{Key: "conduct", Title: "德能勤廉", Weight: 40 * assess.Percent, Full: assess.Hundred, Blind: true, Scorers: []assess.Scorer{
		{Who: "post:eval-a", Weight: 50 * assess.Percent}, {Who: "post:eval-b", Weight: 50 * assess.Percent}}}
	dates := onTime
	dates.Weight = assess.Whole
	from := day("2020-01-01")
	return assess.Cycle{ID: id, Title: "2026年第一季度考核", Period: assess.Period{Kind: assess.Quarter, Year: 2026, N: 1},
		Sheets: []assess.Sheet{{Key: "cadre", Title: "干部", Indicators: []assess.Indicator{onTime, conduct}},
			{Key: "body", Title: "单位", Indicators: []assess.Indicator{dates}}},
		Formulas: []assess.Formula{
			{Key: "staff", Title: "干部", Parts: []assess.Part{{Key: "all", Title: "平时考核", Weight: assess.Whole, Sheet: "cadre"}},
				Vetoes: []assess.Veto{{Key: "discipline", Title: "党风廉政"}}},
			{Key: "unit", Title: "单位", Parts: []assess.Part{{Key: "all", Title: "按时完成", Weight: assess.Whole, Sheet: "body"}}}},
		GradeSets: assess.DefaultGradeSets(),
		Staff:     []assess.Staff{{Type: "civil-servant", Grades: "civil-servant"}, {Type: "body", Grades: "body"}},
		Assessed: []assess.Assessed{
			{Subject: "user:li", Name: "李农", Kind: assess.Cadre, Staff: "civil-servant", Formula: "staff",
				Tenures: []assess.Tenure{{Post: "p-agri", Unit: "agri", From: from}}},
			{Subject: "user:wang", Name: "王新", Kind: assess.Cadre, Staff: "civil-servant", Formula: "staff",
				Tenures: []assess.Tenure{{Post: "p-new", Unit: "hall", From: from}}},
			{Subject: "unit:agri", Name: "农业农村办", Kind: assess.Unit, Staff: "body", Formula: "unit", Head: "post:p-head"}},
		Line: assess.Line{Office: "post:office", Panel: []assess.Ref{"post:panel"}, Group: []assess.Ref{"post:deputy"}, Chair: "post:mayor",
			Review: []assess.Ref{"post:review"}, Inspect: "post:inspect"},
		Settings: s}
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Holds is somebody who holds posts, and is named after the first.
func Holds(posts ...string) assess.Actor {
	return assess.Actor{User: "u-" + posts[0], Name: posts[0], Posts: posts}
}

// CourseStory is a course's first changes as its workflow would record them:
// issued, facts frozen (none), all assess themselves, and an evaluator has
// given points.
func CourseStory(t testing.TB, id string) []assess.Change {
	t.Helper()
	var course assess.Course
	var changes []assess.Change
	cal := calendar.Default()
	add := func(c assess.Change) {
		course = c.Course
		changes = append(changes, c)
	}
	do := func(now time.Time, c assess.Command) {
		change, err := assess.Decide(course, c, now, cal)
		require.NoError(t, err)
		add(change)
	}
	as := func(a assess.Actor, subject assess.Ref) assess.Header {
		return assess.Header{ID: fmt.Sprintf("%s-c%d", id, len(changes)+1), Fingerprint: "f", Actor: a, Subject: subject}
	}
	do(Monday, assess.IssueCycle{Header: as(Holds("office"), ""), Cycle: Cycle(id)})
	at, ok := assess.NextWake(course, cal)
	require.True(t, ok)
	for course.Wanted == "" {
		change, due := assess.Wake(course, at, cal)
		require.True(t, due)
		add(change)
		at = at.Add(24 * time.Hour)
	}
	none, err := assess.Freeze(course.Cycle.Settings.AsOf, nil)
	require.NoError(t, err)
	do(at, assess.FreezeFacts{Header: as(assess.System(), ""), Facts: none})
	li, wang := Holds("p-agri"), assess.Actor{User: "wang", Name: "wang"}
	li.User = "li"
	do(at.Add(time.Hour), assess.SelfAssess{Header: as(li, "user:li"), Summary: "按期完成一项"})
	do(at.Add(2*time.Hour), assess.SelfAssess{Header: as(wang, "user:wang"), Summary: "新到岗"})
	do(at.Add(3*time.Hour), assess.SelfAssess{Header: as(Holds("p-head"), "unit:agri"), Summary: "全办"})
	do(at.Add(4*time.Hour), assess.Advance{Header: as(Holds("office"), "")})
	do(at.Add(5*time.Hour), assess.Evaluate{Header: as(Holds("eval-a"), "user:li"),
		Items: []assess.Given{{Sheet: "cadre", Indicator: "conduct", Points: 90 * assess.Point}}})
	return changes
}
