package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"

	"duban/plan"
)

// Refusal turns a refusal of the rules into an error that travels through
// Temporal whole; RefusalOf turns it back. Other errors stay as they are.
func Refusal(err error) error {
	var refusal *plan.Error
	if !errors.As(err, &refusal) {
		return err
	}
	return temporal.NewNonRetryableApplicationError(refusal.Error(), string(refusal.Code), nil, *refusal)
}

// RefusalOf returns the refusal that an update came back with, or nil when
// err is something else.
func RefusalOf(err error) *plan.Error {
	var app *temporal.ApplicationError
	if !errors.As(err, &app) || !app.HasDetails() {
		return nil
	}
	var refusal plan.Error
	if app.Details(&refusal) != nil || refusal.Code == "" {
		return nil
	}
	return &refusal
}
