package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// Each hazard counts once: for those who found it, and for those who had to
// rectify it, in time or not, by the date that counts.
func TestFactsBetween_CountEachHazardOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		again := storetest.Hazard("h2", "fire")
		again.Repeats = &plan.Repeat{Goal: "g0", Hazard: "h0", FoundAt: storetest.Monday}
		g := found(t, s, "g1", storetest.Checked("p1", storetest.Hazard("h1", "exit"), again, storetest.Hazard("h3")))
		g = mended(t, s, g, "h1")
		g = judged(t, s, mended(t, s, g, "h2"), "h2", "fire", false) // handed in, and not right
		cal := calendar.Default()
		facts := func(to calendar.Date) []assess.Fact {
			list, err := s.FactsBetween(ctx, calendar.On(2026, 3, 1), to, cal)
			require.NoError(t, err)
			same, err := s.FactsBetween(ctx, calendar.On(2026, 3, 1), to, cal)
			require.NoError(t, err)
			require.Equal(t, list, same, "reading the events again gives the same")
			return list
		}
		tell := func(list []assess.Fact) (told []string) {
			for _, f := range list {
				if strings.HasPrefix(string(f.Kind), "hazard-") {
					text := string(f.Kind) + " " + string(f.Subject) + " " + assess.Points(f.Value).String()
					if f.Of > 0 {
						text += "/" + assess.Points(f.Of).String()
					}
					require.NotEmpty(t, f.Events, text)
					told = append(told, text)
				}
			}
			slices.Sort(told)
			return told
		}
		finding := []string{}
		for _, who := range []string{"post:cadre", "post:colleague", "unit:agri"} {
			for range 3 {
				finding = append(finding, "hazard-found "+who+" 1")
			}
		}
		require.Equal(t, slices.Concat(finding, []string{"hazard-rectified post:colleague 1/1", "hazard-rectified unit:town 1/1",
			"hazard-repeated post:colleague 1", "hazard-repeated unit:town 1"}), tell(facts(calendar.On(2026, 3, 3))),
			"the one that did not pass is open again, the third was never taken on: neither is due yet")
		late := tell(facts(calendar.On(2026, 3, 31)))
		require.Equal(t, []string{"hazard-rectified post:colleague 0/1", "hazard-rectified post:colleague 0/1", "hazard-rectified post:colleague 1/1"}, late[9:12])
		mendedAgain(t, s, g, "h2")
		require.Equal(t, []string{"hazard-rectified post:colleague 0/1", "hazard-rectified post:colleague 1/1", "hazard-rectified post:colleague 1/1"},
			tell(facts(calendar.On(2026, 3, 31)))[9:12])
	})
}
