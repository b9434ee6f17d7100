package main

import (
	"strings"
	"testing"
)

const (
	passing = `{"Action":"pass","Package":"p","Test":"TestA/MySQL"}` + "\n"
	done    = `{"Action":"pass","Package":"p","Elapsed":1.5}` + "\n"
	skipped = `{"Action":"output","Package":"p","Test":"TestB","Output":"=== RUN   TestB\n"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:1: no MySQL\n"}
{"Action":"skip","Package":"p","Test":"TestB"}
`
)

func TestReport(t *testing.T) {
	for _, c := range []struct {
		name, in string
		noSkips  bool
		expect   []string
		well     bool
		says     []string
	}{
		{name: "all passed", in: passing + done, well: true,
			says: []string{"ok   p 1.5s", "1 packages: 1 tests passed, 0 failed, 0 skipped"}},
		{name: "a skip is told with its reason", in: passing + skipped + done, well: true,
			says: []string{"skipped: p.TestB (b_test.go:1: no MySQL)", "1 skipped"}},
		{name: "a skip fails where none is allowed", in: passing + skipped + done, noSkips: true,
			says: []string{"failed: 1 tests were skipped"}},
		{name: "an expected suite that passed", in: passing + done, expect: []string{"/MySQL"}, well: true},
		{name: "an expected suite that did not run", in: passing + done, expect: []string{"Browser"},
			says: []string{`failed: no test with "Browser" in its name passed`}},
		{name: "a failed test shows its output", in: `{"Action":"output","Package":"p","Test":"TestC","Output":"want 1, got 2\n"}
{"Action":"fail","Package":"p","Test":"TestC"}
{"Action":"fail","Package":"p"}
`, says: []string{"want 1, got 2", "failed: p.TestC", "FAIL p"}},
		{name: "a package that dies shows its output", in: `{"Action":"output","Package":"p","Test":"TestD","Output":"panic: boom\n"}
{"Action":"fail","Package":"p"}
`, says: []string{"panic: boom", "failed: p\n"}},
		{name: "a package that does not build", in: `{"ImportPath":"p","Action":"build-output","Output":"undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
`, says: []string{"undefined: x", "failed: p does not build"}},
		{name: "no package", in: "", says: []string{"failed: no package was tested"}},
		{name: "go's own words", in: "go: no such flag\n" + passing + done, says: []string{"go: no such flag", "failed: output"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := report{noSkips: c.noSkips, expect: c.expect}
			var out strings.Builder
			if err := r.read(strings.NewReader(c.in), &out); err != nil {
				t.Fatal(err)
			}
			if well := r.close(&out); well != c.well {
				t.Errorf("all well: %t, want %t", well, c.well)
			}
			for _, text := range c.says {
				if !strings.Contains(out.String(), text) {
					t.Errorf("does not say %q:\n%s", text, out.String())
				}
			}
		})
	}
}
