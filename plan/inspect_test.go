package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"duban/calendar"
)

// schoolList is a checklist of three items, each of which asks for something.
func schoolList() Checklist {
	text := func(s string) Bilingual { return Bilingual{ZH: s, EN: s} }
	item := func(key, title string, level HazardLevel) ChecklistItem {
		return ChecklistItem{Key: key, Title: text(title), Basis: text("惯例"), Source: BasisPractice, Level: level}
	}
	exit, power, fire := item("exit", "疏散通道畅通", GeneralHazard), item("power", "用电规范", GeneralHazard), item("fire", "消防设施完好", MajorHazard)
	exit.Photo, power.Figure, fire.Remark = NeedOnFail, "伏", NeedAlways
	return Checklist{Key: "school", Version: 1, Place: "school", Title: text("学校检查表"), Items: []ChecklistItem{exit, power, fire}}
}

// inspection is an inspection by the clerk, which the head approves, that uses
// the school's list.
func inspection() Step {
	s := step("visit")
	s.Kind, s.Checklists = Inspection, []string{"school"}
	return s
}

func inspectors(users ...string) []Inspector {
	var list []Inspector
	for _, u := range users {
		list = append(list, Inspector{Ref: PostRef(u), User: u, Name: u})
	}
	return list
}

// visited is a check of a school in which everything is in order.
func visited(place string) Check {
	volts := int64(220_000)
	return Check{Place: place, PlaceName: "小学" + place, Checklist: "school@1", Inspectors: inspectors("clerk", "land"), Results: []ItemResult{
		{Item: "exit", Outcome: ItemPasses}, {Item: "power", Outcome: ItemPasses, Milli: &volts}, {Item: "fire", Outcome: ItemPasses, Remark: "齐全"}}}
}

// blocked is a general hazard, faulty a major one.
func blocked() Hazard {
	return Hazard{Key: "h1", Items: []string{"exit"}, Title: "疏散通道堵塞", Level: GeneralHazard, Responsible: "post:finance", Reinspector: "post:law"}
}

func faulty() Hazard {
	return Hazard{Key: "h2", Items: []string{"fire"}, Title: "消火栓无水", Level: MajorHazard, Responsible: "post:finance", Reinspector: "post:law",
		Officers: []Ref{"post:head", "post:land"}}
}

// dealing are the steps by which a hazard is dealt with.
func dealing(h Hazard) []Step {
	part := func(key string, kind StepKind, lead Ref, after ...string) Step {
		s := step(h.Key+"-"+key, after...)
		s.Kind, s.Lead, s.Hazard = kind, lead, h.Key
		s.Stages = []Stage{{Key: "supervisor", Name: "督查员", Rule: AnySign, Signers: []Ref{"post:supervisor"}}}
		return s
	}
	fix := part("rectify", Rectification, h.Responsible)
	if h.Spot {
		return []Step{fix}
	}
	again := part("reinspect", Reinspection, h.Reinspector, fix.Key)
	again.Finish = workdays(3)
	again.Stages = append(again.Stages, Stage{Key: "escalated", Name: "主要领导", Rule: AnySign, Signers: []Ref{"post:principal"},
		When: &Condition{Field: FailuresFigure, Op: ">=", Milli: 2000}})
	accept := part("accept", Work, "post:clerk", again.Key)
	if h.Level == MajorHazard {
		listing := part("listing", Work, "post:clerk")
		again.After = append(again.After, listing.Key)
		accept.Stages = []Stage{{Key: "accepted", Name: "两名人员现场验收", Rule: AllSign, Signers: h.Officers}}
		return []Step{listing, fix, again, accept}
	}
	return []Step{fix, again, accept}
}

// fails is a check in which the items of hazards failed.
func fails(k Check, hazards ...Hazard) Check {
	for _, h := range hazards {
		for i := range k.Results {
			if slices.Contains(h.Items, k.Results[i].Item) {
				k.Results[i].Outcome, k.Results[i].Photos = ItemFails, []Photo{{File: "photo"}}
			}
		}
		k.Hazards = append(k.Hazards, h)
	}
	return k
}

// handIn is what the clerk hands in of the visit, with the steps that its
// hazards need.
func (s *scene) handIn(checks ...Check) SubmitStep {
	c := SubmitStep{Header: s.as("clerk", "visit"), Content: Submission{Checks: checks}, Checklists: []Checklist{schoolList()}}
	for _, k := range checks {
		for _, h := range k.Hazards {
			if s.g.Hazard(h.Key) == nil {
				c.Steps = append(c.Steps, dealing(h)...)
			}
		}
	}
	return c
}

func TestInspection_IsHandedInPlaceByPlace(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection())
	s.do(s.handIn(visited("A"), visited("B"))).status("visit", StepReview)
	assert.Empty(t, s.g.Hazards)
	assert.Len(t, s.step("visit").Approval(1).Content.Checks, 2)
	s.sign("head", "visit", true).status("visit", StepDone)
}

func TestInspection_TellsEverythingThatIsMissingAtOnce(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection())
	k := visited("A")
	k.Inspectors = inspectors("clerk", "clerk", "")
	k.Results = []ItemResult{{Item: "exit", Outcome: ItemFails}, {Item: "power", Outcome: "so-so"}, {Item: "power", Outcome: ItemPasses}, {Item: "door"}}
	unknown := visited("")
	unknown.PlaceName, unknown.Checklist = "", "factory@3"
	err := s.try(s.handIn(k, unknown))
	var got []string
	for _, p := range err.(*Error).Problems {
		got = append(got, p.Pointer+" "+string(p.Code))
	}
	at := "/content/checks/0/"
	assert.Equal(t, []string{
		at + "inspectors/1/ref duplicate", at + "inspectors/2/ref unknown", at + "inspectors few-inspectors",
		at + "results/0/photos photo-missing", at + "results/0 fail-unexplained",
		at + "results/1/outcome unknown", at + "results/1/milli figure-missing",
		at + "results/2/item duplicate", at + "results/2/milli figure-missing", at + "results/3/item unknown", at + "results item-missing",
		"/content/checks/1/place required", "/content/checks/1/checklist unknown",
	}, got)
}

func TestInspection_RefusesWhatIsNotRight(t *testing.T) {
	spot := blocked()
	spot.Spot, spot.Reinspector = true, ""
	tests := map[string]struct {
		code   Code
		change func(*SubmitStep)
	}{
		"no check at all":           {CodeRequired, func(c *SubmitStep) { c.Content.Checks, c.Steps = nil, nil }},
		"a place that is not there": {CodeUnknown, func(c *SubmitStep) { c.Content.Checks[0].PlaceName = "" }},
		"a place twice":             {CodeDuplicate, func(c *SubmitStep) { c.Content.Checks = append(c.Content.Checks, visited("A")) }},
		"another list than the step's": {CodeUnknown, func(c *SubmitStep) {
			list := schoolList()
			list.Key = "mine"
			c.Checklists, c.Content.Checks[0].Checklist = []Checklist{list}, "mine@1"
		}},
		"no list":                             {CodeRequired, func(c *SubmitStep) { c.Content.Checks[0].Checklist = "" }},
		"a post that nobody holds":            {CodeNoHolder, func(c *SubmitStep) { c.Content.Checks[0].Inspectors[1].User = "" }},
		"one inspector":                       {CodeFewInspectors, func(c *SubmitStep) { c.Content.Checks[0].Inspectors = inspectors("clerk") }},
		"no remark where one is asked":        {CodeRemarkMissing, func(c *SubmitStep) { c.Content.Checks[0].Results[2].Remark = "" }},
		"an item that passed as a hazard":     {CodeNotFailed, func(c *SubmitStep) { c.Content.Checks[0].Results[0].Outcome = ItemPasses }},
		"a failed item that nothing explains": {CodeUnexplained, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Items = nil }},
		"a figure out of all bounds": {CodeOutOfRange, func(c *SubmitStep) {
			huge := int64(MaxMilli + 1)
			c.Content.Checks[0].Results[1].Milli = &huge
		}},
		"a hazard without a title":       {CodeRequired, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Title = " " }},
		"a hazard of a level of its own": {CodeUnknown, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Level = "huge" }},
		"a major hazard fixed on the spot": {CodeConflict, func(c *SubmitStep) {
			h := faulty()
			h.Spot = true
			c.Content.Checks[0] = fails(c.Content.Checks[0], h)
		}},
		"re-inspection by who is responsible": {CodeSamePerson, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Reinspector = "post:finance" }},
		"nobody responsible":                  {CodeRequired, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Responsible = "" }},
		"a major hazard with one officer": {CodeTwoOfficers, func(c *SubmitStep) {
			h := faulty()
			h.Officers = h.Officers[:1]
			c.Content.Checks[0] = fails(c.Content.Checks[0], h)
		}},
		"an officer who is responsible": {CodeSamePerson, func(c *SubmitStep) {
			h := faulty()
			h.Officers = []Ref{"post:finance", "post:land"}
			c.Content.Checks[0] = fails(c.Content.Checks[0], h)
		}},
		"one officer twice": {CodeSamePerson, func(c *SubmitStep) {
			h := faulty()
			h.Officers = []Ref{"post:land", "post:land"}
			c.Content.Checks[0] = fails(c.Content.Checks[0], h)
		}},
		"officers of a general hazard": {CodeConflict, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Officers = []Ref{"post:land"} }},
		"a key twice": {CodeDuplicate, func(c *SubmitStep) {
			h := blocked()
			h.Title = "另一处堵塞"
			c.Content.Checks[0].Hazards = append(c.Content.Checks[0].Hazards, h)
		}},
		"an item twice in a hazard":        {CodeDuplicate, func(c *SubmitStep) { c.Content.Checks[0].Hazards[0].Items = []string{"exit", "exit"} }},
		"a hazard without its steps":       {CodeHazardSteps, func(c *SubmitStep) { c.Steps = nil }},
		"steps without a re-inspection":    {CodeHazardSteps, func(c *SubmitStep) { c.Steps = c.Steps[:1] }},
		"a rectification by somebody else": {CodeHazardSteps, func(c *SubmitStep) { c.Steps[0].Lead = "post:land" }},
		"steps of no hazard":               {CodeDangling, func(c *SubmitStep) { c.Steps = append(c.Steps, step("more")) }},
		"a major hazard that one officer accepts": {CodeHazardSteps, func(c *SubmitStep) {
			h := faulty()
			c.Content.Checks[0] = fails(c.Content.Checks[0], h)
			steps := dealing(h)
			steps[3].Stages[0].Rule = AnySign
			c.Steps = append(c.Steps, steps...)
		}},
		"too many photos": {CodeTooMany, func(c *SubmitStep) { c.Content.Checks[0].Results[0].Photos = make([]Photo, MaxItems+1) }},
		"too many places": {CodeTooMany, func(c *SubmitStep) { c.Content.Checks = make([]Check, MaxChecks+1) }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := issued(t, "2026-03-02 09:00", inspection())
			c := s.handIn(fails(visited("A"), blocked()))
			test.change(&c)
			err := s.try(c)
			require.Equal(t, CodeInvalid, CodeOf(err), "%v", err)
			assert.True(t, slices.ContainsFunc(err.(*Error).Problems, func(p Problem) bool { return p.Code == test.code }), "%v", err)
			assert.Empty(t, s.g.Hazards)
		})
	}
	t.Run("checks of work that is no inspection", func(t *testing.T) {
		s := issued(t, "2026-03-02 09:00", step("s1"))
		s.refuses(CodeConflict, SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Checks: []Check{visited("A")}}})
	})
	t.Run("fixed on the spot needs no re-inspection", func(t *testing.T) {
		s := issued(t, "2026-03-02 09:00", inspection())
		s.do(s.handIn(fails(visited("A"), spot)))
		assert.Len(t, s.g.HazardSteps("h1"), 1)
	})
}

func TestInspection_ItsHazardsAreDealtWithAtOnce(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection()).at("2026-03-03 10:00")
	s.do(s.handIn(fails(visited("A"), blocked(), faulty()))).status("visit", StepReview)
	s.status("h1-rectify", StepOpen).status("h2-rectify", StepOpen).status("h2-listing", StepOpen).status("h1-reinspect", StepPending)
	h := s.g.Hazard("h2")
	assert.Equal(t, 2, h.Number)
	assert.Equal(t, "visit", h.FoundIn)
	assert.Equal(t, "clerk", h.FoundBy.User)
	assert.Equal(t, s.now, h.FoundAt)
	assert.Equal(t, h.FoundAt, whyOf(s, "h1-reinspect").Since, "its steps wait since it was found, not since the goal was issued")
	assert.Equal(t, "小学A", h.PlaceName)
	assert.Equal(t, "school@1", h.Checklist)
	assert.Len(t, h.Inspectors, 2)
	assert.Equal(t, "inspection:visit", s.step("h1-rectify").Origin)
	var told []Ref
	for _, n := range s.last.Notices {
		if n.Kind == NoticeHazard {
			told = append(told, n.To)
		}
	}
	assert.Equal(t, []Ref{"post:supervisor", "post:leader", "post:principal"}, told, "of the major one alone")
}

func TestInspection_HandedInAgainAddsNothingTwice(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection())
	k := fails(visited("A"), blocked())
	s.do(s.handIn(k)).sign("head", "visit", false).status("visit", StepReturned)
	steps := len(s.g.Steps)
	s.refuses(CodeHazardLeftOut, s.handIn(visited("A")))
	graded := fails(visited("A"), blocked())
	graded.Hazards[0].Level, graded.Hazards[0].Officers = MajorHazard, faulty().Officers
	s.refuses(CodeConflict, s.handIn(graded))
	more := fails(visited("A"), blocked(), faulty())
	s.do(s.handIn(more))
	assert.Len(t, s.g.Hazards, 2)
	assert.Len(t, s.g.Steps, steps+4, "those of the second hazard")
	assert.Equal(t, "h1-rectify", s.g.HazardSteps("h1")[0].Key)

	// One that was found by mistake is cancelled, and left out from then on.
	s.sign("head", "visit", false)
	for _, o := range s.g.HazardSteps("h1") {
		s.do(Cancel{s.because("leader", o.Key, "误报")})
	}
	assert.Equal(t, HazardCancelled, s.g.Standing("h1").State)
	s.refuses(CodeDuplicate, s.handIn(more))
	s.do(s.handIn(fails(visited("A"), faulty()))).sign("head", "visit", true).status("visit", StepDone)
}

func TestInspection_GoesOnAfterAPart(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection())
	part := s.handIn(fails(visited("A"), blocked()))
	part.Content.Partial = true
	s.do(part).sign("head", "visit", true).status("visit", StepActive)
	s.do(s.handIn(visited("B"))).sign("head", "visit", true).status("visit", StepDone)

	counted := inspection()
	counted.Target = &Target{Milli: 3000, Unit: "家"}
	s = issued(t, "2026-03-02 09:00", counted)
	part = s.handIn(visited("A"), visited("B"))
	part.Content.Partial = true
	s.do(part).sign("head", "visit", true).status("visit", StepActive)
	assert.Equal(t, int64(2000), s.step("visit").Total, "two places were checked")
	s.do(s.handIn(visited("C"))).sign("head", "visit", true).status("visit", StepDone)
	s = issued(t, "2026-03-02 09:00", step("s1"))
	s.refuses(CodeConflict, SubmitStep{Header: s.as("clerk", "s1"), Content: Submission{Partial: true}})
}

func TestInspection_OccurrencesUseTheListsOfTheirSeries(t *testing.T) {
	weekly := inspection()
	weekly.Finish = nil
	weekly.Recur = &Recurrence{Recur: calendar.Recur{Every: calendar.EveryWeek, On: "fri", Shift: calendar.ShiftBefore, Until: calendar.On(2026, 3, 31)}, Ahead: 2}
	s := issued(t, "2026-03-02 09:00", weekly)
	s.sleep("2026-03-05 09:00")
	c := s.handIn(fails(visited("A"), blocked()))
	c.Step = "visit#2026-03-06"
	s.refuses(CodeRequired, SubmitStep{Header: s.as("clerk", c.Step)})
	s.do(c)
	assert.Equal(t, "visit#2026-03-06", s.g.Hazard("h1").FoundIn)
	before := len(s.g.Steps)
	s.sleep("2026-03-12 09:00")
	assert.Len(t, s.g.Steps, before+1, "the series goes on")
}

func TestChecklist_SaysWhatIsWrongWithIt(t *testing.T) {
	list := schoolList()
	assert.Empty(t, list.Problems())
	assert.Equal(t, "school@1", list.ID())
	assert.Equal(t, "疏散通道畅通", list.Item("exit").Title.In("zh"))
	list.Key, list.Version, list.Items[1].Key = "School", 0, "exit"
	list.Items[0].Photo, list.Items[0].Level, list.Items[2].Title.ZH = "sometimes", "huge", ""
	var got []string
	for _, p := range list.Problems() {
		got = append(got, p.Pointer+" "+string(p.Code))
	}
	assert.Equal(t, []string{"/key unknown", "/version out-of-range", "/items/0/level unknown", "/items/0/photo unknown",
		"/items/1/key duplicate", "/items/2/title/zh required"}, got)
	list.Items = nil
	assert.Equal(t, CodeRequired, list.Problems()[2].Code)
}

func TestInspection_ReadsNothingNegative(t *testing.T) {
	for _, c := range []struct {
		milli, rules int64
		refused      bool
	}{{-1, Rules, true}, {-3000, RulesNoNegative, true}, {0, Rules, false}, {3000, Rules, false}, {MaxMilli + 1, Rules, true}, {-3000, RulesWholeClose, false}} {
		s := issued(t, "2026-03-02 09:00", inspection())
		k := visited("A")
		k.Results[1].Milli = &c.milli
		command := s.handIn(k)
		command.Rules = int(c.rules)
		if !c.refused {
			s.do(command)
			continue
		}
		_, err := Decide(s.g, command, s.now, s.cal)
		var refused *Error
		require.ErrorAs(t, err, &refused, "%v", c)
		require.Len(t, refused.Problems, 1)
		assert.Equal(t, "/content/checks/0/results/1/milli", refused.Problems[0].Pointer)
		assert.Equal(t, CodeOutOfRange, refused.Problems[0].Code)
		assert.Equal(t, map[string]string{"min": "0", "max": units(MaxMilli)}, refused.Problems[0].Params)
	}
}

func TestChecklist_NeedsNoEnglish(t *testing.T) {
	list := schoolList()
	list.Title.EN, list.Items[0].Title.EN, list.Items[0].Basis.EN = "", "", ""
	assert.Empty(t, list.Problems())
	assert.Equal(t, list.Items[0].Title.ZH, list.Items[0].Title.In("en"))
	list.Items[0].Title.EN = strings.Repeat("x", MaxTitle+1)
	require.Len(t, list.Problems(), 1)
	assert.Equal(t, "/items/0/title/en", list.Problems()[0].Pointer)
}

func TestRehearsal_PlaysInspectionsWithoutFindingAnything(t *testing.T) {
	r := Rehearse([]Goal{goalOf(inspection())}, beijing("2026-03-02 09:00"), calendar.Default(), Assumption{})
	assert.Empty(t, r.Conflicts)
	assert.Equal(t, 1, r.Finished)
}
