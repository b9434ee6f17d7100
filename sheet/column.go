package sheet

// Kind says what a column holds.
type Kind int

// The kinds of column.
const (
	Text Kind = iota
	Day
	Moment
	Number
)

// Column is a column of a sheet: its own name, and the heads by which people
// know it.
type Column struct {
	Name  string
	ZH    string
	EN    string
	Also  []string // other heads that mean it
	Kind  Kind
	Width float64 // in characters; 0: as wide as the head
}

// Head is the column's head in a language: "en", or Chinese.
func (c Column) Head(lang string) string {
	if lang == "en" && c.EN != "" {
		return c.EN
	}
	return c.ZH
}
