package api

import (
	"context"
	"fmt"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"duban/activities"
	"duban/assess"
	"duban/calendar"
	"duban/plan"
	"duban/store"
)

// courseSaid carries out a command to an assessment as its workflow does, and
// serves what it wants.
func (w *town) courseSaid(ctx context.Context, id string, c assess.Command) (client.WorkflowUpdateHandle, error) {
	known, err := w.store.Course(ctx, id)
	if err != nil && !store.Missing(err) {
		return nil, err
	}
	change, err := assess.Decide(known, c, w.now, calendar.Default())
	if err != nil {
		return nil, err
	}
	return updated{course: store.CourseOutcome{CourseID: id, Seq: change.Seq, Command: change.Command, Name: change.Name, Fingerprint: change.Fingerprint}},
		w.courseBecomes(ctx, change)
}

func (w *town) courseBecomes(ctx context.Context, change assess.Change) error {
	acts := &activities.Activities{Store: w.store}
	if _, err := acts.RecordCourse(ctx, change); err != nil {
		return err
	}
	got, err := acts.Serve(ctx, change.CourseID)
	if err != nil {
		return err
	}
	head := assess.Header{ID: fmt.Sprintf("serve:%d", change.Seq+1), Actor: assess.System()}
	var next assess.Command
	switch {
	case got.Freeze != nil:
		got.Freeze.Header = head
		next = *got.Freeze
	case got.Tally != nil:
		got.Tally.Header = head
		next = *got.Tally
	default:
		return nil
	}
	_, err = w.courseSaid(ctx, change.CourseID, next)
	return err
}

// courseAt lets time pass until a moment in an assessment.
func (w *town) courseAt(text, id string) {
	w.t.Helper()
	until, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Zone)
	require.NoError(w.t, err)
	for {
		c, err := w.store.Course(context.Background(), id)
		require.NoError(w.t, err)
		next, ok := assess.NextWake(c, calendar.Default())
		if !ok || next.After(until) {
			break
		}
		w.now = assess.Moment(next)
		change, due := assess.Wake(c, next, calendar.Default())
		require.True(w.t, due)
		require.NoError(w.t, w.courseBecomes(context.Background(), change))
	}
	w.now = plan.Moment(until)
	for name, u := range w.users { // sessions do not last that long
		w.secret[name] = w.session(u)
	}
}

// underAssessment runs a small assessment of February: "cadre" and "other" are
// assessed by one evaluator and on time; "leader" chairs it.
func (w *town) underAssessment() string {
	w.t.Helper()
	user := func(name string) assess.Ref { return assess.UserRef(w.users[name].ID) }
	who := func(name string) assess.Assessed {
		return assess.Assessed{Subject: user(name), Name: w.users[name].Name, Kind: assess.Cadre, Staff: "all", Formula: "f"}
	}
	c := assess.Cycle{ID: store.NewID(), Title: "二月考核", Period: assess.Period{Kind: assess.Month, Year: 2026, N: 2},
		Sheets: []assess.Sheet{{Key: "s", Title: "评分表", Indicators: []assess.Indicator{{Key: "i", Title: "德能勤廉", Weight: assess.Whole, Full: assess.Hundred,
			Scorers: []assess.Scorer{{Who: user("evaluator"), Weight: assess.Whole}}}}}},
		Formulas:  []assess.Formula{{Key: "f", Title: "公式", Parts: []assess.Part{{Key: "p", Title: "本月", Weight: assess.Whole, Sheet: "s"}}}},
		GradeSets: assess.DefaultGradeSets(), Staff: []assess.Staff{{Type: "all", Grades: "institution"}},
		Assessed: []assess.Assessed{who("cadre"), who("other")},
		Line: assess.Line{Office: user("supervisor"), Chair: user("leader"), Group: []assess.Ref{user("leader")},
			Panel: []assess.Ref{user("deputy")}, Review: []assess.Ref{user("nobody")}},
		Settings: assess.DefaultSettings()}
	c.Settings.AsOf = calendar.On(2026, 3, 4)
	issue := assess.IssueCycle{Header: assess.Header{ID: store.NewID(), Actor: assess.Actor{User: w.users["supervisor"].ID}}, Cycle: c}
	_, err := w.courseSaid(context.Background(), c.ID, issue)
	require.NoError(w.t, err)
	w.courseAt("2026-03-05 09:00", c.ID)
	return c.ID
}
