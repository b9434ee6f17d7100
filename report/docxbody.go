package report

import (
	"strconv"
	"strings"
)

// body reads word/document.xml.
type body struct {
	numbers *numbering
	out     []sourceLine

	skip   int // depth inside elements that print nothing
	inText bool
	paras  []wordPara // open paragraphs: a text box holds paragraphs inside one
	tables []wordTable
	props  int // depth inside w:pPr
	runs   int // depth inside w:rPr
	del    bool
}

// wordPara is a paragraph while it is read.
type wordPara struct {
	text    strings.Builder
	style   string
	numID   string
	level   int
	outline int // heading level as the paragraph itself declares it
	hidden  bool
	merged  bool // its end was deleted: it goes on in the next one
}

// wordTable is a table while it is read: cells of the current row.
type wordTable struct {
	cells   []string
	span    int
	merged  bool // the cell continues the one above
	text    []string
	inCell  bool
	columns int
}

// printsNothing: elements whose text is not on the page, or is there a second
// time.
var printsNothing = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "Fallback": true, "rPrChange": true, "pPrChange": true,
	"sectPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true, "numberingChange": true, "delInstrText": true,
	"footnoteReference": true, "endnoteReference": true, "commentReference": true, "annotationRef": true, "rt": true, "fldData": true,
}

func readBody(part string, data []byte, n *numbering) (source, error) {
	b := &body{numbers: n}
	if err := walk(part, data, b.visit, b.chars); err != nil {
		return source{}, err
	}
	for i := range b.out {
		b.out[i].text = tidy(lineEnds.Replace(b.out[i].text))
	}
	var src source
	for _, l := range b.out { // a line break inside a paragraph starts a line
		for _, s := range strings.Split(l.text, "\n") {
			src.lines = append(src.lines, sourceLine{text: s, level: l.level, row: l.row})
		}
	}
	return src, nil
}

func (b *body) chars(s []byte) {
	if b.inText && b.skip == 0 && len(b.paras) > 0 {
		p := &b.paras[len(b.paras)-1]
		if !p.hidden {
			p.text.Write(s)
		}
	}
}

func (b *body) visit(e element, open bool) {
	if b.skip > 0 || printsNothing[e.name] && !(b.runs > 0 && endsMark(e.name)) {
		if open {
			b.skip++
		} else {
			b.skip--
		}
		return
	}
	if !e.isWord() {
		return
	}
	switch e.name {
	case "p":
		if open {
			b.paras = append(b.paras, wordPara{level: -1, outline: -1})
		} else {
			b.endPara()
		}
	case "pPr":
		b.props += delta(open)
	case "rPr":
		b.runs += delta(open)
	case "r":
		if open && len(b.paras) > 0 {
			b.paras[len(b.paras)-1].hidden = false
		}
	case "t":
		b.inText = open
	case "tbl", "tr", "tc", "gridSpan", "vMerge":
		b.table(e, open)
	default:
		if open {
			b.mark(e)
		}
	}
}

// endsMark: inside w:rPr of w:pPr these say that the paragraph's end itself
// was deleted or moved away.
func endsMark(name string) bool { return name == "del" || name == "moveFrom" }

func delta(open bool) int {
	if open {
		return 1
	}
	return -1
}

// mark reads the empty elements inside a paragraph.
func (b *body) mark(e element) {
	if len(b.paras) == 0 {
		return
	}
	p := &b.paras[len(b.paras)-1]
	if b.props > 0 {
		switch e.name {
		case "pStyle":
			p.style = e.attr("val")
		case "numId":
			p.numID = e.attr("val")
		case "ilvl":
			p.level = clampLevel(e.attr("val"))
		case "outlineLvl":
			p.outline = clampLevel(e.attr("val"))
		case "del", "moveFrom":
			p.merged = b.runs > 0
		}
		return
	}
	if b.runs > 0 {
		if e.name == "vanish" && e.attr("val") != "0" && e.attr("val") != "false" {
			p.hidden = true
		}
		return
	}
	switch e.name {
	case "tab", "ptab":
		p.text.WriteByte(' ')
	case "br", "cr":
		p.text.WriteByte('\n')
	case "noBreakHyphen":
		p.text.WriteByte('-')
	}
}

func clampLevel(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return -1
	}
	return n
}

func (b *body) endPara() {
	if len(b.paras) == 0 {
		return
	}
	p := &b.paras[len(b.paras)-1]
	b.paras = b.paras[:len(b.paras)-1]
	if b.numbers.isContents(p.style) {
		return
	}
	text := strings.TrimRight(p.text.String(), " \n")
	printed := ""
	if text != "" || !p.merged {
		printed = b.numbers.next(p)
	}
	if text == "" {
		printed = "" // it counts, but there is nothing to print a number before
	}
	b.emit(sourceLine{text: printed + text, level: b.numbers.outline(p)}, p.merged)
}

// emit hands a finished paragraph to the cell it stands in, or to the page.
func (b *body) emit(l sourceLine, merged bool) {
	if n := len(b.tables); n > 0 && b.tables[n-1].inCell {
		t := &b.tables[n-1]
		if strings.TrimSpace(l.text) != "" {
			t.text = append(t.text, l.text)
		}
		return
	}
	if n := len(b.out); n > 0 && b.del {
		b.out[n-1].text += l.text
	} else {
		b.out = append(b.out, l)
	}
	b.del = merged
}

// table follows tables: a row becomes a line of cells between tabs. The table
// inside a cell becomes text of that cell; a table of one column is only a
// frame round its paragraphs.
func (b *body) table(e element, open bool) {
	n := len(b.tables)
	switch {
	case e.name == "tbl" && open:
		b.tables = append(b.tables, wordTable{})
	case n == 0:
	case e.name == "tbl":
		b.tables = b.tables[:n-1]
	case e.name == "tr" && open:
		b.tables[n-1].cells = nil
	case e.name == "tr":
		b.endRow()
	case e.name == "tc" && open:
		t := &b.tables[n-1]
		t.inCell, t.span, t.merged, t.text = true, 1, false, nil
	case e.name == "tc":
		t := &b.tables[n-1]
		b.endCell(t)
		t.inCell = false
	case e.name == "gridSpan" && open:
		if s, err := strconv.Atoi(e.attr("val")); err == nil && s > 1 && s <= 64 {
			b.tables[n-1].span = s
		}
	case e.name == "vMerge" && open:
		b.tables[n-1].merged = e.attr("val") != "restart"
	}
}

func (b *body) endCell(t *wordTable) {
	sep := " "
	if t.columns <= 1 && len(t.cells) == 0 {
		sep = "\n" // perhaps a frame; endRow decides
	}
	text := strings.Join(t.text, sep)
	if t.merged {
		text = ""
	}
	t.cells = append(t.cells, text)
	for i := 1; i < t.span; i++ {
		t.cells = append(t.cells, "")
	}
}

func (b *body) endRow() {
	n := len(b.tables)
	t := &b.tables[n-1]
	cells := t.cells
	t.cells = nil
	t.columns = max(t.columns, len(cells))
	if t.columns > 1 {
		for i, c := range cells {
			cells[i] = strings.ReplaceAll(strings.ReplaceAll(c, "\n", " "), "\t", " ")
		}
	}
	outer := n > 1 && b.tables[n-2].inCell
	switch {
	case len(cells) == 0:
	case outer:
		b.tables[n-2].text = append(b.tables[n-2].text, strings.TrimSpace(strings.Join(cells, " ")))
	case t.columns == 1:
		for _, s := range strings.Split(cells[0], "\n") {
			b.out = append(b.out, sourceLine{text: s})
		}
	default:
		b.out = append(b.out, sourceLine{text: strings.Join(cells, "\t"), row: true})
	}
	b.del = false
}
