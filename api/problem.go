package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"duban/assess"
	"duban/files"
	"duban/plan"
	"duban/store"
)

// retryAfter is what a caller is told to wait when the database or Temporal is
// away, in seconds.
const retryAfter = 5

// fail is the one place where an error becomes an answer. It logs what a
// caller must not see, and ends the request.
func (s *server) fail(c *gin.Context, err error) {
	refusal, known := asRefusal(err)
	if !known {
		s.Logger.ErrorContext(c.Request.Context(), "internal error", "request", requestID(c), "route", c.FullPath(), "error", err)
	}
	p := s.problem(c, refusal)
	c.Set(problemKey, p.Code)
	if p.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if p.Status == http.StatusUnauthorized && c.GetHeader("Authorization") != "" {
		c.Header("WWW-Authenticate", "Bearer")
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", "application/problem+json")
	c.Abort()
	c.JSON(p.Status, p)
}

const problemKey = "problem"

// asRefusal gives every error a code; known is false for those that are the
// program's own fault.
func asRefusal(err error) (refusal *plan.Error, known bool) {
	var large *http.MaxBytesError
	var assessed *assess.Error
	switch {
	case errors.As(err, &refusal):
		return refusal, true
	case errors.As(err, &assessed):
		return refusalOf(assessed), true
	case errors.As(err, &large):
		return tooLarge(large.Limit).(*plan.Error), true
	case errors.Is(err, files.ErrAway):
		return refuse(CodeFilesAway, "seconds", strconv.Itoa(retryAfter)), true
	case store.Missing(err):
		return refuse(CodeNotFound), true
	case store.Unavailable(err):
		return refuse(CodeNoDatabase, "seconds", strconv.Itoa(retryAfter)), true
	case temporalUnavailable(err):
		return noTemporal(), true
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return refuse(CodeNoDatabase, "seconds", strconv.Itoa(retryAfter)), true
	}
	return refuse(CodeInternal), false
}

func noTemporal() *plan.Error {
	return refuse(CodeNoTemporal, "seconds", strconv.Itoa(retryAfter))
}

// temporalUnavailable tells errors of an absent or overwhelmed Temporal, or of
// an absent worker: sending the same command again is safe.
func temporalUnavailable(err error) bool {
	var unavailable *serviceerror.Unavailable
	var exhausted *serviceerror.ResourceExhausted
	var deadline *serviceerror.DeadlineExceeded
	var canceled *serviceerror.Canceled
	var notReady *serviceerror.WorkflowNotReady
	var update *client.WorkflowUpdateServiceTimeoutOrCanceledError
	return errors.As(err, &unavailable) || errors.As(err, &exhausted) || errors.As(err, &deadline) ||
		errors.As(err, &canceled) || errors.As(err, &notReady) || errors.As(err, &update)
}

// problem writes a refusal in the caller's language.
func (s *server) problem(c *gin.Context, e *plan.Error) Problem {
	lang := language(c.GetHeader("Accept-Language"))
	m := messages.of(e.Code)
	p := Problem{
		Type: "about:blank", Title: titles[lang](m.Status), Status: m.Status, Code: string(e.Code),
		Detail: m.sentence(lang, e.Params), Params: e.Params, TraceId: requestID(c),
	}
	for _, f := range e.Problems {
		p.Errors = append(p.Errors, FieldProblem{
			Pointer: f.Pointer, Code: string(f.Code), Params: f.Params,
			Detail: messages.of(f.Code).sentence(lang, f.Params),
		})
	}
	if seconds, err := strconv.Atoi(e.Params["seconds"]); err == nil {
		p.RetryAfter = seconds
	}
	return p
}
