package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"duban/plan"
	"duban/sheet"
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

// placeColumns are the columns of a sheet of places.
var placeColumns = []sheet.Column{
	{Name: "code", ZH: "编号"}, {Name: "name", ZH: "名称"}, {Name: "kind", ZH: "类别"}, {Name: "unit", ZH: "所属单位"}, {Name: "address", ZH: "地址"},
	{Name: "person", ZH: "负责人"}, {Name: "phone", ZH: "电话"}, {Name: "responsible", ZH: "责任岗位编码"},
}

// placeWords are how a sheet names the kinds of place.
var placeWords = map[string]store.PlaceKind{
	"工厂": store.PlaceFactory, "企业": store.PlaceFactory, "矿山": store.PlaceMine, "学校": store.PlaceSchool, "道路": store.PlaceRoad,
	"林区": store.PlaceForest, "工地": store.PlaceSite, "商户": store.PlaceShop, "其他": store.PlaceOther,
}

// PlacesSheet is an empty sheet to fill in.
func (s *server) PlacesSheet(context.Context, PlacesSheetRequestObject) (PlacesSheetResponseObject, error) {
	b, err := emptySheet(placeColumns)
	if err != nil {
		return nil, err
	}
	return PlacesSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: bytes.NewReader(b.Bytes()), ContentLength: int64(b.Len()),
	}, nil
}

// ImportPlaces enters every row in the register, or only checks them.
func (s *server) ImportPlaces(ctx context.Context, r ImportPlacesRequestObject) (ImportPlacesResponseObject, error) {
	rows, err := readSheet(r.Body, placeColumns, "code", "name", "kind", "unit")
	if err != nil {
		return nil, err
	}
	places, problems, err := s.placesOf(ctx, rows)
	if err != nil {
		return nil, err
	}
	var stored []store.Place
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Detail = fmt.Sprintf("%d", len(rows))
		found := slices.Clone(problems)
		stored = slices.Clone(places)
		for i := range stored {
			if faulty(problems, rows[i].N) {
				continue
			}
			if err := store.CreatePlace(tx, &stored[i]); err != nil && !collectRow(err, rows[i].N, &found) {
				return err
			}
		}
		if len(found) > 0 {
			return &plan.Error{Code: plan.CodeInvalid, Problems: found}
		}
		if r.Params.Check {
			stored = places
			return errOnlyChecked
		}
		return nil
	})
	if err != nil && !errors.Is(err, errOnlyChecked) {
		return nil, err
	}
	return ImportPlaces200JSONResponse{Items: stored}, nil
}

// placesOf turns rows into places, one each, and tells what is wrong with them.
func (s *server) placesOf(ctx context.Context, rows []sheet.Row) ([]store.Place, []plan.Problem, error) {
	units, err := s.Store.Units(ctx)
	if err != nil {
		return nil, nil, err
	}
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, nil, err
	}
	places, problems := make([]store.Place, len(rows)), []plan.Problem(nil)
	for i, r := range rows {
		tell := func(column string, code plan.Code) {
			problems = append(problems, plan.Problem{Pointer: rowPointer(r.N, column), Code: code, Params: named([]string{"value", r.Fields[column]})})
		}
		p := store.Place{Code: r.Fields["code"], Name: r.Fields["name"], Kind: placeWords[r.Fields["kind"]], UnitID: unitNamed(units, r.Fields["unit"]),
			Address: r.Fields["address"], Person: r.Fields["person"], Phone: r.Fields["phone"], Active: true}
		if kind := store.PlaceKind(r.Fields["kind"]); p.Kind == "" && slices.Contains(store.PlaceKinds, kind) {
			p.Kind = kind
		}
		if p.Kind == "" && r.Fields["kind"] != "" {
			tell("kind", plan.CodeUnknown)
		}
		if p.UnitID == "" && r.Fields["unit"] != "" {
			tell("unit", store.CodeUnknownUnit)
		}
		if post := r.Fields["responsible"]; post != "" {
			if id := postNamed(posts, post, p.UnitID); id == "" {
				tell("responsible", store.CodeUnknownPost)
			} else {
				p.Responsible = plan.PostRef(id)
			}
		}
		for _, must := range []string{"kind", "unit"} {
			if r.Fields[must] == "" {
				problems = append(problems, plan.Problem{Pointer: rowPointer(r.N, must), Code: plan.CodeRequired})
			}
		}
		problems = append(problems, slices.DeleteFunc(s.like("PlaceInput", r, "code", "name", "address", "person", "phone"), notOfSheet(r.N))...)
		places[i] = p
	}
	return places, problems, nil
}

// notOfSheet leaves out what the contract asks for and a sheet names otherwise.
func notOfSheet(row int) func(plan.Problem) bool {
	return func(p plan.Problem) bool {
		return p.Pointer == rowPointer(row, "kind") || p.Pointer == rowPointer(row, "unit_id")
	}
}
