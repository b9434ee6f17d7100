package assess

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

func told(facts []Fact) []string {
	var list []string
	for _, f := range facts {
		s := string(f.Kind) + " " + Points(f.Value).String()
		if f.Of > 0 {
			s += "/" + Points(f.Of).String()
		}
		list = append(list, s+" "+f.At.String())
	}
	slices.Sort(list)
	return list
}

func TestFactsOf_CountsLatenessInWorkingTimeByTheOriginalDate(t *testing.T) {
	cal := calendar.Default()
	occurred := func(at string, seq int64, p Points) Occurrence {
		return Occurrence{At: clock(at), Points: p, Event: EventRef{"g", seq, 0}}
	}
	base := Delivery{Work: "g/s1", Who: []Ref{PostRef("p")}, Opened: clock("2026-09-01 09:00"), Due: clock("2026-09-30 17:30")}
	met := func(at string) Delivery { d := base; m := clock(at); d.Met = &m; return d }
	full := met("2026-09-29 10:00")
	full.Evidence, full.Quantity, full.Quality = Ratio{Value: 2000, Of: 3000}, Ratio{Value: 120_000, Of: 100_000}, Ratio{Value: 900, Of: 1000}
	full.Hazards = Ratio{Value: 4000, Of: 5000}
	full.Returned = []Occurrence{occurred("2026-09-20 10:00", 5, 0), occurred("2026-10-20 10:00", 9, 0)}
	full.Urged = []Occurrence{occurred("2026-09-21 10:00", 6, 0)}
	full.Extended = []Occurrence{occurred("2026-09-22 10:00", 7, 0)}
	full.Rungs = []Occurrence{occurred("2026-09-25 10:00", 8, 500)}
	full.Repeated = []Occurrence{occurred("2026-09-01 09:00", 3, 0)}
	full.Found = []Occurrence{occurred("2026-09-29 10:00", 10, 0), occurred("2026-09-29 10:00", 11, 0), occurred("2026-10-01 10:00", 12, 0)}
	for _, x := range []struct {
		name string
		d    Delivery
		asOf string
		want []string
	}{
		{"in time", met("2026-09-29 10:00"), "2026-12-31", []string{"on-time 1/1 2026-09-29"}},
		{"on the last minute", met("2026-09-30 17:30"), "2026-12-31", []string{"on-time 1/1 2026-09-30"}},
		// The National Day holiday does not count: 9 October is the second working day after.
		{"after the holiday", met("2026-10-08 12:00"), "2026-12-31", []string{"days-late 0.538 2026-10-08", "on-time 0/1 2026-09-30"}}, // 3.5 of 6.5 hours
		{"two days late", met("2026-10-09 17:30"), "2026-12-31", []string{"days-late 2 2026-10-09", "on-time 0/1 2026-09-30"}},
		{"still open", base, "2026-10-09", []string{"days-late 2 2026-10-09", "on-time 0/1 2026-09-30"}},
		{"handed in after the freeze is open", met("2026-10-12 10:00"), "2026-10-09", []string{"days-late 2 2026-10-09", "on-time 0/1 2026-09-30"}},
		{"not due yet", base, "2026-09-29", nil},
		{"handed in before its day", met("2026-09-15 10:00"), "2026-09-20", []string{"on-time 1/1 2026-09-15"}},
		{"everything", full, "2026-09-30", []string{"evidence 2/3 2026-09-29", "extension 1 2026-09-22", "hazard-found 1 2026-09-29", "hazard-found 1 2026-09-29",
			"hazard-rectified 4/5 2026-09-29", "hazard-repeated 1 2026-09-01", "on-time 1/1 2026-09-29", "quality 0.9/1 2026-09-29", "quantity 120/100 2026-09-29",
			"returned 1 2026-09-20", "rung 0.5 2026-09-25", "urged 1 2026-09-21"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			facts, err := FactsOf(x.d, day(x.asOf), cal)
			require.NoError(t, err)
			require.Equal(t, x.want, told(facts))
			again, err := FactsOf(x.d, day(x.asOf), cal)
			require.NoError(t, err)
			require.Equal(t, facts, again, "gathering again gives the same facts")
		})
	}
}

func TestFactsOf_SpeakOfThePostAndOfTheUnit(t *testing.T) {
	d := Delivery{Work: "g/s1", Who: []Ref{UnitRef("agri"), PostRef("p")}, Parties: []string{"li", "boss"},
		Opened: clock("2026-09-01 09:00"), Due: clock("2026-09-30 17:30"), Events: []EventRef{{"g", 4, 0}}}
	facts, err := FactsOf(d, day("2026-09-30"), calendar.Default())
	require.NoError(t, err)
	require.Len(t, facts, 4)
	require.Equal(t, "g/s1#days-late~post:p", facts[0].ID)
	require.Equal(t, d.Parties, facts[0].Parties)
	require.Equal(t, d.Events, facts[0].Events)
	require.Equal(t, day("2026-09-01"), *facts[3].Since)
	_, err = FactsOf(d, day("2031-01-01"), calendar.Default())
	require.ErrorAs(t, err, &calendar.ErrBeyond{})
}

func TestFactsOf_NameEverybodyWhoFoundAHazard(t *testing.T) {
	d := Delivery{Work: "g/visit", Who: []Ref{PostRef("p")}, Opened: clock("2026-09-01 09:00"), Due: clock("2026-09-30 17:30"),
		Found: []Occurrence{{At: clock("2026-09-10 10:00"), Event: EventRef{"g", 4, 2}, By: []Ref{PostRef("p"), UserRef("li")}}}}
	facts, err := FactsOf(d, day("2026-09-20"), calendar.Default())
	require.NoError(t, err)
	require.Len(t, facts, 2, "each once")
	require.Equal(t, "g/visit#hazard-found@4.2~post:p", facts[0].ID)
	require.Equal(t, Fact{ID: "g/visit#hazard-found@4.2~user:li", Kind: HazardFound, Value: 1000, At: day("2026-09-10"), Events: []EventRef{{"g", 4, 2}},
		Subject: UserRef("li"), Work: "g/visit"}, facts[1])
}

func TestFreeze_DoesNotDependOnTheOrder(t *testing.T) {
	facts := liFacts().Facts
	a, err := Freeze(day("2026-12-31"), facts)
	require.NoError(t, err)
	other := slices.Clone(facts)
	slices.Reverse(other)
	b, err := Freeze(day("2026-12-31"), other)
	require.NoError(t, err)
	require.Equal(t, a, b)
	other[0].Value++
	c, err := Freeze(day("2026-12-31"), other)
	require.NoError(t, err)
	require.NotEqual(t, a.Digest, c.Digest)
}

func TestCorrect_ReplacesAddsAndTakesBack(t *testing.T) {
	a, b := fact(Returned, UserRef("li"), "2026-03-03", 1000, 0), fact(Urged, UserRef("li"), "2026-03-03", 1000, 0)
	more := a
	more.Value = 2000
	facts := []Fact{b, a}
	require.Equal(t, []Fact{more, b}, Correct(facts, []Correction{{Before: &a, After: &more}}))
	require.Equal(t, []Fact{b}, Correct(facts, []Correction{{Before: &a}}))
	require.Equal(t, []Fact{a, b}, Correct([]Fact{b}, []Correction{{After: &a}}))
	require.Equal(t, []Fact{b, a}, facts, "the frozen facts stay as they are")
}

func TestPeriodScores_OfMonthsMakeTheMeanOfTheYear(t *testing.T) {
	var facts []Fact
	for month, total := range []Points{90 * Point, 80 * Point} {
		c := Course{ID: "m" + string(rune('1'+month)), Phase: PhaseFinal, Counted: 40,
			Cycle:   Cycle{Period: Period{Month, 2026, month + 1}},
			Results: []Result{{Subject: UserRef("li"), Total: total}, {Subject: UserRef("zhao"), Empty: true}}}
		facts = append(facts, c.PeriodScores()...)
		c.Phase = PhaseReview
		require.Empty(t, c.PeriodScores(), "not before the results stand")
	}
	require.Len(t, facts, 2)
	require.Equal(t, []EventRef{{"m1", 40, 0}}, facts[0].Events)
	card := Score(town(), UserRef("li"), Inputs{Facts: facts})
	require.Contains(t, lines(card), "staff/months#mean#month 51") // (90+80)/2 × 60 %
	require.Contains(t, notes(card), "mean-of staff/months 2 12")
	require.Contains(t, notes(Score(town(), UserRef("zhao"), Inputs{Facts: facts})), "left-out staff/months no-results")
}
