package api

import (
	"context"
	"strings"
	"time"

	"duban/plan"
	"duban/store"
)

// Me tells who the caller is.
func (s *server) Me(ctx context.Context, _ MeRequestObject) (MeResponseObject, error) {
	caller := callerOf(ctx)
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	me, err := s.meOf(ctx, values, caller.User, caller.Actor, caller.Session)
	return Me200JSONResponse(me), err
}

// meOf is what somebody is told about themselves; there is no session where a
// token speaks.
func (s *server) meOf(ctx context.Context, values store.SettingValues, user store.User, actor plan.Actor, session *store.Session) (Me, error) {
	feed, err := s.Store.HasFeed(ctx, user.ID)
	me := Me{User: user, Actor: actor, MustChangePassword: user.MustChange, Feed: feed,
		PasswordRule: PasswordRule{Min: store.PasswordMinLength.In(values), Classes: store.PasswordClasses.In(values)}}
	if session != nil {
		me.Session, me.MustEnrol = *session, session.MustEnrol
	}
	return me, err
}

// UpdateProfile changes what people may change about themselves.
func (s *server) UpdateProfile(ctx context.Context, r UpdateProfileRequestObject) (UpdateProfileResponseObject, error) {
	user := callerOf(ctx).User
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "user:" + user.ID
		user.Locale, user.Phone, user.Email = r.Body.Locale, r.Body.Phone, r.Body.Email
		return store.UpdateUser(tx, &user)
	})
	return UpdateProfile200JSONResponse(user), err
}

// ChangePassword sets a new password and ends every other session and token.
func (s *server) ChangePassword(ctx context.Context, r ChangePasswordRequestObject) (ChangePasswordResponseObject, error) {
	caller := callerOf(ctx)
	user := caller.User
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.provePassword(ctx, values, user, "/old", r.Body.Old); err != nil {
		return nil, err
	}
	if r.Body.Old == r.Body.New {
		return nil, refuseField("/new", store.CodeSamePassword)
	}
	if err := store.CheckPolicy(values, "/new", user.Username, r.Body.New); err != nil {
		return nil, err
	}
	hash, err := store.HashPassword(ctx, r.Body.New)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "user:" + user.ID
		return store.SetPassword(tx, &user, hash, false, caller.Session.ID)
	})
	return ChangePassword204Response{}, err
}

// provePassword asks a signed-in user for their password again. Wrong guesses
// count like failed sign-ins.
func (s *server) provePassword(ctx context.Context, values store.SettingValues, user store.User, pointer, password string) error {
	subjects := []string{"user:" + user.Username, "ip:" + ginOf(ctx).ClientIP()}
	if err := s.mayTry(ctx, subjects); err != nil {
		return err
	}
	fits, _, err := store.CheckPassword(ctx, user.PasswordHash, password)
	if err != nil || fits {
		return err
	}
	if err := s.noteWrong(ctx, values, user, user.Username, subjects); !isRefusal(err, CodeWrongCredentials) {
		return err
	}
	return refuseField(pointer, store.CodeWrongPassword)
}

// MySessions lists where the caller is signed in.
func (s *server) MySessions(ctx context.Context, _ MySessionsRequestObject) (MySessionsResponseObject, error) {
	caller := callerOf(ctx)
	sessions, err := s.Store.Sessions(ctx, caller.User.ID, s.now())
	answer := MySessions200JSONResponse{Items: list(sessions)}
	if caller.Session != nil {
		answer.Current = caller.Session.ID
	}
	return answer, err
}

// EndSession ends one of the caller's sessions.
func (s *server) EndSession(ctx context.Context, r EndSessionRequestObject) (EndSessionResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "session:" + r.Id
		return store.EndSession(tx, callerOf(ctx).User.ID, r.Id)
	})
	return EndSession204Response{}, err
}

// EndOtherSessions ends every session of the caller but this one.
func (s *server) EndOtherSessions(ctx context.Context, _ EndOtherSessionsRequestObject) (EndOtherSessionsResponseObject, error) {
	caller := callerOf(ctx)
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "user:" + caller.User.ID
		return store.EndSessions(tx, caller.User.ID, caller.Session.ID)
	})
	return EndOtherSessions204Response{}, err
}

// MyTokens lists the caller's bearer tokens.
func (s *server) MyTokens(ctx context.Context, _ MyTokensRequestObject) (MyTokensResponseObject, error) {
	tokens, err := s.Store.Tokens(ctx, callerOf(ctx).User.ID)
	return MyTokens200JSONResponse{Items: list(tokens)}, err
}

// CreateToken makes a bearer token with some of the caller's roles. The same
// key gives the same token with another secret: the first did not arrive.
func (s *server) CreateToken(ctx context.Context, r CreateTokenRequestObject) (CreateTokenResponseObject, error) {
	caller := callerOf(ctx)
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if r.Body.Days > store.TokenMaxDays.In(values) {
		return nil, refuseField("/days", plan.CodeOutOfRange, "min", "1", "max", itoa(store.TokenMaxDays.In(values)))
	}
	secret, now := store.NewSecret(), s.now()
	find := func(ctx context.Context, id string) (store.Token, error) {
		return s.Store.Token(ctx, caller.User.ID, id)
	}
	token, made, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, find, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Token, error) {
		token := store.Token{
			ID: id, Name: r.Body.Name, Hash: store.HashSecret(secret), Roles: r.Body.Roles,
			CreatedAt: now, ExpiresAt: now.Add(time.Duration(r.Body.Days) * 24 * time.Hour),
		}
		err := store.CreateToken(tx, &token, caller.User)
		e.Object, e.Detail = "token:"+token.ID, token.Name+": "+words(token.Roles)
		return token, err
	})
	if err == nil && !made {
		if token.RevokedAt != nil {
			return nil, keyReused(ctx) // it was made, and taken back since
		}
		err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
			e.Object, e.Detail = "token:"+token.ID, token.Name+": "+words(token.Roles)
			return store.RenewToken(tx, token.ID, secret)
		})
	}
	return CreateToken201JSONResponse{Token: token, Secret: secret}, err
}

// RevokeToken ends one of the caller's tokens.
func (s *server) RevokeToken(ctx context.Context, r RevokeTokenRequestObject) (RevokeTokenResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "token:" + r.Id
		return store.RevokeToken(tx, callerOf(ctx).User.ID, r.Id, s.now())
	})
	return RevokeToken204Response{}, err
}

// words joins names for the audit.
func words[T ~string](names []T) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}
