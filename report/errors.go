package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Code says why a file could not be read. Codes are stable: the API has a
// sentence for each in Chinese and English.
type Code string

// Refusals of Parse.
const (
	CodeTooLarge    Code = "report-too-large"   // {max}, {size}: bytes
	CodeEmpty       Code = "report-empty"       // zero bytes
	CodeFormat      Code = "report-format"      // {format}: doc, pdf, rtf, html, zip, binary
	CodeEncoding    Code = "report-encoding"    // {encoding}, {offset}: bytes that are no text in it
	CodeDocxDamaged Code = "report-docx-broken" // {part}: truncated, or not what it says
	CodeDocxLimit   Code = "report-docx-limit"  // {limit}: entries, size, ratio, depth; {max}
	CodeDocxEntity  Code = "report-docx-entity" // {part}: declares a document type or entities
)

// Error is a refusal. It carries no prose: the API turns the code and its
// parameters into a sentence in the caller's language.
type Error struct {
	Code   Code              `json:"code"`
	Params map[string]string `json:"params,omitempty"`
	cause  error
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, k := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%q", k, e.Params[k])
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap returns what a library said, for the log; it may be nil.
func (e *Error) Unwrap() error { return e.cause }

// refuse builds a refusal; params are name, value pairs.
func refuse(code Code, params ...string) *Error {
	e := &Error{Code: code}
	for i := 0; i+1 < len(params); i += 2 {
		if e.Params == nil {
			e.Params = map[string]string{}
		}
		e.Params[params[i]] = params[i+1]
	}
	return e
}

func (e *Error) because(err error) *Error {
	e.cause = err
	return e
}

func count(n int) string { return strconv.Itoa(n) }
