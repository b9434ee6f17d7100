// Command duban is the whole program: by default everything in one process,
// or one of its parts for a deployment over several.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set by the build.
var version = "dev"

// program is the command line. Every option can be given by environment too.
type program struct {
	Log logOptions `embed:"" prefix:"log-"`

	Serve     serveCommand     `cmd:"" default:"withargs" help:"Run everything in one process: page, API, worker, and unless configured otherwise Temporal and the database."`
	API       apiCommand       `cmd:"" name:"api" help:"Run the page and the API only."`
	Worker    workerCommand    `cmd:"" help:"Run a worker only."`
	Temporal  temporalCommand  `cmd:"" help:"Run a Temporal server only (loopback)."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database to this program's version."`
	Admin     adminCommand     `cmd:"" help:"Create users, reset passwords."`
	Backup    backupCommand    `cmd:"" help:"Copy the record and the evidence files; the program may be running."`
	Restore   restoreCommand   `cmd:"" help:"Put a backup into an empty data folder."`
	Reconcile reconcileCommand `cmd:"" help:"Start again the workflow of every running goal that has none."`
	Doctor    doctorCommand    `cmd:"" help:"Check the installation and, with --verify, every goal's chain of events."`
	Report    reportCommand    `cmd:"" help:"Read a work report."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "duban:", err)
		os.Exit(1)
	}
}

// run is main without the process around it.
func run(ctx context.Context, args []string) error {
	var p program
	parser, err := kong.New(&p, kong.Name("duban"),
		kong.Description("Duban 督办 turns the goals of a work report into durable workflows with owners, deadlines and approvals."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return err
	}
	logger, err := p.Log.logger()
	if err != nil {
		return err
	}
	slog.SetDefault(logger)
	err = parsed.Run(logger)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil // asked to stop
	}
	return err
}

// logOptions says what is logged and how.
type logOptions struct {
	Format string `help:"text or json." enum:"text,json" default:"text" env:"DUBAN_LOG_FORMAT"`
	Level  string `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"DUBAN_LOG_LEVEL"`
}

func (o logOptions) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.Level)); err != nil {
		return nil, err
	}
	options := &slog.HandlerOptions{Level: level}
	if o.Format == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options)), nil
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options)), nil
}

type versionCommand struct{}

func (versionCommand) Run() error {
	fmt.Println("duban", version)
	return nil
}
