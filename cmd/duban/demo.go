package main

import (
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"go.temporal.io/sdk/client"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

//go:embed demo_report.txt
var demoReport string

// demo fills an empty database with the fictional town. Accounts, units and
// posts are stored as an administrator would; the report is read and the plan
// drafted over HTTP, by the API that people use. What happened to the goals
// since they were issued is decided by the same rules and written by the same
// Record as everything else, at the times at which it would have happened.
func demo(ctx context.Context, s *store.Store, temporal client.Client, address string, logger *slog.Logger) error {
	units, err := s.Units(ctx)
	if err != nil {
		return err
	}
	if len(units) > 0 {
		fmt.Println("  演示镇已在数据目录中；忘记口令可用 duban admin reset-password 重置。\n" +
			"  The demo town is there already; `duban admin reset-password NAME` gives a new password.")
		return nil
	}
	cal, err := s.ActiveCalendar(ctx)
	if err != nil {
		return err
	}
	t := &town{ctx: ctx, store: s, address: address, cal: cal, today: time.Now(), units: map[string]string{}, posts: map[string]string{}, places: map[string]store.Place{}, passwords: map[string]string{}}
	started := time.Now()
	if err := t.settle(); err != nil {
		return err
	}
	if err := t.live(); err != nil {
		return err
	}
	if err := t.assessments(); err != nil {
		return err
	}
	if _, err := workflows.Reconcile(ctx, temporal, s); err != nil {
		return err
	}
	logger.Info("the demo town is settled", "took", time.Since(started).Round(time.Millisecond))
	return t.print()
}

// town is the demo town while it is being made.
type town struct {
	ctx       context.Context
	store     *store.Store
	address   string
	cal       *calendar.Calendar
	today     time.Time
	units     map[string]string // id by code
	posts     map[string]string
	places    map[string]store.Place // by code
	passwords map[string]string      // by username
	n         int                    // commands sent
	goal      plan.Goal              // that is being simulated

	photo        plan.Photo
	photographer string // id of a user
}

// settle stores units, posts, people and places, in one transaction.
func (t *town) settle() error {
	hashes := map[string]string{}
	for _, p := range demoPeople {
		password, hash, err := oneTime(t.ctx, t.store)
		if err != nil {
			return err
		}
		t.passwords[p.username], hashes[p.username] = password, hash
	}
	return t.store.Write(t.ctx, func(tx *store.Tx) error {
		for i, u := range demoUnits {
			unit := store.Unit{Code: u.code, Name: u.name, Kind: u.kind, Sort: i, Active: true}
			if err := store.CreateUnit(tx, &unit); err != nil {
				return err
			}
			t.units[u.code] = unit.ID
		}
		for i, p := range demoPosts {
			post := store.Post{Code: p.code, UnitID: t.units[p.unit], Name: p.name, Grade: p.grade, Sort: i, Active: true}
			for _, code := range p.inCharge {
				post.InCharge = append(post.InCharge, t.units[code])
			}
			if err := store.CreatePost(tx, &post); err != nil {
				return err
			}
			t.posts[p.code] = post.ID
		}
		for _, p := range demoPeople {
			if err := t.person(tx, p, hashes[p.username]); err != nil {
				return err
			}
		}
		return t.settlePlaces(tx)
	})
}

func (t *town) person(tx *store.Tx, p demoPerson, hash string) error {
	user := store.User{Username: p.username, Name: p.name, UnitID: t.units[p.unit], StaffType: p.staff, PasswordHash: hash, PasswordAt: time.Now()}
	for _, r := range strings.Split(p.roles, ",") {
		user.Roles = append(user.Roles, plan.Role(r))
	}
	if err := store.CreateUser(tx, &user); err != nil {
		return err
	}
	for _, code := range p.posts {
		holder := store.Holder{PostID: t.posts[code], UserID: user.ID, From: calendar.DateOf(time.Now()).AddDays(-400)}
		if err := store.AppointHolder(tx, &holder); err != nil {
			return err
		}
	}
	return nil
}

// print shows the accounts, once: passwords are kept nowhere in the clear.
func (t *town) print() error {
	fmt.Print("\n  演示镇：清溪镇。下列口令随机生成，只显示这一次。\n  The demo town. These passwords are random and shown only now.\n\n")
	w := tabwriter.NewWriter(os.Stdout, 2, 2, 3, ' ', 0)
	fmt.Fprintln(w, "  用户名 username\t口令 password\t姓名 name\t角色 roles")
	for _, p := range demoPeople {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", p.username, t.passwords[p.username], p.name, p.roles)
	}
	return w.Flush()
}
