package plan

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code says why something was refused. Codes are stable: they are part of the
// API, and each has a sentence in Chinese and in English in the API's
// catalogue.
type Code string

// Error is a refusal. It carries no prose: the API turns the code and its
// parameters into a sentence in the caller's language.
type Error struct {
	Code     Code              `json:"code"`
	Params   map[string]string `json:"params,omitempty"`
	Problems []Problem         `json:"problems,omitempty"` // every invalid field at once, for CodeInvalid
}

// Problem is one invalid field.
type Problem struct {
	Pointer string            `json:"pointer"` // JSON pointer into what was sent
	Code    Code              `json:"code"`
	Params  map[string]string `json:"params,omitempty"`
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, k := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%q", k, e.Params[k])
	}
	for _, p := range e.Problems {
		fmt.Fprintf(&b, "; %s: %s", p.Pointer, p.Code)
	}
	return b.String()
}

// refuse builds a refusal; params are name, value pairs.
func refuse(code Code, params ...string) *Error {
	return &Error{Code: code, Params: pairs(params)}
}

func pairs(kv []string) map[string]string {
	if len(kv) == 0 {
		return nil
	}
	m := make(map[string]string, len(kv)/2)
	for i := 0; i+1 < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

// CodeOf returns the code of a refusal, or "" when err is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Refusals of commands.
const (
	CodeInvalid         Code = "invalid"           // fields are wrong; Problems says which
	CodeNotIssued       Code = "not-issued"        // the goal does not run yet
	CodeAlreadyIssued   Code = "already-issued"    // the goal runs already
	CodeGoalEnded       Code = "goal-ended"        // concluded, closed, archived or cancelled: {status}
	CodeGoalSuspended   Code = "goal-suspended"    // {since}
	CodeNoStep          Code = "no-step"           // {step}
	CodeStepStatus      Code = "step-status"       // not possible in this status: {step, status}
	CodeNotYours        Code = "not-yours"         // the step belongs to another post: {step}
	CodeNotYourTurn     Code = "not-your-turn"     // you do not sign this stage now: {step, stage}
	CodeOwnSubmission   Code = "own-submission"    // nobody approves their own submission: {step}
	CodeRole            Code = "role"              // needs one of {roles}
	CodeStaleRound      Code = "stale-round"       // the round was decided: {round, current, outcome, by, at}
	CodeAlreadySigned   Code = "already-signed"    // you have signed: {at}
	CodeDecided         Code = "decided"           // somebody signed before: {by, at}
	CodeReasonRequired  Code = "reason-required"   // say why
	CodeEvidenceMissing Code = "evidence-missing"  // {evidence}
	CodeQuantityMissing Code = "quantity-missing"  // {unit}
	CodeFigureAsked     Code = "figure-asked"      // {figure}: a stage of approval depends on it
	CodeWindowClosed    Code = "window-closed"     // {until}
	CodeTooEarly        Code = "too-early"         // {earliest}
	CodeBeyondCalendar  Code = "beyond-calendar"   // {year}: no calendar loaded
	CodeOpenSteps       Code = "open-steps"        // steps are not closed out yet: {steps}
	CodeHazardOpen      Code = "hazard-open"       // {left}: another step of the hazard is not through yet
	CodeDateNotLater    Code = "date-not-later"    // the new date must lie after {due}
	CodePending         Code = "request-pending"   // a request of that kind waits already: {round}
	CodeNotEarlier      Code = "not-earlier-step"  // {to} is not an earlier step of {step}
	CodeAskedToday      Code = "asked-today"       // urged today already: {at}
	CodeUnchanged       Code = "unchanged"         // nothing would change
	CodeNoRoster        Code = "no-roster"         // {step} has no roster whose days could be swapped
	CodeKeyReused       Code = "idempotency-reuse" // the key was used for another command: {command}
)

// Problems of fields.
const (
	CodeRequired       Code = "required"
	CodeTooLong        Code = "too-long" // {max}
	CodeTooMany        Code = "too-many" // {max}
	CodeUnknown        Code = "unknown"  // {value}
	CodeDuplicate      Code = "duplicate"
	CodeCycle          Code = "cycle"        // {path}
	CodeDangling       Code = "dangling"     // {value}: names a step that does not exist
	CodeOutOfRange     Code = "out-of-range" // {min, max}: as people write them; one may be absent
	CodeWeights        Code = "weights"      // {sum}: must total 100
	CodeNotUTF8        Code = "not-utf8"     // text is not valid UTF-8 or holds control characters
	CodeDateOrder      Code = "date-order"   // {before}
	CodeNoApprover     Code = "no-approver"  // a stage without signers
	CodeNeverReachable Code = "unreachable"  // a step that can never open
	CodeConflict       Code = "conflict"     // excludes {with}
	CodeUncovered      Code = "uncovered"    // a measure without a step (a warning)
	CodeProvisional    Code = "provisional"  // a date that rests on a provisional year (a warning)
	CodeDayPassed      Code = "day-passed"   // {day} is over before the step can open: it will be due on {due} (a warning)
	CodeOpensTooLate   Code = "opens-late"   // the step opens on {opens}, after {day}: it will be due on {due} (a warning)
	CodeSeasonBegun    Code = "season-begun" // the step opens on {opens}, later than {day} (a warning)
	CodeSelfApproval   Code = "own-approval" // the post that does the step also approves it
	CodeSamePerson     Code = "same-person"  // {role} is also {with}
)

// Problems of what an inspection or re-inspection hands in.
const (
	CodeFewInspectors  Code = "few-inspectors"   // {least} different people must be there
	CodeNoHolder       Code = "no-holder"        // {value}: not one person, and no other, holds the post today
	CodeItemMissing    Code = "item-missing"     // {item} has no outcome
	CodePhotoMissing   Code = "photo-missing"    // {item} needs a photo
	CodeFigureMissing  Code = "figure-missing"   // {item} needs a figure in {unit}
	CodeRemarkMissing  Code = "remark-missing"   // {item} needs a remark
	CodeUnexplained    Code = "fail-unexplained" // {item} fails without a hazard or a remark
	CodeNotFailed      Code = "not-failed"       // {value}: a hazard names an item that did not fail
	CodeTwoOfficers    Code = "two-officers"     // a major hazard is accepted by two
	CodeHazardLeftOut  Code = "hazard-left-out"  // {hazard} was found by this inspection and is not named any more
	CodeHazardSteps    Code = "hazard-steps"     // {hazard} has not the steps by which it must be dealt with
	CodeVerdictMissing Code = "verdict-missing"  // {item} is still open and nothing is said of it
	CodeNotOnRoster    Code = "not-on-roster"    // {day}: nobody has that day, or it is past
)
