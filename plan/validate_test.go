package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// TestValidate_NamesEveryProblemByItsPlace changes one thing of a good goal at
// a time.
func TestValidate_NamesEveryProblemByItsPlace(t *testing.T) {
	long := strings.Repeat("长", MaxText+1)
	for _, c := range []struct {
		change func(g *Goal)
		at     string
		code   Code
	}{
		{func(g *Goal) { g.ID = "" }, "/id", CodeRequired},
		{func(g *Goal) { g.Title = "  " }, "/title", CodeRequired},
		{func(g *Goal) { g.Title = long }, "/title", CodeTooLong},
		{func(g *Goal) { g.Title = "a\xff" }, "/title", CodeNotUTF8},
		{func(g *Goal) { g.Title = "a\x00" }, "/title", CodeNotUTF8},
		{func(g *Goal) { g.Number = long }, "/number", CodeTooLong},
		{func(g *Goal) { g.Kind = "" }, "/kind", CodeRequired},
		{func(g *Goal) { g.LeadUnit = "" }, "/lead_unit", CodeRequired},
		{func(g *Goal) { g.Basis.Text = long }, "/basis/text", CodeTooLong},
		{func(g *Goal) { g.Line.Supervisor = "" }, "/line/supervisor", CodeRequired},
		{func(g *Goal) { g.Line.Leader = "somebody" }, "/line/leader", CodeUnknown},
		{func(g *Goal) { g.Line.Head = "post:" }, "/line/head", CodeUnknown},
		{func(g *Goal) { g.Line.Principal = "x" }, "/line/principal", CodeUnknown},
		{func(g *Goal) { g.Weight = 101 }, "/weight", CodeOutOfRange},
		{func(g *Goal) { g.Target = &Target{Milli: 0, Unit: "亩"} }, "/target", CodeOutOfRange},
		{func(g *Goal) { g.Settings.Respond.N = 0 }, "/settings/respond", CodeOutOfRange},
		{func(g *Goal) { g.Settings.Review.Unit = "week" }, "/settings/review", CodeUnknown},
		{func(g *Goal) { g.Settings.Archive = -1 }, "/settings/archive", CodeOutOfRange},
		{func(g *Goal) { g.Settings.Ladder.Remind = make([]int, 21) }, "/settings/ladder", CodeTooMany},
		{func(g *Goal) { g.Settings.Ladder.Remind = []int{0} }, "/settings/ladder/remind/0", CodeOutOfRange},
		{func(g *Goal) { g.Settings.Ladder.Rungs[1].After = 0 }, "/settings/ladder/rungs/1/after", CodeOutOfRange},
		{func(g *Goal) { g.Settings.Ladder.Rungs[0].Colour = "green" }, "/settings/ladder/rungs/0/colour", CodeUnknown},
		{func(g *Goal) { g.Settings.Ladder.Rungs[0].To = nil }, "/settings/ladder/rungs/0/to", CodeRequired},
		{func(g *Goal) { g.Settings.Ladder.Rungs[0].To = []Receiver{"all"} }, "/settings/ladder/rungs/0/to", CodeUnknown},
		{func(g *Goal) { g.Measures = make([]Measure, MaxSteps+1) }, "/measures", CodeTooMany},
		{func(g *Goal) { g.Measures = []Measure{{Key: "m", Title: "A"}, {Key: "m", Title: "B"}} }, "/measures/1/key", CodeDuplicate},
		{func(g *Goal) { g.Measures = []Measure{{Key: "m"}} }, "/measures/0/title", CodeRequired},
		{func(g *Goal) { g.Steps = nil }, "/steps", CodeRequired},
		{func(g *Goal) { g.Steps = make([]Step, MaxSteps+1) }, "/steps", CodeTooMany},
		{func(g *Goal) { g.Steps[1].Key = "s1" }, "/steps/1/key", CodeDuplicate},
		{func(g *Goal) { g.Steps[1].Key = "" }, "/steps/1/key", CodeRequired},
		{func(g *Goal) { g.Steps[1].Title = "" }, "/steps/1/title", CodeRequired},
		{func(g *Goal) { g.Steps[1].Title = strings.Repeat("长", 10_000) }, "/steps/1/title", CodeTooLong},
		{func(g *Goal) { g.Steps[1].LeadUnit = long }, "/steps/1/lead_unit", CodeTooLong},
		{func(g *Goal) { g.Steps[1].Kind = "task" }, "/steps/1/kind", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Lead = "" }, "/steps/1/lead", CodeRequired},
		{func(g *Goal) { g.Steps[1].Head = "x" }, "/steps/1/head", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Co = []Ref{""} }, "/steps/1/co/0", CodeRequired},
		{func(g *Goal) { g.Steps[1].Weight = -1 }, "/steps/1/weight", CodeOutOfRange},
		{func(g *Goal) { g.Steps[1].Weight = 99 }, "/steps", CodeWeights},
		{func(g *Goal) { g.Steps[1].Target = &Target{Milli: 1} }, "/steps/1/target", CodeRequired},
		{func(g *Goal) { g.Steps[1].Evidence = make([]string, MaxItems+1) }, "/steps/1", CodeTooMany},
		{func(g *Goal) { g.Steps[1].Evidence = []string{""} }, "/steps/1/evidence/0", CodeRequired},
		{func(g *Goal) { g.Steps[1].After = []string{"s9"} }, "/steps/1/after/0", CodeDangling},
		{func(g *Goal) { g.Steps[0].After = []string{"s2"}; g.Steps[1].After = []string{"s1"} }, "/steps", CodeCycle},
		{func(g *Goal) { g.Steps[0].After = []string{"s1"} }, "/steps", CodeCycle},
		{func(g *Goal) { g.Steps[1].Measures = []string{"m9"} }, "/steps/1/measures/0", CodeDangling},
		{func(g *Goal) { g.Steps[1].Finish = nil }, "/steps/1/finish", CodeRequired},
		{func(g *Goal) { g.Steps[1].By = day("2026-12-01") }, "/steps/1/by", CodeConflict},
		{func(g *Goal) { g.Steps[1].Finish.Unit = "x" }, "/steps/1/finish", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Finish, g.Steps[1].By = nil, day("2035-12-01") }, "/steps/1/by", CodeBeyondCalendar},
		{func(g *Goal) { g.Steps[1].OpensOn = &calendar.Date{} }, "/steps/1/opens_on", CodeRequired},
		{func(g *Goal) {
			g.Steps[1].Finish, g.Steps[1].By, g.Steps[1].OpensOn = nil, day("2026-05-01"), day("2026-06-01")
		}, "/steps/1/by", CodeDateOrder},
		{func(g *Goal) { g.Steps[1].Kind = PublicNotice }, "/steps/1/min_public", CodeRequired},
		{func(g *Goal) { g.Steps[1].Stages = nil }, "/steps/1/stages", CodeNoApprover},
		{func(g *Goal) { g.Steps[1].Stages = make([]Stage, 21) }, "/steps/1/stages", CodeTooMany},
		{func(g *Goal) { g.Steps[1].Stages = append(oneStage(), oneStage()...) }, "/steps/1/stages/1/key", CodeDuplicate},
		{func(g *Goal) { g.Steps[1].Stages[0].Name = "" }, "/steps/1/stages/0/name", CodeRequired},
		{func(g *Goal) { g.Steps[1].Stages[0].Rule = "some" }, "/steps/1/stages/0/rule", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Stages[0].Rule = Vote }, "/steps/1/stages/0/ratio", CodeOutOfRange},
		{func(g *Goal) { g.Steps[1].Stages[0].OnReject = "x" }, "/steps/1/stages/0/on_reject", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Stages[0].Signers = make([]Ref, MaxItems+1) }, "/steps/1/stages/0/signers", CodeTooMany},
		{func(g *Goal) { g.Steps[1].Stages[0].Signers = []Ref{"post:a", "post:a"} }, "/steps/1/stages/0/signers/1", CodeDuplicate},
		{func(g *Goal) { g.Steps[1].Stages[0].Signers = []Ref{"x"} }, "/steps/1/stages/0/signers/0", CodeUnknown},
		{func(g *Goal) { g.Steps[1].Stages[0].Signers = []Ref{"post:clerk"} }, "/steps/1/stages/0/signers/0", CodeSelfApproval},
		{func(g *Goal) { g.Steps[1].Stages[0].When = &Condition{Field: "a", Op: "~"} }, "/steps/1/stages/0/when", CodeUnknown},
	} {
		t.Run(fmt.Sprint(c.at, " ", c.code), func(t *testing.T) {
			g := goalOf(step("s1"), step("s2"))
			require.Empty(t, Validate(g, calendar.Default()))
			c.change(&g)
			assert.Contains(t, codesAt(Validate(g, calendar.Default())), c.at+" "+string(c.code))
			assert.Contains(t, codesAt(ValidatePlan([]Goal{g}, calendar.Default())), "/goals/0"+c.at+" "+string(c.code))
		})
	}
}

func codesAt(problems []Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Pointer+" "+string(p.Code))
	}
	return list
}

func TestValidate_ShowsAllProblemsAtOnceAndTheCircle(t *testing.T) {
	g := goalOf(step("s1", "s3"), step("s2", "s1"), step("s3", "s2"))
	g.Title, g.Kind = "", ""
	assert.Len(t, Validate(g, calendar.Default()), 3)
	for _, p := range Validate(g, calendar.Default()) {
		if p.Code == CodeCycle {
			assert.Equal(t, "步骤 s1 → 步骤 s3 → 步骤 s2 → 步骤 s1", p.Params["path"])
		}
	}
}

func TestValidatePlan_SeesThePlanAsAWhole(t *testing.T) {
	cal := calendar.Default()
	assert.Equal(t, []string{"/goals required"}, codesAt(ValidatePlan(nil, cal)))
	a, b := goalOf(step("s1")), goalOf(step("s1"))
	b.ID = "g2"
	assert.Equal(t, []string{"/goals/1/number duplicate"}, codesAt(ValidatePlan([]Goal{a, b}, cal)))
	b.Number, a.Weight, b.Weight = "2026-02", 60, 30
	problems := ValidatePlan([]Goal{a, b}, cal)
	assert.Equal(t, []string{"/goals weights"}, codesAt(problems))
	assert.Equal(t, "90", problems[0].Params["sum"])
	b.Weight = 40
	assert.Empty(t, ValidatePlan([]Goal{a, b}, cal))
}
