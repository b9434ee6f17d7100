package api

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"duban/store"
	"duban/store/storetest"
)

// sheet is a workbook with these rows.
func workbook(t *testing.T, rows ...[]string) string {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, f.SetSheetRow(f.GetSheetName(0), cell, &row))
	}
	b, err := f.WriteToBuffer()
	require.NoError(t, err)
	return b.String()
}

func (w *town) importPeople(path, body string) answer {
	w.t.Helper()
	return w.ask("system-admin", "POST", path, body, func(r *http.Request) { r.Header.Set("Content-Type", "application/octet-stream") })
}

func TestImportPeople_MakesAnAccountOfEveryRow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		body := workbook(t, []string{"姓名", "用户名", "单位", "岗位", "人员类别", "手机"},
			[]string{"王强", "wang.qiang", "党政办", "干事", "公务员", "138 0000 0000"},
			[]string{},
			[]string{" 李梅 ", "li.mei", "office"})
		const import_, users = "/api/v1/users/import", "/api/v1/users?q="
		check := w.importPeople(import_+"?check=true", body)
		require.Equal(t, 200, check.Status, "%s", check.Body)
		var none struct{ Items []store.User }
		w.ask("system-admin", "GET", users+"wang.qiang", nil).json(&none)
		require.Empty(t, none.Items, "a check stores nothing")

		a := w.importPeople(import_, body)
		require.Equal(t, 200, a.Status, "%s", a.Body)
		var made struct {
			Items []struct {
				Row      int
				User     store.User
				Password string
			}
		}
		a.json(&made)
		require.Len(t, made.Items, 2)
		wang, li := made.Items[0], made.Items[1]
		require.Equal(t, []any{2, "王强", store.CivilServant, w.office.ID, true},
			[]any{wang.Row, wang.User.Name, wang.User.StaffType, wang.User.UnitID, wang.User.MustChange})
		require.Equal(t, []any{4, "李梅", w.office.ID}, []any{li.Row, li.User.Name, li.User.UnitID})
		in := w.signIn("wang.qiang", wang.Password)
		require.Equal(t, 200, in.Status)
		require.Contains(t, string(in.Body), w.post.ID, "appointed from today")

		again := w.importPeople(import_, body).problem()
		require.Len(t, again.Errors, 2)
		require.Equal(t, "/rows/2/username taken", again.Errors[0].Pointer+" "+again.Errors[0].Code)
	})
}

func TestImportPeople_TellsEveryFaultAndStoresNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.importPeople("/api/v1/users/import", workbook(t, []string{"username", "name", "unit", "post", "staff_type", "email"},
			[]string{"fine", "好"},
			[]string{"王 强", "王强", "没有", "没有", "国王", "nonsense"},
			[]string{"", "无名"},
			[]string{"twin", "甲"}, []string{"twin", "乙"}, []string{"cadre", "丙"}))
		got := map[string]string{}
		for _, e := range a.problem().Errors {
			got[e.Pointer] = e.Code
		}
		require.Equal(t, map[string]string{
			"/rows/3/username": "bad-format", "/rows/3/unit": "unknown-unit", "/rows/3/post": "unknown-post",
			"/rows/3/staff_type": "unknown", "/rows/3/email": "bad-format", "/rows/4/username": "required",
			"/rows/6/username": "taken", "/rows/7/username": "taken",
		}, got)
		var none struct{ Items []store.User }
		w.ask("system-admin", "GET", "/api/v1/users?q=fine", nil).json(&none)
		require.Empty(t, none.Items)
	})
}

func TestImportPeople_RefusesWhatIsNoSheet(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	for name, row := range map[string]struct {
		body, code, pointer string
	}{
		"no workbook":       {"hello", "bad-sheet", ""},
		"nobody in it":      {workbook(t, []string{"用户名", "姓名"}), "sheet-empty", ""},
		"an unknown column": {workbook(t, []string{"用户名", "姓名", "角色"}, []string{"a", "b", "leader"}), "unknown-field", "/rows/1/角色"},
		"no names":          {workbook(t, []string{"用户名"}, []string{"a"}), "column-missing", "/rows/1/name"},
	} {
		p := w.importPeople("/api/v1/users/import", row.body).problem()
		if len(p.Errors) > 0 {
			require.Equal(t, row.code+row.pointer, p.Errors[0].Code+p.Errors[0].Pointer, name)
			continue
		}
		require.Equal(t, row.code, p.Code, name)
	}
}

func TestPeopleSheet_CanBeFilledIn(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	a := w.ask("system-admin", "GET", "/api/v1/users/sheet", nil)
	require.Equal(t, 200, a.Status)
	f, err := excelize.OpenReader(bytes.NewReader(a.Body))
	require.NoError(t, err)
	require.NoError(t, f.SetCellStr(f.GetSheetName(0), "A2", "zhao"))
	require.NoError(t, f.SetCellStr(f.GetSheetName(0), "B2", "赵"))
	b, err := f.WriteToBuffer()
	require.NoError(t, err)
	require.Equal(t, 200, w.importPeople("/api/v1/users/import", b.String()).Status)
}
