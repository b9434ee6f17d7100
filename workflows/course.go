package workflows

import (
	"strconv"
	"time"

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
	Loop     int                   `json:"loop,omitempty"`   // version of the loop that the run follows
}

// Course is one assessment under way. Like Goal it changes only through its
// updates and its one timer; beside that it serves what the course wants:
// facts, or a count.
func Course(ctx workflow.Context, st CourseState) error {
	c := &course{}
	c.courseLoop = courseLoop{of: c, now: st.Course, dates: st.Calendar, recent: st.Recent, version: st.Loop}
	return c.run(ctx)
}

type (
	courseLoop   = loop[assess.Course, assess.Command, assess.Change, store.CourseOutcome]
	courseAnswer = activities.Answer[assess.Course, store.CourseOutcome]
)

// course is a running course inside its workflow.
type course struct {
	courseLoop
	vain int64 // the course as it stood when serving it led to nothing
}

// commands are those that people send, and the new calendar. What the course
// wants it fetches itself.
func (c *course) commands(ctx workflow.Context) error {
	for _, register := range []func(workflow.Context, *courseLoop) error{
		ofCourse[assess.IssueCycle], ofCourse[assess.CorrectFact], ofCourse[assess.SelfAssess],
		ofCourse[assess.Advance], ofCourse[assess.Evaluate], ofCourse[assess.Recuse],
		ofCourse[assess.VerifySample], ofCourse[assess.Moderate], ofCourse[assess.Publish],
		ofCourse[assess.AskReview], ofCourse[assess.AskAppeal], ofCourse[assess.DecideObjection],
		ofCourse[assess.ExtendAppeal], ofCourse[assess.WithdrawObjection], ofCourse[assess.CancelCourse],
		ofCourse[assess.RecalendarCourse],
	} {
		if err := register(ctx, &c.courseLoop); err != nil {
			return err
		}
	}
	return nil
}

// ofCourse registers the update of one command of courses.
func ofCourse[T assess.Command](ctx workflow.Context, l *courseLoop) error {
	return handle(ctx, l, func(t T) assess.Command { return t })
}

func (*course) sent(cmd assess.Command) (name, id string, brings *calendar.Calendar) {
	if again, ok := cmd.(assess.RecalendarCourse); ok {
		brings = &again.Calendar
	}
	return string(cmd.Name()), cmd.Head().ID, brings
}

func (c *course) seq() int64     { return c.now.Seq }
func (c *course) finished() bool { return c.now.Finished() }

func (c *course) decide(ctx workflow.Context, cmd assess.Command) (assess.Change, error) {
	return assess.Decide(c.now, cmd, workflow.Now(ctx), &c.dates)
}

func (c *course) wake(ctx workflow.Context) (assess.Change, bool) {
	return assess.Wake(c.now, workflow.Now(ctx), &c.dates)
}

func (c *course) nextWake(workflow.Context) (time.Time, bool) {
	return assess.NextWake(c.now, &c.dates)
}

func (*course) record(ctx workflow.Context, d assess.Change) (courseAnswer, error) {
	var rec activities.CourseRecord
	err := write(ctx, RecordCourseName, d, &rec)
	return courseAnswer(rec), err
}

func (c *course) nowhere() assess.Change {
	return assess.Change{CourseID: c.now.ID, Course: assess.Course{ID: c.now.ID, Calendar: c.now.Calendar}}
}

func (*course) after(d assess.Change) assess.Course { return d.Course }

func (*course) told(workflow.Context, assess.Change, courseAnswer) {} // no course waits for another
func (*course) busy() bool                                         { return false }

// wants tells whether the course waits to be served. What the rules refuse is
// not tried again before the course changes.
func (c *course) wants() bool { return c.now.Wanted != "" && c.vain != c.now.Seq }

// serve gathers what the course wants and takes it over as the system. Nothing
// else happens to the course meanwhile, so that what was counted is what
// stands.
func (c *course) serve(ctx workflow.Context) error {
	for c.wants() {
		var got activities.Served
		if err := workflow.ExecuteActivity(patience(ctx, 10*time.Minute), ServeName, c.now.ID).Get(ctx, &got); err != nil {
			return err
		}
		cmd := served(got, c.now)
		if cmd == nil { // the record is ahead of this workflow
			if err := c.follow(ctx); err != nil {
				return err
			}
			c.vain = c.now.Seq
			continue
		}
		d, err := c.decide(ctx, cmd)
		if err != nil {
			workflow.GetLogger(ctx).Error("the course could not be served", "course", c.now.ID, "want", c.now.Wanted, "error", err)
			c.vain = c.now.Seq
			return nil
		}
		if _, _, err := c.settle(ctx, d, nil); err != nil {
			return err
		}
	}
	return nil
}

// served makes the system's command of what was gathered; nil when nothing was.
func served(got activities.Served, to assess.Course) assess.Command {
	head := assess.Header{ID: "serve:" + strconv.FormatInt(to.Seq+1, 10), Actor: assess.System()}
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

func (c *course) carry() (string, any) {
	return CourseWorkflow, CourseState{Course: c.now, Calendar: c.dates, Recent: c.recent, Loop: Loop}
}
