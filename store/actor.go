package store

import (
	"context"
	"slices"
	"time"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
)

// ActorOf resolves who a user is at a moment: posts held on that day, units of
// those posts and the main unit, roles, and those for whom the user is deputy
// that day. An account that is not active is gorm.ErrRecordNotFound, and so
// never acts; a principal whose account is locked or has left can still be
// stood in for.
func (s *Store) ActorOf(ctx context.Context, userID string, now time.Time) (plan.Actor, error) {
	var u User
	if err := s.Read(ctx).Where("id = ? AND status = ?", userID, UserActive).Take(&u).Error; err != nil {
		return plan.Actor{}, err
	}
	return s.Actor(ctx, u, now)
}

// Actor is ActorOf for an account that was just read.
func (s *Store) Actor(ctx context.Context, u User, now time.Time) (plan.Actor, error) {
	today := calendar.DateOf(now)
	a := plan.Actor{User: u.ID, Name: u.Name, Roles: u.Roles}
	var standing []Delegation
	err := s.Read(ctx).Scopes(inForce(today)).Where("to_user = ? AND ended_at IS NULL", u.ID).
		Order("id").Find(&standing).Error
	if err != nil {
		return a, err
	}
	people := []string{u.ID}
	for _, d := range standing {
		people = append(people, d.FromUser)
	}
	held, err := s.postsHeld(ctx, people, today)
	if err != nil {
		return a, err
	}
	a.Posts, a.Units = held.of(u.ID, u.UnitID)
	if len(standing) == 0 {
		return a, nil
	}
	var principals []User
	if err := s.Read(ctx).Where("id IN ?", people[1:]).Find(&principals).Error; err != nil {
		return a, err
	}
	for _, d := range standing {
		i := slices.IndexFunc(principals, func(p User) bool { return p.ID == d.FromUser })
		if i < 0 {
			continue // a foreign key keeps this from happening
		}
		p := plan.Principal{User: d.FromUser, Name: principals[i].Name, Delegation: d.ID, Kinds: d.Kinds}
		p.Posts, p.Units = held.of(d.FromUser, principals[i].UnitID)
		a.For = append(a.For, p)
	}
	return a, nil
}

// Assessor is an actor as the rules of assessment know them.
func Assessor(a plan.Actor) assess.Actor {
	actor := assess.Actor{User: a.User, Name: a.Name, Posts: a.Posts, Units: a.Units, From: a.From}
	for _, r := range a.Roles {
		actor.Roles = append(actor.Roles, assess.Role(r))
	}
	for _, p := range a.For {
		actor.For = append(actor.For, assess.Principal(p))
	}
	return actor
}

type heldPost struct{ UserID, PostID, UnitID string }

type heldPosts []heldPost

// of lists a user's posts, and the units of those posts and the main unit,
// each once.
func (h heldPosts) of(user, mainUnit string) (posts, units []string) {
	if mainUnit != "" {
		units = append(units, mainUnit)
	}
	for _, p := range h {
		if p.UserID != user {
			continue
		}
		if !slices.Contains(posts, p.PostID) {
			posts = append(posts, p.PostID)
		}
		if !slices.Contains(units, p.UnitID) {
			units = append(units, p.UnitID)
		}
	}
	return posts, units
}

func (s *Store) postsHeld(ctx context.Context, users []string, day calendar.Date) (heldPosts, error) {
	var held heldPosts
	err := s.Read(ctx).Table("holders").Scopes(inForce(day)).
		Select("holders.user_id, holders.post_id, posts.unit_id").
		Joins("JOIN posts ON posts.id = holders.post_id").
		Where("holders.user_id IN ?", users).
		Order("posts.sort, posts.code").Scan(&held).Error
	return held, err
}
