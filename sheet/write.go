package sheet

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"duban/calendar"
)

// Milli is a number in thousandths.
type Milli int64

// Writer writes a workbook with one sheet of columns, row by row. Memory does
// not grow with the rows: they go to a temporary file. Whatever a text begins
// with, it is a text: no cell is ever a formula.
type Writer struct {
	file    *excelize.File
	stream  *excelize.StreamWriter
	name    string
	columns []Column
	row     int
	styles  styles
}

// styles are the looks of cells.
type styles struct{ head, text, guarded, day, moment, whole, fraction int }

// NewWriter begins a workbook: the names of the columns in a language on top,
// standing still while the rows move, and repeated on every printed page.
func NewWriter(name string, columns []Column, lang string) (*Writer, error) {
	w := &Writer{file: excelize.NewFile(), name: sheetName(name), columns: columns, row: 1}
	if err := w.begin(lang); err != nil {
		_ = w.Close()
		return nil, fmt.Errorf("sheet: %w", err)
	}
	return w, nil
}

func (w *Writer) begin(lang string) error {
	f := w.file
	if err := f.SetSheetName(f.GetSheetName(0), w.name); err != nil {
		return err
	}
	if err := w.look(); err != nil {
		return err
	}
	if err := w.paper(); err != nil {
		return err
	}
	var err error
	if w.stream, err = f.NewStreamWriter(w.name); err != nil {
		return err
	}
	heads := make([]any, len(w.columns))
	for i, c := range w.columns {
		head := c.Head(lang)
		heads[i] = excelize.Cell{StyleID: w.styles.head, Value: head}
		width := max(c.Width, 2*float64(utf8.RuneCountInString(head))+4) // and the mark of the filter
		if lang == "en" {
			width = max(c.Width, float64(len(head))+4)
		}
		if err := w.stream.SetColWidth(i+1, i+1, min(width, 80)); err != nil {
			return err
		}
	}
	if err := w.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return w.stream.SetRow("A1", heads, excelize.RowOpts{Height: 28})
}

// look makes the styles. Texts carry the format "@", and those that begin like
// a formula the mark that Excel writes for a leading apostrophe: they stay
// texts when somebody edits the cell.
func (w *Writer) look() error {
	border := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	dayFormat, momentFormat, fraction := "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0.###"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	number := &excelize.Alignment{Vertical: "top"}
	for into, style := range map[*int]excelize.Style{
		&w.styles.head: {Font: &excelize.Font{Bold: true}, Border: border, NumFmt: 49,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDEDED"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}},
		&w.styles.text:     {Border: border, Alignment: top, NumFmt: 49},
		&w.styles.guarded:  {Border: border, Alignment: top, NumFmt: 49, Protection: &excelize.Protection{Locked: true}},
		&w.styles.day:      {Border: border, Alignment: number, CustomNumFmt: &dayFormat},
		&w.styles.moment:   {Border: border, Alignment: number, CustomNumFmt: &momentFormat},
		&w.styles.whole:    {Border: border, Alignment: number, NumFmt: 1},
		&w.styles.fraction: {Border: border, Alignment: number, CustomNumFmt: &fraction},
	} {
		id, err := w.file.NewStyle(&style)
		if err != nil {
			return err
		}
		*into = id
	}
	quoted := true
	w.file.Styles.CellXfs.Xf[w.styles.guarded].QuotePrefix = &quoted
	return nil
}

// paper lays the sheet across A4, as wide as it is.
func (w *Writer) paper() error {
	fit, a4, wide, across, long := true, 9, 1, "landscape", 0
	if err := w.file.SetSheetProps(w.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := w.file.SetPageLayout(w.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &long}); err != nil {
		return err
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: w.name, RefersTo: "'" + w.name + "'!$1:$1"})
}

// sheetName is a name that Excel takes: no longer than it allows, without the
// characters that it does not.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '-'
		}
		return r
	}, strings.TrimSpace(name))
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	if name == "" {
		name = "Sheet1"
	}
	return name
}

// Row writes a row: string, calendar.Date, *time.Time, int or Milli, by
// column; nil and what is zero of a day leave the cell empty.
func (w *Writer) Row(cells ...any) error {
	w.row++
	row := make([]any, len(cells))
	for i, cell := range cells {
		row[i] = w.cell(cell)
	}
	at, err := excelize.CoordinatesToCellName(1, w.row)
	if err == nil {
		err = w.stream.SetRow(at, row)
	}
	if err != nil {
		return fmt.Errorf("sheet: row %d: %w", w.row, err)
	}
	return nil
}

func (w *Writer) cell(v any) excelize.Cell {
	switch v := v.(type) {
	case nil:
	case int:
		return excelize.Cell{StyleID: w.styles.whole, Value: v}
	case Milli:
		return excelize.Cell{StyleID: w.styles.fraction, Value: float64(v) / 1000}
	case calendar.Date:
		if !v.IsZero() {
			return excelize.Cell{StyleID: w.styles.day, Value: time.Date(v.Year, v.Month, v.Day, 0, 0, 0, 0, time.UTC)}
		}
	case *time.Time:
		if v != nil {
			y, m, d := v.In(calendar.Zone).Date()
			hour, minute, _ := v.In(calendar.Zone).Clock()
			return excelize.Cell{StyleID: w.styles.moment, Value: time.Date(y, m, d, hour, minute, 0, 0, time.UTC)}
		}
	default:
		text := fmt.Sprint(v)
		if strings.HasPrefix(text, "'") || FormulaLike(text) {
			return excelize.Cell{StyleID: w.styles.guarded, Value: text}
		}
		if text != "" {
			return excelize.Cell{StyleID: w.styles.text, Value: text}
		}
	}
	return excelize.Cell{StyleID: w.styles.text}
}

// FormulaLike tells whether a program that reads texts as input, like the
// import of a CSV file, would take a text for a formula.
func FormulaLike(text string) bool {
	return text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0]))
}

// Choices offers values in a column for so many rows, from a sheet of their
// own.
func (w *Writer) Choices(column string, rows int, list string, values []string) error {
	if len(values) == 0 {
		return nil
	}
	index := -1
	for i, c := range w.columns {
		if c.Name == column {
			index = i
		}
	}
	name, err := excelize.ColumnNumberToName(index + 1)
	if err != nil {
		return fmt.Errorf("sheet: choices of %s: %w", column, err)
	}
	list = sheetName(list)
	if _, err := w.file.NewSheet(list); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	for i, value := range values {
		if err := w.file.SetCellStr(list, fmt.Sprintf("A%d", i+1), value); err != nil {
			return fmt.Errorf("sheet: %w", err)
		}
	}
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, rows+1))
	rule.SetSqrefDropList(fmt.Sprintf("'%s'!$A$1:$A$%d", list, len(values)))
	rule.ShowErrorMessage = false // another word is told when the sheet is read, with all the rest
	if err := w.file.AddDataValidation(w.name, rule); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// Notes adds a sheet of plain rows, such as how to fill in the first.
func (w *Writer) Notes(name string, widths []float64, rows [][]string) error {
	name = sheetName(name)
	if _, err := w.file.NewSheet(name); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = w.file.SetColWidth(name, column, column, width)
		}
		if err != nil {
			return fmt.Errorf("sheet: %w", err)
		}
	}
	for i, row := range rows {
		for j, text := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = w.file.SetCellStr(name, cell, text)
			}
			if err == nil {
				err = w.file.SetCellStyle(name, cell, cell, w.styles.text)
			}
			if err != nil {
				return fmt.Errorf("sheet: %w", err)
			}
		}
	}
	return nil
}

// Finish ends the rows; nothing but WriteTo follows.
func (w *Writer) Finish() error {
	last, err := excelize.CoordinatesToCellName(len(w.columns), w.row)
	if err == nil {
		err = w.file.AutoFilter(w.name, "A1:"+last, nil)
	}
	if err == nil {
		err = w.stream.Flush()
	}
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// WriteTo sends the finished workbook, packing it on the way.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	count := &counter{to: out}
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(count) })
	if _, err := w.file.WriteToBuffer(); err != nil {
		return count.n, fmt.Errorf("sheet: %w", err)
	}
	return count.n, nil
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}

// Close removes what the writer kept on the disk.
func (w *Writer) Close() error { return w.file.Close() }
