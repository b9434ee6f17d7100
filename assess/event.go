package assess

import "time"

// EventType says what happened. Wire names are never renamed.
type EventType string

// What can happen to a course.
const (
	CycleIssued        EventType = "cycle-issued"
	PhaseBegan         EventType = "phase-began" // final, archived and cancelled too
	Wanted             EventType = "wanted"
	FactsFrozen        EventType = "facts-frozen"
	FactCorrected      EventType = "fact-corrected"
	SelfAssessed       EventType = "self-assessed"
	Evaluated          EventType = "evaluated" // blind ones are for Course.Visible to show
	Recused            EventType = "recused"
	SampleDrawn        EventType = "sample-drawn"
	SampleVerified     EventType = "sample-verified"
	CountedEvent       EventType = "counted"
	Moderated          EventType = "moderated"
	ObjectionAsked     EventType = "objection-asked"
	ObjectionDecided   EventType = "objection-decided"
	ObjectionExtended  EventType = "objection-extended"
	ObjectionWithdrawn EventType = "objection-withdrawn"
	RungPassed         EventType = "rung-reached"
	Recalendared       EventType = "course-recalendared"
)

// Event is one thing that happened: append-only, in the order of Seq and N.
type Event struct {
	CourseID string    `json:"course_id"`
	Seq      int64     `json:"seq"`
	N        int       `json:"n"`
	At       time.Time `json:"at"`
	Type     EventType `json:"type"`
	Subject  Ref       `json:"subject,omitempty"`
	Case     int       `json:"case,omitempty"`
	By       Person    `json:"by"`
	From     string    `json:"from,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Detail   Detail    `json:"detail,omitzero"`
}

// Detail carries what an event type needs to be adopted and told.
type Detail struct {
	Cycle       *Cycle       `json:"cycle,omitempty"`
	Calendar    string       `json:"calendar,omitempty"`
	Phase       Phase        `json:"phase,omitempty"`
	DueAt       *time.Time   `json:"due_at,omitempty"`
	ClosesAt    *time.Time   `json:"closes_at,omitempty"`
	Missing     []Ref        `json:"missing,omitempty"` // not handed in when the phase before closed
	OpenScores  []Open       `json:"open_scores,omitempty"`
	Want        Want         `json:"want,omitempty"`
	Facts       *FactSet     `json:"facts,omitempty"`
	Conflicts   []Conflict   `json:"conflicts,omitempty"`
	Corrections []Correction `json:"corrections,omitempty"`
	Self        *Self        `json:"self,omitempty"`
	Before      []Evaluation `json:"before,omitempty"` // what the evaluations replace
	Evaluations []Evaluation `json:"evaluations,omitempty"`
	Recusals    []Recusal    `json:"recusals,omitempty"`
	Sample      *Sample      `json:"sample,omitempty"`
	Check       *Check       `json:"check,omitempty"`
	Was         []Result     `json:"was,omitempty"` // results that changed, before
	Results     []Result     `json:"results,omitempty"`
	Seats       []Seats      `json:"seats,omitempty"`
	Upto        int64        `json:"upto,omitempty"` // counted as of this seq
	Moderation  *Moderation  `json:"moderation,omitempty"`
	Objection   *Objection   `json:"objection,omitempty"` // after the event
	Lifted      []string     `json:"lifted,omitempty"`    // vetoes
	Marks       []Mark       `json:"marks,omitempty"`
	Rung        string       `json:"rung,omitempty"`
	Colour      Colour       `json:"colour,omitempty"`
	Due         []CaseDue    `json:"due,omitempty"` // cases with other dates now
	To          []Ref        `json:"to,omitempty"`
}

// CaseDue is the dates of a case after a calendar change.
type CaseDue struct {
	Case     int        `json:"case"`
	DueAt    *time.Time `json:"due_at,omitempty"`
	AppealBy *time.Time `json:"appeal_by,omitempty"`
}

// Change is what one decision makes of a course.
type Change struct {
	CourseID    string   `json:"course_id"`
	Seq         int64    `json:"seq"`
	Command     string   `json:"command"` // command id, or "wake:SEQ"
	Name        Name     `json:"name"`
	Fingerprint string   `json:"fingerprint,omitempty"`
	Events      []Event  `json:"events"`
	Course      Course   `json:"course"` // after the events
	Notices     []Notice `json:"notices,omitempty"`
}
