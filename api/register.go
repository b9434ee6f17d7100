package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// The types of staff under which units and villages are graded.
const (
	unitStaff    = "unit"
	villageStaff = "village"
)

// mostPeople is how many accounts a cycle looks at.
const mostPeople = 10000

// register is who and what is there: what cycles are filled in from.
type register struct {
	town    store.Town
	units   []store.Unit
	posts   []store.Post
	users   []store.User
	holders []store.Holder
}

func (s *server) register(ctx context.Context) (*register, error) {
	var r register
	var err error
	if r.town, err = s.Store.Town(ctx); err != nil {
		return nil, err
	}
	if r.units, err = s.Store.Units(ctx); err != nil {
		return nil, err
	}
	if r.posts, err = s.Store.Posts(ctx); err != nil {
		return nil, err
	}
	if r.users, err = s.Store.Users(ctx, store.UserQuery{Limit: mostPeople}); err != nil {
		return nil, err
	}
	r.holders, err = s.Store.Holders(ctx, "", "")
	return &r, err
}

// line is who would decide a cycle, as far as the posts of the town say: the
// supervision office runs it, the leaders moderate, the principal leader
// publishes and hears appeals. Panel and reviewers are for people to name.
func (r *register) line() assess.Line {
	var l assess.Line
	for _, p := range r.posts {
		if !p.Active {
			continue
		}
		ref := assess.PostRef(p.ID)
		switch p.Grade {
		case store.GradeSupervision:
			if l.Office == "" {
				l.Office = ref
			}
		case store.GradePrincipal:
			if l.Chair == "" {
				l.Chair = ref
			}
		case store.GradeLeader:
			l.Group = append(l.Group, ref)
		}
	}
	return l
}

// scorers are who would score what no fact tells: conduct the evaluators, or
// the office and the principal leader where there are none, and party work the
// principal leader.
func (r *register) scorers(l assess.Line) (conduct, party []assess.Ref) {
	for _, u := range r.users {
		if u.Status != store.UserActive || !slices.Contains(u.Roles, plan.Evaluator) {
			continue
		}
		for _, h := range r.holders {
			ref := assess.PostRef(h.PostID)
			if h.UserID == u.ID && h.To.IsZero() && !slices.Contains(conduct, ref) && len(conduct) < mostScorers {
				conduct = append(conduct, ref)
			}
		}
	}
	for _, ref := range []assess.Ref{l.Office, l.Chair} {
		if ref != "" && len(conduct) < 2 && !slices.Contains(conduct, ref) {
			conduct = append(conduct, ref)
		}
	}
	if party = conduct; l.Chair != "" {
		party = []assess.Ref{l.Chair}
	}
	return conduct, party
}

// mostScorers is how many evaluators a line begins with.
const mostScorers = 3

// fill adds those of a kind who are not assessed yet: by the formula given
// for their type of staff, or the one that fits.
func (r *register) fill(c *assess.Cycle, kind assess.Kind, formulas map[string]string) {
	add := func(a assess.Assessed) {
		if c.Find(a.Subject) == nil {
			if a.Formula = formulas[a.Staff]; a.Formula == "" {
				a.Formula = c.FormulaFor(kind, a.Staff)
			}
			c.Assessed = append(c.Assessed, a)
		}
	}
	if kind == assess.Cadre {
		for _, u := range r.users {
			if tenures := r.tenures(u.ID, c.Period); u.Status == store.UserActive && len(tenures) > 0 {
				add(assess.Assessed{Subject: assess.UserRef(u.ID), Name: u.Name, Kind: kind, Staff: string(u.StaffType), Tenures: tenures})
			}
		}
		return
	}
	for _, u := range r.units {
		head := assess.Ref(r.town.HeadOf(u.ID))
		switch {
		case !u.Active:
		case kind == assess.Village && u.Kind == store.UnitVillage:
			add(assess.Assessed{Subject: assess.VillageRef(u.ID), Name: u.Name, Kind: kind, Staff: villageStaff, Head: head})
		case kind == assess.Unit && (u.Kind == store.UnitOffice || u.Kind == store.UnitStation):
			add(assess.Assessed{Subject: assess.UnitRef(u.ID), Name: u.Name, Kind: kind, Staff: unitStaff, Head: head})
		}
	}
}

// tenures are the posts that a user holds in a period, the earliest first.
func (r *register) tenures(user string, p assess.Period) []assess.Tenure {
	var list []assess.Tenure
	for _, h := range slices.Backward(r.holders) { // newest first
		if h.UserID != user || h.From.After(p.To()) || !h.To.IsZero() && h.To.Before(p.From()) {
			continue
		}
		t := assess.Tenure{Post: h.PostID, From: h.From, To: h.To}
		for _, post := range r.posts {
			if post.ID == h.PostID {
				t.Unit = post.UnitID
			}
		}
		list = append(list, t)
	}
	return list
}

// older tells whether a user held a post, or a unit was there, by a day
// already.
func (r *register) older(subject assess.Ref, by calendar.Date) bool {
	if b := subject.Body(); b != "" {
		return slices.ContainsFunc(r.units, func(u store.Unit) bool { return u.ID == b && u.CreatedAt.Before(by.AddDays(1).Start()) })
	}
	return slices.ContainsFunc(r.holders, func(h store.Holder) bool { return h.UserID == subject.User() && !h.From.After(by) })
}

// unknown finds the posts, people and units of a cycle that are not there.
func (r *register) unknown(c *assess.Cycle) []plan.Problem {
	var problems []plan.Problem
	seat := func(pointer string, ref assess.Ref) {
		if ref != "" && (ref.Post() != "" || ref.User() != "") && !r.town.Knows(plan.Ref(ref)) {
			problems = append(problems, plan.Problem{Pointer: pointer, Code: store.CodeUnknownPost, Params: named([]string{"value", string(ref)})})
		}
	}
	l := &c.Line
	seat("/line/office", l.Office)
	seat("/line/chair", l.Chair)
	seat("/line/inspect", l.Inspect)
	for name, refs := range map[string][]assess.Ref{"panel": l.Panel, "group": l.Group, "review": l.Review, "appeal": l.Appeal} {
		for i, ref := range refs {
			seat("/line/"+name+"/"+strconv.Itoa(i), ref)
		}
	}
	for i := range c.Assessed {
		a := &c.Assessed[i]
		at := "/assessed/" + strconv.Itoa(i)
		seat(at+"/head", a.Head)
		seat(at+"/subject", a.Subject)
		if b := a.Subject.Body(); b != "" && !slices.ContainsFunc(r.units, func(u store.Unit) bool { return u.ID == b }) {
			problems = append(problems, plan.Problem{Pointer: at + "/subject", Code: store.CodeUnknownUnit, Params: named([]string{"value", b})})
		}
	}
	slices.SortStableFunc(problems, func(a, b plan.Problem) int { return cmp.Compare(a.Pointer, b.Pointer) })
	return append(problems, r.unknownScorers(c)...)
}

// unknownScorers finds the scorers of a cycle that are not there.
func (r *register) unknownScorers(c *assess.Cycle) []plan.Problem {
	var problems []plan.Problem
	var walk func(at string, list []assess.Indicator)
	walk = func(at string, list []assess.Indicator) {
		for i := range list {
			here := at + "/" + strconv.Itoa(i)
			for j, s := range list[i].Scorers {
				if (s.Who.Post() != "" || s.Who.User() != "") && !r.town.Knows(plan.Ref(s.Who)) {
					problems = append(problems, plan.Problem{Pointer: here + "/scorers/" + strconv.Itoa(j) + "/who",
						Code: store.CodeUnknownPost, Params: named([]string{"value", string(s.Who)})})
				}
			}
			walk(here+"/children", list[i].Children)
		}
	}
	for i := range c.Sheets {
		walk("/sheets/"+strconv.Itoa(i)+"/indicators", c.Sheets[i].Indicators)
	}
	return problems
}
