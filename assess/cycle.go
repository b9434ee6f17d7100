package assess

import (
	"slices"

	"duban/calendar"
)

// Kind is what sort of thing is assessed.
type Kind string

// The kinds.
const (
	Cadre   Kind = "cadre"   // 干部, a user
	Unit    Kind = "unit"    // 单位
	Village Kind = "village" // 村
)

// Cycle 考核周期 is the definition of one assessment: when, who, by which
// indicators and formulas, decided by whom. A running course carries its own
// copy, so editing an indicator set never changes a cycle in flight.
type Cycle struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Period    Period     `json:"period"`
	Sheets    []Sheet    `json:"sheets"`
	Formulas  []Formula  `json:"formulas"`
	GradeSets []GradeSet `json:"grade_sets"`
	Staff     []Staff    `json:"staff"`
	Assessed  []Assessed `json:"assessed"`
	Line      Line       `json:"line"`
	Settings  Settings   `json:"settings"`
}

// Staff says by which grades a type of staff is graded. Units and villages
// are types of their own, "unit" and "village".
type Staff struct {
	Type   string `json:"type"` // e.g. "civil-servant" 公务员, "institution" 事业编
	Grades string `json:"grades"`
	Appeal bool   `json:"appeal"` // the law gives an appeal 申诉 after the review
}

// Assessed is one of those assessed.
type Assessed struct {
	Subject Ref      `json:"subject"` // user:, unit: or village:
	Name    string   `json:"name"`
	Kind    Kind     `json:"kind"`
	Staff   string   `json:"staff"`
	Formula string   `json:"formula"`
	Group   string   `json:"group,omitempty"` // quotas are counted per group and grade set
	Head    Ref      `json:"head,omitempty"`  // who acts for a unit or village: self-assessment, review
	Tenures []Tenure `json:"tenures,omitempty"`
}

// Tenure is a stretch of days for which a person held a post. Posts held at
// the same time both count.
type Tenure struct {
	Post    string        `json:"post"`
	Unit    string        `json:"unit,omitempty"`
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to,omitzero"`       // last day; zero: to the end of the period
	Formula string        `json:"formula,omitempty"` // empty: the person's
}

// Line is who decides in a cycle, by post or user.
type Line struct {
	Office  Ref   `json:"office"`            // 考核办: runs the cycle, corrects facts
	Panel   []Ref `json:"panel"`             // verify the sample
	Group   []Ref `json:"group"`             // 领导小组: moderate
	Chair   Ref   `json:"chair"`             // of the group: publishes
	Review  []Ref `json:"review"`            // decide reviews
	Appeal  []Ref `json:"appeal,omitempty"`  // decide appeals
	Inspect Ref   `json:"inspect,omitempty"` // hears of everything that is late
}

// concerned tells whether a fact of somebody, some post or some unit may count
// for the subject.
func (a *Assessed) concerned(of Ref) bool {
	return of == a.Subject || slices.ContainsFunc(a.Tenures, func(t Tenure) bool {
		return t.Post != "" && t.Post == of.Post() || t.Unit != "" && t.Unit == of.Body()
	})
}

// find returns who is assessed, or nil.
func (c *Cycle) find(subject Ref) *Assessed {
	for i := range c.Assessed {
		if c.Assessed[i].Subject == subject {
			return &c.Assessed[i]
		}
	}
	return nil
}

func (c *Cycle) sheet(key string) *Sheet {
	for i := range c.Sheets {
		if c.Sheets[i].Key == key {
			return &c.Sheets[i]
		}
	}
	return nil
}

func (c *Cycle) formula(key string) *Formula {
	for i := range c.Formulas {
		if c.Formulas[i].Key == key {
			return &c.Formulas[i]
		}
	}
	return nil
}

func (c *Cycle) staff(kind string) *Staff {
	for i := range c.Staff {
		if c.Staff[i].Type == kind {
			return &c.Staff[i]
		}
	}
	return nil
}

// grades returns the grade set of somebody assessed, or nil.
func (c *Cycle) grades(a *Assessed) *GradeSet {
	s := c.staff(a.Staff)
	if s == nil {
		return nil
	}
	for i := range c.GradeSets {
		if c.GradeSets[i].Key == s.Grades {
			return &c.GradeSets[i]
		}
	}
	return nil
}

// Indicator returns an indicator of a sheet, or of a formula's extras under
// the formula's key; nil when there is none.
func (c *Cycle) Indicator(sheet, key string) *Indicator {
	if s := c.sheet(sheet); s != nil {
		if found := seek(s.Indicators, key); found != nil {
			return found
		}
	}
	if f := c.formula(sheet); f != nil {
		for i := range f.Extras {
			if f.Extras[i].Key == key {
				return &f.Extras[i].Indicator
			}
		}
	}
	return nil
}

func seek(list []Indicator, key string) *Indicator {
	for i := range list {
		if list[i].Key == key {
			return &list[i]
		}
		if found := seek(list[i].Children, key); found != nil {
			return found
		}
	}
	return nil
}

// judged is one indicator that people score for somebody.
type judged struct {
	sheet string
	ind   *Indicator
}

// judged lists the indicators that people score for a subject, in the order
// of the formula.
func (c *Cycle) judged(a *Assessed) []judged {
	var list []judged
	var walk func(sheet string, inds []Indicator)
	walk = func(sheet string, inds []Indicator) {
		for i := range inds {
			if len(inds[i].Scorers) > 0 {
				list = append(list, judged{sheet, &inds[i]})
			}
			walk(sheet, inds[i].Children)
		}
	}
	var sheets []string
	for _, key := range c.formulasOf(a) {
		f := c.formula(key)
		if f == nil {
			continue
		}
		for _, p := range f.Parts {
			if s := c.sheet(p.Sheet); s != nil && !slices.Contains(sheets, p.Sheet) {
				sheets = append(sheets, p.Sheet)
				walk(p.Sheet, s.Indicators)
			}
		}
		for i := range f.Extras {
			walk(key, []Indicator{f.Extras[i].Indicator})
		}
	}
	return list
}

// formulasOf lists the formulas somebody is assessed by, each once, in the
// order of their tenures.
func (c *Cycle) formulasOf(a *Assessed) []string {
	var keys []string
	add := func(key string) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, t := range a.Tenures {
		if t.Formula != "" {
			add(t.Formula)
		} else {
			add(a.Formula)
		}
	}
	if len(keys) == 0 {
		add(a.Formula)
	}
	return keys
}

// Concerns lists everybody whose facts may count for the subject: itself, and
// the posts and units of its tenures.
func (a *Assessed) Concerns() []Ref {
	refs := []Ref{a.Subject}
	for _, t := range a.Tenures {
		if t.Post != "" {
			refs = addRef(refs, PostRef(t.Post))
		}
		if t.Unit != "" {
			refs = addRef(refs, UnitRef(t.Unit), VillageRef(t.Unit))
		}
	}
	return refs
}

// Find returns who is assessed, or nil.
func (c *Cycle) Find(subject Ref) *Assessed { return c.find(subject) }

// FormulasOf lists the formulas somebody is assessed by, in the order of their
// tenures.
func (c *Cycle) FormulasOf(a *Assessed) []Formula {
	list := []Formula{}
	for _, key := range c.formulasOf(a) {
		if f := c.formula(key); f != nil {
			list = append(list, *f)
		}
	}
	return list
}

// GradeTitle is what a grade is called for somebody assessed; "" for none.
func (c *Cycle) GradeTitle(a *Assessed, grade string) string {
	set := c.grades(a)
	if set == nil {
		return ""
	}
	if i := set.index(grade); i >= 0 {
		return set.Grades[i].Title
	}
	return ""
}

// Listed returns the cycle with an empty list wherever it has none.
func (c Cycle) Listed() Cycle {
	c.Sheets, c.Formulas, c.GradeSets, c.Staff, c.Assessed = listed(c.Sheets), listed(c.Formulas), listed(c.GradeSets), listed(c.Staff), listed(c.Assessed)
	c.Line.Panel, c.Line.Group, c.Line.Review = listed(c.Line.Panel), listed(c.Line.Group), listed(c.Line.Review)
	for i := range c.Sheets {
		c.Sheets[i].Indicators = listed(c.Sheets[i].Indicators)
	}
	for i := range c.Formulas {
		c.Formulas[i].Parts = listed(c.Formulas[i].Parts)
	}
	for i := range c.GradeSets {
		c.GradeSets[i].Grades = listed(c.GradeSets[i].Grades)
	}
	for i := range c.Settings.Ladder.Rungs {
		c.Settings.Ladder.Rungs[i].To = listed(c.Settings.Ladder.Rungs[i].To)
	}
	return c
}

// listed clones a list; none becomes an empty one.
func listed[T any](list []T) []T { return append([]T{}, list...) }

// SetOf is the key of the grade set of somebody assessed, or "".
func (c *Cycle) SetOf(a *Assessed) string {
	if set := c.grades(a); set != nil {
		return set.Key
	}
	return ""
}
