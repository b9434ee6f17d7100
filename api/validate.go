package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/gin-gonic/gin"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"duban/plan"
)

// validate holds the request against the contract. Bodies other than JSON are
// left to the handler, unread.
func (s *server) validate(c *gin.Context) {
	op := operationOf(c)
	if err := textOfURL(c.Request); err != nil {
		s.fail(c, err)
		return
	}
	if op.json {
		if err := readJSON(c.Request); err != nil {
			s.fail(c, err)
			return
		}
	}
	input := &openapi3filter.RequestValidationInput{
		Request: c.Request, Route: op.route, PathParams: map[string]string{},
		Options: &openapi3filter.Options{
			ExcludeRequestBody: !op.json,
			MultiError:         true,
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, // permit has judged already
		},
	}
	for _, p := range c.Params {
		input.PathParams[p.Key] = p.Value
	}
	if err := openapi3filter.ValidateRequest(c.Request.Context(), input); err != nil {
		s.fail(c, unlikeContract(err))
	}
}

// textOfURL refuses an address that is not text once decoded.
func textOfURL(r *http.Request) error {
	if !plainText(r.URL.Path) {
		return refuse(CodeNotText, "where", "URL")
	}
	for name, values := range r.URL.Query() {
		for _, v := range append(values, name) {
			if !plainText(v) {
				return refuse(CodeNotText, "where", "URL")
			}
		}
	}
	return nil
}

func plainText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// readJSON reads the body once: the media type must be JSON, the bytes UTF-8,
// the text one JSON value.
func readJSON(r *http.Request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return unreadable(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if len(body) == 0 {
		return nil // the contract says whether that is allowed
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil || media != "application/json":
		return refuse(CodeMediaType, "want", "application/json")
	case !utf8.Valid(body):
		return refuse(CodeNotText, "where", "body")
	case !json.Valid(body):
		return refuse(CodeMalformed)
	case bytes.Contains(body, []byte(`\u0000`)):
		return refuse(CodeNotText, "where", "body")
	}
	return nil
}

// unlikeContract lists every field that does not fit, as one refusal.
func unlikeContract(err error) error {
	var problems []plan.Problem
	collect(err, "", &problems)
	if len(problems) == 0 {
		return fmt.Errorf("the contract refuses the request for no known reason: %w", err)
	}
	return &plan.Error{Code: plan.CodeInvalid, Problems: problems}
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
	case "properties", "additionalProperties":
		p.Code = CodeUnknownField
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

// unreadable says why a body or parameter could not be read.
func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge(large.Limit)
	}
	return fmt.Errorf("%w: %w", refuse(CodeMalformed), err)
}
