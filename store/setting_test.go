package store

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A number that nobody can place is changed at random.
func TestSettings_SayWhatTheyCountAndWhereTheNumberComesFrom(t *testing.T) {
	number := regexp.MustCompile(`^\d+\.\.\d+$`)
	for _, d := range settings {
		if !number.MatchString(d.Want) {
			continue
		}
		assert.NotEmpty(t, d.Unit, "%s: what does it count? add From", d.Key)
		if assert.NotNil(t, d.Source, "%s: where does its default come from? add From", d.Key) {
			assert.Contains(t, []string{"law", "rule", "practice"}, d.Source.Kind)
			assert.NotEmpty(t, d.Source.Zh)
			assert.NotEmpty(t, d.Source.En)
		}
	}
}
