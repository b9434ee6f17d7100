package workflows

// Names on the wire. Never renamed: running goals know them.
const (
	TaskQueue    = "duban"
	GoalWorkflow = "goal"
	RecordName   = "record"
)

// GoalID is the workflow id of a goal.
func GoalID(goal string) string { return "goal/" + goal }
