package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// acquired is a step that has 100 亩 to reach, 30 by the end of March and 60 by
// the end of June.
func acquired() Step {
	s := step("s1")
	s.Finish, s.By = nil, day("2026-09-30")
	s.Target = &Target{Milli: 100_000, Unit: "亩"}
	s.Planned = []Planned{{By: *day("2026-03-31"), Milli: 30_000}, {By: *day("2026-06-30"), Milli: 60_000}}
	return s
}

func (s *scene) hand(milli int64, partial bool) *scene {
	return s.do(SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Partial: partial, Quantity: &Target{Milli: milli, Unit: "亩"}}})
}

func (s *scene) report(milli int64) *scene {
	return s.do(ReportQuantity{Header: s.as("clerk", "s1"), Milli: milli, Note: "台账"})
}

func TestQuantity_PartsAddUpUntilTheTargetIsReached(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", acquired()).accept("s1")
	s.at("2026-03-10 09:00").report(12_500).report(5_000)
	assert.Equal(t, int64(17_500), s.step("s1").Total)
	s.at("2026-03-20 09:00").hand(20_000, true)
	assert.Equal(t, int64(17_500), s.step("s1").Total, "what is handed in counts when it is agreed")
	s.at("2026-03-24 09:00").sign("head", "s1", true).status("s1", StepActive)
	assert.Equal(t, int64(20_000), s.step("s1").Total, "and takes the place of what was reported before")
	assert.Equal(t, "2026-10-09 17:30", local(s.step("s1").DueAt), "two working days of review are given back, over the holiday")
	s.report(1_000).hand(50_000, true).sign("head", "s1", false).status("s1", StepReturned)
	assert.Equal(t, int64(21_000), s.step("s1").Total)
	s.hand(80_000, true).sign("head", "s1", true).status("s1", StepDone) // reached
	assert.Equal(t, int64(100_000), s.step("s1").Total)
}

func TestQuantity_AFinalSubmissionMayFallShort(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", acquired()).hand(60_000, false).sign("head", "s1", true).status("s1", StepDone)
	assert.Equal(t, int64(60_000), s.step("s1").Total)
}

func TestQuantity_IsTakenBackWhenTheStepHasToBeDoneAgain(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", acquired(), step("s2", "s1")).hand(20_000, true).sign("head", "s1", true)
	s.hand(80_000, false).sign("head", "s1", true).submit("s2")
	require.Equal(t, int64(100_000), s.step("s1").Total)
	s.do(ReturnStep{Header: s.because("head", "s2", "数不对"), To: "s1"}).status("s1", StepReturned)
	assert.Equal(t, int64(20_000), s.step("s1").Total)
}

func TestQuantity_ReportsAreChecked(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", acquired(), step("s2")).accept("s1").report(10_000)
	for name, c := range map[string]struct {
		code Code
		cmd  ReportQuantity
	}{
		"nothing":              {CodeUnchanged, ReportQuantity{}},
		"below nothing":        {CodeOutOfRange, ReportQuantity{Milli: -10_001, Note: "错"}},
		"too much":             {CodeOutOfRange, ReportQuantity{Milli: MaxMilli + 1}},
		"tomorrow":             {CodeOutOfRange, ReportQuantity{Milli: 1, On: day("2026-03-03")}},
		"before it opened":     {CodeOutOfRange, ReportQuantity{Milli: 1, On: day("2026-03-01")}},
		"a silent correction":  {CodeRequired, ReportQuantity{Milli: -1}},
		"beyond the calendar":  {CodeBeyondCalendar, ReportQuantity{Milli: 1, On: day("2035-03-01")}},
		"a note without bound": {CodeTooLong, ReportQuantity{Milli: 1, Note: longText()}},
	} {
		c.cmd.Header = s.as("clerk", "s1")
		assert.Equal(t, c.code, firstCode(s.try(c.cmd)), name)
	}
	s.refuses(CodeStepStatus, ReportQuantity{Header: s.as("clerk", "s2"), Milli: 1})
	s.refuses(CodeNotYours, ReportQuantity{Header: s.as("other", "s1"), Milli: 1})
	s.refuses(CodeConflict, SubmitStep{Header: s.as("clerk", "s2"), Content: Submission{Partial: true}})
	s.do(ReportQuantity{Header: s.as("clerk", "s1"), Milli: -4_000, Note: "复测"})
	assert.Equal(t, int64(6_000), s.step("s1").Total)
}

func TestQuantity_BehindPlanTurnsTheLightAndTellsOnce(t *testing.T) {
	for reached, want := range map[int64]Light{30_000: LightGreen, 20_001: LightGreen, 20_000: LightYellow, 1_000: LightYellow, 0: LightYellow} {
		s := issued(t, "2026-03-02 09:00", acquired()).accept("s1")
		if reached > 0 {
			s.report(reached)
		}
		assert.Equal(t, LightGreen, s.step("s1").Light(beijing("2026-03-31 23:59")))
		assert.Equal(t, want, s.step("s1").Light(beijing("2026-04-01 00:00")), reached)
	}
	s := issued(t, "2026-03-02 09:00", acquired()).accept("s1")
	behind := func(events []Event) []fired {
		var list []fired
		for _, f := range firedIn(events) {
			if len(f.Rung) > 6 && f.Rung[:6] == "behind" {
				list = append(list, f)
			}
		}
		return list
	}
	to := []Ref{"post:clerk", "post:head", "post:supervisor"}
	assert.Equal(t, []fired{{"2026-04-01 00:00", "behind-1", Yellow, to}}, behind(s.sleep("2026-05-01 09:00")))
	s.report(25_000) // caught up with March, but 35 points behind June
	assert.Equal(t, []fired{{"2026-07-01 00:00", "behind-2", Red, to}}, behind(s.sleep("2026-08-01 09:00")))
	assert.Equal(t, LightRed, s.step("s1").Light(s.now))
	s.report(25_000)
	assert.Equal(t, 10, s.step("s1").Behind(s.now))
	assert.Equal(t, LightYellow, s.step("s1").Light(s.now))

	strict := acquired()
	g := goalOf(strict)
	g.Settings.Lights = Lights{Yellow: 1, Red: 5}
	s = &scene{t: t, now: beijing("2026-03-02 09:00"), cal: calendar.Default()}
	s.do(IssueGoal{Header: s.as("supervisor", ""), Goal: g}).accept("s1").report(24_000)
	assert.Equal(t, LightRed, s.step("s1").Light(beijing("2026-04-01 00:00")), "by the goal's own settings")
}

func TestQuantity_APlanIsValidated(t *testing.T) {
	for at, change := range map[string]func(s *Step){
		"/steps/0/target required":              func(s *Step) { s.Target = nil },
		"/steps/0/target out-of-range":          func(s *Step) { s.Target.Milli = MaxMilli + 1 },
		"/steps/0/planned too-many":             func(s *Step) { s.Planned = make([]Planned, MaxItems+1) },
		"/steps/0/planned/1/milli out-of-range": func(s *Step) { s.Planned[1].Milli = 1 },
		"/steps/0/planned/1/by date-order":      func(s *Step) { s.Planned[1].By = s.Planned[0].By },
		"/steps/0/planned/0/by beyond-calendar": func(s *Step) { s.Planned = []Planned{{By: *day("2035-01-01")}} },
		"/steps/0/lights out-of-range":          func(s *Step) { s.Lights = &Lights{Yellow: 30, Red: 10} },
	} {
		st := acquired()
		change(&st)
		assert.Equal(t, []string{at}, codesAt(Validate(goalOf(st), calendar.Default())))
	}
}
