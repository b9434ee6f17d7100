package assess

// The keys of the default formulas.
const (
	StaffFormula = "staff" // of people
	BodyFormula  = "body"  // of units and villages
)

// DefaultSheets are indicators to begin with: people by what they handed in
// and by scorers who do not see each other's points, units and villages by
// party work and by what they delivered. Without scorers those lines say that
// they need some.
func DefaultSheets(conduct, party []Ref) []Sheet {
	return []Sheet{
		{Key: "cadre", Title: "干部考核", Indicators: []Indicator{
			{Key: "work", Title: "工作实绩", Weight: 60 * Percent, Children: []Indicator{inTime(50 * Percent), inOrder(30 * Percent),
				{Key: "evidence", Title: "佐证齐全", Weight: 20 * Percent, Full: Hundred, Rules: []Rule{
					{Key: "given", Title: "佐证材料齐全率", Fact: EvidenceGiven, Op: Share, Points: Hundred}}}}},
			{Key: "conduct", Title: "德能勤廉", Weight: 40 * Percent, Full: Hundred, Blind: true, Spread: 15 * Point,
				About: []FactKind{OnTime, Returned}, Scorers: equally(conduct)}}},
		{Key: "party", Title: "党建", Indicators: []Indicator{
			{Key: "party", Title: "党建工作", Weight: Whole, Full: Hundred, Scorers: equally(party)}}},
		{Key: "delivery", Title: "任务落实", Indicators: []Indicator{inTime(60 * Percent),
			{Key: "hazard", Title: "隐患整改", Weight: 40 * Percent, Full: Hundred, Rules: []Rule{
				{Key: "rectified", Title: "按期整改率分档", Fact: HazardRectified, Op: Bands, Bands: []Band{
					{From: 98 * Percent, Points: Hundred}, {From: 90 * Percent, Points: 80 * Point}, {From: 80 * Percent, Points: 60 * Point}}}}}}},
	}
}

func inTime(weight Weight) Indicator {
	return Indicator{Key: "on-time", Title: "按时完成", Weight: weight, Full: Hundred, Rules: []Rule{
		{Key: "rate", Title: "按时完成率", Fact: OnTime, Op: Share, Points: Hundred}}}
}

func inOrder(weight Weight) Indicator {
	return Indicator{Key: "order", Title: "办理规范", Weight: weight, Full: Hundred, Base: Hundred, Rules: []Rule{
		{Key: "late", Title: "每逾期1个工作日扣10分", Fact: DaysLate, Op: Each, Points: -10 * Point, Cap: 60 * Point},
		{Key: "returned", Title: "每被退回一次扣5分", Fact: Returned, Op: Each, Points: -5 * Point},
		{Key: "urged", Title: "每被催办一次扣2分", Fact: Urged, Op: Each, Points: -2 * Point}}}
}

// equally lets each score an equal share.
func equally(who []Ref) []Scorer {
	ones := make([]Weight, len(who))
	for i := range ones {
		ones[i] = 1
	}
	var list []Scorer
	for i, share := range Allot(Points(Whole), ones) {
		list = append(list, Scorer{Who: who[i], Weight: Weight(share)})
	}
	return list
}

// DefaultFormulas make totals of the default sheets.
func DefaultFormulas() []Formula {
	one := func(key, title string, effect Effect, rule Rule, most Points) Extra {
		return Extra{Effect: effect, Indicator: Indicator{Key: key, Title: title, Max: most, Rules: []Rule{rule}}}
	}
	return []Formula{
		{Key: StaffFormula, Title: "干部", Parts: []Part{{Key: "period", Title: "本期考核", Weight: Whole, Sheet: "cadre"}},
			Extras: []Extra{
				one("praise", "表扬", Bonus, Rule{Key: "each", Title: "每次加0.5分", Fact: Case, Tag: "praise", Op: Each, Points: 500}, 3*Point),
				one("complaint", "有责投诉", Deduction, Rule{Key: "each", Title: "每件扣1分", Fact: Case, Tag: "complaint", Op: Each, Points: -1000}, 5*Point)},
			BonusCap: 5 * Point, DeductionCap: 10 * Point, Vetoes: []Veto{{Key: "discipline", Title: "党风廉政"}}},
		{Key: BodyFormula, Title: "党建30%+任务落实70%", Parts: []Part{
			{Key: "party", Title: "党建", Weight: 30 * Percent, Sheet: "party"}, {Key: "delivery", Title: "任务落实", Weight: 70 * Percent, Sheet: "delivery"}},
			Vetoes: []Veto{{Key: "safety", Title: "安全生产", Fact: Case, Tag: "accident"}}},
	}
}

// FormulaFor is the formula that somebody new in a cycle is assessed by: the
// one that others of the same type of staff have, else the default of their
// kind, else the first. "" when the cycle has none.
func (c *Cycle) FormulaFor(kind Kind, staff string) string {
	for i := range c.Assessed {
		if a := &c.Assessed[i]; a.Staff == staff && c.formula(a.Formula) != nil {
			return a.Formula
		}
	}
	key := StaffFormula
	if kind != Cadre {
		key = BodyFormula
	}
	switch {
	case c.formula(key) != nil:
		return key
	case len(c.Formulas) > 0:
		return c.Formulas[0].Key
	}
	return ""
}
