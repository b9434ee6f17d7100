package api

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a sheet or a paper calls a thing is what the page calls it.
func TestWords_AreThoseOfThePage(t *testing.T) {
	var before, after string
	for _, part := range []string{"words.ts", "places.ts"} {
		text, err := os.ReadFile("../web/src/i18n/texts/" + part)
		require.NoError(t, err)
		zh, en, found := strings.Cut(string(text), "export const en")
		require.True(t, found)
		before, after = before+zh, after+en
	}
	for lang, part := range map[string]string{chinese: before, english: after} {
		for of, values := range pageWords {
			block := regexp.MustCompile(`(?s)\n  ` + of + `: \{(.*?)\}`).FindStringSubmatch(part)
			require.NotNil(t, block, "%s %s", lang, of)
			page := map[string]string{}
			for _, m := range regexp.MustCompile(`'?([a-z_-]+)'?: '([^']*)'`).FindAllStringSubmatch(block[1], -1) {
				page[m[1]] = m[2]
			}
			for value, w := range values {
				require.Equal(t, page[value], w[lang], "%s %s %s", lang, of, value)
			}
		}
	}
	require.Equal(t, "Overdue", word(english, "light", "red"))
	require.Equal(t, "x", word(english, "light", "x"))
}
