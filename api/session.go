package api

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"

	"duban/store"
)

// SignIn checks a user name and a password and starts a session. Failures in a
// row make the account, and the address, wait: each further one twice as long.
// An account that does not exist is answered exactly like a wrong password.
func (s *server) SignIn(ctx context.Context, r SignInRequestObject) (SignInResponseObject, error) {
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	subjects := []string{"user:" + r.Body.Username, "ip:" + ginOf(ctx).ClientIP()}
	if err := s.mayTry(ctx, subjects); err != nil {
		return nil, err
	}
	user, err := s.checkCredentials(ctx, values, *r.Body, subjects)
	if err != nil {
		return nil, err
	}
	if err := s.checkCode(ctx, values, &user, r.Body.Code, subjects); err != nil {
		return nil, err
	}
	session, secret, err := s.startSession(ctx, values, &user)
	if err != nil {
		return nil, err
	}
	s.setCookie(ctx, secret, session.ExpiresAt)
	actor, err := s.Store.Actor(ctx, user, s.now())
	if err != nil {
		return nil, err
	}
	me, err := s.meOf(ctx, values, user, actor, &session)
	return SignIn200JSONResponse(me), err
}

// mayTry refuses while an account or address must wait.
func (s *server) mayTry(ctx context.Context, subjects []string) error {
	failures, err := s.Store.Failures(ctx, subjects...)
	if err != nil {
		return err
	}
	wait := time.Duration(0)
	for _, f := range failures {
		if f.Until != nil {
			wait = max(wait, f.Until.Sub(s.now()))
		}
	}
	if wait <= 0 {
		return nil
	}
	return refuse(CodeSignInWait, "seconds", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
}

func (s *server) checkCredentials(ctx context.Context, values store.SettingValues, given Credentials, subjects []string) (store.User, error) {
	user, err := s.Store.UserNamed(ctx, given.Username)
	if err != nil && !store.Missing(err) {
		return user, err
	}
	fits, renew, err := store.CheckPassword(ctx, user.PasswordHash, given.Password)
	if err != nil {
		return user, err
	}
	if !fits || user.Status == store.UserLeft {
		return user, s.noteWrong(ctx, values, user, given.Username, subjects)
	}
	if user.Status == store.UserLocked {
		return user, s.act(ctx, func(_ *store.Tx, e *store.AuditEntry) error {
			e.UserID, e.UserName, e.Object = user.ID, user.Name, "user:"+user.ID
			return refuse(CodeAccountLocked)
		})
	}
	if renew {
		hash, err := store.HashPassword(ctx, given.Password)
		if err != nil {
			return user, err
		}
		return user, s.Store.Write(ctx, func(tx *store.Tx) error { return store.RenewHash(tx, user.ID, hash) })
	}
	return user, nil
}

// forgetFailures is how long failures in a row are remembered after the last.
const forgetFailures = 24 * time.Hour

// noteWrong counts a failed sign-in and refuses it.
func (s *server) noteWrong(ctx context.Context, values store.SettingValues, user store.User, username string, subjects []string) error {
	now := s.now()
	limits := []int{store.LoginFailures.In(values), store.LoginAddressFailures.In(values)}
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		for i, subject := range subjects {
			_, err := store.NoteFailure(tx, subject, now, forgetFailures, func(n int) time.Duration {
				return lockTime(n, limits[i], values)
			})
			if err != nil {
				return err
			}
		}
		e := s.entry(ginOf(ctx))
		e.UserID, e.UserName, e.Result, e.Object = user.ID, user.Name, string(CodeWrongCredentials), "username:"+username
		return store.AppendAudit(tx, &e)
	})
	if err != nil {
		return err
	}
	return refuse(CodeWrongCredentials)
}

// lockTime is the wait after n failures in a row: none below the limit, then
// the first wait, doubled by each further failure up to the longest.
func lockTime(n, limit int, values store.SettingValues) time.Duration {
	if n < limit {
		return 0
	}
	longest := time.Duration(store.LoginLockMaxMinutes.In(values)) * time.Minute
	wait := time.Duration(store.LoginLockMinutes.In(values)) * time.Minute
	for range n - limit {
		if wait >= longest {
			break
		}
		wait *= 2
	}
	return min(wait, longest)
}

const maxAgent = 255

func (s *server) startSession(ctx context.Context, values store.SettingValues, user *store.User) (store.Session, string, error) {
	c, now, secret := ginOf(ctx), s.now(), store.NewSecret()
	age := time.Duration(store.PasswordMaxDays.In(values)) * 24 * time.Hour
	session := store.Session{
		UserID: user.ID, Hash: store.HashSecret(secret), CreatedAt: now, LastSeen: now,
		IdleUntil: now.Add(time.Duration(store.SessionIdleMinutes.In(values)) * time.Minute),
		ExpiresAt: now.Add(time.Duration(store.SessionHours.In(values)) * time.Hour),
		IP:        c.ClientIP(), Agent: truncate(c.Request.UserAgent(), maxAgent), MustEnrol: store.MustEnrol(values, *user),
	}
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.UserID, e.UserName, e.Object = user.ID, user.Name, "user:"+user.ID
		if err := store.NoteSignIn(tx, user, now, age); err != nil {
			return err
		}
		if err := store.ForgetFailures(tx, "user:"+user.Username); err != nil {
			return err
		}
		if err := store.PruneSessions(tx, now); err != nil {
			return err
		}
		if err := store.PruneFailures(tx, now.Add(-forgetFailures)); err != nil {
			return err
		}
		return store.CreateSession(tx, &session)
	})
	return session, secret, err
}

// truncate cuts s to at most n bytes, between characters.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// setCookie gives the browser the session's secret; an empty one takes it
// away.
func (s *server) setCookie(ctx context.Context, secret string, expires time.Time) {
	c := ginOf(ctx)
	cookie := &http.Cookie{
		Name: cookieName, Value: secret, Path: "/", Expires: expires, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: s.Secure || c.Request.TLS != nil,
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(c.Writer, cookie)
}

// SignOut ends the session of the request.
func (s *server) SignOut(ctx context.Context, _ SignOutRequestObject) (SignOutResponseObject, error) {
	caller := callerOf(ctx)
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "session:" + caller.Session.ID
		return store.EndSession(tx, caller.User.ID, caller.Session.ID)
	})
	if err != nil {
		return nil, err
	}
	s.setCookie(ctx, "", time.Unix(0, 0))
	return SignOut204Response{}, nil
}
