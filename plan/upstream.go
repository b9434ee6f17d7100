package plan

import (
	"cmp"
	"slices"
	"strings"
)

// Signal names a step of a goal to the outside: one that is through and whose
// waiting goals are to be told, or one that a goal waits for and whose state
// is to be looked up.
type Signal struct {
	Goal string `json:"goal"`
	Step string `json:"step"`
}

// String returns "goalID/stepKey", the form in which a step waits for it.
func (s Signal) String() string { return s.Goal + "/" + s.Step }

// ParseSignal reads "goalID/stepKey".
func ParseSignal(text string) (Signal, bool) {
	goal, step, ok := strings.Cut(text, "/")
	return Signal{Goal: goal, Step: step}, ok && goal != "" && step != ""
}

// UpstreamDone tells a goal that a step of another goal is through, so that
// the steps that wait for it may open. The system sends it; sending it again
// is refused as unchanged and harmless.
type UpstreamDone struct {
	Header
	Goal string `json:"goal"`
	Of   string `json:"of"` // key of the step of that goal
}

// Name is the command's wire name.
func (UpstreamDone) Name() Name { return NameUpstreamDone }

func (c UpstreamDone) permit(t *turn) error {
	if t.goal.Ended() {
		return refuse(CodeGoalEnded, "status", string(t.goal.Status))
	}
	if t.head.Actor.User != SystemUser {
		return refuse(CodeRole, "roles", SystemUser)
	}
	return nil
}

func (c UpstreamDone) decide(t *turn) error {
	name := Signal{Goal: c.Goal, Step: c.Of}.String()
	for i := range t.goal.Steps {
		if s := &t.goal.Steps[i]; slices.Contains(s.missing(), name) {
			t.emit(Event{Type: UpstreamArrived, Step: s.Key, Detail: Detail{Upstream: name}})
		}
	}
	t.openReady()
	return nil
}

// missing lists the steps of other goals that a step still waits for.
func (s *Step) missing() []string {
	var names []string
	for _, name := range s.WaitsFor {
		if !slices.Contains(s.Arrived, name) {
			names = append(names, name)
		}
	}
	return names
}

// signals lists the steps that got through in a change.
func (t *turn) signals() []Signal {
	var list []Signal
	for _, e := range t.events {
		if e.Type != StepDoneEvent && e.Type != StepCancelledEvent && e.Type != SeriesEnded {
			continue
		}
		if s := (Signal{Goal: t.goal.ID, Step: e.Step}); !slices.Contains(list, s) && t.goal.Step(e.Step).Through() {
			list = append(list, s)
		}
	}
	return list
}

// awaits lists the steps of other goals that steps issued or added in a change
// wait for.
func (t *turn) awaits() []Signal {
	var list []Signal
	for _, e := range t.events {
		for i := range t.goal.Steps {
			s := &t.goal.Steps[i]
			if e.Type != GoalIssued && (e.Type != StepAdded || e.Step != s.Key) {
				continue
			}
			for _, name := range s.missing() {
				if up, ok := ParseSignal(name); ok && !slices.Contains(list, up) {
					list = append(list, up)
				}
			}
		}
	}
	return list
}

// upstreams checks what a step waits for in other goals.
func (v *validation) upstreams(at string, s *Step, goalID string) {
	if len(s.WaitsFor) > MaxItems {
		v.add(at, CodeTooMany, "max", itoa(MaxItems))
		return
	}
	for i, name := range s.WaitsFor {
		up, ok := ParseSignal(name)
		switch {
		case !ok || len(name) > 2*MaxTitle:
			v.add(at+"/"+itoa(i), CodeUnknown, "value", name)
		case up.Goal == goalID && goalID != "":
			v.add(at+"/"+itoa(i), CodeConflict, "with", "after")
		case slices.Index(s.WaitsFor, name) < i:
			v.add(at+"/"+itoa(i), CodeDuplicate)
		}
	}
}

// across checks the dependencies between the goals of a plan: steps that do
// not exist, and steps of several goals that wait for one another in a circle.
func (v *validation) across(goals []Goal) {
	index := map[string]bool{}
	ids := map[string]bool{}
	var all []Step
	for _, g := range goals {
		ids[g.ID] = true
		for _, s := range g.Steps {
			node := Step{Key: Signal{g.ID, s.Key}.String(), Title: cmp.Or(g.Title, g.ID) + " › " + cmp.Or(s.Title, s.Key), After: slices.Clone(s.WaitsFor)}
			for _, key := range s.After {
				node.After = append(node.After, Signal{g.ID, key}.String())
			}
			index[node.Key] = true
			all = append(all, node)
		}
	}
	for i, g := range goals {
		for j, s := range g.Steps {
			for k, name := range s.WaitsFor {
				if up, ok := ParseSignal(name); ok && ids[up.Goal] && !index[name] {
					v.add("/goals/"+itoa(i)+"/steps/"+itoa(j)+"/waits_for/"+itoa(k), CodeDangling, "value", name)
				}
			}
		}
	}
	if path := cycle(all); path != nil && spans(path) {
		v.add("/goals", CodeCycle, "path", pathOf(all, path))
	}
}

// spans tells whether a circle leads through more than one goal.
func spans(path []string) bool {
	first, _ := ParseSignal(path[0])
	return slices.ContainsFunc(path, func(name string) bool {
		s, _ := ParseSignal(name)
		return s.Goal != first.Goal
	})
}
