package plan

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
)

// act asks for something and checks what must hold whatever the answer.
func (u *universe) act(t *rapid.T, c Command) {
	before := jsonOf(t, u.g)
	may := Permit(u.g, c, u.now, u.cal)
	change, err := Decide(u.g, c, u.now, u.cal)
	require.Equal(t, before, jsonOf(t, u.g), "Decide changed its input")
	if may != nil {
		require.Equal(t, may, err, "Permit and Decide disagree about %s", c.Name())
	}
	if err != nil {
		require.NotEmpty(t, CodeOf(err), "%v", err)
		return
	}
	if r, ok := c.(Recalendar); ok {
		u.cal = &r.Calendar
	}
	u.adopt(t, change)
}

func (u *universe) adopt(t *rapid.T, c Change) {
	require.Equal(t, u.g.Seq+1, c.Seq)
	require.NotEmpty(t, c.Events)
	for i, e := range c.Events {
		require.Equal(t, c.Seq, e.Seq)
		require.Equal(t, i, e.N)
		u.separation(t, e)
		u.log = append(u.log, e)
	}
	previous := u.g
	u.g = c.Goal
	u.rounds(t, &previous)
	u.check(t)
}

// separation checks that a signature is not the submitter's, in any capacity.
func (u *universe) separation(t *rapid.T, e Event) {
	s := u.g.Step(e.Step)
	switch {
	case e.Type == Signed:
		a := s.Approval(e.Round)
		require.False(t, e.By.Same(a.By), "%v signed the work of %v", e.By, a.By)
		require.False(t, a.By.Same(e.By))
	case e.Type == StepClosedOut && s.agreedSubmission() != nil:
		require.False(t, e.By.Same(s.agreedSubmission().By))
	}
}

// rounds checks that an ended round stays as it ended.
func (u *universe) rounds(t *rapid.T, previous *Goal) {
	for _, s := range previous.Steps {
		now := u.g.Step(s.Key)
		require.NotNil(t, now, "step %s was lost", s.Key)
		for _, a := range s.Rounds {
			if !a.Open() {
				require.Equal(t, jsonOf(t, a), jsonOf(t, *now.Approval(a.Round)), "an ended round changed")
			}
		}
	}
}

func (u *universe) check(t *rapid.T) {
	require.GreaterOrEqual(t, u.g.Progress, 0)
	require.LessOrEqual(t, u.g.Progress, 1000)
	for i := range u.g.Steps {
		s := &u.g.Steps[i]
		require.Len(t, s.Rounds, s.Round)
		if s.Clock != nil {
			require.False(t, s.Clock.Due.Before(s.Clock.Start), "%s due %s before it opened %s", s.Key, s.Clock.Due, s.Clock.Start)
			require.Equal(t, s.Clock.Due, *s.DueAt)
		}
		open := map[Subject]int{}
		for _, a := range s.Rounds {
			if a.Open() {
				open[a.Subject]++
				require.True(t, len(a.Stage().Waiting()) > 0 || s.Status == StepSuspended, "a round that waits for nobody")
			}
			require.Equal(t, a.Open(), a.Final == nil)
		}
		for subject, n := range open {
			require.Equal(t, 1, n, "two open rounds about %s", subject)
		}
		require.Equal(t, s.Status == StepReview || s.Status == StepSuspended && s.Before == StepReview, open[OfSubmission] == 1)
		require.GreaterOrEqual(t, s.Total, int64(0))
		if s.Series != "" {
			require.Equal(t, s.Series+"#"+s.OccursOn.String(), s.Key)
		}
		if s.Through() || s.Status == StepPending {
			require.Empty(t, open, "%s is %s and something is still being decided", s.Key, s.Status)
		}
	}
	why := Why(u.g, u.now, u.cal)
	for _, s := range u.g.Steps {
		answered := slices.ContainsFunc(why, func(w Waiting) bool { return w.Step == s.Key && w.Cause != WaitsForNewSteps })
		require.Equal(t, u.g.Status == GoalRunning && !s.Ended(), answered, "why does %s wait, which is %s?", s.Key, s.Status)
	}
	if u.g.Status == GoalRunning {
		require.True(t, slices.ContainsFunc(u.g.Steps, func(s Step) bool { return !s.Ended() }), "a running goal with nothing to do")
	}
}

// rest checks that waking ends at once and never lies in the past.
func (u *universe) rest(t *rapid.T) {
	if c, ok := Wake(u.g, u.now, u.cal); ok {
		u.adopt(t, c)
	}
	_, again := Wake(u.g, u.now, u.cal)
	require.False(t, again, "waking does not reach a fixed point")
	next, ok := NextWake(u.g, u.cal)
	if !ok {
		return
	}
	require.True(t, next.After(u.now), "asked to wake at %s, it is %s", next, u.now)
	_, early := Wake(u.g, next.Add(-time.Millisecond), u.cal)
	require.False(t, early, "something was to do before %s", next)
	_, due := Wake(u.g, next, u.cal)
	require.True(t, due, "nothing to do at %s", next)
}

// rebuilt checks that the events, read back from JSON, give the goal.
func (u *universe) rebuilt(t *rapid.T) {
	var g Goal
	for _, e := range u.log {
		var back Event
		require.NoError(t, json.Unmarshal([]byte(jsonOf(t, e)), &back))
		require.Equal(t, jsonOf(t, e), jsonOf(t, back), "an event does not survive JSON")
		g = Adopt(g, back)
	}
	require.Equal(t, jsonOf(t, u.g), jsonOf(t, g), "the events do not rebuild the goal")
	var back Goal
	require.NoError(t, json.Unmarshal([]byte(jsonOf(t, u.g)), &back))
	require.Equal(t, jsonOf(t, u.g), jsonOf(t, back), "the goal does not survive JSON")
}

func TestGoal_KeepsItsLawsWhateverPeopleAndTimeDo(t *testing.T) {
	cal := calendar.Default()
	rapid.Check(t, func(t *rapid.T) {
		u := &universe{cal: cal, now: beijing("2026-01-05 09:00")}
		u.act(t, IssueGoal{Header: Header{ID: "c0", Actor: people["supervisor"]}, Goal: anyGoal(t)})
		if u.g.Seq == 0 {
			return // not a valid goal, e.g. only its lead would approve it
		}
		for range rapid.IntRange(20, 120).Draw(t, "moves") {
			switch rapid.IntRange(0, 9).Draw(t, "time") {
			case 0, 1:
				u.now = u.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
			case 2:
				u.now = u.now.Add(time.Duration(rapid.IntRange(1, 12*24).Draw(t, "hours")) * time.Hour)
			case 3:
				if next, ok := NextWake(u.g, u.cal); ok && next.After(u.now) {
					u.now = next
				}
			}
			u.act(t, u.anyCommand(t))
			u.rest(t)
		}
		u.rebuilt(t)
		u.answers(t)
	})
}

// answers asks everything that can be asked of a goal in whatever state.
func (u *universe) answers(t *rapid.T) {
	before := jsonOf(t, u.g)
	FactsOf(u.g, beijing("2026-01-05 09:00"), u.now)
	Warnings(u.g, u.now, u.cal)
	for _, person := range people {
		May(u.g, person, u.now, u.cal)
	}
	s := &u.g.Steps[rapid.IntRange(0, len(u.g.Steps)-1).Draw(t, "of step")]
	Forecast([]Goal{u.g}, []Moved{{Goal: u.g.ID, Step: s.Key, To: calendar.DateOf(u.now).AddDays(30)}}, u.now, u.cal)
	for i := range u.g.Steps {
		s := &u.g.Steps[i]
		redated := !s.Through() && s.Status != StepPending && s.Before != StepPending // a new calendar leaves the others alone
		if c := s.Clock; c != nil && redated {
			if r, err := c.AsOf(u.now, u.cal); err == nil {
				require.GreaterOrEqual(t, r.Consumed, 0)
				require.GreaterOrEqual(t, r.StoodStill, 0)
				require.True(t, r.Due.Equal(c.Due), "the ledger gives the date that is kept beside it")
			}
		}
	}
	r := Rehearse([]Goal{u.g}, u.now, u.cal, Assumption{LateWorkdays: rapid.IntRange(0, 20).Draw(t, "late")})
	for i := 1; i < len(r.Happenings); i++ {
		require.False(t, r.Happenings[i].At.Before(r.Happenings[i-1].At), "a rehearsal goes forward in time")
	}
	require.Equal(t, before, jsonOf(t, u.g), "asking changes nothing")
}
