package storetest

import (
	"duban/calendar"
	"duban/plan"
)

// Inspection is an inspection by the cadre, approved by the supervision
// officer, that uses no checklist.
func Inspection(key string) plan.Step {
	s := Step(key)
	s.Kind, s.Stages = plan.Inspection, s.Stages[:1]
	return s
}

// Hazard is a general hazard that the colleague has to rectify and the
// stranger inspects again.
func Hazard(key string, items ...string) plan.Hazard {
	return plan.Hazard{Key: key, Title: "隐患 " + key, Level: plan.GeneralHazard, Items: items, Responsible: "post:colleague", Reinspector: "post:stranger"}
}

// Checked is what the cadre and a colleague found in a place; the items of its
// hazards failed.
func Checked(place string, hazards ...plan.Hazard) plan.Check {
	k := plan.Check{Place: place, PlaceName: "场所 " + place, Hazards: hazards, Inspectors: []plan.Inspector{
		{Ref: "post:cadre", User: Cadre.User, Name: Cadre.Name}, {Ref: "post:colleague", User: Colleague.User, Name: Colleague.Name}}}
	for _, h := range hazards {
		for _, item := range h.Items {
			k.Checklist = "list@1"
			k.Results = append(k.Results, plan.ItemResult{Item: item, Outcome: plan.ItemFails})
		}
	}
	return k
}

// HandIn hands an inspection in, with the steps that its hazards need.
func HandIn(h plan.Header, checks ...plan.Check) plan.SubmitStep {
	c := plan.SubmitStep{Header: h, Content: plan.Submission{Checks: checks}}
	list := plan.Checklist{Key: "list", Version: 1}
	for _, k := range checks {
		for _, r := range k.Results {
			if list.Item(r.Item) == nil {
				list.Items = append(list.Items, plan.ChecklistItem{Key: r.Item, Title: plan.Bilingual{ZH: r.Item}})
			}
		}
		for _, found := range k.Hazards {
			c.Steps = append(c.Steps, dealing(found)...)
		}
	}
	c.Checklists = []plan.Checklist{list}
	return c
}

// dealing are the steps by which a hazard is dealt with.
func dealing(h plan.Hazard) []plan.Step {
	fix, again := Step(h.Key+"-rectify"), Step(h.Key+"-reinspect", h.Key+"-rectify")
	fix.Kind, fix.Lead, fix.LeadUnit, fix.Hazard, fix.Stages = plan.Rectification, h.Responsible, "town", h.Key, fix.Stages[:1]
	fix.Finish = &calendar.Budget{N: 7, Unit: calendar.Day}
	again.Kind, again.Lead, again.LeadUnit, again.Hazard, again.Stages = plan.Reinspection, h.Reinspector, "other", h.Key, again.Stages[:1]
	return []plan.Step{fix, again}
}
