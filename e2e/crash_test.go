package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
)

// worker bee: somebody who hands in and takes back, again and again, and who
// sends a command again with the same key until it is answered.
type bee struct {
	*person
	goal   string
	sent   atomic.Int64 // answered with 200
	resent atomic.Int64
	paused atomic.Int64 // answers 503 with Retry-After
	failed error
}

// fly sends n commands one after the other; each answer in between is told to
// onAnswer. It gives up only when the rules refuse what was never refused to
// anybody who sends each command once.
func (b *bee) fly(n int, within time.Duration) {
	giveUp := time.Now().Add(within)
	for i := range n {
		verb, key := "submit", store.NewID()
		if i%2 == 1 {
			verb = "withdraw"
		}
		for {
			a, err := b.send("POST", commandPath(b.goal, "s1", verb), key, obj{})
			if err == nil && a.status == 200 {
				b.sent.Add(1)
				break
			}
			switch {
			case err == nil && a.status != http.StatusServiceUnavailable:
				b.failed = fmt.Errorf("%s: %d %s", verb, a.status, a.body)
				return
			case err == nil && a.header.Get("Retry-After") == "":
				b.failed = fmt.Errorf("a 503 without Retry-After: %s", a.body)
				return
			case err == nil:
				b.paused.Add(1)
			}
			if time.Now().After(giveUp) {
				b.failed = fmt.Errorf("%s was not answered within %s: %v %s", verb, within, err, a.body)
				return
			}
			b.resent.Add(1)
			<-time.After(50 * time.Millisecond) // a person presses "try again"
		}
	}
}

// swarm lets people work on goals of their own, side by side.
func swarm(w *town, people int) []*bee {
	w.t.Helper()
	var goals []obj
	for i := range people {
		goals = append(goals, w.goalOf(fmt.Sprintf("目标%d", i), fmt.Sprintf("cadre%d", i)))
	}
	var bees []*bee
	for i, id := range w.issue(goals...) {
		bees = append(bees, &bee{person: w.as(fmt.Sprintf("cadre%d", i)), goal: id})
	}
	return bees
}

func fly(bees []*bee, each int, within time.Duration) *sync.WaitGroup {
	var all sync.WaitGroup
	for _, b := range bees {
		all.Go(func() { b.fly(each, within) })
	}
	return &all
}

// land checks that every acknowledged command happened exactly once, in
// order, and that the workflow goes on from where the rows stand.
func land(t *testing.T, w *town, bees []*bee, each int) {
	t.Helper()
	for _, b := range bees {
		require.NoError(t, b.failed)
		require.EqualValues(t, each, b.sent.Load())
	}
	for _, b := range bees {
		before := b.person.goal(b.goal)
		kinds := counted(b.timeline(b.goal))
		require.Equal(t, (each+1)/2, kinds[plan.StepSubmitted], "nothing lost, nothing twice")
		require.Equal(t, each/2, kinds[plan.StepWithdrawn], "nothing lost, nothing twice")
		require.EqualValues(t, 1+each, before.Seq, "and nothing else happened")

		after := b.do(b.goal, "s1", map[int]string{0: "submit", 1: "withdraw"}[each%2], nil)
		require.Equal(t, before.Seq+1, after.Seq, "the workflow stands where the rows stand")
	}
	w.place.sound(t)
}

func TestKill9_LosesNothingAcknowledgedAndDoesNothingTwice(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		const people, commands, kills = 10, 30, 5
		w, proc := newTown(t, p, people)
		bees := swarm(w, people)
		flying := fly(bees, commands, 3*time.Minute)
		done := make(chan struct{})
		go func() { flying.Wait(); close(done) }()

		total := func() (n int64) {
			for _, b := range bees {
				n += b.sent.Load()
			}
			return n
		}
		for k := range kills {
			// Somewhere within the next share of the commands: not a moment that any code chose.
			at := int64(k*people*commands/(kills+1) + rand.IntN(people*commands/(kills+1)))
			awaitCount(done, total, at)
			<-time.After(time.Duration(rand.IntN(8_000)) * time.Microsecond) // anywhere in a command, not at its answer
			proc.kill()
			proc.again()
			require.NoError(t, proc.awaitReady(w.address))
		}
		<-done
		resent := int64(0)
		for _, b := range bees {
			resent += b.resent.Load()
		}
		t.Logf("%d commands, %d kills, %d sent again", people*commands, kills, resent)
		require.Positive(t, resent)
		land(t, w, bees, commands)
	})
}

// awaitCount waits until total has reached n, or everybody is done.
func awaitCount(done <-chan struct{}, total func() int64, n int64) {
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	for total() < n {
		select {
		case <-done:
			return
		case <-poll.C:
		}
	}
}

func TestStop_LetsWhatIsUnderWayFinish(t *testing.T) {
	const people, commands = 6, 20
	p := place{engine: store.SQLite, dir: t.TempDir()}
	w, proc := newTown(t, p, people)
	bees := swarm(w, people)
	flying := fly(bees, commands, time.Minute)
	done := make(chan struct{})
	go func() { flying.Wait(); close(done) }()
	total := func() (n int64) {
		for _, b := range bees {
			n += b.sent.Load()
		}
		return n
	}
	awaitCount(done, total, people*commands/2)
	proc.end(terminate)
	proc.again()
	proc.ready(w.address)
	<-done
	land(t, w, bees, commands)
}
