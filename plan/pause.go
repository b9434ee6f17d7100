package plan

// Suspend 中止 stops the clocks of a step, or with no step of the whole goal.
// What was left of the time is kept.
type Suspend struct{ Header }

// Name is the command's wire name.
func (Suspend) Name() Name { return NameSuspend }

func (c Suspend) permit(t *turn) error {
	if t.step == nil {
		if err := t.running(); err != nil {
			return err
		}
	} else if err := t.seriesToo().at(StepPending, StepOpen, StepActive, StepReturned, StepReview); err != nil {
		return err
	}
	return t.overseer()
}

func (c Suspend) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	if t.step != nil {
		t.suspendStep(t.step, false)
		return nil
	}
	for i := range t.goal.Steps {
		s := &t.goal.Steps[i]
		if !s.Through() && s.Status != StepSuspended {
			t.suspendStep(s, true)
		}
	}
	t.emit(Event{Type: GoalSuspendedEvent, Reason: t.head.Reason, Detail: Detail{To: []Ref{t.goal.Line.Head}}})
	return nil
}

func (t *turn) suspendStep(s *Step, byGoal bool) {
	entry := ClockEntry{Kind: ClockSuspended, At: t.now, By: t.by, Reason: t.head.Reason}
	d := Detail{ByGoal: byGoal, To: []Ref{s.Lead}}
	t.pauseClocks(s, entry, &d)
	t.emit(Event{Type: StepSuspendedEvent, Step: s.Key, Reason: t.head.Reason, Detail: d})
}

// Resume 恢复 lets the clocks run again with what was left.
type Resume struct{ Header }

// Name is the command's wire name.
func (Resume) Name() Name { return NameResume }

func (c Resume) permit(t *turn) error {
	switch {
	case t.step == nil && t.goal.Status != GoalSuspended:
		if t.goal.Ended() {
			return refuse(CodeGoalEnded, "status", string(t.goal.Status))
		}
		return refuse(CodeUnchanged)
	case t.step != nil && t.goal.Status == GoalSuspended:
		return t.running()
	case t.step != nil && t.step.Status != StepSuspended:
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	}
	return t.overseer()
}

func (c Resume) decide(t *turn) error {
	if t.step != nil {
		key := t.step.Key
		t.resumeStep(t.step)
		t.settle(key)
		t.openReady()
		return nil
	}
	t.emit(Event{Type: GoalResumed, Reason: t.head.Reason, Detail: Detail{To: []Ref{t.goal.Line.Head}}})
	for i := range t.goal.Steps {
		s := &t.goal.Steps[i]
		// Steps that were suspended on their own account stay so.
		if s.Status == StepSuspended && s.Suspended.ByGoal {
			t.resumeStep(s)
			t.settle(s.Key)
		}
	}
	t.openReady()
	t.conclude() // the last step may have been cancelled meanwhile
	return nil
}

func (t *turn) resumeStep(s *Step) {
	entry := ClockEntry{Kind: ClockResumed, At: t.now, By: t.by, Reason: t.head.Reason}
	d := Detail{ByGoal: t.step == nil, To: []Ref{s.Lead}}
	t.pauseClocks(s, entry, &d)
	d.Reviews = t.reviewsAfter(s)
	t.emit(Event{Type: StepResumed, Step: s.Key, Reason: t.head.Reason, Detail: d})
}

// pauseClocks enters a suspension or resumption in both clocks of a step, as
// far as they still ran.
func (t *turn) pauseClocks(s *Step, entry ClockEntry, d *Detail) {
	enter := func(c *Clock) *Clock {
		if c == nil || c.MetAt != nil || c.Suspended() == (entry.Kind == ClockSuspended) {
			return c.clone()
		}
		if entry.Kind == ClockResumed && s.Before == StepPending {
			return c.clone() // runs again when the step opens again
		}
		c = c.clone()
		old := c.Due
		entry.Old = &old
		c.Entries = append(c.Entries, entry)
		if c.compute(t.cal) != nil {
			c.Due = old // beyond the loaded calendar: dated again when the notice arrives
		}
		return c
	}
	if d.Clock = enter(s.Clock); d.Clock != nil {
		d.YellowAt = t.yellow(d.Clock)
		due := d.Clock.Due
		d.New = &due
	}
	d.RespondBy = enter(s.RespondBy)
}

// reviewsAfter moves the reviews that stood still while the step did: what
// was left of their time begins now.
func (t *turn) reviewsAfter(s *Step) []ReviewDue {
	var moved []ReviewDue
	for _, a := range s.Rounds {
		if !a.Open() || a.DueAt == nil || !a.DueAt.After(s.Suspended.At) {
			continue
		}
		rest, err := t.cal.Worked(s.Suspended.At, *a.DueAt)
		if err != nil {
			continue
		}
		if due, err := t.cal.AddWork(t.now, rest); err == nil {
			moved = append(moved, ReviewDue{Round: a.Round, DueAt: Moment(due)})
		}
	}
	return moved
}
