package api

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

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
	var v *jsonschema.ValidationError
	if errors.As(e, &v) {
		*into = append(*into, byKind(v.ErrorKind, at)...)
		return
	}
	if values, ok := e.Value.(map[string]any); ok && (e.SchemaField == "properties" || e.SchemaField == "additionalProperties") {
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(values)), func(n string) bool { return e.Schema.Properties[n] != nil })
		*into = append(*into, each(names, at, CodeUnknownField)...)
		return
	}
	*into = append(*into, byKeyword(e, at))
}

// byKind names the fault that the JSON Schema validator found.
func byKind(k jsonschema.ErrorKind, at string) []plan.Problem {
	one := func(code plan.Code, params ...string) []plan.Problem {
		return []plan.Problem{{Pointer: at, Code: code, Params: named(params)}}
	}
	switch k := k.(type) {
	case *kind.Required:
		return each(k.Missing, at, plan.CodeRequired)
	case *kind.AdditionalProperties:
		return each(k.Properties, at, CodeUnknownField)
	case *kind.MaxLength:
		return one(plan.CodeTooLong, "max", fmt.Sprint(k.Want))
	case *kind.MinLength:
		return one(tooShort(k.Got), "min", fmt.Sprint(k.Want))
	case *kind.MaxItems:
		return one(plan.CodeTooMany, "max", fmt.Sprint(k.Want))
	case *kind.MinItems:
		return one(tooShort(k.Got), "min", fmt.Sprint(k.Want))
	case *kind.Enum:
		return one(plan.CodeUnknown, "value", fmt.Sprint(k.Got))
	case *kind.Const:
		return one(plan.CodeUnknown, "value", fmt.Sprint(k.Got))
	case *kind.Minimum, *kind.Maximum, *kind.ExclusiveMinimum, *kind.ExclusiveMaximum, *kind.MultipleOf:
		return one(plan.CodeOutOfRange)
	case *kind.UniqueItems:
		return one(plan.CodeDuplicate)
	case *kind.Type:
		return one(CodeWrongType)
	}
	return one(CodeBadFormat)
}

func each(names []string, at string, code plan.Code) []plan.Problem {
	var found []plan.Problem
	for _, n := range names {
		found = append(found, plan.Problem{Pointer: at + "/" + n, Code: code})
	}
	return found
}

func tooShort(got int) plan.Code {
	if got == 0 {
		return plan.CodeRequired
	}
	return CodeTooShort
}

// byKeyword does the same for the validator that steps in where schemas refer
// to one another.
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
	case "enum":
		p.Code, params = plan.CodeUnknown, []string{"value", fmt.Sprint(e.Value)}
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		p.Code = plan.CodeOutOfRange
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
