package assess

import (
	"slices"
	"time"

	"duban/calendar"
)

// Phase is how far an assessment is.
type Phase string

// The phases, in order; a course may be cancelled before the end.
const (
	PhaseIssued     Phase = "issued"     // indicators are known, the period runs
	PhaseSelf       Phase = "self"       // facts are frozen; self-assessment
	PhaseScoring    Phase = "scoring"    // line offices and evaluators score
	PhasePanel      Phase = "panel"      // the panel verifies a sample
	PhaseModeration Phase = "moderation" // 综合评定 by the leading group
	PhasePublic     Phase = "public"     // 公示
	PhaseReview     Phase = "review"     // 复核 and 申诉
	PhaseFinal      Phase = "final"      // results stand
	PhaseArchived   Phase = "archived"
	PhaseCancelled  Phase = "cancelled"
)

// Want is what a course waits for from whoever runs it.
type Want string

// The wants.
const (
	WantFacts Want = "facts" // gather the facts as of Settings.AsOf and send FreezeFacts
	WantTally Want = "tally" // run Count and send Tally
)

// Course is one assessment under way: its cycle and everything that people did
// in it. The facts are not in it; Facts says which they are.
type Course struct {
	ID       string `json:"id"` // of the cycle
	Seq      int64  `json:"seq"`
	Phase    Phase  `json:"phase"`
	Cycle    Cycle  `json:"cycle"`
	Calendar string `json:"calendar"` // version its dates rest on

	Since    time.Time  `json:"since"`               // the phase began
	DueAt    *time.Time `json:"due_at,omitempty"`    // the phase should be over; of the public notice: it is
	ClosesAt *time.Time `json:"closes_at,omitempty"` // the phase closes without what is missing; of reviews: the last moment to ask
	Reached  []Mark     `json:"reached,omitempty"`
	Wanted   Want       `json:"wanted,omitempty"`

	Facts       *FactSet     `json:"facts,omitempty"`
	Conflicts   []Conflict   `json:"conflicts,omitempty"`
	Corrections []Correction `json:"corrections,omitempty"`
	Selves      []Self       `json:"selves,omitempty"`
	Evaluations []Evaluation `json:"evaluations,omitempty"`
	Recusals    []Recusal    `json:"recusals,omitempty"`
	Sample      *Sample      `json:"sample,omitempty"`
	Results     []Result     `json:"results,omitempty"`
	Seats       []Seats      `json:"seats,omitempty"`
	Adjustments []Adjustment `json:"adjustments,omitempty"`
	Declared    []Declared   `json:"declared,omitempty"`
	Moderations []Moderation `json:"moderations,omitempty"`
	Published   *Person      `json:"published,omitempty"`
	Objections  []Objection  `json:"objections,omitempty"`
	Acts        []Act        `json:"acts,omitempty"` // who took part in whose result

	Inputs  int64 `json:"inputs"`  // seq of the last change of what scores are made of
	Counted int64 `json:"counted"` // seq up to which scores were counted

	CreatedAt time.Time  `json:"created_at"`
	UpdatedAt time.Time  `json:"updated_at"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
}

// Conflict names users who are parties to a subject's facts of a kind: they
// led the work or signed its approvals. They may not score what is about them.
type Conflict struct {
	Subject Ref      `json:"subject"`
	Kind    FactKind `json:"kind"`
	Users   []string `json:"users"`
}

// Self 自评 is what somebody says of their own period. It informs the scorers
// and counts no points: nobody scores themselves.
type Self struct {
	Subject Ref       `json:"subject"`
	Summary string    `json:"summary,omitempty"`
	Items   []SelfFor `json:"items,omitempty"`
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
}

// SelfFor is a remark and evidence for one indicator.
type SelfFor struct {
	Sheet     string   `json:"sheet"`
	Indicator string   `json:"indicator"`
	Points    *Points  `json:"points,omitempty"` // what they think it is worth
	Remark    string   `json:"remark,omitempty"`
	Evidence  []string `json:"evidence,omitempty"` // attachment ids
}

// Moderation is one change by the leading group.
type Moderation struct {
	Subject Ref       `json:"subject"`
	Before  string    `json:"before"` // grade
	After   string    `json:"after"`
	Total   Points    `json:"total"` // counted when the group decided, before Points
	Points  Points    `json:"points,omitempty"`
	Veto    string    `json:"veto,omitempty"`
	By      Person    `json:"by"`
	Reason  string    `json:"reason"`
	At      time.Time `json:"at"`
	Seq     int64     `json:"seq"`
}

// Mark records that a reminder or rung was reached.
type Mark struct {
	Key     string    `json:"key"` // "scoring/rung-1", "case-2/rung-1"
	At      time.Time `json:"at"`
	Skipped bool      `json:"skipped,omitempty"` // overtaken by a later one
}

// Ended tells whether nobody has anything to do any more.
func (c *Course) Ended() bool {
	return slices.Contains([]Phase{PhaseFinal, PhaseArchived, PhaseCancelled}, c.Phase)
}

// Finished tells whether the course has nothing left to wait for.
func (c *Course) Finished() bool { return c.Phase == PhaseArchived || c.Phase == PhaseCancelled }

// Result returns how a subject stands, or nil.
func (c *Course) Result(subject Ref) *Result {
	for i := range c.Results {
		if c.Results[i].Subject == subject {
			return &c.Results[i]
		}
	}
	return nil
}

// SelfOf returns a subject's self-assessment, or nil.
func (c *Course) SelfOf(subject Ref) *Self {
	for i := range c.Selves {
		if c.Selves[i].Subject == subject {
			return &c.Selves[i]
		}
	}
	return nil
}

// Objection returns the case with that number, or nil.
func (c *Course) Objection(n int) *Objection {
	for i := range c.Objections {
		if c.Objections[i].N == n {
			return &c.Objections[i]
		}
	}
	return nil
}

// Evaluation returns what a scorer gave a subject for an indicator, or nil.
func (c *Course) Evaluation(subject Ref, sheet, indicator string, scorer Ref) *Evaluation {
	for i := range c.Evaluations {
		e := &c.Evaluations[i]
		if e.Subject == subject && e.Sheet == sheet && e.Indicator == indicator && e.Scorer == scorer {
			return e
		}
	}
	return nil
}

// Open is one score that nobody has given yet.
type Open struct {
	Subject   Ref    `json:"subject"`
	Sheet     string `json:"sheet"`
	Indicator string `json:"indicator"`
	Scorer    Ref    `json:"scorer"`
}

// Open lists the scores that are still missing.
func (c *Course) Open() []Open {
	given := map[Open]bool{}
	for _, e := range c.Evaluations {
		given[Open{e.Subject, e.Sheet, e.Indicator, e.Scorer}] = true
	}
	var list []Open
	for i := range c.Cycle.Assessed {
		a := &c.Cycle.Assessed[i]
		for _, j := range c.Cycle.judged(a) {
			if c.optional(j) {
				continue
			}
			for _, s := range j.ind.Scorers {
				if o := (Open{a.Subject, j.sheet, j.ind.Key, s.Who}); !given[o] && !c.recused(a.Subject, s.Who) {
					list = append(list, o)
				}
			}
		}
	}
	return list
}

// Asked counts the scores that somebody waits for, given or not.
func (c *Course) Asked() int {
	n := 0
	for i := range c.Cycle.Assessed {
		a := &c.Cycle.Assessed[i]
		for _, j := range c.Cycle.judged(a) {
			if c.optional(j) {
				continue
			}
			for _, s := range j.ind.Scorers {
				if !c.recused(a.Subject, s.Who) || c.Evaluation(a.Subject, j.sheet, j.ind.Key, s.Who) != nil {
					n++
				}
			}
		}
	}
	return n
}

// optional tells whether nobody waits for the score: bonuses and deductions are
// given where there is something to give.
func (c *Course) optional(j judged) bool { return c.Cycle.formula(j.sheet) != nil }

// missingSelves lists those who have not handed in their self-assessment.
func (c *Course) missingSelves() []Ref {
	var list []Ref
	for i := range c.Cycle.Assessed {
		if a := &c.Cycle.Assessed[i]; c.SelfOf(a.Subject) == nil {
			list = append(list, a.Subject)
		}
	}
	return list
}

// speaker is who hears and acts for somebody assessed.
func (a *Assessed) speaker() Ref {
	if a.Head != "" {
		return a.Head
	}
	return a.Subject
}

// Visible lists the evaluations of a subject that an actor may see. Those of
// others on a blind indicator are hidden from its scorers until all are in;
// everybody else but the auditor sees none before scoring is over.
func (c *Course) Visible(subject Ref, actor Actor) []Evaluation {
	a := c.Cycle.find(subject)
	if a == nil {
		return nil
	}
	over := actor.Is(AuditAdmin) || !slices.Contains([]Phase{PhaseIssued, PhaseSelf, PhaseScoring}, c.Phase)
	var list []Evaluation
	for _, e := range c.Evaluations {
		if e.Subject != subject {
			continue
		}
		ind := c.Cycle.Indicator(e.Sheet, e.Indicator)
		scorer := slices.ContainsFunc(ind.Scorers, func(s Scorer) bool { return len(actor.Capacities(s.Who)) > 0 })
		if over || len(actor.Capacities(e.Scorer)) > 0 || scorer && (!ind.Blind || c.allIn(subject, e.Sheet, ind)) {
			list = append(list, e)
		}
	}
	return list
}

// allIn tells whether every scorer has scored the indicator for the subject, or
// stepped back.
func (c *Course) allIn(subject Ref, sheet string, ind *Indicator) bool {
	return !slices.ContainsFunc(ind.Scorers, func(s Scorer) bool {
		return c.Evaluation(subject, sheet, ind.Key, s.Who) == nil && !c.recused(subject, s.Who)
	})
}

// Inputs are what scores are made of, from the frozen facts.
func (c *Course) inputs(frozen []Fact) Inputs {
	return Inputs{Facts: Correct(frozen, c.Corrections), Evaluations: c.Evaluations, Adjustments: c.Adjustments, Declared: c.Declared}
}

// Card is a subject's scorecard as the course stands, from the frozen facts.
func (c *Course) Card(subject Ref, frozen []Fact) Scorecard {
	return Score(c.Cycle, subject, c.inputs(frozen))
}

// Count makes everybody's result, without grades, from the frozen facts. It
// refuses facts that are not those that were frozen.
func (c *Course) Count(frozen []Fact) ([]Result, error) {
	if c.Facts == nil {
		return nil, refuse(CodeNotCounted)
	}
	set, err := Freeze(c.Facts.AsOf, frozen)
	if err != nil {
		return nil, err
	}
	if set != *c.Facts {
		return nil, refuse(CodeStale, "digest", set.Digest, "frozen", c.Facts.Digest)
	}
	in := c.inputs(frozen)
	var list []Result
	for i := range c.Cycle.Assessed {
		r, err := ResultOf(Score(c.Cycle, c.Cycle.Assessed[i].Subject, in))
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// Clone returns a course that shares nothing that Adopt changes.
func (c Course) Clone() Course {
	c.Reached = slices.Clone(c.Reached)
	c.Conflicts = slices.Clone(c.Conflicts)
	c.Corrections = slices.Clone(c.Corrections)
	c.Selves = slices.Clone(c.Selves)
	c.Evaluations = slices.Clone(c.Evaluations)
	c.Recusals = slices.Clone(c.Recusals)
	c.Results = slices.Clone(c.Results)
	c.Seats = slices.Clone(c.Seats)
	c.Adjustments = slices.Clone(c.Adjustments)
	c.Declared = slices.Clone(c.Declared)
	c.Moderations = slices.Clone(c.Moderations)
	c.Objections = slices.Clone(c.Objections)
	c.Acts = slices.Clone(c.Acts)
	if c.Sample != nil {
		s := *c.Sample
		s.Checks = slices.Clone(s.Checks)
		c.Sample = &s
	}
	return c
}

// asOf is the moment at which facts are to be frozen: the end of the day.
func (c *Course) asOf() time.Time {
	return calendar.Date(c.Cycle.Settings.AsOf).AddDays(1).Start()
}
