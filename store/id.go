package store

import (
	"context"
	"encoding/base32"
	"strings"

	"github.com/google/uuid"
)

var lowerHex32 = base32.HexEncoding.WithPadding(base32.NoPadding)

// NewID returns a new id: 26 lower-case letters and digits, unique, and
// sorted by the time of its making (a UUIDv7 in base 32).
func NewID() string {
	id := uuid.Must(uuid.NewV7())
	return strings.ToLower(lowerHex32.EncodeToString(id[:]))
}

// IDBeginning returns the id of the row of T whose id begins so, or "" when
// there is none. What it begins with is hexadecimal.
func IDBeginning[T any](ctx context.Context, s *Store, begin string) (string, error) {
	var ids []string
	err := s.Read(ctx).Model(new(T)).Where("id >= ? AND id < ?", begin, begin+"g").Limit(1).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}
