// Package web holds the built page, so that the program carries it inside.
//
// The page is built from this folder by `npm run build` into dist; a tree in
// which that was not done yet compiles all the same and has no index.html.
// The package knows nothing of the rest of the program and is not imported by
// anything but what serves it.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the built page with index.html at its root. Names under assets/
// carry a hash of their content and may be cached for good; index.html must
// not be. Without a build there is no index.html: the caller says so instead.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: it cannot happen
	}
	return files
}
