package api

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"duban/store"
)

const (
	requestIDHeader = "X-Request-Id"
	requestIDKey    = "request-id"
)

var requestIDs = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// identify names the request: by the caller's X-Request-Id when it is sane,
// else by a new id. It is the trace id of problems, and stands in the log and
// in the audit.
func (s *server) identify(c *gin.Context) {
	id := c.GetHeader(requestIDHeader)
	if !requestIDs.MatchString(id) {
		id = store.NewID()
	}
	c.Set(requestIDKey, id)
	c.Header(requestIDHeader, id)
}

func requestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// log writes one line a request, after it, and counts it.
func (s *server) log(c *gin.Context) {
	start := time.Now()
	c.Next()
	took := time.Since(start)
	name := "page"
	if op, ok := c.Get(operationKey); ok {
		name = op.(*operation).ID
	}
	s.observe(name, c.Writer.Status(), took)
	level := slog.LevelInfo
	switch {
	case c.Writer.Status() >= http.StatusInternalServerError:
		level = slog.LevelWarn
	case name == "page":
		level = slog.LevelDebug
	}
	attrs := []any{
		"request", requestID(c), "method", c.Request.Method, "operation", name, "status", c.Writer.Status(),
		"ms", float64(took.Microseconds()) / 1000, "ip", c.ClientIP(),
	}
	for key, value := range map[string]string{"id": c.Param("id"), "problem": c.GetString(problemKey), "user": userOf(c)} {
		if value != "" {
			attrs = append(attrs, key, value)
		}
	}
	s.Logger.Log(c.Request.Context(), level, "request", attrs...)
}

func userOf(c *gin.Context) string {
	if caller, ok := c.Request.Context().Value(callerKey).(*Caller); ok {
		return caller.User.ID
	}
	return ""
}

// recover answers a panic with a problem that tells nothing, and logs where it
// happened.
func (s *server) recover(c *gin.Context) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			panic(p)
		default:
			err := fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			if c.Writer.Written() {
				s.Logger.ErrorContext(c.Request.Context(), "panic after the answer began", "request", requestID(c), "error", err)
				c.Abort()
				return
			}
			s.fail(c, errors.Join(err))
		}
	}()
	c.Next()
}

const nonceKey = "nonce"

// secure sets the headers that every answer carries. The page may run its own
// scripts and styles only, and nothing from outside.
func (s *server) secure(c *gin.Context) {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	nonce := base64.RawURLEncoding.EncodeToString(b)
	c.Set(nonceKey, nonce)
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'nonce-"+nonce+"'; style-src 'self' 'nonce-"+nonce+"'; "+
		"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "+
		"media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if c.Request.URL.Path != "/" {
		h.Set("Cache-Control", "no-store") // the page sets its own
	}
}
