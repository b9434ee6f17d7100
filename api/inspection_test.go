package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/files"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
	"duban/templates"
)

// obj is a JSON object that is sent.
type obj = map[string]any

// inspected is a town with a school and a running goal of safety checks, of
// which the only inspection is open.
type inspected struct {
	*town
	keeper  *files.Keeper
	goal    string
	village store.Unit
	school  store.Place
	refs    map[string]plan.Ref
	passed  []plan.ItemResult // of the school's list
}

const visit = "inspect-schools"

func newInspected(t *testing.T, s *store.Store) *inspected {
	t.Helper()
	x := &inspected{refs: map[string]plan.Ref{}}
	folder := t.TempDir()
	disk, err := files.OpenDisk(folder, func() time.Time { return x.now })
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, disk.Close()) })
	x.keeper, err = files.NewKeeper(disk, t.TempDir(), calendar.Zone)
	require.NoError(t, err)
	x.town = withEngine(t, s, func(d *Deps) { d.Files = x.keeper })
	x.village = store.Unit{Code: "qingshi", Name: "青石村", Kind: store.UnitVillage, Active: true}
	x.write(func(tx *store.Tx) error { return store.CreateUnit(tx, &x.village) })
	for _, p := range []struct {
		name  string
		unit  store.Unit
		grade store.Grade
		role  plan.Role
	}{
		{"inspector", x.office, store.GradeMember, plan.Cadre}, {"second", x.office, store.GradeMember, plan.Cadre},
		{"head", x.office, store.GradeHead, plan.Cadre}, {"headmaster", x.village, store.GradeHead, plan.Cadre},
		{"officer", x.office, store.GradeSupervision, plan.Supervisor}, {"vice", x.office, store.GradeLeader, plan.Leader},
		{"mayor", x.office, store.GradePrincipal, plan.Leader}, {"checker", x.office, store.GradeMember, plan.Cadre},
	} {
		x.refs[p.name] = x.hire(p.name, p.unit, p.grade, p.role)
	}
	x.school = store.Place{Code: "school-1", Name: "青石小学", Kind: store.PlaceSchool, UnitID: x.village.ID, Address: "青石村一组", Person: "罗校长", Active: true}
	x.write(func(tx *store.Tx) error { return store.CreatePlace(tx, &x.school) })
	list, err := s.Checklist(context.Background(), "school")
	require.NoError(t, err)
	eight := int64(8000)
	for _, item := range list.Items {
		r := plan.ItemResult{Item: item.Key, Outcome: plan.ItemPasses}
		if item.Figure != "" {
			r.Milli = &eight
		}
		x.passed = append(x.passed, r)
	}
	x.goal = x.safety("safety")
	return x
}

// safety is a goal of safety checks with an inspection of schools that comes
// once, not every quarter.
func (x *inspected) safety(number string) string {
	x.t.Helper()
	t, _, err := x.store.Template(context.Background(), templates.SafetyCheck)
	require.NoError(x.t, err)
	post := func(name string) templates.Post { return templates.Post{Ref: x.refs[name]} }
	g := plan.Goal{ID: store.NewID(), Year: 2026, Number: number, Title: "安全检查", LeadUnit: x.office.ID, Kind: t.Kind}
	g, _ = templates.Apply(t, g, templates.Choices{Year: 2026, Posts: map[string]templates.Post{
		"lead": post("inspector"), "office:safety": post("inspector"), "second": post("second"), "head": post("head"), "supervisor": post("officer"),
		"leader": post("vice"), "principal": post("mayor")}, Parts: map[string]bool{"schools": true}, Numbers: map[string]string{"general-days": "5"}})
	only := *g.Step(visit)
	only.Recur, only.After, only.Weight = nil, nil, 100
	only.Finish = &calendar.Budget{N: 10, Unit: calendar.Workday}
	g.Steps = []plan.Step{only}
	return x.running(g)
}

// photo hands a photo in.
func (x *inspected) photo(as string) plan.Photo {
	x.t.Helper()
	a := x.ask(as, "POST", "/api/v1/attachments?filename=a.jpg", smallPhoto(x.t.(*testing.T)), func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
	require.Equal(x.t, 201, a.Status, "%s", a.Body)
	return plan.Photo{File: a.get("id")}
}

// check is an inspection of the school by two, in which the items of hazards
// failed.
func (x *inspected) check(photo plan.Photo, hazards ...obj) obj {
	results := slices.Clone(x.passed)
	for i := range results {
		results[i].Photos = []plan.Photo{photo}
		for _, h := range hazards {
			if items, _ := h["items"].([]string); slices.Contains(items, results[i].Item) {
				results[i].Outcome = plan.ItemFails
				results[i].Remark = "不合格"
			}
		}
	}
	if hazards == nil {
		hazards = []obj{}
	}
	return obj{"place": x.school.ID, "checklist": "school", "results": results, "hazards": hazards,
		"inspectors": []obj{{"ref": x.refs["inspector"]}, {"ref": plan.UserRef(x.users["second"].ID)}}}
}

func (x *inspected) submission(checks ...obj) obj {
	return obj{"content": obj{"checks": checks, "evidence": []obj{{"name": "现场检查记录（签字）", "text": "见附表"}, {"name": "现场照片", "text": "见附件"}}}}
}

// do sends a command about a step and expects it to be done.
func (x *inspected) do(as, step, verb string, body obj) plan.Goal {
	x.t.Helper()
	if body == nil {
		body = obj{}
	}
	a := x.ask(as, "POST", "/api/v1/goals/"+x.goal+"/steps/"+strings.ReplaceAll(step, "#", "%23")+"/"+verb, body)
	require.Equal(x.t, 200, a.Status, "%s %s by %s: %s", verb, step, as, a.Body)
	var view struct{ Goal plan.Goal }
	a.json(&view)
	return view.Goal
}

// refuses sends a command and returns what is wrong, as pointer and code.
func (x *inspected) refuses(as, step, verb string, body obj) []string {
	x.t.Helper()
	a := x.ask(as, "POST", "/api/v1/goals/"+x.goal+"/steps/"+step+"/"+verb, body)
	p := a.problem()
	if len(p.Errors) == 0 {
		return []string{p.Code}
	}
	var list []string
	for _, e := range p.Errors {
		list = append(list, e.Pointer+" "+e.Code)
	}
	return list
}

func evidence(names ...string) obj {
	var list []obj
	for _, n := range names {
		list = append(list, obj{"name": n, "text": "有"})
	}
	return obj{"content": obj{"evidence": list}}
}

// mend has a rectification handed in and agreed to.
func (x *inspected) mend(as, key string, signers ...string) {
	x.t.Helper()
	x.do(as, key+"-rectify", "submit", evidence("整改报告", "整改前照片", "整改后照片"))
	for _, who := range signers {
		x.do(who, key+"-rectify", "decide", obj{"agree": true})
	}
}

func (x *inspected) judge(as, key string, verdicts ...obj) plan.Goal {
	x.t.Helper()
	body := evidence("复查记录", "现场照片")
	body["content"].(obj)["verdicts"] = verdicts
	return x.do(as, key+"-reinspect", "submit", body)
}

func (x *inspected) general() obj {
	return obj{"items": []string{"gate"}, "title": "门卫脱岗", "reinspector": x.refs["checker"]}
}

func (x *inspected) major() obj {
	return obj{"items": []string{"exits"}, "title": "疏散通道锁闭", "responsible": x.refs["headmaster"], "reinspector": x.refs["checker"],
		"officers": []plan.Ref{x.refs["head"], x.refs["vice"]}}
}

func TestInspection_AddsTheStepsOfWhatItFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		photo := x.photo("inspector")
		body := x.submission(x.check(photo, x.general(), x.major()))
		preview := x.ask("inspector", "POST", "/api/v1/goals/"+x.goal+"/steps/"+visit+"/preview", body)
		require.Equal(t, 200, preview.Status, "%s", preview.Body)
		var seen InspectionPreview
		preview.json(&seen)
		require.Empty(t, seen.Problems)
		require.Len(t, seen.Hazards, 2)
		require.Len(t, seen.Steps, 9)
		require.NotNil(t, seen.Steps[0].DueAt)

		// A phone that lost its connection sends it again: it happens once.
		for range 2 {
			a := x.ask("inspector", "POST", "/api/v1/goals/"+x.goal+"/steps/"+visit+"/submit", body, func(r *http.Request) {
				r.Header.Set("Idempotency-Key", "visit-00000001")
			})
			require.Equal(t, 200, a.Status, "%s", a.Body)
		}
		g, err := s.Goal(context.Background(), x.goal)
		require.NoError(t, err)
		require.Equal(t, int64(2), g.Seq)
		require.Len(t, g.Hazards, 2)
		general, major := g.Hazards[0], g.Hazards[1]
		require.Equal(t, "青石小学", general.PlaceName)
		require.Equal(t, "school@1", general.Checklist, "the version that was used")
		require.Equal(t, plan.GeneralHazard, general.Level, "as the item has it")
		require.Equal(t, plan.MajorHazard, major.Level)
		require.Equal(t, x.refs["headmaster"], general.Responsible, "the head of the village that the school belongs to")
		require.Equal(t, []string{"人员inspector", "人员second"}, []string{general.Inspectors[0].Name, general.Inspectors[1].Name})
		rectify := g.Step(general.Key + "-rectify")
		require.Equal(t, plan.StepOpen, rectify.Status, "safety does not wait for the approval")
		require.Equal(t, &calendar.Budget{N: 5, Unit: calendar.Day}, rectify.Finish, "the days that the goal was made with")
		require.Equal(t, x.village.ID, rectify.LeadUnit)
		require.Equal(t, "一般隐患整改：青石小学·门卫脱岗", rectify.Title)

		// Sent back and handed in again, nothing is added twice.
		steps := len(g.Steps)
		x.do("second", visit, "return", obj{"reason": "补签名"})
		g = x.do("inspector", visit, "submit", body)
		require.Len(t, g.Hazards, 2)
		require.Len(t, g.Steps, steps)

		// What the inspection names is kept, and seen by those who see the goal.
		_, _, err = SweepEvidence(context.Background(), s, x.keeper, x.now.Add(2*EvidenceGrace))
		require.NoError(t, err)
		require.Equal(t, 200, x.ask("checker", "GET", "/api/v1/attachments/"+photo.File, nil).Status)
	})
}

func TestInspection_TellsEverythingThatIsWrongAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		photo := x.photo("inspector")
		one := x.check(photo, x.general())
		one["inspectors"] = []obj{{"ref": x.refs["inspector"]}, {"ref": plan.UserRef(x.users["inspector"].ID)}}
		results := one["results"].([]plan.ItemResult)
		results[2].Photos = nil
		results[3].Outcome = plan.ItemFails
		const at = "/content/checks/0/"
		require.Equal(t, []string{at + "inspectors/1/ref duplicate", at + "inspectors few-inspectors", at + "results/2/photos photo-missing",
			at + "results/3 fail-unexplained"}, x.refuses("inspector", visit, "submit", x.submission(one)))

		bad := x.check(photo, obj{"key": "h9", "items": []string{"gate"}, "title": "门卫脱岗", "responsible": "post:nobody", "reinspector": x.refs["checker"]})
		bad["place"], bad["checklist"] = "nowhere", "school@7"
		require.Equal(t, []string{at + "checklist unknown", at + "hazards/0/key dangling", at + "hazards/0/responsible unknown-post", at + "place unknown"},
			x.refuses("inspector", visit, "submit", x.submission(bad)))
		preview := x.ask("inspector", "POST", "/api/v1/goals/"+x.goal+"/steps/"+visit+"/preview", x.submission(bad))
		require.Equal(t, 200, preview.Status)
		require.Contains(t, string(preview.Body), "没有这个岗位")

		vacant := store.Post{Code: "vacant", Name: "空缺岗位", UnitID: x.office.ID, Grade: store.GradeMember, Active: true}
		x.write(func(tx *store.Tx) error { return store.CreatePost(tx, &vacant) })
		nobody := x.check(photo)
		nobody["inspectors"] = []obj{{"ref": x.refs["inspector"]}, {"ref": plan.PostRef(vacant.ID)}}
		require.Equal(t, []string{at + "inspectors/1/ref no-holder", at + "inspectors few-inspectors"},
			x.refuses("inspector", visit, "submit", x.submission(nobody)))

		foreign := x.check(x.photo("other"))
		require.Contains(t, x.refuses("inspector", visit, "submit", x.submission(foreign)), at+"results/0/photos/0/file unknown-attachment")
		require.Equal(t, []string{"no-step"}, x.refuses("inspector", "nothing", "preview", x.submission(one)))
		clash := x.major()
		clash["officers"] = []plan.Ref{x.refs["inspector"], x.refs["vice"]} // hands the acceptance in
		require.Equal(t, []string{at + "hazards/0/steps/5/stages/0/signers no-approver"},
			x.refuses("inspector", visit, "submit", x.submission(x.check(photo, clash))))
		g, err := s.Goal(context.Background(), x.goal)
		require.NoError(t, err)
		require.Equal(t, int64(1), g.Seq, "nothing of all this left a trace")
	})
}

// The loop: rectified, inspected again, not passed, rectified once more, up the
// line, passed, accepted by two, closed out; and found once more.
func TestHazard_GoesItsWholeWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		photo := x.photo("inspector")
		g := x.do("inspector", visit, "submit", x.submission(x.check(photo, x.major())))
		h := g.Hazards[0]
		key := h.Key
		four := evidence("责任落实", "措施落实", "资金落实", "时限落实")
		require.Equal(t, []string{"/content/evidence evidence-missing"}, x.refuses("headmaster", key+"-five", "submit", four))
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
		state := func(as string) (line store.HazardLine) {
			a := x.ask(as, "GET", "/api/v1/goals/"+x.goal+"/hazards/"+key, nil)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			var view struct{ Line store.HazardLine }
			a.json(&view)
			return view.Line
		}
		require.True(t, state("checker").Standing.Listed)
		for n := range 2 {
			x.mend("headmaster", key, "officer", "vice")
			failing := evidence("复查记录", "现场照片")
			failing["content"].(obj)["verdicts"] = []obj{{"item": "exits", "passed": false, "remark": "门仍上锁"}}
			require.Equal(t, []string{"not-yours"}, x.refuses("headmaster", key+"-reinspect", "submit", failing))
			failing["content"].(obj)["verdicts"].([]obj)[0]["photos"] = []plan.Photo{x.photo("checker")}
			x.do("checker", key+"-reinspect", "submit", failing)
			require.Equal(t, n+1, state("officer").Standing.Failures)
			require.Equal(t, plan.HazardRectifying, state("officer").Standing.State)
		}
		told := x.ask("mayor", "GET", "/api/v1/notices", nil)
		require.Contains(t, string(told.Body), `"kind":"failed"`, "from the second failure on the whole line hears")
		x.mend("headmaster", key, "officer", "vice")
		x.judge("checker", key, obj{"item": "exits", "passed": true})
		x.do("officer", key+"-reinspect", "decide", obj{"agree": true})
		x.do("mayor", key+"-reinspect", "decide", obj{"agree": true})
		x.do("inspector", key+"-accept", "submit", evidence("验收意见", "现场照片", "隐患销号表"))
		x.do("head", key+"-accept", "decide", obj{"agree": true})
		x.do("vice", key+"-accept", "decide", obj{"agree": true})
		require.Equal(t, plan.HazardAccepting, state("officer").Standing.State, "the leader still decides")
		x.do("vice", key+"-accept", "decide", obj{"agree": true})
		x.do("officer", key+"-accept", "close-out", nil)
		require.Equal(t, plan.HazardClosed, state("officer").Standing.State)

		// Three months later it is there again: marked as repeated.
		x.at("2026-06-10 10:00", x.goal)
		x.goal = x.safety("safety-2")
		g = x.do("inspector", visit, "submit", x.submission(x.check(photo, x.major())))
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

func TestAddGroup_GivesARunningGoalAGroupOfItsTemplate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		tm, _, err := x.store.Template(context.Background(), templates.TownManagement)
		require.NoError(t, err)
		post := func(name string) templates.Post { return templates.Post{Ref: x.refs[name]} }
		g, _ := templates.Apply(tm, plan.Goal{ID: store.NewID(), Year: 2026, Number: "town", Title: "城镇管理", LeadUnit: x.office.ID}, templates.Choices{
			Year: 2026, Figures: map[string]string{"shops": "20"}, Parts: map[string]bool{"houses": true}, Posts: map[string]templates.Post{"lead": post("inspector"), "office:management": post("inspector"),
				"office:works": post("second"), "office:land": post("second"), "office:village": post("headmaster"), "head": post("head"),
				"supervisor": post("officer"), "leader": post("vice"), "principal": post("mayor")}})
		x.goal = x.running(g)
		add := func(as, key string, body obj) answer {
			return x.ask(as, "POST", "/api/v1/goals/"+x.goal+"/groups", body, func(r *http.Request) { r.Header.Set("Idempotency-Key", key) })
		}
		var groups struct{ Items []templates.Addable }
		x.ask("second", "GET", "/api/v1/goals/"+x.goal+"/groups", nil).json(&groups)
		require.Len(t, groups.Items, 3, "whoever leads a step reads what they may add")
		require.Equal(t, []templates.Filled{
			{Key: "office:management", Title: tm.Roles[0].Title, Ref: x.refs["inspector"]},
			{Key: "responsible", Title: tm.Roles[5].Title, Ref: x.refs["inspector"]},
			{Key: "reinspector", Title: tm.Roles[7].Title, Ref: x.refs["officer"]},
		}, groups.Items[0].Roles)
		house := obj{"group": "house", "key": "house-7", "title": "张三建房", "numbers": obj{"decision-days": "7"}, "posts": obj{"office:village": x.refs["headmaster"]}}
		require.Equal(t, string(plan.CodeRole), add("checker", store.NewID(), house).problem().Code, "who leads no step")
		for _, key := range []string{"house-key-1", "house-key-1"} { // sent again, it happens once
			a := add("second", key, house)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			require.Equal(t, 1, strings.Count(string(a.Body), `"key":"house-7-decision"`))
		}
		finding := obj{"group": "finding", "title": "占道经营", "place": x.school.ID,
			"posts": obj{"responsible": x.refs["headmaster"], "reinspector": x.refs["checker"]}}
		a := add("inspector", store.NewID(), finding)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		var view struct{ Goal plan.Goal }
		a.json(&view)
		h := view.Goal.Hazards[0]
		require.Equal(t, "青石小学", h.PlaceName)
		require.Equal(t, x.refs["headmaster"], h.Responsible)
		require.Equal(t, x.village.ID, view.Goal.Step(h.Key+"-correct").LeadUnit)
		again := add("inspector", store.NewID(), finding)
		again.json(&view)
		require.Equal(t, h.Key, view.Goal.Hazards[1].Repeats.Hazard, "the same at the same place")

		refuse := func(change obj) []string {
			body := obj{"group": "house", "title": "李四建房"}
			for k, v := range change {
				body[k] = v
			}
			var list []string
			for _, e := range add("inspector", store.NewID(), body).problem().Errors {
				list = append(list, e.Pointer+" "+e.Code)
			}
			return list
		}
		require.Equal(t, []string{"/group unknown"}, refuse(obj{"group": "dance"}))
		require.Equal(t, []string{"/key duplicate"}, refuse(obj{"key": "house-7"}))
		require.Equal(t, []string{"/after/0 dangling"}, refuse(obj{"after": []string{"nothing"}}))
		require.Equal(t, []string{"/numbers/decision-days out-of-range"}, refuse(obj{"numbers": obj{"decision-days": "21"}}))
		require.Equal(t, []string{"/posts/office:land unknown-post"}, refuse(obj{"posts": obj{"office:land": "post:nobody"}}))
		require.Equal(t, []string{"/place conflict"}, refuse(obj{"place": x.school.ID}))
		require.Equal(t, []string{"/place unknown"}, refuse(obj{"group": "finding", "place": "nowhere",
			"posts": obj{"responsible": x.refs["headmaster"], "reinspector": x.refs["checker"]}}))
		require.Equal(t, []string{"/posts/reinspector same-person"}, refuse(obj{"group": "finding",
			"posts": obj{"responsible": x.refs["headmaster"], "reinspector": x.refs["headmaster"]}}))

		// The finding goes its way: a talk, a notice, a re-check, and is settled.
		x.do("inspector", h.Key+"-talk", "submit", evidence("谈话记录"))
		x.do("head", h.Key+"-talk", "decide", obj{"agree": true})
		x.do("headmaster", h.Key+"-correct", "submit", evidence("限期改正通知书", "改正后照片"))
		x.do("officer", h.Key+"-correct", "decide", obj{"agree": true})
		failing := evidence("复查记录", "现场照片")
		failing["content"].(obj)["verdicts"] = []obj{{"passed": false, "remark": "仍占道"}}
		g = x.do("checker", h.Key+"-recheck", "submit", failing)
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

func TestInspection_OfAGoalWithoutATemplateIsSeenToByWhoInspects(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		x.goal = x.untemplated()
		g := x.do("inspector", visit, "submit", x.submission(x.check(x.photo("inspector"), x.general())))
		require.Len(t, g.Hazards, 1)
		key := g.Hazards[0].Key
		require.Equal(t, x.refs["inspector"], g.Step(key+"-accept").Lead)
		require.Equal(t, x.refs["headmaster"], g.Step(key+"-rectify").Lead)
	})
}

// untemplated is a running goal that somebody wrote step by step.
func (x *inspected) untemplated() string {
	x.t.Helper()
	s := plan.Step{Key: visit, Title: "安全检查", Kind: plan.Inspection, Lead: x.refs["inspector"], LeadUnit: x.office.ID, Head: x.refs["head"], Weight: 100,
		Checklists: []string{"school"}, Finish: &calendar.Budget{N: 10, Unit: calendar.Workday},
		Stages: []plan.Stage{{Key: "head", Name: "审核", Rule: plan.AnySign, Signers: []plan.Ref{x.refs["head"]}}}}
	return x.running(plan.Goal{ID: store.NewID(), Year: 2026, Number: "own", Title: "安全", LeadUnit: x.office.ID, Kind: "general", Settings: plan.DefaultSettings(),
		Line: plan.Line{Head: x.refs["head"], Supervisor: x.refs["officer"], Leader: x.refs["vice"], Principal: x.refs["mayor"]}, Steps: []plan.Step{s}})
}

func TestSwap_ChangesTheDaysOfTwoLeaders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		x := newInspected(t, s)
		series := storetest.Step("reception")
		series.Lead, series.LeadUnit, series.Finish = x.refs["inspector"], x.office.ID, nil
		series.Stages = []plan.Stage{{Key: "officer", Name: "督查员", Rule: plan.AnySign, Signers: []plan.Ref{x.refs["officer"]}}}
		series.Recur = &plan.Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "15", Shift: calendar.ShiftAfter}, Ahead: 2,
			Roster: []plan.Ref{x.refs["vice"], x.refs["head"]}}
		g := storetest.Goal(store.NewID(), series)
		g.Line = plan.Line{Head: x.refs["head"], Supervisor: x.refs["officer"], Leader: x.refs["vice"], Principal: x.refs["mayor"]}
		x.goal = x.running(g)
		draft := obj{"year": 2026, "title": "计划", "goals": []obj{{"title": "接访", "lead_unit": x.office.ID, "steps": []obj{{"title": "接访日", "lead": x.refs["inspector"],
			"recur": obj{"every": "month", "on": "15", "shift": "after", "roster": []string{"post:nobody"}}}}}}}
		require.Contains(t, string(x.ask("supervisor", "POST", "/api/v1/plans", draft).Body), "/goals/0/steps/0/recur/roster/0")
		require.Equal(t, []string{"/with not-on-roster"}, x.refuses("vice", "reception", "ask-swap", obj{"on": "2026-03-16", "with": "2026-03-17", "reason": "出差"}))
		x.do("vice", "reception", "ask-swap", obj{"on": "2026-03-16", "with": "2026-04-15", "reason": "出差"})
		inbox := x.ask("head", "GET", "/api/v1/inbox", nil)
		require.Contains(t, string(inbox.Body), `"duty":"approve"`)
		for _, who := range []string{"head", "mayor"} {
			x.do(who, "reception", "decide", obj{"agree": true, "round": 1})
		}
		x.at("2026-04-15 09:00", x.goal)
		g, err := s.Goal(context.Background(), x.goal)
		require.NoError(t, err)
		require.Equal(t, x.refs["head"], g.Step("reception#2026-03-16").Lead)
		require.Equal(t, x.refs["vice"], g.Step("reception#2026-04-15").Lead)
	})
}

func TestPlaces_AreKeptByThoseWhoInspect(t *testing.T) {
	play(t, []scenario{
		{name: "a place", as: "cadre", ask: "POST /api/v1/places", status: 201, save: map[string]string{"place": "id"},
			body:   `{"code":"f1","name":"某某鞋厂","kind":"factory","unit_id":"{office}","phone":"138 0000 0000","responsible":"post:{post}"}`,
			golden: `{"code":"f1","active":true,"responsible":"post:{post}"}`},
		{name: "its code again", as: "supervisor", ask: "POST /api/v1/places", status: 422, body: `{"code":"f1","name":"x","kind":"shop","unit_id":"{office}"}`,
			golden: `{"errors":[{"pointer":"/code","code":"taken"}]}`},
		{name: "a kind that is none", as: "cadre", ask: "POST /api/v1/places", status: 422, body: `{"code":"f2","name":"x","kind":"castle","unit_id":"{office}"}`},
		{name: "a unit that is none", as: "cadre", ask: "POST /api/v1/places", status: 422, body: `{"code":"f2","name":"x","kind":"shop","unit_id":"x"}`,
			golden: `{"errors":[{"pointer":"/unit_id","code":"unknown-unit"}]}`},
		{name: "the list", as: "nobody", ask: "GET /api/v1/places?kind=factory&unit={office}&q=鞋&active=true", status: 200, golden: `{"items":[{"id":"{place}"}]}`},
		{name: "no such", as: "nobody", ask: "GET /api/v1/places?active=false", status: 200, golden: `{"items":[]}`},
		{name: "changed", as: "cadre", ask: "PUT /api/v1/places/{place}", status: 200, golden: `{"name":"某某制鞋厂","active":false}`,
			body: `{"code":"f1","name":"某某制鞋厂","kind":"factory","unit_id":"{office}","active":false}`},
		{name: "read", as: "nobody", ask: "GET /api/v1/places/{place}", status: 200, golden: `{"name":"某某制鞋厂"}`},
		{name: "nothing happened there", as: "nobody", ask: "GET /api/v1/places/{place}/history", status: 200, golden: `{"items":[]}`},
		{name: "no place", as: "nobody", ask: "GET /api/v1/places/x/history", status: 404},
		{name: "removed by a cadre", as: "cadre", ask: "DELETE /api/v1/places/{place}", status: 403},
		{name: "removed", as: "supervisor", ask: "DELETE /api/v1/places/{place}", status: 204},
		{name: "gone", as: "nobody", ask: "GET /api/v1/places/{place}", status: 404},
	})
}

func TestImportPlaces_EntersAllRowsOrNone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		send := func(path, body string) answer {
			return w.ask("supervisor", "POST", path, body, func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
		}
		empty := w.ask("supervisor", "GET", "/api/v1/places/sheet", nil)
		require.Equal(t, 200, empty.Status)
		names := []string{"编号", "名称", "类别", "所属单位", "地址", "负责人", "电话", "责任岗位编码"}
		good := workbook(t, names, []string{"f1", "鞋厂", "工厂", "党政办", "工业路1号", "王总", "138", "clerk"}, []string{"s1", "小学", "school", "office"})
		require.Equal(t, 200, send("/api/v1/places/import?check=true", good).Status)
		list := func() (page PlacePage) {
			w.ask("supervisor", "GET", "/api/v1/places", nil).json(&page)
			return page
		}
		require.Empty(t, list().Items, "a check stores nothing")
		bad := workbook(t, names, []string{"f1", "鞋厂", "城堡", "没有的单位", "", "", "电话", "nobody"}, []string{"f2", "", "工厂", "党政办"}, []string{"f3", "小学", "学校", "党政办"}, []string{"f3", "又一所", "学校", "党政办"})
		var faults []string
		for _, e := range send("/api/v1/places/import", bad).problem().Errors {
			faults = append(faults, e.Pointer+" "+e.Code)
		}
		slices.Sort(faults)
		require.Equal(t, []string{"/rows/2/kind unknown", "/rows/2/phone bad-format", "/rows/2/responsible unknown-post", "/rows/2/unit unknown-unit", "/rows/3/name required", "/rows/5/code taken"}, faults)
		require.Empty(t, list().Items)
		a := send("/api/v1/places/import", good)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		page := list()
		require.Len(t, page.Items, 2)
		require.Equal(t, plan.PostRef(w.post.ID), page.Items[0].Responsible)
		require.Equal(t, "bad-sheet", send("/api/v1/places/import", "no workbook").problem().Code)
	})
}

func TestChecklists_AreEditedAsNewVersions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var list plan.Checklist
		w.ask("nobody", "GET", "/api/v1/checklists/school", nil).json(&list)
		list.Items = list.Items[:2]
		put := func(as, key string, l plan.Checklist) answer { return w.ask(as, "PUT", "/api/v1/checklists/"+key, l) }
		require.Equal(t, 403, put("leader", "school", list).Status)
		a := put("supervisor", "school", list)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		require.Equal(t, "2", a.get("version"))
		require.Equal(t, string(CodeStaleVersion), put("supervisor", "school", list).problem().Code)
		first := w.ask("nobody", "GET", "/api/v1/checklists/school?version=1", nil)
		require.Contains(t, string(first.Body), "drowning", "the old one stays")
		require.Equal(t, 404, w.ask("nobody", "GET", "/api/v1/checklists/school?version=9", nil).Status)
		list.Version, list.Items[0].Level = 2, "huge"
		require.Equal(t, "/items/0/level", put("supervisor", "school", list).problem().Errors[0].Pointer)
		list.Version, list.Items[0].Level = 0, plan.GeneralHazard
		require.Equal(t, 200, put("supervisor", "old-peoples-home", list).Status)
		var all struct{ Items []plan.Checklist }
		w.ask("nobody", "GET", "/api/v1/checklists", nil).json(&all)
		require.Len(t, all.Items, 9)
		require.Equal(t, "/key", put("supervisor", "Home", list).problem().Errors[0].Pointer)
		require.Equal(t, fmt.Sprint(1), w.ask("nobody", "GET", "/api/v1/checklists/old-peoples-home", nil).get("version"))
	})
}
