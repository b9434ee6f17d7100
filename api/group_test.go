package api

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/templates"
)

// newManaged has a running goal of managing the town, as its template has it.
func newManaged(t *testing.T, s *store.Store) (*inspected, templates.Template) {
	x := newInspected(t, s)
	tm, _, err := x.store.Template(context.Background(), templates.TownManagement)
	require.NoError(t, err)
	post := func(name string) templates.Post { return templates.Post{Ref: x.refs[name]} }
	g, _ := templates.Apply(tm, plan.Goal{ID: store.NewID(), Year: 2026, Number: "town", Title: "城镇管理", LeadUnit: x.office.ID}, templates.Choices{
		Year: 2026, Figures: map[string]string{"shops": "20"}, Parts: map[string]bool{"houses": true}, Posts: map[string]templates.Post{"lead": post("inspector"), "office:management": post("inspector"),
			"office:works": post("second"), "office:land": post("second"), "office:village": post("headmaster"), "head": post("head"),
			"supervisor": post("officer"), "leader": post("vice"), "principal": post("mayor")}})
	x.goal = x.running(g)
	return x, tm
}

func (x *inspected) addGroup(as, key string, body obj) answer {
	return x.ask(as, "POST", "/api/v1/goals/"+x.goal+"/groups", body, func(r *http.Request) { r.Header.Set("Idempotency-Key", key) })
}

func (x *inspected) finding() obj {
	return obj{"group": "finding", "title": "占道经营", "place": x.school.ID,
		"posts": obj{"responsible": x.refs["headmaster"], "reinspector": x.refs["checker"]}}
}

func TestAddGroup_GivesARunningGoalAGroupOfItsTemplate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x, tm := newManaged(t, s)
		var groups struct{ Items []templates.Addable }
		x.ask("second", "GET", "/api/v1/goals/"+x.goal+"/groups", nil).json(&groups)
		require.Len(t, groups.Items, 3, "whoever leads a step reads what they may add")
		require.Equal(t, []templates.Filled{
			{Key: "office:management", Title: tm.Roles[0].Title, Ref: x.refs["inspector"]},
			{Key: "responsible", Title: tm.Roles[5].Title, Ref: x.refs["inspector"]},
			{Key: "reinspector", Title: tm.Roles[7].Title, Ref: x.refs["officer"]},
		}, groups.Items[0].Roles)
		house := obj{"group": "house", "key": "house-7", "title": "张三建房", "numbers": obj{"decision-days": "7"}, "posts": obj{"office:village": x.refs["headmaster"]}}
		require.Equal(t, string(plan.CodeRole), x.addGroup("checker", store.NewID(), house).problem().Code, "who leads no step")
		for range 2 { // sent again, it happens once
			a := x.addGroup("second", "house-key-1", house)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			require.Equal(t, 1, strings.Count(string(a.Body), `"key":"house-7-decision"`))
		}
		second := x.addGroup("inspector", store.NewID(), obj{"group": "house", "key": "house-7", "title": "李四建房"})
		require.Equal(t, "/key duplicate", second.problem().Errors[0].Pointer+" "+second.problem().Errors[0].Code)
	})
}

func TestAddGroup_TellsWhatIsWrongByItsPlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x, _ := newManaged(t, s)
		for want, change := range map[string]obj{
			"/group unknown":                      {"group": "dance"},
			"/after/0 dangling":                   {"after": []string{"nothing"}},
			"/numbers/decision-days out-of-range": {"numbers": obj{"decision-days": "21"}},
			"/posts/office:land unknown-post":     {"posts": obj{"office:land": "post:nobody"}},
			"/place conflict":                     {"place": x.school.ID},
			"/place unknown":                      {"group": "finding", "place": "nowhere", "posts": x.finding()["posts"]},
			"/posts/reinspector same-person": {"group": "finding", "posts": obj{
				"responsible": x.refs["headmaster"], "reinspector": x.refs["headmaster"]}},
		} {
			body := obj{"group": "house", "title": "李四建房"}
			maps.Copy(body, change)
			var list []string
			for _, e := range x.addGroup("inspector", store.NewID(), body).problem().Errors {
				list = append(list, e.Pointer+" "+e.Code)
			}
			require.Equal(t, []string{want}, list)
		}
	})
}

func TestAddGroup_AFindingGoesItsWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x, _ := newManaged(t, s)
		a := x.addGroup("inspector", store.NewID(), x.finding())
		require.Equal(t, 200, a.Status, "%s", a.Body)
		var view struct{ Goal plan.Goal }
		a.json(&view)
		h := view.Goal.Hazards[0]
		require.Equal(t, "青石小学", h.PlaceName)
		require.Equal(t, x.refs["headmaster"], h.Responsible)
		require.Equal(t, x.village.ID, view.Goal.Step(h.Key+"-correct").LeadUnit)
		x.addGroup("inspector", store.NewID(), x.finding()).json(&view)
		require.Equal(t, h.Key, view.Goal.Hazards[1].Repeats.Hazard, "the same at the same place")

		// A talk, a notice, a re-check that is not passed.
		x.do("inspector", h.Key+"-talk", "submit", evidence("谈话记录"))
		x.do("head", h.Key+"-talk", "decide", obj{"agree": true})
		x.do("headmaster", h.Key+"-correct", "submit", evidence("限期改正通知书", "改正后照片"))
		x.do("officer", h.Key+"-correct", "decide", obj{"agree": true})
		failing := evidence("复查记录", "现场照片")
		failing["content"].(obj)["verdicts"] = []obj{{"passed": false, "remark": "仍占道"}}
		g := x.do("checker", h.Key+"-recheck", "submit", failing)
		require.Equal(t, plan.StepReturned, g.Step(h.Key+"-correct").Status)
	})
}

func TestInspection_OfAPatrolFindsWhatIsTalkedOverFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		tm, _, err := x.store.Template(context.Background(), templates.TownManagement)
		require.NoError(t, err)
		post := func(name string) templates.Post { return templates.Post{Ref: x.refs[name]} }
		g, _ := templates.Apply(tm, plan.Goal{ID: store.NewID(), Year: 2026, Number: "town", Title: "城镇管理", LeadUnit: x.office.ID}, templates.Choices{
			Year: 2026, Posts: map[string]templates.Post{"lead": post("inspector"), "office:management": post("inspector"), "head": post("head"),
				"supervisor": post("officer"), "leader": post("vice"), "principal": post("mayor")}})
		patrol := *g.Step("patrol")
		patrol.Recur, patrol.After, patrol.Weight, patrol.Finish = nil, nil, 100, &calendar.Budget{N: 5, Unit: calendar.Workday}
		g.Steps = []plan.Step{patrol}
		x.goal = x.running(g)
		shop := store.Place{Code: "shop-1", Name: "老街饭店", Kind: store.PlaceShop, UnitID: x.village.ID, Active: true}
		x.write(func(tx *store.Tx) error { return store.CreatePlace(tx, &shop) })
		list, err := s.Checklist(context.Background(), "street")
		require.NoError(t, err)
		results := []plan.ItemResult{}
		for _, item := range list.Items {
			results = append(results, plan.ItemResult{Item: item.Key, Outcome: plan.ItemPasses})
		}
		results[1].Outcome, results[1].Photos = plan.ItemFails, []plan.Photo{x.photo("inspector")}
		check := obj{"place": shop.ID, "checklist": "street", "results": results, "hazards": []obj{{"items": []string{"street-sale"}, "title": "占道经营", "reinspector": x.refs["checker"]}},
			"inspectors": []obj{{"ref": x.refs["inspector"]}, {"ref": x.refs["second"]}}}
		body := obj{"content": obj{"checks": []obj{check}, "evidence": []obj{{"name": "巡查记录", "text": "有"}, {"name": "现场照片", "text": "有"}}}}
		g = x.do("inspector", "patrol", "submit", body)
		var titles []string
		for _, step := range g.HazardSteps(g.Hazards[0].Key) {
			titles = append(titles, step.Title)
		}
		require.Equal(t, []string{"谈话提醒：老街饭店·占道经营", "限期改正：老街饭店·占道经营", "复查：老街饭店·占道经营", "结案或移送县级部门：老街饭店·占道经营"}, titles)
	})
}
