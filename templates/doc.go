// Package templates holds the kinds of goal as data: what steps a park
// expansion or a year of safety checks is made of, who does and approves
// them, how long each may take, and by which law or practice.
//
// A template is a YAML text with a version. The five that ship are embedded;
// a supervision officer may write a new version of one, which passes the same
// checks. Every number of a template is declared once, by name, with its
// unit, its bounds and its source; steps only name it. Running goals carry
// their own copy of everything, so that a new version changes none of them.
//
//	Load, Parse     read templates and refuse what cannot work
//	Suggest         says which kind a goal of a report looks like, and why
//	Apply           fills a draft goal with the steps of a template
//	Add             builds the steps of something found along the way
//	Earliest        says when each step can be through at the earliest
//
// The package decides nothing about running goals and knows nothing of
// databases, requests or the wall clock.
package templates
