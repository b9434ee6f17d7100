package embedded

import (
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/server/common/log/tag"
)

func TestServerLogger_WritesWhatMattersOnce(t *testing.T) {
	var out strings.Builder
	var phase atomic.Int32
	l := serverLogger{slog.New(slog.NewTextHandler(&out, nil)), &phase, newRepeats()}
	written := func() string {
		defer out.Reset()
		return out.String()
	}

	l.Warn("not up yet")
	require.Empty(t, written())
	l.Error("cannot start")
	require.Contains(t, written(), "cannot start")

	phase.Store(running)
	l.Info("chatter")
	l.Error("poll", tag.Error(errors.New("call: context canceled")))
	require.Empty(t, written())
	l.Error("database away", tag.Error(errors.New("refused")))
	require.Contains(t, written(), "error=refused")
	l.Error("database away", tag.Error(errors.New("refused")))
	require.Empty(t, written())
	l.Warn("something else")
	require.Contains(t, written(), "something else")

	phase.Store(stopping)
	l.Error("gone")
	require.Empty(t, written())
}

func TestRepeats_TellHowManyWereOmitted(t *testing.T) {
	r := newRepeats()
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		after   time.Duration
		omitted int
		again   bool
	}{{0, 0, false}, {time.Second, 0, true}, {2 * time.Second, 0, true}, {repeatAfter, 2, false}, {2 * repeatAfter, 0, false}} {
		omitted, again := r.take("away", now.Add(c.after))
		require.Equal(t, c.omitted, omitted, i)
		require.Equal(t, c.again, again, i)
	}
}

func TestServerLogger_FatalDuringStartIsAnError(t *testing.T) {
	var phase atomic.Int32
	l := serverLogger{slog.New(slog.DiscardHandler), &phase, newRepeats()}
	err := func() (err error) {
		defer recoverFatal(&err)
		l.Fatal("no listener", tag.Error(errors.New("address already in use")))
		return nil
	}()
	require.EqualError(t, err, "no listener error=address already in use")
	require.Panics(t, func() {
		defer recoverFatal(new(error))
		panic("a bug")
	})
}
