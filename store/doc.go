// Package store keeps the record: it opens MySQL or SQLite through GORM,
// migrates it, and holds every query and every write of the tables that the
// API owns (units, posts, holders, users, delegations, sessions, tokens,
// settings, calendars, audit).
//
// Both engines behave alike: times are UTC with millisecond precision, text
// compares byte by byte, and errors of constraints are gorm.ErrDuplicatedKey,
// gorm.ErrForeignKeyViolated and gorm.ErrCheckConstraintViolated.
//
// The package knows nothing of HTTP and Temporal. It judges what can be
// judged from rows (a post that does not exist, a second administrator role),
// never who may ask.
package store
