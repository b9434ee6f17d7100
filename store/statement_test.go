package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// One connection, so that everything happens on it.
func openOne(t *testing.T) (*sql.DB, *milliConn) {
	t.Helper()
	db := sql.OpenDB(sqliteConnector{sqliteDSN(filepath.Join(t.TempDir(), "x.db"), false)})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	conn, err := db.Conn(t.Context())
	require.NoError(t, err)
	defer conn.Close()
	var c milliConn
	require.NoError(t, conn.Raw(func(raw any) error { c = raw.(milliConn); return nil }))
	return db, &c
}

func TestStatements_AreKeptPreparedUpToALimit(t *testing.T) {
	db, c := openOne(t)
	for i := range 2 * statementsKept {
		var n int
		require.NoError(t, db.QueryRow(fmt.Sprintf("SELECT %d + ?", i), 1).Scan(&n))
		require.Equal(t, i+1, n)
	}
	require.Len(t, c.kept.free, statementsKept)
	require.NotContains(t, c.kept.free, "SELECT 0 + ?", "the longest idle made way")
	require.Contains(t, c.kept.free, fmt.Sprintf("SELECT %d + ?", 2*statementsKept-1))
}

func TestStatements_TwoAtOnceAndAfterAChangeOfTheTables(t *testing.T) {
	db, _ := openOne(t)
	run := func(query string, args ...any) {
		t.Helper()
		_, err := db.Exec(query, args...)
		require.NoError(t, err)
	}
	run("CREATE TABLE a (x INTEGER)")
	for i := range 3 {
		run("INSERT INTO a VALUES (?)", i)
	}
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	outer, err := tx.Query("SELECT x FROM a ORDER BY x")
	require.NoError(t, err)
	for outer.Next() {
		var x, y int
		require.NoError(t, outer.Scan(&x))
		inner, err := tx.Query("SELECT x FROM a ORDER BY x") // the same text while the first is in use
		require.NoError(t, err)
		require.True(t, inner.Next())
		require.NoError(t, inner.Scan(&y))
		require.Zero(t, y)
		require.NoError(t, inner.Close())
	}
	require.NoError(t, outer.Close())
	require.NoError(t, tx.Rollback())

	run("ALTER TABLE a ADD COLUMN z TEXT NOT NULL DEFAULT 'new'")
	rows, err := db.Query("SELECT * FROM a")
	require.NoError(t, err)
	columns, err := rows.Columns()
	require.NoError(t, err)
	require.NoError(t, rows.Close())
	require.Equal(t, []string{"x", "z"}, columns)
	_, err = db.Exec("INSERT INTO a VALUES (?)", 1)
	require.Error(t, err, "a text that has become wrong is refused")
	run("INSERT INTO a (x) VALUES (?)", 1)
}
