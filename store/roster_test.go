package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// rosterRows is the version of the migration that writes the rows of rosters
// which were recorded before there were any.
const rosterRows = 94

// A goal that was recorded before rosters had rows of their own has them after
// the upgrade, as if it were recorded now.
func TestMigrate_GivesOldGoalsTheRowsOfTheirRosters(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		monthly := func(key string, roster ...plan.Ref) plan.Step {
			step := storetest.Step(key)
			step.Finish = nil
			step.Recur = &plan.Recurrence{Recur: calendar.Recur{Every: calendar.EveryMonth, On: "15", Shift: calendar.ShiftAfter}, Ahead: 2, Roster: roster}
			return step
		}
		old := storetest.Goal("old", monthly("reception", "post:leader", "post:colleague", "user:u-cadre"), monthly("report"), storetest.Step("a"))
		old = chapter(t, s, old, issue(old))
		kept := storetest.Goal("kept", monthly("reception", "post:colleague"))
		chapter(t, s, kept, issue(kept))

		rows := func() (all []store.AssigneeRow) {
			require.NoError(t, s.Read(ctx).Where("role = ?", store.RoleRoster).Order("goal_id, step_key, n").Find(&all).Error)
			return all
		}
		want := rows()
		require.Len(t, want, 4)
		write(t, s, func(tx *gorm.DB) error { // as the program before left it
			if err := tx.Exec("DELETE FROM step_assignees WHERE role = ? AND goal_id = ?", store.RoleRoster, old.ID).Error; err != nil {
				return err
			}
			return tx.Exec("DELETE FROM goose_db_version WHERE version_id >= ?", rosterRows).Error
		})
		visible := func() bool {
			ok, err := s.Visible(ctx, store.ScopeOf(storetest.Colleague), old.ID)
			require.NoError(t, err)
			return ok
		}
		require.Len(t, rows(), 1)
		require.False(t, visible())
		require.ErrorIs(t, s.Ready(ctx), store.ErrBehind)

		require.NoError(t, s.Migrate(ctx))
		require.NoError(t, s.Ready(ctx))
		got := rows()
		require.Len(t, got, len(want))
		for i := range got {
			got[i].N = want[i].N // behind the rows that are there, in the same order
		}
		require.Equal(t, want, got)
		var sorts []string
		require.NoError(t, s.Read(ctx).Raw("SELECT DISTINCT CAST(sort_at AS CHAR) FROM step_assignees WHERE role = ?", store.RoleRoster).Scan(&sorts).Error)
		require.Len(t, sorts, 1, "they sort alike: %v", sorts)
		require.True(t, visible(), "whose turn a day is sees the goal")

		chapter(t, s, old, plan.Comment{Header: by(storetest.Leader, "reception", "comment"), Text: "照表值班"})
		require.Len(t, rows(), len(want), "recorded again, they are there once")
	})
}
