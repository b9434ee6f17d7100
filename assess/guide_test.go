package assess

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// TestGuide_TheWorkedExampleIsWhatTheRulesGive reads the page for those
// assessed and finds in it every line of the card, as the rules compute it.
func TestGuide_TheWorkedExampleIsWhatTheRulesGive(t *testing.T) {
	text, err := os.ReadFile("../docs/assessment.zh-CN.md")
	require.NoError(t, err)
	page := string(text)
	in := liFacts()
	card := Score(town(), UserRef("li"), in)
	names := map[string]string{"post:eval-a": "德能勤廉（考核员一）", "post:eval-b": "德能勤廉（考核员二）",
		"staff/bonus/praise": "表扬每次加0.5分", "staff/deduction/complaint": "有责投诉每件扣1分，催办后仍未办的加倍"}
	for _, l := range card.Lines {
		name, part := l.Title, "直接计入"
		if n := names[l.Rule]; n != "" {
			name = n
		}
		if n := names[l.Path]; n != "" {
			name = n
		}
		if l.Full > 0 {
			part = fmt.Sprintf("÷%s×%s", l.Full, l.Worth)
		}
		require.Contains(t, page, fmt.Sprintf("| %s | %s | %s | %s |\n", name, l.Raw, part, l.Points))
	}
	require.Equal(t, len(card.Lines)+1, strings.Count(page[strings.Index(page, "| 得分项"):strings.Index(page, "月度平均只有")], "\n| ")-1, "no row more or less")
	require.Contains(t, page, fmt.Sprintf("| **总分** | | | **%s** |", card.Total))

	was := in.Facts[10]
	now := was
	now.Value = 1000
	in.Facts = Correct(in.Facts, []Correction{{Before: &was, After: &now}})
	after := Score(town(), UserRef("li"), in)
	diff := Diff(card, after)[0]
	require.Contains(t, page, fmt.Sprintf("从 %s 变成 %s，总分从 %s 变成 %s，差额 %s 分", diff.Before.Points, diff.After.Points, card.Total, after.Total, diff.Points))
}

// TestGuide_NamesTheDefaults finds the default numbers in the page.
func TestGuide_NamesTheDefaults(t *testing.T) {
	text, err := os.ReadFile("../docs/assessment.zh-CN.md")
	require.NoError(t, err)
	page := string(text)
	s := DefaultSettings()
	require.Equal(t, s.Self, s.Score)
	require.Contains(t, page, fmt.Sprintf("%d 个工作日，宽限 %d 个工作日", s.Self.Budget.N, s.Grace))
	require.Contains(t, page, fmt.Sprintf("| 公示 | 全体 | %d 个工作日 |", s.Public.N))
	require.Contains(t, page, fmt.Sprintf("公示结束后 %d 日内，可以要求复核一次", s.AskReview.N))
	require.Contains(t, page, fmt.Sprintf("%d 日内由没有参加过", s.Review.N))
	require.Contains(t, page, fmt.Sprintf("复核决定作出后 %d 日内可以申诉；%d 日内决定，复杂的可以延长一次 %d 日", s.AskAppeal.N, s.Appeal.N, s.Longer.N))
	require.Contains(t, page, fmt.Sprintf("%d 个工作日后归档", s.Archive))
	require.Contains(t, page, fmt.Sprintf("核查组抽 %s%%", s.Sample))
	require.Contains(t, page, fmt.Sprintf("规定幅度（%s 分）", s.Adjust))
	require.Equal(t, 50*Percent, s.MinHeld) // 不满本期一半
	require.Equal(t, calendar.Day, s.Review.Unit)
	g := DefaultGradeSets()[0].Grades
	require.Contains(t, page, fmt.Sprintf("公务员 %s 分以上可以是%s，%s 分以上%s，%s 分以上%s，其余%s", g[0].From, g[0].Title, g[1].From, g[1].Title, g[2].From, g[2].Title, g[3].Title))
	seats, exact := g[0].Quota.Of(23)
	require.Contains(t, page, fmt.Sprintf("23 人的 %s%% 是 %s 人，取 %d 人", g[0].Quota.Percent, exact, seats))
}
