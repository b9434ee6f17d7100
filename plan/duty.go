package plan

import "time"

// DutyKind is what somebody has to do.
type DutyKind string

// The duties.
const (
	DutyAccept   DutyKind = "accept"
	DutySubmit   DutyKind = "submit"
	DutyApprove  DutyKind = "approve"
	DutyCloseOut DutyKind = "close-out"
	DutyAddSteps DutyKind = "add-steps" // an instruction asks for new steps
)

// Duty is one thing that waits for somebody now: a line of their inbox.
type Duty struct {
	GoalID string     `json:"goal_id"`
	Step   string     `json:"step"` // empty: the goal itself
	Kind   DutyKind   `json:"kind"`
	Round  int        `json:"round,omitempty"`
	Who    Ref        `json:"who"`
	Since  time.Time  `json:"since"`
	DueAt  *time.Time `json:"due_at,omitempty"`
}

// Duties lists everything that waits for somebody on the goal.
func (g *Goal) Duties() []Duty {
	var list []Duty
	add := func(d Duty) {
		d.GoalID = g.ID
		if d.Who != "" {
			list = append(list, d)
		}
	}
	if g.Status == GoalConcluded {
		add(Duty{Kind: DutyCloseOut, Who: g.Line.Supervisor, Since: g.UpdatedAt})
	}
	if g.Status != GoalRunning {
		return list
	}
	for i := range g.Steps {
		g.Steps[i].duties(add, g.closer(&g.Steps[i]))
	}
	for _, in := range g.Instructions {
		if in.Waits() {
			add(Duty{Step: in.Step, Kind: DutyAddSteps, Who: g.Line.Supervisor, Since: in.At})
		}
	}
	return list
}

// closer is whose turn it is to close a step out once it is done: nobody's
// while another step of its hazard goes on, because the last closes them all.
func (g *Goal) closer(s *Step) Ref {
	if g.leftOf(s) != nil {
		return ""
	}
	return g.Line.Supervisor
}

func (s *Step) duties(add func(Duty), closer Ref) {
	switch s.Status {
	case StepOpen:
		d := Duty{Step: s.Key, Kind: DutyAccept, Who: s.Lead, Since: *s.OpenedAt}
		if s.RespondBy != nil {
			d.DueAt = &s.RespondBy.Due
		}
		add(d)
	case StepActive:
		if s.Recur != nil {
			break // its occurrences are worked on
		}
		add(Duty{Step: s.Key, Kind: DutySubmit, Who: s.Lead, Since: *s.AcceptedAt, DueAt: s.DueAt})
	case StepReturned:
		add(Duty{Step: s.Key, Kind: DutySubmit, Who: s.Lead, Since: s.Last.At, DueAt: s.DueAt})
	case StepDone:
		add(Duty{Step: s.Key, Kind: DutyCloseOut, Who: closer, Since: *s.DoneAt})
	case StepSuspended:
		return
	}
	for i := range s.Rounds {
		a := &s.Rounds[i]
		if !a.Open() {
			continue
		}
		for _, who := range a.Stage().refs() {
			add(Duty{Step: s.Key, Kind: DutyApprove, Round: a.Round, Who: who, Since: a.since(), DueAt: a.DueAt})
		}
	}
}

// since is when the current stage began to wait: when the one before ended.
func (a *Approval) since() time.Time {
	at := a.At
	for _, st := range a.Stages {
		for _, seat := range st.Seats {
			if seat.At != nil && seat.At.After(at) {
				at = *seat.At
			}
		}
	}
	return at
}
