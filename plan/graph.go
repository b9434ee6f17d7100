package plan

import (
	"slices"
	"strconv"
	"strings"

	"duban/calendar"
)

// steps checks the steps of a goal one by one and as a graph.
func (v *validation) steps(g *Goal, cal *calendar.Calendar) {
	keys, sum := map[string]bool{}, 0
	for i := range g.Steps {
		at := "/steps/" + strconv.Itoa(i)
		if s := &g.Steps[i]; keys[s.Key] {
			v.add(at+"/key", CodeDuplicate)
		}
		keys[g.Steps[i].Key] = true
		sum += g.Steps[i].Weight
	}
	for i := range g.Steps {
		v.step("/steps/"+strconv.Itoa(i), &g.Steps[i], g, keys, cal)
	}
	if sum != 0 && sum != 100 {
		v.add("/steps", CodeWeights, "sum", strconv.Itoa(sum))
	}
	if path := cycle(g.Steps); path != nil {
		v.add("/steps", CodeCycle, "path", pathOf(g.Steps, path))
	}
}

func (v *validation) step(at string, s *Step, g *Goal, keys map[string]bool, cal *calendar.Calendar) {
	v.text(at+"/key", s.Key, 60, true)
	v.text(at+"/title", s.Title, MaxTitle, true)
	v.text(at+"/lead_unit", s.LeadUnit, MaxTitle, false)
	switch s.Kind {
	case Work, PublicNotice, Inspection, Rectification, Reinspection, Report:
	default:
		v.add(at+"/kind", CodeUnknown, "value", string(s.Kind))
	}
	v.ref(at+"/lead", s.Lead, true)
	v.ref(at+"/head", s.Head, false)
	for i, r := range s.Co {
		v.ref(at+"/co/"+strconv.Itoa(i), r, true)
	}
	v.within(at+"/weight", s.Weight, 0, 100)
	v.target(at+"/target", s.Target)
	if len(s.Evidence) > MaxItems || len(s.Co) > MaxItems || len(s.After) > MaxSteps || len(s.Checklists) > MaxItems {
		v.add(at, CodeTooMany, "max", strconv.Itoa(MaxItems))
	}
	for i, name := range s.Evidence {
		v.text(at+"/evidence/"+strconv.Itoa(i), name, MaxTitle, true)
	}
	for i, key := range s.Checklists {
		v.key(at+"/checklists/"+strconv.Itoa(i), key)
	}
	if s.Hazard != "" && g.Hazard(s.Hazard) == nil {
		v.add(at+"/hazard", CodeDangling, "value", s.Hazard)
	}
	for i, key := range s.After {
		if !keys[key] {
			v.add(at+"/after/"+strconv.Itoa(i), CodeDangling, "value", key)
		}
	}
	for i, key := range s.Measures {
		if !slices.ContainsFunc(g.Measures, func(m Measure) bool { return m.Key == key }) {
			v.add(at+"/measures/"+strconv.Itoa(i), CodeDangling, "value", key)
		}
	}
	v.quantities(at, s, cal)
	v.upstreams(at+"/waits_for", s, g.ID)
	v.dates(at, s, g, cal)
	v.ladder(at+"/ladder", s.Ladder)
	v.stages(at+"/stages", s)
}

func (v *validation) dates(at string, s *Step, g *Goal, cal *calendar.Calendar) {
	switch {
	case s.Recur != nil:
		v.recurrence(at+"/recur", s, g, cal)
	case s.Finish == nil && s.By == nil:
		v.add(at+"/finish", CodeRequired)
	case s.Finish != nil && s.By != nil:
		v.add(at+"/by", CodeConflict, "with", "finish")
	}
	v.budget(at+"/finish", s.Finish)
	v.budget(at+"/respond", s.Respond)
	v.budget(at+"/min_public", s.MinPublic)
	v.day(at+"/by", s.By, cal)
	v.day(at+"/opens_on", s.OpensOn, cal)
	if s.By != nil && s.OpensOn != nil && !s.OpensOn.Before(*s.By) {
		v.add(at+"/by", CodeDateOrder, "before", s.OpensOn.String())
	}
	if s.Kind == PublicNotice && s.MinPublic == nil {
		v.add(at+"/min_public", CodeRequired)
	}
}

func (v *validation) stages(at string, s *Step) {
	if len(s.Stages) == 0 {
		v.add(at, CodeNoApprover)
	}
	if len(s.Stages) > 20 {
		v.add(at, CodeTooMany, "max", "20")
	}
	seen := map[string]bool{}
	for i, st := range s.Stages {
		p := at + "/" + strconv.Itoa(i)
		v.text(p+"/key", st.Key, 60, true)
		v.text(p+"/name", st.Name, MaxTitle, true)
		if seen[st.Key] {
			v.add(p+"/key", CodeDuplicate)
		}
		seen[st.Key] = true
		v.stage(p, st, s.Lead)
	}
}

func (v *validation) stage(p string, st Stage, lead Ref) {
	switch st.Rule {
	case AnySign, AllSign, Sequential:
	case Vote:
		v.within(p+"/ratio", st.Ratio, 1, 100)
	default:
		v.add(p+"/rule", CodeUnknown, "value", string(st.Rule))
	}
	if st.OnReject != "" && st.OnReject != VetoReject && st.OnReject != CountReject {
		v.add(p+"/on_reject", CodeUnknown, "value", string(st.OnReject))
	}
	if len(st.Signers) > MaxItems {
		v.add(p+"/signers", CodeTooMany, "max", strconv.Itoa(MaxItems))
		return
	}
	for j, ref := range st.Signers {
		at := p + "/signers/" + strconv.Itoa(j)
		v.ref(at, ref, true)
		if slices.Index(st.Signers, ref) < j {
			v.add(at, CodeDuplicate)
		}
	}
	if len(st.Signers) == 1 && st.Signers[0] == lead && lead != "" {
		v.add(p+"/signers/0", CodeSelfApproval)
	}
	if w := st.When; w != nil && (w.Field == "" || !slices.Contains([]string{">", ">=", "<", "<=", "=", "!="}, w.Op)) {
		v.add(p+"/when", CodeUnknown, "value", w.Op)
	}
}

// pathOf writes a path of steps with their titles, where they have one.
func pathOf(steps []Step, keys []string) string {
	names := slices.Clone(keys)
	for i, key := range keys {
		at := slices.IndexFunc(steps, func(s Step) bool { return s.Key == key })
		if at >= 0 && steps[at].Title != "" {
			names[i] = steps[at].Title
		}
	}
	return strings.Join(names, " → ")
}

// cycle returns a path of steps that wait for one another in a circle, first
// key repeated at the end, or nil.
func cycle(steps []Step) []string {
	index := map[string]int{}
	for i := range steps {
		index[steps[i].Key] = i
	}
	state := make([]int, len(steps)) // 0 new, 1 on the path, 2 done
	var path []string
	var walk func(i int) []string
	walk = func(i int) []string {
		state[i] = 1
		path = append(path, steps[i].Key)
		for _, key := range steps[i].After {
			j, ok := index[key]
			if !ok || state[j] == 2 {
				continue
			}
			if state[j] == 1 {
				return append(slices.Clone(path[slices.Index(path, key):]), key)
			}
			if found := walk(j); found != nil {
				return found
			}
		}
		path = path[:len(path)-1]
		state[i] = 2
		return nil
	}
	for i := range steps {
		if state[i] == 0 {
			if found := walk(i); found != nil {
				return found
			}
		}
	}
	return nil
}
