package plan

import (
	"slices"
	"strings"
)

// Re-inspection 复查 is done by somebody other than the person responsible: not
// by whoever accepted or handed in a rectification it follows, nor by whoever
// holds the post that rectifies now, in whatever capacity.

// FailuresFigure is the figure of a re-inspection's submission that counts how
// often the hazard has failed before. It is counted, never typed.
const FailuresFigure = "failures"

// Verdict is what a re-inspection says of one item of a hazard.
type Verdict struct {
	Item   string  `json:"item,omitempty"` // empty: the hazard as a whole, when it names no items
	Passed bool    `json:"passed"`
	Remark string  `json:"remark,omitempty"` // what is still wrong
	Photos []Photo `json:"photos,omitempty"`
}

// worker refuses unless the actor may do the step's work as its lead; of
// several capacities it takes the first that is not the rectifier's.
func (t *turn) worker() error {
	if err := t.lead(); err != nil || t.step.Kind != Reinspection {
		return err
	}
	for _, way := range t.head.Actor.Capacities(t.step.Lead, t.goal.Kind) {
		if !t.rectified(way) {
			t.by = way
			return nil
		}
	}
	return refuse(CodeOwnSubmission, "step", t.step.Key)
}

// rectified tells whether a person is responsible for what the step follows:
// they rectified it, or hold the post that does.
func (t *turn) rectified(way Person) bool {
	for i := range t.goal.Steps {
		s := &t.goal.Steps[i]
		if s.Kind != Rectification || !t.goal.follows(t.step.Key, s.Key) {
			continue
		}
		if s.AcceptedBy != nil && way.Same(*s.AcceptedBy) || t.answers(way, s.Lead) {
			return true
		}
		for _, a := range s.Rounds {
			if a.Subject == OfSubmission && way.Same(a.By) {
				return true
			}
		}
	}
	return false
}

// answers tells whether a capacity of the actor's is that of somebody who
// holds a post: the actor, or the principal on whose behalf they act.
func (t *turn) answers(way Person, ref Ref) bool {
	a := t.head.Actor
	if a.holds(ref) {
		return true
	}
	return slices.ContainsFunc(a.For, func(p Principal) bool {
		return p.User == way.For && (ref.User() == p.User || ref.Post() != "" && slices.Contains(p.Posts, ref.Post()))
	})
}

// openItems lists the items of a hazard that a re-inspection still has to look
// at: what passed while another item failed need not pass again. A hazard
// without items is one item without a name.
func (g *Goal) openItems(h *Hazard) []string {
	if len(h.Items) == 0 {
		return []string{""}
	}
	open := slices.Clone(h.Items)
	for _, s := range g.HazardSteps(h.Key) {
		for _, a := range s.Rounds {
			for _, v := range a.Content.Verdicts {
				if a.Outcome == Failed && v.Passed {
					open = slices.DeleteFunc(open, func(item string) bool { return item == v.Item })
				}
			}
		}
	}
	return open
}

// verdicts checks that a re-inspection says of every open item, and of nothing
// else, whether it passed.
func (c Submission) verdicts(t *turn) []Problem {
	var v validation
	h := t.goal.Hazard(t.step.Hazard)
	if t.step.Kind != Reinspection || h == nil {
		if len(c.Verdicts) > 0 {
			v.add("/content/verdicts", CodeConflict, "with", string(t.step.Kind))
		}
		return v
	}
	open, said := t.goal.openItems(h), map[string]bool{}
	for i, x := range c.Verdicts {
		at := "/content/verdicts/" + itoa(i)
		switch {
		case !slices.Contains(open, x.Item):
			v.add(at+"/item", CodeUnknown, "value", x.Item)
		case said[x.Item]:
			v.add(at+"/item", CodeDuplicate)
		}
		said[x.Item] = true
		v.text(at+"/remark", x.Remark, MaxText, !x.Passed)
		v.photos(at+"/photos", x.Photos)
	}
	for _, item := range open {
		if !said[item] {
			name := item
			if item == "" {
				name = h.Title
			}
			v.add("/content/verdicts", CodeVerdictMissing, "item", name)
		}
	}
	if c.failed() && len(t.goal.mended(t.step)) == 0 {
		v.add("/content/verdicts", CodeNotEarlier, "to", string(Rectification), "step", t.step.Key)
	}
	return v
}

// failed tells whether a re-inspection was not passed.
func (c Submission) failed() bool {
	return slices.ContainsFunc(c.Verdicts, func(v Verdict) bool { return !v.Passed })
}

// mended lists the rectifications that a re-inspection looks at: the last ones
// before it that are through.
func (g *Goal) mended(again *Step) []string {
	var keys []string
	for i := range g.Steps {
		if s := &g.Steps[i]; s.Kind == Rectification && s.Through() && s.Status != StepCancelled && g.follows(again.Key, s.Key) {
			keys = append(keys, s.Key)
		}
	}
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return slices.ContainsFunc(keys, func(later string) bool { return g.follows(later, key) })
	})
}

// notPassed records a re-inspection that was not passed and sends the hazard
// back to be rectified, without anybody's decision. From the number of
// failures that the goal sets on, the whole line hears of it.
func (t *turn) notPassed(c Submission) {
	step, hazard, round := t.step.Key, t.step.Hazard, t.step.Round+1
	t.emit(Event{Type: StepSubmitted, Step: step, Round: round, Detail: Detail{Subject: OfSubmission, Content: &c}})
	t.head.Reason = c.wrong()
	t.emit(Event{Type: ApprovalEnded, Step: step, Round: round, Detail: Detail{Subject: OfSubmission, Outcome: Failed}})
	n := t.goal.failures(hazard)
	d := Detail{Count: n, Colour: Yellow, To: []Ref{t.goal.Line.Supervisor}}
	if n >= t.goal.Settings.failures() {
		d.Colour = Red
		d.To = append(d.To, t.goal.headOf(t.step), t.goal.Line.Leader, t.goal.Line.Principal)
	}
	t.emit(Event{Type: ReinspectionFailed, Step: step, Round: round, Reason: t.head.Reason, Detail: d})
	for _, key := range t.goal.mended(t.step) {
		for _, k := range t.goal.stepsBetween(key, step) {
			if s := t.goal.Step(k); s.Status != StepPending {
				t.dropRounds(k, OfExtension, OfTransfer)
				t.emit(Event{Type: StepReset, Step: k, Reason: t.head.Reason, Detail: Detail{ReturnTo: key, Clock: s.Clock.handBack(t.by, t.head.Reason)}})
			}
		}
		t.mendAgain(t.goal.Step(key))
	}
}

// mendAgain returns a rectification to who is responsible, with the time that
// the goal gives after a failed re-inspection.
func (t *turn) mendAgain(s *Step) {
	d := Detail{Outcome: Failed}
	if t.goal.Settings.Again == AgainRest {
		t.sendBack(s, d)
		return
	}
	if clock := s.Clock.anew(t.now, t.by, t.head.Reason); clock != nil && clock.compute(t.cal) == nil {
		d.Clock, d.YellowAt = clock, t.yellow(clock)
	}
	d.To = []Ref{s.Lead}
	t.emit(Event{Type: StepReturnedEvent, Step: s.Key, Round: s.Round, Reason: t.head.Reason, Detail: d})
}

// wrong is what a re-inspection found still wrong, in its own words.
func (c Submission) wrong() string {
	var words []string
	for _, v := range c.Verdicts {
		if !v.Passed {
			words = append(words, v.Remark)
		}
	}
	text := []rune(strings.Join(words, "；"))
	return string(text[:min(len(text), MaxText)])
}

// mostFailures is after how many failed re-inspections the whole line hears,
// where the goal does not say (practice).
const mostFailures = 2

func (s Settings) failures() int {
	if s.Failures > 0 {
		return s.Failures
	}
	return mostFailures
}
