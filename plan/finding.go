package plan

import "slices"

// What an inspection finds becomes hazards of the goal and, in the same
// change, the steps by which they are dealt with: safety does not wait for the
// inspection to be approved.

// hazards checks the hazards of a hand-in: each by itself, and that none that
// this inspection found before was left out or graded anew.
func (v *validation) hazards(checks []Check, t *turn) {
	named := map[string]bool{}
	for i := range checks {
		k := &checks[i]
		for j := range k.Hazards {
			h, at := &k.Hazards[j], "/content/checks/"+itoa(i)+"/hazards/"+itoa(j)
			if named[h.Key] && h.Key != "" {
				v.add(at+"/key", CodeDuplicate)
			}
			named[h.Key] = true
			v.hazard(at, h)
			v.failed(at+"/items", h.Items, k)
			v.known(at, h, t)
		}
	}
	for _, h := range t.unfinished() {
		if !named[h.Key] {
			v.add("/content/checks", CodeHazardLeftOut, "hazard", h.Title)
		}
	}
}

// hazard checks what somebody wrote of a hazard.
func (v *validation) hazard(at string, h *Hazard) {
	v.key(at+"/key", h.Key)
	v.text(at+"/title", h.Title, MaxTitle, true)
	v.text(at+"/remark", h.Remark, MaxText, false)
	v.oneOf(at+"/level", string(h.Level), string(GeneralHazard), string(MajorHazard))
	if h.Spot && h.Level == MajorHazard {
		v.add(at+"/spot", CodeConflict, "with", string(MajorHazard))
	}
	v.photos(at+"/photos", h.Photos)
	v.ref(at+"/responsible", h.Responsible, true)
	v.ref(at+"/reinspector", h.Reinspector, !h.Spot)
	if h.Reinspector == h.Responsible && h.Responsible != "" {
		v.add(at+"/reinspector", CodeSamePerson, "role", "reinspector", "with", "responsible")
	}
	v.officers(at+"/officers", h)
}

// officers checks that a major hazard, and no other, has two who accept it.
func (v *validation) officers(at string, h *Hazard) {
	if h.Level != MajorHazard {
		if len(h.Officers) > 0 {
			v.add(at, CodeConflict, "with", string(h.Level))
		}
		return
	}
	if len(h.Officers) != 2 {
		v.add(at, CodeTwoOfficers)
		return
	}
	for i, ref := range h.Officers {
		v.ref(at+"/"+itoa(i), ref, true)
		if ref == h.Responsible && ref != "" {
			v.add(at+"/"+itoa(i), CodeSamePerson, "role", "officer", "with", "responsible")
		}
	}
	if h.Officers[0] == h.Officers[1] && h.Officers[0] != "" {
		v.add(at+"/1", CodeSamePerson, "role", "officer-second", "with", "officer-first")
	}
}

// failed checks that a hazard names items that failed in its place.
func (v *validation) failed(at string, items []string, k *Check) {
	for i, item := range items {
		fails := slices.ContainsFunc(k.Results, func(r ItemResult) bool { return r.Item == item && r.Outcome == ItemFails })
		switch {
		case !fails:
			v.add(at+"/"+itoa(i), CodeNotFailed, "value", item)
		case slices.Index(items, item) < i:
			v.add(at+"/"+itoa(i), CodeDuplicate)
		}
	}
}

// known checks a hazard that is handed in again: its grade stays as it was.
func (v *validation) known(at string, h *Hazard, t *turn) {
	before := t.goal.Hazard(h.Key)
	switch {
	case before == nil:
	case before.FoundIn != t.step.Key || t.goal.Standing(h.Key).State == HazardCancelled:
		v.add(at+"/key", CodeDuplicate)
	case before.Level != h.Level || before.Spot != h.Spot:
		v.add(at+"/level", CodeConflict, "with", string(before.Level))
	}
}

// unfinished are the hazards that the inspection found since its last agreed
// hand-in: what is handed in again names them again, unless they were
// cancelled.
func (t *turn) unfinished() []Hazard {
	agreed := 0
	if a := t.step.agreedSubmission(); a != nil {
		agreed = a.Round
	}
	var list []Hazard
	for _, h := range t.goal.Hazards {
		if h.FoundIn == t.step.Key && h.Round > agreed && t.goal.Standing(h.Key).State != HazardCancelled {
			list = append(list, h)
		}
	}
	return list
}

// belonging checks that steps deal with hazards as they must: each step with
// one of them, and each hazard with a rectification by who is responsible; a
// re-inspection by another unless it was fixed on the spot; and for a major
// one an acceptance that both officers sign.
func (v *validation) belonging(hazards []Hazard, steps []Step) {
	for i, s := range steps {
		if !slices.ContainsFunc(hazards, func(h Hazard) bool { return h.Key == s.Hazard && h.Key != "" }) {
			v.add("/steps/"+itoa(i)+"/hazard", CodeDangling, "value", s.Hazard)
		}
	}
	for _, h := range hazards {
		chain := Goal{Steps: slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return s.Hazard != h.Key })}
		if !chain.dealsWith(h) {
			v.add("/steps", CodeHazardSteps, "hazard", h.Title)
		}
	}
}

// dealsWith tells whether steps deal with a hazard.
func (g *Goal) dealsWith(h Hazard) bool {
	fix := slices.IndexFunc(g.Steps, func(s Step) bool { return s.Kind == Rectification && s.Lead == h.Responsible })
	if fix < 0 || h.Spot {
		return fix >= 0
	}
	again := slices.IndexFunc(g.Steps, func(s Step) bool {
		return s.Kind == Reinspection && s.Lead == h.Reinspector && g.follows(s.Key, g.Steps[fix].Key)
	})
	if again < 0 || h.Level != MajorHazard {
		return again >= 0
	}
	return slices.ContainsFunc(g.Steps, func(s Step) bool {
		return g.follows(s.Key, g.Steps[again].Key) && slices.ContainsFunc(s.Stages, func(st Stage) bool {
			return st.Rule == AllSign && slices.Contains(st.Signers, h.Officers[0]) && slices.Contains(st.Signers, h.Officers[1])
		})
	})
}

// fresh are the hazards of a hand-in that the goal does not have yet, as they
// are recorded.
func (c *SubmitStep) fresh(t *turn) []Hazard {
	var list []Hazard
	for i := range c.Content.Checks {
		k := &c.Content.Checks[i]
		for j := range k.Hazards {
			h := &k.Hazards[j]
			if before := t.goal.Hazard(h.Key); before != nil {
				*h = before.clone() // as it was recorded
				continue
			}
			h.Place, h.PlaceName, h.Checklist, h.Inspectors = k.Place, k.PlaceName, k.Checklist, k.Inspectors
			h.FoundIn, h.Round = t.step.Key, t.step.Round+1
			t.record(h, len(list))
			list = append(list, h.clone())
		}
	}
	return list
}

// record fills in who found a hazard, when, and its number.
func (t *turn) record(h *Hazard, before int) {
	h.Number, h.FoundAt, h.FoundBy = len(t.goal.Hazards)+before+1, t.now, t.by
}

// find records hazards and lets their steps join the goal. Of a major one the
// line hears at once.
func (t *turn) find(hazards []Hazard, steps []Step, origin string) {
	for _, h := range hazards {
		d := Detail{Hazard: &h}
		if h.Level == MajorHazard {
			d.Colour = Red
			d.To = []Ref{t.goal.Line.Supervisor, t.goal.Line.Leader, t.goal.Line.Principal}
		}
		t.emit(Event{Type: HazardFoundEvent, Step: h.FoundIn, Round: h.Round, Reason: t.head.Reason, Detail: d})
	}
	t.join(steps, origin)
	if len(steps) > 0 {
		t.openReady()
	}
}

// adoptHazard enters a hazard in its goal.
func (g *Goal) adoptHazard(e Event) { g.Hazards = append(g.Hazards, e.Detail.Hazard.clone()) }
