package plan

import (
	"slices"
	"strings"
)

// CloseOut 销号 ends a step that was approved, or with no step the goal that
// is concluded. The supervision officer does it, never the submitter.
type CloseOut struct{ Header }

// Name is the command's wire name.
func (CloseOut) Name() Name { return NameCloseOut }

func (c CloseOut) permit(t *turn) error {
	if t.step == nil {
		if t.goal.Status != GoalConcluded {
			return t.notConcluded()
		}
		return t.overseer()
	}
	if err := t.at(StepDone); err != nil {
		return err
	}
	if err := t.wholeHazard(); err != nil {
		return err
	}
	if a := t.step.agreedSubmission(); a != nil {
		t.judged = &a.By
	}
	return t.supervisor()
}

func (c CloseOut) decide(t *turn) error {
	if t.step == nil {
		t.emit(Event{Type: GoalClosedOut, Reason: t.head.Reason, Detail: Detail{To: []Ref{t.goal.Line.Leader}}})
		return nil
	}
	t.emit(Event{Type: StepClosedOut, Step: t.step.Key, Reason: t.head.Reason, Detail: Detail{To: []Ref{t.step.Lead}}})
	t.closeHazard()
	if t.step.Series != "" {
		t.openReady() // the last occurrence may end its series
	}
	t.conclude()
	return nil
}

// wholeHazard refuses to close one step of a hazard out while another goes on:
// once the last is through, one act closes them all. Commands from before
// RulesWholeClose are judged as they were then.
func (t *turn) wholeHazard() error {
	if t.head.Rules < RulesWholeClose {
		return nil
	}
	if left := t.goal.leftOf(t.step); left != nil {
		return refuse(CodeHazardOpen, "left", left.Title)
	}
	return nil
}

// leftOf is another step of the same hazard that is not through yet; nil when
// there is none, or no hazard.
func (g *Goal) leftOf(s *Step) *Step {
	for _, o := range g.HazardSteps(s.Hazard) {
		if o.Key != s.Key && !o.Through() {
			return o
		}
	}
	return nil
}

// closeHazard 销号 closes the other steps of a hazard out with the one that was:
// once all of them are through, one act is enough. What the actor handed in
// themselves is left to somebody else.
func (t *turn) closeHazard() {
	if t.goal.leftOf(t.step) != nil {
		return
	}
	for _, s := range t.goal.HazardSteps(t.step.Hazard) {
		if a := s.agreedSubmission(); s.Status == StepDone && (a == nil || !a.By.Same(t.by)) {
			t.emit(Event{Type: StepClosedOut, Step: s.Key, Reason: t.head.Reason, Detail: Detail{To: []Ref{s.Lead}}})
		}
	}
}

// notConcluded says why the goal cannot be closed out yet, naming the steps.
func (t *turn) notConcluded() error {
	if err := t.running(); err != nil {
		return err
	}
	var open []string
	for i := range t.goal.Steps {
		if s := &t.goal.Steps[i]; !s.Ended() {
			open = append(open, s.Key)
		}
	}
	return refuse(CodeOpenSteps, "steps", strings.Join(open, ","))
}

// agreedSubmission is the round whose agreement made the step done.
func (s *Step) agreedSubmission() *Approval {
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if a := &s.Rounds[i]; a.Subject == OfSubmission && a.Outcome == Agreed {
			return a
		}
	}
	return nil
}

// Archive 归档 ends the life of a closed-out goal; by itself it follows the
// set number of working days after close-out.
type Archive struct{ Header }

// Name is the command's wire name.
func (Archive) Name() Name { return NameArchive }

func (c Archive) permit(t *turn) error {
	if t.goal.Status != GoalClosed {
		return refuse(CodeGoalEnded, "status", string(t.goal.Status))
	}
	return t.overseer()
}

func (c Archive) decide(t *turn) error {
	t.emit(Event{Type: GoalArchivedEvent, Reason: t.head.Reason})
	return nil
}

// Cancel ends a step, or with no step the goal, without a result. Leaders
// only, with a reason.
type Cancel struct{ Header }

// Name is the command's wire name.
func (Cancel) Name() Name { return NameCancel }

func (c Cancel) permit(t *turn) error {
	if t.goal.Ended() {
		return refuse(CodeGoalEnded, "status", string(t.goal.Status))
	}
	if t.step != nil && (t.step.Ended() || t.step.Status == StepDone) {
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	}
	return t.leader()
}

func (c Cancel) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	if t.step != nil {
		t.cancelStep(t.step.Key)
		t.openReady()
		t.conclude()
		return nil
	}
	for i := range t.goal.Steps {
		if s := &t.goal.Steps[i]; !s.Ended() {
			t.cancelStep(s.Key)
		}
	}
	t.emit(Event{Type: GoalCancelledEvent, Reason: t.head.Reason, Detail: Detail{To: []Ref{t.goal.Line.Supervisor, t.goal.Line.Head}}})
	return nil
}

// cancelStep cancels a step and ends what was being decided about it.
func (t *turn) cancelStep(key string) {
	t.dropRounds(key, OfSubmission, OfExtension, OfTransfer, OfSwap)
	t.emit(Event{Type: StepCancelledEvent, Step: key, Reason: t.head.Reason,
		Detail: Detail{To: []Ref{t.goal.Step(key).Lead}, ByGoal: t.step == nil}})
}

// dropRounds ends what is being decided about a step and was overtaken by
// something else.
func (t *turn) dropRounds(key string, subjects ...Subject) {
	for _, a := range slices.Clone(t.goal.Step(key).Rounds) {
		if a.Open() && slices.Contains(subjects, a.Subject) {
			t.emit(Event{Type: ApprovalEnded, Step: key, Round: a.Round, Reason: t.head.Reason,
				Detail: Detail{Subject: a.Subject, Outcome: Dropped, To: []Ref{a.By.As}}})
		}
	}
}
