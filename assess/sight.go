package assess

import "slices"

// Who sees what. What a cycle asks is known to everybody from the day it is
// issued; what becomes of somebody is theirs and of those who decide it, until
// it is public.

// MissingSelves lists who has not handed in a self-assessment while there is
// time to, for those who run the course.
func (c *Course) MissingSelves(a Actor) []Assessed {
	runs := slices.ContainsFunc(c.Parts(a), func(p CoursePart) bool {
		return slices.Contains([]CoursePart{AsOffice, AsChair, AsGroup, AsInspect, AsLeader}, p)
	})
	if !runs || c.Phase != PhaseSelf {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.Cycle.Assessed), func(x Assessed) bool { return c.SelfOf(x.Subject) != nil })
}

// CoursePart is what somebody is in a course.
type CoursePart string

// The parts.
const (
	AsOffice   CoursePart = "office"
	AsChair    CoursePart = "chair"
	AsGroup    CoursePart = "group"
	AsPanel    CoursePart = "panel"
	AsReview   CoursePart = "review"
	AsAppeal   CoursePart = "appeal"
	AsInspect  CoursePart = "inspect"
	AsScorer   CoursePart = "scorer"
	AsAssessed CoursePart = "assessed"
	AsLeader   CoursePart = "leader"
	AsAudit    CoursePart = "audit"
)

// Parts lists what an actor is in a course.
func (c *Course) Parts(actor Actor) []CoursePart {
	parts := []CoursePart{}
	l := &c.Cycle.Line
	for _, x := range []struct {
		part CoursePart
		refs []Ref
	}{{AsOffice, []Ref{l.Office}}, {AsChair, []Ref{l.Chair}}, {AsGroup, l.Group}, {AsPanel, l.Panel}, {AsReview, l.Review},
		{AsAppeal, l.Appeal}, {AsInspect, []Ref{l.Inspect}}, {AsScorer, c.scorers()}, {AsAssessed, c.speakers()}} {
		if actor.fills(x.refs...) {
			parts = append(parts, x.part)
		}
	}
	if actor.Is(Leader) {
		parts = append(parts, AsLeader)
	}
	if actor.Is(AuditAdmin) {
		parts = append(parts, AsAudit)
	}
	return parts
}

// fills tells whether the actor may act as one of the refs.
func (a Actor) fills(refs ...Ref) bool {
	return slices.ContainsFunc(refs, func(r Ref) bool { return r != "" && len(a.Capacities(r)) > 0 })
}

// scorers lists every seat in which people score.
func (c *Course) scorers() []Ref {
	var refs []Ref
	for i := range c.Cycle.Assessed {
		refs = addRef(refs, c.scorersFor(&c.Cycle.Assessed[i])...)
	}
	return refs
}

// Runs tells whether the actor sees everything of a course: those who run and
// decide it, leaders and the auditor.
func (c *Course) Runs(actor Actor) bool {
	l := &c.Cycle.Line
	refs := append([]Ref{l.Office, l.Chair, l.Inspect}, l.Group...)
	return actor.Is(Leader, AuditAdmin) || actor.fills(append(refs, l.Panel...)...)
}

// Mine lists those assessed for whom the actor speaks.
func (c *Course) Mine(actor Actor) []Assessed {
	list := []Assessed{}
	for i := range c.Cycle.Assessed {
		if a := &c.Cycle.Assessed[i]; actor.fills(a.speaker()) {
			list = append(list, *a)
		}
	}
	return list
}

// Scored tells whether the scoring is over.
func (c *Course) Scored() bool {
	return !slices.Contains([]Phase{PhaseIssued, PhaseSelf, PhaseScoring}, c.Phase)
}

// IsPublic tells whether the results were published.
func (c *Course) IsPublic() bool {
	return slices.Contains([]Phase{PhasePublic, PhaseReview, PhaseFinal, PhaseArchived}, c.Phase)
}

// Sight is how much of somebody's result an actor sees.
type Sight int

// The sights, each wider than the one before.
const (
	SeesNothing Sight = iota // but what is public
	SeesFacts                // the facts, and what they said of themselves
	SeesAll
)

// Sight says how much of a subject's result an actor sees now. Those assessed
// see the facts from the beginning and what people scored once it is public;
// scorers see the facts they judge; whoever decides a case sees all of it.
func (c *Course) Sight(subject Ref, actor Actor) Sight {
	a := c.Cycle.find(subject)
	if a == nil {
		return SeesNothing
	}
	speaks := actor.fills(a.speaker())
	switch {
	case c.Runs(actor), speaks && c.IsPublic(), c.decides(subject, actor):
		return SeesAll
	case speaks, actor.fills(c.scorersFor(a)...):
		return SeesFacts
	}
	return SeesNothing
}

// decides tells whether the actor is one of those who decide a case about the
// subject.
func (c *Course) decides(subject Ref, actor Actor) bool {
	return slices.ContainsFunc(c.Objections, func(o Objection) bool {
		return o.Subject == subject && actor.fills(c.deciders(&o)...)
	})
}

func (c *Course) deciders(o *Objection) []Ref {
	if o.Kind == OfAppeal {
		return c.Cycle.Line.Appeal
	}
	return c.Cycle.Line.Review
}

// SeesCase tells whether an actor may read a case.
func (c *Course) SeesCase(o *Objection, actor Actor) bool {
	return c.Sight(o.Subject, actor) == SeesAll || actor.fills(c.Cycle.find(o.Subject).speaker())
}

// Shown lists the evaluations of a subject that an actor may see, in their
// order: Visible, and nothing but one's own for those who see only the facts.
func (c *Course) Shown(subject Ref, actor Actor) []Evaluation {
	list := []Evaluation{}
	a := c.Cycle.find(subject)
	if a == nil {
		return list
	}
	all := c.Sight(subject, actor) == SeesAll || actor.fills(c.scorersFor(a)...)
	for _, e := range c.Visible(subject, actor) {
		if all || actor.fills(e.Scorer) {
			list = append(list, e)
		}
	}
	return list
}

// CardFor is a subject's scorecard as far as an actor may see it: nothing that
// people scored is in it but what Shown shows. False: none of it.
func (c *Course) CardFor(subject Ref, actor Actor, frozen []Fact) (Scorecard, bool) {
	sight := c.Sight(subject, actor)
	if sight == SeesNothing {
		return Scorecard{}, false
	}
	in := c.inputs(frozen)
	in.Evaluations = c.Shown(subject, actor)
	if sight < SeesAll {
		in.Adjustments, in.Declared = nil, nil
	}
	return Score(c.Cycle, subject, in), true
}

// ShowsPoints tells whether the public sees the points of a kind: of units and
// villages, and of people only where the cycle ranks them.
func (c *Course) ShowsPoints(kind Kind) bool { return kind != Cadre || c.Cycle.Settings.RankStaff }

// Told is an event as an actor may see it; false: not at all. Nobody learns
// from it what they may not see otherwise.
func (c *Course) Told(e Event, actor Actor) (Event, bool) {
	e.From = ""
	if e.Subject != "" && c.Sight(e.Subject, actor) == SeesNothing {
		return e, false
	}
	d := &e.Detail
	d.Cycle, d.Conflicts = nil, nil
	switch e.Type {
	case Evaluated:
		d.Evaluations, d.Before = c.toldScores(e.Subject, d.Evaluations, actor), c.toldScores(e.Subject, d.Before, actor)
		return e, len(d.Evaluations) > 0 || c.Runs(actor)
	case SampleVerified, Moderated, FactCorrected:
		if !c.Runs(actor) && !(c.IsPublic() && e.Subject != "") {
			return e, false
		}
	case ObjectionAsked, ObjectionDecided, ObjectionExtended, ObjectionWithdrawn:
		o := c.Objection(e.Case)
		return e, o != nil && c.SeesCase(o, actor)
	}
	if !c.Runs(actor) {
		d.Missing, d.OpenScores, d.Was, d.Results, d.Seats, d.Sample, d.To = nil, nil, nil, nil, nil, nil, nil
	}
	return e, true
}

// toldScores keeps the evaluations of an event that are still visible.
func (c *Course) toldScores(subject Ref, list []Evaluation, actor Actor) []Evaluation {
	shown := c.Shown(subject, actor)
	return slices.DeleteFunc(slices.Clone(list), func(e Evaluation) bool {
		return !slices.ContainsFunc(shown, func(s Evaluation) bool {
			return s.Sheet == e.Sheet && s.Indicator == e.Indicator && s.Scorer == e.Scorer
		})
	})
}
