package api

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"duban/calendar"
	"duban/plan"
	"duban/report"
	"duban/store"
)

// Plans lists plans without their goals.
func (s *server) Plans(ctx context.Context, _ PlansRequestObject) (PlansResponseObject, error) {
	plans, err := s.Store.Plans(ctx)
	return Plans200JSONResponse{Items: plans}, err
}

// Plan is one plan with what keeps it from being issued.
func (s *server) Plan(ctx context.Context, r PlanRequestObject) (PlanResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	view, err := s.planView(ctx, p)
	return Plan200JSONResponse(view), err
}

// CreatePlan starts a draft by hand. The same key gives the same draft.
func (s *server) CreatePlan(ctx context.Context, r CreatePlanRequestObject) (CreatePlanResponseObject, error) {
	p := store.Plan{Year: r.Body.Year, Title: r.Body.Title, Goals: r.Body.Goals}
	view, err := s.newPlan(ctx, p, r.Params.IdempotencyKey)
	return CreatePlan201JSONResponse(view), err
}

// ImportReport starts a draft from a work report. A report without a plan
// gives an empty draft that says why.
func (s *server) ImportReport(ctx context.Context, r ImportReportRequestObject) (ImportReportResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(r.Params.Filename)
	if r.Params.Filename == "" {
		name = "report.txt"
	}
	outline, err := report.Parse(name, data)
	if refusal := (*report.Error)(nil); errors.As(err, &refusal) {
		return nil, &plan.Error{Code: plan.Code(refusal.Code), Params: refusal.Params}
	} else if err != nil {
		return nil, err
	}
	p := store.Plan{Year: r.Params.Year, Title: r.Params.Title, Report: clip(name, plan.MaxTitle), Source: outline.Text, Goals: goalsOf(outline, name)}
	if p.Year == 0 {
		p.Year = calendar.DateOf(s.now()).Year + 1
	}
	if p.Title == "" {
		p.Title = strings.TrimSuffix(name, filepath.Ext(name))
	}
	view, err := s.newPlan(ctx, p, r.Params.IdempotencyKey)
	if err == nil && outline.Reason != nil {
		lang := language(ginOf(ctx).GetHeader("Accept-Language"))
		view.Reason = messages.of(plan.Code(outline.Reason.Code)).sentence(lang, outline.Reason.Params)
	}
	return ImportReport201JSONResponse(view), err
}

// newPlan stores a draft under an id made of the caller and their key, so
// that a request that is sent again finds what it made.
func (s *server) newPlan(ctx context.Context, p store.Plan, key string) (PlanView, error) {
	user := callerOf(ctx).User.ID
	p.ID, p.CreatedBy = commandID(user, key)[:26], user
	if err := s.prefill(ctx, &p); err != nil {
		return PlanView{}, err
	}
	err := s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object, entry.Detail = p.ID, p.Title
		return store.CreatePlan(tx, &p)
	})
	if store.Duplicate(err) {
		p, err = s.Store.Plan(ctx, p.ID)
	}
	if err != nil {
		return PlanView{}, err
	}
	return s.planView(ctx, p)
}

// SavePlan replaces a draft's content.
func (s *server) SavePlan(ctx context.Context, r SavePlanRequestObject) (SavePlanResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if p.Status != store.PlanDraft {
		return nil, refuse(CodePlanIssued, "status", string(p.Status))
	}
	before := p
	p.Year, p.Title, p.Goals, p.Version = r.Body.Year, r.Body.Title, r.Body.Goals, r.Body.Version
	unfill(&p, &before)
	if err := s.prefill(ctx, &p); err != nil {
		return nil, err
	}
	if err := s.save(ctx, &p); err != nil {
		return nil, err
	}
	view, err := s.planView(ctx, p)
	return SavePlan200JSONResponse(view), err
}

func (s *server) save(ctx context.Context, p *store.Plan) error {
	version := p.Version
	err := s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object, entry.Detail = p.ID, p.Title
		p.Version = version
		return store.SavePlan(tx, p)
	})
	if errors.Is(err, store.ErrStale) {
		return refuse(CodeStaleVersion)
	}
	return err
}

// DeletePlan throws a draft away.
func (s *server) DeletePlan(ctx context.Context, r DeletePlanRequestObject) (DeletePlanResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, _ *store.AuditEntry) error { return store.DeletePlan(tx, r.Id) })
	return DeletePlan204Response{}, err
}

// IssuePlan makes every goal of a draft a running workflow. Nothing is issued
// unless everything can be; an interruption leaves the plan "issuing", and
// issuing it again goes on with the goals that do not run yet.
func (s *server) IssuePlan(ctx context.Context, r IssuePlanRequestObject) (IssuePlanResponseObject, error) {
	p, err := s.Store.Plan(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	if p.Status == store.PlanDraft {
		if err := s.freeze(ctx, &p, cal, r.Body.Version); err != nil {
			return nil, err
		}
	}
	if p.Status == store.PlanIssuing {
		if err := s.issueGoals(ctx, p, cal); err != nil {
			return nil, err
		}
		now := s.now()
		p.Status, p.IssuedAt = store.PlanIssued, &now
		if err := s.save(ctx, &p); err != nil {
			return nil, err
		}
	}
	view, err := s.planView(ctx, p)
	return IssuePlan200JSONResponse(view), err
}

// freeze checks a draft as a whole and closes it to edits.
func (s *server) freeze(ctx context.Context, p *store.Plan, cal *calendar.Calendar, version int64) error {
	if version != 0 && version != p.Version {
		return refuse(CodeStaleVersion)
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return err
	}
	if problems := problemsOf(*p, town, cal); len(problems) > 0 {
		return &plan.Error{Code: plan.CodeInvalid, Problems: problems}
	}
	p.Status = store.PlanIssuing
	return s.save(ctx, p)
}

// issueGoals starts one workflow after another. A goal that runs already, from
// an earlier try, is passed over.
func (s *server) issueGoals(ctx context.Context, p store.Plan, cal *calendar.Calendar) error {
	caller := callerOf(ctx)
	for _, g := range p.Goals {
		id := commandID(p.ID, g.ID)
		c := plan.IssueGoal{Goal: g, Header: plan.Header{ID: id, Fingerprint: id[:32], Actor: caller.Actor}}
		_, err := s.dispatch().issue(ctx, c, cal)
		if err != nil && plan.CodeOf(err) != plan.CodeAlreadyIssued {
			return err
		}
	}
	return nil
}

func (s *server) prefill(ctx context.Context, p *store.Plan) error {
	town, err := s.Store.Town(ctx)
	if err != nil {
		return err
	}
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return err
	}
	prefill(p, town, store.GoalDefaults.In(values))
	return nil
}

// planView is a plan with its problems, while it is a draft.
func (s *server) planView(ctx context.Context, p store.Plan) (PlanView, error) {
	view := PlanView{Plan: p, Problems: []FieldProblem{}}
	if p.Status != store.PlanDraft {
		return view, nil
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return view, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return view, err
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	view.Problems = fieldProblems(problemsOf(p, town, cal), lang)
	view.Warnings = fieldProblems(warningsOf(p, s.now(), cal), lang)
	return view, nil
}
