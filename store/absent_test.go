package store_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

// wire is a connection to a server that a test can cut and mend.
type wire struct {
	listener net.Listener
	server   string

	mu    sync.Mutex
	cut   bool
	conns []net.Conn
}

func newWire(t *testing.T, server string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	w := &wire{listener: l, server: server}
	go w.accept()
	t.Cleanup(func() {
		_ = l.Close()
		w.set(true)
	})
	return w
}

func (w *wire) accept() {
	for {
		in, err := w.listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", w.server)
		w.mu.Lock()
		if err != nil || w.cut {
			_ = in.Close()
			if out != nil {
				_ = out.Close()
			}
		} else {
			w.conns = append(w.conns, in, out)
			go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
			go func() { _, _ = io.Copy(in, out); _ = in.Close() }()
		}
		w.mu.Unlock()
	}
}

// set cuts every connection, or lets new ones through again.
func (w *wire) set(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.conns = nil
}

func TestUnavailable_WhileMySQLIsGoneAndNotAfterwards(t *testing.T) {
	c, err := gomysql.ParseDSN(storetest.MySQLDatabase(t))
	require.NoError(t, err)
	w := newWire(t, c.Addr)
	c.Addr = w.listener.Addr().String()
	s, err := store.Open(ctx, store.Options{MySQL: c.FormatDSN(), Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	require.NoError(t, s.Migrate(ctx))
	audit := func() error {
		bounded, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		return s.Write(bounded, func(tx *store.Tx) error {
			return store.AppendAudit(tx, &store.AuditEntry{At: time.Now(), Kind: "k"})
		})
	}
	require.NoError(t, audit())
	w.set(true)
	for range 5 {
		err := audit()
		require.Error(t, err)
		require.True(t, store.Unavailable(err), "%v", err)
		_, err = s.Units(ctx)
		require.True(t, store.Unavailable(err), "%v", err)
		require.Error(t, s.Ping(ctx))
	}
	w.set(false)
	require.NoError(t, audit(), "it is back without anybody's help")
	w.set(false) // connections in the pool die, new ones work: one request must not see it
	require.NoError(t, audit())
	n, err := s.VerifyAudit(ctx)
	require.NoError(t, err)
	require.EqualValues(t, 3, n, "what was refused is not there, what was acknowledged is")
}

func TestUnavailable_IsNoMistakeOfTheCaller(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Unit(ctx, "none")
		require.False(t, store.Unavailable(err))
		require.False(t, store.Unavailable(s.Read(ctx).Exec("SELECT nothing FROM nowhere").Error))
		newUnit(t, s, "a")
		err = s.Write(ctx, func(tx *store.Tx) error {
			return tx.Create(&store.Unit{ID: "x", Code: "a", Kind: store.UnitOffice}).Error
		})
		require.True(t, store.Duplicate(err))
		require.False(t, store.Unavailable(err))
	})
}
