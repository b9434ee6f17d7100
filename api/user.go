package api

import (
	"context"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// Users lists accounts.
func (s *server) Users(ctx context.Context, r UsersRequestObject) (UsersResponseObject, error) {
	q := store.UserQuery{
		Text: r.Params.Q, UnitID: r.Params.UnitId, Role: r.Params.Role, Status: r.Params.Status, Limit: limitOf(r.Params.Limit) + 1,
	}
	if err := decodeCursor(r.Params.Cursor, &q.After); err != nil {
		return nil, err
	}
	users, err := s.Store.Users(ctx, q)
	if err != nil {
		return nil, err
	}
	items, next := cut(users, q.Limit-1, func(u store.User) any { return u.ID })
	return Users200JSONResponse{Items: items, Next: next}, nil
}

// User returns one account: any for administrators, their own for others.
func (s *server) User(ctx context.Context, r UserRequestObject) (UserResponseObject, error) {
	if caller := callerOf(ctx); caller.Scope < ScopeAll && r.Id != caller.User.ID {
		return nil, refuse(CodeNotFound)
	}
	u, err := s.Store.User(ctx, r.Id)
	return User200JSONResponse(u), err
}

// CreateUser adds an account without roles and with a one-time password. The
// same key gives the same account with another password, as long as nobody
// signed in to it and chose their own.
func (s *server) CreateUser(ctx context.Context, r CreateUserRequestObject) (CreateUserResponseObject, error) {
	password, hash, err := s.oneTime(ctx)
	if err != nil {
		return nil, err
	}
	u, made, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.User, func(tx *store.Tx, e *store.AuditEntry, id string) (store.User, error) {
		u := store.User{
			ID: id, Username: r.Body.Username, Name: r.Body.Name, UnitID: r.Body.UnitId, StaffType: r.Body.StaffType,
			Phone: r.Body.Phone, Email: r.Body.Email, Locale: r.Body.Locale,
			PasswordHash: hash, MustChange: true, PasswordAt: s.now(),
		}
		err := store.CreateUser(tx, &u)
		e.Object, e.Detail = "user:"+u.ID, u.Username+" "+u.Name
		return u, err
	})
	if err == nil && !made {
		if !u.MustChange {
			return nil, refuseField("/username", store.CodeTaken, "value", u.Username)
		}
		err = s.giveOneTime(ctx, &u, hash) // the first password did not reach anybody
	}
	return CreateUser201JSONResponse{User: u, Password: password}, err
}

func (s *server) oneTime(ctx context.Context) (password, hash string, err error) {
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return "", "", err
	}
	password = store.OneTimePassword(values)
	hash, err = store.HashPassword(ctx, password)
	return password, hash, err
}

// UpdateUser changes an account; roles, status and password have operations of
// their own.
func (s *server) UpdateUser(ctx context.Context, r UpdateUserRequestObject) (UpdateUserResponseObject, error) {
	u, err := s.Store.User(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "user:"+u.ID, u.Username
		u.Name, u.UnitID, u.StaffType = r.Body.Name, r.Body.UnitId, r.Body.StaffType
		u.Phone, u.Email, u.Locale = r.Body.Phone, r.Body.Email, r.Body.Locale
		return store.UpdateUser(tx, &u)
	})
	return UpdateUser200JSONResponse(u), err
}

// AssignRoles gives an account its roles.
func (s *server) AssignRoles(ctx context.Context, r AssignRolesRequestObject) (AssignRolesResponseObject, error) {
	var u store.User
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		e.Object, e.Detail = "user:"+r.Id, words(r.Body.Roles)
		u, err = store.AssignRoles(tx, callerOf(ctx).User.ID, r.Id, []plan.Role(r.Body.Roles))
		return err
	})
	return AssignRoles200JSONResponse(u), err
}

// LockUser keeps an account from signing in until it is unlocked.
func (s *server) LockUser(ctx context.Context, r LockUserRequestObject) (LockUserResponseObject, error) {
	u, err := s.setStatus(ctx, r.Id, store.UserLocked)
	return LockUser200JSONResponse(u), err
}

// UnlockUser lets an account sign in again at once.
func (s *server) UnlockUser(ctx context.Context, r UnlockUserRequestObject) (UnlockUserResponseObject, error) {
	u, err := s.setStatus(ctx, r.Id, store.UserActive)
	return UnlockUser200JSONResponse(u), err
}

// LeaveUser ends an account for good.
func (s *server) LeaveUser(ctx context.Context, r LeaveUserRequestObject) (LeaveUserResponseObject, error) {
	u, err := s.setStatus(ctx, r.Id, store.UserLeft)
	return LeaveUser200JSONResponse(u), err
}

func (s *server) setStatus(ctx context.Context, id string, status store.UserStatus) (store.User, error) {
	var u store.User
	now := s.now()
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		e.Object = "user:" + id
		if u, err = store.SetUserStatus(tx, id, status, calendar.DateOf(now), now); err != nil {
			return err
		}
		return store.ForgetFailures(tx, "user:"+u.Username)
	})
	return u, err
}

// ResetPassword gives an account a one-time password.
func (s *server) ResetPassword(ctx context.Context, r ResetPasswordRequestObject) (ResetPasswordResponseObject, error) {
	password, hash, err := s.oneTime(ctx)
	if err != nil {
		return nil, err
	}
	u, err := s.Store.User(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if u.Status == store.UserLeft {
		return nil, refuse(store.CodeUserLeft, "value", u.Username)
	}
	err = s.giveOneTime(ctx, &u, hash)
	return ResetPassword200JSONResponse{User: u, Password: password}, err
}

func (s *server) giveOneTime(ctx context.Context, u *store.User, hash string) error {
	return s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "user:"+u.ID, u.Username
		if err := store.ForgetFailures(tx, "user:"+u.Username); err != nil {
			return err
		}
		return store.SetPassword(tx, u, hash, true, "")
	})
}
