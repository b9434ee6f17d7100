// Package duban is the house: it holds no code of its own, and the tests that
// keep its rules.
package duban
