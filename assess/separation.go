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

// Act says that somebody took part in a subject's result. It stays when what
// they did was replaced later.
type Act struct {
	Subject Ref       `json:"subject"`
	What    EventType `json:"what"`
	By      Person    `json:"by"`
}

// take remembers who took part in whose result by an event.
func (c *Course) take(e Event) {
	var subjects []Ref
	switch e.Type {
	case Evaluated, SampleVerified, Moderated, ObjectionDecided:
		subjects = []Ref{e.Subject}
	}
	for _, x := range e.Detail.Corrections {
		for _, of := range x.subjects() {
			for i := range c.Cycle.Assessed {
				if s := c.Cycle.Assessed[i].Subject; c.concerns(of, s) {
					subjects = addRef(subjects, s)
				}
			}
		}
	}
	by := []Person{e.By}
	for _, x := range e.Detail.Evaluations {
		by = append(by, x.signer()) // each seat in a capacity of its own
	}
	for _, s := range subjects {
		for _, p := range by {
			if act := (Act{Subject: s, What: e.Type, By: p}); !slices.Contains(c.Acts, act) {
				c.Acts = append(c.Acts, act)
			}
		}
	}
}

// scorersOf lists who has scored a subject.
func (c *Course) scorersOf(subject Ref) []Person {
	var list []Person
	for _, x := range c.Acts {
		if x.Subject == subject && x.What == Evaluated {
			list = append(list, x.By)
		}
	}
	return list
}

// PartOf lists everybody who took part in a subject's result: who scored,
// corrected, verified, moderated, vetoed or published it, and who decided
// earlier cases about it.
func (c *Course) PartOf(subject Ref) []Person {
	var list []Person
	for _, x := range c.Acts {
		if x.Subject == subject {
			list = append(list, x.By)
		}
	}
	if c.Published != nil {
		list = append(list, *c.Published)
	}
	return list
}

// concerns tells whether a fact of somebody or some post counts for a subject.
func (c *Course) concerns(of, subject Ref) bool {
	a := c.Cycle.find(subject)
	return a != nil && a.concerned(of)
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
