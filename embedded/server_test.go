package embedded_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/embedded"
)

const queue = "tally"

// tally adds up what updates bring, until it is told to finish.
func tally(ctx workflow.Context) (sum int, err error) {
	finished := false
	if err := workflow.SetUpdateHandler(ctx, "add", func(_ workflow.Context, n int) (int, error) {
		sum += n
		return sum, nil
	}); err != nil {
		return 0, err
	}
	if err := workflow.SetUpdateHandler(ctx, "finish", func(workflow.Context) error {
		finished = true
		return nil
	}); err != nil {
		return 0, err
	}
	return sum, workflow.Await(ctx, func() bool { return finished })
}

// engines runs test on every place where the server can keep its data. Tests run beside each other: most of
// their time is a server that takes a second to stop.
func engines(t *testing.T, test func(t *testing.T, options embedded.Options)) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, embedded.Options{Dir: t.TempDir()})
	})
	t.Run("MySQL", func(t *testing.T) {
		t.Parallel()
		test(t, embedded.Options{MySQL: mysqlDatabase(t)})
	})
}

// mysqlDatabase returns the DSN of a database that does not exist yet and is dropped after the test.
func mysqlDatabase(t *testing.T) string {
	t.Helper()
	prefix := os.Getenv("DUBAN_TEST_MYSQL")
	if prefix == "" {
		t.Skip("DUBAN_TEST_MYSQL is empty: no MySQL to test with")
	}
	name := "temporal_" + strings.ToLower(rand.Text()[:10])
	t.Cleanup(func() {
		db, err := sql.Open("mysql", prefix)
		require.NoError(t, err)
		defer db.Close()
		for _, database := range []string{name, name + "_visibility"} {
			_, err := db.Exec("DROP DATABASE IF EXISTS " + database)
			require.NoError(t, err)
		}
	})
	return prefix + name
}

func start(t *testing.T, options embedded.Options) *embedded.Server {
	t.Helper()
	if testing.Verbose() {
		options.Logger = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	began := time.Now()
	server, err := embedded.Start(t.Context(), options)
	require.NoError(t, err)
	t.Logf("ready after %s", time.Since(began).Round(time.Millisecond))
	t.Cleanup(server.Stop)
	return server
}

// connect dials the server and runs a worker beside it.
func connect(t *testing.T, server *embedded.Server) (c client.Client, disconnect func()) {
	t.Helper()
	c, err := client.Dial(client.Options{
		HostPort: server.HostPort(), Namespace: server.Namespace(), Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	w := worker.New(c, queue, worker.Options{})
	w.RegisterWorkflowWithOptions(tally, workflow.RegisterOptions{Name: "tally"})
	require.NoError(t, w.Start())
	disconnect = sync.OnceFunc(func() {
		w.Stop()
		c.Close()
	})
	t.Cleanup(disconnect)
	return c, disconnect
}

func startTally(t *testing.T, c client.Client) {
	t.Helper()
	_, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "one", TaskQueue: queue}, "tally")
	require.NoError(t, err)
}

func add(ctx context.Context, c client.Client, n int) (sum int, err error) {
	handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: "one", UpdateName: "add", Args: []any{n}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return 0, err
	}
	return sum, handle.Get(ctx, &sum)
}

func TestStart_GoesOnWithWorkflowsOfAnEarlierServer(t *testing.T) {
	engines(t, func(t *testing.T, options embedded.Options) {
		first := start(t, options)
		c, disconnect := connect(t, first)
		startTally(t, c)
		sum, err := add(t.Context(), c, 3)
		require.NoError(t, err)
		require.Equal(t, 3, sum)
		disconnect()
		began := time.Now()
		first.Stop()
		t.Logf("stopped after %s", time.Since(began).Round(time.Millisecond))

		c, _ = connect(t, start(t, options))
		sum, err = add(t.Context(), c, 4)
		require.NoError(t, err)
		require.Equal(t, 7, sum)
		_, err = c.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{
			WorkflowID: "one", UpdateName: "finish", WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		require.NoError(t, err)
		require.NoError(t, c.GetWorkflow(t.Context(), "one", "").Get(t.Context(), &sum))
		require.Equal(t, 7, sum)
	})
}

func TestStart_RefusesSecondOpener(t *testing.T) {
	engines(t, func(t *testing.T, options embedded.Options) {
		first := start(t, options)
		_, err := embedded.Start(t.Context(), options)
		require.ErrorIs(t, err, embedded.ErrInUse)

		first.Stop()
		start(t, options)
	})
}

func TestStart_ServesFiftyCallersOfOneWorkflowAtOnce(t *testing.T) {
	t.Parallel()
	c, _ := connect(t, start(t, embedded.Options{Dir: t.TempDir()}))
	startTally(t, c)
	var all sync.WaitGroup
	failures := make(chan error, 50)
	for range 50 {
		all.Go(func() {
			_, err := add(t.Context(), c, 1)
			failures <- err
		})
	}
	all.Wait()
	for range 50 {
		require.NoError(t, <-failures)
	}
	sum, err := add(t.Context(), c, 0)
	require.NoError(t, err)
	require.Equal(t, 50, sum)
}

func TestStart_SetsNamespaceAndRetentionEachTime(t *testing.T) {
	engines(t, func(t *testing.T, options embedded.Options) {
		options.Namespace = "duban"
		for _, retention := range []time.Duration{0, 100 * 24 * time.Hour, 48 * time.Hour} {
			options.Retention = retention
			server := start(t, options)
			require.Equal(t, "duban", server.Namespace())
			c, disconnect := connect(t, server)
			answer, err := c.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: "duban"})
			require.NoError(t, err)
			if retention == 0 {
				retention = embedded.DefaultRetention
			}
			require.Equal(t, retention, answer.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
			disconnect()
			server.Stop()
		}
	})
}

func TestStart_ListensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":7233", "192.168.1.10:7233", "[::]:7233", "example.org:7233"} {
		_, err := embedded.Start(t.Context(), embedded.Options{Dir: t.TempDir(), HostPort: address})
		require.ErrorIs(t, err, embedded.ErrNotLoopback, address)
	}
	_, err := embedded.Start(t.Context(), embedded.Options{Dir: t.TempDir(), HostPort: "127.0.0.1"})
	require.ErrorContains(t, err, "missing port")

	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, err = embedded.Start(t.Context(), embedded.Options{Dir: t.TempDir(), HostPort: taken.Addr().String()})
	require.ErrorContains(t, err, "address already in use")
}

func TestStart_RefusesOptionsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]embedded.Options{
		"no place for data":      {},
		"two places for data":    {Dir: t.TempDir(), MySQL: "root@tcp(127.0.0.1)/"},
		"retention under 1 hour": {Dir: t.TempDir(), Retention: time.Minute},
		"missing folder":         {Dir: filepath.Join(t.TempDir(), "missing")},
		"unreadable DSN":         {MySQL: "not a DSN"},
		"unusable database name": {MySQL: "root@tcp(127.0.0.1:1)/no`name"},
	} {
		_, err := embedded.Start(t.Context(), options)
		require.Error(t, err, name)
	}
}

func TestStart_TakesAnyFolderName(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "督办 100% #1?")
	require.NoError(t, os.Mkdir(dir, 0o700))
	start(t, embedded.Options{Dir: dir})
	require.FileExists(t, filepath.Join(dir, "temporal.db"))
}

func TestStart_RefusesOtherSchemaOnSQLite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "temporal.db")
	start(t, embedded.Options{Dir: dir}).Stop()
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	_, err = db.Exec("ALTER TABLE shards DROP COLUMN range_id")
	require.NoError(t, err)
	require.NoError(t, db.Close())

	_, err = embedded.Start(t.Context(), embedded.Options{Dir: dir})
	require.ErrorIs(t, err, embedded.ErrSchema)
	require.ErrorContains(t, err, "duban reconcile")
	require.ErrorContains(t, err, "shards")

	aside, err := embedded.SetAside(dir, time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	require.Equal(t, path+".aside-20260301T080000.000Z", aside)
	require.FileExists(t, aside)
	start(t, embedded.Options{Dir: dir})
	_, err = embedded.SetAside(dir, time.Now())
	require.ErrorIs(t, err, embedded.ErrInUse)
}

func TestStart_RefusesWhatIsNoDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "temporal.db")
	text := strings.Repeat("This is not an SQLite file. ", 100)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	_, err := embedded.Start(t.Context(), embedded.Options{Dir: dir})
	require.ErrorIs(t, err, embedded.ErrSchema)
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, text, string(kept))
}

func TestSetAside_HasNothingToDoInAnEmptyFolder(t *testing.T) {
	t.Parallel()
	aside, err := embedded.SetAside(t.TempDir(), time.Now())
	require.NoError(t, err)
	require.Empty(t, aside)
}

func TestStart_RefusesOtherSchemaOnMySQL(t *testing.T) {
	t.Parallel()
	dsn := mysqlDatabase(t)
	server, err := mysql.ParseDSN(dsn)
	require.NoError(t, err)
	name := server.DBName
	server.DBName = ""
	db, err := sql.Open("mysql", server.FormatDSN())
	require.NoError(t, err)
	defer db.Close()
	exec := func(format string, args ...any) {
		t.Helper()
		_, err := db.Exec(fmt.Sprintf(format, args...))
		require.NoError(t, err)
	}

	exec("CREATE DATABASE %s", name)
	exec("CREATE TABLE %s.goals (id INT)", name)
	_, err = embedded.Start(t.Context(), embedded.Options{MySQL: dsn})
	require.ErrorIs(t, err, embedded.ErrSchema)

	exec("DROP TABLE %s.goals", name)
	start(t, embedded.Options{MySQL: dsn}).Stop()
	exec("UPDATE %s.schema_version SET curr_version = '1.3'", name)
	_, err = embedded.Start(t.Context(), embedded.Options{MySQL: dsn})
	require.ErrorIs(t, err, embedded.ErrSchema)
	require.ErrorContains(t, err, "1.3")
}

func TestStart_EndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	enough := errors.New("enough")
	cancel(enough)
	dir := t.TempDir()
	_, err := embedded.Start(ctx, embedded.Options{Dir: dir})
	require.Error(t, err)
	start(t, embedded.Options{Dir: dir})
}
