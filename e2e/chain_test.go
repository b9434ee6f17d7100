package e2e_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

func TestStory_AProgressReportIsPrefilledAndAnInstructionOpensWork(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 1, func(t *testing.T, w *stage) {
		cadre, officer, leader := w.as("cadre0"), w.as("officer"), w.as("leader")
		draft := w.goalOf("征地扩园", "cadre0")
		draft["steps"] = append(draft["steps"].([]obj), obj{"title": "每周进展", "kind": "report", "lead": w.post("cadre0"), "weight": 0,
			"recur": obj{"every": "week", "on": "mon", "shift": "skip"}})
		id := w.issue(draft)[0]
		cadre.do(id, "s1", "submit", obj{"content": obj{"note": "已完成"}})
		officer.do(id, "s1", "return", obj{"reason": "缺清表照片"})
		w.pass(morning(2026, 3, 9))
		first, second := "s2#2026-03-02", "s2#2026-03-09"
		cadre.do(id, second, "submit", obj{"content": obj{"note": "征地已签约八成"}})
		g := cadre.goal(id)
		facts := g.Step(second).Rounds[0].Content.Facts
		require.NotNil(t, facts, "what the record knows is not typed")
		require.Equal(t, "2026-03-03", calendar.DateOf(facts.From).String(), "since the report before")
		require.Equal(t, []string{first}, keysOf(facts.Late))
		require.Contains(t, keysOf(facts.Next), "s1")

		officer.do(id, second, "decide", obj{"agree": true, "reason": "请镇长阅示"})
		leader.do(id, second, "decide", obj{"agree": true})
		g = leader.do(id, "", "instruct", obj{"text": "增设安置点，由农业办牵头", "asks": true})
		number := g.Instructions[0].Seq
		require.Contains(t, officer.inbox(), id+"//add-steps")
		bad := officer.ask("POST", commandPath(id, "", "add-steps"), obj{"instruction": number + 7, "steps": []obj{{"title": "选址", "lead": w.post("cadre0"), "finish": obj{"n": 5, "unit": "workday"}}}})
		require.Equal(t, []string{"/instruction:unknown"}, bad.faults(t))
		cadre.refused("role", id, "", "add-steps", obj{"instruction": number, "steps": []obj{{"key": "x1", "title": "选址", "lead": w.post("cadre0"), "finish": obj{"n": 5, "unit": "workday"}}}})
		g = officer.do(id, "", "add-steps", obj{"instruction": number, "reason": "按批示办理",
			"steps": []obj{{"key": "x1", "title": "选址", "kind": "work", "lead": w.post("cadre0"), "finish": obj{"n": 5, "unit": "workday"}}}})
		require.Equal(t, []string{"x1"}, g.Instructions[0].Steps)
		require.Equal(t, plan.StepOpen, g.Step("x1").Status)
		require.NotContains(t, officer.inbox(), id+"//add-steps")
		require.Contains(t, leader.notices("?kind=instruct"), "instruct", "the leader hears that it was answered")

		g = leader.do(id, "s1", "instruct", obj{"text": "另立目标抓安置", "asks": true})
		other := w.goalOf("安置点建设", "cadre0")
		other["basis"] = obj{"goal": id}
		answer := w.issue(other)[0]
		g = officer.do(id, "", "add-steps", obj{"instruction": g.Instructions[1].Seq, "goal": answer})
		require.Equal(t, answer, g.Instructions[1].Goal, "a new goal answers it, too")
	})
}

func keysOf(facts []plan.StepFact) []string {
	var keys []string
	for _, f := range facts {
		keys = append(keys, f.Step)
	}
	return keys
}

func TestStory_AGoalWaitsForAStepOfAnother(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		officer := w.as("officer")
		one, two := w.goalOf("征地扩园", "cadre0", w.stageOf("a", "any", "officer")), w.goalOf("园区道路", "cadre1", w.stageOf("a", "any", "officer"))
		one["id"], two["id"] = store.NewID(), store.NewID()
		at := func(g obj) obj { return g["steps"].([]obj)[0] }
		at(one)["key"], at(two)["key"] = "land", "road"
		at(one)["waits_for"], at(two)["waits_for"] = []string{two["id"].(string) + "/road"}, []string{one["id"].(string) + "/land"}
		var view struct {
			Plan     store.Plan
			Problems []struct{ Pointer, Code string }
		}
		one["weight"], two["weight"] = 50, 50
		officer.must(201, "POST", "/plans", obj{"year": 2026, "title": "互等", "goals": []obj{one, two}}).into(t, &view)
		require.Len(t, view.Problems, 1)
		require.Equal(t, "cycle", view.Problems[0].Code)
		a := officer.ask("POST", "/plans/"+view.Plan.ID+"/issue", obj{"version": view.Plan.Version})
		require.Equal(t, "invalid", a.code(), "a circle is refused at issue: %s", a.body)

		delete(at(one), "waits_for")
		one["id"], two["id"] = store.NewID(), store.NewID()
		at(two)["waits_for"] = []string{one["id"].(string) + "/land"}
		ids := w.issue(one, two)
		g := officer.goal(ids[1])
		require.Equal(t, plan.StepPending, g.Step("road").Status)
		var waiting struct {
			Items []struct{ Waiting plan.Waiting }
		}
		w.as("cadre1").must(200, "GET", "/goals/"+ids[1]+"/waiting", nil).into(t, &waiting)
		require.Equal(t, plan.WaitsForGoal, waiting.Items[0].Waiting.Cause)
		require.Equal(t, ids[0]+"/land", waiting.Items[0].Waiting.Params["steps"])

		first := officer.goal(ids[0])
		var slips struct{ Items []plan.Slip }
		officer.must(200, "POST", "/plans/"+first.PlanID+"/forecast", obj{"moved": []obj{{"goal": ids[0], "step": "land", "to": "2026-03-31"}}}).into(t, &slips)
		require.Len(t, slips.Items, 2, "the step that moves, and the one that it knocks on")
		require.Equal(t, ids[1], slips.Items[1].Goal)
		require.Equal(t, 11, slips.Items[1].Workdays)

		w.as("cadre0").do(ids[0], "land", "submit", obj{"content": obj{"note": "已完成"}})
		officer.do(ids[0], "land", "decide", obj{"agree": true})
		g = officer.goal(ids[1])
		require.Equal(t, plan.StepOpen, g.Step("road").Status)
		require.Contains(t, w.as("cadre1").inbox(), ids[1]+"/road/accept")
		require.Equal(t, ids[0]+"/land", lastOf(t, officer.timeline(ids[1]), plan.UpstreamArrived).Detail.Upstream)
	})
}

// mailbox is somebody's webhook: it keeps what it was sent, while it is well.
type mailbox struct {
	mu     sync.Mutex
	broken bool
	got    []string
}

func (m *mailbox) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	if m.broken {
		rw.WriteHeader(http.StatusBadGateway)
		return
	}
	m.got = append(m.got, string(body))
}

func (m *mailbox) become(broken bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = broken
}

func TestStory_OneDigestADayAndWhatIsUrgent(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 1, func(t *testing.T, w *stage) {
		w.hireAdmin()
		box := &mailbox{}
		srv := httptest.NewServer(box)
		defer srv.Close()
		cadre, admin := w.as("cadre0"), w.as("admin")
		bad := cadre.ask("POST", "/me/channels", obj{"kind": "webhook", "target": "file:///etc/passwd"})
		require.Equal(t, []string{"/target:bad-format"}, bad.faults(t))
		cadre.must(201, "POST", "/me/channels", obj{"kind": "webhook", "target": srv.URL})
		w.set(morning(2026, 3, 2).Add(2 * time.Hour))
		id := w.issue(w.goalOf("征地扩园", "cadre0"), w.goalOf("道路硬化", "cadre0"), w.goalOf("水毁修复", "cadre0"))[0]
		require.Zero(t, w.deliver(), "past the digest, and nothing is urgent")
		w.pass(morning(2026, 3, 3).Add(-30 * time.Minute))
		require.Equal(t, 1, w.deliver())
		require.Zero(t, w.deliver(), "never the same twice")
		require.Equal(t, 1, strings.Count(box.got[0], "督办摘要：3 条"), box.got[0])

		cadre.do(id, "s1", "submit", obj{"content": obj{"note": "已完成"}})
		w.set(morning(2026, 3, 3).Add(13 * time.Hour))
		w.as("officer").do(id, "s1", "return", obj{"reason": "缺清表照片"})
		require.Zero(t, w.deliver(), "quiet hours")
		w.pass(morning(2026, 3, 4).Add(-70 * time.Minute))
		require.Equal(t, 1, w.deliver(), "sent back is urgent: at the end of the quiet hours")

		box.become(true)
		w.pass(morning(2026, 3, 5).Add(-30 * time.Minute))
		w.as("officer").do(id, "s1", "urge", nil)
		require.Zero(t, w.deliver())
		require.Equal(t, []string{"deliveries-failing"}, admin.advisories())
		var failures struct{ Items []struct{ Error string } }
		admin.must(200, "GET", "/deliveries/failures", nil).into(t, &failures)
		require.Contains(t, failures.Items[0].Error, "502")
		g := cadre.do(id, "s1", "submit", obj{"content": obj{"note": "已补照片"}})
		require.Equal(t, plan.StepReview, g.Step("s1").Status, "a goal never waits for a message")
		box.become(false)
		w.pass(morning(2026, 3, 5).Add(-28 * time.Minute))
		require.Equal(t, 1, w.deliver(), "tried again after a minute")
		require.Empty(t, admin.advisories())
		w.pass(morning(2026, 3, 8))
		require.Zero(t, w.deliver(), "a Sunday")
	})
}

func TestStory_ThePrivateCalendarShowsWhatIsDue(t *testing.T) {
	onStage(t, morning(2026, 12, 14), 1, func(t *testing.T, w *stage) {
		cadre := w.as("cadre0")
		w.issue(w.goalOf("征地扩园", "cadre0"), w.goalOf("道路硬化", "cadre0"))
		w.pass(morning(2026, 12, 15))
		for _, id := range cadre.inbox() {
			cadre.do(strings.Split(id, "/")[0], "s1", "accept", nil)
		}
		var feed struct{ Path string }
		known := func() bool {
			var me struct{ Feed bool }
			cadre.must(200, "GET", "/me", nil).into(t, &me)
			return me.Feed
		}
		require.False(t, known())
		cadre.must(201, "POST", "/me/feed", obj{}).into(t, &feed)
		read := func() (int, string) {
			res, err := http.Get("http://" + w.address + feed.Path)
			require.NoError(t, err)
			defer res.Body.Close()
			text, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			return res.StatusCode, strings.ReplaceAll(string(text), "\r\n ", "")
		}
		require.True(t, known())
		status, text := read()
		require.Equal(t, 200, status)
		require.Equal(t, 2, strings.Count(text, "BEGIN:VEVENT"))
		require.Contains(t, text, "20261228")
		require.Contains(t, text, "暂定", "the notice of 2027 may still speak about these days")
		cadre.must(204, "DELETE", "/me/feed", nil)
		status, _ = read()
		require.Equal(t, 404, status, "revoked at once")
		require.False(t, known())
	})
}
