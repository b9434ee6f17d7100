package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

// assessorOf is the caller as the rules of assessment know them.
func assessorOf(ctx context.Context) assess.Actor { return store.Assessor(callerOf(ctx).Actor) }

// courseHead is the head of a command to a course, as header is to a goal.
func courseHead(ctx context.Context, key string, subject assess.Ref, number int, reason string, body any) assess.Header {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err) // bodies were decoded from JSON
	}
	caller := callerOf(ctx)
	said := fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00", operationOf(ginOf(ctx)).ID, caller.User.ID, subject, number)
	sum := sha256.Sum256(append([]byte(said), raw...))
	return assess.Header{ID: commandID(caller.User.ID, key), Fingerprint: hex.EncodeToString(sum[:16]), Actor: assessorOf(ctx),
		Subject: subject, Case: number, Reason: reason}
}

// sendCourse has a command carried out by a course's workflow, as send does
// for goals: nil once the change is committed, a refusal of the rules as an
// *assess.Error.
func (d dispatcher) sendCourse(ctx context.Context, id string, c assess.Command) error {
	known, err := d.store.Course(ctx, id)
	if err != nil {
		return err
	}
	cal, err := d.store.CalendarNamed(ctx, known.Calendar)
	if err != nil {
		return fmt.Errorf("calendar %s: %w", known.Calendar, err)
	}
	if _, refused := assess.Decide(known, c, d.clock(), cal); refused != nil {
		if done, ok, err := d.store.CourseDone(ctx, id, c.Head().ID); ok || err != nil {
			return errors.Join(err, sameCourseRequest(done, c))
		}
		return refused
	}
	if d.temporal == nil {
		return noTemporal()
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	outcome, err := workflows.SendCourse(ctx, d.temporal, d.store, id, c)
	if err != nil {
		return err
	}
	return sameCourseRequest(outcome, c)
}

// issueCycle starts a course's workflow together with its first command.
func (d dispatcher) issueCycle(ctx context.Context, c assess.IssueCycle, cal *calendar.Calendar) error {
	if done, ok, err := d.store.CourseDone(ctx, c.Cycle.ID, c.ID); ok || err != nil {
		return errors.Join(err, sameCourseRequest(done, c))
	}
	known, err := d.store.Course(ctx, c.Cycle.ID)
	if err != nil && !store.Missing(err) {
		return err
	}
	if _, err := assess.Decide(known, c, d.clock(), cal); err != nil {
		return err
	}
	if d.temporal == nil {
		return noTemporal()
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	outcome, err := workflows.IssueCycle(ctx, d.temporal, c, cal)
	if err != nil {
		return err
	}
	return sameCourseRequest(outcome, c)
}

// sameCourseRequest refuses a key that was used for something else before.
func sameCourseRequest(done store.CourseOutcome, c assess.Command) error {
	if done.Command != "" && (done.Name != c.Name() || done.Fingerprint != c.Head().Fingerprint) {
		return &plan.Error{Code: plan.CodeKeyReused, Params: map[string]string{"command": string(done.Name)}}
	}
	return nil
}
