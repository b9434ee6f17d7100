// Package e2e_test runs the real program and talks to it as people do: over
// HTTP, without a sleep and without a second try after a write.
package e2e_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

// duban is the program under test.
var duban string

func TestMain(m *testing.M) { os.Exit(build(m)) }

// build builds the program once; DUBAN names one that was built already.
func build(m *testing.M) int {
	if duban = os.Getenv("DUBAN"); duban != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "duban-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	duban = filepath.Join(dir, "duban")
	out, err := exec.Command("go", "build", "-ldflags", "-s -w", "-o", duban, "duban/cmd/duban").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// place is where one installation keeps its record.
type place struct {
	engine store.Engine
	dir    string
	mysql  string // DSN
}

// each runs a test on both databases, each with a folder of its own.
func each(t *testing.T, f func(t *testing.T, p place)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { f(t, place{engine: store.SQLite, dir: t.TempDir()}) })
	t.Run("MySQL", func(t *testing.T) {
		f(t, place{engine: store.MySQL, dir: t.TempDir(), mysql: storetest.MySQLDatabase(t)})
	})
}

// args says where the record is.
func (p place) args() []string {
	args := []string{"--data", p.dir}
	if p.mysql != "" {
		args = append(args, "--mysql", p.mysql)
	}
	return args
}

// open opens the record beside, or without, a running program.
func (p place) open(t *testing.T) *store.Store {
	t.Helper()
	o := store.Options{MySQL: p.mysql, Logger: slog.New(slog.DiscardHandler)}
	if p.mysql == "" {
		o.SQLite = filepath.Join(p.dir, "duban.db")
	}
	s, err := store.Open(context.Background(), o)
	require.NoError(t, err)
	require.NoError(t, s.Migrate(context.Background()))
	return s
}

// run runs a command of the program to its end and returns what it printed.
func (p place) run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), duban, append(args, p.args()...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

// sound has the program walk every chain.
func (p place) sound(t *testing.T) {
	t.Helper()
	require.Contains(t, p.run(t, "doctor", "--verify"), "chains walked")
}

// process is a part of the program that runs.
type process struct {
	t    *testing.T
	args []string
	cmd  *exec.Cmd
	log  string
	mu   sync.Mutex
	gone chan struct{}
}

// start starts the program; it is ended with the test.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{t: t, args: args, log: filepath.Join(t.TempDir(), "log")}
	p.again()
	t.Cleanup(func() {
		p.end(syscall.SIGTERM)
		if t.Failed() {
			text, _ := os.ReadFile(p.log)
			t.Logf("%s\n%s", strings.Join(args, " "), tail(string(text), 40))
		}
	})
	return p
}

func tail(text string, lines int) string {
	all := strings.Split(text, "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// again starts the process once more with what it was started with.
func (p *process) again() {
	p.mu.Lock()
	defer p.mu.Unlock()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(p.t, err)
	defer log.Close()
	p.cmd = exec.Command(duban, p.args...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // never outlives the test
	require.NoError(p.t, p.cmd.Start())
	p.gone = make(chan struct{})
	go func(cmd *exec.Cmd, gone chan struct{}) {
		_ = cmd.Wait()
		close(gone)
	}(p.cmd, p.gone)
}

// end sends a signal and waits until the process is gone.
func (p *process) end(signal syscall.Signal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.cmd.Process.Signal(signal)
	select {
	case <-p.gone:
	case <-time.After(40 * time.Second):
		p.t.Errorf("%v does not end", p.args)
		_ = p.cmd.Process.Kill()
		<-p.gone
	}
}

// kill is kill -9.
func (p *process) kill() { p.end(syscall.SIGKILL) }

// freeAddress is a loopback address that can be used again and again.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// ready waits until a process that is starting answers that it is.
func (p *process) ready(address string) {
	p.t.Helper()
	require.NoError(p.t, p.awaitReady(address))
}

// awaitReady is ready for goroutines other than the test's own.
func (p *process) awaitReady(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	poll := time.NewTicker(20 * time.Millisecond)
	defer poll.Stop()
	for {
		r, _ := http.NewRequestWithContext(ctx, "GET", "http://"+address+"/readyz", nil)
		if res, err := http.DefaultClient.Do(r); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready after a minute", address)
		case <-p.gone:
			return fmt.Errorf("the process that should listen on %s has ended", address)
		case <-poll.C:
		}
	}
}

// serve starts everything in one process and returns it when it is ready.
func serve(t *testing.T, p place, address string) *process {
	t.Helper()
	proc := start(t, append([]string{"serve", "--listen", address}, p.args()...)...)
	proc.ready(address)
	return proc
}
