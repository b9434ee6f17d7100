package report

import "strings"

// longestHeading is how long an unnumbered heading gets, in characters.
const longestHeading = 42

// classify says what each paragraph is and finds the numbers in it.
func (d *document) classify() {
	for i := range d.paras {
		p := &d.paras[i]
		d.visited++
		p.kind = d.kindOf(*p)
		p.marks[0] = len(d.marks)
		if p.kind == plain {
			d.scan(*p, i)
		}
		p.marks[1] = len(d.marks)
		if p.kind == plain && p.marks[0] == p.marks[1] && d.isHeading(*p) {
			p.kind = heading
		}
		if p.kind == plain && p.level > 0 && p.end-p.start <= longestHeading && (p.marks[0] == p.marks[1] || !d.marks[p.marks[0]].atLine) {
			p.kind = heading
			d.marks = d.marks[:p.marks[0]]
			p.marks[1] = p.marks[0]
		}
	}
	for i := range d.paras { // who signs stands right above the date
		p := &d.paras[i]
		last := i+1 == len(d.paras) || d.paras[i+1].kind == signed
		if last && p.kind == heading && i > 0 && d.isSigner(*p) {
			p.kind = signed
		}
	}
	d.linkMarks()
}

// linkMarks notes for every mark the next one that looks the same.
func (d *document) linkMarks() {
	d.nextOf = make([]int, len(d.marks))
	var last [vPlain + 1]int
	for i := range last {
		last[i] = -1
	}
	for i := len(d.marks) - 1; i >= 0; i-- {
		f := d.marks[i].variant.family()
		d.nextOf[i] = last[f]
		last[f] = i
	}
	next, item := -1, -1
	for i := len(d.paras) - 1; i >= 0; i-- {
		p := &d.paras[i]
		p.nextLine, p.nextItem = next, item
		if p.marks[0] < p.marks[1] && d.marks[p.marks[0]].start == p.start {
			next = p.marks[0]
			if d.marks[next].variant.rank() < 9 {
				item = next
			}
		}
	}
}

func (d *document) kindOf(p para) kind {
	n := p.end - p.start
	if d.lines[p.first].row {
		return row
	}
	head := string(d.text[p.start:min(p.end, p.start+24)])
	if startsWithAny(head, []string{"各位代表", "各位委员", "同志们", "各位同志", "朋友们"}) {
		return address
	}
	if n <= 24 && isAnnex(string(d.text[p.start:p.end])) {
		return heading
	}
	if n <= 24 && isDate(d.text[p.start:p.end]) {
		return signed
	}
	return plain
}

// isAnnex knows the headings of glossaries, whatever decorates them.
func isAnnex(s string) bool {
	s = strings.Trim(s, "※*【】[]（）()<>《》—- ：:附件一二三123、.")
	s = strings.ReplaceAll(s, " ", "")
	switch s {
	case "注释", "名词解释", "名词注释", "名词说明", "有关名词解释", "相关名词解释", "部分名词解释", "词语解释", "说明", "注", "注解", "附注", "名词", "有关用语说明", "部分名词注释":
		return true
	}
	return strings.HasSuffix(s, "名词解释") || strings.HasSuffix(s, "名词注释") || strings.HasSuffix(s, "用语说明")
}

// isDate knows 2026年12月30日, 二〇二六年十二月三十日 and 2026.12.30.
func isDate(s []rune) bool {
	year, other := 0, 0
	for _, r := range s {
		switch {
		case isDigit(r) || cnDigit(r) > 0 || strings.ContainsRune("十〇○零Oo", r):
			year++
		case strings.ContainsRune("年月日.-/ （）()", r):
		default:
			other++
		}
	}
	str := string(s)
	return other == 0 && year >= 5 && (strings.Contains(str, "年") && strings.Contains(str, "月") || strings.Count(str, ".") == 2 || strings.Count(str, "-") == 2)
}

// isSigner knows the bodies that sign a report.
func (d *document) isSigner(p para) bool {
	s := strings.TrimSpace(string(d.text[p.start:p.end]))
	for _, e := range []string{"人民政府", "委员会", "办公室", "党委", "办事处", "政府", "工委", "党工委", "居委会", "村委会", "党政办", "中心", "局"} {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// isHeading says whether a paragraph without a number can be a heading: short,
// and not a sentence.
func (d *document) isHeading(p para) bool {
	n := p.end - p.start
	if p.first != p.last || n < 2 || n > longestHeading {
		return false
	}
	for _, r := range d.text[p.start:p.end] {
		switch r {
		case '。', '；', ';', '！', '？', '…', '?', '\t':
			return false
		}
	}
	switch last := d.text[p.end-1]; {
	case last == '：' || last == ':':
		return n <= 16 && d.namesPart(string(d.text[p.start:p.end-1]))
	case isComma(last) || last == '!':
		return false
	}
	return true
}

// namesPart: the words before a colon name a part of the report (存在问题：)
// instead of announcing what follows (重点抓好以下四个方面：).
func (d *document) namesPart(s string) bool {
	if strings.ContainsAny(s, "，,、") || strings.Contains(s, "以下") || strings.Contains(s, "如下") || strings.Contains(s, "方面") || strings.Contains(s, "是") {
		return false
	}
	return rolesOf(s)&(rolePlan|roleReview|roleProblem|roleAnnex) != 0
}

// scan finds the numbers inside one paragraph.
func (d *document) scan(p para, index int) {
	at, quoted := atLine, 0
	for i := p.start; i < p.end; i++ {
		r := d.text[i]
		if quoted > 0 {
			quoted--
			if r == '”' || r == '』' {
				quoted = 0
				at = d.afterClosing(i, at)
			}
			continue
		}
		if r == '\n' {
			continue
		}
		if mayStart(r) {
			if m, ok := d.readMark(i, p.end, at); ok && !(m.glued && !d.glueable(m, p)) {
				m.para = index
				d.marks = append(d.marks, m)
				i = m.body - 1
				at = afterLetter
				continue
			}
		}
		switch {
		case r == '“' || r == '『':
			quoted = d.quoteLength(i, p.end)
			at = afterLetter
		case isClosing(r):
			at = d.afterClosing(i, at)
		case isStop(r) && r != '.':
			at = afterStop
		case isComma(r):
			at = afterComma
		case r == ' ' || r == '\t':
			if at == afterLetter {
				at = afterSpace
			}
		default:
			at = afterLetter
		}
	}
}

// afterClosing: a bracket or quote hands on the stop that stood inside it.
func (d *document) afterClosing(i int, at place) place {
	if i > 0 && isStop(d.text[i-1]) {
		return afterStop
	}
	return afterLetter
}

// quoteLength is how far a quotation runs; an unclosed one counts as none.
func (d *document) quoteLength(i, end int) int {
	const longest = 60
	for j := i + 1; j < min(end, i+longest); j++ {
		if d.text[j] == '”' || d.text[j] == '』' {
			return j - i
		}
	}
	return 0
}

// glueable: a number without a stop before it may only follow a short heading,
// as in text that lost its line breaks.
func (d *document) glueable(m mark, p para) bool {
	const longest = 60
	from := p.start
	if n := len(d.marks); n > 0 && d.marks[n-1].body > from {
		from = d.marks[n-1].body
		if d.marks[n-1].variant.rank() >= m.variant.rank() {
			return false
		}
	}
	if m.start-from > longest || m.start-from < 3 {
		return false
	}
	for _, r := range d.text[from:m.start] {
		if isStop(r) || isComma(r) {
			return false
		}
	}
	prev := d.text[m.start-1]
	return !isDigit(prev) && prev != '第' && prev < 0xFF00 && prev > 0x7F && prev != '十' && cnDigit(prev) == 0
}

// mayStart is the cheap test before readMark.
func mayStart(r rune) bool {
	switch {
	case r >= '0' && r <= '9', cnDigit(r) > 0:
		return true
	case r < 0x80:
		return r == '('
	}
	switch r {
	case '（', '〔', '【', '第', '其', '首', '再', '最', '十', '—', '–':
		return true
	}
	return r >= '０' && r <= '９' || r >= 0x2160 && r <= 0x216B || r >= 0x2460 && r <= 0x249B || r >= 0x25A0 && r <= 0x2793 ||
		r >= 0x3220 && r <= 0x3229 || r >= 0x3280 && r <= 0x3289 || r == '•' || r == '·' || r == '※' || r == '➢'
}
