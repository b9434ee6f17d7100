package api

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// The loop: rectified, inspected again, not passed, rectified once more, up the
// line, passed, accepted by two, closed out; and found once more.
func TestHazard_GoesItsWholeWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		photo := x.photo("inspector")
		h := x.do("inspector", visit, "submit", x.submission(x.check(photo, x.major()))).Hazards[0]
		x.listed(h.Key)
		for n := range 2 {
			x.fails(h.Key)
			require.Equal(t, n+1, x.hazard("officer", h.Key).Standing.Failures)
			require.Equal(t, plan.HazardRectifying, x.hazard("officer", h.Key).Standing.State)
		}
		told := x.ask("mayor", "GET", "/api/v1/notices", nil)
		require.Contains(t, string(told.Body), `"kind":"failed"`, "from the second failure on the whole line hears")
		x.accepted(h.Key)

		// Three months later it is there again: marked as repeated.
		x.at("2026-06-10 10:00", x.goal)
		x.goal = x.safety("safety-2")
		g := x.do("inspector", visit, "submit", x.submission(x.check(photo, x.major())))
		require.Equal(t, &plan.Repeat{Goal: x.goalOfHazard(s, h), Hazard: h.Key, FoundAt: h.FoundAt}, g.Hazards[0].Repeats)
		require.Contains(t, g.Step(g.Hazards[0].Key+"-rectify").Title, "（重复隐患）")
		history := x.ask("inspector", "GET", "/api/v1/places/"+x.school.ID+"/history", nil)
		var page PlaceHistoryPage
		history.json(&page)
		require.Len(t, page.Items, 4, "%s", history.Body)
		found, checked := page.Items[0], page.Items[1] // at one moment
		require.Equal(t, "safety-2", found.GoalNumber)
		require.Equal(t, h.Key, found.Hazard.Repeats.Hazard)
		require.Equal(t, h.Key, checked.Check.Hazards[0].Repeats.Hazard)
		require.Equal(t, plan.HazardClosed, page.Items[2].Standing.State)
	})
}

// hazard is a hazard of the goal as somebody reads it.
func (x *inspected) hazard(as, key string) store.HazardLine {
	a := x.ask(as, "GET", "/api/v1/goals/"+x.goal+"/hazards/"+key, nil)
	require.Equal(x.t, 200, a.Status, "%s", a.Body)
	var view struct{ Line store.HazardLine }
	a.json(&view)
	return view.Line
}

// listed plays a major hazard until it is listed for supervision: the five
// arrangements of the place, the report to the county, the listing itself.
func (x *inspected) listed(key string) {
	four := evidence("责任落实", "措施落实", "资金落实", "时限落实")
	require.Equal(x.t, []string{"/content/evidence evidence-missing"}, x.refuses("headmaster", key+"-five", "submit", four))
	x.do("headmaster", key+"-five", "submit", evidence("责任落实", "措施落实", "资金落实", "时限落实", "预案落实"))
	for _, who := range []string{"officer", "vice"} {
		x.do(who, key+"-five", "decide", obj{"agree": true})
	}
	x.do("inspector", key+"-county", "submit", evidence("重大隐患报告"))
	x.do("vice", key+"-county", "decide", obj{"agree": true})
	x.do("inspector", key+"-listing", "submit", evidence("挂牌督办通知书", "挂牌照片"))
	for _, who := range []string{"vice", "mayor"} {
		x.do(who, key+"-listing", "decide", obj{"agree": true})
	}
	require.True(x.t, x.hazard("checker", key).Standing.Listed)
}

// fails plays a rectification that does not pass its re-inspection, which the
// person responsible may not do.
func (x *inspected) fails(key string) {
	x.mend("headmaster", key, "officer", "vice")
	failing := evidence("复查记录", "现场照片")
	failing["content"].(obj)["verdicts"] = []obj{{"item": "exits", "passed": false, "remark": "门仍上锁"}}
	require.Equal(x.t, []string{"not-yours"}, x.refuses("headmaster", key+"-reinspect", "submit", failing))
	failing["content"].(obj)["verdicts"].([]obj)[0]["photos"] = []plan.Photo{x.photo("checker")}
	x.do("checker", key+"-reinspect", "submit", failing)
}

// accepted plays a rectification that passes, up to close-out.
func (x *inspected) accepted(key string) {
	x.mend("headmaster", key, "officer", "vice")
	x.judge("checker", key, obj{"item": "exits", "passed": true})
	x.do("officer", key+"-reinspect", "decide", obj{"agree": true})
	x.do("mayor", key+"-reinspect", "decide", obj{"agree": true})
	x.do("inspector", key+"-accept", "submit", evidence("验收意见", "现场照片", "隐患销号表"))
	x.do("head", key+"-accept", "decide", obj{"agree": true})
	x.do("vice", key+"-accept", "decide", obj{"agree": true})
	require.Equal(x.t, plan.HazardAccepting, x.hazard("officer", key).Standing.State, "the leader still decides")
	x.do("vice", key+"-accept", "decide", obj{"agree": true})
	x.do("officer", key+"-accept", "close-out", nil)
	require.Equal(x.t, plan.HazardClosed, x.hazard("officer", key).Standing.State)
}

// goalOfHazard is the goal in which a hazard was found.
func (x *inspected) goalOfHazard(s *store.Store, h plan.Hazard) string {
	lines, _, err := s.Hazards(context.Background(), store.HazardQuery{Scope: store.Scope{All: true}, PlaceID: x.school.ID}, x.now, store.Page{Size: 10})
	require.NoError(x.t, err)
	for _, l := range lines {
		if l.Hazard.Key == h.Key {
			return l.GoalID
		}
	}
	return ""
}

func TestHazards_AreListedWithinTheCallersReach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		photo := x.photo("inspector")
		g := x.do("inspector", visit, "submit", x.submission(x.check(photo, x.general(), x.major())))
		x.at("2026-03-10 09:00", x.goal)
		list := func(as, query string) []string {
			a := x.ask(as, "GET", "/api/v1/hazards?"+query, nil)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			var page HazardPage
			a.json(&page)
			var titles []string
			for _, l := range page.Items {
				titles = append(titles, l.Hazard.Title)
			}
			return titles
		}
		both := []string{"疏散通道锁闭", "门卫脱岗"}
		for query, want := range map[string][]string{
			"": both, "open=true&total=true": both, "overdue=true": both, "level=major": both[:1], "repeated=true": nil, "state=rectifying": nil,
			"state=found&state=closed": both, "place=" + x.school.ID: both, "unit=" + x.village.ID: both, "unit=x": nil, "q=" + "%E9%97%A8%E5%8D%AB": both[1:],
			"goal=" + x.goal: both, "place=nowhere": nil,
		} {
			require.Equal(t, want, list("supervisor", query), query)
		}
		for as, want := range map[string][]string{"headmaster": both, "checker": both, "vice": both, "evaluator": both, "other": both, "nobody": both} {
			require.Equal(t, want, list(as, ""), "%s", as) // other and nobody belong to the office that leads the goal
		}
		x.person("stranger", "x", plan.Cadre)
		x.write(func(tx *store.Tx) error {
			u := x.users["stranger"]
			u.UnitID = ""
			return store.UpdateUser(tx, &u)
		})
		require.Empty(t, list("stranger", ""))
		require.Equal(t, 404, x.ask("stranger", "GET", "/api/v1/goals/"+x.goal+"/hazards/"+g.Hazards[0].Key, nil).Status)
		require.Equal(t, 404, x.ask("supervisor", "GET", "/api/v1/goals/"+x.goal+"/hazards/h0", nil).Status)
		require.Equal(t, 400, x.ask("supervisor", "GET", "/api/v1/hazards?cursor=x", nil).Status)
		require.Equal(t, 422, x.ask("supervisor", "GET", "/api/v1/hazards?state=lost", nil).Status)

		a := x.ask("headmaster", "GET", "/api/v1/goals/"+x.goal+"/hazards/"+g.Hazards[0].Key, nil)
		var view HazardView
		a.json(&view)
		require.Equal(t, "青石小学", view.Place.Name)
		require.Len(t, view.Steps, 3)
		require.Equal(t, plan.LightRed, view.Lights[g.Hazards[0].Key+"-rectify"])
		require.True(t, view.Line.Overdue)
		require.Equal(t, plan.HazardFoundEvent, view.Timeline[0].Type)
	})
}

func TestHazardNotice_SaysWhatTheRecordKnows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		x.write(func(tx *store.Tx) error {
			return store.PutSetting(tx, store.OfficeName.Key(), json.RawMessage(`"清溪镇人民政府"`), x.users["supervisor"].ID)
		})
		evil := x.major()
		evil["title"], evil["photos"] = "<script>alert(1)</script>", []plan.Photo{x.photo("inspector")}
		g := x.do("inspector", visit, "submit", x.submission(x.check(x.photo("inspector"), x.general(), evil)))
		page := func(key string) answer {
			a := x.ask("headmaster", "GET", "/api/v1/goals/"+x.goal+"/hazards/"+key+"/notice", nil)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			require.Equal(t, "text/html", a.Header.Get("Content-Type"))
			return a
		}
		a := page(g.Hazards[0].Key)
		for _, want := range []string{"清溪镇人民政府", "编号：safety-01", "青石小学：", "2026年3月4日，检查人员人员inspector、人员second到现场检查，发现下列一般隐患", "门卫脱岗",
			"青石村一组", "依据：《中小学幼儿园安全管理办法》", "整改责任人：岗位headmaster。整改时限：2026年3月9日前。", "由岗位checker复查", "罗校长",
			"size: A4; margin: 37mm 26mm 35mm 28mm"} {
			require.Contains(t, string(a.Body), want)
		}
		require.NotContains(t, string(a.Body), "<script")
		require.Contains(t, a.Header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'nonce-")
		major := string(page(g.Hazards[1].Key).Body)
		for _, want := range []string{"重大隐患须落实责任、措施、资金、时限、预案", "由岗位head、岗位vice现场验收", "前一环节批准后30日内", "&lt;script&gt;", "/thumbnail"} {
			require.Contains(t, major, want)
		}
		require.NotContains(t, major, "<script")
	})
}
