package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/xuri/excelize/v2"

	"duban/plan"
)

// Registers are filled from Excel sheets: one row each, the columns named in
// the first row. Either every row is taken, or none is and every fault is
// told with its row and column.

// sheetColumn is a column of a sheet, by its Chinese name, which the sheet to
// fill in uses, or by its own.
type sheetColumn struct{ name, zh string }

const (
	mostRows      = 500
	mostSheetText = 32 << 20 // unzipped
)

// sheetRow is one row of a sheet.
type sheetRow struct {
	row    int // as Excel counts, the first below the names is 2
	fields map[string]string
}

// errOnlyChecked rolls back what a check wrote.
var errOnlyChecked = errors.New("only checked")

// emptySheet is a sheet to fill in.
func emptySheet(columns []sheetColumn) (*bytes.Buffer, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	sheet := f.GetSheetName(0)
	for i, column := range columns {
		cell, err := excelize.CoordinatesToCellName(i+1, 1)
		if err != nil {
			return nil, err
		}
		if err := f.SetCellStr(sheet, cell, column.zh); err != nil {
			return nil, err
		}
	}
	return f.WriteToBuffer()
}

// readSheet reads the first sheet of a workbook; the columns named by must
// have to be there.
func readSheet(body io.Reader, columns []sheetColumn, must ...string) ([]sheetRow, error) {
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
	var found []sheetRow
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, unreadableSheet(err)
		}
		if n == 1 {
			if names, err = columnsOf(cells, columns, must); err != nil {
				return nil, err
			}
			continue
		}
		if r := rowOf(names, cells, n); r != nil {
			found = append(found, *r)
		}
		if len(found) > mostRows {
			return nil, refuseField("", plan.CodeTooMany, "max", strconv.Itoa(mostRows))
		}
	}
	if len(found) == 0 {
		return nil, refuseField("", plan.CodeRequired)
	}
	return found, nil
}

func unreadableSheet(err error) error {
	if refusal, known := asRefusal(err); known {
		return refusal
	}
	return fmt.Errorf("%w: %w", refuse(CodeSheet), err)
}

// columnsOf finds which field each column holds.
func columnsOf(cells []string, columns []sheetColumn, must []string) ([]string, error) {
	var names []string
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		name := ""
		for _, c := range columns {
			if cell == c.zh || strings.EqualFold(cell, c.name) {
				name = c.name
			}
		}
		if cell != "" && name == "" {
			return nil, refuseField("/rows/1/"+cell, CodeUnknownField)
		}
		names = append(names, name)
	}
	for _, name := range must {
		if !slices.Contains(names, name) {
			return nil, refuseField("/rows/1/"+name, plan.CodeRequired)
		}
	}
	return names, nil
}

// rowOf reads one row, nil when it is empty.
func rowOf(names, cells []string, row int) *sheetRow {
	r := sheetRow{row: row, fields: map[string]string{}}
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell != "" && i < len(names) && names[i] != "" {
			r.fields[names[i]] = cell
		}
	}
	if len(r.fields) == 0 {
		return nil
	}
	return &r
}

func rowPointer(row int, column string) string { return "/rows/" + strconv.Itoa(row) + "/" + column }

func faulty(problems []plan.Problem, row int) bool {
	return slices.ContainsFunc(problems, func(p plan.Problem) bool { return strings.HasPrefix(p.Pointer, rowPointer(row, "")) })
}

// like holds some fields of a row against what the contract asks of a schema.
func (s *server) like(schema string, r sheetRow, fields ...string) []plan.Problem {
	values := map[string]any{}
	for _, name := range fields {
		if v, ok := r.fields[name]; ok {
			values[name] = v
		}
	}
	var problems []plan.Problem
	known := s.operations["POST /api/v1/users"].route.Spec.Components.Schemas[schema].Value // every operation has the whole contract
	if err := known.VisitJSON(values, openapi3.MultiErrors()); err != nil {
		collect(err, "/rows/"+strconv.Itoa(r.row), &problems)
	}
	return once(problems)
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
