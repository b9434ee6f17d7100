package api

import (
	"context"

	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// goals is which goals a caller may see.
func (c *Caller) goals() store.Scope {
	scope := store.ScopeOf(c.Actor)
	scope.All = c.Scope == ScopeAll
	return scope
}

// Inbox lists what waits for the caller.
func (s *server) Inbox(ctx context.Context, r InboxRequestObject) (InboxResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	items, next, err := s.Store.Inbox(ctx, callerOf(ctx).Actor, s.now(), page)
	answer := Inbox200JSONResponse{Items: items, Next: next}
	if err == nil && r.Params.Cursor == "" {
		answer.Courses, err = s.Store.CourseDuties(ctx, assessorOf(ctx), s.now())
	}
	return answer, err
}

// Notices lists what the caller was told.
func (s *server) Notices(ctx context.Context, r NoticesRequestObject) (NoticesResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	actor := callerOf(ctx).Actor
	items, next, err := s.Store.Notices(ctx, actor, store.NoticeQuery{Unread: r.Params.Unread, Kinds: r.Params.Kind}, page)
	if err != nil {
		return nil, err
	}
	unread, err := s.Store.Unread(ctx, actor)
	return Notices200JSONResponse{Items: items, Next: next, Unread: unread}, err
}

// ReadNotices marks notices as read. It is no act worth an audit entry.
func (s *server) ReadNotices(ctx context.Context, r ReadNoticesRequestObject) (ReadNoticesResponseObject, error) {
	actor, now := callerOf(ctx).Actor, s.now()
	err := s.Store.Write(ctx, func(tx *store.Tx) error { return store.MarkRead(tx, actor, r.Body.Ids, now) })
	return ReadNotices204Response{}, err
}

// Goals lists goals with their lights.
func (s *server) Goals(ctx context.Context, r GoalsRequestObject) (GoalsResponseObject, error) {
	p := r.Params
	page, err := pageOf(p.Limit, p.Cursor)
	if err != nil {
		return nil, err
	}
	query := store.GoalQuery{Scope: callerOf(ctx).goals(), PlanID: p.Plan, Year: p.Year, Unit: p.Unit, Kind: p.Kind, Status: p.Status, Text: p.Q}
	goals, next, err := s.Store.Goals(ctx, query, page)
	if err != nil {
		return nil, err
	}
	lines := make([]GoalLine, len(goals))
	for i, g := range goals {
		lines[i] = GoalLine{Goal: g, Light: g.Light(s.now())}
	}
	return Goals200JSONResponse{Items: lines, Next: next}, nil
}

// Goal is one goal with what the caller can do.
func (s *server) Goal(ctx context.Context, r GoalRequestObject) (GoalResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	view, err := s.goalView(ctx, r.Id)
	return Goal200JSONResponse(view), err
}

// Timeline lists a goal's events.
func (s *server) Timeline(ctx context.Context, r TimelineRequestObject) (TimelineResponseObject, error) {
	page, err := pageOf(r.Params.Limit, r.Params.Cursor)
	if err != nil {
		return nil, err
	}
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	events, next, err := s.Store.Timeline(ctx, r.Id, r.Params.Step, page)
	return Timeline200JSONResponse{Items: events, Next: next}, err
}

func pageOf(limit int, cursor string) (store.Page, error) {
	page, err := store.PageOf(limit, cursor)
	if err != nil {
		return page, refuse(CodeBadCursor)
	}
	return page, nil
}

// visible refuses, as if it did not exist, a goal that the caller may not see.
func (s *server) visible(ctx context.Context, id string) error {
	ok, err := s.Store.Visible(ctx, callerOf(ctx).goals(), id)
	if err == nil && !ok {
		return refuse(CodeNotFound)
	}
	return err
}

// goalView is a goal as the caller sees it now.
func (s *server) goalView(ctx context.Context, id string) (GoalView, error) {
	g, err := s.Store.Goal(ctx, id)
	if err != nil {
		return GoalView{}, err
	}
	cal, err := s.calendarOf(ctx, g)
	if err != nil {
		return GoalView{}, err
	}
	now := s.now()
	view := GoalView{Goal: g, Light: g.Light(now), Lights: map[string]Light{}, Asks: map[string][]plan.AskedFigure{}, May: []Option{}}
	for i := range g.Steps {
		if asked := g.Steps[i].AskedFigures(); len(asked) > 0 {
			view.Asks[g.Steps[i].Key] = asked
		}
		view.Lights[g.Steps[i].Key] = g.Steps[i].Light(now)
	}
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	for _, p := range plan.May(g, callerOf(ctx).Actor, now, cal) {
		view.May = append(view.May, optionOf(&g, p, lang))
	}
	return view, nil
}

// optionOf maps a possibility to its shape on the wire, the reason against it
// as a sentence.
func optionOf(g *plan.Goal, p plan.Possibility, lang string) Option {
	o := Option{Command: p.Command, Step: p.Step, Round: p.Round, Allowed: p.Allowed}
	if p.Why != nil {
		o.Code, o.Why = string(p.Why.Code), messages.of(p.Why.Code).sentence(lang, g.Titled(p.Why.Params))
	}
	return o
}

func (s *server) calendarOf(ctx context.Context, g plan.Goal) (*calendar.Calendar, error) {
	return s.Store.CalendarNamed(ctx, g.Calendar)
}
