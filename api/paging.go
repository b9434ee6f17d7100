package api

import (
	"encoding/base64"
	"encoding/json"
)

// pageSize is the size of a page when the caller names none; the contract
// bounds what may be named.
const pageSize = 50

// A cursor is the key of the last row of a page, opaque to callers: encoded
// JSON. To page: decode the cursor into the key, ask the store for limit+1
// rows after it, and cut.

// decodeCursor reads a cursor into key; an empty one leaves key as it is.
func decodeCursor(cursor string, key any) error {
	if cursor == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(raw, key)
	}
	if err != nil {
		return refuse(CodeBadCursor)
	}
	return nil
}

func encodeCursor(key any) string {
	raw, err := json.Marshal(key)
	if err != nil {
		panic(err) // keys are numbers and texts
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// limitOf is the size of the page asked for.
func limitOf(asked int) int {
	if asked == 0 {
		return pageSize
	}
	return asked
}

// cut takes limit rows of limit+1 and returns the cursor of the next page, ""
// on the last. It never returns nil rows.
func cut[T any](rows []T, limit int, key func(T) any) ([]T, string) {
	if len(rows) <= limit {
		return list(rows), ""
	}
	return rows[:limit], encodeCursor(key(rows[limit-1]))
}

// list is rows, or an empty list: JSON never says null for one.
func list[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}
