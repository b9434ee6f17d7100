package assess

// Name is the wire name of a command. Never renamed.
type Name string

// The wire names.
const (
	NameIssueCycle        Name = "issue-cycle"
	NameWakeCourse        Name = "wake-course" // only in records; never sent
	NameFreezeFacts       Name = "freeze-facts"
	NameCorrectFact       Name = "correct-fact"
	NameSelfAssess        Name = "self-assess"
	NameAdvance           Name = "advance"
	NameEvaluate          Name = "evaluate"
	NameRecuse            Name = "recuse"
	NameVerifySample      Name = "verify-sample"
	NameTally             Name = "tally"
	NameModerate          Name = "moderate"
	NamePublish           Name = "publish"
	NameAskReview         Name = "ask-review"
	NameAskAppeal         Name = "ask-appeal"
	NameDecideObjection   Name = "decide-objection"
	NameExtendAppeal      Name = "extend-appeal"
	NameWithdrawObjection Name = "withdraw-objection"
	NameCancelCourse      Name = "cancel-course"
	NameRecalendarCourse  Name = "recalendar-course"
)

// Command is what somebody asks of a course. Commands are plain data; fields
// are only ever added.
type Command interface {
	Name() Name
	Head() Header
	// permit says whether this actor may do this now, looking at nothing but
	// the header.
	permit(t *turn) error
	// decide checks the rest and says what happens.
	decide(t *turn) error
}

// Header is what every command carries.
type Header struct {
	ID          string `json:"id"` // the Idempotency-Key of the request
	Fingerprint string `json:"fingerprint,omitempty"`
	Actor       Actor  `json:"actor"`
	Subject     Ref    `json:"subject,omitempty"` // of those assessed; empty: the course itself
	Case        int    `json:"case,omitempty"`    // of an objection
	Reason      string `json:"reason,omitempty"`
}

// Head returns the header; it makes every struct that embeds one a carrier.
func (h Header) Head() Header { return h }
