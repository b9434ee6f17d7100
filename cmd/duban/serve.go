package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"duban/api"
	"duban/metrics"
	"duban/store"
	"duban/web"
	"duban/workflows"
)

// front says where and how the page and the API are served.
type front struct {
	Listen         string   `help:"Address to serve on." default:"127.0.0.1:8480" env:"DUBAN_LISTEN"`
	Secure         bool     `help:"Browsers come by TLS only (a proxy in front ends it): cookies are never sent without." env:"DUBAN_SECURE"`
	TrustedProxies []string `help:"Networks whose X-Forwarded-For is believed." env:"DUBAN_TRUSTED_PROXIES"`

	Evidence evidence `embed:""`
}

type serveCommand struct {
	Database database `embed:""`
	Engine   engine   `embed:""`
	Front    front    `embed:""`
	Outside  outside  `embed:""`
	Demo     bool     `help:"Fill an empty database with a fictional town, and print its passwords once."`
}

// Run runs everything in one process.
func (c serveCommand) Run(ctx context.Context, logger *slog.Logger) error {
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, true)
	if err != nil {
		return err
	}
	temporal, err := p.client(ctx, c.Engine, c.Database.Data)
	if err != nil {
		return err
	}
	if err := p.patientWorker(ctx, c.Engine, temporal, s, c.Outside); err != nil {
		return err
	}
	address, failed, err := p.front(ctx, c.Front, c.Database, s, temporal)
	if err != nil {
		return err
	}
	if c.Demo {
		if err := demo(ctx, s, temporal, address, logger); err != nil {
			return fmt.Errorf("demo town: %w", err)
		}
	}
	p.reconcile(ctx, temporal, s)
	fmt.Printf("\n  督办已就绪，请用浏览器打开  Duban is ready:  %s\n\n", address)
	return wait(ctx, failed)
}

// reconcile starts lost workflows again in the background: the record is
// served meanwhile, and a command to such a goal would start it by itself.
func (p *parts) reconcile(ctx context.Context, c client.Client, s *store.Store) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		switch started, err := workflows.Reconcile(ctx, c, s); {
		case err != nil && ctx.Err() == nil:
			p.log.Error("reconcile", "error", err)
		case started > 0:
			p.log.Warn("workflows were lost and started again from the record", "count", started)
		}
	}()
	p.onEnd(func() { cancel(); <-done })
}

// front serves the page and the API, and returns their address.
func (p *parts) front(ctx context.Context, f front, d database, s *store.Store, temporal client.Client) (string, <-chan error, error) {
	keeper, err := p.evidence(ctx, f.Evidence, d, s)
	if err != nil {
		return "", nil, err
	}
	handler, err := api.New(api.Deps{
		Store: s, Temporal: temporal, Files: keeper, Logger: p.log, Web: page(p.log), Secure: f.Secure, TrustedProxies: f.TrustedProxies,
		Checks: checks(s, temporal), Metrics: metrics.Registry(s),
	})
	if err != nil {
		return "", nil, err
	}
	address, failed, err := p.listen(f.Listen, handler)
	if err != nil {
		return "", nil, err
	}
	p.log.Info("listening", "address", address.String())
	return "http://" + reachable(address), failed, nil
}

// reachable is an address that a browser on this machine can open.
func reachable(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return a.String()
}

// page is the built page, or nil where it was not built into the program.
func page(logger *slog.Logger) fs.FS {
	files := web.Files()
	if _, err := fs.Stat(files, "index.html"); err != nil {
		logger.Warn("the page was not built into this program: only the API is served (run make web and build again)")
		return nil
	}
	return files
}

// checks answers /readyz: database and migrations, Temporal, and a worker
// that polls for goals.
func checks(s *store.Store, temporal client.Client) func(context.Context) []api.Check {
	check := func(name string, err error) api.Check {
		if err != nil {
			return api.Check{Name: name, Detail: err.Error()}
		}
		return api.Check{Name: name, OK: true}
	}
	return func(ctx context.Context) []api.Check {
		list := []api.Check{check("database", s.Ping(ctx)), check("migrations", s.Ready(ctx))}
		_, err := temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
		list = append(list, check("temporal", err))
		if err == nil {
			list = append(list, check("worker", polled(ctx, temporal)))
		}
		return list
	}
}

// pollerAge is how recently a worker must have asked for work: a worker's
// poll lasts a minute.
const pollerAge = 2 * time.Minute

func polled(ctx context.Context, temporal client.Client) error {
	queue, err := temporal.DescribeTaskQueue(ctx, workflows.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
	if err != nil {
		return err
	}
	if !recent(queue) {
		return fmt.Errorf("no worker polls the task queue %q", workflows.TaskQueue)
	}
	return nil
}

func recent(queue *workflowservice.DescribeTaskQueueResponse) bool {
	for _, poller := range queue.Pollers {
		if time.Since(poller.LastAccessTime.AsTime()) < pollerAge {
			return true
		}
	}
	return false
}

type apiCommand struct {
	Database database `embed:""`
	Engine   engine   `embed:""`
	Front    front    `embed:""`
}

// Run serves the page and the API only; workers run elsewhere.
func (c apiCommand) Run(ctx context.Context, logger *slog.Logger) error {
	if c.Engine.Address == "" {
		return errNeedsTemporal
	}
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	temporal, err := p.client(ctx, c.Engine, c.Database.Data)
	if err != nil {
		return err
	}
	_, failed, err := p.front(ctx, c.Front, c.Database, s, temporal)
	if err != nil {
		return err
	}
	return wait(ctx, failed)
}

type workerCommand struct {
	Database database `embed:""`
	Engine   engine   `embed:""`
	Outside  outside  `embed:""`
	Listen   string   `help:"Address of /livez and /readyz; empty: none." env:"DUBAN_WORKER_LISTEN"`
}

var errNeedsTemporal = fmt.Errorf("give the address of a Temporal server: --temporal-address or TEMPORAL_ADDRESS (duban serve brings its own)")

// Run runs a worker only.
func (c workerCommand) Run(ctx context.Context, logger *slog.Logger) error {
	if c.Engine.Address == "" {
		return errNeedsTemporal
	}
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	temporal, err := p.client(ctx, c.Engine, c.Database.Data)
	if err != nil {
		return err
	}
	if err := p.patientWorker(ctx, c.Engine, temporal, s, c.Outside); err != nil {
		return err
	}
	var failed <-chan error
	if c.Listen != "" {
		if _, failed, err = p.listen(c.Listen, workerProbes(checks(s, temporal))); err != nil {
			return err
		}
	}
	logger.Info("worker runs", "queue", workflows.TaskQueue)
	return wait(ctx, failed)
}

func workerProbes(checks func(context.Context) []api.Check) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		for _, c := range checks(r.Context()) {
			if !c.OK {
				http.Error(w, c.Name+": "+c.Detail, http.StatusServiceUnavailable)
				return
			}
		}
		fmt.Fprintln(w, "ok")
	})
	return mux
}
