package main

import (
	"fmt"
	"strings"
	"time"

	"duban/activities"
	"duban/plan"
)

// simulate lets a goal live from its issue until now: the same rules decide,
// the same Record writes, only the clock is ours. Afterwards its workflow is
// started from its rows, as after the loss of the engine.
func (t *town) simulate(g plan.Goal, acts []demoAct) error {
	at, err := t.moment(demoStart, 0)
	if err != nil {
		return err
	}
	id := g.ID
	issue := plan.IssueGoal{Goal: g}
	if issue.Header, err = t.header("sunli", "", "", at); err != nil {
		return err
	}
	change, err := plan.Decide(plan.Goal{}, issue, at, t.cal)
	if err != nil {
		return err
	}
	if g, err = t.record(change); err != nil {
		return err
	}
	for i, act := range acts {
		if at, err = t.moment(act.day, i+1); err != nil {
			return err
		}
		if g, err = t.wake(g, at); err != nil {
			return err
		}
		if g, err = t.act(g, act, at); err != nil {
			return fmt.Errorf("%s by %s: %w", act.step, act.user, err)
		}
	}
	_, err = t.wake(g, t.today)
	if err != nil {
		return fmt.Errorf("goal %s: %w", id, err)
	}
	return nil
}

// moment is a morning some working days from today; n keeps acts of one day
// apart.
func (t *town) moment(day, n int) (time.Time, error) {
	d, err := t.day(day)
	if err != nil {
		return time.Time{}, err
	}
	start, err := t.cal.StartOf(d)
	return plan.Moment(start.Add(time.Duration(30+7*n) * time.Minute)), err
}

func (t *town) header(user, step, reason string, at time.Time) (plan.Header, error) {
	u, err := t.store.UserNamed(t.ctx, user)
	if err != nil {
		return plan.Header{}, err
	}
	actor, err := t.store.ActorOf(t.ctx, u.ID, at)
	t.n++
	return plan.Header{ID: fmt.Sprintf("demo-%06d", t.n), Actor: actor, Step: step, Reason: reason}, err
}

func (t *town) act(g plan.Goal, a demoAct, at time.Time) (plan.Goal, error) {
	h, err := t.header(a.user, a.step, a.say, at)
	if err != nil {
		return g, err
	}
	t.goal = g
	c, err := a.do(h, t)
	if err != nil {
		return g, err
	}
	change, err := plan.Decide(g, c, at, t.cal)
	if err != nil {
		return g, err
	}
	return t.record(change)
}

// wake lets time pass until a moment, at every moment at which it alone
// changes something.
func (t *town) wake(g plan.Goal, until time.Time) (plan.Goal, error) {
	for {
		at, ok := plan.NextWake(g, t.cal)
		if !ok || at.After(until) {
			return g, nil
		}
		change, due := plan.Wake(g, at, t.cal)
		if !due {
			return g, nil
		}
		var err error
		if g, err = t.record(change); err != nil {
			return g, err
		}
	}
}

func (t *town) record(c plan.Change) (plan.Goal, error) {
	writer := activities.Activities{Store: t.store}
	rec, err := writer.Record(t.ctx, c)
	if err == nil && rec.Status != activities.Recorded {
		err = fmt.Errorf("recorded as %q", rec.Status)
	}
	return c.Goal, err
}

// office is the address of the API, without the slash at its end.
func (t *town) office() string { return strings.TrimSuffix(t.address, "/") }
