package store

import (
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
