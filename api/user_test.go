package api

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
)

func TestUsers(t *testing.T) {
	play(t, []scenario{
		{name: "create", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"Wang.Qiang","name":"王强","unit_id":"{office}"}`,
			status: 201, golden: `{"user":{"username":"Wang.Qiang","status":"active","roles":[],"must_change_password":true,"locale":"zh-CN"}}`,
			save: map[string]string{"wang": "user.id"}},
		{name: "names tell case", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"wang.qiang","name":"王强"}`, status: 201},
		{name: "taken", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"Wang.Qiang","name":"别人"}`,
			status: 422, golden: `{"errors":[{"pointer":"/username","code":"taken"}]}`},
		{name: "no sane name", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"王 强","name":"王强"}`,
			status: 422, golden: `{"errors":[{"pointer":"/username","code":"bad-format"}]}`},
		{name: "roles cannot be sent along", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"x1","name":"x","roles":["leader"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/roles","code":"unknown-field","detail":"没有这个字段"}]}`},
		{name: "change", as: "system-admin", ask: "PUT /api/v1/users/{wang}",
			body:   `{"name":"王小强","staff_type":"civil-servant","locale":"en","email":"wang@example.org"}`,
			status: 200, golden: `{"name":"王小强","unit_id":null,"email":"wang@example.org","staff_type":"civil-servant"}`},
		{name: "give roles", as: "security-admin", ask: "PUT /api/v1/users/{wang}/roles", body: `{"roles":["cadre","evaluator"]}`,
			status: 200, golden: `{"roles":["cadre","evaluator"]}`},
		{name: "three different people", as: "security-admin", ask: "PUT /api/v1/users/{wang}/roles", body: `{"roles":["system-admin","audit-admin"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/roles","code":"three-admins","detail":"系统、安全、审计管理员须由三个人分别担任，不能兼任：系统管理员、审计管理员"}]}`},
		{name: "a role twice", as: "security-admin", ask: "PUT /api/v1/users/{wang}/roles", body: `{"roles":["cadre","cadre"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/roles/1","code":"duplicate"}]}`},
		{name: "no such role", as: "security-admin", ask: "PUT /api/v1/users/{wang}/roles", body: `{"roles":["king"]}`,
			status: 422, golden: `{"errors":[{"pointer":"/roles/0","code":"unknown"}]}`},
		{name: "one's own roles", as: "security-admin", ask: "PUT /api/v1/users/{security-admin}/roles", body: `{"roles":["security-admin","leader"]}`,
			status: 403, golden: `{"code":"own-roles"}`},
		{name: "the last administrator", as: "security-admin", ask: "PUT /api/v1/users/{audit-admin}/roles", body: `{"roles":[]}`,
			status: 409, golden: `{"code":"last-admin","detail":"这是最后一位审计管理员，请先安排他人担任"}`},
		{name: "the last administrator is not locked", as: "system-admin", ask: "POST /api/v1/users/{audit-admin}/lock", status: 409, golden: `{"code":"last-admin"}`},
		{name: "find by part of a name", as: "audit-admin", ask: "GET /api/v1/users?q=WANG", status: 200,
			golden: `{"items":[{"username":"Wang.Qiang"},{"username":"wang.qiang"}]}`},
		{name: "find by role", as: "security-admin", ask: "GET /api/v1/users?role=evaluator", status: 200,
			golden: `{"items":[{"username":"evaluator"},{"username":"Wang.Qiang"}]}`},
		{name: "find by unit", as: "security-admin", ask: "GET /api/v1/users?unit_id=none", status: 200, golden: `{"items":[]}`},
		{name: "first page", as: "system-admin", ask: "GET /api/v1/users?limit=2", status: 200,
			golden: `{"items":[{"username":"leader"},{"username":"supervisor"}]}`, save: map[string]string{"cursor": "next"}},
		{name: "next page", as: "system-admin", ask: "GET /api/v1/users?limit=2&cursor={cursor}", status: 200,
			golden: `{"items":[{"username":"cadre"},{"username":"evaluator"}]}`},
		{name: "a cursor of one's own", as: "system-admin", ask: "GET /api/v1/users?cursor=AAAA", status: 400, golden: `{"code":"bad-cursor"}`},
		{name: "too large a page", as: "system-admin", ask: "GET /api/v1/users?limit=201", status: 422,
			golden: `{"errors":[{"pointer":"/query/limit","code":"out-of-range","detail":"超出允许范围（1 至 200）"}]}`},
		{name: "no number", as: "system-admin", ask: "GET /api/v1/users?limit=x", status: 422,
			golden: `{"errors":[{"pointer":"/query/limit","code":"wrong-type"}]}`},
		{name: "leave", as: "system-admin", ask: "POST /api/v1/users/{wang}/leave", status: 200, golden: `{"status":"left","left_on":"2026-03-04"}`},
		{name: "for good", as: "system-admin", ask: "POST /api/v1/users/{wang}/unlock", status: 409, golden: `{"code":"user-left"}`},
		{name: "no password any more", as: "system-admin", ask: "POST /api/v1/users/{wang}/reset-password", status: 409, golden: `{"code":"user-left"}`},
		{name: "nor a post", as: "system-admin", ask: "POST /api/v1/holders", body: `{"post_id":"{post}","user_id":"{wang}","from":"2026-03-05"}`,
			status: 422, golden: `{"errors":[{"pointer":"/user_id","code":"user-left"}]}`},
	})
}

func TestDelegations(t *testing.T) {
	play(t, []scenario{
		{name: "name a deputy", as: "cadre", ask: "POST /api/v1/delegations",
			body:   `{"to_user":"{deputy}","from":"2026-03-04","to":"2026-03-05","reason":"出差","kinds":["general"]}`,
			status: 201, golden: `{"from_user":"{cadre}","to_user":"{deputy}","kinds":["general"],"created_by":"{cadre}"}`,
			save: map[string]string{"rule": "id"}},
		{name: "the deputy acts for them", as: "deputy", ask: "GET /api/v1/me", status: 200,
			golden: `{"actor":{"for":[{"user":"{cadre}","posts":["{post}"],"kinds":["general"],"delegation":"{rule}"}]}}`},
		{name: "not oneself", as: "cadre", ask: "POST /api/v1/delegations", body: `{"to_user":"{cadre}","from":"2026-03-04","to":"2026-03-05","reason":"x"}`,
			status: 422, golden: `{"errors":[{"pointer":"/to_user","code":"self-delegation"}]}`},
		{name: "not backwards", as: "cadre", ask: "POST /api/v1/delegations", body: `{"to_user":"{deputy}","from":"2026-03-04","to":"2026-03-03","reason":"x"}`,
			status: 422, golden: `{"errors":[{"pointer":"/to","code":"date-order"}]}`},
		{name: "not for others", as: "cadre", ask: "POST /api/v1/delegations",
			body:   `{"from_user":"{leader}","to_user":"{deputy}","from":"2026-03-04","to":"2026-03-05","reason":"x"}`,
			status: 403, golden: `{"code":"forbidden"}`},
		{name: "others do not see it", as: "evaluator", ask: "GET /api/v1/delegations", status: 200, golden: `{"items":[]}`},
		{name: "the deputy does", as: "deputy", ask: "GET /api/v1/delegations", status: 200, golden: `{"items":[{"id":"{rule}"}]}`},
		{name: "and the supervision officer", as: "supervisor", ask: "GET /api/v1/delegations", status: 200, golden: `{"items":[{"id":"{rule}"}]}`},
		{name: "others do not end it", as: "evaluator", ask: "POST /api/v1/delegations/{rule}/end", status: 404},
		{name: "end", as: "cadre", ask: "POST /api/v1/delegations/{rule}/end", status: 200, golden: `{"ended_by":"{cadre}","ended_at":"2026-03-04T02:00:00Z"}`},
		{name: "ended", as: "cadre", ask: "POST /api/v1/delegations/{rule}/end", status: 409, golden: `{"code":"ended","detail":"已于 2026年3月4日10:00 结束"}`},
		{name: "nobody to act for", as: "deputy", ask: "GET /api/v1/me", status: 200, golden: `{"actor":{"for":null}}`},
	})
}

func TestLeave_EndsSessionsAndTokensAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		a := w.ask("cadre", "POST", "/api/v1/me/tokens", map[string]any{"name": "接口", "roles": []string{"cadre"}, "days": 30})
		require.Equal(t, 201, a.Status, "%s", a.Body)
		bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+a.get("secret")) }
		require.Equal(t, 200, w.ask("", "GET", "/api/v1/me", nil, bearer).Status)
		for _, act := range []string{"lock", "unlock", "leave"} {
			require.Equal(t, 200, w.ask("system-admin", "POST", "/api/v1/users/"+w.users["cadre"].ID+"/"+act, nil).Status)
			require.Equal(t, 401, w.ask("cadre", "GET", "/api/v1/me", nil).Status, act)
			require.Equal(t, 401, w.ask("", "GET", "/api/v1/me", nil, bearer).Status, act)
		}
	})
}
