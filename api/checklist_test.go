package api

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func TestChecklists_AreEditedAsNewVersions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var list plan.Checklist
		w.ask("nobody", "GET", "/api/v1/checklists/school", nil).json(&list)
		list.Items = list.Items[:2]
		put := func(as, key string, l plan.Checklist) answer { return w.ask(as, "PUT", "/api/v1/checklists/"+key, l) }
		require.Equal(t, 403, put("leader", "school", list).Status)
		a := put("supervisor", "school", list)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		require.Equal(t, "2", a.get("version"))
		require.Equal(t, string(CodeStaleVersion), put("supervisor", "school", list).problem().Code)
		first := w.ask("nobody", "GET", "/api/v1/checklists/school?version=1", nil)
		require.Contains(t, string(first.Body), "drowning", "the old one stays")
		require.Equal(t, 404, w.ask("nobody", "GET", "/api/v1/checklists/school?version=9", nil).Status)
		list.Version, list.Items[0].Level = 2, "huge"
		require.Equal(t, "/items/0/level", put("supervisor", "school", list).problem().Errors[0].Pointer)
		list.Items[0].Level, list.Items[1].Title.EN, list.Items[1].Basis.EN = plan.GeneralHazard, "", ""
		require.Equal(t, 200, put("supervisor", "school", list).Status, "English may be left out")
		list.Version = 0
		require.Equal(t, 200, put("supervisor", "old-peoples-home", list).Status)
		var all struct{ Items []plan.Checklist }
		w.ask("nobody", "GET", "/api/v1/checklists", nil).json(&all)
		require.Len(t, all.Items, 9)
		require.Equal(t, "/key", put("supervisor", "Home", list).problem().Errors[0].Pointer)
		require.Equal(t, fmt.Sprint(1), w.ask("nobody", "GET", "/api/v1/checklists/old-peoples-home", nil).get("version"))
	})
}
