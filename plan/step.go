package plan

import (
	"slices"
	"time"

	"duban/calendar"
)

// StepKind says what sort of work a step is.
type StepKind string

// The kinds of step.
const (
	Work          StepKind = "work"
	PublicNotice  StepKind = "notice"        // must stay public for at least MinPublic
	Inspection    StepKind = "inspection"    // 检查
	Rectification StepKind = "rectification" // 整改
	Reinspection  StepKind = "reinspection"  // 复查
	Report        StepKind = "report"        // 进展汇报
)

// StepStatus is where a step stands.
type StepStatus string

// The life of a step:
//
//	pending ─deps done─▶ open ─accept─▶ active ─submit─▶ review ─all agree─▶ done ─close out─▶ closed
//	                                      ▲ ◀── returned ◀──┘
const (
	StepPending   StepStatus = "pending"
	StepOpen      StepStatus = "open"     // waits to be accepted 签收
	StepActive    StepStatus = "active"   // accepted
	StepReview    StepStatus = "review"   // submitted, being approved
	StepReturned  StepStatus = "returned" // sent back to the submitter 退回
	StepDone      StepStatus = "done"     // approved; waits for close-out
	StepClosed    StepStatus = "closed"   // closed out 销号
	StepCancelled StepStatus = "cancelled"
	StepSuspended StepStatus = "suspended"
)

// Step is one piece of work in a goal. The first group of fields is its
// definition, fixed at issue; the second is its state.
type Step struct {
	GoalID    string           `json:"goal_id"`
	Key       string           `json:"key"`      // unique in its goal
	Position  int              `json:"position"` // order of display
	Title     string           `json:"title"`
	Kind      StepKind         `json:"kind"`
	Measures  []string         `json:"measures,omitempty"` // keys of the measures it covers
	After     []string         `json:"after,omitempty"`    // keys of the steps it waits for
	Lead      Ref              `json:"lead"`
	LeadUnit  string           `json:"lead_unit,omitempty"` // unit id of the lead post
	Co        []Ref            `json:"co,omitempty"`
	Head      Ref              `json:"head,omitempty"` // head of the lead's unit; empty: the goal's
	Weight    int              `json:"weight"`         // of the goal's 100
	Target    *Target          `json:"target,omitempty"`
	Evidence  []string         `json:"evidence,omitempty"` // names of what must be handed in 佐证材料
	Stages    []Stage          `json:"stages,omitempty"`
	Respond   *calendar.Budget `json:"respond,omitempty"`    // 签收时限; nil: the goal's setting
	Finish    *calendar.Budget `json:"finish,omitempty"`     // time from opening; excludes By
	By        *calendar.Date   `json:"by,omitempty"`         // or a fixed last day
	OpensOn   *calendar.Date   `json:"opens_on,omitempty"`   // not before this day (season)
	MinPublic *calendar.Budget `json:"min_public,omitempty"` // notice steps: least time public
	Ladder    *Ladder          `json:"ladder,omitempty"`     // nil: the goal's
	WaitsFor  []string         `json:"waits_for,omitempty"`  // steps of other goals: "goalID/stepKey"
	Recur     *Recurrence      `json:"recur,omitempty"`      // set: the step is a series of occurrences
	Planned   []Planned        `json:"planned,omitempty"`    // of the target, in order of By
	Lights    *Lights          `json:"lights,omitempty"`     // for Planned; nil: those of the goal when it was issued
	Series    string           `json:"series,omitempty"`     // key of the series that this step is an occurrence of
	OccursOn  *calendar.Date   `json:"occurs_on,omitempty"`  // and the day of the series' rule
	Origin    string           `json:"origin,omitempty"`     // what a step added later came from, e.g. "instruction:17" (a seq)

	Checklists []string `json:"checklists,omitempty"` // of an inspection: keys of those it uses; empty: any, or none
	Hazard     string   `json:"hazard,omitempty"`     // key of the hazard that the step deals with

	Status     StepStatus `json:"status,omitempty"`
	Before     StepStatus `json:"before,omitempty"` // status to which Resume returns
	Suspended  *Pause     `json:"suspended,omitempty"`
	OpenedAt   *time.Time `json:"opened_at,omitempty"`
	AcceptedAt *time.Time `json:"accepted_at,omitempty"`
	AcceptedBy *Person    `json:"accepted_by,omitempty"`
	DoneAt     *time.Time `json:"done_at,omitempty"`
	ClosedAt   *time.Time `json:"closed_at,omitempty"`
	ClosedBy   *Person    `json:"closed_by,omitempty"`
	Round      int        `json:"round"` // number of the last approval round
	Rounds     []Approval `json:"rounds,omitempty"`
	RespondBy  *Clock     `json:"respond_by,omitempty"`
	Clock      *Clock     `json:"clock,omitempty"`
	Reached    []RungMark `json:"reached,omitempty"`   // reminders and rungs already fired
	ResumeAt   string     `json:"resume_at,omitempty"` // stage key at which a direct resubmission goes on
	Urged      int        `json:"urged"`               // 催办次数
	Last       *Opinion   `json:"last,omitempty"`      // why it was returned, while it is
	Arrived    []string   `json:"arrived,omitempty"`   // of WaitsFor, what is through
	Occurred   *Series    `json:"occurred,omitempty"`  // of a series: how far it has got
	Counts     []Count    `json:"counts,omitempty"`    // quantities reported and handed in
	Total      int64      `json:"total,omitempty"`     // of Counts, in thousandths of the target's unit
	Copies     []Copy     `json:"copies,omitempty"`    // 抄送

	DueAt    *time.Time `json:"due_at,omitempty"`    // the clock's due, kept in the row for sorting
	YellowAt *time.Time `json:"yellow_at,omitempty"` // from then on the light is yellow
	MetAt    *time.Time `json:"met_at,omitempty"`    // submitted, or done: lights look at this moment instead of now
}

// Opinion is what somebody wrote when sending a step back.
type Opinion struct {
	By   Person    `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Ended tells whether nothing will happen to the step any more.
func (s *Step) Ended() bool { return s.Status == StepClosed || s.Status == StepCancelled }

// Through tells whether steps that wait for this one may open.
func (s *Step) Through() bool {
	return s.Status == StepDone || s.Status == StepClosed || s.Status == StepCancelled
}

// Working tells whether the lead has work to do on the step.
func (s *Step) Working() bool {
	return s.Status == StepOpen || s.Status == StepActive || s.Status == StepReturned
}

// People lists the users who had a part in the step: who accepted it, handed
// in, signed or closed it out, and those on whose behalf they did.
func (s *Step) People() []string {
	var users []string
	add := func(p *Person) {
		if p == nil {
			return
		}
		for _, u := range []string{p.User, p.For} {
			if u != "" && u != SystemUser && !slices.Contains(users, u) {
				users = append(users, u)
			}
		}
	}
	add(s.AcceptedBy)
	add(s.ClosedBy)
	for i := range s.Rounds {
		a := &s.Rounds[i]
		add(&a.By)
		for _, st := range a.Stages {
			for j := range st.Seats {
				if st.Seats[j].Signed() {
					add(st.Seats[j].By)
				}
			}
		}
	}
	return users
}

// Approval returns the round with that number, or nil.
func (s *Step) Approval(round int) *Approval {
	for i := range s.Rounds {
		if s.Rounds[i].Round == round {
			return &s.Rounds[i]
		}
	}
	return nil
}

// Pending returns the open round about a subject, or nil.
func (s *Step) Pending(subject Subject) *Approval {
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if s.Rounds[i].Subject == subject && s.Rounds[i].Open() {
			return &s.Rounds[i]
		}
	}
	return nil
}

func (s Step) clone() Step {
	s.Measures, s.After = slices.Clone(s.Measures), slices.Clone(s.After)
	s.Co, s.Evidence = slices.Clone(s.Co), slices.Clone(s.Evidence)
	s.Stages, s.Checklists = slices.Clone(s.Stages), slices.Clone(s.Checklists)
	s.Reached = slices.Clone(s.Reached)
	s.WaitsFor, s.Arrived = slices.Clone(s.WaitsFor), slices.Clone(s.Arrived)
	s.Planned, s.Counts, s.Copies = slices.Clone(s.Planned), slices.Clone(s.Counts), slices.Clone(s.Copies)
	if s.Occurred != nil {
		series := *s.Occurred
		series.Swapped = slices.Clone(series.Swapped)
		s.Occurred = &series
	}
	s.Rounds = slices.Clone(s.Rounds)
	for i := range s.Rounds {
		s.Rounds[i] = s.Rounds[i].clone()
	}
	s.RespondBy, s.Clock = s.RespondBy.clone(), s.Clock.clone()
	return s
}
