package api

import (
	"context"

	"duban/plan"
	"duban/store"
)

// More commands to running goals: signers, copies, comments, instructions.

// TransferSeat hands a signature to somebody else 转办.
func (s *server) TransferSeat(ctx context.Context, r TransferSeatRequestObject) (TransferSeatResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To); err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.TransferSeat{Header: h, To: r.Body.To, From: r.Body.From})
	return TransferSeat200JSONResponse(view), err
}

// DelegateSeat asks somebody else first 委派.
func (s *server) DelegateSeat(ctx context.Context, r DelegateSeatRequestObject) (DelegateSeatResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To); err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.DelegateSeat{Header: h, To: r.Body.To})
	return DelegateSeat200JSONResponse(view), err
}

// AddSigner adds a signer 加签.
func (s *server) AddSigner(ctx context.Context, r AddSignerRequestObject) (AddSignerResponseObject, error) {
	if err := s.known(ctx, "/who", r.Body.Who); err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.AddSigner{Header: h, Who: r.Body.Who, After: r.Body.After})
	return AddSigner200JSONResponse(view), err
}

// RemoveSigner takes an added signer away 减签.
func (s *server) RemoveSigner(ctx context.Context, r RemoveSignerRequestObject) (RemoveSignerResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.RemoveSigner{Header: h, Who: r.Body.Who})
	return RemoveSigner200JSONResponse(view), err
}

// CopyStep sends copies 抄送.
func (s *server) CopyStep(ctx context.Context, r CopyStepRequestObject) (CopyStepResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To...); err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	view, err := s.command(ctx, r.Id, plan.CopyStep{Header: h, To: r.Body.To})
	return CopyStep200JSONResponse(view), err
}

// ReadCopy says that a copy was read 已阅.
func (s *server) ReadCopy(ctx context.Context, r ReadCopyRequestObject) (ReadCopyResponseObject, error) {
	h := header(ctx, r.Params.IdempotencyKey, r.Step, r.Body)
	view, err := s.command(ctx, r.Id, plan.ReadCopy{Header: h})
	return ReadCopy200JSONResponse(view), err
}

// CommentStep comments on a step 评论.
func (s *server) CommentStep(ctx context.Context, r CommentStepRequestObject) (CommentStepResponseObject, error) {
	if err := s.known(ctx, "/mentions", r.Body.Mentions...); err != nil {
		return nil, err
	}
	h := header(ctx, r.Params.IdempotencyKey, r.Step, r.Body)
	view, err := s.command(ctx, r.Id, plan.Comment{Header: h, Text: r.Body.Text, Mentions: r.Body.Mentions})
	return CommentStep200JSONResponse(view), err
}

// CommentGoal comments on a goal 评论.
func (s *server) CommentGoal(ctx context.Context, r CommentGoalRequestObject) (CommentGoalResponseObject, error) {
	if err := s.known(ctx, "/mentions", r.Body.Mentions...); err != nil {
		return nil, err
	}
	h := header(ctx, r.Params.IdempotencyKey, "", r.Body)
	view, err := s.command(ctx, r.Id, plan.Comment{Header: h, Text: r.Body.Text, Mentions: r.Body.Mentions})
	return CommentGoal200JSONResponse(view), err
}

// InstructStep gives an instruction on a step 批示.
func (s *server) InstructStep(ctx context.Context, r InstructStepRequestObject) (InstructStepResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To...); err != nil {
		return nil, err
	}
	h := header(ctx, r.Params.IdempotencyKey, r.Step, r.Body)
	view, err := s.command(ctx, r.Id, plan.Instruct{Header: h, Text: r.Body.Text, Asks: r.Body.Asks, To: r.Body.To})
	return InstructStep200JSONResponse(view), err
}

// InstructGoal gives an instruction on a goal 批示.
func (s *server) InstructGoal(ctx context.Context, r InstructGoalRequestObject) (InstructGoalResponseObject, error) {
	if err := s.known(ctx, "/to", r.Body.To...); err != nil {
		return nil, err
	}
	h := header(ctx, r.Params.IdempotencyKey, "", r.Body)
	view, err := s.command(ctx, r.Id, plan.Instruct{Header: h, Text: r.Body.Text, Asks: r.Body.Asks, To: r.Body.To})
	return InstructGoal200JSONResponse(view), err
}

// AddSteps adds steps to a running goal. What follows from the town (units,
// heads, the usual stages) is filled in as in a draft.
func (s *server) AddSteps(ctx context.Context, r AddStepsRequestObject) (AddStepsResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return nil, err
	}
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, 0)
	for i := range r.Body.Steps {
		step := &r.Body.Steps[i]
		prefillStep(&g, step, len(g.Steps)+i, town)
		for _, ref := range append(append([]plan.Ref{step.Lead}, step.Co...), signers(step.Stages)...) {
			if err := unknown(town, "/steps", ref); err != nil {
				return nil, err
			}
		}
	}
	view, err := s.command(ctx, r.Id, plan.AddSteps{Header: h, Steps: r.Body.Steps, Instruction: r.Body.Instruction, Goal: r.Body.Goal})
	return AddSteps200JSONResponse(view), err
}

func signers(stages []plan.Stage) []plan.Ref {
	var refs []plan.Ref
	for _, st := range stages {
		refs = append(refs, st.Signers...)
	}
	return refs
}

// known refuses a post or user that is not there.
func (s *server) known(ctx context.Context, pointer string, refs ...plan.Ref) error {
	if len(refs) == 0 {
		return nil
	}
	town, err := s.Store.Town(ctx)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		if err := unknown(town, pointer, ref); err != nil {
			return err
		}
	}
	return nil
}

func unknown(town store.Town, pointer string, ref plan.Ref) error {
	if ref.Valid() && !town.Knows(ref) {
		return refuseField(pointer, store.CodeUnknownPost, "value", string(ref))
	}
	return nil
}
