package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	sdklog "go.temporal.io/sdk/log"

	"duban/embedded"
)

// engine says which Temporal is used: a cluster when an address is given
// (TLS and API key through the SDK's own environment variables), else one in
// this process.
type engine struct {
	Address   string `name:"temporal-address" help:"Temporal frontend, host:port. Empty: a server in this process." env:"TEMPORAL_ADDRESS"`
	Namespace string `name:"temporal-namespace" help:"Temporal namespace." default:"default" env:"TEMPORAL_NAMESPACE"`
}

// dial connects to the Temporal server; the server may still be starting.
func (e engine) dial(ctx context.Context, logger *slog.Logger) (client.Client, error) {
	options, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{})
	if err != nil {
		return nil, fmt.Errorf("temporal configuration: %w", err)
	}
	options.HostPort, options.Namespace = e.Address, e.Namespace
	options.Logger = sdklog.NewStructuredLogger(logger.With("part", "temporal"))
	return client.NewLazyClient(options)
}

// dir is where the server in this process keeps its data.
func (engine) dir(data string) string { return filepath.Join(data, "temporal") }

// start starts the server in this process when none is configured, and
// returns where it listens and how to end it.
func (e *engine) start(ctx context.Context, data string, logger *slog.Logger) (stop func(), err error) {
	if e.Address != "" {
		return func() {}, nil
	}
	dir := e.dir(data)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("temporal data folder: %w", err)
	}
	server, err := embedded.Start(ctx, embedded.Options{Dir: dir, Namespace: e.Namespace, Logger: logger.With("part", "temporal-server")})
	if err != nil {
		return nil, err
	}
	e.Address = server.HostPort()
	return server.Stop, nil
}

type temporalCommand struct {
	Data      string        `help:"Folder of the server's SQLite file, when no MySQL is given." type:"path" default:"./.duban" env:"DUBAN_DATA"`
	MySQL     string        `name:"temporal-mysql" help:"MySQL DSN for the server's own data instead of SQLite." env:"TEMPORAL_MYSQL_DSN"`
	Listen    string        `help:"Loopback address to listen on." default:"127.0.0.1:7233" env:"TEMPORAL_LISTEN"`
	Namespace string        `help:"Namespace to prepare." default:"default" env:"TEMPORAL_NAMESPACE"`
	Retention time.Duration `help:"How long closed workflows are kept." default:"720h" env:"TEMPORAL_RETENTION"`
}

func (c temporalCommand) Run(ctx context.Context, logger *slog.Logger) error {
	options := embedded.Options{MySQL: c.MySQL, Namespace: c.Namespace, HostPort: c.Listen, Retention: c.Retention, Logger: logger}
	if c.MySQL == "" {
		options.Dir = filepath.Join(c.Data, "temporal")
		if err := os.MkdirAll(options.Dir, 0o700); err != nil {
			return err
		}
	}
	server, err := embedded.Start(ctx, options)
	if err != nil {
		return err
	}
	defer server.Stop()
	logger.Info("temporal is ready", "address", server.HostPort(), "namespace", server.Namespace())
	<-ctx.Done()
	return nil
}
