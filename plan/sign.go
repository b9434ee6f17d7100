package plan

import (
	"slices"
	"strconv"
	"time"

	"duban/calendar"
)

// DecideApproval 审批 is one signature: agree or reject.
type DecideApproval struct {
	Header
	Agree bool `json:"agree"`
}

// Name is the command's wire name.
func (DecideApproval) Name() Name { return NameDecide }

func (c DecideApproval) permit(t *turn) error { return t.mySeat() }

func (c DecideApproval) decide(t *turn) error {
	outcome := Agreed
	if !c.Agree {
		outcome = Rejected
		if err := t.reason(); err != nil {
			return err
		}
	}
	t.sign(outcome)
	t.advance()
	return nil
}

// sign records a signature; those who waited for it hear that it is their
// turn now.
func (t *turn) sign(outcome Outcome) {
	d := Detail{Subject: t.round.Subject, Stage: t.stage, Seat: t.seat, Outcome: outcome}
	st := t.round.Stage()
	before, after := st.refs(), *st
	after.Seats = slices.Clone(st.Seats)
	after.Seats[t.seat].Outcome = outcome
	for _, ref := range after.refs() {
		if after.verdict() == "" && !slices.Contains(before, ref) {
			d.To = append(d.To, ref)
		}
	}
	t.emit(Event{Type: Signed, Step: t.step.Key, Round: t.round.Round, Reason: t.head.Reason, Detail: d})
}

// openRound finds the round that the header names and refuses a stale one
// with who decided what and when. Round 0 means the submission that is open.
func (t *turn) openRound() error {
	if err := t.running(); err != nil {
		return err
	}
	if t.step == nil {
		return refuse(CodeNoStep, "step", t.head.Step)
	}
	if t.head.Round == 0 {
		t.round = t.step.Pending(OfSubmission)
	} else {
		t.round = t.step.Approval(t.head.Round)
	}
	switch {
	case t.round == nil && t.head.Round == 0:
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	case t.round == nil || !t.round.Open():
		return stale(t.step, t.head.Round)
	case t.step.Status == StepSuspended:
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.step.Status))
	}
	return nil
}

func stale(s *Step, round int) error {
	e := refuse(CodeStaleRound, "step", s.Key, "round", strconv.Itoa(round), "current", strconv.Itoa(s.Round))
	if a := s.Approval(round); a != nil && a.Final != nil {
		e.Params["outcome"], e.Params["by"], e.Params["at"] = string(a.Outcome), a.Final.By.Name, stamp(a.Final.At)
	}
	return e
}

// mySeat finds the seat of the current stage that the actor may sign. Nobody
// signs their own submission, in whatever capacity; nor, of a hazard, what
// follows a rectification that was theirs, nor in the seats of two people.
func (t *turn) mySeat() error {
	if err := t.openRound(); err != nil {
		return err
	}
	stage := t.round.Stage()
	own := false
	for _, i := range stage.Waiting() {
		for _, cap := range t.head.Actor.Capacities(stage.Seats[i].Ref, t.goal.Kind) {
			if cap.Same(t.round.By) || t.step.Hazard != "" && t.rectified(cap) {
				own = true
				continue
			}
			if t.step.Hazard != "" && stage.Rule == AllSign && stage.signedBy(cap) {
				continue // two officers are two people
			}
			t.by, t.stage, t.seat = cap, t.round.Current, i
			return nil
		}
	}
	if own {
		return refuse(CodeOwnSubmission, "step", t.step.Key)
	}
	return t.notMyTurn(stage)
}

// notMyTurn says why none of the waiting seats is the actor's.
func (t *turn) notMyTurn(now *StageState) error {
	for i := t.round.Current; i >= 0; i-- {
		st := &t.round.Stages[i]
		for _, seat := range st.Seats {
			if len(t.head.Actor.Capacities(seat.Ref, t.goal.Kind)) == 0 {
				continue
			}
			switch {
			case seat.Signed():
				return refuse(CodeAlreadySigned, "by", seat.By.Name, "at", stamp(*seat.At))
			case seat.Outcome == Dropped:
				return st.decidedBy()
			}
		}
	}
	return refuse(CodeNotYourTurn, "step", t.step.Key, "stage", now.Name)
}

// signedBy tells whether somebody has signed the stage in another seat.
func (s *StageState) signedBy(p Person) bool {
	return slices.ContainsFunc(s.Seats, func(seat Seat) bool { return seat.Signed() && seat.By.Same(p) })
}

// decidedBy refuses a late signature, naming who decided the stage.
func (s *StageState) decidedBy() error {
	for i := len(s.Seats) - 1; i >= 0; i-- {
		if seat := s.Seats[i]; seat.Signed() {
			return refuse(CodeDecided, "by", seat.By.Name, "at", stamp(*seat.At))
		}
	}
	return refuse(CodeDecided)
}

// advance ends the current stage when its rule is met, goes on to the next,
// and ends the round after the last.
func (t *turn) advance() {
	outcome := t.round.Stage().verdict()
	if outcome == "" {
		return
	}
	next := t.round.Current + 1
	for next < len(t.round.Stages) && t.round.Stages[next].Outcome == Skipped {
		next++
	}
	d := Detail{Subject: t.round.Subject, Stage: t.stage, Outcome: outcome, Current: next}
	more := outcome == Agreed && next < len(t.round.Stages)
	if more {
		d.ReviewBy, d.To = t.reviewBy(), t.round.Stages[next].refs()
	} else {
		d.Current = t.round.Current
	}
	t.emit(Event{Type: StageEnded, Step: t.step.Key, Round: t.round.Round, Detail: d})
	if !more {
		t.end(outcome)
	}
}

// end ends the round and does what follows from it.
func (t *turn) end(outcome Outcome) {
	a := *t.round
	t.emit(Event{Type: ApprovalEnded, Step: t.step.Key, Round: a.Round, Reason: t.head.Reason,
		Detail: Detail{Subject: a.Subject, Outcome: outcome, To: []Ref{a.By.As}}})
	switch {
	case a.Subject == OfSubmission && outcome == Agreed:
		if t.counted(a) {
			t.goesOn()
			return
		}
		t.dropRounds(t.step.Key, OfExtension, OfTransfer)
		t.emit(Event{Type: StepDoneEvent, Step: t.step.Key, Round: a.Round, Detail: Detail{To: []Ref{t.goal.closer(t.step)}}})
		t.openReady()
	case a.Subject == OfSubmission:
		t.sendBack(t.step, Detail{Outcome: outcome})
	case a.Subject == OfExtension && outcome == Agreed && calendar.DateOf(t.step.Clock.Due).Before(*a.Content.NewDue):
		t.redate(ClockEntry{Kind: ClockExtended, At: t.now, By: t.by, Reason: a.Content.Progress, On: a.Content.NewDue, Asked: &a.At})
	case a.Subject == OfTransfer && outcome == Agreed:
		t.reassign(a.Content.To, a.Content.ToUnit, a.Content.ToHead, t.step.Co)
	case a.Subject == OfSwap && outcome == Agreed:
		t.swap(*a.Content.Swap)
	}
}

// ReturnStep 退回 sends a submission back: to the submitter, or to an earlier
// step, which then has to be done again.
type ReturnStep struct {
	Header
	To     string `json:"to,omitempty"`     // key of an earlier step; empty: the submitter
	Direct bool   `json:"direct,omitempty"` // the resubmission goes on at this stage instead of the first
}

// Name is the command's wire name.
func (ReturnStep) Name() Name { return NameReturn }

func (c ReturnStep) permit(t *turn) error {
	if err := t.mySeat(); err != nil {
		return err
	}
	if t.round.Subject != OfSubmission {
		return refuse(CodeStepStatus, "step", t.step.Key, "status", string(t.round.Subject))
	}
	if stage := t.round.Stage(); stage.Seats[t.seat].Comes { // advice is asked, not a decision
		return refuse(CodeNotYourTurn, "step", t.step.Key, "stage", stage.Name)
	}
	return nil
}

func (c ReturnStep) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	key, at := t.step.Key, ""
	if c.Direct {
		at = t.round.Stage().Key
	}
	between, err := t.between(c.To)
	if err != nil {
		return err
	}
	round, reason := t.round.Round, t.head.Reason
	t.emit(Event{Type: Signed, Step: key, Round: round, Reason: reason,
		Detail: Detail{Subject: OfSubmission, Stage: t.stage, Seat: t.seat, Outcome: Returned}})
	t.emit(Event{Type: ApprovalEnded, Step: key, Round: round, Reason: reason,
		Detail: Detail{Subject: OfSubmission, Outcome: Returned}})
	if c.To == "" {
		t.sendBack(t.step, Detail{Outcome: Returned, ResumeAt: at})
		return nil
	}
	for _, k := range between {
		resume := ""
		if k == key {
			resume = at
		} else if c.Direct {
			continue // steps between stay as they are
		}
		t.dropRounds(k, OfExtension, OfTransfer)
		t.emit(Event{Type: StepReset, Step: k, Reason: reason, Detail: Detail{ReturnTo: c.To, ResumeAt: resume,
			Clock: t.goal.Step(k).Clock.handBack(t.by, reason)}})
	}
	t.sendBack(t.goal.Step(c.To), Detail{Outcome: Returned, ReturnTo: c.To})
	return nil
}

// sendBack returns a step to its lead, with the time that was left when it
// was handed in.
func (t *turn) sendBack(s *Step, d Detail) {
	d.Clock, d.YellowAt = t.goOn(s.Clock.handBack(t.by, t.head.Reason))
	d.To = []Ref{s.Lead}
	t.emit(Event{Type: StepReturnedEvent, Step: s.Key, Round: s.Round, Reason: t.head.Reason, Detail: d})
}

// between lists the steps that wait, directly or not, for step to and for
// which the current step waits, the current one included.
func (t *turn) between(to string) ([]string, error) {
	if to == "" {
		return nil, nil
	}
	target := t.goal.Step(to)
	if target == nil || to == t.step.Key || !t.goal.follows(t.step.Key, to) || !target.Through() || target.Status == StepCancelled || target.Recur != nil {
		return nil, &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: "/to", Code: CodeNotEarlier,
			Params: pairs([]string{"to", to, "step", t.step.Key})}}}
	}
	return t.goal.stepsBetween(to, t.step.Key), nil
}

// stepsBetween lists the steps that lie between an earlier step and a later
// one, the later one included.
func (g *Goal) stepsBetween(earlier, later string) []string {
	var keys []string
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Key == later || s.Key != earlier && g.follows(s.Key, earlier) && g.follows(later, s.Key) && s.Status != StepCancelled && s.Recur == nil {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// follows tells whether a step waits for another, directly or not.
func (g *Goal) follows(key, earlier string) bool {
	seen := map[string]bool{}
	var walk func(k string) bool
	walk = func(k string) bool {
		s := g.Step(k)
		if s == nil || seen[k] {
			return false
		}
		seen[k] = true
		return slices.Contains(s.After, earlier) || slices.ContainsFunc(s.After, walk)
	}
	return walk(key)
}

// reviewBy is when a stage that starts now should have decided; nil beyond
// the loaded calendar.
func (t *turn) reviewBy() *time.Time {
	due, err := t.cal.Due(t.now, t.goal.Settings.Review)
	if err != nil {
		return nil
	}
	due = Moment(due)
	return &due
}
