package api

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// Requests are validated by a validator that does not know these: it would let
// everything pass that only they forbid.
func TestContract_UsesNoKeywordThatItsValidatorDoesNotKnow(t *testing.T) {
	unknown := []string{"const", "prefixItems", "contains", "patternProperties", "propertyNames", "dependentSchemas", "dependentRequired",
		"unevaluatedItems", "unevaluatedProperties", "if", "then", "else", "$defs", "contentSchema", "minContains", "maxContains"}
	var spec map[string]any
	require.NoError(t, yaml.Unmarshal(contractYAML, &spec))
	require.Equal(t, "3.1.0", spec["openapi"])
	var walk func(at string, node any, names bool)
	walk = func(at string, node any, names bool) {
		switch node := node.(type) {
		case map[string]any:
			for key, value := range node {
				if !names {
					require.NotContains(t, unknown, key, at)
					if _, several := value.([]any); key == "type" && several {
						t.Errorf("%s/type: several types", at)
					}
				}
				walk(at+"/"+key, value, !names && (key == "properties" || key == "schemas"))
			}
		case []any:
			for _, value := range node {
				walk(at, value, false)
			}
		}
	}
	walk("", spec, false)
}

// Exploded, a day in the query would be taken for an object and left out.
func TestContract_DaysInTheQueryAreNotExploded(t *testing.T) {
	spec, err := loadContract()
	require.NoError(t, err)
	days := 0
	for path, item := range spec.Paths.Map() {
		for method, o := range item.Operations() {
			for _, p := range o.Parameters {
				if p.Value.In == "query" && p.Value.Schema.Value.Format == "date" {
					days++
					require.NotNil(t, p.Value.Explode, "%s %s %s", method, path, p.Value.Name)
					require.False(t, *p.Value.Explode, "%s %s %s", method, path, p.Value.Name)
				}
			}
		}
	}
	require.Positive(t, days)
}
