package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
	"duban/templates"
)

func TestTemplates_AreEditedAsNewVersions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		read := func(path string) TemplateView {
			a := w.ask("supervisor", "GET", "/api/v1/templates/"+path, nil)
			require.Equal(t, 200, a.Status, "%s", a.Body)
			var view TemplateView
			a.json(&view)
			return view
		}
		shipped := read(templates.General)
		require.Equal(t, 1, shipped.Template.Version)
		require.Contains(t, shipped.Text, "kind: general")
		number := shipped.Template.Numbers[0]
		changed := number.Value.String() + "0" // ten times as much
		if number.Max != nil {
			changed = number.Max.String()
		}

		put := func(as string, body map[string]any) answer {
			return w.ask(as, "PUT", "/api/v1/templates/general", body)
		}
		require.Equal(t, "forbidden", put("leader", map[string]any{"version": 1}).problem().Code)
		edit := map[string]any{"version": 1, "numbers": map[string]string{number.Key: changed}, "check": true}
		require.Equal(t, 200, put("supervisor", edit).Status)
		require.Len(t, read(templates.General).Versions, 1, "checking stores nothing")
		delete(edit, "check")
		require.Equal(t, 200, put("supervisor", edit).Status)
		edited := read(templates.General)
		require.Equal(t, 2, edited.Template.Version)
		require.Equal(t, changed, edited.Template.Number(number.Key).Value.String())
		require.Equal(t, w.users["supervisor"].ID, edited.Versions[0].CreatedBy)
		old := read("general?version=1")
		require.Equal(t, number.Value, old.Template.Number(number.Key).Value, "the old version stays")

		require.Equal(t, string(CodeStaleVersion), put("supervisor", edit).problem().Code, "somebody was faster")
		bad := put("supervisor", map[string]any{"version": 2, "numbers": map[string]string{"nothing": "1"}}).problem()
		require.Equal(t, "/numbers/nothing", bad.Errors[0].Pointer)
		broken := strings.Replace(edited.Text, "kind: general", "kind: general\nsurprise: 1", 1)
		bad = put("supervisor", map[string]any{"version": 2, "text": broken}).problem()
		require.Equal(t, string(templates.CodeNotYAML), bad.Errors[0].Code)
		require.NotEmpty(t, bad.Errors[0].Params["line"])
		other := strings.Replace(edited.Text, "kind: general", "kind: safety-check", 1)
		require.Equal(t, 422, put("supervisor", map[string]any{"version": 2, "text": other}).Status)
		require.Equal(t, 404, w.ask("supervisor", "GET", "/api/v1/templates/general?version=9", nil).Status)
		require.Equal(t, 404, w.ask("supervisor", "GET", "/api/v1/templates/nothing", nil).Status)

		var list struct{ Items []templates.Template }
		w.ask("cadre", "GET", "/api/v1/templates", nil).json(&list)
		require.Len(t, list.Items, len(templates.Kinds))
		require.Equal(t, 2, list.Items[len(list.Items)-1].Version, "new goals start from the newest")
	})
}
