package plan

import (
	"slices"
	"strings"
	"time"

	"duban/calendar"
)

// LedgerFacts are what the ledger 台账 says of a step that no field of it
// holds: they follow from the step with its rounds and from its goal's line,
// and from nothing that anybody typed for the ledger.
type LedgerFacts struct {
	Stage      *Planned    `json:"stage,omitempty"`      // 阶段目标: the planned quantity that is due next; the last one when all days have passed
	Told       *Opinion    `json:"told,omitempty"`       // 当前进展: what was last said when handing in, counting or asking
	Problems   []Remark    `json:"problems,omitempty"`   // 存在问题
	Next       *Remark     `json:"next,omitempty"`       // 下步措施: what it waits for
	Evidence   []Evidence  `json:"evidence,omitempty"`   // 佐证材料 of the last submission
	Extensions []Extended  `json:"extensions,omitempty"` // 延期记录
	Opinions   []Signature `json:"opinions,omitempty"`   // 审核意见 on the last submission
}

// Remark is a sentence about a step, by its cause.
type Remark struct {
	Cause  Cause             `json:"cause"`
	Params map[string]string `json:"params,omitempty"`
	Who    []Ref             `json:"who,omitempty"` // whose turn it is
	DueAt  *time.Time        `json:"due_at,omitempty"`
}

// What is wrong with a step that is worked on, beside having been sent back or
// standing still.
const (
	IsLate       Cause = "is-late"       // {due}: not handed in when due
	IsBehind     Cause = "is-behind"     // {points}: of its planned quantities
	IsUnaccepted Cause = "is-unaccepted" // {due}: not accepted in time
)

// Extended is one change of a due date 延期.
type Extended struct {
	Kind   EntryKind      `json:"kind"` // extended, or set by a leader
	Old    *time.Time     `json:"old,omitempty"`
	New    *calendar.Date `json:"new,omitempty"`
	By     Person         `json:"by"` // who approved or set it
	At     time.Time      `json:"at"`
	Reason string         `json:"reason,omitempty"`
}

// Signature is what one signer said of a submission.
type Signature struct {
	Stage   string    `json:"stage"`
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
	Outcome Outcome   `json:"outcome"`
	Text    string    `json:"text,omitempty"`
}

// LedgerOf gathers the facts of a step, which has its rounds, under a goal
// that need not have its steps.
func LedgerOf(g *Goal, s *Step, now time.Time) LedgerFacts {
	now = Moment(now)
	f := LedgerFacts{Stage: s.stage(now), Told: s.told(), Problems: s.troubles(now), Next: s.next(g), Extensions: s.extensions()}
	if a := s.lastSubmission(); a != nil {
		f.Evidence, f.Opinions = a.Content.Evidence, a.signatures()
	}
	return f
}

// stage is the planned quantity that is due next.
func (s *Step) stage(now time.Time) *Planned {
	if s.Target == nil || len(s.Planned) == 0 {
		return nil
	}
	today := calendar.DateOf(now)
	i := slices.IndexFunc(s.Planned, func(p Planned) bool { return !p.By.Before(today) })
	if i < 0 {
		i = len(s.Planned) - 1
	}
	return &s.Planned[i]
}

// lastSubmission is the newest round about a result, however it ended.
func (s *Step) lastSubmission() *Approval {
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if s.Rounds[i].Subject == OfSubmission {
			return &s.Rounds[i]
		}
	}
	return nil
}

// told is the newest thing that was said of the work.
func (s *Step) told() *Opinion {
	var last *Opinion
	say := func(by Person, at time.Time, text string) {
		if text != "" && (last == nil || !at.Before(last.At)) {
			last = &Opinion{By: by, At: at, Text: text}
		}
	}
	for _, c := range s.Counts {
		if c.Round == 0 {
			say(c.By, Moment(c.On.Start()), c.Note)
		}
	}
	for _, a := range s.Rounds {
		switch a.Subject {
		case OfSubmission:
			say(a.By, a.At, a.Content.Note)
		case OfExtension:
			say(a.By, a.At, a.Content.Progress)
		}
	}
	return last
}

// troubles lists what stands in the way of a step that is not through.
func (s *Step) troubles(now time.Time) []Remark {
	var list []Remark
	add := func(cause Cause, params ...string) { list = append(list, Remark{Cause: cause, Params: pairs(params)}) }
	switch s.Status {
	case StepSuspended:
		add(WaitsForResume, "by", s.Suspended.By.Name, "reason", s.Suspended.Reason)
		return list
	case StepPending, StepDone, StepClosed, StepCancelled, "":
		return nil
	case StepReturned:
		add(WaitsForRework, "by", s.Last.By.Name, "reason", s.Last.Text)
	}
	judged := now
	if s.MetAt != nil {
		judged = *s.MetAt
	}
	if s.DueAt != nil && judged.After(*s.DueAt) {
		add(IsLate, "due", stamp(*s.DueAt))
	}
	if s.Status == StepOpen && s.RespondBy != nil && now.After(s.RespondBy.Due) {
		add(IsUnaccepted, "due", stamp(s.RespondBy.Due))
	}
	if points := s.Behind(now); s.MetAt == nil && s.lights().of(points) != LightGreen {
		add(IsBehind, "points", itoa(points))
	}
	return list
}

// next is what the step waits for; nil when for nothing any more.
func (s *Step) next(g *Goal) *Remark {
	r := Remark{Who: []Ref{s.Lead}, DueAt: s.DueAt}
	switch s.Status {
	case StepPending:
		r.Cause, r.Who, r.Params = s.held()
	case StepOpen:
		r.Cause = WaitsForAccept
		if s.RespondBy != nil {
			r.DueAt = &s.RespondBy.Due
		}
	case StepActive:
		r.Cause = WaitsForWork
	case StepReturned:
		r.Cause, r.Params = WaitsForRework, pairs([]string{"by", s.Last.By.Name, "reason", s.Last.Text})
	case StepReview:
		a := s.Pending(OfSubmission)
		if a == nil || a.Stage() == nil {
			return nil
		}
		st := a.Stage()
		r = Remark{Cause: WaitsForSignature, Who: st.refs(), DueAt: a.DueAt, Params: pairs([]string{"round", itoa(a.Round), "stage", st.Name})}
	case StepDone:
		if g.leftOf(s) == nil { // else it is closed out with the last step of its hazard
			r = Remark{Cause: WaitsForCloseOut, Who: []Ref{g.Line.Supervisor}}
		}
	case StepSuspended:
		r = Remark{Cause: WaitsForResume, Who: []Ref{g.Line.Supervisor, g.Line.Leader},
			Params: pairs([]string{"by", s.Suspended.By.Name, "reason", s.Suspended.Reason})}
	}
	if r.Cause == "" {
		return nil
	}
	r.Who = slices.DeleteFunc(r.Who, func(ref Ref) bool { return ref == "" })
	return &r
}

// held says why a step has not opened.
func (s *Step) held() (Cause, []Ref, map[string]string) {
	missing := s.missing()
	switch {
	case len(s.After) > 0:
		return WaitsForSteps, nil, pairs([]string{"steps", strings.Join(s.After, ",")})
	case len(missing) > 0:
		return WaitsForGoal, nil, pairs([]string{"steps", strings.Join(missing, ",")})
	case s.OpensOn != nil:
		return WaitsForDay, nil, pairs([]string{"day", s.OpensOn.String()})
	}
	return "", nil, nil
}

// extensions lists the changes of the due date, with the reason that was given
// when asking.
func (s *Step) extensions() []Extended {
	if s.Clock == nil {
		return nil
	}
	var list []Extended
	for _, e := range s.Clock.Entries {
		if e.Kind != ClockExtended && e.Kind != ClockSet {
			continue
		}
		x := Extended{Kind: e.Kind, Old: e.Old, New: e.On, By: e.By, At: e.At, Reason: e.Reason}
		for i := range s.Rounds {
			a := &s.Rounds[i]
			if a.Subject == OfExtension && e.Asked != nil && a.At.Equal(*e.Asked) && a.Content.Note != "" {
				x.Reason = a.Content.Note
			}
		}
		list = append(list, x)
	}
	return list
}

// signatures lists who has signed a round, in order of time.
func (a *Approval) signatures() []Signature {
	var list []Signature
	for i := range a.Stages {
		for j := range a.Stages[i].Seats {
			if seat := &a.Stages[i].Seats[j]; seat.Signed() && seat.By != nil && seat.At != nil {
				list = append(list, Signature{Stage: a.Stages[i].Name, By: *seat.By, At: *seat.At, Outcome: seat.Outcome, Text: seat.Opinion})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Signature) int { return x.At.Compare(y.At) })
	return list
}
