package plan

import "slices"

// stagesOf prepares the stages of a submission's round: those whose condition
// does not hold are skipped, and so are those already agreed before a direct
// return. A stage is never empty: without signers, or when every stage would
// be skipped, the supervision officer decides. Nothing approves itself: the
// post that does the step never signs it.
func (t *turn) stagesOf(c Submission) ([]StageState, int) {
	stages := make([]StageState, 0, len(t.step.Stages)+1)
	for _, def := range t.step.Stages {
		def.Signers = slices.DeleteFunc(slices.Clone(def.Signers), func(r Ref) bool { return r == t.step.Lead })
		if len(def.Signers) == 0 {
			def.Signers = []Ref{t.instead(t.goal.Line.Supervisor)}
		}
		st := seated(def)
		if def.When != nil && !def.When.holds(c) {
			st.Outcome = Skipped
		}
		stages = append(stages, st)
	}
	if at := t.step.ResumeAt; at != "" {
		for i := range stages {
			if stages[i].Key == at && stages[i].Outcome == "" {
				for j := range i {
					stages[j].Outcome = Skipped
				}
			}
		}
	}
	for i := range stages {
		if stages[i].Outcome == "" {
			return stages, i
		}
	}
	fallback := seated(Stage{Key: "supervisor", Name: "督查员", Rule: AnySign, Signers: []Ref{t.instead(t.goal.Line.Supervisor)}})
	return append(stages, fallback), len(stages)
}

// seated gives every signer of a stage a seat.
func seated(def Stage) StageState {
	st := StageState{Stage: def}
	for _, ref := range def.Signers {
		st.Seats = append(st.Seats, Seat{Ref: ref})
	}
	return st
}

// refs lists who is to sign the stage next.
func (s *StageState) refs() []Ref {
	var refs []Ref
	for _, i := range s.Waiting() {
		refs = addRef(refs, s.Seats[i].Ref)
	}
	return refs
}

// quantityFigure is the figure under which stages see the quantity handed in.
const quantityFigure = "quantity"

// holds tells whether a condition is met by a submission. The quantity handed
// in is the figure "quantity". A figure that was not handed in is zero, or
// the empty word: see AskedFigures for those that must be.
func (w Condition) holds(c Submission) bool {
	var f Figure
	for _, x := range c.Figures {
		if x.Field == w.Field {
			f = x
		}
	}
	if w.Field == quantityFigure && c.Quantity != nil {
		f.Milli = c.Quantity.Milli
	}
	switch w.Op {
	case ">":
		return f.Milli > w.Milli
	case ">=":
		return f.Milli >= w.Milli
	case "<":
		return f.Milli < w.Milli
	case "<=":
		return f.Milli <= w.Milli
	case "!=":
		return f.Milli != w.Milli || f.Text != w.Text
	}
	return f.Milli == w.Milli && f.Text == w.Text
}
