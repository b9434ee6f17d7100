package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/log/tag"
)

// serverLogger writes the server's log through slog. What the server calls info is of interest to
// nobody but its developers: it arrives as debug. So do the complaints of its parts about parts that
// are not up yet, or no longer. While its database is away the server complains dozens of times a second:
// the same warning or error is written once in repeatAfter, with the number of those left out.
type serverLogger struct {
	logger  *slog.Logger
	phase   *atomic.Int32
	repeats *repeats
}

const repeatAfter = 10 * time.Second

const (
	starting int32 = iota
	running
	stopping
)

func (l serverLogger) Debug(msg string, tags ...tag.Tag) { l.write(slog.LevelDebug, msg, tags) }
func (l serverLogger) Info(msg string, tags ...tag.Tag)  { l.write(slog.LevelDebug, msg, tags) }
func (l serverLogger) Warn(msg string, tags ...tag.Tag) {
	if l.phase.Load() == running {
		l.write(slog.LevelWarn, msg, tags)
	} else {
		l.write(slog.LevelDebug, msg, tags)
	}
}
func (l serverLogger) Error(msg string, tags ...tag.Tag) {
	if l.phase.Load() == stopping || canceled(tags) {
		l.write(slog.LevelDebug, msg, tags)
	} else {
		l.write(slog.LevelError, msg, tags)
	}
}

// DPanic is the server's word for "a bug, but go on".
func (l serverLogger) DPanic(msg string, tags ...tag.Tag) { l.write(slog.LevelError, msg, tags) }

// Panic and Fatal do not return, as the server expects. During Start recoverFatal makes an error of it;
// later, on a goroutine of the server's own, it ends the process, as it would end a Temporal server.
func (l serverLogger) Panic(msg string, tags ...tag.Tag) { l.Fatal(msg, tags...) }
func (l serverLogger) Fatal(msg string, tags ...tag.Tag) {
	l.write(slog.LevelError, msg, tags)
	err := fatalError(msg)
	for _, t := range tags {
		err += fatalError(fmt.Sprintf(" %s=%v", t.Key(), t.Value()))
	}
	panic(err)
}

func (l serverLogger) write(level slog.Level, msg string, tags []tag.Tag) {
	ctx := context.Background()
	if !l.logger.Enabled(ctx, level) {
		return // before the tags are evaluated, which costs more than the rest
	}
	attrs := make([]slog.Attr, 0, len(tags)+2)
	attrs = append(attrs, slog.String("component", "temporal"))
	if level >= slog.LevelWarn {
		omitted, again := l.repeats.take(msg, time.Now())
		if again {
			return
		}
		if omitted > 0 {
			attrs = append(attrs, slog.Int("omitted", omitted))
		}
	}
	for _, t := range tags {
		attrs = append(attrs, slog.Any(t.Key(), t.Value()))
	}
	l.logger.LogAttrs(ctx, level, msg, attrs...)
}

// repeats remembers when each message was last written. The server has a few hundred messages; what
// differs is in their tags.
type repeats struct {
	mu      sync.Mutex
	written map[string]time.Time
	omitted map[string]int
}

func newRepeats() *repeats {
	return &repeats{written: map[string]time.Time{}, omitted: map[string]int{}}
}

// take reports whether msg was written a short while ago, and if not, how often it was omitted since.
func (r *repeats) take(msg string, now time.Time) (omitted int, again bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.written[msg]; ok && now.Sub(last) < repeatAfter {
		r.omitted[msg]++
		return 0, true
	}
	omitted = r.omitted[msg]
	r.written[msg], r.omitted[msg] = now, 0
	return omitted, false
}

// canceled reports whether the complaint is only that a caller went away, as every worker does that stops.
func canceled(tags []tag.Tag) bool {
	for _, t := range tags {
		if t.Key() == "error" && strings.HasSuffix(fmt.Sprint(t.Value()), context.Canceled.Error()) {
			return true
		}
	}
	return false
}

type fatalError string

func (e fatalError) Error() string { return string(e) }

// recoverFatal, deferred, turns a Fatal of the server into an error of the caller.
func recoverFatal(err *error) {
	switch failure := recover().(type) {
	case nil:
	case fatalError:
		*err = failure
	default:
		panic(failure)
	}
}
