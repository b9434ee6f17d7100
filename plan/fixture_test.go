package plan

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// The people of the tests. Each holds the post of the same name; the
// supervision officer, the leader and the principal leader have their roles.
var people = map[string]Actor{
	"clerk":      {User: "clerk", Name: "Clerk", Posts: []string{"clerk"}, Roles: []Role{Cadre}},
	"other":      {User: "other", Name: "Other", Posts: []string{"other"}, Roles: []Role{Cadre}},
	"head":       {User: "head", Name: "Head", Posts: []string{"head"}, Roles: []Role{Cadre}},
	"finance":    {User: "finance", Name: "Finance", Posts: []string{"finance"}, Roles: []Role{Cadre}},
	"land":       {User: "land", Name: "Land", Posts: []string{"land"}, Roles: []Role{Cadre}},
	"law":        {User: "law", Name: "Law", Posts: []string{"law"}, Roles: []Role{Cadre}},
	"supervisor": {User: "supervisor", Name: "Supervisor", Posts: []string{"supervisor"}, Roles: []Role{Supervisor}},
	"leader":     {User: "leader", Name: "Leader", Posts: []string{"leader"}, Roles: []Role{Leader}},
	"principal":  {User: "principal", Name: "Principal", Posts: []string{"principal"}, Roles: []Role{Leader}},
	"stranger":   {User: "stranger", Name: "Stranger"},
}

func beijing(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return Moment(at)
}

func day(text string) *calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return &d
}

func budget(n int, unit calendar.Unit) *calendar.Budget { return &calendar.Budget{N: n, Unit: unit} }

func workdays(n int) *calendar.Budget { return budget(n, calendar.Workday) }

func oneStage() []Stage {
	return []Stage{{Key: "head", Name: "单位负责人", Rule: AnySign, Signers: []Ref{"post:head"}}}
}

// step is a step of the clerk's that the head approves, with 10 working days.
func step(key string, after ...string) Step {
	return Step{Key: key, Title: "步骤 " + key, Kind: Work, Lead: "post:clerk", LeadUnit: "office", After: after,
		Stages: oneStage(), Finish: workdays(10)}
}

func goalOf(steps ...Step) Goal {
	return Goal{
		ID: "g1", PlanID: "p1", Year: 2026, Number: "2026-01", Title: "园区扩建", Kind: "general", LeadUnit: "office",
		Line:     Line{Head: "post:head", Supervisor: "post:supervisor", Leader: "post:leader", Principal: "post:principal"},
		Settings: DefaultSettings(), Steps: steps,
	}
}

// scene is a goal in time, for telling stories.
type scene struct {
	t    testing.TB
	g    Goal
	now  time.Time
	cal  *calendar.Calendar
	n    int
	last Change
	log  []Event
}

func issued(t testing.TB, at string, steps ...Step) *scene {
	t.Helper()
	s := &scene{t: t, now: beijing(at), cal: calendar.Default()}
	s.do(IssueGoal{Header: s.as("supervisor", ""), Goal: goalOf(steps...)})
	return s
}

func (s *scene) as(who, step string) Header {
	s.n++
	return Header{ID: "c" + strconv.Itoa(s.n), Actor: people[who], Step: step, Rules: Rules}
}

func (s *scene) because(who, step, reason string) Header {
	h := s.as(who, step)
	h.Reason = reason
	return h
}

func (s *scene) do(c Command) *scene {
	s.t.Helper()
	require.NoError(s.t, s.try(c))
	return s
}

// try does a command and keeps what became of it.
func (s *scene) try(c Command) error {
	change, err := Decide(s.g, c, s.now, s.cal)
	if err == nil {
		s.take(change)
	}
	return err
}

func (s *scene) take(c Change) { s.g, s.last, s.log = c.Goal, c, append(s.log, c.Events...) }

func (s *scene) refuses(code Code, c Command) *Error {
	s.t.Helper()
	err := s.try(c)
	require.Equal(s.t, code, firstCode(err), "%v", err)
	e, _ := err.(*Error)
	return e
}

// firstCode is the code of a refusal, or that of its first problem.
func firstCode(err error) Code {
	e, ok := err.(*Error)
	if !ok {
		return ""
	}
	if e.Code == CodeInvalid && len(e.Problems) > 0 {
		return e.Problems[0].Code
	}
	return e.Code
}

func (s *scene) at(text string) *scene { s.now = beijing(text); return s }

// sleep lets time pass until a moment, waking whenever there is something to
// do, and returns what happened.
func (s *scene) sleep(until string) []Event {
	s.t.Helper()
	var happened []Event
	end := beijing(until)
	for range 1000 {
		next, ok := NextWake(s.g, s.cal)
		if !ok || next.After(end) {
			s.now = end
			return happened
		}
		require.False(s.t, next.Before(s.now), "asked to wake at %s, it is %s", next, s.now)
		s.now = next
		c, ok := Wake(s.g, s.now, s.cal)
		require.True(s.t, ok, "nothing to do at %s", next)
		s.take(c)
		happened = append(happened, c.Events...)
	}
	s.t.Fatal("waking does not end")
	return nil
}

// wakeAt wakes once, however long everybody slept.
func (s *scene) wakeAt(text string) []Event {
	s.now = beijing(text)
	c, ok := Wake(s.g, s.now, s.cal)
	if !ok {
		return nil
	}
	s.take(c)
	return c.Events
}

func (s *scene) step(key string) *Step { return s.g.Step(key) }

func (s *scene) accept(key string) *scene { return s.do(AcceptStep{s.as("clerk", key)}) }

func (s *scene) submit(key string) *scene { return s.do(SubmitStep{Header: s.as("clerk", key)}) }

func (s *scene) sign(who, key string, agree bool) *scene {
	return s.do(DecideApproval{Header: s.because(who, key, "意见"), Agree: agree})
}

func (s *scene) finish(key string) *scene {
	return s.submit(key).sign("head", key, true)
}

func (s *scene) closeOut(key string) *scene { return s.do(CloseOut{s.as("supervisor", key)}) }

func (s *scene) status(key string, want StepStatus) *scene {
	s.t.Helper()
	require.Equal(s.t, want, s.step(key).Status, key)
	return s
}

func jsonOf(t require.TestingT, v any) string {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

func local(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.In(calendar.Zone).Format("2006-01-02 15:04")
}
