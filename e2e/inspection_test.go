package e2e_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

const visit = "inspect-schools"

// inspection is a town whose safety goal was made from the template and
// issued; its inspection of schools comes once, so that it is open now.
type inspection struct {
	*town
	goal   string
	school store.Place
	list   plan.Checklist
	photo  plan.Photo
}

// The people of the story, by what they are in it.
const (
	inspector   = "cadre0"
	second      = "cadre1"
	responsible = "cadre2"
	checker     = "cadre3"
	acceptor    = "cadre4"
)

func newInspection(t *testing.T, p place) *inspection {
	t.Helper()
	w, _ := newTown(t, p, 5)
	x := &inspection{town: w}
	x.as(inspector).must(201, "POST", "/places", obj{"code": "school-1", "name": "青石小学", "kind": "school", "unit_id": w.units["agri"],
		"address": "青石村一组", "person": "罗校长", "responsible": w.post(responsible)}).into(t, &x.school)
	x.as(inspector).must(200, "GET", "/checklists/school", nil).into(t, &x.list)
	var photo bytes.Buffer
	require.NoError(t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 64, 48)), nil))
	a, err := x.as(inspector).sendAs("application/octet-stream", "POST", "/attachments?filename=a.jpg", store.NewID(), photo.Bytes())
	require.NoError(t, err)
	require.Equal(t, 201, a.status, "%s", a.body)
	var kept store.Attachment
	a.into(t, &kept)
	x.photo = plan.Photo{File: kept.ID}
	x.goal = x.safety()
	return x
}

// safety drafts a goal from the template of safety checks, has its inspection
// come once instead of every quarter, and issues it.
func (x *inspection) safety() string {
	x.t.Helper()
	officer := x.as("officer")
	var view struct {
		Plan     store.Plan
		Problems []obj
	}
	officer.must(201, "POST", "/plans", obj{"year": time.Now().Year(), "title": "安全", "goals": []obj{{"title": "安全检查", "lead_unit": x.units["agri"], "weight": 100}}}).into(x.t, &view)
	posts := obj{"lead": x.post(inspector), "office:safety": x.post(inspector), "second": x.post(second), "head": x.post("head"),
		"supervisor": x.post("officer"), "leader": x.post("leader"), "principal": x.post("mayor")}
	officer.must(200, "POST", "/plans/"+view.Plan.ID+"/goals/"+view.Plan.Goals[0].ID+"/template",
		obj{"kind": "safety-check", "version": view.Plan.Version, "posts": posts, "parts": obj{"schools": true}}).into(x.t, &view)
	g := view.Plan.Goals[0]
	require.Equal(x.t, 2, g.Settings.Inspectors)
	only := *g.Step(visit)
	require.Equal(x.t, []string{"school"}, only.Checklists)
	only.Recur, only.After, only.Weight = nil, nil, 100
	finish := *g.Step("scope").Finish
	only.Finish = &finish
	g.Steps = []plan.Step{only}
	officer.must(200, "PUT", "/plans/"+view.Plan.ID, obj{"year": view.Plan.Year, "title": "安全", "version": view.Plan.Version, "goals": []plan.Goal{g}}).into(x.t, &view)
	require.Empty(x.t, view.Problems)
	officer.must(200, "POST", "/plans/"+view.Plan.ID+"/issue", obj{"version": view.Plan.Version}).into(x.t, &view)
	return view.Plan.Goals[0].ID
}

// found is what the inspection says of the school: the items of hazards failed.
func (x *inspection) found(hazards ...obj) obj {
	figure := int64(8000)
	results := []obj{}
	for _, item := range x.list.Items {
		r := obj{"item": item.Key, "outcome": "pass", "photos": []plan.Photo{x.photo}}
		if item.Figure != "" {
			r["milli"] = figure
		}
		for _, h := range hazards {
			if slices.Contains(h["items"].([]string), item.Key) {
				r["outcome"] = "fail"
			}
		}
		results = append(results, r)
	}
	return obj{"place": x.school.ID, "checklist": "school", "results": results, "hazards": hazards,
		"inspectors": []obj{{"ref": x.post(inspector)}, {"ref": plan.UserRef(x.users[second])}}}
}

func handedIn(check obj) obj {
	return obj{"content": obj{"checks": []obj{check}, "evidence": pieces("现场检查记录（签字）", "现场照片")}}
}

func pieces(names ...string) []obj {
	var list []obj
	for _, n := range names {
		list = append(list, obj{"name": n, "text": "有"})
	}
	return list
}

func evidence(names ...string) obj { return obj{"content": obj{"evidence": pieces(names...)}} }

func verdict(item string, passed bool) obj {
	return obj{"content": obj{"evidence": pieces("复查记录", "现场照片"), "verdicts": []obj{{"item": item, "passed": passed, "remark": "现场核实"}}}}
}

// refused sends a hand-in that is refused for one field, and says which.
func (x *inspection) refused(who, step string, body obj) string {
	x.t.Helper()
	a := x.as(who).ask("POST", commandPath(x.goal, step, "submit"), body)
	var p struct {
		Code   string
		Errors []struct{ Pointer, Code string }
	}
	a.into(x.t, &p)
	if len(p.Errors) == 0 {
		return p.Code
	}
	return p.Errors[0].Pointer + " " + p.Errors[0].Code
}

// agree has people sign a step one after another.
func (x *inspection) agree(step string, people ...string) {
	x.t.Helper()
	for _, who := range people {
		x.as(who).do(x.goal, step, "decide", obj{"agree": true})
	}
}

func (x *inspection) state(key string) (line store.HazardLine) {
	x.t.Helper()
	var view struct{ Line store.HazardLine }
	x.as("officer").must(200, "GET", "/goals/"+x.goal+"/hazards/"+key, nil).into(x.t, &view)
	return view.Line
}

// The story of an inspection: two people find a general and a major hazard in
// a school; both are dealt with to the end, the major one only after two failed
// re-inspections; and found again, it is known.
func TestInspection_WhatIsFoundIsDealtWithToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		x := newInspection(t, p)
		general := obj{"items": []string{"gate"}, "title": "门卫脱岗", "reinspector": x.post(checker)}
		major := obj{"items": []string{"exits"}, "title": "疏散通道锁闭", "responsible": x.post(responsible), "reinspector": x.post(checker),
			"officers": []plan.Ref{x.post("head"), x.post(acceptor)}}
		x.refusals(general)

		g := x.as(inspector).do(x.goal, visit, "submit", handedIn(x.found(general, major)))
		require.Len(t, g.Hazards, 2)
		a, b := g.Hazards[0].Key, g.Hazards[1].Key
		require.Equal(t, x.post(responsible), g.Hazards[0].Responsible, "who answers for the school")
		require.Contains(t, x.as(responsible).inbox(), x.goal+"/"+a+"-rectify/accept", "at once, whatever the approval of the inspection says")
		x.agree(visit, second, "head")

		x.as(responsible).do(x.goal, a+"-rectify", "submit", evidence("整改报告", "整改前照片", "整改后照片"))
		x.agree(a+"-rectify", "officer")
		x.as(checker).do(x.goal, a+"-reinspect", "submit", verdict("gate", true))
		x.agree(a+"-reinspect", "officer")
		x.as(inspector).do(x.goal, a+"-accept", "submit", evidence("隐患销号表"))
		x.agree(a+"-accept", "head")
		x.as("officer").do(x.goal, a+"-accept", "close-out", nil)
		require.Equal(t, plan.HazardClosed, x.state(a).Standing.State)

		x.major(b)
		x.again(major, b)
		p.sound(t)
	})
}

// refusals tries what must not be taken.
func (x *inspection) refusals(general obj) {
	x.t.Helper()
	const at = "/content/checks/0/"
	alone := x.found(general)
	alone["inspectors"] = []obj{{"ref": x.post(inspector)}}
	require.Equal(x.t, at+"inspectors few-inspectors", x.refused(inspector, visit, handedIn(alone)))
	blind := x.found(general)
	for _, r := range blind["results"].([]obj) {
		if r["item"] == "fire" {
			r["photos"] = []plan.Photo{}
		}
	}
	require.Equal(x.t, at+"results/2/photos photo-missing", x.refused(inspector, visit, handedIn(blind)))
	silent := x.found(general)
	silent["hazards"] = []obj{}
	require.Equal(x.t, at+"results/0 fail-unexplained", x.refused(inspector, visit, handedIn(silent)))
	require.Empty(x.t, x.as("officer").goal(x.goal).Hazards)
}

// major carries the major hazard through: reported, listed, the five settled,
// rectified three times, accepted by two officers, closed out.
func (x *inspection) major(key string) {
	x.t.Helper()
	require.Equal(x.t, "/content/evidence evidence-missing", x.refused(responsible, key+"-five", evidence("责任落实", "措施落实", "资金落实", "时限落实")))
	x.as(responsible).do(x.goal, key+"-five", "submit", evidence("责任落实", "措施落实", "资金落实", "时限落实", "预案落实"))
	x.agree(key+"-five", "officer", "leader")
	x.as(inspector).do(x.goal, key+"-county", "submit", evidence("重大隐患报告"))
	x.agree(key+"-county", "leader")
	x.as(inspector).do(x.goal, key+"-listing", "submit", evidence("挂牌督办通知书", "挂牌照片"))
	x.agree(key+"-listing", "leader", "mayor")
	today := time.Now().In(calendar.Zone).Format(time.DateOnly)
	x.as(checker).must(201, "POST", "/delegations", obj{"to_user": x.users[responsible], "from": today, "to": today, "reason": "出差"})
	for failures := range 3 {
		x.as(responsible).do(x.goal, key+"-rectify", "submit", evidence("整改报告", "整改前照片", "整改后照片"))
		x.agree(key+"-rectify", "officer", "leader")
		require.Equal(x.t, "own-submission", x.refused(responsible, key+"-reinspect", verdict("exits", true)), "not who rectified, as a deputy either")
		if failures == 2 {
			break
		}
		x.as(checker).do(x.goal, key+"-reinspect", "submit", verdict("exits", false))
		require.Equal(x.t, failures+1, x.state(key).Standing.Failures)
		require.Contains(x.t, x.as(responsible).inbox(), x.goal+"/"+key+"-rectify/submit", "it comes back by itself")
		require.Equal(x.t, failures == 1, x.told("mayor"), "the second failure goes up the line")
	}
	x.as(checker).do(x.goal, key+"-reinspect", "submit", verdict("exits", true))
	x.agree(key+"-reinspect", "officer", "mayor")
	x.as(inspector).do(x.goal, key+"-accept", "submit", evidence("验收意见", "现场照片", "隐患销号表"))
	x.agree(key+"-accept", "head")
	require.Equal(x.t, plan.HazardAccepting, x.state(key).Standing.State, "one officer is not enough")
	x.agree(key+"-accept", acceptor, "leader")
	x.as("officer").do(x.goal, key+"-accept", "close-out", nil)
	require.Equal(x.t, plan.HazardClosed, x.state(key).Standing.State)
}

// told tells whether somebody heard of a failed re-inspection.
func (x *inspection) told(who string) bool {
	x.t.Helper()
	var page struct{ Items []store.NoticeItem }
	x.as(who).must(200, "GET", "/notices?limit=200", nil).into(x.t, &page)
	return slices.ContainsFunc(page.Items, func(n store.NoticeItem) bool { return n.Kind == plan.NoticeFailed })
}

// again finds the same in the same place, in another goal, and looks at what
// the place has seen.
func (x *inspection) again(major obj, before string) {
	x.t.Helper()
	first := x.goal
	x.goal = x.safety()
	g := x.as(inspector).do(x.goal, visit, "submit", handedIn(x.found(major)))
	require.Equal(x.t, first, g.Hazards[0].Repeats.Goal)
	require.Equal(x.t, before, g.Hazards[0].Repeats.Hazard)
	var list struct{ Items []store.HazardLine }
	x.as("leader").must(200, "GET", "/hazards?repeated=true&open=true&place="+x.school.ID, nil).into(x.t, &list)
	require.Len(x.t, list.Items, 1)
	var history struct{ Items []store.PlaceEvent }
	x.as("leader").must(200, "GET", "/places/"+x.school.ID+"/history", nil).into(x.t, &history)
	var seen []string
	for _, e := range history.Items {
		if e.Hazard != nil {
			seen = append(seen, e.Hazard.Title+" "+string(e.Standing.State))
		} else {
			seen = append(seen, "检查")
		}
	}
	require.ElementsMatch(x.t, []string{"检查", "疏散通道锁闭 found", "检查", "门卫脱岗 closed", "疏散通道锁闭 closed"}, seen)
	notice := x.as(responsible).must(200, "GET", "/goals/"+x.goal+"/hazards/"+g.Hazards[0].Key+"/notice", nil)
	require.Contains(x.t, string(notice.body), "重复隐患")
}
