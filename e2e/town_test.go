package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// town is an installation with people, and where it is reached.
type town struct {
	t       *testing.T
	now     time.Time // of the settlement
	place   place
	address string
	units   map[string]string
	posts   map[string]string // id by code
	users   map[string]string // id by user name
	secrets map[string]string // of a session, by user name
}

// settle gives an empty record units, posts and people: the officer, the
// leader, the head and as many cadres as asked for, each on a post of the
// same name.
func settle(t *testing.T, p place, address string, cadres int) *town {
	t.Helper()
	return settleAt(t, p, address, cadres, time.Now())
}

// settleAt is settle as of a moment: sessions last for years from then.
func settleAt(t *testing.T, p place, address string, cadres int, now time.Time) *town {
	t.Helper()
	w := &town{t: t, now: now, place: p, address: address, units: map[string]string{}, posts: map[string]string{}, users: map[string]string{}, secrets: map[string]string{}}
	s := p.open(t)
	defer func() { require.NoError(t, s.Close()) }()
	ctx := context.Background()
	require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
		for _, code := range []string{"office", "agri"} {
			u := store.Unit{Code: code, Name: "单位" + code, Kind: store.UnitOffice, Active: true}
			if err := store.CreateUnit(tx, &u); err != nil {
				return err
			}
			w.units[code] = u.ID
		}
		for _, x := range []struct {
			name, unit string
			grade      store.Grade
			role       plan.Role
		}{
			{"officer", "office", store.GradeSupervision, plan.Supervisor}, {"leader", "office", store.GradeLeader, plan.Leader},
			{"mayor", "office", store.GradePrincipal, plan.Leader}, {"head", "agri", store.GradeHead, plan.Cadre},
		} {
			if err := w.person(tx, x.name, x.unit, x.grade, x.role); err != nil {
				return err
			}
		}
		for i := range cadres {
			if err := w.person(tx, fmt.Sprintf("cadre%d", i), "agri", store.GradeMember, plan.Cadre); err != nil {
				return err
			}
		}
		return nil
	}))
	return w
}

func (w *town) person(tx *store.Tx, name, unit string, grade store.Grade, role plan.Role) error {
	post := store.Post{Code: name, Name: "岗位" + name, UnitID: w.units[unit], Grade: grade, Active: true}
	if grade == store.GradeLeader {
		post.InCharge = []string{w.units["agri"]}
	}
	if err := store.CreatePost(tx, &post); err != nil {
		return err
	}
	u := store.User{Username: name, Name: "姓名" + name, UnitID: w.units[unit], Roles: []plan.Role{role}, PasswordAt: w.now}
	if err := store.CreateUser(tx, &u); err != nil {
		return err
	}
	w.posts[name], w.users[name], w.secrets[name] = post.ID, u.ID, store.NewSecret()
	session := store.Session{UserID: u.ID, Hash: store.HashSecret(w.secrets[name]), CreatedAt: w.now, LastSeen: w.now,
		IdleUntil: w.now.AddDate(2, 0, 0), ExpiresAt: w.now.AddDate(2, 0, 0), IP: "127.0.0.1"}
	if err := store.CreateSession(tx, &session); err != nil {
		return err
	}
	return store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: u.ID, From: calendar.DateOf(w.now).AddDays(-1)})
}

func (w *town) post(name string) plan.Ref { return plan.PostRef(w.posts[name]) }

// person is somebody in front of a screen.
type person struct {
	t       *testing.T
	address string
	http    *http.Client
	lang    string
}

// visitor has not signed in.
func visitor(t *testing.T, address string) *person {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &person{t: t, address: address, lang: "zh-CN", http: &http.Client{Jar: jar, Timeout: 30 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: 4, ExpectContinueTimeout: 5 * time.Second}}}
}

// as is somebody of the town with a session of theirs: fifty passwords at
// once would be a test of argon2.
func (w *town) as(name string) *person {
	w.t.Helper()
	p := visitor(w.t, w.address)
	require.NotEmpty(w.t, w.secrets[name], name)
	p.http.Jar.SetCookies(&url.URL{Scheme: "http", Host: w.address}, []*http.Cookie{{Name: "duban_session", Value: w.secrets[name]}})
	return p
}

type obj = map[string]any

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(a.body, v), "%s", a.body)
}

// code is the stable code of a problem.
func (a answer) code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(a.body, &p)
	return p.Code
}

// send sends a request once. body is sent as JSON unless it is bytes.
func (p *person) send(method, path, key string, body any) (answer, error) {
	kind := "application/json"
	raw, isRaw := body.([]byte)
	if isRaw {
		if !json.Valid(raw) || len(raw) > 1<<20 {
			kind = "application/octet-stream"
		}
	} else if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return answer{}, err
		}
	}
	return p.sendAs(kind, method, path, key, raw)
}

func (p *person) sendAs(kind, method, path, key string, raw []byte) (answer, error) {
	r, err := http.NewRequest(method, "http://"+p.address+"/api/v1"+path, bytes.NewReader(raw))
	if err != nil {
		return answer{}, err
	}
	if len(raw) > 0 {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Accept-Language", p.lang)
	if len(raw) > 1<<20 {
		r.Header.Set("Expect", "100-continue") // as every client asks before it sends much
	}
	r.Header.Set("Idempotency-Key", key)
	res, err := p.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, text}, err
}

// ask sends a request with a key of its own and returns what came back.
func (p *person) ask(method, path string, body any) answer {
	p.t.Helper()
	a, err := p.send(method, path, store.NewID(), body)
	require.NoError(p.t, err)
	return a
}

// must asks and expects a status.
func (p *person) must(status int, method, path string, body any) answer {
	p.t.Helper()
	a := p.ask(method, path, body)
	require.Equal(p.t, status, a.status, "%s %s: %s", method, path, a.body)
	return a
}

// do sends a command about a step, or about the goal itself, and returns the
// goal after it.
func (p *person) do(goal, step, verb string, body obj) plan.Goal {
	p.t.Helper()
	if body == nil {
		body = obj{}
	}
	return goalIn(p.t, p.must(200, "POST", commandPath(goal, step, verb), body))
}

func commandPath(goal, step, verb string) string {
	if step == "" {
		return "/goals/" + goal + "/" + verb
	}
	return "/goals/" + goal + "/steps/" + url.PathEscape(step) + "/" + verb
}

func goalIn(t *testing.T, a answer) plan.Goal {
	t.Helper()
	var view struct{ Goal plan.Goal }
	a.into(t, &view)
	return view.Goal
}

// goal reads a goal.
func (p *person) goal(id string) plan.Goal {
	p.t.Helper()
	return goalIn(p.t, p.must(200, "GET", "/goals/"+id, nil))
}

// inbox lists what waits for the person, as goal/step/duty.
func (p *person) inbox() []string {
	p.t.Helper()
	var list struct{ Items []store.InboxItem }
	p.must(200, "GET", "/inbox?limit=200", nil).into(p.t, &list)
	var keys []string
	for _, i := range list.Items {
		keys = append(keys, i.GoalID+"/"+i.Step+"/"+string(i.Duty))
	}
	return keys
}

// timeline reads all events of a goal, page by page.
func (p *person) timeline(goal string) []plan.Event {
	p.t.Helper()
	var all []plan.Event
	for cursor := ""; ; {
		var page struct {
			Items []plan.Event
			Next  string
		}
		p.must(200, "GET", "/goals/"+goal+"/timeline?limit=200&cursor="+cursor, nil).into(p.t, &page)
		all = append(all, page.Items...)
		if cursor = page.Next; cursor == "" {
			return all
		}
	}
}

// goalOf is a draft of one step for each lead, with the usual stages unless
// others are given.
func (w *town) goalOf(title string, lead string, stages ...obj) obj {
	step := obj{"title": title, "kind": "work", "lead": w.post(lead), "weight": 100, "finish": obj{"n": 10, "unit": "workday"}}
	if len(stages) > 0 {
		step["stages"] = stages
	}
	return obj{"title": title, "lead_unit": w.units["agri"], "weight": 0, "steps": []obj{step}}
}

// issue issues a plan of goals and returns their ids.
func (w *town) issue(goals ...obj) []string {
	w.t.Helper()
	for i := range goals {
		goals[i]["weight"] = 100 / len(goals)
		if i == 0 {
			goals[i]["weight"] = 100 - (len(goals)-1)*(100/len(goals))
		}
	}
	officer := w.as("officer")
	var view struct {
		Plan     store.Plan
		Problems []obj
	}
	officer.must(201, "POST", "/plans", obj{"year": w.now.Year(), "title": "计划", "goals": goals}).into(w.t, &view)
	require.Empty(w.t, view.Problems)
	officer.must(200, "POST", "/plans/"+view.Plan.ID+"/issue", obj{"version": view.Plan.Version}).into(w.t, &view)
	require.Equal(w.t, store.PlanIssued, view.Plan.Status)
	var ids []string
	for _, g := range view.Plan.Goals {
		ids = append(ids, g.ID)
	}
	return ids
}

// counted counts events by type.
func counted(events []plan.Event) map[plan.EventType]int {
	n := map[plan.EventType]int{}
	for _, e := range events {
		n[e.Type]++
	}
	return n
}

// newTown settles a place and serves it.
func newTown(t *testing.T, p place, cadres int) (*town, *process) {
	t.Helper()
	w := settle(t, p, freeAddress(t), cadres)
	return w, serve(t, p, w.address)
}
