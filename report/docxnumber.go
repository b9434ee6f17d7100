package report

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// numbering rebuilds the numbers that Word prints before the paragraphs of
// automatic lists. They are not in the text: a township's report often has its
// 一、 and （一） only here.
type numbering struct {
	lists    map[string]*wordList // by w:numId
	patterns map[string]*pattern  // by w:abstractNumId
	styles   map[string]*wordStyle
	counters map[string]*[9]int // by pattern: where its counting stands
	started  map[string]*[9]bool
	used     map[string]bool // lists whose overrides were applied
}

// wordList is a w:num: a pattern with changes.
type wordList struct {
	pattern   string
	starts    map[int]int
	overrides map[int]wordLevel
}

// pattern is a w:abstractNum.
type pattern struct {
	levels    [9]wordLevel
	styleLink string
}

// wordLevel is one level of a pattern.
type wordLevel struct {
	start   int
	format  string
	text    string // with %1 … %9 for the counters
	legal   bool   // all counters in arabic digits
	restart int    // the level whose step restarts this one, from 1; -1: the one above; 0: none
	known   bool
}

// wordStyle is a paragraph style as far as it numbers or ranks paragraphs.
type wordStyle struct {
	name    string
	base    string
	numID   string
	level   int
	outline int
}

func (a archive) numbering(dir string) (*numbering, error) {
	n := &numbering{lists: map[string]*wordList{}, patterns: map[string]*pattern{}, styles: map[string]*wordStyle{},
		counters: map[string]*[9]int{}, started: map[string]*[9]bool{}, used: map[string]bool{}}
	for _, p := range []struct {
		part  string
		visit func(element, bool)
	}{
		{path.Join(dir, "numbering.xml"), n.numberingVisitor()},
		{path.Join(dir, "styles.xml"), n.styleVisitor()},
	} {
		data, err := a.read(p.part)
		if err != nil {
			return nil, err
		}
		if err := walk(p.part, data, p.visit, nil); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// numberingReader reads numbering.xml: what is open at the moment.
type numberingReader struct {
	n       *numbering
	pattern *pattern
	list    *wordList
	level   *wordLevel
	at      int // of level
}

func (n *numbering) numberingVisitor() func(element, bool) {
	r := &numberingReader{n: n}
	return func(e element, open bool) {
		if open {
			r.start(e)
		} else {
			r.end(e.name)
		}
	}
}

func (r *numberingReader) end(name string) {
	switch name {
	case "lvl":
		switch {
		case r.level == nil || r.at < 0:
		case r.list != nil:
			r.list.overrides[r.at] = *r.level
		case r.pattern != nil:
			r.pattern.levels[r.at] = *r.level
		}
		r.level = nil
	case "abstractNum":
		r.pattern = nil
	case "num":
		r.list = nil
	}
}

func (r *numberingReader) start(e element) {
	v := e.attr("val")
	switch e.name {
	case "abstractNum":
		r.pattern = &pattern{}
		r.n.patterns[e.attr("abstractNumId")] = r.pattern
	case "numStyleLink":
		if r.pattern != nil {
			r.pattern.styleLink = v
		}
	case "num":
		r.list = &wordList{starts: map[int]int{}, overrides: map[int]wordLevel{}}
		r.n.lists[e.attr("numId")] = r.list
	case "abstractNumId":
		if r.list != nil {
			r.list.pattern = v
		}
	case "lvlOverride":
		r.at = clampLevel(e.attr("ilvl"))
	case "startOverride":
		if s, err := strconv.Atoi(v); err == nil && r.list != nil && r.at >= 0 {
			r.list.starts[r.at] = s
		}
	case "lvl":
		r.at = clampLevel(e.attr("ilvl"))
		r.level = &wordLevel{start: 1, format: "decimal", restart: -1, known: true}
	default:
		r.level.set(e.name, v)
	}
}

// set reads one property of a level; a nil level ignores it.
func (l *wordLevel) set(name, v string) {
	if l == nil {
		return
	}
	switch name {
	case "start":
		if s, err := strconv.Atoi(v); err == nil {
			l.start = s
		}
	case "numFmt":
		l.format = v
	case "lvlText":
		l.text = v
	case "isLgl":
		l.legal = v != "0" && v != "false"
	case "lvlRestart":
		if r, err := strconv.Atoi(v); err == nil {
			l.restart = r
		}
	}
}

func (n *numbering) styleVisitor() func(element, bool) {
	var s *wordStyle
	return func(e element, open bool) {
		if e.name == "style" {
			s = nil
			if open {
				s = &wordStyle{level: -1, outline: -1}
				n.styles[e.attr("styleId")] = s
			}
			return
		}
		if s == nil || !open {
			return
		}
		switch e.name {
		case "name":
			s.name = strings.ToLower(e.attr("val"))
		case "basedOn":
			s.base = e.attr("val")
		case "numId":
			s.numID = e.attr("val")
		case "ilvl":
			s.level = clampLevel(e.attr("val"))
		case "outlineLvl":
			s.outline = clampLevel(e.attr("val"))
		}
	}
}

// chain calls f for a style and those it is based on until f says stop.
func (n *numbering) chain(style string, f func(*wordStyle) bool) {
	for range 16 {
		s := n.styles[style]
		if s == nil || f(s) {
			return
		}
		style = s.base
	}
}

// isContents: the paragraph is a line of the table of contents, which repeats
// the headings.
func (n *numbering) isContents(style string) bool {
	s := n.styles[style]
	return s != nil && strings.HasPrefix(s.name, "toc ")
}

// outline is the heading level of a paragraph, from 1; 0 for none.
func (n *numbering) outline(p *wordPara) int {
	if p.outline >= 0 {
		return p.outline + 1
	}
	level := 0
	n.chain(p.style, func(s *wordStyle) bool {
		if s.outline >= 0 {
			level = s.outline + 1
		}
		return level > 0
	})
	return level
}

// list finds the list and level that number a paragraph.
func (n *numbering) list(p *wordPara) (id string, level int) {
	id, level = p.numID, p.level
	n.chain(p.style, func(s *wordStyle) bool {
		if id == "" {
			id = s.numID
		}
		if level < 0 {
			level = s.level
		}
		return id != "" && level >= 0
	})
	return id, max(level, 0)
}

// definition resolves a list to the pattern that holds its levels.
func (n *numbering) definition(id string) (*wordList, string, *pattern) {
	l := n.lists[id]
	if l == nil || id == "0" {
		return nil, "", nil
	}
	pid := l.pattern
	for range 8 {
		p := n.patterns[pid]
		if p == nil || p.styleLink == "" {
			return l, pid, p
		}
		s := n.styles[p.styleLink]
		if s == nil || n.lists[s.numID] == nil {
			return l, pid, p
		}
		pid = n.lists[s.numID].pattern
	}
	return l, pid, n.patterns[pid]
}

// next counts one paragraph and returns the number that Word prints before it.
func (n *numbering) next(p *wordPara) string {
	id, level := n.list(p)
	if id == "" {
		return ""
	}
	l, pid, pat := n.definition(id)
	if pat == nil {
		return ""
	}
	if n.counters[pid] == nil {
		n.counters[pid], n.started[pid] = &[9]int{}, &[9]bool{}
	}
	at, begun := n.counters[pid], n.started[pid]
	if !n.used[id] {
		n.used[id] = true
		for k := range l.starts {
			begun[k] = false
		}
	}
	for k := 0; k <= level; k++ {
		lv := l.level(pat, k)
		switch {
		case !begun[k]:
			at[k], begun[k] = lv.start, true
		case k == level:
			at[k]++
		}
	}
	for k := level + 1; k < 9; k++ {
		if r := l.level(pat, k).restart; r < 0 || r > 0 && level < r {
			begun[k] = false
		}
	}
	return l.print(pat, level, at)
}

func (l *wordList) level(pat *pattern, k int) wordLevel {
	lv, ok := l.overrides[k]
	if !ok {
		lv = pat.levels[k]
	}
	if s, ok := l.starts[k]; ok {
		lv.start = s
	}
	return lv
}

// print fills the level's text with its counters.
func (l *wordList) print(pat *pattern, level int, at *[9]int) string {
	lv := l.level(pat, level)
	if !lv.known || lv.format == "none" && !strings.Contains(lv.text, "%") {
		return ""
	}
	if lv.format == "bullet" {
		return bulletOf(lv.text)
	}
	var b strings.Builder
	for i := 0; i < len(lv.text) && b.Len() < 64; i++ {
		c := lv.text[i]
		if c != '%' || i+1 >= len(lv.text) || lv.text[i+1] < '1' || lv.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		k := int(lv.text[i] - '1')
		format := l.level(pat, k).format
		if lv.legal {
			format = "decimal"
		}
		b.WriteString(printNumber(at[k], format))
	}
	s := b.String()
	if s != "" && (s[len(s)-1] == '.' || s[len(s)-1] >= '0' && s[len(s)-1] <= '9') {
		s += " "
	}
	return s
}

// bulletOf: bullets come from symbol fonts, as characters that mean nothing
// outside them.
func bulletOf(text string) string {
	if text == "" {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(text)
	if r >= 0xE000 && r <= 0xF8FF || r < 0x80 {
		return "●"
	}
	return string(r)
}
