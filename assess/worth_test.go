package assess

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWorth_SharesThePointsOfRulesAmongTheWork(t *testing.T) {
	in := liFacts()
	for i := range in.Facts {
		if f := &in.Facts[i]; f.Kind == OnTime || f.Kind == DaysLate || f.Kind == Returned || f.Kind == Quality {
			f.Work = "g/" + f.At.String() + string(f.Kind)
		}
	}
	c := Course{Cycle: town(), Evaluations: in.Evaluations}
	worth := c.Worth(in.Facts)
	require.Equal(t, []Worth{{UserRef("li"), 1200}}, worth["g/2026-01-20on-time"], "one of nine that were on time: 10.8 / 9")
	require.Empty(t, worth["g/2026-05-20on-time"], "what was late brought nothing")
	require.Equal(t, []Worth{{UserRef("li"), -1200}}, worth["g/2026-05-25"+string(DaysLate)])
	require.Equal(t, []Worth{{UserRef("li"), -2000}}, worth["petition-7"], "doubled after an urge")

	var all Points
	for _, list := range worth {
		for _, w := range list {
			require.Equal(t, UserRef("li"), w.Subject)
			all += w.Points
		}
	}
	card := Score(c.Cycle, UserRef("li"), in)
	var rules Points
	for _, l := range card.Lines {
		if l.Kind == LineRule && l.Title != "每次加0.5分" { // praise has no work behind it
			rules += l.Points
		}
	}
	require.InDelta(t, int64(rules), int64(all), 10, "but for rounding")
}
