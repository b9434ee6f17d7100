package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"duban/plan"
)

// Session is one signed-in browser. The cookie holds a secret of which the
// row has only the hash.
type Session struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	UserID    string    `json:"user_id"`
	Hash      string    `json:"-"`
	CreatedAt time.Time `json:"created_at"`
	LastSeen  time.Time `json:"last_seen"`
	IdleUntil time.Time `json:"idle_until"` // ends earlier than ExpiresAt unless used
	ExpiresAt time.Time `json:"expires_at"` // ends then, used or not
	IP        string    `json:"ip"`
	Agent     string    `json:"agent"`
	MustEnrol bool      `json:"-"` // may do nothing before a second factor is set up
}

// Token is a bearer secret for a program that acts as a user, with some of the
// user's roles.
type Token struct {
	ID        string      `json:"id" gorm:"primaryKey"`
	UserID    string      `json:"user_id"`
	Name      string      `json:"name"`
	Hash      string      `json:"-"`
	Roles     []plan.Role `json:"roles" gorm:"serializer:json"` // a subset of the user's at the time of use
	CreatedAt time.Time   `json:"created_at"`
	ExpiresAt time.Time   `json:"expires_at"`
	LastUsed  *time.Time  `json:"last_used,omitempty"`
	RevokedAt *time.Time  `json:"revoked_at,omitempty"`
}

// NewSecret returns 256 random bits as text.
func NewSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// HashSecret is what the database keeps of a secret. One round of SHA-256 is
// enough for 256 random bits.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// CreateSession adds a session.
func CreateSession(tx *Tx, x *Session) error {
	x.ID = NewID()
	return tx.Create(x).Error
}

// SessionOf returns the session of a secret and its user, or
// gorm.ErrRecordNotFound when there is none in force for an active user.
func (s *Store) SessionOf(ctx context.Context, secret string, now time.Time) (Session, User, error) {
	var x Session
	err := s.Read(ctx).Where("hash = ? AND idle_until > ? AND expires_at > ?", HashSecret(secret), now, now).Take(&x).Error
	if err != nil {
		return x, User{}, err
	}
	u, err := s.activeUser(ctx, x.UserID)
	return x, u, err
}

// TokenOf returns the token of a secret and its user, or
// gorm.ErrRecordNotFound when there is none in force for an active user.
func (s *Store) TokenOf(ctx context.Context, secret string, now time.Time) (Token, User, error) {
	var t Token
	err := s.Read(ctx).Where("hash = ? AND revoked_at IS NULL AND expires_at > ?", HashSecret(secret), now).Take(&t).Error
	if err != nil {
		return t, User{}, err
	}
	u, err := s.activeUser(ctx, t.UserID)
	return t, u, err
}

func (s *Store) activeUser(ctx context.Context, id string) (User, error) {
	var u User
	return u, s.Read(ctx).Where("id = ? AND status = ?", id, UserActive).Take(&u).Error
}

// TouchSession notes that a session was used.
func TouchSession(tx *Tx, id string, now, idleUntil time.Time) error {
	return tx.Model(&Session{}).Where("id = ?", id).
		Updates(map[string]any{"last_seen": now, "idle_until": idleUntil}).Error
}

// TouchToken notes that a token was used.
func TouchToken(tx *Tx, id string, now time.Time) error {
	return tx.Model(&Token{}).Where("id = ?", id).Update("last_used", now).Error
}

// Sessions returns the sessions in force of a user, newest first.
func (s *Store) Sessions(ctx context.Context, user string, now time.Time) ([]Session, error) {
	var found []Session
	return found, s.Read(ctx).Where("user_id = ? AND idle_until > ? AND expires_at > ?", user, now, now).
		Order("id DESC").Find(&found).Error
}

// EndSession ends one session of a user; gorm.ErrRecordNotFound when the user
// has none of that id.
func EndSession(tx *Tx, user, id string) error {
	return remove(tx.Where("user_id = ?", user), &Session{}, id)
}

// EndSessions ends every session of a user but one (or none: "").
func EndSessions(tx *Tx, user, except string) error {
	return tx.Where("user_id = ? AND id <> ?", user, except).Delete(&Session{}).Error
}

// PruneSessions removes sessions that have ended.
func PruneSessions(tx *Tx, now time.Time) error {
	return tx.Where("expires_at <= ? OR idle_until <= ?", now, now).Delete(&Session{}).Error
}

// endAccess ends every session and token of a user.
func endAccess(tx *Tx, user string, now time.Time) error {
	if err := EndSessions(tx, user, ""); err != nil {
		return err
	}
	return revokeTokens(tx, user, now)
}

func revokeTokens(tx *Tx, user string, now time.Time) error {
	return tx.Model(&Token{}).Where("user_id = ? AND revoked_at IS NULL", user).Update("revoked_at", now).Error
}

// Tokens returns the tokens of a user, newest first.
func (s *Store) Tokens(ctx context.Context, user string) ([]Token, error) {
	var found []Token
	return found, s.Read(ctx).Where("user_id = ?", user).Order("created_at DESC, id DESC").Find(&found).Error
}

// Token returns one token of a user, or gorm.ErrRecordNotFound.
func (s *Store) Token(ctx context.Context, user, id string) (Token, error) {
	var t Token
	return t, s.Read(ctx).Where("id = ? AND user_id = ?", id, user).Take(&t).Error
}

// RenewToken gives a token another secret; the one before ends.
func RenewToken(tx *Tx, id, secret string) error {
	return tx.Model(&Token{}).Where("id = ?", id).Update("hash", HashSecret(secret)).Error
}

// CreateToken adds a token; its id is set here unless it has one, and its roles must be among its owner's.
func CreateToken(tx *Tx, t *Token, owner User) error {
	t.ID, t.UserID = cmp.Or(t.ID, NewID()), owner.ID
	t.Roles = append([]plan.Role{}, t.Roles...)
	for i, r := range t.Roles {
		if !owner.Is(r) {
			return problem(pointer("roles", i), CodeTokenRoles, "roles", string(r))
		}
	}
	return tx.Create(t).Error
}

// RevokeToken ends a token of a user; gorm.ErrRecordNotFound when the user has
// none of that id. Revoking twice is one revocation.
func RevokeToken(tx *Tx, user, id string, now time.Time) error {
	var t Token
	if err := tx.Where("id = ? AND user_id = ?", id, user).Take(&t).Error; err != nil {
		return err
	}
	return tx.Model(&Token{}).Where("id = ? AND revoked_at IS NULL", id).Update("revoked_at", now).Error
}
