package store

import (
	"context"
	"slices"

	"duban/plan"
)

// GoalDefaults are the numbers that a new goal runs by unless its draft says
// otherwise.
var GoalDefaults = DefineSetting("goal.defaults", plan.DefaultSettings(), "see the API's GoalSettings", nil,
	"新目标的默认时限与督办阶梯", "Time limits and ladder that new goals start with").
	From("", practiceOf("督办惯例：无全国统一规定，各地自定", "practice of supervision: no national rule, set by each place"))

// Town is who does what, as it stands: units and posts by id, for filling in
// and checking drafts.
type Town struct {
	Units map[string]Unit
	Posts map[string]Post
	Users map[string]bool // ids of active users
	order []Post
}

// Town reads the units, the active posts and the active users.
func (s *Store) Town(ctx context.Context) (Town, error) {
	t := Town{Units: map[string]Unit{}, Posts: map[string]Post{}, Users: map[string]bool{}}
	units, err := s.Units(ctx)
	if err != nil {
		return t, err
	}
	for _, u := range units {
		if u.Active {
			t.Units[u.ID] = u
		}
	}
	posts, err := s.Posts(ctx)
	if err != nil {
		return t, err
	}
	for _, p := range posts {
		if p.Active {
			t.Posts[p.ID] = p
			t.order = append(t.order, p)
		}
	}
	var ids []string
	if err := s.Read(ctx).Model(&User{}).Where("status <> ?", UserLeft).Pluck("id", &ids).Error; err != nil {
		return t, err
	}
	for _, id := range ids {
		t.Users[id] = true
	}
	return t, nil
}

// Knows tells whether a ref names an active post or user.
func (t Town) Knows(r plan.Ref) bool {
	if id := r.Post(); id != "" {
		_, ok := t.Posts[id]
		return ok
	}
	return t.Users[r.User()]
}

// UnitOf is the unit of a post's ref, or "".
func (t Town) UnitOf(r plan.Ref) string { return t.Posts[r.Post()].UnitID }

// HeadOf is the post of a unit's head 单位负责人, or "".
func (t Town) HeadOf(unit string) plan.Ref {
	return t.first(func(p Post) bool { return p.Grade == GradeHead && p.UnitID == unit })
}

// LineOf is the line of responsibility over a unit: its head, the supervision
// officer, the leader in charge of it and the principal leader. What nobody
// holds stays empty.
func (t Town) LineOf(unit string) plan.Line {
	line := plan.Line{
		Head:       t.HeadOf(unit),
		Supervisor: t.first(func(p Post) bool { return p.Grade == GradeSupervision }),
		Leader:     t.first(func(p Post) bool { return p.Grade == GradeLeader && slices.Contains(p.InCharge, unit) }),
		Principal:  t.first(func(p Post) bool { return p.Grade == GradePrincipal }),
	}
	if line.Leader == "" {
		line.Leader = line.Principal // nobody else is in charge
	}
	return line
}

func (t Town) first(match func(Post) bool) plan.Ref {
	for _, p := range t.order {
		if match(p) {
			return plan.PostRef(p.ID)
		}
	}
	return ""
}
