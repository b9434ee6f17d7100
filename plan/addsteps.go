package plan

import (
	"strconv"

	"duban/calendar"
)

// AddSteps appends steps to a running goal: what an instruction asked for, or
// what an inspection found. Supervision officers and leaders may; so may the
// lead of an inspection, on that step.
type AddSteps struct {
	Header
	Steps       []Step `json:"steps,omitempty"`
	Instruction int64  `json:"instruction,omitempty"` // number of the instruction this answers
	Goal        string `json:"goal,omitempty"`        // a new goal that answers it instead of steps here
}

// Name is the command's wire name.
func (AddSteps) Name() Name { return NameAddSteps }

func (c AddSteps) permit(t *turn) error {
	if err := t.running(); err != nil {
		return err
	}
	if s := t.step; s != nil && (s.Kind == Inspection || s.Kind == Reinspection) && s.Working() && t.lead() == nil {
		return nil
	}
	return t.overseer()
}

func (c AddSteps) decide(t *turn) error {
	if problems := c.check(t); len(problems) > 0 {
		return &Error{Code: CodeInvalid, Problems: problems}
	}
	origin := ""
	switch {
	case c.Instruction != 0:
		origin = "instruction:" + strconv.FormatInt(c.Instruction, 10)
	case t.step != nil:
		origin = string(t.step.Kind) + ":" + t.step.Key
	}
	keys := t.join(c.Steps, origin)
	if c.Instruction != 0 {
		leader := t.goal.Instruction(c.Instruction).By.ref()
		t.emit(Event{Type: InstructionAnswered, Reason: t.head.Reason,
			Detail: Detail{Instruction: c.Instruction, Steps: keys, OtherGoal: c.Goal, To: []Ref{leader}}})
	}
	t.openReady()
	return nil
}

// join lets steps join the goal and returns their keys.
func (t *turn) join(steps []Step, origin string) []string {
	var keys []string
	for _, s := range steps {
		def := s.definition(t.goal.ID, len(t.goal.Steps))
		def.Origin = origin
		def.light(t.goal.Settings)
		keys = append(keys, def.Key)
		t.emit(Event{Type: StepAdded, Step: def.Key, Reason: t.head.Reason, Detail: Detail{Added: &def}})
	}
	return keys
}

// check validates the new steps as part of the goal they join.
func (c AddSteps) check(t *turn) []Problem {
	var v validation
	switch in := t.goal.Instruction(c.Instruction); {
	case c.Instruction != 0 && in == nil:
		v.add("/instruction", CodeUnknown, "value", strconv.FormatInt(c.Instruction, 10))
	case c.Goal != "" && c.Instruction == 0:
		v.add("/instruction", CodeRequired)
	case len(c.Steps) == 0 && c.Goal == "":
		v.add("/steps", CodeRequired)
	}
	v.text("/goal", c.Goal, MaxTitle, false)
	v.joining(t.goal, c.Steps, nil, t)
	return v
}

// joining checks steps that are to join a running goal together with hazards.
func (v *validation) joining(g *Goal, steps []Step, hazards []Hazard, t *turn) {
	there, most := g.ordinary(), MaxSteps
	if len(hazards) > 0 {
		there, most = len(g.Steps), MaxFound
	}
	if there+len(steps) > most {
		v.add("/steps", CodeTooMany, "max", strconv.Itoa(most))
		return
	}
	merged := *g
	merged.Hazards = append(append([]Hazard{}, g.Hazards...), hazards...)
	merged.Steps = append(append([]Step{}, g.Steps...), steps...)
	keys := map[string]bool{}
	for i := range merged.Steps {
		keys[merged.Steps[i].Key] = true
	}
	taken := map[string]bool{}
	for i := range g.Steps {
		taken[g.Steps[i].Key] = true
	}
	for i := range steps {
		at := "/steps/" + strconv.Itoa(i)
		if taken[steps[i].Key] {
			v.add(at+"/key", CodeDuplicate)
		}
		taken[steps[i].Key] = true
		v.step(at, &steps[i], &merged, keys, t.cal)
		if by := steps[i].By; by != nil && by.Before(calendar.DateOf(t.now)) {
			v.add(at+"/by", CodeDateOrder, "before", calendar.DateOf(t.now).String())
		}
	}
	if path := cycle(merged.Steps); path != nil {
		v.add("/steps", CodeCycle, "path", pathOf(merged.Steps, path))
	}
}

// definition returns the step as it is issued: nothing of its state.
func (s Step) definition(goalID string, position int) Step {
	return Step{
		GoalID: goalID, Key: s.Key, Position: position, Title: s.Title, Kind: s.Kind, Measures: s.Measures, After: s.After,
		Lead: s.Lead, LeadUnit: s.LeadUnit, Co: s.Co, Head: s.Head, Weight: s.Weight, Target: s.Target,
		Evidence: s.Evidence, Stages: s.Stages, Respond: s.Respond, Finish: s.Finish, By: s.By,
		OpensOn: s.OpensOn, MinPublic: s.MinPublic, Ladder: s.Ladder,
		WaitsFor: s.WaitsFor, Recur: s.Recur, Planned: s.Planned, Lights: s.Lights,
		Checklists: s.Checklists, Hazard: s.Hazard,
	}.clone()
}

// light gives a step with planned quantities the goal's thresholds.
func (s *Step) light(settings Settings) {
	if len(s.Planned) > 0 && s.Lights == nil && settings.Lights.Red > 0 {
		s.Lights = &settings.Lights
	}
}

// adoptAdded appends a step that joined the goal, and links it to the
// instruction that asked for it.
func (g *Goal) adoptAdded(e Event) {
	switch e.Type {
	case StepAdded:
		s := e.Detail.Added.clone()
		s.GoalID, s.Position, s.Status = g.ID, len(g.Steps), StepPending
		g.Steps = append(g.Steps, s)
		if series := g.Step(s.Series); s.Series != "" && series != nil {
			series.Occurred.Last = s.OccursOn
			series.Occurred.Opened++
		}
	case Instructed:
		g.Instructions = append(g.Instructions, Instruction{Seq: e.Seq, Step: e.Step, By: e.By, At: e.At, Text: e.Detail.Text, Asks: e.Detail.Asks})
	case InstructionAnswered:
		in := g.Instruction(e.Detail.Instruction)
		in.Steps = append(in.Steps[:len(in.Steps):len(in.Steps)], e.Detail.Steps...)
		if e.Detail.OtherGoal != "" {
			in.Goal = e.Detail.OtherGoal
		}
	}
}
