package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/templates"
)

// handIn completes what somebody hands in of an inspection with what the town
// knows: the places, the versions of the checklists, who the inspectors are
// today, what was found there before, and the steps that the hazards need. It
// refuses only what keeps those steps from being built; the rest is judged by
// the rules.
func (s *server) handIn(ctx context.Context, goal string, c plan.SubmitStep) (plan.SubmitStep, error) {
	if len(c.Content.Checks) == 0 {
		return c, nil
	}
	in, err := s.inspecting(ctx, goal, c)
	if err != nil || in == nil {
		return c, err
	}
	if len(in.problems) > 0 {
		return c, in.refusal()
	}
	return in.command, nil
}

// inspecting is an inspection being completed.
type inspecting struct {
	*server
	ctx      context.Context
	goal     plan.Goal
	town     store.Town
	people   []store.Colleague
	places   map[string]store.Place
	since    time.Time // from then on what is found again is repeated
	command  plan.SubmitStep
	problems []plan.Problem
}

// inspecting completes a hand-in; nil when there is no such step, which the
// rules refuse.
func (s *server) inspecting(ctx context.Context, goal string, c plan.SubmitStep) (*inspecting, error) {
	if err := s.visible(ctx, goal); err != nil {
		return nil, err
	}
	in := &inspecting{server: s, ctx: ctx, command: c}
	var err error
	if in.goal, err = s.Store.Goal(ctx, goal); err != nil {
		return nil, err
	}
	if in.goal.Step(c.Step) == nil {
		return nil, nil
	}
	if err := in.lookUp(); err != nil {
		return nil, err
	}
	checks := slices.Clone(c.Content.Checks)
	in.command.Content.Checks = checks
	for i := range checks {
		if err := in.check(&checks[i], fmt.Sprintf("/content/checks/%d", i)); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// lookUp reads what the checks speak of.
func (in *inspecting) lookUp() error {
	values, err := in.Store.Settings(in.ctx)
	if err != nil {
		return err
	}
	in.since = in.now().AddDate(0, 0, -store.HazardRepeatDays.In(values))
	if in.town, err = in.Store.Town(in.ctx); err != nil {
		return err
	}
	if in.people, err = in.Store.Colleagues(in.ctx, calendar.DateOf(in.now())); err != nil {
		return err
	}
	var ids []string
	for _, k := range in.command.Content.Checks {
		ids = append(ids, k.Place)
	}
	in.places, err = in.Store.PlacesOf(in.ctx, ids)
	return err
}

func (in *inspecting) check(k *plan.Check, at string) error {
	k.PlaceName = ""
	if p := in.places[k.Place]; p.Active {
		k.PlaceName = p.Name
	}
	k.Inspectors = slices.Clone(k.Inspectors)
	for i := range k.Inspectors {
		x := &k.Inspectors[i]
		x.User, x.Name = in.whoIs(x.Ref)
	}
	list, err := in.checklist(k)
	if err != nil {
		return err
	}
	k.Hazards = slices.Clone(k.Hazards)
	for i := range k.Hazards {
		if err := in.hazard(k, list, i, fmt.Sprintf("%s/hazards/%d", at, i)); err != nil {
			return err
		}
	}
	return nil
}

// whoIs is the one person that a ref means today; nobody when a post is vacant
// or several hold it.
func (in *inspecting) whoIs(ref plan.Ref) (user, name string) {
	for _, p := range in.people {
		if p.Status != store.UserActive || ref.User() != p.ID && !slices.Contains(p.Posts, ref.Post()) {
			continue
		}
		if user != "" {
			return "", ""
		}
		user, name = p.ID, p.Name
	}
	return user, name
}

// checklist finds the version that a check names, the newest when it names
// only the key; nil when there is none.
func (in *inspecting) checklist(k *plan.Check) (*plan.Checklist, error) {
	if k.Checklist == "" {
		return nil, nil
	}
	l, err := in.Store.Checklist(in.ctx, k.Checklist)
	if store.Missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k.Checklist = l.ID()
	if !slices.ContainsFunc(in.command.Checklists, func(o plan.Checklist) bool { return o.ID() == l.ID() }) {
		in.command.Checklists = append(in.command.Checklists, l)
	}
	return &l, nil
}

// hazard completes the ith hazard of a check, and builds its steps unless the
// inspection found it before.
func (in *inspecting) hazard(k *plan.Check, list *plan.Checklist, i int, at string) error {
	h := written(k.Hazards[i])
	h.Place, h.PlaceName, h.Checklist = k.Place, k.PlaceName, k.Checklist
	before := in.goal.FoundAgain(in.command.Step, h)
	switch {
	case before == nil && h.Key != "":
		in.problem(at+"/key", plan.CodeDangling, "value", h.Key)
	case before != nil:
		h.Key = before.Key
	}
	if h.Level == "" && before != nil {
		h.Level = before.Level
	} else if h.Level == "" {
		h.Level = usualLevel(h, list)
	}
	if h.Responsible == "" {
		h.Responsible = in.answerable(k.Place)
	}
	if h.Reinspector == "" && !h.Spot && in.goal.Line.Supervisor != h.Responsible {
		h.Reinspector = in.goal.Line.Supervisor
	}
	for name, ref := range map[string]plan.Ref{"responsible": h.Responsible, "reinspector": h.Reinspector} {
		in.known(at+"/"+name, ref)
	}
	for j, ref := range h.Officers {
		in.known(fmt.Sprintf("%s/officers/%d", at, j), ref)
	}
	if before != nil {
		k.Hazards[i] = h
		return nil
	}
	var err error
	if h.Repeats, err = in.Store.EarlierHazard(in.ctx, h, in.since); err != nil {
		return err
	}
	h.Key = hazardKey(in.command.ID, at)
	k.Hazards[i] = h
	return in.build(h, at)
}

// hazardKey names a hazard by the command that finds it: two inspections at
// once never give the same, and a command that is sent again does.
func hazardKey(command, at string) string { return "h" + digest(command, at)[:8] }

// written is a hazard as somebody wrote it, without what the rules set.
func written(h plan.Hazard) plan.Hazard {
	return plan.Hazard{Key: h.Key, Items: h.Items, Title: h.Title, Remark: h.Remark, Level: h.Level, Spot: h.Spot, Photos: h.Photos,
		Responsible: h.Responsible, Reinspector: h.Reinspector, Officers: h.Officers}
}

// usualLevel is the gravest level of the items that a hazard names.
func usualLevel(h plan.Hazard, list *plan.Checklist) plan.HazardLevel {
	if list != nil {
		for _, key := range h.Items {
			if item := list.Item(key); item != nil && item.Level == plan.MajorHazard {
				return plan.MajorHazard
			}
		}
	}
	return plan.GeneralHazard
}

// answerable is who answers for a place: the post or account in the register,
// else the head of the unit that it belongs to.
func (in *inspecting) answerable(place string) plan.Ref {
	p := in.places[place]
	if p.Responsible != "" && in.town.Knows(p.Responsible) {
		return p.Responsible
	}
	return in.town.HeadOf(p.UnitID)
}

// build adds the steps that a hazard needs. What the rules refuse in the hazard
// itself is left to them.
func (in *inspecting) build(h plan.Hazard, at string) error {
	if len(h.Problems()) > 0 {
		return nil
	}
	t, goal, err := in.hazardTemplate(h)
	if err != nil {
		return err
	}
	steps, problems := templates.HazardSteps(t, goal, h, templates.Choices{})
	if slices.ContainsFunc(problems, leaderless) {
		steps, problems = templates.HazardSteps(t, goal, h, templates.Choices{Posts: map[string]templates.Post{templates.RoleLead: in.inspects()}})
	}
	for _, p := range problems {
		if p.Code != templates.CodeRoleUnfilled {
			p.Pointer = at + strings.TrimPrefix(p.Pointer, "/hazard")
			in.problems = append(in.problems, p)
		}
	}
	for i := range steps {
		prefillStep(&in.goal, &steps[i], len(in.goal.Steps)+len(in.command.Steps)+i, in.town)
	}
	in.command.Steps = append(in.command.Steps, steps...)
	return nil
}

// leaderless tells that nobody of the goal fills the lead of the template.
func leaderless(p plan.Problem) bool {
	return p.Pointer == "/choices/posts/"+templates.RoleLead && p.Code == plan.CodeRequired
}

// inspects is who leads the inspection: in a goal that names no lead of the
// hazard's template, whoever finds something sees to it.
func (in *inspecting) inspects() templates.Post {
	s := in.goal.Step(in.command.Step)
	return templates.Post{Ref: s.Lead, Unit: s.LeadUnit, Head: s.Head}
}

// hazardTemplate is the template whose steps deal with a hazard of a goal: its
// own, or that of safety checks when its own has none; and the goal as one of
// that version.
func (in *inspecting) hazardTemplate(h plan.Hazard) (templates.Template, plan.Goal, error) {
	t, g, err := in.templateMade(in.ctx, in.goal)
	if err == nil && t.DealsWithHazards(h) || err != nil && !store.Missing(err) {
		return t, g, err
	}
	t, err = in.templateOf(in.ctx, templates.SafetyCheck)
	return t, in.goal, err
}

func (in *inspecting) known(at string, ref plan.Ref) {
	if ref.Valid() && !in.town.Knows(ref) {
		in.problem(at, store.CodeUnknownPost, "value", string(ref))
	}
}

func (in *inspecting) problem(at string, code plan.Code, params ...string) {
	in.problems = append(in.problems, plan.Problem{Pointer: at, Code: code, Params: named(params)})
}

// refusal tells what keeps the steps from being built together with everything
// that the rules find wrong in the rest.
func (in *inspecting) refusal() error {
	cal, err := in.calendarOf(in.ctx, in.goal)
	if err != nil {
		return err
	}
	problems := slices.Clone(in.problems)
	_, err = plan.Decide(in.goal, in.command, in.now(), cal)
	var refused *plan.Error
	if errors.As(err, &refused) {
		if refused.Code != plan.CodeInvalid {
			return refused
		}
		for _, p := range refused.Problems {
			if strings.HasPrefix(p.Pointer, "/content") {
				problems = append(problems, p)
			}
		}
	}
	slices.SortStableFunc(problems, func(a, b plan.Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return &plan.Error{Code: plan.CodeInvalid, Problems: problems}
}

// PreviewInspection says what handing in an inspection would find and add.
func (s *server) PreviewInspection(ctx context.Context, r PreviewInspectionRequestObject) (PreviewInspectionResponseObject, error) {
	h := said(plan.Header{ID: "preview", Actor: callerOf(ctx).Actor, Step: r.Step, Rules: plan.Rules}, "", r.Body.Round)
	c := plan.SubmitStep{Header: h, Content: r.Body.Content}
	in, err := s.inspecting(ctx, r.Id, c)
	if err != nil {
		return nil, err
	}
	if in == nil {
		return nil, refuse(plan.CodeNoStep, "step", r.Step)
	}
	answer := PreviewInspection200JSONResponse{Hazards: []plan.Hazard{}, Steps: []plan.Step{}, Problems: []FieldProblem{}}
	change, err := in.rehearse()
	var refused *plan.Error
	if errors.As(err, &refused) && refused.Code == plan.CodeInvalid {
		answer.Problems = fieldProblems(refused.Problems, language(ginOf(ctx).GetHeader("Accept-Language")))
		return answer, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range change.Events {
		switch e.Type {
		case plan.StepSubmitted:
			for _, k := range e.Detail.Content.Checks {
				answer.Hazards = append(answer.Hazards, k.Hazards...)
			}
		case plan.StepAdded:
			answer.Steps = append(answer.Steps, *change.Goal.Step(e.Step))
		}
	}
	return answer, nil
}

// rehearse decides the hand-in without sending it.
func (in *inspecting) rehearse() (plan.Change, error) {
	if len(in.problems) > 0 {
		return plan.Change{}, in.refusal()
	}
	cal, err := in.calendarOf(in.ctx, in.goal)
	if err != nil {
		return plan.Change{}, err
	}
	return plan.Decide(in.goal, in.command, in.now(), cal)
}
