package report

// Outline is what a report says about next year.
//
// All positions are offsets in Unicode code points (runes) into Text, start
// included, end excluded.
type Outline struct {
	Section  *Section `json:"section"`            // the plan's section; nil when there is none
	Goals    []Goal   `json:"goals"`              // never nil
	Reason   *Reason  `json:"reason,omitempty"`   // why there are no goals; nil when there are
	Format   Format   `json:"format"`             // how the file was read
	Encoding string   `json:"encoding,omitempty"` // of txt and md: utf-8, utf-16le, utf-16be or gb18030
	Text     string   `json:"text"`               // the normalised text that positions refer to
}

// Section is the part of the report that holds the plan.
type Section struct {
	Title string `json:"title"` // as printed, with its number
	Span
}

// Span is a range of code points of Outline.Text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Goal is one heading of the plan.
type Goal struct {
	Number   string `json:"number"` // as printed: （一）, 1., 一是; "" where headings have no number
	Title    string `json:"title"`
	Intro    string `json:"intro,omitempty"` // what is said before the first measure
	Measures []Node `json:"measures"`        // never nil
	Span
}

// Node is a measure, or an item of a list below a measure.
type Node struct {
	Marker   string `json:"marker"` // as printed: 一是, 1、, （一）, ①, 首先; "" for a paragraph without one
	Title    string `json:"title"`  // its first sentence, without the closing stop
	Text     string `json:"text"`   // the whole item, marker and children included
	Children []Node `json:"children,omitempty"`
	Task     *Task  `json:"task,omitempty"` // only from a table
	Span
}

// Task is what a row of a task table says beside the task itself, in the
// table's own words.
type Task struct {
	Leader   string `json:"leader,omitempty"`    // 分管领导
	LeadUnit string `json:"lead_unit,omitempty"` // 牵头单位, 责任单位
	CoUnits  string `json:"co_units,omitempty"`  // 配合单位
	Owner    string `json:"owner,omitempty"`     // 责任人
	Due      string `json:"due,omitempty"`       // 完成时限
}

// Format is the kind of file.
type Format string

// The formats that Parse reads.
const (
	FormatText     Format = "txt"
	FormatMarkdown Format = "md"
	FormatWord     Format = "docx"
)

// Reason says why a readable report gave no plan.
type Reason struct {
	Code   ReasonCode        `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// ReasonCode is stable: the API has a sentence for each in Chinese and English.
type ReasonCode string

// Reasons for an outline without goals.
const (
	ReasonNoText       ReasonCode = "report-no-text"        // the file holds no text at all
	ReasonNoStructure  ReasonCode = "report-no-structure"   // no heading, no number: not a report
	ReasonReviewOnly   ReasonCode = "report-review-only"    // only a look back at {year}
	ReasonLongTermOnly ReasonCode = "report-long-term-only" // a five-year part, but nothing for one year
	ReasonFirstPage    ReasonCode = "report-first-page"     // one page of an article in several: {pages}
	ReasonNoPlan       ReasonCode = "report-no-plan"        // sections, but none of them is a plan
	ReasonNoGoals      ReasonCode = "report-no-goals"       // a plan's section {title}, but nothing in it to make goals of
)
