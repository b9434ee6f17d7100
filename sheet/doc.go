// Package sheet reads and writes Excel sheets of named columns: it tells what
// stands where, and what cannot be read, cell by cell. It knows nothing of
// what the columns mean; what a fault is called in a language is said
// elsewhere.
package sheet
