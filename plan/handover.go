package plan

import "slices"

// Handover 交接 moves everything that waits for somebody, now or later, to
// somebody else: leads, co-workers, heads, awaited signatures, those to come,
// and the line of responsibility. What was done stays as it was done. Sent to
// every goal that Involves the ref.
type Handover struct {
	Header
	From Ref `json:"from"`
	To   Ref `json:"to"`
}

// Name is the command's wire name.
func (Handover) Name() Name { return NameHandover }

func (c Handover) permit(t *turn) error {
	if err := t.living(); err != nil {
		return err
	}
	return t.role(nil, Supervisor, Leader, SystemAdmin)
}

func (c Handover) decide(t *turn) error {
	var v validation
	v.ref("/from", c.From, true)
	v.ref("/to", c.To, true)
	if len(v) == 0 && c.From == c.To {
		v.add("/to", CodeUnchanged)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	if len(t.goal.Involves(c.From)) == 0 {
		return nil
	}
	to := []Ref{c.To}
	if len(t.goal.Duties()) == 0 {
		to = nil // nothing is to be done yet
	}
	t.emit(Event{Type: HandedOver, Reason: t.head.Reason, Detail: Detail{FromRef: c.From, ToRef: c.To, To: to}})
	for i := range t.goal.Steps {
		for _, a := range slices.Clone(t.goal.Steps[i].Rounds) {
			if a.Open() {
				t.handOverRound(t.goal.Steps[i].Key, a, c.From, c.To)
			}
		}
	}
	return nil
}

// handOverRound moves the awaited signatures of an open round, stage by stage.
func (t *turn) handOverRound(key string, a Approval, from, to Ref) {
	t.step = t.goal.Step(key)
	t.round = t.step.Approval(a.Round)
	for i := a.Current; i < len(a.Stages); i++ {
		st := &a.Stages[i]
		if st.Outcome != "" || !slices.ContainsFunc(st.Seats, func(s Seat) bool { return s.Ref == from && s.Outcome == "" }) {
			continue
		}
		heir := t.heir(to)
		seats := slices.Clone(st.Seats)
		for j := range seats {
			if seats[j].Ref != from || seats[j].Outcome != "" {
				continue
			}
			if st.taken(heir) {
				by, at := t.by, t.now
				seats[j].Outcome, seats[j].By, seats[j].At = Passed, &by, &at
			} else {
				seats[j].Ref = heir
			}
		}
		relink(seats, from, heir)
		var told []Ref
		if i == a.Current {
			told = []Ref{heir}
		}
		t.emit(Event{Type: SeatTransferred, Step: key, Round: a.Round, Reason: t.head.Reason,
			Detail: Detail{Subject: a.Subject, Stage: i, Seats: seats, To: told}})
	}
	t.settle(key)
}

// settle ends the open rounds of a step that need no signature any more,
// because seats fell together. What stands still is settled when it goes on.
func (t *turn) settle(key string) {
	for _, a := range slices.Clone(t.goal.Step(key).Rounds) {
		t.step = t.goal.Step(key)
		if t.round = t.step.Approval(a.Round); t.round.Open() && t.step.Status != StepSuspended {
			t.stage = t.round.Current
			t.advance()
		}
	}
	t.step, t.round = nil, nil
}

// heir is who takes a signature over: not the lead of the step, nor who
// submitted; then it goes to who reviews in their place.
func (t *turn) heir(to Ref) Ref {
	if t.ownWork(to) {
		return t.instead(t.goal.Line.Supervisor)
	}
	return to
}

// ownWork tells whether a ref names the lead of the step, or who submitted or
// asked.
func (t *turn) ownWork(r Ref) bool {
	by := t.round.By
	return r == by.As || r == t.step.Lead || r.User() != "" && (r.User() == by.User || r.User() == by.For)
}

// adoptHandover lets one ref stand wherever another stood in what is to come.
func (g *Goal) adoptHandover(from, to Ref) {
	for _, r := range []*Ref{&g.Line.Head, &g.Line.Supervisor, &g.Line.Leader, &g.Line.Principal} {
		if *r == from {
			*r = to
		}
	}
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Ended() {
			continue
		}
		if s.Lead == from {
			s.Lead = to
		}
		if s.Head == from {
			s.Head = to
		}
		s.Co = replaced(s.Co, from, to)
		s.handRoster(from, to)
		s.Stages = slices.Clone(s.Stages)
		for j := range s.Stages {
			s.Stages[j].Signers = replaced(s.Stages[j].Signers, from, to)
		}
		for j := range s.Copies {
			if c := &s.Copies[j]; c.Ref == from && c.Read == nil {
				c.Ref = to
			}
		}
	}
}

// replaced lets to stand where from stood, once.
func replaced(refs []Ref, from, to Ref) []Ref {
	if !slices.Contains(refs, from) {
		return refs
	}
	var list []Ref
	for _, r := range refs {
		if r == from {
			r = to
		}
		list = addRef(list, r)
	}
	return list
}

// Part is one way in which somebody has to do with a goal.
type Part struct {
	Step string `json:"step,omitempty"` // empty: the goal's line
	As   string `json:"as"`             // "lead", "co", "head", "signer", "line", "copy"
}

// Involves lists what a ref has to do with the goal from now on: what a
// handover would move.
func (g *Goal) Involves(ref Ref) []Part {
	var parts []Part
	add := func(step, as string, is bool) {
		if p := (Part{step, as}); is && !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	if g.Finished() || ref == "" {
		return nil
	}
	add("", "line", ref == g.Line.Head || ref == g.Line.Supervisor || ref == g.Line.Leader || ref == g.Line.Principal)
	for i := range g.Steps {
		s := &g.Steps[i]
		if s.Ended() {
			continue
		}
		add(s.Key, "lead", s.Lead == ref)
		add(s.Key, "co", slices.Contains(s.Co, ref))
		add(s.Key, "lead", s.Recur != nil && slices.Contains(s.Recur.Roster, ref))
		add(s.Key, "head", s.Head == ref)
		for _, st := range s.Stages {
			add(s.Key, "signer", slices.Contains(st.Signers, ref))
		}
		for _, a := range s.Rounds {
			for j := a.Current; a.Open() && j < len(a.Stages); j++ {
				add(s.Key, "signer", slices.ContainsFunc(a.Stages[j].Seats, func(x Seat) bool { return x.Ref == ref && x.Outcome == "" }))
			}
		}
		add(s.Key, "copy", slices.ContainsFunc(s.Copies, func(c Copy) bool { return c.Ref == ref && c.Read == nil }))
	}
	return parts
}
