package templates

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestChecklists_ThereIsOneForEveryInspectionThatUsesOne(t *testing.T) {
	lists, err := Checklists()
	require.NoError(t, err)
	known := map[string]plan.Checklist{}
	for _, l := range lists {
		require.Equal(t, 1, l.Version, l.Key)
		known[l.Key] = l
	}
	kinds, err := Load()
	require.NoError(t, err)
	used := map[string]bool{}
	for _, k := range kinds {
		for _, s := range k.Steps {
			for _, key := range s.Checklists {
				require.Contains(t, known, key, "%s %s", k.Kind, s.Key)
				used[key] = true
			}
			if k.Kind == SafetyCheck && s.Kind == plan.Inspection {
				require.NotEmpty(t, s.Checklists, s.Key)
			}
		}
	}
	require.Len(t, used, len(lists), "none is there for nothing")
}

func TestChecklists_SayWhereEveryItemComesFrom(t *testing.T) {
	lists, err := Checklists()
	require.NoError(t, err)
	for _, l := range lists {
		require.GreaterOrEqual(t, len(l.Items), 6, l.Key)
		for _, item := range l.Items {
			if item.Source == plan.BasisLaw {
				require.Contains(t, item.Basis.ZH, "《", "%s %s names its law", l.Key, item.Key)
			}
		}
	}
}

func TestChecklist_IsRefusedWithTheLineOfItsMistake(t *testing.T) {
	text, err := checklists.ReadFile("checklists/school.yaml")
	require.NoError(t, err)
	for name, test := range map[string]struct{ old, text, want string }{
		"a level of its own": {"level: major", "level: huge", "/items/1/level unknown"},
		"no English":         {"en: 'Buildings, walls and sports facilities are sound'", "en: ''", "/items/3/title/en required"},
		"a key twice":        {"key: fire", "key: exits", "/items/2/key duplicate"},
		"a field of its own": {"figure: 具", "number: 具", " not-yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			edited := strings.Replace(string(text), test.old, test.text, 1)
			require.NotEqual(t, string(text), edited)
			_, err := parseChecklist([]byte(edited))
			refusal := (*plan.Error)(nil)
			require.ErrorAs(t, err, &refusal)
			require.Contains(t, codes(refusal.Problems), test.want)
			require.NotEmpty(t, refusal.Problems[0].Params["line"])
		})
	}
}
