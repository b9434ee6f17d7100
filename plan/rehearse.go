package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// Rehearse 推演 plays goals, drafts or running ones, through the time from a
// moment to the end of their year (or of the calendar), with the very rules
// that will judge them, and lists what would happen. Drafts are issued at that
// moment.
func Rehearse(goals []Goal, from time.Time, cal *calendar.Calendar, a Assumption) Rehearsal {
	r := &stage{cal: cal, loads: map[Load]*Load{}, out: Rehearsal{
		From: Moment(from), Until: until(goals, from, cal, a), Assumption: a,
		Happenings: []Happening{}, Load: []Load{}, Conflicts: []Conflict{}, // lists also where nothing happens
	}}
	for _, g := range goals {
		p := &play{stage: r, g: g, now: r.out.From, tried: map[act]bool{}}
		r.plays = append(r.plays, p)
		if g.Seq == 0 {
			p.do(IssueGoal{Header: p.head("issue", supervisionOfficer, ""), Goal: g}, act{kind: "issue"})
		}
		p.plan()
	}
	r.lookUp()
	for {
		next := r.first()
		if next == nil || next.at.After(r.out.Until) {
			return r.close()
		}
		next.step()
	}
}

// stage is a rehearsal going on.
type stage struct {
	cal   *calendar.Calendar
	plays []*play
	loads map[Load]*Load
	out   Rehearsal
}

// play is one goal in a rehearsal.
type play struct {
	*stage
	g     Goal
	now   time.Time
	at    time.Time // of the next thing to happen; zero: nothing any more
	duty  *Duty     // what somebody does then; nil: only time passes
	n     int
	tried map[act]bool // acts that were refused
}

type act struct {
	step  string
	kind  DutyKind
	round int
	who   Ref
}

// supervisionOfficer is somebody with the role and no part in any work.
var supervisionOfficer = Actor{User: "rehearsal", Name: "rehearsal", Roles: []Role{Supervisor}}

func until(goals []Goal, from time.Time, cal *calendar.Calendar, a Assumption) time.Time {
	_, last := cal.Span()
	year := calendar.DateOf(from).Year
	for _, g := range goals {
		year = max(year, g.Year)
	}
	end := calendar.On(year, time.December, 31)
	if a.Until != nil {
		end = *a.Until
	}
	if last.Before(end) {
		end = last
	}
	return Moment(end.AddDays(1).Start().Add(-time.Millisecond))
}

// first is the goal to which something happens next.
func (r *stage) first() *play {
	var next *play
	for _, p := range r.plays {
		if !p.at.IsZero() && (next == nil || p.at.Before(next.at)) {
			next = p
		}
	}
	return next
}

// plan finds what happens to the goal next: an act of somebody, or time. At
// the same moment people act before time does.
func (p *play) plan() {
	p.at, p.duty = time.Time{}, nil
	for _, d := range p.g.Duties() {
		at, ok := p.when(d)
		if ok && !p.tried[actOf(d)] && (p.at.IsZero() || at.Before(p.at)) {
			d := d
			p.at, p.duty = at, &d
		}
	}
	if at, ok := NextWake(p.g, p.cal); ok && (p.at.IsZero() || at.Before(p.at)) {
		p.at, p.duty = at, nil
	}
	if !p.at.IsZero() && p.at.Before(p.now) {
		p.at = p.now
	}
}

func actOf(d Duty) act { return act{d.Step, d.Kind, d.Round, d.Who} }

// when is the moment at which somebody does what they have to, under the
// assumption.
func (p *play) when(d Duty) (time.Time, bool) {
	a := p.out.Assumption
	switch d.Kind {
	case DutyAccept:
		return p.after(d.Since, a.AcceptAfter)
	case DutyApprove:
		return p.after(d.Since, a.ReviewAfter)
	case DutyCloseOut:
		return p.after(d.Since, a.CloseAfter)
	case DutySubmit:
		if d.DueAt == nil {
			return time.Time{}, false
		}
		at, ok := p.after(*d.DueAt, a.LateWorkdays)
		if s := p.g.Step(d.Step); ok && s.Kind == PublicNotice && s.MinPublic != nil {
			if public, err := p.cal.Due(*s.AcceptedAt, *s.MinPublic); err == nil && public.After(at) {
				at = public
			}
		}
		return at, ok
	}
	return time.Time{}, false
}

// after is the end of the nth working day after a moment; that moment itself
// when n is 0.
func (p *play) after(at time.Time, n int) (time.Time, bool) {
	if n <= 0 {
		return at, true
	}
	day, err := p.cal.AddWorkdays(calendar.DateOf(at), n)
	if err != nil {
		return at, false
	}
	end, err := p.cal.EndOf(day)
	return end, err == nil
}

// step lets the next thing happen.
func (p *play) step() {
	p.now = Moment(p.at)
	if p.duty == nil {
		c, ok := Wake(p.g, p.now, p.cal)
		if !ok { // nothing to do after all: time alone changes nothing any more
			p.at = time.Time{}
			return
		}
		p.take(c)
		p.plan()
		return
	}
	d := *p.duty
	p.do(p.command(d), actOf(d))
	p.plan()
}

// command is what fulfils a duty.
func (p *play) command(d Duty) Command {
	h := p.head(string(d.Kind), performer(d.Who), d.Step)
	h.Round = d.Round
	switch d.Kind {
	case DutyAccept:
		return AcceptStep{h}
	case DutyApprove:
		return DecideApproval{Header: h, Agree: true}
	case DutyCloseOut:
		h.Actor = supervisionOfficer
		return CloseOut{h}
	}
	h.Round = 0
	s := p.g.Step(d.Step)
	var content Submission
	for _, name := range s.Evidence {
		content.Evidence = append(content.Evidence, Evidence{Name: name, Text: "rehearsal"})
	}
	if s.Target != nil {
		content.Quantity = &Target{Milli: max(0, s.Target.Milli-s.Total), Unit: s.Target.Unit}
	}
	return SubmitStep{Header: h, Content: content, rehearsed: true}
}

// performer is whoever a ref names: one person for each.
func performer(r Ref) Actor {
	if user := r.User(); user != "" {
		return Actor{User: user, Name: user}
	}
	return Actor{User: string(r), Name: string(r), Posts: []string{r.Post()}}
}

func (p *play) head(id string, a Actor, step string) Header {
	p.n++
	return Header{ID: "rehearsal:" + id + ":" + itoa(p.n), Actor: a, Step: step, Rules: Rules}
}

// do carries a command out; what is refused is told once and not tried again.
func (p *play) do(c Command, what act) {
	change, err := Decide(p.g, c, p.now, p.cal)
	if err != nil {
		p.tried[what] = true
		p.out.Conflicts = append(p.out.Conflicts, Conflict{Kind: Stuck, Goal: p.g.ID, Step: what.step, Ref: what.who, Code: CodeOf(err)})
		return
	}
	p.take(change)
}

func (p *play) take(c Change) {
	p.g = c.Goal
	p.note(c)
	for _, s := range c.Signals {
		p.tell(s, p.now)
	}
}

// tell lets the goals that wait for a step know that it is through.
func (r *stage) tell(s Signal, now time.Time) {
	for _, q := range r.plays {
		for i := range q.g.Steps {
			if q.g.Status == "" || !slices.Contains(q.g.Steps[i].missing(), s.String()) {
				continue
			}
			if now.After(q.now) {
				q.now = now
			}
			h := q.head("upstream", System(), "")
			q.do(UpstreamDone{Header: h, Goal: s.Goal, Of: s.Step}, act{kind: "upstream", step: s.String()})
			q.plan()
			break
		}
	}
}

// lookUp tells the goals just issued what is through already.
func (r *stage) lookUp() {
	for _, p := range r.plays {
		for i := range p.g.Steps {
			if s := &p.g.Steps[i]; s.Through() {
				r.tell(Signal{p.g.ID, s.Key}, r.out.From)
			}
		}
	}
}
