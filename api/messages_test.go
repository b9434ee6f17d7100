package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/assess"
	"duban/plan"
)

// declaredCodes finds every constant of type plan.Code in the packages whose
// refusals reach callers.
func declaredCodes(t *testing.T) map[string]string {
	t.Helper()
	codes := map[string]string{}
	for _, folder := range []string{".", "../plan", "../calendar", "../store", "../assess", "../templates", "../report", "../files"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			for _, d := range f.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
					codesOf(t, g, folder, codes)
				}
			}
		}
	}
	require.Greater(t, len(codes), 50)
	return codes
}

func codesOf(t *testing.T, g *ast.GenDecl, folder string, into map[string]string) {
	for _, s := range g.Specs {
		v := s.(*ast.ValueSpec)
		if folder == "../calendar" { // an import refuses with these
			for i, name := range v.Names {
				if lit, ok := v.Values[i].(*ast.BasicLit); ok && strings.HasPrefix(name.Name, "Notice") {
					text, err := strconv.Unquote(lit.Value)
					require.NoError(t, err)
					into[noticePrefix+text] = folder + " " + name.Name
				}
			}
			continue
		}
		if folder == "../assess" {
			assessCodesOf(t, v, into)
			continue
		}
		isCode := false
		switch typ := v.Type.(type) {
		case *ast.Ident:
			isCode = typ.Name == "Code" && (folder == "../plan" || folder == "../report" || folder == "../files") || typ.Name == "ReasonCode" || typ.Name == "Cause"
		case *ast.SelectorExpr:
			isCode = typ.Sel.Name == "Code" && typ.X.(*ast.Ident).Name == "plan"
		}
		if !isCode {
			continue
		}
		for i, name := range v.Names {
			text, err := strconv.Unquote(v.Values[i].(*ast.BasicLit).Value)
			require.NoError(t, err)
			into[text] = folder + " " + name.Name
		}
	}
}

// assessCodesOf finds the refusals of the rules of assessment, and what stands
// beside a scorecard, under the codes that the API gives them.
func assessCodesOf(t *testing.T, v *ast.ValueSpec, into map[string]string) {
	t.Helper()
	typ, ok := v.Type.(*ast.Ident)
	if !ok || typ.Name != "Code" && typ.Name != "NoteCode" {
		return
	}
	for i, name := range v.Names {
		text, err := strconv.Unquote(v.Values[i].(*ast.BasicLit).Value)
		require.NoError(t, err)
		if typ.Name == "NoteCode" {
			into[notePrefix+text] = "../assess " + name.Name
		} else {
			into[string(assessCode(assess.Code(text)))] = "../assess " + name.Name
		}
	}
}

func TestMessages_EveryCodeSpeaksBothLanguages(t *testing.T) {
	for code, where := range declaredCodes(t) {
		m, ok := messages.Codes[plan.Code(code)]
		if !ok {
			t.Errorf("messages.yaml lacks %q (%s): add its status and its sentence in Chinese and in English", code, where)
			continue
		}
		if m.Zh == "" || m.En == "" {
			t.Errorf("%s: a language is missing", code)
		}
		if m.Status != 0 && (m.Status < 400 || m.Status > 599) {
			t.Errorf("%s: %d is no status of an error", code, m.Status)
		}
	}
}

func TestMessages_BothLanguagesUseTheSamePlaceholders(t *testing.T) {
	holders := func(s string) []string {
		found := placeholder.FindAllString(s, -1)
		slices.Sort(found)
		return found
	}
	for code, m := range messages.Codes {
		require.Equal(t, holders(m.Zh), holders(m.En), "%s", code)
	}
}

func TestMessages_NoSentenceWithoutACode(t *testing.T) {
	codes := declaredCodes(t)
	for _, code := range slices.Sorted(maps.Keys(messages.Codes)) {
		if _, ok := codes[string(code)]; !ok {
			t.Errorf("no code %q exists any more", code)
		}
	}
}

func TestMessages_SpeakInWords(t *testing.T) {
	m := messages.of(plan.CodeStaleRound)
	params := map[string]string{"round": "2", "current": "3", "by": "王强", "at": "2026-03-04T09:30:00Z", "outcome": "returned"}
	require.Equal(t, "第 2 轮已由王强于 2026年3月4日17:30 办理（退回），最新一轮是第 3 轮，请刷新后再看", m.sentence(chinese, params))
	require.Equal(t, "Round 2 was decided by 王强 at 4 March 2026 17:30 (returned); the latest is round 3. Load it again", m.sentence(english, params))
	require.Equal(t, "需要以下角色之一：督查员、领导", messages.of(plan.CodeRole).sentence(chinese, map[string]string{"roles": "supervisor,leader"}))
	require.Contains(t, messages.of(plan.CodeRole).sentence(chinese, nil), "–")
	open := map[string]string{"steps": "s1,s2", "steps_title": "清表移交\n管网、道路"}
	require.Equal(t, "还有步骤没有销号：清表移交、管网、道路", messages.of(plan.CodeOpenSteps).sentence(chinese, open))
	require.Equal(t, "These steps are not closed out yet: 清表移交, 管网、道路", messages.of(plan.CodeOpenSteps).sentence(english, open))
}

func TestLanguage_IsChineseWhenInDoubt(t *testing.T) {
	for accept, want := range map[string]string{
		"": chinese, "zh-CN,zh;q=0.9,en;q=0.8": chinese, "en": english, "en-GB,en;q=0.9,zh;q=0.5": english,
		"fr,de": chinese, "*": chinese, ";;;": chinese, "fr,en;q=0.5": english,
	} {
		require.Equal(t, want, language(accept), "%q", accept)
	}
}

// Whoever is told that something is out of range is told the range.
func TestOutOfRange_AlwaysSaysTheRange(t *testing.T) {
	seen := 0
	for _, folder := range []string{".", "../plan", "../assess", "../templates"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			seen += strings.Count(string(text), "CodeOutOfRange, ")
			for _, bare := range []string{"CodeOutOfRange)", `"out-of-range")`} {
				require.NotContains(t, string(text), bare, "%s: min or max goes with it", file)
			}
		}
	}
	require.Greater(t, seen, 10)
	m := messages.of(plan.CodeOutOfRange)
	for want, params := range map[string]map[string]string{
		"超出允许范围（-2.5 至 10）|Out of range (-2.5 to 10)": {"min": "-2.5", "max": "10"},
		"超出允许范围（不小于 1）|Out of range (at least 1)":     {"min": "1"},
		"超出允许范围（不大于 250）|Out of range (at most 250)":  {"max": "250"},
	} {
		require.Equal(t, want, m.sentence(chinese, params)+"|"+m.sentence(english, params))
	}
}
