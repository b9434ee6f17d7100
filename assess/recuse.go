package assess

import "slices"

// Recusal 回避 says that a seat does not score a subject, and why: the other
// scorers are re-weighted and nobody waits.
type Recusal struct {
	Subject Ref    `json:"subject"`
	Scorer  Ref    `json:"scorer"`
	By      Person `json:"by"`
	Reason  string `json:"reason"`
}

// Recuse takes the actor's seats out of the scoring of one subject, for what
// they have not scored yet. Whoever steps back does not score the subject
// afterwards.
type Recuse struct{ Header }

// Name is the command's wire name.
func (Recuse) Name() Name { return NameRecuse }

func (c Recuse) permit(t *turn) error {
	if err := t.in(PhaseScoring); err != nil {
		return err
	}
	if err := t.subject(); err != nil {
		return err
	}
	return t.as(t.course.scorersFor(t.a)...)
}

func (c Recuse) decide(t *turn) error {
	if err := t.reason(); err != nil {
		return err
	}
	var seats []Recusal
	for _, who := range t.course.scorersFor(t.a) {
		ways := t.head.Actor.Capacities(who)
		if len(ways) > 0 && !t.course.recused(t.a.Subject, who) {
			seats = append(seats, Recusal{Subject: t.a.Subject, Scorer: who, By: ways[0], Reason: t.head.Reason})
		}
	}
	if len(seats) == 0 {
		return refuse(CodeUnchanged)
	}
	t.emit(Event{Type: Recused, Subject: t.a.Subject, Reason: t.head.Reason, Detail: Detail{Recusals: seats}})
	return t.endIfAllIn()
}

// scorersFor lists the posts and users that score a subject.
func (c *Course) scorersFor(a *Assessed) []Ref {
	var refs []Ref
	for _, j := range c.Cycle.judged(a) {
		for _, s := range j.ind.Scorers {
			refs = addRef(refs, s.Who)
		}
	}
	return refs
}

// recused tells whether a seat was taken out of the scoring of a subject.
func (c *Course) recused(subject, scorer Ref) bool {
	return slices.ContainsFunc(c.Recusals, func(r Recusal) bool { return r.Subject == subject && r.Scorer == scorer })
}

// steppedBack tells whether the actor, or somebody they stand in for, has
// recused themselves from a subject.
func (t *turn) steppedBack(subject Ref) bool {
	return slices.ContainsFunc(t.course.Recusals, func(r Recusal) bool {
		return r.Subject == subject && t.head.Actor.involves(r.By)
	})
}
