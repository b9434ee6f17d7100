package api

import (
	"context"

	"duban/plan"
	"duban/store"
)

// Commands to running goals. Each handler only says which command it is: the
// dispatcher has it carried out, and the answer is the goal as it is then
// recorded.

// command has a command carried out and answers with the goal after it.
func (s *server) command(ctx context.Context, goal string, c plan.Command) (GoalView, error) {
	if callerOf(ctx).Scope < ScopeAll { // who sees all finds out by reading whether there is such a goal
		if err := s.visible(ctx, goal); err != nil {
			return GoalView{}, err
		}
	}
	if err := s.send(ctx, goal, c); err != nil {
		return GoalView{}, err
	}
	return s.goalView(ctx, goal)
}

func (s *server) dispatch() dispatcher {
	return dispatcher{store: s.Store, temporal: s.Temporal, clock: s.now, timeout: commandWait}
}

// said is a header with what the caller wrote and the round they looked at.
func said(h plan.Header, reason string, round int) plan.Header {
	h.Reason, h.Round = reason, round
	return h
}

// seat finds the unit of a post and the head of that unit, and refuses a post
// or user that is not there.
func (s *server) seat(ctx context.Context, pointer string, ref plan.Ref) (unit string, head plan.Ref, err error) {
	town, err := s.Store.Town(ctx)
	if err != nil {
		return "", "", err
	}
	if !town.Knows(ref) {
		return "", "", refuseField(pointer, store.CodeUnknownPost, "value", string(ref))
	}
	unit = town.UnitOf(ref)
	return unit, town.HeadOf(unit), nil
}

// AcceptStep takes a step on 签收.
func (s *server) AcceptStep(ctx context.Context, r AcceptStepRequestObject) (AcceptStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.AcceptStep{Header: h})
	return AcceptStep200JSONResponse(view), err
}

// WithdrawStep takes a submission or request back 撤回.
func (s *server) WithdrawStep(ctx context.Context, r WithdrawStepRequestObject) (WithdrawStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.WithdrawStep{Header: h})
	return WithdrawStep200JSONResponse(view), err
}

// UrgeStep urges those on whom a step waits 催办.
func (s *server) UrgeStep(ctx context.Context, r UrgeStepRequestObject) (UrgeStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.UrgeStep{Header: h})
	return UrgeStep200JSONResponse(view), err
}

// SuspendStep stops a step's clock 中止.
func (s *server) SuspendStep(ctx context.Context, r SuspendStepRequestObject) (SuspendStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Suspend{Header: h})
	return SuspendStep200JSONResponse(view), err
}

// SuspendGoal stops all of a goal's clocks 中止.
func (s *server) SuspendGoal(ctx context.Context, r SuspendGoalRequestObject) (SuspendGoalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Suspend{Header: h})
	return SuspendGoal200JSONResponse(view), err
}

// ResumeStep lets a step's clock run again 恢复.
func (s *server) ResumeStep(ctx context.Context, r ResumeStepRequestObject) (ResumeStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Resume{Header: h})
	return ResumeStep200JSONResponse(view), err
}

// ResumeGoal lets a goal's clocks run again 恢复.
func (s *server) ResumeGoal(ctx context.Context, r ResumeGoalRequestObject) (ResumeGoalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Resume{Header: h})
	return ResumeGoal200JSONResponse(view), err
}

// CancelStep ends a step without a result.
func (s *server) CancelStep(ctx context.Context, r CancelStepRequestObject) (CancelStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Cancel{Header: h})
	return CancelStep200JSONResponse(view), err
}

// CancelGoal ends a goal without a result.
func (s *server) CancelGoal(ctx context.Context, r CancelGoalRequestObject) (CancelGoalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Cancel{Header: h})
	return CancelGoal200JSONResponse(view), err
}

// CloseOutStep closes out a step 销号.
func (s *server) CloseOutStep(ctx context.Context, r CloseOutStepRequestObject) (CloseOutStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.CloseOut{Header: h})
	return CloseOutStep200JSONResponse(view), err
}

// CloseOutGoal closes out a goal 销号.
func (s *server) CloseOutGoal(ctx context.Context, r CloseOutGoalRequestObject) (CloseOutGoalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.CloseOut{Header: h})
	return CloseOutGoal200JSONResponse(view), err
}

// ArchiveGoal archives a goal 归档.
func (s *server) ArchiveGoal(ctx context.Context, r ArchiveGoalRequestObject) (ArchiveGoalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, "", r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.Archive{Header: h})
	return ArchiveGoal200JSONResponse(view), err
}

// SubmitStep hands in a step 提交. What an inspection found comes with the steps
// that it needs.
func (s *server) SubmitStep(ctx context.Context, r SubmitStepRequestObject) (SubmitStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), "", r.Body.Round)
	c, err := s.handIn(ctx, r.Id, plan.SubmitStep{Header: h, Content: r.Body.Content})
	if err != nil {
		return nil, err
	}
	if err := s.claim(ctx, r.Id, r.Step, filesOf(c.Content)); err != nil {
		return nil, err
	}
	view, err := s.command(ctx, r.Id, c)
	return SubmitStep200JSONResponse(view), err
}

// DecideApproval signs 审批.
func (s *server) DecideApproval(ctx context.Context, r DecideApprovalRequestObject) (DecideApprovalResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.DecideApproval{Header: h, Agree: r.Body.Agree})
	return DecideApproval200JSONResponse(view), err
}

// ReturnStep sends a submission back 退回.
func (s *server) ReturnStep(ctx context.Context, r ReturnStepRequestObject) (ReturnStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, r.Body.Round)
	view, err := s.command(ctx, r.Id, plan.ReturnStep{Header: h, To: r.Body.To, Direct: r.Body.Direct})
	return ReturnStep200JSONResponse(view), err
}

// AskExtension asks for a later day 延期.
func (s *server) AskExtension(ctx context.Context, r AskExtensionRequestObject) (AskExtensionResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	view, err := s.command(ctx, r.Id, plan.AskExtension{Header: h, NewDue: r.Body.NewDue, Progress: r.Body.Progress})
	return AskExtension200JSONResponse(view), err
}

// SetDue sets a new last day.
func (s *server) SetDue(ctx context.Context, r SetDueRequestObject) (SetDueResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	view, err := s.command(ctx, r.Id, plan.SetDue{Header: h, On: r.Body.On})
	return SetDue200JSONResponse(view), err
}

// AskTransfer says that a step is not ours 转办.
func (s *server) AskTransfer(ctx context.Context, r AskTransferRequestObject) (AskTransferResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	unit, head, err := s.seat(ctx, "/to", r.Body.To)
	if err != nil {
		return nil, err
	}
	view, err := s.command(ctx, r.Id, plan.AskTransfer{Header: h, To: r.Body.To, ToUnit: unit, ToHead: head})
	return AskTransfer200JSONResponse(view), err
}

// AssignStep gives a step to another post.
func (s *server) AssignStep(ctx context.Context, r AssignStepRequestObject) (AssignStepResponseObject, error) {
	h := said(header(ctx, r.Params.IdempotencyKey, r.Step, r.Body), r.Body.Reason, 0)
	unit, head, err := s.seat(ctx, "/lead", r.Body.Lead)
	if err != nil {
		return nil, err
	}
	view, err := s.command(ctx, r.Id, plan.AssignStep{Header: h, Lead: r.Body.Lead, LeadUnit: unit, LeadHead: head, Co: r.Body.Co})
	return AssignStep200JSONResponse(view), err
}
