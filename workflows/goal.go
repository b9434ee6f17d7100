package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// GoalState is what a goal's workflow starts with and carries across runs.
type GoalState struct {
	Goal     plan.Goal         `json:"goal"` // zero but for its id when it waits to be issued
	Calendar calendar.Calendar `json:"calendar"`
	Recent   []store.Outcome   `json:"recent,omitempty"` // the last commands, for requests that are sent again
	Loop     int               `json:"loop,omitempty"`   // version of the loop that the run follows; a run started by an older program keeps its own
}

// Versions of the loop. A new run follows Loop; the histories of older ones are
// replayed as they were recorded.
const (
	loopRestarts = 0 // the timer is started anew whenever the next wake moves
	loopLeaves   = 1 // a timer that comes early is left alone: two events less for most commands

	Loop = loopLeaves
)

const (
	// issueWithin is how long a workflow waits for the goal it was started
	// for. An issue that was refused leaves an empty workflow behind, which
	// ends by itself.
	issueWithin = time.Minute
	// recentKept is how many commands are remembered in the state. Older ones
	// are found in the record.
	recentKept = 64
	// updatesPerRun keeps a run well below the server's limit of 2,000.
	updatesPerRun = 1500
)

// Goal is one running goal. It changes only through the updates of
// commands.go and through its one timer.
func Goal(ctx workflow.Context, st GoalState) error {
	g := &goal{st: st, lock: workflow.NewMutex(ctx)}
	if err := g.handleCommands(ctx); err != nil {
		return err
	}
	if g.st.Goal.Seq == 0 {
		ok, err := workflow.AwaitWithTimeout(ctx, issueWithin, func() bool { return g.st.Goal.Seq > 0 })
		if err != nil {
			return err
		}
		if !ok && g.st.Goal.Seq == 0 {
			// The issue may have been recorded by a process that died before it could say so.
			if err := g.catchUp(ctx); err != nil {
				return err
			}
		}
		if g.st.Goal.Seq == 0 {
			return g.quiet(ctx)
		}
	}
	g.plan()
	for !g.st.Goal.Finished() {
		if err := g.sleep(ctx); err != nil {
			return err
		}
		if g.full(ctx) {
			if err := g.quiet(ctx); err != nil {
				return err
			}
			g.st.Loop = Loop
			return workflow.NewContinueAsNewError(ctx, GoalWorkflow, g.st)
		}
		if err := g.wake(ctx); err != nil {
			return err
		}
	}
	return g.quiet(ctx)
}

// goal is a running goal inside its workflow.
type goal struct {
	st      GoalState
	lock    workflow.Mutex // decide, record, adopt: one at a time
	next    time.Time      // when time alone changes something; zero: never
	updates int            // commands of this run
	telling int            // messages to other goals under way
	alarm   alarm          // the timer that runs
}

// alarm is a timer that has been started and neither fired nor been cancelled.
type alarm struct {
	at     time.Time // zero: none
	cancel workflow.CancelFunc
}

// plan says when the goal has to wake.
func (g *goal) plan() {
	g.next = time.Time{}
	if at, ok := plan.NextWake(g.st.Goal, &g.st.Calendar); ok {
		g.next = at
	}
}

// sleep waits until the next wake, or until a command moved it, or the run is
// full, or the goal has finished.
func (g *goal) sleep(ctx workflow.Context) error {
	if g.st.Loop >= loopLeaves {
		return g.doze(ctx)
	}
	at := g.next
	over := func() bool { return !g.next.Equal(at) || g.st.Goal.Finished() || g.full(ctx) }
	if at.IsZero() {
		return workflow.Await(ctx, over)
	}
	left := at.Sub(workflow.Now(ctx))
	if left <= 0 {
		return nil
	}
	_, err := workflow.AwaitWithTimeout(ctx, left, over)
	return err
}

// doze is sleep with a timer that is left alone while it comes early enough:
// most commands put the next wake off, and the goal that wakes too early finds
// nothing to do and starts the right one.
func (g *goal) doze(ctx workflow.Context) error {
	for {
		if g.soonerThanAlarm() {
			left := g.next.Sub(workflow.Now(ctx))
			if left <= 0 {
				return nil
			}
			g.set(ctx, left)
		}
		fired := g.alarm.at
		err := workflow.Await(ctx, func() bool {
			return g.soonerThanAlarm() || !g.alarm.at.Equal(fired) || g.st.Goal.Finished() || g.full(ctx)
		})
		if err != nil || !g.soonerThanAlarm() || g.st.Goal.Finished() || g.full(ctx) {
			return err
		}
	}
}

// soonerThanAlarm tells whether the goal has to wake before its timer fires.
func (g *goal) soonerThanAlarm() bool {
	return !g.next.IsZero() && (g.alarm.at.IsZero() || g.next.Before(g.alarm.at))
}

// set starts the goal's one timer, in place of the one that runs.
func (g *goal) set(ctx workflow.Context, left time.Duration) {
	if g.alarm.cancel != nil {
		g.alarm.cancel()
	}
	ctx, cancel := workflow.WithCancel(ctx)
	started := alarm{at: g.next, cancel: cancel}
	g.alarm = started
	timer := workflow.NewTimer(ctx, left)
	workflow.Go(ctx, func(ctx workflow.Context) {
		if timer.Get(ctx, nil) == nil && g.alarm.at.Equal(started.at) {
			g.alarm = alarm{}
		}
	})
}

func (g *goal) full(ctx workflow.Context) bool {
	return g.updates >= updatesPerRun || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// catchUp follows the record, alone.
func (g *goal) catchUp(ctx workflow.Context) error {
	if err := g.lock.Lock(ctx); err != nil {
		return err
	}
	defer g.lock.Unlock()
	return g.follow(ctx)
}

// wake records what time has done, if anything.
func (g *goal) wake(ctx workflow.Context) error {
	if err := g.lock.Lock(ctx); err != nil {
		return err
	}
	defer g.lock.Unlock()
	for {
		change, due := plan.Wake(g.st.Goal, workflow.Now(ctx), &g.st.Calendar)
		if !due {
			g.plan()
			return nil
		}
		rec, err := record(ctx, change)
		if err != nil {
			return err
		}
		if g.adopt(change, rec) {
			g.tell(ctx, change, rec)
			return nil
		}
	}
}
