package plan

import "slices"

// TransferSeat 转办 hands a signature that is awaited to somebody else for good.
// Who holds the seat may do it; so may who oversees the goal, when a seat is
// stuck, naming it in From.
type TransferSeat struct {
	Header
	To   Ref `json:"to"`
	From Ref `json:"from,omitempty"` // the seat, when it is not the actor's own
}

// Name is the command's wire name.
func (TransferSeat) Name() Name { return NameTransfer }

func (c TransferSeat) permit(t *turn) error { return t.mySeatOrOverseen() }

func (c TransferSeat) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	i, err := t.seatNamed(c.From)
	if err != nil {
		return err
	}
	if err := t.newcomer(c.To); err != nil {
		return err
	}
	seats := t.handSeat(slices.Clone(t.round.Stage().Seats), i, c.To)
	t.reseat(SeatTransferred, seats, []Ref{c.To})
	return nil
}

// handSeat passes a seat on to another ref, which takes its place.
func (t *turn) handSeat(seats []Seat, i int, to Ref) []Seat {
	old := seats[i]
	next := old
	next.Ref = to
	if !old.Comes {
		next.From = old.Ref
	}
	by, at := t.by, t.now
	seats[i].Outcome, seats[i].By, seats[i].At, seats[i].Opinion = Passed, &by, &at, t.head.Reason
	seats = slices.Insert(seats, i+1, next)
	relink(seats, old.Ref, to)
	return seats
}

// DelegateSeat 委派 asks somebody else for their opinion on a signature that is
// awaited; it comes back to who delegated it, who then signs.
type DelegateSeat struct {
	Header
	To Ref `json:"to"`
}

// Name is the command's wire name.
func (DelegateSeat) Name() Name { return NameDelegate }

func (c DelegateSeat) permit(t *turn) error { return t.mySeat() }

func (c DelegateSeat) decide(t *turn) error {
	if err := t.newcomer(c.To); err != nil {
		return err
	}
	own := t.round.Stage().Seats[t.seat]
	by := t.by
	seats := slices.Insert(slices.Clone(t.round.Stage().Seats), t.seat, Seat{Ref: c.To, From: own.Ref, Comes: true, Added: &by})
	t.reseat(SeatDelegated, seats, []Ref{c.To})
	return nil
}

// mySeatOrOverseen permits who holds an awaited seat, and who oversees the
// goal unless the submission is their own.
func (t *turn) mySeatOrOverseen() error {
	err := t.mySeat()
	if err == nil || t.round == nil || !t.round.Open() || CodeOf(err) == CodeGoalSuspended || CodeOf(err) == CodeStepStatus {
		return err
	}
	t.seat, t.judged = -1, &t.round.By
	if over := t.overseer(); over != nil {
		if CodeOf(over) == CodeOwnSubmission {
			return over
		}
		return err
	}
	return nil
}

// seatNamed is the awaited seat that a command means: the actor's own when
// nothing is named.
func (t *turn) seatNamed(ref Ref) (int, error) {
	stage := t.round.Stage()
	if ref == "" && t.seat >= 0 {
		return t.seat, nil
	}
	for i := range stage.Seats {
		if stage.Seats[i].Ref == ref && stage.Seats[i].Outcome == "" && ref != "" {
			if t.seat >= 0 && t.seat != i && !t.mayAct(ref) {
				return 0, refuse(CodeNotYourTurn, "step", t.step.Key, "stage", stage.Name)
			}
			return i, nil
		}
	}
	return 0, problem("/from", CodeUnknown, "value", string(ref))
}

func (t *turn) mayAct(ref Ref) bool { return len(t.head.Actor.Capacities(ref, t.goal.Kind)) > 0 }

// newcomer refuses somebody who cannot be given a signature of this stage:
// who has one there, and whose submission it is.
func (t *turn) newcomer(r Ref) error {
	stage := t.round.Stage()
	switch {
	case r == "":
		return problem("/to", CodeRequired)
	case !r.Valid():
		return problem("/to", CodeUnknown, "value", string(r))
	case t.ownWork(r):
		return problem("/to", CodeOwnSubmission, "step", t.step.Key)
	case stage.taken(r):
		return problem("/to", CodeDuplicate)
	case len(stage.Seats) >= MaxItems:
		return problem("/to", CodeTooMany, "max", itoa(MaxItems))
	}
	return nil
}

// reseat records the seats of the stage that decides now, as they become.
func (t *turn) reseat(what EventType, seats []Seat, to []Ref) {
	t.emit(Event{Type: what, Step: t.step.Key, Round: t.round.Round, Reason: t.head.Reason,
		Detail: Detail{Subject: t.round.Subject, Stage: t.round.Current, Seats: seats, To: to}})
}

// problem refuses one field.
func problem(pointer string, code Code, params ...string) *Error {
	return &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: pointer, Code: code, Params: pairs(params)}}}
}
