package plan

import (
	"slices"
	"time"
)

// HazardLevel is the grade of a hazard.
type HazardLevel string

// The levels.
const (
	GeneralHazard HazardLevel = "general" // 一般
	MajorHazard   HazardLevel = "major"   // 重大: reported to the county, listed, accepted by two officers
)

// Hazard 隐患 is something that an inspection, or somebody else, found. The
// first group of fields is what they write; the second is set by the rules.
// Where it stands follows from the steps that carry its key: see Standing.
type Hazard struct {
	Key         string      `json:"key,omitempty"` // unique in its goal; named again when the same hazard is handed in again
	Place       string      `json:"place,omitempty"`
	Items       []string    `json:"items,omitempty"` // of the checklist that failed
	Title       string      `json:"title"`
	Remark      string      `json:"remark,omitempty"`
	Level       HazardLevel `json:"level"`
	Spot        bool        `json:"spot,omitempty"` // fixed on the spot 当场整改; else to be rectified within a time
	Photos      []Photo     `json:"photos,omitempty"`
	Responsible Ref         `json:"responsible"`           // rectifies
	Reinspector Ref         `json:"reinspector,omitempty"` // inspects again: never who rectified
	Officers    []Ref       `json:"officers,omitempty"`    // of a major hazard: two who accept on site

	Number     int         `json:"number,omitempty"` // in its goal, from 1
	PlaceName  string      `json:"place_name,omitempty"`
	Checklist  string      `json:"checklist,omitempty"`  // id of its version
	FoundIn    string      `json:"found_in,omitempty"`   // key of the inspection; empty: reported otherwise
	Round      int         `json:"round,omitempty"`      // of the inspection
	FoundAt    time.Time   `json:"found_at,omitzero"`    //
	FoundBy    Person      `json:"found_by,omitzero"`    // who handed it in
	Inspectors []Inspector `json:"inspectors,omitempty"` // who were there
	Repeats    *Repeat     `json:"repeats,omitempty"`    // the same was found there before
}

// Photo names a picture that was handed in.
type Photo struct {
	File string `json:"file"` // attachment id
}

// Repeat names the last hazard of the same item at the same place.
type Repeat struct {
	Goal    string    `json:"goal"`
	Hazard  string    `json:"hazard"`
	FoundAt time.Time `json:"found_at"`
}

// HazardState says where a hazard stands.
type HazardState string

// The states of a hazard, in their order.
const (
	HazardFound        HazardState = "found"        // nobody has taken its rectification on yet
	HazardRectifying   HazardState = "rectifying"   // 整改中
	HazardReinspecting HazardState = "reinspecting" // 待复查: rectified, to be inspected again
	HazardAccepting    HazardState = "accepting"    // 待验收: passed, to be accepted
	HazardAccepted     HazardState = "accepted"     // every step is through; waits for close-out
	HazardClosed       HazardState = "closed"       // 销号
	HazardCancelled    HazardState = "cancelled"    // found by mistake: all its steps were cancelled
)

// Standing is where a hazard stands, by rule from its steps.
type Standing struct {
	State    HazardState `json:"state"`
	Listed   bool        `json:"listed,omitempty"`    // 挂牌督办 in force: of a major hazard, reported and listed
	Failures int         `json:"failures,omitempty"`  // re-inspections that were not passed
	DueAt    *time.Time  `json:"due_at,omitempty"`    // of what is being done now
	RedAt    *time.Time  `json:"red_at,omitempty"`    // since when, or from when on, something of it is overdue
	ClosedAt *time.Time  `json:"closed_at,omitempty"` // closed out
}

// Open tells whether something remains to be done about the hazard.
func (s Standing) Open() bool { return s.State != HazardClosed && s.State != HazardCancelled }

// Hazard returns the hazard with that key, or nil.
func (g *Goal) Hazard(key string) *Hazard {
	for i := range g.Hazards {
		if g.Hazards[i].Key == key && key != "" {
			return &g.Hazards[i]
		}
	}
	return nil
}

// HazardSteps lists the steps that a hazard gave rise to, in order.
func (g *Goal) HazardSteps(key string) []*Step {
	if key == "" {
		return nil
	}
	var steps []*Step
	for i := range g.Steps {
		if g.Steps[i].Hazard == key {
			steps = append(steps, &g.Steps[i])
		}
	}
	return steps
}

// Rectified returns the step by which a hazard is rectified in the end: the
// last of its rectifications; nil when there is none.
func (g *Goal) Rectified(key string) *Step {
	var last *Step
	for _, s := range g.HazardSteps(key) {
		if s.Kind == Rectification && (last == nil || !g.follows(last.Key, s.Key)) {
			last = s
		}
	}
	return last
}

// Standing says where a hazard stands.
func (g *Goal) Standing(key string) Standing {
	steps := g.HazardSteps(key)
	s := Standing{State: stateOf(steps), Listed: g.listed(key, steps), Failures: g.failures(key)}
	for _, step := range steps {
		if step.ClosedAt != nil && s.State == HazardClosed && (s.ClosedAt == nil || step.ClosedAt.After(*s.ClosedAt)) {
			s.ClosedAt = step.ClosedAt
		}
		if step.Through() || step.Status == StepPending {
			continue
		}
		if step.DueAt != nil {
			s.DueAt = earlier(s.DueAt, *step.DueAt)
		}
		if _, red := step.Turns(); red != nil {
			s.RedAt = earlier(s.RedAt, *red)
		}
	}
	return s
}

func stateOf(steps []*Step) HazardState {
	left := func(kinds ...StepKind) bool {
		return slices.ContainsFunc(steps, func(s *Step) bool { return slices.Contains(kinds, s.Kind) && !s.Through() })
	}
	every := func(is func(s *Step) bool) bool {
		return !slices.ContainsFunc(steps, func(s *Step) bool { return !is(s) })
	}
	switch {
	case every(func(s *Step) bool { return s.Status == StepCancelled }):
		return HazardCancelled
	case every((*Step).Ended):
		return HazardClosed
	case every((*Step).Through):
		return HazardAccepted
	case left(Rectification):
		begun := func(s *Step) bool { return s.Kind == Rectification && (s.AcceptedAt != nil || s.Round > 0) }
		if slices.ContainsFunc(steps, begun) {
			return HazardRectifying
		}
		return HazardFound
	case left(Reinspection):
		return HazardReinspecting
	}
	return HazardAccepting
}

// listed tells whether a major hazard has been reported and listed: whatever
// its re-inspection waits for beside the rectification is through.
func (g *Goal) listed(key string, steps []*Step) bool {
	h := g.Hazard(key)
	if h == nil || h.Level != MajorHazard {
		return false
	}
	found := false
	for _, again := range steps {
		if again.Kind != Reinspection {
			continue
		}
		for _, s := range steps {
			if s.Kind == Rectification || s.Kind == Reinspection || !g.follows(again.Key, s.Key) {
				continue
			}
			if !s.Through() || s.Status == StepCancelled {
				return false
			}
			found = true
		}
	}
	return found
}

// failures counts the re-inspections of a hazard that were not passed.
func (g *Goal) failures(key string) int {
	n := 0
	for _, s := range g.HazardSteps(key) {
		for i := range s.Rounds {
			if s.Rounds[i].Outcome == Failed {
				n++
			}
		}
	}
	return n
}

// Problems lists what is wrong with a hazard as somebody wrote it.
func (h Hazard) Problems() []Problem {
	var v validation
	v.hazard("", &h)
	return v
}

// Category is the group of a template's steps that deals with the hazard.
func (h Hazard) Category() string {
	if h.Spot {
		return "hazard-spot"
	}
	return "hazard-" + string(h.Level)
}

// FoundAgain returns the hazard that an inspection found before and names once
// more, by its key or by saying the same of the same place; nil when it is new.
func (g *Goal) FoundAgain(step string, h Hazard) *Hazard {
	for i := range g.Hazards {
		o := &g.Hazards[i]
		same := o.Place == h.Place && o.Title == h.Title && slices.Equal(o.Items, h.Items)
		if o.FoundIn == step && (o.Key == h.Key || h.Key == "" && same) && g.Standing(o.Key).State != HazardCancelled {
			return o
		}
	}
	return nil
}

func (h Hazard) clone() Hazard {
	h.Items, h.Photos = slices.Clone(h.Items), slices.Clone(h.Photos)
	h.Officers, h.Inspectors = slices.Clone(h.Officers), slices.Clone(h.Inspectors)
	return h
}
