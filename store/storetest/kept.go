package storetest

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/store"
)

// Migrating costs more than most tests: this process migrates one file, which
// tests copy, and keeps its databases on MySQL, which are put back to what
// they were as migrated. The next process drops them.
const (
	keptPrefix  = "duban_kept_"
	modelSuffix = "_model" // beside each: the rows that migrating wrote
)

var migrated = sync.OnceValues(func() (content []byte, err error) {
	dir, err := os.MkdirTemp("", "duban-storetest-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := migrate(store.Options{SQLite: filepath.Join(dir, "duban.db")})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	whole := filepath.Join(dir, "whole.db")
	if err := s.CopyTo(context.Background(), whole); err != nil {
		return nil, err
	}
	return os.ReadFile(whole)
})

// SQLiteFile writes a migrated database to a path.
func SQLiteFile(t testing.TB, path string) {
	t.Helper()
	content, err := migrated()
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// MySQLMigrated lends a migrated database and returns its DSN. It skips the
// test when no server is named.
func MySQLMigrated(t testing.TB) string {
	t.Helper()
	server := mysqlServer(t)
	k, err := borrow(server)
	if err != nil {
		t.Fatalf("borrow a database: %v", err)
	}
	t.Cleanup(func() {
		if err := k.giveBack(); err != nil {
			t.Errorf("put the database back: %v", err)
		}
	})
	return server + k.name
}

// kept is a database of this process.
type kept struct {
	name   string
	tables []string
	model  []string  // those of the tables that have rows as migrated
	lock   *sql.Conn // says for as long as this process lives that somebody uses it
}

var idle struct {
	sync.Mutex
	swept bool
	list  []*kept
}

func borrow(server string) (*kept, error) {
	idle.Lock()
	defer idle.Unlock()
	if n := len(idle.list); n > 0 {
		k := idle.list[n-1]
		idle.list = idle.list[:n-1]
		return k, nil
	}
	db, err := sql.Open("mysql", server)
	if err != nil {
		return nil, err
	}
	if !idle.swept {
		if err := sweep(db); err != nil {
			return nil, err
		}
		idle.swept = true
	}
	return keep(db, server)
}

// sweep drops what processes that are gone have kept.
func sweep(db *sql.DB) error {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	names, err := texts(conn, "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE ?", keptPrefix+"%")
	if err != nil {
		return err
	}
	for _, name := range names {
		var free int
		owner := strings.TrimSuffix(name, modelSuffix)
		if err := conn.QueryRowContext(context.Background(), "SELECT COALESCE(GET_LOCK(?, 0), 0)", owner).Scan(&free); err != nil {
			return err
		}
		if free == 0 {
			continue
		}
		if err := run(conn, "DROP DATABASE IF EXISTS "+name, "DO RELEASE_LOCK('"+owner+"')"); err != nil {
			return err
		}
	}
	return nil
}

// keep makes a database, migrates it and copies the rows that it has then.
func keep(db *sql.DB, server string) (*kept, error) {
	k := &kept{name: keptPrefix + strings.ToLower(store.NewID())}
	var err error
	if k.lock, err = db.Conn(context.Background()); err != nil {
		return nil, err
	}
	if err := run(k.lock, "SET SESSION wait_timeout = 86400", "DO GET_LOCK('"+k.name+"', 0)", "CREATE DATABASE "+k.name,
		"CREATE DATABASE "+k.name+modelSuffix, "SET foreign_key_checks = 0"); err != nil {
		return nil, err
	}
	s, err := migrate(store.Options{MySQL: server + k.name})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if k.tables, err = texts(k.lock, "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", k.name); err != nil {
		return nil, err
	}
	for _, table := range k.tables {
		some, err := texts(k.lock, "SELECT 'row' FROM "+k.name+"."+table+" LIMIT 1")
		if err != nil {
			return nil, err
		}
		if len(some) == 0 {
			continue
		}
		k.model = append(k.model, table)
		if err := run(k.lock, "CREATE TABLE "+k.in(modelSuffix, table)+" AS SELECT * FROM "+k.in("", table)); err != nil {
			return nil, err
		}
	}
	return k, nil
}

func (k *kept) in(suffix, table string) string { return k.name + suffix + "." + table }

// giveBack ends whoever is still connected, puts the rows back to what they
// were as migrated, and lets the next test have the database.
func (k *kept) giveBack() error {
	if err := k.disconnect(); err != nil {
		return err
	}
	statements := []string{"START TRANSACTION"}
	for _, table := range k.tables {
		statements = append(statements, "DELETE FROM "+k.in("", table))
		if slices.Contains(k.model, table) {
			statements = append(statements, "INSERT INTO "+k.in("", table)+" SELECT * FROM "+k.in(modelSuffix, table))
		}
	}
	if err := run(k.lock, append(statements, "COMMIT")...); err != nil {
		return err
	}
	idle.Lock()
	defer idle.Unlock()
	idle.list = append(idle.list, k)
	return nil
}

func (k *kept) disconnect() error {
	deadline := time.Now().Add(10 * time.Second)
	for {
		left, err := texts(k.lock, "SELECT id FROM information_schema.processlist WHERE db = ?", k.name)
		if err != nil || len(left) == 0 {
			return err
		}
		if time.Now().After(deadline) {
			return errors.New("connections to " + k.name + " do not end")
		}
		for _, id := range left {
			_ = run(k.lock, "KILL "+id) // it may have gone by itself
		}
	}
}

func migrate(o store.Options) (*store.Store, error) {
	o.Logger = slog.New(slog.DiscardHandler)
	s, err := store.Open(context.Background(), o)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(context.Background()); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func run(c *sql.Conn, statements ...string) error {
	for _, s := range statements {
		if _, err := c.ExecContext(context.Background(), s); err != nil {
			return err
		}
	}
	return nil
}

// texts reads a list of one column.
func texts(c *sql.Conn, query string, args ...any) ([]string, error) {
	rows, err := c.QueryContext(context.Background(), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, rows.Err()
}
