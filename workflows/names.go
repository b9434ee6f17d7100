package workflows

// Names on the wire. Never renamed: running goals know them.
const (
	TaskQueue      = "duban"
	GoalWorkflow   = "goal"
	RedateWorkflow = "redate"
	CourseWorkflow = "course"

	RecordName = "record"
	TellName   = "tell"
	RedateName = "redate"

	RecordCourseName = "record-course"
	ServeName        = "serve-course"
)

// GoalID is the workflow id of a goal.
func GoalID(goal string) string { return goals.workflowID(goal) }

// RedateID is the id of the workflow that brings a calendar to every goal.
func RedateID(version string) string { return "redate/" + version }

// CourseID is the workflow id of a course.
func CourseID(course string) string { return courses.workflowID(course) }
