package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// AuditEntry 审计 is one important act of a user, allowed or refused. Entries
// are only ever added; each carries the hash of the one before, so that a
// change or a gap shows.
type AuditEntry struct {
	Seq       int64     `json:"seq" gorm:"primaryKey;autoIncrement:false"`
	At        time.Time `json:"at"`
	UserID    string    `json:"user_id"` // empty: nobody was signed in
	UserName  string    `json:"user_name"`
	Kind      string    `json:"kind"`   // an operation of the API, e.g. "sign-in"
	Result    string    `json:"result"` // "ok", or the code of the refusal
	Object    string    `json:"object"` // e.g. "user:ID"
	IP        string    `json:"ip"`
	RequestID string    `json:"request_id"`
	Detail    string    `json:"detail"` // what changed, in short; never a secret
	Hash      string    `json:"hash"`
}

// TableName names the table.
func (AuditEntry) TableName() string { return "audit" }

// AppendAudit adds an entry in the transaction of the act itself. Its number
// and hash are set here; entries of two transactions wait for one another.
func AppendAudit(tx *Tx, e *AuditEntry) error {
	e.At = e.At.UTC().Truncate(time.Millisecond)
	if err := tx.Exec("UPDATE audit_head SET seq = seq + 1 WHERE id = 1").Error; err != nil {
		return err
	}
	var head auditHead
	if err := tx.Raw("SELECT seq, hash FROM audit_head WHERE id = 1").Scan(&head).Error; err != nil {
		return err
	}
	e.Seq, e.Hash = head.Seq, e.chain(head.Seq, head.Hash)
	if err := tx.Create(e).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE audit_head SET hash = ? WHERE id = 1", e.Hash).Error
}

// chain is the hash of an entry: of the hash before it and of every field in
// a fixed order.
func (e *AuditEntry) chain(seq int64, before string) string {
	fields, _ := json.Marshal([]any{ // numbers and texts always encode
		before, seq, e.At.UnixMilli(), e.UserID, e.UserName, e.Kind, e.Result, e.Object, e.IP, e.RequestID, e.Detail,
	})
	sum := sha256.Sum256(fields)
	return hex.EncodeToString(sum[:])
}

// AuditQuery limits a search of the audit; empty fields do not limit.
type AuditQuery struct {
	User   string
	Kind   string
	Result string
	Object string
	From   time.Time // included
	To     time.Time // not included
	Before int64     // entries older than this number
	Limit  int
}

// Audit returns entries, newest first.
func (s *Store) Audit(ctx context.Context, q AuditQuery) ([]AuditEntry, error) {
	db := s.Read(ctx).Order("seq DESC").Limit(q.Limit)
	for column, value := range map[string]string{"user_id": q.User, "kind": q.Kind, "result": q.Result, "object": q.Object} {
		if value != "" {
			db = db.Where(column+" = ?", value)
		}
	}
	if !q.From.IsZero() {
		db = db.Where("at >= ?", q.From)
	}
	if !q.To.IsZero() {
		db = db.Where("at < ?", q.To)
	}
	if q.Before > 0 {
		db = db.Where("seq < ?", q.Before)
	}
	var entries []AuditEntry
	return entries, db.Find(&entries).Error
}

// auditHead is the last entry that was written.
type auditHead struct {
	Seq  int64
	Hash string
}

// VerifyAudit walks the whole chain and returns how many entries hold; the
// error names the first that does not. Entries written meanwhile may or may
// not be walked.
func (s *Store) VerifyAudit(ctx context.Context) (int64, error) {
	const page = 1000
	var head auditHead
	if err := s.Read(ctx).Raw("SELECT seq, hash FROM audit_head WHERE id = 1").Scan(&head).Error; err != nil {
		return 0, err
	}
	var last AuditEntry
	for {
		var entries []AuditEntry
		if err := s.Read(ctx).Where("seq > ?", last.Seq).Order("seq").Limit(page).Find(&entries).Error; err != nil {
			return last.Seq, err
		}
		for _, e := range entries {
			switch {
			case e.Seq != last.Seq+1:
				return last.Seq, fmt.Errorf("store: audit entry %d is missing", last.Seq+1)
			case e.Hash != e.chain(e.Seq, last.Hash), e.Seq == head.Seq && e.Hash != head.Hash:
				return last.Seq, fmt.Errorf("store: audit entry %d was changed", e.Seq)
			}
			last = e
		}
		if len(entries) < page {
			break
		}
	}
	if last.Seq < head.Seq {
		return last.Seq, fmt.Errorf("store: audit entry %d is missing", last.Seq+1)
	}
	return last.Seq, nil
}
