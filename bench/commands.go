package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
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
}

// verbs are the three commands that carry a goal of one step through.
var verbs = []struct{ who, verb, body string }{
	{"cadre", "accept", `{}`}, {"cadre", "submit", `{"content":{"note":"完成"}}`}, {"supervisor", "decide", `{"agree":true,"reason":"同意"}`},
}

// commands measures accept, submit and approve over many goals, and as many
// bare updates right after.
func (t *town) commands(ctx context.Context, callers, goals int) (Commands, error) {
	var ids []string
	for range goals {
		t.goals++
		ids = append(ids, fmt.Sprintf("g%d", t.goals))
	}
	if _, err := spread(max(callers, 8), ids, func(id string) ([]time.Duration, error) { return nil, t.issue(ctx, id) }); err != nil {
		return Commands{}, err
	}
	duban, err := spread(callers, ids, func(id string) ([]time.Duration, error) {
		var took []time.Duration
		for _, v := range verbs {
			begin := time.Now()
			if err := t.post(ctx, v.who, "/api/v1/goals/"+id+"/steps/s/"+v.verb, "bench-"+id+v.verb, v.body); err != nil {
				return nil, err
			}
			took = append(took, time.Since(begin))
		}
		return took, nil
	})
	if err != nil {
		return Commands{}, err
	}
	base, err := t.baseline(ctx, callers, ids)
	return Commands{Callers: callers, Duban: duban, Bare: base, Ratio: duban.PerSecond / base.PerSecond}, err
}

func (t *town) baseline(ctx context.Context, callers int, ids []string) (Latency, error) {
	if _, err := spread(8, ids, func(id string) ([]time.Duration, error) {
		_, err := t.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bare/" + id, TaskQueue: bareQueue}, "bare")
		if err == nil {
			err = t.nothing(ctx, id) // the first update also waits for the start
		}
		return nil, err
	}); err != nil {
		return Latency{}, err
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

// spread has callers work through ids and sums up what f measured.
func spread(callers int, ids []string, f func(id string) ([]time.Duration, error)) (Latency, error) {
	work := make(chan string, len(ids))
	for _, id := range ids {
		work <- id
	}
	close(work)
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	var wg sync.WaitGroup
	begin := time.Now()
	for range callers {
		wg.Go(func() {
			for id := range work {
				took, err := f(id)
				mu.Lock()
				all, failed = append(all, took...), errors.Join(failed, err)
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return summed(all, time.Since(begin)), failed
}

func summed(all []time.Duration, total time.Duration) Latency {
	if len(all) == 0 {
		return Latency{}
	}
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	return Latency{PerSecond: float64(len(all)) / total.Seconds(), P50: ms(all[len(all)/2]), P99: ms(all[len(all)*99/100])}
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
