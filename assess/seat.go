package assess

// Seat is one indicator of one subject that a post or user scores.
type Seat struct {
	Subject   Ref
	Sheet     string
	Indicator *Indicator
	Scorer    Ref
	Optional  bool // nobody waits for it
	Recused   bool // its scorer stepped back
}

// SeatsOf lists the seats in which an actor scores, by subject in the order of
// the cycle.
func (c *Course) SeatsOf(actor Actor) []Seat {
	var list []Seat
	for i := range c.Cycle.Assessed {
		a := &c.Cycle.Assessed[i]
		for _, j := range c.Cycle.judged(a) {
			for _, s := range j.ind.Scorers {
				if actor.fills(s.Who) {
					list = append(list, Seat{Subject: a.Subject, Sheet: j.sheet, Indicator: j.ind, Scorer: s.Who,
						Optional: c.optional(j), Recused: c.recused(a.Subject, s.Who)})
				}
			}
		}
	}
	return list
}

// AllIn tells whether every scorer has scored the indicator for the subject,
// or stepped back.
func (c *Course) AllIn(subject Ref, sheet string, ind *Indicator) bool {
	return c.allIn(subject, sheet, ind)
}

// Unconcerned refuses an actor who is a party to the facts that an indicator
// judges about a subject.
func (c *Course) Unconcerned(subject Ref, ind *Indicator, actor Actor) error {
	a := c.Cycle.find(subject)
	if a == nil {
		return refuse(CodeNotAssessed, "subject", string(subject))
	}
	t := &turn{course: c, head: Header{Actor: actor}}
	return t.unconcerned(a, ind)
}
