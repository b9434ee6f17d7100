package plan

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// constants lists the string constants of a type that a file of the package
// declares: name and value.
func constants(t *testing.T, file, typ string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	found := map[string]string{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == typ && len(spec.Values) == 1 {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			found[spec.Names[0].Name] = value
		}
		return true
	})
	require.NotEmpty(t, found)
	return found
}

// sources returns the text of the package's files, tests or not.
func sources(t *testing.T, tests bool) string {
	t.Helper()
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	var all strings.Builder
	for _, f := range files {
		name := f.Name()
		if strings.HasSuffix(name, ".go") && strings.HasSuffix(name, "_test.go") == tests && name != "errors.go" && name != "codes_test.go" {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			all.Write(text)
		}
	}
	return all.String()
}

func TestCodes_AreAllReachedByATestAndNamedOnce(t *testing.T) {
	elsewhere := map[string]string{
		"CodeKeyReused": "the API, when a key comes back with another command",
	}
	tests, rules := sources(t, true), sources(t, false)
	seen := map[string]string{}
	for name, value := range constants(t, "errors.go", "Code") {
		assert.Empty(t, seen[value], "%s and %s are both %q", name, seen[value], value)
		seen[value] = name
		if elsewhere[name] != "" {
			continue
		}
		word := func(text string) bool {
			return slices.Contains(strings.FieldsFunc(text, func(r rune) bool {
				return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
			}), name)
		}
		assert.True(t, word(rules), "no rule refuses with %s", name)
		assert.True(t, word(tests) || strings.Contains(tests, " "+value+`"`), "no test reaches %s", name)
	}
}

func TestCommands_EachHasItsRowsInTheTablesAndItsPlaceInMay(t *testing.T) {
	notSent := []string{"wake"}
	h := Header{}
	var may []Name
	for _, c := range append(stepCommands(h), goalCommands(h)...) {
		may = append(may, c.Name())
	}
	system := []Name{NameIssue, NameRecalendar, NameUpstreamDone}
	for name, value := range constants(t, "command.go", "Name") {
		if slices.Contains(notSent, value) {
			continue
		}
		assert.NotNil(t, asked[Name(value)], "%s is not tried by the tables", name)
		assert.True(t, slices.Contains(may, Name(value)) || slices.Contains(system, Name(value)), "May does not speak of %s", name)
	}
	for name, make := range asked {
		s := one(t)
		assert.Equal(t, name, make(s, "s1").Name())
	}
}

func TestEvents_EachIsAdoptedOrOnlyTold(t *testing.T) {
	onlyTold := []string{"Commented", "ReinspectionFailed"}
	rules := sources(t, false)
	for name := range constants(t, "event.go", "EventType") {
		adopted := strings.Contains(rules, "case "+name) || strings.Contains(rules, ", "+name+":") || strings.Contains(rules, ", "+name+",") ||
			strings.Contains(rules, "e.Type == "+name)
		assert.True(t, adopted || slices.Contains(onlyTold, name), "nothing adopts %s", name)
	}
}

func TestError_ReadsAsCodeAndParameters(t *testing.T) {
	e := refuse(CodeStaleRound, "round", "2", "by", "张三")
	assert.Equal(t, `stale-round by="张三" round="2"`, e.Error())
	assert.Equal(t, "invalid; /title: required", (&Error{Code: CodeInvalid, Problems: []Problem{{Pointer: "/title", Code: CodeRequired}}}).Error())
	assert.Equal(t, CodeStaleRound, CodeOf(e))
	assert.Empty(t, CodeOf(os.ErrNotExist))
}
