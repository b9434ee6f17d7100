package plan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTitled_NamesStepsByTheirTitles(t *testing.T) {
	g := Goal{Steps: []Step{{Key: "s1", Title: "清表移交"}, {Key: "s2", Title: "管网、道路"}, {Key: "s3"}}}
	for name, c := range map[string]struct{ params, want map[string]string }{
		"one":             {map[string]string{"step": "s1", "status": "open"}, map[string]string{"step": "s1", "step_title": "清表移交", "status": "open"}},
		"several, a line": {map[string]string{"steps": "s1,s2"}, map[string]string{"steps": "s1,s2", "steps_title": "清表移交\n管网、道路"}},
		"some unknown":    {map[string]string{"steps": "s2,other"}, map[string]string{"steps": "s2,other", "steps_title": "管网、道路\nother"}},
		"without a title": {map[string]string{"step": "s3"}, map[string]string{"step": "s3"}},
		"of another goal": {map[string]string{"steps": "g2/s9"}, map[string]string{"steps": "g2/s9"}},
		"not about steps": {map[string]string{"by": "s1"}, map[string]string{"by": "s1"}},
		"nothing":         {nil, nil},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, g.Titled(c.params)) })
	}
}
