package report

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// document is a report on its way to an outline: the text, its lines, the
// paragraphs they form, and the tree that the markers build over them.
type document struct {
	text  []rune
	lines []line
	paras []para

	marks   []mark
	root    *branch
	lists   map[int]listInfo
	built   bool  // the tree is complete: titles are final
	pages   int   // pages of which the text is one, where a pager says so
	nextOf  []int // per mark: the index of the next one of the same family, or -1
	visited int   // paragraphs, marks and branches looked at; what the linear-time test counts
}

// line is one line of the text without surrounding white space.
type line struct {
	start, end int
	skip       bool // page furniture: not part of any item
	joined     bool // continues the line before: a wrap, not a new paragraph
	indent     bool
	level      int
	row        bool
}

type kind uint8

// Kinds of paragraphs.
const (
	plain   kind = iota
	heading      // a short unnumbered line
	address      // 各位代表！… : speaks to the audience, closes a goal
	signed       // who signs, and when
	row          // a table row
)

// para is a paragraph: one line, or several that a page broke.
type para struct {
	start, end  int
	first, last int // lines
	kind        kind
	level       int
	marks       [2]int // range in document.marks
	nextLine    int    // the first mark at the start of a later paragraph, or -1
	nextItem    int    // the same, of a numbering level that orders by rank
}

// paragraphs joins the lines into the normalised text and finds its
// paragraphs, leaving page furniture out.
func paragraphs(src source) *document {
	size := 0
	for _, l := range src.lines {
		size += utf8.RuneCountInString(l.text) + 1
	}
	d := &document{text: make([]rune, 0, size), lines: make([]line, 0, len(src.lines))}
	for _, l := range src.lines {
		s := strings.TrimRight(l.text, " ")
		if !l.row {
			s = strings.TrimSpace(l.text)
		}
		start := len(d.text)
		for _, r := range s {
			d.text = append(d.text, r)
		}
		d.lines = append(d.lines, line{start: start, end: len(d.text), level: l.level, row: l.row, skip: strings.TrimSpace(s) == "",
			indent: strings.HasPrefix(l.text, "  ") || strings.HasPrefix(l.text, "\t")})
		d.text = append(d.text, '\n')
	}
	if n := len(d.text); n > 0 {
		d.text = d.text[:n-1]
	}
	d.widenTables()
	d.dropFurniture()
	d.dropCounters()
	d.joinWraps()
	d.relay()
	d.paras = make([]para, 0, len(d.lines))
	for i := range d.lines {
		l := &d.lines[i]
		if l.skip {
			continue
		}
		if n := len(d.paras); n > 0 && l.joined {
			d.paras[n-1].end, d.paras[n-1].last = l.end, i
			continue
		}
		d.paras = append(d.paras, para{start: l.start, end: l.end, first: i, last: i, level: l.level})
	}
	d.classify()
	return d
}

// widenTables: a line with a single tab right below a table row is a row too,
// whose empty cells at the end were lost.
func (d *document) widenTables() {
	for i := 1; i < len(d.lines); i++ {
		l := &d.lines[i]
		if l.row || !d.lines[i-1].row || l.end-l.start > 60 {
			continue
		}
		for _, r := range d.text[l.start:l.end] {
			if r == '\t' {
				l.row = true
			}
		}
	}
}

// relay writes the text anew without the breaks inside paragraphs, and without
// the page furniture that stands in the middle of one.
func (d *document) relay() {
	text := make([]rune, 0, len(d.text))
	lines := d.lines[:0]
	held := []line{} // furniture, until it is known whether a paragraph goes on after it
	put := func(l line) {
		if len(lines) > 0 && !l.joined {
			text = append(text, '\n')
		}
		start := len(text)
		text = append(text, d.text[l.start:l.end]...)
		l.start, l.end = start, len(text)
		lines = append(lines, l)
	}
	for _, l := range d.lines { // put never writes beyond the line that was read
		if l.skip {
			held = append(held, l)
			continue
		}
		if !l.joined {
			for _, h := range held {
				put(h)
			}
		}
		held = held[:0]
		put(l)
	}
	for _, h := range held {
		put(h)
	}
	d.text, d.lines = text, lines
}

// slice is the text between two positions without page furniture and without
// the breaks inside paragraphs.
func (d *document) slice(start, end int) string {
	start, end = d.trim(start, end)
	if start >= end {
		return ""
	}
	var b strings.Builder
	at := sort.Search(len(d.lines), func(i int) bool { return d.lines[i].end > start })
	for first := true; at < len(d.lines) && d.lines[at].start < end; at++ {
		l := d.lines[at]
		if l.skip {
			continue
		}
		if !first && !l.joined {
			b.WriteByte('\n')
		}
		first = false
		b.WriteString(string(d.text[max(l.start, start):min(l.end, end)]))
	}
	return strings.TrimSpace(b.String())
}

// trim moves the ends of a range inwards over white space.
func (d *document) trim(start, end int) (int, int) {
	end = min(end, len(d.text))
	for start < end && unicode.IsSpace(d.text[start]) {
		start++
	}
	for end > start && unicode.IsSpace(d.text[end-1]) {
		end--
	}
	return start, end
}

// joinWraps finds out whether the text was broken at a fixed width, as text
// copied from a page is, and joins such lines to paragraphs again.
func (d *document) joinWraps() {
	lines, indented := 0, 0
	for _, l := range d.lines {
		if !l.skip && !l.row {
			lines++
			if l.indent {
				indented++
			}
		}
	}
	indents := indented > 1 && indented*10 < lines*9 // where every line has one, an indent says nothing
	width := d.wrapWidth(indents)
	prev := -1
	for i := range d.lines {
		l := &d.lines[i]
		if l.skip || l.row {
			continue
		}
		if prev >= 0 && d.wraps(d.lines[prev], *l, width, indents) {
			l.joined = true
		}
		prev = i
	}
}

// wrapWidth is the length that broken lines have, or 0 when lines are
// paragraphs. Broken text has no line beyond that length, several that reach
// it in the middle of a sentence, and hardly one that nearly does. Where
// paragraphs are indented, fewer are proof enough.
func (d *document) wrapWidth(indents bool) int {
	const longest, shortest, slack = 120, 16, 3
	enough := 3
	if indents {
		enough = 2
	}
	width := 0
	for _, l := range d.lines {
		if n := l.end - l.start; !l.skip && !l.row {
			width = max(width, n)
		}
	}
	if width > longest || width < shortest {
		return 0
	}
	full, nearly := 0, 0
	for _, l := range d.lines {
		n := l.end - l.start
		if l.skip || l.row || n < width*7/10 || isStop(d.text[l.end-1]) {
			continue
		}
		if n >= width-slack {
			full++
		} else {
			nearly++
		}
	}
	if full < enough || full < 4*nearly {
		return 0
	}
	return width
}

func (d *document) wraps(prev, l line, width int, indents bool) bool {
	switch d.text[l.start] {
	case '，', '。', '；', '、', '：', '！', '？', '）', '”', '》': // no paragraph starts so
		return true
	}
	if width == 0 || prev.end-prev.start < width-4 || l.level > 0 || prev.level > 0 || l.indent && indents {
		return false
	}
	if isStop(d.text[prev.end-1]) && l.end-l.start < width-4 && !isStop(d.text[l.end-1]) && !isClosing(d.text[l.end-1]) {
		return false // a heading: the last line of a paragraph would end in a stop
	}
	m, ok := d.readMark(l.start, l.end, atLine)
	return !ok || !m.strong() || !isStop(d.text[prev.end-1]) && m.variant.rank() > 1
}

func isStop(r rune) bool {
	switch r {
	case '。', '；', '！', '？', ';', '!', '?', '…', '.', ':', '：':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	switch r {
	case '”', '’', '）', ')', '》', '】', '」', '"', '*':
		return true
	}
	return false
}
