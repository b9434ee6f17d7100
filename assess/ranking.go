package assess

import (
	"cmp"
	"slices"
)

// Ranking lists the results of one kind in order of points, level ones in the
// order of the cycle, without those who get no grade. It refuses where the
// cycle does not rank them: for people that is the default, since rankings
// are easily abused.
func (c *Course) Ranking(kind Kind) ([]Result, error) {
	allowed := c.Cycle.Settings.Ranking
	if kind == Cadre {
		allowed = c.Cycle.Settings.RankStaff
	}
	if !allowed {
		return nil, refuse(CodeNoRanking, "kind", string(kind))
	}
	if !slices.Contains([]Phase{PhasePublic, PhaseReview, PhaseFinal, PhaseArchived}, c.Phase) {
		return nil, refuse(CodePhase, "phase", string(c.Phase))
	}
	list := slices.DeleteFunc(slices.Clone(c.Results), func(r Result) bool {
		return c.Cycle.find(r.Subject).Kind != kind || !r.graded()
	})
	slices.SortStableFunc(list, func(a, b Result) int { return cmp.Compare(b.Total, a.Total) })
	return list, nil
}
