package api

import (
	"context"
	"fmt"
	"io"
	"time"

	"duban/calendar"
	"duban/plan"
	"duban/sheet"
	"duban/store"
)

// Ledger lists steps by due date.
func (s *server) Ledger(ctx context.Context, r LedgerRequestObject) (LedgerResponseObject, error) {
	p := r.Params
	page, err := pageOf(p.Limit, p.Cursor)
	if err != nil {
		return nil, err
	}
	query, err := s.ledgerQuery(ctx, LedgerExportParams{
		Plan: p.Plan, Goal: p.Goal, Year: p.Year, Unit: p.Unit, Kind: p.Kind, Status: p.Status, Light: p.Light, Who: p.Who,
		DueFrom: p.DueFrom, DueTo: p.DueTo, Q: p.Q,
	})
	if err != nil {
		return nil, err
	}
	query.Detail = p.Detail
	lines, next, err := s.Store.Ledger(ctx, query, s.now(), page)
	if err != nil {
		return nil, err
	}
	answer := Ledger200JSONResponse{Items: lines, Next: next}
	if p.Total {
		total, err := s.Store.LedgerTotal(ctx, query, s.now())
		if err != nil {
			return nil, err
		}
		answer.Total = &total
	}
	return answer, nil
}

// ledgerQuery is what a caller asks for, within what they may see. A person
// leads what is theirs, and what belongs to the posts that they hold today.
func (s *server) ledgerQuery(ctx context.Context, p LedgerExportParams) (store.LedgerQuery, error) {
	query := store.LedgerQuery{
		Scope: callerOf(ctx).goals(), PlanID: p.Plan, GoalID: p.Goal, Year: p.Year, Unit: p.Unit, Kind: p.Kind,
		Status: p.Status, Light: p.Light, Text: p.Q,
	}
	if who := plan.Ref(p.Who); who != "" {
		query.Who = []plan.Ref{who}
		if user := who.User(); user != "" {
			holders, err := s.Store.HoldersOn(ctx, calendar.DateOf(s.now()))
			if err != nil {
				return query, err
			}
			for _, h := range holders {
				if h.UserID == user {
					query.Who = append(query.Who, plan.PostRef(h.PostID))
				}
			}
		}
	}
	if !p.DueFrom.IsZero() {
		from := p.DueFrom.Start()
		query.DueFrom = &from
	}
	if !p.DueTo.IsZero() {
		to := p.DueTo.AddDays(1).Start()
		query.DueTo = &to
	}
	return query, nil
}

// LedgerExport is the ledger as an Excel sheet. It is made page by page before
// anything is sent, so that what goes wrong is told and no half sheet is kept.
func (s *server) LedgerExport(ctx context.Context, r LedgerExportRequestObject) (LedgerExportResponseObject, error) {
	query, err := s.ledgerQuery(ctx, r.Params)
	if err != nil {
		return nil, err
	}
	known, err := s.registers(ctx)
	if err != nil {
		return nil, err
	}
	now, lang := s.now(), language(ginOf(ctx).GetHeader("Accept-Language"))
	title := map[string]string{chinese: "台账", english: "Ledger"}[lang]
	w, err := sheet.NewWriter(title, ledgerHeads(), lang)
	if err != nil {
		return nil, err
	}
	n, err := s.writeLedger(ctx, w, query, ledgerWords{lang: lang, names: &known.names, now: now})
	if err == nil {
		err = s.act(ctx, func(_ *store.Tx, e *store.AuditEntry) error {
			e.Detail = fmt.Sprintf("%d", n)
			return nil
		})
	}
	if err != nil {
		_ = w.Close()
		return nil, err
	}
	ginOf(ctx).Writer.Header().Set("Content-Disposition",
		disposition("attachment", fmt.Sprintf("%s %s.xlsx", title, calendar.DateOf(now))))
	return LedgerExport200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: sending(w)}, nil
}

// writeLedger writes every line of a query. A line whose due date moves while
// the pages are read stands there once.
func (s *server) writeLedger(ctx context.Context, w *sheet.Writer, query store.LedgerQuery, words ledgerWords) (int, error) {
	query.Detail = true
	page := store.Page{Size: store.MaxPageSize}
	seen := map[string]bool{}
	for {
		lines, next, err := s.Store.Ledger(ctx, query, words.now, page)
		if err != nil {
			return 0, err
		}
		for i := range lines {
			id := lines[i].Step.GoalID + "/" + lines[i].Step.Key
			if seen[id] {
				continue
			}
			seen[id] = true
			if err := w.Row(words.row(&lines[i])...); err != nil {
				return 0, err
			}
		}
		if next == "" {
			return len(seen), w.Finish()
		}
		if page, err = store.PageOf(store.MaxPageSize, next); err != nil {
			return 0, err
		}
	}
}

// sending packs a finished workbook while it is read, and lets go of it once
// it was, or nobody reads on.
func sending(w *sheet.Writer) io.ReadCloser {
	from, to := io.Pipe()
	go func() {
		_, err := w.WriteTo(to)
		_ = to.CloseWithError(err)
		_ = w.Close()
	}()
	return from
}

// ledgerWords says what lines of the ledger say, in a language.
type ledgerWords struct {
	lang  string
	names *names
	now   time.Time
}
