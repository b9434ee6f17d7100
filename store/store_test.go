package store_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/store"
	"duban/store/storetest"
)

var ctx = context.Background()

func write(t *testing.T, s *store.Store, f func(tx *gorm.DB) error) {
	t.Helper()
	require.NoError(t, s.Write(ctx, f))
}

func newUnit(t *testing.T, s *store.Store, code string) store.Unit {
	t.Helper()
	u := store.Unit{Code: code, Name: "单位" + code, Kind: store.UnitOffice, Active: true}
	write(t, s, func(tx *gorm.DB) error { return store.CreateUnit(tx, &u) })
	return u
}

func newPost(t *testing.T, s *store.Store, code, unit string) store.Post {
	t.Helper()
	p := store.Post{Code: code, Name: "岗位" + code, UnitID: unit, Grade: store.GradeMember, Active: true}
	write(t, s, func(tx *gorm.DB) error { return store.CreatePost(tx, &p) })
	return p
}

func newUser(t *testing.T, s *store.Store, name, unit string) store.User {
	t.Helper()
	u := store.User{Username: name, Name: "姓名" + name, UnitID: unit, PasswordAt: time.Now()}
	write(t, s, func(tx *gorm.DB) error { return store.CreateUser(tx, &u) })
	return u
}

func TestOpen_WantsOneDatabase(t *testing.T) {
	for _, o := range []store.Options{{}, {MySQL: "root@tcp(127.0.0.1:1)/x", SQLite: "x"}, {MySQL: "root@tcp(127.0.0.1:1)/"}, {MySQL: "::"}} {
		_, err := store.Open(ctx, o)
		require.Error(t, err)
	}
}

func TestWrite_KeepsMillisecondsAndUTC(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		u := newUser(t, s, "li", "")
		at := time.Date(2026, 3, 4, 17, 30, 15, 123_999_999, time.FixedZone("CST", 8*3600))
		write(t, s, func(tx *gorm.DB) error {
			u.LastSignIn = &at
			return store.UpdateUser(tx, &u)
		})
		got, err := s.User(ctx, u.ID)
		require.NoError(t, err)
		require.Equal(t, time.Date(2026, 3, 4, 9, 30, 15, 123_000_000, time.UTC), *got.LastSignIn)

		var n int64 // a comparison in SQL sees the same instant, whatever its zone
		for _, limit := range []time.Time{at, at.Add(time.Millisecond).UTC(), at.Add(-time.Millisecond)} {
			require.NoError(t, s.Read(ctx).Model(&store.User{}).Where("last_sign_in < ?", limit).Count(&n).Error)
			require.EqualValues(t, limit.After(at), n == 1)
		}
	})
}

func TestWrite_RollsBackWhatFails(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(ctx, func(tx *gorm.DB) error {
			u := store.Unit{Code: "a", Kind: store.UnitOffice, Active: true}
			if err := store.CreateUnit(tx, &u); err != nil {
				return err
			}
			return fmt.Errorf("no")
		})
		require.EqualError(t, err, "no")
		units, err := s.Units(ctx)
		require.NoError(t, err)
		require.Empty(t, units)
	})
}

func TestRead_CannotWriteOnSQLite(t *testing.T) {
	s := storetest.SQLite(t)
	require.Error(t, s.Read(ctx).Create(&store.Unit{ID: "x", Code: "x", Kind: store.UnitOffice}).Error)
}

func TestErrors_AreTranslatedAlike(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		unit := newUnit(t, s, "a")
		insert := func(row any) error { return s.Write(ctx, func(tx *gorm.DB) error { return tx.Create(row).Error }) }
		require.ErrorIs(t, insert(&store.Unit{ID: "x", Code: "a", Kind: store.UnitOffice}), gorm.ErrDuplicatedKey)
		require.ErrorIs(t, insert(&store.Unit{ID: unit.ID, Code: "b", Kind: store.UnitOffice}), gorm.ErrDuplicatedKey)
		require.ErrorIs(t, insert(&store.Unit{ID: "x", Code: "b", Kind: "castle"}), gorm.ErrCheckConstraintViolated)
		require.ErrorIs(t, insert(&store.Post{ID: "x", Code: "p", UnitID: "none", Grade: store.GradeHead}), gorm.ErrForeignKeyViolated)
		newPost(t, s, "p", unit.ID)
		require.ErrorIs(t, s.Write(ctx, func(tx *gorm.DB) error { return tx.Delete(&unit).Error }), gorm.ErrForeignKeyViolated)
		_, err := s.Unit(ctx, "none")
		require.True(t, store.Missing(err))
	})
}

func TestWrite_CountsEveryConcurrentReadThenWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const workers, each = 8, 20
		var all sync.WaitGroup
		for w := range workers {
			all.Go(func() {
				for i := range each {
					err := s.Write(ctx, func(tx *gorm.DB) error {
						return store.AppendAudit(tx, &store.AuditEntry{At: time.Now(), Kind: "test", Object: fmt.Sprint(w, i)})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		n, err := s.VerifyAudit(ctx)
		require.NoError(t, err)
		require.EqualValues(t, workers*each, n)
	})
}

func TestMigrate_IsSafeFromTwoProcessesAtOnce(t *testing.T) {
	for name, options := range map[string]func(*testing.T) store.Options{
		"sqlite": func(t *testing.T) store.Options {
			return store.Options{SQLite: filepath.Join(t.TempDir(), "a b?c%#.db")}
		},
		"mysql": func(t *testing.T) store.Options { return store.Options{MySQL: storetest.MySQLDatabase(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Logger = slog.New(slog.DiscardHandler)
			var all sync.WaitGroup
			for range 3 {
				s, err := store.Open(ctx, o)
				require.NoError(t, err)
				defer func() { require.NoError(t, s.Close()) }()
				all.Go(func() {
					if err := s.Migrate(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			s, err := store.Open(ctx, o)
			require.NoError(t, err)
			require.NoError(t, s.Ready(ctx))
			require.NoError(t, s.Close())
		})
	}
}

func TestMigrate_RefusesANewerDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		require.NoError(t, s.Ready(ctx))
		_, program, err := s.Version(ctx)
		require.NoError(t, err)
		write(t, s, func(tx *gorm.DB) error {
			return tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", program+1, true).Error
		})
		require.ErrorIs(t, s.Migrate(ctx), store.ErrNewer)
		require.ErrorIs(t, s.Ready(ctx), store.ErrNewer)
	})
}

func TestReady_RefusesADatabaseNotMigrated(t *testing.T) {
	s, err := store.Open(ctx, store.Options{SQLite: filepath.Join(t.TempDir(), "new.db")})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	require.ErrorIs(t, s.Ready(ctx), store.ErrBehind)
}

func TestNewID_SortsByTime(t *testing.T) {
	last := ""
	for range 10_000 {
		id := store.NewID()
		require.Len(t, id, 26)
		require.Greater(t, id, last)
		last = id
	}
}
