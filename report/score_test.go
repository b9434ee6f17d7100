package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// goldOutline is a hand-made outline.
type goldOutline struct {
	SectionTitle string     `json:"section_title"`
	Goals        []goldGoal `json:"goals"`
}

type goldGoal struct {
	Number   string        `json:"number"`
	Title    string        `json:"title"`
	Measures []goldMeasure `json:"measures"`
	Unmarked []struct {
		Text string `json:"text"`
	} `json:"unmarked_paragraphs"`
}

type goldMeasure struct {
	Marker string        `json:"marker"`
	Text   string        `json:"text"`
	Tail   string        `json:"tail"` // a wrap-up sentence that may be left out
	Subs   []goldMeasure `json:"subs"`
}

// marks are how well an outline matches a hand-made one; each is an F1 score,
// white space ignored.
type marks4 struct{ section, goals, marked, unmarked float64 }

var white = regexp.MustCompile(`\s+`)

func squeeze(s string) string { return strings.TrimRight(white.ReplaceAllString(s, ""), "。") }

var sentenceEnd = regexp.MustCompile(`[。！!？?；;\n]`)

func lead(s string) string { return squeeze(sentenceEnd.Split(s, 2)[0]) }

func f1(want, got []string) float64 {
	if len(want) == 0 && len(got) == 0 {
		return 1
	}
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	hit := 0
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(len(want)+len(got))
}

func scoreOf(gold goldOutline, out Outline) marks4 {
	var m marks4
	title := ""
	if out.Section != nil {
		title = out.Section.Title
	}
	if squeeze(gold.SectionTitle) == squeeze(title) {
		m.section = 1
	}
	var wantGoals, gotGoals, want, got, wantBare, gotBare []string
	spare := map[string]string{}
	for _, g := range gold.Goals {
		wantGoals = append(wantGoals, squeeze(g.Number)+"|"+squeeze(g.Title))
		for _, a := range g.Measures {
			for _, b := range append([]goldMeasure{a}, a.Subs...) {
				key := squeeze(b.Marker) + "|" + squeeze(b.Text)
				want = append(want, key)
				if b.Tail != "" {
					spare[squeeze(b.Marker)+"|"+squeeze(strings.TrimSuffix(b.Text, b.Tail))] = key
				}
			}
		}
		for _, u := range g.Unmarked {
			wantBare = append(wantBare, lead(u.Text))
		}
	}
	var flatten func(nodes []Node)
	flatten = func(nodes []Node) {
		for _, n := range nodes {
			key := squeeze(n.Marker) + "|" + squeeze(n.Text)
			if full, ok := spare[key]; ok {
				key = full
			}
			if n.Marker == "" {
				gotBare = append(gotBare, lead(n.Text))
			} else {
				got = append(got, key)
			}
			flatten(n.Children)
		}
	}
	for _, g := range out.Goals {
		gotGoals = append(gotGoals, squeeze(g.Number)+"|"+squeeze(g.Title))
		flatten(g.Measures)
	}
	m.goals, m.marked, m.unmarked = f1(wantGoals, gotGoals), f1(want, got), f1(wantBare, gotBare)
	return m
}

// scoreFolder parses every report of a folder that has a hand-made outline and
// returns the means.
func scoreFolder(t *testing.T, dir string) marks4 {
	t.Helper()
	golds, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	require.NoError(t, err)
	require.NotEmpty(t, golds, "no outlines in %s", dir)
	var sum marks4
	for _, path := range golds {
		base := strings.TrimSuffix(path, ".gold.json")
		name := base + ".txt"
		if _, err := os.Stat(name); err != nil {
			name = base + ".md"
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		var gold goldOutline
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(raw, &gold))
		out, err := Parse(name, data)
		require.NoError(t, err)
		checkOutline(t, out)
		m := scoreOf(gold, out)
		t.Logf("%-12s section=%.3f goals=%.3f marked=%.3f unmarked=%.3f", filepath.Base(name), m.section, m.goals, m.marked, m.unmarked)
		sum.section += m.section
		sum.goals += m.goals
		sum.marked += m.marked
		sum.unmarked += m.unmarked
	}
	n := float64(len(golds))
	return marks4{sum.section / n, sum.goals / n, sum.marked / n, sum.unmarked / n}
}

func requireAtLeast(t *testing.T, floor float64, m marks4) {
	t.Helper()
	t.Logf("mean: %+v", m)
	require.InDelta(t, 1, m.section, 1e-9, "sections")
	require.GreaterOrEqual(t, m.goals, floor, "goals")
	require.GreaterOrEqual(t, m.marked, floor, "marked measures")
	require.GreaterOrEqual(t, m.unmarked, floor, "unmarked paragraphs")
}

func TestParse_FindsThePlanInReportsOfManyShapes(t *testing.T) {
	requireAtLeast(t, 0.99, scoreFolder(t, "testdata"))
}

func TestParse_FindsThePlanInRealReports(t *testing.T) {
	shared := os.Getenv("DUBAN_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	for _, dir := range []string{"reports", filepath.Join("reports", "synthetic")} {
		t.Run(dir, func(t *testing.T) {
			path := filepath.Join(shared, dir)
			if _, err := os.Stat(path); err != nil {
				t.Skipf("SKIPPED: no real reports at %s; set DUBAN_SHARED to try them", path)
			}
			requireAtLeast(t, 0.99, scoreFolder(t, path))
		})
	}
}

// checkOutline holds for every outline whatever the input.
func checkOutline(t testing.TB, out Outline) {
	t.Helper()
	text := []rune(out.Text)
	require.NotNil(t, out.Goals)
	if out.Reason != nil {
		require.Equal(t, out.Reason.Code == ReasonNoGoals, out.Section != nil)
		require.Empty(t, out.Goals)
		return
	}
	require.NotNil(t, out.Section)
	require.NotEmpty(t, out.Goals)
	within := func(s, outer Span) {
		require.True(t, outer.Start <= s.Start && s.Start <= s.End && s.End <= outer.End, "%v within %v", s, outer)
	}
	whole := Span{End: len(text)}
	within(out.Section.Span, whole)
	var check func(nodes []Node, outer Span)
	check = func(nodes []Node, outer Span) {
		at := outer.Start
		for _, n := range nodes {
			within(n.Span, outer)
			require.GreaterOrEqual(t, n.Start, at, "measures stand in order")
			at = n.End
			if n.Task == nil && n.Marker != "" {
				require.True(t, strings.HasPrefix(string(text[n.Start:n.End]), n.Marker), "%q stands at %v", n.Marker, n.Span)
			}
			check(n.Children, n.Span)
		}
	}
	at := 0
	for _, g := range out.Goals {
		within(g.Span, whole)
		require.GreaterOrEqual(t, g.Start, at, "goals stand in order")
		at = g.End
		require.NotNil(t, g.Measures)
		check(g.Measures, g.Span)
	}
}
