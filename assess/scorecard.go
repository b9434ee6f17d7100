package assess

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"time"
)

// Scorecard 评分表 is the score of one subject, explained line by line. It is
// computed, never stored as truth: the same inputs give the same card.
type Scorecard struct {
	Cycle   string      `json:"cycle"`
	Subject Ref         `json:"subject"`
	Total   Points      `json:"total"` // the sum of the lines
	Held    Weight      `json:"held"`  // share of the period in office
	Empty   bool        `json:"empty"` // nothing could be scored: no total, no grade
	Lines   []ScoreLine `json:"lines"`
	Notes   []Note      `json:"notes,omitempty"`
}

// LineKind says where a line comes from.
type LineKind string

// The kinds of line.
const (
	LineBase   LineKind = "base"   // points to begin with
	LineRule   LineKind = "rule"   // facts under a rule
	LineScore  LineKind = "score"  // people
	LineMean   LineKind = "mean"   // results of other periods
	LineCap    LineKind = "cap"    // what a limit of an indicator or formula cut
	LineAdjust LineKind = "adjust" // moved by the leading group
	LineVeto   LineKind = "veto"   // 一票否决: no points, but the last grade
)

// ScoreLine 得分项 is one line: Raw points on the indicator's own scale of
// Full, which is worth Worth of the 100 points, count Points in the total.
type ScoreLine struct {
	Key       string     `json:"key"`
	Kind      LineKind   `json:"kind"`
	Path      string     `json:"path"` // formula/part/indicator/…
	Title     string     `json:"title,omitempty"`
	Indicator string     `json:"indicator,omitempty"`
	Rule      string     `json:"rule,omitempty"`
	Facts     []FactUse  `json:"facts,omitempty"`
	Events    []EventRef `json:"events,omitempty"`
	Count     int64      `json:"count,omitempty"` // Each: thousandths that counted
	Rate      Weight     `json:"rate,omitempty"`  // Share, Bands: the average share reached
	Capped    bool       `json:"capped,omitempty"`
	Raw       Points     `json:"raw"`
	Full      Points     `json:"full,omitempty"`
	Worth     Points     `json:"worth,omitempty"`
	Points    Points     `json:"points"`
	By        *Person    `json:"by,omitempty"`
	Remark    string     `json:"remark,omitempty"`

	Gave *Gave `json:"-"` // of a score: told in words, no part of what a card's digest stands for
}

// Gave is what a line of kind LineScore is made of: the points as they stand,
// the share at which they count, and what was put right.
type Gave struct {
	Points  Points
	Share   Weight // 0: it stands instead of all scorers'
	Amended []Amendment
}

// FactUse is a fact as a line counted it.
type FactUse struct {
	ID    string `json:"id"`
	Value int64  `json:"value"` // after doubling and the part of the tenure
	Of    int64  `json:"of,omitempty"`
}

// NoteCode says what somebody reading a card must know.
type NoteCode string

// The notes.
const (
	NoteLeftOut  NoteCode = "left-out"       // {why}: the part counts neither way, the others were re-weighted
	NoteMissing  NoteCode = "scorer-missing" // {who}: the other scorers were re-weighted
	NoteMeanOf   NoteCode = "mean-of"        // {n, expect}
	NoteStint    NoteCode = "stint"          // {days, of}: this formula counts for that part of the period
	NoteShort    NoteCode = "short"          // {held}: in office too short for a grade
	NoteVerified NoteCode = "verified"       // the panel's or a review's score stands instead
)

// Why a part was left out.
const (
	WhyNoFacts   = "no-facts"
	WhyNotScored = "not-scored"
	WhyNoResults = "no-results"
	WhyEmpty     = "empty"
)

// Note is one thing to know beside the lines.
type Note struct {
	Code   NoteCode          `json:"code"`
	Path   string            `json:"path,omitempty"`
	Params map[string]string `json:"params,omitempty"`
}

// Evaluation 考评 is the score that one scorer gave one subject for one
// indicator. With no Scorer it is the panel's or a review's and stands instead
// of all others. When one scorer's points were put right it stays theirs, and
// Amended says by whom.
type Evaluation struct {
	Subject   Ref       `json:"subject"`
	Sheet     string    `json:"sheet"` // or the formula, for its extras
	Indicator string    `json:"indicator"`
	Scorer    Ref       `json:"scorer,omitempty"`
	Points    Points    `json:"points"` // on the indicator's scale
	Remark    string    `json:"remark,omitempty"`
	Evidence  []string  `json:"evidence,omitempty"`
	By        Person    `json:"by"`
	At        time.Time `json:"at"`
	Seq       int64     `json:"seq"`

	Amended []Amendment `json:"amended,omitempty"` // in their order
}

// Amendment is one change that the panel or a review made of a score.
type Amendment struct {
	Before *Points   `json:"before,omitempty"` // nil: it stands instead of what the scorers gave
	After  Points    `json:"after"`
	By     Person    `json:"by"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	Case   int       `json:"case,omitempty"` // the review or appeal; none: the panel's verification
	Seq    int64     `json:"seq"`
}

// Adjustment is points by which the leading group moved a total.
type Adjustment struct {
	Subject Ref    `json:"subject"`
	Points  Points `json:"points"`
	By      Person `json:"by"`
	Reason  string `json:"reason"`
	Seq     int64  `json:"seq"`
}

// Declared is a veto that the leading group declared.
type Declared struct {
	Subject Ref    `json:"subject"`
	Veto    string `json:"veto"`
	By      Person `json:"by"`
	Reason  string `json:"reason"`
	Seq     int64  `json:"seq"`
}

// Inputs are everything a score is made of beside the cycle.
type Inputs struct {
	Facts       []Fact       `json:"facts"` // after corrections
	Evaluations []Evaluation `json:"evaluations"`
	Adjustments []Adjustment `json:"adjustments"`
	Declared    []Declared   `json:"declared"`
}

// Vetoed tells whether a veto fails the subject.
func (s *Scorecard) Vetoed() bool {
	return slices.ContainsFunc(s.Lines, func(l ScoreLine) bool { return l.Kind == LineVeto })
}

// Short tells whether the subject was in office too short for a grade.
func (s *Scorecard) Short() bool {
	return slices.ContainsFunc(s.Notes, func(n Note) bool { return n.Code == NoteShort })
}

// Digest names a card by its content.
func (s *Scorecard) Digest() (string, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Difference is one line that is not the same on two cards.
type Difference struct {
	Key    string     `json:"key"`
	Before *ScoreLine `json:"before,omitempty"` // nil: the line is new
	After  *ScoreLine `json:"after,omitempty"`  // nil: the line is gone
	Points Points     `json:"points"`           // after less before
	Facts  []string   `json:"facts,omitempty"`  // ids that came, went or count otherwise
}

// Diff lists the lines that differ, in the order of the later card and then
// those that are gone. The points of the differences total what separates the
// two totals.
func Diff(before, after Scorecard) []Difference {
	var list []Difference
	old := map[string]*ScoreLine{}
	for i := range before.Lines {
		old[before.Lines[i].Key] = &before.Lines[i]
	}
	for i := range after.Lines {
		now := &after.Lines[i]
		was := old[now.Key]
		delete(old, now.Key)
		switch {
		case was == nil:
			list = append(list, Difference{Key: now.Key, After: now, Points: now.Points, Facts: changed(nil, now.Facts)})
		case !reflect.DeepEqual(was, now):
			list = append(list, Difference{Key: now.Key, Before: was, After: now,
				Points: now.Points - was.Points, Facts: changed(was.Facts, now.Facts)})
		}
	}
	for i := range before.Lines {
		if was := &before.Lines[i]; old[was.Key] != nil {
			list = append(list, Difference{Key: was.Key, Before: was, Points: -was.Points, Facts: changed(was.Facts, nil)})
		}
	}
	return list
}

// changed lists the ids of facts that two lines do not use alike.
func changed(before, after []FactUse) []string {
	var ids []string
	for _, f := range before {
		if !slices.Contains(after, f) {
			ids = append(ids, f.ID)
		}
	}
	for _, f := range after {
		if !slices.Contains(before, f) && !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// bySeq returns what happened in the order of the course.
func bySeq[T any](list []T, seq func(T) int64) []T {
	return slices.SortedStableFunc(slices.Values(list), func(a, b T) int { return cmp.Compare(seq(a), seq(b)) })
}
