package main

import (
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// demoCadres are those whose work is assessed in the demo town; leaders are
// assessed by the county.
var demoCadres = []string{"zhaolei", "qianxue", "wugang", "chenyu", "zhenghao", "linxia", "huangtao", "xujing"}

// demoBodies are the units and villages that are assessed.
var demoBodies = []string{"economy", "agri", "urban", "safety", "qingshi", "liutang"}

// cycle is an assessment of the demo town: cadres by what they handed in and
// by two evaluators who do not see each other's points, units and villages by
// party work and by what they delivered.
func (t *town) cycle(title string, p assess.Period) (assess.Cycle, error) {
	c := assess.Cycle{ID: store.NewID(), Title: title, Period: p, Sheets: t.demoSheets(), Formulas: demoFormulas(),
		GradeSets: assess.DefaultGradeSets(), Settings: assess.DefaultSettings(), Line: t.demoLine()}
	c.Settings.AsOf = p.To()
	for _, staff := range []struct {
		of     store.StaffType
		grades string
	}{{store.CivilServant, "civil-servant"}, {store.PublicInstitute, "institution"}, {store.ContractStaff, "institution"}, {"unit", "body"}, {"village", "body"}} {
		c.Staff = append(c.Staff, assess.Staff{Type: string(staff.of), Grades: staff.grades, Appeal: staff.of == store.CivilServant})
	}
	for _, name := range demoCadres {
		for _, p := range demoPeople {
			if p.username != name {
				continue
			}
			u, err := t.store.UserNamed(t.ctx, name)
			if err != nil {
				return c, err
			}
			c.Assessed = append(c.Assessed, assess.Assessed{Subject: assess.UserRef(u.ID), Name: p.name, Kind: assess.Cadre, Staff: string(p.staff), Formula: "staff",
				Tenures: []assess.Tenure{{Post: t.posts[p.posts[0]], Unit: t.units[p.unit], From: calendar.DateOf(t.today).AddDays(-400)}}})
		}
	}
	for _, code := range demoBodies {
		for _, u := range demoUnits {
			if u.code != code {
				continue
			}
			a := assess.Assessed{Subject: assess.UnitRef(t.units[code]), Name: u.name, Kind: assess.Unit, Staff: "unit", Formula: "body", Head: t.seat(code + "-head")}
			if u.kind == store.UnitVillage {
				a.Subject, a.Kind, a.Staff = assess.VillageRef(t.units[code]), assess.Village, "village"
			}
			c.Assessed = append(c.Assessed, a)
		}
	}
	return c, nil
}

// seat is a post as the rules of assessment name it.
func (t *town) seat(code string) assess.Ref { return assess.Ref(plan.PostRef(t.posts[code])) }

func (t *town) demoLine() assess.Line {
	return assess.Line{Office: t.seat("supervision"), Panel: []assess.Ref{t.seat("discipline")}, Chair: t.seat("mayor"),
		Group:  []assess.Ref{t.seat("vice-economy"), t.seat("vice-agri")},
		Review: []assess.Ref{t.seat("congress")}, Appeal: []assess.Ref{t.seat("congress")}}
}

func (t *town) demoSheets() []assess.Sheet {
	const percent, hundred = assess.Percent, assess.Hundred
	onTime := func(weight assess.Weight) assess.Indicator {
		return assess.Indicator{Key: "on-time", Title: "按时完成", Weight: weight, Full: hundred, Rules: []assess.Rule{
			{Key: "rate", Title: "按时完成率", Fact: assess.OnTime, Op: assess.Share, Points: hundred}}}
	}
	return []assess.Sheet{
		{Key: "cadre", Title: "干部考核", Indicators: []assess.Indicator{
			{Key: "work", Title: "工作实绩", Weight: 60 * percent, Children: []assess.Indicator{
				onTime(50 * percent),
				{Key: "order", Title: "办理规范", Weight: 30 * percent, Full: hundred, Base: hundred, Rules: []assess.Rule{
					{Key: "late", Title: "每逾期1个工作日扣10分", Fact: assess.DaysLate, Op: assess.Each, Points: -10 * assess.Point, Cap: 60 * assess.Point},
					{Key: "returned", Title: "每被退回一次扣5分", Fact: assess.Returned, Op: assess.Each, Points: -5 * assess.Point},
					{Key: "urged", Title: "每被催办一次扣2分", Fact: assess.Urged, Op: assess.Each, Points: -2 * assess.Point}}},
				{Key: "evidence", Title: "佐证齐全", Weight: 20 * percent, Full: hundred, Rules: []assess.Rule{
					{Key: "given", Title: "佐证材料齐全率", Fact: assess.EvidenceGiven, Op: assess.Share, Points: hundred}}}}},
			{Key: "conduct", Title: "德能勤廉", Weight: 40 * percent, Full: hundred, Blind: true, Spread: 15 * assess.Point, About: []assess.FactKind{assess.OnTime, assess.Returned},
				Scorers: []assess.Scorer{{Who: t.seat("assessor"), Weight: 50 * percent}, {Who: t.seat("party-head"), Weight: 50 * percent}}}}},
		{Key: "party", Title: "党建", Indicators: []assess.Indicator{{Key: "party", Title: "党建工作", Weight: assess.Whole, Full: hundred,
			Scorers: []assess.Scorer{{Who: t.seat("party-head"), Weight: assess.Whole}}}}},
		{Key: "delivery", Title: "任务落实", Indicators: []assess.Indicator{onTime(60 * percent),
			{Key: "hazard", Title: "隐患整改", Weight: 40 * percent, Full: hundred, Rules: []assess.Rule{
				{Key: "rectified", Title: "按期整改率分档", Fact: assess.HazardRectified, Op: assess.Bands, Bands: []assess.Band{
					{From: 98 * percent, Points: hundred}, {From: 90 * percent, Points: 80 * assess.Point}, {From: 80 * percent, Points: 60 * assess.Point}}}}}}},
	}
}

func demoFormulas() []assess.Formula {
	one := func(key, title string, effect assess.Effect, rule assess.Rule, most assess.Points) assess.Extra {
		return assess.Extra{Effect: effect, Indicator: assess.Indicator{Key: key, Title: title, Max: most, Rules: []assess.Rule{rule}}}
	}
	return []assess.Formula{
		{Key: "staff", Title: "干部", Parts: []assess.Part{{Key: "period", Title: "本期考核", Weight: assess.Whole, Sheet: "cadre"}},
			Extras: []assess.Extra{
				one("praise", "表扬", assess.Bonus, assess.Rule{Key: "each", Title: "每次加0.5分", Fact: assess.Case, Tag: "praise", Op: assess.Each, Points: 500}, 3*assess.Point),
				one("complaint", "有责投诉", assess.Deduction, assess.Rule{Key: "each", Title: "每件扣1分", Fact: assess.Case, Tag: "complaint", Op: assess.Each, Points: -1000}, 5*assess.Point)},
			BonusCap: 5 * assess.Point, DeductionCap: 10 * assess.Point, Vetoes: []assess.Veto{{Key: "discipline", Title: "党风廉政"}}},
		{Key: "body", Title: "党建30%+任务落实70%", Parts: []assess.Part{
			{Key: "party", Title: "党建", Weight: 30 * assess.Percent, Sheet: "party"}, {Key: "delivery", Title: "任务落实", Weight: 70 * assess.Percent, Sheet: "delivery"}},
			Vetoes: []assess.Veto{{Key: "safety", Title: "安全生产", Fact: assess.Case, Tag: "accident"}}},
	}
}
