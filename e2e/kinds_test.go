package e2e_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/templates"
)

type planView struct {
	Plan     store.Plan
	Problems []struct{ Pointer, Code string }
	Warnings []struct{ Pointer, Code string }
	Notes    []struct{ Pointer, Code string }
}

// seedPlan is the plan of a township in which every kind of goal stands; when
// no real report lies beside the clone, the demo town's is read.
func (w *stage) seedPlan() (planView, bool) {
	w.t.Helper()
	report, err := os.ReadFile("../../shared/reports/00.txt")
	real := err == nil
	if !real {
		report, err = os.ReadFile("../cmd/duban/demo_report.txt")
		require.NoError(w.t, err)
	}
	a, err := w.as("officer").sendAs("application/octet-stream", "POST", "/plans/import?filename=report.txt&year=2026", store.NewID(), report)
	require.NoError(w.t, err)
	require.Equal(w.t, 201, a.status, "%s", a.body)
	var view planView
	a.into(w.t, &view)
	return view, real
}

// save replaces the draft's content.
func (w *stage) save(view planView) planView {
	w.t.Helper()
	p := view.Plan
	var saved planView
	w.as("officer").must(200, "PUT", "/plans/"+p.ID, obj{"year": p.Year, "title": p.Title, "version": p.Version, "goals": p.Goals}).into(w.t, &saved)
	return saved
}

// figures are what the templates ask about the goals of the plan.
var figures = map[string]obj{
	templates.ParkExpansion:     {"area_ha": "34", "land_class": "cultivated"},
	templates.FarmRestructuring: {"households": "420", "contracts": "60", "spring_mu": "500", "summer_mu": "300", "autumn_mu": "200"},
	templates.TownManagement:    {"shops": "120"},
	templates.SafetyCheck:       {"places": "40"},
}

// fill gives every goal its lead unit and weight, and the template that is
// suggested for it.
func (w *stage) fill(view planView) planView {
	w.t.Helper()
	officer, n := w.as("officer"), len(view.Plan.Goals)
	for i := range view.Plan.Goals {
		view.Plan.Goals[i].LeadUnit, view.Plan.Goals[i].Weight = w.units["agri"], 100/n
	}
	view.Plan.Goals[0].Weight += 100 - 100/n*n
	view = w.save(view)
	var kinds struct{ Items []templates.Template }
	officer.must(200, "GET", "/templates", nil).into(w.t, &kinds)
	var suggested struct {
		Items []struct{ Suggestions []templates.Suggestion }
	}
	officer.must(200, "GET", "/plans/"+view.Plan.ID+"/suggestions", nil).into(w.t, &suggested)
	for i, s := range suggested.Items {
		best := s.Suggestions[0]
		require.NotEmpty(w.t, best.Reason.ZH)
		k := slices.IndexFunc(kinds.Items, func(t templates.Template) bool { return t.Kind == best.Kind })
		body := obj{"kind": best.Kind, "version": view.Plan.Version, "posts": w.fillers(kinds.Items[k]), "figures": orNone(figures[best.Kind])}
		goal := view.Plan.Goals[i].ID
		var next planView
		officer.must(200, "POST", "/plans/"+view.Plan.ID+"/goals/"+goal+"/template", body).into(w.t, &next)
		view = next
	}
	return view
}

// fillers says who fills the roles of a template.
func (w *stage) fillers(t templates.Template) obj {
	who := map[string]string{"lead": "cadre0", "head": "head", "supervisor": "officer", "leader": "leader", "principal": "mayor",
		"second": "cadre2", "reinspector": "cadre3"}
	posts := obj{}
	for _, r := range t.AllRoles() {
		if who[r.Key] == "" {
			who[r.Key] = "cadre1"
		}
		posts[r.Key] = w.post(who[r.Key])
	}
	return posts
}

// covered tells how many measures the goals have, every one with a step.
func (w *stage) covered(goals []plan.Goal) (measures int) {
	for _, g := range goals {
		measures += len(g.Measures)
		for _, m := range g.Measures {
			require.True(w.t, slices.ContainsFunc(g.Steps, func(s plan.Step) bool { return slices.Contains(s.Measures, m.Key) }), "%s %s has a step", g.Title, m.Title)
		}
	}
	return measures
}

func TestStory_TheSeedPlanBecomesGoalsOfEveryKind(t *testing.T) {
	onStage(t, morning(2026, 1, 5), 4, func(t *testing.T, w *stage) {
		view, real := w.seedPlan()
		view = w.fill(view)
		measures := w.covered(view.Plan.Goals)
		if real {
			require.Len(t, view.Plan.Goals, 6)
			require.Equal(t, 18, measures)
		}
		first := map[string]string{}
		for i := range view.Plan.Goals {
			g := &view.Plan.Goals[i]
			if first[g.Kind] == "" {
				first[g.Kind] = g.ID
			}
			for j := range g.Steps { // a town edits what the template proposes: here it looks once a quarter
				if r := g.Steps[j].Recur; r != nil {
					r.Every, r.On = calendar.EveryQuarterEnd, ""
				}
			}
		}
		view = w.save(view)
		require.Empty(t, view.Problems)
		w.as("officer").must(200, "POST", "/plans/"+view.Plan.ID+"/issue", obj{"version": view.Plan.Version}).into(t, &view)
		require.Equal(t, store.PlanIssued, view.Plan.Status)

		for _, g := range view.Plan.Goals {
			if first[g.Kind] != g.ID {
				w.as("mayor").do(g.ID, "", "cancel", obj{"reason": "并入同类目标办理"})
			}
		}
		k := &kinds{player: newPlayer(w, first[templates.ParkExpansion], first[templates.FarmRestructuring], first[templates.TownManagement], first[templates.SafetyCheck])}
		k.teach()
		k.play()
		k.bitten()
	})
}

// kinds is one goal of each of the four kinds on its way to its end.
type kinds struct {
	*player
	missed templates.WindowState // of the spring planting, when the contracts were signed
	behind plan.Light            // of the agreements, after the first quarter
	item   string                // what was found
	four   answer                // to four of the five
	own    answer                // to a re-inspection by the person responsible
}

func (k *kinds) park() string   { return k.goals[0] }
func (k *kinds) farm() string   { return k.goals[1] }
func (k *kinds) market() string { return k.goals[2] }
func (k *kinds) safety() string { return k.goals[3] }

// teach tells the town what is particular in this year: the survey of the land
// measures more than was thought, the contracts of the farmers are late, so are
// the agreements of the shops, and an inspection finds a major hazard.
func (k *kinds) teach() {
	k.hand["filing"] = func(_ *plan.Step, c obj) { c["figures"] = []obj{{"field": "area_ha", "milli": 36000}} }
	k.until[k.farm()+"/contracts"] = morning(2026, 5, 12)
	k.hand["contracts"] = func(*plan.Step, obj) { k.missed = k.window("plant-spring") }
	require.NotEqual(k.t, templates.WindowMissed, k.window("plant-spring"), "in January there is time")
	k.until[k.market()+"/agreements"] = morning(2026, 4, 2)
	k.hand["agreements"] = func(*plan.Step, obj) {
		var view struct{ Lights map[string]plan.Light }
		k.as("cadre1").must(200, "GET", "/goals/"+k.market(), nil).into(k.t, &view)
		k.behind = view.Lights["agreements"]
	}
	inspected := false
	for _, key := range []string{"inspect-plants", "inspect-traffic", "inspect-forest", "inspect-building", "inspect-food", "inspect-schools"} {
		k.hand[key] = func(_ *plan.Step, c obj) {
			if !inspected {
				k.find(c["checks"].([]obj)[0])
			}
			inspected = true
		}
	}
	k.hand["five"] = func(s *plan.Step, c obj) {
		short := obj{"content": obj{"evidence": pieces(s.Evidence[:4]...)}}
		k.four = k.as("cadre0").ask("POST", commandPath(k.safety(), s.Key, "submit"), short)
	}
	k.hand["reinspect"] = func(s *plan.Step, c obj) {
		today := k.time().Format(time.DateOnly)
		k.as("cadre3").must(201, "POST", "/delegations", obj{"to_user": k.users["cadre0"], "from": today, "to": today, "reason": "出差"})
		c["verdicts"] = []obj{{"item": k.item, "passed": true, "remark": "现场核实"}}
		k.own = k.as("cadre0").ask("POST", commandPath(k.safety(), s.Key, "submit"), obj{"content": c})
	}
}

// find makes a major hazard of the first item of a check that is one.
func (k *kinds) find(check obj) {
	k.t.Helper()
	list := k.lists[check["checklist"].(string)]
	i := slices.IndexFunc(list.Items, func(x plan.ChecklistItem) bool { return x.Level == plan.MajorHazard })
	require.NotEqual(k.t, -1, i, "%s has an item that is a major hazard", list.Key)
	k.item = list.Items[i].Key
	check["results"].([]obj)[i]["outcome"] = "fail"
	check["hazards"] = []obj{{"items": []string{k.item}, "title": "重大隐患", "responsible": k.post("cadre0"), "reinspector": k.post("cadre3"),
		"officers": []plan.Ref{k.post("head"), k.post("cadre2")}}}
}

// window is how a step of the farmers stands to its season.
func (k *kinds) window(step string) templates.WindowState {
	k.t.Helper()
	var outlook struct{ Windows []templates.Window }
	k.as("cadre1").must(200, "GET", "/goals/"+k.farm()+"/outlook", nil).into(k.t, &outlook)
	i := slices.IndexFunc(outlook.Windows, func(x templates.Window) bool { return x.Step == step })
	require.NotEqual(k.t, -1, i, step)
	return outlook.Windows[i].State
}

// bitten tells whether the rules of each kind bit.
func (k *kinds) bitten() {
	k.t.Helper()
	require.True(k.t, k.early["pre-notice"] && k.early["scheme-notice"], "a notice is not finished before its time: %v", k.early)
	park := k.as("officer").goal(k.park())
	filing := park.Step("filing").Approval(1)
	var signed []string
	for _, st := range filing.Stages {
		if st.Outcome != plan.Skipped {
			signed = append(signed, st.Key)
		}
	}
	require.Equal(k.t, []string{"head", "supervisor", "filing-cultivated-over"}, signed, "above 35 ha the principal leader signs")
	require.Equal(k.t, templates.WindowMissed, k.missed, "the warning came with the contracts")
	farm := k.as("officer").goal(k.farm())
	spring := farm.Step("plant-spring")
	require.True(k.t, calendar.DateOf(*spring.OpenedAt).After(*spring.By), "and so it was")
	require.NotEqual(k.t, plan.LightGreen, k.behind, "40 %% of the agreements were due by March")
	safety := k.as("officer").goal(k.safety())
	require.Len(k.t, safety.Hazards, 1)
	require.Equal(k.t, []string{"/content/evidence:evidence-missing"}, k.four.faults(k.t))
	require.Equal(k.t, "own-submission", k.own.code(), "%s", k.own.body)
}

func orNone(o obj) obj {
	if o == nil {
		return obj{}
	}
	return o
}
