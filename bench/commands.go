package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"time"

	"go.temporal.io/sdk/client"

	"duban/workflows"
)

// Commands is one number of callers: Duban beside the baseline.
type Commands struct {
	Callers int     `json:"callers"`
	Duban   Latency `json:"duban"`
	Bare    Latency `json:"bare"`
	Ratio   float64 `json:"ratio"` // commands a second, Duban to bare
}

// Latency is what a series of operations took. Times are milliseconds.
type Latency struct {
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	CPU       float64 `json:"cpu_ms"` // processor time of the whole process, server and callers included, an operation
}

// verbs are the three commands that carry a goal of one step through.
var verbs = []struct{ who, verb, body string }{
	{"cadre", "accept", `{}`}, {"cadre", "submit", `{"content":{"note":"完成"}}`}, {"supervisor", "decide", `{"agree":true,"reason":"同意"}`},
}

// turns is how often Duban and the baseline take turns, so that both meet the
// same moods of the machine.
const turns = 5

// commands measures accept, submit and approve over many goals, by turns with
// as many bare updates. The ratio is the median of the turns.
func (t *town) commands(ctx context.Context, callers, goals int) (Commands, error) {
	var duban, bare series
	var ratios []float64
	for range turns {
		ids := t.fresh(max(callers, goals/turns))
		if _, err := spread(max(callers, 8), ids, func(id string) ([]time.Duration, error) { return nil, t.issue(ctx, id) }); err != nil {
			return Commands{}, err
		}
		ours, err := spread(callers, ids, func(id string) ([]time.Duration, error) { return t.carry(ctx, id) })
		if err != nil {
			return Commands{}, err
		}
		theirs, err := t.baseline(ctx, callers, ids)
		if err != nil {
			return Commands{}, err
		}
		duban.add(ours)
		bare.add(theirs)
		ratios = append(ratios, ours.perSecond()/theirs.perSecond())
	}
	slices.Sort(ratios)
	return Commands{Callers: callers, Duban: duban.latency(), Bare: bare.latency(), Ratio: ratios[turns/2]}, nil
}

// fresh names goals that are not issued yet.
func (t *town) fresh(n int) []string {
	var ids []string
	for range n {
		t.goals++
		ids = append(ids, fmt.Sprintf("g%d", t.goals))
	}
	return ids
}

// carry carries a goal through its three commands.
func (t *town) carry(ctx context.Context, id string) ([]time.Duration, error) {
	var took []time.Duration
	for _, v := range verbs {
		begin := time.Now()
		if err := t.post(ctx, v.who, "/api/v1/goals/"+id+"/steps/s/"+v.verb, "bench-"+id+v.verb, v.body); err != nil {
			return nil, err
		}
		took = append(took, time.Since(begin))
	}
	return took, nil
}

func (t *town) baseline(ctx context.Context, callers int, ids []string) (series, error) {
	if _, err := spread(8, ids, func(id string) ([]time.Duration, error) {
		_, err := t.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bare/" + id, TaskQueue: bareQueue}, "bare")
		if err == nil {
			err = t.nothing(ctx, id) // the first update also waits for the start
		}
		return nil, err
	}); err != nil {
		return series{}, err
	}
	return spread(callers, ids, func(id string) ([]time.Duration, error) {
		var took []time.Duration
		for range verbs {
			begin := time.Now()
			if err := t.nothing(ctx, id); err != nil {
				return nil, err
			}
			took = append(took, time.Since(begin))
		}
		return took, nil
	})
}

func (t *town) nothing(ctx context.Context, id string) error {
	handle, err := t.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{WorkflowID: "bare/" + id, UpdateName: "nothing",
		WaitForStage: client.WorkflowUpdateStageCompleted})
	if err != nil {
		return err
	}
	return handle.Get(ctx, nil)
}

// series is how long operations took, and all of them together.
type series struct {
	took  []time.Duration
	total time.Duration
	cpu   time.Duration
}

func (s *series) add(o series) {
	s.took, s.total, s.cpu = append(s.took, o.took...), s.total+o.total, s.cpu+o.cpu
}

func (s series) perSecond() float64 { return float64(len(s.took)) / s.total.Seconds() }

func (s series) latency() Latency {
	if len(s.took) == 0 {
		return Latency{}
	}
	slices.Sort(s.took)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	return Latency{PerSecond: s.perSecond(), P50: ms(s.took[len(s.took)/2]), P99: ms(s.took[len(s.took)*99/100]), CPU: ms(s.cpu) / float64(len(s.took))}
}

// spread has callers work through ids and gathers what f measured.
func spread(callers int, ids []string, f func(id string) ([]time.Duration, error)) (series, error) {
	work := make(chan string, len(ids))
	for _, id := range ids {
		work <- id
	}
	close(work)
	var mu sync.Mutex
	var all series
	var failed error
	var wg sync.WaitGroup
	begin, used := time.Now(), processorTime()
	for range callers {
		wg.Go(func() {
			for id := range work {
				took, err := f(id)
				mu.Lock()
				all.took, failed = append(all.took, took...), errors.Join(failed, err)
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	all.total, all.cpu = time.Since(begin), processorTime()-used
	return all, failed
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// eventsPerCommand looks at the histories of the goals so far: four commands
// each, the issue included.
func (t *town) eventsPerCommand(ctx context.Context) (float64, error) {
	var events int64
	for i := 1; i <= t.goals; i++ {
		about, err := t.client.DescribeWorkflowExecution(ctx, workflows.GoalID(fmt.Sprintf("g%d", i)), "")
		if err != nil {
			return 0, err
		}
		events += about.WorkflowExecutionInfo.HistoryLength
	}
	return float64(events) / float64(t.goals*(len(verbs)+1)), nil
}
