package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

func (w *town) signIn(username, password string) answer {
	w.t.Helper()
	return w.ask("", "POST", "/api/v1/session", Credentials{Username: username, Password: password})
}

func cookieOf(t *testing.T, a answer) *http.Cookie {
	t.Helper()
	cookies := (&http.Response{Header: a.Header}).Cookies()
	require.Len(t, cookies, 1)
	return cookies[0]
}

func TestSignIn_GivesACookieThatWorksUntilSignOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.signIn("cadre", testPassword)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		require.Equal(t, "cadre", a.get("user.username"))
		cookie := cookieOf(t, a)
		require.True(t, cookie.HttpOnly)
		require.Equal(t, http.SameSiteLaxMode, cookie.SameSite)
		require.False(t, cookie.Secure, "plain HTTP without Deps.Secure")
		require.NotContains(t, string(a.Body), cookie.Value, "the secret is in the cookie only")

		w.secret["cadre"] = cookie.Value
		require.Equal(t, 200, w.ask("cadre", "GET", "/api/v1/me", nil).Status)
		out := w.ask("cadre", "DELETE", "/api/v1/session", nil)
		require.Equal(t, 204, out.Status)
		require.Negative(t, cookieOf(t, out).MaxAge)
		require.Equal(t, string(CodeUnauthenticated), w.ask("cadre", "GET", "/api/v1/me", nil).problem().Code)
	})
}

func TestSignIn_KeepsCookiesToTLSWhenTold(t *testing.T) {
	w := newTown(t, storetest.SQLite(t), func(d *Deps) { d.Secure = true })
	a := w.signIn("cadre", testPassword)
	require.True(t, cookieOf(t, a).Secure)
	require.NotEmpty(t, a.Header.Get("Strict-Transport-Security"))
}

func TestSignIn_AnswersAlikeWhetherOrNotTheAccountExists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		for _, username := range []string{"cadre", "nobody-at-all", "CADRE"} {
			p := w.signIn(username, "wrong").problem()
			require.Equal(t, string(CodeWrongCredentials), p.Code, username)
			require.Equal(t, "用户名或密码不正确", p.Detail)
		}
	})
}

func TestSignIn_WaitsLongerAfterEveryFailure(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		for range 4 {
			require.Equal(t, 401, w.signIn("cadre", "wrong").Status)
		}
		require.Equal(t, 401, w.signIn("cadre", "wrong").Status, "the fifth is answered, and locks")
		a := w.signIn("cadre", testPassword)
		p := a.problem()
		require.Equal(t, string(CodeSignInWait), p.Code)
		require.Equal(t, 60, p.RetryAfter)
		require.Equal(t, "60", a.Header.Get("Retry-After"))
		require.Equal(t, 200, w.signIn("other", testPassword).Status, "others are not locked out")

		w.now = w.now.Add(61 * time.Second)
		require.Equal(t, 401, w.signIn("cadre", "wrong").Status)
		require.Equal(t, 120, w.signIn("cadre", testPassword).problem().RetryAfter, "doubled")
		w.now = w.now.Add(121 * time.Second)
		require.Equal(t, 200, w.signIn("cadre", testPassword).Status)
		require.Equal(t, 401, w.signIn("cadre", "wrong").Status)
		require.Equal(t, 200, w.signIn("cadre", testPassword).Status, "a success starts anew")
	})
}

func TestSignIn_MakesAnAddressWaitThatTriesManyAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.set("login.address_failures", 5)
		for i := range 5 {
			require.Equal(t, 401, w.signIn(fmt.Sprintf("user%d", i), "wrong").Status)
		}
		require.Equal(t, string(CodeSignInWait), w.signIn("cadre", testPassword).problem().Code)
		a := w.ask("", "POST", "/api/v1/session", Credentials{Username: "cadre", Password: testPassword},
			func(r *http.Request) { r.RemoteAddr = "198.51.100.7:1234" })
		require.Equal(t, 200, a.Status, "another address")
	})
}

func TestLockTime_DoublesUpToTheLongest(t *testing.T) {
	values := store.SettingValues{}
	for n, want := range map[int]time.Duration{
		1: 0, 4: 0, 5: time.Minute, 6: 2 * time.Minute, 7: 4 * time.Minute, 9: 16 * time.Minute, 10: 30 * time.Minute, 1000: 30 * time.Minute,
	} {
		require.Equal(t, want, lockTime(n, 5, values), "%d failures", n)
	}
}

// set changes a setting behind the API's back.
func (w *town) set(key string, value any) {
	w.t.Helper()
	raw, err := json.Marshal(value)
	require.NoError(w.t, err)
	w.write(func(tx *store.Tx) error { return store.PutSetting(tx, key, raw, "test") })
}

func TestSession_EndsWhenIdleAndWhenOld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		use := func() int { return w.ask("cadre", "GET", "/api/v1/me", nil).Status }
		w.secret["cadre"] = cookieOf(t, w.signIn("cadre", testPassword)).Value
		for range 4 { // used every 29 minutes, it goes on
			w.now = w.now.Add(29 * time.Minute)
			require.Equal(t, 200, use())
		}
		w.now = w.now.Add(31 * time.Minute)
		require.Equal(t, 401, use(), "idle for 31 minutes")

		w.secret["cadre"] = cookieOf(t, w.signIn("cadre", testPassword)).Value
		for range 12*60/25 - 1 {
			w.now = w.now.Add(25 * time.Minute)
			require.Equal(t, 200, use())
		}
		w.now = w.now.Add(45 * time.Minute)
		require.Equal(t, 401, use(), "more than 12 hours old")
	})
}

func TestPassword_OneTimeMustBeChangedFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/reset-password", nil)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		first := a.get("password")
		require.Equal(t, 401, w.ask("cadre", "GET", "/api/v1/me", nil).Status, "sessions have ended")

		in := w.signIn("cadre", first)
		require.Equal(t, "true", in.get("must_change_password"))
		w.secret["cadre"] = cookieOf(t, in).Value
		require.Equal(t, string(CodeMustChange), w.ask("cadre", "GET", "/api/v1/units", nil).problem().Code)
		require.Equal(t, in.get("password_rule"), w.ask("cadre", "GET", "/api/v1/me", nil).get("password_rule"))
		require.Equal(t, "8", in.get("password_rule.min"))
		require.Equal(t, "3", in.get("password_rule.classes"))

		change := func(old, new string) answer {
			return w.ask("cadre", "PUT", "/api/v1/me/password", PasswordChange{Old: old, New: new})
		}
		for new, code := range map[string]string{
			"Short-1": "weak-password", "alllowercase": "weak-password", first: "same-password", "Cadre-2026-ok": "name-in-password",
		} {
			p := change(first, new).problem()
			require.Equal(t, code, p.Errors[0].Code, new)
			require.Equal(t, "/new", p.Errors[0].Pointer)
		}
		require.Equal(t, "wrong-password", change("guess", "New-horse-77").problem().Errors[0].Code)
		require.Equal(t, 204, change(first, "新密码New77").Status)
		require.Equal(t, 200, w.ask("cadre", "GET", "/api/v1/units", nil).Status, "the session that changed it goes on")
		require.Equal(t, 401, w.signIn("cadre", first).Status)
		require.Equal(t, 200, w.signIn("cadre", "新密码New77").Status)
	})
}

func TestPassword_GrowsOldByTheSetting(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	w.set("password.max_days", 90)
	w.now = w.now.AddDate(0, 0, 89)
	require.Equal(t, "false", w.signIn("cadre", testPassword).get("must_change_password"))
	w.now = w.now.AddDate(0, 0, 2)
	require.Equal(t, "true", w.signIn("cadre", testPassword).get("must_change_password"))
}

func TestSignIn_RefusesALockedAccountWithTheRightPasswordOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		require.Equal(t, 200, w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/lock", nil).Status)
		require.Equal(t, string(CodeWrongCredentials), w.signIn("cadre", "wrong").problem().Code)
		require.Equal(t, string(CodeAccountLocked), w.signIn("cadre", testPassword).problem().Code)
		require.Equal(t, 200, w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/unlock", nil).Status)
		require.Equal(t, 200, w.signIn("cadre", testPassword).Status)
		require.Equal(t, 200, w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/leave", nil).Status)
		require.Equal(t, string(CodeWrongCredentials), w.signIn("cadre", testPassword).problem().Code)
	})
}

func TestTokens_ReachNoFurtherThanTheirRoles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		more := w.ask("cadre", "POST", "/api/v1/me/tokens", map[string]any{"name": "x", "roles": []string{"leader"}, "days": 1})
		require.Equal(t, "token-roles", more.problem().Errors[0].Code)
		long := w.ask("cadre", "POST", "/api/v1/me/tokens", map[string]any{"name": "x", "roles": []string{"cadre"}, "days": 366})
		require.Equal(t, "/days", long.problem().Errors[0].Pointer)

		a := w.ask("system-admin", "POST", "/api/v1/me/tokens", map[string]any{"name": "同步", "roles": []string{"system-admin"}, "days": 10})
		require.Equal(t, 201, a.Status, "%s", a.Body)
		bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+a.get("secret")) }
		require.Equal(t, 200, w.ask("", "GET", "/api/v1/users", nil, bearer).Status)
		require.Equal(t, string(CodeSessionOnly),
			w.ask("", "PUT", "/api/v1/me/password", PasswordChange{Old: testPassword, New: "New-horse-77"}, bearer).problem().Code)
		list := w.ask("system-admin", "GET", "/api/v1/me/tokens", nil)
		require.NotContains(t, string(list.Body), a.get("secret"))

		w.write(func(tx *store.Tx) error { // the role is taken from its owner: the token loses it at once
			_, err := store.AssignRoles(tx, "somebody", w.users["leader"].ID, nil)
			return err
		})
		wrong := w.ask("", "GET", "/api/v1/users", nil, func(r *http.Request) { r.Header.Set("Authorization", "Bearer nonsense") })
		require.Equal(t, 401, wrong.Status)
		require.Equal(t, "Bearer", wrong.Header.Get("WWW-Authenticate"))

		w.now = w.now.AddDate(0, 0, 11)
		require.Equal(t, 401, w.ask("", "GET", "/api/v1/users", nil, bearer).Status, "expired")
	})
}

func TestTokens_LoseARoleWithTheirOwner(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	a := w.ask("supervisor", "POST", "/api/v1/me/tokens", map[string]any{"name": "x", "roles": []string{"supervisor"}, "days": 1})
	bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+a.get("secret")) }
	require.Equal(t, 200, w.ask("", "GET", "/api/v1/settings", nil, bearer).Status)
	roles := map[string]any{"roles": []string{"cadre"}}
	require.Equal(t, 200, w.ask("security-admin", "PUT", "/api/v1/users/"+w.users["supervisor"].ID+"/roles", roles).Status)
	require.Equal(t, 403, w.ask("", "GET", "/api/v1/settings", nil, bearer).Status)
}

func TestSessions_AreListedAndEnded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		second := cookieOf(t, w.signIn("cadre", testPassword)).Value
		var sessions struct {
			Items   []store.Session `json:"items"`
			Current string          `json:"current"`
		}
		a := w.ask("cadre", "GET", "/api/v1/me/sessions", nil)
		a.json(&sessions)
		require.Len(t, sessions.Items, 2)
		require.Equal(t, sessions.Items[1].ID, sessions.Current)
		require.Equal(t, "192.0.2.1", sessions.Items[0].IP)
		require.Equal(t, 204, w.ask("cadre", "DELETE", "/api/v1/me/sessions/"+sessions.Items[0].ID, nil).Status)
		require.Equal(t, 404, w.ask("cadre", "DELETE", "/api/v1/me/sessions/"+sessions.Items[0].ID, nil).Status)
		third := cookieOf(t, w.signIn("cadre", testPassword)).Value
		require.Equal(t, 204, w.ask("cadre", "DELETE", "/api/v1/me/sessions", nil).Status)
		for _, secret := range []string{second, third} {
			a := w.ask("", "GET", "/api/v1/me", nil, func(r *http.Request) { r.AddCookie(&http.Cookie{Name: cookieName, Value: secret}) })
			require.Equal(t, 401, a.Status)
		}
		require.Equal(t, 200, w.ask("cadre", "GET", "/api/v1/me", nil).Status)
	})
}

func TestProfile_ChangesOnlyWhatIsOnesOwn(t *testing.T) {
	play(t, []scenario{
		{name: "change", as: "cadre", ask: "PUT /api/v1/me/profile", body: `{"locale":"en","phone":"138 0000 0000","email":"a@example.org"}`,
			status: 200, golden: `{"locale":"en","phone":"138 0000 0000","email":"a@example.org","roles":["cadre"]}`},
		{name: "no role slips in", as: "cadre", ask: "PUT /api/v1/me/profile", body: `{"locale":"en","roles":["leader"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/roles","code":"unknown-field"}]}`},
		{name: "no such language", as: "cadre", ask: "PUT /api/v1/me/profile", body: `{"locale":"fr"}`,
			status: 422, golden: `{"errors":[{"pointer":"/locale","code":"unknown"}]}`},
	})
}

func TestAct_LeavesTheAuditInTheSameTransaction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.signIn("cadre", "wrong")
		w.signIn("cadre", testPassword)
		w.ask("cadre", "POST", "/api/v1/units", UnitInput{Code: "x", Name: "x", Kind: "other"})
		w.ask("system-admin", "POST", "/api/v1/units", UnitInput{Code: "x", Name: "x", Kind: "other"})
		w.ask("system-admin", "POST", "/api/v1/units", UnitInput{Code: "x", Name: "y", Kind: "other"})
		var found struct{ Items []store.AuditEntry }
		w.ask("audit-admin", "GET", "/api/v1/audit", nil).json(&found)
		var lines []string
		for _, e := range found.Items {
			lines = append(lines, strings.Join([]string{e.UserName, e.Kind, e.Result, strings.Split(e.Object, ":")[0]}, " "))
			require.NotEmpty(t, e.IP)
			require.NotEmpty(t, e.RequestID)
			require.NotContains(t, e.Detail, testPassword)
		}
		require.Equal(t, []string{
			"人员system-admin createUnit invalid ", "人员system-admin createUnit ok unit", "人员cadre createUnit forbidden ",
			"人员cadre signIn ok user", "人员cadre signIn wrong-credentials username",
		}, lines)
		require.Equal(t, "true", w.ask("audit-admin", "POST", "/api/v1/audit/verify", nil).get("ok"))

		w.write(func(tx *store.Tx) error { return tx.Exec("UPDATE audit SET result = 'ok' WHERE seq = 1").Error })
		a := w.ask("audit-admin", "POST", "/api/v1/audit/verify", nil)
		require.Equal(t, "false", a.get("ok"))
		require.Equal(t, "0", a.get("entries"))
	})
}

func TestAudit_IsSearched(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		for range 7 {
			w.ask("cadre", "GET", "/api/v1/audit", nil)
			w.now = w.now.Add(time.Minute)
		}
		search := func(query string) (found struct {
			Items []store.AuditEntry
			Next  string
		}) {
			w.ask("audit-admin", "GET", "/api/v1/audit?"+query, nil).json(&found)
			return found
		}
		first := search("limit=5&kind=audit&result=forbidden&user_id=" + w.users["cadre"].ID)
		require.Len(t, first.Items, 5)
		require.EqualValues(t, 7, first.Items[0].Seq)
		rest := search("limit=5&cursor=" + first.Next)
		require.Len(t, rest.Items, 2)
		require.Empty(t, rest.Next)
		require.Len(t, search("from=2026-03-04T02:02:00Z&to=2026-03-04T10:04:00%2B08:00").Items, 2)
		require.Empty(t, search("object=unit:none").Items)
		turned := w.ask("audit-admin", "GET", "/api/v1/audit?from=2026-03-05T00:00:00Z&to=2026-03-04T00:00:00Z", nil).problem()
		require.Equal(t, string(CodePeriodOrder), turned.Errors[0].Code)
	})
}

func TestAudit_NamesItsObjects(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		plan := w.ask("supervisor", "POST", "/api/v1/plans", map[string]any{"year": 2027, "title": "2027 年重点工作"}).get("plan.id")
		place := w.ask("cadre", "POST", "/api/v1/places",
			map[string]any{"code": "F9", "name": "鞋厂", "kind": "factory", "unit_id": w.office.ID}).get("id")
		rule := w.ask("cadre", "POST", "/api/v1/delegations",
			map[string]any{"to_user": w.users["other"].ID, "from": "2026-03-01", "to": "2026-03-02", "reason": "出差"}).get("id")
		var found struct{ Names map[string]AuditName }
		a := w.ask("audit-admin", "GET", "/api/v1/audit", nil)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		a.json(&found)
		require.Equal(t, map[string]AuditName{
			plan:                 {Id: plan, Kind: "plan", Title: "2027 年重点工作"},
			"place:" + place:     {Id: place, Kind: "place", Title: "鞋厂"},
			"delegation:" + rule: {Id: rule, Kind: "delegation", Title: "人员cadre → 人员other"},
		}, found.Names)
	})
}
