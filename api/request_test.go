package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"duban/plan"
	"duban/store/storetest"
)

func TestRequest_RefusesWhatIsNoSaneRequest(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	unit := "/api/v1/units"
	as := func(media string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Content-Type", media) }
	}
	for _, row := range []struct {
		name, method, path, body string
		change                   func(*http.Request)
		status                   int
		code                     string
	}{
		{"no such address", "GET", "/api/v1/nothing", "", nil, 404, "no-operation"},
		{"the root of the API", "GET", "/api", "", nil, 404, "no-operation"},
		{"another method", "PATCH", unit, "", nil, 405, "method-not-allowed"},
		{"20 MB", "POST", unit, `{"name":"` + strings.Repeat("a", 20<<20) + `"}`, nil, 413, "too-large"},
		{"20 MB of unknown length", "POST", unit, strings.Repeat(" ", 20<<20), func(r *http.Request) { r.ContentLength = -1 }, 413, "too-large"},
		{"no JSON", "POST", unit, `{"code":`, nil, 400, "malformed"},
		{"two values", "POST", unit, `{} {}`, nil, 400, "malformed"},
		{"not UTF-8", "POST", unit, "{\"code\":\"\xff\xfe\"}", nil, 400, "not-text"},
		{"a NUL", "POST", unit, `{"code":"a\u0000b"}`, nil, 400, "not-text"},
		{"not UTF-8 in the query", "GET", "/api/v1/users?q=%ff", "", nil, 400, "not-text"},
		{"not UTF-8 in the path", "GET", "/api/v1/units/%ff", "", nil, 400, "not-text"},
		{"a form", "POST", unit, `code=x`, as("application/x-www-form-urlencoded"), 415, "media-type"},
		{"no media type", "POST", unit, `{}`, as(""), 415, "media-type"},
		{"another site's page", "POST", unit, `{}`, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403, "cross-origin"},
		{"another origin", "POST", unit, `{}`, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403, "cross-origin"},
		{"no body", "POST", unit, "", nil, 422, "invalid"},
		{"an array", "POST", unit, "[]", nil, 422, "invalid"},
		{"a path too long", "GET", "/api/v1/units/" + strings.Repeat("x", 41), "", nil, 422, "invalid"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w.t = t
			change := row.change
			if change == nil {
				change = func(*http.Request) {}
			}
			var body any
			if row.body != "" {
				body = row.body
			}
			a := w.ask("system-admin", row.method, row.path, body, change)
			p := a.problem()
			require.Equal(t, row.code, p.Code, "%s", a.Body)
			require.Equal(t, row.status, a.Status)
			require.Equal(t, row.status, p.Status)
			require.Equal(t, a.Header.Get("X-Request-Id"), p.TraceId)
			require.NotEmpty(t, p.Detail)
		})
	}
}

func TestRequest_NamesEveryFaultyField(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	a := w.ask("system-admin", "POST", "/api/v1/posts",
		`{"name":"`+strings.Repeat("长", 10_000)+`","grade":"king","in_charge":["a","a",7],"sort":1e9,"colour":1}`, inEnglish)
	got := map[string]string{}
	for _, e := range a.problem().Errors {
		got[e.Pointer] = e.Code + ": " + e.Detail
	}
	require.Equal(t, map[string]string{
		"/code": "required: Required", "/unit_id": "required: Required", "/name": "too-long: At most 120 characters",
		"/grade": "unknown: Unknown: king", "/in_charge/2": "wrong-type: The wrong type", "/in_charge": "duplicate: Named twice",
		"/sort": "out-of-range: Out of range (-1000000 to 1000000)", "/colour": "unknown-field: There is no such field",
	}, got)
}

func TestProblem_SpeaksTheCallersLanguage(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	zh := w.ask("", "GET", "/api/v1/me", nil).problem()
	en := w.ask("", "GET", "/api/v1/me", nil, inEnglish).problem()
	require.Equal(t, "未登录: 请先登录；登录可能已过期", zh.Title+": "+zh.Detail)
	require.Equal(t, "Unauthorized: Sign in first; your session may have ended", en.Title+": "+en.Detail)
}

func TestFail_TellsNothingOfWhatWentWrongInside(t *testing.T) {
	var log bytes.Buffer
	w := newTown(t, storetest.SQLite(t), func(d *Deps) {
		d.Logger = slog.New(slog.NewJSONHandler(&log, nil))
		d.Checks = func(context.Context) []Check { panic("secret detail") }
	})
	a := w.ask("", "GET", "/readyz", nil)
	require.Equal(t, 500, a.Status)
	require.Equal(t, "internal", a.problem().Code)
	require.NotContains(t, string(a.Body), "secret")
	require.Contains(t, log.String(), "secret detail")
	require.Contains(t, log.String(), a.problem().TraceId)
}

func TestAsRefusal_TellsAbsenceFromFault(t *testing.T) {
	for _, row := range []struct {
		err   error
		code  plan.Code
		known bool
	}{
		{serviceerror.NewUnavailable("x"), CodeNoTemporal, true},
		{errors.Join(errors.New("update"), serviceerror.NewDeadlineExceeded("x")), CodeNoTemporal, true},
		{context.DeadlineExceeded, CodeNoDatabase, true},
		{&plan.Error{Code: plan.CodeDecided}, plan.CodeDecided, true},
		{errors.New("boom"), CodeInternal, false},
	} {
		refusal, known := asRefusal(row.err)
		require.Equal(t, row.code, refusal.Code)
		require.Equal(t, row.known, known)
	}
}

func TestDatabaseGone_IsA503WithRetryAfter(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a := w.ask("cadre", "GET", "/api/v1/me", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })
	require.Equal(t, 503, a.Status)
	require.Equal(t, "5", a.Header.Get("Retry-After"))
	require.Equal(t, "database-unavailable", a.problem().Code)
}

func TestRates_BoundEachCallerByThemselves(t *testing.T) {
	w := newTown(t, storetest.SQLite(t), func(d *Deps) {
		d.Rates = Rates{User: Rate{PerSecond: 1, Burst: 3}, Address: Rate{PerSecond: 1, Burst: 2}}
	})
	use := func(as string) answer { return w.ask(as, "GET", "/api/v1/me", nil) }
	for range 3 {
		require.Equal(t, 200, use("cadre").Status)
	}
	a := use("cadre")
	require.Equal(t, 429, a.Status)
	require.Equal(t, "1", a.Header.Get("Retry-After"))
	require.Equal(t, 200, use("other").Status)
	w.now = w.now.Add(time.Second)
	require.Equal(t, 200, use("cadre").Status)
	for range 2 {
		require.Equal(t, 401, use("").Status)
	}
	require.Equal(t, 429, use("").Status)
	require.Equal(t, 200, use("other").Status, "signed-in people do not share their address's bucket")
}

func TestProxies_AreNotBelievedUnlessTrusted(t *testing.T) {
	ipOf := func(trusted ...string) string {
		w := newTown(t, storetest.SQLite(t), func(d *Deps) { d.TrustedProxies = trusted })
		a := w.ask("", "POST", "/api/v1/session", Credentials{Username: "cadre", Password: testPassword},
			func(r *http.Request) { r.Header.Set("X-Forwarded-For", "203.0.113.9") })
		return a.get("session.ip")
	}
	require.Equal(t, "192.0.2.1", ipOf())
	require.Equal(t, "203.0.113.9", ipOf("192.0.2.0/24"))
}

func TestProbes(t *testing.T) {
	registry := prometheus.NewRegistry()
	down := false
	w := newTown(t, storetest.SQLite(t), func(d *Deps) {
		d.Metrics = registry
		d.Checks = func(context.Context) []Check { return []Check{{Name: "temporal", OK: !down}} }
	})
	require.Equal(t, 200, w.ask("", "GET", "/livez", nil).Status)
	require.Equal(t, 200, w.ask("", "GET", "/readyz", nil).Status)
	down = true
	a := w.ask("", "GET", "/readyz", nil)
	require.Equal(t, 503, a.Status)
	require.JSONEq(t, `{"ready":false,"checks":[{"name":"temporal","ok":false}]}`, string(a.Body))
	require.Equal(t, 200, w.ask("cadre", "GET", "/api/v1/me", nil).Status)
	metrics := string(w.ask("", "GET", "/metrics", nil).Body)
	require.Contains(t, metrics, `duban_http_request_seconds_count{operation="me",status="200"} 1`)
	spec := w.ask("", "GET", "/openapi.yaml", nil)
	require.Equal(t, contractYAML, spec.Body)
}

func TestPage_ServesFilesAndDeepLinksUnderAStrictPolicy(t *testing.T) {
	files := fstest.MapFS{
		"index.html":    {Data: []byte(`<script nonce="__CSP_NONCE__" src="/assets/a.js"></script>`)},
		"assets/a.js":   {Data: []byte(strings.Repeat("console.log(1);", 100))},
		"favicon.ico":   {Data: []byte{0, 0, 1, 0}},
		"manifest.json": {Data: []byte(`{}`)},
	}
	w := newTown(t, storetest.SQLite(t), func(d *Deps) { d.Web = files })
	for _, path := range []string{"/", "/index.html", "/goals/01", "/goals/01.5"} {
		a := w.ask("", "GET", path, nil)
		require.Equal(t, 200, a.Status, path)
		_, rest, _ := strings.Cut(a.Header.Get("Content-Security-Policy"), "script-src 'self' 'nonce-")
		nonce, _, _ := strings.Cut(rest, "'")
		require.Len(t, nonce, 22)
		require.Contains(t, string(a.Body), `nonce="`+nonce+`"`)
		require.Equal(t, "no-cache", a.Header.Get("Cache-Control"))
		require.Equal(t, "DENY", a.Header.Get("X-Frame-Options"))
	}
	a := w.ask("", "GET", "/assets/a.js", nil, func(r *http.Request) { r.Header.Set("Accept-Encoding", "br, gzip") })
	require.Equal(t, "gzip", a.Header.Get("Content-Encoding"))
	require.Contains(t, a.Header.Get("Cache-Control"), "immutable")
	require.Less(t, len(a.Body), 200)
	plain := w.ask("", "GET", "/assets/a.js", nil)
	require.Len(t, plain.Body, 1500)
	require.Equal(t, 404, w.ask("", "GET", "/assets/gone.js", nil).Status, "never the page instead of a script")
	require.Equal(t, 200, w.ask("", "GET", "/favicon.ico", nil).Status)
	require.Equal(t, 404, w.ask("", "POST", "/goals/01", nil).Status)
	require.Equal(t, 404, w.ask("", "GET", "/api/v1/nothing", nil).Status)
}

func TestNew_RefusesAPageWithoutIndex(t *testing.T) {
	_, err := New(Deps{Store: storetest.SQLite(t), Web: fstest.MapFS{}})
	require.Error(t, err)
	_, err = New(Deps{Store: storetest.SQLite(t), TrustedProxies: []string{"nonsense"}})
	require.Error(t, err)
}

func TestRequest_KeepsTheCallersTraceID(t *testing.T) {
	w := newTown(t, storetest.SQLite(t))
	for id, kept := range map[string]bool{"trace-0123456789": true, "short": false, "a b c d e f g h": false, strings.Repeat("x", 65): false} {
		a := w.ask("", "GET", "/livez", nil, func(r *http.Request) { r.Header.Set("X-Request-Id", id) })
		require.Equal(t, kept, a.Header.Get("X-Request-Id") == id, id)
		require.NotEmpty(t, a.Header.Get("X-Request-Id"))
	}
}

func FuzzRequest_NeverPanics(f *testing.F) {
	f.Add(`{"code":"a","name":"b","kind":"office"}`)
	f.Add(`{"code":{"a":[[[]]]},"sort":1e999}`)
	f.Add("\xff")
	s := storetest.SQLite(f)
	h, err := New(Deps{Store: s, Logger: slog.New(slog.DiscardHandler), Rates: Rates{User: Rate{1e9, 1e9}, Address: Rate{1e9, 1e9}}})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", "/api/v1/session", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code >= 500 {
			raw, _ := io.ReadAll(rec.Body)
			t.Fatalf("%d %s", rec.Code, raw)
		}
	})
}
