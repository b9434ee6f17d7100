// Package embedded runs a Temporal server inside this process, on a SQLite file or on MySQL.
//
// It is the only package that imports go.temporal.io/server, and it knows nothing of goals: whoever
// wants to talk to the server dials HostPort with the Temporal SDK, exactly as with a cluster.
// The server has no authentication, so it listens on loopback only. On SQLite it suits trying out and
// a small office; beyond that use MySQL persistence, or a Temporal cluster and not this package.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/temporal"
)

const (
	// DefaultNamespace is the namespace registered when Options names none.
	DefaultNamespace = "default"
	// DefaultRetention is how long the history of a closed workflow is kept when Options does not say.
	DefaultRetention = 30 * 24 * time.Hour

	readyTimeout = time.Minute // for a slow disk or a far MySQL; an ordinary start takes about a second
)

var (
	// ErrInUse says that another server has the data folder or the MySQL database open.
	ErrInUse = errors.New("another Temporal server has this data open")
	// ErrSchema says that the stored data has a schema this server cannot run on: older, newer,
	// half made, or not Temporal's at all. Nothing was changed.
	ErrSchema = errors.New("the Temporal data does not have the schema of this version; " +
		"the application database is the record: rebuild the running goals from it with `duban reconcile`")
	// ErrNotLoopback says that the server was asked to listen where others could reach it.
	ErrNotLoopback = errors.New("the embedded Temporal server has no authentication and listens on loopback only")
)

// Options says where the server keeps its data and where it listens. Exactly one of Dir and MySQL is set.
type Options struct {
	Dir           string         // an existing folder; the server keeps the SQLite file temporal.db in it
	MySQL         string         // or a go-sql-driver DSN; database NAME (default "temporal") and NAME_visibility are created when missing
	Namespace     string         // default "default"; registered when missing
	HostPort      string         // loopback address; default "127.0.0.1:0", port 0 = any free one
	Retention     time.Duration  // of closed workflows in Namespace, at least one hour; default 30 days
	Logger        *slog.Logger   // nil discards; the server's chatter ("info") arrives as debug
	DynamicConfig map[string]any // Temporal dynamic configuration, over the settings this package chooses
}

// Server is a running Temporal server.
type Server struct {
	temporal  temporal.Server
	hostPort  string
	namespace string
	unlock    func()
	logger    *slog.Logger
	phase     atomic.Int32
	stop      sync.Once
}

// Start starts a server and returns once it answers and its namespace can run workflows, or ctx ends.
// It refuses with ErrNotLoopback, ErrInUse or ErrSchema; then nothing was started or changed.
func Start(ctx context.Context, options Options) (*Server, error) {
	options, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	persistence, unlock, err := openPersistence(ctx, options)
	if err != nil {
		return nil, err
	}
	s := &Server{namespace: options.Namespace, unlock: unlock, logger: options.Logger}
	if err := s.start(ctx, options, persistence); err != nil {
		s.Stop()
		return nil, fmt.Errorf("start Temporal: %w", err)
	}
	return s, nil
}

// HostPort is where the SDK dials the server.
func (s *Server) HostPort() string { return s.hostPort }

// Namespace is the namespace that Start made ready.
func (s *Server) Namespace() string { return s.namespace }

// Stop ends the server and frees its data for the next one. Workers and clients of it should be
// closed before. It is safe to call twice.
func (s *Server) Stop() {
	s.stop.Do(func() {
		defer s.unlock()
		s.phase.Store(stopping)
		if s.temporal == nil {
			return
		}
		if err := s.temporal.Stop(); err != nil {
			s.logger.Error("stop Temporal", "error", err)
		}
	})
}

func (s *Server) start(ctx context.Context, options Options, persistence config.Persistence) (err error) {
	defer recoverFatal(&err)
	host, ports, err := listenAddress(options.HostPort)
	if err != nil {
		return err
	}
	s.hostPort = ports.address(host, 0)
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(host, ports, persistence)),
		temporal.WithStaticHosts(staticHosts(host, ports)),
		temporal.WithDynamicConfigClient(dynamicConfig(options.DynamicConfig)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithLogger(serverLogger{options.Logger, &s.phase, newRepeats()}),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
	)
	if err != nil {
		return err
	}
	s.temporal = server
	if err := server.Start(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	if err := prepareNamespace(ctx, s.hostPort, options.Namespace, options.Retention); err != nil {
		return err
	}
	s.phase.Store(running)
	return nil
}

func (o Options) withDefaults() (Options, error) {
	if (o.Dir == "") == (o.MySQL == "") {
		return o, errors.New("embedded Temporal needs a data folder or a MySQL DSN, and only one of them")
	}
	if o.Dir != "" {
		dir, err := filepath.Abs(o.Dir)
		if err != nil {
			return o, fmt.Errorf("find the data folder: %w", err)
		}
		o.Dir = dir
	}
	if o.Namespace == "" {
		o.Namespace = DefaultNamespace
	}
	if o.HostPort == "" {
		o.HostPort = "127.0.0.1:0"
	}
	if o.Retention == 0 {
		o.Retention = DefaultRetention
	}
	if o.Retention < time.Hour {
		return o, fmt.Errorf("retention %s is under Temporal's minimum of one hour", o.Retention)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// openPersistence takes the lock on the data and makes sure that its schema is the one this server needs.
func openPersistence(ctx context.Context, o Options) (config.Persistence, func(), error) {
	if o.MySQL != "" {
		return openMySQL(ctx, o.MySQL)
	}
	return openSQLite(ctx, o.Dir)
}
