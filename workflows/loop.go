package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/calendar"
)

// Versions of the loop. A new run follows Loop; the histories of older ones are
// replayed as they were recorded.
const (
	loopRestarts = 0 // the timer is started anew whenever the next wake moves
	loopLeaves   = 1 // a timer that comes early is left alone: two events less for most commands

	Loop = loopLeaves
)

const (
	// issueWithin is how long a workflow waits for the goal or course it was
	// started for. An issue that was refused leaves an empty workflow behind,
	// which ends by itself.
	issueWithin = time.Minute
	// recentKept is how many commands are remembered in the state. Older ones
	// are found in the record.
	recentKept = 64
	// updatesPerRun keeps a run well below the server's limit of 2,000.
	updatesPerRun = 1500
)

// loop is one goal or course inside its workflow, the same for both: commands
// (update.go) and its one timer (timer.go) lead to decisions, which are
// recorded and then adopted, one at a time. N is the noun that runs, C its
// commands, D what one decision makes of it, O what a sender is answered.
type loop[N, C, D any, O outcome] struct {
	of      kind[N, C, D, O]
	now     N // zero but for its id until it is issued
	dates   calendar.Calendar
	recent  []O // the last commands, for requests that are sent again
	version int // of the loop; a run started by an older program keeps its own

	lock    workflow.Mutex // decide, record, adopt: one at a time
	next    time.Time      // when time alone changes something; zero: never
	updates int            // commands of this run
	alarm   alarm          // the timer that runs
}

// kind is what a goal and a course each do in their own way. Methods that
// decide or act take the workflow's context first, also where they could do
// without: workflowcheck looks into functions that do.
type kind[N, C, D any, O outcome] interface {
	// commands registers an update for every command that is sent.
	commands(ctx workflow.Context) error
	// sent gives a command's wire name, its id and the calendar that it
	// brings, nil for most.
	sent(c C) (name, id string, brings *calendar.Calendar)

	// seq is the noun's last recorded change; 0 before it is issued.
	seq() int64
	// finished tells whether nothing can happen to the noun any more.
	finished() bool

	// decide and wake are the noun's rules: what a command, and what time
	// alone, makes of it now. nextWake says when time next does.
	decide(ctx workflow.Context, c C) (D, error)
	wake(ctx workflow.Context) (D, bool)
	nextWake(ctx workflow.Context) (time.Time, bool)

	// record writes a decision. It fails only with the workflow itself.
	record(ctx workflow.Context, d D) (activities.Answer[N, O], error)
	// nowhere is a decision that fits nowhere: recorded, it is answered with
	// where the record stands.
	nowhere() D
	// after is the noun as a decision leaves it.
	after(d D) N
	// told is called after what was decided here has been recorded.
	told(ctx workflow.Context, d D, rec activities.Answer[N, O])

	// wants tells whether the noun waits for something to be fetched, and
	// serve fetches it.
	wants() bool
	serve(ctx workflow.Context) error
	// busy tells whether something of the kind's own is still under way.
	busy() bool

	// carry is the workflow and what its next run starts with.
	carry() (name string, state any)
}

// outcome identifies a recorded command.
type outcome interface{ CommandID() string }

// run is the whole life of a goal or course.
func (l *loop[N, C, D, O]) run(ctx workflow.Context) error {
	l.lock = workflow.NewMutex(ctx)
	if err := l.of.commands(ctx); err != nil {
		return err
	}
	if err := l.awaitIssue(ctx); err != nil {
		return err
	}
	if l.of.seq() == 0 {
		return l.quiet(ctx)
	}
	l.plan(ctx)
	for !l.of.finished() {
		if err := l.sleep(ctx); err != nil {
			return err
		}
		if l.full(ctx) {
			if err := l.quiet(ctx); err != nil {
				return err
			}
			name, state := l.of.carry()
			return workflow.NewContinueAsNewError(ctx, name, state)
		}
		if l.of.wants() {
			if err := l.locked(ctx, l.of.serve); err != nil {
				return err
			}
		}
		if err := l.locked(ctx, l.tick); err != nil {
			return err
		}
	}
	return l.quiet(ctx)
}

// awaitIssue waits a while for the first command. The issue may have been
// recorded by a process that died before it could say so.
func (l *loop[N, C, D, O]) awaitIssue(ctx workflow.Context) error {
	if l.of.seq() > 0 {
		return nil
	}
	ok, err := workflow.AwaitWithTimeout(ctx, issueWithin, func() bool { return l.of.seq() > 0 })
	if err != nil || ok || l.of.seq() > 0 {
		return err
	}
	return l.locked(ctx, l.follow)
}

// locked does something while nothing else is decided.
func (l *loop[N, C, D, O]) locked(ctx workflow.Context, do func(workflow.Context) error) error {
	if err := l.lock.Lock(ctx); err != nil {
		return err
	}
	defer l.lock.Unlock()
	return do(ctx)
}

// tick records what time has done, if anything; the lock is held.
func (l *loop[N, C, D, O]) tick(ctx workflow.Context) error {
	for {
		d, due := l.of.wake(ctx)
		if !due {
			l.plan(ctx)
			return nil
		}
		if _, ok, err := l.settle(ctx, d, nil); ok || err != nil {
			return err
		}
	}
}

func (l *loop[N, C, D, O]) full(ctx workflow.Context) bool {
	return l.updates >= updatesPerRun || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// quiet waits until nothing of this run is under way any more.
func (l *loop[N, C, D, O]) quiet(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return !l.of.busy() && workflow.AllHandlersFinished(ctx) })
}
