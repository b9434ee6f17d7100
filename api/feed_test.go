package api

import (
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"

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
		{GoalID: "g2", GoalTitle: "整治", Duty: plan.DutyCloseOut},
	}
	text := feedOf(items, "zh-CN", calendar.Default(), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)).Serialize(ics.WithNewLineWindows)
	require.Contains(t, text, "DTSTART;VALUE=DATE:20260310")
	require.Contains(t, text, "DTEND;VALUE=DATE:20260311")
	require.Contains(t, text, "待提交：征地\r\n")
	require.Contains(t, text, "待审批：验收（日期暂定）")
	require.NotContains(t, text, "整治", "what has no date is no entry")
}
