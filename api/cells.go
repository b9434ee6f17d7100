package api

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// cells are those of a sheet being read, and what is wrong with them: every
// fault names the sheet, the cell, its row and the head of its column.
type cells struct {
	table    *sheet.Table
	columns  []sheet.Column
	lang     string
	problems []plan.Problem
}

// fault tells what is wrong with a cell.
func (c *cells) fault(r sheet.Row, column string, code plan.Code, params ...string) {
	c.problems = append(c.problems, plan.Problem{Pointer: rowPointer(r.N, column), Code: code, Params: c.where(r.N, column, named(params))})
}

// where adds the place of a cell to what is said of it.
func (c *cells) where(row int, column string, params map[string]string) map[string]string {
	all := map[string]string{"sheet": c.table.Sheet, "cell": c.table.Cell(row, column), "row": strconv.Itoa(row), "column": column}
	for _, known := range c.columns {
		if known.Name == column {
			all["column"] = known.Head(c.lang)
		}
	}
	maps.Copy(all, params)
	return all
}

// located adds the place of their cells to problems that others found.
func (c *cells) located(problems []plan.Problem) []plan.Problem {
	list := make([]plan.Problem, len(problems))
	for i, p := range problems {
		rest, ofRow := strings.CutPrefix(p.Pointer, "/rows/")
		row, column, ofCell := strings.Cut(rest, "/")
		if n, err := strconv.Atoi(row); ofRow && ofCell && err == nil && p.Params["cell"] == "" {
			p.Params = c.where(n, column, p.Params)
		}
		list[i] = p
	}
	return list
}

// told tells whether a fault of a cell is known already.
func (c *cells) told(r sheet.Row, column string) bool {
	return slices.ContainsFunc(c.problems, func(p plan.Problem) bool { return p.Pointer == rowPointer(r.N, column) })
}

// who is the post, or else the person, that a cell names; a fault when it is
// none or several.
func (c *cells) who(town registers, r sheet.Row, column, unit string) plan.Ref {
	text := strings.Join(strings.Fields(r.Fields[column]), " ")
	if text == "" {
		return ""
	}
	found := town.called(text, unit)
	switch len(found) {
	case 0:
		c.fault(r, column, CodeNoLead, "value", text)
	case 1:
		return found[0]
	default:
		c.fault(r, column, CodeSeveral, "value", text)
	}
	return ""
}

// called are the posts and people that a text may mean: by the code of a post
// or its name in the unit, else by its name anywhere, alone, behind that of its
// unit or before that of who holds it, or by a person's name.
func (r registers) called(text, unit string) []plan.Ref {
	if id := postNamed(r.posts, text, unit); id != "" {
		return []plan.Ref{plan.PostRef(id)}
	}
	var found []plan.Ref
	for _, p := range r.posts {
		ref, whole := plan.PostRef(p.ID), r.names.unit(p.UnitID)+" "+p.Name
		if p.Active && (p.Name == text || r.names.full(ref) == text || whole == text || strings.ReplaceAll(whole, " ", "") == text) {
			found = append(found, ref)
		}
	}
	for _, p := range r.people {
		switch {
		case p.Name != text || p.Status == store.UserLeft:
		case len(p.Posts) == 1:
			found = append(found, plan.PostRef(p.Posts[0])) // the successor will have the work
		default:
			found = append(found, plan.UserRef(p.ID))
		}
	}
	return found
}
