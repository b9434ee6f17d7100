package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"duban/plan"
)

// header is the head of a command to a goal: its id is made of the caller
// and the request's Idempotency-Key, and the fingerprint tells a repeated request from another
// one with the same key.
func header(ctx context.Context, key, step string, body any) plan.Header {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err) // bodies were decoded from JSON
	}
	op := operationOf(ginOf(ctx))
	caller := callerOf(ctx)
	sum := sha256.Sum256(append([]byte(op.ID+"\x00"+caller.User.ID+"\x00"+step+"\x00"), raw...))
	return plan.Header{ID: commandID(caller.User.ID, key), Fingerprint: hex.EncodeToString(sum[:16]), Actor: caller.Actor, Step: step, Rules: plan.Rules}
}
