package assess

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func TestCancel_NeedsTheChairAndAReason(t *testing.T) {
	r := scoringTown(t)
	r.refused(CodeRole, CancelCourse{Header{Actor: who("office"), Reason: "重来"}})
	r.refused(CodeInvalid, CancelCourse{Header{Actor: who("mayor")}})
	r.must(CancelCourse{Header{Actor: who("mayor"), Reason: "指标有误，重新下达"}})
	require.True(t, r.course.Finished())
	r.refused(CodePhase, CancelCourse{Header{Actor: who("mayor"), Reason: "再撤"}})
	_, ok := NextWake(r.course, r.cal)
	require.False(t, ok)
}

func TestRecalendar_MovesDatesAndShortensNobodysWindow(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.now = clock("2027-02-01 09:00")
	r.must(Publish{Header{Actor: who("mayor")}})
	was := *r.course.DueAt
	// The notice of 2027 makes 4 February, a working day so far, a holiday.
	y := *yearOf(r.cal, 2027)
	y.Off = append(append([]calendar.Date{}, y.Off...), day("2027-02-04"))
	next, err := r.cal.With(y)
	require.NoError(t, err)
	r.refused(CodeRole, RecalendarCourse{Header{Actor: who("office")}, *next})
	before := r.course
	r.must(RecalendarCourse{Header{Actor: System(), Reason: "国务院办公厅通知"}, *next})
	require.True(t, r.course.DueAt.After(was))
	require.Equal(t, []Move{{Date: DatePhase, Old: &was, New: r.course.DueAt}}, before.Moves(&r.course))
	require.Empty(t, before.Moves(&before))
	due, err := next.Due(r.course.Since, r.course.Cycle.Settings.Public)
	require.NoError(t, err)
	require.Equal(t, due.UTC(), *r.course.DueAt)
	r.refused(CodeUnchanged, RecalendarCourse{Header{Actor: System()}, *next})

	r.cal = next
	r.until(due)
	closes := *r.course.ClosesAt
	r.must(RecalendarCourse{Header{Actor: System()}, *calendar.Default()})
	require.False(t, r.course.ClosesAt.Before(closes))
}

func TestWake_BeyondTheCalendarWaitsForTheNextNotice(t *testing.T) {
	r := moderating(t, town(), townFacts())
	r.now = clock("2027-12-20 09:00")
	r.must(Publish{Header{Actor: who("mayor")}}) // five working days end in December
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	require.Nil(t, r.course.Objection(1).DueAt, "an objection does not wait for a calendar")
	r.until(clock("2027-12-31 23:00"))
	require.Equal(t, PhaseReview, r.course.Phase)
	require.Nil(t, r.course.ClosesAt)
	y2028, err := calendar.Statutory(2028)
	require.NoError(t, err)
	next, err := r.cal.With(y2028)
	require.NoError(t, err)
	before := r.course
	r.must(RecalendarCourse{Header{Actor: System()}, *next})
	require.NotNil(t, r.course.ClosesAt)
	require.NotNil(t, r.course.Objection(1).DueAt)
	require.Equal(t, []Move{{Date: DateCloses, New: r.course.ClosesAt}, {Date: DateCase, Case: 1, New: r.course.Objection(1).DueAt}},
		before.Moves(&r.course), "dates that were beyond the calendar")
	r.cal = next
	r.must(DecideObjection{Header: Header{Actor: who("review-1"), Case: 1, Reason: "维持"}, Outcome: Upheld})
	decided := r.course
	decided.Objections = slices.Clone(decided.Objections)
	review := decided.Objection(1)
	was := *review.AppealBy
	review.DueAt, review.AppealBy = nil, nil
	require.Equal(t, []Move{{Date: DateAppeal, Case: 1, New: &was}}, decided.Moves(&r.course), "it is decided: only the appeal matters")
	r.until(clock("2028-06-01 09:00"))
	require.Equal(t, PhaseArchived, r.course.Phase)
}

func TestScoring_WhereNobodyScoresIsOverAtOnce(t *testing.T) {
	c := town()
	c.Formulas[0].Parts[0].Sheet, c.Formulas[1].Parts[0].Sheet = "economy", "economy"
	c.Formulas[2].Parts = []Part{{Key: "economy", Title: "经济", Weight: Whole, Sheet: "economy"}}
	c.Sheets = c.Sheets[2:]
	c.Settings.Sample = 0
	r := start(t, c, townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	r.must(Advance{Header{Actor: who("office")}})
	require.Equal(t, PhaseModeration, r.course.Phase)
	require.Empty(t, r.course.Sample.All())
}

func TestWindows_OfFixedDaysStillLeaveTheGrace(t *testing.T) {
	c := town()
	d := day("2027-01-05")
	c.Settings.Score = Window{By: &d}
	r := start(t, c, townFacts())
	r.until(clock("2027-01-18 09:00")) // self-assessment closed on the 15th, after the fixed day
	require.Equal(t, PhaseScoring, r.course.Phase)
	require.Equal(t, "2027-01-22", calendar.DateOf(*r.course.ClosesAt).String())
}

func TestNotices_GoToThoseConcernedButNotToWhoActed(t *testing.T) {
	r := moderating(t, town(), townFacts())
	ch, err := Decide(r.course, Publish{Header{Actor: holding("mayor", "agri-head")}}, r.now, r.cal)
	require.NoError(t, err)
	var to []Ref
	for _, n := range ch.Notices {
		require.Equal(t, NoticePhase, n.Kind)
		require.NotNil(t, n.DueAt)
		to = append(to, n.To)
	}
	require.Contains(t, to, UserRef("li"))
	require.Contains(t, to, PostRef("agri-head"), "the post is told: it acted as the chair")
	r.take(ch)
	ch, err = Decide(r.course, AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"}, r.now, r.cal)
	require.NoError(t, err)
	require.Equal(t, []Ref{PostRef("review-1"), PostRef("review-2")}, []Ref{ch.Notices[0].To, ch.Notices[1].To})
	require.Equal(t, NoticeObjected, ch.Notices[0].Kind)
}

func TestCourse_SurvivesJSON(t *testing.T) {
	r := moderating(t, town(), townFacts())
	text, err := json.Marshal(r.course)
	require.NoError(t, err)
	var back Course
	require.NoError(t, json.Unmarshal(text, &back))
	at := r.now.Add(time.Hour)
	one, err := Decide(r.course, Publish{Header{Actor: who("mayor")}}, at, r.cal)
	require.NoError(t, err)
	two, err := Decide(back, Publish{Header{Actor: who("mayor")}}, at, r.cal)
	require.NoError(t, err)
	a, err := json.Marshal(one)
	require.NoError(t, err)
	b, err := json.Marshal(two)
	require.NoError(t, err)
	require.Equal(t, string(a), string(b))
}

func TestMay_SaysWhatTheCommandWouldSay(t *testing.T) {
	r := scoringTown(t)
	allowed := func(s Ref, id string) (names []Name) {
		for _, p := range May(r.course, s, who(id), r.now, r.cal) {
			if p.Allowed {
				names = append(names, p.Command)
			} else {
				require.NotNil(t, p.Why)
			}
		}
		return names
	}
	require.Equal(t, []Name{NameEvaluate, NameRecuse}, allowed(UserRef("li"), "eval-a"))
	require.Empty(t, allowed(UserRef("li"), "li"))
	require.Equal(t, []Name{NameCancelCourse}, allowed("", "mayor"))
	require.Equal(t, []Name{NameCorrectFact}, allowed("", "office"))
	require.Empty(t, allowed("", "audit"))
	require.Empty(t, allowed(UserRef("li"), "audit"))
	r.score(80 * Point)
	r.verify()
	r.must(Publish{Header{Actor: who("mayor")}})
	require.Equal(t, []Name{NameAskReview}, allowed(UserRef("li"), "li"))
	r.must(AskReview{Header: about(who("li"), UserRef("li"), ""), Grounds: "请复核"})
	require.Equal(t, []Name{NameWithdrawObjection}, allowed(UserRef("li"), "li"))
	require.Equal(t, []Name{NameDecideObjection}, allowed(UserRef("li"), "review-1"))
}

func yearOf(c *calendar.Calendar, n int) *calendar.Year {
	for i := range c.Years {
		if c.Years[i].Year == n {
			return &c.Years[i]
		}
	}
	return nil
}

func TestWake_EndsSelfAssessmentOnItsDayWhenAllAreIn(t *testing.T) {
	r := start(t, town(), townFacts())
	r.until(clock("2027-01-04 09:00"))
	r.selves()
	due := *r.course.DueAt
	r.until(due)
	require.Equal(t, PhaseSelf, r.course.Phase)
	r.until(due.Add(time.Millisecond))
	require.Equal(t, PhaseScoring, r.course.Phase)
	require.Empty(t, r.course.Reached, "nobody was late, nobody was urged")
}

func TestAuditor_SeesAllAndChangesNothing(t *testing.T) {
	auditor := holding("audit", "office", "mayor", "eval-a", "panel-1", "deputy-mayor", "review-1", "appeal-1")
	auditor.Roles = []Role{AuditAdmin, Leader}
	r := scoringTown(t)
	r.must(conduct(who("eval-b"), "li", 90*Point))
	require.Len(t, r.course.Visible(UserRef("li"), auditor), 1)
	h := Header{Actor: auditor, Subject: UserRef("li"), Case: 1, Reason: "理由"}
	for _, cmd := range []Command{IssueCycle{h, town()}, FreezeFacts{Header: h}, CorrectFact{Header: h}, Advance{h}, Evaluate{Header: h}, Recuse{h},
		VerifySample{Header: h}, Tally{Header: h}, Moderate{Header: h}, Publish{h}, DecideObjection{Header: h}, ExtendAppeal{h}, CancelCourse{h}, RecalendarCourse{Header: h}} {
		r.refused(CodeAuditor, cmd)
	}
}

func TestRanking_OnlyWhereTheCycleAllowsIt(t *testing.T) {
	c := town()
	c.Settings.Ranking = true
	r := moderating(t, c, townFacts())
	_, err := r.course.Ranking(Unit)
	require.Equal(t, CodePhase, CodeOf(err))
	r.must(Publish{Header{Actor: who("mayor")}})
	_, err = r.course.Ranking(Cadre)
	require.Equal(t, CodeNoRanking, CodeOf(err))
	list, err := r.course.Ranking(Unit)
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.GreaterOrEqual(t, list[0].Total, list[1].Total)
}
