package plan

import "time"

// Comment 评论 is a remark on a step or goal; those mentioned hear of it.
type Comment struct {
	Header
	Text     string `json:"text"`
	Mentions []Ref  `json:"mentions,omitempty"`
}

// Name is the command's wire name.
func (Comment) Name() Name { return NameComment }

func (c Comment) permit(t *turn) error {
	if err := t.living(); err != nil {
		return err
	}
	return t.concerned()
}

func (c Comment) decide(t *turn) error {
	var v validation
	v.text("/text", c.Text, MaxText, true)
	v.refs("/mentions", c.Mentions, false)
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.emit(Event{Type: Commented, Step: t.head.Step, Detail: Detail{Text: c.Text, To: unique(c.Mentions)}})
	return nil
}

// Instruct 批示 records a leader's instruction on a step or goal. It may ask
// for new steps, or a new goal: the supervision officer then has to add them
// with AddSteps.
type Instruct struct {
	Header
	Text string `json:"text"`
	Asks bool   `json:"asks,omitempty"`
	To   []Ref  `json:"to,omitempty"` // who is to hear of it beside the lead and the supervision officer
}

// Name is the command's wire name.
func (Instruct) Name() Name { return NameInstruct }

func (c Instruct) permit(t *turn) error {
	if err := t.living(); err != nil {
		return err
	}
	return t.leader()
}

func (c Instruct) decide(t *turn) error {
	var v validation
	v.text("/text", c.Text, MaxText, true)
	v.refs("/to", c.To, false)
	if len(t.goal.Instructions) >= MaxItems {
		v.add("/text", CodeTooMany, "max", itoa(MaxItems))
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	to := []Ref{t.goal.Line.Supervisor}
	if t.step != nil {
		to = addRef(to, t.step.Lead)
	} else {
		to = addRef(to, t.goal.Line.Head)
	}
	for _, r := range c.To {
		to = addRef(to, r)
	}
	t.emit(Event{Type: Instructed, Step: t.head.Step, Detail: Detail{Text: c.Text, Asks: c.Asks, To: to}})
	return nil
}

// Instruction 批示 is a leader's written instruction.
type Instruction struct {
	Seq   int64     `json:"seq"` // of the change that recorded it: its number within the goal
	Step  string    `json:"step,omitempty"`
	By    Person    `json:"by"`
	At    time.Time `json:"at"`
	Text  string    `json:"text"`
	Asks  bool      `json:"asks,omitempty"`  // for new steps or a new goal
	Steps []string  `json:"steps,omitempty"` // those that answered it
	Goal  string    `json:"goal,omitempty"`  // the goal that answered it
}

// Waits tells whether the instruction still asks for steps.
func (i *Instruction) Waits() bool { return i.Asks && len(i.Steps) == 0 && i.Goal == "" }

// LastInstruction is the newest instruction about a step or its goal as a
// whole, or nil.
func (g *Goal) LastInstruction(step string) *Opinion {
	for i := len(g.Instructions) - 1; i >= 0; i-- {
		if in := &g.Instructions[i]; in.Step == "" || in.Step == step {
			return &Opinion{By: in.By, At: in.At, Text: in.Text}
		}
	}
	return nil
}

// Asked is something that was asked for a step: a later date, another post,
// another day.
type Asked struct {
	Subject Subject   `json:"subject"`
	At      time.Time `json:"at"`
}

// Instruction returns the instruction with that number, or nil.
func (g *Goal) Instruction(seq int64) *Instruction {
	for i := range g.Instructions {
		if g.Instructions[i].Seq == seq {
			return &g.Instructions[i]
		}
	}
	return nil
}

// living refuses when nobody can say anything about the goal any more.
func (t *turn) living() error {
	if t.goal.Finished() {
		return refuse(CodeGoalEnded, "status", string(t.goal.Status))
	}
	return nil
}

func (t *turn) livingStep() error {
	if err := t.living(); err != nil {
		return err
	}
	if t.step == nil {
		return refuse(CodeNoStep, "step", t.head.Step)
	}
	return nil
}

// concerned refuses whoever has nothing to do with the step, or with no step
// the goal: those of the line, the leads and co-workers, the signers and those
// who were sent it; leaders and supervision officers always are.
func (t *turn) concerned() error {
	refs := []Ref{t.goal.Line.Head, t.goal.Line.Supervisor, t.goal.Line.Leader, t.goal.Line.Principal}
	for i := range t.goal.Steps {
		if s := &t.goal.Steps[i]; t.step == nil || s.Key == t.step.Key {
			refs = append(refs, s.involved()...)
		}
	}
	if err := t.role(refs, Supervisor, Leader); err != nil {
		return refuse(CodeNotYours, "step", t.head.Step)
	}
	return nil
}

// involved lists everybody who has to do with a step.
func (s *Step) involved() []Ref {
	refs := append([]Ref{s.Lead, s.Head}, s.Co...)
	for _, st := range s.Stages {
		refs = append(refs, st.Signers...)
	}
	for _, a := range s.Rounds {
		for _, st := range a.Stages {
			for _, seat := range st.Seats {
				refs = append(refs, seat.Ref)
			}
		}
	}
	for _, c := range s.Copies {
		refs = append(refs, c.Ref)
	}
	return refs
}

func unique(refs []Ref) []Ref {
	var list []Ref
	for _, r := range refs {
		list = addRef(list, r)
	}
	return list
}
