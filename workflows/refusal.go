package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"

	"duban/assess"
	"duban/plan"
)

// Refusal turns a refusal of the rules, of goals or of courses, into an error
// that travels through Temporal whole; RefusalOf and CourseRefusalOf turn it
// back. Other errors stay as they are.
func Refusal(err error) error {
	var ofGoal *plan.Error
	if errors.As(err, &ofGoal) {
		return temporal.NewNonRetryableApplicationError(ofGoal.Error(), string(ofGoal.Code), nil, *ofGoal)
	}
	var ofCourse *assess.Error
	if errors.As(err, &ofCourse) {
		return temporal.NewNonRetryableApplicationError(ofCourse.Error(), string(ofCourse.Code), nil, *ofCourse)
	}
	return err
}

// RefusalOf returns the refusal that a goal's update came back with, or nil
// when err is something else.
func RefusalOf(err error) *plan.Error {
	refusal := refusalOf[plan.Error](err)
	if refusal == nil || refusal.Code == "" {
		return nil
	}
	return refusal
}

// CourseRefusalOf is RefusalOf for a course.
func CourseRefusalOf(err error) *assess.Error {
	refusal := refusalOf[assess.Error](err)
	if refusal == nil || refusal.Code == "" {
		return nil
	}
	return refusal
}

// refusalOf finds a refusal E in an error, also in one that travelled through
// Temporal. Of another error that carries something E is what JSON made of it.
func refusalOf[E any, P interface {
	*E
	error
}](err error) P {
	var here P
	if errors.As(err, &here) {
		return here
	}
	var app *temporal.ApplicationError
	var there E
	if !errors.As(err, &app) || !app.HasDetails() || app.Details(&there) != nil {
		return nil
	}
	return &there
}
