package api

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"duban/plan"
)

// unlikeContract lists every field that does not fit, as one refusal.
func unlikeContract(err error) error {
	var problems []plan.Problem
	collect(err, "", &problems)
	if len(problems) == 0 {
		return fmt.Errorf("the contract refuses the request for no known reason: %w", err)
	}
	return &plan.Error{Code: plan.CodeInvalid, Problems: once(problems)}
}

// once drops what the validator found twice.
func once(problems []plan.Problem) []plan.Problem {
	var kept []plan.Problem
	for _, p := range problems {
		if !slices.ContainsFunc(kept, func(k plan.Problem) bool { return k.Pointer == p.Pointer && k.Code == p.Code }) {
			kept = append(kept, p)
		}
	}
	return kept
}

// collect walks an error of the validator down to its leaves.
func collect(err error, base string, into *[]plan.Problem) {
	switch e := err.(type) {
	case nil:
	case openapi3.MultiError:
		for _, one := range e {
			collect(one, base, into)
		}
	case *openapi3filter.RequestError:
		if e.Parameter != nil {
			base = "/" + e.Parameter.In + "/" + e.Parameter.Name
		}
		collectRequest(e, base, into)
	case *openapi3.SchemaError:
		collectSchema(e, base, into)
	case interface{ Unwrap() error }:
		collect(e.Unwrap(), base, into)
	}
}

func collectRequest(e *openapi3filter.RequestError, base string, into *[]plan.Problem) {
	var parse *openapi3filter.ParseError
	switch {
	case errors.Is(e.Err, openapi3filter.ErrInvalidRequired), errors.Is(e.Err, openapi3filter.ErrInvalidEmptyValue):
		*into = append(*into, plan.Problem{Pointer: base, Code: plan.CodeRequired})
	case errors.As(e.Err, &parse):
		*into = append(*into, plan.Problem{Pointer: base, Code: CodeWrongType})
	default:
		collect(e.Err, base, into)
	}
}

func collectSchema(e *openapi3.SchemaError, base string, into *[]plan.Problem) {
	before := len(*into)
	if e.Origin != nil {
		collect(e.Origin, base, into)
	}
	if len(*into) > before {
		return
	}
	at := base
	for _, token := range e.JSONPointer() {
		at += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(token)
	}
	if values, ok := e.Value.(map[string]any); ok && (e.SchemaField == "properties" || e.SchemaField == "additionalProperties") {
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(values)), func(n string) bool { return e.Schema.Properties[n] != nil })
		*into = append(*into, each(names, at, CodeUnknownField)...)
		return
	}
	*into = append(*into, byKeyword(e, at))
}

func each(names []string, at string, code plan.Code) []plan.Problem {
	var found []plan.Problem
	for _, n := range names {
		found = append(found, plan.Problem{Pointer: at + "/" + n, Code: code})
	}
	return found
}

// byKeyword names the fault by the keyword of the schema that it breaks.
func byKeyword(e *openapi3.SchemaError, at string) plan.Problem {
	p := plan.Problem{Pointer: at}
	var params []string
	switch e.SchemaField {
	case "required":
		p.Code = plan.CodeRequired
	case "maxLength":
		p.Code, params = plan.CodeTooLong, []string{"max", number(e.Schema.MaxLength)}
	case "minLength":
		p.Code, params = CodeTooShort, []string{"min", fmt.Sprint(e.Schema.MinLength)}
		if e.Value == "" {
			p.Code = plan.CodeRequired
		}
	case "maxItems":
		p.Code, params = plan.CodeTooMany, []string{"max", number(e.Schema.MaxItems)}
	case "minItems":
		p.Code, params = CodeTooShort, []string{"min", fmt.Sprint(e.Schema.MinItems)}
		if list, ok := e.Value.([]any); ok && len(list) == 0 {
			p.Code = plan.CodeRequired
		}
	case "enum":
		p.Code, params = plan.CodeUnknown, []string{"value", fmt.Sprint(e.Value)}
	case "minimum", "maximum":
		p.Code, params = plan.CodeOutOfRange, bounds(e.Schema, at)
	case "uniqueItems":
		p.Code = plan.CodeDuplicate
	case "type", "nullable":
		p.Code = CodeWrongType
	default:
		p.Code = CodeBadFormat
	}
	p.Params = named(params)
	return p
}

func number(n *uint64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprint(*n)
}

// bounds are the least and the most that a schema allows, as people write
// them: what a field called milli holds are thousandths.
func bounds(s *openapi3.Schema, at string) []string {
	var params []string
	add := func(name string, bound *float64) {
		if bound == nil {
			return
		}
		n := *bound
		if strings.HasSuffix(at, "/milli") {
			n /= 1000
		}
		params = append(params, name, strconv.FormatFloat(n, 'f', -1, 64))
	}
	add("min", s.Min)
	add("max", s.Max)
	return params
}
