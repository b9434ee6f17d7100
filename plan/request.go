package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// AskExtension 延期 asks for a later day, before the due date, with reason and
// progress. The supervision officer reviews it first, then the leader.
type AskExtension struct {
	Header
	NewDue   calendar.Date `json:"new_due"`
	Progress string        `json:"progress"`
}

// Name is the command's wire name.
func (AskExtension) Name() Name { return NameAskExtension }

func (c AskExtension) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive, StepReturned); err != nil {
		return err
	}
	if err := t.lead(); err != nil {
		return err
	}
	if a := t.step.Pending(OfExtension); a != nil {
		return refuse(CodePending, "round", itoa(a.Round))
	}
	if t.step.Clock == nil || t.now.After(t.step.Clock.Due) {
		due := ""
		if t.step.Clock != nil {
			due = stamp(t.step.Clock.Due)
		}
		return refuse(CodeWindowClosed, "until", due)
	}
	return nil
}

func (c AskExtension) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var v validation
	v.text("/progress", c.Progress, MaxText, true)
	v.day("/new_due", &c.NewDue, t.cal)
	if len(v) == 0 && !calendar.DateOf(t.step.Clock.Due).Before(c.NewDue) {
		v.add("/new_due", CodeDateNotLater, "due", stamp(t.step.Clock.Due))
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.ask(OfExtension, Submission{Note: t.head.Reason, NewDue: &c.NewDue, Progress: c.Progress},
		stageFor("supervisor", "督查员审核", t.instead(t.goal.Line.Supervisor)),
		stageFor("leader", "领导审批", t.instead(t.goal.Line.Leader)))
	return nil
}

// AskTransfer 转办 says "not ours" within the days allowed after assignment,
// with the signature of the unit's head; the supervision officer decides.
type AskTransfer struct {
	Header
	To     Ref    `json:"to"`
	ToUnit string `json:"to_unit,omitempty"`
	ToHead Ref    `json:"to_head,omitempty"`
}

// Name is the command's wire name.
func (AskTransfer) Name() Name { return NameAskTransfer }

func (c AskTransfer) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive); err != nil {
		return err
	}
	if err := t.lead(); err != nil {
		return err
	}
	if a := t.step.Pending(OfTransfer); a != nil {
		return refuse(CodePending, "round", itoa(a.Round))
	}
	assigned := *t.step.OpenedAt
	if t.step.RespondBy != nil {
		assigned = t.step.RespondBy.Start // begins anew when the step is given to another post
	}
	until, err := t.cal.Due(assigned, calendar.Budget{N: max(t.goal.Settings.NotOurs, 1), Unit: calendar.Workday})
	if err != nil {
		return err
	}
	if t.now.After(until) {
		return refuse(CodeWindowClosed, "until", stamp(until))
	}
	return nil
}

func (c AskTransfer) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var v validation
	v.ref("/to", c.To, true)
	v.ref("/to_head", c.ToHead, false)
	if c.To == t.step.Lead {
		v.add("/to", CodeUnchanged)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	var stages []Stage
	if head := t.goal.headOf(t.step); head != "" && head != t.step.Lead {
		stages = append(stages, stageFor("head", "单位负责人签字", head))
	}
	stages = append(stages, stageFor("supervisor", "督查员审核", t.instead(t.goal.Line.Supervisor)))
	t.ask(OfTransfer, Submission{Note: t.head.Reason, To: c.To, ToUnit: c.ToUnit, ToHead: c.ToHead}, stages...)
	return nil
}

// instead is who reviews in place of a ref that is the lead itself: the
// leader in charge, or the principal leader.
func (t *turn) instead(ref Ref) Ref {
	line := t.goal.Line
	for _, r := range []Ref{ref, line.Leader, line.Principal, line.Supervisor} {
		if r != "" && r != t.step.Lead {
			return r
		}
	}
	return ref
}

func stageFor(key, name string, ref Ref) Stage {
	return Stage{Key: key, Name: name, Rule: AnySign, Signers: []Ref{ref}}
}

// ask starts a round about something other than the step's result.
func (t *turn) ask(subject Subject, content Submission, defs ...Stage) {
	var stages []StageState
	for _, def := range defs {
		stages = append(stages, seated(def))
	}
	t.emit(Event{Type: ApprovalAsked, Step: t.step.Key, Round: t.step.Round + 1, Reason: t.head.Reason,
		Detail: Detail{Subject: subject, Content: &content, Stages: stages, ReviewBy: t.reviewBy(), To: stages[0].refs()}})
}

// SetDue sets a new last day. Only a leader may, also after the date; the
// original date counts in the assessment.
type SetDue struct {
	Header
	On calendar.Date `json:"on"`
}

// Name is the command's wire name.
func (SetDue) Name() Name { return NameSetDue }

func (c SetDue) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive, StepReturned, StepReview); err != nil {
		return err
	}
	t.judged = t.step.AcceptedBy // nobody gives themselves more time
	return t.leader()
}

func (c SetDue) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var v validation
	v.day("/on", &c.On, t.cal)
	if len(v) == 0 {
		if end, err := t.cal.EndOf(c.On); err != nil || !end.After(t.now) {
			v.add("/on", CodeDateOrder, "before", stamp(t.now))
		}
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.dropRounds(t.step.Key, OfExtension) // the leader has spoken
	if t.step.Clock == nil {
		return t.dateFirst(c.On)
	}
	t.redate(ClockEntry{Kind: ClockSet, At: t.now, By: t.by, Reason: t.head.Reason, On: &c.On})
	return nil
}

// dateFirst gives a day to a step that opened without a clock, because its
// budget reaches beyond the loaded calendar.
func (t *turn) dateFirst(on calendar.Date) error {
	clock, err := startClock(*t.step.OpenedAt, nil, &on, t.cal)
	if err != nil {
		return err
	}
	if t.step.Status == StepReview {
		clock.MetAt = t.step.MetAt
	}
	due := clock.Due
	t.emit(Event{Type: DueChanged, Step: t.step.Key, Reason: t.head.Reason,
		Detail: Detail{Clock: clock, YellowAt: t.yellow(clock), New: &due, To: []Ref{t.step.Lead}}})
	return nil
}

// redate enters a new last day in the step's clock.
func (t *turn) redate(e ClockEntry) {
	clock := t.step.Clock.clone()
	old := clock.Due
	e.Old = &old
	clock.Entries = append(clock.Entries, e)
	clock.Generation++
	t.dueChanged(t.step, clock, e.Reason)
}

// dueChanged computes a changed clock and emits what became of the due date.
// A clock that cannot be computed stays as it was.
func (t *turn) dueChanged(s *Step, clock *Clock, reason string) {
	old := s.Clock.Due
	if clock.compute(t.cal) != nil {
		return
	}
	due := clock.Due
	t.emit(Event{Type: DueChanged, Step: s.Key, Reason: reason, Detail: Detail{
		Clock: clock, YellowAt: t.yellow(clock), Old: &old, New: &due, To: []Ref{s.Lead}}})
}

// AssignStep hands a step to another post.
type AssignStep struct {
	Header
	Lead     Ref    `json:"lead"`
	LeadUnit string `json:"lead_unit,omitempty"`
	LeadHead Ref    `json:"lead_head,omitempty"`
	Co       []Ref  `json:"co,omitempty"`
}

// Name is the command's wire name.
func (AssignStep) Name() Name { return NameAssign }

func (c AssignStep) permit(t *turn) error {
	if err := t.seriesToo().at(StepPending, StepOpen, StepActive, StepReturned); err != nil {
		return err
	}
	return t.overseer()
}

func (c AssignStep) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var v validation
	v.ref("/lead", c.Lead, true)
	v.ref("/lead_head", c.LeadHead, false)
	if len(c.Co) > MaxItems {
		v.add("/co", CodeTooMany, "max", itoa(MaxItems))
	}
	for i, ref := range c.Co {
		v.ref("/co/"+itoa(i), ref, true)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	if c.Lead == t.step.Lead && slices.Equal(c.Co, t.step.Co) {
		return refuse(CodeUnchanged)
	}
	t.reassign(c.Lead, c.LeadUnit, c.LeadHead, c.Co)
	return nil
}

// reassign gives the step to another lead, who has to accept it.
func (t *turn) reassign(lead Ref, unit string, head Ref, co []Ref) {
	t.dropRounds(t.step.Key, OfExtension, OfTransfer)
	d := Detail{Lead: lead, LeadUnit: unit, Head: head, Co: co, To: addRef([]Ref{lead}, t.step.Lead)}
	if t.step.Status == StepOpen || t.step.Status == StepActive && t.step.Recur == nil {
		d.RespondBy = t.respondClock(t.step)
	}
	t.emit(Event{Type: StepReassigned, Step: t.step.Key, Reason: t.head.Reason, Detail: d})
}

// UrgeStep 催办 reminds those on whom a step waits; each of them once a day.
type UrgeStep struct{ Header }

// Name is the command's wire name.
func (UrgeStep) Name() Name { return NameUrge }

func (c UrgeStep) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive, StepReturned, StepReview); err != nil {
		return err
	}
	if err := t.overseer(); err != nil {
		return err
	}
	key, _ := t.step.urged()
	if last := t.step.lastMark(key); last != nil && calendar.DateOf(*last) == calendar.DateOf(t.now) {
		return refuse(CodeAskedToday, "at", stamp(*last))
	}
	return nil
}

func (c UrgeStep) decide(t *turn) error {
	key, to := t.step.urged()
	t.emit(Event{Type: Urged, Step: t.step.Key, Reason: t.head.Reason,
		Detail: Detail{To: to, Marks: []RungMark{{Key: key, At: t.now}}}})
	return nil
}

// urged is who an urge reaches now, and the mark it leaves: the lead, or the
// signers of the stage that a submission waits for.
func (s *Step) urged() (string, []Ref) {
	if a := s.Pending(OfSubmission); a != nil {
		return string(NameUrge) + "-" + itoa(a.Round) + "-" + a.Stage().Key, a.Stage().refs()
	}
	return string(NameUrge), []Ref{s.Lead}
}

func (s *Step) lastMark(key string) *time.Time {
	for i := len(s.Reached) - 1; i >= 0; i-- {
		if s.Reached[i].Key == key {
			return &s.Reached[i].At
		}
	}
	return nil
}
