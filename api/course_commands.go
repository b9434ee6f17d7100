package api

import (
	"context"
	"fmt"

	"duban/assess"
	"duban/plan"
	"duban/store"
)

// courseCommand has a command carried out and answers with the course after
// it.
func (s *server) courseCommand(ctx context.Context, id string, c assess.Command) (CourseView, error) {
	if err := s.sendCourse(ctx, id, c); err != nil {
		return CourseView{}, err
	}
	return s.courseView(ctx, id)
}

// claimFor holds the evidence that a command about a subject is about to name.
func (s *server) claimFor(ctx context.Context, course string, subject assess.Ref, files []namedFile) error {
	if len(files) == 0 {
		return nil
	}
	user, now := callerOf(ctx).User.ID, s.now()
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range files {
			if err := store.ClaimAttachment(tx, f.id, user, course, string(subject), f.pointer, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func evidenceAt(list []namedFile, i int, ids []string) []namedFile {
	for j, id := range ids {
		list = append(list, namedFile{fmt.Sprintf("/items/%d/evidence/%d", i, j), id})
	}
	return list
}

// permitted refuses a command that the rules would refuse to this caller
// whatever it says, before anything is written for it.
func (s *server) permitted(ctx context.Context, id string, cmd assess.Command) error {
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return err
	}
	if _, done, err := s.Store.CourseDone(ctx, id, cmd.Head().ID); done || err != nil {
		return err
	}
	return assess.Permit(c.Course, cmd, s.now(), c.cal)
}

// SelfAssess hands in a self-assessment 自评.
func (s *server) SelfAssess(ctx context.Context, r SelfAssessRequestObject) (SelfAssessResponseObject, error) {
	subject := assess.Ref(r.Subject)
	cmd := assess.SelfAssess{Header: courseHead(ctx, r.Params.IdempotencyKey, subject, 0, "", r.Body), Summary: r.Body.Summary, Items: r.Body.Items}
	if err := s.permitted(ctx, r.Id, cmd); err != nil {
		return nil, err
	}
	var files []namedFile
	for i, item := range cmd.Items {
		files = evidenceAt(files, i, item.Evidence)
	}
	if err := s.claimFor(ctx, r.Id, subject, files); err != nil {
		return nil, err
	}
	view, err := s.courseCommand(ctx, r.Id, cmd)
	return SelfAssess200JSONResponse(view), err
}

// Evaluate scores a subject 考评.
func (s *server) Evaluate(ctx context.Context, r EvaluateRequestObject) (EvaluateResponseObject, error) {
	subject := assess.Ref(r.Subject)
	cmd := assess.Evaluate{Header: courseHead(ctx, r.Params.IdempotencyKey, subject, 0, r.Body.Reason, r.Body), Items: r.Body.Items}
	if err := s.permitted(ctx, r.Id, cmd); err != nil {
		return nil, err
	}
	var files []namedFile
	for i, item := range cmd.Items {
		files = evidenceAt(files, i, item.Evidence)
	}
	if err := s.claimFor(ctx, r.Id, subject, files); err != nil {
		return nil, err
	}
	view, err := s.courseCommand(ctx, r.Id, cmd)
	return Evaluate200JSONResponse(view), err
}

// Recuse steps back from scoring a subject 回避.
func (s *server) Recuse(ctx context.Context, r RecuseRequestObject) (RecuseResponseObject, error) {
	h := courseHead(ctx, r.Params.IdempotencyKey, assess.Ref(r.Subject), 0, r.Body.Reason, r.Body)
	view, err := s.courseCommand(ctx, r.Id, assess.Recuse{Header: h})
	return Recuse200JSONResponse(view), err
}

// VerifySample says what the panel found about one of the sample 核实.
func (s *server) VerifySample(ctx context.Context, r VerifySampleRequestObject) (VerifySampleResponseObject, error) {
	subject := assess.Ref(r.Subject)
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	cmd := assess.VerifySample{Header: courseHead(ctx, r.Params.IdempotencyKey, subject, 0, r.Body.Reason, r.Body), OK: r.Body.Ok, Scores: r.Body.Scores}
	if err := s.permitted(ctx, r.Id, cmd); err != nil {
		return nil, err
	}
	if len(r.Body.Corrections) > 0 {
		facts, _, err := s.factsOf(ctx, c, subject)
		if err != nil {
			return nil, err
		}
		if cmd.Corrections, err = c.corrections(r.Body.Corrections, facts); err != nil {
			return nil, err
		}
	}
	view, err := s.courseCommand(ctx, r.Id, cmd)
	return VerifySample200JSONResponse(view), err
}

// CorrectFact corrects, adds or takes back a fact.
func (s *server) CorrectFact(ctx context.Context, r CorrectFactRequestObject) (CorrectFactResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	cmd := assess.CorrectFact{Header: courseHead(ctx, r.Params.IdempotencyKey, "", 0, r.Body.Reason, r.Body)}
	if err := s.permitted(ctx, r.Id, cmd); err != nil {
		return nil, err
	}
	facts, err := s.Store.FrozenFacts(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	before, err := factNamed(assess.Correct(facts, c.Corrections), r.Body.Before, "/before")
	if err != nil {
		return nil, err
	}
	cmd.Before, cmd.After = before, completed(before, r.Body.After)
	if before == nil && cmd.After != nil && cmd.After.ID == "" { // a new fact, named after its command
		cmd.After.ID = "entered/" + cmd.ID
		cmd.After.Work = cmd.After.ID
	}
	view, err := s.courseCommand(ctx, r.Id, cmd)
	return CorrectFact200JSONResponse(view), err
}

// Advance ends the self-assessment before its day.
func (s *server) Advance(ctx context.Context, r AdvanceRequestObject) (AdvanceResponseObject, error) {
	view, err := s.courseCommand(ctx, r.Id, assess.Advance{Header: courseHead(ctx, r.Params.IdempotencyKey, "", 0, r.Body.Reason, r.Body)})
	return Advance200JSONResponse(view), err
}

// Publish publishes the results 公示.
func (s *server) Publish(ctx context.Context, r PublishRequestObject) (PublishResponseObject, error) {
	view, err := s.courseCommand(ctx, r.Id, assess.Publish{Header: courseHead(ctx, r.Params.IdempotencyKey, "", 0, r.Body.Reason, r.Body)})
	return Publish200JSONResponse(view), err
}

// CancelCourse ends an assessment without results.
func (s *server) CancelCourse(ctx context.Context, r CancelCourseRequestObject) (CancelCourseResponseObject, error) {
	view, err := s.courseCommand(ctx, r.Id, assess.CancelCourse{Header: courseHead(ctx, r.Params.IdempotencyKey, "", 0, r.Body.Reason, r.Body)})
	return CancelCourse200JSONResponse(view), err
}

// staleVersion refuses an edit of something that somebody else has saved
// since.
func staleVersion(seen, now int64) error {
	if seen != 0 && seen != now {
		return &plan.Error{Code: CodeStaleVersion}
	}
	return nil
}
