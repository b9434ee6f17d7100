package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// Spring Festival 2026: off from 15 to 23 February; Saturday 14 and Saturday
// 28 February are worked.
func TestClock_GoldenDatesRoundSpringFestival(t *testing.T) {
	for _, c := range []struct {
		name   string
		at     string
		finish *calendar.Budget
		by     *calendar.Date
		due    string
		yellow string
	}{
		{"working days skip the festival and count the worked Saturday", "2026-02-11 10:00", workdays(5), nil, "2026-02-25 17:30", "2026-02-13 08:30"},
		{"the day of the event is not counted", "2026-02-12 08:00", workdays(1), nil, "2026-02-13 17:30", "2026-02-10 08:30"},
		{"calendar days that end in the festival end after it", "2026-02-11 10:00", budget(7, calendar.Day), nil, "2026-02-24 17:30", "2026-02-12 08:30"},
		{"calendar days that end on a worked Saturday end there", "2026-02-11 10:00", budget(17, calendar.Day), nil, "2026-02-28 17:30", "2026-02-25 08:30"},
		{"hours run from the moment and only in office hours", "2026-02-14 16:00", budget(8, calendar.Hour), nil, "2026-02-24 17:30", "2026-02-12 08:30"},
		{"a fixed day stays", "2026-02-11 10:00", nil, day("2026-03-31"), "2026-03-31 17:30", "2026-03-26 08:30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := step("s1")
			st.Finish, st.By = c.finish, c.by
			s := issued(t, c.at, st)
			assert.Equal(t, c.due, local(s.step("s1").DueAt))
			assert.Equal(t, c.yellow, local(s.step("s1").YellowAt))
			assert.Equal(t, s.step("s1").Clock.Original, s.step("s1").Clock.Due)
		})
	}
}

func TestClock_SuspensionKeepsTheRestToTheMinute(t *testing.T) {
	// Due Wednesday 25 February 17:30. Stopped on Friday 13 February at 10:17.
	// Left: Friday 1 h 43 min + 3 h, Saturday 6 ½ h, Tuesday and Wednesday 6 ½ h.
	s := issued(t, "2026-02-11 10:00", func() Step { st := step("s1"); st.Finish = workdays(5); return st }()).accept("s1")
	s.at("2026-02-13 10:17").do(Suspend{s.because("leader", "s1", "等资金")}).status("s1", StepSuspended)
	rest, err := s.cal.Worked(s.now, s.step("s1").Clock.Due)
	require.NoError(t, err)
	require.Equal(t, "24h13m0s", rest.String())

	// On again on Monday 2 March at 09:41: 24 h 13 min later is Thursday the 5th,
	// 6 h 30 min a day: Monday 5:19, Tuesday 6:30, Wednesday 6:30, Thursday 5:54.
	s.at("2026-03-02 09:41").do(Resume{s.as("leader", "s1")}).status("s1", StepActive)
	assert.Equal(t, "2026-03-05 16:54", local(s.step("s1").DueAt))
	left, err := s.cal.Worked(s.now, s.step("s1").Clock.Due)
	require.NoError(t, err)
	assert.Equal(t, rest, left)
	assert.Equal(t, "2026-02-25 17:30", local(&s.step("s1").Clock.Original), "the original date stays known")
}

func TestClock_SuspensionOfCalendarDaysKeepsCalendarTime(t *testing.T) {
	st := step("s1")
	st.Finish = budget(30, calendar.Day) // due Friday 3 April
	s := issued(t, "2026-03-04 10:00", st).accept("s1")
	require.Equal(t, "2026-04-03 17:30", local(s.step("s1").DueAt))
	s.at("2026-03-10 17:30").do(Suspend{s.because("leader", "", "停")})
	s.at("2026-03-20 17:30").do(Resume{s.as("leader", "")})
	assert.Equal(t, "2026-04-13 17:30", local(s.step("s1").DueAt), "ten days later")
}

func TestClock_LateWorkThatStoodStillIsNotMadeOnTime(t *testing.T) {
	s := one(t).accept("s1") // due 16 March
	require.Equal(t, "2026-03-16 17:30", local(s.step("s1").DueAt))
	s.at("2026-03-17 09:00").do(Suspend{s.because("leader", "s1", "停")})
	s.at("2026-03-30 09:00").do(Resume{s.as("leader", "s1")})
	assert.Equal(t, "2026-03-16 17:30", local(s.step("s1").DueAt))
	assert.Equal(t, LightRed, s.step("s1").Light(s.now))
}

func TestSuspend_OfTheGoalLeavesStepsAloneThatStoppedBefore(t *testing.T) {
	s := two(t).accept("s1").accept("s2")
	s.at("2026-03-03 09:00").do(Suspend{s.because("leader", "s1", "先停一步")})
	s.do(Suspend{s.because("leader", "", "全停")}) // in the same minute
	s.at("2026-03-05 09:00").do(Resume{s.as("leader", "")})
	s.status("s1", StepSuspended).status("s2", StepActive)
	assert.Equal(t, "2026-03-18 17:30", local(s.step("s2").DueAt), "two working days later than the 16th")
	s.at("2026-03-09 09:00").do(Resume{s.as("leader", "s1")}).status("s1", StepActive)
	assert.Equal(t, "2026-03-20 17:30", local(s.step("s1").DueAt))
}

func TestSuspend_OfAReviewKeepsTheRestOfTheReview(t *testing.T) {
	s := one(t).submit("s1") // the review is due on the 5th
	require.Equal(t, "2026-03-05 17:30", local(s.step("s1").Approval(1).DueAt))
	s.at("2026-03-04 17:30").do(Suspend{s.because("leader", "s1", "停")})
	assert.Empty(t, s.sleep("2026-03-20 09:00"), "nothing happens while it stands still")
	s.at("2026-03-20 17:30").do(Resume{s.as("leader", "s1")}).status("s1", StepReview)
	assert.Equal(t, "2026-03-23 17:30", local(s.step("s1").Approval(1).DueAt))
}

func TestResume_ConcludesAGoalWhoseLastStepWasCancelledMeanwhile(t *testing.T) {
	s := goalIn[GoalSuspended](t)
	s.do(Cancel{s.because("leader", "s1", "不做了")}).do(Resume{s.as("leader", "")})
	assert.Equal(t, GoalConcluded, s.g.Status)
}

func TestExtension_GoesToTheOfficerThenTheLeader(t *testing.T) {
	s := one(t).accept("s1").at("2026-03-11 09:00")
	s.refuses(CodeReasonRequired, AskExtension{Header: s.as("clerk", "s1"), NewDue: *day("2026-03-31"), Progress: "过半"})
	s.refuses(CodeRequired, AskExtension{Header: s.because("clerk", "s1", "雨"), NewDue: *day("2026-03-31")})
	s.refuses(CodeDateNotLater, AskExtension{Header: s.because("clerk", "s1", "雨"), NewDue: *day("2026-03-16"), Progress: "过半"})
	s.refuses(CodeBeyondCalendar, AskExtension{Header: s.because("clerk", "s1", "雨"), NewDue: *day("2035-03-16"), Progress: "过半"})
	s.refuses(CodeRequired, AskExtension{Header: s.because("clerk", "s1", "雨"), Progress: "过半"})
	s.do(AskExtension{Header: s.because("clerk", "s1", "雨"), NewDue: *day("2026-03-31"), Progress: "过半"})
	assert.Equal(t, "1", s.refuses(CodePending, asked[NameAskExtension](s, "s1")).Params["round"])
	s.do(DecideApproval{Header: roundOf(s.as("supervisor", "s1"), 1), Agree: true})
	assert.Equal(t, "2026-03-16 17:30", local(s.step("s1").DueAt), "not before the leader has agreed")
	s.at("2026-03-12 09:00").do(DecideApproval{Header: roundOf(s.as("leader", "s1"), 1), Agree: true})
	assert.Equal(t, "2026-03-31 17:30", local(s.step("s1").DueAt))
	assert.Equal(t, "2026-03-16 17:30", local(&s.step("s1").Clock.Original))
	e := s.step("s1").Clock.Entries[0]
	assert.Equal(t, ClockExtended, e.Kind)
	assert.Equal(t, "leader", e.By.User)
	assert.Equal(t, "2026-03-11 09:00", local(e.Asked))
	assert.Equal(t, "2026-03-16 17:30", local(e.Old))

	s.do(AskExtension{Header: s.because("clerk", "s1", "又雨"), NewDue: *day("2026-04-15"), Progress: "九成"}) // may be asked again
	s.do(DecideApproval{Header: roundOf(s.because("supervisor", "s1", "不必"), 2)})
	assert.Equal(t, "2026-03-31 17:30", local(s.step("s1").DueAt))
	s.at("2026-03-31 17:31")
	assert.Equal(t, "2026-03-31T09:30:00.000Z", s.refuses(CodeWindowClosed, asked[NameAskExtension](s, "s1")).Params["until"])
}

func TestExtension_APendingRequestDoesNotStopTheLadder(t *testing.T) {
	s := one(t).accept("s1")
	s.do(asked[NameAskExtension](s, "s1"))
	var rungs []string
	for _, e := range s.sleep("2026-03-17 09:00") {
		rungs = append(rungs, e.Detail.Rung)
	}
	assert.Contains(t, rungs, "rung-1")
}

func TestSetDue_IsTheLeadersAndKeepsTheOriginal(t *testing.T) {
	s := one(t).accept("s1").at("2026-03-18 09:00") // late since the 16th
	s.refuses(CodeDateOrder, SetDue{Header: s.because("leader", "s1", "定"), On: *day("2026-03-17")})
	s.refuses(CodeRequired, SetDue{Header: s.because("leader", "s1", "定")})
	s.do(SetDue{Header: s.because("leader", "s1", "定"), On: *day("2026-03-25")})
	assert.Equal(t, "2026-03-25 17:30", local(s.step("s1").DueAt))
	assert.Equal(t, "2026-03-16 17:30", local(&s.step("s1").Clock.Original))
	assert.Equal(t, ClockSet, s.step("s1").Clock.Entries[0].Kind)

	own := step("s1")
	own.Lead = "post:leader"
	s = issued(t, "2026-03-02 09:00", own)
	s.do(AcceptStep{s.as("leader", "s1")})
	s.refuses(CodeOwnSubmission, SetDue{Header: s.because("leader", "s1", "给自己"), On: *day("2026-03-25")})
	s.do(SetDue{Header: s.because("principal", "s1", "定"), On: *day("2026-03-25")})
}

func TestReview_DoesNotMakeTheSubmitterLate(t *testing.T) {
	s := one(t).accept("s1").at("2026-03-16 16:30").submit("s1") // one hour is left
	assert.Equal(t, LightGreen, s.step("s1").Light(beijing("2026-03-27 09:00")), "handed in in time")
	s.at("2026-03-27 09:00").sign("head", "s1", false)
	assert.Equal(t, "2026-03-27 10:00", local(s.step("s1").DueAt), "the hour that was left")

	late := one(t).accept("s1").at("2026-03-17 09:00") // late: rung 1
	late.wakeAt("2026-03-17 09:00")
	late.submit("s1").at("2026-03-27 09:00").sign("head", "s1", false)
	assert.Equal(t, "2026-03-16 17:30", local(late.step("s1").DueAt), "late work stays late")
	next, ok := NextWake(late.g, late.cal)
	require.True(t, ok)
	assert.Equal(t, "2026-03-31 17:30", local(&next), "but the eight days of the review do not count towards the second rung")
}

func TestOpen_AfterTheFixedDayIsDueWhenItIsToBeAccepted(t *testing.T) {
	last := step("s2", "s1")
	last.Finish, last.By = nil, day("2026-03-06")
	s := issued(t, "2026-03-02 09:00", step("s1"), last).accept("s1").at("2026-03-10 09:00").finish("s1")
	s.status("s2", StepOpen)
	assert.Equal(t, "2026-03-12 17:30", local(s.step("s2").DueAt))
	assert.Equal(t, "2026-03-06 17:30", local(&s.step("s2").Clock.Original))
	assert.Equal(t, ClockOpenedLate, s.step("s2").Clock.Entries[0].Kind)
}

func TestClock_IsComputedWhenTheYearArrives(t *testing.T) {
	st := step("s1")
	st.Finish = workdays(30)
	s := issued(t, "2027-12-20 09:00", st)
	require.Nil(t, s.step("s1").Clock, "30 working days reach into 2028, which is not loaded")
	assert.Equal(t, LightGreen, s.step("s1").Light(s.now))
	next, err := calendar.Statutory(2028)
	require.NoError(t, err)
	cal, err := s.cal.With(next)
	require.NoError(t, err)
	s.do(Recalendar{Header: s.as("supervisor", ""), Calendar: *cal})
	require.NotNil(t, s.step("s1").Clock)
	due, err := cal.Due(beijing("2027-12-20 09:00"), *st.Finish)
	require.NoError(t, err)
	assert.Equal(t, Moment(due), s.step("s1").Clock.Due)
	assert.NotNil(t, s.step("s1").RespondBy)

	s = issued(t, "2027-12-20 09:00", st)
	s.do(SetDue{Header: s.because("leader", "s1", "年内"), On: *day("2027-12-31")})
	assert.Equal(t, "2027-12-31 17:30", local(s.step("s1").DueAt), "or the leader names a day")
}

func TestRecalendar_RedatesOpenStepsWithOldAndNew(t *testing.T) {
	st := step("s1")
	st.Finish = nil
	st.Finish = workdays(20)
	s := issued(t, "2027-01-25 09:00", st, step("s2"))
	s.finish("s2")
	old := *s.step("s1").DueAt
	cal, err := s.cal.With(calendar.Year{Year: 2027, Status: calendar.Official,
		Off: []calendar.Date{*day("2027-02-05"), *day("2027-02-08"), *day("2027-02-09"), *day("2027-02-10"), *day("2027-02-11")}})
	require.NoError(t, err)
	s.refuses(CodeUnchanged, Recalendar{Header: s.as("supervisor", ""), Calendar: *s.cal})
	s.refuses(CodeRole, Recalendar{Header: s.as("clerk", ""), Calendar: *cal})
	broken := *cal
	broken.Version = "x"
	s.refuses(CodeUnknown, Recalendar{Header: s.as("supervisor", ""), Calendar: broken})
	s.do(Recalendar{Header: s.because("supervisor", "", "国办通知"), Calendar: *cal})
	require.Equal(t, cal.Version, s.g.Calendar)
	e := s.last.Events[len(s.last.Events)-1]
	assert.Equal(t, DueChanged, e.Type)
	assert.Equal(t, "s1", e.Step)
	assert.Equal(t, old, *e.Detail.Old)
	assert.Equal(t, *s.step("s1").DueAt, *e.Detail.New)
	assert.NotEqual(t, old, *s.step("s1").DueAt)
	assert.Equal(t, "国办通知", e.Reason)
	require.NoError(t, s.try(Recalendar{Header: Header{ID: "r", Actor: System()}, Calendar: *calendar.Default()}), "the system may")
}

func TestClock_ReadsAsOfAnyMoment(t *testing.T) {
	s := one(t).accept("s1") // Monday 2 March 09:00, due Monday the 16th
	s.at("2026-03-04 10:00").do(Suspend{s.because("leader", "s1", "停")})
	s.at("2026-03-06 10:00").do(Resume{s.as("leader", "s1")})
	s.at("2026-03-09 10:00").do(SetDue{Header: s.because("leader", "s1", "定"), On: *day("2026-03-20")})
	s.at("2026-03-20 17:00").submit("s1")
	clock := s.step("s1").Clock
	const perDay = 390
	for _, c := range []struct {
		at                         string
		due                        string
		consumed, still, remaining int
		suspended, met             bool
	}{
		{"2026-03-02 09:00", "2026-03-16 17:30", 0, 0, 10*perDay + 360, false, false},
		{"2026-03-04 10:00", "2026-03-16 17:30", 60 + 2*perDay, 0, 8*perDay + 300, true, false},
		{"2026-03-05 10:00", "2026-03-16 17:30", 60 + 2*perDay, perDay, 8*perDay + 300, true, false},
		{"2026-03-06 10:00", "2026-03-18 17:30", 60 + 2*perDay, 2 * perDay, 8*perDay + 300, false, false},
		{"2026-03-09 10:00", "2026-03-20 17:30", 60 + 3*perDay, 2 * perDay, 9*perDay + 300, false, false},
		{"2026-04-01 10:00", "2026-03-20 17:30", 12*perDay + 60 + 270, 2 * perDay, 30, false, true},
	} {
		r, err := clock.AsOf(beijing(c.at), s.cal)
		require.NoError(t, err)
		assert.Equal(t, c.due, local(&r.Due), c.at)
		assert.Equal(t, "2026-03-16 17:30", local(&r.Original))
		assert.Equal(t, []int{c.consumed, c.still, c.remaining}, []int{r.Consumed, r.StoodStill, r.Remaining}, c.at)
		assert.Equal(t, []bool{c.suspended, c.met}, []bool{r.Suspended, r.Met}, c.at)
	}
	_, err := clock.AsOf(beijing("2035-01-01 09:00"), calendar.Default())
	assert.NoError(t, err, "it was met long before")
	clock.MetAt = nil
	_, err = clock.AsOf(beijing("2035-01-01 09:00"), calendar.Default())
	assert.Error(t, err)
}

func TestClock_WhatCountsInTheAssessment(t *testing.T) {
	counted := func(s *scene) string {
		at, err := s.step("s1").Clock.Counted(s.cal)
		require.NoError(t, err)
		return local(&at)
	}
	s := one(t).accept("s1") // due on the 16th
	s.do(SetDue{Header: s.because("leader", "s1", "定"), On: *day("2026-04-30")})
	assert.Equal(t, "2026-03-16 17:30", counted(s), "not a date that was set")
	s = one(t).accept("s1")
	s.do(asked[NameAskExtension](s, "s1"))
	s.do(DecideApproval{Header: roundOf(s.as("supervisor", "s1"), 1), Agree: true})
	s.do(DecideApproval{Header: roundOf(s.as("leader", "s1"), 1), Agree: true})
	assert.Equal(t, "2026-06-30 17:30", counted(s), "but one that was asked for in time")
	s = one(t).accept("s1")
	s.at("2026-03-04 10:00").do(Suspend{s.because("leader", "s1", "停")})
	s.at("2026-03-06 10:00").do(Resume{s.as("leader", "s1")})
	assert.Equal(t, "2026-03-18 17:30", counted(s), "and the time for which it stood still")
	s.at("2026-03-18 16:30").submit("s1").at("2026-03-23 16:30").sign("head", "s1", false)
	assert.Equal(t, "2026-03-23 17:30", counted(s), "suspended or reviewed")
	s.finish("s1").closeOut("s1")
	assert.Equal(t, []string{"clerk", "supervisor", "head"}, s.step("s1").People())
}

func TestRecalendar_RedatesReviewsAndResponsesToo(t *testing.T) {
	cal, err := calendar.Default().With(calendar.Year{Year: 2027, Status: calendar.Official, Off: []calendar.Date{*day("2027-03-03")}})
	require.NoError(t, err)
	s := issued(t, "2027-03-01 09:00", step("s1"), step("s2"), step("s3")).submit("s1").submit("s2")
	require.Equal(t, "2027-03-04 17:30", local(s.step("s1").Approval(1).DueAt))
	s.at("2027-03-01 17:30").do(Suspend{s.because("leader", "s2", "停")})
	s.at("2027-03-02 08:30").do(Resume{s.as("leader", "s2")})
	s.do(Recalendar{Header: s.as("supervisor", ""), Calendar: *cal})
	assert.Equal(t, "2027-03-05 17:30", local(s.step("s1").Approval(1).DueAt), "a day that is off now")
	assert.Equal(t, "2027-03-04 17:30", local(&s.step("s3").RespondBy.Due))
	s.sleep("2027-03-05 17:29")
	assert.NotContains(t, jsonOf(t, s.step("s1").Reached), "review-late")
}

func TestRecalendar_WorkThatWasHandedInStaysHandedIn(t *testing.T) {
	st := step("s1")
	st.Finish = workdays(30)
	s := issued(t, "2027-12-20 09:00", st).submit("s1")
	next, err := calendar.Statutory(2028)
	require.NoError(t, err)
	cal, err := s.cal.With(next)
	require.NoError(t, err)
	s.do(Recalendar{Header: s.as("supervisor", ""), Calendar: *cal})
	s.cal = cal
	assert.False(t, s.step("s1").Clock.Running())
	old := s.step("s1").Clock.Due
	s.at("2027-12-22 09:00").sign("head", "s1", false)
	n, err := cal.Workdays(calendar.DateOf(old), calendar.DateOf(s.step("s1").Clock.Due))
	require.NoError(t, err)
	assert.Equal(t, 2, n, "the review is given back")
}

func TestRecalendar_ASuspendedStepGetsItsClockStandingStill(t *testing.T) {
	st := step("s1")
	st.Finish = workdays(30)
	s := issued(t, "2027-12-20 09:00", st).accept("s1")
	s.at("2027-12-21 09:00").do(Suspend{s.because("leader", "s1", "停")})
	next, err := calendar.Statutory(2028)
	require.NoError(t, err)
	cal, err := s.cal.With(next)
	require.NoError(t, err)
	s.do(Recalendar{Header: s.as("supervisor", ""), Calendar: *cal})
	require.True(t, s.step("s1").Clock.Suspended())
	s.cal = cal
	old := s.step("s1").Clock.Due
	s.at("2027-12-23 09:00").do(Resume{s.as("leader", "s1")})
	n, err := cal.Workdays(calendar.DateOf(old), calendar.DateOf(s.step("s1").Clock.Due))
	require.NoError(t, err)
	assert.Equal(t, 2, n)
}
