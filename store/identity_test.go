package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func day(m time.Month, d int) calendar.Date { return calendar.On(2026, m, d) }

// noon is a moment on a day in Shanghai.
func noon(d calendar.Date) time.Time { return d.Start().Add(12 * time.Hour) }

func TestActorOf_HoldsPostsFromTheFirstDayToTheLast(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		office, village := newUnit(t, s, "office"), newUnit(t, s, "village")
		clerk, head := newPost(t, s, "clerk", office.ID), newPost(t, s, "head", village.ID)
		u := newUser(t, s, "li", office.ID)
		write(t, s, func(tx *store.Tx) error {
			if err := store.AppointHolder(tx, &store.Holder{PostID: clerk.ID, UserID: u.ID, From: day(3, 2), To: day(3, 4)}); err != nil {
				return err
			}
			return store.AppointHolder(tx, &store.Holder{PostID: head.ID, UserID: u.ID, From: day(3, 4)})
		})
		for at, want := range map[time.Time][]string{
			day(3, 2).Start().Add(-time.Millisecond):  nil,
			day(3, 2).Start():                         {clerk.ID},
			noon(day(3, 4)):                           {clerk.ID, head.ID},
			day(3, 5).Start().Add(-time.Millisecond):  {clerk.ID, head.ID},
			day(3, 5).Start():                         {head.ID},
			noon(calendar.On(2035, time.December, 1)): {head.ID},
		} {
			a, err := s.ActorOf(ctx, u.ID, at)
			require.NoError(t, err)
			require.Equal(t, want, a.Posts, "%s", at)
			require.Equal(t, office.ID, a.Units[0], "the main unit is always among the units")
		}
		colleagues, err := s.Colleagues(ctx, day(3, 4))
		require.NoError(t, err)
		require.ElementsMatch(t, []string{clerk.ID, head.ID}, colleagues[0].Posts)
	})
}

func TestActorOf_ActsForOthersWhileTheRuleHolds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		office := newUnit(t, s, "office")
		post := newPost(t, s, "head", office.ID)
		chief, deputy := newUser(t, s, "chief", ""), newUser(t, s, "deputy", "")
		rule := store.Delegation{FromUser: chief.ID, ToUser: deputy.ID, From: day(3, 2), To: day(3, 4), Kinds: []string{"general"}, Reason: "出差"}
		write(t, s, func(tx *store.Tx) error {
			if err := store.AppointHolder(tx, &store.Holder{PostID: post.ID, UserID: chief.ID, From: day(1, 1)}); err != nil {
				return err
			}
			return store.CreateDelegation(tx, &rule)
		})
		for on, holds := range map[calendar.Date]bool{day(3, 1): false, day(3, 2): true, day(3, 4): true, day(3, 5): false} {
			a, err := s.ActorOf(ctx, deputy.ID, noon(on))
			require.NoError(t, err)
			if !holds {
				require.Empty(t, a.For, "%s", on)
				continue
			}
			require.Equal(t, []plan.Principal{{
				User: chief.ID, Name: chief.Name, Posts: []string{post.ID}, Units: []string{office.ID}, Delegation: rule.ID, Kinds: []string{"general"},
			}}, a.For)
			require.Empty(t, a.Posts, "a deputy does not hold the post")
			require.Len(t, a.Capacities(plan.PostRef(post.ID), "general"), 1)
			require.Empty(t, a.Capacities(plan.PostRef(post.ID), "safety-check"))
		}
		write(t, s, func(tx *store.Tx) error {
			_, err := store.EndDelegation(tx, rule.ID, chief.ID, noon(day(3, 3)))
			return err
		})
		a, err := s.ActorOf(ctx, deputy.ID, noon(day(3, 3)))
		require.NoError(t, err)
		require.Empty(t, a.For, "ended early")
	})
}

func TestActorOf_IsNobodyOnceTheAccountIsNotActive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		u := newUser(t, s, "li", "")
		write(t, s, func(tx *store.Tx) error {
			_, err := store.SetUserStatus(tx, u.ID, store.UserLocked, calendar.Date{}, time.Now())
			return err
		})
		_, err := s.ActorOf(ctx, u.ID, time.Now())
		require.True(t, store.Missing(err))
	})
}

func TestCheckRoles_KeepsTheThreeAdministratorsApart(t *testing.T) {
	admins := []plan.Role{plan.SystemAdmin, plan.SecurityAdmin, plan.AuditAdmin}
	rapid.Check(t, func(t *rapid.T) {
		roles := rapid.SliceOfDistinct(rapid.SampledFrom(plan.Roles), rapid.ID[plan.Role]).Draw(t, "roles")
		n := 0
		for _, r := range roles {
			for _, a := range admins {
				if r == a {
					n++
				}
			}
		}
		require.Equal(t, n > 1, store.CheckRoles(roles) != nil)
	})
}

func TestAssignRoles_KeepsOneOfEachAdministrator(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newUser(t, s, "a", ""), newUser(t, s, "b", "")
		assign := func(id string, roles ...plan.Role) error {
			return s.Write(ctx, func(tx *store.Tx) error {
				_, err := store.AssignRoles(tx, "somebody", id, roles)
				return err
			})
		}
		require.NoError(t, assign(a.ID, plan.AuditAdmin))
		require.Equal(t, store.CodeLastAdmin, plan.CodeOf(assign(a.ID)))
		require.NoError(t, assign(b.ID, plan.AuditAdmin))
		require.NoError(t, assign(a.ID, plan.Cadre))
		require.True(t, store.Missing(assign("none", plan.Cadre)))
	})
}

func TestPassword_FitsItsHashOnly(t *testing.T) {
	hash, err := store.HashPassword(ctx, "Correct-horse-9")
	require.NoError(t, err)
	again, err := store.HashPassword(ctx, "Correct-horse-9")
	require.NoError(t, err)
	require.NotEqual(t, hash, again, "salted")
	for _, row := range []struct {
		hash, password string
		fits, renew    bool
	}{
		{hash, "Correct-horse-9", true, false},
		{hash, "correct-horse-9", false, false},
		{hash, "", false, false},
		{"", "", false, false},
		{"$argon2id$v=19$m=x$y$z", "x", false, false},
		{"plain", "plain", false, false},
		// The same password under smaller parameters.
		{"$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$55PWTvddWPUD1GMbKxSff4ASfF85k9ibHJt4HlHQtBM", "password", true, true},
	} {
		fits, renew, err := store.CheckPassword(ctx, row.hash, row.password)
		require.NoError(t, err)
		require.Equal(t, row.fits, fits, "%q %q", row.hash, row.password)
		require.Equal(t, row.renew, renew)
	}
}

func TestCheckPolicy(t *testing.T) {
	v := store.SettingValues{}
	for password, code := range map[string]plan.Code{
		"Abcdef12": "", "abcdefg1!": "", "密码密码Abc12": "", "Abc12": store.CodeWeakPassword, "abcdefgh12": store.CodeWeakPassword,
		"Wang.Qiang1": store.CodeNameInPassword, "xWANG.QIANGx1": store.CodeNameInPassword,
	} {
		err := store.CheckPolicy(v, "/new", "wang.qiang", password)
		if code == "" {
			require.NoError(t, err, password)
			continue
		}
		require.Equal(t, code, err.(*plan.Error).Problems[0].Code, password)
	}
}

func TestOneTimePassword_SatisfiesEveryPolicy(t *testing.T) {
	strict := store.SettingValues{"password.min_length": []byte("24"), "password.classes": []byte("4")}
	seen := map[string]bool{}
	for range 200 {
		p := store.OneTimePassword(strict)
		require.NoError(t, store.CheckPolicy(strict, "/new", "", p))
		require.False(t, seen[p])
		require.False(t, strings.ContainsAny(p, "0O1lI"), "nothing that is easily misread: %s", p)
		seen[p] = true
	}
}

func TestSetting_FallsBackToItsDefault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		read := func() int {
			v, err := s.Settings(ctx)
			require.NoError(t, err)
			return store.SessionIdleMinutes.In(v)
		}
		require.Equal(t, 30, read())
		put := func(raw string) error {
			return s.Write(ctx, func(tx *store.Tx) error {
				return store.PutSetting(tx, store.SessionIdleMinutes.Key(), []byte(raw), "u")
			})
		}
		require.NoError(t, put(" 45 "))
		require.NoError(t, put("46"), "twice")
		require.Equal(t, 46, read())
		for _, bad := range []string{"4", "721", `"30"`, "null", "{}", "", "30.5", "30 30"} {
			require.Error(t, put(bad), bad)
		}
		require.Equal(t, 46, read())
		// A value that a later program no longer takes is the default.
		write(t, s, func(tx *store.Tx) error {
			return tx.Model(&store.SettingRow{}).Where(&store.SettingRow{Key: store.SessionIdleMinutes.Key()}).Update("value", "1").Error
		})
		require.Equal(t, 30, read())
		write(t, s, func(tx *store.Tx) error { return store.ResetSetting(tx, store.SessionIdleMinutes.Key()) })
		states, err := s.SettingStates(ctx)
		require.NoError(t, err)
		for _, state := range states {
			require.NotEmpty(t, state.Zh, state.Key)
			require.NotEmpty(t, state.En, state.Key)
			require.NotEmpty(t, state.Want, state.Key)
			require.Nil(t, state.UpdatedAt)
		}
	})
}

func TestCalendar_HasOneActiveVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		shipped, err := s.ActiveCalendar(ctx)
		require.NoError(t, err)
		require.Equal(t, calendar.Default(), shipped)
		hours, err := calendar.ParseHours("08:00-12:00,14:00-18:00")
		require.NoError(t, err)
		other, err := shipped.WithHours(hours)
		require.NoError(t, err)
		for _, c := range []*calendar.Calendar{other, other, shipped, other} {
			write(t, s, func(tx *store.Tx) error { return store.ActivateCalendar(tx, c, "u") })
			active, err := s.ActiveCalendar(ctx)
			require.NoError(t, err)
			require.Equal(t, c.Version, active.Version)
		}
		versions, err := s.Calendars(ctx)
		require.NoError(t, err)
		require.Len(t, versions, 2)
		old, err := s.CalendarNamed(ctx, shipped.Version)
		require.NoError(t, err)
		require.Equal(t, shipped, old)
		_, err = s.CalendarNamed(ctx, "none")
		require.True(t, store.Missing(err))
	})
}

func TestNoteFailure_CountsEveryOneOfManyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := time.Now()
		never := func(int) time.Duration { return 0 }
		note := func(at time.Time) error {
			return s.Write(ctx, func(tx *store.Tx) error {
				_, err := store.NoteFailure(tx, "user:li", at, time.Hour, never)
				return err
			})
		}
		errs := make(chan error, 20)
		for range 20 {
			go func() { errs <- note(now) }()
		}
		for range 20 {
			require.NoError(t, <-errs)
		}
		found, err := s.Failures(ctx, "user:li", "ip:x")
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, 20, found[0].Count)
		require.NoError(t, note(now.Add(2*time.Hour)))
		found, err = s.Failures(ctx, "user:li")
		require.NoError(t, err)
		require.Equal(t, 1, found[0].Count, "long ago is forgotten")
		for i, hours := range []time.Duration{1, 3} {
			write(t, s, func(tx *store.Tx) error { return store.PruneFailures(tx, now.Add(hours*time.Hour)) })
			found, err = s.Failures(ctx, "user:li")
			require.NoError(t, err)
			require.Len(t, found, 1-i, "pruned once it is old")
		}
	})
}

func TestVerifyAudit_FindsWhatWasChangedOrRemoved(t *testing.T) {
	for name, harm := range map[string]string{
		"changed":  "UPDATE audit SET detail = 'x' WHERE seq = 2",
		"removed":  "DELETE FROM audit WHERE seq = 2",
		"cut off":  "DELETE FROM audit WHERE seq = 4",
		"renumber": "UPDATE audit SET seq = 9 WHERE seq = 4",
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				for range 4 {
					write(t, s, func(tx *store.Tx) error {
						return store.AppendAudit(tx, &store.AuditEntry{At: time.Now(), Kind: "k", UserName: "王强"})
					})
				}
				n, err := s.VerifyAudit(ctx)
				require.NoError(t, err)
				require.EqualValues(t, 4, n)
				write(t, s, func(tx *store.Tx) error { return tx.Exec(harm).Error })
				_, err = s.VerifyAudit(ctx)
				require.Error(t, err)
			})
		})
	}
}
