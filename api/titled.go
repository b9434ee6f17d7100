package api

import (
	"errors"

	"duban/plan"
)

// titled gives a refusal the titles of the steps that it names.
func titled(g *plan.Goal, err error) error {
	var refusal *plan.Error
	if !errors.As(err, &refusal) {
		return err
	}
	return &plan.Error{Code: refusal.Code, Params: g.Titled(refusal.Params), Problems: refusal.Problems}
}
