package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func upstream(goal, step string) Command {
	return UpstreamDone{Header: Header{ID: "u", Actor: System()}, Goal: goal, Of: step}
}

func TestUpstream_AStepWaitsForAStepOfAnotherGoal(t *testing.T) {
	st := step("s1")
	st.WaitsFor = []string{"g2/a", "g3/b"}
	s := issued(t, "2026-03-02 09:00", st).status("s1", StepPending)
	assert.Equal(t, []Signal{{"g2", "a"}, {"g3", "b"}}, s.last.Awaits, "to be looked up: they may be through already")
	_, ok := NextWake(s.g, s.cal)
	assert.False(t, ok, "time alone opens nothing")
	assert.Equal(t, CodeRole, firstCode(s.try(by(upstream("g2", "a"), people["leader"]))))
	s.do(upstream("g2", "a")).status("s1", StepPending)
	s.refuses(CodeUnchanged, upstream("g2", "a"))
	s.refuses(CodeUnchanged, upstream("g2", "b"))
	s.do(upstream("g3", "b")).status("s1", StepOpen)
	s.finish("s1")
	assert.Equal(t, []Signal{{"g1", "s1"}}, s.last.Signals)
	s.closeOut("s1")
	assert.Empty(t, s.last.Signals, "told once")
	s.refuses(CodeGoalEnded, upstream("g3", "b"))
}

func TestUpstream_ArrivesDuringASuspension(t *testing.T) {
	st := step("s1")
	st.WaitsFor = []string{"g2/a"}
	s := issued(t, "2026-03-02 09:00", st)
	s.do(Suspend{s.because("leader", "", "停")}).do(upstream("g2", "a")).status("s1", StepSuspended)
	s.do(Resume{s.as("leader", "")}).status("s1", StepOpen)
}

func TestUpstream_CancellingLetsTheOthersGoOn(t *testing.T) {
	s := two(t)
	s.do(Cancel{s.because("leader", "s1", "不做")})
	assert.Equal(t, []Signal{{"g1", "s1"}}, s.last.Signals)
}

func TestValidatePlan_FindsCirclesAndLooseEndsBetweenGoals(t *testing.T) {
	goals := func() (a, b Goal) {
		a, b = goalOf(step("s1"), step("s2", "s1")), goalOf(step("s1"), step("s2", "s1"))
		b.ID, b.Number = "g2", "2026-02"
		return a, b
	}
	check := func(a, b Goal) []Problem { return ValidatePlan([]Goal{a, b}, calendar.Default()) }
	a, b := goals()
	b.Steps[0].WaitsFor = []string{"g1/s2", "far/away"}
	require.Empty(t, check(a, b), "goals outside the plan are not ours to judge")
	a.Steps[0].WaitsFor = []string{"g2/s2"}
	problems := check(a, b)
	assert.Equal(t, []string{"/goals cycle"}, codesAt(problems))
	assert.Equal(t, "园区扩建 › 步骤 s1 → 园区扩建 › 步骤 s2 → 园区扩建 › 步骤 s1 → 园区扩建 › 步骤 s2 → 园区扩建 › 步骤 s1", problems[0].Params["path"])

	a, b = goals()
	b.Steps[0].WaitsFor = []string{"g1/s9"}
	assert.Equal(t, []string{"/goals/1/steps/0/waits_for/0 dangling"}, codesAt(check(a, b)))
	for name, code := range map[string]string{"s1": "unknown", "g2/": "unknown", "g2/s1": "conflict"} {
		b.Steps[0].WaitsFor = []string{name}
		assert.Contains(t, codesAt(check(a, b)), "/goals/1/steps/0/waits_for/0 "+code)
	}
	b.Steps[0].WaitsFor = []string{"g1/s1", "g1/s1"}
	assert.Equal(t, []string{"/goals/1/steps/0/waits_for/1 duplicate"}, codesAt(check(a, b)))
	b.Steps[0].WaitsFor = make([]string, MaxItems+1)
	assert.Contains(t, codesAt(check(a, b)), "/goals/1/steps/0/waits_for too-many")
}
