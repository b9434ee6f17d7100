package report

// variant is one way to print a number in front of an item.
type variant uint8

// The ways that reports number their items, from the highest level down as
// official writing orders them.
const (
	vNone    variant = iota
	vPart            // 第一部分
	vCn              // 一、
	vCnStop          // 一. 一．
	vCnParen         // （一） (一) ㈠
	vArComma         // 1、
	vArDot           // 1. 1．
	vArGlyph         // ⒈
	vMulti           // 1.1
	vArParen         // （1） (1) ⑴
	vArHalf          // 1） 1)
	vCircle          // ①
	vRoman           // Ⅰ、
	vShi             // 一是
	vYao             // 一要
	vZhua            // 一抓
	vDi              // 第一，
	vQi              // 其一，
	vFirst           // 首先, 其次, 再次, 最后
	vDash            // ——
	vBullet          // ● ■ ◆ •
	vHead            // an unnumbered heading
	vPlain           // an unnumbered paragraph
)

// family groups variants that continue each other in careless typing.
func (v variant) family() variant {
	switch v {
	case vCnStop:
		return vCn
	case vArDot, vArGlyph:
		return vArComma
	}
	return v
}

// rank orders the numbering levels: a new list of a higher level (smaller
// rank) ends lists of lower levels. 9 means that the level says nothing.
func (v variant) rank() int {
	switch v.family() {
	case vPart:
		return 0
	case vCn:
		return 1
	case vCnParen:
		return 2
	case vArComma:
		return 3
	case vArParen, vArHalf:
		return 4
	case vCircle:
		return 5
	}
	return 9
}

// mark is a printed number in the text.
type mark struct {
	variant  variant
	ord      int
	start    int // where it is printed
	end      int // where the printed number ends
	body     int // where the item's own words start
	bullet   rune
	atLine   bool // at a paragraph's start
	glued    bool // no stop before it: only a list's first number may be
	sentence bool // after a full stop, or at the line's start
	para     int
}

// strong marks are hardly ever anything else at a line's start.
func (m mark) strong() bool {
	switch m.variant {
	case vShi, vYao, vZhua, vQi, vDi, vFirst:
		return false
	case vArDot, vArComma:
		return m.ord <= 30
	}
	return true
}

// place says what stands before a possible number.
type place uint8

const (
	atLine      place = iota // a paragraph starts
	afterStop                // 。；！？： or a bracket or quote closed after one
	afterComma               // ，、
	afterSpace               // white space inside a paragraph
	afterLetter              // anything else
)

// readMark reads a number at position i.
func (d *document) readMark(i, end int, at place) (mark, bool) {
	m, ok := d.readNumber(i, end, at)
	if !ok {
		return m, false
	}
	m.start, m.atLine, m.glued = i, at == atLine, at == afterLetter
	m.sentence = at == atLine || at == afterStop
	m.body = m.end
	for m.body < end && d.text[m.body] == ' ' {
		m.body++
	}
	switch m.variant {
	case vShi, vYao, vZhua, vDi, vQi, vFirst:
		for m.body < end && (isComma(d.text[m.body]) || d.text[m.body] == '：' || d.text[m.body] == ' ') {
			m.body++
		}
	}
	return m, allowed(m, at) && m.body < end
}

// allowed says where which number may stand: the less unmistakable it looks,
// the clearer the break before it must be.
func allowed(m mark, at place) bool {
	switch at {
	case atLine:
		return true
	case afterStop:
		return m.variant != vBullet && m.variant != vDash && m.variant != vPart && m.variant != vMulti && m.variant != vRoman
	case afterComma:
		return m.variant == vShi || m.variant == vYao || m.variant == vZhua || m.variant == vFirst || m.variant == vDi || m.variant == vQi || m.variant == vCircle
	case afterSpace:
		return m.variant == vCn || m.variant == vCnParen || m.variant == vCircle || m.variant == vShi || m.variant == vYao || m.variant == vFirst
	}
	if m.ord != 1 {
		return false
	}
	return m.variant == vCn || m.variant == vCnParen || m.variant == vArComma || m.variant == vArDot
}

func (d *document) readNumber(i, end int, at place) (mark, bool) {
	r := d.text[i]
	switch {
	case cnDigit(r) > 0 || r == '十':
		return d.readCn(i, end, at)
	case isDigit(r):
		return d.readArabic(i, end, at)
	case r == '（' || r == '(' || r == '〔' || r == '【':
		return d.readParen(i, end)
	case r == '第':
		return d.readDi(i, end, at)
	case r == '其' || r == '首' || r == '再' || r == '最':
		return d.readWord(i, end)
	case r == '—' || r == '–':
		return d.readDash(i, end)
	}
	return readGlyph(r, i)
}

// readCn reads 一、 一. 一是 一要.
func (d *document) readCn(i, end int, at place) (mark, bool) {
	n, w := d.cnNumber(i, end)
	j := i + w
	if n == 0 || j >= end {
		return mark{}, false
	}
	m := mark{ord: n, end: j + 1}
	switch d.text[j] {
	case '是':
		m.variant = vShi
		return m, true
	case '要':
		m.variant = vYao
		return m, true
	case '抓':
		m.variant = vZhua
		return m, at == atLine || at == afterStop
	}
	for j < end && j < i+w+2 && d.text[j] == ' ' {
		j++
	}
	if j >= end {
		return mark{}, false
	}
	switch d.text[j] {
	case '、':
		m.variant, m.end = vCn, j+1
		more := j+1 < end && (cnDigit(d.text[j+1]) > 0 || d.text[j+1] == '十')
		return m, !more || at == atLine && !(j+2 < end && d.text[j+2] == '、')
	case '.', '．', '，', ',':
		m.variant, m.end = vCnStop, j+1
		return m, at == atLine
	}
	return mark{}, false
}

// readArabic reads 1、 1. 1） 1.1; not 1.5万, not 2026年.
func (d *document) readArabic(i, end int, at place) (mark, bool) {
	n, w := d.arNumber(i, end)
	j := i + w
	if n == 0 || n > 99 || j >= end || i > 0 && isDigit(d.text[i-1]) {
		return mark{}, false
	}
	spaced := j
	for at == atLine && spaced < end && spaced < j+2 && d.text[spaced] == ' ' {
		spaced++
	}
	if spaced > j && spaced < end && (d.text[spaced] == '、' || d.text[spaced] == '.') {
		j = spaced
	}
	next := rune(0)
	if j+1 < end {
		next = d.text[j+1]
	}
	m := mark{ord: n, end: j + 1}
	switch d.text[j] {
	case '、':
		m.variant = vArComma
		return m, !isDigit(next) || at == atLine
	case '.', '．':
		m.variant = vArDot
		if !isDigit(next) {
			return m, true
		}
		if at != atLine {
			return m, false
		}
		return d.readMulti(m, j+1, end)
	case '）', ')':
		m.variant = vArHalf
		return m, true
	}
	return mark{}, false
}

// readParen reads （一） (1) and takes a 、 or stop after it as part of it.
func (d *document) readParen(i, end int) (mark, bool) {
	j := i + 1
	for j < end && d.text[j] == ' ' {
		j++
	}
	if j >= end {
		return mark{}, false
	}
	m := mark{variant: vCnParen}
	n, w := d.cnNumber(j, end)
	if n == 0 {
		n, w = d.arNumber(j, end)
		m.variant = vArParen
	}
	j += w
	for j < end && d.text[j] == ' ' {
		j++
	}
	if n == 0 || n > 99 || j >= end {
		return mark{}, false
	}
	switch d.text[j] {
	case '）', ')', '〕', '】':
	default:
		return mark{}, false
	}
	m.ord, m.end = n, j+1
	if m.end < end && (d.text[m.end] == '、' || d.text[m.end] == '．' || d.text[m.end] == '.') {
		m.end++
	}
	return m, true
}

// readDi reads 第一， and 第一部分.
func (d *document) readDi(i, end int, at place) (mark, bool) {
	n, w := d.cnNumber(i+1, end)
	j := i + 1 + w
	if n == 0 || j >= end {
		return mark{}, false
	}
	switch d.text[j] {
	case '，', ',', '、', '：', ':':
		return mark{variant: vDi, ord: n, end: j}, true
	case '章', '篇', '编':
		return mark{variant: vPart, ord: n, end: j + 1}, at == atLine
	case '部':
		if j+1 < end && d.text[j+1] == '分' {
			return mark{variant: vPart, ord: n, end: j + 2}, at == atLine
		}
	}
	return mark{}, false
}

func (d *document) readWord(i, end int) (mark, bool) {
	for _, w := range words {
		if i+2 < end && d.text[i] == w.word[0] && d.text[i+1] == w.word[1] {
			return mark{variant: w.v, ord: w.ord, end: i + 2}, true
		}
	}
	if d.text[i] == '其' {
		n, w := d.cnNumber(i+1, end)
		if j := i + 1 + w; n > 0 && j < end && (isComma(d.text[j]) || d.text[j] == '：') {
			return mark{variant: vQi, ord: n, end: j}, true
		}
	}
	return mark{}, false
}

func (d *document) readDash(i, end int) (mark, bool) {
	j := i
	for j < end && (d.text[j] == '—' || d.text[j] == '–') {
		j++
	}
	return mark{variant: vDash, ord: 1, end: j, bullet: '—'}, j < end
}
