package api

import (
	"context"
	_ "embed"
	"path/filepath"
	"strings"

	"duban/plan"
	"duban/store"
)

//go:embed order.html
var orderHTML string

var orderPage = paperOf(orderHTML)

// order is what the supervision order 督办单 of a goal says: all of it from the
// record and the registers.
type order struct {
	Paper                          paper
	Goal                           plan.Goal
	Source, Kind, Target, Lead, Co string
	Leader, Head, Supervisor       string
	Issued, Due, Respond           string
	NotOurs                        int
	Steps                          []orderStep
	Instructions                   []orderInstruction
}

// orderStep is a line of the order.
type orderStep struct {
	N                                 int
	Title, Target, Who, Due, Evidence string
}

type orderInstruction struct{ Text, By, On string }

// GoalOrder is the supervision order of a goal, to be printed.
func (s *server) GoalOrder(ctx context.Context, r GoalOrderRequestObject) (GoalOrderResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	g, err := s.Store.Goal(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	known, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	o := orderOf(g, &known.names)
	o.Paper.Office = store.OfficeName.In(values)
	page, err := printed(ctx, orderPage, &o.Paper, &o)
	if err != nil {
		return nil, err
	}
	return GoalOrder200TexthtmlResponse{Body: page, ContentLength: int64(page.Len())}, nil
}

func orderOf(g plan.Goal, n *names) order {
	w := ledgerWords{lang: chinese, names: n}
	o := order{Paper: paper{Number: g.Number, To: n.unit(g.LeadUnit)}, Goal: g, Source: sourceOf(g.Basis), Kind: word(chinese, "goalKind", g.Kind),
		Target: w.quantity(g.Target), Lead: n.unit(g.LeadUnit), Leader: w.who(g.Line.Leader), Head: w.who(g.Line.Head), Supervisor: w.who(g.Line.Supervisor),
		Respond: chineseBudget(g.Settings.Respond), NotOurs: g.Settings.NotOurs}
	var co []string
	for _, id := range g.CoUnits {
		co = append(co, n.unit(id))
	}
	o.Co = w.join(co)
	if g.IssuedAt != nil {
		o.Issued = chineseDay(*g.IssuedAt)
	}
	for i := range g.Steps {
		if step := &g.Steps[i]; step.Status != plan.StepCancelled && step.Series == "" { // a series stands for its occurrences
			o.Steps = append(o.Steps, w.orderStep(step, len(o.Steps)+1))
		}
	}
	if g.DueAt != nil {
		o.Due = chineseDay(*g.DueAt)
	}
	for _, in := range g.Instructions {
		o.Instructions = append(o.Instructions, orderInstruction{Text: in.Text, By: in.By.Name, On: chineseDay(in.At)})
	}
	return o
}

func (w ledgerWords) orderStep(s *plan.Step, number int) orderStep {
	return orderStep{N: number, Title: s.Title, Target: w.quantity(s.Target), Who: w.who(s.Lead), Due: dueOf(s), Evidence: strings.Join(s.Evidence, "、")}
}

func (w ledgerWords) quantity(t *plan.Target) string {
	if t == nil {
		return ""
	}
	return amount(t.Milli) + t.Unit
}

// dueOf says by when a step is to be done, as things stand.
func dueOf(s *plan.Step) string {
	switch {
	case s.DueAt != nil:
		return chineseDay(*s.DueAt)
	case s.By != nil:
		return chineseDate(*s.By)
	case s.Finish != nil:
		return "启动后" + chineseBudget(*s.Finish) + "内"
	case s.Recur != nil:
		return "按周期"
	}
	return ""
}

// titleOf is the name of a report without the ending of its file.
func titleOf(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }

// sourceOf names where a goal comes from.
func sourceOf(b plan.Basis) string {
	switch {
	case b.Report != "" && b.Section != "":
		return "《" + titleOf(b.Report) + "》“" + b.Section + "”"
	case b.Report != "":
		return "《" + titleOf(b.Report) + "》"
	case b.Section != "":
		return "“" + b.Section + "”"
	case b.Goal != "":
		return "领导批示"
	}
	return ""
}
