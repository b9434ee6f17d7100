package assess

// Sheet 评分表 is a tree of indicators worth 100 points.
type Sheet struct {
	Key        string      `json:"key"`
	Title      string      `json:"title"`
	Indicators []Indicator `json:"indicators"`
}

// Indicator 指标 is a node of a sheet. One with children only shares its weight
// out; one without is scored, either from facts by rules or by people, on a
// scale of its own from 0 to Full, which is then worth its share of the 100
// points of the sheet.
type Indicator struct {
	Key      string      `json:"key"` // unique in its sheet
	Title    string      `json:"title"`
	Weight   Weight      `json:"weight,omitempty"` // siblings total 100 %
	Children []Indicator `json:"children,omitempty"`

	Full Points `json:"full,omitempty"` // points on the indicator's own scale that earn all of its share
	Base Points `json:"base,omitempty"` // points to begin with, before rules
	Min  Points `json:"min,omitempty"`  // lowest points, not above Full; 0 unless set
	Max  Points `json:"max,omitempty"`  // highest points; 0: Full

	Rules   []Rule     `json:"rules,omitempty"`   // from facts
	Scorers []Scorer   `json:"scorers,omitempty"` // or by people
	Blind   bool       `json:"blind,omitempty"`   // scorers see each other's only when all are in
	Spread  Points     `json:"spread,omitempty"`  // scorers further apart than this: the panel verifies; 0: never
	About   []FactKind `json:"about,omitempty"`   // facts that scorers judge; parties to them may not score
}

// top is the highest points the indicator can reach.
func (i *Indicator) top() Points {
	if i.Max != 0 {
		return i.Max
	}
	return i.Full
}

// Scorer is a post or user that scores an indicator.
type Scorer struct {
	Who    Ref    `json:"who"`
	Weight Weight `json:"weight"` // scorers of an indicator total 100 %
}

// Op is how a rule makes points of facts.
type Op string

// The operations. Values are thousandths of the fact's unit.
const (
	// Each gives Points for every Per of the facts' values together, after
	// the first Free.
	Each Op = "each"
	// Share gives the share of Points that the facts reached on average:
	// each fact's value over its Of, at most 1.
	Share Op = "share"
	// Bands gives the points of the first band whose From the average share
	// reaches; nothing below the last.
	Bands Op = "bands"
	// Once gives Points when any fact has a value of Per or more.
	Once Op = "once"
)

// Counting is how Each counts a value that is no whole multiple of Per.
type Counting string

// The ways of counting.
const (
	Exact   Counting = ""        // in proportion
	Started Counting = "started" // every one begun counts whole
	Full    Counting = "full"    // only whole ones count
)

// Scope is whose facts a rule looks at.
type Scope string

// The scopes.
const (
	Own    Scope = ""     // the subject's, and those of the posts it held
	OfUnit Scope = "unit" // those of the units in which the person held posts
)

// Rule makes points of facts. It is data only.
type Rule struct {
	Key    string   `json:"key"` // unique in its indicator
	Title  string   `json:"title"`
	Fact   FactKind `json:"fact"`
	Tag    string   `json:"tag,omitempty"` // only facts with this tag
	Scope  Scope    `json:"scope,omitempty"`
	Op     Op       `json:"op"`
	Points Points   `json:"points,omitempty"` // negative takes away; unused by Bands
	Per    int64    `json:"per,omitempty"`    // thousandths; 0: 1000, that is each one
	Free   int64    `json:"free,omitempty"`   // thousandths that count nothing
	Count  Counting `json:"count,omitempty"`
	Cap    Points   `json:"cap,omitempty"`   // at most this many points either way; 0: no limit
	Twice  FactKind `json:"twice,omitempty"` // Each: a fact counts double when the same piece of work has one of this kind
	Bands  []Band   `json:"bands,omitempty"`
}

func (r *Rule) per() int64 {
	if r.Per == 0 {
		return 1000
	}
	return r.Per
}

// measures tells whether the rule has nothing to say without facts, so that
// its indicator is left out; other rules then take nothing away.
func (r *Rule) measures() bool { return r.Op == Share || r.Op == Bands }

// Band is one step of a Bands rule.
type Band struct {
	From   Weight `json:"from"` // average share reached
	Points Points `json:"points"`
}

// Formula says how a total is made of parts, what is added and taken away
// beside them, and what fails everything.
type Formula struct {
	Key          string  `json:"key"`
	Title        string  `json:"title"`
	Parts        []Part  `json:"parts"`
	Extras       []Extra `json:"extras,omitempty"`
	BonusCap     Points  `json:"bonus_cap,omitempty"`     // of all bonuses together; 0: no limit
	DeductionCap Points  `json:"deduction_cap,omitempty"` // of all deductions together; 0: no limit
	Vetoes       []Veto  `json:"vetoes,omitempty"`
}

// Part is one part of a formula: a sheet, or the mean of what was scored in
// other periods. Exactly one of Sheet and Mean is set.
type Part struct {
	Key    string     `json:"key"`
	Title  string     `json:"title"`
	Weight Weight     `json:"weight"` // the parts total 100 %
	Sheet  string     `json:"sheet,omitempty"`
	Mean   PeriodKind `json:"mean,omitempty"`   // of the results of months, quarters or years within the period
	Expect int        `json:"expect,omitempty"` // how many results are expected, e.g. 12; fewer are said
	Scope  Scope      `json:"scope,omitempty"`  // of a mean: the person's own results or their unit's
}

// Effect is which way an extra counts.
type Effect string

// The effects.
const (
	Bonus     Effect = "bonus"     // 加分
	Deduction Effect = "deduction" // 扣分
)

// Extra is an indicator beside the parts: its points count in full on the
// total. Points of a deduction's scorers are what they take away; points of
// its rules are negative. Max, when set, caps the item either way.
type Extra struct {
	Effect Effect `json:"effect"`
	Indicator
}

// Veto 一票否决 fails whoever has the fact, whatever the points. With no Fact
// only the leading group can declare it.
type Veto struct {
	Key     string   `json:"key"`
	Title   string   `json:"title"`
	Fact    FactKind `json:"fact,omitempty"`
	Tag     string   `json:"tag,omitempty"`
	AtLeast int64    `json:"at_least,omitempty"` // value in thousandths; 0: 1
	Scope   Scope    `json:"scope,omitempty"`
}
