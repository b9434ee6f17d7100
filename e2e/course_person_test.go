package e2e_test

import (
	"fmt"
	"net/url"

	"github.com/stretchr/testify/require"

	"duban/api"
	"duban/assess"
	"duban/store"
)

func (w *stage) user(name string) assess.Ref { return assess.UserRef(w.users[name]) }

func (w *stage) unit(name string) assess.Ref { return assess.UnitRef(w.units[name]) }

func (w *stage) village() assess.Ref { return assess.VillageRef(w.units["donghe"]) }

// cardView is a scorecard as the API answers it.
type cardView struct {
	Card        assess.Scorecard
	How         map[string]string
	Notes       []struct{ Code, Path, Text string }
	Facts       []assess.Fact
	Works       []store.CourseWork
	Evaluations []assess.Evaluation
	Corrections []assess.Correction
	Changes     []assess.Difference
	Result      *assess.Result
	Provisional bool
}

func (p *person) card(course string, subject assess.Ref) cardView {
	p.t.Helper()
	var v cardView
	p.must(200, "GET", "/courses/"+course+"/cards/"+url.PathEscape(string(subject)), nil).into(p.t, &v)
	return v
}

func (p *person) course(id string) api.CourseView {
	p.t.Helper()
	var v api.CourseView
	p.must(200, "GET", "/courses/"+id, nil).into(p.t, &v)
	return v
}

// about sends a command about a subject of a course.
func (p *person) about(course, verb string, subject assess.Ref, body obj) answer {
	p.t.Helper()
	return p.ask("POST", "/courses/"+course+"/"+verb+"/"+url.PathEscape(string(subject)), body)
}

func (p *person) scores(course string, subject assess.Ref, sheet, indicator string, points assess.Points) answer {
	p.t.Helper()
	return p.about(course, "scores", subject, obj{"items": []obj{{"sheet": sheet, "indicator": indicator, "points": points}}})
}

// lines are the points of a card's lines by the end of their keys.
func (v cardView) lines() map[string]string {
	m := map[string]string{}
	for _, l := range v.Card.Lines {
		m[l.Indicator+"/"+string(l.Kind)+"/"+l.Rule] = l.Points.String()
		if l.Kind == assess.LineScore {
			delete(m, l.Indicator+"/"+string(l.Kind)+"/"+l.Rule)
			m[l.Indicator+"/"+string(l.Kind)+"/"+l.By.Name] = l.Points.String()
		}
	}
	return m
}

func (p *person) bench(course string, subject assess.Ref) api.WorkbenchItem {
	p.t.Helper()
	var v api.Workbench
	p.must(200, "GET", "/courses/"+course+"/workbench", nil).into(p.t, &v)
	for _, item := range v.Items {
		if item.Assessed.Subject == subject {
			return item
		}
	}
	require.Fail(p.t, "nothing to score", "%s", subject)
	return api.WorkbenchItem{}
}

func (p *person) results(course string) api.ResultsView {
	p.t.Helper()
	var v api.ResultsView
	p.must(200, "GET", "/courses/"+course+"/results", nil).into(p.t, &v)
	return v
}

// courseDuties lists what waits for the person in assessments, as duty/count.
func (p *person) courseDuties() []string {
	p.t.Helper()
	var list struct{ Courses []store.CourseDuty }
	p.must(200, "GET", "/inbox", nil).into(p.t, &list)
	var keys []string
	for _, d := range list.Courses {
		keys = append(keys, fmt.Sprintf("%s/%d", d.Duty, d.Count))
	}
	return keys
}

func (p *person) courseEvents(id string) []assess.Event {
	p.t.Helper()
	var page struct{ Items []assess.Event }
	p.must(200, "GET", "/courses/"+id+"/timeline?limit=200", nil).into(p.t, &page)
	return page.Items
}
