package plan

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/calendar"
)

// found is a goal whose inspection found hazards.
func found(t testing.TB, hazards ...Hazard) *scene {
	s := issued(t, "2026-03-02 09:00", inspection())
	return s.do(s.handIn(fails(visited("A"), hazards...)))
}

// mend hands a rectification in and has it agreed to.
func (s *scene) mend(key string) *scene {
	return s.do(SubmitStep{Header: s.as("finance", key)}).sign("supervisor", key, true)
}

// judge hands a re-inspection in.
func (s *scene) judge(key string, verdicts ...Verdict) *scene {
	return s.do(SubmitStep{Header: s.as("law", key), Content: Submission{Verdicts: verdicts}})
}

func (s *scene) state(key string) HazardState { return s.g.Standing(key).State }

func TestHazard_ItsStateFollowsFromItsSteps(t *testing.T) {
	s := found(t, blocked())
	assert.Equal(t, HazardFound, s.state("h1"))
	s.do(AcceptStep{s.as("finance", "h1-rectify")})
	assert.Equal(t, HazardRectifying, s.state("h1"))
	s.mend("h1-rectify")
	assert.Equal(t, HazardReinspecting, s.state("h1"))
	s.judge("h1-reinspect", Verdict{Item: "exit", Passed: true}).sign("supervisor", "h1-reinspect", true)
	assert.Equal(t, HazardAccepting, s.state("h1"))
	s.do(SubmitStep{Header: s.as("clerk", "h1-accept")}).sign("supervisor", "h1-accept", true)
	assert.Equal(t, HazardAccepted, s.state("h1"))
	assert.True(t, s.g.Standing("h1").Open())
	s.closeOut("h1-accept").status("h1-rectify", StepClosed).status("h1-reinspect", StepClosed)
	standing := s.g.Standing("h1")
	assert.Equal(t, HazardClosed, standing.State)
	assert.False(t, standing.Open())
	assert.Equal(t, s.now, *standing.ClosedAt)
}

func TestHazard_WaitsToBeClosedOutOnceNothingIsLeft(t *testing.T) {
	s := found(t, blocked()).mend("h1-rectify")
	closing := func() (keys []string) {
		for _, d := range s.g.Duties() {
			if d.Kind == DutyCloseOut {
				keys = append(keys, d.Step)
			}
		}
		return keys
	}
	assert.Empty(t, closing(), "the rectification is closed out with the rest")
	s.judge("h1-reinspect", Verdict{Item: "exit", Passed: true}).sign("supervisor", "h1-reinspect", true)
	s.do(SubmitStep{Header: s.as("clerk", "h1-accept")}).sign("supervisor", "h1-accept", true)
	assert.Equal(t, []string{"h1-rectify", "h1-reinspect", "h1-accept"}, closing())
}

func TestHazard_OfTheSubmittersOwnIsClosedOutBySomebodyElse(t *testing.T) {
	h := blocked()
	h.Responsible, h.Spot, h.Reinspector = "user:supervisor", true, ""
	s := issued(t, "2026-03-02 09:00", inspection())
	c := s.handIn(fails(visited("A"), h))
	second := c.Steps[0]
	second.Key, second.Lead, second.After = "h1-tell", "post:clerk", []string{"h1-rectify"}
	second.Kind = Work
	c.Steps = append(c.Steps, second)
	for i := range c.Steps {
		c.Steps[i].Stages = oneStage()
	}
	s.do(c)
	s.do(SubmitStep{Header: s.as("supervisor", "h1-rectify")}).sign("head", "h1-rectify", true)
	s.do(SubmitStep{Header: s.as("clerk", "h1-tell")}).sign("head", "h1-tell", true)
	s.closeOut("h1-tell").status("h1-rectify", StepDone)
	s.refuses(CodeOwnSubmission, CloseOut{s.as("supervisor", "h1-rectify")})
}

func TestReinspection_ThatIsNotPassedGoesBackByItself(t *testing.T) {
	h := blocked()
	h.Items = []string{"exit", "power"}
	s := found(t, h)
	s.at("2026-03-06 10:00").mend("h1-rectify")
	original := s.step("h1-rectify").Clock.Original
	s.at("2026-03-09 10:00")
	s.refuses(CodeVerdictMissing, SubmitStep{Header: s.as("law", "h1-reinspect")})
	s.refuses(CodeUnknown, SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{Verdicts: []Verdict{{Item: "fire", Passed: true}}}})
	s.refuses(CodeDuplicate, SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{
		Verdicts: []Verdict{{Item: "exit", Passed: true}, {Item: "exit", Passed: true}, {Item: "power", Passed: true}}}})
	s.refuses(CodeRequired, SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{
		Verdicts: []Verdict{{Item: "exit", Passed: true}, {Item: "power"}}}})
	s.judge("h1-reinspect", Verdict{Item: "exit", Passed: true}, Verdict{Item: "power", Remark: "仍私拉电线"})

	s.status("h1-rectify", StepReturned).status("h1-reinspect", StepPending)
	assert.Equal(t, HazardRectifying, s.state("h1"))
	assert.Equal(t, 1, s.g.Standing("h1").Failures)
	assert.Equal(t, Failed, s.step("h1-reinspect").Approval(1).Outcome)
	back := s.step("h1-rectify")
	assert.Equal(t, "仍私拉电线", back.Last.Text)
	assert.Equal(t, "law", back.Last.By.User)
	assert.Equal(t, "2026-03-23 17:30", local(back.DueAt), "ten working days again")
	assert.Equal(t, original, back.Clock.Original)
	counted, err := back.Clock.Counted(s.cal)
	require.NoError(t, err)
	assert.Equal(t, "2026-03-17 17:30", local(&counted), "what counts is what was left")
	reading, err := back.Clock.AsOf(s.now, s.cal)
	require.NoError(t, err)
	assert.Equal(t, back.Clock.Due, reading.Due)

	s.mend("h1-rectify").status("h1-reinspect", StepOpen)
	assert.Equal(t, "2026-03-12 17:30", local(s.step("h1-reinspect").DueAt), "three working days again")
	s.refuses(CodeUnknown, SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{
		Verdicts: []Verdict{{Item: "exit", Passed: true}, {Item: "power", Passed: true}}}})
	s.judge("h1-reinspect", Verdict{Item: "power", Passed: true}).sign("supervisor", "h1-reinspect", true)
	s.status("h1-accept", StepOpen)
}

func TestReinspection_GivesTheRestWhenTheGoalSaysSo(t *testing.T) {
	s := &scene{t: t, now: beijing("2026-03-02 09:00"), cal: calendar.Default()}
	g := goalOf(inspection())
	g.Settings.Again = AgainRest
	s.do(IssueGoal{Header: s.as("supervisor", ""), Goal: g})
	s.do(s.handIn(fails(visited("A"), blocked())))
	s.at("2026-03-16 09:30").mend("h1-rectify").at("2026-03-18 09:30")
	s.judge("h1-reinspect", Verdict{Item: "exit", Remark: "仍堵塞"})
	assert.Equal(t, "2026-03-18 17:30", local(s.step("h1-rectify").DueAt), "the last day had begun")
}

func TestReinspection_ThatFailsTooOftenGoesUpTheLine(t *testing.T) {
	s := found(t, blocked())
	told := func() (refs []Ref) {
		for _, n := range s.last.Notices {
			if n.Kind == NoticeFailed {
				refs = append(refs, n.To)
			}
		}
		return refs
	}
	typed := Submission{Figures: []Figure{{Field: FailuresFigure, Milli: 9000}}, Verdicts: []Verdict{{Item: "exit", Remark: "仍堵塞"}}}
	s.mend("h1-rectify").do(SubmitStep{Header: s.as("law", "h1-reinspect"), Content: typed})
	assert.Equal(t, []Ref{"post:supervisor"}, told())
	assert.Equal(t, []Figure{{Field: FailuresFigure}}, s.step("h1-reinspect").Approval(1).Content.Figures, "counted, not typed")
	s.mend("h1-rectify").judge("h1-reinspect", Verdict{Item: "exit", Remark: "仍堵塞"})
	assert.Equal(t, []Ref{"post:supervisor", "post:head", "post:leader", "post:principal"}, told())
	assert.Equal(t, 2, s.g.Standing("h1").Failures)
	s.mend("h1-rectify").judge("h1-reinspect", Verdict{Item: "exit", Passed: true}).sign("supervisor", "h1-reinspect", true)
	s.status("h1-reinspect", StepReview).sign("principal", "h1-reinspect", true).status("h1-reinspect", StepDone)

	s = found(t, blocked()).mend("h1-rectify").judge("h1-reinspect", Verdict{Item: "exit", Remark: "仍堵塞"}).mend("h1-rectify")
	s.judge("h1-reinspect", Verdict{Item: "exit", Passed: true}).sign("supervisor", "h1-reinspect", true)
	s.status("h1-reinspect", StepDone)
}

func TestReinspection_AsksForNothingWhereNoHazardIs(t *testing.T) {
	s := mended(t)
	s.refuses(CodeConflict, SubmitStep{Header: s.as("other", "again"), Content: Submission{Verdicts: []Verdict{{Passed: true}}}})
	h := blocked()
	h.Items = nil
	k := visited("A")
	k.Hazards = []Hazard{h}
	s = issued(t, "2026-03-02 09:00", inspection())
	s.do(s.handIn(k)).mend("h1-rectify")
	e := s.refuses(CodeVerdictMissing, SubmitStep{Header: s.as("law", "h1-reinspect")})
	assert.Equal(t, "疏散通道堵塞", e.Problems[0].Params["item"], "the hazard as a whole")
	s.judge("h1-reinspect", Verdict{Passed: true})
}

func TestReinspection_WithNothingToGoBackToSaysSo(t *testing.T) {
	s := found(t, blocked())
	s.do(Cancel{s.because("leader", "h1-rectify", "由业主自行处理")})
	s.refuses(CodeNotEarlier, SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{Verdicts: []Verdict{{Item: "exit", Remark: "仍堵塞"}}}})
	s.judge("h1-reinspect", Verdict{Item: "exit", Passed: true})
}

func TestReinspection_IsRefusedToWhoeverHoldsTheResponsiblePostNow(t *testing.T) {
	s := found(t, blocked()).mend("h1-rectify")
	successor := Actor{User: "new", Name: "New", Posts: []string{"finance", "law"}} // has taken both posts over
	pass := SubmitStep{Header: s.as("law", "h1-reinspect"), Content: Submission{Verdicts: []Verdict{{Item: "exit", Passed: true}}}}
	s.refuses(CodeOwnSubmission, by(pass, successor))
	moved := Actor{User: "finance", Name: "Finance", Posts: []string{"law"}} // rectified, and is the inspector since
	s.refuses(CodeOwnSubmission, by(pass, moved))
	deputy := Actor{User: "d", Name: "D", For: []Principal{{User: "x", Name: "X", Posts: []string{"finance", "law"}}}}
	s.refuses(CodeOwnSubmission, by(pass, deputy))
	s.do(pass)
	s.refuses(CodeOwnSubmission, by(DecideApproval{Header: s.as("", "h1-reinspect"), Agree: true},
		Actor{User: "finance", Name: "Finance", Posts: []string{"supervisor"}}))
}

func TestHazard_OfTwoOfficersNobodyIsBoth(t *testing.T) {
	s := found(t, faulty()).mend("h2-rectify")
	assert.False(t, s.g.Standing("h2").Listed)
	s.do(SubmitStep{Header: s.as("clerk", "h2-listing")}).sign("supervisor", "h2-listing", true)
	assert.True(t, s.g.Standing("h2").Listed)
	s.judge("h2-reinspect", Verdict{Item: "fire", Passed: true}).sign("supervisor", "h2-reinspect", true)
	s.do(SubmitStep{Header: s.as("clerk", "h2-accept")})
	both := Actor{User: "head", Name: "Head", Posts: []string{"head", "land"}}
	s.do(by(DecideApproval{Header: s.as("", "h2-accept"), Agree: true}, both)).status("h2-accept", StepReview)
	s.refuses(CodeAlreadySigned, by(DecideApproval{Header: s.as("", "h2-accept"), Agree: true}, both))
	rectifier := Actor{User: "finance", Name: "Finance", Posts: []string{"land"}}
	s.refuses(CodeOwnSubmission, by(DecideApproval{Header: s.as("", "h2-accept"), Agree: true}, rectifier))
	s.sign("land", "h2-accept", true).status("h2-accept", StepDone)
}

func TestHazard_IsRedSinceItsWorkIsOverdue(t *testing.T) {
	s := found(t, blocked())
	standing := s.g.Standing("h1")
	assert.Equal(t, "2026-03-16 17:30", local(standing.DueAt))
	assert.Equal(t, standing.DueAt.Add(time.Millisecond), *standing.RedAt)
	s.mend("h1-rectify").at("2026-03-03 09:00")
	assert.Equal(t, "2026-03-05 17:30", local(s.g.Standing("h1").DueAt), "of the re-inspection")
}

func TestAddGroup_IsForWhoLeadsTheGoalsOwnSteps(t *testing.T) {
	s := issued(t, "2026-03-02 09:00", inspection())
	h := blocked()
	h.Items = nil
	group := func(who string) AddGroup {
		return AddGroup{Header: s.as(who, ""), Group: "hazard-general", Steps: dealing(h), Hazard: &h}
	}
	s.refuses(CodeRole, group("finance"))
	s.refuses(CodeRequired, AddGroup{Header: s.as("clerk", ""), Group: "house"})
	s.refuses(CodeRequired, AddGroup{Header: s.as("clerk", ""), Steps: []Step{step("x")}})
	bare := group("clerk")
	bare.Steps = bare.Steps[:1]
	s.refuses(CodeHazardSteps, bare)
	s.do(group("clerk")).status("h1-rectify", StepOpen)
	assert.Equal(t, "group:hazard-general", s.step("h1-rectify").Origin)
	assert.Empty(t, s.g.Hazard("h1").FoundIn, "reported otherwise")
	s.refuses(CodeDuplicate, group("supervisor"))
	s.refuses(CodeRole, AddGroup{Header: s.as("finance", ""), Group: "house", Steps: []Step{step("house-1")}})
	s.do(AddGroup{Header: s.as("clerk", ""), Group: "house", Steps: []Step{step("house-1")}}).status("house-1", StepOpen)
	s.refuses(CodeDangling, AddSteps{Header: s.as("supervisor", ""), Steps: dealing(faulty())})
	more := step("h1-more", "h1-accept")
	more.Hazard = "h1"
	s.do(AddSteps{Header: s.as("supervisor", ""), Steps: []Step{more}})
	assert.Len(t, s.g.HazardSteps("h1"), 4)
}

func TestHazard_ThereIsRoomForManyInOneGoal(t *testing.T) {
	weekly := inspection()
	weekly.Finish = nil
	weekly.Recur = &Recurrence{Recur: calendar.Recur{Every: calendar.EveryWeek, On: "fri", Shift: calendar.ShiftBefore}}
	s := issued(t, "2026-01-05 09:00", weekly)
	for n := 0; ; n++ {
		h := blocked()
		h.Key, h.Items = "h"+itoa(n), nil
		err := s.try(AddGroup{Header: s.as("clerk", ""), Group: "hazard-general", Steps: dealing(h), Hazard: &h})
		if err != nil {
			require.Equal(t, CodeTooMany, firstCode(err))
			require.Greater(t, n, 190)
			break
		}
	}
	s.do(AddSteps{Header: s.as("supervisor", ""), Steps: []Step{step("more")}})
	s.sleep("2026-01-09 09:00")
	assert.NotNil(t, s.step("visit#2026-01-09"), "the series goes on however many hazards there are")
	assert.Less(t, len(jsonOf(t, s.g)), 1_000_000, "a goal stays small enough for its engine")
}

// Whatever people do about hazards, nobody judges what they rectified, the
// failures are those of the events, and the events give the goal.
func TestHazard_KeepsItsLawsWhateverPeopleDo(t *testing.T) {
	names := []string{"clerk", "finance", "law", "land", "head", "supervisor", "leader", "principal"}
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		s := found(outer, blocked(), faulty())
		failed := map[string]int{}
		for range rapid.IntRange(10, 60).Draw(t, "moves") {
			duties := s.g.Duties()
			if len(duties) == 0 {
				break
			}
			d := rapid.SampledFrom(duties).Draw(t, "duty")
			actor := holder(d.Who)
			if rapid.IntRange(0, 2).Draw(t, "second post") == 0 {
				actor.Posts = append(slices.Clone(actor.Posts), rapid.SampledFrom(names).Draw(t, "post"))
			}
			if p := people[rapid.SampledFrom(names).Draw(t, "deputy")]; rapid.IntRange(0, 3).Draw(t, "deputises") == 0 && p.User != actor.User {
				actor.For = []Principal{{User: p.User, Name: p.Name, Posts: p.Posts}}
			}
			s.now = s.now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
			h := Header{ID: "x", Actor: actor, Step: d.Step, Round: d.Round, Reason: "理由"}
			if err := s.try(hazardCommand(t, s, d, h)); err != nil {
				continue
			}
			for _, e := range s.last.Events {
				if e.Type == ReinspectionFailed {
					failed[s.step(e.Step).Hazard]++
					require.Equal(t, failed[s.step(e.Step).Hazard], e.Detail.Count)
				}
				apart(t, s, e)
			}
		}
		var g Goal
		for _, e := range s.log {
			var back Event
			require.NoError(t, json.Unmarshal([]byte(jsonOf(t, e)), &back))
			g = Adopt(g, back)
		}
		require.Equal(t, jsonOf(t, s.g), jsonOf(t, g), "the events rebuild the goal")
		for _, h := range s.g.Hazards {
			require.Equal(t, failed[h.Key], s.g.Standing(h.Key).Failures)
		}
	})
}

func hazardCommand(t *rapid.T, s *scene, d Duty, h Header) Command {
	switch d.Kind {
	case DutyAccept:
		return AcceptStep{h}
	case DutyCloseOut:
		return CloseOut{h}
	case DutyApprove:
		if rapid.IntRange(0, 5).Draw(t, "back") == 0 {
			return ReturnStep{Header: h}
		}
		return DecideApproval{Header: h, Agree: rapid.IntRange(0, 5).Draw(t, "agree") > 0}
	}
	h.Round = 0
	c := SubmitStep{Header: h, Checklists: []Checklist{schoolList()}}
	switch step := s.step(d.Step); step.Kind {
	case Inspection:
		c.Content.Checks = []Check{fails(visited("A"), blocked(), faulty())}
	case Reinspection:
		for _, item := range s.g.openItems(s.g.Hazard(step.Hazard)) {
			c.Content.Verdicts = append(c.Content.Verdicts, Verdict{Item: item, Passed: rapid.Bool().Draw(t, "passed"), Remark: "仍有问题"})
		}
	}
	return c
}

// apart checks that who re-inspects a hazard, or signs what follows, did not
// rectify it.
func apart(t *rapid.T, s *scene, e Event) {
	step := s.step(e.Step)
	if step == nil || step.Hazard == "" || step.Kind == Rectification || e.Type != StepSubmitted && e.Type != Signed {
		return
	}
	if e.Type == StepSubmitted && step.Kind != Reinspection {
		return
	}
	for _, fix := range s.g.HazardSteps(step.Hazard) {
		if fix.Kind != Rectification || !s.g.follows(step.Key, fix.Key) {
			continue
		}
		for _, a := range fix.Rounds {
			require.False(t, a.By.Same(e.By), "%+v judges what %+v rectified", e.By, a.By)
		}
	}
}
