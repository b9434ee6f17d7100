package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"duban/api"
	"duban/plan"
	"duban/store"
)

type adminCommand struct {
	CreateUser    createUserCommand    `cmd:"" help:"Create an account; its one-time password is printed."`
	ResetPassword resetPasswordCommand `cmd:"" help:"Give an account a new one-time password, which is printed."`
}

type createUserCommand struct {
	Database database    `embed:""`
	Username string      `arg:"" help:"Name to sign in with."`
	Name     string      `help:"Name of the person." required:""`
	Roles    []plan.Role `help:"Roles, e.g. system-admin or leader,evaluator." required:""`
}

func (c createUserCommand) Run(ctx context.Context, logger *slog.Logger) error {
	if err := knownRoles(c.Roles); err != nil {
		return err
	}
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, true)
	if err != nil {
		return err
	}
	password, hash, err := oneTime(ctx, s)
	if err != nil {
		return err
	}
	user := store.User{Username: c.Username, Name: c.Name, Roles: c.Roles, PasswordHash: hash, PasswordAt: time.Now(), MustChange: true}
	err = s.Write(ctx, func(tx *store.Tx) error {
		if err := store.CreateUser(tx, &user); err != nil {
			return err
		}
		return store.AppendAudit(tx, &store.AuditEntry{At: time.Now(), Kind: "createUser", Result: "ok", UserName: "duban admin", Object: user.ID, Detail: user.Username})
	})
	var refused *plan.Error
	if errors.As(err, &refused) {
		return errors.New(api.Sentence(refused))
	}
	if err != nil {
		return err
	}
	fmt.Printf("account %s created; one-time password: %s\n", c.Username, password)
	return nil
}

// knownRoles refuses a role that there is not, and says which there are.
func knownRoles(given []plan.Role) error {
	for _, r := range given {
		if !slices.Contains(plan.Roles, r) {
			names := make([]string, len(plan.Roles))
			for i, known := range plan.Roles {
				names[i] = string(known)
			}
			return fmt.Errorf("there is no role %q; the roles are %s", r, strings.Join(names, ", "))
		}
	}
	return nil
}

type resetPasswordCommand struct {
	Database database `embed:""`
	Username string   `arg:"" help:"Name of the account."`
}

func (c resetPasswordCommand) Run(ctx context.Context, logger *slog.Logger) error {
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, true)
	if err != nil {
		return err
	}
	user, err := s.UserNamed(ctx, c.Username)
	if store.Missing(err) {
		return errors.New("there is no account " + c.Username)
	}
	if err != nil {
		return err
	}
	password, hash, err := oneTime(ctx, s)
	if err != nil {
		return err
	}
	err = s.Write(ctx, func(tx *store.Tx) error {
		if err := store.SetPassword(tx, &user, hash, true, ""); err != nil {
			return err
		}
		return store.AppendAudit(tx, &store.AuditEntry{At: time.Now(), Kind: "resetPassword", Result: "ok", UserName: "duban admin", Object: user.ID, Detail: user.Username})
	})
	if err != nil {
		return err
	}
	fmt.Printf("one-time password of %s: %s\n", c.Username, password)
	return nil
}

// oneTime makes a password and its hash.
func oneTime(ctx context.Context, s *store.Store) (password, hash string, err error) {
	values, err := s.Settings(ctx)
	if err != nil {
		return "", "", err
	}
	password = store.OneTimePassword(values)
	hash, err = store.HashPassword(ctx, password)
	return password, hash, err
}
