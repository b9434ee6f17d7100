package report

// heading adds an unnumbered heading. It stands inside the list that goes on
// after it; otherwise it is a section, or a part of one when the section it
// follows is a plan and it names no part of a report itself.
func (b *builder) heading(i int) {
	d, p := b.d, b.d.paras[i]
	title := string(d.text[p.start:p.end])
	roles := rolesOf(title)
	h := &branch{mark: mark{variant: vHead, start: p.start, end: p.start, body: p.start, atLine: true}, mi: -1}
	if next := p.nextItem; next >= 0 && roles&sectionRoles == 0 && b.lostNumber(d.marks[next]) {
		m := d.marks[next]
		b.makeRoom(next)
		h.variant, h.ord, h.list = m.variant, 1, b.newList()
		b.push(h, i)
		return
	}
	n := b.insideList(i)
	if n == 0 || roles&roleAnnex != 0 {
		n = b.besideHeading(roles, p)
	}
	b.popTo(n, p.start)
	h.list = -n
	b.push(h, i)
}

// lostNumber: the next numbered line is a second one without a first, so that
// the heading above it is the first without its number.
func (b *builder) lostNumber(m mark) bool {
	if m.ord != 2 || !m.atLine || m.variant.rank() > 4 {
		return false
	}
	if _, ok := b.continued(m); ok {
		return false
	}
	for n := len(b.open) - 1; n > 0; n-- {
		if o := b.open[n]; o.lasting() && b.d.rolesAt(o)&sectionRoles != 0 {
			return o.variant.rank() < m.variant.rank()
		}
	}
	return false
}

// insideList: how many branches stay open when the next numbered line
// continues one of them; 0 when it does not.
func (b *builder) insideList(i int) int {
	d := b.d
	if next := d.paras[i].nextLine; next >= 0 {
		m := d.marks[next]
		if m.ord == 1 && m.variant != vBullet && m.variant != vDash {
			return b.restarted(m)
		}
		if at, ok := b.continued(m); ok && b.open[at].atLine && m.variant != vBullet && m.variant != vDash {
			return at + 1
		}
	}
	return 0
}

// restarted: the numbers below the new heading are those of an open list from
// the start again, so the heading stands where that list does.
func (b *builder) restarted(m mark) int {
	for i := len(b.open) - 1; i > 0; i-- {
		o := b.open[i]
		if o.variant == m.variant && o.atLine {
			n := i
			for n > 1 && b.open[n-1].variant == vHead {
				if b.d.rolesAt(b.open[n-1])&rolePlan != 0 {
					break
				}
				n--
			}
			return n
		}
	}
	return 0
}

// besideHeading finds the heading that the new one is a sibling or part of.
func (b *builder) besideHeading(roles role, p para) int {
	if p.level > 0 {
		n := len(b.open)
		for n > 1 && (b.open[n-1].level == 0 || b.open[n-1].level >= p.level) {
			n--
		}
		return n
	}
	inner := roles&sectionRoles == 0
	if _, hi := yearsOf(b.d.text[p.start:p.end]); hi == 0 && roles&sectionRoles&^(roleAim|rolePlan) == 0 && b.insidePlan() {
		inner = true
	}
	if !inner {
		return 1
	}
	for n := len(b.open); n > 1; n-- {
		o := b.open[n-1]
		switch or := b.d.rolesAt(o); {
		case o.variant == vHead && or&(rolePlan|roleNext) != 0 && or&roleReview == 0:
			return n
		case o.mi >= 0 && o.lasting() && (or&sectionRoles != 0 || b.siblingHasHeadings(n-1)):
			return n
		}
	}
	return 1
}

// sectionRoles: what names a part of a report.
const sectionRoles = rolePlan | roleReview | roleProblem | roleLong | roleAim | roleSelf | roleAnnex

// insidePlan: the innermost open section is a numbered one, and a plan.
func (b *builder) insidePlan() bool {
	for n := len(b.open) - 1; n > 0; n-- {
		if o := b.open[n]; o.lasting() && b.d.rolesAt(o)&sectionRoles != 0 {
			return o.mi >= 0 && b.d.rolesAt(o)&(rolePlan|roleReview) == rolePlan
		}
	}
	return false
}

// siblingHasHeadings: the item before the open one has headings inside.
func (b *builder) siblingHasHeadings(n int) bool {
	kids := b.open[n-1].kids
	if len(kids) < 2 {
		return false
	}
	prev := kids[len(kids)-2]
	if prev.list != b.open[n].list {
		return false
	}
	for _, k := range prev.kids {
		if k.variant == vHead {
			return true
		}
	}
	return false
}
