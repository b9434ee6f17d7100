package activities

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/calendar"
	"duban/notify"
	"duban/plan"
	"duban/store"
)

// Activities carries what activities need.
type Activities struct {
	Store      *store.Store
	Send       Send           // to goals
	SendCourse SendCourse     // to courses
	Notify     *notify.Sender // out of the building
}

// Record is Answer under the wire names of goals.
type Record struct {
	Status   RecordStatus       `json:"status"`
	Outcome  store.Outcome      `json:"outcome"`
	Stored   *plan.Goal         `json:"goal,omitempty"`
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
	Nobody   bool               `json:"nobody,omitempty"`
}

// Record writes a change of a goal in one transaction: its events with their
// hashes, the goal, the steps and rounds it touched, who has to do what, the
// clocks' ledger and the notices. It is safe to repeat: the pair of goal and
// sequence number is written once, and so is a command's id.
func (a *Activities) Record(ctx context.Context, c plan.Change) (Record, error) {
	rec, err := write(ctx, a.Store, entry[plan.Goal, store.Outcome]{
		of: c.GoalID, seq: c.Seq, command: c.Command, calendar: c.Goal.Calendar,
		outcome: store.Outcome{GoalID: c.GoalID, Seq: c.Seq, Command: c.Command, Name: c.Name, Fingerprint: c.Fingerprint},
		done:    store.DoneIn, load: store.LoadGoal, head: headOf[store.GoalRow],
		datedBy: func(g plan.Goal) string { return g.Calendar },
		save:    func(tx *gorm.DB, prev string) error { return save(tx, c, prev) },
	})
	if err == nil {
		rec.Nobody, err = a.nobodyWaits(ctx, c)
	}
	return Record(rec), err
}

// nobodyWaits looks, after the commit, for goals that wait for what is through
// now. A goal that begins to wait later than this look finds it through when it
// looks itself, as Tell lets it.
func (a *Activities) nobodyWaits(ctx context.Context, c plan.Change) (bool, error) {
	if len(c.Signals) == 0 || len(c.Awaits) > 0 {
		return false, nil
	}
	for _, done := range c.Signals {
		waiting, err := a.Store.WaitingFor(ctx, done)
		if err != nil || len(waiting) > 0 {
			return false, err
		}
	}
	return true, nil
}

func save(tx *gorm.DB, c plan.Change, prev string) error {
	events, hash, err := store.RowsOfEvents(c, prev)
	if err != nil {
		return err
	}
	if err := tx.Create(&events).Error; err != nil {
		return err
	}
	goal, err := store.RowOfGoal(c.Goal, hash)
	if err != nil {
		return err
	}
	if err := saveHead(tx, &goal, c.Seq); err != nil {
		return err
	}
	touched, whole := touches(c)
	if err := saveSteps(tx, c.Goal, touched); err != nil {
		return err
	}
	if err := saveAssignees(tx, c.Goal, touched, whole); err != nil {
		return err
	}
	if err := saveHazards(tx, c.Goal, touched); err != nil {
		return err
	}
	if notices := store.RowsOfNotices(c.Notices); len(notices) > 0 {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&notices, 100).Error
	}
	return nil
}

// touches lists the steps a change may have altered, and tells whether it
// altered the goal itself, which concerns every step. What waits for somebody
// on one step of a hazard depends on the others.
func touches(c plan.Change) (steps []string, whole bool) {
	touch := func(key string) {
		if !slices.Contains(steps, key) {
			steps = append(steps, key)
		}
	}
	for _, e := range c.Events {
		if e.Step == "" {
			whole = true
			continue
		}
		touch(e.Step)
		if s := c.Goal.Step(e.Step); s != nil {
			for _, of := range c.Goal.HazardSteps(s.Hazard) {
				touch(of.Key)
			}
		}
	}
	if whole {
		steps = steps[:0]
		for _, s := range c.Goal.Steps {
			steps = append(steps, s.Key)
		}
	}
	return steps, whole
}

func saveSteps(tx *gorm.DB, g plan.Goal, touched []string) error {
	var steps []store.StepRow
	var rounds []store.ApprovalRow
	var clocks []store.ClockRow
	for _, key := range touched {
		s := g.Step(key)
		if s == nil {
			return fmt.Errorf("the goal has no step %q", key)
		}
		if err := shortenClock(tx, s); err != nil {
			return err
		}
		row, err := store.RowOfStep(&g, *s)
		if err != nil {
			return err
		}
		steps = append(steps, row)
		clocks = append(clocks, store.RowsOfClocks(*s)...)
		for _, a := range s.Rounds {
			row, err := store.RowOfApproval(a)
			if err != nil {
				return err
			}
			rounds = append(rounds, row)
		}
	}
	all := clause.OnConflict{UpdateAll: true}
	if len(steps) > 0 {
		if err := tx.Clauses(all).CreateInBatches(&steps, 100).Error; err != nil {
			return err
		}
	}
	if len(rounds) > 0 {
		if err := tx.Clauses(all).CreateInBatches(&rounds, 100).Error; err != nil {
			return err
		}
	}
	if len(clocks) > 0 {
		return tx.Clauses(all).CreateInBatches(&clocks, 100).Error
	}
	return nil
}

// shortenClock removes what a clock that was set anew no longer has in its
// ledger.
func shortenClock(tx *gorm.DB, s *plan.Step) error {
	if s.RespondBy == nil || s.RespondBy.Generation == 0 {
		return nil
	}
	return tx.Where("goal_id = ? AND step_key = ? AND clock = ? AND n >= ?", s.GoalID, s.Key, "respond", len(s.RespondBy.Entries)).
		Delete(&store.ClockRow{}).Error
}

// saveHazards writes where the hazards of the touched steps stand, and what
// the steps and hazards say of places.
func saveHazards(tx *gorm.DB, g plan.Goal, touched []string) error {
	var steps []plan.Step
	for _, key := range touched {
		steps = append(steps, *g.Step(key))
	}
	concerns := func(h plan.Hazard) bool {
		return slices.ContainsFunc(steps, func(s plan.Step) bool { return s.Hazard == h.Key })
	}
	var hazards []plan.Hazard
	var rows []store.HazardRow
	for _, h := range g.Hazards {
		if !concerns(h) {
			continue
		}
		row, err := store.RowOfHazard(&g, h)
		if err != nil {
			return err
		}
		hazards, rows = append(hazards, h), append(rows, row)
	}
	all := clause.OnConflict{UpdateAll: true}
	if len(rows) > 0 {
		if err := tx.Clauses(all).CreateInBatches(&rows, 100).Error; err != nil {
			return err
		}
	}
	if places := store.RowsOfPlaces(g.ID, steps, hazards); len(places) > 0 {
		return tx.Clauses(all).CreateInBatches(&places, 100).Error
	}
	return nil
}

// saveAssignees replaces who has to do with the touched steps; the goal's own
// rows change only with the goal itself.
func saveAssignees(tx *gorm.DB, g plan.Goal, touched []string, whole bool) error {
	all := store.RowsOfAssignees(g)
	keys := slices.Clone(touched)
	if whole {
		keys = append(keys, "")
	}
	var rows []store.AssigneeRow
	for _, key := range keys {
		rows = append(rows, all[key]...)
	}
	if err := tx.Where("goal_id = ? AND step_key IN ?", g.ID, keys).Delete(&store.AssigneeRow{}).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(&rows, 100).Error
}
