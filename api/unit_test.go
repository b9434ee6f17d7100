package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

func TestUnits(t *testing.T) {
	play(t, []scenario{
		{name: "create", as: "system-admin", ask: "POST /api/v1/units", body: `{"code":"V1","name":"东村","kind":"village","sort":5}`,
			status: 201, golden: `{"code":"V1","name":"东村","kind":"village","sort":5,"active":true}`, save: map[string]string{"village": "id"}},
		{name: "the code is taken", as: "system-admin", ask: "POST /api/v1/units", body: `{"code":"V1","name":"西村","kind":"village"}`,
			status: 422, golden: `{"code":"invalid","errors":[{"pointer":"/code","code":"taken","detail":"V1 已被使用"}]}`},
		{name: "codes tell case", as: "system-admin", ask: "POST /api/v1/units", body: `{"code":"v1","name":"西村","kind":"village","parent_id":"{village}"}`,
			status: 201, golden: `{"parent_id":"{village}"}`, save: map[string]string{"child": "id"}},
		{name: "every fault at once", as: "system-admin", ask: "POST /api/v1/units", body: `{"name":"","kind":"castle","colour":"red"}`,
			status: 422, golden: `{"code":"invalid","title":"填写有误"}`},
		{name: "an unknown parent", as: "system-admin", ask: "POST /api/v1/units", body: `{"code":"x","name":"x","kind":"other","parent_id":"none"}`,
			status: 422, golden: `{"errors":[{"pointer":"/parent_id","code":"unknown-unit"}]}`},
		{name: "a unit below itself", as: "system-admin", ask: "PUT /api/v1/units/{village}",
			body:   `{"code":"V1","name":"东村","kind":"village","parent_id":"{child}"}`,
			status: 422, golden: `{"errors":[{"pointer":"/parent_id","code":"unit-loop"}]}`},
		{name: "change", as: "system-admin", ask: "PUT /api/v1/units/{village}", body: `{"code":"V1","name":"东社区","kind":"village","active":false}`,
			status: 200, golden: `{"name":"东社区","active":false,"sort":0}`},
		{name: "change to the same", as: "system-admin", ask: "PUT /api/v1/units/{village}", body: `{"code":"V1","name":"东社区","kind":"village","active":false}`,
			status: 200, golden: `{"name":"东社区"}`},
		{name: "read", as: "nobody", ask: "GET /api/v1/units/{village}", status: 200, golden: `{"name":"东社区","active":false}`},
		{name: "list", as: "cadre", ask: "GET /api/v1/units", status: 200,
			golden: `{"items":[{"code":"V1"},{"code":"office"},{"code":"v1","parent_id":"{village}"}]}`},
		{name: "in use", as: "system-admin", ask: "DELETE /api/v1/units/{village}", status: 409, golden: `{"code":"in-use"}`},
		{name: "delete the child", as: "system-admin", ask: "DELETE /api/v1/units/{child}", status: 204},
		{name: "delete", as: "system-admin", ask: "DELETE /api/v1/units/{village}", status: 204},
		{name: "gone", as: "system-admin", ask: "DELETE /api/v1/units/{village}", status: 404, golden: `{"code":"not-found"}`},
		{name: "nothing to change", as: "system-admin", ask: "PUT /api/v1/units/none", body: `{"code":"V1","name":"东社区","kind":"village"}`, status: 404},
	})
}

func TestPosts(t *testing.T) {
	play(t, []scenario{
		{name: "create", as: "system-admin", ask: "POST /api/v1/posts",
			body:   `{"code":"P1","name":"分管副镇长","unit_id":"{office}","grade":"leader","in_charge":["{office}"]}`,
			status: 201, golden: `{"grade":"leader","in_charge":["{office}"],"active":true}`, save: map[string]string{"leaderpost": "id"}},
		{name: "unknown units", as: "system-admin", ask: "POST /api/v1/posts",
			body:   `{"code":"P2","name":"x","unit_id":"{office}","grade":"leader","in_charge":["none"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/in_charge/0","code":"unknown-unit"}]}`},
		{name: "taken", as: "system-admin", ask: "POST /api/v1/posts", body: `{"code":"P1","name":"x","unit_id":"{office}","grade":"head"}`,
			status: 422, golden: `{"errors":[{"pointer":"/code","code":"taken"}]}`},
		{name: "change", as: "system-admin", ask: "PUT /api/v1/posts/{leaderpost}", body: `{"code":"P1","name":"副镇长","unit_id":"{office}","grade":"leader"}`,
			status: 200, golden: `{"name":"副镇长"}`},
		{name: "list", as: "nobody", ask: "GET /api/v1/posts", status: 200, golden: `{"items":[{"code":"P1"},{"code":"clerk"}]}`},
		{name: "appoint", as: "system-admin", ask: "POST /api/v1/holders", body: `{"post_id":"{leaderpost}","user_id":"{leader}","from":"2026-03-01"}`,
			status: 201, golden: `{"from":"2026-03-01"}`, save: map[string]string{"holder": "id"}},
		{name: "twice at once", as: "system-admin", ask: "POST /api/v1/holders",
			body:   `{"post_id":"{leaderpost}","user_id":"{leader}","from":"2026-05-01","to":"2026-05-02"}`,
			status: 422, golden: `{"errors":[{"pointer":"/user_id","code":"overlap"}]}`},
		{name: "several holders", as: "system-admin", ask: "POST /api/v1/holders",
			body: `{"post_id":"{leaderpost}","user_id":"{other}","from":"2026-04-01","to":"2026-04-30"}`, status: 201},
		{name: "backwards", as: "system-admin", ask: "POST /api/v1/holders",
			body:   `{"post_id":"{leaderpost}","user_id":"{other}","from":"2026-06-02","to":"2026-06-01"}`,
			status: 422, golden: `{"errors":[{"pointer":"/to","code":"date-order","detail":"日期不能早于 2026-06-02"}]}`},
		{name: "no such day", as: "system-admin", ask: "POST /api/v1/holders", body: `{"post_id":"{leaderpost}","user_id":"{other}","from":"2026-02-30"}`,
			status: 422, golden: `{"errors":[{"pointer":"/from","code":"bad-format"}]}`},
		{name: "nobody of that name", as: "system-admin", ask: "POST /api/v1/holders", body: `{"post_id":"none","user_id":"none","from":"2026-02-01"}`,
			status: 422, golden: `{"errors":[{"pointer":"/post_id","code":"unknown-post"}]}`},
		{name: "end before it began", as: "system-admin", ask: "POST /api/v1/holders/{holder}/end", body: `{"to":"2026-02-01"}`,
			status: 422, golden: `{"errors":[{"pointer":"/to","code":"date-order"}]}`},
		{name: "directory before", as: "nobody", ask: "GET /api/v1/directory", status: 200},
		{name: "end", as: "system-admin", ask: "POST /api/v1/holders/{holder}/end", body: `{"to":"2026-03-31"}`, status: 200, golden: `{"to":"2026-03-31"}`},
		{name: "one to come", as: "system-admin", ask: "POST /api/v1/holders", body: `{"post_id":"{leaderpost}","user_id":"{leader}","from":"2099-01-01"}`,
			status: 201, save: map[string]string{"tocome": "id"}},
		{name: "withdrawn by a leader", as: "leader", ask: "DELETE /api/v1/holders/{tocome}", status: 403},
		{name: "withdrawn", as: "system-admin", ask: "DELETE /api/v1/holders/{tocome}", status: 204},
		{name: "withdrawn again", as: "system-admin", ask: "DELETE /api/v1/holders/{tocome}", status: 404},
		{name: "one that began stays", as: "system-admin", ask: "DELETE /api/v1/holders/{holder}", status: 409,
			golden: `{"code":"begun","detail":"任职已于 2026-03-01 开始，不能撤销，可以填写任职的最后一天"}`},
		{name: "history", as: "nobody", ask: "GET /api/v1/holders?post_id={leaderpost}", status: 200,
			golden: `{"items":[{"user_id":"{other}","from":"2026-04-01"},{"user_id":"{leader}","to":"2026-03-31"}]}`},
		{name: "the leader's posts", as: "leader", ask: "GET /api/v1/me", status: 200, golden: `{"actor":{"posts":["{leaderpost}"],"units":["{office}"],"roles":["leader"]}}`},
		{name: "held posts stay", as: "system-admin", ask: "DELETE /api/v1/posts/{leaderpost}", status: 409, golden: `{"code":"in-use"}`},
		{name: "one", as: "nobody", ask: "GET /api/v1/posts/{leaderpost}", status: 200},
		{name: "none", as: "nobody", ask: "GET /api/v1/posts/none", status: 404},
	})
}

func TestUnit_IsNotNamedTwiceBelowTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		unit := func(code, name, parent string) answer {
			return w.ask("system-admin", "POST", "/api/v1/units", map[string]any{"code": code, "name": name, "kind": "office", "parent_id": parent})
		}
		first := unit("tax-1", "财税所", "")
		require.Equal(t, 201, first.Status, "%s", first.Body)
		p := unit("tax-2", "财税所", "").problem()
		require.Equal(t, []string{"/name", "taken"}, []string{p.Errors[0].Pointer, p.Errors[0].Code})
		require.Equal(t, 201, unit("tax-3", "财税所", w.office.ID).Status, "below another one it may be")
		id := first.get("id")
		off := w.ask("system-admin", "PUT", "/api/v1/units/"+id, map[string]any{"code": "tax-1", "name": "财税所", "kind": "office", "active": false})
		require.Equal(t, 200, off.Status, "%s", off.Body)
		require.Equal(t, 201, unit("tax-2", "财税所", "").Status, "the name of one out of use is free")
		book := workbook(t, []string{"用户名", "姓名", "单位"}, []string{"shuisuo", "税某", "财税所"})
		faults := w.importPeople("/api/v1/users/import", book).problem()
		require.Equal(t, string(store.CodeAmbiguous), faults.Errors[0].Code, "two are in use")
	})
}

func TestUnitUse_TellsWhatHangsOnIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var use UnitUse
		w.ask("system-admin", "GET", "/api/v1/units/"+w.office.ID+"/use", nil).json(&use)
		require.NotEmpty(t, use.Holders)
		require.Empty(t, use.Units)
		below := w.ask("system-admin", "POST", "/api/v1/units", map[string]any{"code": "sub", "name": "下属站", "kind": "station", "parent_id": w.office.ID})
		require.Equal(t, 201, below.Status, "%s", below.Body)
		w.ask("system-admin", "GET", "/api/v1/units/"+w.office.ID+"/use", nil).json(&use)
		require.Equal(t, "下属站", use.Units[0].Name)
		require.Equal(t, 404, w.ask("system-admin", "GET", "/api/v1/units/nowhere/use", nil).Status)
	})
}
