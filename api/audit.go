package api

import (
	"context"
	"strings"

	"duban/plan"
	"duban/store"
)

// Audit searches the audit, newest first, with what the objects are called.
func (s *server) Audit(ctx context.Context, r AuditRequestObject) (AuditResponseObject, error) {
	q := store.AuditQuery{
		User: r.Params.UserId, Kind: r.Params.Kind, Result: r.Params.Result, Object: r.Params.Object,
		From: r.Params.From, To: r.Params.To, Limit: limitOf(r.Params.Limit) + 1,
	}
	if !q.From.IsZero() && !q.To.IsZero() && !q.To.After(q.From) {
		return nil, refuseField("/query/to", CodePeriodOrder)
	}
	if err := decodeCursor(r.Params.Cursor, &q.Before); err != nil {
		return nil, err
	}
	entries, err := s.Store.Audit(ctx, q)
	if err != nil {
		return nil, err
	}
	items, next := cut(entries, q.Limit-1, func(e store.AuditEntry) any { return e.Seq })
	named, err := s.auditNames(ctx, items)
	return Audit200JSONResponse{Items: items, Next: next, Names: named, Results: resultWords(items, language(ginOf(ctx).GetHeader("Accept-Language")))}, err
}

// resultWords say the refusals among entries, by their codes.
func resultWords(entries []store.AuditEntry, lang string) map[string]string {
	said := map[string]string{}
	for _, e := range entries {
		if e.Result != "ok" && said[e.Result] == "" {
			said[e.Result] = messages.of(plan.Code(e.Result)).sentence(lang, nil)
		}
	}
	return said
}

// auditNames are what the objects of entries are called today, by the object
// as the entry has it. People, posts and units are not among them: the
// directory names them.
func (s *server) auditNames(ctx context.Context, entries []store.AuditEntry) (map[string]AuditName, error) {
	objects := map[string][]string{} // by id
	standing := false
	for _, e := range entries {
		sort, id, prefixed := strings.Cut(e.Object, ":")
		if !prefixed {
			id = e.Object
		}
		objects[id] = append(objects[id], e.Object)
		standing = standing || sort == "delegation" || sort == "holder"
	}
	ids := make([]string, 0, len(objects))
	for id := range objects {
		ids = append(ids, id)
	}
	titles, err := s.Store.Titles(ctx, ids)
	if err == nil && standing {
		var more []store.Titled
		more, err = s.standingTitles(ctx, objects)
		titles = append(titles, more...)
	}
	named := map[string]AuditName{}
	for _, t := range titles {
		for _, object := range objects[t.ID] {
			named[object] = AuditName{Id: t.ID, Kind: AuditNameKind(t.Kind), Title: t.Title}
		}
	}
	return named, err
}

// standingTitles names appointments by post and person, and standing rules by
// who is stood in for and the deputy.
func (s *server) standingTitles(ctx context.Context, wanted map[string][]string) ([]store.Titled, error) {
	reg, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	var found []store.Titled
	holders, err := s.Store.Holders(ctx, "", "")
	if err != nil {
		return nil, err
	}
	for _, h := range holders {
		if wanted[h.ID] != nil {
			found = append(found, store.Titled{ID: h.ID, Kind: "holder", Title: reg.names.title(plan.PostRef(h.PostID)) + " " + reg.names.title(plan.UserRef(h.UserID))})
		}
	}
	rules, err := s.Store.Delegations(ctx, "")
	for _, d := range rules {
		if wanted[d.ID] != nil {
			found = append(found, store.Titled{ID: d.ID, Kind: "delegation", Title: reg.names.title(plan.UserRef(d.FromUser)) + " → " + reg.names.title(plan.UserRef(d.ToUser))})
		}
	}
	return found, err
}

// VerifyAudit walks the chain of the audit; that it was walked is itself
// written down.
func (s *server) VerifyAudit(ctx context.Context, _ VerifyAuditRequestObject) (VerifyAuditResponseObject, error) {
	n, broken := s.Store.VerifyAudit(ctx)
	if broken != nil && (store.Unavailable(broken) || ctx.Err() != nil) {
		return nil, broken
	}
	err := s.act(ctx, func(_ *store.Tx, e *store.AuditEntry) error {
		if broken != nil {
			e.Detail = broken.Error()
		}
		return nil
	})
	return VerifyAudit200JSONResponse{Ok: broken == nil, Entries: n}, err
}
