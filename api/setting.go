package api

import (
	"context"
	"slices"
	"strings"

	"duban/plan"
	"duban/store"
)

// Settings lists every setting with its value in force.
func (s *server) Settings(ctx context.Context, _ SettingsRequestObject) (SettingsResponseObject, error) {
	states, err := s.Store.SettingStates(ctx)
	return Settings200JSONResponse{Items: list(states)}, err
}

// PutSetting changes a setting.
func (s *server) PutSetting(ctx context.Context, r PutSettingRequestObject) (PutSettingResponseObject, error) {
	caller := callerOf(ctx)
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "setting:"+r.Key, truncate(string(r.Body.Value), 500)
		if err := keeps(caller, r.Key); err != nil {
			return err
		}
		return store.PutSetting(tx, r.Key, r.Body.Value, caller.User.ID)
	})
	return PutSetting204Response{}, err
}

// ResetSetting puts the default back in force.
func (s *server) ResetSetting(ctx context.Context, r ResetSettingRequestObject) (ResetSettingResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "setting:" + r.Key
		if err := keeps(callerOf(ctx), r.Key); err != nil {
			return err
		}
		return store.ResetSetting(tx, r.Key)
	})
	return ResetSetting204Response{}, err
}

// securitySettings are kept by the security administrator.
var securitySettings = []string{"password.", "login.", "session.", "token."}

// keeps refuses a setting that belongs to another role.
func keeps(caller *Caller, key string) error {
	keepers := []plan.Role{plan.SystemAdmin, plan.Supervisor}
	if slices.ContainsFunc(securitySettings, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
		keepers = []plan.Role{plan.SecurityAdmin}
	}
	if caller.Actor.Is(keepers...) {
		return nil
	}
	return refuse(CodeNotKeeper, "role", words(keepers))
}
