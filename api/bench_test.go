package api

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"duban/store"
	"duban/store/storetest"
)

// BenchmarkMe is what every request costs before its handler: session, user,
// actor, access rule, validation.
func BenchmarkMe(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "mysql": storetest.MySQL} {
		b.Run(name, func(b *testing.B) {
			w := newTown(b, open(b))
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", "/api/v1/me", nil)
				r.AddCookie(&http.Cookie{Name: cookieName, Value: w.secret["cadre"]})
				rec := httptest.NewRecorder()
				if w.handler.ServeHTTP(rec, r); rec.Code != http.StatusOK {
					b.Fatal(rec.Code)
				}
			}
		})
	}
}
