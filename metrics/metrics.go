// Package metrics counts what operators need to see: how long people wait,
// how much is open, and how far deadlines lag. It reads the record; it must
// not know HTTP handlers or workflows.
package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"duban/store"
)

// Registry returns a registry with the process's own figures and those of the
// record.
func Registry(s *store.Store) *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), record{s})
	return r
}

// record reads a few figures from the database at every scrape.
type record struct{ store *store.Store }

var (
	goals    = prometheus.NewDesc("duban_goals", "Goals by status.", []string{"status"}, nil)
	steps    = prometheus.NewDesc("duban_steps", "Steps by status.", []string{"status"}, nil)
	duties   = prometheus.NewDesc("duban_duties", "What waits for somebody, by kind: the queue of people.", []string{"duty"}, nil)
	oldest   = prometheus.NewDesc("duban_oldest_duty_seconds", "How long the oldest of them has waited.", []string{"duty"}, nil)
	deadline = prometheus.NewDesc("duban_deadline_lag_seconds", "How long the most overdue step in work is past its due date; 0 when none is.", nil, nil)
)

// scrapeWithin bounds what a scrape may cost.
const scrapeWithin = 5 * time.Second

// Describe names the figures.
func (record) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{goals, steps, duties, oldest, deadline} {
		ch <- d
	}
}

// Collect reads the figures. What cannot be read is reported as such, so that
// an absent database is not taken for zero.
func (r record) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeWithin)
	defer cancel()
	f, err := r.store.Figures(ctx, time.Now())
	if err != nil {
		ch <- prometheus.NewInvalidMetric(goals, err)
		return
	}
	for status, n := range f.Goals {
		ch <- prometheus.MustNewConstMetric(goals, prometheus.GaugeValue, float64(n), status)
	}
	for status, n := range f.Steps {
		ch <- prometheus.MustNewConstMetric(steps, prometheus.GaugeValue, float64(n), status)
	}
	for _, d := range f.Duties {
		ch <- prometheus.MustNewConstMetric(duties, prometheus.GaugeValue, float64(d.Count), d.Duty)
		ch <- prometheus.MustNewConstMetric(oldest, prometheus.GaugeValue, d.Oldest.Seconds(), d.Duty)
	}
	ch <- prometheus.MustNewConstMetric(deadline, prometheus.GaugeValue, f.Lag.Seconds())
}
