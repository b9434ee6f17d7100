package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/calendar"
)

// handle registers the update of one command T, which is one of C. The validator refuses before
// anything is written to the history; the handler decides again under the
// lock, because two commands may both have passed the validator.
//
// Beside the command comes the change up to which the caller has seen the
// record (0: it did not look). A process that dies between its commit and its
// answer leaves the record one change ahead: then the workflow follows the
// record before it judges.
func handle[T, N, C, D any, O outcome](ctx workflow.Context, l *loop[N, C, D, O], command func(T) C) error {
	var none T
	name, _, _ := l.of.sent(command(none))
	return workflow.SetUpdateHandlerWithOptions(ctx, name,
		func(ctx workflow.Context, t T, seen int64) (O, error) { return l.update(ctx, command(t), seen) },
		workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, t T, seen int64) error {
			return l.validate(ctx, command(t), seen)
		}})
}

func (l *loop[N, C, D, O]) validate(ctx workflow.Context, c C, seen int64) error {
	_, id, _ := l.of.sent(c)
	if _, done := l.done(id); done || l.behind(seen) {
		return nil
	}
	_, err := l.of.decide(ctx, c)
	return Refusal(err)
}

// update decides a command, records it and adopts it.
func (l *loop[N, C, D, O]) update(ctx workflow.Context, c C, seen int64) (o O, err error) {
	if err := l.lock.Lock(ctx); err != nil {
		return o, err
	}
	defer l.lock.Unlock()
	l.updates++
	if l.behind(seen) {
		if err := l.follow(ctx); err != nil {
			return o, err
		}
	}
	_, id, brings := l.of.sent(c)
	for {
		if done, ok := l.done(id); ok {
			return done, nil
		}
		d, err := l.of.decide(ctx, c)
		if err != nil {
			return o, Refusal(err)
		}
		if o, ok, err := l.settle(ctx, d, brings); ok || err != nil {
			return o, err
		}
	}
}

// behind tells whether somebody saw more of the record than this workflow
// knows.
func (l *loop[N, C, D, O]) behind(seen int64) bool { return seen > l.of.seq() }

// done finds a command that this workflow remembers.
func (l *loop[N, C, D, O]) done(id string) (o O, ok bool) {
	for _, o := range l.recent {
		if o.CommandID() == id {
			return o, true
		}
	}
	return o, false
}

// follow adopts what is recorded.
func (l *loop[N, C, D, O]) follow(ctx workflow.Context) error {
	_, _, err := l.settle(ctx, l.of.nowhere(), nil)
	return err
}

// settle records a decision and adopts what is recorded then. It is not ok
// when the record stood elsewhere than this workflow thought: then it has to be
// decided again. brings is the calendar that comes with the decision.
func (l *loop[N, C, D, O]) settle(ctx workflow.Context, d D, brings *calendar.Calendar) (o O, ok bool, err error) {
	rec, err := l.of.record(ctx, d)
	if err != nil {
		return o, false, err
	}
	switch {
	case rec.Status == activities.Recorded:
		l.now = l.of.after(d)
	case rec.Stored != nil:
		l.now = *rec.Stored
	default:
		l.now = l.of.after(l.of.nowhere())
	}
	if brings != nil && rec.Status != activities.Behind {
		l.dates = *brings
	}
	if rec.Calendar != nil {
		l.dates = *rec.Calendar
	}
	l.plan(ctx)
	if rec.Status == activities.Behind {
		return o, false, nil
	}
	l.recent = append(l.recent, rec.Outcome)
	if over := len(l.recent) - recentKept; over > 0 {
		l.recent = slices.Delete(l.recent, 0, over)
	}
	l.of.told(ctx, d, rec)
	return rec.Outcome, true, nil
}

// write has a decision recorded: by a local activity, which is fast, and when
// that fails by a regular one, which is retried until the database is back and
// is visible meanwhile. Nothing that runs ends because a dependency is slow.
func write(ctx workflow.Context, activity string, d, rec any) error {
	quick := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 3 * time.Second,
		StartToCloseTimeout:    3 * time.Second,
		RetryPolicy:            &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	if err := workflow.ExecuteLocalActivity(quick, activity, d).Get(ctx, rec); err == nil {
		return nil
	}
	patient := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 30 * time.Second,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 1.5,
			MaximumInterval: 5 * time.Second},
	})
	return workflow.ExecuteActivity(patient, activity, d).Get(ctx, rec)
}
