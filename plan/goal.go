package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// GoalStatus is where a goal stands as a whole.
type GoalStatus string

// The statuses of a goal. Conclude 办结 follows by itself when every step is
// closed out or cancelled; CloseOut 销号 and Archive 归档 are acts.
const (
	GoalRunning   GoalStatus = "running"
	GoalSuspended GoalStatus = "suspended"
	GoalConcluded GoalStatus = "concluded"
	GoalClosed    GoalStatus = "closed"
	GoalArchived  GoalStatus = "archived"
	GoalCancelled GoalStatus = "cancelled"
)

// Goal is one tracked goal 目标 (督办事项): one workflow, one row, one noun of
// the API. A draft goal has Seq 0 and no Status.
type Goal struct {
	ID        string     `json:"id"`
	PlanID    string     `json:"plan_id"`
	Year      int        `json:"year"`
	Number    string     `json:"number"` // 编号, e.g. "2027-03"; unique in its plan
	Title     string     `json:"title"`
	Kind      string     `json:"kind"`               // a goal kind, e.g. "general"
	Template  string     `json:"template,omitempty"` // "general@1", kept for the record
	Basis     Basis      `json:"basis"`
	Measures  []Measure  `json:"measures,omitempty"`
	Weight    int        `json:"weight"` // of the plan's 100
	Target    *Target    `json:"target,omitempty"`
	LeadUnit  string     `json:"lead_unit"` // unit id, 牵头单位
	CoUnits   []string   `json:"co_units,omitempty"`
	Line      Line       `json:"line"`
	Settings  Settings   `json:"settings"` // its own copy
	Steps     []Step     `json:"steps,omitempty"`
	Status    GoalStatus `json:"status,omitempty"`
	Seq       int64      `json:"seq"`                // changes so far; gapless from 1 (the issue)
	Calendar  string     `json:"calendar,omitempty"` // calendar version its dates rest on
	IssuedAt  *time.Time `json:"issued_at,omitempty"`
	DueAt     *time.Time `json:"due_at,omitempty"`   // latest due of its steps; nil when none is open yet
	EndedAt   *time.Time `json:"ended_at,omitempty"` // closed out or cancelled
	Progress  int        `json:"progress"`           // 0..1000 per mille, by rule from the steps
	CreatedAt time.Time  `json:"created_at"`
	UpdatedAt time.Time  `json:"updated_at"`
	Suspended *Pause     `json:"suspended,omitempty"`

	Numbers      map[string]string `json:"numbers,omitempty"`      // of its template, where the goal has its own
	Hazards      []Hazard          `json:"hazards,omitempty"`      // 隐患, in the order in which they were found
	Instructions []Instruction     `json:"instructions,omitempty"` // 批示, in order
	Hash         string            `json:"-"`                      // of the last event; kept by Record, no part of the rules
}

// Basis is where a goal comes from 来源.
type Basis struct {
	Report  string `json:"report,omitempty"`  // name of the report
	Section string `json:"section,omitempty"` // heading
	Text    string `json:"text,omitempty"`    // the sentence
	Start   int    `json:"start,omitempty"`   // position in the report's text, in runes
	End     int    `json:"end,omitempty"`
	Goal    string `json:"goal,omitempty"` // id of the goal whose instruction opened this one
}

// Measure is a sentence of the report under a goal 举措 (一是…).
type Measure struct {
	Key    string `json:"key"`
	Marker string `json:"marker,omitempty"`
	Title  string `json:"title"`
	Text   string `json:"text,omitempty"`
	Start  int    `json:"start,omitempty"` // runes
	End    int    `json:"end,omitempty"`
}

// Target is a quantity to reach 目标值, in thousandths of the unit.
type Target struct {
	Milli int64  `json:"milli"` // 12.5 亩 is 12500
	Unit  string `json:"unit"`
}

// Line is the line of responsibility, upwards: who hears of lateness, and who
// reviews requests. Posts, so that successors simply take over.
type Line struct {
	Head       Ref `json:"head,omitempty"`       // head of the lead unit 单位负责人
	Supervisor Ref `json:"supervisor,omitempty"` // 督查员
	Leader     Ref `json:"leader,omitempty"`     // 分管领导
	Principal  Ref `json:"principal,omitempty"`  // 主要领导
}

// Pause is a suspension in force 中止.
type Pause struct {
	By     Person    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	ByGoal bool      `json:"by_goal,omitempty"` // a step that stopped because its goal did
}

// Settings are the numbers a goal runs by: its own copy, taken at issue, so
// that changing a setting never changes a goal in flight.
type Settings struct {
	Respond  calendar.Budget `json:"respond"`  // 签收时限, default 2 working days (practice)
	Review   calendar.Budget `json:"review"`   // time of one approval stage, default 3 working days (practice)
	NotOurs  int             `json:"not_ours"` // working days to say "not ours" 转办, default 3 (practice)
	Archive  int             `json:"archive"`  // working days from close-out to 归档, default 30 (practice)
	YellowIn int             `json:"yellow"`   // working days before due in which the light is yellow, default 3
	Ladder   Ladder          `json:"ladder"`
	Lights   Lights          `json:"lights,omitzero"` // for quantities behind plan; zero: those of practice

	Inspectors int   `json:"inspectors,omitempty"` // people at an inspection; 0: two
	Failures   int   `json:"failures,omitempty"`   // failed re-inspections after which it goes up the line; 0: two (practice)
	Again      Again `json:"again,omitempty"`      // time after a failed re-inspection; empty: full
}

// Again says how much time a rectification has after a re-inspection that was
// not passed.
type Again string

// The times.
const (
	AgainFull Again = "full" // all its days once more, from then on
	AgainRest Again = "rest" // what was left when it was handed in
)

// DefaultSettings are the defaults of practice; places differ.
func DefaultSettings() Settings {
	return Settings{
		Respond:  calendar.Budget{N: 2, Unit: calendar.Workday},
		Review:   calendar.Budget{N: 3, Unit: calendar.Workday},
		NotOurs:  3,
		Archive:  30,
		YellowIn: 3,
		Ladder:   DefaultLadder(),
		Lights:   DefaultLights(),

		Inspectors: leastInspectors, Failures: mostFailures, Again: AgainFull,
	}
}

// Step returns the step with that key, or nil.
func (g *Goal) Step(key string) *Step {
	for i := range g.Steps {
		if g.Steps[i].Key == key {
			return &g.Steps[i]
		}
	}
	return nil
}

// Ended tells whether nobody has anything to do on the goal any more.
func (g *Goal) Ended() bool {
	return slices.Contains([]GoalStatus{GoalConcluded, GoalClosed, GoalArchived, GoalCancelled}, g.Status)
}

// Finished tells whether the goal's workflow has nothing left to wait for.
func (g *Goal) Finished() bool { return g.Status == GoalArchived || g.Status == GoalCancelled }

// Clone returns a goal that shares nothing that Adopt changes.
func (g Goal) Clone() Goal {
	g.Measures = slices.Clone(g.Measures)
	g.CoUnits = slices.Clone(g.CoUnits)
	g.Instructions = slices.Clone(g.Instructions)
	g.Hazards = slices.Clone(g.Hazards)
	g.Steps = slices.Clone(g.Steps)
	for i := range g.Steps {
		g.Steps[i] = g.Steps[i].clone()
	}
	return g
}
