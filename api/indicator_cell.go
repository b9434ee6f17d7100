package api

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"duban/assess"
	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// thousandthsForm is a number with at most three decimals.
var thousandthsForm = regexp.MustCompile(`^([+-]?)(\d{1,12})(?:\.(\d{1,3})0*)?$`)

// thousandths reads "85.5" as 85500, exactly.
func thousandths(text string) (int64, bool) {
	m := thousandthsForm.FindStringSubmatch(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if m == nil {
		return 0, false
	}
	whole, err := strconv.ParseInt(m[2], 10, 64)
	if err != nil || whole > math.MaxInt64/1000-1 {
		return 0, false
	}
	rest, _ := strconv.ParseInt((m[3] + "000")[:3], 10, 64) // three digits
	n := whole*1000 + rest
	if m[1] == "-" {
		n = -n
	}
	return n, true
}

// milli reads a cell as thousandths; an empty one is 0.
func (in *indicatorImport) milli(r sheet.Row, column string) int64 {
	text := r.Fields[column]
	if text == "" {
		return 0
	}
	n, ok := thousandths(text)
	if !ok {
		in.fault(r.N, column, CodeBadFormat)
	}
	return n
}

// spelled reads a cell that takes some words only, or the names behind them.
func spelled[T ~string](in *indicatorImport, r sheet.Row, column string, words map[string]T) T {
	text := r.Fields[column]
	if text == "" {
		return ""
	}
	if v, ok := words[text]; ok {
		return v
	}
	for _, v := range words {
		if string(v) == text {
			return v
		}
	}
	in.fault(r.N, column, plan.CodeUnknown, "value", text)
	return ""
}

func (in *indicatorImport) indicator(r sheet.Row) *indicatorNode {
	for _, must := range []string{"sheet", "title", "weight"} {
		if r.Fields[must] == "" {
			in.fault(r.N, must, plan.CodeRequired)
		}
	}
	n := &indicatorNode{sheet: r.Fields["sheet"], parent: r.Fields["parent"], row: r.N}
	n.Key, n.Title, n.Weight = r.Fields["key"], r.Fields["title"], assess.Weight(in.milli(r, "weight"))
	n.Full, n.Base = assess.Points(in.milli(r, "full")), assess.Points(in.milli(r, "base"))
	n.Min, n.Max, n.Spread = assess.Points(in.milli(r, "min")), assess.Points(in.milli(r, "max")), assess.Points(in.milli(r, "spread"))
	switch r.Fields["blind"] {
	case "", "否":
	case "是":
		n.Blind = true
	default:
		in.fault(r.N, "blind", plan.CodeUnknown, "value", r.Fields["blind"])
	}
	for _, text := range pieces(r.Fields["about"]) {
		one := sheet.Row{N: r.N, Fields: map[string]string{"about": text}}
		if k := spelled(in, one, "about", factWords); k != "" {
			n.About = append(n.About, k)
		}
	}
	for _, text := range pieces(r.Fields["scorers"]) {
		code, share, _ := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
		weight, ok := thousandths(share)
		if !ok {
			in.fault(r.N, "scorers", CodeBadFormat)
			continue
		}
		who := in.scorer(strings.TrimSpace(code))
		if who == "" {
			in.fault(r.N, "scorers", store.CodeUnknownPost, "value", code)
			continue
		}
		n.Scorers = append(n.Scorers, assess.Scorer{Who: who, Weight: assess.Weight(weight)})
	}
	return n
}

// scorer is the post of a code or the user of a name; "" for neither.
func (in *indicatorImport) scorer(code string) assess.Ref {
	for _, p := range in.reg.posts {
		if p.Active && p.Code == code {
			return assess.PostRef(p.ID)
		}
	}
	for _, u := range in.reg.users {
		if u.Status == store.UserActive && u.Username == code {
			return assess.UserRef(u.ID)
		}
	}
	return ""
}

func (in *indicatorImport) rule(r sheet.Row) assess.Rule {
	rule := assess.Rule{
		Key: r.Fields["rule"], Title: r.Fields["rule_title"], Fact: spelled(in, r, "fact", factWords), Tag: r.Fields["tag"],
		Scope: spelled(in, r, "scope", scopeWords), Op: spelled(in, r, "op", opWords), Points: assess.Points(in.milli(r, "points")),
		Per: in.milli(r, "per"), Free: in.milli(r, "free"), Count: spelled(in, r, "count", countWords),
		Cap: assess.Points(in.milli(r, "cap")), Twice: spelled(in, r, "twice", factWords),
	}
	for _, text := range pieces(r.Fields["bands"]) {
		from, points, _ := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
		rate, ok := thousandths(from)
		got, ok2 := thousandths(points)
		if !ok || !ok2 {
			in.fault(r.N, "bands", CodeBadFormat)
			continue
		}
		rule.Bands = append(rule.Bands, assess.Band{From: assess.Weight(rate), Points: assess.Points(got)})
	}
	return rule
}

// pieces splits a cell at semicolons and 、.
func pieces(text string) []string {
	var list []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；、\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}
