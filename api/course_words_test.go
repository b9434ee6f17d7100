package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/assess"
)

func TestLineSentence_SaysHowALineCameAbout(t *testing.T) {
	by, was := &assess.Person{Name: "冯波"}, assess.Points(93000)
	for _, c := range []struct {
		line   assess.ScoreLine
		zh, en string
	}{
		{assess.ScoreLine{Kind: assess.LineBase, Raw: 100000, Full: 100000, Worth: 4800, Points: 4800}, "起始分 100；100 ÷ 100 × 4.8 ＝ 4.8", "100 to begin with; 100 ÷ 100 × 4.8 = 4.8"},
		{assess.ScoreLine{Kind: assess.LineRule, Title: "逾期扣分", Count: 2500, Raw: -25000, Full: 100000, Worth: 4800, Points: -1200},
			"逾期扣分：计 2.5，得 -25；-25 ÷ 100 × 4.8 ＝ -1.2", "逾期扣分: counts 2.5, gives -25; -25 ÷ 100 × 4.8 = -1.2"},
		{assess.ScoreLine{Kind: assess.LineRule, Title: "按时率", Rate: 90 * assess.Percent, Capped: true, Raw: 90000}, "按时率：平均 90%，已到上限，得 90", "按时率: 90 % on average, at its limit, gives 90"},
		{assess.ScoreLine{Kind: assess.LineScore, By: by, Gave: &assess.Gave{Points: 93000, Share: 50 * assess.Percent}, Raw: 46500, Full: 100000, Worth: 16000, Points: 7440},
			"冯波打分 93，占 50%，计 46.5；46.5 ÷ 100 × 16 ＝ 7.44", "冯波 gave 93, counts 50 %, that is 46.5; 46.5 ÷ 100 × 16 = 7.44"},
		{assess.ScoreLine{Kind: assess.LineScore, By: by, Gave: &assess.Gave{Points: 95000, Share: 50 * assess.Percent,
			Amended: []assess.Amendment{{Before: &was, After: 95000, By: assess.Person{Name: "方远"}}}}, Raw: 47500},
			"冯波打分 93，方远更正为 95，占 50%，计 47.5", "冯波 gave 93, put right by 方远 to 95, counts 50 %, that is 47.5"},
		{assess.ScoreLine{Kind: assess.LineScore, By: by, Gave: &assess.Gave{Points: 80000}, Raw: 80000},
			"冯波核定 80，代替各考核员的打分", "Set at 80 by 冯波, instead of all scorers' points"},
		{assess.ScoreLine{Kind: assess.LineMean, Facts: make([]assess.FactUse, 11), Raw: 88273, Full: 100000, Worth: 60000, Points: 52964},
			"11 个周期平均 88.273；88.273 ÷ 100 × 60 ＝ 52.964", "Mean of 11 periods 88.273; 88.273 ÷ 100 × 60 = 52.964"},
		{assess.ScoreLine{Kind: assess.LineCap, Raw: -2000, Full: 100000, Worth: 10000, Points: -200}, "到了上限或下限，调整 -2", "A limit was reached: -2"},
		{assess.ScoreLine{Kind: assess.LineAdjust, By: by, Raw: 2000, Remark: "抢险"}, "冯波调整 2：抢险", "Moved by 冯波, 2: 抢险"},
		{assess.ScoreLine{Kind: assess.LineVeto, Title: "安全生产"}, "一票否决：安全生产", "Veto: 安全生产"},
	} {
		require.Equal(t, c.zh, lineSentence(c.line, chinese))
		require.Equal(t, c.en, lineSentence(c.line, english))
	}
}
