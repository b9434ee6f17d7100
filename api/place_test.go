package api

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

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
			require.NotEmpty(t, e.Params["cell"], e.Pointer)
			if e.Pointer == "/rows/2/phone" {
				require.Equal(t, []string{"G2", "电话"}, []string{e.Params["cell"], e.Params["column"]})
			}
			faults = append(faults, e.Pointer+" "+e.Code)
		}
		slices.Sort(faults)
		require.Equal(t, []string{"/rows/2/kind unknown", "/rows/2/phone bad-format", "/rows/2/responsible no-lead", "/rows/2/unit unknown-unit", "/rows/3/name required", "/rows/5/code taken"}, faults)
		require.Empty(t, list().Items)
		a := send("/api/v1/places/import", good)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		page := list()
		require.Len(t, page.Items, 2)
		require.Equal(t, plan.PostRef(w.post.ID), page.Items[0].Responsible)
		require.Equal(t, "bad-sheet", send("/api/v1/places/import", "no workbook").problem().Code)
	})
}

func TestImportPlaces_TakesKindsAndPostsAsThePageCallsThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var rows [][]string
		wanted := map[string]store.PlaceKind{"工厂": store.PlaceFactory, "企业": store.PlaceFactory}
		for kind, words := range pageWords["placeKind"] {
			for _, name := range []string{kind, words[chinese], words[english], strings.ToUpper(words[english])} {
				wanted[name] = store.PlaceKind(kind)
			}
		}
		posts := []string{"clerk", w.post.Name, w.office.Name + " " + w.post.Name, w.office.Name + w.post.Name}
		for name := range wanted {
			rows = append(rows, []string{"p" + itoa(len(rows)), name, name, w.office.Name, posts[len(rows)%len(posts)]})
		}
		heads := []string{"Code", "Name", "Kind", "Village or unit", "Post that rectifies"}
		a := w.ask("supervisor", "POST", "/api/v1/places/import?check=true", workbook(t, slices.Concat([][]string{heads}, rows)...), func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
		require.Equal(t, 200, a.Status, "%s", a.Body)
		var found struct{ Items []store.Place }
		a.json(&found)
		require.Len(t, found.Items, len(wanted))
		for _, p := range found.Items {
			require.Equal(t, wanted[p.Name], p.Kind, p.Name)
			require.Equal(t, plan.PostRef(w.post.ID), p.Responsible, p.Code)
		}
	})
}

func TestPlacesSheet_SaysWhatThereIsToChooseFrom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.ask("supervisor", "GET", "/api/v1/places/sheet", nil)
		require.Contains(t, a.Header.Get("Content-Disposition"), url.PathEscape("检查对象导入表.xlsx"))
		f, err := excelize.OpenReader(bytes.NewReader(a.Body))
		require.NoError(t, err)
		require.Equal(t, []string{"检查对象", "类别", "单位", "岗位", "填写说明"}, f.GetSheetList())
		rules, err := f.GetDataValidations("检查对象")
		require.NoError(t, err)
		require.Len(t, rules, 3)
		for cell, want := range map[string]string{"类别!A1": "工厂企业", "单位!A1": w.office.Name, "岗位!A1": w.office.Name + " " + w.post.Name} {
			list, at, _ := strings.Cut(cell, "!")
			got, err := f.GetCellValue(list, at)
			require.NoError(t, err)
			require.Equal(t, want, got, cell)
		}
		english := w.ask("supervisor", "GET", "/api/v1/places/sheet", nil, inEnglish)
		require.Contains(t, english.Header.Get("Content-Disposition"), "Places")
	})
}
