package api

import "testing"

func TestSettings(t *testing.T) {
	play(t, []scenario{
		{name: "the security administrator keeps passwords", as: "security-admin", ask: "PUT /api/v1/settings/password.min_length", body: `{"value":12}`, status: 204},
		{name: "not the system administrator", as: "system-admin", ask: "PUT /api/v1/settings/password.min_length", body: `{"value":12}`,
			status: 403, golden: `{"code":"not-keeper","detail":"这个设置由安全管理员修改"}`},
		{name: "nor the security administrator the rest", as: "security-admin", ask: "PUT /api/v1/settings/report.monthly_day", body: `{"value":25}`,
			status: 403, golden: `{"code":"not-keeper","detail":"这个设置由系统管理员、督查员修改"}`},
		{name: "but the supervision officer", as: "supervisor", ask: "PUT /api/v1/settings/report.monthly_day", body: `{"value":25}`, status: 204},
		{name: "out of bounds", as: "supervisor", ask: "PUT /api/v1/settings/report.monthly_day", body: `{"value":31}`,
			status: 422, golden: `{"errors":[{"pointer":"/value","code":"setting-value","detail":"设置 report.monthly_day 的取值应为：1..28"}]}`},
		{name: "the wrong type", as: "supervisor", ask: "PUT /api/v1/settings/report.monthly_day", body: `{"value":"25"}`, status: 422},
		{name: "a text with a form", as: "system-admin", ask: "PUT /api/v1/settings/office.hours", body: `{"value":"08:00-12:00,14:00-18:00"}`, status: 204},
		{name: "not in that form", as: "system-admin", ask: "PUT /api/v1/settings/office.hours", body: `{"value":"morning"}`, status: 422},
		{name: "unknown", as: "system-admin", ask: "PUT /api/v1/settings/colour", body: `{"value":1}`, status: 404, golden: `{"code":"unknown-setting"}`},
		{name: "back to the default", as: "system-admin", ask: "DELETE /api/v1/settings/office.hours", status: 204},
		{name: "unknown has no default", as: "system-admin", ask: "DELETE /api/v1/settings/colour", status: 404},
		{name: "read", as: "leader", ask: "GET /api/v1/settings", status: 200},
		{name: "in force at once", as: "system-admin", ask: "POST /api/v1/users", body: `{"username":"x1","name":"x"}`, status: 201},
		{name: "calendars", as: "nobody", ask: "GET /api/v1/calendars", status: 200, golden: `{"items":[{"active":true}]}`},
	})
}
