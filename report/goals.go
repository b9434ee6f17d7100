package report

import "strings"

// goals reads the goals below the plan's heading; the span reaches from that
// heading to the end of the last goal.
func (d *document) goals(sec *branch) ([]Goal, Span) {
	items := d.goalItems(sec)
	goals := make([]Goal, 0, len(items))
	for i, it := range items {
		goals = append(goals, d.goal(it, items, i == len(items)-1))
	}
	span := Span{Start: sec.start, End: sec.end}
	if n := len(goals); n > 0 {
		span.End = goals[n-1].End
	}
	return goals, span
}

// goalItems descends from the section to the list that holds the goals:
// （三）重点任务 below 工作安排, beside （一）指导思想 and （二）主要目标.
func (d *document) goalItems(sec *branch) []*branch {
	items := d.mainList(sec)
	for range 3 {
		inner := d.tasksAmong(items)
		if inner == nil {
			break
		}
		items = d.mainList(inner)
	}
	for len(items) > 1 && d.isAim(items[0]) {
		items = items[1:]
	}
	for len(items) > 1 && d.rolesAt(items[len(items)-1])&(roleAnnex) != 0 {
		items = items[:len(items)-1]
	}
	return items
}

// goal reads one goal.
func (d *document) goal(it *branch, all []*branch, last bool) Goal {
	s, e := d.titleOf(it)
	end := d.goalEnd(it, all, last)
	g := Goal{Title: d.slice(s, e), Span: Span{Start: it.start, End: end}}
	if it.mi >= 0 {
		g.Number = strings.TrimSpace(string(d.text[it.start:it.mark.end]))
	}
	g.Measures = d.measures(it, end)
	intro := end
	if len(g.Measures) > 0 {
		intro = g.Measures[0].Start
	}
	g.Intro = strings.TrimLeft(d.slice(e, max(intro, e)), "。．.：:；; \n")
	return g
}

// goalEnd cuts off what follows the last item but belongs to the section: a
// paragraph that speaks to the audience, and after the last goal one that
// connects, or one whose like no other goal has.
func (d *document) goalEnd(it *branch, all []*branch, last bool) int {
	end := it.end
	kids := it.kids
	var tail []*branch // paragraphs after the last numbered line, outermost first
	for len(kids) > 0 {
		k := kids[len(kids)-1]
		if k.variant == vHead {
			break
		}
		from := len(kids)
		for from > 0 && kids[from-1].variant == vPlain {
			from--
		}
		tail = append(append([]*branch{}, kids[from:]...), tail...)
		if from == 0 || from < len(kids) && !kids[from-1].lasting() {
			break
		}
		kids = kids[from-1].kids
	}
	for i, t := range tail {
		if t.kind == address || last && i == len(tail)-1 && (d.connects(t) || len(tail) == 1 && d.onlyOne(it, all, t)) {
			_, end = d.trim(it.start, t.start)
			break
		}
	}
	return end
}

// onlyOne: no other goal has a paragraph of its own, this one says already
// what it is about, and t is prose.
func (d *document) onlyOne(it *branch, all []*branch, t *branch) bool {
	_, e := d.titleOf(it)
	if len(all) < 3 || e+2 >= it.firstEnd || d.isTopic(t) {
		return false
	}
	for _, o := range all {
		if o == it {
			continue
		}
		for _, k := range o.kids {
			if k.variant == vPlain {
				return false
			}
		}
	}
	return true
}

// measures reads what stands below a goal (or a topic paragraph) up to end.
func (d *document) measures(b *branch, end int) []Node {
	nodes := []Node{}
	topics := d.topics(b, end)
	for _, k := range b.kids {
		if k.start >= end {
			break
		}
		switch {
		case k.variant == vPlain && topics[k]:
			nodes = append(nodes, d.node(k, min(k.end, end)))
		case k.variant == vPlain:
			for _, kk := range k.kids {
				nodes = append(nodes, d.withTail(kk, end)...)
			}
		default:
			nodes = append(nodes, d.withTail(k, end)...)
		}
	}
	return nodes
}

// withTail is an item as a node, and after it the topic paragraphs that follow
// the item but are not part of it.
func (d *document) withTail(k *branch, end int) []Node {
	stop := min(k.end, end)
	var loose []*branch
	if k.mi >= 0 && k.atLine && !d.ownsParagraphs(k) {
		for i, p := range k.kids {
			if p.variant == vPlain {
				loose = k.kids[i:]
				_, stop = d.trim(k.start, min(p.start, end))
				break
			}
		}
	}
	nodes := []Node{d.node(k, stop)}
	for _, p := range loose {
		if p.start < end && p.variant == vPlain && d.isTopic(p) && p.kind != address {
			nodes = append(nodes, d.node(p, min(p.end, end)))
		}
	}
	return nodes
}

// ownsParagraphs: paragraphs after an item are part of it when its own
// paragraph is no more than a title, or when its neighbours have some, too.
// What follows only the last item closes the list instead.
func (d *document) ownsParagraphs(k *branch) bool {
	_, e := d.titleOf(k)
	if e+2 >= k.firstEnd {
		return true
	}
	l := d.lists[k.list]
	return k != l.last || l.told > 1 || l.told == 1 && !hasParagraphs(k)
}

// topics decides which paragraphs below a goal are measures without a number.
// Several paragraphs must open with a topic; one alone is an introduction, and
// so is what stands before a numbered list.
func (d *document) topics(b *branch, end int) map[*branch]bool {
	var paras []*branch
	for _, k := range b.kids {
		if k.start >= end {
			break
		}
		if k.variant != vPlain {
			if k.atLine {
				return nil
			}
			continue
		}
		if k.kind == plain && !d.connects(k) {
			paras = append(paras, k)
		}
	}
	if b.variant != vPlain && d.bareTitle(b) && len(paras) > 0 && d.introduces(paras[0], paras[1:]) {
		paras = paras[1:]
	}
	short := 0
	for _, p := range paras {
		if d.isTopic(p) {
			short++
		}
	}
	if len(paras) < 2 || short*2 < len(paras) {
		return nil
	}
	set := make(map[*branch]bool, len(paras))
	for _, p := range paras {
		set[p] = true
	}
	return set
}

// bareTitle: the heading's own paragraph says nothing more.
func (d *document) bareTitle(b *branch) bool {
	_, e := d.titleOf(b)
	return e+1 >= b.firstEnd
}

// introduces tells a goal's opening paragraph from its first topic: it is much
// longer-winded than the topics that follow, announces them, or states how
// things are instead of naming what to do.
func (d *document) introduces(p *branch, rest []*branch) bool {
	s, e := d.titleOf(p)
	if !d.isTopic(p) || e > s && d.text[p.end-1] == '：' {
		return true
	}
	if d.states(s, e) {
		return true
	}
	sum, n := 0, 0
	for _, r := range rest {
		if d.isTopic(r) {
			rs, re := d.titleOf(r)
			sum, n = sum+re-rs, n+1
		}
	}
	const clearlyLonger = 12
	return n > 0 && (e-s)*n > sum*2 && e-s >= clearlyLonger
}

// states: a description (…是…, …还…, …很…), not a call to act.
func (d *document) states(s, e int) bool {
	for i := s + 1; i < e; i++ {
		switch d.text[i] {
		case '是':
			if i+1 < e && d.text[i-1] != '先' && d.text[i-1] != '于' {
				return true
			}
		case '已', '还', '很':
			return true
		}
	}
	return false
}

// node is an item with its nested lists, up to end.
func (d *document) node(b *branch, end int) Node {
	s, e := d.titleOf(b)
	n := Node{Title: d.slice(s, min(e, end)), Text: d.slice(b.start, end), Span: Span{Start: b.start, End: end}}
	if b.mi >= 0 {
		n.Marker = strings.TrimSpace(string(d.text[b.start:b.mark.end]))
	}
	for _, k := range b.kids {
		if k.start >= end {
			break
		}
		if k.variant == vPlain {
			for _, kk := range k.kids {
				if kk.start < end {
					n.Children = append(n.Children, d.node(kk, min(kk.end, end)))
				}
			}
			continue
		}
		n.Children = append(n.Children, d.node(k, min(k.end, end)))
	}
	return n
}
