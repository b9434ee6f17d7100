package templates

import (
	"slices"
	"strings"

	"duban/calendar"
	"duban/plan"
)

// build makes the goal's steps of those taken, except the steps per measure,
// which follow from the links.
func (f *filling) build() {
	f.goal.Steps = nil
	for _, s := range f.taken {
		if s.Per == "" {
			f.append(s, f.step(s, f.after(s)))
		}
	}
}

func (f *filling) append(s *Step, built plan.Step) {
	f.goal.Steps, f.built = append(f.goal.Steps, built), append(f.built, s)
}

// after lists the steps that a step waits for: instead of one that was left
// out, those it would have waited for, unless another waits for them already.
func (f *filling) after(s *Step) []string {
	var keys, implied []string
	var follow func(after []string, instead bool)
	follow = func(after []string, instead bool) {
		for _, key := range after {
			before := f.t.step(key)
			switch {
			case !slices.Contains(f.taken, before):
				follow(before.After, true)
			case instead:
				implied = append(implied, key)
			default:
				keys = append(keys, key)
			}
		}
	}
	follow(s.After, false)
	for _, key := range implied {
		if !slices.Contains(keys, key) && !slices.ContainsFunc(keys, func(k string) bool { return f.t.waits(k, key) }) {
			keys = append(keys, key)
		}
	}
	return keys
}

// step returns the step with that key, or nil.
func (t *Template) step(key string) *Step {
	for i := range t.Steps {
		if t.Steps[i].Key == key {
			return &t.Steps[i]
		}
	}
	return nil
}

// waits tells whether a step waits for another, however indirectly.
func (t *Template) waits(key, before string) bool {
	s := t.step(key)
	return slices.ContainsFunc(s.After, func(k string) bool { return k == before || t.waits(k, before) })
}

func (f *filling) step(s *Step, after []string) plan.Step {
	lead := f.post(s.Lead)
	built := plan.Step{
		Key: s.Key, Title: f.text(s.Title), Kind: s.Kind, After: after,
		Lead: lead.Ref, LeadUnit: lead.Unit, Head: lead.Head,
		Respond: f.budget(s.Respond), Finish: f.budget(s.Finish), MinPublic: f.budget(s.MinPublic),
		By: f.day(s.By), OpensOn: f.day(s.Opens), Recur: f.recur(s.Recur),
	}
	for _, role := range s.Co {
		if ref := f.post(role).Ref; ref != "" && ref != lead.Ref && !slices.Contains(built.Co, ref) {
			built.Co = append(built.Co, ref)
		}
	}
	for _, e := range s.Evidence {
		built.Evidence = append(built.Evidence, f.text(e))
	}
	built.Checklists = slices.Clone(s.Checklists)
	built.Target, built.Planned = f.target(s.Target)
	built.Stages = f.stages(s, lead)
	return built
}

// text is a text in the language chosen, about the item at hand.
func (f *filling) text(t Text) string {
	return cut(strings.ReplaceAll(t.In(f.choices.Lang), "{item}", f.item), plan.MaxTitle)
}

func cut(s string, max int) string {
	if runes := []rune(s); len(runes) > max {
		return string(runes[:max-1]) + "…"
	}
	return s
}

func (f *filling) budget(key string) *calendar.Budget {
	if key == "" {
		return nil
	}
	return &calendar.Budget{N: f.numbers[key].Int(), Unit: calendar.Unit(f.t.Number(key).Unit)}
}

func (f *filling) day(key string) *calendar.Date {
	if key == "" {
		return nil
	}
	d := f.numbers[key].In(f.year)
	return &d
}

func (f *filling) recur(r *Recur) *plan.Recurrence {
	if r == nil {
		return nil
	}
	rec := &plan.Recurrence{Recur: calendar.Recur{Every: r.Every, On: r.On, Shift: r.Shift}}
	if r.Day != "" {
		rec.On = itoa(f.numbers[r.Day].Int())
	}
	if r.N != "" {
		rec.N = f.numbers[r.N].Int()
	}
	if d := f.day(r.From); d != nil {
		rec.From = *d
	}
	if d := f.day(r.Until); d != nil {
		rec.Until = *d
	}
	if r.Ahead != "" {
		rec.Ahead = f.numbers[r.Ahead].Int()
	}
	return rec
}

// target is the goal's own target when it counts the same, else the figure
// given. A target that nobody gave is left out, and said.
func (f *filling) target(t *Target) (*plan.Target, []plan.Planned) {
	if t == nil {
		return nil, nil
	}
	var target plan.Target
	milli, _, given := f.figure(t.Figure)
	switch {
	case f.goal.Target != nil && f.goal.Target.Unit == t.Unit:
		target = *f.goal.Target
	case given && milli > 0 && milli < mostFigure:
		if t.Times != "" {
			milli = milli * f.numbers[t.Times].milli / 1000
		}
		target = plan.Target{Milli: milli, Unit: t.Unit}
	default:
		if at := "/choices/figures/" + t.Figure; !f.told[at] && !f.t.figure(t.Figure).Required {
			f.told[at] = true
			f.problem(at, CodeTargetOpen, "figure", t.Figure)
		}
		return nil, nil
	}
	var planned []plan.Planned
	for _, p := range t.Planned {
		planned = append(planned, plan.Planned{By: *f.day(p.By), Milli: target.Milli * f.numbers[p.Share].milli / 100_000})
	}
	return &target, planned
}

// stages are the approvals of a step. Whoever does the step signs no stage of
// it, and nobody signs two stages in which they would be alone; when no stage
// is left, the supervision officer decides, or the leader on their own work.
func (f *filling) stages(s *Step, lead Post) []plan.Stage {
	var stages []plan.Stage
	alone := map[plan.Ref]bool{}
	for _, key := range s.Approvals {
		a := f.approval(key)
		if a == nil {
			continue
		}
		stage := plan.Stage{Key: a.Key, Name: f.text(a.Name), Rule: a.Rule, OnReject: a.OnReject, When: f.when(a.When)}
		if a.Ratio != "" {
			stage.Ratio = f.numbers[a.Ratio].Int()
		}
		for _, role := range a.Signers {
			ref := f.signer(role, lead)
			if ref != "" && ref != lead.Ref && !slices.Contains(stage.Signers, ref) {
				stage.Signers = append(stage.Signers, ref)
			}
		}
		single := len(stage.Signers) == 1
		if len(stage.Signers) == 0 || single && alone[stage.Signers[0]] {
			continue
		}
		if single && stage.When == nil {
			alone[stage.Signers[0]] = true
		}
		stages = append(stages, stage)
	}
	if len(stages) > 0 {
		return stages
	}
	role := RoleSupervisor
	if f.post(role).Ref == lead.Ref {
		role = RoleLeader
	}
	name := lineRoles[slices.IndexFunc(lineRoles, func(r Role) bool { return r.Key == role })].Title
	stage := plan.Stage{Key: role, Name: f.text(name), Rule: plan.AnySign}
	if ref := f.post(role).Ref; ref != "" {
		stage.Signers = []plan.Ref{ref}
	}
	return []plan.Stage{stage}
}

// signer is who signs as a role. The head is that of the unit that does the
// step, where it is known.
func (f *filling) signer(role string, lead Post) plan.Ref {
	if role == RoleHead && lead.Head != "" {
		return lead.Head
	}
	return f.post(role).Ref
}

// approval is the stage with that key, or nil when its branch does not apply.
func (f *filling) approval(key string) *Approval {
	for i := range f.t.Approvals {
		a := &f.t.Approvals[i]
		if a.Key != key {
			continue
		}
		for _, b := range f.t.Branches {
			if a.Branch == b.Key && !f.holds(b) || a.Unless == b.Key && f.holds(b) {
				return nil
			}
		}
		return a
	}
	return nil
}

func (f *filling) when(c *Condition) *plan.Condition {
	if c == nil {
		return nil
	}
	return &plan.Condition{Field: c.Figure, Op: c.Op, Milli: f.numbers[c.Number].milli, Text: c.Word}
}

func (f *filling) settings() plan.Settings {
	s, l := f.t.Settings, f.t.Ladder
	settings := plan.Settings{
		Respond: *f.budget(s.Respond), Review: *f.budget(s.Review),
		NotOurs: f.numbers[s.NotOurs].Int(), Archive: f.numbers[s.Archive].Int(), YellowIn: f.numbers[s.Yellow].Int(),
		Ladder:     plan.Ladder{OnDay: l.OnDay},
		Inspectors: f.numbers[s.Inspectors].Int(), Failures: f.numbers[s.Failures].Int(),
	}
	for _, key := range l.Remind {
		settings.Ladder.Remind = append(settings.Ladder.Remind, f.numbers[key].Int())
	}
	for _, r := range l.Rungs {
		rung := plan.Rung{After: f.numbers[r.After].Int(), Colour: r.Colour, To: slices.Clone(r.To)}
		if r.Points != "" {
			rung.Points = int(f.numbers[r.Points].milli)
		}
		settings.Ladder.Rungs = append(settings.Ladder.Rungs, rung)
	}
	return settings
}
