package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/xuri/excelize/v2"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// People come from an Excel sheet: one row each, the columns named in the
// first row. Either every row becomes an account, or none does and every
// fault is told with its row and column.

// peopleColumns are the columns of a sheet, by their Chinese name, which the
// sheet to fill in uses, or by their own.
var peopleColumns = []struct{ name, zh string }{
	{"username", "用户名"}, {"name", "姓名"}, {"unit", "单位"}, {"post", "岗位"},
	{"staff_type", "人员类别"}, {"phone", "手机"}, {"email", "邮箱"},
}

// staffWords are how a sheet names the types of staff.
var staffWords = map[string]store.StaffType{
	"公务员": store.CivilServant, "事业编": store.PublicInstitute, "村干部": store.VillageCadre, "编外": store.ContractStaff, "其他": store.OtherStaff,
}

const (
	mostPeople    = 500
	mostSheetText = 32 << 20 // unzipped
)

// person is one row of a sheet.
type person struct {
	row    int // as Excel counts, the first below the names is 2
	fields map[string]string
}

// PeopleSheet is an empty sheet to fill in.
func (s *server) PeopleSheet(context.Context, PeopleSheetRequestObject) (PeopleSheetResponseObject, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	sheet := f.GetSheetName(0)
	for i, column := range peopleColumns {
		cell, err := excelize.CoordinatesToCellName(i+1, 1)
		if err != nil {
			return nil, err
		}
		if err := f.SetCellStr(sheet, cell, column.zh); err != nil {
			return nil, err
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return PeopleSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{
		Body: bytes.NewReader(b.Bytes()), ContentLength: int64(b.Len()),
	}, nil
}

// ImportPeople makes an account of every row, or only checks them.
func (s *server) ImportPeople(ctx context.Context, r ImportPeopleRequestObject) (ImportPeopleResponseObject, error) {
	people, err := readPeople(r.Body)
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
			if faulty(problems, rows[i].person.row) {
				continue
			}
			if err := s.create(tx, &rows[i]); err != nil && !collectRow(err, rows[i].person.row, &found) {
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
		answer.Items = append(answer.Items, ImportedPerson{Row: x.person.row, User: x.user, Password: x.password})
	}
	return answer
}

// errOnlyChecked rolls back what a check wrote.
var errOnlyChecked = errors.New("only checked")

// account is what a row becomes.
type account struct {
	person   person
	user     store.User
	post     string // id, "" for none
	password string
}

// readPeople reads the first sheet of a workbook.
func readPeople(body io.Reader) ([]person, error) {
	f, err := excelize.OpenReader(body, excelize.Options{UnzipSizeLimit: mostSheetText, UnzipXMLSizeLimit: mostSheetText})
	if err != nil {
		return nil, unreadableSheet(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, unreadableSheet(err)
	}
	defer func() { _ = rows.Close() }()
	var names []string
	var people []person
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, unreadableSheet(err)
		}
		if n == 1 {
			if names, err = columnsOf(cells); err != nil {
				return nil, err
			}
			continue
		}
		if p := personOf(names, cells, n); p != nil {
			people = append(people, *p)
		}
		if len(people) > mostPeople {
			return nil, refuseField("", plan.CodeTooMany, "max", strconv.Itoa(mostPeople))
		}
	}
	if len(people) == 0 {
		return nil, refuseField("", plan.CodeRequired)
	}
	return people, nil
}

func unreadableSheet(err error) error {
	if refusal, known := asRefusal(err); known {
		return refusal
	}
	return fmt.Errorf("%w: %w", refuse(CodeSheet), err)
}

// columnsOf finds which field each column holds; user name and name must be
// among them.
func columnsOf(cells []string) ([]string, error) {
	var names []string
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		name := ""
		for _, c := range peopleColumns {
			if cell == c.zh || strings.EqualFold(cell, c.name) {
				name = c.name
			}
		}
		if cell != "" && name == "" {
			return nil, refuseField("/rows/1/"+cell, CodeUnknownField)
		}
		names = append(names, name)
	}
	for _, must := range []string{"username", "name"} {
		if !slices.Contains(names, must) {
			return nil, refuseField("/rows/1/"+must, plan.CodeRequired)
		}
	}
	return names, nil
}

// personOf reads one row, nil when it is empty.
func personOf(names, cells []string, row int) *person {
	p := person{row: row, fields: map[string]string{}}
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell != "" && i < len(names) && names[i] != "" {
			p.fields[names[i]] = cell
		}
	}
	if len(p.fields) == 0 {
		return nil
	}
	return &p
}

// accounts turns rows into accounts and tells what is wrong with them.
func (s *server) accounts(ctx context.Context, people []person) ([]account, []plan.Problem, error) {
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
			problems = append(problems, plan.Problem{Pointer: rowPointer(p.row, column), Code: code, Params: named([]string{"value", value})})
		}
		x := account{person: p, user: store.User{
			Username: p.fields["username"], Name: p.fields["name"], Phone: p.fields["phone"], Email: p.fields["email"],
			MustChange: true, PasswordAt: s.now(),
		}}
		if unit := p.fields["unit"]; unit != "" {
			if x.user.UnitID = unitNamed(units, unit); x.user.UnitID == "" {
				tell("unit", store.CodeUnknownUnit, unit)
			}
		}
		if post := p.fields["post"]; post != "" {
			if x.post = postNamed(posts, post, x.user.UnitID); x.post == "" {
				tell("post", store.CodeUnknownPost, post)
			}
		}
		if staff := p.fields["staff_type"]; staff != "" {
			if x.user.StaffType = staffWords[staff]; x.user.StaffType == "" {
				tell("staff_type", plan.CodeUnknown, staff)
			}
		}
		problems = append(problems, s.likeNewUser(p)...)
		rows = append(rows, x)
	}
	return rows, problems, nil
}

func rowPointer(row int, column string) string { return "/rows/" + strconv.Itoa(row) + "/" + column }

func faulty(problems []plan.Problem, row int) bool {
	return slices.ContainsFunc(problems, func(p plan.Problem) bool { return strings.HasPrefix(p.Pointer, rowPointer(row, "")) })
}

// likeNewUser holds a row against what the contract asks of a new account.
func (s *server) likeNewUser(p person) []plan.Problem {
	values := map[string]any{}
	for _, name := range []string{"username", "name", "phone", "email"} {
		if v, ok := p.fields[name]; ok {
			values[name] = v
		}
	}
	schema := s.operations["POST /api/v1/users"].route.Spec.Components.Schemas["NewUserInput"].Value
	var problems []plan.Problem
	if err := schema.VisitJSON(values, openapi3.MultiErrors()); err != nil {
		collect(err, "/rows/"+strconv.Itoa(p.row), &problems)
	}
	return once(problems)
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

// collectRow adds the problems of a refused row; false when err is none.
func collectRow(err error, row int, into *[]plan.Problem) bool {
	var refusal *plan.Error
	if !errors.As(err, &refusal) || refusal.Code != plan.CodeInvalid {
		return false
	}
	for _, p := range refusal.Problems {
		p.Pointer = rowPointer(row, strings.TrimPrefix(p.Pointer, "/"))
		*into = append(*into, p)
	}
	return true
}
