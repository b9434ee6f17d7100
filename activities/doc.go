// Package activities is what touches the world on behalf of workflows:
// Record, the one writer of running goals. It decides nothing: what to write
// was decided by package plan. It must not know HTTP or how workflows run.
package activities
