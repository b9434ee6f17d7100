// Package assess holds the rules of performance assessment 绩效考核: what is
// assessed and by which indicators, how facts become points, how points become
// grades, and how an assessment runs from its indicators to its archive.
//
// It has two halves. The first computes, and knows no time:
//
//	Validate(cycle, calendar)         everything that keeps a cycle from being issued
//	FactsOf(delivery, asOf, calendar) what a piece of work says about who did it
//	Score(cycle, subject, inputs)     a scorecard, each line with its rule, facts and events
//	Diff(before, after)               what changed between two scorecards, line by line
//	Propose(cycle, results)           grades by score within the quotas
//	Simulate(cycle, last, facts)      what a cycle would do, before it is issued
//
// The second decides, in the manner of package plan, so that one loop runs
// both goals and assessments:
//
//	Decide(course, command, now, calendar)  a person asks for something
//	Wake(course, now, calendar)             only time has passed
//	NextWake(course, calendar)              when Wake next has something to do
//	Adopt(course, event)                    the one way in which a course changes
//
// A course holds its cycle, who scored what, and the results; it does not hold
// the facts, which are many and stay in the record. Where a step needs them the
// course says what it wants (Course.Wanted): the frozen facts, or a count of
// all scorecards. Whoever runs the course gathers or counts them, with FactSet
// and Count of this package, and sends FreezeFacts or Tally as the system.
//
// Arithmetic. Points are whole thousandths of a point, weights whole
// thousandths of a per cent; there is no floating point anywhere. 100 points
// are shared out from the top of the formula to its indicators in proportion
// to their weights, by the largest remainder, so that what the indicators can
// give totals exactly 100 at every level, also after parts were left out. Each
// line of a scorecard is rounded by itself, half away from zero 四舍五入, to a
// thousandth; the total is the sum of the lines and is never rounded again.
//
// Tenure. What happened to a post belongs to whoever held it. A fact at a
// moment counts for the holder of that day. A fact over a stretch of days
// counts for each holder in proportion to the calendar days, both ends
// included, that they held the post within it. Someone who was assessed by two
// formulas in turn gets the mean of both, weighted by days.
//
// The package imports the calendar only. It may not import package plan, so it
// names actors itself; the shapes and JSON names are those of plan, and the
// caller fills them from the same sign-in.
package assess
