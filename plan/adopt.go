package plan

import (
	"slices"
	"time"
)

// Adopt returns the goal after an event. It is the only way in which a goal
// changes, and it decides nothing: adopting a goal's events in order, from
// the zero Goal, gives the goal.
func Adopt(g Goal, e Event) Goal {
	g = g.Clone()
	adopt(&g, e)
	return g
}

func adopt(g *Goal, e Event) {
	if e.Type == GoalIssued {
		*g = e.Detail.Goal.Clone()
		g.CreatedAt = e.At
	}
	g.Seq, g.UpdatedAt = e.Seq, e.At
	if s := g.Step(e.Step); s != nil {
		adoptStep(g, s, e)
	} else {
		adoptGoal(g, e)
	}
	g.Progress = progress(g)
	g.DueAt = latestDue(g)
}

func adoptGoal(g *Goal, e Event) {
	switch e.Type {
	case GoalIssued:
		g.Status, g.IssuedAt, g.Calendar = GoalRunning, &e.At, e.Detail.Calendar
		for i := range g.Steps {
			g.Steps[i].GoalID, g.Steps[i].Status = g.ID, StepPending
		}
	case GoalSuspendedEvent:
		g.Status, g.Suspended = GoalSuspended, &Pause{By: e.By, At: e.At, Reason: e.Reason}
	case GoalResumed:
		g.Status, g.Suspended = GoalRunning, nil
	case GoalConcludedEvent:
		g.Status = GoalConcluded
	case GoalClosedOut:
		g.Status, g.EndedAt = GoalClosed, &e.At
	case GoalArchivedEvent:
		g.Status = GoalArchived
	case GoalCancelledEvent:
		g.Status, g.EndedAt = GoalCancelled, &e.At
	case GoalRecalendared:
		g.Calendar = e.Detail.Calendar
	case HandedOver:
		g.adoptHandover(e.Detail.FromRef, e.Detail.ToRef)
	case StepAdded, Instructed, InstructionAnswered:
		g.adoptAdded(e)
	case HazardFoundEvent:
		g.adoptHazard(e)
	}
}

func adoptStep(g *Goal, s *Step, e Event) {
	d := e.Detail
	switch e.Type {
	case StepOpened:
		s.Status, s.OpenedAt = StepOpen, &e.At
		s.RespondBy = d.RespondBy.clone()
		s.setClock(d)
	case StepAccepted:
		s.Status, s.AcceptedAt, s.AcceptedBy = StepActive, &e.At, &e.By
		if s.RespondBy != nil {
			s.RespondBy.MetAt = &e.At
		}
	case StepSubmitted, ApprovalAsked:
		adoptAsked(s, e)
	case Signed, StageEnded, ApprovalEnded, SeatTransferred, SeatDelegated, SignerAdded, SignerRemoved:
		adoptApproval(s, e)
	case StepReturnedEvent:
		s.uncount()
		s.Status, s.ResumeAt = StepReturned, d.ResumeAt
		s.DoneAt, s.ClosedAt, s.ClosedBy = nil, nil, nil
		s.Last = &Opinion{By: e.By, At: e.At, Text: e.Reason}
		s.setClock(d)
		s.met(nil)
	case StepWithdrawn:
		s.Status, s.ResumeAt = StepActive, d.ResumeAt
		s.met(nil)
	case StepReset:
		s.uncount()
		s.Status, s.ResumeAt = StepPending, d.ResumeAt
		s.DoneAt, s.ClosedAt, s.ClosedBy = nil, nil, nil
		s.setClock(d)
		s.met(nil)
	case StepDoneEvent:
		s.Status, s.DoneAt, s.Last, s.ResumeAt = StepDone, &e.At, nil, ""
	case StepGoesOn:
		s.Status = StepActive
		s.setClock(d)
		s.met(nil)
	case StepClosedOut:
		s.Status, s.ClosedAt, s.ClosedBy = StepClosed, &e.At, &e.By
	default:
		adoptStepAside(g, s, e)
	}
}

// adoptStepAside adopts what happens beside the chain of work.
func adoptStepAside(g *Goal, s *Step, e Event) {
	d := e.Detail
	switch e.Type {
	case StepReassigned:
		s.Lead, s.LeadUnit, s.Head, s.Co = d.Lead, d.LeadUnit, d.Head, d.Co
		if s.Status == StepActive && s.Recur == nil {
			s.Status, s.AcceptedAt, s.AcceptedBy = StepOpen, nil, nil
		}
		if d.RespondBy != nil {
			s.RespondBy = d.RespondBy.clone()
		}
	case StepSuspendedEvent:
		s.Before, s.Status = s.Status, StepSuspended
		s.Suspended = &Pause{By: e.By, At: e.At, Reason: e.Reason, ByGoal: d.ByGoal}
		s.setClock(d)
	case StepResumed:
		s.Status, s.Before, s.Suspended = s.Before, "", nil
		s.setClock(d)
		s.setReviews(d.Reviews)
	case StepCancelledEvent:
		s.Status = StepCancelled
		s.Suspended, s.Before = nil, ""
		s.met(&e.At)
	case DueChanged:
		s.setClock(d)
		s.setReviews(d.Reviews)
	case RungReached:
		s.Reached = append(s.Reached, d.Marks...)
	case SeriesStarted, SeriesEnded, OccurrenceSkipped:
		s.adoptSeries(e)
	case QuantityCounted:
		s.Counts = append(s.Counts, *d.Counted)
		s.Total = total(s.Counts)
	case UpstreamArrived:
		s.Arrived = append(s.Arrived, d.Upstream)
	case Copied, CopyRead:
		s.adoptCopies(e)
	case Instructed:
		g.adoptAdded(e)
	case HazardFoundEvent:
		g.adoptHazard(e)
	case DaysSwapped:
		s.adoptRoster(e)
	case Urged:
		s.Urged++
		s.Reached = append(s.Reached, d.Marks...)
	}
}

func adoptAsked(s *Step, e Event) {
	d := e.Detail
	s.Round = e.Round
	s.Rounds = append(s.Rounds, Approval{
		GoalID: e.GoalID, StepKey: e.Step, Round: e.Round, Subject: d.Subject, By: e.By, At: e.At,
		Content: *d.Content, Stages: slices.Clone(d.Stages), Current: d.Current, DueAt: d.ReviewBy,
	})
	s.Rounds[len(s.Rounds)-1] = s.Rounds[len(s.Rounds)-1].clone()
	if d.Subject == OfSubmission {
		s.Status, s.ResumeAt = StepReview, ""
		s.met(&e.At)
	}
}

func adoptApproval(s *Step, e Event) {
	a, d := s.Approval(e.Round), e.Detail
	switch e.Type {
	case Signed:
		seat := &a.Stages[d.Stage].Seats[d.Seat]
		seat.Outcome, seat.By, seat.At, seat.Opinion = d.Outcome, &e.By, &e.At, e.Reason
	case StageEnded:
		a.Stages[d.Stage].Outcome = d.Outcome
		a.Stages[d.Stage].drop()
		a.Current, a.DueAt = d.Current, d.ReviewBy
	case SeatTransferred, SeatDelegated, SignerAdded, SignerRemoved:
		a.Stages[d.Stage].Seats = slices.Clone(d.Seats)
	case ApprovalEnded:
		a.Outcome, a.EndedAt, a.DueAt = d.Outcome, &e.At, nil
		a.Final = &Opinion{By: e.By, At: e.At, Text: e.Reason}
		for i := range a.Stages {
			a.Stages[i].drop()
		}
	}
}

// drop ends the seats that need not sign any more.
func (s *StageState) drop() {
	for i := range s.Seats {
		if s.Seats[i].Outcome == "" {
			s.Seats[i].Outcome = Dropped
		}
	}
}

// setClock takes over the clock after an event, and what the row shows of it.
func (s *Step) setClock(d Detail) {
	if d.Clock == nil {
		return
	}
	s.Clock, s.YellowAt = d.Clock.clone(), d.YellowAt
	due := d.Clock.Due
	s.DueAt = &due
	if d.RespondBy != nil {
		s.RespondBy = d.RespondBy.clone()
	}
}

// setReviews moves the days by which open rounds should be decided.
func (s *Step) setReviews(moved []ReviewDue) {
	for _, m := range moved {
		if a := s.Approval(m.Round); a != nil {
			a.DueAt = &m.DueAt
		}
	}
}

// met records, or takes back, that the lead has handed in.
func (s *Step) met(at *time.Time) {
	s.MetAt = at
	if s.Clock != nil {
		s.Clock.MetAt = at
	}
}

func latestDue(g *Goal) *time.Time {
	var last *time.Time
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.DueAt != nil && s.Status != StepCancelled && (last == nil || s.DueAt.After(*last)) {
			last = s.DueAt
		}
	}
	return last
}
