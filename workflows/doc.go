// Package workflows runs goals as durable workflows: one loop, one lock, one
// timer. What may happen is decided by package plan, what happened is written
// by activities.Record; this package only keeps the two in step with Temporal.
// It must not know HTTP, SQL or the wall clock.
package workflows
