package assess

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code says why something was refused. Codes are stable: the API has a
// sentence in Chinese and in English for each.
type Code string

// Error is a refusal. It carries no prose.
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

func invalid(pointer string, code Code, params ...string) *Error {
	return &Error{Code: CodeInvalid, Problems: []Problem{{Pointer: pointer, Code: code, Params: pairs(params)}}}
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
	CodeInvalid        Code = "invalid"         // fields are wrong; Problems says which
	CodeNotIssued      Code = "not-issued"      // the course does not run yet
	CodeAlreadyIssued  Code = "already-issued"  // the course runs already
	CodePhase          Code = "phase"           // not possible in this phase: {phase}
	CodeRole           Code = "role"            // needs one of {posts}
	CodeNotYours       Code = "not-yours"       // only for oneself or one's own unit: {subject}
	CodeNotAssessed    Code = "not-assessed"    // {subject} is not assessed in this cycle
	CodeNotYourLine    Code = "not-your-line"   // another post scores this indicator: {indicator}
	CodeOwnScore       Code = "own-score"       // nobody scores themselves or whom they stand in for: {subject}
	CodeOwnUnit        Code = "own-unit"        // nobody scores their own unit: {subject}
	CodeOwnGoal        Code = "own-goal"        // nobody scores the handling of their own goal or approval: {subject, indicator}
	CodeTookPart       Code = "took-part"       // decided by people who took no part: {subject}
	CodeRecused        Code = "recused"         // whoever stepped back does not score: {subject}
	CodeBlindOver      Code = "blind-over"      // all are in: a blind score cannot be changed any more: {indicator}
	CodeNotSampled     Code = "not-sampled"     // {subject} is not in the sample
	CodeChecked        Code = "checked"         // verified already: {by}
	CodeReasonRequired Code = "reason-required" // say why
	CodeQuota          Code = "quota"           // no seat left in the grade: {grade, seats, group}
	CodeVetoed         Code = "vetoed"          // a veto stands: {subject}
	CodeStale          Code = "stale"           // counted before the last change: {seq}
	CodeNotCounted     Code = "not-counted"     // scorecards have to be counted first
	CodeWindowClosed   Code = "window-closed"   // {until}
	CodeAskedAlready   Code = "asked-already"   // a case exists: {case}
	CodeNoCase         Code = "no-case"         // {case}
	CodeCaseEnded      Code = "case-ended"      // {case, outcome}
	CodeNoAppeal       Code = "no-appeal"       // the law gives this kind of staff no appeal here: {staff}
	CodeWorse          Code = "worse"           // nobody fares worse for asking: {before, after}
	CodeNoRanking      Code = "no-ranking"      // this cycle does not rank: {kind}
	CodeAuditor        Code = "auditor"         // 审计管理员 sees all and changes nothing
	CodeExtended       Code = "extended"        // extended once already
	CodeTooEarly       Code = "too-early"       // {earliest}
	CodeUnchanged      Code = "unchanged"       // nothing would change
	CodeBeyondCalendar Code = "beyond-calendar" // {year}: no calendar loaded
)

// Problems of fields.
const (
	CodeRequired   Code = "required"
	CodeTooLong    Code = "too-long" // {max}
	CodeTooMany    Code = "too-many" // {max}
	CodeUnknown    Code = "unknown"  // {value}
	CodeDuplicate  Code = "duplicate"
	CodeDangling   Code = "dangling" // {value}: names what does not exist
	CodeOutOfRange Code = "out-of-range"
	CodeWeights    Code = "weights"  // {sum}: siblings must total 100 per cent
	CodeNotUTF8    Code = "not-utf8" // not valid UTF-8, or control characters
	CodeDateOrder  Code = "date-order"
	CodeConflict   Code = "conflict"  // excludes {with}
	CodeNotUsed    Code = "not-used"  // a sheet or formula nobody is assessed by
	CodeOrder      Code = "order"     // grades must fall in points
	CodeOwnLine    Code = "own-line"  // the head of what is assessed also scores it
	CodeNoGrades   Code = "no-grades" // no grade set for {staff}
)
