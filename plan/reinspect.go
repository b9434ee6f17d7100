package plan

// Re-inspection 复查 is done by somebody other than the person responsible: not
// by whoever accepted or handed in a rectification it follows, in whatever
// capacity.

// worker refuses unless the actor may do the step's work as its lead; of
// several capacities it takes the first that is not the rectifier's.
func (t *turn) worker() error {
	if err := t.lead(); err != nil || t.step.Kind != Reinspection {
		return err
	}
	responsible := t.responsible()
	for _, way := range t.head.Actor.Capacities(t.step.Lead, t.goal.Kind) {
		free := true
		for _, p := range responsible {
			free = free && !way.Same(p)
		}
		if free {
			t.by = way
			return nil
		}
	}
	return refuse(CodeOwnSubmission, "step", t.step.Key)
}

// responsible lists who rectified what the step is to inspect again.
func (t *turn) responsible() []Person {
	var people []Person
	for i := range t.goal.Steps {
		s := &t.goal.Steps[i]
		if s.Kind != Rectification || !t.goal.follows(t.step.Key, s.Key) {
			continue
		}
		if s.AcceptedBy != nil {
			people = append(people, *s.AcceptedBy)
		}
		for _, a := range s.Rounds {
			if a.Subject == OfSubmission {
				people = append(people, a.By)
			}
		}
	}
	return people
}
