package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"duban/plan"
	"duban/sheet"
)

// Registers are filled from Excel sheets: one row each, the columns named in
// the first row. Either every row is taken, or none is and every fault is
// told with its row and column.

const mostRows = 500

// errOnlyChecked rolls back what a check wrote.
var errOnlyChecked = errors.New("only checked")

// emptySheet is a sheet to fill in.
func emptySheet(columns []sheet.Column) (*bytes.Buffer, error) {
	w, err := sheet.NewWriter("Sheet1", columns, chinese)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }()
	if err := w.Finish(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	return &b, err
}

// readSheet reads the first sheet of a workbook; the columns named by must
// have to be there.
func readSheet(ctx context.Context, body io.Reader, columns []sheet.Column, must ...string) ([]sheet.Row, error) {
	table, err := sheet.Read(body, sheet.Ask{Columns: columns, Must: must, Rows: mostRows})
	if err != nil {
		return nil, refuseSheet(err, columns, language(ginOf(ctx).GetHeader("Accept-Language")))
	}
	return table.Rows, nil
}

// refuseSheet says why a sheet as a whole is not taken.
func refuseSheet(err error, columns []sheet.Column, lang string) error {
	var large *http.MaxBytesError
	var fault *sheet.Error
	if errors.As(err, &large) || !errors.As(err, &fault) {
		return err
	}
	switch fault.Code {
	case sheet.CodeUnknown:
		return refuseField("/rows/1/"+fault.Column, CodeUnknownField)
	case sheet.CodeTwice:
		return refuseField("/rows/1/"+fault.Column, CodeColumnTwice, "column", fault.Column)
	case sheet.CodeMissing:
		return refuseField("/rows/1/"+fault.Column, CodeColumnMissing, "column", headOf(columns, fault.Column, lang))
	case sheet.CodeEmpty:
		return refuseField("", CodeSheetEmpty)
	case sheet.CodeTooMany:
		return refuseField("", plan.CodeTooMany, "max", strconv.Itoa(fault.Most))
	}
	return fmt.Errorf("%w: %w", refuse(CodeSheet), err)
}

// headOf is what people call a column.
func headOf(columns []sheet.Column, name, lang string) string {
	for _, c := range columns {
		if c.Name == name {
			return c.Head(lang)
		}
	}
	return name
}

func rowPointer(row int, column string) string { return "/rows/" + strconv.Itoa(row) + "/" + column }

func faulty(problems []plan.Problem, row int) bool {
	return slices.ContainsFunc(problems, func(p plan.Problem) bool { return strings.HasPrefix(p.Pointer, rowPointer(row, "")) })
}

// like holds some fields of a row against what the contract asks of a schema.
func (s *server) like(schema string, r sheet.Row, fields ...string) []plan.Problem {
	values := map[string]any{}
	for _, name := range fields {
		if v, ok := r.Fields[name]; ok {
			values[name] = v
		}
	}
	var problems []plan.Problem
	known := s.operations["POST /api/v1/users"].route.Spec.Components.Schemas[schema].Value // every operation has the whole contract
	if err := known.VisitJSON(values, openapi3.MultiErrors()); err != nil {
		collect(err, "/rows/"+strconv.Itoa(r.N), &problems)
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
