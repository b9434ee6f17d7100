package assess

// Worth is what a piece of work brought somebody in a course 考核得分.
type Worth struct {
	Subject Ref
	Points  Points
}

// Worth says what each piece of work brought whom, by work, from the frozen
// facts: the points of a line under a rule are shared among the facts that it
// counted, by their values. What lines have no facts for, such as what people
// scored, belongs to no piece of work.
func (c *Course) Worth(frozen []Fact) map[string][]Worth {
	in := c.inputs(frozen)
	work := map[string]string{}
	for _, f := range in.Facts {
		work[f.ID] = f.Work
	}
	worth := map[string][]Worth{}
	for i := range c.Cycle.Assessed {
		subject := c.Cycle.Assessed[i].Subject
		card := Score(c.Cycle, subject, in)
		brought := map[string]Points{}
		var order []string
		for j := range card.Lines {
			card.Lines[j].shared(work, func(w string, p Points) {
				if _, known := brought[w]; !known {
					order = append(order, w)
				}
				brought[w] += p
			})
		}
		for _, w := range order {
			worth[w] = append(worth[w], Worth{subject, brought[w]})
		}
	}
	return worth
}

// shared gives the points of a line to the work behind its facts.
func (l *ScoreLine) shared(work map[string]string, give func(work string, p Points)) {
	var all int64
	for _, f := range l.Facts {
		all += f.Value
	}
	for _, f := range l.Facts {
		share := scale(int64(l.Points), f.Value, all)
		if all == 0 {
			share = scale(int64(l.Points), 1, int64(len(l.Facts)))
		}
		if w := work[f.ID]; w != "" && share != 0 {
			give(w, Points(share))
		}
	}
}
