package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"duban/activities"
	"duban/api"
	"duban/assess"
	"duban/calendar"
	"duban/files"
	"duban/notify"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

// stage is a town whose clock the test holds. Everything is real but the
// engine that carries commands to goals: the API over HTTP, the rules, the
// record, what goals tell one another, the delivery of notices. In the place
// of the workflow stands what it does: decide, record, and wake when time has
// something to do. Stories that take months are played on it.
type stage struct {
	*town
	store  *store.Store
	acts   *activities.Activities
	engine *carrier
	mu     sync.Mutex
	clock  time.Time
}

// onStage plays a story on both databases, from a moment on. Stories wait for
// disks more than they compute, and share nothing: they are played side by side.
func onStage(t *testing.T, start time.Time, cadres int, story func(t *testing.T, w *stage)) {
	t.Helper()
	t.Parallel()
	each(t, func(t *testing.T, p place) { story(t, newStage(t, p, start, cadres)) })
}

func newStage(t *testing.T, p place, start time.Time, cadres int) *stage {
	t.Helper()
	w := &stage{town: settleAt(t, p, "", cadres, start), clock: start, store: p.open(t)}
	t.Cleanup(func() { require.NoError(t, w.store.Close()) })
	out, err := notify.New("", true)
	require.NoError(t, err)
	w.engine = &carrier{stage: w}
	w.acts = &activities.Activities{Store: w.store, Notify: out, Send: workflows.Sender(w.engine, w.store), SendCourse: workflows.CourseSender(w.engine, w.store)}
	folder := t.TempDir()
	disk, err := files.OpenDisk(folder, w.time)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, disk.Close()) })
	keeper, err := files.NewKeeper(disk, filepath.Join(folder, "partial"), calendar.Zone)
	require.NoError(t, err)
	free := api.Rate{PerSecond: 1e6, Burst: 1e6}
	handler, err := api.New(api.Deps{Store: w.store, Temporal: w.engine, Files: keeper, Clock: w.time, Logger: slog.New(slog.DiscardHandler),
		Rates: api.Rates{User: free, Address: free}})
	require.NoError(t, err)
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	w.address = strings.TrimPrefix(srv.URL, "http://")
	return w
}

func (w *stage) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// morning is 09:00 of a day in Shanghai.
func morning(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 9, 0, 0, 0, calendar.Zone)
}

// pass lets time pass: every open goal and course wakes at every moment at
// which time alone changes something.
func (w *stage) pass(to time.Time) {
	w.t.Helper()
	for {
		goals, err := w.store.OpenGoals(w.t.Context())
		require.NoError(w.t, err)
		wakes := map[string]time.Time{}
		for _, id := range goals {
			w.wakes(wakes, id, to)
		}
		if len(wakes) == 0 {
			at, course := w.nextCourse(to)
			w.set(at)
			if course == "" {
				return
			}
			w.wakeCourse(course)
		}
		for len(wakes) > 0 { // a goal that wakes may wake others: they are looked at in the next round
			goal := ""
			for id, at := range wakes {
				if goal == "" || at.Before(wakes[goal]) {
					goal = id
				}
			}
			at, course := w.nextCourse(wakes[goal])
			w.set(at)
			if course != "" {
				w.wakeCourse(course)
				continue
			}
			w.wake(goal)
			w.wakes(wakes, goal, to)
		}
	}
}

// wakes notes when a goal wakes, when that is before to.
func (w *stage) wakes(at map[string]time.Time, goal string, to time.Time) {
	w.t.Helper()
	g, cal := w.state(goal)
	next, ok := plan.NextWake(g, cal)
	if next.Before(w.time()) {
		next = w.time()
	}
	if at[goal] = next; !ok || !next.Before(to) {
		delete(at, goal)
	}
}

// sleep lets time pass while nobody is awake: goals wake once, at the end.
func (w *stage) sleep(to time.Time) {
	w.t.Helper()
	w.set(to)
	ids, err := w.store.OpenGoals(w.t.Context())
	require.NoError(w.t, err)
	for _, id := range ids {
		w.wake(id)
	}
}

// set moves the clock; nobody is signed out by it.
func (w *stage) set(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	require.False(w.t, at.Before(w.clock), "time does not go back: %s", at)
	w.clock = at
	require.NoError(w.t, w.store.Write(w.t.Context(), func(tx *store.Tx) error {
		return tx.Model(&store.Session{}).Where("1 = 1").Update("idle_until", at.AddDate(0, 0, 1)).Error
	}))
}

func (w *stage) wake(goal string) {
	w.t.Helper()
	g, cal := w.state(goal)
	if change, due := plan.Wake(g, w.time(), cal); due {
		require.NoError(w.t, w.engine.record(context.WithoutCancel(w.t.Context()), change))
	}
}

func (w *stage) state(goal string) (plan.Goal, *calendar.Calendar) {
	w.t.Helper()
	g, err := w.store.Goal(w.t.Context(), goal)
	require.NoError(w.t, err)
	cal, err := w.store.CalendarNamed(w.t.Context(), g.Calendar)
	require.NoError(w.t, err)
	return g, cal
}

// deliver lets the courier of notices make his round.
func (w *stage) deliver() int {
	w.t.Helper()
	n, err := w.acts.Deliver(w.t.Context(), w.time())
	require.NoError(w.t, err)
	return n
}

// carrier carries commands to goals in the place of Temporal. What the API
// never asks of it is not there.
type carrier struct {
	client.Client
	stage *stage
	one   sync.Mutex // a goal does one thing at a time; so does a small town
}

func (e *carrier) UpdateWorkflow(ctx context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	if id, ok := strings.CutPrefix(o.WorkflowID, workflows.CourseID("")); ok {
		return e.carryCourse(ctx, id, o.Args[0].(assess.Command))
	}
	goal := strings.TrimPrefix(o.WorkflowID, "goal/")
	return e.carry(ctx, goal, o.Args[0].(plan.Command))
}

func (e *carrier) NewWithStartWorkflowOperation(client.StartWorkflowOptions, any, ...any) client.WithStartWorkflowOperation {
	return nil
}

func (e *carrier) UpdateWithStartWorkflow(ctx context.Context, o client.UpdateWithStartWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	return e.UpdateWorkflow(ctx, o.UpdateOptions)
}

// ExecuteWorkflow carries the one other workflow that the API starts out at
// once: the one that brings a calendar to every goal.
func (e *carrier) ExecuteWorkflow(ctx context.Context, _ client.StartWorkflowOptions, name any, args ...any) (client.WorkflowRun, error) {
	if name != workflows.RedateWorkflow {
		return nil, fmt.Errorf("the stage has no workflow %v", name)
	}
	return nil, e.stage.redate(ctx, args[0].(string), args[1].(string))
}

// carry decides and records one command, under the goal's lock.
func (e *carrier) carry(ctx context.Context, goal string, c plan.Command) (client.WorkflowUpdateHandle, error) {
	e.one.Lock()
	defer e.one.Unlock()
	s := e.stage.store
	if done, ok, err := s.Done(ctx, goal, c.Head().ID); ok || err != nil {
		return carried{outcome: done}, err
	}
	g, err := s.Goal(ctx, goal)
	if err != nil && !store.Missing(err) {
		return nil, err
	}
	cal, err := s.ActiveCalendar(ctx)
	if g.Calendar != "" {
		cal, err = s.CalendarNamed(ctx, g.Calendar)
	}
	if err != nil {
		return nil, err
	}
	change, err := plan.Decide(g, c, e.stage.time(), cal)
	if err != nil {
		return carried{err: workflows.Refusal(err)}, nil
	}
	outcome := store.Outcome{GoalID: goal, Seq: change.Seq, Command: change.Command, Name: change.Name, Fingerprint: change.Fingerprint}
	return carried{outcome: outcome}, e.recordLocked(ctx, change)
}

func (e *carrier) record(ctx context.Context, c plan.Change) error {
	e.one.Lock()
	defer e.one.Unlock()
	return e.recordLocked(ctx, c)
}

// recordLocked writes a change and tells the goals that it concerns.
func (e *carrier) recordLocked(ctx context.Context, c plan.Change) error {
	rec, err := e.stage.acts.Record(ctx, c)
	if err != nil {
		return err
	}
	if rec.Status != activities.Recorded {
		return fmt.Errorf("recorded as %q", rec.Status)
	}
	if len(c.Signals)+len(c.Awaits) == 0 {
		return nil
	}
	e.one.Unlock()
	defer e.one.Lock()
	return e.stage.acts.Tell(ctx, activities.Tidings{Goal: c.GoalID, Signals: c.Signals, Awaits: c.Awaits})
}

// carried is the answer of a command.
type carried struct {
	client.WorkflowUpdateHandle
	outcome any // of a goal's command, or of an assessment's
	err     error
}

func (c carried) Get(_ context.Context, into any) error {
	if c.err != nil {
		return c.err
	}
	payload, err := converter.GetDefaultDataConverter().ToPayload(c.outcome)
	if err != nil {
		return err
	}
	return converter.GetDefaultDataConverter().FromPayload(payload, into)
}

// redate brings a calendar to every goal, as its workflow does.
func (w *stage) redate(ctx context.Context, version, reason string) error {
	cal, err := w.store.CalendarNamed(ctx, version)
	if err != nil {
		return err
	}
	ids, err := w.store.GoalsOnOtherCalendar(ctx, version)
	if err != nil {
		return err
	}
	for _, id := range ids {
		h := plan.Header{ID: "redate:" + version, Actor: plan.System(), Reason: reason}
		if err := w.acts.Send(ctx, id, plan.Recalendar{Header: h, Calendar: *cal}); err != nil {
			return err
		}
	}
	courses, err := w.store.CoursesOnOtherCalendar(ctx, version)
	for _, id := range courses {
		h := assess.Header{ID: "redate:" + version, Actor: assess.System(), Reason: reason}
		err = errors.Join(err, w.acts.SendCourse(ctx, id, assess.RecalendarCourse{Header: h, Calendar: *cal}))
	}
	return err
}
