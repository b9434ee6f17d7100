package sheet

// Code says why a sheet is not taken.
type Code string

// The reasons. Params stand in braces.
const (
	CodeUnreadable Code = "unreadable" // no workbook that can be read
	CodeUnknown    Code = "unknown"    // a column that is not asked for
	CodeTwice      Code = "twice"      // a column that stands there twice
	CodeMissing    Code = "missing"    // a column that has to be there
	CodeEmpty      Code = "empty"      // no row below the names
	CodeTooMany    Code = "too-many"   // rows: {max}
)

// Error refuses a sheet.
type Error struct {
	Code   Code
	Column string // the head or the name of a column
	Most   int    // for CodeTooMany
	Err    error
}

func (e *Error) Error() string {
	text := "sheet: " + string(e.Code)
	if e.Column != "" {
		text += " " + e.Column
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }
