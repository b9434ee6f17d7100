package plan

import (
	"slices"
	"strings"
	"time"

	"duban/calendar"
)

// Cause is the rule by which something waits. Stable, like a Code: the API has
// a sentence for each.
type Cause string

// The causes, with their parameters.
const (
	WaitsForSteps     Cause = "waits-for-steps"     // steps before it are not done: {steps}
	WaitsForGoal      Cause = "waits-for-goal"      // steps of other goals are not done: {steps}
	WaitsForDay       Cause = "waits-for-day"       // opens on a day: {day}
	WaitsForAccept    Cause = "waits-for-accept"    // to be accepted
	WaitsForWork      Cause = "waits-for-work"      // being worked on
	WaitsForRework    Cause = "waits-for-rework"    // sent back: {by, reason}
	WaitsForSignature Cause = "waits-for-signature" // {subject, round, stage, rule, agreed, rejected, seats}
	WaitsForCloseOut  Cause = "waits-for-close-out"
	WaitsForResume    Cause = "waits-for-resume"      // suspended: {by, reason}
	WaitsForNewSteps  Cause = "waits-for-new-steps"   // an instruction asks for steps: {by, text}
	WaitsForArchive   Cause = "waits-for-archive"     // closed out; archived by itself: {at}
	WaitsForNotice    Cause = "waits-for-notice-time" // a public notice stays public: {until}
	WaitsForSeries    Cause = "waits-for-series"      // a series goes on: {last, expected, opened}
)

// Waiting says why a goal or step does not get on: who has to act, since when,
// by which rule, and what time will do when nobody does.
type Waiting struct {
	GoalID string            `json:"goal_id"`
	Step   string            `json:"step,omitempty"`
	Round  int               `json:"round,omitempty"`
	Cause  Cause             `json:"cause"`
	Params map[string]string `json:"params,omitempty"`
	Who    []Ref             `json:"who,omitempty"` // empty: only time
	Since  time.Time         `json:"since"`
	Worked int               `json:"worked"` // minutes of working time since then
	DueAt  *time.Time        `json:"due_at,omitempty"`
	Next   *NextAlarm        `json:"next,omitempty"`
}

// NextAlarm is what time does next when nobody acts.
type NextAlarm struct {
	At     time.Time `json:"at"`
	Rung   string    `json:"rung"` // key of the reminder or rung; "open", "archive"
	Colour Colour    `json:"colour,omitempty"`
	To     []Ref     `json:"to,omitempty"`
	Points int       `json:"points,omitempty"`
}

// Why lists everything that the goal waits for at a moment, step by step; the
// goal's own waits come first.
func Why(g Goal, now time.Time, cal *calendar.Calendar) []Waiting {
	t := &turn{goal: &g, cal: cal, now: Moment(now)}
	var list []Waiting
	add := func(w Waiting) {
		w.GoalID = g.ID
		w.Who = slices.DeleteFunc(w.Who, func(r Ref) bool { return r == "" })
		if worked, err := cal.Worked(w.Since, t.now); err == nil {
			w.Worked = max(0, int(worked/time.Minute))
		}
		list = append(list, w)
	}
	t.whyGoal(add)
	if g.Status == GoalRunning {
		for i := range g.Steps {
			t.whyStep(&g.Steps[i], add)
		}
	}
	return list
}

func (t *turn) whyGoal(add func(Waiting)) {
	g := t.goal
	switch g.Status {
	case GoalSuspended:
		add(Waiting{Cause: WaitsForResume, Since: g.Suspended.At, Who: []Ref{g.Line.Supervisor, g.Line.Leader},
			Params: pairs([]string{"by", g.Suspended.By.Name, "reason", g.Suspended.Reason})})
	case GoalConcluded:
		add(Waiting{Cause: WaitsForCloseOut, Since: g.UpdatedAt, Who: []Ref{g.Line.Supervisor}})
	case GoalClosed:
		w := Waiting{Cause: WaitsForArchive, Since: *g.EndedAt}
		if at, ok := archiving(g, t.cal); ok {
			at = Moment(at)
			w.Next, w.DueAt, w.Params = &NextAlarm{At: at, Rung: "archive"}, &at, pairs([]string{"at", stamp(at)})
		}
		add(w)
	case GoalRunning:
		for _, in := range g.Instructions {
			if in.Waits() {
				add(Waiting{Step: in.Step, Cause: WaitsForNewSteps, Since: in.At, Who: []Ref{g.Line.Supervisor},
					Params: pairs([]string{"by", in.By.Name, "text", in.Text})})
			}
		}
	}
}

func (t *turn) whyStep(s *Step, add func(Waiting)) {
	w := Waiting{Step: s.Key, Who: []Ref{s.Lead}, DueAt: s.DueAt, Next: t.nextAlarm(s, "respond", "due")}
	switch s.Status {
	case StepPending:
		t.whyPending(s, add)
		return
	case StepSuspended:
		add(Waiting{Step: s.Key, Cause: WaitsForResume, Since: s.Suspended.At, Who: []Ref{t.goal.Line.Supervisor, t.goal.Line.Leader},
			Params: pairs([]string{"by", s.Suspended.By.Name, "reason", s.Suspended.Reason})})
		return
	case StepOpen:
		w.Cause, w.Since = WaitsForAccept, *s.OpenedAt
		if s.RespondBy != nil {
			w.Since, w.DueAt = s.RespondBy.Start, &s.RespondBy.Due
		}
		add(w)
	case StepActive:
		if s.Recur != nil {
			t.whySeries(s, add)
			break
		}
		w.Cause, w.Since = WaitsForWork, *s.AcceptedAt
		t.whyActive(s, &w)
		add(w)
	case StepReturned:
		w.Cause, w.Since, w.Params = WaitsForRework, s.Last.At, pairs([]string{"by", s.Last.By.Name, "reason", s.Last.Text})
		add(w)
	case StepDone:
		if t.goal.leftOf(s) == nil { // else it is closed out with the last step of its hazard
			add(Waiting{Step: s.Key, Cause: WaitsForCloseOut, Since: *s.DoneAt, Who: []Ref{t.goal.closer(s)}})
		}
	}
	for i := range s.Rounds {
		if a := &s.Rounds[i]; a.Open() {
			t.whyRound(s, a, add)
		}
	}
}

// whyActive says more about work in progress: a public notice that has to stay
// public cannot be hurried.
func (t *turn) whyActive(s *Step, w *Waiting) {
	if s.Kind == PublicNotice && s.MinPublic != nil {
		if until, err := t.cal.Due(*s.AcceptedAt, *s.MinPublic); err == nil && t.now.Before(until) {
			w.Cause, w.Who, w.Params = WaitsForNotice, nil, pairs([]string{"until", stamp(until)})
		}
	}
}

// whySeries says that a series goes on: for its next day, or for its last
// occurrences to end.
func (t *turn) whySeries(s *Step, add func(Waiting)) {
	w := Waiting{Step: s.Key, Cause: WaitsForSeries, Since: *s.OpenedAt, Params: pairs([]string{
		"expected", itoa(s.Occurred.Expected), "opened", itoa(s.Occurred.Opened), "skipped", itoa(s.Occurred.Skipped)})}
	for _, o := range t.goal.occurrences(s.Key) {
		if !o.Ended() {
			w.Who = addRef(w.Who, o.Lead)
		}
	}
	if day, at, ok, err := t.occurrence(s); ok && err == nil {
		w.Params["day"] = day.String()
		w.Next = &NextAlarm{At: Moment(at), Rung: "open", To: []Ref{s.Lead}}
	}
	add(w)
}

func (t *turn) whyPending(s *Step, add func(Waiting)) {
	w := Waiting{Step: s.Key, Since: t.goal.UpdatedAt}
	if t.goal.IssuedAt != nil {
		w.Since = *t.goal.IssuedAt
	}
	if h := t.goal.Hazard(s.Hazard); h != nil && h.FoundAt.After(w.Since) {
		w.Since = h.FoundAt // its steps came with it
	}
	var keys []string
	for _, key := range s.After {
		if before := t.goal.Step(key); before != nil && !before.Through() {
			keys = append(keys, key)
			for _, ref := range before.with() {
				w.Who = addRef(w.Who, ref)
			}
		} else if before != nil && before.DoneAt != nil && before.DoneAt.After(w.Since) {
			w.Since = *before.DoneAt
		}
	}
	opens, season := opening(s, t.cal)
	missing := s.missing()
	switch {
	case len(keys) > 0:
		w.Cause, w.Params = WaitsForSteps, pairs([]string{"steps", strings.Join(keys, ",")})
	case len(missing) > 0:
		w.Cause, w.Params = WaitsForGoal, pairs([]string{"steps", strings.Join(missing, ",")})
	case season:
		opens = Moment(opens)
		w.Cause, w.Params, w.Next = WaitsForDay, pairs([]string{"day", s.OpensOn.String()}), &NextAlarm{At: opens, Rung: "open", To: []Ref{s.Lead}}
	default:
		return
	}
	add(w)
}

// with tells in whose hands a step is: who approves what was handed in, or who
// leads it.
func (s *Step) with() []Ref {
	if a := s.Pending(OfSubmission); a != nil {
		return a.Stage().refs()
	}
	return []Ref{s.Lead}
}

func (t *turn) whyRound(s *Step, a *Approval, add func(Waiting)) {
	st := a.Stage()
	var agreed, rejected, seats int
	for i := range st.Seats {
		if !st.Seats[i].base() || st.Seats[i].gone() {
			continue
		}
		seats++
		switch st.together(i) {
		case Agreed:
			agreed++
		case Rejected:
			rejected++
		}
	}
	add(Waiting{Step: s.Key, Round: a.Round, Cause: WaitsForSignature, Who: st.refs(), Since: a.since(), DueAt: a.DueAt,
		Next: t.nextAlarm(s, "review-"+itoa(a.Round)),
		Params: pairs([]string{"subject", string(a.Subject), "round", itoa(a.Round), "stage", st.Name, "rule", string(st.Rule),
			"agreed", itoa(agreed), "rejected", itoa(rejected), "seats", itoa(seats)})})
}

// nextAlarm is the earliest alarm of a step in some families.
func (t *turn) nextAlarm(s *Step, families ...string) *NextAlarm {
	for _, a := range t.alarms(s) {
		if slices.Contains(families, a.family) {
			return &NextAlarm{At: Moment(a.at), Rung: a.mark.Key, Colour: a.colour, To: t.told(s, a), Points: a.points}
		}
	}
	return nil
}
