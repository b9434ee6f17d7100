package assess

import (
	"slices"
)

// Separation of duty looks at everybody the actor is or stands in for today,
// whatever post they act in and whatever the standing rule covers.

// apart refuses an actor who is, heads, belongs to, or stands in for somebody
// who is, heads or belongs to, the subject.
func (t *turn) apart(a *Assessed) error {
	actor := t.head.Actor
	if u := a.Subject.User(); u != "" && slices.Contains(actor.users(), u) {
		return refuse(CodeOwnScore, "subject", string(a.Subject))
	}
	if b := a.Subject.Body(); b != "" && slices.Contains(actor.units(), b) {
		return refuse(CodeOwnUnit, "subject", string(a.Subject))
	}
	if a.Head != "" && actor.stands(a.Head) {
		return refuse(CodeOwnUnit, "subject", string(a.Subject))
	}
	return nil
}

// stands tells whether the actor, or anybody they stand in for, holds a post
// or is a user.
func (a Actor) stands(ref Ref) bool {
	if u := ref.User(); u != "" {
		return slices.Contains(a.users(), u)
	}
	if slices.Contains(a.Posts, ref.Post()) {
		return true
	}
	return slices.ContainsFunc(a.For, func(p Principal) bool { return slices.Contains(p.Posts, ref.Post()) })
}

// unconcerned refuses an actor who is a party to the facts that an indicator
// judges: nobody scores the handling of their own goal or approval.
func (t *turn) unconcerned(a *Assessed, ind *Indicator) error {
	users := t.head.Actor.users()
	for _, c := range t.course.Conflicts {
		if c.Subject != a.Subject || !slices.Contains(ind.About, c.Kind) {
			continue
		}
		if slices.ContainsFunc(c.Users, func(u string) bool { return slices.Contains(users, u) }) {
			return refuse(CodeOwnGoal, "subject", string(a.Subject), "indicator", ind.Key)
		}
	}
	return nil
}

// fresh refuses an actor who took part in what is judged about a subject.
func (t *turn) fresh(a *Assessed, acts []Person) error {
	if slices.ContainsFunc(acts, t.head.Actor.involves) {
		return refuse(CodeTookPart, "subject", string(a.Subject))
	}
	return nil
}

// scorersOf lists who scored a subject.
func (c *Course) scorersOf(subject Ref) []Person {
	var list []Person
	for _, e := range c.Evaluations {
		if e.Subject == subject {
			list = append(list, e.By)
		}
	}
	return list
}

// PartOf lists everybody who took part in a subject's result: who scored,
// corrected, verified, moderated, vetoed or published it, and who decided
// earlier cases about it.
func (c *Course) PartOf(subject Ref) []Person {
	list := c.scorersOf(subject)
	for _, x := range c.Corrections {
		if slices.ContainsFunc(x.subjects(), func(r Ref) bool { return c.concerns(r, subject) }) {
			list = append(list, x.By)
		}
	}
	if c.Sample != nil {
		for _, x := range c.Sample.Checks {
			if x.Subject == subject {
				list = append(list, x.By)
			}
		}
	}
	for _, x := range c.Moderations {
		if x.Subject == subject {
			list = append(list, x.By)
		}
	}
	if c.Published != nil {
		list = append(list, *c.Published)
	}
	for _, x := range c.Objections {
		if x.Subject == subject && x.DecidedBy != nil {
			list = append(list, *x.DecidedBy)
		}
	}
	return list
}

// concerns tells whether a fact of somebody or some post counts for a subject.
func (c *Course) concerns(of, subject Ref) bool {
	if of == subject {
		return true
	}
	a := c.Cycle.find(subject)
	return a != nil && slices.ContainsFunc(a.Tenures, func(t Tenure) bool {
		return t.Post != "" && t.Post == of.Post() || t.Unit != "" && t.Unit == of.Body()
	})
}

// Conflicts gathers who is a party to whose facts, for the indicators that
// judge such facts.
func Conflicts(c Cycle, facts []Fact) []Conflict {
	course := &Course{Cycle: c}
	var list []Conflict
	for i := range c.Assessed {
		a := &c.Assessed[i]
		var kinds []FactKind
		for _, j := range c.judged(a) {
			for _, k := range j.ind.About {
				if !slices.Contains(kinds, k) {
					kinds = append(kinds, k)
				}
			}
		}
		for _, k := range kinds {
			var users []string
			for _, f := range facts {
				if f.Kind == k && c.Period.Contains(f.At) && course.concerns(f.Subject, a.Subject) {
					users = append(users, f.Parties...)
				}
			}
			slices.Sort(users)
			if users = slices.Compact(users); len(users) > 0 {
				list = append(list, Conflict{Subject: a.Subject, Kind: k, Users: users})
			}
		}
	}
	return list
}
