package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Seal returns the canonical text of an event and its hash: the hash covers
// the previous event's hash and the text, so that no event of a goal can be
// changed, left out or put in without breaking every hash behind it. The
// first event's prev is "".
func Seal(prev string, e Event) (body, hash string, err error) {
	text, err := json.Marshal(e)
	if err != nil {
		return "", "", fmt.Errorf("seal event %s/%d/%d: %w", e.GoalID, e.Seq, e.N, err)
	}
	return string(text), Link(prev, string(text)), nil
}

// Link is the hash of one event's canonical text behind a previous hash.
func Link(prev, body string) string {
	sum := sha256.Sum256([]byte(prev + "\n" + body))
	return hex.EncodeToString(sum[:])
}
