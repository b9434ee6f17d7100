package templates

import (
	"slices"

	"duban/plan"
)

// The roles of a group that deals with a hazard.
const (
	RoleResponsible = "responsible" // rectifies
	RoleReinspector = "reinspector" // inspects again: never the person responsible
)

var officerRoles = []string{"officer-first", "officer-second"}

// acceptedStage is the approval in which two officers accept on site.
const acceptedStage = "accepted"

// findingGroup deals with what is found where a template has no groups for
// hazards by their level.
const findingGroup = "finding"

// HazardSteps builds the steps by which a hazard is dealt with, for a running
// goal to be given: rectification within its time, re-inspection by somebody
// else, acceptance; of a major hazard also the report to the county, the
// listing, the five that must be settled, and two officers who accept. The
// times and stages are those of the template's groups "hazard-spot",
// "hazard-general" and "hazard-major", or "finding" where there are none; see
// Add for who fills the roles that the hazard does not name.
//
// Steps come only when nothing is wrong: without somebody responsible, or
// with one person in two places that the law keeps apart, there are none.
func HazardSteps(t Template, goal plan.Goal, h plan.Hazard, choices Choices) ([]plan.Step, []plan.Problem) {
	if problems := h.Problems(); len(problems) > 0 {
		for i := range problems {
			problems[i].Pointer = "/hazard" + problems[i].Pointer
		}
		return nil, problems
	}
	posts := map[string]Post{}
	for role, p := range choices.Posts {
		posts[role] = p
	}
	posts[RoleResponsible] = Post{Ref: h.Responsible}
	if h.Reinspector != "" {
		posts[RoleReinspector] = Post{Ref: h.Reinspector}
	}
	for i, ref := range h.Officers {
		posts[officerRoles[i]] = Post{Ref: ref}
	}
	choices.Posts = posts
	steps, problems := Add(t, goal, t.hazardGroup(h), Item{Key: h.Key, Title: hazardName(h, choices.Lang)}, choices)
	for i := range steps {
		steps[i].Hazard = h.Key
		problems = append(problems, apart(steps[i], h, i)...)
	}
	if slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Code != CodeRoleUnfilled }) {
		return nil, problems
	}
	return steps, problems
}

// DealsWithHazards tells whether a template has steps for a hazard.
func (t Template) DealsWithHazards(h plan.Hazard) bool { return t.Group(t.hazardGroup(h)) != nil }

func (t Template) hazardGroup(h plan.Hazard) string {
	if t.Group(h.Category()) == nil && t.Group(findingGroup) != nil {
		return findingGroup
	}
	return h.Category()
}

// HazardOf is the hazard that the steps of a group deal with, for a finding or
// hazard that no inspection handed in; nil when they rectify nothing.
func HazardOf(group string, item Item, steps []plan.Step) *plan.Hazard {
	led := func(kind plan.StepKind) (lead plan.Ref) {
		for _, s := range steps {
			if s.Kind == kind {
				lead = s.Lead
			}
		}
		return lead
	}
	h := plan.Hazard{Key: item.Key, Title: item.Title, Level: plan.GeneralHazard,
		Responsible: led(plan.Rectification), Reinspector: led(plan.Reinspection)}
	if h.Responsible == "" {
		return nil
	}
	h.Spot = h.Reinspector == ""
	if major := (plan.Hazard{Level: plan.MajorHazard}); major.Category() != group {
		return &h
	}
	h.Level = plan.MajorHazard
	for _, s := range steps {
		for _, stage := range s.Stages {
			if stage.Key == acceptedStage {
				h.Officers = stage.Signers
			}
		}
	}
	return &h
}

// apart checks the acceptance as it came out, with whoever stands in: by two,
// and neither is the one responsible.
func apart(s plan.Step, h plan.Hazard, i int) []plan.Problem {
	at := "/steps/" + itoa(i)
	var problems []plan.Problem
	for j, stage := range s.Stages {
		p := at + "/stages/" + itoa(j)
		if stage.Key != acceptedStage {
			continue
		}
		if len(stage.Signers) < 2 {
			problems = append(problems, plan.Problem{Pointer: p + "/signers", Code: plan.CodeNoApprover})
		}
		if slices.Contains(stage.Signers, h.Responsible) {
			problems = append(problems, plan.Problem{Pointer: p + "/signers", Code: plan.CodeSamePerson,
				Params: map[string]string{"role": "officer", "with": RoleResponsible}})
		}
	}
	return problems
}

// hazardName is the hazard in the titles of its steps: where, what, and
// whether it was found there before.
func hazardName(h plan.Hazard, lang string) string {
	name := h.Title
	if h.PlaceName != "" {
		name = h.PlaceName + "·" + name
	}
	if h.Repeats != nil {
		name += Text{"（重复隐患）", " (repeated)"}.In(lang)
	}
	return name
}
