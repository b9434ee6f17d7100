package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type fired struct {
	At, Rung string
	Colour   Colour
	To       []Ref
}

func firedIn(events []Event) []fired {
	var list []fired
	for _, e := range events {
		if e.Type == RungReached {
			list = append(list, fired{local(&e.At), e.Detail.Rung, e.Detail.Colour, e.Detail.To})
		}
	}
	return list
}

func TestLadder_EachRungOnceAtItsTime(t *testing.T) {
	s := one(t).accept("s1") // opened on Monday 2 March, due on Monday the 16th
	got := firedIn(s.sleep("2026-06-30 09:00"))
	lead := []Ref{"post:clerk"}
	assert.Equal(t, []fired{
		{"2026-03-05 08:30", "remind-7", "", lead},
		{"2026-03-11 08:30", "remind-3", "", lead},
		{"2026-03-13 08:30", "remind-1", "", lead},
		{"2026-03-16 08:30", "due-today", "", lead},
		{"2026-03-16 17:30", "rung-1", Blue, []Ref{"post:clerk", "post:head"}},
		{"2026-03-19 17:30", "rung-2", Yellow, []Ref{"post:clerk", "post:head", "post:supervisor", "post:leader"}},
		{"2026-03-30 17:30", "rung-3", Red, []Ref{"post:clerk", "post:head", "post:supervisor", "post:leader", "post:principal"}},
	}, got)
	for _, m := range s.step("s1").Reached {
		assert.False(t, m.Skipped)
	}
}

func TestLadder_WakingAfterDaysAsleepFiresOnlyTheRungThatHolds(t *testing.T) {
	s := one(t).accept("s1")
	got := firedIn(s.wakeAt("2026-04-20 09:00"))
	require.Len(t, got, 1)
	assert.Equal(t, "rung-3", got[0].Rung)
	assert.Equal(t, 2500, s.last.Events[0].Detail.Points, "the consequences of the rungs that were overtaken stand")
	skipped := 0
	for _, m := range s.step("s1").Reached {
		if m.Skipped {
			skipped++
		}
	}
	assert.Equal(t, 6, skipped)
	assert.Len(t, s.last.Notices, 5)
	assert.Empty(t, s.wakeAt("2026-04-20 09:01"))
}

func TestLadder_RemindsAnewWhenTheDateIsSetAnew(t *testing.T) {
	s := one(t).accept("s1")
	s.sleep("2026-03-17 09:00")
	s.do(SetDue{Header: s.because("leader", "s1", "定"), On: *day("2026-03-20")})
	var rungs []string
	for _, f := range firedIn(s.sleep("2026-03-21 09:00")) {
		rungs = append(rungs, f.At+" "+f.Rung)
	}
	assert.Equal(t, []string{"2026-03-19 08:30 remind-1", "2026-03-20 08:30 due-today", "2026-03-20 17:30 rung-1"}, rungs,
		"no reminder for days that lay behind when the date was set")
	assert.Equal(t, 1, s.step("s1").Reached[len(s.step("s1").Reached)-1].Generation)
}

func TestLadder_HandingInStopsTheClock(t *testing.T) {
	s := one(t).at("2026-03-06 09:00").submit("s1")
	for _, f := range firedIn(s.sleep("2026-06-30 09:00")) {
		assert.Equal(t, "review-late-1-head", f.Rung, "only the review can be late now")
		assert.Equal(t, []Ref{"post:head", "post:supervisor"}, f.To)
	}
}

func TestLadder_LateAcceptanceIsTold(t *testing.T) {
	s := one(t)
	got := firedIn(s.sleep("2026-03-05 08:00"))
	assert.Equal(t, []fired{{"2026-03-04 17:30", "respond-late", Yellow, []Ref{"post:clerk", "post:head"}}}, got)
	assert.Equal(t, NoticeLate, s.last.Notices[0].Kind)
	assert.Equal(t, LightYellow, s.step("s1").Light(s.now))
	s.accept("s1")
	assert.Equal(t, LightGreen, s.step("s1").Light(s.now))
}

func TestLadder_OfAStepReplacesTheGoals(t *testing.T) {
	st := step("s1")
	st.Ladder = &Ladder{Rungs: []Rung{{After: 1, Colour: Red, To: []Receiver{ToPrincipal, ToCo, ToLead}}}}
	st.Co = []Ref{"post:other"}
	s := issued(t, "2026-03-02 09:00", st).accept("s1")
	assert.Equal(t, []fired{{"2026-03-17 17:30", "rung-1", Red, []Ref{"post:principal", "post:other", "post:clerk"}}},
		firedIn(s.sleep("2026-12-31 09:00")))
}

func TestLight_FollowsTheClock(t *testing.T) {
	s := one(t).accept("s1")
	for at, want := range map[string]Light{
		"2026-03-02 10:00": LightGreen, "2026-03-11 08:29": LightGreen, "2026-03-11 08:30": LightYellow,
		"2026-03-16 17:30": LightYellow, "2026-03-16 17:31": LightRed,
	} {
		assert.Equal(t, want, s.step("s1").Light(beijing(at)), at)
		assert.Equal(t, want, s.g.Light(beijing(at)), at)
	}
	for status, want := range map[StepStatus]Light{StepPending: LightNone, StepSuspended: LightNone, StepCancelled: LightNone,
		StepDone: LightGreen, StepReview: LightGreen, StepClosed: LightGreen} {
		s := inStatus[status](t)
		assert.Equal(t, want, s.step("s2").Light(beijing("2026-12-01 09:00")), status)
	}
	assert.Equal(t, LightNone, goalIn[GoalSuspended](t).g.lightNow("2026-12-01 09:00"))
	assert.Equal(t, LightGreen, goalIn[GoalClosed](t).g.lightNow("2026-12-01 09:00"))
}

func (g Goal) lightNow(at string) Light { return g.Light(beijing(at)) }

func TestProgress_IsTheWeightedShareThatIsThrough(t *testing.T) {
	a, b, c := step("s1"), step("s2"), step("s3")
	a.Weight, b.Weight, c.Weight = 50, 30, 20
	s := issued(t, "2026-03-02 09:00", a, b, c)
	assert.Equal(t, 0, s.g.Progress)
	assert.Equal(t, 500, s.finish("s1").g.Progress)
	assert.Equal(t, 714, s.do(Cancel{s.because("leader", "s2", "不做")}).g.Progress, "cancelled steps count neither way")
	s = issued(t, "2026-03-02 09:00", step("s1"), step("s2"), step("s3"))
	assert.Equal(t, 333, s.finish("s1").g.Progress, "without weights every step counts alike")
}

func TestLadder_ASuspensionBeforeTheDueDateMovesTheRungsWithIt(t *testing.T) {
	s := one(t).accept("s1")
	s.at("2026-03-04 10:00").do(Suspend{s.because("leader", "s1", "停")})
	s.at("2026-03-06 10:00").do(Resume{s.as("leader", "s1")}) // due on the 18th now
	rungs := firedIn(s.sleep("2026-04-30 09:00"))
	assert.Equal(t, "2026-03-18 17:30", rungs[4].At)
	assert.Equal(t, "2026-03-23 17:30", rungs[5].At, "three working days later, and no more")
}
