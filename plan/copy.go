package plan

import (
	"slices"
	"time"
)

// Copy 抄送 is somebody who was sent a step to read.
type Copy struct {
	Ref    Ref        `json:"ref"`
	By     Person     `json:"by"`
	At     time.Time  `json:"at"`
	Read   *Person    `json:"read,omitempty"` // who read it, once somebody has
	ReadAt *time.Time `json:"read_at,omitempty"`
}

// CopyStep 抄送 sends a step to others to read.
type CopyStep struct {
	Header
	To []Ref `json:"to"`
}

// Name is the command's wire name.
func (CopyStep) Name() Name { return NameCopy }

func (c CopyStep) permit(t *turn) error {
	if err := t.livingStep(); err != nil {
		return err
	}
	return t.concerned()
}

func (c CopyStep) decide(t *turn) error {
	var v validation
	v.refs("/to", c.To, true)
	if len(t.step.Copies)+len(c.To) > MaxItems {
		v.add("/to", CodeTooMany, "max", itoa(MaxItems))
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	var fresh []Ref
	for _, r := range c.To {
		if !slices.ContainsFunc(t.step.Copies, func(x Copy) bool { return x.Ref == r }) {
			fresh = addRef(fresh, r)
		}
	}
	if len(fresh) > 0 {
		t.emit(Event{Type: Copied, Step: t.step.Key, Reason: t.head.Reason, Detail: Detail{To: fresh}})
	}
	return nil
}

// ReadCopy says that a step that was sent to the actor has been read.
type ReadCopy struct{ Header }

// Name is the command's wire name.
func (ReadCopy) Name() Name { return NameRead }

func (c ReadCopy) permit(t *turn) error {
	if err := t.livingStep(); err != nil {
		return err
	}
	mine := false
	for _, x := range t.step.Copies {
		if ways := t.head.Actor.Capacities(x.Ref, t.goal.Kind); len(ways) > 0 {
			if x.Read == nil {
				t.by = ways[0]
				return nil
			}
			mine = true
		}
	}
	if mine {
		return refuse(CodeUnchanged)
	}
	return refuse(CodeNotYours, "step", t.step.Key)
}

func (c ReadCopy) decide(t *turn) error {
	var read []Ref
	for _, x := range t.step.Copies {
		if x.Read == nil && t.mayAct(x.Ref) {
			read = append(read, x.Ref)
		}
	}
	t.emit(Event{Type: CopyRead, Step: t.step.Key, Reason: t.head.Reason, Detail: Detail{Refs: read}})
	return nil
}

// adoptCopies enters what was sent, and what was read.
func (s *Step) adoptCopies(e Event) {
	for _, r := range e.Detail.To {
		s.Copies = append(s.Copies, Copy{Ref: r, By: e.By, At: e.At})
	}
	for i := range s.Copies {
		if c := &s.Copies[i]; slices.Contains(e.Detail.Refs, c.Ref) && c.Read == nil {
			c.Read, c.ReadAt = &e.By, &e.At
		}
	}
}
