package plan

import "time"

// IssueGoal 交办 makes a draft a running goal. Its content is checked by the
// same Validate as the draft.
type IssueGoal struct {
	Header
	Goal Goal `json:"goal"`
}

// Name is the command's wire name.
func (IssueGoal) Name() Name { return NameIssue }

func (c IssueGoal) permit(t *turn) error {
	if t.goal.Seq > 0 {
		return refuse(CodeAlreadyIssued)
	}
	if !t.head.Actor.Is(Supervisor, Leader) {
		return refuse(CodeRole, "roles", string(Supervisor)+","+string(Leader))
	}
	return nil
}

func (c IssueGoal) decide(t *turn) error {
	if problems := Validate(c.Goal, t.cal); len(problems) > 0 {
		return &Error{Code: CodeInvalid, Problems: problems}
	}
	goal := c.Goal.definition()
	t.goal.ID = goal.ID
	t.emit(Event{Type: GoalIssued, Detail: Detail{Goal: &goal, Calendar: t.cal.Version}})
	t.openReady()
	return nil
}

// definition returns the goal as it is issued: nothing of its state.
func (g Goal) definition() Goal {
	d := g.Clone()
	d.Seq, d.Status, d.IssuedAt, d.EndedAt, d.DueAt, d.Progress, d.Suspended = 0, "", nil, nil, nil, 0, nil
	d.Hash, d.Calendar, d.CreatedAt, d.UpdatedAt = "", "", time.Time{}, time.Time{}
	d.Instructions, d.Hazards = nil, nil
	for i := range d.Steps {
		d.Steps[i] = d.Steps[i].definition(d.ID, i)
		d.Steps[i].light(d.Settings)
	}
	return d
}
