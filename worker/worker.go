// Package worker runs workflows and activities: the only place that registers
// them with Temporal.
package worker

import (
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/notify"
	"duban/store"
	"duban/workflows"
)

// Registry is what workflows and activities are registered with: a worker, or
// a test environment.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// Register registers everything under its wire name.
func Register(r Registry, a *activities.Activities) {
	r.RegisterWorkflowWithOptions(workflows.Goal, workflow.RegisterOptions{Name: workflows.GoalWorkflow})
	r.RegisterWorkflowWithOptions(workflows.Redate, workflow.RegisterOptions{Name: workflows.RedateWorkflow})
	r.RegisterWorkflowWithOptions(workflows.Courier, workflow.RegisterOptions{Name: workflows.CourierWorkflow})
	r.RegisterActivityWithOptions(a.Deliver, activity.RegisterOptions{Name: workflows.DeliverName})
	r.RegisterWorkflowWithOptions(workflows.Course, workflow.RegisterOptions{Name: workflows.CourseWorkflow})
	r.RegisterActivityWithOptions(a.Record, activity.RegisterOptions{Name: workflows.RecordName})
	r.RegisterActivityWithOptions(a.Tell, activity.RegisterOptions{Name: workflows.TellName})
	r.RegisterActivityWithOptions(a.Redate, activity.RegisterOptions{Name: workflows.RedateName})
	r.RegisterActivityWithOptions(a.RecordCourse, activity.RegisterOptions{Name: workflows.RecordCourseName})
	r.RegisterActivityWithOptions(a.Serve, activity.RegisterOptions{Name: workflows.ServeName})
}

// New returns a worker of the task queue; Start and Stop it.
func New(c client.Client, s *store.Store, out *notify.Sender, options sdk.Options) sdk.Worker {
	a := &activities.Activities{Store: s, Send: workflows.Sender(c, s), SendCourse: workflows.CourseSender(c, s), Notify: out}
	w := sdk.New(c, workflows.TaskQueue, Options(options))
	Register(w, a)
	return w
}

// Options fills in what a worker of ours needs beside the SDK's defaults.
func Options(o sdk.Options) sdk.Options {
	if o.MaxConcurrentWorkflowTaskPollers == 0 {
		// A command waits in the queue, and costs the server a write, when nobody
		// asks for work at its moment.
		o.MaxConcurrentWorkflowTaskPollers = 8
	}
	return o
}

// crowdWait is how long a workflow whose state this process holds may wait for
// its turn here.
const crowdWait = time.Minute

// Beside fits options to a worker that shares its process with the Temporal
// server. Nobody else could go on in its place, so that a workflow waiting in a
// crowd is not given up after the SDK's five seconds and replayed from its
// first event; when the process ends, both end.
func Beside(o sdk.Options) sdk.Options {
	if o.StickyScheduleToStartTimeout == 0 {
		o.StickyScheduleToStartTimeout = crowdWait
	}
	return o
}
