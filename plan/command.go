package plan

// Name is the wire name of a command: the name of its Temporal Update and of
// its API operation. Never renamed.
type Name string

// The wire names.
const (
	NameIssue        Name = "issue"
	NameWake         Name = "wake" // only in records; never sent
	NameAccept       Name = "accept"
	NameSubmit       Name = "submit"
	NameDecide       Name = "decide"
	NameReturn       Name = "return"
	NameWithdraw     Name = "withdraw"
	NameCloseOut     Name = "close-out"
	NameArchive      Name = "archive"
	NameCancel       Name = "cancel"
	NameSuspend      Name = "suspend"
	NameResume       Name = "resume"
	NameAskExtension Name = "ask-extension"
	NameSetDue       Name = "set-due"
	NameAskTransfer  Name = "ask-transfer"
	NameAssign       Name = "assign"
	NameUrge         Name = "urge"
	NameRecalendar   Name = "recalendar"

	NameTransfer     Name = "transfer"
	NameDelegate     Name = "delegate"
	NameAddSigner    Name = "add-signer"
	NameRemoveSigner Name = "remove-signer"
	NameCopy         Name = "cc"
	NameRead         Name = "read"
	NameComment      Name = "comment"
	NameInstruct     Name = "instruct"
	NameAddSteps     Name = "add-steps"
	NameHandover     Name = "handover"
	NameUpstreamDone Name = "upstream-done"

	NameReportQuantity Name = "report-quantity"
	NameAddGroup       Name = "add-group"
	NameAskSwap        Name = "ask-swap"
)

// Command is what somebody asks of a goal. Commands are plain data; fields
// are only ever added.
type Command interface {
	Name() Name
	Head() Header
	// permit says whether this actor may do this to this step now, looking
	// at nothing but the header. It may remember in the turn what it found.
	permit(t *turn) error
	// decide checks the rest and says what happens.
	decide(t *turn) error
}

// Versions of the rules by which commands are judged. A command says by which:
// where it is sent it is stamped with Rules, and the history of the goal keeps
// it. So every program that decides it, again or in a replay of a history, comes
// to the same end, and a rule that grows stricter refuses nothing that was
// accepted before. A rule that comes later adds a version.
const (
	RulesFirst      = 0 // those of commands that do not say
	RulesAskFigures = 1 // a submission gives the figures that its stages of approval depend on
	RulesWholeClose = 2 // a step of a hazard is closed out when every step of the hazard is through
	RulesNoNegative = 3 // what an item of a checklist reads is never negative

	Rules = RulesNoNegative
)

// Header is what every command carries.
type Header struct {
	ID          string `json:"id"` // the Idempotency-Key of the request
	Fingerprint string `json:"fingerprint,omitempty"`
	Actor       Actor  `json:"actor"`
	Step        string `json:"step,omitempty"`  // empty: the goal itself
	Round       int    `json:"round,omitempty"` // the round the actor saw
	Reason      string `json:"reason,omitempty"`
	Rules       int    `json:"rules,omitempty"` // version of the rules that the sender knew; set by the API
}

// Head returns the header; it makes every struct that embeds one a carrier.
func (h Header) Head() Header { return h }
