package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func whyOf(s *scene, key string) Waiting {
	for _, w := range Why(s.g, s.now, s.cal) {
		if w.Step == key {
			return w
		}
	}
	return Waiting{}
}

func TestWhy_NamesWhoSinceWhenByWhichRuleAndWhatComesNext(t *testing.T) {
	for status, want := range map[StepStatus]struct {
		cause Cause
		who   []Ref
		next  string
	}{
		StepPending:   {WaitsForSteps, []Ref{"post:clerk"}, ""},
		StepOpen:      {WaitsForAccept, []Ref{"post:clerk"}, "2026-03-04 17:30 respond-late"},
		StepActive:    {WaitsForWork, []Ref{"post:clerk"}, "2026-03-05 08:30 remind-7"},
		StepReview:    {WaitsForSignature, []Ref{"post:head"}, "2026-03-05 17:30 review-late-1-head"},
		StepReturned:  {WaitsForRework, []Ref{"post:clerk"}, "2026-03-05 08:30 remind-7"},
		StepDone:      {WaitsForCloseOut, []Ref{"post:supervisor"}, ""},
		StepSuspended: {WaitsForResume, []Ref{"post:supervisor", "post:leader"}, ""},
		StepClosed:    {}, StepCancelled: {},
	} {
		s := inStatus[status](t)
		w := whyOf(s, "s2")
		assert.Equal(t, want.cause, w.Cause, status)
		assert.Equal(t, want.who, w.Who, status)
		next := ""
		if w.Next != nil {
			next = local(&w.Next.At) + " " + w.Next.Rung
		}
		assert.Equal(t, want.next, next, status)
	}
}

func TestWhy_NamesWhoHasTheStepBefore(t *testing.T) {
	require.Equal(t, []Ref{"post:head"}, whyOf(two(t, "s1").submit("s1"), "s2").Who, "what was handed in is with who approves")
}

func TestWhy_CountsWorkingTimeAndNamesTheRule(t *testing.T) {
	s := panel(t, AllSign, 0, "").sign("land", "s1", true).at("2026-03-03 10:00")
	w := whyOf(s, "s1")
	assert.Equal(t, []Ref{"post:finance", "post:law"}, w.Who)
	assert.Equal(t, 6*60+90, w.Worked, "the rest of Monday and an hour and a half of Tuesday")
	assert.Equal(t, map[string]string{"subject": "submission", "round": "1", "stage": "会签", "rule": "all", "agreed": "1", "rejected": "0", "seats": "3"}, w.Params)
	assert.Equal(t, []Ref{"post:finance", "post:law", "post:supervisor"}, w.Next.To)
	assert.Equal(t, Yellow, w.Next.Colour)

	s = one(t).accept("s1").at("2026-03-17 09:00")
	s.wakeAt("2026-03-17 09:00")
	w = whyOf(s, "s1")
	assert.Equal(t, &NextAlarm{At: beijing("2026-03-19 17:30").Add(1e6), Rung: "rung-2", Colour: Yellow, Points: 500,
		To: []Ref{"post:clerk", "post:head", "post:supervisor", "post:leader"}}, w.Next)
}

func TestWhy_OfSeasonsOtherGoalsNoticesAndTheGoalItself(t *testing.T) {
	season, other, notice := step("s1"), step("s2"), step("s3")
	season.OpensOn, other.WaitsFor = day("2026-04-20"), []string{"g2/s1"}
	notice.Kind, notice.MinPublic = PublicNotice, workdays(10)
	s := issued(t, "2026-03-02 09:00", season, other, notice).accept("s3")
	w := whyOf(s, "s1")
	assert.Equal(t, WaitsForDay, w.Cause)
	assert.Equal(t, "2026-04-20 08:30", local(&w.Next.At))
	w = whyOf(s, "s2")
	assert.Equal(t, WaitsForGoal, w.Cause)
	assert.Equal(t, "g2/s1", w.Params["steps"])
	w = whyOf(s, "s3")
	assert.Equal(t, WaitsForNotice, w.Cause)
	assert.Empty(t, w.Who, "nobody can hurry it")
	assert.Equal(t, stamp(beijing("2026-03-16 17:30")), w.Params["until"])
	s.do(Instruct{Header: s.as("leader", ""), Text: "再排查", Asks: true})
	assert.Equal(t, WaitsForNewSteps, Why(s.g, s.now, s.cal)[0].Cause)

	for status, cause := range map[GoalStatus]Cause{GoalSuspended: WaitsForResume, GoalConcluded: WaitsForCloseOut, GoalClosed: WaitsForArchive} {
		s := goalIn[status](t)
		list := Why(s.g, s.now, s.cal)
		require.Len(t, list, 1)
		assert.Equal(t, cause, list[0].Cause)
	}
	assert.Empty(t, Why(goalIn[GoalArchived](t).g, s.now, s.cal))
}
