package store

import (
	"context"
	"fmt"

	"duban/calendar"
	"duban/plan"
)

// Unmanned is work that nobody can do: it belongs to an account that has left,
// or to a post that nobody fills. It is listed until it is handed over.
type Unmanned struct {
	Ref   plan.Ref
	Name  string // of the person or post
	Goals []string
}

// Unmanned lists the work that nobody can do on a day, of people first.
func (s *Store) Unmanned(ctx context.Context, day calendar.Date) ([]Unmanned, error) {
	idle, err := s.idleRefs(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("unmanned work: %w", err)
	}
	list := []Unmanned{}
	for _, u := range idle {
		goals, err := s.Involving(ctx, u.Ref)
		if err != nil {
			return nil, err
		}
		for _, g := range goals {
			u.Goals = append(u.Goals, g.ID)
		}
		if len(u.Goals) > 0 {
			list = append(list, u)
		}
	}
	return list, nil
}

// idleRefs are the accounts that have left and the posts without a holder who
// is still there.
func (s *Store) idleRefs(ctx context.Context, day calendar.Date) ([]Unmanned, error) {
	var left []User
	if err := s.Read(ctx).Where("status = ?", UserLeft).Order("left_on DESC, username").Find(&left).Error; err != nil {
		return nil, err
	}
	var list []Unmanned
	for _, u := range left {
		list = append(list, Unmanned{Ref: plan.UserRef(u.ID), Name: u.Name})
	}
	filled := s.Read(ctx).Model(&Holder{}).Scopes(inForce(day)).Select("holders.post_id").
		Joins("JOIN users ON users.id = holders.user_id").Where("users.status <> ?", UserLeft)
	var vacant []Post
	if err := s.Read(ctx).Where("id NOT IN (?)", filled).Order("sort, code").Find(&vacant).Error; err != nil {
		return nil, err
	}
	for _, p := range vacant {
		list = append(list, Unmanned{Ref: plan.PostRef(p.ID), Name: p.Name})
	}
	return list, nil
}

// Involving returns the goals in which a ref has a part from now on, whole.
func (s *Store) Involving(ctx context.Context, ref plan.Ref) ([]plan.Goal, error) {
	ids, err := s.goalsNaming(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("goals that name %s: %w", ref, err)
	}
	var goals []plan.Goal
	for _, id := range ids {
		g, err := s.Goal(ctx, id)
		if err != nil {
			return nil, err
		}
		if len(g.Involves(ref)) > 0 {
			goals = append(goals, g)
		}
	}
	return goals, nil
}

// goalsNaming finds the goals going on whose record names a ref, however: a
// superset of those in which it has a part.
func (s *Store) goalsNaming(ctx context.Context, ref plan.Ref) ([]string, error) {
	named := "%" + likeEscape(`"`+string(ref)+`"`) + "%"
	var ids []string
	err := s.Read(ctx).Model(&GoalRow{}).
		Where("status NOT IN ?", []plan.GoalStatus{plan.GoalArchived, plan.GoalCancelled}).
		Where("(body LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM steps s WHERE s.goal_id = goals.id AND s.body LIKE ? ESCAPE '!')"+
			" OR EXISTS (SELECT 1 FROM approvals a WHERE a.goal_id = goals.id AND a.outcome = '' AND a.body LIKE ? ESCAPE '!'))", named, named, named).
		Order("id").Pluck("id", &ids).Error
	return ids, err
}
