package api

import (
	"context"
	"sync"

	"duban/plan"
	"duban/store"
	"duban/templates"
)

// Templates lists the kinds of goal.
func (s *server) Templates(_ context.Context, _ TemplatesRequestObject) (TemplatesResponseObject, error) {
	list, err := shippedTemplates()
	return Templates200JSONResponse{Items: list}, err
}

// Suggestions suggests a kind for every goal of a draft, with the words that
// speak for it. Choosing is up to the caller.
func (s *server) Suggestions(ctx context.Context, r SuggestionsRequestObject) (SuggestionsResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	answer := Suggestions200JSONResponse{Items: []GoalSuggestions{}}
	for _, g := range p.Goals {
		var texts []string
		for _, m := range g.Measures {
			texts = append(texts, m.Title+"。"+m.Text)
		}
		answer.Items = append(answer.Items, GoalSuggestions{Goal: g.ID, Suggestions: templates.Suggest(g.Title, texts)})
	}
	return answer, nil
}

// ApplyTemplate fills a goal of a draft with a template's steps and saves the
// draft. What the template left open comes back as notes.
func (s *server) ApplyTemplate(ctx context.Context, r ApplyTemplateRequestObject) (ApplyTemplateResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if p.Status != store.PlanDraft {
		return nil, refuse(CodePlanIssued, "status", string(p.Status))
	}
	t, err := templateOf(r.Body.Kind)
	if err != nil {
		return nil, err
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return nil, err
	}
	choices := templates.Choices{Year: p.Year, Figures: r.Body.Figures, Numbers: r.Body.Numbers, Parts: r.Body.Parts, Posts: map[string]templates.Post{}}
	for role, ref := range r.Body.Posts {
		if err := unknown(town, "/posts/"+role, ref); err != nil {
			return nil, err
		}
		unit := town.UnitOf(ref)
		choices.Posts[role] = templates.Post{Ref: ref, Unit: unit, Head: town.HeadOf(unit)}
	}
	notes, err := fillGoal(&p, r.Goal, t, choices)
	if err != nil {
		return nil, err
	}
	p.Version = r.Body.Version
	if err := s.prefill(ctx, &p); err != nil {
		return nil, err
	}
	if err := s.save(ctx, &p); err != nil {
		return nil, err
	}
	view, err := s.planView(ctx, p)
	view.Notes = fieldProblems(notes, language(ginOf(ctx).GetHeader("Accept-Language")))
	return ApplyTemplate200JSONResponse(view), err
}

// shippedTemplates are the templates that ship, read once.
var shippedTemplates = sync.OnceValues(templates.Load)

func templateOf(kind string) (templates.Template, error) {
	list, err := shippedTemplates()
	if err != nil {
		return templates.Template{}, err
	}
	for _, t := range list {
		if t.Kind == kind {
			return t, nil
		}
	}
	return templates.Template{}, refuseField("/kind", plan.CodeUnknown, "value", kind)
}

// fillGoal applies a template to the goal of that id.
func fillGoal(p *store.Plan, id string, t templates.Template, choices templates.Choices) ([]plan.Problem, error) {
	for i := range p.Goals {
		if p.Goals[i].ID == id {
			var notes []plan.Problem
			p.Goals[i], notes = templates.Apply(t, p.Goals[i], choices)
			return notes, nil
		}
	}
	return nil, refuse(CodeNotFound)
}

// fieldProblems writes problems of fields in a language.
func fieldProblems(problems []plan.Problem, lang string) []FieldProblem {
	list := []FieldProblem{}
	for _, f := range problems {
		list = append(list, FieldProblem{Pointer: f.Pointer, Code: string(f.Code), Params: f.Params, Detail: messages.of(f.Code).sentence(lang, f.Params)})
	}
	return list
}
