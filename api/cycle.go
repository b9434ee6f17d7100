package api

import (
	"context"
	"errors"
	"slices"
	"strings"

	"duban/assess"
	"duban/plan"
	"duban/store"
)

// Cycles lists drafts of cycles.
func (s *server) Cycles(ctx context.Context, _ CyclesRequestObject) (CyclesResponseObject, error) {
	drafts, err := s.Store.Cycles(ctx)
	return Cycles200JSONResponse{Items: drafts}, err
}

// Cycle is one draft with what keeps it from being issued.
func (s *server) Cycle(ctx context.Context, r CycleRequestObject) (CycleResponseObject, error) {
	d, err := s.Store.Cycle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	view, err := s.cycleView(ctx, d)
	return Cycle200JSONResponse(view), err
}

// CreateCycle starts a draft, empty or as a copy of another. The same key
// gives the same draft.
func (s *server) CreateCycle(ctx context.Context, r CreateCycleRequestObject) (CreateCycleResponseObject, error) {
	user := callerOf(ctx).User.ID
	if strings.TrimSpace(r.Body.Title) == "" {
		return nil, refuseField("/title", plan.CodeRequired)
	}
	if !r.Body.Period.Valid() {
		return nil, refusalOf(r.Body.Period.Refusal("/period"))
	}
	reg, err := s.register(ctx)
	if err != nil {
		return nil, err
	}
	c := blankCycle(r.Body.Period, reg)
	if r.Body.Copy != "" {
		last, err := s.Store.Cycle(ctx, r.Body.Copy)
		if store.Missing(err) {
			return nil, refuseField("/copy", plan.CodeUnknown, "value", r.Body.Copy)
		}
		if err != nil {
			return nil, err
		}
		c = copiedCycle(last.Cycle, r.Body.Period, reg)
	}
	c.Title = r.Body.Title
	d := store.CycleDraft{ID: commandID(user, r.Params.IdempotencyKey)[:26], CreatedBy: user, Cycle: c}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "cycle:"+d.ID, d.Cycle.Title
		return store.CreateCycle(tx, &d)
	})
	if store.Duplicate(err) {
		d, err = s.Store.Cycle(ctx, d.ID)
	}
	if err != nil {
		return nil, err
	}
	view, err := s.cycleView(ctx, d)
	return CreateCycle201JSONResponse(view), err
}

// SaveCycle replaces a draft's content.
func (s *server) SaveCycle(ctx context.Context, r SaveCycleRequestObject) (SaveCycleResponseObject, error) {
	d, err := s.draftOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	d.Cycle, d.Version = r.Body.Cycle, r.Body.Version
	if strings.TrimSpace(d.Cycle.Title) == "" {
		return nil, refuseField("/cycle/title", plan.CodeRequired)
	}
	if !d.Cycle.Period.Valid() {
		return nil, refusalOf(d.Cycle.Period.Refusal("/cycle/period"))
	}
	if err := s.saveCycle(ctx, &d); err != nil {
		return nil, err
	}
	view, err := s.cycleView(ctx, d)
	return SaveCycle200JSONResponse(view), err
}

// draftOf reads a draft that was not issued yet.
func (s *server) draftOf(ctx context.Context, id string) (store.CycleDraft, error) {
	d, err := s.Store.Cycle(ctx, id)
	if err == nil && d.Status != store.CycleDrafted {
		err = refuse(CodeCycleIssued)
	}
	return d, err
}

func (s *server) saveCycle(ctx context.Context, d *store.CycleDraft) error {
	version := d.Version
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "cycle:"+d.ID, d.Cycle.Title
		d.Version = version
		return store.SaveCycle(tx, d)
	})
	if errors.Is(err, store.ErrStale) {
		return refuse(CodeStaleVersion)
	}
	return err
}

// DeleteCycle throws a draft away.
func (s *server) DeleteCycle(ctx context.Context, r DeleteCycleRequestObject) (DeleteCycleResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "cycle:" + r.Id
		return store.DeleteCycle(tx, r.Id)
	})
	return DeleteCycle204Response{}, err
}

// FillAssessed fills in who is assessed from the registers.
func (s *server) FillAssessed(ctx context.Context, r FillAssessedRequestObject) (FillAssessedResponseObject, error) {
	d, err := s.draftOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	reg, err := s.register(ctx)
	if err != nil {
		return nil, err
	}
	d.Version = r.Body.Version
	for _, kind := range r.Body.Kinds {
		reg.fill(&d.Cycle, kind, r.Body.Formulas)
	}
	if err := s.saveCycle(ctx, &d); err != nil {
		return nil, err
	}
	view, err := s.cycleView(ctx, d)
	return FillAssessed200JSONResponse(view), err
}

// SimulateCycle runs a draft on another period's facts.
func (s *server) SimulateCycle(ctx context.Context, r SimulateCycleRequestObject) (SimulateCycleResponseObject, error) {
	d, err := s.Store.Cycle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if !r.Body.Period.Valid() {
		return nil, refusalOf(r.Body.Period.Refusal("/period"))
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	last := assess.Cycle{ID: d.ID, Period: r.Body.Period, Settings: assess.Settings{AsOf: r.Body.Period.To()}}
	facts, err := s.Store.GatherFacts(ctx, last, cal)
	if err != nil {
		return nil, err
	}
	sim, err := assess.Simulate(d.Cycle, r.Body.Period, facts, cal)
	if err != nil {
		return nil, err
	}
	problems := fieldProblems(problemsIn(sim.Problems), language(ginOf(ctx).GetHeader("Accept-Language")))
	sim.Problems, sim.Cards = nil, []assess.Scorecard{} // a card is looked at once the cycle runs
	sim.Results, sim.Seats, sim.Spread, sim.Grades = list(sim.Results), list(sim.Seats), list(sim.Spread), list(sim.Grades)
	sim.Items, sim.Idle, sim.Awaits = list(sim.Items), list(sim.Idle), list(sim.Awaits)
	return SimulateCycle200JSONResponse{Simulation: sim, Problems: problems}, nil
}

// IssueCycle makes a draft a running course. The draft is closed to edits
// first; an interruption leaves it closed, and issuing it again goes on.
func (s *server) IssueCycle(ctx context.Context, r IssueCycleRequestObject) (IssueCycleResponseObject, error) {
	d, err := s.Store.Cycle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if err := staleVersion(r.Body.Version, d.Version); d.Status == store.CycleDrafted && err != nil {
		return nil, err
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, err
	}
	id := commandID(d.ID, "issue")
	cmd := assess.IssueCycle{Header: assess.Header{ID: id, Fingerprint: id[:32], Actor: assessorOf(ctx)}, Cycle: d.Cycle}
	if d.Status == store.CycleDrafted {
		if _, err := assess.Decide(assess.Course{}, cmd, s.now(), cal); err != nil {
			return nil, err
		}
		d.Status = store.CycleIssued
		if err := s.saveCycle(ctx, &d); err != nil {
			return nil, err
		}
	}
	if err := s.dispatch().issueCycle(ctx, cmd, cal); err != nil {
		return nil, err
	}
	s.noteDone(ctx, "course:"+d.ID, "")
	view, err := s.courseView(ctx, d.ID)
	return IssueCycle200JSONResponse(view), err
}

// cycleView is a draft with its problems, while it is one.
func (s *server) cycleView(ctx context.Context, d store.CycleDraft) (CycleView, error) {
	d.Cycle = d.Cycle.Listed()
	view := CycleView{Draft: d, Problems: []FieldProblem{}}
	if d.Status != store.CycleDrafted {
		return view, nil
	}
	cal, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return view, err
	}
	reg, err := s.register(ctx)
	if err != nil {
		return view, err
	}
	problems := append(problemsIn(assess.Validate(d.Cycle, cal)), reg.unknown(&d.Cycle)...)
	view.Problems = fieldProblems(problems, language(ginOf(ctx).GetHeader("Accept-Language")))
	return view, nil
}

// blankCycle is a cycle with the indicators, formulas and numbers that law and
// practice give, scored by who is there to score.
func blankCycle(p assess.Period, reg *register) assess.Cycle {
	line := reg.line()
	c := assess.Cycle{Period: p, GradeSets: assess.DefaultGradeSets(), Settings: assess.DefaultSettings(), Line: line,
		Sheets: assess.DefaultSheets(reg.scorers(line)), Formulas: assess.DefaultFormulas()}
	c.Settings.AsOf = p.To()
	c.Staff = []assess.Staff{
		{Type: string(store.CivilServant), Grades: "civil-servant", Appeal: true}, {Type: string(store.PublicInstitute), Grades: "institution"},
		{Type: string(store.VillageCadre), Grades: "institution"}, {Type: string(store.ContractStaff), Grades: "institution"},
		{Type: string(store.OtherStaff), Grades: "institution"}, {Type: unitStaff, Grades: "body"}, {Type: villageStaff, Grades: "body"},
	}
	return c
}

// copiedCycle is a cycle for another period: the same indicators, formulas,
// grades, line and numbers, and those who are there now instead of those who
// were there then.
func copiedCycle(last assess.Cycle, p assess.Period, reg *register) assess.Cycle {
	c := last
	c.Period = p
	moved := last.Period.To().DaysUntil(p.To())
	c.Settings.AsOf = last.Settings.AsOf.AddDays(moved)
	for _, w := range []*assess.Window{&c.Settings.Self, &c.Settings.Score, &c.Settings.Check, &c.Settings.Moderate} {
		if w.By != nil {
			by := w.By.AddDays(moved)
			w.By = &by
		}
	}
	c.Assessed = nil
	formulas := map[string]string{}
	var kinds []assess.Kind
	for _, a := range last.Assessed {
		formulas[a.Staff] = a.Formula
		if !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
	}
	for _, kind := range kinds {
		reg.fill(&c, kind, formulas)
	}
	c.Assessed = slices.DeleteFunc(c.Assessed, func(a assess.Assessed) bool { // whoever was not assessed then is not now, unless new
		return reg.older(a.Subject, last.Period.To()) && last.Find(a.Subject) == nil
	})
	for i := range c.Assessed {
		if was := last.Find(c.Assessed[i].Subject); was != nil {
			c.Assessed[i].Formula, c.Assessed[i].Group = was.Formula, was.Group
			if was.Head != "" {
				c.Assessed[i].Head = was.Head
			}
		}
	}
	return c
}
