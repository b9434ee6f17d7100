package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"duban/assess"
	"duban/plan"
)

// CourseDuty is what waits for somebody in an assessment: of each kind of duty
// one line, however many it is about.
type CourseDuty struct {
	CourseID  string          `json:"course_id"`
	Title     string          `json:"title"` // of the course
	Duty      assess.DutyKind `json:"duty"`
	Who       assess.Ref      `json:"who"` // the post or user it waits for
	Count     int             `json:"count"`
	Subjects  []CourseSubject `json:"subjects"` // those it is about; none: the course as a whole
	Since     time.Time       `json:"since"`
	DueAt     *time.Time      `json:"due_at,omitempty"`
	Light     plan.Light      `json:"light"`
	ActingFor string          `json:"acting_for,omitempty"` // name of the principal, when it waits for somebody the caller acts for
}

// CourseSubject is one of those a duty is about.
type CourseSubject struct {
	Subject assess.Ref `json:"subject"`
	Name    string     `json:"name"`
	Case    int        `json:"case,omitempty"` // number of a review or appeal
}

// CourseDuties lists what waits for an actor in assessments, what is due first
// on top: their own duties and those of everybody they act for today.
func (s *Store) CourseDuties(ctx context.Context, actor assess.Actor, now time.Time) ([]CourseDuty, error) {
	var rows []CourseDutyRow
	err := s.Read(ctx).Where("ref IN ?", courseRefs(actor)).Order("course_id, n").Limit(countUpTo).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return []CourseDuty{}, err
	}
	courses, err := s.dutyCourses(ctx, rows)
	if err != nil {
		return nil, err
	}
	duties := []CourseDuty{}
	for _, r := range rows {
		capacity := actor.Capacities(assess.Ref(r.Ref))
		if len(capacity) == 0 {
			continue // acted for, but not in assessments
		}
		c := courses[r.CourseID]
		i := slices.IndexFunc(duties, func(d CourseDuty) bool {
			return d.CourseID == r.CourseID && d.Duty == r.Duty && string(d.Who) == r.Ref && sameTime(d.DueAt, r.DueAt)
		})
		if i < 0 {
			i = len(duties)
			duties = append(duties, CourseDuty{CourseID: r.CourseID, Title: c.Cycle.Title, Duty: r.Duty, Who: assess.Ref(r.Ref),
				Subjects: []CourseSubject{}, Since: r.Since, DueAt: r.DueAt, Light: dutyLight(r.DueAt, now), ActingFor: capacity[0].ForName})
		}
		duties[i].Count++
		if a := c.Cycle.Find(assess.Ref(r.Subject)); a != nil {
			duties[i].Subjects = append(duties[i].Subjects, CourseSubject{Subject: a.Subject, Name: a.Name, Case: r.CaseNo})
		}
	}
	slices.SortStableFunc(duties, func(a, b CourseDuty) int { return sortAt(a.DueAt).Compare(sortAt(b.DueAt)) })
	return duties, nil
}

func (s *Store) dutyCourses(ctx context.Context, rows []CourseDutyRow) (map[string]*assess.Course, error) {
	ids := []string{}
	for _, r := range rows {
		if !slices.Contains(ids, r.CourseID) {
			ids = append(ids, r.CourseID)
		}
	}
	var found []CourseRow
	if err := s.Read(ctx).Select("id", "body").Where("id IN ?", ids).Find(&found).Error; err != nil {
		return nil, err
	}
	courses := map[string]*assess.Course{}
	for _, row := range found {
		var c assess.Course
		if err := json.Unmarshal([]byte(row.Body), &c); err != nil {
			return nil, fmt.Errorf("course %s: %w", row.ID, err)
		}
		courses[row.ID] = &c
	}
	return courses, nil
}

func sameTime(a, b *time.Time) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(*b)
}

// dutyLight is the light of a duty in an assessment: its last day is yellow.
func dutyLight(due *time.Time, now time.Time) plan.Light {
	switch {
	case due == nil:
		return plan.LightGreen
	case now.After(*due):
		return plan.LightRed
	case due.Sub(now) < 24*time.Hour:
		return plan.LightYellow
	}
	return plan.LightGreen
}

// courseRefs lists every ref an actor answers to, also on behalf of others.
func courseRefs(a assess.Actor) []assess.Ref {
	refs := []assess.Ref{assess.UserRef(a.User)}
	for _, p := range a.Posts {
		refs = append(refs, assess.PostRef(p))
	}
	for _, f := range a.For {
		refs = append(refs, assess.UserRef(f.User))
		for _, p := range f.Posts {
			refs = append(refs, assess.PostRef(p))
		}
	}
	return refs
}
