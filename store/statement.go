package store

import (
	"context"
	"database/sql/driver"
)

// statementsKept is how many prepared statements one connection keeps. The
// program speaks a few hundred; those with lists of other lengths come and go.
const statementsKept = 300

// keptStatements are the statements of one SQLite connection, ready to be used
// again: what GORM says is the same few hundred texts, and parsing them costs
// more than running them. A connection belongs to one goroutine at a time.
type keptStatements struct {
	free map[string]idleStatement
	uses int
}

type idleStatement struct {
	driver.Stmt
	since int // number of the use after which it became idle
}

// take hands out a statement for exclusive use.
func (k *keptStatements) take(query string) (driver.Stmt, bool) {
	idle, ok := k.free[query]
	if ok {
		delete(k.free, query)
	}
	return idle.Stmt, ok
}

// give takes a statement back; the one that was idle for longest makes way.
func (k *keptStatements) give(query string, stmt driver.Stmt) error {
	if k.free == nil {
		k.free = map[string]idleStatement{}
	}
	if _, twice := k.free[query]; twice { // two were in use at once
		return stmt.Close()
	}
	k.uses++
	k.free[query] = idleStatement{stmt, k.uses}
	if len(k.free) <= statementsKept {
		return nil
	}
	oldest := query
	for q, idle := range k.free {
		if idle.since < k.free[oldest].since {
			oldest = q
		}
	}
	old := k.free[oldest]
	delete(k.free, oldest)
	return old.Close()
}

func (k *keptStatements) close() {
	for _, stmt := range k.free {
		_ = stmt.Close()
	}
	k.free = nil
}

// keptStatement goes back to its connection instead of being closed.
type keptStatement struct {
	sqliteStmt
	query string
	home  *keptStatements
}

// sqliteStmt is what the driver's statements offer database/sql.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

func (s keptStatement) Close() error { return s.home.give(s.query, s.sqliteStmt) }

// PrepareContext is where database/sql gets every statement from.
func (c milliConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, ok := c.kept.take(query)
	if !ok {
		var err error
		if stmt, err = c.sqliteConn.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
	}
	full, ok := stmt.(sqliteStmt)
	if !ok {
		return stmt, nil
	}
	return keptStatement{full, query, c.kept}, nil
}

// ExecContext and QueryContext send database/sql to PrepareContext.
func (milliConn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	return nil, driver.ErrSkip
}

// QueryContext is like ExecContext.
func (milliConn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return nil, driver.ErrSkip
}

// Close closes what is kept with the connection.
func (c milliConn) Close() error {
	c.kept.close()
	return c.sqliteConn.Close()
}
