package api

import (
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

func TestFeed_NamesTheDayInShanghaiAndSaysWhatIsProvisional(t *testing.T) {
	due := func(y int, m time.Month, d int) *time.Time {
		at := time.Date(y, m, d, 9, 30, 0, 0, time.UTC)
		return &at
	}
	items := []store.InboxItem{
		{GoalID: "g1", GoalTitle: "扩大园区", Step: "s1", StepTitle: "征地", Duty: plan.DutySubmit, DueAt: due(2026, 3, 10)},
		{GoalID: "g1", GoalTitle: "扩大园区", Step: "s2", StepTitle: "验收", Duty: plan.DutyApprove, DueAt: due(2027, 3, 10)},
		{GoalID: "g1", GoalTitle: "扩大园区", Step: "s2", StepTitle: "验收", Duty: plan.DutyApprove, Round: 2, DueAt: due(2026, 3, 12)},
		{GoalID: "g2", GoalTitle: "整治", Duty: plan.DutyCloseOut},
	}
	duties := []store.CourseDuty{
		{CourseID: "c1", Title: "一季度考核", Duty: assess.DutySelf, Who: "post:p1", DueAt: due(2026, 4, 3), Subjects: []store.CourseSubject{{Subject: "unit:u1", Name: "农业服务中心"}}},
		{CourseID: "c1", Title: "一季度考核", Duty: assess.DutyDecide, Who: "post:p1", DueAt: due(2026, 5, 6)},
		{CourseID: "c1", Title: "一季度考核", Duty: assess.DutyDecide, Who: "post:p1", DueAt: due(2026, 5, 8)},
		{CourseID: "c2", Title: "年度考核", Duty: assess.DutyModerate, Who: "post:p1"},
	}
	text := feedOf(items, duties, "zh-CN", calendar.Default(), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)).Serialize(ics.WithNewLineWindows)
	require.Contains(t, text, "DTSTART;VALUE=DATE:20260310")
	require.Contains(t, text, "DTEND;VALUE=DATE:20260311")
	require.Contains(t, text, "待提交：征地\r\n")
	require.Contains(t, text, "待审批：验收（日期暂定）")
	require.NotContains(t, text, "整治", "what has no date is no entry")
	require.Contains(t, text, "DTSTART;VALUE=DATE:20260403")
	require.Contains(t, text, "待自评：一季度考核\r\n")
	require.Contains(t, text, "DESCRIPTION:农业服务中心\r\n")
	require.Contains(t, text, "UID:g1/s2/approve@duban")
	require.Contains(t, text, "UID:g1/s2/approve/2@duban", "each round of a step has an entry")
	require.Contains(t, text, "UID:c1/decide-objection/post:p1/2026-05-06@duban")
	require.Contains(t, text, "UID:c1/decide-objection/post:p1/2026-05-08@duban")
	require.NotContains(t, text, "年度考核")
}
