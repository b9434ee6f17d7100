package api

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// asking is a running goal of which one step, the cadre's, is signed by the
// principal leader when it is about more than 35 hectares.
func (w *town) asking() string {
	step := storetest.Step("filing")
	step.Lead = plan.PostRef(w.post.ID)
	step.Stages[1].When = &plan.Condition{Field: "area_ha", Op: ">", Milli: 35_000}
	step.Stages = append(step.Stages, plan.Stage{Key: "again", Name: "复查多次未通过", Rule: plan.AnySign, Signers: []plan.Ref{"post:leader"},
		When: &plan.Condition{Field: plan.FailuresFigure, Op: ">=", Milli: 2000}})
	return w.running(storetest.Goal(store.NewID(), step, storetest.Step("other")))
}

func TestSubmit_IsAskedForTheFiguresThatDecideWhoApproves(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := withEngine(t, s)
		id := w.asking()
		path := "/api/v1/goals/" + id
		var view GoalView
		w.ask("cadre", "GET", path, nil).json(&view)
		require.Equal(t, map[string][]plan.AskedFigure{"filing": {{Field: "area_ha"}}}, view.Asks, "what is counted is not asked for")

		submit := func(content map[string]any, change ...func(*http.Request)) answer {
			return w.ask("cadre", "POST", path+"/steps/filing/submit", map[string]any{"content": content}, change...)
		}
		p := submit(map[string]any{"note": "已报"}).problem()
		require.Equal(t, 422, p.Status)
		require.Equal(t, []FieldProblem{{Pointer: "/content/figures", Code: string(plan.CodeFigureAsked), Params: map[string]string{"figure": "area_ha"},
			Detail: "请填写“面积（公顷）”：由哪个环节审批按此项确定"}}, p.Errors)
		require.Equal(t, "Give this figure, on which it depends who approves: area (ha)", submit(map[string]any{"note": "已报"}, inEnglish).problem().Errors[0].Detail)
		g, err := s.Goal(context.Background(), id)
		require.NoError(t, err)
		require.Equal(t, int64(1), g.Seq, "it left no trace")

		given := map[string]any{"note": "已报", "figures": []any{map[string]any{"field": "area_ha", "milli": 36_000}}}
		key := store.NewID()
		for range 2 { // sent again, it happens once
			a := submit(given, func(r *http.Request) { r.Header.Set("Idempotency-Key", key) })
			require.Equal(t, 200, a.Status, "%s", a.Body)
			a.json(&view)
		}
		stages := view.Goal.Step("filing").Approval(1).Stages
		require.Equal(t, []plan.Outcome{"", "", plan.Skipped}, []plan.Outcome{stages[0].Outcome, stages[1].Outcome, stages[2].Outcome})
	})
}
