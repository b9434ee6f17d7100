package e2e_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// player is a whole town that does at once what waits for it: everybody
// accepts, hands in what is asked for, signs and closes out, and when nothing
// waits for anybody, time passes.
type player struct {
	*stage
	goals  []string
	people map[plan.Ref]string                  // who holds which post
	lists  map[string]plan.Checklist            // by place kind
	places map[string]store.Place               // one of each kind
	photo  plan.Photo                           // what every check shows
	until  map[string]time.Time                 // "goal/step": not before; what waits for longer than the story is not done
	hand   map[string]func(s *plan.Step, c obj) // by step key: what is particular about handing it in
	early  map[string]bool                      // notice steps that were refused before their time
}

func newPlayer(w *stage, goals ...string) *player {
	p := &player{stage: w, goals: goals, people: map[plan.Ref]string{}, lists: map[string]plan.Checklist{}, places: map[string]store.Place{},
		until: map[string]time.Time{}, hand: map[string]func(*plan.Step, obj){}, early: map[string]bool{}}
	for name := range w.posts {
		p.people[w.post(name)] = name
	}
	var photo bytes.Buffer
	require.NoError(w.t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 64, 48)), nil))
	a, err := w.as("cadre1").sendAs("application/octet-stream", "POST", "/attachments?filename=a.jpg", store.NewID(), photo.Bytes())
	require.NoError(w.t, err)
	require.Equal(w.t, 201, a.status, "%s", a.body)
	var kept store.Attachment
	a.into(w.t, &kept)
	p.photo = plan.Photo{File: kept.ID}
	return p
}

// play goes on until the goals are all closed out.
func (p *player) play() {
	p.t.Helper()
	for turns := 0; ; turns++ {
		require.Less(p.t, turns, 600, "it does not end: %s", p.left())
		busy, open := false, false
		for _, id := range p.goals {
			g := p.as("officer").goal(id)
			open = open || g.Status != plan.GoalClosed
			for _, d := range g.Duties() {
				busy = p.do(&g, d) || busy
			}
		}
		if !open {
			return
		}
		if !busy {
			p.pass(p.next())
		}
	}
}

// left is what is not through yet.
func (p *player) left() string {
	p.t.Helper()
	said := p.time().Format(time.DateTime)
	for _, id := range p.goals {
		g := p.as("officer").goal(id)
		said += "\n" + g.Title + " " + string(g.Status)
		for i := range g.Steps {
			if s := &g.Steps[i]; !s.Ended() {
				said += " " + s.Key + ":" + string(s.Status)
			}
		}
	}
	return said
}

// next is a morning on which people work: they look every other day.
func (p *player) next() time.Time {
	p.t.Helper()
	_, cal := p.state(p.goals[0])
	day, err := cal.AddWorkdays(calendar.DateOf(p.time()), 2)
	require.NoError(p.t, err)
	return morning(day.Year, day.Month, day.Day)
}

// do does one thing that waits for somebody; false when it has to wait. What
// changed meanwhile is looked at in the next turn.
func (p *player) do(g *plan.Goal, d plan.Duty) bool {
	p.t.Helper()
	who := p.as(p.people[d.Who])
	if p.until[g.ID+"/"+d.Step].After(p.time()) {
		return false
	}
	var verb string
	body := obj{}
	s := g.Step(d.Step)
	switch d.Kind {
	case plan.DutyAccept:
		if verb = "submit"; s.Kind == plan.PublicNotice {
			verb = "accept"
		} else {
			body = p.handIn(s)
		}
	case plan.DutySubmit:
		verb, body = "submit", p.handIn(s)
	case plan.DutyApprove:
		verb, body = "decide", obj{"agree": true}
	case plan.DutyCloseOut:
		verb = "close-out"
	default:
		require.Failf(p.t, "nobody taught the player", "%s", d.Kind)
	}
	a := who.ask("POST", commandPath(g.ID, d.Step, verb), body)
	if a.code() == "too-early" {
		p.tooEarly(g.ID, d.Step, a)
		return false
	}
	if a.code() == "stage-over" || a.code() == "decided" || a.code() == "step-status" || a.code() == "stale-round" {
		return false // somebody else was quicker
	}
	require.Equal(p.t, 200, a.status, "%s: %s %s of %s: %s", p.people[d.Who], verb, d.Step, g.Title, a.body)
	return true
}

// tooEarly notes until when a public notice has to hang.
func (p *player) tooEarly(goal, step string, a answer) {
	p.t.Helper()
	var refused struct{ Params map[string]string }
	require.NoError(p.t, json.Unmarshal(a.body, &refused))
	at, err := time.Parse(time.RFC3339, refused.Params["earliest"])
	require.NoError(p.t, err, "%s", a.body)
	p.until[goal+"/"+step], p.early[step] = at, true
}

// handIn is everything that a step asks for.
func (p *player) handIn(s *plan.Step) obj {
	p.t.Helper()
	content := obj{"note": "已完成", "evidence": append([]obj{}, pieces(s.Evidence...)...)}
	if s.Target != nil {
		content["quantity"] = obj{"milli": s.Target.Milli - s.Total, "unit": s.Target.Unit}
	}
	if s.Kind == plan.Inspection && len(s.Checklists) > 0 {
		content["checks"] = []obj{p.check(s.Checklists[0])}
	}
	key, _, _ := strings.Cut(s.Key, "#")
	if s.Hazard != "" {
		key = strings.TrimPrefix(key, s.Hazard+"-")
	}
	if change := p.hand[key]; change != nil {
		change(s, content)
	}
	return obj{"content": content}
}

// check is a look at the place of a checklist, with nothing to object to.
func (p *player) check(list string) obj {
	p.t.Helper()
	if p.lists[list].Key == "" {
		var l plan.Checklist
		var at store.Place
		p.as("cadre1").must(200, "GET", "/checklists/"+list, nil).into(p.t, &l)
		p.as("cadre1").must(201, "POST", "/places", obj{"code": list + "-1", "name": "被检单位" + list, "kind": l.Place, "unit_id": p.units["agri"],
			"address": "青石村一组", "person": "罗某", "responsible": p.post("cadre0")}).into(p.t, &at)
		p.lists[list], p.places[list] = l, at
	}
	results := []obj{}
	for _, item := range p.lists[list].Items {
		r := obj{"item": item.Key, "outcome": "pass", "photos": []plan.Photo{p.photo}}
		if item.Figure != "" {
			r["milli"] = 8000
		}
		results = append(results, r)
	}
	return obj{"place": p.places[list].ID, "checklist": list, "results": results, "hazards": []obj{},
		"inspectors": []obj{{"ref": p.post("cadre1")}, {"ref": p.post("cadre2")}}}
}
