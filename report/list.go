package report

// isAim: a part that says what for, not what: 指导思想, 主要目标.
func (d *document) isAim(b *branch) bool {
	s, e := d.titleOf(b)
	const longest = 16
	return e-s <= longest && d.rolesAt(b)&roleAim != 0
}

// tasksAmong finds the one part among aims, tasks and safeguards that holds
// the tasks as a list of its own.
func (d *document) tasksAmong(items []*branch) *branch {
	framed := false
	var best *branch
	for _, it := range items {
		r := d.rolesAt(it)
		if d.isAim(it) || r&roleSelf != 0 && len(items) <= 4 {
			framed = true
			continue
		}
		if r&rolePlan != 0 && len(d.mainList(it)) >= 2 && (best == nil || it.end-it.start > best.end-best.start) {
			best = it
		}
	}
	if !framed {
		return nil
	}
	return best
}

// mainList is the list below a branch that takes up most of it: numbered
// items, else unnumbered headings, else a list inside a paragraph, else the
// paragraphs themselves when each opens with a topic of its own.
func (d *document) mainList(b *branch) []*branch {
	if best := d.heaviest(b.kids); len(best) >= 2 {
		return best
	}
	if h := d.onlyHeading(b); h != nil {
		return d.mainList(h)
	}
	var topics []*branch
	var inner []*branch
	most := 0
	for _, k := range b.kids {
		if k.variant != vPlain || k.kind != plain {
			continue
		}
		if d.isTopic(k) {
			topics = append(topics, k)
		}
		if l := d.heaviest(k.kids); len(l) >= 2 && weight(l) > most {
			inner, most = l, weight(l)
		}
	}
	if len(topics) >= 3 && weight(topics)*2 > b.end-b.start && weight(topics) > most*2 {
		return topics
	}
	if most*3 > b.end-b.start || len(topics) < 2 {
		return inner
	}
	return topics
}

// onlyHeading is the one heading below a branch that has a list of its own.
func (d *document) onlyHeading(b *branch) *branch {
	var only *branch
	for _, k := range b.kids {
		if k.variant == vHead && len(d.heaviest(k.kids)) >= 2 {
			if only != nil {
				return nil
			}
			only = k
		}
	}
	return only
}

func weight(items []*branch) int {
	n := 0
	for _, it := range items {
		n += it.end - it.start
	}
	return n
}

// heaviest is the list among the children with the most text.
func (d *document) heaviest(kids []*branch) []*branch {
	lists := map[int][]*branch{}
	var order []int
	for _, k := range kids {
		d.visited++
		id := k.list
		switch {
		case k.variant == vPlain:
			continue
		case k.variant == vHead:
			if d.rolesAt(k)&(roleSelf|roleAnnex) != 0 || len(k.kids) == 0 {
				continue
			}
			id = 0
		}
		if lists[id] == nil {
			order = append(order, id)
		}
		lists[id] = append(lists[id], k)
	}
	var best []*branch
	most := 0
	for _, id := range order {
		l := lists[id]
		w := weight(l)
		if l[0].variant == vDash || l[0].variant == vBullet {
			w /= 3
		}
		if len(l) >= 2 && w > most {
			best, most = l, w
		}
	}
	return best
}

// isTopic: a paragraph that opens with a short sentence naming what it is
// about, and goes on.
func (d *document) isTopic(b *branch) bool {
	const longest = 30
	s, e := d.titleOf(b)
	return e-s >= 3 && e-s <= longest && e+1 < b.firstEnd && !d.connects(b)
}

// connects: the paragraph goes on from what was said before.
func (d *document) connects(b *branch) bool {
	head := string(d.text[b.body:min(b.firstEnd, b.body+8)])
	return startsWithAny(head, []string{"同时", "此外", "另外", "与此同时", "总之", "以上", "上述", "具体", "一年之计", "新的一年"})
}
