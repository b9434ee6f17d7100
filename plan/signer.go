package plan

import "slices"

// AddSigner 加签 asks for one more signature, before or after the actor's own,
// which counts only together with it.
type AddSigner struct {
	Header
	Who   Ref  `json:"who"`
	After bool `json:"after,omitempty"` // behind the actor's signature; else before it
}

// Name is the command's wire name.
func (AddSigner) Name() Name { return NameAddSigner }

func (c AddSigner) permit(t *turn) error {
	if err := t.mySeat(); err != nil {
		return err
	}
	if stage := t.round.Stage(); stage.Seats[t.seat].Comes { // advice is asked, not a decision
		return refuse(CodeNotYourTurn, "step", t.step.Key, "stage", stage.Name)
	}
	return nil
}

func (c AddSigner) decide(t *turn) error {
	if err := t.newcomer(c.Who); err != nil {
		err := err.(*Error)
		err.Problems[0].Pointer = "/who"
		return err
	}
	own, at := t.round.Stage().Seats[t.seat], t.seat
	to := []Ref{c.Who}
	if c.After {
		at, to = at+1, nil // hears of it when its turn has come
	}
	by := t.by
	seats := slices.Insert(slices.Clone(t.round.Stage().Seats), at, Seat{Ref: c.Who, AddedTo: own.Ref, After: c.After, Added: &by})
	t.reseat(SignerAdded, seats, to)
	return nil
}

// RemoveSigner 减签 takes back a signer who was added, or a seat that was
// delegated, before the signature is given. Who added it may, and who
// oversees the goal.
type RemoveSigner struct {
	Header
	Who Ref `json:"who"`
}

// Name is the command's wire name.
func (RemoveSigner) Name() Name { return NameRemoveSigner }

func (c RemoveSigner) permit(t *turn) error {
	if err := t.openRound(); err != nil {
		return err
	}
	stage := t.round.Stage()
	if !slices.ContainsFunc(stage.Seats, func(s Seat) bool { return s.removable() }) {
		return refuse(CodeNotYourTurn, "step", t.step.Key, "stage", stage.Name)
	}
	for i := range stage.Seats {
		if way := t.adder(&stage.Seats[i]); way != nil {
			t.by = *way
			return nil
		}
	}
	t.judged = &t.round.By
	return t.overseer()
}

func (c RemoveSigner) decide(t *turn) error {
	stage := t.round.Stage()
	i := slices.IndexFunc(stage.Seats, func(s Seat) bool { return s.Ref == c.Who && s.removable() })
	if i < 0 {
		return problem("/who", CodeUnknown, "value", string(c.Who))
	}
	if way := t.adder(&stage.Seats[i]); way != nil {
		t.by = *way
	} else {
		t.judged = &t.round.By
		if err := t.overseer(); err != nil {
			return err
		}
	}
	before, after := stage.refs(), *stage
	after.Seats = drop(slices.Clone(stage.Seats), c.Who)
	var to []Ref
	for _, ref := range after.refs() {
		if !slices.Contains(before, ref) {
			to = append(to, ref)
		}
	}
	t.reseat(SignerRemoved, after.Seats, to)
	t.stage = t.round.Current
	t.advance()
	return nil
}

func (s *Seat) removable() bool { return s.Added != nil && s.Outcome == "" }

// adder is the capacity in which the actor added a seat that can be removed.
func (t *turn) adder(s *Seat) *Person {
	if !s.removable() {
		return nil
	}
	self := t.head.Actor.Self()
	if s.Added.Same(self) {
		return &self
	}
	owner := s.AddedTo
	if s.Comes {
		owner = s.From
	}
	for _, way := range t.head.Actor.Capacities(owner, t.goal.Kind) {
		if !way.Same(t.round.By) {
			return &way
		}
	}
	return nil
}

// drop takes an open seat away, and what hangs on it.
func drop(seats []Seat, who Ref) []Seat {
	for i := range seats {
		seat := &seats[i]
		switch {
		case seat.Outcome != "":
		case seat.Ref == who && seat.Added != nil:
			seat.Outcome = Dropped
		case seat.AddedTo == who, seat.Comes && seat.From == who:
			seats = drop(seats, seat.Ref)
		}
	}
	return seats
}
