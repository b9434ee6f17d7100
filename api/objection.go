package api

import (
	"context"
	"slices"
	"strconv"

	"duban/assess"
	"duban/plan"
)

// Cases lists the reviews and appeals that the caller may see.
func (s *server) Cases(ctx context.Context, r CasesRequestObject) (CasesResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	answer := Cases200JSONResponse{Items: []CaseView{}}
	for i := range c.Objections {
		if o := &c.Objections[i]; c.SeesCase(o, c.actor) {
			answer.Items = append(answer.Items, s.caseView(c, o))
		}
	}
	return answer, nil
}

func (s *server) caseView(c *course, o *assess.Objection) CaseView {
	may := slices.DeleteFunc(c.may(s, o.Subject), func(x CourseOption) bool { return x.Case != o.N })
	lines := []string{}
	for _, key := range o.Lines {
		lines = append(lines, c.lineName(o.Subject, key))
	}
	return CaseView{Case: *o, Name: c.Cycle.Find(o.Subject).Name, Lines: lines, May: may}
}

// AskReview asks for a review 复核.
func (s *server) AskReview(ctx context.Context, r AskReviewRequestObject) (AskReviewResponseObject, error) {
	h := courseHead(ctx, r.Params.IdempotencyKey, assess.Ref(r.Subject), 0, "", r.Body)
	view, err := s.ask(ctx, r.Id, assess.AskReview{Header: h, Grounds: r.Body.Grounds, Lines: r.Body.Lines}, assess.OfReview)
	return AskReview201JSONResponse(view), err
}

// AskAppeal appeals 申诉.
func (s *server) AskAppeal(ctx context.Context, r AskAppealRequestObject) (AskAppealResponseObject, error) {
	h := courseHead(ctx, r.Params.IdempotencyKey, assess.Ref(r.Subject), 0, "", r.Body)
	view, err := s.ask(ctx, r.Id, assess.AskAppeal{Header: h, Grounds: r.Body.Grounds, Lines: r.Body.Lines}, assess.OfAppeal)
	return AskAppeal201JSONResponse(view), err
}

// ask sends an objection and answers with the subject's last case of its kind.
func (s *server) ask(ctx context.Context, id string, cmd assess.Command, kind assess.ObjectionKind) (CaseView, error) {
	if err := s.sendCourse(ctx, id, cmd); err != nil {
		return CaseView{}, err
	}
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return CaseView{}, err
	}
	for i := len(c.Objections) - 1; i >= 0; i-- {
		if o := &c.Objections[i]; o.Subject == cmd.Head().Subject && o.Kind == kind {
			return s.caseView(c, o), nil
		}
	}
	return CaseView{}, refuse(CodeNotFound)
}

// DecideObjection decides a case, or says what a decision would lead to.
func (s *server) DecideObjection(ctx context.Context, r DecideObjectionRequestObject) (DecideObjectionResponseObject, error) {
	c, o, err := s.caseOf(ctx, r.Id, r.Case)
	if err != nil {
		return nil, err
	}
	facts, _, err := s.factsOf(ctx, c, o.Subject)
	if err != nil {
		return nil, err
	}
	cmd := assess.DecideObjection{Header: courseHead(ctx, r.Params.IdempotencyKey, "", r.Case, r.Body.Reason, r.Body),
		Outcome: r.Body.Outcome, Scores: r.Body.Scores, Lift: r.Body.Lift, Grade: r.Body.Grade}
	if cmd.Corrections, err = c.corrections(r.Body.Corrections, facts); err != nil {
		return nil, err
	}
	if cmd.Outcome == assess.Altered {
		would, err := c.Preview(cmd, facts)
		if err != nil {
			return nil, err
		}
		cmd.Result = &would
	}
	if r.Body.Check {
		return s.checkDecision(c, o, cmd)
	}
	if err := s.sendCourse(ctx, r.Id, cmd); err != nil {
		return nil, err
	}
	view, err := s.caseAfter(ctx, r.Id, r.Case)
	return DecideObjection200JSONResponse{Case: view}, err
}

// checkDecision says what a decision would lead to, by the rules that would
// judge it.
func (s *server) checkDecision(c *course, o *assess.Objection, cmd assess.DecideObjection) (DecideObjectionResponseObject, error) {
	if cmd.Reason == "" {
		cmd.Reason = "–" // nobody gives reasons for trying
	}
	change, err := assess.Decide(c.Course, cmd, s.now(), c.cal)
	if err != nil {
		return nil, err
	}
	return DecideObjection200JSONResponse{Case: s.caseView(c, o), Would: change.Course.Result(o.Subject)}, nil
}

// ExtendAppeal takes more time for an appeal.
func (s *server) ExtendAppeal(ctx context.Context, r ExtendAppealRequestObject) (ExtendAppealResponseObject, error) {
	view, err := s.caseCommand(ctx, r.Id, r.Case, assess.ExtendAppeal{Header: courseHead(ctx, r.Params.IdempotencyKey, "", r.Case, r.Body.Reason, r.Body)})
	return ExtendAppeal200JSONResponse(view), err
}

// WithdrawObjection takes one's own case back.
func (s *server) WithdrawObjection(ctx context.Context, r WithdrawObjectionRequestObject) (WithdrawObjectionResponseObject, error) {
	view, err := s.caseCommand(ctx, r.Id, r.Case, assess.WithdrawObjection{Header: courseHead(ctx, r.Params.IdempotencyKey, "", r.Case, r.Body.Reason, r.Body)})
	return WithdrawObjection200JSONResponse(view), err
}

func (s *server) caseCommand(ctx context.Context, id string, n int, cmd assess.Command) (CaseView, error) {
	if _, _, err := s.caseOf(ctx, id, n); err != nil {
		return CaseView{}, err
	}
	if err := s.sendCourse(ctx, id, cmd); err != nil {
		return CaseView{}, err
	}
	return s.caseAfter(ctx, id, n)
}

func (s *server) caseAfter(ctx context.Context, id string, n int) (CaseView, error) {
	c, o, err := s.caseOf(ctx, id, n)
	if err != nil {
		return CaseView{}, err
	}
	return s.caseView(c, o), nil
}

// caseOf refuses, as if it did not exist, a case that the caller may not see.
func (s *server) caseOf(ctx context.Context, id string, n int) (*course, *assess.Objection, error) {
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	o := c.Objection(n)
	if o == nil || !c.SeesCase(o, c.actor) && !slices.ContainsFunc(c.may(s, o.Subject), func(x CourseOption) bool { return x.Case == n && x.Allowed }) {
		return nil, nil, refuse(CodeNotFound)
	}
	return c, o, nil
}

// corrections finds the facts that are to be put right, as they count now.
func (c *course) corrections(in []CorrectionInput, frozen []assess.Fact) ([]assess.Correction, error) {
	now := assess.Correct(frozen, c.Corrections)
	var found []assess.Correction
	for i, x := range in {
		before, err := factNamed(now, x.Before, "/corrections/"+strconv.Itoa(i)+"/before")
		if err != nil {
			return nil, err
		}
		found = append(found, assess.Correction{Before: before, After: completed(before, x.After)})
	}
	return found, nil
}

// factNamed is the fact with that id; none when no id is given.
func factNamed(facts []assess.Fact, id, pointer string) (*assess.Fact, error) {
	if id == "" {
		return nil, nil
	}
	i := slices.IndexFunc(facts, func(f assess.Fact) bool { return f.ID == id })
	if i < 0 {
		return nil, refuseField(pointer, plan.CodeUnknown, "value", id)
	}
	return &facts[i], nil
}

// completed is a fact after a correction: what was not said stays as it was.
func completed(before, after *assess.Fact) *assess.Fact {
	if after == nil || before == nil {
		return after
	}
	f := *before
	f.Value, f.Note = after.Value, after.Note
	if after.Of != 0 {
		f.Of = after.Of
	}
	if after.At.Valid() {
		f.At = after.At
	}
	return &f
}
