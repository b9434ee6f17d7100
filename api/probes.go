package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Check is the state of one thing that the program needs.
type Check struct {
	Name   string `json:"name"` // database, migrations, temporal, worker, ...
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"` // for operators; never a secret
}

func (s *server) probes(g *gin.Engine) {
	g.GET("/livez", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	g.GET("/readyz", s.ready)
	if s.Metrics != nil {
		g.GET("/metrics", gin.WrapH(promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{Registry: s.Metrics})))
	}
}

// readyWithin bounds all checks together.
const readyWithin = 3 * time.Second

// ready answers 200 when everything needed is there, else 503, and says what.
func (s *server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyWithin)
	defer cancel()
	checks := s.databaseCheck
	if s.Checks != nil {
		checks = s.Checks
	}
	state := struct {
		Ready  bool    `json:"ready"`
		Checks []Check `json:"checks"`
	}{true, checks(ctx)}
	for _, check := range state.Checks {
		state.Ready = state.Ready && check.OK
	}
	status := http.StatusOK
	if !state.Ready {
		status = http.StatusServiceUnavailable
	}
	c.JSON(status, state)
}

func (s *server) databaseCheck(ctx context.Context) []Check {
	check := Check{Name: "database", OK: true}
	if err := s.Store.Ready(ctx); err != nil {
		check.OK, check.Detail = false, err.Error()
	}
	return []Check{check}
}

// observer counts requests by operation and status, and how long they took.
func observer(r *prometheus.Registry) func(operation string, status int, took time.Duration) {
	if r == nil {
		return func(string, int, time.Duration) {}
	}
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "duban_http_request_seconds",
		Help:    "Time from request to answer, by operation of the contract and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"operation", "status"})
	r.MustRegister(took)
	return func(operation string, status int, d time.Duration) {
		took.WithLabelValues(operation, strconv.Itoa(status)).Observe(d.Seconds())
	}
}
