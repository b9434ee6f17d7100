package sheet

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Ask says what is looked for in a workbook.
type Ask struct {
	Columns []Column
	Must    []string // names of the columns that have to be there
	Rows    int      // at most so many
	// Loose takes sheets as people keep them: the names may stand below a
	// title, in any of the sheets; columns that are not asked for are passed
	// over and told.
	Loose bool
}

const (
	mostUnpacked = 32 << 20 // bytes of a workbook once unzipped
	headWithin   = 10       // rows in which the names may stand, when loose
)

// Table is what was read: rows below a row of names.
type Table struct {
	Sheet    string
	Rows     []Row
	Unknown  []string // heads that were passed over
	columns  map[string]int
	date1904 bool
}

// Row is a row that is not empty.
type Row struct {
	N      int               // as Excel counts
	Fields map[string]string // what stands in it, by the names of the columns, without space around it
}

// Cell is the address of a field, "D7"; "" of a column that is not there.
func (t *Table) Cell(row int, column string) string {
	i, ok := t.columns[column]
	if !ok {
		return ""
	}
	cell, err := excelize.CoordinatesToCellName(i+1, row)
	if err != nil {
		return ""
	}
	return cell
}

// Read reads a workbook. What it refuses is an *Error.
func Read(body io.Reader, ask Ask) (*Table, error) {
	f, err := excelize.OpenReader(body, excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked, RawCellValue: true})
	if err != nil {
		return nil, &Error{Code: CodeUnreadable, Err: err}
	}
	defer func() { _ = f.Close() }()
	sheets := f.GetSheetList()
	if !ask.Loose {
		sheets = sheets[:min(1, len(sheets))]
	}
	first := error(&Error{Code: CodeUnreadable})
	for i, name := range sheets {
		t, err := ask.read(f, name)
		if err == nil {
			return t, nil
		}
		if i == 0 || t != nil { // the sheet that has the names says best what is wrong
			first = err
		}
		if t != nil {
			break
		}
	}
	return nil, first
}

// read reads one sheet. A table beside an error says that the names were
// found.
func (a Ask) read(f *excelize.File, name string) (*Table, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, &Error{Code: CodeUnreadable, Err: err}
	}
	defer func() { _ = rows.Close() }()
	var t *Table
	refused := error(&Error{Code: CodeEmpty})
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return t, &Error{Code: CodeUnreadable, Err: err}
		}
		if t == nil {
			if t, err = a.names(name, cells); err != nil {
				if refused = a.closer(refused, err); !a.Loose || n >= headWithin {
					return nil, refused
				}
			}
			continue
		}
		if r := t.row(cells, n); r != nil {
			t.Rows = append(t.Rows, *r)
		}
		if len(t.Rows) > a.Rows {
			return t, &Error{Code: CodeTooMany, Most: a.Rows}
		}
	}
	if err := rows.Error(); err != nil {
		return t, &Error{Code: CodeUnreadable, Err: err}
	}
	if t == nil {
		return nil, refused
	}
	if len(t.Rows) == 0 {
		return t, &Error{Code: CodeEmpty}
	}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		t.date1904 = *props.Date1904
	}
	return t, nil
}

// closer keeps, of what was wrong with two rows that might have held the
// names, the fault of the one that held more of them.
func (a Ask) closer(before, now error) error {
	if a.held(before) > a.held(now) {
		return before
	}
	return now
}

func (a Ask) held(fault error) int {
	var e *Error
	switch {
	case !errors.As(fault, &e) || e.Code == CodeEmpty || e.Code == CodeMissing && e.Column == a.Must[0]:
		return 0
	case e.Code == CodeMissing:
		return 1
	}
	return 2
}

// names finds which field each column holds.
func (a Ask) names(sheet string, cells []string) (*Table, error) {
	t := &Table{Sheet: sheet, columns: map[string]int{}}
	for i, cell := range cells {
		head := plain(cell)
		if head == "" {
			continue
		}
		name := a.named(head)
		if _, twice := t.columns[name]; name != "" && twice {
			return nil, &Error{Code: CodeTwice, Column: cell}
		}
		switch {
		case name != "":
			t.columns[name] = i
		case a.Loose:
			t.Unknown = append(t.Unknown, strings.TrimSpace(cell))
		default:
			return nil, &Error{Code: CodeUnknown, Column: strings.TrimSpace(cell)}
		}
	}
	for _, name := range a.Must {
		if _, ok := t.columns[name]; !ok {
			return nil, &Error{Code: CodeMissing, Column: name}
		}
	}
	return t, nil
}

// named is the column of a head.
func (a Ask) named(head string) string {
	for _, c := range a.Columns {
		same := func(known string) bool { return known != "" && strings.EqualFold(plain(known), head) }
		if same(c.Name) || same(c.ZH) || same(c.EN) || slices.ContainsFunc(c.Also, same) {
			return c.Name
		}
	}
	return ""
}

// plain is a head without what people put in it to make it look well: space,
// line breaks, and the mark of a column that has to be filled.
func plain(head string) string {
	return strings.TrimRight(strings.Join(strings.Fields(head), ""), "*＊")
}

// row reads one row, nil when it is empty.
func (t *Table) row(cells []string, n int) *Row {
	r := Row{N: n, Fields: map[string]string{}}
	for name, i := range t.columns {
		if i >= len(cells) {
			continue
		}
		if cell := strings.TrimSpace(cells[i]); cell != "" {
			r.Fields[name] = tidy(cell)
		}
	}
	if len(r.Fields) == 0 {
		return nil
	}
	return &r
}
