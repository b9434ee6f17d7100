package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/worker"
	"duban/workflows"
)

// office is a course's workflow in the time-skipping environment, on a real
// database.
type office struct {
	*testsuite.TestWorkflowEnvironment
	t     *testing.T
	store *store.Store
	n     int
	calls []string

	outcomes map[string]store.CourseOutcome
	onAccept func(name assess.Name) // called when an update has passed the validator
}

func newOffice(t *testing.T, s *store.Store) *office {
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetStartTime(monday)
	env.SetTestTimeout(30 * time.Second)
	worker.Register(env, &activities.Activities{Store: s})
	return &office{TestWorkflowEnvironment: env, t: t, store: s, outcomes: map[string]store.CourseOutcome{}}
}

// on does something at a moment of Shanghai time, with the course as it is
// stored then.
func (o *office) on(moment string, f func(c assess.Course)) {
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, calendar.Zone)
	require.NoError(o.t, err)
	o.RegisterDelayedCallback(func() {
		c, err := o.store.Course(o.t.Context(), "q1")
		if !store.Missing(err) {
			require.NoError(o.t, err)
		}
		f(c)
	}, at.Sub(monday))
}

func (o *office) send(cmd assess.Command) { o.sendSeeing(cmd, 0) }

// sendSeeing sends a command of somebody who has seen the record up to a
// change.
func (o *office) sendSeeing(cmd assess.Command, seen int64) {
	o.n++
	note := func(err error) {
		said := "ok"
		if r := workflows.CourseRefusalOf(err); r != nil {
			said = string(r.Code)
		} else if err != nil {
			said = err.Error()
		}
		o.calls = append(o.calls, string(cmd.Name())+": "+said)
	}
	o.UpdateWorkflow(string(cmd.Name()), fmt.Sprintf("u%d", o.n), &testsuite.TestUpdateCallback{
		OnAccept: func() {
			if o.onAccept != nil {
				o.onAccept(cmd.Name())
			}
		},
		OnReject: note,
		OnComplete: func(result any, err error) {
			note(err)
			if outcome, ok := result.(store.CourseOutcome); ok && err == nil {
				o.outcomes[cmd.Head().ID] = outcome
			}
		},
	}, cmd, seen)
}

func (o *office) head(a assess.Actor, subject assess.Ref) assess.Header {
	return assess.Header{ID: fmt.Sprintf("c%d", o.n+1), Actor: a, Subject: subject}
}

func (o *office) give(scorer string, subject assess.Ref, p assess.Points) {
	o.send(assess.Evaluate{Header: o.head(storetest.Holds(scorer), subject), Items: []assess.Given{{Sheet: "cadre", Indicator: "conduct", Points: p}}})
}

// The whole way, from a goal's events to the archive. Step a of the goal was
// handed in on time, step b never: 30 of 60 points for 李农, whom the two
// evaluators give 90 and 80, 34 of 40 points. 王新 led nothing: what the
// evaluators give counts in full. A review puts 李农's conduct right.
func TestCourse_FromGoalEventsToTheArchive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		past(t, s, monday, plan.IssueGoal{Header: head("g-1", supervisor(), ""), Goal: exampleGoal("g1")},
			plan.SubmitStep{Header: head("g-2", cadre(), "a")},
			plan.DecideApproval{Header: head("g-3", supervisor(), "a"), Agree: true},
			plan.DecideApproval{Header: head("g-4", leader(), "a"), Agree: true})
		o := newOffice(t, s)
		li, head := storetest.Holds("p-agri"), storetest.Holds("p-head")
		li.User = "li"
		wang := assess.Actor{User: "wang", Name: "wang"}
		o.on("2026-03-02 09:00", func(assess.Course) {
			o.send(assess.IssueCycle{Header: o.head(storetest.Holds("office"), ""), Cycle: storetest.Cycle("q1")})
		})
		o.on("2026-04-01 09:00", func(c assess.Course) {
			require.Equal(t, assess.PhaseSelf, c.Phase, "facts were frozen at the end of the period")
			o.send(assess.SelfAssess{Header: o.head(li, "user:li"), Summary: "按期完成一项"})
			o.send(assess.SelfAssess{Header: o.head(wang, "user:li"), Summary: "别人的"})
			o.send(assess.SelfAssess{Header: o.head(wang, "user:wang"), Summary: "新到岗"})
			o.send(assess.SelfAssess{Header: o.head(head, "unit:agri"), Summary: "全办"})
		})
		o.on("2026-04-01 10:00", func(assess.Course) { o.send(assess.Advance{Header: o.head(storetest.Holds("office"), "")}) })
		o.on("2026-04-02 09:00", func(assess.Course) {
			o.give("eval-a", "user:li", 90*assess.Point)
			o.give("eval-b", "user:li", 80*assess.Point)
			o.give("eval-a", "user:wang", 70*assess.Point)
			o.give("eval-b", "user:wang", 70*assess.Point)
		})
		o.on("2026-04-03 09:00", func(c assess.Course) {
			require.Equal(t, assess.PhasePanel, c.Phase)
			for _, subject := range c.Sample.All() {
				o.send(assess.VerifySample{Header: o.head(storetest.Holds("panel"), subject), OK: true})
			}
		})
		o.on("2026-04-03 10:00", func(c assess.Course) {
			require.Equal(t, assess.PhaseModeration, c.Phase, "counted by itself")
			require.Equal(t, 64*assess.Point, c.Result("user:li").Total)
			require.Equal(t, 70*assess.Point, c.Result("user:wang").Total)
			require.Equal(t, 50*assess.Point, c.Result("unit:agri").Total)
			require.Equal(t, "basically-competent", c.Result("user:li").Grade)
			moderate := o.head(storetest.Holds("deputy"), "user:wang")
			moderate.Reason = "到岗晚，工作量小"
			o.send(assess.Moderate{Header: moderate, Grade: "competent", Points: -1 * assess.Point})
		})
		o.on("2026-04-03 11:00", func(c assess.Course) {
			require.Equal(t, 69*assess.Point, c.Result("user:wang").Total, "counted again")
			o.send(assess.Publish{Header: o.head(storetest.Holds("mayor"), "")})
		})
		o.on("2026-04-08 09:00", func(c assess.Course) {
			require.Equal(t, assess.PhasePublic, c.Phase)
			o.send(assess.AskReview{Header: o.head(li, "user:li"), Grounds: "德能勤廉打分偏低"})
			o.send(assess.AskReview{Header: o.head(wang, "user:wang"), Grounds: "不服"})
		})
		o.on("2026-04-20 09:00", func(c assess.Course) {
			require.Equal(t, assess.PhaseReview, c.Phase)
			alter := o.head(storetest.Holds("review"), "user:li")
			alter.Case, alter.Reason = 1, "漏计表彰"
			d := assess.DecideObjection{Header: alter, Outcome: assess.Altered, Scores: []assess.Given{{Sheet: "cadre", Indicator: "conduct", Points: 95 * assess.Point}}}
			facts, err := s.FrozenFacts(t.Context(), "q1")
			require.NoError(t, err)
			result, err := c.Preview(d, facts)
			require.NoError(t, err)
			d.Result = &result
			o.send(d)
			uphold := o.head(storetest.Holds("review"), "user:wang")
			uphold.Case, uphold.Reason = 2, "维持原结果"
			o.send(assess.DecideObjection{Header: uphold, Outcome: assess.Upheld})
		})
		o.ExecuteWorkflow(workflows.CourseWorkflow, workflows.CourseState{Course: assess.Course{ID: "q1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
		require.NoError(t, o.GetWorkflowError())
		require.Equal(t, []string{"issue-cycle: ok", "self-assess: not-yours", "self-assess: ok", "self-assess: ok", "self-assess: ok", "advance: ok"},
			o.calls[:6])
		for _, call := range o.calls[6:] {
			require.Contains(t, call, ": ok")
		}

		c, err := s.Course(t.Context(), "q1")
		require.NoError(t, err)
		require.Equal(t, assess.PhaseArchived, c.Phase)
		require.Equal(t, 68*assess.Point, c.Result("user:li").Total, "30 and 38")
		require.Equal(t, 69*assess.Point, c.Result("user:wang").Total)
		broken, err := s.VerifyCourse(t.Context(), "q1")
		require.NoError(t, err)
		require.Nil(t, broken)
		recounts(t, s, c)
	})
}

// recounts gathers the facts once more from the events and counts again: the
// same facts, and the same totals to the milli-point.
func recounts(t *testing.T, s *store.Store, c assess.Course) {
	facts, err := s.GatherFacts(t.Context(), c.Cycle, calendar.Default())
	require.NoError(t, err)
	set, err := assess.Freeze(c.Cycle.Settings.AsOf, facts)
	require.NoError(t, err)
	require.Equal(t, *c.Facts, set)
	results, err := c.Count(facts)
	require.NoError(t, err)
	for i, r := range results {
		require.Equal(t, c.Results[i].Total, r.Total)
		require.Equal(t, c.Results[i].Card, r.Card)
	}
	for _, line := range c.Card("user:li", facts).Lines {
		if len(line.Facts) > 0 {
			require.NotEmpty(t, line.Events, "%s can be followed to its events", line.Key)
		}
	}
}
