package e2e_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
)

// hall is where a course runs: a Temporal server and a worker, each a process
// of its own, and a client of theirs.
type hall struct {
	place    place
	store    *store.Store
	client   client.Client
	temporal *process
	worker   *process
	at       string // where the worker says that it is ready
}

func newHall(t *testing.T, p place) *hall {
	t.Helper()
	s := p.open(t)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	engine, at := freeAddress(t), freeAddress(t)
	h := &hall{place: p, store: s, at: at, temporal: start(t, "temporal", "--data", p.dir, "--listen", engine)}
	h.worker = start(t, append([]string{"worker", "--temporal-address", engine, "--listen", at}, p.args()...)...)
	h.worker.ready(at)
	c, err := client.Dial(client.Options{HostPort: engine, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	h.client = c
	return h
}

// speaker is somebody who hands in their self-assessment again and again, and
// who sends it again with the same id until it is answered.
type speaker struct {
	actor   assess.Actor
	subject assess.Ref
	sent    atomic.Int64
	resent  atomic.Int64
	failed  error
}

func (s *speaker) command(i int) assess.Command {
	return assess.SelfAssess{Header: assess.Header{ID: fmt.Sprintf("%s-%d", s.subject, i), Actor: s.actor, Subject: s.subject}, Summary: fmt.Sprintf("第%d稿", i)}
}

func (s *speaker) speak(h *hall, times int, within time.Duration) {
	giveUp := time.Now().Add(within)
	for i := range times {
		for {
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			_, err := workflows.SendCourse(ctx, h.client, h.store, "q1", s.command(i))
			cancel()
			if err == nil {
				s.sent.Add(1)
				break
			}
			if assess.CodeOf(err) != "" || time.Now().After(giveUp) {
				s.failed = fmt.Errorf("draft %d: %w", i, err)
				return
			}
			s.resent.Add(1)
			<-time.After(50 * time.Millisecond) // a person presses "try again"
		}
	}
}

func TestKill9_LosesNothingOfACourseAndDoesNothingTwice(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		const drafts, kills = 40, 5
		h := newHall(t, p)
		_, err := workflows.IssueCycle(t.Context(), h.client, assess.IssueCycle{
			Header: assess.Header{ID: "issue", Actor: storetest.Holds("office")}, Cycle: storetest.Cycle("q1")}, calendar.Default())
		require.NoError(t, err)
		before := awaitPhase(t, h.store, "q1", assess.PhaseSelf)

		people := []*speaker{{actor: storetest.Holds("p-agri"), subject: "user:li"}, {actor: assess.Actor{User: "wang", Name: "wang"}, subject: "user:wang"},
			{actor: storetest.Holds("p-head"), subject: "unit:agri"}}
		people[0].actor.User = "li"
		var speaking sync.WaitGroup
		for _, s := range people {
			speaking.Go(func() { s.speak(h, drafts, 3*time.Minute) })
		}
		done := make(chan struct{})
		go func() { speaking.Wait(); close(done) }()
		sum := func(of func(*speaker) int64) (n int64) {
			for _, s := range people {
				n += of(s)
			}
			return n
		}
		sent := func() int64 { return sum(func(s *speaker) int64 { return s.sent.Load() }) }
		for k := range kills {
			share := len(people) * drafts / (kills + 1)
			awaitCount(done, sent, int64(k*share+rand.IntN(share)))
			<-time.After(time.Duration(rand.IntN(8_000)) * time.Microsecond) // anywhere in a command, not at its answer
			if k%2 == 0 {
				h.worker.kill()
			} else {
				h.temporal.kill()
				h.temporal.again()
				h.worker.kill()
			}
			h.worker.again()
			require.NoError(t, h.worker.awaitReady(h.at))
		}
		<-done
		resent := sum(func(s *speaker) int64 { return s.resent.Load() })
		t.Logf("%d commands, %d kills, %d sent again", len(people)*drafts, kills, resent)
		require.Positive(t, resent)

		after, err := h.store.Course(t.Context(), "q1")
		require.NoError(t, err)
		for _, s := range people {
			require.NoError(t, s.failed)
			for i := range drafts {
				_, ok, err := h.store.CourseDone(t.Context(), "q1", s.command(i).Head().ID)
				require.NoError(t, err)
				require.True(t, ok, "%s, draft %d: nothing lost", s.subject, i)
			}
			require.Equal(t, fmt.Sprintf("第%d稿", drafts-1), after.SelfOf(s.subject).Summary, "in order")
		}
		require.Equal(t, before.Seq+int64(len(people)*drafts), after.Seq, "nothing twice, and nothing else happened")

		next, err := workflows.SendCourse(t.Context(), h.client, h.store, "q1", assess.Advance{Header: assess.Header{ID: "advance", Actor: storetest.Holds("office")}})
		require.NoError(t, err)
		require.Equal(t, after.Seq+1, next.Seq, "the workflow stands where the rows stand")
		require.Contains(t, h.place.run(t, "doctor", "--verify"), "courses: 1 chains walked")
	})
}

// The engine loses everything, data and all: what the record holds goes on.
func TestReconcile_StartsACourseAgainFromItsRows(t *testing.T) {
	p := place{engine: store.SQLite, dir: t.TempDir()}
	s := p.open(t)
	require.NoError(t, s.Write(t.Context(), func(tx *store.Tx) error { return store.ActivateCalendar(tx, calendar.Default(), "") }))
	for _, c := range storetest.CourseStory(t, "q1") {
		_, err := (&activities.Activities{Store: s}).RecordCourse(t.Context(), c)
		require.NoError(t, err)
	}
	require.NoError(t, s.Close())
	require.Contains(t, p.run(t, "reconcile"), "workflows started again: 1")
	require.Contains(t, p.run(t, "reconcile"), "workflows started again: 0")
	require.Contains(t, p.run(t, "doctor", "--verify"), "courses: 1 chains walked")
}
