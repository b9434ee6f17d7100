package api

import (
	"context"
	"fmt"

	"duban/assess"
	"duban/calendar"
)

// course is one assessment as a request looks at it.
type course struct {
	assess.Course
	cal   *calendar.Calendar
	actor assess.Actor
	lang  string
}

// courseOf reads a course for the caller.
func (s *server) courseOf(ctx context.Context, id string) (*course, error) {
	found, err := s.Store.Course(ctx, id)
	if err != nil {
		return nil, err
	}
	cal, err := s.Store.CalendarNamed(ctx, found.Calendar)
	if err != nil {
		return nil, fmt.Errorf("calendar %s: %w", found.Calendar, err)
	}
	return &course{Course: found, cal: cal, actor: assessorOf(ctx), lang: language(ginOf(ctx).GetHeader("Accept-Language"))}, nil
}

// may is what the caller can do about a subject, or with the course itself.
func (c *course) may(s *server, subject assess.Ref) []CourseOption {
	return courseOptions(assess.May(c.Course, subject, c.actor, s.now(), c.cal), c.lang)
}

// Courses lists assessments that run or ran.
func (s *server) Courses(ctx context.Context, _ CoursesRequestObject) (CoursesResponseObject, error) {
	lines, err := s.Store.Courses(ctx)
	return Courses200JSONResponse{Items: list(lines)}, err
}

// Course is an assessment as the caller sees it.
func (s *server) Course(ctx context.Context, r CourseRequestObject) (CourseResponseObject, error) {
	view, err := s.courseView(ctx, r.Id)
	return Course200JSONResponse(view), err
}

// courseView is a course as the caller sees it now.
func (s *server) courseView(ctx context.Context, id string) (CourseView, error) {
	c, err := s.courseOf(ctx, id)
	if err != nil {
		return CourseView{}, err
	}
	v := CourseView{
		Id: c.ID, Seq: c.Seq, Phase: c.Phase, Cycle: c.Cycle.Listed(), Since: c.Since, DueAt: c.DueAt, ClosesAt: c.ClosesAt, EndedAt: c.EndedAt,
		Facts: c.Facts, Counted: c.Wanted == "" && c.Inputs <= c.Counted, Wanted: string(c.Wanted),
		Parts: c.Parts(c.actor), Mine: []MySubject{}, May: c.may(s, ""),
	}
	v.Selves = CourseTally{Done: len(c.Selves), Of: len(c.Cycle.Assessed)}
	v.Missing = c.MissingSelves(c.actor)
	open, asked := len(c.Open()), c.Asked()
	v.Scores = CourseTally{Done: asked - open, Of: asked}
	if c.Sample != nil {
		v.Checks = CourseTally{Done: len(c.Sample.Checks), Of: len(c.Sample.All())}
	}
	v.Cases.Of = len(c.Objections)
	for _, o := range c.Objections {
		if o.Outcome != "" {
			v.Cases.Done++
		}
	}
	for _, a := range c.Mine(c.actor) {
		m := MySubject{Assessed: a, SelfGiven: c.SelfOf(a.Subject) != nil}
		if c.IsPublic() {
			m.Result = c.Result(a.Subject)
		}
		v.Mine = append(v.Mine, m)
	}
	return v, nil
}

// CourseTimeline lists a course's events as far as the caller may see them.
func (s *server) CourseTimeline(ctx context.Context, r CourseTimelineRequestObject) (CourseTimelineResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	c, err := s.courseOf(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	events, next, err := s.Store.CourseTimeline(ctx, r.Id, page)
	if err != nil {
		return nil, err
	}
	answer := CourseTimeline200JSONResponse{Items: []assess.Event{}, Next: next}
	for _, e := range events {
		if told, ok := c.Told(e, c.actor); ok {
			answer.Items = append(answer.Items, told)
		}
	}
	return answer, nil
}

// factsOf are the frozen facts that may count for a subject; before the freeze,
// what the record says today, and provisional is true.
func (s *server) factsOf(ctx context.Context, c *course, subjects ...assess.Ref) (facts []assess.Fact, provisional bool, err error) {
	var of []assess.Ref
	for _, subject := range subjects {
		if a := c.Cycle.Find(subject); a != nil {
			of = append(of, a.Concerns()...)
		}
	}
	if c.Facts != nil {
		facts, err = s.Store.FrozenFactsOf(ctx, c.ID, of)
		return facts, false, err
	}
	cycle := c.Cycle
	if today := calendar.DateOf(s.now()); today.Before(cycle.Settings.AsOf) {
		cycle.Settings.AsOf = today
	}
	all, err := s.Store.GatherFacts(ctx, cycle, c.cal)
	for _, f := range all {
		for _, ref := range of {
			if f.Subject == ref {
				facts = append(facts, f)
				break
			}
		}
	}
	return facts, true, err
}

// refNames are the names of posts, people and units.
func (s *server) refNames(ctx context.Context) (map[assess.Ref]string, error) {
	posts, err := s.Store.Posts(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.Colleagues(ctx, calendar.DateOf(s.now()))
	if err != nil {
		return nil, err
	}
	units, err := s.Store.Units(ctx)
	if err != nil {
		return nil, err
	}
	names := map[assess.Ref]string{}
	for _, p := range posts {
		names[assess.PostRef(p.ID)] = p.Name
	}
	for _, p := range people {
		names[assess.UserRef(p.ID)] = p.Name
	}
	for _, u := range units {
		names[assess.UnitRef(u.ID)], names[assess.VillageRef(u.ID)] = u.Name, u.Name
	}
	return names, nil
}
