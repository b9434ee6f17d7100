package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"duban/calendar"
)

// FactKind says what a fact tells.
type FactKind string

// The kinds of fact. Values are thousandths: 1000 is one, or yes.
const (
	OnTime          FactKind = "on-time"          // 1000 or 0 of 1000: handed in by the date that counts
	DaysLate        FactKind = "days-late"        // working days late
	Returned        FactKind = "returned"         // times sent back
	Urged           FactKind = "urged"            // times urged 催办
	RungReached     FactKind = "rung"             // points of the rungs reached
	Extended        FactKind = "extension"        // approved extensions
	EvidenceGiven   FactKind = "evidence"         // pieces given of those required
	HazardFound     FactKind = "hazard-found"     // hazards that they found
	HazardRectified FactKind = "hazard-rectified" // rectified in time, of those they had to
	HazardRepeated  FactKind = "hazard-repeated"  // of those they had to, found there before
	Quantity        FactKind = "quantity"         // reached of planned
	Quality         FactKind = "quality"          // the approver's opinion, 0..1000 of 1000
	Case            FactKind = "case"             // an occurrence an office recorded; Tag says which
	PeriodScore     FactKind = "period-score"     // the total of another cycle, in Points; Tag is its PeriodKind
)

// FactKinds lists every kind once.
var FactKinds = []FactKind{OnTime, DaysLate, Returned, Urged, RungReached, Extended, EvidenceGiven,
	HazardFound, HazardRectified, HazardRepeated, Quantity, Quality, Case, PeriodScore}

// EventRef points at an event in the record, of a goal or, by its id, of another
// course.
type EventRef struct {
	Goal string `json:"goal"`
	Seq  int64  `json:"seq"`
	N    int    `json:"n"`
}

// Fact is one thing that really happened to somebody, from events.
type Fact struct {
	ID      string         `json:"id"` // stable: the same events give the same id
	Kind    FactKind       `json:"kind"`
	Tag     string         `json:"tag,omitempty"`
	Subject Ref            `json:"subject"`         // user:, post:, unit: or village:
	Value   int64          `json:"value"`           // thousandths, never negative
	Of      int64          `json:"of,omitempty"`    // what Value is measured against
	At      calendar.Date  `json:"at"`              // the day it counts for
	Since   *calendar.Date `json:"since,omitempty"` // the work lasted from Since to At
	Work    string         `json:"work,omitempty"`  // the piece of work, e.g. "goal/step"; facts of one share it
	Note    string         `json:"note,omitempty"`
	Parties []string       `json:"parties,omitempty"` // users who led it or signed its approvals
	Events  []EventRef     `json:"events,omitempty"`
}

// Correction replaces, adds or takes back a fact after the freeze.
type Correction struct {
	Before *Fact  `json:"before,omitempty"` // nil: the fact is new
	After  *Fact  `json:"after,omitempty"`  // nil: the fact is taken back
	By     Person `json:"by"`
	Reason string `json:"reason"`
	Seq    int64  `json:"seq"` // of the course
}

// subject is whom the correction concerns.
func (c Correction) subjects() []Ref {
	var list []Ref
	for _, f := range []*Fact{c.Before, c.After} {
		if f != nil {
			list = append(list, f.Subject)
		}
	}
	return list
}

// Correct returns the facts after corrections, in order of their ids. It
// leaves its argument alone.
func Correct(facts []Fact, corrections []Correction) []Fact {
	list := slices.Clone(facts)
	for _, c := range corrections {
		if c.Before != nil {
			list = slices.DeleteFunc(list, func(f Fact) bool { return f.ID == c.Before.ID })
		}
		if c.After != nil {
			list = slices.DeleteFunc(list, func(f Fact) bool { return f.ID == c.After.ID })
			list = append(list, *c.After)
		}
	}
	return sortFacts(list)
}

func sortFacts(list []Fact) []Fact {
	slices.SortFunc(list, func(a, b Fact) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// FactSet says which facts were frozen, without holding them: their number and
// the hash of all of them in order of their ids.
type FactSet struct {
	AsOf   calendar.Date `json:"as_of"`
	Count  int           `json:"count"`
	Digest string        `json:"digest"`
}

// Freeze describes facts. The order in which they come makes no difference.
func Freeze(asOf calendar.Date, facts []Fact) (FactSet, error) {
	sum := sha256.New()
	for _, f := range sortFacts(slices.Clone(facts)) {
		text, err := json.Marshal(f)
		if err != nil {
			return FactSet{}, err
		}
		sum.Write(text)
		sum.Write([]byte("\n"))
	}
	return FactSet{AsOf: asOf, Count: len(facts), Digest: hex.EncodeToString(sum.Sum(nil))}, nil
}

// PeriodScores are the facts that a finished course leaves to later cycles,
// which take the mean of them. Who could not be scored leaves none: their part
// is left out there, not counted as zero.
func (c *Course) PeriodScores() []Fact {
	if c.Phase != PhaseFinal && c.Phase != PhaseArchived {
		return nil
	}
	var list []Fact
	for _, r := range c.Results {
		if r.Empty {
			continue
		}
		list = append(list, Fact{ID: "cycle/" + c.ID + "#" + string(PeriodScore) + "~" + string(r.Subject), Kind: PeriodScore,
			Tag: string(c.Cycle.Period.Kind), Subject: r.Subject, Value: int64(r.Total), At: c.Cycle.Period.To(), Work: "cycle/" + c.ID,
			Events: []EventRef{{Goal: c.ID, Seq: c.Counted}}})
	}
	return sortFacts(list)
}
