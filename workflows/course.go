package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/store"
)

// CourseState is what a course's workflow starts with and carries across runs.
type CourseState struct {
	Course   assess.Course         `json:"course"` // zero but for its id when it waits to be issued
	Calendar calendar.Calendar     `json:"calendar"`
	Recent   []store.CourseOutcome `json:"recent,omitempty"` // the last commands, for requests that are sent again
}

// Course is one assessment under way. Like Goal it changes only through its
// updates and its one timer, and everything is decided, recorded and adopted
// in this order; beside that it serves what the course wants: facts, or a
// count.
func Course(ctx workflow.Context, st CourseState) error {
	c := &course{st: st, lock: workflow.NewMutex(ctx)}
	if err := c.handleCommands(ctx); err != nil {
		return err
	}
	if err := c.awaitIssue(ctx); err != nil {
		return err
	}
	if c.st.Course.Seq == 0 {
		return c.quiet(ctx)
	}
	c.plan()
	for !c.st.Course.Finished() {
		if err := c.sleep(ctx); err != nil {
			return err
		}
		if c.full(ctx) {
			if err := c.quiet(ctx); err != nil {
				return err
			}
			return workflow.NewContinueAsNewError(ctx, CourseWorkflow, c.st)
		}
		if err := c.serve(ctx); err != nil {
			return err
		}
		if err := c.wake(ctx); err != nil {
			return err
		}
	}
	return c.quiet(ctx)
}

// course is a running course inside its workflow.
type course struct {
	st      CourseState
	lock    workflow.Mutex // decide, record, adopt: one at a time
	next    time.Time      // when time alone changes something; zero: never
	updates int            // commands of this run
	vain    int64          // the course as it stood when serving it led to nothing
}

// awaitIssue waits a while for the first command. The issue may have been
// recorded by a process that died before it could say so.
func (c *course) awaitIssue(ctx workflow.Context) error {
	if c.st.Course.Seq > 0 {
		return nil
	}
	ok, err := workflow.AwaitWithTimeout(ctx, issueWithin, func() bool { return c.st.Course.Seq > 0 })
	if err != nil || ok || c.st.Course.Seq > 0 {
		return err
	}
	if err := c.lock.Lock(ctx); err != nil {
		return err
	}
	defer c.lock.Unlock()
	return c.follow(ctx)
}

// plan says when the course has to wake.
func (c *course) plan() {
	c.next = time.Time{}
	if at, ok := assess.NextWake(c.st.Course, &c.st.Calendar); ok {
		c.next = at
	}
}

// wanting tells whether the course waits to be served.
func (c *course) wanting() bool { return c.st.Course.Wanted != "" && c.vain != c.st.Course.Seq }

// sleep waits until the next wake, or until a command moved it, or the course
// wants something, or the run is full, or the course has finished.
func (c *course) sleep(ctx workflow.Context) error {
	at := c.next
	over := func() bool {
		return !c.next.Equal(at) || c.wanting() || c.st.Course.Finished() || c.full(ctx)
	}
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

func (c *course) full(ctx workflow.Context) bool {
	return c.updates >= updatesPerRun || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

func (c *course) quiet(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
}

// wake records what time has done, if anything.
func (c *course) wake(ctx workflow.Context) error {
	if err := c.lock.Lock(ctx); err != nil {
		return err
	}
	defer c.lock.Unlock()
	for {
		change, due := assess.Wake(c.st.Course, workflow.Now(ctx), &c.st.Calendar)
		if !due {
			c.plan()
			return nil
		}
		rec, err := recordCourse(ctx, change)
		if err != nil {
			return err
		}
		if c.adopt(change, rec) {
			return nil
		}
	}
}

// serve gathers what the course wants and takes it over as the system. Nothing
// else happens to the course meanwhile, so that what was counted is what
// stands. What the rules refuse is not tried again before the course changes.
func (c *course) serve(ctx workflow.Context) error {
	if err := c.lock.Lock(ctx); err != nil {
		return err
	}
	defer c.lock.Unlock()
	for c.wanting() {
		var got activities.Served
		if err := workflow.ExecuteActivity(patience(ctx, 10*time.Minute), ServeName, c.st.Course.ID).Get(ctx, &got); err != nil {
			return err
		}
		cmd := served(got, c.st.Course)
		if cmd == nil { // the record is ahead of this workflow
			if err := c.follow(ctx); err != nil {
				return err
			}
			c.vain = c.st.Course.Seq
			continue
		}
		change, err := assess.Decide(c.st.Course, cmd, workflow.Now(ctx), &c.st.Calendar)
		if err != nil {
			workflow.GetLogger(ctx).Error("the course could not be served", "course", c.st.Course.ID, "want", c.st.Course.Wanted, "error", err)
			c.vain = c.st.Course.Seq
			return nil
		}
		rec, err := recordCourse(ctx, change)
		if err != nil {
			return err
		}
		c.adopt(change, rec)
	}
	return nil
}

// served makes the system's command of what was gathered; nil when nothing was.
func served(got activities.Served, to assess.Course) assess.Command {
	head := assess.Header{ID: "serve:" + itoa(to.Seq+1), Actor: assess.System()}
	switch {
	case got.Freeze != nil && to.Wanted == assess.WantFacts:
		got.Freeze.Header = head
		return *got.Freeze
	case got.Tally != nil && to.Wanted == assess.WantTally:
		got.Tally.Header = head
		return *got.Tally
	}
	return nil
}

// follow adopts the course as it is stored.
func (c *course) follow(ctx workflow.Context) error {
	nothing := assess.Change{CourseID: c.st.Course.ID, Course: assess.Course{Calendar: c.st.Course.Calendar}} // no change fits there: the answer is where the record stands
	rec, err := recordCourse(ctx, nothing)
	if err == nil {
		c.adopt(nothing, rec)
	}
	return err
}

// adopt takes over what was recorded; false means that the record stood
// elsewhere and the decision has to be made again.
func (c *course) adopt(change assess.Change, rec activities.CourseRecord) bool {
	switch {
	case rec.Status == activities.Recorded:
		c.st.Course = change.Course
	case rec.Course != nil:
		c.st.Course = *rec.Course
	default:
		c.st.Course = assess.Course{ID: c.st.Course.ID}
	}
	if rec.Calendar != nil {
		c.st.Calendar = *rec.Calendar
	}
	c.plan()
	if rec.Status == activities.Behind {
		return false
	}
	c.st.Recent = append(c.st.Recent, rec.Outcome)
	if over := len(c.st.Recent) - recentKept; over > 0 {
		c.st.Recent = slices.Delete(c.st.Recent, 0, over)
	}
	return true
}

// recordCourse writes a change as record does: quickly, or patiently.
func recordCourse(ctx workflow.Context, change assess.Change) (activities.CourseRecord, error) {
	var rec activities.CourseRecord
	quick := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: 3 * time.Second,
		StartToCloseTimeout:    3 * time.Second,
		RetryPolicy:            &temporal.RetryPolicy{MaximumAttempts: 1},
	})
	if err := workflow.ExecuteLocalActivity(quick, RecordCourseName, change).Get(ctx, &rec); err == nil {
		return rec, nil
	}
	err := workflow.ExecuteActivity(patience(ctx, 30*time.Second), RecordCourseName, change).Get(ctx, &rec)
	return rec, err
}
