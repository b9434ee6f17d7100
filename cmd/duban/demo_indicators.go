package main

import (
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// demoCadres are those whose work is assessed in the demo town; leaders are
// assessed by the county.
var demoCadres = []string{"zhaolei", "qianxue", "wugang", "chenyu", "zhenghao", "linxia", "huangtao", "xujing"}

// demoBodies are the units and villages that are assessed.
var demoBodies = []string{"economy", "agri", "urban", "safety", "qingshi", "liutang"}

// cycle is an assessment of the demo town by the default indicators.
func (t *town) cycle(title string, p assess.Period) (assess.Cycle, error) {
	sheets := assess.DefaultSheets([]assess.Ref{t.seat("assessor"), t.seat("party-head")}, []assess.Ref{t.seat("party-head")})
	c := assess.Cycle{ID: store.NewID(), Title: title, Period: p, Sheets: sheets, Formulas: assess.DefaultFormulas(),
		GradeSets: assess.DefaultGradeSets(), Settings: assess.DefaultSettings(), Line: t.demoLine()}
	c.Settings.AsOf = p.To()
	for _, staff := range []struct {
		of     store.StaffType
		grades string
	}{{store.CivilServant, "civil-servant"}, {store.PublicInstitute, "institution"}, {store.ContractStaff, "institution"}, {"unit", "body"}, {"village", "body"}} {
		c.Staff = append(c.Staff, assess.Staff{Type: string(staff.of), Grades: staff.grades, Appeal: staff.of == store.CivilServant})
	}
	for _, name := range demoCadres {
		for _, p := range demoPeople {
			if p.username != name {
				continue
			}
			u, err := t.store.UserNamed(t.ctx, name)
			if err != nil {
				return c, err
			}
			c.Assessed = append(c.Assessed, assess.Assessed{Subject: assess.UserRef(u.ID), Name: p.name, Kind: assess.Cadre, Staff: string(p.staff), Formula: assess.StaffFormula,
				Tenures: []assess.Tenure{{Post: t.posts[p.posts[0]], Unit: t.units[p.unit], From: calendar.DateOf(t.today).AddDays(-400)}}})
		}
	}
	for _, code := range demoBodies {
		for _, u := range demoUnits {
			if u.code != code {
				continue
			}
			a := assess.Assessed{Subject: assess.UnitRef(t.units[code]), Name: u.name, Kind: assess.Unit, Staff: "unit", Formula: assess.BodyFormula, Head: t.seat(code + "-head")}
			if u.kind == store.UnitVillage {
				a.Subject, a.Kind, a.Staff = assess.VillageRef(t.units[code]), assess.Village, "village"
			}
			c.Assessed = append(c.Assessed, a)
		}
	}
	return c, nil
}

// seat is a post as the rules of assessment name it.
func (t *town) seat(code string) assess.Ref { return assess.Ref(plan.PostRef(t.posts[code])) }

func (t *town) demoLine() assess.Line {
	return assess.Line{Office: t.seat("supervision"), Panel: []assess.Ref{t.seat("discipline")}, Chair: t.seat("mayor"),
		Group:  []assess.Ref{t.seat("vice-economy"), t.seat("vice-agri")},
		Review: []assess.Ref{t.seat("congress")}, Appeal: []assess.Ref{t.seat("congress")}}
}
