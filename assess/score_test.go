package assess

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// liFacts are the facts of the worked example of the guide (docs).
func liFacts() Inputs {
	var facts []Fact
	post := PostRef("clerk-li")
	for i, at := range []string{"2026-01-20", "2026-02-10", "2026-03-20", "2026-04-20", "2026-05-20", "2026-06-22", "2026-07-20", "2026-08-20", "2026-09-21", "2026-10-20"} {
		value := int64(1000)
		if i == 4 {
			value = 0
		}
		facts = append(facts, fact(OnTime, post, at, value, 1000))
	}
	facts = append(facts,
		fact(DaysLate, post, "2026-05-25", 2500, 0),
		fact(Returned, post, "2026-03-18", 1000, 0), fact(Returned, post, "2026-06-18", 1000, 0), fact(Returned, post, "2026-09-18", 1000, 0),
		fact(Quality, post, "2026-03-20", 800, 1000), fact(Quality, post, "2026-06-22", 900, 1000), fact(Quality, post, "2026-09-21", 1000, 1000))
	facts = append(facts, months(UserRef("li"), 88*Point, 88*Point, 88*Point, 88*Point, 88*Point, 91*Point, 88*Point, 88*Point, 88*Point, 88*Point, 88*Point)...)
	tagged := func(f Fact, tag, work string) Fact { f.Tag, f.Work = tag, work; f.ID += "~" + tag; return f }
	facts = append(facts,
		tagged(fact(Case, UserRef("li"), "2026-04-01", 1000, 0), "praise", ""), tagged(fact(Case, UserRef("li"), "2026-08-01", 1000, 0), "praise", ""),
		tagged(fact(Case, UserRef("li"), "2026-11-03", 1000, 0), "complaint", "petition-7"),
		tagged(fact(Urged, UserRef("li"), "2026-11-01", 1000, 0), "", "petition-7"))
	return Inputs{Facts: facts, Evaluations: []Evaluation{
		gave(UserRef("li"), "cadre", "conduct", "eval-a", 92*Point), gave(UserRef("li"), "cadre", "conduct", "eval-b", 85*Point)}}
}

func TestScore_GoldenSheetOfACadre(t *testing.T) {
	// Worth, from the top: 100 = yearly 40 + months 60.
	//   yearly 40  = work 60 % 24 + conduct 40 % 16
	//   work   24  = on time 50 % 12 + order 20 % 4.8 + quality 30 % 7.2
	// Lines:
	//   on time   9 of 10         90 of 100 × 12            = 10.8
	//   order     base           100 of 100 × 4.8           =  4.8
	//             2.5 days × −10 −25 of 100 × 4.8           = −1.2
	//             (3 − 1) × −5   −10 of 100 × 4.8           = −0.48
	//   quality   (80+90+100)/3   90 of 100 × 7.2           =  6.48
	//   conduct   92 × 50 %       46 of 100 × 16            =  7.36
	//             85 × 50 %     42.5 of 100 × 16            =  6.8
	//   months    (10×88+91)/11 = 971/11 = 88.2727… → 88.273; × 60 = 52.9638 → 52.964
	//   praise    2 × 0.5                                   = +1
	//   complaint 1, doubled after an urge: 2 × −1          = −2
	// Total: 10.8+4.8−1.2−0.48+6.48+7.36+6.8+52.964+1−2     = 86.524
	card := Score(town(), UserRef("li"), liFacts())
	require.Equal(t, []string{
		"staff/yearly/work/on-time#rule#rate 10.8",
		"staff/yearly/work/order#base# 4.8",
		"staff/yearly/work/order#rule#late -1.2",
		"staff/yearly/work/order#rule#returned -0.48",
		"staff/yearly/work/quality#rule#opinion 6.48",
		"staff/yearly/conduct#score#post:eval-a 7.36",
		"staff/yearly/conduct#score#post:eval-b 6.8",
		"staff/months#mean#month 52.964",
		"staff/bonus/praise#rule#each 1",
		"staff/deduction/complaint#rule#each -2",
	}, lines(card))
	require.Equal(t, "86.524", card.Total.String())
	require.Equal(t, []string{"mean-of staff/months 11 12"}, notes(card))
	sums(t, card)
	late := card.Lines[2]
	require.Equal(t, []FactUse{{ID: "days-late~post:clerk-li~2026-05-25", Value: 2500}}, late.Facts)
	require.Equal(t, []EventRef{{Goal: "g-2026-05-25", Seq: 3}}, late.Events, "every line leads to its events")
	require.Equal(t, "-25", late.Raw.String())
	require.Equal(t, "4.8", late.Worth.String())
}

func TestScore_GoldenSheetOfAUnit(t *testing.T) {
	// 100 = party 30 + economy 70; economy 70 = quantity 60 % 42 + hazards 40 % 28.
	//   party     90 of 100 × 30                              = 27
	//   quantity  120 of 100 counts as 1, 30 of 40 is 0.75: mean 87.5 % × 42 = 36.75
	//   hazards   19 of 20 = 95 % → band from 90 %: 80 × 28   = 22.4
	// Total 86.15
	unit := UnitRef("agri")
	card := Score(town(), unit, Inputs{
		Facts: []Fact{fact(Quantity, unit, "2026-10-01", 120_000, 100_000), fact(Quantity, unit, "2026-11-01", 30_000, 40_000),
			fact(HazardRectified, unit, "2026-06-01", 19_000, 20_000)},
		Evaluations: []Evaluation{gave(unit, "party", "party", "eval-a", 90*Point)}})
	require.Equal(t, []string{"body/party/party#score#post:eval-a 27", "body/economy/quantity#rule#done 36.75", "body/economy/hazard#rule#rectified 22.4"}, lines(card))
	require.Equal(t, "86.15", card.Total.String())
	sums(t, card)
}

func TestScore_LeavesOutWhatIsAbsentAndSaysSo(t *testing.T) {
	// No quantity was planned and the line office handed nothing in: the
	// hazards alone are worth all 100. 10 of 10 → 100 %.
	village := VillageRef("donghe")
	facts := []Fact{fact(HazardRectified, village, "2026-06-01", 10_000, 10_000)}
	card := Score(town(), village, Inputs{Facts: facts})
	require.Equal(t, []string{"body/economy/hazard#rule#rectified 100"}, lines(card))
	require.Equal(t, []string{"scorer-missing body/party/party post:eval-a", "left-out body/party empty",
		"left-out body/economy/quantity no-facts"}, notes(card))

	// With the party's 60 points: 60 × 30 = 18 and 100 × 70 = 70.
	card = Score(town(), village, Inputs{Facts: facts, Evaluations: []Evaluation{gave(village, "party", "party", "eval-a", 60*Point)}})
	require.Equal(t, "88", card.Total.String())

	// Nothing at all: no total, not zero points.
	card = Score(town(), village, Inputs{})
	require.True(t, card.Empty)
	require.Empty(t, card.Lines)
}

func TestScore_ReweightsTheScorersWhoHandedIn(t *testing.T) {
	c := town()
	c.Assessed[3].Formula = "plain"
	card := Score(c, UserRef("zhao"), Inputs{Evaluations: []Evaluation{gave(UserRef("zhao"), "cadre", "conduct", "eval-b", 85*Point)}})
	// Work: on time and quality have no facts; order's base stays. Work 60 is
	// all order: 60. Conduct 40: eval-b alone, 85 × 40 = 34. Total 94.
	require.Equal(t, []string{"plain/yearly/work/order#base# 60", "plain/yearly/conduct#score#post:eval-b 34"}, lines(card))
	require.Contains(t, notes(card), "scorer-missing plain/yearly/conduct post:eval-a")
}

func TestScore_APostHolderIsScoredForTheirPart(t *testing.T) {
	c := town()
	c.Formulas[0].Parts = []Part{{Key: "yearly", Title: "年度考核", Weight: Whole, Sheet: "cadre"}}
	span := fact(DaysLate, PostRef("safety-clerk"), "2026-07-10", 4000, 0)
	since := day("2026-06-21")
	span.Since = &since
	facts := []Fact{
		fact(OnTime, PostRef("safety-clerk"), "2026-03-10", 1000, 1000), // held it
		fact(OnTime, PostRef("safety-clerk"), "2026-09-01", 0, 1000),    // the successor's
		fact(OnTime, PostRef("agri-clerk"), "2026-02-01", 0, 1000),      // the predecessor's
		fact(OnTime, PostRef("agri-clerk"), "2026-07-01", 1000, 1000),   // first day in the post
		span, // 21 June to 10 July: 20 days, 10 of them theirs: 4 days late × 10/20 = 2
	}
	card := Score(c, UserRef("zhang"), Inputs{Facts: facts})
	// Conduct and quality absent: work 100 = on time 50/70 = 71.4285… → 71.429,
	// order 20/70 = 28.5714… → 28.571. On time 100 %: 71.429. Order 28.571 less
	// 20 of 100 × 28.571 = 5.7142 → 5.714.
	require.Equal(t, []string{"staff/yearly/work/on-time#rule#rate 71.429", "staff/yearly/work/order#base# 28.571",
		"staff/yearly/work/order#rule#late -5.714"}, lines(card))
	require.Equal(t, int64(2000), card.Lines[2].Count)
	require.Equal(t, Whole, card.Held)
}

func TestScore_TwoFormulasInTurnAreWeightedByDays(t *testing.T) {
	// wu: "staff" 1 January to 30 June, 181 days; "plain" 1 July on, 184 days.
	// 100 × 181/365 = 49.58904… → 49.589; × 184/365 = 50.41095… → 50.411.
	facts := append(months(UserRef("wu"), 90*Point, 90*Point, 90*Point),
		fact(OnTime, PostRef("clerk-wu"), "2026-03-01", 1000, 1000), fact(OnTime, PostRef("window"), "2026-08-01", 0, 1000))
	card := Score(town(), UserRef("wu"), Inputs{Facts: facts})
	// staff: yearly 40 % of 49.589 = 19.8356 → 19.836 (the larger remainder),
	// months 29.753. yearly is all work: on time 50/70 × 19.836 = 14.16857 → 14.169,
	// order 5.667. months 90 × 29.753/100 = 26.7777 → 26.778.
	// plain: 50.411: on time 36.00785… → 36.008, order 14.403; on time 0 of 1.
	require.Equal(t, []string{
		"staff/yearly/work/on-time#rule#rate 14.169", "staff/yearly/work/order#base# 5.667", "staff/months#mean#month 26.778",
		"plain/yearly/work/on-time#rule#rate 0", "plain/yearly/work/order#base# 14.403"}, lines(card))
	require.Contains(t, notes(card), "stint staff 181 365")
	require.Contains(t, notes(card), "stint plain 184 365")
	sums(t, card)
}

func TestScore_CapsAreLinesOfTheirOwn(t *testing.T) {
	c := town()
	c.Assessed[0].Formula = "plain"
	li := PostRef("clerk-li")
	// 9 days late: −90 capped by the rule at −60. 12 returns, one free: −55.
	// Together −115 from a base of 100: the indicator cannot fall below 0.
	facts := []Fact{fact(DaysLate, li, "2026-03-03", 9000, 0), fact(Returned, li, "2026-03-04", 12_000, 0)}
	card := Score(c, UserRef("li"), Inputs{Facts: facts})
	require.Equal(t, []string{"plain/yearly/work/order#base# 100", "plain/yearly/work/order#rule#late -60",
		"plain/yearly/work/order#rule#returned -55", "plain/yearly/work/order#cap# 15"}, lines(card))
	require.True(t, card.Lines[1].Capped)
	require.Equal(t, Points(0), card.Total)

	// Ten praises: 5 points, of which the item allows 3. Eight complaints: 5 at most.
	c = town()
	praise := fact(Case, UserRef("li"), "2026-03-03", 10_000, 0)
	praise.Tag = "praise"
	complaint := fact(Case, UserRef("li"), "2026-03-04", 8000, 0)
	complaint.Tag = "complaint"
	card = Score(c, UserRef("li"), Inputs{Facts: []Fact{praise, complaint}})
	require.Equal(t, []string{"staff/yearly/work/order#base# 100", "staff/bonus/praise#rule#each 5", "staff/bonus/praise#cap# -2",
		"staff/deduction/complaint#rule#each -8", "staff/deduction/complaint#cap# 3"}, lines(card))
	require.Equal(t, "98", card.Total.String())

	// All bonuses together are limited too.
	c.Formulas[0].BonusCap = 1 * Point
	card = Score(c, UserRef("li"), Inputs{Facts: []Fact{praise}})
	require.Equal(t, "101", card.Total.String())
	require.Contains(t, lines(card), "staff/bonus#cap# -2")
	c.Settings.MaxTotal = Hundred
	require.Equal(t, Hundred, Score(c, UserRef("li"), Inputs{Facts: []Fact{praise}}).Total)
}

func TestScore_AVetoStandsBesideThePoints(t *testing.T) {
	accident := fact(Case, UnitRef("safety"), "2026-08-08", 1000, 0)
	accident.Tag = "accident"
	card := Score(town(), UnitRef("safety"), Inputs{Facts: []Fact{accident, fact(Quantity, UnitRef("safety"), "2026-10-01", 1000, 1000)}})
	require.True(t, card.Vetoed())
	require.Equal(t, Hundred, card.Total)
	veto := card.Lines[len(card.Lines)-1]
	require.Equal(t, LineVeto, veto.Kind)
	require.Equal(t, accident.Events, veto.Events)

	card = Score(town(), UserRef("li"), Inputs{Declared: []Declared{{Subject: UserRef("li"), Veto: "discipline", By: who("mayor").Self(), Reason: "立案", Seq: 9}}})
	require.True(t, card.Vetoed())
}

func TestScore_SaysWhenTheTimeInOfficeIsTooShort(t *testing.T) {
	c := town()
	c.Assessed[0].Tenures = []Tenure{{Post: "clerk-li", From: day("2026-07-03")}}
	card := Score(c, UserRef("li"), Inputs{}) // 182 of 365 days: 49.863 %
	require.True(t, card.Short())
	require.Equal(t, "49.863", card.Held.String())
	c.Assessed[0].Tenures[0].From = day("2026-07-02") // 183 of 365
	card = Score(c, UserRef("li"), Inputs{})
	require.False(t, card.Short())
}

func TestScore_ALaterCorrectionShowsAsADifference(t *testing.T) {
	in := liFacts()
	before := Score(town(), UserRef("li"), in)
	was := in.Facts[10] // 2.5 days late
	now := was
	now.Value = 1000 // of which 1.5 were an approved extension
	in.Facts = Correct(in.Facts, []Correction{{Before: &was, After: &now, Reason: "延期已批准"}})
	after := Score(town(), UserRef("li"), in)
	// One day: −10 of 100 × 4.8 = −0.48 instead of −1.2.
	diff := Diff(before, after)
	require.Len(t, diff, 1)
	require.Equal(t, "staff/yearly/work/order#rule#late", diff[0].Key)
	require.Equal(t, "0.72", diff[0].Points.String())
	require.Equal(t, []string{was.ID}, diff[0].Facts)
	require.Equal(t, after.Total, before.Total+diff[0].Points)

	in.Facts = Correct(in.Facts, []Correction{{Before: &now, Reason: "不属于本岗位"}})
	gone := Diff(after, Score(town(), UserRef("li"), in))
	require.Len(t, gone, 1)
	require.Nil(t, gone[0].After)
	require.Empty(t, Diff(after, after))
}

func TestScore_CountsAsTheRuleSays(t *testing.T) {
	for _, x := range []struct {
		name   string
		rule   Rule
		values []int64
		want   string
	}{
		{"in proportion", Rule{Op: Each, Points: -1 * Point}, []int64{2500}, "-2.5"},
		{"every one begun", Rule{Op: Each, Points: -1 * Point, Count: Started}, []int64{2001, 1000}, "-4"},
		{"only whole ones", Rule{Op: Each, Points: -1 * Point, Count: Full}, []int64{2999, 999}, "-2"},
		{"per five", Rule{Op: Each, Points: -1 * Point, Per: 5000}, []int64{12_000}, "-2.4"},
		{"per five begun", Rule{Op: Each, Points: -1 * Point, Per: 5000, Count: Started}, []int64{12_000}, "-3"},
		{"free ones", Rule{Op: Each, Points: -1 * Point, Free: 2000}, []int64{1000, 1000, 1000}, "-1"},
		{"a third rounds down", Rule{Op: Each, Points: -1 * Point, Per: 3000}, []int64{1000}, "-0.333"},
		{"half rounds away from zero", Rule{Op: Each, Points: -1, Per: 2000}, []int64{1000}, "-0.001"},
		{"once", Rule{Op: Once, Points: -3 * Point, Per: 2000}, []int64{1000, 2000, 9000}, "-3"},
		{"once not reached", Rule{Op: Once, Points: -3 * Point, Per: 2000}, []int64{1000}, "0"},
		{"capped", Rule{Op: Each, Points: -1 * Point, Cap: 2 * Point}, []int64{9000}, "-2"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := town()
			x.rule.Key, x.rule.Title, x.rule.Fact = "r", "r", Returned
			c.Formulas[1].Extras = []Extra{{Effect: Deduction, Indicator: Indicator{Key: "x", Rules: []Rule{x.rule}}}}
			c.Assessed[0].Formula = "plain"
			var facts []Fact
			for i, v := range x.values {
				facts = append(facts, fact(Returned, UserRef("li"), calendar.On(2026, 3, i+1).String(), v, 0))
			}
			c.Sheets[0].Indicators[0].Children[1].Rules = c.Sheets[0].Indicators[0].Children[1].Rules[:1] // returns count in the extra only
			card := Score(c, UserRef("li"), Inputs{Facts: facts})
			require.Equal(t, x.want, (card.Total - Hundred).String())
		})
	}
}

func TestScore_OfSomebodyNotAssessedIsEmpty(t *testing.T) {
	require.True(t, Score(town(), UserRef("nobody"), liFacts()).Empty)
}

func TestScore_AUnitsFactsCountForItsPeopleWhereTheRuleSaysSo(t *testing.T) {
	c := town()
	c.Formulas[0].Parts[1] = Part{Key: "unit", Title: "单位得分", Weight: 60 * Percent, Mean: Quarter, Scope: OfUnit}
	f := fact(PeriodScore, UnitRef("agri"), "2026-09-30", 92_000, 0)
	f.Tag = string(Quarter)
	card := Score(c, UserRef("zhang"), Inputs{Facts: []Fact{f}}) // in agri since July
	require.Contains(t, lines(card), "staff/unit#mean#quarter 55.2")
	early := f
	early.At, early.ID = day("2026-06-30"), "early" // zhang was in safety then
	card = Score(c, UserRef("zhang"), Inputs{Facts: []Fact{early}})
	require.Contains(t, notes(card), "left-out staff/unit no-results")
}
