package assess

import (
	"cmp"
	"slices"
)

// Result is how somebody stands: the total and digest of their card, and the
// grades.
type Result struct {
	Subject  Ref    `json:"subject"`
	Total    Points `json:"total"`
	Empty    bool   `json:"empty,omitempty"`  // nothing could be scored
	Short    bool   `json:"short,omitempty"`  // in office too short
	Vetoed   bool   `json:"vetoed,omitempty"` // gets the last grade
	Card     string `json:"card"`             // Scorecard.Digest
	Proposed string `json:"proposed,omitempty"`
	Grade    string `json:"grade,omitempty"` // as it stands; empty: no grade
	Tied     bool   `json:"tied,omitempty"`  // level with others for too few seats: the group decides
}

// ResultOf is the result of a card, before grades.
func ResultOf(card Scorecard) (Result, error) {
	digest, err := card.Digest()
	return Result{Subject: card.Subject, Total: card.Total, Empty: card.Empty, Short: card.Short(),
		Vetoed: card.Vetoed(), Card: digest}, err
}

// graded tells whether the result gets a grade at all.
func (r *Result) graded() bool { return !r.Short && (!r.Empty || r.Vetoed) }

// Seats shows how the quota of a grade became a number.
type Seats struct {
	Group    string   `json:"group"`
	Set      string   `json:"set"`
	Grade    string   `json:"grade"`
	Assessed int      `json:"assessed"` // with a grade in this group
	Percent  Weight   `json:"percent"`
	Exact    Points   `json:"exact"` // people before rounding, in thousandths
	Rounding Rounding `json:"rounding"`
	Seats    int      `json:"seats"`
}

// pool is those who share quotas.
type pool struct {
	group, set string
	grades     *GradeSet
	members    []int // indexes into the results
}

// pools groups results by group and grade set, in the order in which they
// first come up.
func (c *Cycle) pools(results []Result) []pool {
	var list []pool
	for i := range results {
		a := c.find(results[i].Subject)
		if a == nil || !results[i].graded() {
			continue
		}
		set := c.grades(a)
		if set == nil {
			continue
		}
		k := slices.IndexFunc(list, func(p pool) bool { return p.group == a.Group && p.set == set.Key })
		if k < 0 {
			k, list = len(list), append(list, pool{group: a.Group, set: set.Key, grades: set})
		}
		list[k].members = append(list[k].members, i)
	}
	return list
}

func (p *pool) seats(g *Grade) Seats {
	n, exact := g.Quota.Of(len(p.members))
	return Seats{Group: p.group, Set: p.set, Grade: g.Key, Assessed: len(p.members), Percent: g.Quota.Percent,
		Exact: exact, Rounding: g.Quota.Rounding, Seats: n}
}

// Propose fills in the grades by score: in each group, from the best grade
// down, those whose total reaches it, the highest first, while seats last. Where
// several are level for the last seats, none of them gets one and all are
// marked as tied. A veto proposes the last grade. Those too short in office
// get none. Results come back in their order, with the seats shown.
//
// Those in set keep the grade they have there, the last one that is said of
// them, and take its seats before others are proposed; what would have been
// proposed for them is shown beside it. A veto overrides it.
func Propose(c Cycle, results []Result, set ...Result) ([]Result, []Seats) {
	list := slices.Clone(results)
	for i := range list {
		list[i].Proposed, list[i].Grade, list[i].Tied = "", "", false
	}
	var shown []Seats
	for _, p := range c.pools(list) {
		shown = append(shown, p.propose(list, nil)...)
		kept := map[int]string{}
		for _, i := range p.members {
			for _, s := range set {
				if s.Subject == list[i].Subject && !list[i].Vetoed {
					kept[i] = s.Grade
				}
			}
		}
		if len(kept) > 0 {
			again := slices.Clone(list)
			p.propose(again, kept)
			for _, i := range p.members {
				list[i].Grade = again[i].Grade
			}
		}
	}
	return list, shown
}

// propose gives grades to the members of a pool but those kept, who take seats
// first.
func (p *pool) propose(list []Result, kept map[int]string) (shown []Seats) {
	waiting := slices.DeleteFunc(slices.Clone(p.members), func(i int) bool { return kept[i] != "" })
	slices.SortStableFunc(waiting, func(a, b int) int { return cmp.Compare(list[b].Total, list[a].Total) })
	give := func(i int, grade string) { list[i].Proposed, list[i].Grade = grade, grade }
	taken := map[string]int{}
	for i, grade := range kept {
		taken[grade]++
		give(i, grade)
	}
	for k := range p.grades.Grades {
		g := &p.grades.Grades[k]
		last := k == len(p.grades.Grades)-1
		var reach, rest []int
		for _, i := range waiting {
			if last || !list[i].Vetoed && list[i].Total >= g.From {
				reach = append(reach, i)
			} else {
				rest = append(rest, i)
			}
		}
		if g.Quota != nil && !last {
			s := p.seats(g)
			shown = append(shown, s)
			var over []int
			reach, over = cutoff(reach, max(s.Seats-taken[g.Key], 0), list)
			rest = append(over, rest...)
		}
		for _, i := range reach {
			give(i, g.Key)
		}
		waiting = rest
	}
	return shown
}

// cutoff keeps the first n, or fewer when the one after the last seat is level
// with it.
func cutoff(reach []int, n int, list []Result) (in, over []int) {
	if len(reach) <= n {
		return reach, nil
	}
	border := list[reach[n]].Total
	keep := n
	for keep > 0 && list[reach[keep-1]].Total == border {
		keep--
	}
	if keep < n {
		for _, i := range reach[keep:] {
			list[i].Tied = list[i].Tied || list[i].Total == border
		}
	}
	return reach[:keep], reach[keep:]
}

// overQuota names the seats that a set of results exceeds, if any.
func overQuota(c *Cycle, results []Result) *Seats {
	for _, p := range c.pools(results) {
		for k := range p.grades.Grades {
			g := &p.grades.Grades[k]
			if g.Quota == nil {
				continue
			}
			n := 0
			for _, i := range p.members {
				if results[i].Grade == g.Key {
					n++
				}
			}
			if s := p.seats(g); n > s.Seats {
				return &s
			}
		}
	}
	return nil
}
