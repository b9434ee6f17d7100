package api

import (
	"context"
	"encoding/json"
	"errors"

	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/workflows"
)

// PreviewCalendar says what a year's notice would change.
func (s *server) PreviewCalendar(ctx context.Context, r PreviewCalendarRequestObject) (PreviewCalendarResponseObject, error) {
	_, view, err := s.readNotice(ctx, *r.Body)
	return PreviewCalendar200JSONResponse(view), err
}

// ImportCalendar takes a year's notice into force: new goals rest on it at
// once, and a durable workflow dates every open goal and assessment again.
func (s *server) ImportCalendar(ctx context.Context, r ImportCalendarRequestObject) (ImportCalendarResponseObject, error) {
	cal, view, err := s.readNotice(ctx, *r.Body)
	if err != nil {
		return nil, err
	}
	if s.Temporal == nil {
		return nil, noTemporal()
	}
	err = s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object, entry.Detail = cal.Version, view.Year.Source
		return store.ActivateCalendar(tx, cal, callerOf(ctx).User.ID)
	})
	if err != nil {
		return nil, err
	}
	reason := "节假日安排：" + itoa(view.Year.Year)
	if err := workflows.StartRedate(ctx, s.Temporal, cal.Version, reason); err != nil {
		return nil, err
	}
	return ImportCalendar200JSONResponse(view), nil
}

// readNotice reads a notice and works out what it would change.
func (s *server) readNotice(ctx context.Context, n CalendarNotice) (*calendar.Calendar, CalendarPreview, error) {
	var year calendar.Year
	var problems []calendar.Problem
	var err error
	if n.Text != "" {
		year, problems, err = calendar.ParseNoticeText(n.Text, n.Year)
	} else {
		raw, _ := json.Marshal(n.Notice) // it was decoded from JSON
		year, problems, err = calendar.ParseNotice(raw)
	}
	view := CalendarPreview{Year: year, Warnings: []FieldProblem{}, Changes: []DueMove{}, Courses: []CourseMoves{}}
	if errors.Is(err, calendar.ErrNotice) {
		return nil, view, noticeRefused(problems)
	}
	if err != nil {
		return nil, view, err
	}
	view.Year.Off, view.Year.Worked = list(year.Off), list(year.Worked) // lists also where there is none
	lang := language(ginOf(ctx).GetHeader("Accept-Language"))
	for _, p := range problems {
		view.Warnings = append(view.Warnings, FieldProblem{Pointer: p.Pointer, Code: noticePrefix + string(p.Code), Params: p.Params,
			Detail: messages.of(plan.Code(noticePrefix+p.Code)).sentence(lang, p.Params)})
	}
	active, err := s.Store.ActiveCalendar(ctx)
	if err != nil {
		return nil, view, err
	}
	cal, err := active.With(year)
	var gap calendar.ErrGap
	if errors.As(err, &gap) {
		return nil, view, refuseField("/year", noticePrefix+calendar.NoticeYearGap, "value", itoa(gap.Year), "first", itoa(gap.First), "last", itoa(gap.Last))
	}
	if err != nil {
		return nil, view, err
	}
	view.Version = cal.Version
	if view.Changes, err = s.moves(ctx, cal); err != nil {
		return nil, view, err
	}
	view.Courses, err = s.courseMoves(ctx, cal)
	return cal, view, err
}

// noticePrefix sets the faults of a holiday notice apart from those of fields.
const noticePrefix = "notice-"

func noticeRefused(problems []calendar.Problem) error {
	e := &plan.Error{Code: plan.CodeInvalid}
	for _, p := range problems {
		if !p.Warning {
			e.Problems = append(e.Problems, plan.Problem{Pointer: p.Pointer, Code: plan.Code(noticePrefix + p.Code), Params: p.Params})
		}
	}
	return e
}

// moves rehearses the calendar on every open goal, by the rule that will date
// them again.
func (s *server) moves(ctx context.Context, cal *calendar.Calendar) ([]DueMove, error) {
	ids, err := s.Store.GoalsOnOtherCalendar(ctx, cal.Version)
	if err != nil {
		return nil, err
	}
	list := []DueMove{}
	for _, id := range ids {
		g, err := s.Store.Goal(ctx, id)
		if err != nil {
			return nil, err
		}
		old, err := s.calendarOf(ctx, g)
		if err != nil {
			return nil, err
		}
		change, err := plan.Decide(g, plan.Recalendar{Header: plan.Header{Actor: plan.System()}, Calendar: *cal}, s.now(), old)
		if err != nil {
			continue // refused as it would be when it is sent: nothing moves
		}
		for _, e := range change.Events {
			if step := g.Step(e.Step); e.Type == plan.DueChanged && step != nil && e.Detail.New != nil {
				old := *e.Detail.New // a step that had no date yet
				if e.Detail.Old != nil {
					old = *e.Detail.Old
				}
				list = append(list, DueMove{GoalId: g.ID, GoalNumber: g.Number, GoalTitle: g.Title, Step: e.Step, StepTitle: step.Title,
					Old: old, New: *e.Detail.New})
			}
		}
	}
	return list, nil
}

// courseMoves rehearses the calendar on every running assessment.
func (s *server) courseMoves(ctx context.Context, cal *calendar.Calendar) ([]CourseMoves, error) {
	ids, err := s.Store.CoursesOnOtherCalendar(ctx, cal.Version)
	if err != nil {
		return nil, err
	}
	list := []CourseMoves{}
	for _, id := range ids {
		c, err := s.courseOf(ctx, id)
		if err != nil {
			return nil, err
		}
		again := assess.RecalendarCourse{Header: assess.Header{Actor: assess.System()}, Calendar: *cal}
		change, err := assess.Decide(c.Course, again, s.now(), c.cal)
		if err != nil {
			continue // refused as it would be when it is sent: nothing moves
		}
		if moves := c.Moves(&change.Course); len(moves) > 0 {
			list = append(list, CourseMoves{CourseId: id, Title: c.Cycle.Title, Phase: c.Phase, Moves: moves})
		}
	}
	return list, nil
}
