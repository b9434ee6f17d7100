package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Rule says when a stage of an approval has agreed.
type Rule string

// The rules of a stage.
const (
	AnySign    Rule = "any"        // 或签: the first agreement is enough
	AllSign    Rule = "all"        // 会签: everyone, in any order
	Sequential Rule = "sequential" // 依次: everyone, in the order given
	Vote       Rule = "ratio"      // 票签: at least Ratio per cent of the signers
)

// OnReject says what one rejection does to its stage.
type OnReject string

// What a rejection does.
const (
	VetoReject  OnReject = "veto"  // one rejection rejects the stage
	CountReject OnReject = "count" // rejections count; the stage falls when it can no longer agree
)

// Stage is the definition of one stage of approval 环节.
type Stage struct {
	Key      string     `json:"key"`
	Name     string     `json:"name"`
	Rule     Rule       `json:"rule"`
	Ratio    int        `json:"ratio,omitempty"` // per cent 1..100, for ratio
	OnReject OnReject   `json:"on_reject,omitempty"`
	Signers  []Ref      `json:"signers,omitempty"`
	When     *Condition `json:"when,omitempty"` // nil: always
}

// Condition makes a stage depend on what was submitted.
type Condition struct {
	Field string `json:"field"`           // a figure of the submission, e.g. "amount", "area"; or "level"
	Op    string `json:"op"`              // ">", ">=", "<", "<=", "=", "!="
	Milli int64  `json:"milli,omitempty"` // for figures, in thousandths
	Text  string `json:"text,omitempty"`  // for words
}

// Subject is what a round of approval decides.
type Subject string

// The subjects of approval.
const (
	OfSubmission Subject = "submission" // a step's result
	OfExtension  Subject = "extension"  // 延期
	OfTransfer   Subject = "transfer"   // 转办: "not ours"
	OfSwap       Subject = "swap"       // 调班: two days of a roster change hands
)

// Outcome is how a round, a stage or a signature ended; empty while open.
type Outcome string

// The outcomes.
const (
	Agreed    Outcome = "agreed"
	Rejected  Outcome = "rejected"
	Returned  Outcome = "returned"
	Withdrawn Outcome = "withdrawn"
	Skipped   Outcome = "skipped" // a stage whose condition does not hold, or was agreed in the round before
	Dropped   Outcome = "dropped" // a signature that was no longer needed, or a round overtaken by a cancellation
	Passed    Outcome = "passed"  // a signature handed to somebody else
	Failed    Outcome = "failed"  // a re-inspection that was not passed
)

// Approval is one round 轮次: a submission or request and its way through the
// stages.
type Approval struct {
	GoalID  string       `json:"goal_id"`
	StepKey string       `json:"step"`
	Round   int          `json:"round"`
	Subject Subject      `json:"subject"`
	By      Person       `json:"by"` // who submitted or asked
	At      time.Time    `json:"at"`
	Content Submission   `json:"content"`
	Stages  []StageState `json:"stages,omitempty"`
	Current int          `json:"current"` // index of the stage that decides now
	Outcome Outcome      `json:"outcome,omitempty"`
	Final   *Opinion     `json:"final,omitempty"`  // the act that ended it
	DueAt   *time.Time   `json:"due_at,omitempty"` // when the current stage should have decided
	EndedAt *time.Time   `json:"ended_at,omitempty"`
}

// Submission is what is handed in for approval.
type Submission struct {
	Note     string         `json:"note,omitempty"`
	Evidence []Evidence     `json:"evidence,omitempty"`
	Quantity *Target        `json:"quantity,omitempty"` // handed in with this submission, not the total
	Figures  []Figure       `json:"figures,omitempty"`  // amounts, areas …: what conditional stages ask for
	Partial  bool           `json:"partial,omitempty"`  // only a part of the target, or of the places: once agreed, the step goes on
	Checks   []Check        `json:"checks,omitempty"`   // of an inspection: place by place
	Verdicts []Verdict      `json:"verdicts,omitempty"` // of a re-inspection: what is still open, one by one
	NewDue   *calendar.Date `json:"new_due,omitempty"`  // extension: the day asked for
	Progress string         `json:"progress,omitempty"` // extension: how far it is
	To       Ref            `json:"to,omitempty"`       // transfer: the post that should have it
	ToUnit   string         `json:"to_unit,omitempty"`  // and its unit
	ToHead   Ref            `json:"to_head,omitempty"`  // and the head of that unit
	Swap     *Swap          `json:"swap,omitempty"`     // swap: the days and who had them
	Facts    *Facts         `json:"facts,omitempty"`    // set by the rules: of a progress report, what the record knew
	Resume   string         `json:"resume,omitempty"`   // set by the rules: stage at which a direct resubmission went on
}

func (c Submission) clone() Submission {
	c.Checks = slices.Clone(c.Checks)
	for i := range c.Checks {
		c.Checks[i] = c.Checks[i].clone()
	}
	return c
}

// Evidence is one piece of 佐证材料: a file, or a text for a named requirement.
type Evidence struct {
	Name string `json:"name"`           // which requirement it meets
	File string `json:"file,omitempty"` // attachment id
	Text string `json:"text,omitempty"`
}

// Figure is one named number of a submission, in thousandths, or a word.
type Figure struct {
	Field string `json:"field"`
	Milli int64  `json:"milli,omitempty"`
	Text  string `json:"text,omitempty"`
}

// StageState is a stage within a round.
type StageState struct {
	Stage
	Seats   []Seat  `json:"seats,omitempty"` // in order
	Outcome Outcome `json:"outcome,omitempty"`
}

// Open tells whether the round still decides.
func (a *Approval) Open() bool { return a.Outcome == "" }

// Stage returns the stage that decides now, or nil when the round has ended.
func (a *Approval) Stage() *StageState {
	if !a.Open() || a.Current >= len(a.Stages) {
		return nil
	}
	return &a.Stages[a.Current]
}

func (a Approval) clone() Approval {
	a.Stages = slices.Clone(a.Stages)
	for i := range a.Stages {
		a.Stages[i].Seats = slices.Clone(a.Stages[i].Seats)
	}
	return a
}
