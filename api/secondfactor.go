package api

import (
	"context"

	"duban/store"
)

// StartSecondFactor makes a secret for the caller's authenticator app. It is
// in force once a code confirms it.
func (s *server) StartSecondFactor(ctx context.Context, r StartSecondFactorRequestObject) (StartSecondFactorResponseObject, error) {
	user := callerOf(ctx).User
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.provePassword(ctx, values, user, "/password", r.Body.Password); err != nil {
		return nil, err
	}
	issuer := "Duban 督办"
	if name := store.OfficeName.In(values); name != "" {
		issuer = name
	}
	var answer StartSecondFactor200JSONResponse
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		e.Object = "user:" + user.ID
		if user.SecondFactor {
			return refuse(CodeSecondFactorOn)
		}
		answer.Secret, answer.Address, err = store.StartSecondFactor(tx, &user, issuer)
		return err
	})
	return answer, err
}

// ConfirmSecondFactor puts the caller's second factor in force.
func (s *server) ConfirmSecondFactor(ctx context.Context, r ConfirmSecondFactorRequestObject) (ConfirmSecondFactorResponseObject, error) {
	caller := callerOf(ctx)
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		user := caller.User
		e.Object = "user:" + user.ID
		if user.SecondFactor {
			return refuse(CodeSecondFactorOn)
		}
		return store.ConfirmSecondFactor(tx, &user, r.Body.Code, s.now(), caller.Session.ID)
	})
	return ConfirmSecondFactor204Response{}, err
}

// DropSecondFactor takes the caller's second factor away, unless the settings
// ask for one.
func (s *server) DropSecondFactor(ctx context.Context, r DropSecondFactorRequestObject) (DropSecondFactorResponseObject, error) {
	user := callerOf(ctx).User
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.provePassword(ctx, values, user, "/password", r.Body.Password); err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		user := user
		e.Object = "user:" + user.ID
		if err := store.DropSecondFactor(tx, &user); err != nil {
			return err
		}
		if store.MustEnrol(values, user) {
			return refuse(CodeMustEnrol)
		}
		return nil
	})
	return DropSecondFactor204Response{}, err
}

// ResetSecondFactor takes the second factor of somebody who lost their phone.
func (s *server) ResetSecondFactor(ctx context.Context, r ResetSecondFactorRequestObject) (ResetSecondFactorResponseObject, error) {
	user, err := s.Store.User(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "user:"+user.ID, user.Username
		if err := store.EndSessions(tx, user.ID, ""); err != nil {
			return err
		}
		return store.DropSecondFactor(tx, &user)
	})
	return ResetSecondFactor200JSONResponse(user), err
}

// checkCode asks for the second factor of a user who has one, after the
// password fitted. Wrong codes count as failed sign-ins.
func (s *server) checkCode(ctx context.Context, values store.SettingValues, user *store.User, code string, subjects []string) error {
	if !user.SecondFactor {
		return nil
	}
	if code == "" {
		return refuse(CodeSecondFactor)
	}
	err := s.Store.Write(ctx, func(tx *store.Tx) error { return store.UseCode(tx, user, "/code", code, s.now()) })
	if _, known := asRefusal(err); err == nil || !known || store.Unavailable(err) {
		return err
	}
	if noted := s.noteWrong(ctx, values, *user, user.Username, subjects); !isRefusal(noted, CodeWrongCredentials) {
		return noted
	}
	return err
}
