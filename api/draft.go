package api

import (
	"fmt"
	"reflect"
	"strconv"

	"duban/calendar"
	"duban/plan"
	"duban/report"
	"duban/store"
)

// prefill completes a draft with what follows from the town: ids and numbers,
// the line of responsibility over the lead unit, the units of posts, the
// defaults of settings, and the usual two stages of approval where a step has
// none. What the draft says itself is never changed.
func prefill(p *store.Plan, town store.Town, defaults plan.Settings) {
	numberGoals(p)
	for i := range p.Goals {
		g := &p.Goals[i]
		if g.ID == "" {
			g.ID = store.NewID()
		}
		if g.Kind == "" {
			g.Kind = "general"
		}
		g.PlanID, g.Year = p.ID, p.Year
		if g.Settings.Respond == (calendar.Budget{}) {
			g.Settings = defaults
		}
		if g.Settings.Again == "" { // a template says nothing of it
			g.Settings.Again = defaults.Again
		}
		if g.LeadUnit == "" {
			continue // the line over a unit follows once the unit is known
		}
		line := town.LineOf(g.LeadUnit)
		fill(&g.Line.Head, line.Head)
		fill(&g.Line.Supervisor, line.Supervisor)
		fill(&g.Line.Leader, line.Leader)
		fill(&g.Line.Principal, line.Principal)
	}
	for i := range p.Goals {
		for j := range p.Goals[i].Steps {
			prefillStep(&p.Goals[i], &p.Goals[i].Steps[j], j, town)
		}
	}
}

// numberGoals gives the goals without a number one that no other has: that of
// their place, or the next free one.
func numberGoals(p *store.Plan) {
	taken := map[string]bool{}
	for _, g := range p.Goals {
		taken[g.Number] = true
	}
	for i := range p.Goals {
		for n := i + 1; p.Goals[i].Number == ""; n++ {
			if free := fmt.Sprintf("%d-%02d", p.Year, n); !taken[free] {
				p.Goals[i].Number, taken[free] = free, true
			}
		}
	}
}

// unfill takes back what an earlier prefill derived from a lead unit or lead
// post that has been changed since, so that it is derived anew. What somebody
// chose by hand differs from what was derived, and stays.
func unfill(now, before *store.Plan) {
	old := map[string]*plan.Goal{}
	for i := range before.Goals {
		old[before.Goals[i].ID] = &before.Goals[i]
	}
	for i := range now.Goals {
		g, was := &now.Goals[i], old[now.Goals[i].ID]
		if was == nil {
			continue
		}
		moved := g.LeadUnit != was.LeadUnit && g.Line == was.Line
		for j := range g.Steps {
			s, stood := &g.Steps[j], was.Step(g.Steps[j].Key)
			if stood == nil {
				continue
			}
			if s.Lead != stood.Lead && s.LeadUnit == stood.LeadUnit && s.Head == stood.Head {
				s.LeadUnit, s.Head = "", ""
			}
			if moved && reflect.DeepEqual(s.Stages, usualStages(was.Line)) {
				s.Stages = nil
			}
		}
		if moved {
			g.Line = plan.Line{}
		}
	}
}

func prefillStep(g *plan.Goal, s *plan.Step, position int, town store.Town) {
	s.GoalID, s.Position = g.ID, position
	if s.Key == "" {
		s.Key = "s" + strconv.Itoa(position+1)
	}
	if s.Kind == "" {
		s.Kind = plan.Work
	}
	if s.LeadUnit == "" {
		s.LeadUnit = town.UnitOf(s.Lead)
	}
	if s.LeadUnit == "" {
		s.LeadUnit = g.LeadUnit
	}
	fill(&s.Head, town.HeadOf(s.LeadUnit))
	if len(s.Stages) == 0 {
		s.Stages = usualStages(g.Line)
	}
}

// usualStages are a step's stages of approval where its draft names none: the
// supervision officer reviews, then the leader in charge decides (practice).
func usualStages(l plan.Line) []plan.Stage {
	var stages []plan.Stage
	if l.Supervisor != "" {
		stages = append(stages, plan.Stage{Key: "supervisor", Name: "督查员审核", Rule: plan.AnySign, Signers: []plan.Ref{l.Supervisor}})
	}
	if l.Leader != "" {
		stages = append(stages, plan.Stage{Key: "leader", Name: "领导审批", Rule: plan.AnySign, Signers: []plan.Ref{l.Leader}})
	}
	return stages
}

func fill(ref *plan.Ref, value plan.Ref) {
	if *ref == "" {
		*ref = value
	}
}

// problemsOf lists everything that keeps a draft from being issued: what the
// rules say, and units, posts and users that are not there.
func problemsOf(p store.Plan, town store.Town, cal *calendar.Calendar) []plan.Problem {
	problems := plan.ValidatePlan(p.Goals, cal)
	add := func(pointer string, code plan.Code, value string) {
		problems = append(problems, plan.Problem{Pointer: pointer, Code: code, Params: map[string]string{"value": value}})
	}
	unit := func(pointer, id string) {
		if _, ok := town.Units[id]; id != "" && !ok {
			add(pointer, store.CodeUnknownUnit, id)
		}
	}
	who := func(pointer string, ref plan.Ref) {
		if ref.Valid() && !town.Knows(ref) {
			add(pointer, store.CodeUnknownPost, string(ref))
		}
	}
	for i, g := range p.Goals {
		at := "/goals/" + strconv.Itoa(i)
		unit(at+"/lead_unit", g.LeadUnit)
		for j, id := range g.CoUnits {
			unit(at+"/co_units/"+strconv.Itoa(j), id)
		}
		who(at+"/line/head", g.Line.Head)
		who(at+"/line/supervisor", g.Line.Supervisor)
		who(at+"/line/leader", g.Line.Leader)
		who(at+"/line/principal", g.Line.Principal)
		for j, s := range g.Steps {
			at := at + "/steps/" + strconv.Itoa(j)
			unit(at+"/lead_unit", s.LeadUnit)
			who(at+"/lead", s.Lead)
			for k, ref := range s.Co {
				who(at+"/co/"+strconv.Itoa(k), ref)
			}
			if s.Recur != nil {
				for k, ref := range s.Recur.Roster {
					who(at+"/recur/roster/"+strconv.Itoa(k), ref)
				}
			}
			for k, stage := range s.Stages {
				for l, ref := range stage.Signers {
					who(at+"/stages/"+strconv.Itoa(k)+"/signers/"+strconv.Itoa(l), ref)
				}
			}
		}
	}
	return problems
}

// goalsOf turns the outline of a report into draft goals. Measures below
// measures are listed flat, each with its place in the text.
func goalsOf(o report.Outline, name string) []plan.Goal {
	var goals []plan.Goal
	for _, g := range o.Goals {
		goal := plan.Goal{
			Title: clip(g.Title, plan.MaxTitle),
			Basis: plan.Basis{Report: name, Text: clip(g.Intro, plan.MaxText), Start: g.Start, End: g.End},
		}
		if o.Section != nil {
			goal.Basis.Section = o.Section.Title
		}
		goal.Measures = measuresOf(g.Measures, "m")
		goals = append(goals, goal)
	}
	return goals
}

func measuresOf(nodes []report.Node, prefix string) []plan.Measure {
	var list []plan.Measure
	for i, n := range nodes {
		key := prefix + strconv.Itoa(i+1)
		list = append(list, plan.Measure{
			Key: key, Marker: n.Marker, Title: clip(n.Title, plan.MaxTitle), Text: clip(n.Text, plan.MaxText), Start: n.Start, End: n.End,
		})
		list = append(list, measuresOf(n.Children, key+".")...)
	}
	return list
}

// clip cuts a text to a number of characters.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
