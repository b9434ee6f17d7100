package plan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// roster is the one roster of the scene, as somebody reads it.
func (s *scene) roster(who, from, to string) Roster {
	s.t.Helper()
	list := Rosters(s.g, s.as(who, "r").Actor, *day(from), *day(to), s.now, s.cal)
	require.Len(s.t, list, 1)
	return list[0]
}

func turns(r Roster) map[string]Ref {
	found := map[string]Ref{}
	for _, d := range r.Days {
		found[d.On.String()] = d.Lead
	}
	return found
}

func TestRosters_ForetellWhoGetsTheOccurrences(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	told := turns(s.roster("land", "2026-01-01", "2026-12-31"))
	assert.Len(t, told, 6)
	s.sleep("2026-06-15 09:00")
	for i := range s.g.Steps {
		if o := &s.g.Steps[i]; o.Series == "r" {
			assert.Equal(t, told[o.OccursOn.String()], o.Lead, o.Key)
		}
	}
	assert.Equal(t, told, turns(s.roster("land", "2026-01-01", "2026-12-31")), "what has come reads as it was foretold")
}

func TestRosters_TellMineFromOthersAndWhatChangedHands(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.do(askSwap(s, "land", "2026-02-24", "2026-03-16"))
	assert.Equal(t, Swap{On: *day("2026-02-24"), With: *day("2026-03-16"), Lead: "post:land", Other: "post:law"}, *s.roster("land", "2026-02-01", "2026-03-31").Swap.Content.Swap)
	for _, who := range []string{"law", "principal"} {
		h := s.as(who, "r")
		h.Round = 1
		s.do(DecideApproval{Header: h, Agree: true})
	}
	r := s.roster("land", "2026-02-01", "2026-04-30")
	assert.Nil(t, r.Swap)
	assert.False(t, r.Keeps)
	assert.True(t, s.roster("clerk", "2026-02-01", "2026-04-30").Keeps)
	assert.Equal(t, []RosterTurn{
		{On: *day("2026-02-24"), Lead: "post:law", Status: StepPending, Open: true, Swapped: true},
		{On: *day("2026-03-16"), Lead: "post:land", Mine: true, Status: StepPending, Open: true, Swapped: true},
		{On: *day("2026-04-15"), Lead: "post:leader", Status: StepPending, Open: true},
	}, r.Days)
}

func TestRosters_SayWhatIsOver(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	s.sleep("2026-01-15 09:00")
	s.do(SubmitStep{Header: s.as("leader", "r#2026-01-15")})
	first := s.roster("leader", "2026-01-01", "2026-01-31").Days[0]
	assert.Equal(t, RosterTurn{On: *day("2026-01-15"), Lead: "post:leader", Mine: true, Step: "r#2026-01-15", Status: s.step("r#2026-01-15").Status}, first)
	s.do(Cancel{s.because("leader", "r", "不再安排")})
	assert.Empty(t, Rosters(s.g, Actor{}, *day("2026-02-01"), *day("2026-12-31"), s.now, s.cal))
	assert.Len(t, Rosters(s.g, Actor{}, *day("2026-01-01"), *day("2026-12-31"), s.now, s.cal), 1)
}

func TestRosters_WithoutAStartHaveNoDays(t *testing.T) {
	waiting := reception()
	waiting.After = []string{"s1"}
	s := issued(t, "2026-01-05 09:00", waiting, step("s1"))
	r := s.roster("land", "2026-01-01", "2026-12-31")
	assert.Equal(t, StepPending, r.Status)
	assert.Empty(t, r.Days)
}

func TestRosters_MarkProvisionalDaysAndStopAtTheCalendarsEnd(t *testing.T) {
	s := issued(t, "2026-01-05 09:00", reception())
	_, last := s.cal.Span()
	g := s.g.Clone()
	g.Step("r").Recur.Until = calendar.Date{}
	g.Year = last.Year + 1
	r := Rosters(g, Actor{}, last.AddDays(-200), last.AddDays(200), s.now, s.cal)[0]
	assert.True(t, r.Beyond)
	require.NotEmpty(t, r.Days)
	for _, d := range r.Days {
		assert.Equal(t, s.cal.Provisional(d.On), d.Provisional)
	}
	assert.True(t, r.Days[0].Provisional)
}
