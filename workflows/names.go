package workflows

// Names on the wire. Never renamed: running goals know them.
const (
	TaskQueue      = "duban"
	GoalWorkflow   = "goal"
	RedateWorkflow = "redate"

	RecordName = "record"
	TellName   = "tell"
	RedateName = "redate"
)

// GoalID is the workflow id of a goal.
func GoalID(goal string) string { return "goal/" + goal }

// RedateID is the id of the workflow that brings a calendar to every goal.
func RedateID(version string) string { return "redate/" + version }
