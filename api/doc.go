// Package api is the HTTP API: openapi.yaml is the contract, api.gen.go is
// generated from it, and the methods of server answer.
//
// A request passes, in this order: request id, access log, recovery, security
// headers; then, for an operation of the contract, its body limit, the rate
// limit of its caller, the refusal of cross-origin requests, sign-in by
// cookie or bearer token, the operation's access rule (x-access in the
// contract), validation against the contract, and its handler. Every failure
// on the way, and every error that a handler returns, is answered in one
// place: problem.go.
//
// Handlers read through store queries and change running goals only by
// sending commands to workflows; tables that the API owns they change through
// server.act, which writes the audit in the same transaction. How to add an
// operation stands at the top of openapi.yaml.
//
// The package knows nothing of SQL, and never writes a running goal.
package api
