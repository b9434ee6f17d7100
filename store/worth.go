package store

import (
	"context"
	"fmt"
	"slices"

	"duban/assess"
	"duban/plan"
)

// LedgerScore is what a step brought somebody in an assessment 考核得分.
type LedgerScore struct {
	Course  string `json:"course"` // its title
	Period  string `json:"period"`
	Subject string `json:"subject"` // user:, post:, unit: or village:
	Points  int64  `json:"points"`  // thousandths
}

// worth is what pieces of work brought in one course, as it stood after a
// change.
type worth struct {
	seq   int64
	works map[string][]assess.Worth
}

// publicPhases are the phases in which everybody may know results.
var publicPhases = []assess.Phase{assess.PhasePublic, assess.PhaseReview, assess.PhaseFinal, assess.PhaseArchived}

// scores fills in what the steps of lines brought in courses whose results are
// public: everybody's for who sees the whole town, one's own for the others.
func (s *Store) scores(ctx context.Context, lines []LedgerLine, scope Scope) error {
	var courses []CourseRow
	err := s.Read(ctx).Select("id", "title", "period", "seq").Where("phase IN ?", publicPhases).Order("year, period, id").Find(&courses).Error
	if err != nil {
		return fmt.Errorf("courses: %w", err)
	}
	for _, c := range courses {
		works, err := s.worthOf(ctx, c)
		if err != nil {
			return err
		}
		for i := range lines {
			for _, w := range works[lines[i].Step.GoalID+"/"+lines[i].Step.Key] {
				if scope.All || scope.own(w.Subject) {
					lines[i].Detail.Scores = append(lines[i].Detail.Scores, LedgerScore{c.Title, c.Period, string(w.Subject), int64(w.Points)})
				}
			}
		}
	}
	return nil
}

// own tells whether an assessed subject is the caller, a post or a unit of
// theirs.
func (c Scope) own(subject assess.Ref) bool {
	return slices.Contains(c.Refs, plan.Ref(subject)) || subject.Body() != "" && slices.Contains(c.Units, subject.Body())
}

// worthOf counts a course once for every change of it.
func (s *Store) worthOf(ctx context.Context, row CourseRow) (map[string][]assess.Worth, error) {
	if known, ok := s.worths.Load(row.ID); ok && known.(worth).seq == row.Seq {
		return known.(worth).works, nil
	}
	c, err := s.Course(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	frozen, err := s.FrozenFacts(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	found := worth{c.Seq, c.Worth(frozen)}
	s.worths.Store(row.ID, found)
	return found.works, nil
}
