package templates

import (
	"slices"
	"strings"
	"sync"
)

// Suggestion is a kind that a goal of a report may be, with the words that
// speak for it. It is only ever proposed, never taken by itself.
type Suggestion struct {
	Kind   string   `json:"kind"`
	Score  int      `json:"score"`           // 0 for the general kind, which is always possible
	Words  []string `json:"words,omitempty"` // those found, without those inside another
	Reason Text     `json:"reason"`          // the same in a sentence
}

// What a word counts in a measure; in the title of the goal it counts twice.
// A kind is suggested from enough on: one strong word in the title, or two in
// the measures.
const (
	strongWord = 3
	weakWord   = 1
	enough     = 6
)

var shipped = sync.OnceValues(Load)

// Suggest says which of the kinds that ship a goal looks like, best first,
// from the words of its title and measures. The general kind is always the
// last, and the only one when nothing fits.
func Suggest(title string, measures []string) []Suggestion {
	list, err := shipped()
	if err != nil { // the tests read the same files
		list = nil
	}
	return SuggestFrom(list, title, measures)
}

// SuggestFrom is Suggest with the words of these templates, such as edited
// versions.
func SuggestFrom(list []Template, title string, measures []string) []Suggestion {
	var found []Suggestion
	for _, t := range list {
		if s := t.speaks(title, measures); t.Kind != General && s.Score >= enough {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b Suggestion) int { return b.Score - a.Score })
	reason := Text{"没有发现其他类别的用语", "no words of another kind were found"}
	if len(found) > 0 {
		reason = Text{"也可以按一般目标处理", "may also be handled as a general goal"}
	}
	return append(found, Suggestion{Kind: General, Reason: reason})
}

// speaks counts the words that speak for a kind: each once in the title and
// once in the measures, however often it stands there.
func (t Template) speaks(title string, measures []string) Suggestion {
	s := Suggestion{Kind: t.Kind}
	text := strings.Join(measures, "\n")
	for weight, words := range map[int][]string{strongWord: t.Words.Strong, weakWord: t.Words.Weak} {
		for _, w := range words {
			inTitle, inText := strings.Contains(title, w), strings.Contains(text, w)
			if inTitle {
				s.Score += 2 * weight
			}
			if inText {
				s.Score += weight
			}
		}
	}
	s.Words = longest(found(slices.Concat(t.Words.Strong, t.Words.Weak), title+"\n"+text))
	s.Reason = Text{
		"文中有“" + strings.Join(s.Words, "”“") + "”，与“" + t.Title.ZH + "”相符",
		"the text has “" + strings.Join(s.Words, "”, “") + "”, words of “" + t.Title.EN + "”",
	}
	return s
}

// longest leaves out words that stand inside another of the list.
func longest(words []string) []string {
	var list []string
	for _, w := range words {
		inside := func(other string) bool { return other != w && strings.Contains(other, w) }
		if !slices.ContainsFunc(words, inside) && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
