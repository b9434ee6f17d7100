package templates

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestAddable_NamesWhoWouldDoWhat(t *testing.T) {
	s, template := running(t)
	groups := AddableTo(template, s.g)
	require.Len(t, groups, len(template.Added))
	finding := groups[0]
	require.Equal(t, "finding", finding.Key)
	require.True(t, finding.Hazard)
	require.Equal(t, "谈话提醒：{item}", finding.Steps[0].ZH)
	refs := map[string]plan.Ref{}
	for _, r := range finding.Roles {
		require.NotEmpty(t, r.Title.ZH)
		require.NotContains(t, refs, r.Key, "each role once")
		refs[r.Key] = r.Ref
	}
	require.Equal(t, s.g.Line.Supervisor, refs["reinspector"], "the officer stands in")

	// What is listed is what Add builds.
	posts := map[string]Post{"responsible": {Ref: "post:shopkeeper"}}
	refs["responsible"] = "post:shopkeeper"
	steps, _ := Add(template, s.g, "finding", Item{Key: "finding-1", Title: "占道经营"}, Choices{Posts: posts})
	require.Len(t, steps, 4)
	for i, step := range template.Group("finding").Steps {
		require.Equal(t, refs[step.Lead], steps[i].Lead, step.Key)
	}
}

func TestAddable_LeavesOpenWhomNobodyStandsInFor(t *testing.T) {
	s, template := running(t)
	s.g.Line = plan.Line{}
	s.g.Steps = nil
	for _, g := range AddableTo(template, s.g) {
		for _, r := range g.Roles {
			require.Empty(t, r.Ref, "%s of %s", r.Key, g.Key)
		}
	}
}
