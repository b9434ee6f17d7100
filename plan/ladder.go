package plan

import "time"

// Receiver is a rung's addressee, resolved along the goal's Line.
type Receiver string

// The receivers of reminders and rungs.
const (
	ToLead       Receiver = "lead"
	ToCo         Receiver = "co"
	ToHead       Receiver = "head"
	ToSupervisor Receiver = "supervisor"
	ToLeader     Receiver = "leader"
	ToPrincipal  Receiver = "principal"
)

// Colour of a rung's notice. Always shown with its word.
type Colour string

// The colours.
const (
	Blue   Colour = "blue"
	Yellow Colour = "yellow"
	Red    Colour = "red"
)

// Ladder 督办阶梯 is what time does by itself: reminders before the due date,
// one on the day, and rungs after it. It never approves anything.
type Ladder struct {
	Remind []int  `json:"remind,omitempty"` // working days before due, e.g. 7, 3, 1
	OnDay  bool   `json:"on_day"`           // a notice at the start of the due day
	Rungs  []Rung `json:"rungs,omitempty"`  // in order of After
}

// Rung is one notice after the due date.
type Rung struct {
	After  int        `json:"after"` // working days past due, 0: as soon as it is late
	Colour Colour     `json:"colour"`
	To     []Receiver `json:"to,omitempty"`
	Points int        `json:"points,omitempty"` // consequence in the assessment, in thousandths of a point
}

// RungMark records that a reminder or rung was reached.
type RungMark struct {
	Key        string    `json:"key"`        // "remind-7", "due-today", "rung-1", "respond-late", "review-late-3"
	Generation int       `json:"generation"` // of the clock
	At         time.Time `json:"at"`
	Colour     Colour    `json:"colour,omitempty"`  // of a rung
	Skipped    bool      `json:"skipped,omitempty"` // overtaken by a later one before it could be sent
}

// DefaultLadder follows practice (notices 蓝→黄→红, each up the line).
func DefaultLadder() Ladder {
	return Ladder{
		Remind: []int{7, 3, 1},
		OnDay:  true,
		Rungs: []Rung{
			{After: 0, Colour: Blue, To: []Receiver{ToLead, ToHead}},
			{After: 3, Colour: Yellow, To: []Receiver{ToLead, ToHead, ToSupervisor, ToLeader}, Points: 500},
			{After: 10, Colour: Red, To: []Receiver{ToLead, ToHead, ToSupervisor, ToLeader, ToPrincipal}, Points: 2000},
		},
	}
}

// ladder is the ladder that a step runs by.
func (g *Goal) ladder(s *Step) Ladder {
	if s.Ladder != nil {
		return *s.Ladder
	}
	return g.Settings.Ladder
}

// receivers turns a rung's addressees into refs, each once.
func (g *Goal) receivers(s *Step, to []Receiver) []Ref {
	at := map[Receiver][]Ref{
		ToLead: {s.Lead}, ToCo: s.Co, ToHead: {g.headOf(s)}, ToSupervisor: {g.Line.Supervisor},
		ToLeader: {g.Line.Leader}, ToPrincipal: {g.Line.Principal},
	}
	var refs []Ref
	for _, r := range to {
		for _, ref := range at[r] {
			refs = addRef(refs, ref)
		}
	}
	return refs
}

// headOf is the head of the unit that does a step.
func (g *Goal) headOf(s *Step) Ref {
	if s.Head != "" {
		return s.Head
	}
	return g.Line.Head
}
