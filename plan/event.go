package plan

import (
	"time"

	"duban/calendar"
)

// EventType says what happened. Wire names are never renamed.
type EventType string

// What can happen to a goal.
const (
	GoalIssued         EventType = "goal-issued"
	GoalSuspendedEvent EventType = "goal-suspended"
	GoalResumed        EventType = "goal-resumed"
	GoalConcludedEvent EventType = "goal-concluded"
	GoalClosedOut      EventType = "goal-closed"
	GoalArchivedEvent  EventType = "goal-archived"
	GoalCancelledEvent EventType = "goal-cancelled"
	GoalRecalendared   EventType = "goal-recalendared"

	StepOpened         EventType = "step-opened"
	StepAccepted       EventType = "step-accepted"
	StepSubmitted      EventType = "step-submitted"
	StepReturnedEvent  EventType = "step-returned"
	StepWithdrawn      EventType = "step-withdrawn"
	StepDoneEvent      EventType = "step-done"
	StepClosedOut      EventType = "step-closed"
	StepReset          EventType = "step-reset" // must be done again because an earlier step was returned
	StepReassigned     EventType = "step-reassigned"
	StepSuspendedEvent EventType = "step-suspended"
	StepResumed        EventType = "step-resumed"
	StepCancelledEvent EventType = "step-cancelled"
	DueChanged         EventType = "due-changed"
	RungReached        EventType = "rung-reached"

	ApprovalAsked EventType = "approval-asked" // extension, transfer
	Signed        EventType = "signed"
	StageEnded    EventType = "stage-ended"
	ApprovalEnded EventType = "approval-ended"
	Urged         EventType = "urged"

	SeatTransferred     EventType = "seat-transferred"
	SeatDelegated       EventType = "seat-delegated"
	SignerAdded         EventType = "signer-added"
	SignerRemoved       EventType = "signer-removed"
	Copied              EventType = "copied"
	CopyRead            EventType = "copy-read"
	Commented           EventType = "commented"
	Instructed          EventType = "instructed"
	InstructionAnswered EventType = "instruction-answered"
	StepAdded           EventType = "step-added"
	HandedOver          EventType = "handed-over"
	UpstreamArrived     EventType = "upstream-arrived" // a step of another goal is through
	QuantityCounted     EventType = "quantity-counted"
	StepGoesOn          EventType = "step-goes-on" // a part was agreed, the target is not reached
	SeriesStarted       EventType = "series-started"
	OccurrenceSkipped   EventType = "occurrence-skipped"
	SeriesEnded         EventType = "series-ended"

	HazardFoundEvent   EventType = "hazard-found"
	ReinspectionFailed EventType = "reinspection-failed"
	DaysSwapped        EventType = "days-swapped" // of a roster
)

// Event is one thing that happened: append-only, in the order of Seq and N.
// A command or a moment of time is one Seq with one event or more.
type Event struct {
	GoalID string    `json:"goal_id"`
	Seq    int64     `json:"seq"`
	N      int       `json:"n"` // order within the change, from 0
	At     time.Time `json:"at"`
	Type   EventType `json:"type"`
	Step   string    `json:"step,omitempty"`
	Round  int       `json:"round,omitempty"`
	By     Person    `json:"by"`
	From   string    `json:"from,omitempty"` // network address
	Reason string    `json:"reason,omitempty"`
	Detail Detail    `json:"detail,omitzero"`
}

// Detail carries what an event type needs to be adopted and told; the fields
// that a type does not use stay empty.
type Detail struct {
	Goal      *Goal        `json:"goal,omitempty"`     // goal-issued: as it was issued
	Calendar  string       `json:"calendar,omitempty"` // version, goal-issued and goal-recalendared
	Subject   Subject      `json:"subject,omitempty"`
	Content   *Submission  `json:"content,omitempty"`
	Stages    []StageState `json:"stages,omitempty"`
	Stage     int          `json:"stage,omitempty"`   // index
	Seat      int          `json:"seat,omitempty"`    // index
	Current   int          `json:"current,omitempty"` // index of the stage that decides next
	Outcome   Outcome      `json:"outcome,omitempty"`
	ReviewBy  *time.Time   `json:"review_by,omitempty"` // due of the stage that decides next
	RespondBy *Clock       `json:"respond_by,omitempty"`
	Clock     *Clock       `json:"clock,omitempty"` // after the event
	YellowAt  *time.Time   `json:"yellow_at,omitempty"`
	Old       *time.Time   `json:"old,omitempty"` // due before
	New       *time.Time   `json:"new,omitempty"` // due after
	Marks     []RungMark   `json:"marks,omitempty"`
	Rung      string       `json:"rung,omitempty"`
	Colour    Colour       `json:"colour,omitempty"`
	Points    int          `json:"points,omitempty"`
	To        []Ref        `json:"to,omitempty"`
	Lead      Ref          `json:"lead,omitempty"`
	LeadUnit  string       `json:"lead_unit,omitempty"`
	Head      Ref          `json:"head,omitempty"`
	Co        []Ref        `json:"co,omitempty"`
	ReturnTo  string       `json:"return_to,omitempty"` // earlier step
	ResumeAt  string       `json:"resume_at,omitempty"` // stage key of a direct resubmission
	ByGoal    bool         `json:"by_goal,omitempty"`   // a step stopped or went on because its goal did
	Reviews   []ReviewDue  `json:"reviews,omitempty"`   // rounds whose review is due at another moment now

	Seats       []Seat         `json:"seats,omitempty"`    // of the stage, after the event
	Refs        []Ref          `json:"refs,omitempty"`     // copies read
	Text        string         `json:"text,omitempty"`     // of a comment or instruction
	FromRef     Ref            `json:"from_ref,omitempty"` // handover
	ToRef       Ref            `json:"to_ref,omitempty"`
	Upstream    string         `json:"upstream,omitempty"` // "goalID/stepKey"
	Count       int            `json:"count,omitempty"`    // occurrences expected
	On          *calendar.Date `json:"on,omitempty"`
	Counted     *Count         `json:"counted,omitempty"`
	Asks        bool           `json:"asks,omitempty"`  // an instruction that asks for new steps
	Added       *Step          `json:"added,omitempty"` // definition of a step that joined the goal
	Instruction int64          `json:"instruction,omitempty"`
	Steps       []string       `json:"steps,omitempty"`      // keys of the steps that answered an instruction
	OtherGoal   string         `json:"other_goal,omitempty"` // id of the goal that answered it

	Hazard  *Hazard     `json:"hazard,omitempty"`  // hazard-found: as it was found
	Swapped []RosterDay `json:"swapped,omitempty"` // days-swapped: who has which day now
}

// ReviewDue is by when an open round's stage should have decided.
type ReviewDue struct {
	Round int       `json:"round"`
	DueAt time.Time `json:"due_at"`
}

// Change is what one decision makes of a goal.
type Change struct {
	GoalID      string   `json:"goal_id"`
	Seq         int64    `json:"seq"`
	Command     string   `json:"command"`               // command id: the Idempotency-Key, or "wake:SEQ"
	Name        Name     `json:"name"`                  // wire name of the command
	Fingerprint string   `json:"fingerprint,omitempty"` // of the request, to notice a key used twice
	Events      []Event  `json:"events"`
	Goal        Goal     `json:"goal"` // after the events
	Notices     []Notice `json:"notices,omitempty"`

	Signals []Signal `json:"signals,omitempty"` // steps that are through now: goals that wait for them get an upstream-done
	Awaits  []Signal `json:"awaits,omitempty"`  // steps of other goals that new steps wait for: for those that are through, upstream-done is due
}
