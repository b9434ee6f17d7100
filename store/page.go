package store

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strconv"
)

// ErrCursor says that a cursor was not made by this program.
var ErrCursor = errors.New("store: unknown cursor")

// Page is one page of a list: how many, and behind which position.
type Page struct {
	Size  int // 1..200
	After []string
}

// Page sizes.
const (
	DefaultPageSize = 50
	MaxPageSize     = 200
)

// PageOf reads a page from a request: size 0 means the default, and an empty
// cursor the beginning.
func PageOf(size int, cursor string) (Page, error) {
	p := Page{Size: min(max(size, 1), MaxPageSize)}
	if size == 0 {
		p.Size = DefaultPageSize
	}
	if cursor == "" {
		return p, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || json.Unmarshal(text, &p.After) != nil || len(p.After) == 0 {
		return p, ErrCursor
	}
	return p, nil
}

// Cursor makes an opaque cursor of a position.
func Cursor(position ...string) string {
	text, _ := json.Marshal(position) // strings always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // cursors of ours hold numbers; anything else sorts first
	return n
}
