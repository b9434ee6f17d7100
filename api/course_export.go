package api

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/assess"
	"duban/calendar"
	"duban/sheet"
	"duban/store"
)

// scoreColumns are the columns of the score sheet: a line of a scorecard each.
var scoreColumns = []sheet.Column{
	{Name: "name", ZH: "考核对象", EN: "Assessed", Width: 16}, {Name: "kind", ZH: "类别", EN: "Kind"}, {Name: "group", ZH: "分组", EN: "Group"},
	{Name: "path", ZH: "部分和指标", EN: "Part and indicator", Width: 32}, {Name: "line", ZH: "得分项", EN: "Line", Width: 30},
	{Name: "raw", ZH: "指标内得分", EN: "Raw", Kind: sheet.Number}, {Name: "full", ZH: "指标满分", EN: "Full", Kind: sheet.Number},
	{Name: "worth", ZH: "折算分值", EN: "Worth", Kind: sheet.Number}, {Name: "points", ZH: "计入总分", EN: "Points", Kind: sheet.Number},
	{Name: "how", ZH: "怎么算的", EN: "How", Width: 60}, {Name: "by", ZH: "打分人", EN: "By"},
	{Name: "works", ZH: "依据事项", EN: "Work", Width: 50}, {Name: "events", ZH: "事件", EN: "Events", Width: 40},
}

// kindWords are what kinds of those assessed are called.
var kindWords = map[string]map[assess.Kind]string{
	chinese: {assess.Cadre: "干部", assess.Unit: "单位", assess.Village: "村"},
	english: {assess.Cadre: "Cadre", assess.Unit: "Unit", assess.Village: "Village"},
}

// ScoreSheet is every line of every scorecard as an Excel sheet.
func (s *server) ScoreSheet(ctx context.Context, r ScoreSheetRequestObject) (ScoreSheetResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if !c.Runs(c.actor) {
		return nil, refuse(CodeNotFound)
	}
	facts, err := s.Store.FrozenFacts(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	now := assess.Correct(facts, c.Corrections)
	works, err := s.Store.CourseWorks(ctx, now)
	if err != nil {
		return nil, err
	}
	b, err := c.scoreSheet(facts, now, works)
	if err != nil {
		return nil, err
	}
	s.attached(ctx, map[string]string{chinese: "评分表", english: "score sheet"}[c.lang]+" "+c.Cycle.Title+".xlsx")
	return ScoreSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: b, ContentLength: int64(b.Len())}, nil
}

// attached names the file that the answer is.
func (s *server) attached(ctx context.Context, name string) {
	ginOf(ctx).Writer.Header().Set("Content-Disposition", disposition("attachment", strings.ReplaceAll(name, "/", "-")))
}

func (c *course) scoreSheet(frozen, now []assess.Fact, works []store.CourseWork) (*bytes.Buffer, error) {
	named := map[string]factNames{}
	for _, f := range now {
		n := factNames{work: f.Note}
		at := ""
		if i := slices.IndexFunc(works, func(w store.CourseWork) bool { return w.Work == f.Work }); i >= 0 {
			at = strings.TrimSpace(works[i].Number + " " + works[i].StepTitle)
			if f.Note == "" {
				n.work = strings.TrimSpace(works[i].Number + " " + works[i].Title + " " + works[i].StepTitle)
			}
		}
		n.event = factSentence(f, at, c.lang)
		named[f.ID] = n
	}
	return oneSheet(c.Cycle.Title, scoreColumns, c.lang, func(w *sheet.Writer) error {
		for i := range c.Cycle.Assessed {
			a := &c.Cycle.Assessed[i]
			card, _ := c.CardFor(a.Subject, c.actor, frozen)
			for _, l := range card.Lines {
				if err := w.Row(c.scoreRow(a, l, named)...); err != nil {
					return err
				}
			}
			total := map[string]string{chinese: "总分", english: "Total"}[c.lang]
			if !c.Scored() {
				total = map[string]string{chinese: "暂算（还没有打完分）", english: "So far (scores are missing)"}[c.lang]
			}
			if err := w.Row(a.Name, kindWords[c.lang][a.Kind], a.Group, total, "", nil, nil, nil, sheet.Milli(card.Total)); err != nil {
				return err
			}
		}
		return nil
	})
}

// factNames are what the work and the event behind a fact are called.
type factNames struct{ work, event string }

func (c *course) scoreRow(a *assess.Assessed, l assess.ScoreLine, named map[string]factNames) []any {
	by := ""
	if l.By != nil {
		by = l.By.Name
	}
	var works, events []string
	for _, f := range l.Facts {
		name := named[f.ID]
		if !slices.Contains(works, name.work) {
			works = append(works, name.work)
		}
		events = append(events, name.event)
	}
	return []any{a.Name, kindWords[c.lang][a.Kind], a.Group, placeTitle(&c.Cycle, l.Path, c.lang), c.lineName(a.Subject, l.Key), sheet.Milli(l.Raw),
		sheet.Milli(l.Full), sheet.Milli(l.Worth), sheet.Milli(l.Points), lineSentence(l, c.lang), by, clip(strings.Join(works, "；"), 30000), clip(strings.Join(events, "；"), 30000)}
}

// oneSheet writes a workbook of one sheet.
func oneSheet(name string, columns []sheet.Column, lang string, rows func(*sheet.Writer) error) (*bytes.Buffer, error) {
	w, err := sheet.NewWriter(name, columns, lang)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }()
	if err := rows(w); err != nil {
		return nil, err
	}
	if err := w.Finish(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	return &b, err
}

// bulletinColumns are the columns of the bulletin.
var bulletinColumns = []sheet.Column{
	{Name: "rank", ZH: "名次", EN: "Rank", Kind: sheet.Number}, {Name: "name", ZH: "考核对象", EN: "Assessed", Width: 20}, {Name: "kind", ZH: "类别", EN: "Kind"},
	{Name: "group", ZH: "分组", EN: "Group"}, {Name: "grade", ZH: "等次", EN: "Grade"}, {Name: "total", ZH: "得分", EN: "Points", Kind: sheet.Number},
	{Name: "remark", ZH: "备注", EN: "Remark", Width: 40},
}

// BulletinSheet is what is public of the results as an Excel sheet.
func (s *server) BulletinSheet(ctx context.Context, r BulletinSheetRequestObject) (BulletinSheetResponseObject, error) {
	c, rows, err := s.bulletinOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	ranked := slices.ContainsFunc(rows, func(b bulletinRow) bool { return b.Rank > 0 })
	columns := bulletinColumns
	if !ranked {
		columns = columns[1:]
	}
	b, err := oneSheet(c.Cycle.Title, columns, c.lang, func(w *sheet.Writer) error {
		for _, row := range rows {
			var rank, total any
			if row.Rank > 0 {
				rank = row.Rank
			}
			if row.Total != nil {
				total = sheet.Milli(*row.Total)
			}
			cells := []any{rank, row.Name, row.Kind, row.Group, row.GradeTitle, total, row.Remark}
			if !ranked {
				cells = cells[1:]
			}
			if err := w.Row(cells...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.attached(ctx, map[string]string{chinese: "考核公示", english: "results"}[c.lang]+" "+c.Cycle.Title+".xlsx")
	return BulletinSheet200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: b, ContentLength: int64(b.Len())}, nil
}

// bulletinRow is a line of the bulletin: what everybody may see, whoever asks.
type bulletinRow struct {
	Rank                                  int
	Name, Kind, Group, GradeTitle, Remark string
	Total                                 *assess.Points
}

// Points are the row's points in words, "" where they are not shown.
func (r bulletinRow) Points() string {
	if r.Total == nil {
		return ""
	}
	return r.Total.String()
}

// bulletinOf reads what is public of a course's results; before they are
// public there is no bulletin.
func (s *server) bulletinOf(ctx context.Context, id string) (*course, []bulletinRow, error) {
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if !c.IsPublic() {
		return nil, nil, &assess.Error{Code: assess.CodePhase, Params: named([]string{"phase", string(c.Phase)})}
	}
	public := *c
	public.actor = assess.Actor{}
	var rows []bulletinRow
	for _, r := range public.results().Rows {
		rows = append(rows, bulletinRow{Rank: r.Rank, Name: r.Name, Kind: kindWords[c.lang][r.Kind], Group: r.Group, GradeTitle: r.GradeTitle,
			Total: r.Total, Remark: remarkOf(r, c.lang)})
	}
	slices.SortStableFunc(rows, func(a, b bulletinRow) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Rank, b.Rank))
	})
	return c, rows, nil
}

// remarkOf says what must be known beside a grade.
func remarkOf(r ResultRow, lang string) string {
	words := map[string][4]string{
		chinese: {"一票否决", "在岗不足，不定等次", "没有可以计分的内容", "复核或申诉办理中"},
		english: {"Veto", "In office too short for a grade", "Nothing could be scored", "Under review"},
	}[lang]
	var list []string
	for i, on := range []bool{r.Vetoed, r.Short, r.Empty, r.UnderReview} {
		if !on {
			continue
		}
		text := words[i]
		if i == 0 && len(r.Vetoes) > 0 {
			text += "：" + strings.Join(r.Vetoes, "、")
		}
		list = append(list, text)
	}
	return strings.Join(list, "；")
}

// daysIn says from which day to which something lasted, in Chinese.
func daysIn(from, to calendar.Date) string {
	say := func(d calendar.Date) string { return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day) }
	return say(from) + "至" + say(to)
}
