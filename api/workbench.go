package api

import (
	"context"
	"errors"
	"slices"

	"duban/assess"
)

// Workbench is what is the caller's to score, with the facts beside.
func (s *server) Workbench(ctx context.Context, r WorkbenchRequestObject) (WorkbenchResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	answer := Workbench200JSONResponse{Phase: c.Phase, DueAt: c.DueAt, ClosesAt: c.ClosesAt, Items: []WorkbenchItem{}}
	seats := c.SeatsOf(c.actor)
	var subjects []assess.Ref
	for _, x := range seats {
		subjects = append(subjects, x.Subject)
	}
	var facts []assess.Fact
	if c.Facts != nil && len(seats) > 0 {
		if facts, _, err = s.factsOf(ctx, c, slices.Compact(subjects)...); err != nil {
			return nil, err
		}
	}
	for _, x := range seats {
		if n := len(answer.Items); n == 0 || answer.Items[n-1].Assessed.Subject != x.Subject {
			a := c.Cycle.Find(x.Subject)
			answer.Items = append(answer.Items, WorkbenchItem{Assessed: *a, Indicators: []WorkbenchIndicator{},
				Facts: judgedFacts(c, a, facts), Self: c.SelfOf(x.Subject), May: c.may(s, x.Subject)})
		}
		item := &answer.Items[len(answer.Items)-1]
		one := c.indicatorAt(x)
		if one.Given == nil && !x.Optional && !x.Recused {
			item.Open++
		}
		item.Indicators = append(item.Indicators, one)
	}
	var shown []assess.Fact
	for _, item := range answer.Items {
		shown = append(shown, item.Facts...)
	}
	answer.Works, err = s.Store.CourseWorks(ctx, shown)
	return answer, err
}

// indicatorAt is one seat as its scorer sees it.
func (c *course) indicatorAt(x assess.Seat) WorkbenchIndicator {
	one := WorkbenchIndicator{Sheet: x.Sheet, Indicator: *x.Indicator, Seat: string(x.Scorer), Path: c.titleOf(x), Blind: x.Indicator.Blind,
		AllIn: c.AllIn(x.Subject, x.Sheet, x.Indicator), Given: c.Evaluation(x.Subject, x.Sheet, x.Indicator.Key, x.Scorer), Others: []assess.Evaluation{}}
	for _, e := range c.Shown(x.Subject, c.actor) {
		if e.Sheet == x.Sheet && e.Indicator == x.Indicator.Key && e.Scorer != x.Scorer {
			one.Others = append(one.Others, e)
		}
	}
	var refused *assess.Error
	if errors.As(c.Unconcerned(x.Subject, x.Indicator, c.actor), &refused) {
		code := assessCode(refused.Code)
		one.Code, one.Why = string(code), messages.of(code).sentence(c.lang, refused.Params)
	}
	return one
}

// titleOf is where an indicator stands, in words.
func (c *course) titleOf(x assess.Seat) string {
	for _, item := range c.Cycle.ItemsOf(c.Cycle.Find(x.Subject)) {
		if item.Sheet == x.Sheet && item.Indicator.Key == x.Indicator.Key {
			return pathTitle(&c.Cycle, item.Path)
		}
	}
	return x.Indicator.Title
}

// judgedFacts are the facts of the kinds that the subject's indicators judge;
// all of them where an indicator names no kind.
func judgedFacts(c *course, a *assess.Assessed, facts []assess.Fact) []assess.Fact {
	var kinds []assess.FactKind
	all := false
	for _, item := range c.Cycle.ItemsOf(a) {
		if len(item.Indicator.Scorers) > 0 {
			kinds = append(kinds, item.Indicator.About...)
			all = all || len(item.Indicator.About) == 0
		}
	}
	found := []assess.Fact{}
	for _, f := range c.FactsOf(a.Subject, facts) {
		if all || slices.Contains(kinds, f.Kind) {
			found = append(found, f)
		}
	}
	return found
}

// Sample is whom the panel verifies.
func (s *server) Sample(ctx context.Context, r SampleRequestObject) (SampleResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	answer := Sample200JSONResponse{Items: []SampleItem{}}
	if c.Sample == nil {
		return answer, nil
	}
	answer.Seed = c.Sample.Seed
	for _, subject := range c.Sample.All() {
		a := c.Cycle.Find(subject)
		item := SampleItem{Assessed: *a, ByLot: slices.Contains(c.Sample.Lot, subject), May: c.may(s, subject)}
		for i := range c.Sample.Checks {
			if k := &c.Sample.Checks[i]; k.Subject == subject && c.Sight(subject, c.actor) == assess.SeesAll {
				item.Check = k
			}
		}
		answer.Items = append(answer.Items, item)
	}
	return answer, nil
}
