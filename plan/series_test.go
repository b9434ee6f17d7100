package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// monthly is a progress report due on the 28th or the working day before,
// open five working days ahead, until the end of May.
func monthly() Step {
	s := step("r")
	s.Kind, s.Finish = Report, nil
	s.Recur = &Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "28", Shift: calendar.ShiftBefore, Until: calendar.On(2026, 5, 31)}, Ahead: 5}
	return s
}

func TestSeries_OpensAnOccurrenceForEveryDayOfItsRule(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly()).status("r", StepActive)
	assert.Equal(t, 5, s.step("r").Occurred.Expected)
	assert.Empty(t, s.g.Duties(), "nobody works on the series itself")
	var opened []string
	for _, e := range s.sleep("2026-12-31 09:00") {
		if e.Type == StepOpened {
			opened = append(opened, e.Step+" "+local(&e.At)+" "+local(s.step(e.Step).DueAt))
		}
	}
	assert.Equal(t, []string{
		"r#2026-01-28 2026-01-21 08:30 2026-01-28 17:30",
		"r#2026-02-28 2026-02-14 08:30 2026-02-28 17:30", // a worked Saturday, five working days after the one before the festival
		"r#2026-03-27 2026-03-20 08:30 2026-03-27 17:30", // the 28th is a Saturday
		"r#2026-04-28 2026-04-21 08:30 2026-04-28 17:30",
		"r#2026-05-28 2026-05-21 08:30 2026-05-28 17:30",
	}, opened)
	o := s.step("r#2026-03-27")
	assert.Equal(t, "r", o.Series)
	assert.Equal(t, Report, o.Kind)
	assert.Equal(t, "步骤 r 2026-03-27", o.Title)
	assert.Nil(t, o.Recur)
}

func TestSeries_EndsWithItsLastOccurrenceAndLetsOthersOpen(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly(), step("s2", "r")).status("s2", StepPending)
	for i, on := range []string{"01-28", "02-28", "03-27", "04-28", "05-28"} {
		s.sleep("2026-" + on + " 09:00")
		assert.Equal(t, i*1000/5/2, s.g.Progress, "a fifth of a half each")
		s.finish("r#2026-" + on).closeOut("r#2026-" + on)
	}
	s.status("r", StepClosed).status("s2", StepOpen)
	assert.Equal(t, 500, s.g.Progress)
	assert.Equal(t, []Signal{{"g1", "r"}}, s.last.Signals)
	s.finish("s2").closeOut("s2")
	assert.Equal(t, GoalConcluded, s.g.Status)
}

func TestSeries_SkipsDaysThatPassedAsleepOrSuspended(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly())
	s.wakeAt("2026-04-01 09:00")
	assert.Nil(t, s.step("r#2026-01-28"))
	assert.Equal(t, 3, s.step("r").Occurred.Skipped)
	assert.Zero(t, s.step("r").Occurred.Opened)
	s.do(Suspend{s.because("leader", "r", "换届")})
	assert.Empty(t, s.sleep("2026-05-08 09:00"))
	s.do(Resume{s.as("leader", "r")})
	assert.Equal(t, 4, s.step("r").Occurred.Skipped)
	s.sleep("2026-05-28 09:00")
	s.finish("r#2026-05-28").closeOut("r#2026-05-28").status("r", StepClosed)
}

func TestSeries_IsGivenToAnotherForWhatIsToCome(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly())
	s.sleep("2026-01-22 09:00")
	for _, name := range []Name{NameAccept, NameSubmit, NameAskExtension, NameAskTransfer, NameSetDue, NameUrge} {
		s.refuses(CodeStepStatus, asked[name](s, "r"))
	}
	s.do(asked[NameAssign](s, "r")).status("r", StepActive)
	s.sleep("2026-02-20 09:00")
	assert.Equal(t, Ref("post:clerk"), s.step("r#2026-01-28").Lead)
	assert.Equal(t, Ref("post:other"), s.step("r#2026-02-28").Lead)
	w := whyOf(s, "r")
	assert.Equal(t, WaitsForSeries, w.Cause)
	assert.Equal(t, "2026-03-20 08:30", local(&w.Next.At))
	s.do(Cancel{s.because("leader", "r", "不报了")})
	s.sleep("2026-12-31 09:00")
	assert.Len(t, s.g.Steps, 3, "nothing comes after the series is cancelled")
}

func TestSeries_IsValidated(t *testing.T) {
	for at, change := range map[string]func(s *Step){
		"/steps/0/recur/every unknown":      func(s *Step) { s.Recur.Every = "year" },
		"/steps/0/recur/on out-of-range":    func(s *Step) { s.Recur.On = "32" },
		"/steps/0/recur/n conflict":         func(s *Step) { s.Recur.N = 2 },
		"/steps/0/recur/until unknown":      func(s *Step) { s.Recur.Until = calendar.On(2026, 2, 30) },
		"/steps/0/recur/until date-order":   func(s *Step) { s.Recur.From = calendar.On(2026, 6, 1) },
		"/steps/0/recur/from required":      func(s *Step) { s.Recur.Recur = calendar.Recur{Every: calendar.EveryDays, N: 7} },
		"/steps/0/recur/ahead out-of-range": func(s *Step) { s.Recur.Ahead = -1 },
		"/steps/0/recur conflict":           func(s *Step) { s.By = day("2026-03-01") },
		"/steps/0/recur unreachable":        func(s *Step) { s.Recur.Until = calendar.On(2026, 1, 3) },
		"/steps/0/recur too-many": func(s *Step) {
			s.Recur.Recur = calendar.Recur{Every: calendar.EveryDays, N: 1, From: calendar.On(2026, 1, 1)}
		},
		"/steps/0/recur beyond-calendar": func(s *Step) { s.Recur.Until = calendar.On(2035, 1, 1) },
	} {
		g := goalOf(monthly())
		require.Empty(t, Validate(g, calendar.Default()))
		change(&g.Steps[0])
		assert.Equal(t, []string{at}, codesAt(Validate(g, calendar.Default())))
	}
}

func TestSeries_ItsEndMayConcludeTheGoalByItself(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", monthly())
	for _, on := range []string{"01-28", "02-28", "03-27", "04-28"} {
		s.sleep("2026-" + on + " 09:00")
		s.finish("r#2026-" + on).closeOut("r#2026-" + on)
	}
	s.wakeAt("2026-06-01 09:00") // nobody was awake on the last day
	s.status("r", StepClosed)
	assert.Equal(t, GoalConcluded, s.g.Status)
}
