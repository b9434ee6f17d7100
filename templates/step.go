package templates

import (
	"duban/calendar"
	"duban/plan"
)

// Step is a step of a template. Wherever it needs a number it names one of
// the template's; roles and approvals are named the same way.
type Step struct {
	Key        string        `yaml:"key" json:"key"`
	Title      Text          `yaml:"title" json:"title"` // {measure} and {item} stand for what the step is about
	Kind       plan.StepKind `yaml:"kind" json:"kind"`
	Basis      Text          `yaml:"basis,omitempty" json:"basis"` // why the step is there
	Part       string        `yaml:"part,omitempty" json:"part,omitempty"`
	Branch     string        `yaml:"branch,omitempty" json:"branch,omitempty"` // only on this branch
	Unless     string        `yaml:"unless,omitempty" json:"unless,omitempty"` // not on this one
	Per        string        `yaml:"per,omitempty" json:"per,omitempty"`       // "measure": once for every measure that no other step covers
	After      []string      `yaml:"after,omitempty" json:"after,omitempty"`   // of a step that is left out, its predecessors
	Lead       string        `yaml:"lead" json:"lead"`                         // a role
	Co         []string      `yaml:"co,omitempty" json:"co,omitempty"`         // roles
	Approvals  []string      `yaml:"approvals" json:"approvals"`               // in order
	Respond    string        `yaml:"respond,omitempty" json:"respond,omitempty"`
	Finish     string        `yaml:"finish,omitempty" json:"finish,omitempty"` // exactly one of Finish, By and Recur
	By         string        `yaml:"by,omitempty" json:"by,omitempty"`         // a month and day
	Opens      string        `yaml:"opens,omitempty" json:"opens,omitempty"`   // a month and day
	MinPublic  string        `yaml:"min_public,omitempty" json:"min_public,omitempty"`
	Evidence   []Text        `yaml:"evidence,omitempty" json:"evidence,omitempty"`
	Checklists []string      `yaml:"checklists,omitempty" json:"checklists,omitempty"` // keys of those that an inspection uses
	Target     *Target       `yaml:"target,omitempty" json:"target,omitempty"`
	Recur      *Recur        `yaml:"recur,omitempty" json:"recur,omitempty"`
	Weight     int           `yaml:"weight" json:"weight"`                   // of 100 over the steps taken by default
	Words      []string      `yaml:"words,omitempty" json:"words,omitempty"` // a measure with one of these is covered by the step
}

// PerMeasure repeats a step for every measure that no other step covers.
const PerMeasure = "measure"

// Target says how much a step is to reach: the goal's own target when it has
// the same unit, else a figure given, times a number where units differ.
type Target struct {
	Unit    string    `yaml:"unit" json:"unit"`
	Figure  string    `yaml:"figure" json:"figure"`
	Times   string    `yaml:"times,omitempty" json:"times,omitempty"`
	Planned []Planned `yaml:"planned,omitempty" json:"planned,omitempty"` // in order
}

// Planned is the share of a target to be reached by a day, both numbers of
// the template.
type Planned struct {
	By    string `yaml:"by" json:"by"`       // a month and day
	Share string `yaml:"share" json:"share"` // per cent, counted from the beginning
}

// Recur makes a step a series. It follows calendar.Recur, with the numbers by
// name.
type Recur struct {
	Every calendar.Every `yaml:"every" json:"every"`
	On    string         `yaml:"on,omitempty" json:"on,omitempty"`   // a weekday, or "last" of the month
	Day   string         `yaml:"day,omitempty" json:"day,omitempty"` // of the month: a number
	N     string         `yaml:"n,omitempty" json:"n,omitempty"`     // a number
	Shift calendar.Shift `yaml:"shift,omitempty" json:"shift,omitempty"`
	From  string         `yaml:"from,omitempty" json:"from,omitempty"`   // a month and day
	Until string         `yaml:"until,omitempty" json:"until,omitempty"` // a month and day
	Ahead string         `yaml:"ahead,omitempty" json:"ahead,omitempty"` // a number of working days
}

// Settings name the numbers that a goal of this kind runs by.
type Settings struct {
	Respond string `yaml:"respond" json:"respond"`
	Review  string `yaml:"review" json:"review"`
	NotOurs string `yaml:"not_ours" json:"not_ours"`
	Archive string `yaml:"archive" json:"archive"`
	Yellow  string `yaml:"yellow" json:"yellow"`

	Inspectors string `yaml:"inspectors,omitempty" json:"inspectors,omitempty"` // people at an inspection
	Failures   string `yaml:"failures,omitempty" json:"failures,omitempty"`     // failed re-inspections after which it goes up the line
}

// Ladder is plan.Ladder with the numbers by name.
type Ladder struct {
	Remind []string `yaml:"remind" json:"remind"`
	OnDay  bool     `yaml:"on_day" json:"on_day"`
	Rungs  []Rung   `yaml:"rungs" json:"rungs"`
}

// Rung is plan.Rung with the numbers by name.
type Rung struct {
	After  string          `yaml:"after" json:"after"`
	Colour plan.Colour     `yaml:"colour" json:"colour"`
	To     []plan.Receiver `yaml:"to" json:"to"`
	Points string          `yaml:"points,omitempty" json:"points,omitempty"`
}
