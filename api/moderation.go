package api

import (
	"cmp"
	"context"
	"slices"

	"duban/assess"
)

// Moderation is the table of the leading group.
func (s *server) Moderation(ctx context.Context, r ModerationRequestObject) (ModerationResponseObject, error) {
	view, err := s.moderationView(ctx, r.Id)
	return Moderation200JSONResponse(view), err
}

// Moderate changes a grade, moves a total or declares a veto.
func (s *server) Moderate(ctx context.Context, r ModerateRequestObject) (ModerateResponseObject, error) {
	h := courseHead(ctx, r.Params.IdempotencyKey, assess.Ref(r.Subject), 0, r.Body.Reason, r.Body)
	err := s.sendCourse(ctx, r.Id, assess.Moderate{Header: h, Grade: r.Body.Grade, Points: r.Body.Points, Veto: r.Body.Veto})
	if err != nil {
		return nil, err
	}
	view, err := s.moderationView(ctx, r.Id)
	return Moderate200JSONResponse(view), err
}

// moderationView is the table as it stands; it refuses, as if it did not
// exist, whoever may not see it.
func (s *server) moderationView(ctx context.Context, id string) (ModerationView, error) {
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return ModerationView{}, err
	}
	if !c.Runs(c.actor) {
		return ModerationView{}, refuse(CodeNotFound)
	}
	v := ModerationView{Phase: c.Phase, Counted: c.Wanted == "" && c.Inputs <= c.Counted, Rows: []ModerationRow{}, Seats: []SeatsView{},
		Adjust: c.Cycle.Settings.Adjust, May: c.may(s, "")}
	for _, res := range c.Results {
		v.Rows = append(v.Rows, c.moderationRow(s, res))
	}
	slices.SortStableFunc(v.Rows, func(a, b ModerationRow) int {
		return cmp.Or(cmp.Compare(a.Assessed.Group, b.Assessed.Group), cmp.Compare(a.Assessed.Kind, b.Assessed.Kind),
			cmp.Compare(a.Assessed.Staff, b.Assessed.Staff), cmp.Compare(b.Result.Total, a.Result.Total))
	})
	for _, x := range c.Seats {
		v.Seats = append(v.Seats, c.seatsView(x))
	}
	return v, nil
}

func (c *course) moderationRow(s *server, res assess.Result) ModerationRow {
	a := c.Cycle.Find(res.Subject)
	row := ModerationRow{Assessed: *a, Result: res, GradeTitle: c.Cycle.GradeTitle(a, res.Grade), ProposedTitle: c.Cycle.GradeTitle(a, res.Proposed),
		Moderations: []assess.Moderation{}, May: c.may(s, res.Subject)}
	for _, m := range c.Moderations {
		if m.Subject == res.Subject {
			row.Moderations = append(row.Moderations, m)
			row.Moved += m.Points
		}
	}
	return row
}

func (c *course) seatsView(x assess.Seats) SeatsView {
	v := SeatsView{Seats: x, Title: x.Grade}
	for _, res := range c.Results {
		a := c.Cycle.Find(res.Subject)
		if a.Group == x.Group && c.Cycle.SetOf(a) == x.Set && res.Grade == x.Grade {
			v.Taken++
		}
		if c.Cycle.SetOf(a) == x.Set {
			v.Title = c.Cycle.GradeTitle(a, x.Grade)
		}
	}
	return v
}

// Results are what is public of the results, and more for those who may see
// it.
func (s *server) Results(ctx context.Context, r ResultsRequestObject) (ResultsResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return Results200JSONResponse(c.results()), nil
}

func (c *course) results() ResultsView {
	v := ResultsView{Phase: c.Phase, Title: c.Cycle.Title, Rows: []ResultRow{}, Ranked: []assess.Kind{}}
	if !c.IsPublic() {
		return v
	}
	if c.Published != nil {
		v.PublishedBy = c.Published.Name
	}
	if c.Phase == assess.PhasePublic {
		v.PublishedAt, v.PublicUntil = &c.Since, c.DueAt
	}
	v.AskUntil = c.AskUntil(c.cal)
	ranks := map[assess.Ref]int{}
	for _, kind := range []assess.Kind{assess.Cadre, assess.Unit, assess.Village} {
		ranked, err := c.Ranking(kind)
		if err != nil {
			continue // this cycle does not rank them
		}
		v.Ranked = append(v.Ranked, kind)
		for i, res := range ranked {
			ranks[res.Subject] = i + 1
			if i > 0 && ranked[i-1].Total == res.Total {
				ranks[res.Subject] = ranks[ranked[i-1].Subject]
			}
		}
	}
	for _, res := range c.Results {
		row := c.resultRow(res)
		row.Rank = ranks[res.Subject]
		v.Rows = append(v.Rows, row)
	}
	return v
}

// resultRow is one result as the caller may see it once it is public.
func (c *course) resultRow(res assess.Result) ResultRow {
	a := c.Cycle.Find(res.Subject)
	row := ResultRow{Subject: string(a.Subject), Name: a.Name, Kind: a.Kind, Staff: a.Staff, Group: a.Group, Grade: res.Grade,
		GradeTitle: c.Cycle.GradeTitle(a, res.Grade), Short: res.Short, Empty: res.Empty, Vetoed: res.Vetoed}
	if c.ShowsPoints(a.Kind) || c.Sight(a.Subject, c.actor) == assess.SeesAll {
		row.Total = &res.Total
	}
	for _, d := range c.Declared {
		if d.Subject != a.Subject {
			continue
		}
		for _, f := range c.Cycle.FormulasOf(a) {
			for _, v := range f.Vetoes {
				if v.Key == d.Veto {
					row.Vetoes = append(row.Vetoes, v.Title)
				}
			}
		}
	}
	row.UnderReview = slices.ContainsFunc(c.Objections, func(o assess.Objection) bool { return o.Subject == a.Subject && o.Outcome == "" })
	return row
}
