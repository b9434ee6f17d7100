package e2e_test

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"duban/plan"
	"duban/store"
)

// newcomer is an installation that somebody has just made, and nothing else.
type newcomer struct {
	t       *testing.T
	place   place
	address string
	admin   *person
	secadm  *person
	units   map[string]string
	posts   map[string]string
}

// arrive makes the two administrators on the command line, as the manual says.
func arrive(t *testing.T, p place, address string) *newcomer {
	n := &newcomer{t: t, place: p, address: address, units: map[string]string{}, posts: map[string]string{}}
	n.admin = n.signIn("admin", oneTime(t, p.run(t, "admin", "create-user", "admin", "--name", "蒋晨", "--roles", "system-admin")))
	n.secadm = n.signIn("secadmin", oneTime(t, p.run(t, "admin", "create-user", "secadmin", "--name", "沈悦", "--roles", "security-admin")))
	return n
}

func oneTime(t *testing.T, printed string) string {
	t.Helper()
	found := regexp.MustCompile(`one-time password: (\S+)`).FindStringSubmatch(printed)
	require.NotNil(t, found, printed)
	return found[1]
}

// signIn signs in with a one-time password and changes it, which is all that
// it is good for.
func (n *newcomer) signIn(name, once string) *person {
	n.t.Helper()
	p := visitor(n.t, n.address)
	p.must(200, "POST", "/session", obj{"username": name, "password": once})
	require.Equal(n.t, 403, p.ask("GET", "/goals", nil).status, "nothing else before the password is changed")
	p.must(204, "PUT", "/me/password", obj{"old": once, "new": "Quiet-river-27"})
	p.must(200, "GET", "/me", nil)
	return p
}

func (n *newcomer) unit(code, kind string) {
	n.t.Helper()
	var u store.Unit
	n.admin.must(201, "POST", "/units", obj{"code": code, "name": "单位" + code, "kind": kind}).into(n.t, &u)
	n.units[code] = u.ID
}

// hire makes a post and an account, gives the account its roles and the post,
// and signs its owner in.
func (n *newcomer) hire(name, unit, grade, role string, inCharge ...string) *person {
	n.t.Helper()
	var post store.Post
	body := obj{"code": name, "unit_id": n.units[unit], "name": "岗位" + name, "grade": grade}
	if len(inCharge) > 0 {
		body["in_charge"] = inCharge
	}
	n.admin.must(201, "POST", "/posts", body).into(n.t, &post)
	n.posts[name] = post.ID
	var made struct {
		User     store.User
		Password string
	}
	n.admin.must(201, "POST", "/users", obj{"username": name, "name": "姓名" + name, "unit_id": n.units[unit]}).into(n.t, &made)
	n.secadm.must(200, "PUT", "/users/"+made.User.ID+"/roles", obj{"roles": []string{role}})
	n.admin.must(201, "POST", "/holders", obj{"post_id": post.ID, "user_id": made.User.ID, "from": time.Now().Format("2006-01-02")})
	return n.signIn(name, made.Password)
}

// The story of the product: a report becomes goals that people carry through
// to their end, by HTTP alone, on a new installation.
func TestStory_AReportBecomesGoalsThatPeopleCarryThrough(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		temporal, address := freeAddress(t), freeAddress(t)
		engine := start(t, "temporal", "--data", p.dir, "--listen", temporal)
		proc := start(t, append([]string{"serve", "--listen", address, "--temporal-address", temporal}, p.args()...)...)
		proc.ready(address)
		_ = engine

		n := arrive(t, p, address)
		n.unit("town", "leadership")
		n.unit("office", "office")
		n.unit("agri", "station")
		leader := n.hire("leader", "town", "leader", "leader", n.units["agri"])
		n.hire("mayor", "town", "principal", "leader")
		officer := n.hire("officer", "office", "supervision", "supervisor")
		n.hire("head", "agri", "head", "cadre")
		cadre := n.hire("cadre", "agri", "member", "cadre")

		draft := n.upload(officer)
		n.fillIn(officer, &draft)
		officer.must(200, "POST", "/plans/"+draft.ID+"/issue", obj{"version": draft.Version}).into(t, &struct{ Plan *store.Plan }{&draft})
		require.Equal(t, store.PlanIssued, draft.Status)
		require.Equal(t, len(draft.Goals), running(t, temporal), "every goal is a running workflow")
		require.Len(t, cadre.inbox(), stepsOf(draft), "everything waits to be accepted")

		goal := draft.Goals[0]
		for _, s := range goal.Steps {
			carryThrough(t, goal.ID, s.Key, cadre, officer, leader)
		}
		g := officer.goal(goal.ID)
		require.Equal(t, plan.GoalConcluded, g.Status)
		require.Equal(t, 1000, g.Progress)
		require.Contains(t, officer.inbox(), goal.ID+"//close-out")
		require.Equal(t, plan.GoalClosed, officer.do(goal.ID, "", "close-out", nil).Status)

		n.told(officer, g)
		p.sound(t)
	})
}

// upload hands in the report: the one that a real township wrote when it lies
// beside the clone, else the demo town's.
func (n *newcomer) upload(officer *person) store.Plan {
	n.t.Helper()
	report, err := os.ReadFile("../../shared/reports/00.txt")
	real := err == nil
	if !real {
		n.t.Log("no real report lies beside the clone: the story is told with the demo town's")
		report, err = os.ReadFile("../cmd/duban/demo_report.txt")
		require.NoError(n.t, err)
	}
	key := store.NewID()
	a, err := officer.sendAs("application/octet-stream", "POST", "/plans/import?filename=00.txt&year=2026", key, report)
	require.NoError(n.t, err)
	require.Equal(n.t, 201, a.status, "%s", a.body)
	var view struct {
		Plan     store.Plan
		Problems []obj
	}
	a.into(n.t, &view)
	measures := 0
	for _, g := range view.Plan.Goals {
		measures += len(g.Measures)
		for _, m := range g.Measures {
			text := []rune(view.Plan.Source)[m.Start:m.End]
			require.Contains(n.t, string(text), strings.TrimSuffix(m.Title, "。"), "a measure lies where it says")
		}
	}
	if real {
		require.Len(n.t, view.Plan.Goals, 6)
		require.Equal(n.t, 18, measures)
	}
	require.NotEmpty(n.t, view.Problems, "nobody is named yet")
	again, err := officer.sendAs("application/octet-stream", "POST", "/plans/import?filename=00.txt&year=2026", key, report)
	require.NoError(n.t, err)
	var same struct{ Plan store.Plan }
	again.into(n.t, &same)
	require.Equal(n.t, view.Plan.ID, same.Plan.ID, "the same key makes one draft")
	return view.Plan
}

// fillIn turns every measure into a step, names the post that does it, and
// saves the draft.
func (n *newcomer) fillIn(officer *person, draft *store.Plan) {
	n.t.Helper()
	body := obj{"year": draft.Year, "title": draft.Title, "version": draft.Version}
	var goals []obj
	for i, g := range draft.Goals {
		weight := 100 / len(draft.Goals)
		if i == 0 {
			weight = 100 - weight*(len(draft.Goals)-1)
		}
		var steps []obj
		for j, m := range g.Measures {
			share := 100 / len(g.Measures)
			if j == 0 {
				share = 100 - share*(len(g.Measures)-1)
			}
			steps = append(steps, obj{"title": clip(m.Title), "measures": []string{m.Key}, "lead": plan.PostRef(n.posts["cadre"]),
				"weight": share, "finish": obj{"n": 20, "unit": "workday"}})
		}
		goals = append(goals, obj{"id": g.ID, "number": g.Number, "title": g.Title, "kind": "general", "basis": g.Basis,
			"measures": g.Measures, "lead_unit": n.units["agri"], "weight": weight, "steps": steps})
	}
	body["goals"] = goals
	var view struct {
		Plan     store.Plan
		Problems []obj
	}
	officer.must(200, "PUT", "/plans/"+draft.ID, body).into(n.t, &view)
	require.Empty(n.t, view.Problems)
	*draft = view.Plan
}

func clip(s string) string {
	r := []rune(s)
	return string(r[:min(len(r), plan.MaxTitle)])
}

func stepsOf(p store.Plan) int {
	n := 0
	for _, g := range p.Goals {
		n += len(g.Steps)
	}
	return n
}

// running counts the workflows that the engine runs.
func running(t *testing.T, address string) int {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: address})
	require.NoError(t, err)
	defer c.Close()
	// Visibility follows within moments; what is asked here is the engine's own count, and only by this test.
	deadline, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	best := 0
	for deadline.Err() == nil {
		list, err := c.ListWorkflow(deadline, &workflowservice.ListWorkflowExecutionsRequest{Query: "ExecutionStatus = 'Running' AND WorkflowType = 'goal'"})
		require.NoError(t, err)
		if len(list.Executions) == best && best > 0 {
			return best
		}
		best = len(list.Executions)
	}
	return best
}

// carryThrough takes one step from accept to close-out, with one return, and
// looks into both inboxes on the way.
func carryThrough(t *testing.T, goal, step string, cadre, officer, leader *person) {
	t.Helper()
	at := goal + "/" + step
	require.Contains(t, cadre.inbox(), at+"/accept")
	cadre.do(goal, step, "accept", nil)
	require.Contains(t, cadre.inbox(), at+"/submit")
	require.NotContains(t, officer.inbox(), at+"/approve")
	cadre.do(goal, step, "submit", obj{"content": obj{"note": "已完成"}})
	require.NotContains(t, cadre.inbox(), at+"/submit")
	require.Contains(t, officer.inbox(), at+"/approve")
	require.NotContains(t, leader.inbox(), at+"/approve", "not the leader's turn yet")

	refused := cadre.ask("POST", commandPath(goal, step, "decide"), obj{"agree": true})
	require.Equal(t, 403, refused.status, "nobody approves their own work: %s", refused.body)
	officer.do(goal, step, "return", obj{"reason": "缺少现场照片"})
	require.Contains(t, cadre.inbox(), at+"/submit")
	cadre.do(goal, step, "submit", obj{"content": obj{"note": "已补照片"}})
	officer.do(goal, step, "decide", obj{"agree": true})
	require.Contains(t, leader.inbox(), at+"/approve")
	require.NotContains(t, officer.inbox(), at+"/approve")
	leader.do(goal, step, "decide", obj{"agree": true, "reason": "同意"})
	require.Contains(t, officer.inbox(), at+"/close-out")
	g := officer.do(goal, step, "close-out", nil)
	require.Equal(t, plan.StepClosed, g.Step(step).Status)
	require.NotContains(t, officer.inbox(), at+"/close-out")
}

// told checks that the timeline tells the story of the goal.
func (n *newcomer) told(officer *person, g plan.Goal) {
	n.t.Helper()
	events := officer.timeline(g.ID)
	seen := counted(events)
	steps := len(g.Steps)
	for what, times := range map[plan.EventType]int{
		plan.GoalIssued: 1, plan.StepOpened: steps, plan.StepAccepted: steps, plan.StepSubmitted: 2 * steps,
		plan.StepReturnedEvent: steps, plan.Signed: 3 * steps, plan.StepDoneEvent: steps, plan.StepClosedOut: steps,
		plan.GoalConcludedEvent: 1, plan.GoalClosedOut: 1,
	} {
		require.Equal(n.t, times, seen[what], what)
	}
	for i, e := range events[1:] {
		require.False(n.t, e.At.Before(events[i].At), "in the order of time")
	}
}
