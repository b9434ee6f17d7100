package assess

import (
	"errors"
	"time"

	"duban/calendar"
)

// DutyKind is what somebody has to do.
type DutyKind string

// The duties.
const (
	DutySelf     DutyKind = "self-assess"
	DutyEvaluate DutyKind = "evaluate"
	DutyVerify   DutyKind = "verify"
	DutyModerate DutyKind = "moderate"
	DutyDecide   DutyKind = "decide-objection"
)

// Duty is one thing that waits for somebody now: a line of their inbox.
type Duty struct {
	CourseID string     `json:"course_id"`
	Kind     DutyKind   `json:"kind"`
	Subject  Ref        `json:"subject,omitempty"`
	Case     int        `json:"case,omitempty"`
	Who      Ref        `json:"who"`
	Since    time.Time  `json:"since"`
	DueAt    *time.Time `json:"due_at,omitempty"`
}

// Duties lists everything that waits for somebody in the course. A scorer has
// one duty for each subject, however many indicators it has.
func (c *Course) Duties() []Duty {
	var list []Duty
	add := func(kind DutyKind, subject, who Ref) {
		d := Duty{CourseID: c.ID, Kind: kind, Subject: subject, Who: who, Since: c.Since, DueAt: c.DueAt}
		if len(list) == 0 || list[len(list)-1] != d {
			list = append(list, d)
		}
	}
	switch c.Phase {
	case PhaseSelf:
		for _, s := range c.missingSelves() {
			add(DutySelf, s, c.Cycle.find(s).speaker())
		}
	case PhaseScoring:
		seen := map[Open]bool{}
		for _, o := range c.Open() {
			if o.Sheet, o.Indicator = "", ""; !seen[o] {
				seen[o] = true
				add(DutyEvaluate, o.Subject, o.Scorer)
			}
		}
	case PhasePanel:
		for _, s := range c.Sample.open() {
			for _, who := range c.Cycle.Line.Panel {
				add(DutyVerify, s, who)
			}
		}
	case PhaseModeration:
		for _, who := range c.late() {
			add(DutyModerate, "", who)
		}
	}
	for i := range c.Objections {
		o := &c.Objections[i]
		if o.Outcome != "" {
			continue
		}
		deciders := c.Cycle.Line.Review
		if o.Kind == OfAppeal {
			deciders = c.Cycle.Line.Appeal
		}
		for _, who := range deciders {
			list = append(list, Duty{CourseID: c.ID, Kind: DutyDecide, Subject: o.Subject, Case: o.N, Who: who, Since: o.At, DueAt: o.DueAt})
		}
	}
	return list
}

// Possibility is one thing that could be done: whether the caller may do it
// now, and if not, why.
type Possibility struct {
	Command Name   `json:"command"`
	Subject Ref    `json:"subject,omitempty"`
	Case    int    `json:"case,omitempty"`
	Allowed bool   `json:"allowed"`
	Why     *Error `json:"why,omitempty"` // the refusal the command would get
}

// May says what an actor can do in a course now, about one subject or, with
// none, about the course, and why not otherwise, by the same rules that will
// judge the command.
func May(c Course, subject Ref, actor Actor, now time.Time, cal *calendar.Calendar) []Possibility {
	h := Header{Actor: actor, Subject: subject}
	var list []Possibility
	ask := func(cmd Command) {
		p := Possibility{Command: cmd.Name(), Subject: cmd.Head().Subject, Case: cmd.Head().Case}
		var why *Error
		switch err := Permit(c, cmd, now, cal); {
		case err == nil:
			p.Allowed = true
		case errors.As(err, &why):
			p.Why = why
		default:
			p.Why = refuse(CodeInvalid)
		}
		list = append(list, p)
	}
	if subject == "" {
		for _, cmd := range []Command{Advance{h}, CorrectFact{Header: h}, Publish{h}, CancelCourse{h}} {
			ask(cmd)
		}
		return list
	}
	for _, cmd := range []Command{SelfAssess{Header: h}, Evaluate{Header: h}, Recuse{h}, VerifySample{Header: h}, Moderate{Header: h},
		AskReview{Header: h}, AskAppeal{Header: h}} {
		ask(cmd)
	}
	for i := range c.Objections {
		if o := &c.Objections[i]; o.Subject == subject && o.Outcome == "" {
			h.Case = o.N
			ask(DecideObjection{Header: h})
			ask(WithdrawObjection{h})
			if o.Kind == OfAppeal {
				ask(ExtendAppeal{h})
			}
		}
	}
	return list
}
