package assess

import (
	"slices"
	"strings"
)

// Role is a capability of an account. Most rules ask for posts instead.
type Role string

// The roles that this package asks for. AuditAdmin may do nothing here; it
// reads.
const (
	Leader     Role = "leader"
	AuditAdmin Role = "audit-admin"
)

// Ref names somebody or something: "user:ID", "post:ID", "unit:ID" or
// "village:ID". Those assessed are users, units and villages; duties belong to
// posts and users; facts speak of any of them.
type Ref string

// UserRef names one user.
func UserRef(id string) Ref { return Ref("user:" + id) }

// PostRef names a post, whoever holds it.
func PostRef(id string) Ref { return Ref("post:" + id) }

// UnitRef names a unit.
func UnitRef(id string) Ref { return Ref("unit:" + id) }

// VillageRef names a village.
func VillageRef(id string) Ref { return Ref("village:" + id) }

// User returns the user's id, or "" when r is not a user.
func (r Ref) User() string { return r.after("user:") }

// Post returns the post's id, or "" when r is not a post.
func (r Ref) Post() string { return r.after("post:") }

// Body returns the id of the unit or village, or "" when r is neither.
func (r Ref) Body() string { return r.after("unit:") + r.after("village:") }

// Valid tells whether r names anything.
func (r Ref) Valid() bool { return r.User() != "" || r.Post() != "" || r.Body() != "" }

func (r Ref) after(prefix string) string {
	id, ok := strings.CutPrefix(string(r), prefix)
	if !ok {
		return ""
	}
	return id
}

// Delegated is the kind under which a standing rule covers assessments.
const Delegated = "assessment"

// Principal is somebody on whose behalf an actor may act today.
type Principal struct {
	User       string   `json:"user"`
	Name       string   `json:"name"`
	Posts      []string `json:"posts,omitempty"`
	Units      []string `json:"units,omitempty"` // units and villages
	Delegation string   `json:"delegation,omitempty"`
	Kinds      []string `json:"kinds,omitempty"` // empty means all, assessments too
}

// Actor is who the caller is at the moment of the request.
type Actor struct {
	User  string      `json:"user"`
	Name  string      `json:"name"`
	Posts []string    `json:"posts,omitempty"`
	Units []string    `json:"units,omitempty"` // units and villages of those posts and the main unit
	Roles []Role      `json:"roles,omitempty"`
	For   []Principal `json:"for,omitempty"`
	From  string      `json:"from,omitempty"`
}

// SystemUser is the actor of everything that time and counting do.
const SystemUser = "system"

// System is the actor recorded for what the clock and the count do.
func System() Actor { return Actor{User: SystemUser, Name: SystemUser} }

// Is tells whether the actor has one of the roles.
func (a Actor) Is(roles ...Role) bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return slices.Contains(roles, r) })
}

// Person is who did something, in which capacity, and on whose behalf.
type Person struct {
	User    string `json:"user"`
	Name    string `json:"name"`
	As      Ref    `json:"as,omitempty"`
	For     string `json:"for,omitempty"`
	ForName string `json:"for_name,omitempty"`
}

// Self is the actor acting in no particular post.
func (a Actor) Self() Person { return Person{User: a.User, Name: a.Name} }

// Capacities lists every way in which the actor may act as ref, a post or a
// user: first as themselves, then on behalf of each principal.
func (a Actor) Capacities(ref Ref) []Person {
	var found []Person
	if ref.User() != "" && ref.User() == a.User || ref.Post() != "" && slices.Contains(a.Posts, ref.Post()) {
		found = append(found, Person{User: a.User, Name: a.Name, As: ref})
	}
	for _, p := range a.For {
		if len(p.Kinds) > 0 && !slices.Contains(p.Kinds, Delegated) {
			continue
		}
		if ref.User() != "" && ref.User() == p.User || ref.Post() != "" && slices.Contains(p.Posts, ref.Post()) {
			found = append(found, Person{User: a.User, Name: a.Name, As: ref, For: p.User, ForName: p.Name})
		}
	}
	return found
}

// users lists everybody the actor is or stands in for today, whatever the
// standing rule covers: separation of duty looks at all of them.
func (a Actor) users() []string {
	list := []string{a.User}
	for _, p := range a.For {
		list = append(list, p.User)
	}
	return list
}

// units lists the units and villages of all of them.
func (a Actor) units() []string {
	list := slices.Clone(a.Units)
	for _, p := range a.For {
		list = append(list, p.Units...)
	}
	return list
}

// involves tells whether a past act was by, or in the name of, somebody the
// actor is or stands in for.
func (a Actor) involves(p Person) bool {
	for _, u := range a.users() {
		if u != "" && u != SystemUser && (u == p.User || u == p.For) {
			return true
		}
	}
	return false
}
