package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/stretchr/testify/require"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// town is an API over a database with one person for every role, and the
// helpers to ask it something as one of them. Every answer is held against
// the contract.
type town struct {
	t       testing.TB
	store   *store.Store
	handler http.Handler
	now     time.Time

	office store.Unit
	post   store.Post
	users  map[string]store.User // by user name: every role, "nobody" (without a role), "other" and "deputy" (cadres)
	secret map[string]string     // session secrets, by user name
}

// testPassword is what every account of a town signs in with.
const testPassword = "Correct-horse-9"

// testHash is made once: hashing is slow on purpose.
var testHash = sync.OnceValues(func() (string, error) { return store.HashPassword(context.Background(), testPassword) })

func newTown(t testing.TB, s *store.Store, change ...func(*Deps)) *town {
	t.Helper()
	w := &town{
		t: t, store: s, now: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC),
		users: map[string]store.User{}, secret: map[string]string{},
	}
	d := Deps{
		Store: s, Clock: func() time.Time { return w.now }, Logger: slog.New(slog.DiscardHandler),
		Rates: Rates{User: Rate{1e6, 1e6}, Address: Rate{1e6, 1e6}},
	}
	for _, f := range change {
		f(&d)
	}
	h, err := New(d)
	require.NoError(t, err)
	w.handler = h
	w.settle()
	return w
}

// settle makes the office, its post and the people.
func (w *town) settle() {
	w.t.Helper()
	ctx := context.Background()
	hash, err := testHash()
	require.NoError(w.t, err)
	require.NoError(w.t, w.store.Write(ctx, func(tx *store.Tx) error {
		w.office = store.Unit{Code: "office", Name: "党政办", Kind: store.UnitOffice, Active: true}
		if err := store.CreateUnit(tx, &w.office); err != nil {
			return err
		}
		w.post = store.Post{Code: "clerk", Name: "干事", UnitID: w.office.ID, Grade: store.GradeMember, Active: true}
		return store.CreatePost(tx, &w.post)
	}))
	for _, r := range plan.Roles {
		w.person(string(r), hash, r)
	}
	w.person("nobody", hash)
	w.person("other", hash, plan.Cadre)
	w.person("deputy", hash, plan.Cadre)
	require.NoError(w.t, w.store.Write(ctx, func(tx *store.Tx) error {
		return store.AppointHolder(tx, &store.Holder{
			PostID: w.post.ID, UserID: w.users["cadre"].ID, From: calendar.On(2026, 1, 1),
		})
	}))
}

func (w *town) person(name, hash string, roles ...plan.Role) {
	w.t.Helper()
	u := store.User{
		Username: name, Name: "人员" + name, Roles: roles, UnitID: w.office.ID, PasswordHash: hash, PasswordAt: w.now,
	}
	require.NoError(w.t, w.store.Write(context.Background(), func(tx *store.Tx) error { return store.CreateUser(tx, &u) }))
	w.users[name] = u
	w.secret[name] = w.session(u)
}

func (w *town) session(u store.User) string {
	w.t.Helper()
	secret := store.NewSecret()
	x := store.Session{
		UserID: u.ID, Hash: store.HashSecret(secret), CreatedAt: w.now, LastSeen: w.now,
		IdleUntil: w.now.Add(time.Hour), ExpiresAt: w.now.Add(12 * time.Hour), IP: "192.0.2.1",
	}
	require.NoError(w.t, w.store.Write(context.Background(), func(tx *store.Tx) error { return store.CreateSession(tx, &x) }))
	return secret
}

// running records a goal as its workflow would at issue, and returns its id.
func (w *town) running(g plan.Goal) string {
	w.t.Helper()
	issue := plan.IssueGoal{Header: plan.Header{ID: store.NewID(), Fingerprint: "f", Actor: storetest.Officer}, Goal: g}
	change, err := plan.Decide(plan.Goal{}, issue, w.now, calendar.Default())
	require.NoError(w.t, err)
	record := activities.Activities{Store: w.store}
	_, err = record.Record(context.Background(), change)
	require.NoError(w.t, err)
	return g.ID
}

// decided records what a command makes of a goal, as its workflow would.
func (w *town) decided(goal string, c plan.Command) {
	w.t.Helper()
	g, err := w.store.Goal(context.Background(), goal)
	require.NoError(w.t, err)
	change, err := plan.Decide(g, c, w.now, calendar.Default())
	require.NoError(w.t, err)
	record := activities.Activities{Store: w.store}
	_, err = record.Record(context.Background(), change)
	require.NoError(w.t, err)
}

// answer is what came back.
type answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   []byte
}

// json decodes the body.
func (a answer) json(into any) {
	a.t.Helper()
	require.NoError(a.t, json.Unmarshal(a.Body, into), "%s", a.Body)
}

// problem decodes the body as a problem.
func (a answer) problem() Problem {
	a.t.Helper()
	require.Equal(a.t, "application/problem+json", a.Header.Get("Content-Type"), "%s", a.Body)
	var p Problem
	a.json(&p)
	return p
}

// get returns one text of the body, by a path like "user.id".
func (a answer) get(path string) string {
	a.t.Helper()
	var v any
	a.json(&v)
	for _, name := range strings.Split(path, ".") {
		m, ok := v.(map[string]any)
		require.True(a.t, ok, "%s has no %s", a.Body, path)
		v = m[name]
	}
	return fmt.Sprint(v)
}

// ask sends a request as a person of the town ("" is nobody at all). body is
// sent as JSON unless it is nil, or a *http.Request change.
func (w *town) ask(as, method, path string, body any, change ...func(*http.Request)) answer {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		require.NoError(w.t, err)
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequest(method, path, reader)
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Idempotency-Key", store.NewID())
	if as != "" {
		secret, ok := w.secret[as]
		require.True(w.t, ok, "nobody is called %s", as)
		r.AddCookie(&http.Cookie{Name: cookieName, Value: secret})
	}
	for _, f := range change {
		f(r)
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	a := answer{t: w.t, Status: rec.Code, Header: rec.Header(), Body: rec.Body.Bytes()}
	w.likeContract(r, a)
	return a
}

// likeContract fails the test when the answer of an operation is none that the
// contract describes.
func (w *town) likeContract(r *http.Request, a answer) {
	w.t.Helper()
	operations, err := contract()
	require.NoError(w.t, err)
	var op *operation
	var params map[string]string
	for _, o := range operations {
		found, ok := match(o.route.Path, r.URL.Path)
		if ok && o.Method == r.Method && (op == nil || len(found) < len(params)) { // a literal part wins over a parameter
			op, params = o, found
		}
	}
	if op == nil {
		return
	}
	err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, Route: op.route, PathParams: params},
		Status:                 a.Status, Header: a.Header, Body: io.NopCloser(bytes.NewReader(a.Body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	require.NoError(w.t, err, "%s %s answers %d %s", r.Method, r.URL.Path, a.Status, a.Body)
}

// match holds a path against one of the contract.
func match(pattern, path string) (map[string]string, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	params := map[string]string{}
	for i := range want {
		if strings.HasPrefix(want[i], "{") {
			params[strings.Trim(want[i], "{}")] = have[i]
		} else if want[i] != have[i] {
			return nil, false
		}
	}
	return params, true
}

// inEnglish asks for English.
func inEnglish(r *http.Request) { r.Header.Set("Accept-Language", "en-GB,en;q=0.9") }
