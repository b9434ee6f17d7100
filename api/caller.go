package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"duban/plan"
	"duban/store"
)

// Caller is who sent a request that passed the access rule of its operation.
type Caller struct {
	User    store.User
	Session *store.Session // nil when a token was sent
	Token   *store.Token   // nil when a cookie was sent
	Actor   plan.Actor     // posts, units, roles and principals of this moment
	Scope   Scope          // how far the operation reaches for this caller
}

type contextKey int

const (
	callerKey contextKey = iota
	ginKey
)

// callerOf returns who sent the request. Only operations that anonymous may
// call must not use it.
func callerOf(ctx context.Context) *Caller {
	c, ok := ctx.Value(callerKey).(*Caller)
	if !ok {
		panic("api: an anonymous operation asks who its caller is")
	}
	return c
}

// ginOf returns the request as Gin holds it, for handlers that set a cookie
// or a header.
func ginOf(ctx context.Context) *gin.Context { return ctx.Value(ginKey).(*gin.Context) }

// detach hands handlers a context that stays valid after the request: Gin
// uses its own again for the next one.
func detach(next StrictHandlerFunc, _ string) StrictHandlerFunc {
	return func(c *gin.Context, request any) (any, error) {
		c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), ginKey, c))
		return next(c.Copy(), request)
	}
}

// sameOrigin refuses requests that a page of another site made the browser
// send. Programs with a bearer token send neither Origin nor Sec-Fetch-Site
// and pass.
func (s *server) sameOrigin(c *gin.Context) {
	if err := crossOrigin.Check(c.Request); err != nil {
		s.fail(c, refuse(CodeCrossOrigin))
	}
}

var crossOrigin = http.NewCrossOriginProtection()

const cookieName = "duban_session"

// authenticate finds out who sends the request. Nobody is no error here: the
// access rule judges that.
func (s *server) authenticate(c *gin.Context) {
	caller, err := s.identifyCaller(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	if caller != nil {
		c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), callerKey, caller))
	}
}

func (s *server) identifyCaller(c *gin.Context) (*Caller, error) {
	op := operationOf(c)
	if _, open := op.access[anonymous]; open {
		return nil, nil
	}
	ctx, now := c.Request.Context(), s.now()
	caller := &Caller{}
	var roles []plan.Role
	if bearer, sent := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer "); sent {
		token, user, err := s.Store.TokenOf(ctx, bearer, now)
		if err != nil {
			return nil, orNobody(err)
		}
		caller.Token, caller.User = &token, user
		roles = slices.DeleteFunc(slices.Clone(user.Roles), func(r plan.Role) bool { return !slices.Contains(token.Roles, r) })
	} else {
		cookie, err := c.Request.Cookie(cookieName)
		if err != nil {
			return nil, nil
		}
		session, user, err := s.Store.SessionOf(ctx, cookie.Value, now)
		if err != nil {
			return nil, orNobody(err)
		}
		caller.Session, caller.User, roles = &session, user, user.Roles
	}
	actor, err := s.Store.Actor(ctx, caller.User, now)
	if err != nil {
		return nil, err
	}
	actor.Roles, actor.From = roles, c.ClientIP()
	caller.Actor = actor
	s.noteUse(ctx, caller, now)
	return caller, nil
}

func orNobody(err error) error {
	if store.Missing(err) {
		return refuse(CodeUnauthenticated)
	}
	return err
}

// useInterval is how often the use of a session or token is written down.
const useInterval = time.Minute

// noteUse keeps a session alive and remembers when a token was last used. The
// request goes on when that cannot be written.
func (s *server) noteUse(ctx context.Context, caller *Caller, now time.Time) {
	var write func(tx *store.Tx) error
	switch {
	case caller.Session != nil && now.Sub(caller.Session.LastSeen) >= useInterval:
		write = func(tx *store.Tx) error {
			values, err := s.Store.Settings(ctx)
			if err != nil {
				return err
			}
			idle := time.Duration(store.SessionIdleMinutes.In(values)) * time.Minute
			return store.TouchSession(tx, caller.Session.ID, now, now.Add(idle))
		}
	case caller.Token != nil && (caller.Token.LastUsed == nil || now.Sub(*caller.Token.LastUsed) >= useInterval):
		write = func(tx *store.Tx) error { return store.TouchToken(tx, caller.Token.ID, now) }
	default:
		return
	}
	if err := s.Store.Write(ctx, write); err != nil {
		s.Logger.WarnContext(ctx, "use of a session not noted", "error", err)
	}
}

// permit holds the request against the operation's access rule. What it
// refuses to somebody is written to the audit.
func (s *server) permit(c *gin.Context) {
	op := operationOf(c)
	if _, open := op.access[anonymous]; open {
		return
	}
	ctx := c.Request.Context()
	caller, _ := ctx.Value(callerKey).(*Caller)
	if caller == nil {
		s.fail(c, refuse(CodeUnauthenticated))
		return
	}
	caller.Scope = op.reach(caller.Actor.Roles)
	var err error
	switch {
	case caller.User.MustChange && !op.fresh:
		err = refuse(CodeMustChange)
	case caller.Session != nil && caller.Session.MustEnrol && !op.fresh:
		err = refuse(CodeMustEnrol)
	case caller.Scope == ScopeNone:
		err = refuse(CodeForbidden)
	case op.sessionOnly && caller.Session == nil:
		err = refuse(CodeSessionOnly)
	default:
		return
	}
	if noted := s.noteRefusal(c, err); noted != nil {
		s.Logger.ErrorContext(ctx, "refusal not written to the audit", "error", noted)
	}
	s.fail(c, err)
}
