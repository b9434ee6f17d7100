package api

import (
	"context"
	"strings"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// names are what everything that people refer to is called today; an id stands
// in for what is not there any more.
type names struct {
	units, titles map[string]string // titles by ref
	holders       map[string][]string
}

// registers are what people refer to, and its names.
type registers struct {
	units  []store.Unit
	posts  []store.Post
	people []store.Colleague
	names  names
}

func (s *server) registers(ctx context.Context) (registers, error) {
	r := registers{names: names{units: map[string]string{}, titles: map[string]string{}, holders: map[string][]string{}}}
	var err error
	if r.units, err = s.Store.Units(ctx); err != nil {
		return r, err
	}
	if r.posts, err = s.Store.Posts(ctx); err != nil {
		return r, err
	}
	if r.people, err = s.Store.Colleagues(ctx, calendar.DateOf(s.now())); err != nil {
		return r, err
	}
	r.names.fill(r.units, r.posts, r.people)
	return r, nil
}

func (n *names) fill(units []store.Unit, posts []store.Post, people []store.Colleague) {
	for _, u := range units {
		n.units[u.ID] = u.Name
	}
	for _, p := range posts {
		n.titles[string(plan.PostRef(p.ID))] = p.Name
	}
	for _, p := range people {
		n.titles[string(plan.UserRef(p.ID))] = p.Name
		for _, post := range p.Posts {
			ref := string(plan.PostRef(post))
			n.holders[ref] = append(n.holders[ref], p.Name)
		}
	}
}

// unitNames are the units there are to choose from.
func (r registers) unitNames() []string {
	var list []string
	for _, u := range r.units {
		if u.Active {
			list = append(list, u.Name)
		}
	}
	return list
}

func (n *names) unit(id string) string {
	if name := n.units[id]; name != "" {
		return name
	}
	return id
}

// title is the name of a post or of a person.
func (n *names) title(ref plan.Ref) string {
	if name := n.titles[string(ref)]; name != "" {
		return name
	}
	return string(ref)
}

// full is a post with who holds it, "经发办主任 李明", or a person.
func (n *names) full(ref plan.Ref) string {
	return strings.Join(append([]string{n.title(ref)}, n.holders[string(ref)]...), " ")
}
