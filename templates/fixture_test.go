package templates

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func kind(t testing.TB, name string) Template {
	t.Helper()
	list, err := Load()
	require.NoError(t, err)
	for _, k := range list {
		if k.Kind == name {
			return k
		}
	}
	t.Fatalf("no template %s", name)
	return Template{}
}

// example is a goal of a template with the parts it has by default, a post
// for every role, and the figures given as key, value pairs.
func example(t testing.TB, template Template, figures ...string) (plan.Goal, Choices) {
	t.Helper()
	given := map[string]string{}
	for i := 0; i+1 < len(figures); i += 2 {
		given[figures[i]] = figures[i+1]
	}
	goal, choices := template.Example(2026, given)
	goal.Title, goal.Measures, choices.Parts = "目标", nil, nil
	return goal, choices
}

// applied applies a template and expects a goal that could be issued.
func applied(t testing.TB, template Template, goal plan.Goal, choices Choices) plan.Goal {
	t.Helper()
	goal, _ = Apply(template, goal, choices)
	require.Empty(t, plan.Validate(goal, calendar.Default()))
	return goal
}

func keys(g plan.Goal) []string {
	var list []string
	for _, s := range g.Steps {
		list = append(list, s.Key)
	}
	return list
}

func codes(problems []plan.Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Pointer+" "+string(p.Code))
	}
	return list
}

func weight(g plan.Goal) int {
	sum := 0
	for _, s := range g.Steps {
		sum += s.Weight
	}
	return sum
}

func day(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	require.NoError(t, err)
	return d
}

// story is a running goal on which people act in the rules of package plan.
type story struct {
	t   testing.TB
	g   plan.Goal
	now time.Time
	cal *calendar.Calendar
	n   int
}

func issued(t testing.TB, at string, g plan.Goal) *story {
	s := &story{t: t, cal: calendar.Default()}
	s.at(at)
	require.NoError(t, s.try(plan.IssueGoal{Header: s.as("supervisor", ""), Goal: g}))
	return s
}

func (s *story) at(text string) *story {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Zone)
	require.NoError(s.t, err)
	s.now = at
	for range 1000 { // what time alone does until then
		next, ok := plan.NextWake(s.g, s.cal)
		if s.g.Seq == 0 || !ok || next.After(at) {
			return s
		}
		change, ok := plan.Wake(s.g, next, s.cal)
		require.True(s.t, ok)
		s.g = change.Goal
	}
	s.t.Fatal("waking does not end")
	return s
}

// as is the holder of the post of that name, with the role that goes with it.
func (s *story) as(post, step string) plan.Header {
	s.n++
	actor := plan.Actor{User: "user-" + post, Name: post, Posts: []string{post}, Roles: []plan.Role{plan.Cadre}}
	switch post {
	case "supervisor":
		actor.Roles = []plan.Role{plan.Supervisor}
	case "leader", "principal":
		actor.Roles = []plan.Role{plan.Leader}
	}
	return plan.Header{ID: "c" + itoa(s.n), Actor: actor, Step: step}
}

func (s *story) try(c plan.Command) error {
	change, err := plan.Decide(s.g, c, s.now, s.cal)
	if err == nil {
		s.g = change.Goal
	}
	return err
}

func (s *story) do(c plan.Command) {
	s.t.Helper()
	require.NoError(s.t, s.try(c))
}

// submission hands in everything that a step asks for.
func (s *story) submission(step string) plan.SubmitStep {
	st := s.g.Step(step)
	c := plan.SubmitStep{Header: s.as(st.Lead.Post(), step)}
	for _, name := range st.Evidence {
		c.Content.Evidence = append(c.Content.Evidence, plan.Evidence{Name: name, Text: "有"})
	}
	if st.Target != nil {
		target := *st.Target
		c.Content.Quantity = &target
	}
	if st.Kind == plan.Reinspection && st.Hazard != "" {
		c.Content.Verdicts = []plan.Verdict{{Passed: true}}
	}
	return c
}

func (s *story) accept(step string) {
	s.t.Helper()
	s.do(plan.AcceptStep{Header: s.as(s.g.Step(step).Lead.Post(), step)})
}

// finish does a step from open to done: everybody who must sign agrees.
func (s *story) finish(step string) {
	s.t.Helper()
	if s.g.Step(step).Status == plan.StepOpen {
		s.accept(step)
	}
	s.do(s.submission(step))
	for range 20 {
		st := s.g.Step(step)
		if st.Status != plan.StepReview {
			break
		}
		stage := st.Rounds[len(st.Rounds)-1].Stage()
		for _, seat := range stage.Waiting() {
			h := s.as(stage.Seats[seat].Ref.Post(), step)
			h.Round = st.Round
			s.do(plan.DecideApproval{Header: h, Agree: true})
		}
	}
	require.Equal(s.t, plan.StepDone, s.g.Step(step).Status, step)
}

// edited is the text of a template with one passage replaced.
func edited(t testing.TB, kind, old, text string) []byte {
	t.Helper()
	shipped, err := YAML(kind)
	require.NoError(t, err)
	require.Contains(t, string(shipped), old)
	return []byte(strings.Replace(string(shipped), old, text, 1))
}
