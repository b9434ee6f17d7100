package assess

import (
	"cmp"
	"slices"

	"duban/calendar"
)

// Simulation is what a cycle would have done with another period's facts.
type Simulation struct {
	Problems []Problem    `json:"problems,omitempty"` // weights that do not total among them
	Cards    []Scorecard  `json:"cards"`
	Results  []Result     `json:"results"`
	Seats    []Seats      `json:"seats"`
	Spread   []Bucket     `json:"spread"` // totals, five points each, lowest first
	Grades   []GradeCount `json:"grades"`
	Items    []ItemEffect `json:"items"`
	Idle     []ItemEffect `json:"idle"`   // items that decide nothing: everybody gets the same
	Awaits   []ItemEffect `json:"awaits"` // items that wait for people, and were left out
}

// Bucket counts the totals from From to below To.
type Bucket struct {
	From  Points `json:"from"`
	To    Points `json:"to"`
	Count int    `json:"count"`
}

// GradeCount counts the proposals of a grade.
type GradeCount struct {
	Group string `json:"group"`
	Set   string `json:"set"`
	Grade string `json:"grade"`
	Count int    `json:"count"`
}

// ItemEffect is what one item did to those assessed by it.
type ItemEffect struct {
	Path     string `json:"path"`
	Title    string `json:"title"`
	Rule     string `json:"rule,omitempty"`
	Subjects int    `json:"subjects"`           // assessed by it
	Affected []Ref  `json:"affected,omitempty"` // those it gave or took points
	Least    Points `json:"least"`
	Most     Points `json:"most"`
}

// Simulate runs a cycle on the facts of another period, moved to the same days
// of its own, before anybody is assessed by it. A cycle that would be refused
// is simulated all the same: its weights count in proportion.
func Simulate(c Cycle, last Period, facts []Fact, cal *calendar.Calendar) (Simulation, error) {
	sim := Simulation{Problems: Validate(c, cal)}
	if !c.Period.Valid() || !last.Valid() {
		return sim, nil
	}
	in := Inputs{Facts: moved(facts, last, c.Period)}
	for i := range c.Assessed {
		card := Score(c, c.Assessed[i].Subject, in)
		res, err := ResultOf(card)
		if err != nil {
			return sim, err
		}
		sim.Cards, sim.Results = append(sim.Cards, card), append(sim.Results, res)
	}
	if !slices.ContainsFunc(c.GradeSets, func(g GradeSet) bool { return len(g.Grades) == 0 }) {
		sim.Results, sim.Seats = Propose(c, sim.Results)
	}
	sim.spread()
	sim.grades(&c)
	sim.items(&c)
	return sim, nil
}

// moved shifts facts from one period to another; days beyond its end fall on
// its last day.
func moved(facts []Fact, from, to Period) []Fact {
	days := from.From().DaysUntil(to.From())
	shift := func(d calendar.Date) calendar.Date {
		if d = d.AddDays(days); d.After(to.To()) {
			return to.To()
		}
		return d
	}
	var list []Fact
	for _, f := range facts {
		if !from.Contains(f.At) {
			continue
		}
		f.At = shift(f.At)
		if f.Since != nil {
			since := shift(*f.Since)
			f.Since = &since
		}
		list = append(list, f)
	}
	return list
}

func (sim *Simulation) spread() {
	const width = 5 * Point
	counts := map[Points]int{}
	for _, r := range sim.Results {
		if !r.Empty {
			counts[r.Total/width*width]++
		}
	}
	for from, n := range counts {
		sim.Spread = append(sim.Spread, Bucket{From: from, To: from + width, Count: n})
	}
	slices.SortFunc(sim.Spread, func(a, b Bucket) int { return cmp.Compare(a.From, b.From) })
}

func (sim *Simulation) grades(c *Cycle) {
	for _, p := range c.pools(sim.Results) {
		for _, g := range p.grades.Grades {
			n := 0
			for _, i := range p.members {
				if sim.Results[i].Proposed == g.Key {
					n++
				}
			}
			sim.Grades = append(sim.Grades, GradeCount{Group: p.group, Set: p.set, Grade: g.Key, Count: n})
		}
	}
}

// items looks at every rule and every indicator, whether it made a line or not.
func (sim *Simulation) items(c *Cycle) {
	for i := range c.Formulas {
		f := &c.Formulas[i]
		var cards []*Scorecard
		for k := range sim.Cards {
			if a := c.find(sim.Cards[k].Subject); slices.Contains(c.formulasOf(a), f.Key) {
				cards = append(cards, &sim.Cards[k])
			}
		}
		for _, p := range f.Parts {
			path := f.Key + "/" + p.Key
			if s := c.sheet(p.Sheet); s != nil {
				sim.level(path, s.Indicators, cards)
			} else {
				sim.item(cards, path, p.Title, "")
			}
		}
		for j := range f.Extras {
			x := &f.Extras[j]
			sim.leaf(f.Key+"/"+string(x.Effect)+"/"+x.Key, &x.Indicator, cards)
		}
	}
}

func (sim *Simulation) level(path string, list []Indicator, cards []*Scorecard) {
	for i := range list {
		at := path + "/" + list[i].Key
		if len(list[i].Children) > 0 {
			sim.level(at, list[i].Children, cards)
		} else {
			sim.leaf(at, &list[i], cards)
		}
	}
}

func (sim *Simulation) leaf(path string, ind *Indicator, cards []*Scorecard) {
	if len(ind.Scorers) > 0 {
		sim.Awaits = append(sim.Awaits, ItemEffect{Path: path, Title: ind.Title, Subjects: len(cards)})
		return
	}
	for _, r := range ind.Rules {
		sim.item(cards, path, r.Title, r.Key)
	}
}

// item gathers what one rule, or one part, did.
func (sim *Simulation) item(cards []*Scorecard, path, title, rule string) {
	e := ItemEffect{Path: path, Title: title, Rule: rule, Subjects: len(cards)}
	for k, card := range cards {
		var got Points
		for _, l := range card.Lines {
			if l.Path == path && (rule == "" || l.Rule == rule) {
				got += l.Points
			}
		}
		if got != 0 {
			e.Affected = append(e.Affected, card.Subject)
		}
		if k == 0 {
			e.Least, e.Most = got, got
		}
		e.Least, e.Most = min(e.Least, got), max(e.Most, got)
	}
	sim.Items = append(sim.Items, e)
	if e.Least == e.Most && (len(cards) > 1 || len(e.Affected) == 0) {
		sim.Idle = append(sim.Idle, e)
	}
}
