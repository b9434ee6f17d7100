package plan

// AddGroup adds a group of the goal's template along the way: a house to be
// approved, a petition, a finding or hazard that somebody reported. Whoever
// leads a step that the goal was issued with may, and who oversees it. The
// steps are built from the template; a hazard among them is given with them.
type AddGroup struct {
	Header
	Group  string  `json:"group"` // key in the template
	Steps  []Step  `json:"steps"`
	Hazard *Hazard `json:"hazard,omitempty"` // that the group deals with
}

// Name is the command's wire name.
func (AddGroup) Name() Name { return NameAddGroup }

func (c AddGroup) permit(t *turn) error {
	if err := t.running(); err != nil {
		return err
	}
	for i := range t.goal.Steps {
		s := &t.goal.Steps[i]
		if s.Origin != "" { // who is given a hazard to rectify adds nothing
			continue
		}
		if ways := t.head.Actor.Capacities(s.Lead, t.goal.Kind); len(ways) > 0 {
			t.by = ways[0]
			return nil
		}
	}
	return t.overseer()
}

func (c AddGroup) decide(t *turn) error {
	var v validation
	v.text("/group", c.Group, MaxTitle, true)
	if len(c.Steps) == 0 {
		v.add("/steps", CodeRequired)
	}
	var found []Hazard
	if c.Hazard != nil {
		h := c.Hazard.clone()
		v.hazard("/hazard", &h)
		if t.goal.Hazard(h.Key) != nil {
			v.add("/hazard/key", CodeDuplicate)
		}
		h.FoundIn, h.Round = t.head.Step, 0
		t.record(&h, 0)
		found = append(found, h)
	}
	if len(v) == 0 {
		if c.Hazard != nil {
			v.belonging(found, c.Steps)
		}
		v.joining(t.goal, c.Steps, found, t)
	}
	if len(v) > 0 {
		return &Error{Code: CodeInvalid, Problems: v}
	}
	t.find(found, c.Steps, "group:"+c.Group)
	return nil
}
