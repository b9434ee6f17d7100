package api

import (
	"context"
	"errors"
	"fmt"

	"duban/plan"
	"duban/store"
)

// Checklists lists every checklist in its newest version.
func (s *server) Checklists(ctx context.Context, _ ChecklistsRequestObject) (ChecklistsResponseObject, error) {
	lists, err := s.Store.Checklists(ctx)
	return Checklists200JSONResponse{Items: list(lists)}, err
}

// Checklist is one version of a checklist.
func (s *server) Checklist(ctx context.Context, r ChecklistRequestObject) (ChecklistResponseObject, error) {
	id := r.Key
	if r.Params.Version > 0 {
		id = fmt.Sprintf("%s@%d", r.Key, r.Params.Version)
	}
	l, err := s.Store.Checklist(ctx, id)
	return Checklist200JSONResponse(l), err
}

// SaveChecklist stores an edited checklist as a new version.
func (s *server) SaveChecklist(ctx context.Context, r SaveChecklistRequestObject) (SaveChecklistResponseObject, error) {
	edited := *r.Body
	edited.Key = r.Key
	judged := edited
	judged.Version++
	if problems := judged.Problems(); len(problems) > 0 {
		return nil, &plan.Error{Code: plan.CodeInvalid, Problems: problems}
	}
	var l plan.Checklist
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		l = edited
		e.Object = "checklist:" + r.Key
		err := store.SaveChecklist(tx, &l, callerOf(ctx).User.ID)
		e.Detail = l.ID()
		return err
	})
	if errors.Is(err, store.ErrStale) {
		return nil, refuse(CodeStaleVersion)
	}
	return SaveChecklist200JSONResponse(l), err
}
