package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// alarm is a timer that has been started and neither fired nor been cancelled.
type alarm struct {
	at     time.Time // zero: none
	cancel workflow.CancelFunc
}

// plan says when to wake next.
func (l *loop[N, C, D, O]) plan(ctx workflow.Context) {
	l.next = time.Time{}
	if at, ok := l.of.nextWake(ctx); ok {
		l.next = at
	}
}

// stirred tells whether there is something to do before the next wake.
func (l *loop[N, C, D, O]) stirred(ctx workflow.Context) bool {
	return l.of.wants() || l.of.finished() || l.full(ctx)
}

// sleep waits until the next wake, or until a command moved it, or something
// is wanted, or the run is full, or everything is over.
func (l *loop[N, C, D, O]) sleep(ctx workflow.Context) error {
	if l.version >= loopLeaves {
		return l.doze(ctx)
	}
	at := l.next
	over := func() bool { return !l.next.Equal(at) || l.stirred(ctx) }
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
// most commands put the next wake off, and whoever wakes too early finds
// nothing to do and starts the right one.
func (l *loop[N, C, D, O]) doze(ctx workflow.Context) error {
	for {
		if l.soonerThanAlarm() {
			left := l.next.Sub(workflow.Now(ctx))
			if left <= 0 {
				return nil
			}
			l.set(ctx, left)
		}
		fired := l.alarm.at
		err := workflow.Await(ctx, func() bool {
			return l.soonerThanAlarm() || !l.alarm.at.Equal(fired) || l.stirred(ctx)
		})
		if err != nil || !l.soonerThanAlarm() || l.stirred(ctx) {
			return err
		}
	}
}

// soonerThanAlarm tells whether the next wake comes before the timer fires.
func (l *loop[N, C, D, O]) soonerThanAlarm() bool {
	return !l.next.IsZero() && (l.alarm.at.IsZero() || l.next.Before(l.alarm.at))
}

// set starts the one timer, in place of the one that runs.
func (l *loop[N, C, D, O]) set(ctx workflow.Context, left time.Duration) {
	if l.alarm.cancel != nil {
		l.alarm.cancel()
	}
	ctx, cancel := workflow.WithCancel(ctx)
	started := alarm{at: l.next, cancel: cancel}
	l.alarm = started
	timer := workflow.NewTimer(ctx, left)
	workflow.Go(ctx, func(ctx workflow.Context) {
		if timer.Get(ctx, nil) == nil && l.alarm.at.Equal(started.at) {
			l.alarm = alarm{}
		}
	})
}
