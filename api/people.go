package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"duban/calendar"
	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// peopleColumns are the columns of a sheet of people, who become accounts.
var peopleColumns = []sheet.Column{
	{Name: "username", ZH: "用户名"}, {Name: "name", ZH: "姓名"}, {Name: "unit", ZH: "单位"}, {Name: "post", ZH: "岗位"},
	{Name: "staff_type", ZH: "人员类别"}, {Name: "phone", ZH: "手机"}, {Name: "email", ZH: "邮箱"},
}

// staffWords are how a sheet names the types of staff.
var staffWords = map[string]store.StaffType{
	"公务员": store.CivilServant, "事业编": store.PublicInstitute, "村干部": store.VillageCadre, "编外": store.ContractStaff, "其他": store.OtherStaff,
}

// PeopleSheet is an empty sheet to fill in.
func (s *server) PeopleSheet(context.Context, PeopleSheetRequestObject) (PeopleSheetResponseObject, error) {
	b, err := emptySheet(peopleColumns)
	if err != nil {
		return nil, err
	}
	return PeopleSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: bytes.NewReader(b.Bytes()), ContentLength: int64(b.Len()),
	}, nil
}

// ImportPeople makes an account of every row, or only checks them.
func (s *server) ImportPeople(ctx context.Context, r ImportPeopleRequestObject) (ImportPeopleResponseObject, error) {
	people, err := readSheet(ctx, r.Body, peopleColumns, "username", "name")
	if err != nil {
		return nil, err
	}
	rows, problems, err := s.accounts(ctx, people)
	if err != nil {
		return nil, err
	}
	if !r.Params.Check && len(problems) == 0 {
		if err := s.hashAll(ctx, rows); err != nil {
			return nil, err
		}
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Detail = fmt.Sprintf("%d", len(rows))
		found := slices.Clone(problems)
		for i := range rows {
			if faulty(problems, rows[i].person.N) {
				continue
			}
			if err := s.create(tx, &rows[i]); err != nil && !collectRow(err, rows[i].person.N, &found) {
				return err
			}
		}
		if len(found) > 0 {
			return &plan.Error{Code: plan.CodeInvalid, Problems: found}
		}
		if r.Params.Check {
			return errOnlyChecked
		}
		return nil
	})
	if err != nil && !errors.Is(err, errOnlyChecked) {
		return nil, err
	}
	return imported(rows), nil
}

func imported(rows []account) ImportPeople200JSONResponse {
	answer := ImportPeople200JSONResponse{Items: []ImportedPerson{}}
	for _, x := range rows {
		answer.Items = append(answer.Items, ImportedPerson{Row: x.person.N, User: x.user, Password: x.password})
	}
	return answer
}

// account is what a row becomes.
type account struct {
	person   sheet.Row
	user     store.User
	post     string // id, "" for none
	password string
}

// accounts turns rows into accounts and tells what is wrong with them.
func (s *server) accounts(ctx context.Context, people []sheet.Row) ([]account, []plan.Problem, error) {
	units, err := s.Store.Units(ctx)
	if err != nil {
		return nil, nil, err
	}
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, nil, err
	}
	var rows []account
	var problems []plan.Problem
	for _, p := range people {
		tell := func(column string, code plan.Code, value string) {
			problems = append(problems, plan.Problem{Pointer: rowPointer(p.N, column), Code: code, Params: named([]string{"value", value})})
		}
		x := account{person: p, user: store.User{
			Username: p.Fields["username"], Name: p.Fields["name"], Phone: p.Fields["phone"], Email: p.Fields["email"],
			MustChange: true, PasswordAt: s.now(),
		}}
		if unit := p.Fields["unit"]; unit != "" {
			if x.user.UnitID = unitNamed(units, unit); x.user.UnitID == "" {
				tell("unit", unitCode(units, unit), unit)
			}
		}
		if post := p.Fields["post"]; post != "" {
			if x.post = postNamed(posts, post, x.user.UnitID); x.post == "" {
				tell("post", store.CodeUnknownPost, post)
			}
		}
		if staff := p.Fields["staff_type"]; staff != "" {
			if x.user.StaffType = staffWords[staff]; x.user.StaffType == "" {
				tell("staff_type", plan.CodeUnknown, staff)
			}
		}
		problems = append(problems, s.like("NewUserInput", p, "username", "name", "phone", "email")...)
		rows = append(rows, x)
	}
	return rows, problems, nil
}

// unitNamed finds an active unit by code, or by name when only one has it.
func unitNamed(units []store.Unit, text string) string {
	found := ""
	for _, u := range units {
		switch {
		case !u.Active:
		case u.Code == text:
			return u.ID
		case u.Name == text && found != "":
			return ""
		case u.Name == text:
			found = u.ID
		}
	}
	return found
}

// unitCode says why a text names no unit.
func unitCode(units []store.Unit, text string) plan.Code {
	if slices.ContainsFunc(units, func(u store.Unit) bool { return u.Active && u.Name == text }) {
		return store.CodeAmbiguous
	}
	return store.CodeUnknownUnit
}

// postNamed finds an active post by code, or by its name in the unit.
func postNamed(posts []store.Post, text, unit string) string {
	found := ""
	for _, p := range posts {
		switch {
		case !p.Active:
		case p.Code == text:
			return p.ID
		case p.Name == text && p.UnitID == unit:
			found = p.ID
		}
	}
	return found
}

// hashAll gives every account a one-time password.
func (s *server) hashAll(ctx context.Context, rows []account) error {
	for i := range rows {
		password, hash, err := s.oneTime(ctx)
		if err != nil {
			return err
		}
		rows[i].password, rows[i].user.PasswordHash = password, hash
	}
	return nil
}

// create adds an account and, where a post is named, appoints it from today.
func (s *server) create(tx *store.Tx, x *account) error {
	if err := store.CreateUser(tx, &x.user); err != nil || x.post == "" {
		return err
	}
	return store.AppointHolder(tx, &store.Holder{PostID: x.post, UserID: x.user.ID, From: calendar.DateOf(s.now())})
}
