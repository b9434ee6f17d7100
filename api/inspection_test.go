package api

import (
	"context"
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
