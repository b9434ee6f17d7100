package report

import "strings"

// titleOf is where a branch's title stands: its first sentence, but not
// beyond its first paragraph or its first item.
func (d *document) titleOf(b *branch) (start, end int) {
	limit := b.firstEnd
	if len(b.kids) > 0 {
		limit = min(limit, b.kids[0].start)
	}
	limit = min(limit, b.end)
	start, end = b.body, limit
	colon := -1
	for i := b.body; i < limit; i++ {
		r := d.text[i]
		if r == '：' || r == ':' {
			if colon < 0 {
				colon = i
			}
			continue
		}
		if r == '。' || r == '；' || r == ';' || r == '！' || r == '!' || r == '？' || r == '?' {
			end = i
			break
		}
	}
	const shortName, longRest, rest = 25, 30, 10
	if colon > 0 && colon < end && colon-b.body <= shortName && b.variant != vPlain &&
		(end-colon > longRest || colon == limit-1 || end < limit && end-colon > rest) {
		end = colon
	}
	if b.variant.rank() <= 2 && end < b.firstEnd {
		end = d.unglue(b.body, end)
	}
	d.visited += end - b.body
	start, end = d.trim(start, end)
	for end > start && (isComma(d.text[end-1]) || d.text[end-1] == '：' || d.text[end-1] == ':') {
		end--
	}
	return start, end
}

// sentenceStarts begin the sentence after a section's heading.
var sentenceStarts = []string{"19", "20", "今年", "过去", "刚刚", "一年来", "五年来", "各位代表", "新的一年", "做好", "下一步", "全镇", "全县", "全乡", "全市", "全区",
	"我镇", "我县", "我乡", "我市", "我区", "面对", "围绕", "按照", "根据", "去年", "上年", "坚持以", "我们"}

// unglue ends a section's heading where its sentence begins, in a text that
// lost its line breaks: 二、2027年工作安排2027年是关键之年。
func (d *document) unglue(start, end int) int {
	const shortest, longest = 5, 26
	for i := start + shortest; i < end && i < start+longest; i++ {
		switch d.text[i] {
		case '1', '2', '今', '过', '刚', '一', '五', '各', '新', '做', '下', '全', '我', '面', '围', '按', '根', '去', '上', '坚':
		default:
			continue
		}
		if isDigit(d.text[i-1]) || !startsWithAny(string(d.text[i:min(end, i+4)]), sentenceStarts) {
			continue
		}
		if d.endsInRole(start, i) {
			return i
		}
	}
	return end
}

// endsInRole: the words up to here end in one that names a part of a report.
func (d *document) endsInRole(start, end int) bool {
	title := string(d.text[start:end])
	for _, w := range roleWords {
		if w.role&(rolePlan|roleReview|roleSelf|roleAim|roleProblem) == 0 {
			continue
		}
		for _, s := range w.words {
			if strings.HasSuffix(title, s) {
				return true
			}
		}
	}
	return false
}

// printed is a heading as it stands on paper, number included.
func (d *document) printed(b *branch) string {
	_, e := d.titleOf(b)
	return d.slice(b.start, e)
}

// rolesAt reads the roles of a branch from its title, if that is short enough
// to be one.
func (d *document) rolesAt(b *branch) role {
	const longest = 60
	if b.variant == vPlain || b.variant == vNone {
		return 0
	}
	if b.known {
		return b.roles
	}
	s, e := d.titleOf(b)
	var r role
	if e-s <= longest {
		r = rolesOf(string(d.text[s:e]))
	}
	b.roles, b.known = r, d.built || b.variant == vHead
	return r
}

// candidate is a branch that might be the plan's section.
type candidate struct {
	b      *branch
	roles  role
	lo, hi int // years in the title
	depth  int
	name   bool // the name of the whole document
	after  bool // stands after a review
}

// choose finds the section that holds next year's plan, or nil.
func (d *document) choose() *branch {
	all := d.candidates()
	review, latest := 0, 0
	for _, c := range all {
		if !c.name || c.roles&rolePlan != 0 {
			latest = max(latest, c.hi)
		}
		if c.roles&roleReview != 0 && c.roles&rolePlan == 0 {
			review = max(review, c.hi)
		}
	}
	const enough = 5
	var best *branch
	most := enough - 1
	for i := range all {
		b := all[i].b
		s := d.score(&all[i], review, latest)
		if s > most || best != nil && s == most && b.end-b.start > 3*(best.end-best.start) { // not its line in a table of contents
			best, most = b, s
		}
	}
	return best
}

// candidates lists the headings of the three outermost levels in order.
func (d *document) candidates() []candidate {
	var all []candidate
	reviewed := false
	var walk func(b *branch, depth int)
	walk = func(b *branch, depth int) {
		for _, k := range b.kids {
			d.visited++
			if k.variant != vPlain && k.variant != vBullet && k.variant != vDash {
				s, e := d.titleOf(k)
				c := candidate{b: k, depth: depth, after: reviewed, roles: d.rolesAt(k)}
				c.lo, c.hi = yearsOf(d.text[s:min(e, s+60)])
				c.name = k.variant == vHead && c.roles&roleReport != 0 && len(all) < 4 && b == d.root && d.longName(s, e)
				all = append(all, c)
				if c.roles&roleReview != 0 && !c.name {
					reviewed = true
				}
			}
			if depth < 4 {
				walk(k, depth+1)
			}
		}
	}
	walk(d.root, 1)
	return all
}

// longName: the name of a report says whose it is; a section's does not.
func (d *document) longName(s, e int) bool {
	t := string(d.text[s:e])
	return strings.ContainsAny(t, "镇乡县区市村") || strings.Contains(t, "街道") || strings.Contains(t, "社区") || strings.Contains(t, "报告") ||
		strings.Contains(t, "总结") || strings.Contains(t, "要点") || strings.Contains(t, "办事处")
}

// score weighs what speaks for a heading as that of the plan. Anything that
// rules it out gives -1.
func (d *document) score(c *candidate, review, latest int) int {
	r := c.roles
	if r&(roleAnnex|roleSelf|roleReview) != 0 || r&roleProblem != 0 && r&rolePlan == 0 {
		return -1
	}
	if c.hi > 0 && c.hi <= review {
		return -1
	}
	if r&roleLong != 0 && (c.hi == 0 || c.hi <= review || r&rolePlan == 0) && r&roleNext == 0 {
		return -1
	}
	s := 0
	if r&rolePlan != 0 {
		s += 5
	}
	if r&roleNext != 0 {
		s += 3
	}
	if c.hi > 0 && c.hi == latest && c.hi > review && !(c.name && r&rolePlan == 0) {
		s += 4
	}
	if r&roleAim != 0 && r&rolePlan == 0 {
		s -= 4
	}
	if c.after {
		s++
	}
	return s + d.bodyScore(c)
}

// bodyScore weighs what stands below the heading.
func (d *document) bodyScore(c *candidate) int {
	s := 0
	items := d.mainList(c.b)
	if len(items) >= 2 {
		s += 2
	} else {
		s -= 5
	}
	plans, mixed := 0, false
	for _, k := range c.b.kids {
		if k.variant == vPlain {
			continue
		}
		kr := d.rolesAt(k)
		plan := kr&(rolePlan|roleReview) == rolePlan
		if _, hi := yearsOf(d.text[k.body:min(k.firstEnd, k.body+30)]); hi > 0 && plan || plan && c.name {
			plans++
		}
		mixed = mixed || kr&(roleReview|roleProblem) != 0 && kr&rolePlan == 0 && k.end-k.body > 0 && c.roles&(rolePlan|roleNext) == 0
		mixed = mixed || c.name && kr&(roleReview|roleProblem) != 0
	}
	if mixed {
		return -20
	}
	if plans > 0 {
		s -= 6
	}
	const sample = 1500
	body := string(d.text[c.b.body:min(c.b.end, c.b.body+sample)])
	lead := c.b.end
	if len(items) > 0 {
		lead = items[0].start
	}
	intro := string(d.text[c.b.body:min(max(lead, c.b.body), c.b.body+sample)])
	cues := countWords(intro, planCues)
	s += min(cues, 3)
	if future, past := countWords(body, futureWords), countWords(body, pastWords); future >= past {
		s += 2
	} else {
		s -= 3
	}
	if c.roles&(rolePlan|roleNext) == 0 && (cues == 0 || c.depth > 2 && c.hi == 0) {
		s -= 6
	}
	return s
}

// whyNone says why no plan was found.
func (d *document) whyNone() *Reason {
	letters, headings := 0, 0
	var seen role
	year := 0
	for _, p := range d.paras {
		letters += p.end - p.start
	}
	for _, c := range d.candidates() {
		headings++
		seen |= c.roles
		if c.roles&roleReview != 0 {
			year = max(year, c.hi)
		}
	}
	switch {
	case letters == 0:
		return &Reason{Code: ReasonNoText}
	case d.pages > 1:
		return &Reason{Code: ReasonFirstPage, Params: map[string]string{"pages": count(d.pages)}}
	case seen&roleLong != 0 && seen&roleNext == 0:
		return &Reason{Code: ReasonLongTermOnly}
	case seen&roleReview != 0 && year > 0:
		return &Reason{Code: ReasonReviewOnly, Params: map[string]string{"year": count(year)}}
	case headings < 2:
		return &Reason{Code: ReasonNoStructure}
	}
	return &Reason{Code: ReasonNoPlan}
}
