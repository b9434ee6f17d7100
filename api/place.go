package api

import (
	"context"

	"duban/store"
)

// Places lists places by code.
func (s *server) Places(ctx context.Context, r PlacesRequestObject) (PlacesResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	query := store.PlaceQuery{Text: r.Params.Q, Kind: r.Params.Kind, UnitID: r.Params.Unit, Active: r.Params.Active}
	places, next, err := s.Store.Places(ctx, query, page)
	return Places200JSONResponse{Items: places, Next: next}, err
}

// Place returns one place.
func (s *server) Place(ctx context.Context, r PlaceRequestObject) (PlaceResponseObject, error) {
	p, err := s.Store.Place(ctx, r.Id)
	return Place200JSONResponse(p), err
}

// CreatePlace enters a place in the register. The same key gives the same place.
func (s *server) CreatePlace(ctx context.Context, r CreatePlaceRequestObject) (CreatePlaceResponseObject, error) {
	p, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.Place, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Place, error) {
		p := store.Place{ID: id}
		r.Body.into(&p)
		err := store.CreatePlace(tx, &p)
		e.Object, e.Detail = "place:"+p.ID, p.Code+" "+p.Name
		return p, err
	})
	return CreatePlace201JSONResponse(p), err
}

// UpdatePlace changes a place.
func (s *server) UpdatePlace(ctx context.Context, r UpdatePlaceRequestObject) (UpdatePlaceResponseObject, error) {
	p, err := s.Store.Place(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "place:"+p.ID, r.Body.Code+" "+r.Body.Name
		r.Body.into(&p)
		return store.UpdatePlace(tx, &p)
	})
	return UpdatePlace200JSONResponse(p), err
}

// DeletePlace removes a place where nothing was ever inspected.
func (s *server) DeletePlace(ctx context.Context, r DeletePlaceRequestObject) (DeletePlaceResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "place:" + r.Id
		return store.DeletePlace(tx, r.Id)
	})
	return DeletePlace204Response{}, err
}

// into is the one place where what was sent becomes a place.
func (in *PlaceInput) into(p *store.Place) {
	p.Code, p.Name, p.Kind, p.UnitID, p.Address = in.Code, in.Name, in.Kind, in.UnitId, in.Address
	p.Person, p.Phone, p.Responsible = in.Person, in.Phone, in.Responsible
	p.Active = in.Active == nil || *in.Active
}

// PlaceHistory lists what happened in a place, as far as the caller sees the
// goals.
func (s *server) PlaceHistory(ctx context.Context, r PlaceHistoryRequestObject) (PlaceHistoryResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	if _, err := s.Store.Place(ctx, r.Id); err != nil {
		return nil, err
	}
	events, next, err := s.Store.PlaceHistory(ctx, r.Id, store.ScopeOf(callerOf(ctx).Actor), page)
	return PlaceHistory200JSONResponse{Items: list(events), Next: next}, err
}
