package api

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// wordy is an assessment of one person with a line of every kind that has no
// indicator behind it.
func wordy() *course {
	li, full := assess.UserRef("li"), assess.Hundred
	c := assess.Cycle{ID: "c", Title: "考核", Period: assess.Period{Kind: assess.Month, Year: 2026, N: 2},
		Sheets: []assess.Sheet{{Key: "s", Title: "表", Indicators: []assess.Indicator{{Key: "late", Title: "按时", Weight: assess.Whole, Full: full, Base: full,
			Rules: []assess.Rule{{Key: "days", Title: "逾期扣分", Fact: assess.DaysLate, Op: assess.Each, Points: -10 * assess.Point}}}}}},
		Formulas: []assess.Formula{{Key: "f", Title: "公式", Parts: []assess.Part{{Key: "p", Title: "本月", Weight: assess.Whole, Sheet: "s"}}, BonusCap: assess.Point,
			Extras: []assess.Extra{{Effect: assess.Bonus, Indicator: assess.Indicator{Key: "praise", Title: "表扬",
				Rules: []assess.Rule{{Key: "each", Title: "每次加2分", Fact: assess.Case, Tag: "praise", Op: assess.Each, Points: 2 * assess.Point}}}}}}},
		Assessed: []assess.Assessed{{Subject: li, Name: "李某", Kind: assess.Cadre, Formula: "f"}}, Settings: assess.Settings{MaxTotal: full}}
	by := assess.Person{User: "zhou", Name: "周敏"}
	return &course{Course: assess.Course{ID: "c", Cycle: c, Phase: assess.PhaseModeration,
		Adjustments: []assess.Adjustment{{Subject: li, Points: 20 * assess.Point, By: by, Reason: "抢险", Seq: 9}}},
		actor: assess.Actor{User: "leader", Roles: []assess.Role{assess.Leader}}, lang: chinese}
}

func TestScoreSheet_SaysEverythingInWords(t *testing.T) {
	c, li, day := wordy(), assess.UserRef("li"), calendar.On(2026, 2, 10)
	facts := []assess.Fact{
		{ID: "late", Kind: assess.DaysLate, Subject: li, Value: 1500, At: day, Work: "g/s", Events: []assess.EventRef{{Goal: "06h1k6", Seq: 1, N: 1}}},
		{ID: "praise", Kind: assess.Case, Tag: "praise", Subject: li, Value: 1000, At: day, Note: "通报表扬"},
	}
	b, err := c.scoreSheet(facts, facts, []store.CourseWork{{Work: "g/s", Goal: "06h1k6", Number: "2026-01", Title: "完善配套", StepTitle: "流转土地"}})
	require.NoError(t, err)
	f, err := excelize.OpenReader(b)
	require.NoError(t, err)
	rows, err := f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	said := map[string][]string{}
	for _, row := range rows {
		if row = append(row, make([]string, 13)...); row[0] == "李某" {
			said[row[4]] = []string{row[3], row[8], row[11], row[12]}
		}
	}
	require.Equal(t, map[string][]string{
		"按时（起始分）":     {"本月 › 按时", "100", "", ""},
		"按时：逾期扣分":     {"本月 › 按时", "-15", "2026-01 完善配套 流转土地", "2026-01 流转土地 逾期天数 1.5 2026-02-10"},
		"表扬：每次加2分":    {"表扬", "2", "通报表扬", "登记事项 1 2026-02-10"},
		"加分合计（封顶、保底）": {"加分合计", "-1", "", ""},
		"综合评定调整":      {"综合评定", "20", "", ""},
		"总分（封顶、保底）":   {"总分", "-6", "", ""},
		"":            {"总分", "100", "", ""},
	}, said)
	c.Phase = assess.PhaseScoring
	b, err = c.scoreSheet(facts, facts, nil)
	require.NoError(t, err)
	f, err = excelize.OpenReader(b)
	require.NoError(t, err)
	rows, err = f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	require.Equal(t, "暂算（还没有打完分）", rows[len(rows)-1][3])
}
