package assess

import "duban/calendar"

// Window is how long a phase may take: a budget from its beginning, or a fixed
// last day.
type Window struct {
	Budget *calendar.Budget `json:"budget,omitempty"` // exactly one of both
	By     *calendar.Date   `json:"by,omitempty"`
}

// Days is a window of so many working days.
func Days(n int) Window { return Window{Budget: &calendar.Budget{N: n, Unit: calendar.Workday}} }

// Settings are the numbers of a cycle; places differ.
type Settings struct {
	AsOf      calendar.Date   `json:"as_of,omitzero"` // facts are frozen at the end of this day
	Self      Window          `json:"self"`           // self-assessment
	Score     Window          `json:"score"`          // line offices and evaluators
	Check     Window          `json:"check"`          // the panel's sample
	Moderate  Window          `json:"moderate"`       // the leading group
	Grace     int             `json:"grace"`          // working days after which self-assessment and scoring close without what is missing
	Public    calendar.Budget `json:"public"`         // 公示
	AskReview calendar.Budget `json:"ask_review"`     // from the end of the public notice
	Review    calendar.Budget `json:"review"`         // to decide one
	AskAppeal calendar.Budget `json:"ask_appeal"`     // from the decision of the review
	Appeal    calendar.Budget `json:"appeal"`         // to decide one
	Longer    calendar.Budget `json:"longer"`         // one extension of an appeal, counted from its due day
	Archive   int             `json:"archive"`        // working days after the end
	Sample    Weight          `json:"sample"`         // share of those assessed that the panel verifies, rounded up
	MinHeld   Weight          `json:"min_held"`       // who was in office for less of the period gets no grade
	Adjust    Points          `json:"adjust"`         // the most the group may move a total either way; 0: grades only
	MaxTotal  Points          `json:"max_total"`      // 0: no limit
	Ranking   bool            `json:"ranking"`        // show units and villages in order of points
	RankStaff bool            `json:"rank_staff"`     // and people
	Ladder    Ladder          `json:"ladder"`
}

// DefaultSettings are the law where it gives a number (Civil Servants Law,
// arts. 95 and 96, and its regulations: review 30 and 30 days, appeal 15 and
// 60 days, 30 more once), and practice elsewhere. AsOf has no default.
func DefaultSettings() Settings {
	day := func(n int) calendar.Budget { return calendar.Budget{N: n, Unit: calendar.Day} }
	return Settings{
		Self: Days(5), Score: Days(5), Check: Days(5), Moderate: Days(5), Grace: 5,
		Public:    calendar.Budget{N: 5, Unit: calendar.Workday},
		AskReview: day(30), Review: day(30), AskAppeal: day(15), Appeal: day(60), Longer: day(30),
		Archive: 30, Sample: 10 * Percent, MinHeld: 50 * Percent, Adjust: 5 * Point,
		Ladder: DefaultLadder(),
	}
}

// Receiver is an addressee of a rung.
type Receiver string

// The receivers.
const (
	ToLate    Receiver = "late" // whoever has not handed in
	ToOffice  Receiver = "office"
	ToChair   Receiver = "chair"
	ToInspect Receiver = "inspect"
)

// Colour of a rung's notice, always shown with its word.
type Colour string

// The colours.
const (
	Blue   Colour = "blue"
	Yellow Colour = "yellow"
	Red    Colour = "red"
)

// Ladder 督办阶梯 urges those who are late. It never decides anything.
type Ladder struct {
	Remind []int  `json:"remind,omitempty"` // working days before due
	OnDay  bool   `json:"on_day"`
	Rungs  []Rung `json:"rungs,omitempty"` // in order of After
}

// Rung is one notice after the due day.
type Rung struct {
	After  int        `json:"after"` // working days past due, 0: as soon as it is late
	Colour Colour     `json:"colour"`
	To     []Receiver `json:"to"`
}

// DefaultLadder follows practice.
func DefaultLadder() Ladder {
	return Ladder{Remind: []int{1}, OnDay: true, Rungs: []Rung{
		{After: 0, Colour: Blue, To: []Receiver{ToLate, ToOffice}},
		{After: 2, Colour: Yellow, To: []Receiver{ToLate, ToOffice, ToChair}},
		{After: 4, Colour: Red, To: []Receiver{ToLate, ToOffice, ToChair, ToInspect}},
	}}
}
