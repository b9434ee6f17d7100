package plan

import (
	"slices"
	"strconv"
)

// Check 检查 is what an inspection looked at in one place.
type Check struct {
	Place      string       `json:"place"`
	PlaceName  string       `json:"place_name,omitempty"` // as it was on the day
	Checklist  string       `json:"checklist,omitempty"`  // id of its version; empty: none was used
	Inspectors []Inspector  `json:"inspectors,omitempty"`
	Results    []ItemResult `json:"results,omitempty"` // one for each item of the checklist
	Hazards    []Hazard     `json:"hazards,omitempty"`
	Note       string       `json:"note,omitempty"`
}

// Inspector 检查人员 is who was there: the post or account they were sent as,
// and who that was on the day.
type Inspector struct {
	Ref  Ref    `json:"ref"`
	User string `json:"user,omitempty"`
	Name string `json:"name,omitempty"`
}

// ItemOutcome is what an inspection says of an item.
type ItemOutcome string

// The outcomes of an item.
const (
	ItemPasses    ItemOutcome = "pass"
	ItemFails     ItemOutcome = "fail"
	NotApplicable ItemOutcome = "na"
)

// ItemResult is the outcome of one item, with what the item asks for.
type ItemResult struct {
	Item    string      `json:"item"`
	Outcome ItemOutcome `json:"outcome"`
	Milli   *int64      `json:"milli,omitempty"` // the figure read, in thousandths of the item's unit
	Remark  string      `json:"remark,omitempty"`
	Photos  []Photo     `json:"photos,omitempty"`
}

// MaxChecks bounds the places of one hand-in.
const MaxChecks = 50

// leastInspectors is how many people must be at an inspection, where the goal
// does not say: two, as at administrative inspections (行政处罚法 42).
const leastInspectors = 2

func (s Settings) inspectors() int { return max(s.Inspectors, leastInspectors) }

// inspected checks what an inspection hands in, everything at once.
func (c *SubmitStep) inspected(t *turn) []Problem {
	var v validation
	checks := c.Content.Checks
	switch {
	case len(checks) > 0 && t.step.Kind != Inspection:
		v.add("/content/checks", CodeConflict, "with", string(t.step.Kind))
		return v
	case len(checks) == 0 && len(t.step.Checklists) > 0:
		v.add("/content/checks", CodeRequired)
	case len(checks) > MaxChecks:
		v.add("/content/checks", CodeTooMany, "max", strconv.Itoa(MaxChecks))
		return v
	}
	for i := range checks {
		at := "/content/checks/" + itoa(i)
		v.check(at, &checks[i], c.checklist(checks[i].Checklist), t)
		if slices.ContainsFunc(checks[:i], checks[i].repeats) {
			v.add(at+"/place", CodeDuplicate)
		}
	}
	v.hazards(checks, t)
	return v
}

// repeats tells whether two checks look at the same place with the same list.
func (k Check) repeats(o Check) bool { return k.Place == o.Place && k.Checklist == o.Checklist }

func (c *SubmitStep) checklist(id string) *Checklist {
	for i := range c.Checklists {
		if c.Checklists[i].ID() == id {
			return &c.Checklists[i]
		}
	}
	return nil
}

// check checks one place. list is nil when no such checklist was found.
func (v *validation) check(at string, k *Check, list *Checklist, t *turn) {
	v.text(at+"/place", k.Place, MaxTitle, true)
	if k.Place != "" && k.PlaceName == "" {
		v.add(at+"/place", CodeUnknown, "value", k.Place)
	}
	v.text(at+"/note", k.Note, MaxText, false)
	wanted := t.step.Checklists
	switch {
	case k.Checklist == "" && len(wanted) > 0:
		v.add(at+"/checklist", CodeRequired)
	case k.Checklist != "" && (list == nil || len(wanted) > 0 && !slices.Contains(wanted, list.Key)):
		v.add(at+"/checklist", CodeUnknown, "value", k.Checklist)
	}
	v.inspectors(at+"/inspectors", k.Inspectors, t.goal.Settings.inspectors())
	if len(k.Results) > MaxItems || len(k.Hazards) > MaxItems {
		v.add(at, CodeTooMany, "max", itoa(MaxItems))
		return
	}
	if list != nil {
		v.results(at+"/results", k, list, t.leastReading())
	} else if k.Checklist == "" && len(k.Results) > 0 {
		v.add(at+"/checklist", CodeRequired)
	}
}

// inspectors checks that enough different people were there.
func (v *validation) inspectors(at string, list []Inspector, least int) {
	if len(list) > MaxItems {
		v.add(at, CodeTooMany, "max", itoa(MaxItems))
		return
	}
	people := map[string]bool{}
	for i, x := range list {
		here := at + "/" + itoa(i)
		v.ref(here+"/ref", x.Ref, true)
		switch {
		case x.User == "" && x.Ref.Valid():
			v.add(here+"/ref", CodeNoHolder, "value", string(x.Ref))
		case people[x.User]:
			v.add(here+"/ref", CodeDuplicate)
		}
		people[x.User] = true
	}
	delete(people, "")
	if len(people) < least {
		v.add(at, CodeFewInspectors, "least", itoa(least))
	}
}

// results checks that each item of the list has its outcome, with what the
// item asks for, and that what fails is explained.
func (v *validation) results(at string, k *Check, list *Checklist, least int64) {
	seen := map[string]bool{}
	for i, r := range k.Results {
		here, item := at+"/"+itoa(i), list.Item(r.Item)
		switch {
		case item == nil:
			v.add(here+"/item", CodeUnknown, "value", r.Item)
			continue
		case seen[r.Item]:
			v.add(here+"/item", CodeDuplicate)
		}
		seen[r.Item] = true
		v.result(here, r, item, least)
		if r.Outcome == ItemFails && r.Remark == "" && !k.hazardOf(r.Item) {
			v.add(here, CodeUnexplained, "item", item.Title.ZH)
		}
	}
	for _, item := range list.Items {
		if !seen[item.Key] {
			v.add(at, CodeItemMissing, "item", item.Title.ZH)
		}
	}
}

func (k *Check) hazardOf(item string) bool {
	return slices.ContainsFunc(k.Hazards, func(h Hazard) bool { return slices.Contains(h.Items, item) })
}

// leastReading is the least that an item may read: nothing. Commands from
// before RulesNoNegative are judged as they were then.
func (t *turn) leastReading() int64 {
	if t.head.Rules < RulesNoNegative {
		return -MaxMilli
	}
	return 0
}

func (v *validation) result(at string, r ItemResult, item *ChecklistItem, least int64) {
	v.oneOf(at+"/outcome", string(r.Outcome), string(ItemPasses), string(ItemFails), string(NotApplicable))
	v.text(at+"/remark", r.Remark, MaxText, false)
	v.photos(at+"/photos", r.Photos)
	if item.Photo.asks(r.Outcome) && len(r.Photos) == 0 {
		v.add(at+"/photos", CodePhotoMissing, "item", item.Title.ZH)
	}
	if item.Remark.asks(r.Outcome) && r.Remark == "" {
		v.add(at+"/remark", CodeRemarkMissing, "item", item.Title.ZH)
	}
	switch {
	case item.Figure != "" && r.Outcome != NotApplicable && r.Milli == nil:
		v.add(at+"/milli", CodeFigureMissing, "item", item.Title.ZH, "unit", item.Figure)
	case r.Milli != nil && (*r.Milli > MaxMilli || *r.Milli < least):
		v.outside(at+"/milli", units(least), units(MaxMilli))
	}
}

func (v *validation) photos(at string, list []Photo) {
	if len(list) > MaxItems {
		v.add(at, CodeTooMany, "max", itoa(MaxItems))
		return
	}
	for i, p := range list {
		v.text(at+"/"+itoa(i)+"/file", p.File, MaxTitle, true)
	}
}

func (k Check) clone() Check {
	k.Inspectors, k.Results = slices.Clone(k.Inspectors), slices.Clone(k.Results)
	k.Hazards = slices.Clone(k.Hazards)
	for i := range k.Hazards {
		k.Hazards[i] = k.Hazards[i].clone()
	}
	return k
}
