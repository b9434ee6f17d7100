package workflows_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"duban/calendar"
	"duban/plan"
	"duban/workflows"
)

// wireNames reads the names of all commands from the source of package plan.
func wireNames(t *testing.T) []string {
	t.Helper()
	var names []string
	paths, err := filepath.Glob("../plan/*.go")
	require.NoError(t, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Name" {
				name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				names = append(names, name)
			}
			return false
		})
	}
	return names
}

func TestCommands_AreAllUpdatesOfTheWorkflow(t *testing.T) {
	names := wireNames(t)
	require.Greater(t, len(names), 15)
	w := newTown(t)
	answers := map[string]error{}
	w.RegisterDelayedCallback(func() {
		for _, name := range append(names, "no-such-command") {
			answer := func(err error) { answers[name] = err }
			w.UpdateWorkflow(name, "u-"+name, &testsuite.TestUpdateCallback{
				OnAccept: func() { answer(nil) }, OnReject: answer, OnComplete: func(_ any, err error) { answer(err) },
			}, map[string]any{}, 0)
		}
	}, time.Second)
	w.run(workflows.GoalState{Goal: plan.Goal{ID: "g1"}, Calendar: *calendar.Default(), Loop: workflows.Loop})
	require.NoError(t, w.GetWorkflowError())
	require.Nil(t, workflows.RefusalOf(answers["no-such-command"]), "%v", answers["no-such-command"])
	for _, name := range names {
		if name == string(plan.NameWake) {
			require.Nil(t, workflows.RefusalOf(answers[name]), "nobody can send what only time does")
			continue
		}
		require.NotNil(t, workflows.RefusalOf(answers[name]), "%s is not registered: %v", name, answers[name])
	}
}
