// Command testreport runs the whole-test-suite report: it reads what `go test -json` writes, prints one line
// a package and the output of what failed, and closes with one line of totals.
//
//	go test -json ./... | testreport [-no-skips] [-expect NAME]...
//
// With -no-skips a skipped test is a failure, and with -expect NAME so is a run in which no test passed
// that has NAME, in any case, in its name: a suite that could not run must not look like one that passed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	var report report
	flag.BoolVar(&report.noSkips, "no-skips", false, "fail when a test was skipped")
	flag.Func("expect", "fail when no test passed that has this in its `name`", func(name string) error {
		report.expect = append(report.expect, name)
		return nil
	})
	flag.Parse()
	if err := report.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(2)
	}
	if !report.close(os.Stdout) {
		os.Exit(1)
	}
}

// event is one line of `go test -json` (see `go doc test2json`), or of a build that failed.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64 // seconds
	Output     string
}

type report struct {
	noSkips bool
	expect  []string

	began    time.Time
	passed   int
	packages int
	names    []string // of tests that passed, for expect
	failed   []string
	skipped  []string
	output   map[string][]string // by package and test, while it runs
}

// read takes in all events, printing as packages end.
func (r *report) read(in io.Reader, out io.Writer) error {
	r.began = time.Now()
	r.output = map[string][]string{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(out, lines.Text()) // go's own words, such as a missing module
			r.failed = append(r.failed, "output that is no test event")
			continue
		}
		r.take(e, out)
	}
	return lines.Err()
}

func (r *report) take(e event, out io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		r.output[key] = append(r.output[key], e.Output)
		return
	case "build-output":
		fmt.Fprint(out, e.Output)
		return
	case "build-fail":
		r.failed = append(r.failed, e.ImportPath+" does not build")
		return
	case "pass", "fail", "skip":
	default:
		return
	}
	if e.Test == "" {
		r.endPackage(e, out)
	} else {
		r.endTest(e, key, out)
	}
	delete(r.output, key)
}

func (r *report) endTest(e event, key string, out io.Writer) {
	name := e.Package + "." + e.Test
	switch e.Action {
	case "pass":
		r.passed++
		r.names = append(r.names, name)
	case "fail":
		r.failed = append(r.failed, name)
		fmt.Fprint(out, strings.Join(r.output[key], ""))
	case "skip":
		r.skipped = append(r.skipped, name+reason(r.output[key]))
	}
}

// endPackage prints the package's line. A package that failed outside its tests (a panic, an exit, a
// build) has its own output printed.
func (r *report) endPackage(e event, out io.Writer) {
	if e.Action == "skip" {
		return // no test files
	}
	r.packages++
	verdict := "ok  "
	if e.Action == "fail" {
		verdict = "FAIL"
		if !slices.ContainsFunc(r.failed, func(name string) bool { return strings.HasPrefix(name, e.Package) }) {
			r.failed = append(r.failed, e.Package)
		}
		for key, lines := range r.output { // also of tests that never ended
			if strings.HasPrefix(key, e.Package+" ") {
				fmt.Fprint(out, strings.Join(lines, ""))
			}
		}
	}
	fmt.Fprintf(out, "%s %s %.1fs\n", verdict, e.Package, e.Elapsed)
}

// reason is what a test said when it skipped.
func reason(output []string) string {
	for _, line := range output {
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "=== ") && !strings.HasPrefix(text, "--- ") {
			return " (" + text + ")"
		}
	}
	return ""
}

// close prints what was skipped, what failed and the totals, and reports whether all is well.
func (r *report) close(out io.Writer) bool {
	for _, name := range r.skipped {
		fmt.Fprintln(out, "skipped:", name)
	}
	if r.noSkips && len(r.skipped) > 0 {
		r.failed = append(r.failed, fmt.Sprintf("%d tests were skipped and nothing may be skipped here", len(r.skipped)))
	}
	for _, wanted := range r.expect {
		if !slices.ContainsFunc(r.names, func(name string) bool { return strings.Contains(strings.ToLower(name), strings.ToLower(wanted)) }) {
			r.failed = append(r.failed, fmt.Sprintf("no test with %q in its name passed", wanted))
		}
	}
	if r.packages == 0 {
		r.failed = append(r.failed, "no package was tested")
	}
	for _, name := range r.failed {
		fmt.Fprintln(out, "failed:", name)
	}
	fmt.Fprintf(out, "%d packages: %d tests passed, %d failed, %d skipped in %s\n",
		r.packages, r.passed, len(r.failed), len(r.skipped), time.Since(r.began).Round(time.Second))
	return len(r.failed) == 0
}
