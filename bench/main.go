// Command bench measures Duban beside a baseline run in the same minute:
// commands through the HTTP API against bare Temporal updates of an empty
// workflow on the same server, and reads of a small and a large record. It
// judges nothing; it prints a table, or with -json the figures.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime/pprof"
	"text/tabwriter"
)

// Report is everything that one run measured.
type Report struct {
	Engine   string     `json:"engine"`
	Commands []Commands `json:"commands"`
	Reads    []Read     `json:"reads"`
	Start    *Start     `json:"start,omitempty"`
	Minute   *Minute    `json:"minute,omitempty"`
	Events   float64    `json:"history_events_per_command"`
}

func main() {
	asJSON := flag.Bool("json", false, "print JSON instead of a table")
	mysql := flag.String("mysql", os.Getenv("DUBAN_TEST_MYSQL"), "DSN prefix user:password@tcp(host:port)/ of a MySQL to measure too; empty: SQLite only")
	rounds := flag.Int("goals", 120, "goals carried through per number of callers (three commands each)")
	large := flag.Int("large", 100_000, "steps of the large record")
	open := flag.Int("open", 2000, "open goals for the time to ready; 0: not measured")
	same := flag.Int("same", 10_000, "goals whose notices fall in the same minute, on the embedded server; 0: not measured")
	profile := flag.String("cpuprofile", "", "write a CPU profile of the whole run to this `file`")
	binary := flag.String("duban", "bin/duban", "the built program, for the time to ready")
	flag.Parse()
	ctx := context.Background()
	if *profile != "" {
		defer profiled(*profile)()
	}
	prefixes := []string{""}
	if *mysql != "" {
		prefixes = append(prefixes, *mysql)
	}
	var reports []Report
	for _, prefix := range prefixes {
		r, err := run(ctx, options{mysql: prefix, goals: *rounds, large: *large, open: *open, same: *same, binary: *binary})
		if err != nil {
			log.Fatal(err)
		}
		reports = append(reports, r)
	}
	if *asJSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		if err := out.Encode(reports); err != nil {
			log.Fatal(err)
		}
		return
	}
	for _, r := range reports {
		r.print()
	}
}

// profiled writes a CPU profile until the returned function is called.
func profiled(path string) func() {
	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		log.Fatal(err)
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			log.Fatal(err)
		}
	}
}

type options struct {
	mysql, binary string
	goals, large  int
	open, same    int
}

func run(ctx context.Context, o options) (Report, error) {
	town, err := settle(ctx, o.mysql)
	if err != nil {
		return Report{}, err
	}
	defer town.close()
	r := Report{Engine: string(town.store.Engine)}
	for _, callers := range []int{1, 8, 32} {
		c, err := town.commands(ctx, callers, o.goals)
		if err != nil {
			return r, err
		}
		r.Commands = append(r.Commands, c)
	}
	if r.Events, err = town.eventsPerCommand(ctx); err != nil {
		return r, err
	}
	if o.open > 0 && o.mysql == "" {
		if r.Start, err = town.start(ctx, o.open, o.binary); err != nil {
			return r, err
		}
	}
	if o.same > 0 && o.mysql == "" {
		if r.Minute, err = minute(ctx, o.same); err != nil {
			return r, err
		}
	}
	if r.Reads, err = reads(ctx, o.mysql, o.large); err != nil {
		return r, err
	}
	return r, nil
}

func (r Report) print() {
	w := tabwriter.NewWriter(os.Stdout, 2, 2, 2, ' ', 0)
	defer w.Flush()
	fmt.Fprintf(w, "\n%s\n", r.Engine)
	fmt.Fprintln(w, "callers\tcommands/s\tp50\tp99\tcpu\tbare/s\tbare p50\tbare cpu\tratio\tp50 to bare")
	for _, c := range r.Commands {
		fmt.Fprintf(w, "%d\t%.0f\t%.1f ms\t%.1f ms\t%.1f ms\t%.0f\t%.1f ms\t%.1f ms\t%.2f\t%.2f\n", c.Callers, c.Duban.PerSecond, c.Duban.P50, c.Duban.P99, c.Duban.CPU,
			c.Bare.PerSecond, c.Bare.P50, c.Bare.CPU, c.Ratio, c.Duban.P50/c.Bare.P50)
	}
	fmt.Fprintf(w, "history events per command\t%.1f\n", r.Events)
	if r.Start != nil {
		fmt.Fprintf(w, "ready with %d open goals\t%.1f s\t%d MiB\n", r.Start.Goals, r.Start.Seconds, r.Start.MiB)
	}
	if m := r.Minute; m != nil {
		fmt.Fprintf(w, "%d notices due in one minute\t%d sent, %d twice\thalf after %.1f s\tthe last after %.1f s\n", m.Goals, m.Sent, m.Twice, m.P50, m.Last)
	}
	fmt.Fprintln(w, "read\tsteps\tp50\tp99")
	for _, read := range r.Reads {
		fmt.Fprintf(w, "%s\t%d\t%.2f ms\t%.2f ms\n", read.Name, read.Steps, read.P50, read.P99)
	}
}
