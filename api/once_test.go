package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// TestMadeOnce sends every request that makes something twice with one key:
// the second answer is what the first made, and another key makes another or
// is refused.
func TestMadeOnce(t *testing.T) {
	rows := []struct {
		as, path, body, id string
		changed            string // another body under the same key
		again              int    // status with another key
	}{
		{"system-admin", "/api/v1/units", `{"code":"V1","name":"东村","kind":"village"}`, "id", `{"code":"V2","name":"西村","kind":"village"}`, 422},
		{"system-admin", "/api/v1/posts", `{"code":"P1","name":"副镇长","unit_id":"{office}","grade":"leader"}`, "id", `{"code":"P2","name":"所长","unit_id":"{office}","grade":"leader"}`, 422},
		{"system-admin", "/api/v1/holders", `{"post_id":"{post}","user_id":"{leader}","from":"2026-03-01"}`, "id", `{"post_id":"{post}","user_id":"{leader}","from":"2027-03-01"}`, 422},
		{"system-admin", "/api/v1/users", `{"username":"wangqiang","name":"王强"}`, "user.id", `{"username":"wangqiang","name":"王强生"}`, 422},
		{"cadre", "/api/v1/delegations", `{"to_user":"{other}","from":"2026-03-01","to":"2026-03-02","reason":"出差"}`, "id", `{"to_user":"{other}","from":"2026-03-01","to":"2026-03-03","reason":"出差"}`, 201},
		{"cadre", "/api/v1/places", `{"code":"F9","name":"鞋厂","kind":"factory","unit_id":"{office}"}`, "id", `{"code":"F8","name":"鞋厂","kind":"factory","unit_id":"{office}"}`, 422},
		{"cadre", "/api/v1/me/tokens", `{"name":"表格","roles":["cadre"],"days":30}`, "token.id", `{"name":"表格","roles":["cadre"],"days":31}`, 201},
		{"cadre", "/api/v1/me/channels", `{"kind":"webhook","target":"https://hook.example/a"}`, "channel.id", `{"kind":"webhook","target":"https://hook.example/b"}`, 201},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		known := map[string]string{"office": w.office.ID, "post": w.post.ID}
		for name, u := range w.users {
			known[name] = u.ID
		}
		for _, row := range rows {
			t.Run(strings.TrimPrefix(row.path, "/api/v1/"), func(t *testing.T) {
				w.t = t
				send := func(key string) answer {
					return w.ask(row.as, "POST", row.path, insert(row.body, known), func(r *http.Request) { r.Header.Set("Idempotency-Key", key) })
				}
				first, second := send("the-same-key"), send("the-same-key")
				require.Equal(t, 201, first.Status, "%s", first.Body)
				require.Equal(t, 201, second.Status, "%s", second.Body)
				require.Equal(t, first.get(row.id), second.get(row.id))
				changed := w.ask(row.as, "POST", row.path, insert(row.changed, known), func(r *http.Request) { r.Header.Set("Idempotency-Key", "the-same-key") })
				require.Equal(t, 422, changed.Status, "the key of another request: %s", changed.Body)
				require.Equal(t, string(plan.CodeKeyReused), changed.problem().Code)
				other := send("another-key")
				require.Equal(t, row.again, other.Status, "%s", other.Body)
				if other.Status == 201 {
					require.NotEqual(t, first.get(row.id), other.get(row.id))
				}
			})
		}
	})
}

// TestMadeOnceSecrets: what is shown only once is of use after the second
// answer too, and an account that somebody uses already keeps its password.
func TestMadeOnceSecrets(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		send := func(as, path, body string) answer {
			return w.ask(as, "POST", path, body, func(r *http.Request) { r.Header.Set("Idempotency-Key", "the-same-key") })
		}
		account := `{"username":"wangqiang","name":"王强"}`
		send("system-admin", "/api/v1/users", account)
		second := send("system-admin", "/api/v1/users", account)
		in := w.signIn("wangqiang", second.get("password"))
		require.Equal(t, 200, in.Status, "%s", in.Body)
		u, err := s.User(t.Context(), second.get("user.id"))
		require.NoError(t, err)
		w.write(func(tx *store.Tx) error { return store.SetPassword(tx, &u, "own", false, "") })
		taken := send("system-admin", "/api/v1/users", account)
		require.Equal(t, 422, taken.Status, "%s", taken.Body)

		token := `{"name":"表格","roles":["cadre"],"days":30}`
		lost, kept := send("cadre", "/api/v1/me/tokens", token), send("cadre", "/api/v1/me/tokens", token)
		for secret, status := range map[string]int{lost.get("secret"): 401, kept.get("secret"): 200} {
			me := w.ask("", "GET", "/api/v1/me", nil, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) })
			require.Equal(t, status, me.Status, "%s", me.Body)
		}
		require.Equal(t, 204, w.ask("cadre", "DELETE", "/api/v1/me/tokens/"+kept.get("token.id"), nil).Status)
		revoked := send("cadre", "/api/v1/me/tokens", token)
		require.Equal(t, 422, revoked.Status, "what was taken back does not come back: %s", revoked.Body)
	})
}
