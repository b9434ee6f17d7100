package api

import (
	_ "embed"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var wordsYAML []byte

// pageWords are the words of the page for values, by what they are values of and
// by language.
var pageWords = func() map[string]map[string]map[string]string {
	var w map[string]map[string]map[string]string
	if err := yaml.Unmarshal(wordsYAML, &w); err != nil {
		panic("words.yaml: " + err.Error())
	}
	return w
}()

// word is the word for a value; a value without one speaks for itself.
func word[T ~string](lang, of string, value T) string {
	if w := pageWords[of][string(value)][lang]; w != "" {
		return w
	}
	return string(value)
}
