package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/blang/semver/v4"
	"github.com/go-sql-driver/mysql"
	"go.temporal.io/server/common/config"
	sqlplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/mysql"
	"go.temporal.io/server/schema"
	mysqlschema "go.temporal.io/server/schema/mysql/v8"
)

const (
	// mysqlShards can never change for a database that exists. Writes of one shard are made one after the
	// other, so this many go in parallel.
	mysqlShards = 8

	lockWait = 2 // seconds a second server waits for one that is just stopping
)

// openMySQL takes the lock on the two databases of a Temporal server, creates them and their schema when
// missing, and refuses a schema older than this server's.
//
// The lock guards against starting two servers by mistake: this one does not share its work with others.
// It is held by one connection, so a restart of MySQL drops it; even then Temporal's own
// range ids keep two servers from writing the same workflow.
func openMySQL(ctx context.Context, dsn string) (config.Persistence, func(), error) {
	none := config.Persistence{}
	server, attributes, err := parseMySQL(dsn)
	if err != nil {
		return none, nil, err
	}
	executions := server.DBName
	visibility := executions + "_visibility"

	admin := server.Clone()
	admin.DBName = ""
	unlock, err := lockMySQL(ctx, admin, executions)
	if err != nil {
		return none, nil, err
	}
	for _, d := range []struct{ name, scripts, version string }{
		{executions, "mysql/v8/temporal", mysqlschema.Version},
		{visibility, "mysql/v8/visibility", mysqlschema.VisibilityVersion},
	} {
		if err := prepareMySQL(ctx, admin, d.name, d.scripts, d.version); err != nil {
			unlock()
			return none, nil, err
		}
	}
	return persistence(mysqlShards, mysqlStore(server, executions, attributes), mysqlStore(server, visibility, attributes)),
		unlock, nil
}

// parseMySQL reads the DSN. Its parameters are returned as written, but for those that Temporal sets itself.
func parseMySQL(dsn string) (*mysql.Config, map[string]string, error) {
	server, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, nil, fmt.Errorf("read the MySQL DSN of Temporal: %w", err)
	}
	if server.DBName == "" {
		server.DBName = "temporal"
	}
	if strings.ContainsAny(server.DBName, "`'\\ -.") {
		return nil, nil, fmt.Errorf("read the MySQL DSN of Temporal: %q cannot be the name of a database", server.DBName)
	}
	server.MultiStatements = true // the schema is a script
	attributes := map[string]string{}
	if _, query, ok := strings.Cut(dsn[strings.LastIndexByte(dsn, '/')+1:], "?"); ok {
		values, err := url.ParseQuery(query)
		if err != nil {
			return nil, nil, fmt.Errorf("read the MySQL DSN of Temporal: %w", err)
		}
		for key := range values {
			attributes[key] = values.Get(key)
		}
	}
	for _, ours := range []string{"parseTime", "loc", "time_zone", "clientFoundRows", "interpolateParams", "multiStatements"} {
		delete(attributes, ours)
	}
	return server, attributes, nil
}

func mysqlStore(server *mysql.Config, database string, attributes map[string]string) *config.SQL {
	return &config.SQL{
		PluginName:        sqlplugin.PluginName,
		User:              server.User,
		Password:          server.Passwd,
		ConnectProtocol:   server.Net,
		ConnectAddr:       server.Addr,
		DatabaseName:      database,
		ConnectAttributes: attributes,
		MaxConns:          20,
		MaxIdleConns:      20,
		MaxConnLifetime:   time.Hour,
	}
}

// lockMySQL takes a lock named after the database, held as long as its connection lives.
func lockMySQL(ctx context.Context, admin *mysql.Config, database string) (unlock func(), err error) {
	db, conn, err := dialMySQL(ctx, admin)
	if err != nil {
		return nil, fmt.Errorf("connect to the MySQL of Temporal: %w", err)
	}
	unlock = func() {
		conn.Close()
		db.Close()
	}
	var got sql.NullInt64
	err = conn.QueryRowContext(ctx, "SELECT GET_LOCK(?, ?)", "temporal in "+database, lockWait).Scan(&got)
	if err == nil && got.Int64 != 1 {
		err = fmt.Errorf("%w: MySQL database %s", ErrInUse, database)
	}
	if err == nil { // an idle connection is closed after eight hours otherwise
		_, err = conn.ExecContext(ctx, "SET SESSION wait_timeout = 31536000")
	}
	if err != nil {
		unlock()
		return nil, err
	}
	return unlock, nil
}

// prepareMySQL makes the database and its schema when they are missing. The version is written last: what
// has tables but no version was left half made, or is not Temporal's, and is refused.
func prepareMySQL(ctx context.Context, admin *mysql.Config, name, scripts, version string) error {
	db, conn, err := dialMySQL(ctx, admin)
	if err != nil {
		return fmt.Errorf("connect to the MySQL of Temporal: %w", err)
	}
	defer db.Close()
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "USE `"+name+"`"); err != nil { // an administrator may have made it, without the right to make others
		script := "CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4; USE `" + name + "`"
		if _, err := conn.ExecContext(ctx, script); err != nil {
			return fmt.Errorf("create database %s: %w", name, err)
		}
	}
	var tables int
	err = conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ?", name).Scan(&tables)
	if err != nil {
		return fmt.Errorf("look into database %s: %w", name, err)
	}
	if tables == 0 {
		return createMySQL(ctx, conn, name, scripts, version)
	}
	var found string
	err = conn.QueryRowContext(ctx, "SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = ?", name).Scan(&found)
	var refused *mysql.MySQLError
	switch {
	case errors.Is(err, sql.ErrNoRows), errors.As(err, &refused) && refused.Number == 1146: // no such table
		return fmt.Errorf("%w: MySQL database %s has tables but no Temporal schema version", ErrSchema, name)
	case err != nil:
		return fmt.Errorf("read the schema version of %s: %w", name, err)
	case older(found, version):
		return fmt.Errorf("%w: MySQL database %s has schema %s, this server needs %s (temporal-sql-tool can also update it)",
			ErrSchema, name, found, version)
	}
	return nil
}

func createMySQL(ctx context.Context, conn *sql.Conn, name, scripts, version string) error {
	script, err := fs.ReadFile(schema.Assets(), scripts+"/schema.sql")
	if err != nil {
		return fmt.Errorf("read the Temporal schema: %w", err)
	}
	if _, err := conn.ExecContext(ctx, string(script)); err != nil {
		return fmt.Errorf("create the Temporal schema in %s: %w", name, err)
	}
	if _, err := conn.ExecContext(ctx, mysqlVersionTables); err != nil {
		return fmt.Errorf("create the Temporal schema version in %s: %w", name, err)
	}
	_, err = conn.ExecContext(ctx, `INSERT INTO schema_version
		(version_partition, db_name, creation_time, curr_version, min_compatible_version) VALUES (0, ?, UTC_TIMESTAMP(6), ?, ?)`,
		name, version, version)
	if err != nil {
		return fmt.Errorf("write the Temporal schema version of %s: %w", name, err)
	}
	return nil
}

// mysqlVersionTables is what temporal-sql-tool makes and reads, so that it can update this schema later.
const mysqlVersionTables = `
CREATE TABLE schema_version (
	version_partition INT NOT NULL, db_name VARCHAR(255) NOT NULL, creation_time DATETIME(6),
	curr_version VARCHAR(64), min_compatible_version VARCHAR(64), PRIMARY KEY (version_partition, db_name));
CREATE TABLE schema_update_history (
	version_partition INT NOT NULL, year INT NOT NULL, month INT NOT NULL, update_time DATETIME(6) NOT NULL,
	description VARCHAR(255), manifest_md5 VARCHAR(64), new_version VARCHAR(64), old_version VARCHAR(64),
	PRIMARY KEY (version_partition, year, month, update_time));`

// older compares versions as the server does at its own start. A newer schema is fine: Temporal's changes
// are compatible with the version before. One that is no version counts as older.
func older(found, wanted string) bool {
	f, errFound := semver.ParseTolerant(found)
	w, errWanted := semver.ParseTolerant(wanted)
	return errFound != nil || errWanted != nil || f.LT(w)
}

// dialMySQL opens one connection of its own.
func dialMySQL(ctx context.Context, server *mysql.Config) (*sql.DB, *sql.Conn, error) {
	connector, err := mysql.NewConnector(server)
	if err != nil {
		return nil, nil, err
	}
	db := sql.OpenDB(connector)
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, conn, nil
}
