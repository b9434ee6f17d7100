package assess

import "slices"

// Adopt returns the course after an event. It is the only way in which a
// course changes, and it decides nothing: adopting a course's events in order,
// from the zero Course, gives the course.
func Adopt(c Course, e Event) Course {
	c = c.Clone()
	adopt(&c, e)
	return c
}

func adopt(c *Course, e Event) {
	d := e.Detail
	if e.Type == CycleIssued {
		*c = Course{ID: d.Cycle.ID, Cycle: *d.Cycle, Calendar: d.Calendar, Phase: PhaseIssued, Since: e.At, CreatedAt: e.At}
	}
	c.Seq, c.UpdatedAt = e.Seq, e.At
	c.take(e)
	switch e.Type {
	case PhaseBegan:
		c.Phase, c.Since, c.DueAt, c.ClosesAt, c.Wanted = d.Phase, e.At, d.DueAt, d.ClosesAt, ""
		if d.Phase == PhasePublic {
			c.Published = &e.By
		}
		if c.Ended() && c.EndedAt == nil {
			c.EndedAt = &e.At
		}
	case Wanted:
		c.Wanted = d.Want
	case FactsFrozen:
		c.Facts, c.Conflicts, c.Wanted = d.Facts, slices.Clone(d.Conflicts), ""
		c.Inputs = e.Seq
	case SelfAssessed:
		c.Selves = slices.DeleteFunc(c.Selves, func(s Self) bool { return s.Subject == d.Self.Subject })
		c.Selves = append(c.Selves, *d.Self)
	case Recused:
		c.Recusals = append(c.Recusals, d.Recusals...)
	case SampleDrawn:
		s := *d.Sample
		c.Sample = &s
	case CountedEvent:
		c.Results, c.Seats, c.Counted, c.Wanted = slices.Clone(d.Results), slices.Clone(d.Seats), d.Upto, ""
	case RungPassed:
		c.Reached = append(c.Reached, d.Marks...)
	case Recalendared:
		c.Calendar, c.DueAt, c.ClosesAt = d.Calendar, d.DueAt, d.ClosesAt
		for _, x := range d.Due {
			o := c.Objection(x.Case)
			o.DueAt, o.AppealBy = x.DueAt, x.AppealBy
		}
	case ObjectionAsked, ObjectionExtended, ObjectionWithdrawn:
		c.setObjection(*d.Objection)
	default:
		adoptScores(c, e)
	}
}

// adoptScores adopts what changes what scores are made of.
func adoptScores(c *Course, e Event) {
	d := e.Detail
	if len(d.Corrections)+len(d.Evaluations)+len(d.Lifted) > 0 {
		c.Inputs = e.Seq
	}
	c.Corrections = append(c.Corrections, d.Corrections...)
	for _, x := range d.Evaluations {
		c.setEvaluation(x)
	}
	switch e.Type {
	case SampleVerified:
		c.Sample.Checks = append(c.Sample.Checks, *d.Check)
	case Moderated:
		m := *d.Moderation
		c.Moderations = append(c.Moderations, m)
		c.Result(m.Subject).Grade = m.After
		if m.Points != 0 {
			c.Adjustments = append(c.Adjustments, Adjustment{Subject: m.Subject, Points: m.Points, By: m.By, Reason: m.Reason, Seq: m.Seq})
			c.Inputs = e.Seq
		}
		if m.Veto != "" {
			c.Declared = append(c.Declared, Declared{Subject: m.Subject, Veto: m.Veto, By: m.By, Reason: m.Reason, Seq: m.Seq})
			c.Inputs = e.Seq
		}
	case ObjectionDecided:
		c.setObjection(*d.Objection)
		c.Declared = slices.DeleteFunc(c.Declared, func(x Declared) bool {
			return x.Subject == e.Subject && slices.Contains(d.Lifted, x.Veto)
		})
		if after := d.Objection.After; after != nil {
			*c.Result(e.Subject) = *after
		}
	}
}

func (c *Course) setEvaluation(x Evaluation) {
	if was := c.Evaluation(x.Subject, x.Sheet, x.Indicator, x.Scorer); was != nil {
		*was = x
		return
	}
	c.Evaluations = append(c.Evaluations, x)
}

func (c *Course) setObjection(o Objection) {
	if was := c.Objection(o.N); was != nil {
		*was = o
		return
	}
	c.Objections = append(c.Objections, o)
}
