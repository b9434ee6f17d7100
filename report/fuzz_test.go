package report

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzParse: any bytes give an outline whose positions hold, or an *Error.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.[tm][xd]*"))
	require.NoError(f, err)
	for _, path := range files {
		data, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(filepath.Base(path), data)
	}
	f.Add("r.txt", utf16of(small, true))
	f.Add("r.txt", []byte("1、一、2027年计划1．甲。2．乙改4\n2、60户\n"))
	f.Add("r.md", []byte("# 计划\n|序号|任务|牵头单位|\n|--|--|--|\n|1|[甲](b)|丙|\n"))
	f.Add("r.txt", []byte("一是一是一是二是“三是”（一）（二）(1)⑵①"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		checkParse(t, name, data)
	})
}

// FuzzDocx: the same for the parts of a Word file.
func FuzzDocx(f *testing.F) {
	f.Add(p("3/0", "2027年工作计划")+p("3/1", "甲。")+p("3/1", "乙。"), official, `<w:styles/>`)
	f.Add(`<w:tbl>`+tr(tc("", p("", "序号")), tc("", p("", "任务")))+`</w:tbl>`, ``, ``)
	f.Add(`<w:p><w:del><w:p></w:p></w:del></w:p></w:tbl>`, `<w:num w:numId="1"/>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`)
	f.Add(`<w:tc><w:tbl><w:tc><w:tr/></w:tc></w:tbl></w:tc>`, numberingPart(`<w:lvl w:ilvl="9"/>`), ``)
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		checkParse(t, "r.docx", docx(t, body, "word/numbering.xml", numbering, "word/styles.xml", styles))
	})
}

// FuzzZip: the same for a Word file with broken bytes.
func FuzzZip(f *testing.F) {
	good := docx(f, p("3/0", "2027年工作计划"), "word/numbering.xml", official)
	f.Add(good)
	f.Add(good[:len(good)-30])
	f.Fuzz(func(t *testing.T, data []byte) {
		checkParse(t, "r.docx", append([]byte("PK\x03\x04"), data...))
		checkParse(t, "r.docx", data)
	})
}

func checkParse(t *testing.T, name string, data []byte) {
	out, err := Parse(name, data)
	if err != nil {
		var e *Error
		require.True(t, errors.As(err, &e), "%v", err)
		require.NotEmpty(t, e.Code)
		return
	}
	checkOutline(t, out)
	_, err = json.Marshal(out)
	require.NoError(t, err)
}

func TestParse_IsTheSameEveryTime(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "R09.txt"))
	require.NoError(t, err)
	first, err := Parse("a.txt", data)
	require.NoError(t, err)
	for range 5 {
		again, err := Parse("a.txt", data)
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
}

// awkward texts: each repeats what might make a careless reader look at
// everything again and again.
func awkward(size int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	return map[string]string{
		"a report":             "2027年工作计划\n" + fill("一、壮大产业\n（一）扩种茶园300亩。一是选好种苗；二是管好水肥。\n各位代表！\n"),
		"one line":             "2027年工作计划 " + fill("一、壮大产业。（一）扩种茶园300亩。一是选好种苗；二是管好水肥。"),
		"headings":             fill("2027年工作计划\n"),
		"neutral headings":     "2027年工作计划\n" + fill("壮大产业\n"),
		"first numbers":        fill("一、甲\n（一）乙\n1、丙\n（1）丁\n①戊\n"),
		"numbers without end":  fill("一是"),
		"open quotes":          fill("“一是甲"),
		"open brackets":        fill("[（"),
		"short lines":          fill("甲\n"),
		"stops":                fill("。"),
		"numbers in sequence":  fill("1、甲。2、乙。3、丙。"),
		"paragraphs of a goal": "2027年工作计划\n一、壮大产业\n" + fill("扩种茶园。今年新建茶园三百亩，带动农户增收。\n"),
		"items of a goal":      "2027年工作计划\n一、壮大产业\n" + fill("●扩种茶园。\n今年新建三百亩。\n"),
		"table":                "2027年任务清单\n序号\t任务\t牵头单位\n" + fill("1\t征地\t经发办\n"),
		"tables without heads": fill("甲\t乙\t丙\n丁。\n"),
		"page numbers":         fill("页眉\n- 1 -\n"),
		"the same list again":  "2027年工作计划\n一、壮大产业\n" + fill("1、扩种。今年三百亩。\n已选好地。\n"),
		"lists in lists":       "2027年工作计划\n" + fill("一、壮大产业\n（一）扩种。今年三百亩。\n已选好地。\n1、选地。在村东。\n已看过。\n"),
		"spaces":               fill(" \t\n"),
	}
}

// TestParse_WorksInProportionToTheText counts what is looked at: four times the
// text may cost little more than four times the work.
func TestParse_WorksInProportionToTheText(t *testing.T) {
	work := func(text string) int {
		d := paragraphs(readPlain(text, false))
		d.build()
		if sec := d.choose(); sec != nil {
			d.goals(sec)
		}
		return d.visited
	}
	big := awkward(160_000)
	for name, text := range awkward(40_000) {
		one, four := work(text), work(big[name])
		require.LessOrEqual(t, four, 5*one+1000, "%s: %d, then %d", name, one, four)
	}
}

func BenchmarkParse(b *testing.B) {
	for name, text := range awkward(5 << 20) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Parse("r.txt", []byte(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseWord(b *testing.B) {
	data := docx(b, strings.Repeat(p("3/1", "扩种茶园三百亩，带动农户增收，新建加工小区一个。"), 60_000), "word/numbering.xml", official)
	b.SetBytes(5 << 20)
	for b.Loop() {
		if _, err := Parse("r.docx", data); err != nil {
			b.Fatal(err)
		}
	}
}
