package e2e_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// signers is a draft's stage of approval.
func (w *town) stageOf(key, rule string, names ...string) obj {
	var refs []plan.Ref
	for _, n := range names {
		refs = append(refs, w.post(n))
	}
	return obj{"key": key, "name": "环节" + key, "rule": rule, "signers": refs}
}

// lastOf is the last event of a type.
func lastOf(t *testing.T, events []plan.Event, what plan.EventType) plan.Event {
	t.Helper()
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Type == what {
			return events[i]
		}
	}
	require.Failf(t, "no event", "%s", what)
	return plan.Event{}
}

func TestStory_ADeputyActsForAWhileAndTheRecordKeepsBoth(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		leader, deputy, cadre := w.as("leader"), w.as("head"), w.as("cadre0")
		ids := w.issue(w.goalOf("征地扩园", "cadre0", w.stageOf("a", "any", "leader")), w.goalOf("水毁修复", "head", w.stageOf("a", "any", "leader")))
		cadre.do(ids[0], "s1", "submit", obj{"content": obj{"note": "已完成"}})
		deputy.do(ids[1], "s1", "submit", obj{"content": obj{"note": "已完成"}})
		require.NotContains(t, deputy.inbox(), ids[0]+"/s1/approve")

		refused := cadre.ask("POST", "/delegations", obj{"from_user": w.users["leader"], "to_user": w.users["cadre0"], "from": "2026-03-03", "to": "2026-03-06", "reason": "抢权"})
		require.Equal(t, "forbidden", refused.code(), "nobody makes themselves a deputy")
		leader.must(201, "POST", "/delegations", obj{"to_user": w.users["head"], "from": "2026-03-03", "to": "2026-03-06", "reason": "赴县里开会"})
		require.NotContains(t, deputy.inbox(), ids[0]+"/s1/approve", "not before its first day")
		w.pass(morning(2026, 3, 3))
		require.Contains(t, deputy.inbox(), ids[0]+"/s1/approve", "pending work included")
		var list struct{ Items []store.InboxItem }
		deputy.must(200, "GET", "/inbox", nil).into(t, &list)
		i := slices.IndexFunc(list.Items, func(x store.InboxItem) bool { return x.GoalID == ids[0] })
		require.Equal(t, "姓名leader", list.Items[i].ActingFor)

		deputy.refused("own-submission", ids[1], "s1", "decide", obj{"agree": true})
		deputy.do(ids[0], "s1", "decide", obj{"agree": true, "reason": "同意"})
		signed := lastOf(t, cadre.timeline(ids[0]), plan.Signed)
		require.Equal(t, plan.Person{User: w.users["head"], Name: "姓名head", As: w.post("leader"), For: w.users["leader"], ForName: "姓名leader"}, signed.By)
		leader.refused("stale-round", ids[0], "s1", "decide", obj{"agree": true, "round": 1})

		w.pass(morning(2026, 3, 7))
		require.NotContains(t, deputy.inbox(), ids[1]+"/s1/approve", "it ends by itself")
		leader.do(ids[1], "s1", "decide", obj{"agree": true})
	})
}

func TestStory_NotOursIsSaidWithinThreeWorkingDays(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 3, func(t *testing.T, w *stage) {
		cadre, officer, head, other := w.as("cadre0"), w.as("officer"), w.as("head"), w.as("cadre1")
		ids := w.issue(w.goalOf("征地扩园", "cadre0"), w.goalOf("道路硬化", "cadre0"))
		refused := cadre.ask("POST", commandPath(ids[0], "s1", "ask-transfer"), obj{"to": "post:nowhere", "reason": "非本岗位职责"})
		require.Equal(t, []string{"/to:unknown-post"}, refused.faults(t))
		w.pass(morning(2026, 3, 5))
		cadre.do(ids[0], "s1", "ask-transfer", obj{"to": w.post("cadre1"), "reason": "非本岗位职责"})
		require.Contains(t, head.inbox(), ids[0]+"/s1/approve", "the head of the unit signs first")
		officer.refused("not-your-turn", ids[0], "s1", "decide", obj{"agree": true, "round": 1})
		head.do(ids[0], "s1", "decide", obj{"agree": true, "round": 1})
		officer.do(ids[0], "s1", "decide", obj{"agree": true, "round": 1, "reason": "属农技站"})
		require.Contains(t, other.inbox(), ids[0]+"/s1/accept")
		require.NotContains(t, cadre.inbox(), ids[0]+"/s1/accept")
		cadre.refused("not-yours", ids[0], "s1", "accept", nil)
		w.pass(morning(2026, 3, 6))
		cadre.refused("window-closed", ids[1], "s1", "ask-transfer", obj{"to": w.post("cadre1"), "reason": "太晚"})
		other.do(ids[0], "s1", "ask-transfer", obj{"to": w.post("cadre2"), "reason": "时限自交办之日重新起算"})
	})
}

func TestStory_SignersAreAddedAskedForAdviceAndReplaced(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		cadre, officer, leader, mayor, head := w.as("cadre0"), w.as("officer"), w.as("leader"), w.as("mayor"), w.as("head")
		id := w.issue(w.goalOf("征地扩园", "cadre0", w.stageOf("a", "sequential", "officer", "leader")))[0]
		cadre.do(id, "s1", "submit", obj{"content": obj{"note": "已完成"}})

		bad := officer.ask("POST", commandPath(id, "s1", "add-signer"), obj{"who": w.post("cadre0")})
		require.Equal(t, []string{"/who:own-submission"}, bad.faults(t), "the submitter signs nothing here")
		officer.do(id, "s1", "add-signer", obj{"who": w.post("head")})
		officer.refused("not-your-turn", id, "s1", "decide", obj{"agree": true})
		require.Contains(t, head.inbox(), id+"/s1/approve")
		officer.do(id, "s1", "remove-signer", obj{"who": w.post("head"), "reason": "已电话沟通"})
		require.NotContains(t, head.inbox(), id+"/s1/approve")
		officer.do(id, "s1", "delegate", obj{"to": w.post("cadre1"), "reason": "请提意见"})
		officer.refused("not-your-turn", id, "s1", "decide", obj{"agree": true})
		adviser := w.as("cadre1")
		adviser.refused("not-your-turn", id, "s1", "return", obj{"reason": "数据有误"})
		adviser.do(id, "s1", "decide", obj{"agree": true, "reason": "现场属实"})
		require.Contains(t, officer.inbox(), id+"/s1/approve", "it comes back")
		officer.do(id, "s1", "decide", obj{"agree": true})
		leader.do(id, "s1", "transfer", obj{"to": w.post("mayor"), "reason": "请示镇长"})
		leader.refused("not-your-turn", id, "s1", "decide", obj{"agree": true})
		cadre.refused("decided", id, "s1", "withdraw", nil)
		g := mayor.do(id, "s1", "decide", obj{"agree": true})
		require.Equal(t, plan.StepDone, g.Step("s1").Status)
		seats := g.Step("s1").Rounds[0].Stages[0].Seats
		require.Equal(t, w.post("mayor"), seats[len(seats)-1].Ref)
		require.Equal(t, w.post("leader"), seats[len(seats)-1].From)
	})
}

func TestStory_CopiesCommentsAndUrgesReachWhomTheyName(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		cadre, officer, reader, head := w.as("cadre0"), w.as("officer"), w.as("cadre1"), w.as("head")
		id := w.issue(w.goalOf("征地扩园", "cadre0"))[0]
		cadre.do(id, "s1", "submit", obj{"content": obj{"note": "已完成"}})
		cadre.do(id, "s1", "withdraw", nil)
		require.NotContains(t, officer.inbox(), id+"/s1/approve", "it was taken back before anybody signed")

		officer.do(id, "s1", "cc", obj{"to": []plan.Ref{w.post("cadre1")}})
		require.Contains(t, reader.notices(""), "copied")
		reader.do(id, "s1", "read", nil)
		reader.refused("unchanged", id, "s1", "read", nil)
		g := officer.goal(id)
		require.Equal(t, "姓名cadre1", g.Step("s1").Copies[0].Read.Name, "a receipt")
		reader.do(id, "s1", "comment", obj{"text": "村民意见已汇总", "mentions": []plan.Ref{w.post("head")}})
		require.Equal(t, []string{"mention"}, head.notices("?kind=mention"))

		cadre.refused("role", id, "s1", "urge", nil)
		officer.do(id, "s1", "urge", obj{"reason": "请抓紧"})
		officer.refused("asked-today", id, "s1", "urge", nil)
		w.pass(morning(2026, 3, 3))
		officer.do(id, "s1", "urge", nil)
		var facts plan.Facts
		officer.must(200, "GET", "/goals/"+id+"/facts", nil).into(t, &facts)
		require.Equal(t, 2, facts.Urged, "urges count in the facts")
		require.Len(t, cadre.notices("?kind=urged"), 2)

		var page struct {
			Unread int
			Items  []store.NoticeItem
		}
		cadre.must(200, "GET", "/notices?kind=urged", nil).into(t, &page)
		before := page.Unread
		cadre.must(204, "POST", "/notices/read", obj{"ids": []string{page.Items[0].ID}})
		cadre.must(200, "GET", "/notices?kind=urged&unread=true", nil).into(t, &page)
		require.Equal(t, before-1, page.Unread)
		require.Len(t, page.Items, 1)
		require.Equal(t, 400, cadre.ask("GET", "/notices?kind=gossip", nil).status/100*100)
	})
}

// notices lists the kinds of what somebody was told, newest first.
func (p *person) notices(query string) []string {
	p.t.Helper()
	var page struct{ Items []store.NoticeItem }
	p.must(200, "GET", "/notices"+query, nil).into(p.t, &page)
	var kinds []string
	for _, n := range page.Items {
		kinds = append(kinds, string(n.Kind))
	}
	return kinds
}

func TestStory_WhoLeavesHandsEverythingOver(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		w.hireAdmin()
		officer, leaver, heir, admin := w.as("officer"), w.as("cadre0"), w.as("cadre1"), w.as("admin")
		two := w.goalOf("征地扩园", "cadre0")
		two["steps"] = append(two["steps"].([]obj), obj{"title": "后续", "kind": "work", "lead": plan.UserRef(w.users["cadre0"]), "after": []string{"s1"},
			"weight": 50, "finish": obj{"n": 10, "unit": "workday"}})
		two["steps"].([]obj)[0]["weight"] = 50
		id := w.issue(two)[0]
		leaver.do(id, "s1", "accept", nil)
		admin.must(200, "POST", "/users/"+w.users["cadre0"]+"/leave", obj{})
		require.Equal(t, 401, leaver.ask("GET", "/inbox", nil).status, "at once")
		require.Equal(t, []string{"unmanned-user", "unmanned-post"}, officer.advisories())

		var view struct {
			Items []struct {
				Goal  string `json:"goal_id"`
				Parts []plan.Part
				Done  bool
			}
		}
		officer.must(200, "POST", "/handovers/preview", obj{"from": w.post("cadre0"), "to": w.post("cadre1")}).into(t, &view)
		require.Equal(t, []plan.Part{{Step: "s1", As: "lead"}}, view.Items[0].Parts)
		require.NotContains(t, heir.inbox(), id+"/s1/submit", "looking changes nothing")
		for _, from := range []plan.Ref{w.post("cadre0"), plan.UserRef(w.users["cadre0"])} {
			officer.must(200, "POST", "/handovers", obj{"from": from, "to": w.post("cadre1"), "reason": "调离"}).into(t, &view)
			require.True(t, view.Items[0].Done)
		}
		require.Empty(t, officer.advisories(), "listed until handed over")
		require.Contains(t, heir.inbox(), id+"/s1/submit")
		g := officer.goal(id)
		require.Equal(t, w.post("cadre1"), g.Step("s2").Lead, "future work too")
		require.Equal(t, 2, counted(officer.timeline(id))[plan.HandedOver])
		officer.must(200, "POST", "/handovers", obj{"from": w.post("cadre0"), "to": w.post("cadre1"), "reason": "再来一次"}).into(t, &view)
		require.Empty(t, view.Items, "nothing doubled")
	})
}

// hireAdmin gives the town a system administrator; another one stays when an
// account is ended.
func (w *town) hireAdmin() {
	w.t.Helper()
	s := w.place.open(w.t)
	defer func() { require.NoError(w.t, s.Close()) }()
	require.NoError(w.t, s.Write(w.t.Context(), func(tx *store.Tx) error {
		return w.person(tx, "admin", "office", store.GradeMember, plan.SystemAdmin)
	}))
}

func TestStory_ManyAtOnceEachAnswersForItself(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		officer := w.as("officer")
		var goals []obj
		for i := range 6 {
			goals = append(goals, w.goalOf("目标"+string(rune('A'+i)), "cadre0", w.stageOf("a", "any", "officer")))
		}
		goals[5] = w.goalOf("目标F", "officer", w.stageOf("a", "any", "officer", "leader"))
		ids := w.issue(goals...)
		var items []obj
		for i, id := range ids {
			who := w.as("cadre0")
			if i == 5 {
				who = officer
			}
			if i != 4 {
				who.do(id, "s1", "submit", obj{"content": obj{"note": "已完成"}})
			}
			items = append(items, obj{"goal": id, "step": "s1"})
		}
		var view struct {
			Done, Refused int
			Items         []struct {
				Goal, Code, Why string
				Done            bool
			}
		}
		officer.must(200, "POST", "/bulk", obj{"command": "decide", "agree": true, "items": items}).into(t, &view)
		require.Equal(t, 4, view.Done)
		require.Equal(t, 2, view.Refused)
		require.Equal(t, "step-status", view.Items[4].Code)
		require.NotEmpty(t, view.Items[4].Why)
		require.Contains(t, []string{"own-submission", "not-your-turn"}, view.Items[5].Code)
		g := officer.goal(ids[0])
		require.Equal(t, plan.StepDone, g.Step("s1").Status)

		view.Items = nil
		w.as("leader").must(200, "POST", "/bulk", obj{"command": "urge", "items": []obj{{"goal": ids[4], "step": "s1"}, {"goal": ids[0], "step": "s1"}, {"goal": "nowhere", "step": "s1"}}}).into(t, &view)
		require.Equal(t, 1, view.Done)
		require.Equal(t, "step-status", view.Items[1].Code, "%+v", view)
		require.Equal(t, "not-found", view.Items[2].Code)
	})
}

func TestStory_TheMonthsBurdenCountsWhatWasAsked(t *testing.T) {
	onStage(t, morning(2026, 3, 2), 2, func(t *testing.T, w *stage) {
		g := w.goalOf("征地扩园", "cadre0")
		g["steps"] = append(g["steps"].([]obj), obj{"title": "周报", "kind": "report", "lead": w.post("cadre0"), "weight": 0,
			"recur": obj{"every": "week", "on": "mon", "shift": "skip"}})
		w.issue(g)
		w.pass(morning(2026, 4, 2))
		var page struct {
			Month string
			Items []store.Burden
		}
		w.as("officer").must(200, "GET", "/burden?month=2026-03", nil).into(t, &page)
		require.Equal(t, "2026-03", page.Month)
		i := slices.IndexFunc(page.Items, func(b store.Burden) bool { return b.User == w.users["cadre0"] })
		require.Zero(t, i, "the most burdened first")
		require.Equal(t, int64(5), page.Items[0].Reports, "five Mondays")
		require.Equal(t, int64(1), page.Items[0].Steps)
		require.Greater(t, page.Items[0].Notices, int64(10))
		w.as("cadre1").must(200, "GET", "/burden?month=2026-03", nil).into(t, &page)
		require.Equal(t, []store.Burden{{User: w.users["cadre1"], Name: "姓名cadre1", Unit: w.units["agri"]}}, page.Items, "everybody sees their own")
		require.Equal(t, 422, w.as("officer").ask("GET", "/burden?month=2026-13", nil).status)
		require.Equal(t, calendar.On(2026, 4, 2), calendar.DateOf(w.time()))
	})
}
