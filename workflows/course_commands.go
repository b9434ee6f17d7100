package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/assess"
	"duban/store"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// handleCommands registers an update for every command that people send, and
// for the new calendar. What the course wants it fetches itself.
func (c *course) handleCommands(ctx workflow.Context) error {
	for _, register := range []func(workflow.Context, *course) error{
		handleCourse[assess.IssueCycle], handleCourse[assess.CorrectFact], handleCourse[assess.SelfAssess],
		handleCourse[assess.Advance], handleCourse[assess.Evaluate], handleCourse[assess.Recuse],
		handleCourse[assess.VerifySample], handleCourse[assess.Moderate], handleCourse[assess.Publish],
		handleCourse[assess.AskReview], handleCourse[assess.AskAppeal], handleCourse[assess.DecideObjection],
		handleCourse[assess.ExtendAppeal], handleCourse[assess.WithdrawObjection], handleCourse[assess.CancelCourse],
		handleCourse[assess.RecalendarCourse],
	} {
		if err := register(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// handleCourse registers the update of one command, as handle does for goals:
// refused before anything is written where it can be, decided again under the
// lock, and after following the record where the caller saw more of it.
func handleCourse[C assess.Command](ctx workflow.Context, c *course) error {
	var cmd C
	return workflow.SetUpdateHandlerWithOptions(ctx, string(cmd.Name()),
		func(ctx workflow.Context, cmd C, seen int64) (store.CourseOutcome, error) {
			return c.run(ctx, cmd, seen)
		},
		workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, cmd C, seen int64) error {
			if _, done := c.done(cmd.Head().ID); done || seen > c.st.Course.Seq {
				return nil
			}
			_, err := assess.Decide(c.st.Course, cmd, workflow.Now(ctx), &c.st.Calendar)
			return CourseRefusal(err)
		}})
}

// run decides a command, records it and adopts it.
func (c *course) run(ctx workflow.Context, cmd assess.Command, seen int64) (store.CourseOutcome, error) {
	if err := c.lock.Lock(ctx); err != nil {
		return store.CourseOutcome{}, err
	}
	defer c.lock.Unlock()
	c.updates++
	if seen > c.st.Course.Seq {
		if err := c.follow(ctx); err != nil {
			return store.CourseOutcome{}, err
		}
	}
	for {
		if done, ok := c.done(cmd.Head().ID); ok {
			return done, nil
		}
		change, err := assess.Decide(c.st.Course, cmd, workflow.Now(ctx), &c.st.Calendar)
		if err != nil {
			return store.CourseOutcome{}, CourseRefusal(err)
		}
		rec, err := recordCourse(ctx, change)
		if err != nil {
			return store.CourseOutcome{}, err
		}
		if again, ok := cmd.(assess.RecalendarCourse); ok && rec.Status != activities.Behind {
			c.st.Calendar = again.Calendar
		}
		if c.adopt(change, rec) {
			return rec.Outcome, nil
		}
	}
}

// done finds a command that this workflow remembers.
func (c *course) done(id string) (store.CourseOutcome, bool) {
	for _, o := range c.st.Recent {
		if o.Command == id {
			return o, true
		}
	}
	return store.CourseOutcome{}, false
}
