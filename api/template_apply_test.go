package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/store"
	"duban/store/storetest"
	"duban/templates"
)

func TestTemplates_RefuseWhatTheyCannotTakeByItsTitle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		var view PlanView
		w.ask("supervisor", "POST", "/api/v1/plans", map[string]any{"year": 2027, "title": "重点工作", "goals": []any{
			map[string]any{"title": "扩大园区", "measures": []any{map[string]any{"key": "m1", "title": "培训讲解员"}}},
		}}).json(&view)
		path := "/api/v1/plans/" + view.Plan.ID + "/goals/" + view.Plan.Goals[0].ID + "/template"
		apply := func(kind string, figures, numbers map[string]string) answer {
			return w.ask("supervisor", "POST", path, map[string]any{"kind": kind, "version": 1, "figures": figures, "numbers": numbers})
		}
		details := func(errors []FieldProblem) map[string]string {
			found := map[string]string{}
			for _, e := range errors {
				found[e.Pointer] = e.Detail
			}
			return found
		}

		bad := apply(templates.ParkExpansion, map[string]string{"area_ha": "-5"}, map[string]string{"archive-days": "9999", "rest-by": "13-45", "dance": "1"})
		require.Equal(t, 422, bad.Status)
		require.Equal(t, map[string]string{
			"/figures/area_ha":      "“拟征收土地面积”填写不正确：-5",
			"/figures/land_class":   "请填写“地类”",
			"/numbers/archive-days": "“销号后归档的时限”超出允许范围（5 至 120）",
			"/numbers/rest-by":      "“其他举措完成时限”填写不正确：13-45",
			"/numbers/dance":        "没有这个取值：dance",
		}, details(bad.problem().Errors))
		much := apply(templates.ParkExpansion, map[string]string{"area_ha": "1000000000", "land_class": "other"}, map[string]string{})
		require.Equal(t, "“拟征收土地面积”超出允许范围（不大于 999999999）", much.problem().Errors[0].Detail)

		var done PlanView
		apply(templates.ParkExpansion, map[string]string{"area_ha": "10", "land_class": "other"}, map[string]string{}).json(&done)
		notes := details(done.Notes)
		require.Equal(t, "模板中没有步骤涉及举措“培训讲解员”，已为它添加步骤“培训讲解员”", notes["/goals/0/measures/0"])
		var sentences []string
		for _, n := range done.Notes {
			sentences = append(sentences, n.Detail)
		}
		require.Contains(t, sentences, "没有指定“牵头单位承办岗位”，相关步骤暂时没有人承办或审批")
	})
}
