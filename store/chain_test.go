package store_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/assess"
	"duban/store"
	"duban/store/storetest"
)

func TestVerifyChain_FindsEveryKindOfTampering(t *testing.T) {
	const hash = "the hash does not fit"
	const columns = "the columns say something else than the sealed text"
	const gap = "an event is missing before it"
	stored := func(table string) string { return "table " + table + " does not hold what the events lead to" }
	const end = "the goal does not end with its last event"
	statements := map[string]struct {
		sql    string
		why    string
		seq    int64
		n      int
		reseal bool // the chain is calculated anew behind it, as somebody with the database would
	}{
		"a changed text":            {"UPDATE events SET body = REPLACE(body, '缺少照片', '都很好') WHERE seq = 4 AND n = 0", hash, 4, 0, false},
		"a changed hash":            {"UPDATE events SET hash = REPEAT_f WHERE seq = 3 AND n = 0", hash, 3, 0, false},
		"a changed link":            {"UPDATE events SET prev = REPEAT_f WHERE seq = 3 AND n = 0", hash, 3, 0, false},
		"a text that is no event":   {"UPDATE events SET body = '{' WHERE seq = 3 AND n = 0", "the sealed text is not an event", 3, 0, false},
		"an event taken out":        {"DELETE FROM events WHERE seq = 4 AND n = 0", gap, 4, 1, false},
		"a change taken out":        {"DELETE FROM events WHERE seq = 2", gap, 3, 0, false},
		"the first change":          {"DELETE FROM events WHERE seq = 1", gap, 2, 0, false},
		"the last change":           {"DELETE FROM events WHERE seq = 4", end, 4, 0, false},
		"all events":                {"DELETE FROM events", end, 4, 0, false},
		"who did it":                {"UPDATE events SET by_user = 'u-stranger' WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"for whom":                  {"UPDATE events SET for_user = 'u-leader' WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"what happened":             {"UPDATE events SET type = 'step-done' WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"when":                      {"UPDATE events SET at = '2026-03-03 01:00:00.000' WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"on which step":             {"UPDATE events SET step_key = 'b' WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"in which round":            {"UPDATE events SET round = 7 WHERE seq = 3 AND n = 0", columns, 3, 0, false},
		"the goal's text":           {"UPDATE goals SET body = REPLACE(body, '农业', '工业')", stored("goals"), 4, 0, false},
		"the goal's column":         {"UPDATE goals SET status = 'cancelled'", stored("goals"), 4, 0, false},
		"the goal's title column":   {"UPDATE goals SET title = 'x'", stored("goals"), 4, 0, false},
		"the goal's hash":           {"UPDATE goals SET hash = REPEAT_f", end, 4, 0, false},
		"the goal's seq":            {"UPDATE goals SET seq = 3", end, 3, 0, false},
		"a step's text":             {"UPDATE steps SET body = REPLACE(body, '步骤', '布置') WHERE step_key = 'b'", stored("steps"), 4, 0, false},
		"a step's column":           {"UPDATE steps SET status = 'closed' WHERE step_key = 'b'", stored("steps"), 4, 0, false},
		"a step's due column":       {"UPDATE steps SET due_at = '2036-03-03 01:00:00.000' WHERE step_key = 'a'", stored("steps"), 4, 0, false},
		"a step taken out":          {"DELETE FROM steps WHERE step_key = 'b'", stored("steps"), 4, 0, false},
		"a round's text":            {"UPDATE approvals SET body = REPLACE(body, 'returned', 'agreed')", stored("approvals"), 4, 0, false},
		"a round's column":          {"UPDATE approvals SET outcome = 'agreed'", stored("approvals"), 4, 0, false},
		"a round taken out":         {"DELETE FROM approvals", stored("approvals"), 4, 0, false},
		"a line of an inbox":        {"DELETE FROM step_assignees WHERE duty <> ''", stored("step_assignees"), 4, 0, false},
		"who has to do it":          {"UPDATE step_assignees SET ref = 'post:x' WHERE duty <> ''", stored("step_assignees"), 4, 0, false},
		"a line of a clock":         {"UPDATE clock_entries SET reason = 'x'", stored("clock_entries"), 4, 0, false},
		"a line put in":             {"INSERT INTO step_assignees SELECT goal_id, step_key, n + 9, role, ref, duty, round, since, due_at, sort_at FROM step_assignees WHERE duty <> ''", stored("step_assignees"), 4, 0, false},
		"a text, all hashes anew":   {"UPDATE events SET body = REPLACE(body, '农业', '工业') WHERE seq = 1 AND n = 0", stored("goals"), 4, 0, true},
		"an event, all hashes anew": {"DELETE FROM events WHERE seq = 4", end, 4, 0, true},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, c := range statements {
			t.Run(name, func(t *testing.T) {
				wipe(t, s)
				returned(t, s, "g1")
				broken, err := s.VerifyChain(ctx, "g1")
				require.NoError(t, err)
				require.Nil(t, broken)

				exec(t, s, strings.ReplaceAll(c.sql, "REPEAT_f", "'"+strings.Repeat("f", 64)+"'"))
				if c.reseal {
					reseal(t, s, "g1")
				}
				broken, err = s.VerifyChain(ctx, "g1")
				require.NoError(t, err)
				require.Equal(t, &store.Broken{ID: "g1", Seq: c.seq, N: c.n, Why: c.why}, broken)
			})
		}
	})
}

func TestVerifyChain_MissesNoGoal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.VerifyChain(ctx, "none")
		require.True(t, store.Missing(err))
	})
}

func TestVerifyCourse_FindsEveryKindOfTampering(t *testing.T) {
	const hash = "the hash does not fit"
	const columns = "the columns say something else than the sealed text"
	const gap = "an event is missing before it"
	const end = "the course does not end with its last event"
	stored := func(table string) string { return "table " + table + " does not hold what the events lead to" }
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		changes := storetest.CourseStory(t, "q1")
		last := changes[len(changes)-1]
		for name, c := range map[string]struct {
			sql string
			why string
			seq int64
		}{
			"a changed text":       {"UPDATE course_events SET body = REPLACE(body, '按期完成一项', '都很好') WHERE seq = last - 4 AND n = 0", hash, last.Seq - 4},
			"a changed link":       {"UPDATE course_events SET prev = REPEAT_f WHERE seq = 2 AND n = 0", hash, 2},
			"no event":             {"UPDATE course_events SET body = '{' WHERE seq = 2 AND n = 0", "the sealed text is not an event", 2},
			"a change taken out":   {"DELETE FROM course_events WHERE seq = 2", gap, 3},
			"the last change":      {"DELETE FROM course_events WHERE seq = last", end, last.Seq},
			"all events":           {"DELETE FROM course_events", end, last.Seq},
			"who gave the points":  {"UPDATE course_events SET by_user = 'u-stranger' WHERE seq = last AND n = 0", columns, last.Seq},
			"to whom":              {"UPDATE course_events SET subject = 'user:wang' WHERE seq = last AND n = 0", columns, last.Seq},
			"in which case":        {"UPDATE course_events SET case_no = 3 WHERE seq = last AND n = 0", columns, last.Seq},
			"the course's text":    {"UPDATE courses SET body = REPLACE(body, '90000', '99000')", stored("courses"), last.Seq},
			"the course's column":  {"UPDATE courses SET phase = 'final'", stored("courses"), last.Seq},
			"the course's seq":     {"UPDATE courses SET seq = 1", end, 1},
			"what waits for whom":  {"UPDATE course_duties SET ref = 'post:x'", stored("course_duties"), last.Seq},
			"a duty taken out":     {"DELETE FROM course_duties", stored("course_duties"), last.Seq},
			"a fact that was none": {"INSERT INTO course_facts (course_id, n, kind, subject, on_day, work, body) VALUES ('q1', 0, 'on-time', 'user:li', '2026-03-02', 'w', '{}')", stored("course_facts"), last.Seq},
		} {
			t.Run(name, func(t *testing.T) {
				write(t, s, func(tx *gorm.DB) error {
					for _, table := range []string{"courses", "course_events", "course_duties", "course_facts"} {
						if err := tx.Exec("DELETE FROM " + table).Error; err != nil {
							return err
						}
					}
					return keepCourse(tx, changes)
				})
				broken, err := s.VerifyCourse(ctx, "q1")
				require.NoError(t, err)
				require.Nil(t, broken)

				sql := strings.ReplaceAll(c.sql, "REPEAT_f", "'"+strings.Repeat("f", 64)+"'")
				exec(t, s, strings.ReplaceAll(sql, "last", strconv.FormatInt(last.Seq, 10)))
				broken, err = s.VerifyCourse(ctx, "q1")
				require.NoError(t, err)
				require.NotNil(t, broken)
				require.Equal(t, []any{"q1", c.seq, c.why}, []any{broken.ID, broken.Seq, broken.Why})
			})
		}
		_, err := s.VerifyCourse(ctx, "none")
		require.True(t, store.Missing(err))
	})
}

// keepCourse writes the rows of a course that verification looks at.
func keepCourse(tx *gorm.DB, changes []assess.Change) error {
	prev := ""
	for _, c := range changes {
		events, hash, err := store.RowsOfCourseEvents(c, prev)
		if err != nil {
			return err
		}
		if err := tx.Create(&events).Error; err != nil {
			return err
		}
		prev = hash
	}
	last := changes[len(changes)-1].Course
	row, err := store.RowOfCourse(last, prev)
	if err != nil {
		return err
	}
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	duties := store.RowsOfCourseDuties(last)
	return tx.Create(&duties).Error
}

func wipe(t *testing.T, s *store.Store) {
	t.Helper()
	write(t, s, func(tx *gorm.DB) error {
		for _, table := range []string{"goals", "steps", "step_assignees", "approvals", "events", "clock_entries", "notices"} {
			if err := tx.Exec("DELETE FROM " + table).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// reseal calculates every hash of a goal's events anew, without touching the
// goal.
func reseal(t *testing.T, s *store.Store, id string) {
	t.Helper()
	write(t, s, func(tx *gorm.DB) error {
		var rows []store.EventRow
		if err := tx.Where("goal_id = ?", id).Order("seq, n").Find(&rows).Error; err != nil {
			return err
		}
		prev := ""
		for _, row := range rows {
			hash := store.Link(prev, row.Body)
			err := tx.Exec("UPDATE events SET prev = ?, hash = ? WHERE goal_id = ? AND seq = ? AND n = ?", prev, hash, id, row.Seq, row.N).Error
			if err != nil {
				return err
			}
			prev = hash
		}
		return tx.Exec("UPDATE goals SET hash = ? WHERE id = ? AND seq = ?", prev, id, rows[len(rows)-1].Seq).Error
	})
}
