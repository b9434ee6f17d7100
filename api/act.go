package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"duban/assess"
	"duban/plan"
	"duban/store"
)

// act changes tables that the API owns: f runs in one transaction together
// with the audit entry of the operation, whose object and detail f fills in. A
// refusal is written to the audit by itself. f may run twice, so it must do
// nothing but use tx and assign.
func (s *server) act(ctx context.Context, f func(tx *store.Tx, entry *store.AuditEntry) error) error {
	c := ginOf(ctx)
	var entry store.AuditEntry
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		entry = s.entry(c)
		if err := f(tx, &entry); err != nil {
			return err
		}
		return store.AppendAudit(tx, &entry)
	})
	if err == nil {
		return nil
	}
	if refusal, known := asRefusal(err); known && !store.Unavailable(err) {
		entry.Result = string(refusal.Code)
		if noted := s.Store.Write(ctx, func(tx *store.Tx) error { return store.AppendAudit(tx, &entry) }); noted != nil {
			s.Logger.ErrorContext(ctx, "refusal not written to the audit", "error", noted)
		}
	}
	return err
}

// entry is an audit entry of the request, so far without an object.
func (s *server) entry(c *gin.Context) store.AuditEntry {
	e := store.AuditEntry{
		At: s.now(), Kind: operationOf(c).ID, Result: "ok",
		IP: c.ClientIP(), RequestID: requestID(c), Object: c.Param("id"),
	}
	if caller, ok := c.Request.Context().Value(callerKey).(*Caller); ok {
		e.UserID, e.UserName = caller.User.ID, caller.User.Name
	}
	return e
}

// noteDone writes to the audit what the workflow of a goal or course has
// carried out: it is recorded there already, so that a failure here is told to
// operators and changes no answer.
func (s *server) noteDone(ctx context.Context, object, detail string) {
	e := s.entry(ginOf(ctx))
	e.Object, e.Detail = object, detail
	ctx = context.WithoutCancel(ctx)
	if err := s.Store.Write(ctx, func(tx *store.Tx) error { return store.AppendAudit(tx, &e) }); err != nil {
		s.Logger.ErrorContext(ctx, "command not written to the audit", "object", object, "error", err)
	}
}

// send has a command carried out by a goal and notes it in the audit.
func (s *server) send(ctx context.Context, goal string, c plan.Command) error {
	_, err := s.dispatch().send(ctx, goal, c)
	if err == nil {
		s.noteDone(ctx, "goal:"+goal, c.Head().Step)
	}
	return err
}

// sendCourse has a command carried out by a course and notes it in the audit.
func (s *server) sendCourse(ctx context.Context, id string, c assess.Command) error {
	err := s.dispatch().sendCourse(ctx, id, c)
	if err == nil {
		s.noteDone(ctx, "course:"+id, string(c.Head().Subject))
	}
	return err
}

// noteRefusal writes to the audit what the access rule refused.
func (s *server) noteRefusal(c *gin.Context, err error) error {
	e := s.entry(c)
	e.Result = string(plan.CodeOf(err))
	return s.Store.Write(c.Request.Context(), func(tx *store.Tx) error { return store.AppendAudit(tx, &e) })
}
