package api

import (
	"context"

	"duban/calendar"
	"duban/store"
)

// Units lists every unit.
func (s *server) Units(ctx context.Context, _ UnitsRequestObject) (UnitsResponseObject, error) {
	units, err := s.Store.Units(ctx)
	return Units200JSONResponse{Items: list(units)}, err
}

// Unit returns one unit.
func (s *server) Unit(ctx context.Context, r UnitRequestObject) (UnitResponseObject, error) {
	u, err := s.Store.Unit(ctx, r.Id)
	return Unit200JSONResponse(u), err
}

// CreateUnit adds a unit. The same key gives the same unit.
func (s *server) CreateUnit(ctx context.Context, r CreateUnitRequestObject) (CreateUnitResponseObject, error) {
	u, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.Unit, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Unit, error) {
		u := store.Unit{ID: id}
		r.Body.into(&u)
		err := store.CreateUnit(tx, &u)
		e.Object, e.Detail = "unit:"+u.ID, u.Code+" "+u.Name
		return u, err
	})
	return CreateUnit201JSONResponse(u), err
}

// UpdateUnit changes a unit.
func (s *server) UpdateUnit(ctx context.Context, r UpdateUnitRequestObject) (UpdateUnitResponseObject, error) {
	u, err := s.Store.Unit(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "unit:"+u.ID, r.Body.Code+" "+r.Body.Name
		r.Body.into(&u)
		return store.UpdateUnit(tx, &u)
	})
	return UpdateUnit200JSONResponse(u), err
}

// UnitUse tells what hangs on a unit.
func (s *server) UnitUse(ctx context.Context, r UnitUseRequestObject) (UnitUseResponseObject, error) {
	if _, err := s.Store.Unit(ctx, r.Id); err != nil {
		return nil, err
	}
	use, err := s.Store.UnitUse(ctx, r.Id, calendar.DateOf(s.now()))
	return UnitUse200JSONResponse{Units: list(use.Units), Holders: list(use.Holders), Goals: use.Goals}, err
}

// DeleteUnit removes a unit that nothing refers to.
func (s *server) DeleteUnit(ctx context.Context, r DeleteUnitRequestObject) (DeleteUnitResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "unit:" + r.Id
		return store.DeleteUnit(tx, r.Id)
	})
	return DeleteUnit204Response{}, err
}

// into is the one place where what was sent becomes a unit.
func (in *UnitInput) into(u *store.Unit) {
	u.Code, u.Name, u.Kind, u.ParentID, u.Sort = in.Code, in.Name, in.Kind, in.ParentId, in.Sort
	u.Active = in.Active == nil || *in.Active
}

// Directory returns what a page needs to show names and to pick people.
func (s *server) Directory(ctx context.Context, _ DirectoryRequestObject) (DirectoryResponseObject, error) {
	units, err := s.Store.Units(ctx)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.Colleagues(ctx, calendar.DateOf(s.now()))
	return Directory200JSONResponse{Units: list(units), Posts: list(posts), People: list(people)}, err
}
