package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"
	"pgregory.net/rapid"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

func ledgerKeys(lines []store.LedgerLine) []string {
	var keys []string
	for _, l := range lines {
		keys = append(keys, l.Step.GoalID+"/"+l.Step.Key)
	}
	return keys
}

func TestLedger_WalksEachLineOnceAndCountsThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		all := seed(t, s, 13)
		town := store.Scope{All: true}
		from := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
		to := from.AddDate(0, 0, 2)
		for name, c := range map[string]struct {
			query store.LedgerQuery
			want  func(plan.Step) bool
		}{
			"everything":             {store.LedgerQuery{Scope: town}, func(plan.Step) bool { return true }},
			"a leader sees all":      {store.LedgerQuery{Scope: store.ScopeOf(storetest.Leader)}, func(plan.Step) bool { return true }},
			"a goal's unit sees all": {store.LedgerQuery{Scope: store.Scope{Units: []string{"agri"}, Refs: []plan.Ref{"user:x"}}}, func(plan.Step) bool { return true }},
			"another unit its steps": {store.LedgerQuery{Scope: store.Scope{Units: []string{"town"}, Refs: []plan.Ref{"user:x"}}}, func(s plan.Step) bool { return s.LeadUnit == "town" }},
			"one who has a part":     {store.LedgerQuery{Scope: store.Scope{Refs: []plan.Ref{"post:officer"}}}, func(s plan.Step) bool { return s.Status == plan.StepReview }},
			"a stranger nothing":     {store.LedgerQuery{Scope: store.ScopeOf(storetest.Stranger)}, func(plan.Step) bool { return false }},
			"by status":              {store.LedgerQuery{Scope: town, Status: []plan.StepStatus{plan.StepPending, plan.StepReview}}, func(s plan.Step) bool { return s.Status == plan.StepPending || s.Status == plan.StepReview }},
			"by lead":                {store.LedgerQuery{Scope: town, Who: []plan.Ref{"post:colleague"}}, func(s plan.Step) bool { return s.Lead == "post:colleague" }},
			"by several leads":       {store.LedgerQuery{Scope: town, Who: []plan.Ref{"post:colleague", "post:cadre"}}, func(s plan.Step) bool { return s.Lead == "post:colleague" || s.Lead == "post:cadre" }},
			"by unit":                {store.LedgerQuery{Scope: town, Unit: "town"}, func(s plan.Step) bool { return s.LeadUnit == "town" }},
			"by goal":                {store.LedgerQuery{Scope: town, GoalID: "g03"}, func(s plan.Step) bool { return s.GoalID == "g03" }},
			"by text":                {store.LedgerQuery{Scope: town, Text: "骤 s3"}, func(s plan.Step) bool { return s.Key == "s3" }},
			"by number":              {store.LedgerQuery{Scope: town, Text: "2026-g11"}, func(s plan.Step) bool { return s.GoalID == "g11" }},
			"by due dates": {store.LedgerQuery{Scope: town, DueFrom: &from, DueTo: &to}, func(s plan.Step) bool {
				return s.DueAt != nil && !s.DueAt.Before(from) && s.DueAt.Before(to)
			}},
			"filters within a scope": {store.LedgerQuery{Scope: store.Scope{Units: []string{"town"}, Refs: []plan.Ref{"user:x"}}, GoalID: "g03", Year: 2026, PlanID: "plan-1", Kind: "general"},
				func(s plan.Step) bool { return s.GoalID == "g03" && s.LeadUnit == "town" }},
			"another year": {store.LedgerQuery{Scope: town, Year: 2027}, func(plan.Step) bool { return false }},
		} {
			wanted := slices.DeleteFunc(slices.Clone(all), func(s plan.Step) bool { return !c.want(s) })
			slices.SortStableFunc(wanted, func(x, y plan.Step) int { return due(x.DueAt).Compare(due(y.DueAt)) })
			var want []string
			for _, step := range wanted {
				want = append(want, step.GoalID+"/"+step.Key)
			}
			for _, size := range []int{7, 200} {
				require.Equal(t, want, walk(t, size, func(p store.Page) ([]string, string, error) {
					lines, next, err := s.Ledger(ctx, c.query, storetest.Monday, p)
					return ledgerKeys(lines), next, err
				}), name)
			}
			total, err := s.LedgerTotal(ctx, c.query, storetest.Monday)
			require.NoError(t, err)
			require.EqualValues(t, len(want), total, name)
		}
	})
}

// The filter finds, by the moments that rows keep, what Step.Light shows.
func TestLedger_FiltersByLightAsPlanSeesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := storetest.Goal("g1", storetest.Step("a"))
		chapter(t, s, g, issue(g))
		n := 0
		rapid.Check(t, func(t *rapid.T) {
			n++
			goal := fmt.Sprintf("light-%d", n)
			moments := rapid.SliceOfN(rapid.Int64Range(0, 3000), 2, 6).Draw(t, "moments") // ms: they often meet
			at := func(label string) *time.Time {
				if rapid.Bool().Draw(t, "no "+label) {
					return nil
				}
				m := storetest.Monday.Add(time.Duration(rapid.SampledFrom(moments).Draw(t, label)) * time.Millisecond)
				return &m
			}
			var steps []plan.Step
			for i := range 12 {
				step := plan.Step{GoalID: goal, Key: fmt.Sprint("s", i), DueAt: at("due"), YellowAt: at("yellow"), MetAt: at("met"),
					Status: rapid.SampledFrom([]plan.StepStatus{plan.StepPending, plan.StepOpen, plan.StepOpen, plan.StepActive, plan.StepReview,
						plan.StepReturned, plan.StepDone, plan.StepClosed, plan.StepCancelled, plan.StepSuspended}).Draw(t, "status")}
				if respond := at("respond"); respond != nil {
					step.RespondBy = &plan.Clock{Due: *respond}
				}
				if rapid.Bool().Draw(t, "planned") { // the day before Monday was missed from its midnight
					step.Target, step.Total = &plan.Target{Milli: 100, Unit: "亩"}, rapid.Int64Range(0, 100).Draw(t, "total")
					step.Planned = []plan.Planned{{By: calendar.DateOf(storetest.Monday).AddDays(-1), Milli: 60}}
				}
				steps = append(steps, step)
			}
			require.NoError(t, keep(s, goal, steps))
			off := time.Duration(rapid.Int64Range(-1, 1).Draw(t, "off")) * 300 * time.Microsecond
			now := storetest.Monday.Add(time.Duration(rapid.SampledFrom(moments).Draw(t, "now"))*time.Millisecond + off)
			seen := 0
			for _, light := range []plan.Light{plan.LightNone, plan.LightGreen, plan.LightYellow, plan.LightRed} {
				query := store.LedgerQuery{Scope: store.Scope{All: true}, GoalID: goal, Light: light}
				lines, _, err := s.Ledger(ctx, query, now, store.Page{Size: 200})
				require.NoError(t, err)
				for _, l := range lines {
					require.Equal(t, light, l.Light, "%s at %s: %+v", l.Step.Key, now, l.Step)
				}
				total, err := s.LedgerTotal(ctx, query, now)
				require.NoError(t, err)
				require.EqualValues(t, len(lines), total)
				seen += len(lines)
			}
			require.Equal(t, len(steps), seen, "every step has one light")
		})
	})
}

// keep writes the rows of steps whose state no life would reach so quickly.
func keep(s *store.Store, goal string, steps []plan.Step) error {
	return s.Write(ctx, func(tx *gorm.DB) error {
		row, err := store.RowOfGoal(plan.Goal{ID: goal, Status: plan.GoalRunning, CreatedAt: storetest.Monday, UpdatedAt: storetest.Monday}, strings.Repeat("0", 64))
		if err != nil {
			return err
		}
		rows := make([]store.StepRow, len(steps))
		for i, step := range steps {
			if rows[i], err = store.RowOfStep(&plan.Goal{}, step); err != nil {
				return err
			}
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return tx.Create(&rows).Error
	})
}

// plans notes how the engine would carry out every query of f.
func plans(t *testing.T, s *store.Store, f func()) string {
	t.Helper()
	var queries []string
	note := func(db *gorm.DB) {
		if sql := db.Statement.SQL.String(); strings.HasPrefix(sql, "SELECT") {
			queries = append(queries, db.Dialector.Explain(sql, db.Statement.Vars...))
		}
	}
	row := s.Read(ctx).Callback().Row()
	query := s.Read(ctx).Callback().Query()
	require.NoError(t, row.After("gorm:row").Register("note", note))
	require.NoError(t, query.After("gorm:query").Register("note", note))
	f()
	require.NoError(t, row.Remove("note"))
	require.NoError(t, query.Remove("note"))
	require.NotEmpty(t, queries)
	explain := "EXPLAIN QUERY PLAN "
	if s.Engine == store.MySQL {
		explain = "EXPLAIN "
	}
	var all []string
	for _, q := range queries {
		var rows []map[string]any
		require.NoError(t, s.Read(ctx).Raw(explain+q).Scan(&rows).Error)
		for _, r := range rows {
			for k, v := range r {
				if b, ok := v.([]byte); ok {
					r[k] = string(b)
				}
			}
			line, err := json.Marshal(r)
			require.NoError(t, err)
			all = append(all, string(line))
		}
	}
	return strings.Join(all, "\n")
}

func TestLists_UseTheirIndexes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i := range 40 { // a hundred steps each, a few of them ours
			var steps []plan.Step
			for k := range 100 {
				at := storetest.Monday.Add(time.Duration(i*100+k) * time.Minute)
				steps = append(steps, plan.Step{GoalID: fmt.Sprint("g", i), Key: fmt.Sprint("s", k), Status: plan.StepActive, DueAt: &at,
					Lead: plan.PostRef(fmt.Sprint("p", k)), LeadUnit: fmt.Sprint("u", k%20)})
			}
			require.NoError(t, keep(s, fmt.Sprint("g", i), steps))
			write(t, s, func(tx *gorm.DB) error {
				var rows []store.AssigneeRow
				for _, step := range steps {
					rows = append(rows, store.AssigneeRow{GoalID: step.GoalID, StepKey: step.Key, Role: "duty", Ref: step.Lead, Duty: plan.DutySubmit, SortAt: *step.DueAt})
				}
				return tx.Create(&rows).Error
			})
		}
		analyze := "ANALYZE"
		if s.Engine == store.MySQL {
			analyze = "ANALYZE TABLE goals, steps, step_assignees"
		}
		write(t, s, func(tx *gorm.DB) error { return tx.Exec(analyze).Error })
		page := store.Page{Size: 50}

		how := plans(t, s, func() {
			_, _, err := s.Inbox(ctx, plan.Actor{User: "u", Posts: []string{"p7"}}, storetest.Monday, page)
			require.NoError(t, err)
		})
		require.Contains(t, how, "step_assignees_ref_sort_at", how)
		for name, query := range map[string]store.LedgerQuery{
			"all":          {Scope: store.Scope{All: true}},
			"a later page": {Scope: store.Scope{All: true}, DueFrom: &storetest.Monday},
		} {
			how = plans(t, s, func() {
				_, _, err := s.Ledger(ctx, query, storetest.Monday, page)
				require.NoError(t, err)
			})
			require.Contains(t, how, "steps_sort_at_goal_id_step_key", name)
			require.NotContains(t, strings.ToLower(how), "filesort", name)
			require.NotContains(t, how, "TEMP B-TREE FOR ORDER BY", name)
		}
		how = plans(t, s, func() {
			_, _, err := s.Ledger(ctx, store.LedgerQuery{Scope: store.Scope{All: true}, Who: []plan.Ref{"post:p7"}}, storetest.Monday, page)
			require.NoError(t, err)
		})
		require.Regexp(t, "steps_lead_sort_at", how)
	})
}
