package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/mysql/*.sql migrations/sqlite/*.sql
var migrations embed.FS

// ErrNewer refuses a database that a newer program has migrated.
var ErrNewer = errors.New("store: the database is newer than this program; use the newer program")

// ErrBehind refuses a database that lacks migrations.
var ErrBehind = errors.New("store: the database must be migrated first")

// Migrate brings the database to this program's version. It is safe to call
// from several processes at once and does nothing when nothing is to do. It
// refuses a newer database with ErrNewer.
func (s *Store) Migrate(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	release, err := s.migrationLock(ctx)
	if err != nil {
		return fmt.Errorf("store: lock for migration: %w", err)
	}
	defer release()
	if err := s.refuseNewer(ctx, p); err != nil {
		return err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	for _, m := range done {
		s.log.InfoContext(ctx, "migrated", "version", m.Source.Version, "took", m.Duration)
	}
	if err := s.seedTemplates(ctx); err != nil {
		return err
	}
	if err := s.seedChecklists(ctx); err != nil {
		return fmt.Errorf("store: checklists: %w", err)
	}
	return s.seedCalendar(ctx)
}

// Version returns the version of the database (0 before the first migration)
// and the version that this program wants.
func (s *Store) Version(ctx context.Context) (database, program int64, err error) {
	p, err := s.provider()
	if err != nil {
		return 0, 0, err
	}
	if database, err = s.databaseVersion(ctx); err != nil {
		return 0, 0, err
	}
	return database, wanted(p), nil
}

// Ready answers nil when the database has exactly this program's version,
// else ErrBehind, ErrNewer or what went wrong.
func (s *Store) Ready(ctx context.Context) error {
	database, program, err := s.Version(ctx)
	switch {
	case err != nil:
		return err
	case database > program:
		return ErrNewer
	case database < program:
		return ErrBehind
	}
	return nil
}

func (s *Store) refuseNewer(ctx context.Context, p *goose.Provider) error {
	database, err := s.databaseVersion(ctx)
	if err == nil && database > wanted(p) {
		return fmt.Errorf("%w (database %d, program %d)", ErrNewer, database, wanted(p))
	}
	return err
}

// databaseVersion reads what goose recorded, without making goose's table.
func (s *Store) databaseVersion(ctx context.Context) (int64, error) {
	exists := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"
	if s.Engine == MySQL {
		exists = "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'goose_db_version'"
	}
	var n int64
	if err := s.Read(ctx).Raw(exists).Scan(&n).Error; err != nil || n == 0 {
		return 0, err
	}
	err := s.Read(ctx).Raw("SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version").Scan(&n).Error
	return n, err
}

func wanted(p *goose.Provider) int64 {
	sources := p.ListSources()
	if len(sources) == 0 {
		return 0
	}
	return sources[len(sources)-1].Version
}

func (s *Store) provider() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if s.Engine == MySQL {
		dialect = goose.DialectMySQL
	}
	files, err := fs.Sub(migrations, "migrations/"+string(s.Engine))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, s.pool(), files,
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(s.log))
}

// migrationLock keeps other processes out until release: a named lock of the
// session on MySQL; on SQLite a write lock on a file beside the database.
// Both end by themselves when the process dies.
func (s *Store) migrationLock(ctx context.Context) (release func(), err error) {
	if s.Engine == SQLite {
		return s.fileLock(ctx)
	}
	conn, err := s.pool().Conn(ctx)
	if err != nil {
		return nil, err
	}
	const name = "CONCAT('duban-migrate-', LEFT(SHA2(DATABASE(), 256), 16))"
	var got sql.NullInt64
	err = conn.QueryRowContext(ctx, "SELECT GET_LOCK("+name+", 300)").Scan(&got)
	if err == nil && got.Int64 != 1 {
		err = errors.New("another process migrates for too long")
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT RELEASE_LOCK("+name+")")
		_ = conn.Close() // ends the lock in any case
	}, nil
}

func (s *Store) fileLock(ctx context.Context) (release func(), err error) {
	db := sql.OpenDB(sqliteConnector{sqliteFile(s.file+".migration") + "?_pragma=busy_timeout(120000)"})
	conn, err := db.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return func() { _ = conn.Close(); _ = db.Close() }, nil // closing rolls back
}
