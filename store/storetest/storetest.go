// Package storetest gives tests an empty, migrated database of each engine,
// so that one suite runs on both.
package storetest

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/go-sql-driver/mysql" // the driver that makes and drops databases

	"duban/store"
)

// MySQLVariable names the environment variable with the DSN of a MySQL server
// without a database, e.g. root:secret@tcp(127.0.0.1:3306)/. Without it the
// MySQL half of a suite is skipped.
const MySQLVariable = "DUBAN_TEST_MYSQL"

// Each runs f on SQLite and on MySQL, as subtests of those names that run side
// by side once the test itself has returned.
func Each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, SQLite(t))
	})
	t.Run("mysql", func(t *testing.T) {
		t.Parallel()
		f(t, MySQL(t))
	})
}

// SQLite opens a migrated file in a folder of the test's own.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	SQLiteFile(t, path)
	return open(t, store.Options{SQLite: path})
}

// MySQL opens a migrated database that nobody else uses, or skips the test
// when no server is named.
func MySQL(t testing.TB) *store.Store {
	t.Helper()
	return open(t, store.Options{MySQL: MySQLMigrated(t)})
}

func mysqlServer(t testing.TB) string {
	t.Helper()
	server := os.Getenv(MySQLVariable)
	if server == "" {
		t.Skip(MySQLVariable + " names no MySQL server: not tested on MySQL")
	}
	return server
}

// MySQLDatabase makes an empty database, dropped after the test, and returns
// its DSN. It skips the test when no server is named.
func MySQLDatabase(t testing.TB) string {
	t.Helper()
	server := mysqlServer(t)
	db, err := sql.Open("mysql", server)
	if err != nil {
		t.Fatal(err)
	}
	name := "duban_test_" + strings.ToLower(store.NewID())
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatalf("create a database: %v", err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("DROP DATABASE " + name); err != nil {
			t.Errorf("drop the database: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return server + name
}

func open(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	o.Logger = slog.New(slog.DiscardHandler)
	s, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Ready(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}
