package api

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"

	"duban/files"
	"duban/store"
)

// Deps is what the API stands on.
type Deps struct {
	Store    *store.Store
	Temporal client.Client    // nil: everything but commands to goals works
	Files    *files.Keeper    // keeps evidence; nil: none is taken
	Clock    func() time.Time // nil means time.Now
	Logger   *slog.Logger     // nil means slog.Default()
	Web      fs.FS            // the page, index.html at its root; nil: no page
	// Checks answers /readyz; nil means that only the database is asked.
	Checks  func(context.Context) []Check
	Metrics *prometheus.Registry // served at /metrics; nil: no /metrics
	// TrustedProxies are the networks whose X-Forwarded-For is believed; by
	// default nobody's is.
	TrustedProxies []string
	// Secure says that browsers reach the API by TLS only, so that cookies
	// are never sent without it.
	Secure bool
	Rates  Rates // zero fields mean DefaultRates
}

// server answers the operations of the contract.
type server struct {
	Deps
	operations map[string]*operation // by method and route
	limits     *limiters
	observe    func(operation string, status int, took time.Duration)
	page       *page
}

// New returns the handler of everything the program serves over HTTP: the
// API, the probes and the page. It refuses a contract that cannot be loaded or
// an operation without an access rule.
func New(d Deps) (http.Handler, error) {
	if d.Clock == nil {
		d.Clock = time.Now
	}
	if d.Logger == nil {
		d.Logger = slog.Default()
	}
	operations, err := contract()
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	s := &server{Deps: d, operations: operations, limits: newLimiters(d.Rates, d.Clock), observe: observer(d.Metrics)}
	if d.Web != nil {
		if s.page, err = newPage(d.Web); err != nil {
			return nil, fmt.Errorf("api: the page: %w", err)
		}
	}
	return s.routes()
}

func (s *server) routes() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	g := gin.New()
	g.ContextWithFallback = true // a handler's context is the request's
	g.HandleMethodNotAllowed = true
	g.RedirectTrailingSlash = false
	if err := g.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("api: trusted proxies: %w", err)
	}
	g.Use(s.identify, s.log, s.recover, s.secure)
	g.NoRoute(s.absent)
	g.NoMethod(func(c *gin.Context) { s.fail(c, refuse(CodeMethod)) })
	s.probes(g)
	g.GET("/openapi.yaml", func(c *gin.Context) { c.Data(http.StatusOK, "application/yaml; charset=utf-8", contractYAML) })

	operations := g.Group("", s.route, s.limitBody, s.sameOrigin, s.authenticate, s.limitRate, s.permit, s.validate)
	RegisterHandlersWithOptions(operations, NewStrictHandlerWithOptions(s, []StrictMiddlewareFunc{detach}, StrictGinServerOptions{
		RequestErrorHandlerFunc:  func(c *gin.Context, err error) { s.fail(c, unreadable(err)) },
		HandlerErrorFunc:         s.fail,
		ResponseErrorHandlerFunc: s.fail,
	}), GinServerOptions{
		ErrorHandler: func(c *gin.Context, err error, _ int) { s.fail(c, unreadable(err)) },
	})
	return g, nil
}

// absent answers what no route matches: the page for a browser's address, a
// problem for everything under /api.
func (s *server) absent(c *gin.Context) {
	path := c.Request.URL.Path
	get := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
	if s.page != nil && get && path != "/api" && !strings.HasPrefix(path, "/api/") {
		s.page.serve(c)
		return
	}
	s.fail(c, refuse(CodeNoOperation, "path", path))
}

// now is the moment of the request, in UTC to the millisecond, as rows keep it.
func (s *server) now() time.Time { return s.Clock().UTC().Truncate(time.Millisecond) }
