package report

// branch is an item of the report: a section, a heading, a measure, or a
// paragraph without a number. Its children stand in the order of the text.
type branch struct {
	mark
	mi       int // index of its mark, or -1
	end      int // trimmed
	firstEnd int // where its first paragraph ends
	list     int // items of one list share a number
	level    int // declared heading level
	kind     kind
	parent   *branch
	kids     []*branch
	roles    role // of its title, once known
	known    bool
}

// lasting branches stay open when a new paragraph starts; the others are
// items inside one paragraph.
func (b *branch) lasting() bool {
	return b.variant == vHead || b.variant != vPlain && (b.atLine || b.variant.rank() <= 2)
}

// builder grows the tree. open is the path from the root to the current
// branch; it holds each variant at most twice, so a step is constant work.
type builder struct {
	d     *document
	open  []*branch
	lists int
}

// build nests the numbered items of the document by the order of their
// numbers: an item continues the list whose next number it prints; a number
// one starts a list below whatever is open.
func (d *document) build() {
	d.root = &branch{mark: mark{variant: vNone}, mi: -1, end: len(d.text)}
	b := &builder{d: d, open: []*branch{d.root}}
	for i := range d.paras {
		p := &d.paras[i]
		d.visited++
		switch p.kind {
		case signed:
			b.popTo(1, p.start)
		case row:
			b.paragraph(i)
		case address:
			b.address(i)
		case heading:
			b.heading(i)
		default:
			if p.marks[0] == p.marks[1] || d.marks[p.marks[0]].start > p.start || !b.item(p.marks[0], i) {
				b.paragraph(i)
			}
			for m := p.marks[0]; m < p.marks[1]; m++ {
				d.visited++
				if d.marks[m].start > p.start {
					b.item(m, i)
				}
			}
		}
	}
	b.popTo(1, len(d.text))
	d.built = true
	d.prune(d.root)
}

func (b *builder) top() *branch { return b.open[len(b.open)-1] }

// popTo closes branches until n are open.
func (b *builder) popTo(n, at int) {
	for len(b.open) > n {
		t := b.top()
		_, t.end = b.d.trim(t.start, at)
		b.open = b.open[:len(b.open)-1]
	}
}

func (b *builder) push(n *branch, para int) {
	p := b.d.paras[para]
	n.parent = b.top()
	n.firstEnd, n.end = p.end, p.end // end grows when the branch closes
	n.kind = p.kind
	n.level = p.level
	n.parent.kids = append(n.parent.kids, n)
	b.open = append(b.open, n)
}

func (b *builder) newList() int {
	b.lists++
	return b.lists
}

// paragraph adds a paragraph without a number below the innermost lasting item.
func (b *builder) paragraph(i int) {
	p := b.d.paras[i]
	b.popPassing(p.start)
	b.push(&branch{mark: mark{variant: vPlain, start: p.start, end: p.start, body: p.start, atLine: true}, mi: -1}, i)
}

// address adds a paragraph that speaks to the audience. The one that closes
// the report (让我们…努力奋斗) closes every list that does not go on after it.
func (b *builder) address(i int) {
	p := b.d.paras[i]
	s := string(b.d.text[p.start:p.end])
	goesOn := false
	if p.nextLine >= 0 {
		_, goesOn = b.continued(b.d.marks[p.nextLine])
	}
	if !goesOn && countWords(s, closingWords) > 0 && !b.awaitsGoals() {
		b.popTo(1, p.start)
	}
	b.paragraph(i)
	for m := p.marks[0]; m < p.marks[1]; m++ {
		b.item(m, i)
	}
}

// awaitsGoals: a plan is open and no numbered item has come yet.
func (b *builder) awaitsGoals() bool {
	for n := len(b.open) - 1; n > 0; n-- {
		o := b.open[n]
		if !o.lasting() {
			continue
		}
		if b.d.rolesAt(o)&rolePlan == 0 {
			return false
		}
		for _, k := range o.kids {
			if k.variant != vPlain {
				return false
			}
		}
		return true
	}
	return false
}

func (b *builder) popPassing(at int) {
	n := len(b.open)
	for n > 1 && !b.open[n-1].lasting() {
		n--
	}
	b.popTo(n, at)
}

// item adds a numbered item where it belongs; false means that the number is
// none, but part of the running text.
func (b *builder) item(mi, para int) bool {
	m := b.d.marks[mi]
	at, found := b.continued(m)
	switch {
	case found && !m.glued:
		list := b.open[at].list
		b.popTo(at, m.start)
		b.push(&branch{mark: m, mi: mi, list: list}, para)
		return true
	case m.ord == 1:
		return b.firstItem(mi, para)
	case m.sentence && (m.variant.family() == vCn || m.variant == vPart || m.variant == vCnParen && m.atLine):
		b.makeRoom(mi)
		b.push(&branch{mark: m, mi: mi, list: b.newList()}, para)
		return true
	}
	return false
}

// continued finds the open list that m is the next item of: first one printed
// the same way, then one of the same family.
func (b *builder) continued(m mark) (int, bool) {
	for _, exact := range []bool{true, false} {
		for i := len(b.open) - 1; i > 0; i-- {
			o := b.open[i]
			if exact && o.variant != m.variant || o.variant.family() != m.variant.family() {
				continue
			}
			if follows(o.mark, m) {
				return i, true
			}
		}
	}
	return 0, false
}

// follows: the next number; where it is unmistakably one, also a number twice
// or with one or two missing before it, as people mistype.
func follows(a, m mark) bool {
	switch {
	case a.variant == vBullet || a.variant == vDash:
		return a.bullet == m.bullet
	case m.ord == a.ord+1 || m.variant == vFirst && m.ord > a.ord:
		return true
	case m.atLine && a.atLine:
		return m.ord > 1 && m.ord >= a.ord && m.ord <= a.ord+3
	case m.variant == vShi || m.variant == vYao || m.variant == vCircle || m.variant == vDi:
		return m.ord > 1 && m.ord >= a.ord && m.ord <= a.ord+2
	}
	return false
}

// firstItem starts a list.
func (b *builder) firstItem(mi, para int) bool {
	d, m := b.d, b.d.marks[mi]
	if !m.atLine {
		if !d.hasSecond(mi) {
			return false
		}
	}
	for i := len(b.open) - 1; i > 0; i-- { // the same numbers from the start again: a sibling list
		if o := b.open[i]; o.variant == m.variant && (m.atLine || !o.atLine) {
			b.popTo(i, m.start)
			b.push(&branch{mark: m, mi: mi, list: b.newList()}, para)
			return true
		}
	}
	b.makeRoom(mi)
	b.push(&branch{mark: m, mi: mi, list: b.newList()}, para)
	return true
}

// hasSecond: a number one inside a paragraph starts a list only when the
// second follows, in the same paragraph or at the start of one soon after.
func (d *document) hasSecond(mi int) bool {
	m, next := d.marks[mi], d.nextOf[mi]
	if next < 0 {
		return false
	}
	n := d.marks[next]
	const soon = 6
	near := n.para == m.para || n.atLine && n.para <= m.para+soon || m.variant.rank() <= 2
	return near && (n.ord == 2 || m.variant == vFirst && n.ord > 1)
}

// makeRoom closes what a new list cannot stand below: at a line's start the
// items inside the last paragraph, and lists of a lower level that are over.
func (b *builder) makeRoom(mi int) {
	m := b.d.marks[mi]
	if m.atLine {
		b.popPassing(m.start)
	}
	if m.variant.rank() == 9 || !m.sentence {
		return
	}
	n := len(b.open)
	for n > 1 {
		o := b.open[n-1]
		if o.variant == vHead || o.variant == vPlain && !m.atLine || o.variant.rank() <= m.variant.rank() || b.goesOn(o, mi) {
			break
		}
		n--
	}
	b.popTo(n, m.start)
}

// goesOn: the list of o has its next item after mark mi.
func (b *builder) goesOn(o *branch, mi int) bool {
	if o.mi < 0 {
		return false
	}
	next := b.d.nextOf[o.mi]
	return next > mi && b.d.marks[next].ord == o.ord+1
}

// listInfo is what a list's items have in common.
type listInfo struct {
	last *branch
	told int // items with paragraphs of their own below their first
}

func hasParagraphs(b *branch) bool {
	for _, k := range b.kids {
		if k.variant == vPlain {
			return true
		}
	}
	return false
}

// prune drops lists of one item inside a paragraph: they are no lists. What
// remains is noted list by list.
func (d *document) prune(root *branch) {
	d.lists = map[int]listInfo{}
	todo := []*branch{root}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		d.visited++
		sizes := map[int]int{}
		for _, k := range b.kids {
			sizes[k.list]++
		}
		kept := b.kids[:0]
		for _, k := range b.kids {
			if k.mi >= 0 && !k.atLine && sizes[k.list] == 1 && k.variant.rank() > 2 {
				continue
			}
			if k.mi >= 0 {
				l := d.lists[k.list]
				l.last = k
				if hasParagraphs(k) {
					l.told++
				}
				d.lists[k.list] = l
			}
			kept = append(kept, k)
			todo = append(todo, k)
		}
		b.kids = kept
	}
}
