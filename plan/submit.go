package plan

import (
	"slices"
	"strconv"
)

// AcceptStep 签收 says that the lead has taken the step on.
type AcceptStep struct{ Header }

// Name is the command's wire name.
func (AcceptStep) Name() Name { return NameAccept }

func (c AcceptStep) permit(t *turn) error {
	if err := t.at(StepOpen); err != nil {
		return err
	}
	return t.worker()
}

func (c AcceptStep) decide(t *turn) error {
	t.emit(Event{Type: StepAccepted, Step: t.step.Key, Reason: t.head.Reason})
	return nil
}

// SubmitStep 提交 hands in the result of a step and starts a round of
// approval. A step that was not accepted yet is accepted by it.
type SubmitStep struct {
	Header
	Content    Submission  `json:"content"`
	Checklists []Checklist `json:"checklists,omitempty"` // those that the checks name
	Steps      []Step      `json:"steps,omitempty"`      // by which the hazards of the checks are dealt with

	rehearsed bool // nothing was looked at: what an inspection would find is not known
}

// Name is the command's wire name.
func (SubmitStep) Name() Name { return NameSubmit }

func (c SubmitStep) permit(t *turn) error {
	if err := t.at(StepOpen, StepActive, StepReturned); err != nil {
		return err
	}
	if err := t.worker(); err != nil {
		return err
	}
	// A submitter who looked at an older round would overwrite what was said since.
	if t.head.Round != 0 && t.head.Round != t.step.Round {
		return stale(t.step, t.head.Round)
	}
	return t.published()
}

func (c SubmitStep) decide(t *turn) error {
	c.Content = c.Content.clone()
	c.Content.prefill(t)
	if problems := c.problems(t); len(problems) > 0 {
		return &Error{Code: CodeInvalid, Problems: problems}
	}
	found := c.fresh(t)
	if problems := c.unfit(t, found); len(problems) > 0 {
		return &Error{Code: CodeInvalid, Problems: problems}
	}
	if t.step.Status == StepOpen {
		t.emit(Event{Type: StepAccepted, Step: t.step.Key})
	}
	t.dropRounds(t.step.Key, OfTransfer) // handing it in says that it is theirs
	if t.step.Series != "" {
		t.dropSwap(*t.step.OccursOn)
	}
	c.Content.Resume, c.Content.Facts, c.Content.Swap = t.step.ResumeAt, nil, nil
	if c.Content.failed() {
		t.notPassed(c.Content)
		return nil
	}
	if t.step.Kind == Report {
		from, to := ReportPeriod(*t.goal, t.step.Key, t.now)
		facts := FactsOf(*t.goal, from, to)
		c.Content.Facts = &facts
	}
	stages, current := t.stagesOf(c.Content)
	t.emit(Event{Type: StepSubmitted, Step: t.step.Key, Round: t.step.Round + 1, Detail: Detail{
		Subject: OfSubmission, Content: &c.Content, Stages: stages, Current: current, ReviewBy: t.reviewBy(),
		To: stages[current].refs(),
	}})
	t.find(found, c.Steps, string(t.step.Kind)+":"+t.step.Key)
	return nil
}

// problems lists everything that keeps a hand-in from being taken.
func (c *SubmitStep) problems(t *turn) []Problem {
	problems := append(c.Content.check(t.step), c.Content.unasked(t)...)
	if c.rehearsed {
		return problems
	}
	problems = append(problems, c.inspected(t)...)
	return append(problems, c.Content.verdicts(t)...)
}

// unfit checks the steps that come with what was found. They are the API's,
// not the submitter's: they are looked at once the rest is right.
func (c *SubmitStep) unfit(t *turn, found []Hazard) []Problem {
	var v validation
	v.belonging(found, c.Steps)
	if len(c.Steps) > 0 {
		v.joining(t.goal, c.Steps, found, t)
	}
	return v
}

// prefill enters what the record knows better than the submitter: how many
// places were checked, and how often a re-inspection was not passed.
func (c *Submission) prefill(t *turn) {
	if t.step.Kind == Inspection && t.step.Target != nil && c.Quantity == nil && len(c.Checks) > 0 {
		c.Quantity = &Target{Milli: int64(len(c.Checks)) * 1000, Unit: t.step.Target.Unit}
	}
	if t.step.Kind == Reinspection && t.step.Hazard != "" {
		c.Figures = slices.DeleteFunc(slices.Clone(c.Figures), func(f Figure) bool { return f.Field == FailuresFigure })
		c.Figures = append(c.Figures, Figure{Field: FailuresFigure, Milli: int64(t.goal.failures(t.step.Hazard)) * 1000})
	}
}

// published refuses to finish a public notice before its least time.
func (t *turn) published() error {
	s := t.step
	if s.Kind != PublicNotice || s.MinPublic == nil {
		return nil
	}
	if s.AcceptedAt == nil {
		return refuse(CodeStepStatus, "step", s.Key, "status", string(s.Status))
	}
	earliest, err := t.cal.Due(*s.AcceptedAt, *s.MinPublic)
	if err != nil {
		return err
	}
	if t.now.Before(earliest) {
		return refuse(CodeTooEarly, "earliest", stamp(earliest))
	}
	return nil
}

// check lists what a submission lacks of what every step asks for. An
// inspection may be handed in place by place, with or without a target.
func (c Submission) check(s *Step) []Problem {
	problems := c.texts()
	if c.Partial && s.Target == nil && (s.Kind != Inspection || len(c.Checks) == 0) {
		problems = append(problems, Problem{Pointer: "/content/partial", Code: CodeConflict, Params: pairs([]string{"with", "target"})})
	}
	for _, name := range s.Evidence {
		if c.Partial {
			break // all of it comes with the last part
		}
		given := slices.ContainsFunc(c.Evidence, func(e Evidence) bool {
			return e.Name == name && (e.File != "" || e.Text != "")
		})
		if !given {
			problems = append(problems, Problem{Pointer: "/content/evidence", Code: CodeEvidenceMissing, Params: pairs([]string{"evidence", name})})
		}
	}
	switch {
	case s.Target == nil && c.Quantity != nil:
		problems = append(problems, Problem{Pointer: "/content/quantity", Code: CodeUnknown, Params: pairs([]string{"value", c.Quantity.Unit})})
	case s.Target != nil && c.Quantity == nil:
		problems = append(problems, Problem{Pointer: "/content/quantity", Code: CodeQuantityMissing, Params: pairs([]string{"unit", s.Target.Unit})})
	case s.Target != nil && (c.Quantity.Unit != s.Target.Unit || c.Quantity.Milli < 0 || c.Quantity.Milli > MaxMilli):
		problems = append(problems, Problem{Pointer: "/content/quantity", Code: CodeUnknown, Params: pairs([]string{"value", c.Quantity.Unit})})
	}
	return problems
}

func (c Submission) texts() []Problem {
	var v validation
	v.text("/content/note", c.Note, MaxText, false)
	v.text("/content/progress", c.Progress, MaxText, false)
	if len(c.Evidence) > MaxItems {
		v.add("/content/evidence", CodeTooMany, "max", strconv.Itoa(MaxItems))
		return v
	}
	for i, e := range c.Evidence {
		at := "/content/evidence/" + strconv.Itoa(i)
		v.text(at+"/name", e.Name, MaxTitle, true)
		v.text(at+"/text", e.Text, MaxText, false)
		v.text(at+"/file", e.File, MaxTitle, false)
	}
	if len(c.Figures) > MaxItems {
		v.add("/content/figures", CodeTooMany, "max", strconv.Itoa(MaxItems))
		return v
	}
	for i, f := range c.Figures {
		at := "/content/figures/" + strconv.Itoa(i)
		v.text(at+"/field", f.Field, MaxTitle, true)
		v.text(at+"/text", f.Text, MaxTitle, false)
	}
	return v
}

// WithdrawStep 撤回 takes a submission or request back before anybody has
// signed.
type WithdrawStep struct{ Header }

// Name is the command's wire name.
func (WithdrawStep) Name() Name { return NameWithdraw }

func (c WithdrawStep) permit(t *turn) error {
	if err := t.openRound(); err != nil {
		return err
	}
	if !t.round.By.Same(t.head.Actor.Self()) {
		if err := t.lead(); err != nil {
			return err
		}
	}
	for _, st := range t.round.Stages {
		for _, seat := range st.Seats {
			if seat.Signed() {
				return refuse(CodeDecided, "by", seat.By.Name, "at", stamp(*seat.At))
			}
		}
	}
	return nil
}

func (c WithdrawStep) decide(t *turn) error {
	subject := t.round.Subject
	t.emit(Event{Type: ApprovalEnded, Step: t.step.Key, Round: t.round.Round, Reason: t.head.Reason,
		Detail: Detail{Subject: subject, Outcome: Withdrawn}})
	if subject == OfSubmission {
		t.emit(Event{Type: StepWithdrawn, Step: t.step.Key, Round: t.round.Round, Reason: t.head.Reason,
			Detail: Detail{ResumeAt: t.round.Content.Resume}})
	}
	return nil
}
