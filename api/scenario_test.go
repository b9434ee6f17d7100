package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

// scenario is one row: who asks what, and what must come back. In the path,
// the body and the golden answer {name} stands for something of the town: a
// user's id by user name, {office}, {post}, or what an earlier row saved.
type scenario struct {
	name   string
	as     string // user name; "" is nobody
	ask    string // method and path
	body   string
	status int
	golden string            // JSON; every field it names must come back so, lists in full
	save   map[string]string // name → path of a text in the answer
}

// play runs the rows in order in one town, on each engine.
func play(t *testing.T, rows []scenario, change ...func(*Deps)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s, change...)
		known := map[string]string{"office": w.office.ID, "post": w.post.ID}
		for name, u := range w.users {
			known[name] = u.ID
		}
		for _, row := range rows {
			t.Run(row.name, func(t *testing.T) {
				w.t = t
				w.row(row, known)
			})
		}
	})
}

func (w *town) row(row scenario, known map[string]string) {
	w.t.Helper()
	method, path, _ := strings.Cut(insert(row.ask, known), " ")
	var body any
	if row.body != "" {
		body = insert(row.body, known)
	}
	a := w.ask(row.as, method, path, body)
	require.Equal(w.t, row.status, a.Status, "%s", a.Body)
	if row.golden != "" {
		var want, got any
		require.NoError(w.t, json.Unmarshal([]byte(insert(row.golden, known)), &want), "golden")
		a.json(&got)
		if diff := unlike("", want, got); diff != "" {
			w.t.Fatalf("%s\nanswer: %s", diff, a.Body)
		}
	}
	for name, path := range row.save {
		known[name] = a.get(path)
	}
}

func insert(s string, known map[string]string) string {
	for name, value := range known {
		s = strings.ReplaceAll(s, "{"+name+"}", value)
	}
	return s
}

// unlike says where got lacks something that want names, or "".
func unlike(at string, want, got any) string {
	switch want := want.(type) {
	case map[string]any:
		have, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s is %v", at, got)
		}
		for name, v := range want {
			if diff := unlike(at+"/"+name, v, have[name]); diff != "" {
				return diff
			}
		}
	case []any:
		have, ok := got.([]any)
		if !ok || len(have) != len(want) {
			return fmt.Sprintf("%s is %v, wanted %v", at, got, want)
		}
		for i, v := range want {
			if diff := unlike(fmt.Sprintf("%s/%d", at, i), v, have[i]); diff != "" {
				return diff
			}
		}
	default:
		if fmt.Sprint(want) != fmt.Sprint(got) {
			return fmt.Sprintf("%s is %v, wanted %v", at, got, want)
		}
	}
	return ""
}
