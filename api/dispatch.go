package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"go.temporal.io/sdk/client"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

// dispatcher sends commands to running goals and answers when they are
// recorded. It never writes a running goal itself.
type dispatcher struct {
	store    *store.Store
	temporal client.Client
	clock    func() time.Time
	timeout  time.Duration // how long a caller waits for an answer
}

// commandWait is how long a command may take before the caller is told to
// send it again. It stays below ten seconds, whatever is broken.
const commandWait = 8 * time.Second

// commandID makes the id under which a command is known to a goal for ever:
// two callers may use the same key.
func commandID(user, key string) string { return digest(user, key)[:40] }

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// send has a command carried out by the goal's workflow. It answers with the
// outcome once the change is committed, with a *plan.Error when the rules
// refuse. Any other error leaves open what became of it: sending it again
// with the same key is safe.
//
// A command that the rules refuse on the goal as recorded never reaches the
// workflow. When it is refused because it was carried out before, it answers
// as it did then; one that is not refused, and was, is known to the record.
func (d dispatcher) send(ctx context.Context, goalID string, c plan.Command) (store.Outcome, error) {
	g, err := d.store.Goal(ctx, goalID)
	if err != nil {
		return store.Outcome{}, err
	}
	cal, err := d.store.CalendarNamed(ctx, g.Calendar)
	if err != nil {
		return store.Outcome{}, fmt.Errorf("calendar %s: %w", g.Calendar, err)
	}
	if _, refused := plan.Decide(g, c, d.clock(), cal); refused != nil {
		if done, err := d.before(ctx, goalID, c); done != nil || err != nil {
			return value(done), err
		}
		return store.Outcome{}, titled(&g, refused)
	}
	if d.temporal == nil {
		return store.Outcome{}, noTemporal()
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	outcome, err := workflows.SendSeeing(ctx, d.temporal, d.store, goalID, c, g.Seq)
	if err != nil {
		return store.Outcome{}, err
	}
	return outcome, sameRequest(outcome, c)
}

// issue starts a goal's workflow together with its first command.
func (d dispatcher) issue(ctx context.Context, c plan.IssueGoal, cal *calendar.Calendar) (store.Outcome, error) {
	id := c.Goal.ID
	if done, err := d.before(ctx, id, c); done != nil || err != nil {
		return value(done), err
	}
	if _, err := d.store.Goal(ctx, id); err == nil {
		return store.Outcome{}, &plan.Error{Code: plan.CodeAlreadyIssued}
	} else if !store.Missing(err) {
		return store.Outcome{}, err
	}
	if _, err := plan.Decide(plan.Goal{}, c, d.clock(), cal); err != nil {
		return store.Outcome{}, err
	}
	if d.temporal == nil {
		return store.Outcome{}, noTemporal()
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	outcome, err := workflows.Issue(ctx, d.temporal, c, cal)
	if err != nil {
		return store.Outcome{}, err
	}
	return outcome, sameRequest(outcome, c)
}

// before finds what the command already came to, or nil.
func (d dispatcher) before(ctx context.Context, goalID string, c plan.Command) (*store.Outcome, error) {
	done, ok, err := d.store.Done(ctx, goalID, c.Head().ID)
	if err != nil || !ok {
		return nil, err
	}
	return &done, sameRequest(done, c)
}

func value(o *store.Outcome) store.Outcome {
	if o == nil {
		return store.Outcome{}
	}
	return *o
}

// sameRequest refuses a key that was used for something else before.
func sameRequest(done store.Outcome, c plan.Command) error {
	if done.Name != c.Name() || done.Fingerprint != c.Head().Fingerprint {
		return &plan.Error{Code: plan.CodeKeyReused, Params: map[string]string{"command": string(done.Name)}}
	}
	return nil
}
