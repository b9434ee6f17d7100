// Package plan holds the rules of goals: what a goal, a step, an approval and
// a clock are, what may happen to them, and what time alone does to them.
//
// Everything that happens to a running goal is decided here, by plain
// functions that take the goal, a command (or the clock) and the moment:
//
//	Decide(goal, command, now, calendar)  a person asks for something
//	Wake(goal, now, calendar)             only time has passed
//	NextWake(goal, calendar)              when Wake next has something to do
//	Adopt(goal, event)                    the one way in which a goal changes
//
// and asked, without changing anything:
//
//	May, Permit        what somebody may do now, and why not otherwise
//	Why                whom something waits for, by which rule, and what comes next
//	Validate, Warnings what keeps a goal from being issued, and what to look at
//	FactsOf            what happened in a period: what a progress report says
//	Forecast, Rehearse what a moved date moves; what a year would bring
//
// Decide and Wake return events; the goal after them is the goal before with
// the events adopted one by one, so the events of a goal rebuild it exactly.
//
// The package knows nothing of Temporal, HTTP, SQL or the wall clock, and
// never looks anything up: who holds which post today, and for whom somebody
// acts, arrives with the command.
package plan
