package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// docx packs a body (what stands inside w:body) and optional parts, given as
// name, content pairs.
func docx(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	all := append([]string{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`}, parts...)
	return packed(t, all...)
}

func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(parts[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// p is a paragraph; num is "numId/ilvl" or "".
func p(num, text string) string {
	props := ""
	if id, level, ok := strings.Cut(num, "/"); ok {
		props = `<w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr>`
	}
	return `<w:p>` + props + `<w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func level(i int, format, text string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, i, format, text)
}

func numberingPart(inner string) string {
	return `<w:numbering ` + wordNS + `>` + inner + `</w:numbering>`
}

// official is the numbering of official documents: 一、 （一） 1. ①.
var official = numberingPart(`<w:abstractNum w:abstractNumId="7">` +
	level(0, "chineseCountingThousand", "%1、") + level(1, "japaneseCounting", "（%2）") + level(2, "decimal", "%3.") + level(3, "decimalEnclosedCircleChinese", "%4") +
	`</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>` +
	`<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`)

func textOf(t *testing.T, data []byte) string {
	t.Helper()
	out, err := Parse("r.docx", data)
	require.NoError(t, err)
	require.Equal(t, FormatWord, out.Format)
	return out.Text
}

func TestParse_PrintsWordsAutomaticNumbers(t *testing.T) {
	body := p("", "青石镇2026年工作总结及2027年工作计划") +
		p("3/0", "2026年工作总结") + p("3/1", "产业发展。新建大棚12座。") +
		p("3/0", "2027年工作计划") +
		p("3/1", "壮大特色产业") + p("3/2", "扩种茶园300亩。") + p("3/2", "引进企业1家。") +
		p("3/1", "建设美丽集镇") + p("3/2", "改造农贸市场。") + p("3/2", "新增车位80个。") + p("3/3", "镇东40个；") + p("3/3", "镇西40个。")
	out, err := Parse("r.docx", docx(t, body, "word/numbering.xml", official))
	require.NoError(t, err)
	require.Equal(t, "二、2027年工作计划", out.Section.Title)
	require.Len(t, out.Goals, 2)
	require.Equal(t, "（二）", out.Goals[1].Number)
	require.Equal(t, "1.", out.Goals[1].Measures[0].Marker, "a deeper level starts again below the next item")
	require.Equal(t, []string{"①", "②"}, []string{out.Goals[1].Measures[1].Children[0].Marker, out.Goals[1].Measures[1].Children[1].Marker})
}

func TestParse_WordNumbersFollowStylesOverridesAndRestarts(t *testing.T) {
	styles := `<w:styles ` + wordNS + `><w:style w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>`
	styled := func(s, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + s + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := styled("9", "目录行") + styled("1", "甲") + styled("2", "乙") + styled("2", "丙") + styled("1", "丁") + styled("2", "戊") +
		p("3/0", "") + p("3/0", "己") + p("4/0", "庚") + p("4/0", "辛") + p("0/0", "无号") + p("99/0", "无表")
	text := textOf(t, docx(t, body, "word/numbering.xml", official, "word/styles.xml", styles))
	require.Equal(t, "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n\n四、己\n五、庚\n六、辛\n无号\n无表", text)
}

func TestParse_WordNumberFormats(t *testing.T) {
	for format, want := range map[string]string{
		"decimal": "12", "decimalZero": "12", "decimalFullWidth": "１２", "chineseCounting": "十二", "japaneseCounting": "十二",
		"decimalEnclosedCircle": "⑫", "decimalEnclosedParen": "⑿", "decimalEnclosedFullstop": "⒓", "upperLetter": "L", "lowerRoman": "xii",
		"ideographTraditional": "12", "none": "", "hebrew1": "12",
	} {
		require.Equal(t, want, printNumber(12, format), format)
	}
	require.Equal(t, []string{"〇", "十", "十九", "二十", "九十九", "一〇〇"},
		[]string{chineseNumber(0), chineseNumber(10), chineseNumber(19), chineseNumber(20), chineseNumber(99), chineseNumber(100)})
	require.Equal(t, "AA", letters(27, 'A'))
	require.Equal(t, "MCMXCIV", roman(1994))
}

func TestParse_WordKeepsInsertionsAndDropsDeletions(t *testing.T) {
	body := `<w:p><w:r><w:t>新增</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>路灯</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>20盏</w:t></w:r></w:moveTo>` +
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>。</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>` + p("", "后半。") +
		`<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("", "框内") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p("", "框内") + `</w:txbxContent></mc:Fallback></mc:AlternateContent><a:t>图</a:t></w:r></w:p>`
	require.Equal(t, "新增路灯20盏。\n前半后半。\n甲 乙\n丙\n框内", strings.TrimSpace(textOf(t, docx(t, body))))
}

func tc(props, inner string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + inner + `</w:tc>`
}
func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func TestParse_WordTaskTableBecomesGoals(t *testing.T) {
	cell := func(s string) string { return tc("", p("", s)) }
	nested := tc("", p("", "完成路网")+`<w:tbl>`+tr(cell("一期"), cell("1.8公里"))+`</w:tbl>`)
	body := p("", "白沙镇2027年重点工作任务分解表") + `<w:tbl>` +
		tr(cell("序号"), cell("具体任务"), cell("牵头单位"), cell("完成时限")) +
		tr(tc(`<w:gridSpan w:val="4"/>`, p("", "一、产业发展"))) +
		tr(cell("1"), cell("征地260亩"), tc(`<w:vMerge w:val="restart"/>`, p("", "经发办")), cell("6月底")) +
		tr(cell("2"), nested, tc(`<w:vMerge/>`, p("", "经发办")), cell("年底")) + `</w:tbl>`
	out, err := Parse("r.docx", docx(t, body))
	require.NoError(t, err)
	require.Equal(t, "白沙镇2027年重点工作任务分解表", out.Section.Title)
	require.Len(t, out.Goals, 1)
	require.Equal(t, "一、", out.Goals[0].Number)
	require.Equal(t, "产业发展", out.Goals[0].Title)
	require.Equal(t, "完成路网 一期 1.8公里", out.Goals[0].Measures[1].Text)
	require.Equal(t, "年底", out.Goals[0].Measures[1].Task.Due)
}

func TestParse_WordFrameTableIsOnlyAFrame(t *testing.T) {
	body := `<w:tbl>` + tr(tc("", p("", "第一段")+p("", "第二段"))) + `</w:tbl>`
	require.Equal(t, "第一段\n第二段", textOf(t, docx(t, body)))
}

func TestParse_RefusesHarmfulWordFiles(t *testing.T) {
	good := docx(t, p("", strings.Repeat("改造农贸市场。", 400)))
	many := make([]string, 0, 2*(docxMaxEntries+1))
	for i := range docxMaxEntries + 1 {
		many = append(many, fmt.Sprintf("x/%d", i), "")
	}
	rels := func(target string) string {
		return `<Relationships><Relationship Type="http://x/officeDocument" Target="` + target + `"/></Relationships>`
	}
	for name, c := range map[string]struct {
		data  []byte
		code  Code
		param string
		value string
	}{
		"truncated":          {good[:len(good)/2], CodeDocxDamaged, "part", "zip"},
		"not a zip":          {[]byte("工作总结"), CodeDocxDamaged, "part", "zip"},
		"another zip":        {packed(t, "a.txt", "x"), CodeFormat, "format", "zip"},
		"bomb":               {docx(t, p("", strings.Repeat("0", 8<<20))), CodeDocxLimit, "limit", "ratio"},
		"too many files":     {packed(t, many...), CodeDocxLimit, "limit", "entries"},
		"deep":               {docx(t, strings.Repeat("<w:sdt>", 300)+strings.Repeat("</w:sdt>", 300)), CodeDocxLimit, "limit", "depth"},
		"broken xml":         {packed(t, "word/document.xml", "<w:document><w:body>"), CodeDocxDamaged, "part", "word/document.xml"},
		"broken numbering":   {docx(t, p("", "甲"), "word/numbering.xml", "<a"), CodeDocxDamaged, "part", "word/numbering.xml"},
		"external entity":    {packed(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>`), CodeDocxEntity, "part", "word/document.xml"},
		"other charset":      {packed(t, "word/document.xml", `<?xml version="1.0" encoding="GBK"?><w:document/>`), CodeDocxDamaged, "part", "word/document.xml"},
		"main part escapes":  {packed(t, "_rels/.rels", rels("../../etc/passwd"), "x.xml", "x"), CodeFormat, "format", "zip"},
		"undefined entities": {packed(t, "word/document.xml", `<w:document>&nbsp;</w:document>`), CodeDocxDamaged, "part", "word/document.xml"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("r.docx", c.data)
			var e *Error
			require.True(t, errors.As(err, &e), "%v", err)
			require.Equal(t, c.code, e.Code, "%v", err)
			require.Equal(t, c.value, e.Params[c.param], "%v", err)
		})
	}
}

func TestParse_WordMainPartMayHaveAnotherName(t *testing.T) {
	data := packed(t, "_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml", `<w:document `+wordNS+`><w:body>`+p("", "正文。")+`</w:body></w:document>`)
	require.Equal(t, "正文。", textOf(t, data))
}
