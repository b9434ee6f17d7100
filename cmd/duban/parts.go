package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"

	"duban/notify"
	"duban/store"
	"duban/worker"
	"duban/workflows"
)

// parts are what a process runs. They are ended in the reverse order of their
// start, each before what it rests on.
type parts struct {
	log   *slog.Logger
	ended []func()
}

func (p *parts) onEnd(f func()) { p.ended = append(p.ended, f) }

func (p *parts) end() {
	for _, f := range slices.Backward(p.ended) {
		f()
	}
}

// database opens the record and, where migrate says so, brings it up to date.
func (p *parts) database(ctx context.Context, d database, migrate bool) (*store.Store, error) {
	s, err := d.open(ctx, p.log)
	if err != nil {
		return nil, err
	}
	p.onEnd(func() {
		if err := s.Close(); err != nil {
			p.log.Error("close the database", "error", err)
		}
	})
	if migrate {
		return s, s.Migrate(ctx)
	}
	return s, s.Ready(ctx)
}

// client connects to Temporal, starting it in this process when none is
// configured.
func (p *parts) client(ctx context.Context, e engine, data string) (client.Client, error) {
	stop, err := e.start(ctx, data, p.log)
	if err != nil {
		return nil, err
	}
	p.onEnd(stop)
	c, err := e.dial(ctx, p.log)
	if err != nil {
		return nil, err
	}
	p.onEnd(c.Close)
	return c, nil
}

// workerStop is how long a worker that is asked to stop waits for what it has
// begun.
const workerStop = 10 * time.Second

func (p *parts) worker(e engine, c client.Client, s *store.Store, out *notify.Sender) error {
	options := sdk.Options{WorkerStopTimeout: workerStop}
	if e.Address == "" {
		options = worker.Beside(options)
	}
	w := worker.New(c, s, out, options)
	if err := w.Start(); err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	p.onEnd(w.Stop)
	return nil
}

// workerWait bounds how long a worker waits for a Temporal server that is not
// there yet before it gives up and lets its supervisor start it again.
const workerWait = 5 * time.Minute

// outside says how notices leave the building.
type outside struct {
	SMTP   string `help:"Mail server: smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS, with tls=starttls, implicit or none. Empty: no mail." env:"DUBAN_SMTP"`
	Inside bool   `name:"notify-inside" help:"Let webhooks and bots reach this machine and private networks." env:"DUBAN_NOTIFY_INSIDE"`
}

// patientWorker starts a worker once the server answers and its namespace can
// run workflows.
func (p *parts) patientWorker(ctx context.Context, e engine, c client.Client, s *store.Store, o outside) error {
	out, err := notify.New(o.SMTP, o.Inside)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, workerWait)
	defer cancel()
	if err := p.awaitNamespace(ctx, c); err != nil {
		return err
	}
	if err := p.worker(e, c, s, out); err != nil {
		return err
	}
	return workflows.StartCourier(ctx, c)
}

// awaitNamespace returns once workflows can be looked up: a worker that polls
// a namespace that is not registered yet gives up for good.
func (p *parts) awaitNamespace(ctx context.Context, c client.Client) error {
	const often = 200 * time.Millisecond
	for try := 0; ; try++ {
		_, err := c.DescribeWorkflowExecution(ctx, workflows.CourierID, "")
		var missing *serviceerror.NotFound
		if err == nil || errors.As(err, &missing) {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("temporal does not answer: %w", err)
		}
		if try%25 == 1 { // the first time may be too early; then every five seconds
			p.log.Warn("temporal does not answer yet", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(often):
		}
	}
}

const (
	readHeader   = 10 * time.Second
	idle         = 2 * time.Minute
	shutdownWait = 15 * time.Second // longer than a command may take
)

// listen serves HTTP until the process ends, and then lets requests in flight
// finish. It returns the address it listens on.
func (p *parts) listen(address string, h http.Handler) (net.Addr, <-chan error, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: readHeader, IdleTimeout: idle,
		ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelDebug)}
	failed := make(chan error, 1)
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	p.onEnd(func() {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownWait)
		defer cancel()
		if err := srv.Shutdown(ctx); err != nil {
			p.log.Warn("requests were cut off", "error", err)
		}
	})
	return l.Addr(), failed, nil
}

// wait returns when the process is asked to stop or its listener fails.
func wait(ctx context.Context, failed <-chan error) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}
