package api

import (
	"context"
	"errors"
	"strings"

	"duban/plan"
	"duban/store"
	"duban/templates"
)

// Templates lists the kinds of goal, each in its newest version.
func (s *server) Templates(ctx context.Context, _ TemplatesRequestObject) (TemplatesResponseObject, error) {
	found, err := s.Store.Templates(ctx)
	return Templates200JSONResponse{Items: list(found)}, err
}

// Template is one version of a template.
func (s *server) Template(ctx context.Context, r TemplateRequestObject) (TemplateResponseObject, error) {
	id := r.Kind
	if r.Params.Version > 0 {
		id += "@" + itoa(r.Params.Version)
	}
	t, row, err := s.Store.Template(ctx, id)
	if err != nil {
		return nil, err
	}
	view, err := s.templateView(ctx, t, row.Text)
	return Template200JSONResponse(view), err
}

// SaveTemplate stores an edited template as a new version.
func (s *server) SaveTemplate(ctx context.Context, r SaveTemplateRequestObject) (SaveTemplateResponseObject, error) {
	text := []byte(r.Body.Text)
	if len(text) == 0 {
		_, row, err := s.Store.Template(ctx, r.Kind+"@"+itoa(r.Body.Version))
		if err != nil {
			return nil, err
		}
		text = []byte(row.Text)
	}
	text, t, err := templates.Edited(text, r.Body.Version+1, r.Body.Numbers)
	if err != nil {
		return nil, err
	}
	if t.Kind != r.Kind {
		return nil, refuseField("/text", plan.CodeConflict, "with", r.Kind)
	}
	if !r.Body.Check {
		err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
			e.Object, e.Detail = "template:"+t.Kind, t.ID()
			return store.SaveTemplate(tx, t, text, callerOf(ctx).User.ID)
		})
	}
	if errors.Is(err, store.ErrStale) {
		return nil, refuse(CodeStaleVersion)
	}
	if err != nil {
		return nil, err
	}
	view, err := s.templateView(ctx, t, string(text))
	return SaveTemplate200JSONResponse(view), err
}

func (s *server) templateView(ctx context.Context, t templates.Template, text string) (TemplateView, error) {
	versions, err := s.Store.TemplateVersions(ctx, t.Kind)
	return TemplateView{Template: t, Text: text, Versions: list(versions)}, err
}

// Suggestions suggests a kind for every goal of a draft, with the words that
// speak for it. Choosing is up to the caller.
func (s *server) Suggestions(ctx context.Context, r SuggestionsRequestObject) (SuggestionsResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	known, err := s.Store.Templates(ctx)
	if err != nil {
		return nil, err
	}
	answer := Suggestions200JSONResponse{Items: []GoalSuggestions{}}
	for _, g := range p.Goals {
		var texts []string
		for _, m := range g.Measures {
			texts = append(texts, m.Title+"。"+m.Text)
		}
		answer.Items = append(answer.Items, GoalSuggestions{Goal: g.ID, Suggestions: templates.SuggestFrom(known, g.Title, texts)})
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
	t, err := s.templateOf(ctx, r.Body.Kind)
	if err != nil {
		return nil, err
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return nil, err
	}
	chosen := templates.Choices{Year: p.Year, Figures: r.Body.Figures, Numbers: r.Body.Numbers, Parts: r.Body.Parts, Posts: map[string]templates.Post{}}
	for role, ref := range r.Body.Posts {
		if err := unknown(town, "/posts/"+role, ref); err != nil {
			return nil, err
		}
		unit := town.UnitOf(ref)
		chosen.Posts[role] = templates.Post{Ref: ref, Unit: unit, Head: town.HeadOf(unit)}
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	notes, err := fillGoal(&p, r.Goal, t, chosen, lang)
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
	view.Notes = fieldProblems(notes, lang)
	return ApplyTemplate200JSONResponse(view), err
}

// templateOf is the newest template of a kind.
func (s *server) templateOf(ctx context.Context, kind string) (templates.Template, error) {
	t, _, err := s.Store.Template(ctx, kind)
	if store.Missing(err) || strings.Contains(kind, "@") {
		return t, refuseField("/kind", plan.CodeUnknown, "value", kind)
	}
	return t, err
}

// templateMade is the template that a goal was made with, in its version; the
// newest of its kind when nobody knows that version any more, and the goal as
// one of that.
func (s *server) templateMade(ctx context.Context, g plan.Goal) (templates.Template, plan.Goal, error) {
	t, _, err := s.Store.Template(ctx, g.Template)
	if store.Missing(err) {
		kind, _, _ := strings.Cut(g.Template, "@")
		if t, _, err = s.Store.Template(ctx, kind); err == nil {
			g.Template = t.ID()
		}
	}
	return t, g, err
}

// fillGoal applies a template to the goal of that id, and says what it left
// open. Choices that the template cannot take are refused.
func fillGoal(p *store.Plan, id string, t templates.Template, chosen templates.Choices, lang string) ([]plan.Problem, error) {
	for i := range p.Goals {
		if p.Goals[i].ID != id {
			continue
		}
		filled, problems := templates.Apply(t, p.Goals[i], chosen)
		c := choices{template: t, goal: filled, index: i, lang: lang}
		if faults := c.faults(problems); len(faults) > 0 {
			return nil, &plan.Error{Code: plan.CodeInvalid, Problems: faults}
		}
		p.Goals[i] = filled
		return c.notes(problems), nil
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
