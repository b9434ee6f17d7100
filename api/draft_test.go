package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
)

func TestNumberGoals_GivesEachANumberOfItsOwn(t *testing.T) {
	for name, c := range map[string]struct{ given, want []string }{
		"none has one":          {[]string{"", "", ""}, []string{"2027-01", "2027-02", "2027-03"}},
		"one in the middle":     {[]string{"2027-01", "2027-02", "", "2027-03", "2027-04"}, []string{"2027-01", "2027-02", "2027-05", "2027-03", "2027-04"}},
		"two in the middle":     {[]string{"2027-01", "", "", "2027-02"}, []string{"2027-01", "2027-03", "2027-04", "2027-02"}},
		"numbers of its own":    {[]string{"甲-1", "", "2027-02"}, []string{"甲-1", "2027-03", "2027-02"}},
		"a free place is taken": {[]string{"2027-01", "", "2027-03"}, []string{"2027-01", "2027-02", "2027-03"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := store.Plan{Year: 2027}
			for _, n := range c.given {
				p.Goals = append(p.Goals, plan.Goal{Number: n})
			}
			numberGoals(&p)
			var got []string
			for _, g := range p.Goals {
				got = append(got, g.Number)
			}
			require.Equal(t, c.want, got)
		})
	}
}
