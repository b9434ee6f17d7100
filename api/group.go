package api

import (
	"context"
	"strings"

	"duban/plan"
	"duban/store"
	"duban/templates"
)

// AddableGroups lists the groups of the goal's template that it can be given.
func (s *server) AddableGroups(ctx context.Context, r AddableGroupsRequestObject) (AddableGroupsResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	t, g, err := s.templateMade(ctx, g)
	if store.Missing(err) {
		return AddableGroups200JSONResponse{Items: []templates.Addable{}}, nil
	}
	return AddableGroups200JSONResponse{Items: list(templates.AddableTo(t, g))}, err
}

// AddGroup adds a group of the goal's template to it: a house, a petition, a
// finding that no inspection handed in.
func (s *server) AddGroup(ctx context.Context, r AddGroupRequestObject) (AddGroupResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, 0)
	c, err := s.group(ctx, g, plan.AddGroup{Header: h, Group: r.Body.Group}, r.Body)
	if err != nil {
		return nil, err
	}
	view, err := s.command(ctx, r.Id, c)
	return AddGroup200JSONResponse(view), err
}

// group builds the steps of a group, and the hazard that they deal with, if
// any. A command that was carried out before is answered as it was then: its
// steps are there already.
func (s *server) group(ctx context.Context, g plan.Goal, c plan.AddGroup, in *AddGroupCommand) (plan.AddGroup, error) {
	if _, done, err := s.Store.Done(ctx, g.ID, c.ID); done || err != nil {
		return c, err
	}
	t, g, err := s.templateMade(ctx, g)
	if store.Missing(err) {
		return c, refuseField("/group", plan.CodeUnknown, "value", in.Group)
	}
	if err != nil {
		return c, err
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return c, err
	}
	choices := templates.Choices{Numbers: in.Numbers, Posts: map[string]templates.Post{}}
	for role, ref := range in.Posts {
		if err := unknown(town, "/posts/"+role, ref); err != nil {
			return c, err
		}
		unit := town.UnitOf(ref)
		choices.Posts[role] = templates.Post{Ref: ref, Unit: unit, Head: town.HeadOf(unit)}
	}
	item := templates.Item{Key: in.Key, Title: in.Title, After: in.After}
	if item.Key == "" {
		item.Key = hazardKey(c.ID, in.Group)
	}
	steps, problems := templates.Add(t, g, in.Group, item, choices)
	if refused := groupProblems(problems); len(refused) > 0 {
		return c, &plan.Error{Code: plan.CodeInvalid, Problems: refused}
	}
	for i := range steps {
		prefillStep(&g, &steps[i], len(g.Steps)+i, town)
	}
	c.Steps = steps
	c.Hazard, err = s.reported(ctx, in, item, steps)
	return c, err
}

// groupProblems are what keeps a group from being built, as pointers into the
// request. A role that somebody else fills is none.
func groupProblems(problems []plan.Problem) []plan.Problem {
	var list []plan.Problem
	for _, p := range problems {
		if p.Code == templates.CodeRoleUnfilled {
			continue
		}
		p.Pointer = strings.NewReplacer("/item/", "/", "/choices/", "/").Replace(p.Pointer)
		list = append(list, p)
	}
	return list
}

// reported is the hazard that a group deals with; its steps carry its key.
func (s *server) reported(ctx context.Context, in *AddGroupCommand, item templates.Item, steps []plan.Step) (*plan.Hazard, error) {
	h := templates.HazardOf(in.Group, item, steps)
	if h == nil {
		if in.Place != "" {
			return nil, refuseField("/place", plan.CodeConflict, "with", in.Group)
		}
		return nil, nil
	}
	for i := range steps {
		steps[i].Hazard = h.Key
	}
	if in.Place == "" {
		return h, nil
	}
	p, err := s.Store.Place(ctx, in.Place)
	if store.Missing(err) || err == nil && !p.Active {
		return nil, refuseField("/place", plan.CodeUnknown, "value", in.Place)
	}
	if err != nil {
		return nil, err
	}
	h.Place, h.PlaceName = p.ID, p.Name
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	h.Repeats, err = s.Store.EarlierHazard(ctx, *h, s.now().AddDate(0, 0, -store.HazardRepeatDays.In(values)))
	return h, err
}

// AskSwap asks for two days of a roster to be swapped 调班.
func (s *server) AskSwap(ctx context.Context, r AskSwapRequestObject) (AskSwapResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	view, err := s.command(ctx, r.Id, plan.AskSwap{Header: h, On: r.Body.On, With: r.Body.With})
	return AskSwap200JSONResponse(view), err
}
