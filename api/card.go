package api

import (
	"context"
	"slices"

	"duban/assess"
)

// Card is a subject's scorecard, every line down to its events.
func (s *server) Card(ctx context.Context, r CardRequestObject) (CardResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	view, err := s.cardView(ctx, c, assess.Ref(r.Subject))
	return Card200JSONResponse(view), err
}

// cardView is a card as far as the caller may see it; it refuses, as if it did
// not exist, one that is not theirs to see.
func (s *server) cardView(ctx context.Context, c *course, subject assess.Ref) (CardView, error) {
	a := c.Cycle.Find(subject)
	if a == nil || c.Sight(subject, c.actor) == assess.SeesNothing {
		return CardView{}, refuse(CodeNotFound)
	}
	facts, provisional, err := s.factsOf(ctx, c, subject)
	if err != nil {
		return CardView{}, err
	}
	card, _ := c.CardFor(subject, c.actor, facts)
	v := CardView{
		Assessed: *a, Formulas: c.Cycle.FormulasOf(a), Card: card, Titles: map[string]string{}, How: map[string]string{}, Self: c.SelfOf(subject),
		Evaluations: c.Shown(subject, c.actor), Moderations: []assess.Moderation{}, Cases: []CaseView{}, May: c.may(s, subject),
		Scored: c.scored(a), Pending: !c.Scored() || c.Sight(subject, c.actor) != assess.SeesAll,
		Facts: namedFacts(card, assess.Correct(facts, c.Corrections)), Provisional: provisional,
		Corrections: c.CorrectionsOf(subject), Changes: list(c.FactChanges(subject, c.actor, facts)),
	}
	for _, l := range card.Lines {
		v.Titles[l.Key], v.How[l.Key] = c.lineName(subject, l.Key), lineSentence(l, c.lang)
	}
	if c.Sight(subject, c.actor) == assess.SeesAll {
		s.cardOutcome(c, a, &v)
	}
	names, err := s.refNames(ctx)
	if err != nil {
		return v, err
	}
	v.Notes = notesOf(&c.Cycle, card, names, c.lang)
	v.Works, err = s.Store.CourseWorks(ctx, v.Facts)
	return v, err
}

// cardOutcome adds what became of the card.
func (s *server) cardOutcome(c *course, a *assess.Assessed, v *CardView) {
	if v.Result = c.Result(a.Subject); v.Result != nil {
		v.GradeTitle = c.Cycle.GradeTitle(a, v.Result.Grade)
	}
	for _, m := range c.Moderations {
		if m.Subject == a.Subject {
			v.Moderations = append(v.Moderations, m)
		}
	}
	for i := range c.Objections {
		if o := &c.Objections[i]; o.Subject == a.Subject && c.SeesCase(o, c.actor) {
			v.Cases = append(v.Cases, s.caseView(c, o))
		}
	}
}

// namedFacts are the facts that the lines of a card name, in order of their
// ids.
func namedFacts(card assess.Scorecard, facts []assess.Fact) []assess.Fact {
	named := map[string]bool{}
	for _, l := range card.Lines {
		for _, f := range l.Facts {
			named[f.ID] = true
		}
	}
	found := []assess.Fact{}
	for _, f := range facts {
		if named[f.ID] {
			found = append(found, f)
		}
	}
	return found
}

// CourseFacts are the facts that count for a subject.
func (s *server) CourseFacts(ctx context.Context, r CourseFactsRequestObject) (CourseFactsResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	subject := assess.Ref(r.Params.Subject)
	if c.Sight(subject, c.actor) == assess.SeesNothing {
		return nil, refuse(CodeNotFound)
	}
	facts, _, err := s.factsOf(ctx, c, subject)
	if err != nil {
		return nil, err
	}
	facts = c.FactsOf(subject, facts)
	works, err := s.Store.CourseWorks(ctx, facts)
	return CourseFacts200JSONResponse{Facts: list(facts), Corrections: c.CorrectionsOf(subject), Works: works}, err
}

// Self is a self-assessment 自评, prefilled where it was not handed in.
func (s *server) Self(ctx context.Context, r SelfRequestObject) (SelfResponseObject, error) {
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	subject := assess.Ref(r.Subject)
	a := c.Cycle.Find(subject)
	if a == nil || c.Sight(subject, c.actor) == assess.SeesNothing {
		return nil, refuse(CodeNotFound)
	}
	facts, _, err := s.factsOf(ctx, c, subject)
	if err != nil {
		return nil, err
	}
	facts = c.FactsOf(subject, facts)
	v := SelfView{Assessed: *a, Self: c.SelfOf(subject), Items: []SelfItem{}, May: c.may(s, subject)}
	v.Given = v.Self != nil
	card := assess.Score(c.Cycle, subject, assess.Inputs{Facts: facts})
	for _, x := range c.Cycle.ItemsOf(a) {
		v.Items = append(v.Items, selfItem(card, x, c.lang))
	}
	v.Summary = selfSummary(v.Items)
	v.Facts = namedFacts(card, facts)
	v.Works, err = s.Store.CourseWorks(ctx, v.Facts)
	return Self200JSONResponse(v), err
}

// selfItem says what the facts make of one indicator.
func selfItem(card assess.Scorecard, x assess.Item, lang string) SelfItem {
	item := SelfItem{Sheet: x.Sheet, Indicator: x.Indicator.Key, Title: x.Indicator.Title, Full: int64(x.Indicator.Full), Facts: []string{}}
	for _, l := range card.Lines {
		if l.Path != x.Path && !slices.Contains(x.Paths, l.Path) {
			continue
		}
		if item.Points == nil {
			item.Points = new(assess.Points)
		}
		*item.Points += l.Raw
		if l.Kind == assess.LineRule {
			if item.Remark != "" {
				item.Remark += "；"
			}
			item.Remark += l.Title + "：" + measured(l, lang) + "得 " + l.Raw.String()
		}
		for _, f := range l.Facts {
			if !slices.Contains(item.Facts, f.ID) {
				item.Facts = append(item.Facts, f.ID)
			}
		}
	}
	if item.Points != nil {
		*item.Points = max(min(*item.Points, x.Top()), x.Indicator.Min)
	}
	return item
}

// selfSummary is a beginning for the summary: what the facts say, a line each.
func selfSummary(items []SelfItem) string {
	text := ""
	for _, i := range items {
		if i.Remark != "" {
			text += i.Title + "：" + i.Remark + "。\n"
		}
	}
	return text
}
