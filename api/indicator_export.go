package api

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"duban/assess"
	"duban/sheet"
	"duban/store"
)

// CycleIndicators is a sheet of the indicators that a cycle has: what is
// changed in it can be taken in again.
func (s *server) CycleIndicators(ctx context.Context, r CycleIndicatorsRequestObject) (CycleIndicatorsResponseObject, error) {
	d, err := s.Store.Cycle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	reg, err := s.register(ctx)
	if err != nil {
		return nil, err
	}
	out := indicatorExport{reg: reg}
	for _, one := range d.Cycle.Sheets {
		out.level(one, "", one.Indicators)
	}
	b, err := indicatorBook(out.rows, formulaRows(d.Cycle.Formulas))
	if err != nil {
		return nil, err
	}
	s.attached(ctx, "指标表.xlsx")
	return CycleIndicators200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: b, ContentLength: int64(b.Len())}, nil
}

// indicatorBook is a workbook of indicators, with what helps to fill it in.
func indicatorBook(rows []map[string]string, formulas [][]string) (*bytes.Buffer, error) {
	var names []string
	for _, c := range indicatorColumns {
		names = append(names, c.ZH)
	}
	w, err := sheet.NewWriter("指标", indicatorColumns, chinese)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }()
	for _, r := range rows {
		cells := make([]any, len(indicatorColumns))
		for i, c := range indicatorColumns {
			cells[i] = r[c.Name]
		}
		if err := w.Row(cells...); err != nil {
			return nil, err
		}
	}
	if len(formulas) > 0 {
		if err := w.Notes("公式", []float64{24, 24, 60}, formulas); err != nil {
			return nil, err
		}
	}
	if err := w.Notes("示例", nil, append([][]string{names}, indicatorExample...)); err != nil {
		return nil, err
	}
	if err := w.Notes("说明", []float64{120}, indicatorHelp); err != nil {
		return nil, err
	}
	if err := w.Finish(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	return &b, err
}

// indicatorExport is one cycle being written.
type indicatorExport struct {
	reg  *register
	rows []map[string]string
}

func (out *indicatorExport) level(in assess.Sheet, parent string, list []assess.Indicator) {
	for i := range list {
		ind := &list[i]
		row := map[string]string{"sheet": in.Key, "sheet_title": in.Title, "key": ind.Key, "title": ind.Title, "parent": parent, "weight": ind.Weight.String(),
			"full": milliCell(ind.Full), "base": milliCell(ind.Base), "min": milliCell(ind.Min), "max": milliCell(ind.Max),
			"spread": milliCell(ind.Spread), "scorers": out.scorers(ind.Scorers), "about": joinedWords(ind.About, factWords)}
		if ind.Blind {
			row["blind"] = "是"
		}
		out.rows = append(out.rows, row)
		for j := range ind.Rules {
			if j > 0 {
				row = map[string]string{}
				out.rows = append(out.rows, row)
			}
			ruleCells(row, &ind.Rules[j])
		}
		out.level(in, ind.Key, ind.Children)
	}
}

func (out *indicatorExport) scorers(list []assess.Scorer) string {
	var texts []string
	for _, s := range list {
		name := string(s.Who)
		if i := slices.IndexFunc(out.reg.posts, func(p store.Post) bool { return p.ID == s.Who.Post() }); i >= 0 {
			name = out.reg.posts[i].Code
		} else if i := slices.IndexFunc(out.reg.users, func(u store.User) bool { return u.ID == s.Who.User() }); i >= 0 {
			name = out.reg.users[i].Username
		}
		texts = append(texts, name+":"+s.Weight.String())
	}
	return strings.Join(texts, "；")
}

func ruleCells(row map[string]string, r *assess.Rule) {
	row["rule"], row["rule_title"], row["tag"] = r.Key, r.Title, r.Tag
	row["fact"], row["twice"] = wordOf(r.Fact, factWords), wordOf(r.Twice, factWords)
	row["scope"], row["op"], row["count"] = wordOf(r.Scope, scopeWords), wordOf(r.Op, opWords), wordOf(r.Count, countWords)
	row["points"], row["cap"] = milliCell(r.Points), milliCell(r.Cap)
	row["per"], row["free"] = milliCell(assess.Points(r.Per)), milliCell(assess.Points(r.Free))
	var bands []string
	for _, b := range r.Bands {
		bands = append(bands, b.From.String()+":"+b.Points.String())
	}
	row["bands"] = strings.Join(bands, "；")
}

// milliCell is empty for nothing, as the sheet to fill in is.
func milliCell(p assess.Points) string {
	if p == 0 {
		return ""
	}
	return p.String()
}

// wordOf is how a sheet names a value; "" for none.
func wordOf[T ~string](v T, words map[string]T) string {
	for word, named := range words {
		if named == v && v != "" {
			return word
		}
	}
	return string(v)
}

func joinedWords[T ~string](list []T, words map[string]T) string {
	var texts []string
	for _, v := range list {
		texts = append(texts, wordOf(v, words))
	}
	return strings.Join(texts, "；")
}

// formulaRows tell the formulas to whoever reads the sheet; they are changed
// on the page.
func formulaRows(list []assess.Formula) [][]string {
	rows := [][]string{{"公式", "组成", "内容（公式在页面上修改，导入时不读这一页）"}}
	for _, f := range list {
		for _, p := range f.Parts {
			rows = append(rows, []string{f.Title, "部分", p.Title + " " + p.Weight.String() + "%"})
		}
		for _, x := range f.Extras {
			rows = append(rows, []string{f.Title, map[assess.Effect]string{assess.Bonus: "加分", assess.Deduction: "扣分"}[x.Effect], x.Title})
		}
		for _, v := range f.Vetoes {
			rows = append(rows, []string{f.Title, "一票否决", v.Title})
		}
	}
	return rows
}
