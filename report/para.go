package report

import (
	"sort"
	"strings"
	"unicode"
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
	d := &document{}
	for _, l := range src.lines {
		s := strings.TrimRight(l.text, " ")
		if !l.row {
			s = strings.TrimSpace(l.text)
		}
		start := len(d.text)
		d.text = append(d.text, []rune(s)...)
		d.lines = append(d.lines, line{start: start, end: len(d.text), level: l.level, row: l.row, skip: strings.TrimSpace(s) == "",
			indent: strings.HasPrefix(l.text, "  ") || strings.HasPrefix(l.text, "\t")})
		d.text = append(d.text, '\n')
	}
	if n := len(d.text); n > 0 {
		d.text = d.text[:n-1]
	}
	d.dropFurniture()
	d.dropCounters()
	d.joinWraps()
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
	width := d.wrapWidth()
	if width == 0 {
		return
	}
	prev := -1
	for i := range d.lines {
		l := &d.lines[i]
		if l.skip || l.row {
			continue
		}
		if prev >= 0 && d.wraps(d.lines[prev], *l, width) {
			l.joined = true
		}
		prev = i
	}
}

// wrapWidth is the length that broken lines have, or 0 when lines are
// paragraphs: at least two in five lines end in the middle of a sentence at
// nearly the same length, and none is much longer.
func (d *document) wrapWidth() int {
	const longest = 120
	var open [longest + 2]int // lines by length that do not end in a stop
	lines := 0
	for _, l := range d.lines {
		n := l.end - l.start
		if l.skip || l.row || n < 12 {
			continue
		}
		if n > longest {
			return 0
		}
		lines++
		if !isStop(d.text[l.end-1]) && !isClosing(d.text[l.end-1]) {
			open[n]++
		}
	}
	best, at := 0, 0
	for n := 14; n <= longest; n++ {
		if near := open[n-2] + open[n-1] + open[n] + open[n+1]; near >= best && open[n] > 0 {
			best, at = near, n
		}
	}
	if best < 4 || best*5 < lines*2 {
		return 0
	}
	return at
}

func (d *document) wraps(prev, l line, width int) bool {
	if prev.end-prev.start < width-3 || prev.row || l.level > 0 || prev.level > 0 || l.indent {
		return false
	}
	m, ok := d.readMark(l.start, l.end, atLine)
	return !ok || !m.strong()
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
