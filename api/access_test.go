package api

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// command is the row of every command to a goal: whoever sees the goal is let
// in, and the rules judge the rest.
func command(body map[string]any) access {
	withPost := func(own bool) func(*town, store.User) (string, any) {
		return func(w *town, user store.User) (string, any) {
			id, _ := goalOf(own)(w, user)
			raw, err := json.Marshal(body)
			require.NoError(w.t, err)
			if body == nil {
				raw = []byte("{}")
			}
			return id, strings.ReplaceAll(string(raw), "{post}", w.post.ID)
		}
	}
	return access{allow: anybody, own: withPost(true), other: withPost(false), reachesOthers: "leader supervisor"}
}

// channelOf gives a user a channel.
func channelOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		c := store.Channel{UserID: w.owner(own, user).ID, Kind: "mail", Target: "a@example.com"}
		require.NoError(w.t, w.store.Write(context.Background(), func(tx *store.Tx) error { return store.CreateChannel(tx, &c) }))
		return c.ID, nil
	}
}

// goalOf records a running goal whose only step belongs to a user.
func goalOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		step := storetest.Step("s1")
		step.Lead = plan.UserRef(w.owner(own, user).ID)
		return w.running(storetest.Goal(store.NewID(), step)), nil
	}
}

// hazardOf records a running goal whose inspection, by a user, found a hazard.
func hazardOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		step := storetest.Inspection("s1")
		step.Lead = plan.UserRef(w.owner(own, user).ID)
		id := w.running(storetest.Goal(store.NewID(), step))
		actor := plan.Actor{User: w.owner(own, user).ID, Name: "检查人"}
		w.decided(id, storetest.HandIn(plan.Header{ID: store.NewID(), Actor: actor, Step: "s1"}, storetest.Checked("p1", storetest.Hazard("h1"))))
		return id, nil
	}
}

func TestAccess_EveryOperationHasARow(t *testing.T) {
	operations, err := contract()
	require.NoError(t, err)
	ids := map[string]bool{}
	for _, op := range operations {
		ids[op.ID] = true
		row, ok := accessMatrix[op.ID]
		if !ok {
			t.Errorf("accessMatrix lacks %s: say who may call it", op.ID)
			continue
		}
		own := slices.Contains(slices.Collect(maps.Values(op.access)), ScopeOwn)
		if own && strings.Contains(op.route.Path, "{") && (row.own == nil || row.other == nil) {
			t.Errorf("%s reaches what is one's own: its row must make something of one's own and of another's", op.ID)
		}
	}
	for id := range accessMatrix {
		if !ids[id] {
			t.Errorf("accessMatrix speaks of %s, which the contract does not hold", id)
		}
	}
}

// TestAccess_Matrix asks every operation as every role, as somebody without a
// role, and as nobody.
func TestAccess_Matrix(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		people := []string{"", "nobody"}
		for _, r := range plan.Roles {
			people = append(people, string(r))
		}
		for _, op := range sortedOperations(t) {
			row, ok := accessMatrix[op.ID]
			if !ok {
				continue // the test above says so
			}
			t.Run(op.ID, func(t *testing.T) {
				w.t = t
				for _, as := range people {
					w.expectAccess(op, row, as)
				}
			})
		}
	})
}

func sortedOperations(t *testing.T) []*operation {
	t.Helper()
	operations, err := contract()
	require.NoError(t, err)
	return slices.SortedFunc(maps.Values(operations), func(a, b *operation) int { return cmp.Compare(a.ID, b.ID) })
}

// expectAccess holds one cell of the matrix against the API. Being let in and
// then refused for the content is being let in.
func (w *town) expectAccess(op *operation, row access, as string) {
	w.t.Helper()
	a := w.askOf(op, row, as, "none", nil)
	switch {
	case allowed(row.allow, as):
		if a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden {
			require.NotContains(w.t, []string{string(CodeUnauthenticated), string(CodeForbidden)}, a.problem().Code,
				"%s as %q is let in", op.ID, as)
		}
	case as == "":
		require.Equal(w.t, http.StatusUnauthorized, a.Status, "%s as nobody: %s", op.ID, a.Body)
	default:
		require.Equal(w.t, string(CodeForbidden), a.problem().Code, "%s as %s", op.ID, as)
	}
	w.signInAgain(op, as, a)
	if as == "" || row.own == nil || !allowed(row.allow, as) {
		return
	}
	id, body := row.own(w, w.users[as])
	a = w.askOf(op, row, as, id, body)
	require.NotContains(w.t, []int{http.StatusUnauthorized, http.StatusNotFound}, a.Status, "%s as %s, their own: %s", op.ID, as, a.Body)
	if a.Status == http.StatusForbidden {
		require.NotEqual(w.t, string(CodeForbidden), a.problem().Code, "%s as %s, their own", op.ID, as)
	}
	w.signInAgain(op, as, a)
	id, body = row.other(w, w.users[as])
	a = w.askOf(op, row, as, id, body)
	refused := a.Status == http.StatusNotFound || a.Status == http.StatusForbidden && a.problem().Code == string(CodeForbidden)
	require.Equal(w.t, !allowed(row.reachesOthers, as), refused, "%s as %s, somebody else's: %d %s", op.ID, as, a.Status, a.Body)
}

// signInAgain gives somebody a new session after an operation that may have
// ended theirs.
func (w *town) signInAgain(op *operation, as string, a answer) {
	w.t.Helper()
	if as != "" && op.Method != http.MethodGet && a.Status < http.StatusMultipleChoices {
		w.secret[as] = w.session(w.users[as])
	}
}

// askOf asks an operation about one thing, whichever way its path names it.
func (w *town) askOf(op *operation, row access, as, id string, body any) answer {
	w.t.Helper()
	if body == nil {
		body = row.body
	}
	if body == nil && op.route.Operation.RequestBody != nil {
		body = map[string]string{}
	}
	path := strings.NewReplacer("{id}", id, "{key}", id, "{step}", "s1", "{goal}", "none", "{hazard}", "h1", "{subject}", "user:none", "{case}", "1").Replace(op.route.Path)
	return w.ask(as, op.Method, path, body, func(r *http.Request) {
		if op.route.Operation.RequestBody != nil && !op.json {
			r.Header.Set("Content-Type", "application/octet-stream")
		}
	})
}

func allowed(who, as string) bool {
	switch who {
	case anonymous:
		return true
	case anybody:
		return as != ""
	}
	return as != "" && slices.Contains(strings.Fields(who), as)
}

// owner is the asking user, or "other".
func (w *town) owner(own bool, user store.User) store.User {
	if own {
		return user
	}
	return w.users["other"]
}

func (w *town) write(f func(tx *store.Tx) error) {
	w.t.Helper()
	require.NoError(w.t, w.store.Write(context.Background(), f))
}

func accountOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) { return w.owner(own, user).ID, nil }
}

func sessionOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		u := w.owner(own, user)
		w.session(u)
		sessions, err := w.store.Sessions(context.Background(), u.ID, w.now)
		require.NoError(w.t, err)
		return sessions[0].ID, nil
	}
}

func tokenOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		token := store.Token{Name: "t", Hash: store.HashSecret(store.NewSecret()), CreatedAt: w.now, ExpiresAt: w.now.AddDate(1, 0, 0)}
		w.write(func(tx *store.Tx) error { return store.CreateToken(tx, &token, w.owner(own, user)) })
		return token.ID, nil
	}
}

func newDelegation(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		return "", map[string]string{
			"from_user": w.owner(own, user).ID, "to_user": w.users["deputy"].ID, "from": "2026-03-01", "to": "2026-03-31", "reason": "出差",
		}
	}
}

func delegationOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		d := store.Delegation{
			FromUser: w.owner(own, user).ID, ToUser: w.users["deputy"].ID,
			From: calendar.On(2026, 3, 1), To: calendar.On(2026, 3, 31), Reason: "学习",
		}
		w.write(func(tx *store.Tx) error { return store.CreateDelegation(tx, &d) })
		return d.ID, nil
	}
}
