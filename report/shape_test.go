package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wrap breaks a text at a width, as copying from a page does.
func wrap(text string, width int, indent string) string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		r := []rune(l)
		if strings.Contains(l, "\t") {
			out = append(out, l)
			continue
		}
		if len(r) > width {
			r = append([]rune(indent), r...)
		}
		for len(r) > width {
			out = append(out, string(r[:width]))
			r = r[width:]
		}
		out = append(out, string(r))
	}
	return strings.Join(out, "\n")
}

func withPageNumbers(text string) string {
	var out []string
	for i, l := range strings.Split(text, "\n") {
		if i%4 == 3 {
			out = append(out, "某某镇工作报告", "— "+count(i/4+1)+" —")
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n")
}

func withContents(text string) string {
	var lines []string
	for _, l := range strings.Split(text, "\n") {
		if strings.Contains(l, "、") && len([]rune(l)) < 24 {
			lines = append(lines, l+"…………"+count(len(lines)+1))
		}
	}
	title, rest, _ := strings.Cut(text, "\n")
	return title + "\n目录\n" + strings.Join(lines, "\n") + "\n" + rest
}

func withPageRound(text string) string {
	return "首页\n时间：2027-01-10    来源：县政府网    阅读：\n" + text +
		"\n分享到：\n微信\n上一篇：\n2025年某县政府工作报告\n相关文章\n一、2028年工作计划\n（一）别的。\n（二）别的。\n"
}

// TestParse_SeesThroughHowATextWasHandedOn: what copying, printing and the web
// do to a report changes nothing in its outline.
func TestParse_SeesThroughHowATextWasHandedOn(t *testing.T) {
	for name, c := range map[string]struct {
		change func(string) string
		floor  float64
	}{
		"broken at 40, indented": {func(s string) string { return wrap(s, 40, "　　") }, 0.95},
		"broken at 36":           {func(s string) string { return wrap(s, 36, "") }, 0.8}, // a paragraph that fills its last line looks unfinished
		"page numbers and heads": {withPageNumbers, 0.95},
		"contents":               {withContents, 0.95},
		"a web page":             {withPageRound, 0.95},
		"blank lines":            {func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") }, 0.99},
		"every line indented":    {func(s string) string { return "　　" + strings.ReplaceAll(s, "\n", "\n　　") }, 0.99},
	} {
		t.Run(name, func(t *testing.T) {
			var sum marks4
			n := 0.0
			files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
			require.NoError(t, err)
			for _, path := range files {
				data, err := os.ReadFile(path)
				require.NoError(t, err)
				raw, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".gold.json")
				require.NoError(t, err)
				var gold goldOutline
				require.NoError(t, json.Unmarshal(raw, &gold))
				out, err := Parse(path, []byte(c.change(string(data))))
				require.NoError(t, err)
				checkOutline(t, out)
				m := scoreOf(gold, out)
				t.Logf("%s %+v", filepath.Base(path), m)
				sum = marks4{sum.section + m.section, sum.goals + m.goals, sum.marked + m.marked, sum.unmarked + m.unmarked}
				n++
			}
			require.GreaterOrEqual(t, min(sum.section, sum.goals, sum.marked, sum.unmarked)/n, c.floor)
		})
	}
}
