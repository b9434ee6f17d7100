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
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/gin-gonic/gin"

	"duban/calendar"
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
			ExcludeRequestBody:      !op.json,
			MultiError:              true,
			AuthenticationFunc:      openapi3filter.NoopAuthenticationFunc, // permit has judged already
			SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.WithStringFormatValidators(formats)},
		},
	}
	for _, p := range c.Params {
		input.PathParams[p.Key] = p.Value
	}
	if err := openapi3filter.ValidateRequest(c.Request.Context(), input); err != nil {
		s.fail(c, unlikeContract(err))
	}
}

// formats of texts, where the validator's own are too kind.
var formats = map[string]openapi3.StringFormatValidator{
	"date": openapi3.NewCallbackValidator(func(s string) error {
		_, err := calendar.ParseDate(s)
		return err
	}),
	"date-time": openapi3.NewCallbackValidator(func(s string) error {
		_, err := time.Parse(time.RFC3339, s)
		return err
	}),
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

// unreadable says why a body or parameter could not be read.
func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge(large.Limit)
	}
	return fmt.Errorf("%w: %w", refuse(CodeMalformed), err)
}
