package report

// readGlyph knows the numbers that are one character.
func readGlyph(r rune, i int) (mark, bool) {
	of := func(v variant, first rune) (mark, bool) {
		return mark{variant: v, ord: int(r-first) + 1, end: i + 1}, true
	}
	switch {
	case r >= '⒈' && r <= '⒛':
		return of(vArGlyph, '⒈')
	case r >= '⑴' && r <= '⒇':
		return of(vArParen, '⑴')
	case r >= '①' && r <= '⑳':
		return of(vCircle, '①')
	case r >= '❶' && r <= '❿':
		return of(vCircle, '❶')
	case r >= '㈠' && r <= '㈩':
		return of(vCnParen, '㈠')
	case r >= '㊀' && r <= '㊉':
		return of(vCircle, '㊀')
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		m, _ := of(vRoman, 'Ⅰ')
		return m, true
	}
	for _, b := range "●■◆★▲•·○□◇➢►▶✓※☆◎" {
		if r == b {
			return mark{variant: vBullet, ord: 1, end: i + 1, bullet: r}, true
		}
	}
	return mark{}, false
}

// readMulti reads what follows "1." when it is a digit: 1.1 as a number, or
// 1.2026年… as item 1 that starts with a year.
func (d *document) readMulti(m mark, j, end int) (mark, bool) {
	n, w := d.arNumber(j, end)
	k := j + w
	if w == 4 && k < end && d.text[k] == '年' {
		return m, true
	}
	if w > 2 || k >= end || d.text[k] != ' ' {
		return m, false
	}
	m.variant, m.ord, m.end = vMulti, n, k
	return m, n > 0
}

// words in the order in which a speaker counts with them.
var words = []struct {
	word []rune
	v    variant
	ord  int
}{
	{[]rune("首先"), vFirst, 1}, {[]rune("其次"), vFirst, 2}, {[]rune("再次"), vFirst, 3}, {[]rune("最后"), vFirst, 99},
}

func isComma(r rune) bool { return r == '，' || r == '、' || r == ',' }

// cnDigit is the value of 一 to 九; 0 for anything else.
func cnDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return 0
}

// cnNumber reads 一 to 九十九 and says how many characters it has.
func (d *document) cnNumber(i, end int) (n, width int) {
	at := func(k int) rune {
		if k < end {
			return d.text[k]
		}
		return 0
	}
	tens := cnDigit(at(i))
	switch {
	case tens > 0 && at(i+1) == '十':
		n, width = tens*10, 2
	case at(i) == '十':
		n, width = 10, 1
	default:
		if tens == 0 {
			return 0, 0
		}
		return tens, 1
	}
	if ones := cnDigit(at(i + width)); ones > 0 {
		n, width = n+ones, width+1
	}
	return n, width
}

// arNumber reads up to four digits, half or full width.
func (d *document) arNumber(i, end int) (n, width int) {
	for i+width < end && width < 5 && isDigit(d.text[i+width]) {
		r := d.text[i+width]
		if r >= '０' {
			r -= '０' - '0'
		}
		n = n*10 + int(r-'0')
		width++
	}
	return n, width
}
