package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/api"
	"duban/calendar"
	"duban/embedded"
	"duban/notify"
	"duban/plan"
	"duban/store"
	"duban/worker"
	"duban/workflows"
)

// town is Duban with everything it stands on, and three people with tokens.
type town struct {
	dir     string
	store   *store.Store
	server  *embedded.Server
	client  client.Client
	http    *httptest.Server
	tokens  map[string]string   // by user
	posts   map[string]plan.Ref // by user
	closing []func()
	goals   int
}

// unlimited lets the callers of a benchmark be in a hurry.
var unlimited = api.Rate{PerSecond: 1e6, Burst: 1 << 20}

// bareQueue is where the empty workflow of the baseline runs.
const bareQueue = "bare"

// bare is the baseline: a workflow whose update does nothing.
func bare(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, "nothing", func(workflow.Context) error { return nil })
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return false })
}

func settle(ctx context.Context, prefix string) (*town, error) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	dir, err := os.MkdirTemp("", "duban-bench-")
	if err != nil {
		return nil, err
	}
	t := &town{dir: dir, tokens: map[string]string{}, posts: map[string]plan.Ref{}}
	t.onClose(func() { os.RemoveAll(dir) })
	if t.store, err = t.open(ctx, prefix, quiet); err != nil {
		return nil, err
	}
	options := embedded.Options{Logger: quiet}
	if prefix == "" {
		options.Dir = filepath.Join(dir, "temporal")
		if err := os.MkdirAll(options.Dir, 0o700); err != nil {
			return nil, err
		}
	} else {
		name := database("temporal")
		options.MySQL = prefix + name
		t.onClose(func() { drop(prefix, name, name+"_visibility") })
	}
	if t.server, err = embedded.Start(ctx, options); err != nil {
		return nil, err
	}
	t.onClose(t.server.Stop)
	if t.client, err = client.Dial(client.Options{HostPort: t.server.HostPort(), Namespace: t.server.Namespace(), Logger: sdklog.NewStructuredLogger(quiet)}); err != nil {
		return nil, err
	}
	t.onClose(t.client.Close)
	if err := t.work(); err != nil {
		return nil, err
	}
	handler, err := api.New(api.Deps{Store: t.store, Temporal: t.client, Logger: quiet, Rates: api.Rates{User: unlimited, Address: unlimited}})
	if err != nil {
		return nil, err
	}
	t.http = httptest.NewServer(handler)
	t.onClose(t.http.Close)
	return t, t.people(ctx)
}

func (t *town) work() error {
	out, err := notify.New("", false)
	if err != nil {
		return err
	}
	w := worker.New(t.client, t.store, out, worker.Beside(sdk.Options{}))
	empty := sdk.New(t.client, bareQueue, worker.Options(worker.Beside(sdk.Options{})))
	empty.RegisterWorkflowWithOptions(bare, workflow.RegisterOptions{Name: "bare"})
	for _, x := range []sdk.Worker{w, empty} {
		if err := x.Start(); err != nil {
			return err
		}
		t.onClose(x.Stop)
	}
	return nil
}

func database(name string) string { return fmt.Sprintf("bench_%s_%d", name, time.Now().UnixNano()) }

// open opens an empty record: a file, or a MySQL database that is dropped at
// the end.
func (t *town) open(ctx context.Context, prefix string, log *slog.Logger) (*store.Store, error) {
	o := store.Options{SQLite: filepath.Join(t.dir, "duban.db"), Logger: log}
	if prefix != "" {
		name := database("duban")
		admin, err := sql.Open("mysql", prefix)
		if err != nil {
			return nil, err
		}
		if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
			return nil, err
		}
		t.onClose(func() { admin.Close(); drop(prefix, name) })
		o = store.Options{MySQL: prefix + name, Logger: log}
	}
	s, err := store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	t.onClose(func() { s.Close() })
	return s, s.Migrate(ctx)
}

// drop removes databases of the benchmark's own; what cannot be removed is
// left.
func drop(prefix string, names ...string) {
	admin, err := sql.Open("mysql", prefix)
	if err != nil {
		return
	}
	defer admin.Close()
	for _, name := range names {
		_, _ = admin.Exec("DROP DATABASE IF EXISTS " + name)
	}
}

func (t *town) onClose(f func()) { t.closing = append(t.closing, f) }

func (t *town) close() {
	for i := len(t.closing) - 1; i >= 0; i-- {
		t.closing[i]()
	}
}

// people stores a cadre, a supervision officer and a leader, each with a post
// and a token.
func (t *town) people(ctx context.Context) error {
	return t.store.Write(ctx, func(tx *store.Tx) error {
		unit := store.Unit{Code: "u", Name: "办公室", Kind: store.UnitOffice, Active: true}
		if err := store.CreateUnit(tx, &unit); err != nil {
			return err
		}
		for _, p := range []struct {
			name  string
			role  plan.Role
			grade store.Grade
		}{{"cadre", plan.Cadre, store.GradeMember}, {"supervisor", plan.Supervisor, store.GradeSupervision}, {"leader", plan.Leader, store.GradePrincipal}} {
			now := time.Now()
			user := store.User{Username: p.name, Name: p.name, UnitID: unit.ID, Roles: []plan.Role{p.role}, PasswordAt: now}
			if err := store.CreateUser(tx, &user); err != nil {
				return err
			}
			post := store.Post{Code: p.name, UnitID: unit.ID, Name: p.name, Grade: p.grade, Active: true}
			if err := store.CreatePost(tx, &post); err != nil {
				return err
			}
			if err := store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: user.ID, From: calendar.DateOf(now).AddDays(-1)}); err != nil {
				return err
			}
			secret := store.NewSecret()
			token := store.Token{UserID: user.ID, Name: "bench", Hash: store.HashSecret(secret), Roles: user.Roles, ExpiresAt: now.AddDate(0, 0, 1)}
			if err := store.CreateToken(tx, &token, user); err != nil {
				return err
			}
			t.tokens[p.name], t.posts[p.name] = secret, plan.PostRef(post.ID)
		}
		return nil
	})
}

// post sends a command as somebody.
func (t *town) post(ctx context.Context, who, path, key, body string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.http.URL+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+t.tokens[who])
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	res, err := t.http.Client().Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s %s", path, res.Status, text)
	}
	return err
}

// issue starts a goal of one step.
func (t *town) issue(ctx context.Context, id string) error {
	return t.issueOn(ctx, t.goal(id), calendar.Default())
}

// goal is a draft of one step with ten working days.
func (t *town) goal(id string) plan.Goal {
	budget := calendar.Budget{N: 10, Unit: calendar.Workday}
	return plan.Goal{ID: id, PlanID: "bench", Year: 2026, Number: id, Title: "扩大园区 " + id, Kind: "general", Settings: plan.DefaultSettings(), LeadUnit: "u",
		Line: plan.Line{Supervisor: t.posts["supervisor"], Leader: t.posts["leader"]},
		Steps: []plan.Step{{Key: "s", Title: "征地", Kind: plan.Work, Lead: t.posts["cadre"], LeadUnit: "u", Weight: 100, Finish: &budget,
			Stages: []plan.Stage{{Key: "a", Name: "审核", Rule: plan.AnySign, Signers: []plan.Ref{t.posts["supervisor"]}}}}}}
}

// issueOn issues a goal that rests on a calendar.
func (t *town) issueOn(ctx context.Context, g plan.Goal, cal *calendar.Calendar) error {
	actor := plan.Actor{User: "bench", Name: "bench", Roles: []plan.Role{plan.Supervisor}}
	c := plan.IssueGoal{Header: plan.Header{ID: "issue-" + g.ID, Actor: actor}, Goal: g}
	_, err := workflows.Issue(ctx, t.client, c, cal)
	return err
}
