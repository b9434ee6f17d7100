package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"modernc.org/sqlite"
)

// Tx is a transaction under way: what Write hands to its function, and what
// every function of this package that writes takes. Callers pass it on and do
// nothing else with it.
type Tx = gorm.DB

// Options says which database to open: exactly one of MySQL and SQLite.
type Options struct {
	MySQL  string // DSN, e.g. "duban:secret@tcp(db:3306)/duban"; the parameters that matter are set here
	SQLite string // path of the file; created when missing
	// Connections bounds the pool: all connections on MySQL, readers on
	// SQLite. 0 means 32 and 8.
	Connections int
	Clock       func() time.Time // when rows say they were made; nil means time.Now
	Logger      *slog.Logger     // for slow queries and migrations; nil means slog.Default()
}

// Engine names the database in use.
type Engine string

// The engines.
const (
	MySQL  Engine = "mysql"
	SQLite Engine = "sqlite"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	Engine Engine

	write  *gorm.DB
	read   *gorm.DB
	log    *slog.Logger
	clock  func() time.Time
	file   string // SQLite: path of the database
	closer []*sql.DB

	calendars sync.Map // *calendar.Calendar by version: they never change
	templates sync.Map // templates.Template by id: nor do they
	worths    sync.Map // worth by id of the course, of its last change
}

// Open connects and answers only when the database does. It does not migrate;
// see Migrate and Ready.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	s := &Store{log: o.Logger, clock: o.Clock}
	var err error
	switch {
	case o.MySQL != "" && o.SQLite != "":
		return nil, errors.New("store: both MySQL and SQLite are given")
	case o.MySQL != "":
		err = s.openMySQL(ctx, o)
	case o.SQLite != "":
		err = s.openSQLite(ctx, o)
	default:
		return nil, errors.New("store: neither MySQL nor SQLite is given")
	}
	if err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("store: %w", err)
	}
	return s, nil
}

// Close ends every connection.
func (s *Store) Close() error {
	var errs []error
	for _, db := range s.closer {
		errs = append(errs, db.Close())
	}
	return errors.Join(errs...)
}

// Read returns a session for queries. On SQLite it cannot write.
func (s *Store) Read(ctx context.Context) *gorm.DB { return s.read.WithContext(ctx) }

// attempts is how often Write tries a transaction that the engine gave up by
// itself (a deadlock on MySQL).
const attempts = 4

// Write runs f in one transaction: committed when f returns nil, rolled back
// otherwise. A transaction that MySQL gave up because of a deadlock is run
// again, so f must do nothing but use tx.
func (s *Store) Write(ctx context.Context, f func(tx *Tx) error) error {
	var err error
	for range attempts {
		err = s.write.WithContext(ctx).Transaction(f)
		if !deadlock(err) {
			return err
		}
	}
	return err
}

// Ping answers nil when the database can be read and written.
func (s *Store) Ping(ctx context.Context) error {
	for _, db := range s.closer {
		if err := db.PingContext(ctx); err != nil {
			return err
		}
	}
	return nil
}

// pool returns the connections that write.
func (s *Store) pool() *sql.DB { return s.closer[0] }

func deadlock(err error) bool {
	var e *gomysql.MySQLError
	return errors.As(err, &e) && e.Number == 1213
}

func (s *Store) gorm(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{
		SkipDefaultTransaction: true, // Write is the only way to write
		TranslateError:         true,
		NowFunc:                func() time.Time { return s.clock().UTC().Truncate(time.Millisecond) },
		Logger: logger.NewSlogLogger(s.log, logger.Config{
			SlowThreshold:             500 * time.Millisecond,
			IgnoreRecordNotFoundError: true,
			ParameterizedQueries:      true, // no values in the log
			LogLevel:                  logger.Warn,
		}),
	})
}

// Unavailable tells whether the database could not be reached or gave up, so
// that the same request may succeed later.
func Unavailable(err error) bool {
	var network net.Error
	var my *gomysql.MySQLError
	var lite *sqlite.Error
	switch {
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, gomysql.ErrInvalidConn), errors.Is(err, sql.ErrConnDone):
		return true
	case errors.As(err, &my):
		// Shutting down, too many connections, lock wait timeout, deadlock, read-only.
		return slices.Contains([]uint16{1040, 1053, 1205, 1213, 1290, 1836, 3100}, my.Number)
	case errors.As(err, &lite):
		return slices.Contains([]int{5, 6, 10, 13}, lite.Code()&0xff) // busy, locked, I/O error, disk full
	}
	return errors.As(err, &network)
}

// Missing tells whether a query found nothing.
func Missing(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }

// Duplicate tells whether a write met a row with the same unique key.
func Duplicate(err error) bool { return errors.Is(err, gorm.ErrDuplicatedKey) }
