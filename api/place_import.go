package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// placeColumns are the columns of a sheet of places, under the names that the
// page has for them.
var placeColumns = []sheet.Column{
	{Name: "code", ZH: "编号", EN: "Code", Width: 12}, {Name: "name", ZH: "名称", EN: "Name", Width: 24}, {Name: "kind", ZH: "类别", EN: "Kind", Width: 12},
	{Name: "unit", ZH: "所属单位", EN: "Village or unit", Also: []string{"所属村或单位", "单位", "unit"}, Width: 18}, {Name: "address", ZH: "地址", EN: "Address", Width: 24},
	{Name: "person", ZH: "负责人", EN: "Person in charge", Width: 12}, {Name: "phone", ZH: "电话", EN: "Phone", Width: 16},
	{Name: "responsible", ZH: "整改责任岗位", EN: "Post that rectifies", Also: []string{"责任岗位编码", "责任岗位"}, Width: 24},
}

// placeWords are other words by which a sheet names the kinds of place, beside
// those of the page.
var placeWords = map[string]store.PlaceKind{"工厂": store.PlaceFactory, "企业": store.PlaceFactory}

// placeKind is the kind that a cell names: by its code, or as the page does.
func placeKind(text string) store.PlaceKind {
	for kind, w := range pageWords["placeKind"] {
		if text == kind || text == w[chinese] || strings.EqualFold(text, w[english]) {
			return store.PlaceKind(kind)
		}
	}
	return placeWords[text]
}

// PlacesSheet is a sheet to fill in, with the kinds, units and posts there are
// to choose from.
func (s *server) PlacesSheet(ctx context.Context, _ PlacesSheetRequestObject) (PlacesSheetResponseObject, error) {
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	town, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	w, err := sheet.NewWriter(map[string]string{chinese: "检查对象", english: "Places"}[lang], placeColumns, lang)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }()
	if err := town.placesForm(w, lang); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		return nil, err
	}
	name := map[string]string{chinese: "检查对象导入表", english: "Places to import"}[lang] + ".xlsx"
	ginOf(ctx).Writer.Header().Set("Content-Disposition", disposition("attachment", name))
	return PlacesSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: &b, ContentLength: int64(b.Len())}, nil
}

// placesForm offers what there is to choose from, and says how to fill the
// sheet in.
func (r registers) placesForm(w *sheet.Writer, lang string) error {
	var kinds, posts []string
	for _, kind := range store.PlaceKinds {
		kinds = append(kinds, word(lang, "placeKind", kind))
	}
	for _, p := range r.posts {
		if p.Active {
			posts = append(posts, r.names.unit(p.UnitID)+" "+p.Name)
		}
	}
	for _, choice := range []struct {
		column, zh, en string
		values         []string
	}{{"kind", "类别", "Kinds", kinds}, {"unit", "单位", "Units", r.unitNames()}, {"responsible", "岗位", "Posts", posts}} {
		list := map[string]string{chinese: choice.zh, english: choice.en}[lang]
		if err := w.Choices(choice.column, mostRows, list, choice.values); err != nil {
			return err
		}
	}
	if err := w.Notes(map[string]string{chinese: "填写说明", english: "How to"}[lang], []float64{18, 90}, placeNotes(lang)); err != nil {
		return err
	}
	return w.Finish()
}

// placeNotes say how the sheet of places is filled in.
func placeNotes(lang string) [][]string {
	if lang == english {
		return [][]string{
			{"Column", "How to fill it in"},
			{"Code", "Required, and unique in the township, e.g. GC-012."},
			{"Name", "Required."},
			{"Kind", "Required; one of those to choose from."},
			{"Village or unit", "Required; the name or code of a unit, best chosen from the list."},
			{"Address", "May be left empty, as person in charge and phone may."},
			{"Post that rectifies", "May be left empty: then the head of the unit rectifies. Unit and post as in the list, or the name or code of a post, or the name of a person."},
		}
	}
	return [][]string{
		{"列", "怎么填"},
		{"编号", "必填，本镇唯一，如 GC-012。"},
		{"名称", "必填。"},
		{"类别", "必填，从下拉中选。"},
		{"所属单位", "必填，从下拉中选，也可以填单位编码。"},
		{"地址、负责人、电话", "可以不填。"},
		{"整改责任岗位", "可以不填，由所属单位负责人的岗位承办整改。从下拉中选，也可以填岗位名称、岗位编码或人员姓名。"},
	}
}

// ImportPlaces enters every row in the register, or only checks them.
func (s *server) ImportPlaces(ctx context.Context, r ImportPlacesRequestObject) (ImportPlacesResponseObject, error) {
	table, err := sheet.Read(r.Body, sheet.Ask{Columns: placeColumns, Must: []string{"code", "name", "kind", "unit"}, Rows: mostRows})
	if err != nil {
		return nil, refuseSheet(err, placeColumns, language(ginOf(ctx).GetHeader("Accept-Language")))
	}
	known, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	in := placeReader{cells: cells{table: table, columns: placeColumns, lang: language(ginOf(ctx).GetHeader("Accept-Language"))}, registers: known}
	places := in.places(s)
	var stored []store.Place
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Detail = fmt.Sprintf("%d", len(places))
		found := slices.Clone(in.problems)
		stored = slices.Clone(places)
		for i := range stored {
			row := table.Rows[i].N
			if faulty(in.problems, row) {
				continue
			}
			if err := store.CreatePlace(tx, &stored[i]); err != nil && !collectRow(err, row, &found) {
				return err
			}
		}
		if len(found) > 0 {
			return &plan.Error{Code: plan.CodeInvalid, Problems: in.located(found)}
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

// placeReader reads rows into places and collects what is wrong with cells.
type placeReader struct {
	cells
	registers
}

// places are the places of the rows, one each.
func (in *placeReader) places(s *server) []store.Place {
	places := make([]store.Place, len(in.table.Rows))
	for i, r := range in.table.Rows {
		places[i] = in.place(r)
		in.problems = append(in.problems, slices.DeleteFunc(s.like("PlaceInput", r, "code", "name", "address", "person", "phone"), notOfSheet(r.N))...)
	}
	return places
}

func (in *placeReader) place(r sheet.Row) store.Place {
	p := store.Place{Code: r.Fields["code"], Name: r.Fields["name"], Kind: placeKind(r.Fields["kind"]), UnitID: unitNamed(in.units, r.Fields["unit"]),
		Address: r.Fields["address"], Person: r.Fields["person"], Phone: r.Fields["phone"], Active: true}
	for _, must := range []string{"kind", "unit"} {
		if r.Fields[must] == "" {
			in.fault(r, must, plan.CodeRequired)
		}
	}
	if kind := r.Fields["kind"]; p.Kind == "" && kind != "" {
		in.fault(r, "kind", plan.CodeUnknown, "value", kind)
	}
	if unit := r.Fields["unit"]; p.UnitID == "" && unit != "" {
		in.fault(r, "unit", unitCode(in.units, unit), "value", unit)
	}
	p.Responsible = in.who(in.registers, r, "responsible", p.UnitID)
	return p
}

// notOfSheet leaves out what the contract asks for and a sheet names otherwise.
func notOfSheet(row int) func(plan.Problem) bool {
	return func(p plan.Problem) bool {
		return p.Pointer == rowPointer(row, "kind") || p.Pointer == rowPointer(row, "unit_id")
	}
}
