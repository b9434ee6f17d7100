package api

import (
	"bytes"
	"context"

	"duban/plan"
	"duban/sheet"
)

// ledgerForm are the columns of a sheet to fill in.
func ledgerForm() []sheet.Column {
	var form []sheet.Column
	for _, c := range ledgerHeads() {
		if _, ok := filled[c.Name]; ok {
			form = append(form, c)
		}
	}
	return form
}

// LedgerTemplate is a sheet to fill in, with the units, posts and kinds there
// are to choose from.
func (s *server) LedgerTemplate(ctx context.Context, _ LedgerTemplateRequestObject) (LedgerTemplateResponseObject, error) {
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	town, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	title := map[string]string{chinese: "台账", english: "Ledger"}[lang]
	w, err := sheet.NewWriter(title, ledgerForm(), lang)
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }()
	if err := town.form(w, lang); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		return nil, err
	}
	ginOf(ctx).Writer.Header().Set("Content-Disposition", disposition("attachment", title+".xlsx"))
	return LedgerTemplate200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: &b, ContentLength: int64(b.Len())}, nil
}

// form offers what there is to choose from, and says how to fill the sheet in.
func (r registers) form(w *sheet.Writer, lang string) error {
	var posts, kinds []string
	for _, p := range r.posts {
		if p.Active {
			posts = append(posts, r.names.full(plan.PostRef(p.ID)))
		}
	}
	for _, kind := range []string{"general", "park-expansion", "farm-restructuring", "town-management", "safety-check"} {
		kinds = append(kinds, word(lang, "goalKind", kind))
	}
	for _, choice := range []struct {
		column, zh, en string
		values         []string
	}{{"lead_unit", "单位", "Units", r.unitNames()}, {"lead", "岗位", "Posts", posts}, {"kind", "类型", "Kinds", kinds}} {
		list := map[string]string{chinese: choice.zh, english: choice.en}[lang]
		if err := w.Choices(choice.column, mostLedgerRows, list, choice.values); err != nil {
			return err
		}
	}
	if err := w.Notes(map[string]string{chinese: "填写说明", english: "How to"}[lang], []float64{18, 90}, formNotes(lang)); err != nil {
		return err
	}
	return w.Finish()
}

// formNotes say how the sheet is filled in.
func formNotes(lang string) [][]string {
	if lang == english {
		return [][]string{
			{"Column", "How to fill it in"},
			{"Number", "Of the goal. Rows under one number belong to one goal; may be left empty, then the name decides."},
			{"Goal", "Name of the goal. May stand in its first row only; rows below without one go on with it."},
			{"Step", "One step a row. This column has to be there."},
			{"Kind", "One of those to choose from; empty: general."},
			{"Target", "A number, with or without its unit: 30, or 30 mu; the unit may stand in its own column."},
			{"Lead unit", "Name or code. Of several, the first leads and the others take part."},
			{"Responsible", "A post (name or code), or a person who holds one post."},
			{"Due", "A date, or a text: 2026-06-30, 2026/6/30. The end of a month: 2026-06."},
			{"Evidence", "What must be handed in, separated by commas."},
			{"Other columns", "Are passed over and named; progress, lights and signatures follow from what happens."},
		}
	}
	return [][]string{
		{"列", "怎么填"},
		{"编号", "事项的编号。编号相同的行属于同一事项；可以不填，按事项名称归并。"},
		{"事项", "事项名称。可以只填在第一行（或合并单元格），下面空着的行接着算同一事项。没有这一列时，每行任务自成一个事项。"},
		{"任务", "一行一个任务（步骤）。必须有这一列。"},
		{"类型", "从下拉中选；不填为“一般”。"},
		{"目标值、计量单位", "数字，可带单位：30 或 30亩；单位也可以另填一列。"},
		{"牵头单位", "单位名称或编码。写了几个的，第一个牵头，其余配合。"},
		{"配合单位", "可以写几个，用顿号隔开。"},
		{"责任人", "岗位名称、岗位编码，或任一个岗位的人名。"},
		{"完成时限", "Excel 日期或文字都可以：2026-06-30、2026/6/30、6月30日、6月底前、年底前。没有年份的按计划年度。"},
		{"佐证材料", "要交哪些材料，用顿号隔开。"},
		{"其他列", "不导入，导入后会列出是哪几列；进展、灯色、审核意见等由系统按办理情况得出。"},
	}
}
