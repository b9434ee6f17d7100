// Package e2e plays what people do with the whole program: every story over
// HTTP, on both databases.
package e2e
