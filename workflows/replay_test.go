package workflows_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/worker"
)

// replayer registers workflows with a replayer; activities are never run.
type replayer struct{ sdk.WorkflowReplayer }

func (r replayer) RegisterWorkflowWithOptions(w any, o workflow.RegisterOptions) {
	r.WorkflowReplayer.RegisterWorkflowWithOptions(w, o)
}

func (replayer) RegisterActivityWithOptions(any, activity.RegisterOptions) {}

// TestHistories_Replay proves that goals which are running when the program is
// upgraded go on: every history that a version recorded is replayed by this
// one. New ones are recorded by e2e's TestRecordHistories; old ones are kept.
func TestHistories_Replay(t *testing.T) {
	files, err := filepath.Glob("histories/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			r := replayer{sdk.NewWorkflowReplayer()}
			worker.Register(r, &activities.Activities{})
			require.NoError(t, r.ReplayWorkflowHistoryFromJSONFile(nil, file))
		})
	}
}
