package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"time"

	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

// sqliteDSN is the only way in which a file is opened. Immediate transactions
// make read-then-write safe; UTC text of one shape makes times comparable.
func sqliteDSN(path string, readOnly bool) string {
	dsn := sqliteFile(path) +
		"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)" +
		"&_txlock=immediate&_time_format=sqlite&_timezone=UTC"
	if readOnly {
		dsn += "&_pragma=query_only(1)"
	}
	return dsn
}

func sqliteFile(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

func (s *Store) openSQLite(ctx context.Context, o Options) error {
	s.Engine, s.file = SQLite, o.SQLite
	readers := o.Connections
	if readers == 0 {
		readers = 8
	}
	var err error
	if s.write, err = s.openFile(ctx, sqliteDSN(o.SQLite, false), 1); err != nil {
		return err
	}
	s.read, err = s.openFile(ctx, sqliteDSN(o.SQLite, true), readers)
	return err
}

func (s *Store) openFile(ctx context.Context, dsn string, connections int) (*gorm.DB, error) {
	db := sql.OpenDB(sqliteConnector{dsn})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	s.closer = append(s.closer, db)
	if err := db.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("sqlite file: %w", err)
	}
	return s.gorm(sqliteDialector{gormsqlite.New(gormsqlite.Config{DriverName: "sqlite", Conn: db}).(*gormsqlite.Dialector)})
}

// sqliteDialector translates the errors of the pure Go driver, which GORM
// does not know.
type sqliteDialector struct{ *gormsqlite.Dialector }

func (d sqliteDialector) Translate(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case 1555, 2067:
		return gorm.ErrDuplicatedKey
	case 787:
		return gorm.ErrForeignKeyViolated
	case 275:
		return gorm.ErrCheckConstraintViolated
	}
	return err
}

// sqliteConnector opens connections on which every time is cut to
// milliseconds, as MySQL's columns do.
type sqliteConnector struct{ dsn string }

func (c sqliteConnector) Driver() driver.Driver { return &sqlite.Driver{} }

func (c sqliteConnector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	if err != nil {
		return nil, err
	}
	full, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("the sqlite driver lacks what it had"), conn.Close())
	}
	return milliConn{full, &keptStatements{}}, nil
}

// sqliteConn is what the driver's connections offer database/sql.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type milliConn struct {
	sqliteConn
	kept *keptStatements
}

// CheckNamedValue is asked by database/sql for every argument.
func (milliConn) CheckNamedValue(v *driver.NamedValue) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(v.Value)
	if err != nil {
		return err
	}
	if t, ok := value.(time.Time); ok {
		value = t.UTC().Truncate(time.Millisecond)
	}
	v.Value = value
	return nil
}
