package api

import (
	"fmt"
	"strings"

	"duban/assess"
	"duban/plan"
)

// assessPrefix stands before the codes of assessment whose sentences differ
// from those of goals; the others share them.
const assessPrefix = "assess-"

// assessCode is the code under which the API refuses what the rules of
// assessment refuse.
func assessCode(code assess.Code) plan.Code {
	if own := plan.Code(assessPrefix + string(code)); messages.Codes[own].Zh != "" {
		return own
	}
	return plan.Code(code)
}

// refusalOf turns a refusal of the rules of assessment into one of the API.
func refusalOf(e *assess.Error) *plan.Error {
	return &plan.Error{Code: assessCode(e.Code), Params: e.Params, Problems: problemsIn(e.Problems)}
}

func problemsIn(problems []assess.Problem) []plan.Problem {
	var list []plan.Problem
	for _, p := range problems {
		list = append(list, plan.Problem{Pointer: p.Pointer, Code: assessCode(p.Code), Params: p.Params})
	}
	return list
}

// courseOptions maps possibilities to their shape on the wire, the reasons
// against them as sentences.
func courseOptions(list []assess.Possibility, lang string) []CourseOption {
	options := []CourseOption{}
	for _, p := range list {
		o := CourseOption{Command: p.Command, Subject: string(p.Subject), Case: p.Case, Allowed: p.Allowed}
		if p.Why != nil {
			code := assessCode(p.Why.Code)
			o.Code, o.Why = string(code), messages.of(code).sentence(lang, p.Why.Params)
		}
		options = append(options, o)
	}
	return options
}

// notePrefix stands before the codes of what must be known beside a card.
const notePrefix = "note-"

// notesOf writes the notes of a card as sentences.
func notesOf(c *assess.Cycle, card assess.Scorecard, names map[assess.Ref]string, lang string) []CardNote {
	notes := []CardNote{}
	for _, n := range card.Notes {
		params := map[string]string{"title": pathTitle(c, n.Path)}
		for k, v := range n.Params {
			params[k] = v
			if name := names[assess.Ref(v)]; k == "who" && name != "" {
				params[k] = name
			}
		}
		code := plan.Code(notePrefix + string(n.Code))
		notes = append(notes, CardNote{Code: string(n.Code), Path: n.Path, Params: n.Params, Text: messages.of(code).sentence(lang, params)})
	}
	return notes
}

// pathTitle is the path of a line or note in words: part, indicators.
func pathTitle(c *assess.Cycle, path string) string {
	keys := strings.Split(path, "/")
	var titles []string
	for _, f := range c.Formulas {
		if f.Key != keys[0] {
			continue
		}
		if len(keys) == 1 {
			return f.Title
		}
		for _, p := range f.Parts {
			if p.Key == keys[1] {
				titles = append(titles, p.Title)
				titles = append(titles, indicatorTitles(c, p.Sheet, keys[2:])...)
			}
		}
		titles = append(titles, extraTitles(&f, keys[1:])...)
	}
	if len(titles) == 0 {
		return path
	}
	return strings.Join(titles, " › ")
}

func indicatorTitles(c *assess.Cycle, sheet string, keys []string) []string {
	var titles []string
	for _, key := range keys {
		if ind := c.Indicator(sheet, key); ind != nil {
			titles = append(titles, ind.Title)
		}
	}
	return titles
}

func extraTitles(f *assess.Formula, keys []string) []string {
	var titles []string
	for _, x := range f.Extras {
		if len(keys) == 2 && string(x.Effect) == keys[0] && x.Key == keys[1] {
			titles = append(titles, x.Title)
		}
	}
	for _, v := range f.Vetoes {
		if len(keys) == 2 && keys[0] == "veto" && v.Key == keys[1] {
			titles = append(titles, v.Title)
		}
	}
	return titles
}

// lineWords say how a line of each kind came about, before its worth.
var lineWords = map[string]map[assess.LineKind]string{
	chinese: {
		assess.LineBase: "起始分 %[1]s", assess.LineRule: "%[2]s：%[3]s得 %[1]s", assess.LineScore: "%[8]s",
		assess.LineMean: "%[5]d 个周期平均 %[1]s", assess.LineCap: "到了上限或下限，调整 %[1]s", assess.LineAdjust: "%[4]s调整 %[1]s：%[6]s",
		assess.LineVeto: "一票否决：%[2]s",
	},
	english: {
		assess.LineBase: "%[1]s to begin with", assess.LineRule: "%[2]s: %[3]sgives %[1]s", assess.LineScore: "%[8]s",
		assess.LineMean: "Mean of %[5]d periods %[1]s", assess.LineCap: "A limit was reached: %[1]s", assess.LineAdjust: "Moved by %[4]s, %[1]s: %[6]s",
		assess.LineVeto: "Veto: %[2]s",
	},
}

// lineSentence says how a line of a card came about, down to its arithmetic.
func lineSentence(l assess.ScoreLine, lang string) string {
	by := ""
	if l.By != nil {
		by = l.By.Name
	}
	text := fmt.Sprintf(lineWords[lang][l.Kind]+"%[7]s%.0[8]s", l.Raw, l.Title, measured(l, lang), by, len(l.Facts), l.Remark, "", gaveSentence(l, lang))
	if l.Full > 0 && l.Worth > 0 && l.Kind != assess.LineCap {
		worth := map[string]string{chinese: "；%s ÷ %s × %s ＝ %s", english: "; %s ÷ %s × %s = %s"}[lang]
		return text + fmt.Sprintf(worth, l.Raw, l.Full, l.Worth, l.Points)
	}
	return text
}

// measured is what a rule counted or measured.
func measured(l assess.ScoreLine, lang string) string {
	capped := map[string]string{chinese: "已到上限，", english: "at its limit, "}[lang]
	if !l.Capped {
		capped = ""
	}
	count := assess.Points(l.Count).String()
	switch {
	case l.Count != 0 && lang == english:
		return "counts " + count + ", " + capped
	case l.Count != 0:
		return "计 " + count + "，" + capped
	case l.Rate != 0 && lang == english:
		return l.Rate.String() + " % on average, " + capped
	case l.Rate != 0:
		return "平均 " + l.Rate.String() + "%，" + capped
	}
	return capped
}
