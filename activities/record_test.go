package activities_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/activities"
	"duban/calendar"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

var ctx = context.Background()

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("rapid.checks", "25"); err != nil { // each is a life of up to 40 transactions
		panic(err)
	}
	os.Exit(m.Run())
}

// story is a goal's first changes as its workflow would record them.
func story(t *testing.T, id string) []plan.Change {
	t.Helper()
	var g plan.Goal
	var changes []plan.Change
	now := storetest.Monday
	do := func(c plan.Command) {
		now = now.Add(time.Hour)
		change, err := plan.Decide(g, c, now, calendar.Default())
		require.NoError(t, err)
		g = change.Goal
		changes = append(changes, change)
	}
	as := func(a plan.Actor, step string) plan.Header {
		return plan.Header{ID: fmt.Sprintf("%s-c%d", id, len(changes)+1), Fingerprint: "f", Actor: a, Step: step, Reason: "缺少照片"}
	}
	do(plan.IssueGoal{Header: as(storetest.Officer, ""), Goal: storetest.Goal(id, storetest.Step("a"), storetest.Step("b", "a"))})
	do(plan.AcceptStep{Header: as(storetest.Cadre, "a")})
	do(plan.SubmitStep{Header: as(storetest.Cadre, "a")})
	do(plan.ReturnStep{Header: as(storetest.Officer, "a")})
	do(plan.SubmitStep{Header: as(storetest.Cadre, "a")})
	do(plan.DecideApproval{Header: as(storetest.Officer, "a"), Agree: true})
	do(plan.DecideApproval{Header: as(storetest.Leader, "a"), Agree: true})
	do(plan.CloseOut{Header: as(storetest.Officer, "a")})
	return changes
}

// A step that stood still before it was accepted, and then went to somebody
// else, has a new clock to be accepted by.
func TestRecord_LeavesNoLineOfAClockThatWasSetAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		g := plan.Goal{}
		for i, c := range []plan.Command{
			plan.IssueGoal{Header: plan.Header{Actor: storetest.Officer}, Goal: storetest.Goal("g1", storetest.Step("a"))},
			plan.Suspend{Header: plan.Header{Actor: storetest.Leader, Step: "a", Reason: "等批复"}},
			plan.Resume{Header: plan.Header{Actor: storetest.Leader, Step: "a"}},
			plan.AssignStep{Header: plan.Header{Actor: storetest.Leader, Step: "a", Reason: "调整"}, Lead: "post:colleague"},
		} {
			change, err := plan.Decide(g, c, storetest.Monday.Add(time.Duration(i)*time.Hour), calendar.Default())
			require.NoError(t, err)
			change.Command = fmt.Sprint("c", i)
			_, err = a.Record(ctx, change)
			require.NoError(t, err)
			g = change.Goal
		}
		holds(t, s, g)
	})
}

func recordAll(t *testing.T, a *activities.Activities, changes []plan.Change) {
	t.Helper()
	for _, c := range changes {
		rec, err := a.Record(ctx, c)
		require.NoError(t, err)
		require.Equal(t, activities.Recorded, rec.Status, "seq %d", c.Seq)
		require.Nil(t, rec.Stored, "the workflow has it already")
	}
}

func text(t require.TestingT, v any) string {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// holds checks that what is stored is a goal, whole, and that its chain holds.
func holds(t require.TestingT, s *store.Store, g plan.Goal) {
	got, err := s.Goal(ctx, g.ID)
	require.NoError(t, err)
	require.Equal(t, text(t, g), text(t, got))
	broken, err := s.VerifyChain(ctx, g.ID)
	require.NoError(t, err)
	require.Nil(t, broken)
}

func TestRecord_AnswersRecordedOnceAndAlreadyAfterwards(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		last := changes[len(changes)-1].Goal
		recordAll(t, a, changes)
		for _, c := range changes {
			rec, err := a.Record(ctx, c)
			require.NoError(t, err)
			require.Equal(t, activities.Already, rec.Status)
			require.Equal(t, store.Outcome{GoalID: "g1", Seq: c.Seq, Command: c.Command, Name: c.Name, Fingerprint: "f"}, rec.Outcome)
			require.Equal(t, text(t, last), text(t, rec.Stored), "the goal as it is stored now")
		}
		holds(t, s, last)
		events, next, err := s.Timeline(ctx, "g1", "", store.Page{Size: 200})
		require.NoError(t, err)
		require.Empty(t, next)
		var want []plan.Event
		for _, c := range changes {
			want = append(want, c.Events...)
		}
		require.Equal(t, text(t, want), text(t, events), "each event once")
	})
}

func TestRecord_AnswersAlreadyToACommandDecidedAnewForALaterSeq(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		recordAll(t, a, changes[:3])
		again := changes[3]
		again.Command = changes[2].Command
		rec, err := a.Record(ctx, again)
		require.NoError(t, err)
		require.Equal(t, activities.Already, rec.Status)
		require.EqualValues(t, 3, rec.Outcome.Seq)
		holds(t, s, changes[2].Goal)
	})
}

func TestRecord_AnswersBehindWithTheGoalAsStored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		recordAll(t, a, changes[:4])
		stored := changes[3].Goal
		for name, c := range map[string]plan.Change{
			"a seq that holds another command": other(changes[3]), "the first seq with another command": other(changes[0]),
			"a seq beyond the next": changes[5], "far beyond": changes[7],
		} {
			rec, err := a.Record(ctx, c)
			require.NoError(t, err, name)
			require.Equal(t, activities.Behind, rec.Status, name)
			require.Equal(t, text(t, stored), text(t, rec.Stored), name)
			require.Zero(t, rec.Outcome, name)
		}
		holds(t, s, stored)
		recordAll(t, a, changes[4:])
		holds(t, s, changes[7].Goal)
	})
}

func other(c plan.Change) plan.Change {
	c.Command += "-of-somebody-else"
	return c
}

func TestRecord_AnswersBehindWithNothingForAGoalItNeverSaw(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rec, err := (&activities.Activities{Store: s}).Record(ctx, story(t, "g1")[3])
		require.NoError(t, err)
		require.Equal(t, activities.Record{Status: activities.Behind}, rec)
		_, err = s.Goal(ctx, "g1")
		require.True(t, store.Missing(err))
	})
}

// A database put back from a backup knows less than the workflow: the
// workflow learns where the record stands and goes on from there.
func TestRecord_AnswersBehindAfterTheDatabaseWasPutBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		recordAll(t, a, changes[:3]) // what the backup held; the workflow had got to 7
		rec, err := a.Record(ctx, changes[7])
		require.NoError(t, err)
		require.Equal(t, activities.Behind, rec.Status)
		require.Equal(t, text(t, changes[2].Goal), text(t, rec.Stored))

		next, err := plan.Decide(*rec.Stored, plan.DecideApproval{
			Header: plan.Header{ID: "again", Actor: storetest.Officer, Step: "a"}, Agree: true,
		}, storetest.Monday.Add(48*time.Hour), calendar.Default())
		require.NoError(t, err)
		recordAll(t, a, []plan.Change{next})
		holds(t, s, next.Goal)
	})
}

func TestRecord_LetsOneOfFiftyAtOnceWin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		recordAll(t, a, changes[:2])
		var all sync.WaitGroup
		var lock sync.Mutex
		seen := map[activities.RecordStatus]int{}
		winner := ""
		for i := range 50 {
			c := changes[2]
			c.Command = fmt.Sprintf("c-%d", i/2) // every command twice
			all.Go(func() {
				rec, err := a.Record(ctx, c)
				lock.Lock()
				defer lock.Unlock()
				if err != nil {
					t.Error(err)
					return
				}
				seen[rec.Status]++
				if rec.Status != activities.Behind {
					if winner == "" {
						winner = c.Command
					}
					if winner != c.Command || rec.Outcome.Command != c.Command {
						t.Errorf("both %s and %s won", winner, c.Command)
					}
				}
			})
		}
		all.Wait()
		require.Equal(t, map[activities.RecordStatus]int{activities.Recorded: 1, activities.Already: 1, activities.Behind: 48}, seen)
		holds(t, s, changes[2].Goal)
	})
}

func TestRecord_KeepsManyGoalsApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		var all sync.WaitGroup
		for i := range 20 {
			changes := story(t, fmt.Sprintf("g%d", i))
			all.Go(func() {
				for _, c := range changes {
					if rec, err := a.Record(ctx, c); err != nil || rec.Status != activities.Recorded {
						t.Error(c.GoalID, c.Seq, rec.Status, err)
					}
				}
			})
		}
		all.Wait()
		ids, err := s.AllGoals(ctx)
		require.NoError(t, err)
		require.Len(t, ids, 20)
		for _, id := range ids {
			broken, err := s.VerifyChain(ctx, id)
			require.NoError(t, err)
			require.Nil(t, broken)
		}
	})
}

func TestRecord_WritesAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		changes := story(t, "g1")
		recordAll(t, a, changes[:2])
		bad := changes[2]
		bad.Events = append([]plan.Event(nil), bad.Events...)
		bad.Events = append(bad.Events, plan.Event{GoalID: "g1", Seq: 3, N: len(bad.Events), At: bad.Events[0].At, Type: plan.Urged, Step: "none"})
		_, err := a.Record(ctx, bad)
		require.ErrorContains(t, err, `no step "none"`)
		holds(t, s, changes[1].Goal)
		recordAll(t, a, changes[2:])
		holds(t, s, changes[7].Goal)
	})
}

func TestRecord_TakesTheLongestTextsAndNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		cadre, officer, key := storetest.Cadre, storetest.Officer, strings.Repeat("k", 60)
		cadre.Posts = []string{strings.Repeat("p", 26)}
		g := storetest.Goal(strings.Repeat("g", 26), storetest.Step(key))
		g.Title, g.Number = strings.Repeat("督", plan.MaxTitle), strings.Repeat("号", plan.MaxTitle)
		g.Steps[0].Title, g.Steps[0].Lead = strings.Repeat("😀", plan.MaxTitle), plan.PostRef(cadre.Posts[0])
		g.Steps[0].Stages[0].Key = strings.Repeat("s", 60)
		now := storetest.Monday
		record := func(change plan.Change, err error) {
			t.Helper()
			require.NoError(t, err)
			for i := range change.Notices {
				change.Notices[i].Seq += 1_000_000 // as if the goal had lived long
			}
			recordAll(t, a, []plan.Change{change})
			holds(t, s, change.Goal)
			g = change.Goal
		}
		head := plan.Header{ID: strings.Repeat("c", 40), Fingerprint: strings.Repeat("f", 32), Actor: officer, Reason: strings.Repeat("因", plan.MaxText)}
		record(plan.Decide(plan.Goal{}, plan.IssueGoal{Header: head, Goal: g}, now, calendar.Default()))
		head.ID, head.Actor, head.Step = strings.Repeat("d", 40), cadre, key
		record(plan.Decide(g, plan.SubmitStep{Header: head, Content: plan.Submission{Note: strings.Repeat("记", plan.MaxText)}}, now, calendar.Default()))
		late, due := plan.Wake(g, now.AddDate(0, 0, 10), calendar.Default())
		require.True(t, due)
		require.NotEmpty(t, late.Notices)
		require.Contains(t, late.Notices[0].Rung, g.Steps[0].Stages[0].Key)
		record(late, nil)
	})
}

// Whatever people and time do to a goal, after every change the rows say what
// the workflow holds, and who has to do what follows from it.
func TestRecord_KeepsRowsAndWorkflowTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := &activities.Activities{Store: s}
		n := 0
		rapid.Check(t, func(t *rapid.T) {
			n++
			life := storetest.NewLife(t, fmt.Sprintf("g%d", n))
			for range rapid.IntRange(5, 40).Draw(t, "moves") {
				c, ok := life.Next(t)
				if !ok {
					continue
				}
				rec, err := a.Record(ctx, c)
				require.NoError(t, err)
				require.Equal(t, activities.Recorded, rec.Status)
				holds(t, s, life.Goal)
				sideRows(t, s, life.Goal)
			}
		})
	})
}

// sideRows compares the rows that are derived from a goal with the goal.
func sideRows(t *rapid.T, s *store.Store, g plan.Goal) {
	var assignees, wantAssignees []store.AssigneeRow
	require.NoError(t, s.Read(ctx).Where("goal_id = ?", g.ID).Order("step_key, n").Find(&assignees).Error)
	byStep := store.RowsOfAssignees(g)
	keys := []string{""}
	var clocks, wantClocks []store.ClockRow
	var steps, wantSteps []store.StepRow
	for _, step := range g.Steps {
		keys = append(keys, step.Key)
		row, err := store.RowOfStep(&g, step)
		require.NoError(t, err)
		wantSteps = append(wantSteps, row)
		wantClocks = append(wantClocks, store.RowsOfClocks(step)...)
	}
	slices.Sort(keys)
	slices.SortFunc(wantSteps, func(a, b store.StepRow) int { return strings.Compare(a.StepKey, b.StepKey) })
	for _, key := range keys {
		wantAssignees = append(wantAssignees, byStep[key]...)
	}
	require.Equal(t, text(t, wantAssignees), text(t, assignees), "who has to do with it")
	require.NoError(t, s.Read(ctx).Where("goal_id = ?", g.ID).Order("step_key").Find(&steps).Error)
	require.Equal(t, text(t, wantSteps), text(t, steps), "the columns of the steps")
	require.NoError(t, s.Read(ctx).Where("goal_id = ?", g.ID).Find(&clocks).Error)
	written := func(rows []store.ClockRow) map[string]string {
		m := map[string]string{}
		for _, r := range rows {
			m[fmt.Sprint(r.StepKey, "/", r.Clock, "/", r.N)] = text(t, r)
		}
		return m
	}
	require.Equal(t, written(wantClocks), written(clocks), "the ledger of the clocks")
	var hazards []store.HazardRow
	require.NoError(t, s.Read(ctx).Where("goal_id = ?", g.ID).Order("number").Find(&hazards).Error)
	require.Len(t, hazards, len(g.Hazards))
	for i, h := range g.Hazards {
		row, err := store.RowOfHazard(&g, h)
		require.NoError(t, err)
		require.Equal(t, text(t, row), text(t, hazards[i]), "where its hazards stand")
	}
	var places []store.PlaceEventRow
	require.NoError(t, s.Read(ctx).Where("goal_id = ?", g.ID).Find(&places).Error)
	require.ElementsMatch(t, store.RowsOfPlaces(g.ID, g.Steps, g.Hazards), places, "what happened in places")
}
