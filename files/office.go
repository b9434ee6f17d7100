package files

import (
	"archive/zip"
	"io"
	"path"
	"strings"
)

// What an office file may hold: far more than any that people write.
const (
	maxEntries  = 5_000
	maxUnpacked = 512 << 20
)

// office refuses what only looks like an office file, and one that hurts who
// opens it: with a program in it, with names that lead out of it, or small
// and unpacking to gigabytes. Nothing is unpacked to find out.
func office(extension, main string) func(io.ReaderAt, int64) *Error {
	return func(content io.ReaderAt, size int64) *Error {
		broken := refuse(CodeBroken, "extension", extension)
		if startsWith(extension, "PK\x03\x04")(content, size) != nil {
			return broken
		}
		archive, err := zip.NewReader(content, size)
		if err != nil || len(archive.File) > maxEntries {
			return broken
		}
		var unpacked uint64
		names := map[string]bool{}
		for _, f := range archive.File {
			name := strings.ReplaceAll(f.Name, `\`, "/")
			if names[name] || path.IsAbs(name) || strings.HasPrefix(path.Clean(name), "..") || f.Flags&1 != 0 {
				return broken // named twice, leading out, or encrypted
			}
			names[name] = true
			if unpacked += f.UncompressedSize64; unpacked > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
				return refuse(CodeUnpacksHuge, "max", "512 MB")
			}
			if strings.EqualFold(path.Base(name), "vbaProject.bin") {
				return refuse(CodeMacros)
			}
		}
		if !names["[Content_Types].xml"] || !names[main] {
			return refuse(CodeContent, "extension", extension, "found", "application/zip")
		}
		return nil
	}
}
