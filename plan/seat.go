package plan

import (
	"slices"
	"time"
)

// Seat is one signature that a stage waits for.
//
// Seats hang together by their refs. A delegated seat (Comes) gives advice to
// the seat it came From, which waits for it and then signs itself. A seat that
// was added (AddedTo) makes the signature it was added to count only together
// with its own; one added before holds that signature back, one added after
// waits for it.
type Seat struct {
	Ref     Ref        `json:"ref"`
	Added   *Person    `json:"added,omitempty"`    // by whom, for an added signer 加签 or a delegated seat
	AddedTo Ref        `json:"added_to,omitempty"` // the seat it was added to
	After   bool       `json:"after,omitempty"`    // added behind that seat, else before it
	From    Ref        `json:"from,omitempty"`     // transferred or delegated from
	Comes   bool       `json:"comes,omitempty"`    // delegated: comes back to From when signed 委派
	Outcome Outcome    `json:"outcome,omitempty"`
	By      *Person    `json:"by,omitempty"`
	At      *time.Time `json:"at,omitempty"`
	Opinion string     `json:"opinion,omitempty"`
}

// Signed tells whether somebody decided in this seat.
func (s *Seat) Signed() bool {
	return s.Outcome == Agreed || s.Outcome == Rejected || s.Outcome == Returned
}

// gone tells whether the seat needs no signature any more, and never had one.
func (s *Seat) gone() bool { return s.Outcome == Dropped || s.Outcome == Passed }

// base tells whether the stage's rule counts this seat: neither advice nor a
// signature added to another.
func (s *Seat) base() bool { return !s.Comes && s.AddedTo == "" }

// Waiting returns the indexes of the seats whose turn it is.
func (s *StageState) Waiting() []int {
	var open []int
	for i := range s.Seats {
		if s.Seats[i].Outcome != "" || s.heldBack(i) {
			continue
		}
		open = append(open, i)
		if s.Rule == Sequential {
			break
		}
	}
	return open
}

// heldBack tells whether a seat waits for another: for advice, for a signer
// added before it, or, added after, for the seat it was added to.
func (s *StageState) heldBack(i int) bool {
	seat := &s.Seats[i]
	for j := range s.Seats {
		other := &s.Seats[j]
		switch {
		case other.Outcome == "" && other.Comes && other.From == seat.Ref:
			return true
		case other.Outcome == "" && other.AddedTo == seat.Ref && !other.After:
			return true
		case seat.After && other.Ref == seat.AddedTo && other.Outcome == "":
			return true
		}
	}
	return false
}

// verdict applies the stage's rule to the signatures given so far.
func (s *StageState) verdict() Outcome {
	var agreed, rejected, seats int
	for i := range s.Seats {
		if !s.Seats[i].base() || s.Seats[i].gone() {
			continue
		}
		seats++
		switch s.together(i) {
		case Agreed:
			agreed++
		case Rejected:
			rejected++
		}
	}
	if rejected > 0 && s.OnReject != CountReject {
		return Rejected
	}
	need := seats
	switch s.Rule {
	case AnySign:
		need = 1
	case Vote:
		need = max(1, (seats*s.Ratio+99)/100)
	}
	switch {
	case agreed >= need:
		return Agreed
	case seats-rejected < need:
		return Rejected
	}
	return ""
}

// together is what a seat and those added to it come to.
func (s *StageState) together(i int) Outcome {
	outcome := s.Seats[i].Outcome
	for j := range s.Seats {
		if s.Seats[j].AddedTo != s.Seats[i].Ref || s.Seats[j].gone() {
			continue
		}
		switch s.together(j) {
		case Rejected:
			return Rejected
		case "":
			if outcome == Agreed {
				outcome = ""
			}
		}
	}
	return outcome
}

// taken tells whether somebody has a seat in the stage that counts.
func (s *StageState) taken(r Ref) bool {
	return slices.ContainsFunc(s.Seats, func(seat Seat) bool { return seat.Ref == r && !seat.gone() })
}

// relink lets the seats that hang on one ref hang on another.
func relink(seats []Seat, from, to Ref) {
	for i := range seats {
		if seats[i].gone() {
			continue
		}
		if seats[i].AddedTo == from {
			seats[i].AddedTo = to
		}
		if seats[i].Comes && seats[i].From == from {
			seats[i].From = to
		}
	}
}
