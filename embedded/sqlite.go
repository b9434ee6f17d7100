package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/schema"
	driver "modernc.org/sqlite"
)

const notADatabase = 26 // SQLITE_NOTADB

// opened counts the openings of a file by this process; see openSQLite.
var opened atomic.Int64

// openSQLite locks dir, creates the schema in a new file and refuses any other schema than this server's.
func openSQLite(ctx context.Context, dir string) (config.Persistence, func(), error) {
	unlock, err := lockDir(dir)
	if err != nil {
		return config.Persistence{}, nil, err
	}
	path := filepath.Join(dir, databaseFile)
	if err := prepareSQLite(ctx, path); err != nil {
		unlock()
		return config.Persistence{}, nil, err
	}
	store := &config.SQL{
		PluginName:   sqlite.PluginName,
		DatabaseName: uriPath(path),
		MaxConns:     1, // one writer; more would meet BUSY, which the plugin takes for a duplicate key
		ConnectAttributes: map[string]string{
			"mode":         "rw",
			"journal_mode": "wal",
			"synchronous":  "full", // an acknowledged update survives a power cut
			"busy_timeout": "10000",
			// The plugin keeps the connection of a stopped server and gives it to the next one with the same
			// attributes, even if the file was replaced meanwhile. SQLite ignores a pragma it does not know.
			"duban_opening": strconv.FormatInt(opened.Add(1), 10),
		},
	}
	return persistence(1, store, store), unlock, nil
}

// SetAside renames the Temporal database in dir, so that the next Start makes a new one, and returns the
// new name ("" when there was none). It is the first half of rebuilding running goals from the
// application database after ErrSchema; nothing is deleted.
func SetAside(dir string, now time.Time) (string, error) {
	unlock, err := lockDir(dir)
	if err != nil {
		return "", err
	}
	defer unlock()
	path := filepath.Join(dir, databaseFile)
	aside := path + ".aside-" + now.UTC().Format("20060102T150405.000Z")
	// The write-ahead log first: without it the database is only older, without the database it is nothing.
	for _, suffix := range []string{"-shm", "-wal", ""} {
		err = os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("set the Temporal database aside: %w", err)
		}
	}
	if err != nil {
		return "", nil
	}
	return aside, nil
}

// prepareSQLite creates the schema in an empty or missing file, in one transaction, and otherwise
// compares what is there with what the schema of this version makes.
func prepareSQLite(ctx context.Context, path string) error {
	script, err := sqliteScript()
	if err != nil {
		return err
	}
	wanted, err := sqliteObjects(ctx, ":memory:", script)
	if err != nil {
		return fmt.Errorf("make the Temporal schema: %w", err)
	}
	file := "file:" + uriPath(path) + "?mode=rwc&_pragma=journal_mode(wal)&_pragma=synchronous(full)"
	found, err := sqliteObjects(ctx, file, "")
	if err == nil && len(found) == 0 {
		found, err = sqliteObjects(ctx, file, script)
	}
	var failure *driver.Error
	if errors.As(err, &failure) && failure.Code() == notADatabase {
		return fmt.Errorf("%w: %s is not an SQLite database", ErrSchema, path)
	}
	if err != nil {
		return fmt.Errorf("open the Temporal database %s: %w", path, err)
	}
	if !maps.Equal(found, wanted) {
		return fmt.Errorf("%w: %s differs in %s", ErrSchema, path, differences(found, wanted))
	}
	return nil
}

// sqliteObjects runs script in the database and returns its tables and indexes with their definitions.
func sqliteObjects(ctx context.Context, dsn, script string) (map[string]string, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	objects := map[string]string{}
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			return nil, err
		}
		objects[name] = strings.Join(strings.Fields(definition), " ")
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return objects, tx.Commit()
}

// sqliteScript is the server's own schema, executions and visibility in one file.
func sqliteScript() (string, error) {
	var script []byte
	for _, name := range []string{"sqlite/v3/temporal/schema.sql", "sqlite/v3/visibility/schema.sql"} {
		part, err := fs.ReadFile(schema.Assets(), name)
		if err != nil {
			return "", fmt.Errorf("read the Temporal schema: %w", err)
		}
		script = append(append(script, part...), '\n')
	}
	return string(script), nil
}

// differences names what two schemas do not share.
func differences(found, wanted map[string]string) string {
	names := map[string]bool{}
	for name, definition := range wanted {
		names[name] = found[name] != definition
	}
	for name, definition := range found {
		names[name] = wanted[name] != definition
	}
	maps.DeleteFunc(names, func(_ string, differs bool) bool { return !differs })
	list := slices.Sorted(maps.Keys(names))
	if more := len(list) - 5; more > 0 {
		list = append(list[:5], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}

// uriPath writes a file name as SQLite reads it in a URI: a data folder may have blanks, 中文 or % in it.
func uriPath(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// persistence names the stores of a server.
func persistence(shards int32, executions, visibility *config.SQL) config.Persistence {
	return config.Persistence{
		DefaultStore:     "executions",
		VisibilityStore:  "visibility",
		NumHistoryShards: shards,
		DataStores: map[string]config.DataStore{
			"executions": {SQL: executions},
			"visibility": {SQL: visibility},
		},
	}
}
