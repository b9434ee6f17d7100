package api

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

func (w *town) code(secret string) string {
	w.t.Helper()
	code, err := totp.GenerateCode(secret, w.now)
	require.NoError(w.t, err)
	return code
}

func (w *town) signInWith(username, code string) answer {
	w.t.Helper()
	return w.ask("", "POST", "/api/v1/session", Credentials{Username: username, Password: testPassword, Code: code})
}

// enrol sets a second factor up and returns its secret.
func (w *town) enrol(as string) string {
	w.t.Helper()
	a := w.ask(as, "POST", "/api/v1/me/second-factor", PasswordProof{Password: testPassword})
	require.Equal(w.t, 200, a.Status, "%s", a.Body)
	secret := a.get("secret")
	require.Equal(w.t, 204, w.ask(as, "POST", "/api/v1/me/second-factor/confirm", map[string]string{"code": w.code(secret)}).Status)
	return secret
}

func TestSecondFactor_IsAskedForOnceItIsConfirmed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.ask("cadre", "POST", "/api/v1/me/second-factor", PasswordProof{Password: "guess"})
		require.Equal(t, "wrong-password", a.problem().Errors[0].Code)
		a = w.ask("cadre", "POST", "/api/v1/me/second-factor", PasswordProof{Password: testPassword})
		secret := a.get("secret")
		require.Contains(t, a.get("address"), "otpauth://totp/")
		require.Equal(t, 200, w.signInWith("cadre", "").Status, "not in force yet")
		wrong := w.ask("cadre", "POST", "/api/v1/me/second-factor/confirm", map[string]string{"code": "000000"})
		require.Equal(t, "wrong-code", wrong.problem().Errors[0].Code)
		require.Equal(t, 204, w.ask("cadre", "POST", "/api/v1/me/second-factor/confirm", map[string]string{"code": w.code(secret)}).Status)
		require.Equal(t, 409, w.ask("cadre", "POST", "/api/v1/me/second-factor", PasswordProof{Password: testPassword}).Status)

		require.Equal(t, string(CodeSecondFactor), w.signInWith("cadre", "").problem().Code)
		require.Equal(t, "wrong-code", w.signInWith("cadre", w.code(secret)).problem().Errors[0].Code, "used for the confirmation")
		w.now = w.now.Add(30 * time.Second)
		code := w.code(secret)
		require.Equal(t, 200, w.signInWith("cadre", code).Status)
		require.Equal(t, "wrong-code", w.signInWith("cadre", code).problem().Errors[0].Code, "no code works twice")
		w.now = w.now.Add(time.Minute)
		require.Equal(t, 200, w.signInWith("cadre", w.code(secret)).Status)
		require.Equal(t, "wrong-code", w.signInWith("cadre", code).problem().Errors[0].Code, "an old one")

		require.Equal(t, 204, w.ask("cadre", "POST", "/api/v1/me/second-factor/off", PasswordProof{Password: testPassword}).Status)
		require.Equal(t, 200, w.signInWith("cadre", "").Status)
	})
}

func TestSecondFactor_CountsWrongCodesAsFailures(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	w.enrol("cadre")
	for range 5 {
		require.Equal(t, 422, w.signInWith("cadre", "000000").Status)
	}
	require.Equal(t, string(CodeSignInWait), w.signInWith("cadre", "000000").problem().Code)
}

func TestSecondFactor_CanBeRequiredOfAdministratorsOrAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.set("login.second_factor", "administrators")
		require.Equal(t, "false", w.signInWith("cadre", "").get("must_enrol"))
		in := w.signInWith("system-admin", "")
		require.Equal(t, "true", in.get("must_enrol"))
		w.secret["system-admin"] = cookieOf(t, in).Value
		require.Equal(t, string(CodeMustEnrol), w.ask("system-admin", "GET", "/api/v1/users", nil).problem().Code)
		require.Equal(t, "true", w.ask("system-admin", "GET", "/api/v1/me", nil).get("must_enrol"))
		w.enrol("system-admin")
		require.Equal(t, 200, w.ask("system-admin", "GET", "/api/v1/users", nil).Status)
		off := w.ask("system-admin", "POST", "/api/v1/me/second-factor/off", PasswordProof{Password: testPassword})
		require.Equal(t, string(CodeMustEnrol), off.problem().Code)
		require.Equal(t, string(CodeSecondFactor), w.signInWith("system-admin", "").problem().Code, "still in force")

		w.set("login.second_factor", "all")
		require.Equal(t, "true", w.signInWith("cadre", "").get("must_enrol"))
	})
}

func TestSecondFactor_IsResetForWhoLostTheirPhone(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	w.enrol("cadre")
	a := w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/reset-second-factor", nil)
	require.Equal(t, "false", a.get("second_factor"))
	require.NotContains(t, string(a.Body), "totp")
	require.Equal(t, 401, w.ask("cadre", "GET", "/api/v1/me", nil).Status)
	require.Equal(t, 200, w.signInWith("cadre", "").Status)
}
