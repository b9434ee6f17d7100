package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/sheet"
)

var columns = []sheet.Column{
	{Name: "number", ZH: "编号", EN: "Number"},
	{Name: "title", ZH: "任务", EN: "Task", Also: []string{"工作任务"}, Width: 40},
	{Name: "due", ZH: "完成时限", EN: "Due", Kind: sheet.Day},
	{Name: "at", ZH: "时间", EN: "At"},
	{Name: "count", ZH: "次数", EN: "Times"},
	{Name: "target", ZH: "目标值", EN: "Target"},
}

var ask = sheet.Ask{Columns: columns, Must: []string{"title"}, Rows: 50}

// written is a workbook of the columns with some rows.
func written(t testing.TB, lang string, rows ...[]any) []byte {
	t.Helper()
	w, err := sheet.NewWriter("台账/2026", columns, lang)
	require.NoError(t, err)
	for _, r := range rows {
		require.NoError(t, w.Row(r...))
	}
	require.NoError(t, w.Finish())
	var b bytes.Buffer
	n, err := w.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	require.NoError(t, w.Close())
	return b.Bytes()
}

func opened(t testing.TB, workbook []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	return f
}

func part(t testing.TB, workbook []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	require.NoError(t, err)
	f, err := z.Open(name)
	require.NoError(t, err)
	b, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(b)
}

func TestWriter_LaysTheSheetOutForReaders(t *testing.T) {
	at := time.Date(2026, 3, 4, 1, 30, 0, 0, time.UTC)
	book := written(t, "zh", []any{"2026-01", "征地", calendar.On(2026, 6, 30), &at, 3, sheet.Milli(12500)}, []any{"2026-02", "安置", calendar.Date{}, (*time.Time)(nil), 0, nil})
	f := opened(t, book)
	require.Equal(t, []string{"台账-2026"}, f.GetSheetList())
	rows, err := f.GetRows("台账-2026")
	require.NoError(t, err)
	require.Equal(t, []string{"编号", "任务", "完成时限", "时间", "次数", "目标值"}, rows[0])
	require.Equal(t, []string{"2026-01", "征地", "2026-06-30", "2026-03-04 09:30", "3", "12.5"}, rows[1])
	require.Equal(t, []string{"2026-02", "安置", "", "", "0"}, rows[2], "what is not there leaves the cell empty")
	panes, err := f.GetPanes("台账-2026")
	require.NoError(t, err)
	require.True(t, panes.Freeze)
	require.Equal(t, 1, panes.YSplit)
	width, err := f.GetColWidth("台账-2026", "B")
	require.NoError(t, err)
	require.EqualValues(t, 40, width)
	text := part(t, book, "xl/worksheets/sheet1.xml")
	require.Contains(t, text, `<autoFilter ref="$A$1:$F$3"`)
	require.Contains(t, part(t, book, "xl/workbook.xml"), "Print_Titles")
	head, err := opened(t, written(t, "en")).GetCellValue("台账-2026", "C1")
	require.NoError(t, err)
	require.Equal(t, "Due", head)
}

func TestWriter_NoTextBecomesAFormula(t *testing.T) {
	bad := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=1\x00\x01"}
	var rows [][]any
	for _, text := range bad {
		rows = append(rows, []any{text, text})
	}
	rows = append(rows, []any{"寻常", "寻常"})
	book := written(t, "zh", rows...)
	text := part(t, book, "xl/worksheets/sheet1.xml")
	require.NotContains(t, text, "<f>")
	require.NotContains(t, text, "<f ")
	f := opened(t, book)
	guarded := map[int]bool{}
	for i := range bad {
		cell := fmt.Sprintf("A%d", i+2)
		formula, err := f.GetCellFormula("台账-2026", cell)
		require.NoError(t, err)
		require.Empty(t, formula)
		kind, err := f.GetCellType("台账-2026", cell)
		require.NoError(t, err)
		require.Equal(t, excelize.CellTypeInlineString, kind)
		value, err := f.GetCellValue("台账-2026", cell)
		require.NoError(t, err)
		require.Equal(t, strings.NewReplacer("\x00", "\ufffd", "\x01", "\ufffd", "\r", "\n").Replace(strings.TrimSpace(bad[i])),
			strings.NewReplacer("\r", "\n").Replace(strings.TrimSpace(value)), "the text is what it was")
		style, err := f.GetCellStyle("台账-2026", cell)
		require.NoError(t, err)
		guarded[style] = true
	}
	require.Len(t, guarded, 1)
	plain, err := f.GetCellStyle("台账-2026", fmt.Sprintf("A%d", len(bad)+2))
	require.NoError(t, err)
	require.False(t, guarded[plain])
	for style := range guarded {
		quoted := f.Styles.CellXfs.Xf[style].QuotePrefix
		require.True(t, quoted != nil && *quoted, "editing the cell keeps it a text")
	}
	require.Nil(t, f.Styles.CellXfs.Xf[plain].QuotePrefix)
	style, err := f.GetStyle(plain)
	require.NoError(t, err)
	require.Equal(t, 49, style.NumFmt)
}

func TestWriter_MemoryDoesNotGrowWithTheRows(t *testing.T) {
	w, err := sheet.NewWriter("x", columns, "zh")
	require.NoError(t, err)
	defer func() { require.NoError(t, w.Close()) }()
	long := strings.Repeat("长", 300)
	var peak uint64
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	for i := range 20_000 {
		require.NoError(t, w.Row(long, long, calendar.On(2026, 1, 1), nil, i, sheet.Milli(i)))
		if i%5_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc-min(before, m.HeapAlloc))
		}
	}
	require.NoError(t, w.Finish())
	n, err := w.WriteTo(io.Discard)
	require.NoError(t, err)
	require.Positive(t, n)
	require.Less(t, peak, uint64(28<<20), "20,000 rows are 36 MB of text")
}

func TestRead_GivesBackWhatWasWritten(t *testing.T) {
	at := time.Date(2026, 3, 4, 1, 30, 0, 0, time.UTC)
	for _, lang := range []string{"zh", "en"} {
		table, err := sheet.Read(bytes.NewReader(written(t, lang, []any{"007", "征地", calendar.On(2026, 6, 30), &at, 3, sheet.Milli(300)})), ask)
		require.NoError(t, err)
		require.Len(t, table.Rows, 1)
		r := table.Rows[0]
		require.Equal(t, 2, r.N)
		require.Equal(t, "007", r.Fields["number"], "a text of digits is a text")
		day, ok := table.Day(r.Fields["due"], 2026)
		require.True(t, ok)
		require.Equal(t, calendar.On(2026, 6, 30), day)
		milli, unit, ok := sheet.Quantity(r.Fields["target"])
		require.True(t, ok)
		require.Equal(t, int64(300), milli)
		require.Empty(t, unit)
		require.Equal(t, "C2", table.Cell(2, "due"))
		require.Empty(t, table.Cell(2, "nothing"))
	}
}

// book makes a workbook of rows of plain cells.
func book(t testing.TB, sheets map[string][][]any, order ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, name := range order {
		if i == 0 {
			require.NoError(t, f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			require.NoError(t, err)
		}
		for n, row := range sheets[name] {
			require.NoError(t, f.SetSheetRow(name, fmt.Sprintf("A%d", n+1), &row))
		}
	}
	b, err := f.WriteToBuffer()
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return b.Bytes()
}

func one(rows ...[]any) func(testing.TB) []byte {
	return func(t testing.TB) []byte { return book(t, map[string][][]any{"a": rows}, "a") }
}

func TestRead_RefusesWhatItCannotTake(t *testing.T) {
	many := [][]any{{"任务"}}
	for range 51 {
		many = append(many, []any{"x"})
	}
	for name, c := range map[string]struct {
		book   []byte
		loose  bool
		code   sheet.Code
		column string
	}{
		"no workbook":                  {[]byte("任务\n征地"), false, sheet.CodeUnreadable, ""},
		"nothing":                      {nil, true, sheet.CodeUnreadable, ""},
		"an unknown column":            {one([]any{"任务", "颜色"}, []any{"a", "b"})(t), false, sheet.CodeUnknown, "颜色"},
		"a column twice":               {one([]any{"任务", "工作任务"}, []any{"a", "b"})(t), true, sheet.CodeTwice, "工作任务"},
		"a column missing":             {one([]any{"编号"}, []any{"a"})(t), false, sheet.CodeMissing, "title"},
		"no names in the first rows":   {one([]any{"台账"}, []any{"a"})(t), true, sheet.CodeMissing, "title"},
		"names in the second row only": {one([]any{"台账"}, []any{"任务"}, []any{"a"})(t), false, sheet.CodeUnknown, "台账"},
		"no rows":                      {one([]any{"任务"}, []any{"", " "})(t), false, sheet.CodeEmpty, ""},
		"no rows, loosely":             {one([]any{"标题"}, []any{"任务"})(t), true, sheet.CodeEmpty, ""},
		"empty":                        {one()(t), false, sheet.CodeEmpty, ""},
		"too many rows":                {book(t, map[string][][]any{"a": many}, "a"), true, sheet.CodeTooMany, ""},
	} {
		a := ask
		a.Loose = c.loose
		_, err := sheet.Read(bytes.NewReader(c.book), a)
		var refused *sheet.Error
		require.ErrorAs(t, err, &refused, name)
		require.Equal(t, c.code, refused.Code, name)
		require.Equal(t, c.column, refused.Column, name)
	}
}

func TestRead_LooselyTakesSheetsAsPeopleKeepThem(t *testing.T) {
	a := ask
	a.Loose = true
	b := book(t, map[string][][]any{
		"说明": {{"请勿修改表头"}},
		"台账": {{"青石镇2026年重点工作台账"}, {}, {"序号", "完成 时限", "任\n务*", "备注"}, {1, "2026/6/30", "征地", "急"}, {}, {2, "6月底", "安置", ""}},
	}, "说明", "台账")
	table, err := sheet.Read(bytes.NewReader(b), a)
	require.NoError(t, err)
	require.Equal(t, "台账", table.Sheet)
	require.Equal(t, []string{"序号", "备注"}, table.Unknown)
	require.Len(t, table.Rows, 2)
	require.Equal(t, 4, table.Rows[0].N)
	require.Equal(t, 6, table.Rows[1].N)
	require.Equal(t, "征地", table.Rows[0].Fields["title"])
	require.Equal(t, "C6", table.Cell(6, "title"))
}

func TestRead_RefusesABombWithoutUnpackingIt(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	good, err := zip.NewReader(bytes.NewReader(one([]any{"任务"}, []any{"a"})(t)), int64(len(one([]any{"任务"}, []any{"a"})(t))))
	require.NoError(t, err)
	for _, f := range good.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			require.NoError(t, z.Copy(f))
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	zeros := make([]byte, 1<<20)
	for range 64 {
		_, err = w.Write(zeros)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	require.Less(t, b.Len(), 1<<20)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = sheet.Read(bytes.NewReader(b.Bytes()), ask)
	runtime.ReadMemStats(&after)
	var refused *sheet.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, sheet.CodeUnreadable, refused.Code)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(128<<20))
}

func TestRead_SurvivesAnyBytes(t *testing.T) {
	good := one([]any{"任务", "完成时限"}, []any{"a", "2026-03-04"}, []any{"b", 45000})(t)
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(good)
		for range rapid.IntRange(1, 10).Draw(t, "changes") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		table, err := sheet.Read(bytes.NewReader(b), ask)
		var refused *sheet.Error
		if err != nil && !errors.As(err, &refused) {
			t.Fatalf("neither read nor refused: %v", err)
		}
		if err == nil {
			table.Day(table.Rows[0].Fields["due"], 2026)
		}
	})
}

func TestDay_ReadsDaysAsPeopleWriteThem(t *testing.T) {
	table := &sheet.Table{}
	for text, want := range map[string]string{
		"2026-06-30": "2026-06-30", "2026/6/30": "2026-06-30", "2026.6.30": "2026-06-30", "2026年6月30日": "2026-06-30",
		"2026年6月30日前": "2026-06-30", " ２０２６年６月３０日 ": "2026-06-30", "20260630": "2026-06-30", "46203": "2026-06-30",
		"46203.75": "2026-06-30", "2026-06-30 00:00:00": "2026-06-30", "6月30日": "2026-06-30", "6月30日前": "2026-06-30", "6/30": "2026-06-30",
		"6月底": "2026-06-30", "6月底前": "2026-06-30", "2月末": "2026-02-28", "2028年2月": "2028-02-29", "2026-11": "2026-11-30", "年底": "2026-12-31",
		"2027年底前": "2027-12-31", "12月": "2026-12-31", "2026年内": "", "6月31日": "", "2026-13-01": "", "13月底": "", "长期": "", "": "", "12": "", "6.3": "",
		"1899-01-01": "", "99999": "", "2026": "", "-1": "", "待定": "", "NaN": "", "Inf": "", "2026-02-30": "", "1e9": "",
	} {
		day, ok := table.Day(text, 2026)
		require.Equal(t, want != "", ok, "%q", text)
		if ok {
			require.Equal(t, want, day.String(), "%q", text)
		}
	}
}

func TestQuantity_ReadsNumbersWithTheirUnits(t *testing.T) {
	type q struct {
		milli int64
		unit  string
		ok    bool
	}
	for text, want := range map[string]q{
		"30": {30_000, "", true}, "30亩": {30_000, "亩", true}, "1,200.5 亩": {1_200_500, "亩", true}, "３０户": {30_000, "户", true},
		"0.125": {125, "", true}, "95%": {95_000, "%", true}, "1.2500": {1250, "", true}, "-3": {-3000, "", true},
		"1.2345": {}, "若干": {}, "": {}, "约30": {}, "99999999999999999999": {}, ".5": {},
	} {
		milli, unit, ok := sheet.Quantity(text)
		require.Equal(t, want.ok, ok, "%q", text)
		if ok {
			require.Equal(t, want, q{milli, unit, ok}, "%q", text)
		}
	}
}

func TestRead_TellsNumbersAsPeopleSeeThem(t *testing.T) {
	table, err := sheet.Read(bytes.NewReader(one([]any{"任务", "目标值", "编号"}, []any{"a", 0.1 + 0.2, 13800000000.0}, []any{"b", 1e12, "0012"})(t)), ask)
	require.NoError(t, err)
	require.Equal(t, "0.3", table.Rows[0].Fields["target"])
	require.Equal(t, "13800000000", table.Rows[0].Fields["number"])
	require.Equal(t, "1000000000000", table.Rows[1].Fields["target"])
	require.Equal(t, "0012", table.Rows[1].Fields["number"])
}

func TestWriter_OffersChoicesAndNotes(t *testing.T) {
	w, err := sheet.NewWriter("台账", columns, "zh")
	require.NoError(t, err)
	defer func() { require.NoError(t, w.Close()) }()
	require.NoError(t, w.Choices("title", 100, "选项", []string{"甲", "乙"}))
	require.NoError(t, w.Notes("填写说明", []float64{20, 60}, [][]string{{"列", "怎么填"}, {"任务", "=写清楚"}}))
	require.NoError(t, w.Finish())
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	require.NoError(t, err)
	f := opened(t, b.Bytes())
	require.Equal(t, []string{"台账", "选项", "填写说明"}, f.GetSheetList())
	rules, err := f.GetDataValidations("台账")
	require.NoError(t, err)
	require.Len(t, rules, 1)
	require.Equal(t, "B2:B101", rules[0].Sqref)
	require.Contains(t, rules[0].Formula1, "$A$1:$A$2")
	formula, err := f.GetCellFormula("填写说明", "B2")
	require.NoError(t, err)
	require.Empty(t, formula)
}
