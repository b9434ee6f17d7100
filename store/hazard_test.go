package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// found is a goal whose inspection "v" looked at places and was handed in at
// 11:00 of Monday.
func found(t *testing.T, s *store.Store, id string, checks ...plan.Check) plan.Goal {
	t.Helper()
	g := storetest.Goal(id, storetest.Inspection("v"))
	return chapter(t, s, g, issue(g), storetest.HandIn(by(storetest.Cadre, "v", "hand-in"), checks...))
}

// mended is that goal after the hazard's rectification was agreed to.
func mended(t *testing.T, s *store.Store, g plan.Goal, hazard string) plan.Goal {
	t.Helper()
	return chapter(t, s, g, plan.SubmitStep{Header: by(storetest.Colleague, hazard+"-rectify", "mend-"+hazard)},
		plan.DecideApproval{Header: by(storetest.Officer, hazard+"-rectify", "agree-"+hazard), Agree: true})
}

func judged(t *testing.T, s *store.Store, g plan.Goal, hazard, item string, passed bool) plan.Goal {
	t.Helper()
	return chapter(t, s, g, plan.SubmitStep{Header: by(storetest.Stranger, hazard+"-reinspect", store.NewID()),
		Content: plan.Submission{Verdicts: []plan.Verdict{{Item: item, Passed: passed, Remark: "仍堵塞"}}}})
}

func TestHazards_AreRecordedWhereTheyStand(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := found(t, s, "g1", storetest.Checked("p1", storetest.Hazard("h1", "exit")))
		one := func() store.HazardLine {
			lines, next, err := s.Hazards(ctx, store.HazardQuery{Scope: store.Scope{All: true}}, storetest.Monday, store.Page{Size: 10})
			require.NoError(t, err)
			require.Empty(t, next)
			require.Len(t, lines, 1)
			broken, err := s.VerifyChain(ctx, "g1")
			require.NoError(t, err)
			require.Nil(t, broken)
			return lines[0]
		}
		line := one()
		require.Equal(t, "2026-g1", line.GoalNumber)
		require.Equal(t, "town", line.Unit)
		require.Equal(t, plan.HazardFound, line.Standing.State)
		require.Equal(t, "v", line.Hazard.FoundIn)
		require.False(t, line.Overdue)
		g = mended(t, s, g, "h1")
		require.Equal(t, plan.HazardReinspecting, one().Standing.State)
		g = judged(t, s, g, "h1", "exit", false)
		line = one()
		require.Equal(t, plan.HazardRectifying, line.Standing.State)
		require.Equal(t, 1, line.Standing.Failures)
		require.Equal(t, g.Standing("h1"), line.Standing, "as the rules say")
		g = judged(t, s, mendedAgain(t, s, g, "h1"), "h1", "exit", true)
		g = chapter(t, s, g, plan.DecideApproval{Header: by(storetest.Officer, "h1-reinspect", "ok"), Agree: true})
		require.Equal(t, plan.HazardAccepted, one().Standing.State)
		duties, _, err := s.Inbox(ctx, storetest.Officer, storetest.Monday, store.Page{Size: 50})
		require.NoError(t, err)
		closing := slices.DeleteFunc(duties, func(i store.InboxItem) bool { return i.Duty != plan.DutyCloseOut })
		require.Len(t, closing, 2, "now, and not before, both steps wait to be closed out")
		chapter(t, s, g, plan.CloseOut{Header: by(storetest.Officer, "h1-reinspect", "close")})
		require.Equal(t, plan.HazardClosed, one().Standing.State)
	})
}

// mendedAgain hands in again what came back, and has it agreed to.
func mendedAgain(t *testing.T, s *store.Store, g plan.Goal, hazard string) plan.Goal {
	t.Helper()
	return chapter(t, s, g, plan.SubmitStep{Header: by(storetest.Colleague, hazard+"-rectify", "mend-again-"+hazard)},
		plan.DecideApproval{Header: by(storetest.Officer, hazard+"-rectify", "agree-again-"+hazard), Agree: true})
}

func TestHazards_AreListedByWhatIsDueWithinAScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		major := storetest.Hazard("h2", "fire")
		major.Repeats = &plan.Repeat{Goal: "g0", Hazard: "h0", FoundAt: storetest.Monday}
		mended(t, s, found(t, s, "g1", storetest.Checked("p1", storetest.Hazard("h1", "exit"), major)), "h1")
		found(t, s, "g2", storetest.Checked("p2", storetest.Hazard("h3")))
		town, later := store.Scope{All: true}, storetest.Monday.AddDate(0, 0, 10)
		for name, c := range map[string]struct {
			query store.HazardQuery
			want  []string
		}{
			"everything, the re-inspection last": {store.HazardQuery{Scope: town}, []string{"g1/h2", "g2/h3", "g1/h1"}},
			"of a goal":                          {store.HazardQuery{Scope: town, GoalID: "g2"}, []string{"g2/h3"}},
			"at a place":                         {store.HazardQuery{Scope: town, PlaceID: "p1"}, []string{"g1/h2", "g1/h1"}},
			"repeated":                           {store.HazardQuery{Scope: town, Repeated: true}, []string{"g1/h2"}},
			"by state":                           {store.HazardQuery{Scope: town, State: []plan.HazardState{plan.HazardReinspecting}}, []string{"g1/h1"}},
			"overdue":                            {store.HazardQuery{Scope: town, Overdue: true}, []string{"g1/h2", "g2/h3"}},
			"open and general":                   {store.HazardQuery{Scope: town, Open: true, Level: plan.GeneralHazard}, []string{"g1/h2", "g2/h3", "g1/h1"}},
			"major":                              {store.HazardQuery{Scope: town, Level: plan.MajorHazard}, nil},
			"by text":                            {store.HazardQuery{Scope: town, Text: "患 h3"}, []string{"g2/h3"}},
			"by unit":                            {store.HazardQuery{Scope: town, Unit: "town"}, []string{"g1/h2", "g2/h3", "g1/h1"}},
			"who inspects again":                 {store.HazardQuery{Scope: store.ScopeOf(storetest.Stranger)}, []string{"g1/h2", "g2/h3", "g1/h1"}},
			"the unit that rectifies":            {store.HazardQuery{Scope: store.Scope{Units: []string{"town"}, Refs: []plan.Ref{"user:x"}}}, []string{"g1/h2", "g2/h3", "g1/h1"}},
			"the unit that leads the goal":       {store.HazardQuery{Scope: store.Scope{Units: []string{"agri"}, Refs: []plan.Ref{"user:x"}}, GoalID: "g1"}, []string{"g1/h2", "g1/h1"}},
			"nobody":                             {store.HazardQuery{Scope: store.Scope{Refs: []plan.Ref{"user:x"}}}, nil},
		} {
			t.Run(name, func(t *testing.T) {
				got := walk(t, 1, func(page store.Page) (keys []string, next string, err error) {
					lines, next, err := s.Hazards(ctx, c.query, later, page)
					for _, l := range lines {
						keys = append(keys, l.GoalID+"/"+l.Hazard.Key)
					}
					return keys, next, err
				})
				require.Equal(t, c.want, got)
				n, err := s.HazardsTotal(ctx, c.query, later)
				require.NoError(t, err)
				require.Equal(t, int64(len(c.want)), n)
			})
		}
		_, _, err := s.Hazards(ctx, store.HazardQuery{Scope: town}, later, store.Page{Size: 1, After: []string{"x", "y", "z"}})
		require.ErrorIs(t, err, store.ErrCursor)
	})
}

func TestHazards_UseTheirIndexes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var rows []store.HazardRow
		for i := range 3000 {
			at := storetest.Monday.Add(time.Duration(i) * time.Minute)
			rows = append(rows, store.HazardRow{GoalID: fmt.Sprint("g", i%30), HazardKey: fmt.Sprint("h", i), PlaceID: fmt.Sprint("p", i%200),
				Unit: fmt.Sprint("u", i%20), State: plan.HazardRectifying, FoundAt: at, SortAt: at, RedAt: &at})
		}
		write(t, s, func(tx *gorm.DB) error { return tx.CreateInBatches(&rows, 500).Error })
		analyze := "ANALYZE"
		if s.Engine == store.MySQL {
			analyze = "ANALYZE TABLE hazards"
		}
		write(t, s, func(tx *gorm.DB) error { return tx.Exec(analyze).Error })
		how := func(query store.HazardQuery) string {
			return plans(t, s, func() {
				_, _, err := s.Hazards(ctx, query, storetest.Monday.Add(time.Hour), store.Page{Size: 50})
				require.NoError(t, err)
			})
		}
		all := how(store.HazardQuery{Scope: store.Scope{All: true}})
		require.Contains(t, all, "hazards_sort_at")
		require.NotContains(t, strings.ToLower(all), "filesort")
		require.Contains(t, how(store.HazardQuery{Scope: store.Scope{All: true}, Overdue: true}), "hazards_red_at")
		require.Contains(t, how(store.HazardQuery{Scope: store.Scope{Units: []string{"u7"}, Refs: []plan.Ref{"user:x"}}}), "hazards_unit_sort_at")
		require.Contains(t, plans(t, s, func() {
			h := storetest.Hazard("h", "exit")
			h.Place = "p7"
			_, err := s.EarlierHazard(ctx, h, storetest.Monday)
			require.NoError(t, err)
		}), "hazards_place_found_at")
	})
}

func TestEarlierHazard_IsTheLastOfTheItemInThePlace(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		found(t, s, "g1", storetest.Checked("p1", storetest.Hazard("h1", "exit", "power"), storetest.Hazard("h2")))
		mistaken := found(t, s, "g2", storetest.Checked("p1", storetest.Hazard("h3", "exit")))
		since := storetest.Monday
		ask := func(place string, items ...string) *plan.Repeat {
			h := storetest.Hazard("new", items...)
			h.Place, h.Checklist = place, "list@7"
			r, err := s.EarlierHazard(ctx, h, since)
			require.NoError(t, err)
			return r
		}
		require.Equal(t, "g1", ask("p1", "exit").Goal, "found at the same moment: either")
		require.Equal(t, "h1", ask("p1", "power").Hazard)
		require.Nil(t, ask("p1", "exi"))
		require.Nil(t, ask("p2", "exit"))
		titled := storetest.Hazard("h2")
		titled.Place = "p1"
		r, err := s.EarlierHazard(ctx, titled, since)
		require.NoError(t, err)
		require.Equal(t, "h2", r.Hazard, "one without items is known by its title")
		for _, step := range []string{"h3-rectify", "h3-reinspect"} {
			mistaken = chapter(t, s, mistaken, plan.Cancel{Header: by(storetest.Leader, step, "cancel-"+step)})
		}
		require.Equal(t, "g1", ask("p1", "exit").Goal, "what was found by mistake does not count")
		since = storetest.Monday.Add(24 * time.Hour)
		require.Nil(t, ask("p1", "exit"))
	})
}

func TestPlaceHistory_TellsWhatTheRecordKnows(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		g := found(t, s, "g1", storetest.Checked("p1", storetest.Hazard("h1", "exit")), storetest.Checked("p2"))
		again := storetest.HandIn(by(storetest.Cadre, "v", "again"), storetest.Checked("p1", storetest.Hazard("h1", "exit")), storetest.Checked("p2"))
		again.Steps = nil // the goal has them
		g = chapter(t, s, g, plan.ReturnStep{Header: by(storetest.Officer, "v", "return")}, again)
		tell := func(scope store.Scope, place string) (told []string) {
			return walk(t, 1, func(page store.Page) ([]string, string, error) {
				events, next, err := s.PlaceHistory(ctx, place, scope, page)
				var keys []string
				for _, e := range events {
					require.Equal(t, "2026-g1", e.GoalNumber)
					if e.Hazard != nil {
						keys = append(keys, "hazard "+e.Hazard.Key+" "+string(e.Standing.State))
						continue
					}
					keys = append(keys, "check "+e.Check.PlaceName+" "+string(e.Outcome)+" "+e.By.User)
				}
				return keys, next, err
			})
		}
		all := store.Scope{All: true}
		require.Equal(t, []string{"check 场所 p1  u-cadre", "hazard h1 found", "check 场所 p1 returned u-cadre"}, tell(all, "p1"))
		require.Equal(t, []string{"check 场所 p2  u-cadre", "check 场所 p2 returned u-cadre"}, tell(all, "p2"))
		require.Empty(t, tell(all, "p3"))
		require.Empty(t, tell(store.Scope{Refs: []plan.Ref{"user:x"}}, "p1"))
		timeline, err := s.HazardTimeline(ctx, &g, "h1")
		require.NoError(t, err)
		require.Equal(t, plan.HazardFoundEvent, timeline[0].Type)
		require.Len(t, timeline, 4, "found once, and its steps added and opened")
	})
}

func TestPlace_IsKeptAsLongAsTheRecordNamesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		unit := store.Unit{Code: "village", Name: "青石村", Kind: store.UnitVillage, Active: true}
		places := []store.Place{{Code: "b", Name: "小学", Kind: store.PlaceSchool, Active: true}, {Code: "a", Name: "鞋厂", Kind: store.PlaceFactory, Address: "工业路_1号"}}
		require.NoError(t, s.Write(ctx, func(tx *store.Tx) error {
			if err := store.CreateUnit(tx, &unit); err != nil {
				return err
			}
			for i := range places {
				places[i].UnitID = unit.ID
				if err := store.CreatePlace(tx, &places[i]); err != nil {
					return err
				}
			}
			return nil
		}))
		list := func(q store.PlaceQuery) (codes []string) {
			return walk(t, 1, func(page store.Page) (keys []string, next string, err error) {
				found, next, err := s.Places(ctx, q, page)
				for _, p := range found {
					keys = append(keys, p.Code)
				}
				return keys, next, err
			})
		}
		active := true
		require.Equal(t, []string{"a", "b"}, list(store.PlaceQuery{}))
		require.Equal(t, []string{"b"}, list(store.PlaceQuery{Active: &active}))
		require.Equal(t, []string{"b"}, list(store.PlaceQuery{Kind: store.PlaceSchool, UnitID: unit.ID}))
		require.Equal(t, []string{"a"}, list(store.PlaceQuery{Text: "路_1"}))
		require.Empty(t, list(store.PlaceQuery{Text: "路%"}))

		refuse := func(change func(*store.Place), pointer string, code plan.Code) {
			p := places[0]
			change(&p)
			err := s.Write(ctx, func(tx *store.Tx) error { return store.UpdatePlace(tx, &p) })
			refusal := (*plan.Error)(nil)
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, pointer, refusal.Problems[0].Pointer)
			require.Equal(t, code, refusal.Problems[0].Code)
		}
		refuse(func(p *store.Place) { p.Code = "a" }, "/code", store.CodeTaken)
		refuse(func(p *store.Place) { p.Kind = "castle" }, "/kind", plan.CodeUnknown)
		refuse(func(p *store.Place) { p.UnitID = "" }, "/unit_id", plan.CodeRequired)
		refuse(func(p *store.Place) { p.UnitID = "x" }, "/unit_id", store.CodeUnknownUnit)
		refuse(func(p *store.Place) { p.Responsible = "post:x" }, "/responsible", store.CodeUnknownPost)
		refuse(func(p *store.Place) { p.Responsible = "user:x" }, "/responsible", store.CodeUnknownUser)
		refuse(func(p *store.Place) { p.Responsible = "x" }, "/responsible", plan.CodeUnknown)

		found(t, s, "g1", storetest.Checked(places[0].ID))
		remove := func(id string) error {
			return s.Write(ctx, func(tx *store.Tx) error { return store.DeletePlace(tx, id) })
		}
		require.Equal(t, store.CodeInUse, plan.CodeOf(remove(places[0].ID)))
		require.NoError(t, remove(places[1].ID))
		require.True(t, store.Missing(remove(places[1].ID)))
	})
}

func TestChecklists_KeepEveryVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		lists, err := s.Checklists(ctx)
		require.NoError(t, err)
		require.Len(t, lists, 8, "those that ship")
		school, err := s.Checklist(ctx, "school")
		require.NoError(t, err)
		require.Equal(t, "school@1", school.ID())
		edited := school
		edited.Items = edited.Items[:3]
		save := func(l *plan.Checklist) error {
			return s.Write(ctx, func(tx *store.Tx) error { return store.SaveChecklist(tx, l, "u1") })
		}
		require.NoError(t, save(&edited))
		require.Equal(t, "school@2", edited.ID())
		require.ErrorIs(t, save(&school), store.ErrStale, "somebody saved meanwhile")
		for id, items := range map[string]int{"school": 3, "school@2": 3, "school@1": len(school.Items)} {
			l, err := s.Checklist(ctx, id)
			require.NoError(t, err)
			require.Len(t, l.Items, items, id)
		}
		for _, id := range []string{"school@3", "school@x", "school@01", "nothing", ""} {
			_, err := s.Checklist(ctx, id)
			require.True(t, store.Missing(err), id)
		}
		require.NoError(t, s.Migrate(ctx))
		again, err := s.Checklist(ctx, "school")
		require.NoError(t, err)
		require.Equal(t, 2, again.Version, "what a place edited stays")
	})
}
