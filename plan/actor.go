package plan

import (
	"slices"
	"strings"
)

// Role is a capability of an account. Roles open doors in the API; most
// rules in this package ask for posts instead.
type Role string

// The roles. The three administrators are three different people.
const (
	Leader        Role = "leader"         // 领导
	Supervisor    Role = "supervisor"     // 督查员, supervision officer
	Cadre         Role = "cadre"          // 干部
	Evaluator     Role = "evaluator"      // 考核员
	SystemAdmin   Role = "system-admin"   // 系统管理员: accounts, units
	SecurityAdmin Role = "security-admin" // 安全管理员: roles
	AuditAdmin    Role = "audit-admin"    // 审计管理员: reads the audit, changes nothing
)

// Roles lists every role once, in the order of the glossary.
var Roles = []Role{Leader, Supervisor, Cadre, Evaluator, SystemAdmin, SecurityAdmin, AuditAdmin}

// Ref names who a piece of work belongs to: a post ("post:ID"), whoever holds
// it today, or one user ("user:ID").
type Ref string

// PostRef and UserRef build a Ref from an id.
func PostRef(id string) Ref { return Ref("post:" + id) }

// UserRef names one user.
func UserRef(id string) Ref { return Ref("user:" + id) }

// Post returns the post's id, or "" when r is not a post.
func (r Ref) Post() string { return r.after("post:") }

// User returns the user's id, or "" when r is not a user.
func (r Ref) User() string { return r.after("user:") }

// Valid tells whether r names a post or a user.
func (r Ref) Valid() bool { return r.Post() != "" || r.User() != "" }

func (r Ref) after(prefix string) string {
	id, ok := strings.CutPrefix(string(r), prefix)
	if !ok {
		return ""
	}
	return id
}

// Principal is somebody on whose behalf an actor may act (a deputy's standing
// rule, in force at the time of the request).
type Principal struct {
	User       string   `json:"user"`
	Name       string   `json:"name"`
	Posts      []string `json:"posts,omitempty"`
	Units      []string `json:"units,omitempty"`
	Delegation string   `json:"delegation,omitempty"` // id of the standing rule
	Kinds      []string `json:"kinds,omitempty"`      // goal kinds covered; empty means all
}

// Actor is who the caller is at the moment of the request: resolved once by
// the API, never looked up again.
type Actor struct {
	User  string      `json:"user"`
	Name  string      `json:"name"`
	Posts []string    `json:"posts,omitempty"` // posts held today
	Units []string    `json:"units,omitempty"` // units of those posts and the main unit
	Roles []Role      `json:"roles,omitempty"`
	For   []Principal `json:"for,omitempty"`  // those the actor may act for today
	From  string      `json:"from,omitempty"` // network address of the request
}

// SystemUser is the actor of everything that time does by itself.
const SystemUser = "system"

// System is the actor recorded for what the clock does.
func System() Actor { return Actor{User: SystemUser, Name: SystemUser} }

// Is tells whether the actor has one of the roles.
func (a Actor) Is(roles ...Role) bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return slices.Contains(roles, r) })
}

// Person is who did something: the account that acted, in which capacity, and
// on whose behalf.
type Person struct {
	User    string `json:"user"`
	Name    string `json:"name"`
	As      Ref    `json:"as,omitempty"`       // the post or user whose right was used
	For     string `json:"for,omitempty"`      // user id of the principal, when acting as a deputy
	ForName string `json:"for_name,omitempty"` // and that person's name
}

// Self is the actor acting in no particular post.
func (a Actor) Self() Person { return Person{User: a.User, Name: a.Name} }

// Capacities lists every way in which the actor may act as ref for goals of a
// kind: first as themselves, then on behalf of each principal.
func (a Actor) Capacities(ref Ref, kind string) []Person {
	var found []Person
	if a.holds(ref) {
		found = append(found, Person{User: a.User, Name: a.Name, As: ref})
	}
	for _, p := range a.For {
		if len(p.Kinds) > 0 && !slices.Contains(p.Kinds, kind) {
			continue
		}
		if ref.User() == p.User || slices.Contains(p.Posts, ref.Post()) {
			found = append(found, Person{User: a.User, Name: a.Name, As: ref, For: p.User, ForName: p.Name})
		}
	}
	return found
}

func (a Actor) holds(ref Ref) bool {
	if u := ref.User(); u != "" {
		return u == a.User
	}
	return ref.Post() != "" && slices.Contains(a.Posts, ref.Post())
}

// ref is where a word to this person goes: the post or user whose right was
// used, else the account.
func (p Person) ref() Ref {
	if p.As != "" {
		return p.As
	}
	return UserRef(p.User)
}

// Same tells whether two acts come from the same human being or were done in
// the name of the same human being. Separation of duty rests on it.
func (p Person) Same(q Person) bool {
	for _, x := range []string{p.User, p.For} {
		if x != "" && x != SystemUser && (x == q.User || x == q.For) {
			return true
		}
	}
	return false
}
