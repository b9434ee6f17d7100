package api

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func TestPlaces_AreKeptByThoseWhoInspect(t *testing.T) {
	play(t, []scenario{
		{name: "a place", as: "cadre", ask: "POST /api/v1/places", status: 201, save: map[string]string{"place": "id"},
			body:   `{"code":"f1","name":"某某鞋厂","kind":"factory","unit_id":"{office}","phone":"138 0000 0000","responsible":"post:{post}"}`,
			golden: `{"code":"f1","active":true,"responsible":"post:{post}"}`},
		{name: "its code again", as: "supervisor", ask: "POST /api/v1/places", status: 422, body: `{"code":"f1","name":"x","kind":"shop","unit_id":"{office}"}`,
			golden: `{"errors":[{"pointer":"/code","code":"taken"}]}`},
		{name: "a kind that is none", as: "cadre", ask: "POST /api/v1/places", status: 422, body: `{"code":"f2","name":"x","kind":"castle","unit_id":"{office}"}`},
		{name: "a unit that is none", as: "cadre", ask: "POST /api/v1/places", status: 422, body: `{"code":"f2","name":"x","kind":"shop","unit_id":"x"}`,
			golden: `{"errors":[{"pointer":"/unit_id","code":"unknown-unit"}]}`},
		{name: "the list", as: "nobody", ask: "GET /api/v1/places?kind=factory&unit={office}&q=鞋&active=true", status: 200, golden: `{"items":[{"id":"{place}"}]}`},
		{name: "no such", as: "nobody", ask: "GET /api/v1/places?active=false", status: 200, golden: `{"items":[]}`},
		{name: "changed", as: "cadre", ask: "PUT /api/v1/places/{place}", status: 200, golden: `{"name":"某某制鞋厂","active":false}`,
			body: `{"code":"f1","name":"某某制鞋厂","kind":"factory","unit_id":"{office}","active":false}`},
		{name: "read", as: "nobody", ask: "GET /api/v1/places/{place}", status: 200, golden: `{"name":"某某制鞋厂"}`},
		{name: "nothing happened there", as: "nobody", ask: "GET /api/v1/places/{place}/history", status: 200, golden: `{"items":[]}`},
		{name: "no place", as: "nobody", ask: "GET /api/v1/places/x/history", status: 404},
		{name: "removed by a cadre", as: "cadre", ask: "DELETE /api/v1/places/{place}", status: 403},
		{name: "removed", as: "supervisor", ask: "DELETE /api/v1/places/{place}", status: 204},
		{name: "gone", as: "nobody", ask: "GET /api/v1/places/{place}", status: 404},
	})
}

func TestImportPlaces_EntersAllRowsOrNone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		send := func(path, body string) answer {
			return w.ask("supervisor", "POST", path, body, func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
		}
		empty := w.ask("supervisor", "GET", "/api/v1/places/sheet", nil)
		require.Equal(t, 200, empty.Status)
		names := []string{"编号", "名称", "类别", "所属单位", "地址", "负责人", "电话", "责任岗位编码"}
		good := workbook(t, names, []string{"f1", "鞋厂", "工厂", "党政办", "工业路1号", "王总", "138", "clerk"}, []string{"s1", "小学", "school", "office"})
		require.Equal(t, 200, send("/api/v1/places/import?check=true", good).Status)
		list := func() (page PlacePage) {
			w.ask("supervisor", "GET", "/api/v1/places", nil).json(&page)
			return page
		}
		require.Empty(t, list().Items, "a check stores nothing")
		bad := workbook(t, names, []string{"f1", "鞋厂", "城堡", "没有的单位", "", "", "电话", "nobody"}, []string{"f2", "", "工厂", "党政办"}, []string{"f3", "小学", "学校", "党政办"}, []string{"f3", "又一所", "学校", "党政办"})
		var faults []string
		for _, e := range send("/api/v1/places/import", bad).problem().Errors {
			faults = append(faults, e.Pointer+" "+e.Code)
		}
		slices.Sort(faults)
		require.Equal(t, []string{"/rows/2/kind unknown", "/rows/2/phone bad-format", "/rows/2/responsible unknown-post", "/rows/2/unit unknown-unit", "/rows/3/name required", "/rows/5/code taken"}, faults)
		require.Empty(t, list().Items)
		a := send("/api/v1/places/import", good)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		page := list()
		require.Len(t, page.Items, 2)
		require.Equal(t, plan.PostRef(w.post.ID), page.Items[0].Responsible)
		require.Equal(t, "bad-sheet", send("/api/v1/places/import", "no workbook").problem().Code)
	})
}
